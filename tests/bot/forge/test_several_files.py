"""What every forge promises of a list in several files: one proposal, one commit, all of its files or none."""

from __future__ import annotations

import pytest

from bot import book
from bot.actions import Open, Operation
from bot.awesome import parse
from bot.errors import Conflict
from bot.forge import apply_all
from bot.model import State
from bot.proposing.decide import approve, reject, revise, snooze, tick, undo
from bot.proposing.refresh import refresh
from tests.doubles.several import CHINESE, KINDS, MIRROR, SPEECH, VISION, Shelf, paper
from tests.doubles.worlds import LIST, World


@pytest.fixture(params=sorted(KINDS))
def shelf(request: pytest.FixtureRequest, world: World) -> Shelf:
    return Shelf(world, KINDS[request.param])


@pytest.fixture
def mirrored(world: World) -> Shelf:
    return Shelf(world, KINDS["mirrored"])


@pytest.fixture
def chaptered(world: World) -> Shelf:
    return Shelf(world, KINDS["chaptered"])


def lines_with(text: str, title: str) -> int:
    return sum(f"{title}" in line for line in text.splitlines())


def brought_up(shelf: Shelf) -> None:
    actions, stuck = refresh(shelf.base(), shelf.forge().proposals())
    assert stuck == []
    for action in actions:
        shelf.forge().apply(action)


# --- one proposal -----------------------------------------------------------------------------------------------------


def test_a_proposal_is_one_commit_in_every_file_it_belongs_to(shelf: Shelf) -> None:
    assert shelf.open(1).operation is Operation.CREATED
    found = shelf.waiting()
    assert found.paths == shelf.kind.changes
    assert shelf.changed(found.branch) == set(shelf.kind.changes)
    assert shelf.commits(found.branch) == 1
    assert all(lines_with(shelf.texts(found.branch)[path], "Paper 1") == 1 for path in shelf.kind.changes)
    assert all(f"`{path}`" in found.body for path in shelf.kind.changes)
    assert shelf.texts() == dict(shelf.kind.files)


def test_each_file_keeps_its_own_hand(mirrored: Shelf) -> None:
    mirrored.open(1)
    texts = mirrored.texts(mirrored.waiting().branch)
    assert "\n- [Paper 1](https://arxiv.org/abs/2401.00001) [Arxiv 2024]\n  - Grace Hopper\n" in texts[LIST]
    assert "\r\n* **Paper 1**, Arxiv 2024. [[paper]](https://arxiv.org/abs/2401.00001)\r\n" in texts[MIRROR]
    assert texts[MIRROR].endswith("2303.00003)")


def test_opening_again_changes_nothing(shelf: Shelf) -> None:
    action = shelf.opening(1)
    shelf.forge().apply(action)
    before = shelf.world.git("for-each-ref")
    assert shelf.forge().apply(action).operation is Operation.NONE
    assert shelf.world.git("for-each-ref") == before


def test_a_merge_lands_every_file_at_once(shelf: Shelf) -> None:
    shelf.open(1)
    waiting = shelf.waiting()
    wanted = shelf.texts(waiting.branch)
    tip = shelf.world.git("rev-parse", shelf.world.trunk)
    done = apply_all(shelf.forge(), approve(shelf.base(), waiting, "wren"))
    assert done[-1].operation is Operation.MERGED
    assert shelf.texts() == wanted
    assert shelf.world.git("rev-list", "--count", "--first-parent", f"{tip}..{shelf.world.trunk}") == "1"


def test_eight_proposals_of_one_place_all_merge(mirrored: Shelf) -> None:
    for number in range(1, 9):
        mirrored.open(number)
    for number in range(1, 9):
        apply_all(mirrored.forge(), approve(mirrored.base(), mirrored.waiting(number), "wren"))
    for path, text in mirrored.texts().items():
        assert len(parse(text).entries) == len(parse(mirrored.kind.files[path]).entries) + 8


