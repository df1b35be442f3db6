"""One reading for everybody: kept while the forge is away, and never older than what was just decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.forge.local import LocalForge
from bot.model import Proposal, Relevance, State
from tests.doubles.forge import PATH, MemoryForge
from tests.doubles.list_repo import make_repo
from tests.doubles.worlds import commit_in_worktree, run_git
from tests.webapp.services.conftest import Clock
from webapp.services.cards import Vocabulary, card_of
from webapp.services.queue import Queue


class SlowForge(MemoryForge):
    """Something happens while its proposals are being read."""

    meanwhile: Callable[[], None] = staticmethod(lambda: None)

    def proposals(self) -> tuple[Proposal, ...]:
        read = super().proposals()
        self.meanwhile()
        return read


def test_a_reading_is_shared_until_it_is_old(forge: MemoryForge, clock: Clock) -> None:
    queue = Queue(forge, clock)
    queue.fresh(20)
    reads = forge.reads
    queue.fresh(20)
    assert forge.reads == reads
    clock.passes(21)
    queue.fresh(20)
    assert forge.reads > reads


def test_the_last_reading_stands_while_the_forge_is_away(forge: MemoryForge, clock: Clock) -> None:
    key = forge.offers("A paper")
    queue = Queue(forge, clock)
    queue.fresh(20)
    forge.unreadable = True
    clock.passes(60)
    reading = queue.fresh(20)
    assert reading.trouble == "the network is away"
    assert reading.proposal(key) is not None


def test_what_was_decided_during_a_reading_is_not_undone_by_it(clock: Clock) -> None:
    forge = SlowForge()
    key = forge.offers("A paper")
    queue = Queue(forge, clock)
    queue.fresh(20)
    decided = replace(forge.kept[key], state=State.ACCEPTED)
    forge.meanwhile = lambda: queue.replace(decided)
    queue.reload()
    assert queue.reading.waiting == ()


def test_the_best_paper_comes_first(forge: MemoryForge, clock: Clock) -> None:
    for score in (0.2, 0.9, 0.5):
        forge.offers(f"Paper {score}", score=score)
    assert [p.relevance.score for p in Queue(forge, clock).fresh(20).waiting] == [0.9, 0.5, 0.2]


def test_what_a_person_wrote_on_a_branch_is_what_the_card_says(tmp_path: Path, clock: Clock) -> None:
    folder = make_repo(tmp_path / "list", papers=2)
    waiting = Queue(LocalForge(folder), clock).fresh(1).waiting[0]
    text = run_git(folder, "show", f"{waiting.branch}:{PATH}").replace("Paper 0 on", "Better Words on") + "\n"
    commit_in_worktree(folder, tmp_path / "elsewhere", waiting.branch, PATH, text)
    found = Queue(LocalForge(folder), clock).fresh(1).proposal(waiting.key)
    assert found is not None
    card = card_of(found, 0, Vocabulary())
    assert card.title.startswith("Better Words on")
    assert card.form["title"] == card.title
    assert (found.state, card.abstract) == (State.REVISED, waiting.paper.abstract)


def test_the_nearest_entries_are_not_said_twice(tmp_path: Path, clock: Clock) -> None:
    waiting = Queue(LocalForge(make_repo(tmp_path / "list", papers=1)), clock).fresh(1).waiting[0]
    told = Relevance(score=0.5, why=('near "A Paper"', "terms for: kelp"), nearest=("A Paper",))
    card = card_of(replace(waiting, relevance=told), 0, Vocabulary())
    assert (card.why, card.nearest) == (("terms for: kelp",), ("A Paper",))
    alone = replace(waiting, relevance=replace(told, nearest=()))
    assert card_of(alone, 0, Vocabulary()).why == told.why, "where no list of them stands beside it"
