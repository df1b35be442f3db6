"""A person changes an entry on its proposal's branch: label, text, ledger follow it, and their bytes stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.forge import apply_all
from bot.model import Proposal, State
from bot.proposing.decide import approve
from bot.proposing.refresh import refresh
from tests.doubles.feeds import Feeds
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import GitHubWorld
from tests.doubles.scene import TEXT, Scene
from tests.doubles.worlds import LIST, World


@pytest.fixture
def on_github(tmp_path: Path, feeds: Feeds) -> Iterator[Scene]:
    """A list on GitHub, its feeds and a config."""
    world = GitHubWorld(tmp_path, 21)
    yield Scene(world, feeds)
    world.close()


def double_of(scene: Scene) -> GitHubDouble:
    assert isinstance(scene.world, GitHubWorld)
    return scene.world.double


def edited(scene: Scene, old: str, new: str) -> Proposal:
    """A waiting proposal in whose entry a person replaced a text."""
    scene.run()
    waiting = scene.waiting()[0]
    text = scene.world.read(waiting.branch)
    old = old or waiting.paper.title
    assert text.count(old) == 1
    scene.world.commit_by_person(waiting.branch, LIST, text.replace(old, new))
    return waiting


def shown_of(body: str) -> str:
    """The lines that a text shows as what would be added."""
    return "".join(line[1:] + "\n" for line in body.split("\n") if line.startswith("+"))


def test_the_next_run_shows_the_entry_as_a_person_left_it(scene: Scene) -> None:
    waiting = edited(scene, "", "A Better, Shorter Title")
    text = scene.world.read(waiting.branch)
    scene.run()
    after = scene.proposal(waiting.key)
    assert after.state is State.REVISED
    assert "A Better, Shorter Title" in shown_of(after.body)
    assert waiting.paper.title not in shown_of(after.body)
    assert after.paper.title == "A Better, Shorter Title"
    assert after.paper.abstract == waiting.paper.abstract, "what the entry does not say stays known"
    assert scene.world.read(waiting.branch) == text


def test_a_refresh_does_it_too_where_the_list_stands_still(scene: Scene) -> None:
    waiting = edited(scene, "", "A Better, Shorter Title")
    head = scene.proposal(waiting.key).head
    forge = scene.forge()
    actions, stuck = refresh(forge.base((LIST,)), forge.proposals())
    assert not stuck
    apply_all(forge, actions)
    after = scene.proposal(waiting.key)
    assert (after.state, after.head) == (State.REVISED, head)
    assert "A Better, Shorter Title" in after.body
    forge = scene.forge()
    assert refresh(forge.base((LIST,)), forge.proposals()) == ([], []), "told once"


def test_what_a_person_wrote_stays_while_the_list_moves_on(scene: Scene) -> None:
    waiting = edited(scene, "", "A Better, Shorter Title")
    written = scene.world.read(waiting.branch)
    for word in ("Fine papers on", "Very fine papers on"):
        scene.world.push_to_default(TEXT.replace("Papers on", word))
        scene.run()
        after = scene.proposal(waiting.key)
        assert scene.world.read(waiting.branch) == written.replace("Papers on", word)
        assert after.state is State.REVISED
        assert "A Better, Shorter Title" in shown_of(after.body)
        assert waiting.paper.title not in shown_of(after.body)
    after = scene.proposal(waiting.key)
    apply_all(scene.forge(), approve(scene.forge().base((LIST,)), after, "wren"))
    assert scene.list_text() == written.replace("Papers on", "Very fine papers on")


def test_an_entry_moved_to_another_section_is_known_there(scene: Scene) -> None:
    scene.run()
    waiting = next(p for p in scene.waiting() if p.section[-1] == "Quantization")
    text = scene.world.read(waiting.branch)
    block = shown_of(waiting.body).strip("\n")
    assert block in text
    moved = text.replace(block + "\n\n", "").replace("\n## NeurIPS 2024", f"\n{block}\n\n## NeurIPS 2024")
    scene.world.commit_by_person(waiting.branch, LIST, moved)
    scene.run()
    after = scene.proposal(waiting.key)
    assert (after.state, after.section[-1]) == (State.REVISED, "Pruning")
    assert "Pruning**" in after.body
    assert scene.world.read(waiting.branch) == moved


def test_words_beside_the_entry_are_told_too(scene: Scene) -> None:
    waiting = edited(scene, "Papers on making", "Fine papers on making")
    scene.run()
    after = scene.proposal(waiting.key)
    assert after.state is State.REVISED
    assert "Nothing else changes" not in after.body
    assert "Fine papers on making" in shown_of(after.body)


def test_a_branch_brought_up_to_date_by_hand_is_not_revised(scene: Scene) -> None:
    scene.run()
    waiting = scene.waiting()[0]
    newest = scene.world.push_to_default(TEXT.replace("Papers on", "Fine papers on"))
    merged_by_hand(scene.world, waiting.branch, newest)
    scene.run()
    after = scene.proposal(waiting.key)
    assert (after.state, after.paper.title) == (State.PROPOSED, waiting.paper.title)


def merged_by_hand(world: World, branch: str, onto: str) -> None:
    """A person merges the default branch into a proposal's, as the button on GitHub does."""
    tree = world.git("merge-tree", "--write-tree", branch, onto)
    who = ("-c", "user.name=Wren", "-c", "user.email=wren@example.org")
    commit = world.git(*who, "commit-tree", tree, "-p", branch, "-p", onto, "-m", "Merge")
    world.git("update-ref", f"refs/heads/{branch}", commit)