def test_where_the_list_moved_each_file_is_placed_again(shelf: Shelf) -> None:
    shelf.open(1)
    for path, text in shelf.kind.files.items():
        shelf.world.push_to_default(text.replace("2023", "2025", 1) if "2023" in text else text + "\nMore.\n", path)
    moved = shelf.texts()
    brought_up(shelf)
    found = shelf.waiting()
    assert shelf.changed(found.branch) == set(shelf.kind.changes)
    assert shelf.commits(found.branch) == 1
    apply_all(shelf.forge(), approve(shelf.base(), shelf.waiting(), "wren"))
    for path in shelf.kind.changes:
        assert lines_with(shelf.texts()[path], "Paper 1") == 1
    for path in set(shelf.kind.files) - set(shelf.kind.changes):
        assert shelf.texts()[path] == moved[path]


def test_a_revision_writes_every_file_anew(shelf: Shelf) -> None:
    shelf.open(1)
    base = shelf.base()
    action = revise(base, shelf.waiting(), paper(1, title="Paper One"), shelf.kind.section)
    shelf.forge().apply(action)
    found = shelf.waiting()
    assert found.state is State.REVISED
    texts = shelf.texts(found.branch)
    assert all(lines_with(texts[path], "Paper One") == 1 for path in shelf.kind.changes)
    assert all(lines_with(text, "Paper 1") == 0 for text in texts.values())


def test_a_section_in_another_file_moves_the_entry_there(chaptered: Shelf) -> None:
    chaptered.open(1)
    chaptered.forge().apply(revise(chaptered.base(), chaptered.waiting(), paper(1), chaptered.kind.other))
    found = chaptered.waiting()
    assert (found.section, found.paths) == ((SPEECH, "Speech"), (SPEECH,))
    assert chaptered.changed(found.branch) == {SPEECH}
    assert "| [Paper 1](https://arxiv.org/abs/2401.00001) | Arxiv 2024 |" in chaptered.texts(found.branch)[SPEECH]


def test_an_undone_merge_leaves_every_file_as_it_was(shelf: Shelf) -> None:
    shelf.open(1)
    apply_all(shelf.forge(), approve(shelf.base(), shelf.waiting(), "wren"))
    tip = shelf.world.git("rev-parse", shelf.world.trunk)
    shelf.forge().apply(undo(shelf.base(), shelf.waiting(), "wren"))
    assert shelf.texts() == dict(shelf.kind.files)
    assert shelf.world.git("rev-list", "--count", "--first-parent", f"{tip}..{shelf.world.trunk}") == "1"
    found = shelf.waiting()
    assert found.state is State.PROPOSED
    assert shelf.changed(found.branch) == set(shelf.kind.changes)


@pytest.mark.parametrize("way", ["reject", "snooze"])
def test_what_was_put_away_comes_back_on_the_newest_files(shelf: Shelf, way: str) -> None:
    shelf.open(1)
    waiting = shelf.waiting()
    shelf.forge().apply(reject(waiting, "no", "wren") if way == "reject" else snooze(waiting, "2026-12-01", "wren"))
    assert not shelf.waiting().state.waiting
    path = shelf.kind.changes[0]
    shelf.world.push_to_default(shelf.kind.files[path] + "\nMore.\n", path)
    shelf.forge().apply(undo(shelf.base(), shelf.waiting(), "wren"))
    brought_up(shelf)
    found = shelf.waiting()
    assert shelf.changed(found.branch) == set(shelf.kind.changes)
    assert shelf.texts(found.branch)[path].endswith("\nMore.\n")


# --- people -----------------------------------------------------------------------------------------------------------


def test_what_a_person_wrote_in_each_file_is_carried(shelf: Shelf) -> None:
    shelf.open(1)
    branch = shelf.waiting().branch
    for path in shelf.kind.changes:
        mine = shelf.texts(branch)[path].replace("Paper 1", f"My Paper 1 ({path})")
        shelf.world.commit_by_person(branch, path, mine)
        shelf.world.push_to_default("<!-- new -->\n" + shelf.kind.files[path], path)
    found = shelf.waiting()
    assert found.touched
    assert [each.path for each in found.branched] == list(shelf.kind.changes)
    brought_up(shelf)
    texts = shelf.texts(branch)
    for path in shelf.kind.changes:
        assert f"My Paper 1 ({path})" in texts[path]
        assert texts[path].startswith("<!-- new -->\n")
    after = shelf.waiting()
    assert after.state is State.REVISED
    assert all(f"My Paper 1 ({path})" in after.body for path in shelf.kind.changes)
    assert shelf.changed(branch) == set(after.paths) == set(shelf.kind.changes)
    apply_all(shelf.forge(), approve(shelf.base(), shelf.waiting(), "wren"))
    assert shelf.texts() == texts


