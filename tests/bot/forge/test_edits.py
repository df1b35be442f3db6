"""What saving an edit promises on every forge, and what it becomes on each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.actions import Edit, Operation, Saved
from bot.configuring import edit as edits
from bot.errors import Conflict, DirtyWorkTree, Forbidden
from bot.forge import Forge
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import GitHubWorld, forge_on
from tests.doubles.worlds import LIST, TEXT, LocalWorld, World, opening, paper

CONFIG = ".github/gleaner.yml"
MENDED = TEXT.replace("First", "The first")


def mending(forge: Forge, text: str = MENDED) -> Edit:
    base = forge.base((LIST,))
    return edits.of_list(base, LIST, text, name="one", title="Mend an entry", body="It was wrong.", by="wren")


def configuring(forge: Forge, text: str) -> Edit:
    return Edit(name="config", title="Raise the cut", files={CONFIG: text}, base=forge.base(()), by="wren")


def shown(world: World, edit: Edit, path: str) -> str:
    """The file as the edit leaves it, wherever the forge put that."""
    return world.read_default(path) if isinstance(world, LocalWorld) else world.read(edits.branch_of(edit), path)


# --- on every forge ---------------------------------------------------------------------------------------------------


def test_an_edit_changes_the_bytes_that_were_shown_and_no_others(world: World) -> None:
    edit = mending(world.forge())
    saved = world.forge().save(edit)
    assert saved.operation in (Operation.CREATED, Operation.MERGED)
    assert shown(world, edit, LIST) == MENDED
    assert world.git("diff", "--name-only", f"{saved.commit}~1", saved.commit) == LIST
    message = world.git("log", "-1", "--format=%B", saved.commit)
    assert message.splitlines()[0] == "Mend an entry"
    assert "Saved-by: wren" in message


def test_an_edit_may_add_a_file(world: World) -> None:
    edit = configuring(world.forge(), "max_open: 3\n")
    world.forge().save(edit)
    assert shown(world, edit, CONFIG) == "max_open: 3\n"


def test_several_files_are_one_commit_or_none(world: World) -> None:
    world.push_to_default("# Zwei\n", "ZWEI.md")
    base = world.forge().base((LIST, "ZWEI.md"))
    files = {LIST: MENDED, "ZWEI.md": "# Zwei, verbessert\n"}
    edit = Edit(name="one", title="Mend an entry", files=files, base=base, by="wren")
    saved = world.forge().save(edit)
    assert {path: shown(world, edit, path) for path in files} == files
    changed = world.git("diff", "--name-only", f"{saved.commit}~1", saved.commit).split()
    assert sorted(changed) == sorted(files)


def test_one_of_several_files_that_moved_on_saves_none(world: World) -> None:
    world.push_to_default("# Zwei\n", "ZWEI.md")
    base = world.forge().base((LIST, "ZWEI.md"))
    edit = Edit(name="one", title="Mend", files={LIST: MENDED, "ZWEI.md": "# Drei\n"}, base=base, by="wren")
    world.push_to_default("# Vier\n", "ZWEI.md")
    with pytest.raises(Conflict, match=r"ZWEI\.md changed meanwhile"):
        world.forge().save(edit)
    assert world.read_default() == TEXT


def test_a_file_that_changed_meanwhile_is_a_conflict(world: World) -> None:
    edit = mending(world.forge())
    world.push_to_default(TEXT + "\nmore")
    with pytest.raises(Conflict, match="changed meanwhile"):
        world.forge().save(edit)
    assert world.read_default() == TEXT + "\nmore"


def test_a_file_that_appeared_meanwhile_is_a_conflict(world: World) -> None:
    edit = configuring(world.forge(), "max_open: 3\n")
    world.push_to_default("max_open: 9\n", path=CONFIG)
    with pytest.raises(Conflict, match=r"gleaner\.yml"):
        world.forge().save(edit)


def test_another_files_change_is_none(world: World) -> None:
    edit = mending(world.forge())
    world.push_to_default("news\n", path="docs/other.md")
    world.forge().save(edit)
    assert shown(world, edit, LIST) == MENDED
    assert shown(world, edit, "docs/other.md") == "news\n"


def test_what_stands_there_already_is_not_saved(world: World) -> None:
    before = world.git("for-each-ref")
    assert world.forge().save(mending(world.forge(), TEXT)).operation is Operation.NONE
    assert world.git("for-each-ref") == before


def test_an_edit_is_no_proposal(world: World) -> None:
    forge = world.forge()
    forge.apply(opening(forge, paper(1)))
    before = [(p.key, p.state) for p in world.forge().proposals()]
    world.forge().save(mending(world.forge()))
    assert [(p.key, p.state) for p in world.forge().proposals()] == before


# --- on a disk: a commit ----------------------------------------------------------------------------------------------


def test_on_a_disk_a_clean_work_tree_moves_along(tmp_path: Path) -> None:
    world = LocalWorld(tmp_path, 1)
    saved = world.forge().save(mending(world.forge()))
    assert saved == Saved(operation=Operation.MERGED, commit=world.git("rev-parse", "HEAD"))
    assert (world.home / LIST).read_bytes() == MENDED.encode()
    assert world.git("status", "--porcelain") == ""


def test_on_a_disk_uncommitted_work_is_not_touched(tmp_path: Path) -> None:
    world = LocalWorld(tmp_path, 1)
    world.write(LIST, "half a thought")
    with pytest.raises(DirtyWorkTree, match="uncommitted"):
        world.forge().save(mending(world.forge()))
    assert (world.home / LIST).read_text() == "half a thought"
    assert world.read_default() == TEXT


def test_on_a_disk_what_a_killed_save_left_in_the_work_tree_is_taken_up(tmp_path: Path) -> None:
    world = LocalWorld(tmp_path, 1)
    edit = mending(world.forge())
    world.write(LIST, MENDED)
    world.git("add", LIST)
    world.forge().save(edit)
    assert world.read_default() == MENDED
    assert world.git("status", "--porcelain") == ""


# --- on GitHub: a pull request ----------------------------------------------------------------------------------------


@pytest.fixture
def github(tmp_path: Path) -> Iterator[GitHubWorld]:
    world = GitHubWorld(tmp_path, 3)
    yield world
    world.close()


def open_pulls(double: GitHubDouble) -> list[str]:
    return [issue.title for issue in double.pulls(state="open")]


def test_on_github_an_edit_is_one_pull_request(github: GitHubWorld) -> None:
    saved = github.forge().save(mending(github.forge()))
    assert (saved.operation, saved.number is not None) == (Operation.CREATED, True)
    assert saved.url.endswith(f"/pull/{saved.number}")
    assert github.read_default() == TEXT
    (pull,) = github.double.pulls()
    assert pull.title == "Mend an entry"
    assert "+- [The first]" in (pull.body or "")


def test_on_github_saving_again_changes_the_open_pull_request(github: GitHubWorld) -> None:
    first = github.forge().save(configuring(github.forge(), "max_open: 3\n"))
    again = configuring(github.forge(), "max_open: 4\n")
    second = github.forge().save(again)
    assert (second.operation, second.number) == (Operation.UPDATED, first.number)
    assert github.read(edits.branch_of(again), CONFIG) == "max_open: 4\n"
    assert len(open_pulls(github.double)) == 1


def test_on_github_a_persons_commit_is_not_overwritten(github: GitHubWorld) -> None:
    edit = configuring(github.forge(), "max_open: 3\n")
    github.forge().save(edit)
    github.commit_by_person(edits.branch_of(edit), CONFIG, "max_open: 5\n")
    with pytest.raises(Conflict, match="commits of a person"):
        github.forge().save(configuring(github.forge(), "max_open: 4\n"))
    assert github.read(edits.branch_of(edit), CONFIG) == "max_open: 5\n"


def test_on_github_a_branch_that_a_cut_off_save_left_gets_its_pull_request(github: GitHubWorld) -> None:
    edit = mending(github.forge())
    github.git("branch", edits.branch_of(edit), github.trunk)
    assert github.forge().save(edit).operation is Operation.CREATED
    assert github.read(edits.branch_of(edit)) == MENDED


def test_on_github_reading_is_not_enough(github: GitHubWorld) -> None:
    reader = forge_on(github.double, "reader")
    with pytest.raises(Forbidden, match="nothing was sent"):
        reader.save(mending(reader))
    assert github.double.pulls() == []
