"""What a run holds back for want of room, an answer or a day waits in the backlog until somebody has decided."""

from __future__ import annotations

from bot import ledger
from bot.ledger import Answer, Decision, FeedState
from bot.planning.batch import Health
from bot.report import lines, summary
from tests.doubles.feeds import atom, entry
from tests.doubles.scene import Scene, paper_entry

LATER = entry("2607.00900", "Gardens of the sea", abstract="Kelp grows fast.", published="2026-07-21")
"""What the feed gives when it has moved on."""


def titles(scene: Scene) -> set[str]:
    return {held.candidate.paper.title for held in ledger.read(scene.forge().read_ledger()).backlog}


def test_a_paper_that_waits_for_room_is_proposed_though_its_feed_has_moved_on(local_scene: Scene) -> None:
    scene = local_scene
    scene.configure(per_run=2, max_open=2)
    held = {one.candidate.key for one in scene.run().plan.held}
    assert len(held) == 3
    scene.feeds.shelf.arxiv = atom(LATER)
    still = scene.run()
    assert held <= {one.candidate.key for one in still.plan.held}
    assert any("1 read, 3 waiting, 4 distinct papers: 0 to propose, 4 held" in line for line in lines(still))
    assert "1 distinct paper read, 3 waited, " in summary(still)
    for proposal in scene.waiting():
        scene.merge(proposal)
    assert len(scene.run().plan.proposed) == 2
    assert {proposal.key for proposal in scene.waiting()} <= held
    assert scene.run().plan.waited == 1, "what was proposed waits no longer"


def test_what_is_below_the_cut_does_not_wait(local_scene: Scene) -> None:
    scene = local_scene
    scene.configure(cut={"at_least": 0.99})
    assert len(scene.run().plan.held) == 5
    scene.feeds.shelf.arxiv = atom(LATER)
    assert len(scene.run().plan.held) == 1


def test_a_question_to_a_person_stays_until_it_is_answered(local_scene: Scene) -> None:
    scene = local_scene
    scene.feeds.shelf.arxiv = atom(
        paper_entry(1),
        entry("2607.00801", "SparseGPT: Massive Language Models Can Be Pruned Accurately in One-Shot"),
    )
    (asked,) = scene.run().plan.held
    assert "may repeat" in asked.reason
    scene.feeds.shelf.arxiv = atom(LATER)
    scene.run()
    assert asked.candidate.paper.title in titles(scene)


def test_a_snoozed_paper_comes_back_on_its_day(local_scene: Scene) -> None:
    scene = local_scene
    scene.configure(per_run=2, max_open=2)
    asleep = scene.run().plan.held[0].candidate
    for until in ("2026-07-29", "2026-07-22"):
        decision = Decision(key=asleep.key, answer=Answer.SNOOZED, until=until)
        scene.forge().write_ledger({ledger.DECISIONS: ledger.write_decisions([decision])}, "Snooze")
        scene.feeds.shelf.arxiv = atom(LATER)
        scene.run()
    assert asleep.paper.title in titles(scene)


def test_papers_that_only_wait_do_not_make_a_feed_look_alive(local_scene: Scene) -> None:
    scene = local_scene
    scene.configure(per_run=2, max_open=2)
    scene.run()
    scene.feeds.shelf.arxiv = atom()
    forgotten = ledger.write_feeds({"arxiv": FeedState(health=Health.NEW)})
    scene.forge().write_ledger({ledger.FEEDS: forgotten}, "Forget when the feed last gave something")
    scene.run()
    assert ledger.read(scene.forge().read_ledger()).feeds["arxiv"].last_new == ""