def test_where_one_file_can_not_be_carried_no_file_is_changed(mirrored: Shelf) -> None:
    mirrored.open(1)
    branch = mirrored.waiting().branch
    on_branch = mirrored.texts(branch)
    mirrored.world.commit_by_person(branch, MIRROR, on_branch[MIRROR].replace("小模型论文", "论文"))
    mirrored.world.push_to_default(CHINESE.replace("小模型论文", "小型模型论文"), MIRROR)
    before = mirrored.world.git("rev-parse", branch)
    actions, (stuck,) = refresh(mirrored.base(), mirrored.forge().proposals())
    assert actions == []
    assert MIRROR in stuck.reason
    assert mirrored.world.git("rev-parse", branch) == before


def test_an_entry_is_revised_beside_what_a_person_wrote(shelf: Shelf) -> None:
    shelf.open(1)
    branch = shelf.waiting().branch
    path = shelf.kind.changes[-1]
    shelf.world.commit_by_person(branch, path, "<!-- by hand -->\n" + shelf.texts(branch)[path])
    action = revise(shelf.base(), shelf.waiting(), paper(1, title="Paper One"), shelf.kind.section)
    shelf.forge().apply(action)
    texts = shelf.texts(branch)
    assert texts[path].startswith("<!-- by hand -->\n")
    assert all(lines_with(texts[each], "Paper One") == 1 for each in shelf.kind.changes)
    assert all(lines_with(text, "Paper 1") == 0 for text in texts.values())


def test_an_entry_a_person_rewrote_in_the_mirror_stays_theirs(mirrored: Shelf) -> None:
    mirrored.open(1)
    branch = mirrored.waiting().branch
    mirrored.world.commit_by_person(branch, MIRROR, mirrored.texts(branch)[MIRROR].replace("Paper 1", "论文一"))
    with pytest.raises(Conflict, match="stays theirs"):
        revise(mirrored.base(), mirrored.waiting(), paper(1, title="Paper One"), "Vision")


def test_who_adds_it_by_hand_to_any_chapter_closes_the_proposal(chaptered: Shelf) -> None:
    chaptered.open(1)
    text = chaptered.kind.files[SPEECH] + "| [Paper 1](https://arxiv.org/abs/2401.00001) | Arxiv 2024 |\n"
    chaptered.world.push_to_default(text, SPEECH)
    brought_up(chaptered)
    found = chaptered.waiting()
    assert found.state is State.SUPERSEDED
    assert found.reason.startswith(f"already in {SPEECH}, line 7")


def test_who_adds_it_by_hand_to_the_mirror_alone_leaves_the_list_to_us(mirrored: Shelf) -> None:
    mirrored.open(1)
    text = CHINESE.replace("\r\n## 语音", "* **一**, 2024. [[paper]](https://arxiv.org/abs/2401.00001)\r\n\r\n## 语音")
    mirrored.world.push_to_default(text, MIRROR)
    brought_up(mirrored)
    found = mirrored.waiting()
    assert (found.state, found.paths) == (State.PROPOSED, (LIST,))
    assert mirrored.changed(found.branch) == {LIST}
    assert "line 9 holds it already" in found.body
    apply_all(mirrored.forge(), approve(mirrored.base(), found, "wren"))
    mirrored.forge().apply(undo(mirrored.base(), mirrored.waiting(), "wren"))
    assert mirrored.texts()[MIRROR] == text


