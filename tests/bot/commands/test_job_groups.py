"""Several papers in one proposal, the whole way on every kind of forge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.actions import Operation
from bot.forge import apply_all
from bot.ledger import DECISIONS
from bot.model import Proposal, State
from bot.proposing.decide import reject, tick
from tests.bot.commands.test_job import added_blocks
from tests.bot.forge.conftest import KINDS
from tests.doubles.feeds import Feeds, atom
from tests.doubles.github.world import GitHubWorld
from tests.doubles.scene import TEXT, Scene, paper_entry
from tests.doubles.worlds import LIST


@pytest.fixture
def github_scene(tmp_path: Path, feeds: Feeds) -> Iterator[Scene]:
    world = GitHubWorld(tmp_path, 7)
    yield Scene(world, feeds, group_by="run")
    world.close()


def only(scene: Scene) -> Proposal:
    (waiting,) = scene.waiting()
    return waiting


def listed(text: str) -> set[str]:
    return {line.split("](")[0] for line in text.split("\n") if "2607." in line}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_run_opens_one_proposal_with_a_block_in_each_section(kind: str, tmp_path: Path, feeds: Feeds) -> None:
    world = KINDS[kind](tmp_path, 1)
    scene = Scene(world, feeds, group_by="run")
    done = scene.run()
    waiting = only(scene)
    assert [o.operation for o in done.outcomes] == [Operation.CREATED]
    assert len(waiting.members) == len(done.plan.proposed) == 5
    sections = {member.section for member in waiting.members}
    assert len(added_blocks(TEXT, world.read(waiting.branch))) == len(sections)
    again = scene.run()
    assert again.plan.actions == ()
    assert len(again.plan.dropped) == 5
    world.close()


def test_by_section_each_section_has_its_own(local_scene: Scene) -> None:
    scene = local_scene
    scene.configure(group_by="section")
    scene.run()
    waiting = scene.waiting()
    assert sum(len(p.members) or 1 for p in waiting) == 5
    places = [p.section for p in waiting]
    assert len(set(places)) == len(places)
    for proposal in waiting:
        assert len(added_blocks(TEXT, scene.world.read(proposal.branch))) == 1


def test_more_than_ten_wait_for_the_next_run(local_scene: Scene) -> None:
    scene = local_scene
    scene.feeds.shelf.arxiv = atom(*map(paper_entry, range(12)))
    scene.configure(group_by="run", cut={"at_least": 0.0, "per_day": 50})
    done = scene.run()
    assert len(only(scene).members) == 10
    assert [held.reason for held in done.plan.held] == ["waits for the next run"] * 2 or len(done.plan.held) == 2
    scene.run()
    assert sorted(len(p.members) for p in scene.waiting()) == [2, 10]


def test_an_unticked_paper_leaves_and_is_never_proposed_again(scene: Scene) -> None:
    scene.configure(group_by="run")
    scene.run()
    waiting = only(scene)
    gone = waiting.members[1]
    forge = scene.forge()
    apply_all(forge, [tick(forge.base((LIST,)), waiting, {gone.key: False})])
    left = only(scene)
    assert [m.ticked for m in left.members].count(False) == 1
    assert len(listed(scene.world.read(left.branch))) == 4
    scene.run()
    assert gone.key in scene.forge().read_ledger()[DECISIONS]
    scene.merge(only(scene))
    assert len(scene.entries()) == 5 + 4
    assert gone.paper.title not in scene.list_text()
    again = scene.run()
    assert again.plan.actions == ()
    assert scene.waiting() == []


def test_a_closed_group_is_a_no_to_each_of_its_papers(scene: Scene) -> None:
    scene.configure(group_by="run")
    scene.run()
    apply_all(scene.forge(), [reject(only(scene), "out of scope", "wren")])
    scene.configure(group_by="paper")
    again = scene.run()
    assert again.plan.actions == ()
    assert len(again.plan.dropped) == 5


def test_a_paper_added_by_hand_leaves_its_group(scene: Scene) -> None:
    scene.configure(group_by="run")
    scene.run()
    before = only(scene)
    line = f"\n- [{before.members[0].paper.title}]({before.members[0].paper.url}) [Arxiv 2026]\n"
    scene.world.push_to_default(TEXT.replace("\n## Pruning", line + "\n## Pruning"))
    scene.run()
    after = only(scene)
    assert after.number == before.number
    assert "already" in after.members[0].gone
    scene.merge(after)
    assert scene.list_text().count(before.members[0].paper.title) == 1
    assert len(scene.entries()) == 5 + 5


def test_what_a_person_wrote_on_a_groups_branch_is_carried(scene: Scene) -> None:
    scene.configure(group_by="run")
    scene.run()
    waiting = only(scene)
    title = waiting.members[0].paper.title
    written = scene.world.read(waiting.branch).replace(title, f"{title} (spotlight)")
    scene.world.commit_by_person(waiting.branch, LIST, written)
    touched = only(scene)
    assert touched.touched
    forge = scene.forge()
    apply_all(forge, [tick(forge.base((LIST,)), touched, {waiting.members[1].key: False})])
    scene.world.push_to_default(TEXT.replace("Papers on making", "All papers on making"))
    scene.run()
    text = scene.world.read(waiting.branch)
    assert f"{title} (spotlight)" in text
    assert "All papers on making" in text
    assert waiting.members[1].paper.title not in text
    after = only(scene)
    assert after.state is State.REVISED
    assert next(member.paper.title for member in after.members if member.wanted) == f"{title} (spotlight)"
    assert f"{title} (spotlight)" in after.body
    scene.merge(only(scene))
    assert f"{title} (spotlight)" in scene.list_text()


def test_a_run_with_nothing_new_takes_few_requests(tmp_path: Path, feeds: Feeds) -> None:
    world = GitHubWorld(tmp_path, 3)
    world.who = "job"
    scene = Scene(world, feeds)
    scene.run()
    scene.run()
    world.double.counted()
    again = scene.run()
    assert again.plan.actions == ()
    counted = world.double.counted()
    assert counted[:2] == ["POST /graphql 200", "GET /pulls 200"]
    assert len(counted) <= 4, counted
    world.close()


@pytest.mark.parametrize("method", ["squash", "merge", "rebase"])
def test_a_group_merged_on_its_page_is_listed_whole(github_scene: Scene, method: str) -> None:
    scene = github_scene
    scene.run()
    waiting = only(scene)
    assert isinstance(scene.world, GitHubWorld)
    scene.world.double.merge_by_person(waiting.number or 0, method)
    again = scene.run()
    assert again.plan.actions == ()
    assert len(scene.entries()) == 10
    assert [p.state for p in scene.forge().proposals()] == [State.ACCEPTED]


def test_a_box_unticked_on_the_page_is_read(github_scene: Scene) -> None:
    scene = github_scene
    scene.run()
    waiting = only(scene)
    assert isinstance(scene.world, GitHubWorld)
    double = scene.world.double
    body = double.issue(waiting.number or 0).body or ""
    gone = waiting.members[2]
    lines = [line.replace("- [x]", "- [ ]") if f'"{gone.key}"' in line else line for line in body.split("\n")]
    double.edit(waiting.number or 0, body="\r\n".join(lines))
    scene.run()
    after = only(scene)
    assert [m.key for m in after.members if not m.ticked] == [gone.key]
    assert gone.paper.title not in scene.world.read(after.branch)
    assert len(double.commits(after.branch)) == 1
    assert "4 papers" in after.title


def test_a_box_unticked_while_we_work_is_not_ticked_again(github_scene: Scene) -> None:
    scene = github_scene
    scene.run()
    waiting = only(scene)
    assert isinstance(scene.world, GitHubWorld)
    double = scene.world.double
    forge = scene.forge()
    read = next(iter(forge.proposals()))
    double.edit(waiting.number or 0, body=(waiting.body or "").replace("- [x]", "- [ ]", 1))
    double.service.time += 60
    scene.world.push_to_default(TEXT.replace("Papers on making", "All papers on making"))
    from bot.errors import Conflict
    from bot.proposing.refresh import brought_up

    base = scene.forge().base((LIST,))
    for step in brought_up(base, read):
        with pytest.raises(Conflict, match="check boxes"):
            forge.apply(step)
    assert [m.ticked for m in only(scene).members].count(False) == 1
