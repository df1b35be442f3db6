"""What a comment's commands come to, without a forge: one revision, one end, sentences for the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actions import Close, Merge, Refresh
from bot.ledger import Answer
from bot.model import Base, Link, Match, Paper, Proposal, State, Verdict
from bot.proposing import comment, orders
from bot.proposing.orders import Asked, Moment
from tests.doubles import hostile
from tests.doubles.scene import TEXT

TODAY = "2026-07-22"
BASE = Base(sha="b" * 40, branch="main", files={"README.md": TEXT})
PAPER = Paper(
    title="BitFold", url="https://arxiv.org/abs/2607.00001", tags=("LoRA",), authors=("A. B",), code=(Link(label="Official", url="https://github.com/o/old"),)
)  # fmt: skip
WAITING = Proposal(
    key="arxiv:2607.00001",
    branch="gleaner/arxiv-2607.00001",
    title="Add: BitFold",
    body="",
    paper=PAPER,
    section=("Awesome Small Language Models", "Quantization"),
    path="README.md",
    number=7,
    base=BASE.sha,
    head="h" * 40,
    created="2026-07-20T00:00:00Z",
)


def asked(text: str, waiting: Proposal = WAITING, *others: Proposal) -> Asked:
    now = Moment(by="wren", when=TODAY, proposals=(waiting, *others), base=BASE)
    return orders.asked(comment.read(text, TODAY), waiting, now)


def revised(text: str, waiting: Proposal = WAITING) -> Proposal:
    (action,) = asked(text, waiting).actions
    assert isinstance(action, Refresh)
    return action.proposal


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("/title BitFold, Again", {"title": "BitFold, Again"}),
        ("/tag +Survey -lora", {"tags": ("Survey",)}),
        ("/tag +LORA", {"tags": ("LORA",)}),
        ("/code https://github.com/o/new", {"code": (Link(label="Official", url="https://github.com/o/new"),)}),
        ("/idea Fold the bits.", {"idea": "Fold the bits."}),
    ],
)
def test_an_edit_changes_its_field_alone(text: str, change: dict[str, object]) -> None:
    after = revised(text)
    assert after.paper == replace(PAPER, **change)  # type: ignore[arg-type]  # fields of a paper
    assert (after.state, after.section) == (State.REVISED, WAITING.section)


def test_edits_come_before_the_end_whatever_their_order() -> None:
    first, last = asked("/approve\n/section Pruning\n/title New").actions
    assert isinstance(first, Refresh)
    assert isinstance(last, Merge)
    assert first.proposal.section[-1] == "Pruning"
    assert last.proposal.paper.title == "New"
    assert last.by == "wren"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/sectoin X", "did you mean /section?"),
        ("/lgtm", "/lgtm is not a command; there are"),
        ("/section Nowhere", "no section 'Nowhere'"),
        ("/same", "no twin is shown"),
        ("/same #99", "no twin is shown"),
        ("/same #7", "no twin is shown"),
        ("/different", "no twin is shown"),
        ("/reject\n/approve", "contradict"),
        ("/approve\n/tag nothing", "not merged"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_done(text: str, words: str) -> None:
    came = asked(text)
    assert words in "\n".join(came.words)
    assert came.actions == ()


def test_a_field_no_entry_prints_is_kept_and_said() -> None:
    assert "/idea: kept" in asked("/idea Fold the bits.").words[0]
    assert asked("/tag +Survey").words == ()


def test_the_same_paper_is_not_needed_any_more() -> None:
    other = replace(WAITING, number=12, key="arxiv:1", paper=replace(PAPER, title="Twin"))
    (close,) = asked("/same #12", WAITING, other).actions
    assert isinstance(close, Close)
    assert close.state is State.SUPERSEDED
    assert "Twin" in close.reason
    shown = replace(WAITING, twin="“First” (README.md line 3)", twin_key="arxiv:2")
    assert "First" in asked("/same", shown).actions[0].reason  # type: ignore[union-attr]


def test_different_is_remembered_and_takes_the_table_out() -> None:
    shown = replace(
        WAITING, twin="“First” (README.md line 3)", twin_key="arxiv:2", match=Match(verdict=Verdict.MAYBE, score=80)
    )
    came = asked("/different", shown)
    (answer,) = came.answers
    assert (answer.key, answer.other, answer.answer) == (shown.key, "arxiv:2", Answer.DIFFERENT)
    after = revised("/different", shown)
    assert "This may repeat" not in after.body
    assert asked("/different", after).words == (), "asked again, it is as it should be"


@pytest.mark.parametrize(
    ("state", "text", "fine"),
    [
        (State.ACCEPTED, "/approve", True),
        (State.REJECTED, "/reject no", True),
        (State.SNOOZED, "/title x\n/snooze 2w", True),
        (State.SUPERSEDED, "/same", True),
        (State.REJECTED, "/approve", False),
        (State.ACCEPTED, "/title x", False),
    ],
)
def test_what_stands_already_is_fine_and_the_rest_is_late(state: State, text: str, *, fine: bool) -> None:
    came = asked(text, replace(WAITING, state=state))
    assert came.actions == ()
    assert (came.words == ()) is fine


def test_a_refresh_is_asked_for_where_the_list_moved() -> None:
    assert asked("/refresh").actions == ()
    (action,) = asked("/refresh", replace(WAITING, base="0" * 40)).actions
    assert isinstance(action, Refresh)


def test_the_list_is_read_only_where_it_is_needed() -> None:
    for text, needed in (
        ("/reject", False),
        ("/snooze", False),
        ("/same", False),
        ("/approve", True),
        ("/idea x", True),
    ):
        assert orders.needs_list(comment.read(text, TODAY)) is needed


@given(st.lists(st.sampled_from(list(hostile.texts())), min_size=1, max_size=3), st.sampled_from(comment.Verb))
@settings(max_examples=60)
def test_any_words_behind_a_command_are_taken_or_answered(words: list[str], verb: comment.Verb) -> None:
    text = "\n".join(f"/{verb} {word}" for word in words)
    came = asked(text)
    for action in came.actions:
        if isinstance(action, Refresh):
            assert action.files["README.md"].startswith(TEXT[:50])
    assert all(came.words)