def test_a_mirror_without_the_section_is_left_and_named(mirrored: Shelf) -> None:
    mirrored.world.push_to_default("# 小模型论文\n\n## 新闻\n\n- [x](https://x.example)\n", MIRROR)
    mirrored.open(1)
    found = mirrored.waiting()
    assert found.paths == (LIST,)
    assert mirrored.changed(found.branch) == {LIST}
    assert f"`{MIRROR}`: no section of the mirror stands for" in found.body
    mirrored.world.push_to_default(CHINESE, MIRROR)
    brought_up(mirrored)
    assert mirrored.waiting().paths == (LIST, MIRROR)


def test_a_mirror_that_was_taken_away_is_no_longer_written(mirrored: Shelf) -> None:
    mirrored.open(1)
    base = mirrored.base()
    alone = book.newest(base, LIST).path
    mirrored.world.push_to_default(KINDS["mirrored"].files[LIST] + "\nMore.\n")
    action = revise(mirrored.forge().base((alone,)), mirrored.waiting(), paper(1), "Vision")
    mirrored.forge().apply(action)
    found = mirrored.waiting()
    assert (found.paths, mirrored.changed(found.branch)) == ((LIST,), {LIST})


# --- several papers ---------------------------------------------------------------------------------------------------


def test_a_group_writes_every_file_and_an_unticked_paper_leaves_them_all(shelf: Shelf) -> None:
    opened = shelf.open(1, 2).proposal
    assert shelf.changed(opened.branch) == set(shelf.kind.changes)
    for path in shelf.kind.changes:
        text = shelf.texts(opened.branch)[path]
        assert [lines_with(text, f"Paper {n}") for n in (1, 2)] == [1, 1]
    shelf.forge().apply(tick(shelf.base(), opened, {"arxiv:2401.00001": False}))
    for path in shelf.kind.changes:
        text = shelf.texts(opened.branch)[path]
        assert [lines_with(text, f"Paper {n}") for n in (1, 2)] == [0, 1]


def test_what_a_person_wrote_on_a_group_stays_when_a_paper_leaves(mirrored: Shelf) -> None:
    opened = mirrored.open(1, 2).proposal
    for path in (LIST, MIRROR):
        text = mirrored.texts(opened.branch)[path].replace("Paper 2", "My Paper 2")
        mirrored.world.commit_by_person(opened.branch, path, text)
    (found,) = mirrored.forge().proposals()
    mirrored.forge().apply(tick(mirrored.base(), found, {"arxiv:2401.00001": False}))
    for path in (LIST, MIRROR):
        text = mirrored.texts(opened.branch)[path]
        assert [lines_with(text, word) for word in ("Paper 1", "My Paper 2")] == [0, 1]


def test_a_group_over_two_chapters_is_one_commit(chaptered: Shelf) -> None:
    base, read = chaptered.base(), chaptered.book()
    candidates = [chaptered.candidate(read, 1), chaptered.candidate(read, 2, f"{SPEECH} > Speech")]
    composed, insertion = read.propose(candidates, today="2026-11-21")
    chaptered.forge().apply(Open(proposal=composed, files=insertion.files(), base=base))
    (found,) = chaptered.forge().proposals()
    assert found.paths == (VISION, SPEECH)
    assert chaptered.changed(found.branch) == {VISION, SPEECH}
    apply_all(chaptered.forge(), approve(chaptered.base(), found, "wren"))
    assert "Paper 1" in chaptered.texts()[VISION]
    assert "Paper 2" in chaptered.texts()[SPEECH]


def test_what_a_person_adds_to_a_mirror_that_was_left_stands_beside_what_came_meanwhile(mirrored: Shelf) -> None:
    news = "# 小模型论文\n\n## 新闻\n\n- [x](https://x.example)\n\nEnd\n"
    mirrored.world.push_to_default(news, MIRROR)
    mirrored.open(1)
    branch = mirrored.waiting().branch
    mirrored.world.commit_by_person(branch, MIRROR, news.replace("End", "论文一\n\nEnd"))
    mirrored.world.push_to_default("<!-- newer -->\n" + news, MIRROR)
    brought_up(mirrored)
    assert mirrored.texts(branch)[MIRROR] == "<!-- newer -->\n" + news.replace("End", "论文一\n\nEnd")
