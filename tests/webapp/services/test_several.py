"""A list in several files on the pages: what would land in each, approving with edits, and the list page's files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import config
from bot.actions import Operation
from bot.model import Layout, State
from tests.doubles.several import KINDS, MIRROR, SPEECH, VISION, Shelf
from tests.doubles.worlds import LIST, LocalWorld
from webapp.services import listing
from webapp.services.activity import happenings, taken_back
from webapp.services.desk import Desk, Wish
from webapp.services.journal import Act, Journal

Open = Callable[[str], tuple[Shelf, Desk]]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    journal = Journal(tmp_path / "journal.sqlite3")

    def open_desk(kind: str) -> tuple[Shelf, Desk]:
        shelf = Shelf(LocalWorld(tmp_path, 0), KINDS[kind])
        layout = shelf.kind.layout
        settings = config.Config(list=LIST, mirrors=layout.mirrors, chapters=layout.chapters)
        shelf.world.push_to_default(config.write(settings), config.PATH)
        shelf.open(1)
        desk = Desk(shelf.forge(), journal, grace=0, layout=layout)
        desk.reading(0)
        return shelf, desk

    yield open_desk
    journal.close()


def approved(desk: Desk, **edits: str) -> State:
    (waiting,) = desk.waiting()
    desk.decide(Wish(op="1", key=waiting.key, version=0, act=Act.ACCEPT, edits=edits), "ada")
    while desk.delivery.step():
        pass
    (proposal,) = desk.queue.reload().proposals
    return proposal.state


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_preview_shows_every_file_as_it_will_land(opened: Open, kind: str) -> None:
    shelf, desk = opened(kind)
    (waiting,) = desk.waiting()
    preview = desk.preview(waiting)
    shown = (preview, *preview.beside)
    assert tuple(part.path for part in shown) == shelf.kind.changes
    assert approved(desk) is State.ACCEPTED
    for part in shown:
        assert part.block in shelf.texts()[part.path].replace("\r\n", "\n")
        assert shelf.texts()[part.path].splitlines()[part.line - 1] == part.block.splitlines()[0]


def test_edits_land_in_every_file(opened: Open) -> None:
    shelf, desk = opened("mirrored")
    (waiting,) = desk.waiting()
    preview = desk.preview(waiting, {"title": "Paper One"})
    assert [part.block.count("Paper One") for part in (preview, *preview.beside)] == [1, 1]
    assert approved(desk, title="Paper One") is State.ACCEPTED
    assert all(text.count("Paper One") == 1 for text in shelf.texts().values())


def test_a_section_of_another_chapter_is_offered_and_taken(opened: Open) -> None:
    shelf, desk = opened("chaptered")
    assert f"{SPEECH} > Speech" in desk.vocabulary().sections
    assert approved(desk, section=f"{SPEECH} > Speech") is State.ACCEPTED
    assert "Paper 1" in shelf.texts()[SPEECH]
    assert shelf.texts()[VISION] == shelf.kind.files[VISION]


def test_a_mirror_that_stays_as_it_is_is_said(opened: Open) -> None:
    shelf, desk = opened("mirrored")
    shelf.world.push_to_default("# 小模型论文\n\n## 新闻\n\n- none\n", MIRROR)
    desk.reading(0)
    (waiting,) = desk.waiting()
    preview = desk.preview(waiting)
    assert preview.beside == ()
    assert preview.left[0].startswith(f"{MIRROR} stays as it is: no section of the mirror stands for")


def test_the_desk_follows_the_config_when_it_names_other_files(opened: Open) -> None:
    shelf, desk = opened("mirrored")
    shelf.world.push_to_default(config.write(config.Config(list=LIST)), config.PATH)
    desk.queue.reload()
    assert desk.queue.reading.base.layout == Layout(path=LIST)
    shelf.world.git("rm", "-q", MIRROR)
    shelf.world.git("commit", "-q", "-m", "Drop the mirror")
    desk.queue.reload()
    assert desk.files == (LIST,)


def test_every_file_has_a_list_page_of_its_own(opened: Open) -> None:
    shelf, desk = opened("both")
    assert desk.files == (LIST, VISION, SPEECH, MIRROR)
    (row,) = [row for row in listing.rows(desk, (), SPEECH) if "Small Talk" in row.entry.title]
    change = listing.removed(desk, row.entry, "ada", row.path)
    assert change.edit is not None
    assert set(change.edit.files) == {SPEECH}
    assert change.left == ()
    assert "Small Talk" not in change.edit.files[SPEECH]
    assert shelf.texts() == dict(shelf.kind.files)


def test_what_a_mirror_lacks_is_a_finding_of_the_file_and_is_mended(opened: Open) -> None:
    shelf, desk = opened("mirrored")
    chinese = shelf.kind.files[MIRROR]
    line = next(each for each in chinese.split("\r\n") if "Eyes on" in each)
    shelf.world.push_to_default(chinese.replace(f"{line}\r\n", ""), MIRROR)
    desk.reading(0)
    faults = desk.checks.of(listing.book_of(desk), MIRROR, 30) or ()
    (fault,) = faults
    assert "lists “Eyes on a Budget”" in fault.reason
    rows = listing.rows(desk, faults, MIRROR)
    assert all(row.faults == () for row in rows)
    assert listing.elsewhere(rows, faults) == [fault]
    saved(desk, listing.all_mended(desk, "ada", MIRROR))
    # Sections of one entry show no gap between entries: blank lines are the list's to choose.
    assert [each for each in shelf.texts()[MIRROR].split("\r\n") if each] == [e for e in chinese.split("\r\n") if e]
    assert shelf.texts()[LIST] == shelf.kind.files[LIST]


def row_of(desk: Desk, title: str, path: str = "") -> listing.Row:
    return next(row for row in listing.rows(desk, (), path) if title in row.entry.title)


def saved(desk: Desk, change: listing.Change) -> None:
    assert change.edit is not None
    assert desk.save(change.edit, "ada").operation is Operation.MERGED


def test_a_correction_follows_into_every_file_in_one_commit_and_back(opened: Open) -> None:
    shelf, desk = opened("both")
    row = row_of(desk, "Eyes on a Budget", VISION)
    form = listing.form_of_entry(row.entry)
    change = listing.rewritten(desk, row.entry, form | {"venue": "ICML 2024"}, "ada", row.path)
    assert [line for line in change.diff.splitlines() if line.startswith("+++ ")] == [f"+++ {VISION}", f"+++ {MIRROR}"]
    tip = shelf.world.git("rev-parse", shelf.world.trunk)
    saved(desk, change)
    assert shelf.world.git("rev-list", "--count", f"{tip}..{shelf.world.trunk}") == "1"
    after = {path: text.replace("ICML 2023", "ICML 2024") for path, text in shelf.kind.files.items()}
    assert shelf.texts() == after
    (happening,) = [one for one in happenings(desk, "ada") if one.saved]
    assert happening.note.startswith(f"{VISION}, {MIRROR}, commit ")
    back = taken_back(desk, happening.saved, "ada")
    assert back is not None
    desk.save(back, "ada")
    assert shelf.texts() == dict(shelf.kind.files)


def test_what_one_file_cannot_take_is_said_and_the_rest_is_done(opened: Open) -> None:
    shelf, desk = opened("mirrored")
    shelf.world.push_to_default(shelf.kind.files[MIRROR].replace("2302.00002", "2302.99999"), MIRROR)
    desk.reading(0)
    row = row_of(desk, "Seeing With Less")
    change = listing.removed(desk, row.entry, "ada", row.path)
    assert change.left == (f"{MIRROR} stays as it is: it has no entry for this paper",)
    saved(desk, change)
    assert "Seeing With Less" not in shelf.texts()[LIST]
    assert "2302.99999" in shelf.texts()[MIRROR]


def test_what_moved_on_in_one_file_is_not_taken_back_by_half(opened: Open) -> None:
    shelf, desk = opened("mirrored")
    row = row_of(desk, "Whisper Thin")
    saved(desk, listing.removed(desk, row.entry, "ada"))
    shelf.world.push_to_default(shelf.texts()[MIRROR] + "\n\n新的一行\n", MIRROR)
    (happening,) = [one for one in happenings(desk, "ada") if one.saved]
    assert taken_back(desk, happening.saved, "ada") is None


def test_a_link_that_moved_is_mended_in_both_files(opened: Open) -> None:
    shelf, desk = opened("mirrored")
    row = row_of(desk, "Whisper Thin")
    form = listing.form_of_entry(row.entry)
    assert listing.rewritten(desk, row.entry, form | {"url": "not an address"}, "ada").trouble
    assert not listing.rewritten(desk, row.entry, form | {"url": ""}, "ada").diff
    saved(desk, listing.rewritten(desk, row.entry, form | {"url": "https://arxiv.org/abs/2303.00333"}, "ada"))
    assert shelf.texts() == {path: text.replace("2303.00003", "2303.00333") for path, text in shelf.kind.files.items()}
