"""From the journal to the forge: in order, after the grace, again after a failure, never twice."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import ledger
from bot.actions import Action, Outcome
from bot.errors import BadToken, Conflict, DirtyWorkTree, Forbidden, ForgeError, GleanerError, Limited
from bot.model import Match, State, Verdict
from tests.doubles.forge import LIST, MemoryForge
from tests.webapp.services.conftest import Clock
from webapp.services.delivery import PATIENCE
from webapp.services.desk import Desk, Wish
from webapp.services.journal import Act, Journal, Receipt, Result, Stage

IDS = itertools.count()


def wish(desk: Desk, key: str, act: Act = Act.ACCEPT, who: str = "ada", **more: object) -> Receipt:
    version = desk.journal.versions().get(key, 0)
    return desk.decide(Wish(op=f"op{next(IDS)}", key=key, version=version, act=act, **more), who)  # type: ignore[arg-type]


def deliver(desk: Desk, clock: Clock, seconds: float = 5.0) -> None:
    clock.passes(seconds)
    while desk.delivery.step():
        pass


def test_an_approved_paper_lands_as_it_was_shown(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    shown = desk.preview(desk.waiting()[0])
    wish(desk, key)
    deliver(desk, clock)
    assert forge.kept[key].state is State.ACCEPTED
    assert forge.kept[key].decided_by == "ada"
    assert shown.block in forge.text
    assert forge.text.replace(shown.block, "").split() == LIST.split()


def test_edits_land_with_the_approval(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    form = {
        "venue": "ICML 2026",
        "section": "Quantization",
        "tags": "Quantization, LLM",
        "code": "Ours https://a.example/b",
    }
    shown = desk.preview(desk.waiting()[0], form)
    wish(desk, key, edits=form)
    deliver(desk, clock)
    assert "ICML 2026" in shown.block
    assert "[Ours](https://a.example/b)" in shown.block
    assert shown.block in forge.text.partition("## Quantization")[2]


def test_the_forge_hears_nothing_within_the_grace(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    wish(desk, key)
    deliver(desk, clock, 4.9)
    assert forge.applied == []
    assert desk.waiting() == ()
    wish(desk, key, Act.UNDO)
    deliver(desk, clock, 60)
    assert forge.applied == []
    assert [p.key for p in desk.waiting()] == [key]


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.REJECT, Act.SNOOZE])
def test_a_delivered_decision_can_be_taken_back(desk: Desk, forge: MemoryForge, clock: Clock, act: Act) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    wish(desk, key, act, reason="no", until="2030-01-01")
    deliver(desk, clock)
    assert not forge.kept[key].state.waiting
    wish(desk, key, Act.UNDO)
    assert [p.key for p in desk.waiting()] == [key], "it waits again before the forge knows"
    deliver(desk, clock)
    assert forge.kept[key].state.waiting
    assert forge.text.split() == LIST.split()


def test_a_person_on_the_forge_was_faster(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    first = wish(desk, key)
    forge.someone_rejects(key, by="kurt")
    deliver(desk, clock)
    assert first.decision is not None
    settled = desk.journal.find(first.decision.op)
    for _ in range(3):
        deliver(desk, clock, 30)
        settled = desk.journal.find(first.decision.op)
    assert settled is not None
    assert settled.stage is Stage.CONFLICT
    assert "rejected by kurt" in settled.detail
    assert forge.kept[key].state is State.REJECTED


def test_a_decision_on_what_is_decided_elsewhere_is_refused_at_once(desk: Desk, forge: MemoryForge) -> None:
    key = forge.offers("Pruned Beyond Belief")
    forge.someone_rejects(key, by="kurt")
    desk.reading()
    receipt = wish(desk, key)
    assert receipt.result is Result.CONFLICT
    assert receipt.detail == "Already rejected by kurt on the forge. Your accept was not applied."


@pytest.mark.parametrize("error", [ForgeError("the network is away"), Conflict("the list moved")])
def test_a_passing_failure_is_tried_again(desk: Desk, forge: MemoryForge, clock: Clock, error: GleanerError) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    forge.fails(error, times=2)
    wish(desk, key)
    for _ in range(3):
        deliver(desk, clock, 30)
    assert forge.kept[key].state is State.ACCEPTED


@pytest.mark.parametrize("error", [Forbidden("no right to push"), DirtyWorkTree("README.md has changes; commit them")])
def test_what_only_a_person_can_mend_is_said_at_once(
    desk: Desk, forge: MemoryForge, clock: Clock, error: GleanerError
) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    forge.fails(error)
    wish(desk, key)
    deliver(desk, clock)
    (failed,) = desk.journal.failed()
    assert failed.detail == str(error)
    assert [p.key for p in desk.waiting()] == [key]
    desk.retry(failed.op)
    deliver(desk, clock)
    assert forge.kept[key].state is State.ACCEPTED


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Limited("too much", until=4600.0, brief="GitHub's rate limit is used up"), "GitHub's rate limit is used up."),
        (BadToken("not valid"), "GitHub does not take the token of ada any more, which needs a new one."),
    ],
)
def test_a_limit_and_a_refused_token_are_waited_out_and_said(
    desk: Desk, forge: MemoryForge, clock: Clock, error: GleanerError, said: str
) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    forge.fails(error, times=30)
    wish(desk, key)
    assert desk.held() == "", "nothing is wrong within the grace"
    deliver(desk, clock)
    assert desk.held().startswith(f"1 decision is saved but not on the list yet: {said} Tried again ")
    for _ in range(29):
        deliver(desk, clock, 4000)
    assert (desk.journal.failed(), forge.kept[key].state) == ((), State.PROPOSED)
    deliver(desk, clock, 4000)
    assert forge.kept[key].state is State.ACCEPTED
    assert desk.held() == ""


def test_until_when_a_limit_is_waited_out_is_said_and_a_new_token_does_not_wait(
    desk: Desk, forge: MemoryForge, clock: Clock
) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    forge.fails(Limited("too much", until=clock() + 605, brief="GitHub's rate limit is used up"))
    wish(desk, key)
    deliver(desk, clock)
    assert re.search(r"Tried again at \d\d:\d\d UTC, in 10 minutes\.$", desk.held())
    deliver(desk, clock, 300)
    assert "in 5 minutes." in desk.held()
    desk.signed_in("ada")
    deliver(desk, clock, 0)
    assert forge.kept[key].state is State.ACCEPTED


def test_who_signed_out_may_stay_away_for_days(forge: MemoryForge, journal: Journal, clock: Clock) -> None:
    desk = Desk(forge, journal, clock=clock, grace=5.0, alone=False)
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    wish(desk, key)
    for _ in range(40):
        deliver(desk, clock, 3600)
    assert desk.journal.failed() == ()
    assert "ada is not signed in" in desk.held()


def test_patience_ends_and_the_failure_can_be_taken_back(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    forge.fails(ForgeError("away"), times=PATIENCE)
    wish(desk, key)
    for _ in range(PATIENCE):
        deliver(desk, clock, 600)
    (failed,) = desk.journal.failed()
    desk.drop(failed.op)
    assert desk.journal.failed() == ()
    assert forge.applied == []


def test_a_list_that_moved_is_rendered_anew(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    first, second = forge.offers("One"), forge.offers("Two")
    desk.reading()
    wish(desk, first)
    forge.someone_writes(LIST + "\nA word at the end.\n")
    wish(desk, second)
    for _ in range(4):
        deliver(desk, clock, 30)
    assert "[One]" in forge.text
    assert "[Two]" in forge.text
    assert forge.text.endswith("A word at the end.\n")


def test_a_paper_added_by_hand_is_not_added_twice(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    entry = desk.preview(desk.waiting()[0]).block
    wish(desk, key)
    forge.someone_writes(LIST + "\n" + entry + "\n")
    for _ in range(4):
        deliver(desk, clock, 30)
    assert forge.text.count("Pruned Beyond Belief") == 1
    assert forge.kept[key].state is State.SUPERSEDED


def test_a_restarted_server_delivers_before_anybody_opens_a_page(
    desk: Desk, forge: MemoryForge, journal: Journal, clock: Clock
) -> None:
    key = forge.offers("Pruned Beyond Belief")
    desk.reading()
    wish(desk, key)
    restarted_desk = Desk(forge, journal, clock=clock, grace=5.0)
    deliver(restarted_desk, clock)
    assert forge.kept[key].state is State.ACCEPTED


def test_a_decision_handed_in_before_anything_was_read_is_taken(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    key = forge.offers("Pruned Beyond Belief")
    assert wish(desk, key).result is Result.OK
    deliver(desk, clock)
    assert forge.kept[key].state is State.ACCEPTED


def test_a_forge_that_cannot_be_read_loses_no_decision(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    key = forge.offers("Pruned Beyond Belief")
    forge.unreadable = True
    assert wish(desk, key).result is Result.LATER
    forge.unreadable = False
    clock.passes(2)
    assert wish(desk, key).result is Result.OK


class Killed(BaseException):
    """The process dies here."""


class FragileForge(MemoryForge):
    """Dies at its n-th write, before or after the write is done."""

    def __init__(self, dies_at: int, *, after: bool) -> None:
        super().__init__()
        self.countdown = dies_at
        self.after = after

    def apply(self, action: Action) -> Outcome:
        self.countdown -= 1
        if self.countdown == 0 and not self.after:
            raise Killed
        outcome = super().apply(action)
        if self.countdown == 0:
            raise Killed
        return outcome


def restarted(forge: MemoryForge, journal: Path, clock: Clock) -> Desk:
    desk = Desk(forge, Journal(journal), clock=clock, grace=5.0)
    desk.journal.recover(clock())
    desk.reading()
    return desk


@settings(max_examples=40, deadline=None)
@given(
    acts=st.lists(st.sampled_from([Act.ACCEPT, Act.REJECT, Act.SNOOZE]), min_size=1, max_size=6),
    dies_at=st.integers(1, 10),
    after=st.sampled_from([True, False]),
    undone=st.sets(st.integers(0, 5)),
)
def test_killed_anywhere_nothing_is_lost_and_nothing_applied_twice(
    tmp_path_factory: pytest.TempPathFactory, acts: list[Act], dies_at: int, *, after: bool, undone: set[int]
) -> None:
    journal = tmp_path_factory.mktemp("kill") / "j"
    clock = Clock()
    forge = FragileForge(dies_at, after=after)
    keys = [forge.offers(f"Paper number {n} of many", key=f"arxiv:2501.{n:05d}") for n in range(len(acts))]
    desk = restarted(forge, journal, clock)
    taken_back = undone & set(range(len(acts)))
    for wishes in (zip(keys, acts, strict=True), [(keys[n], Act.UNDO) for n in sorted(taken_back)]):
        for key, act in wishes:
            wish(desk, key, act, reason="r", until="2030-01-01")
        try:
            deliver(desk, clock, 30)
        except Killed:
            desk.journal.close()
            desk = restarted(forge, journal, clock)
            deliver(desk, clock, 30)
    target = {Act.ACCEPT: State.ACCEPTED, Act.REJECT: State.REJECTED, Act.SNOOZE: State.SNOOZED}
    for n, (key, act) in enumerate(zip(keys, acts, strict=True)):
        state = forge.kept[key].state
        assert state.waiting if n in taken_back else state is target[act]
        assert forge.text.count(f"[Paper number {n} of many]") == (act is Act.ACCEPT and n not in taken_back)
    desk.journal.close()


# --- twins ------------------------------------------------------------------------------------------------------------

MAYBE = Match(verdict=Verdict.MAYBE, score=84, reasons=("titles 84% alike",))
TWIN = "“Small Is Plenty” (README.md line 5)"


def offers_twin(desk: Desk, forge: MemoryForge) -> str:
    key = forge.offers("Small Is Really Plenty", match=MAYBE, twin=TWIN, twin_key="arxiv:2301.00001")
    desk.reading(0)
    return key


def delivered(desk: Desk, clock: Clock) -> None:
    clock.passes(6)
    while desk.delivery.step():
        pass


def answers(forge: MemoryForge) -> list[tuple[str, str, str]]:
    return [(d.key, d.other, d.answer) for d in ledger.read(forge.ledger).decisions]


def test_a_paper_told_apart_loses_its_twin_at_once_and_for_good(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    key = offers_twin(desk, forge)
    desk.decide(Wish(op="1", key=key, version=0, act=Act.DIFFERENT), "ada")
    (proposal,) = desk.waiting()
    assert desk.card(proposal, desk.journal.versions()).twin is None
    delivered(desk, clock)
    assert (forge.kept[key].twin, forge.kept[key].match.verdict) == ("", Verdict.NEW)
    assert answers(forge) == [(key, "arxiv:2301.00001", "different")]
    assert desk.waiting()[0].key == key


def test_telling_apart_is_undone_before_and_after_it_was_delivered(
    desk: Desk, forge: MemoryForge, clock: Clock
) -> None:
    key = offers_twin(desk, forge)
    for start, wait in ((0, False), (2, True)):
        desk.decide(Wish(op=f"do {start}", key=key, version=start, act=Act.DIFFERENT), "ada")
        if wait:
            delivered(desk, clock)
        desk.decide(Wish(op=f"undo {start}", key=key, version=start + 1, act=Act.UNDO), "ada")
        delivered(desk, clock)
        assert (forge.kept[key].twin, forge.kept[key].match) == (TWIN, MAYBE)
        assert answers(forge) == []


def test_a_repeat_is_closed_without_a_refusal_and_remembered(desk: Desk, forge: MemoryForge, clock: Clock) -> None:
    key = offers_twin(desk, forge)
    desk.decide(Wish(op="1", key=key, version=0, act=Act.SAME), "ada")
    assert desk.waiting() == ()
    delivered(desk, clock)
    assert (forge.kept[key].state, forge.kept[key].reason) == (State.SUPERSEDED, f"the same paper as {TWIN}")
    assert answers(forge) == [(key, "arxiv:2301.00001", "same")]
    desk.decide(Wish(op="2", key=key, version=1, act=Act.UNDO), "ada")
    delivered(desk, clock)
    assert forge.kept[key].state is State.PROPOSED
    assert answers(forge) == []


def test_what_was_told_apart_elsewhere_cannot_be_answered_again(desk: Desk, forge: MemoryForge) -> None:
    key = forge.offers("Alone")
    desk.reading(0)
    assert desk.decide(Wish(op="1", key=key, version=0, act=Act.SAME), "ada").result is Result.CONFLICT
