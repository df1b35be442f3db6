"""What a run remembers of its feeds: in the ledger's one commit, the same for a second run and for a new machine."""

from __future__ import annotations

from pathlib import Path

from bot import ledger, relevance
from bot.ledger import BACKGROUND
from tests.doubles.feeds import atom, entry
from tests.doubles.scene import Scene, paper_entry
from tests.doubles.worlds import run_git


def many(count: int, *, first: int = 0) -> list[str]:
    """Entries of an arXiv answer on the life of the sea."""
    return [
        entry(f"2607.{number:05}", f"Subject {number} of the sea", abstract=f"Water{number % 9} holds subject{number}.")
        for number in range(5_000 + first, 5_000 + first + count)
    ]


def test_a_run_keeps_what_its_feeds_brought_and_a_second_one_changes_nothing(scene: Scene) -> None:
    scene.run()
    kept = scene.forge().read_ledger()[BACKGROUND]
    assert len(ledger.read({BACKGROUND: kept}).background) == 5
    scene.run()
    assert scene.forge().read_ledger()[BACKGROUND] == kept


def test_what_comes_later_is_added(scene: Scene) -> None:
    scene.run()
    scene.feeds.shelf.arxiv = atom(*map(paper_entry, range(3, 9)))
    scene.run()
    assert len(ledger.read(scene.forge().read_ledger()).background) == 9


def test_it_is_written_in_the_ledgers_one_commit_and_a_new_clone_has_it(local_scene: Scene, tmp_path: Path) -> None:
    local_scene.run()
    home = local_scene.world.home  # type: ignore[attr-defined]  # the local world has a clone
    run_git(tmp_path, "clone", "--quiet", "--branch", "gleaner-ledger", str(home), "elsewhere")
    assert run_git(tmp_path / "elsewhere", "rev-list", "--count", "HEAD") == "1"
    text = (tmp_path / "elsewhere" / BACKGROUND).read_text(encoding="utf-8")
    assert ledger.read({BACKGROUND: text}).background == ledger.read(local_scene.forge().read_ledger()).background


def test_a_rehearsal_writes_none(local_scene: Scene) -> None:
    from bot.forge.dry_run import DryRunForge

    forge = DryRunForge(local_scene.forge())
    local_scene.run(forge)
    assert BACKGROUND in forge.ledger
    assert local_scene.forge().read_ledger() == {}


def test_past_papers_tell_a_later_run_what_is_usual(local_scene: Scene) -> None:
    local_scene.feeds.shelf.arxiv = atom(*many(relevance.LEAST_BACKGROUND + 60))
    local_scene.configure(cut={"at_least": 0.99}, sources={"arxiv": {"categories": ["cs.LG"]}})
    local_scene.run()
    local_scene.feeds.shelf.arxiv = atom(*map(paper_entry, range(3)), *many(2))
    later = local_scene.run()
    likely = {held.candidate.paper.title: held.candidate.relevance for held in later.plan.held}
    on_topic = [judged.score for title, judged in likely.items() if "sea" not in title]
    of_the_sea = [judged.score for title, judged in likely.items() if "sea" in title]
    assert len(on_topic) == 3
    assert min(on_topic) > 3 * max(of_the_sea)
    against = " ".join(word for judged in likely.values() for word in judged.why if word.startswith("terms against"))
    assert "sea" in against, "a reason from the sample"
