"""The life of a proposal, the transitions a run makes: woken, superseded, a twin of a race closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot import book, report
from bot.actions import Open
from bot.errors import Conflict
from bot.forge import apply_all
from bot.model import Paper, State
from bot.planning.batch import Batch
from bot.planning.caps import Rules
from bot.planning.situation import Situation
from bot.proposing.decide import reject, snooze
from bot.proposing.proposal_names import branch_of
from bot.proposing.refresh import told
from tests.doubles.feeds import Feeds
from tests.doubles.github.faults import secondary
from tests.doubles.github.world import GitHubWorld
from tests.doubles.scene import TEXT, Scene
from tests.doubles.worlds import LIST


def test_a_snooze_whose_section_is_gone_is_a_finding(scene: Scene) -> None:
    scene.run()
    tired = next(p for p in scene.waiting() if p.section[-1] == "Pruning")
    apply_all(scene.forge(), [snooze(tired, "2026-07-22", "wren")])
    scene.world.push_to_default(TEXT.replace("## Pruning", "## Quite Another Matter"))
    done = scene.run()
    (stuck,) = [one for one in done.stuck if one.proposal.key == tired.key]
    assert "snooze ended on 2026-07-22" in stuck.reason
    assert "no section" in stuck.reason
    assert scene.proposal(tired.key).state is State.SNOOZED


def test_a_proposal_whose_section_was_renamed_says_what_to_do(local_scene: Scene) -> None:
    local_scene.run()
    lost = [p.key for p in local_scene.waiting() if p.section[-1] == "Pruning"]
    local_scene.world.push_to_default(TEXT.replace("## Pruning", "## Quite Another Matter"))
    stuck = local_scene.run().stuck
    assert [one.proposal.key for one in stuck] == lost
    for one in stuck:
        assert one.reason.startswith("no section")
        assert "`/section A > B`" in one.reason
        assert one.reason.endswith("in the app")
    assert all(local_scene.proposal(key).state.waiting for key in lost), "nothing is lost"


def test_a_snoozed_paper_that_somebody_added_sleeps_on(scene: Scene) -> None:
    scene.run()
    tired = scene.waiting()[0]
    text = scene.world.read(tired.branch)
    apply_all(scene.forge(), [snooze(tired, "2026-07-22", "wren")])
    scene.world.push_to_default(text)
    scene.run()
    assert scene.proposal(tired.key).state is State.SNOOZED
    assert scene.list_text() == text


def test_a_snooze_ends_although_its_branch_was_deleted(scene: Scene) -> None:
    scene.run()
    tired = scene.waiting()[0]
    apply_all(scene.forge(), [snooze(tired, "2026-07-22", "wren")])
    if tired.branch in scene.world.branches():
        scene.world.git("update-ref", "-d", f"refs/heads/{tired.branch}")
    scene.run()
    assert tired.key in {p.key for p in scene.waiting()}


def test_the_newer_twin_of_two_runs_at_once_is_closed_with_a_sentence(scene: Scene) -> None:
    scene.run()
    first = min(scene.waiting(), key=lambda p: p.number or 0)
    doi = "doi:10.48550/arxiv." + first.key.partition(":")[2]
    twin = replace(first, key=doi, branch=branch_of(doi), number=None, url="", head="", created="")
    forge = scene.forge()
    base = forge.base((LIST,))
    insertion = book.newest(base, LIST).entry_of(twin)
    forge.apply(Open(proposal=told(twin, insertion, base), files={LIST: insertion.text}, base=base))
    by_number = {p.number: p for p in scene.waiting() if p.paper.title == first.paper.title}
    assert len(by_number) == 2
    scene.run()
    assert by_number[max(n or 0 for n in by_number)].branch not in {p.branch for p in scene.waiting()}
    found = [p for p in scene.forge().proposals() if p.paper.title == first.paper.title]
    assert sorted(p.state for p in found) == [State.PROPOSED, State.SUPERSEDED]
    (gone,) = [p for p in found if p.state is State.SUPERSEDED]
    assert gone.number == max(n or 0 for n in by_number)
    assert gone.reason == f"proposed in #{min(n or 0 for n in by_number)} already"


def test_superseding_says_one_sentence_once(tmp_path: Path, feeds: Feeds) -> None:
    world = GitHubWorld(tmp_path, 11)
    scene = Scene(world, feeds)
    scene.run()
    overtaken = scene.waiting()[0]
    line = f"\n- [{overtaken.paper.title}]({overtaken.paper.url}) [Arxiv 2026]\n"
    world.push_to_default(TEXT.replace("\n## Pruning", line + "\n## Pruning"))
    scene.run()
    scene.run()
    (said,) = world.double.comments(overtaken.number or 0)
    assert said.startswith("Not needed any more: already in README.md, line ")
    assert scene.proposal(overtaken.key).state is State.SUPERSEDED
    world.close()


@pytest.mark.parametrize("label", ["gleaner:rejected", "gleaner:accepted", "gleaner:snoozed", ""])
def test_labels_of_ours_that_a_person_changes_decide_nothing_and_come_back(
    tmp_path: Path, feeds: Feeds, label: str
) -> None:
    world = GitHubWorld(tmp_path, 12)
    scene = Scene(world, feeds)
    scene.run()
    waiting = scene.waiting()[0]
    world.double.set_labels(waiting.number or 0, *filter(None, ["mine", label]))
    assert scene.proposal(waiting.key).state is State.PROPOSED
    scene.configure(per_run=4)
    scene.run()
    assert scene.proposal(waiting.key).state is State.PROPOSED
    assert "mine" in world.double.issue(waiting.number or 0).labels
    world.close()


def test_reopened_by_a_person_it_is_brought_up_to_date(tmp_path: Path, feeds: Feeds) -> None:
    world = GitHubWorld(tmp_path, 13)
    scene = Scene(world, feeds)
    scene.run()
    waiting = scene.waiting()[0]
    world.double.close(waiting.number or 0)
    scene.run()
    assert scene.proposal(waiting.key).state is State.REJECTED
    world.push_to_default(TEXT.replace("Papers on", "All papers on"))
    world.double.reopen(waiting.number or 0)
    scene.run()
    again = scene.proposal(waiting.key)
    assert again.state is State.PROPOSED
    assert "All papers on" in world.read(again.branch)
    assert len(world.double.commits(again.branch)) == 1
    world.close()


def test_what_is_rejected_is_not_decided_again(scene: Scene) -> None:
    scene.run()
    waiting = scene.waiting()[0]
    apply_all(scene.forge(), [reject(waiting, "no", "wren")])
    with pytest.raises(Conflict):
        apply_all(scene.forge(), [snooze(waiting, "2027-01-01", "wren")])
    assert scene.proposal(waiting.key).state is State.REJECTED


def test_proposals_follow_a_list_that_was_renamed(scene: Scene) -> None:
    """Closing them would have been a no for good, and they could not be merged."""
    scene.run()
    before = scene.waiting()
    scene.world.push_to_default("# See PAPERS.md\n")
    scene.world.push_to_default(TEXT, "PAPERS.md")
    scene.configure(list="PAPERS.md")
    report = scene.run()
    assert report.stuck == ()
    after = scene.waiting()
    assert [one.key for one in after] == [one.key for one in before]
    assert {one.path for one in after} == {"PAPERS.md"}
    for one in after:
        assert one.paper.title in scene.world.read(one.branch, "PAPERS.md")
        assert scene.world.read(one.branch) == "# See PAPERS.md\n"
    scene.run()
    assert scene.waiting() == after


def test_a_proposal_a_person_committed_on_stays_with_the_file_it_was_written_for(scene: Scene) -> None:
    scene.run()
    one = scene.waiting()[0]
    written = scene.world.read(one.branch).replace(one.paper.title, "A Title of Mine")
    scene.world.commit_by_person(one.branch, LIST, written)
    scene.world.push_to_default("# See PAPERS.md\n")
    scene.world.push_to_default(TEXT, "PAPERS.md")
    scene.configure(list="PAPERS.md")
    (stuck,) = scene.run().stuck
    assert stuck.proposal.key == one.key
    assert "PAPERS.md" in stuck.reason
    assert scene.world.read(one.branch) == written


def test_what_slept_while_the_list_was_renamed_wakes_in_the_new_file(scene: Scene) -> None:
    scene.run()
    tired = scene.waiting()[0]
    apply_all(scene.forge(), [snooze(tired, "2026-07-22", "wren")])
    scene.world.push_to_default("# See PAPERS.md\n")
    scene.world.push_to_default(TEXT, "PAPERS.md")
    scene.configure(list="PAPERS.md")
    scene.run()
    woken = scene.proposal(tired.key)
    assert (woken.state, woken.path) == (State.PROPOSED, "PAPERS.md")
    assert scene.world.read(woken.branch) == "# See PAPERS.md\n"


def test_a_run_that_another_one_overtook_says_so_and_proposes_nothing_twice(scene: Scene) -> None:
    def overtaken(_: Situation, papers: Sequence[Paper], batches: Sequence[Batch], rules: Rules) -> Rules:
        assert papers
        assert batches
        scene.run()
        return rules

    done = scene.run(settle=overtaken)
    assert (len(done.plan.proposed), done.opened, len(done.overtaken)) == (5, 0, 5)
    first = done.overtaken[0].proposal
    said = [line for line in report.lines(done) if "another run was first" in line]
    assert len(said) == 5
    assert f"{first.paper.title}: another run was first (" in said[0]
    summary = report.summary(done)
    assert "**Nothing to propose**: another run at the same time was first" in summary
    assert first.paper.title in summary
    assert "a good day" not in summary
    assert len(scene.waiting()) == 5
    assert scene.run().overtaken == []


def test_a_run_that_breaks_off_tells_what_it_did_before(tmp_path: Path, feeds: Feeds) -> None:
    world = GitHubWorld(tmp_path, 1)
    scene = Scene(world, feeds, papers=3)
    limit = world.double.fault("POST", "/pulls", nth=2, times=99, **secondary(1200))
    done = scene.run()
    assert (done.opened, done.broken) == (1, True)
    (created,) = [line for line in report.lines(done) if line.startswith("created ")]
    assert scene.waiting()[0].paper.title in created
    (note,) = done.notes
    assert note.count("gleaner/arxiv-2607.0000") >= 2
    assert "rate limit is used up" in note
    assert "1 proposed" in report.summary(done)
    world.double.desk.faults.remove(limit)
    again = scene.run()
    assert (again.opened, again.broken) == (2, False)
    world.close()