def test_an_entry_taken_out_by_hand_says_so(scene: Scene) -> None:
    scene.run()
    waiting = scene.waiting()[0]
    scene.world.commit_by_person(waiting.branch, LIST, TEXT)
    scene.run()
    after = scene.proposal(waiting.key)
    assert after.state is State.REVISED
    assert "adds nothing" in after.body
    assert after.paper == waiting.paper


def test_a_file_beside_the_list_is_no_words_of_the_proposal(scene: Scene) -> None:
    scene.run()
    waiting = scene.waiting()[0]
    scene.world.commit_by_person(waiting.branch, "NOTES.md", "# Notes\n")
    scene.world.push_to_default("# Other\n", "NOTES.md")
    scene.world.commit_by_person(waiting.branch, "docs/other.md", "more\n")
    scene.run()
    assert scene.proposal(waiting.key).state is State.PROPOSED
    assert scene.world.read(waiting.branch, "docs/other.md") == "more\n"


def test_the_label_and_the_title_follow(on_github: Scene) -> None:
    waiting = edited(on_github, "", "A Better, Shorter Title")
    number, double = waiting.number or 0, double_of(on_github)
    double.set_labels(number, State.PROPOSED.value, "mine")
    on_github.run()
    assert sorted(double.issue(number).labels) == [State.REVISED.value, "mine"]
    assert double.issue(number).title == "Add: A Better, Shorter Title"


def test_a_title_of_the_pull_request_that_a_person_wrote_stays(on_github: Scene) -> None:
    waiting = edited(on_github, "", "A Better, Shorter Title")
    double_of(on_github).edit(waiting.number or 0, title="Do take this one")
    on_github.run()
    assert double_of(on_github).issue(waiting.number or 0).title == "Do take this one"


@pytest.mark.parametrize("moved", [False, True])
def test_it_takes_few_requests(on_github: Scene, *, moved: bool) -> None:
    edited(on_github, "", "A Better, Shorter Title")
    on_github.run()
    waiting = edited_again(on_github)
    if moved:
        on_github.world.push_to_default(TEXT.replace("Papers on", "Fine papers on"))
    forge = on_github.forge()
    base, proposals = forge.base((LIST,)), [p for p in forge.proposals() if p.key == waiting.key]
    actions, _ = refresh(base, proposals)
    assert forge.may_write()
    double_of(on_github).counted()
    apply_all(forge, actions)
    spent = double_of(on_github).counted()
    assert len(spent) <= (5 if moved else 1), json.dumps(spent)
    assert "An Even Better Title" in on_github.proposal(waiting.key).body


def edited_again(scene: Scene) -> Proposal:
    waiting = next(p for p in scene.waiting() if p.state is State.REVISED)
    text = scene.world.read(waiting.branch)
    scene.world.commit_by_person(waiting.branch, LIST, text.replace("A Better, Shorter Title", "An Even Better Title"))
    return waiting
