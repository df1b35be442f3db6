"""Every entry with its findings, and its changes: the bot's own hand, one edit an entry, no other byte."""

from __future__ import annotations

import pytest

from bot import awesome, book
from bot.actions import Operation
from bot.checking.lint import lint
from bot.errors import Conflict
from bot.keeping import standing
from bot.keeping.standing import Standing
from bot.ledger import PAPERS, write_papers
from bot.model import Paper
from tests.doubles.forge import LIST, MemoryForge
from webapp.services import listing
from webapp.services.desk import Desk
from webapp.services.listing import Row

FAULTY = LIST.replace("https://arxiv.org/abs/2302", "https://arxiv.org/abs//2302")
HIDDEN = LIST.replace("https://arxiv.org/abs/2302", "htps://arxiv.org/abs/2302")
"""An address so broken that the item is no entry any more."""


@pytest.fixture
def desk(desk: Desk, forge: MemoryForge) -> Desk:
    forge.text = FAULTY
    desk.reading(0)
    return desk


def rows(desk: Desk) -> list[Row]:
    return listing.rows(desk, lint(listing.alist_of(desk)))


def row(desk: Desk, title: str) -> Row:
    return next(found for found in rows(desk) if title in found.entry.title)


def test_a_finding_stands_at_its_entry(desk: Desk) -> None:
    assert [found.health for found in rows(desk)] == ["fine", "error", "fine"]
    assert "two slashes" in row(desk, "Spare").faults[0].reason
    assert [found.entry.title for found in listing.matching(rows(desk), "", "", "findings")] == ["Weights We Can Spare"]


def test_findings_that_no_entry_holds_are_told_and_mended_too(desk: Desk, forge: MemoryForge) -> None:
    forge.someone_writes(HIDDEN)
    desk.reading(0)
    found = lint(listing.alist_of(desk))
    assert listing.elsewhere(listing.rows(desk, found), found) == list(found)
    change = listing.all_mended(desk, "ada")
    assert change.edit is not None
    assert change.edit.files["README.md"] == LIST


def test_what_is_safe_to_mend_is_mended_and_nothing_else(desk: Desk, forge: MemoryForge) -> None:
    change = listing.mended(desk, row(desk, "Spare"), "ada")
    assert change.edit is not None
    assert desk.save(change.edit, "ada").operation is Operation.MERGED
    assert forge.text == LIST
    assert listing.all_mended(desk, "ada").edit is None


def test_a_corrected_field_changes_its_own_bytes(desk: Desk) -> None:
    entry = row(desk, "Small").entry
    form = listing.form_of_entry(entry)
    assert not listing.rewritten(desk, entry, form, "ada").diff
    change = listing.rewritten(desk, entry, form | {"venue": "ICLR 2024", "tags": "Pruning, Vision"}, "ada")
    assert change.edit is not None
    after = change.edit.files["README.md"]
    assert after == FAULTY.replace("[ICML 2023] [Pruning]\n", "[ICLR 2024] [Pruning] [Vision]\n")
    assert change.edit.title == "Correct “Small Is Plenty”"


def test_an_entry_moves_to_another_section(desk: Desk) -> None:
    entry = row(desk, "Small").entry
    target = row(desk, "Four Bits").entry.section
    change = listing.rewritten(desk, entry, listing.form_of_entry(entry) | {"section": " > ".join(target)}, "ada")
    assert change.edit is not None
    after = change.edit.files["README.md"]
    assert after.index("## Quantization") < after.index("Small Is Plenty")
    assert change.edit.title.startswith("Move")


def test_an_entry_is_removed_with_the_blank_line_beside_it(desk: Desk) -> None:
    change = listing.removed(desk, row(desk, "Spare").entry, "ada")
    assert change.edit is not None
    assert "Spare" not in change.edit.files["README.md"]
    assert "\n\n\n" not in change.edit.files["README.md"]


def test_markup_that_is_typed_cannot_act(desk: Desk) -> None:
    entry = row(desk, "Small").entry
    form = listing.form_of_entry(entry) | {"title": "A <script>alert(1)</script> title"}
    change = listing.rewritten(desk, entry, form, "ada")
    assert change.edit is not None
    assert "<script>" not in change.edit.files["README.md"]


def test_an_edit_has_one_name_whatever_is_changed(desk: Desk) -> None:
    entry = row(desk, "Small").entry
    one = listing.rewritten(desk, entry, listing.form_of_entry(entry) | {"venue": "ICLR 2024"}, "ada")
    other = listing.removed(desk, entry, "ada")
    assert one.edit
    assert other.edit
    assert one.edit.name == other.edit.name == "entry arxiv:2301.00001"


def test_a_list_that_moved_on_is_a_conflict(desk: Desk, forge: MemoryForge) -> None:
    change = listing.removed(desk, row(desk, "Spare").entry, "ada")
    forge.someone_writes(LIST + "\n")
    assert change.edit is not None
    with pytest.raises(Conflict):
        desk.save(change.edit, "ada")
    assert desk.journal.edits() == ()


def test_what_the_paper_has_become_is_told(desk: Desk, forge: MemoryForge) -> None:
    known = Paper(title="x", keys=("arxiv:2303.00003",), comment="Accepted at ICLR 2024")
    forge.ledger = {PAPERS: write_papers([known])}
    desk.queue.reload()
    found = row(desk, "Four Bits")
    assert found.news == {"venue": "ICLR 2024"}
    assert [r.entry.title for r in listing.matching(rows(desk), "", "", "news")] == ["Four Bits and a Prayer"]


def test_what_upkeep_was_told_is_news(desk: Desk, forge: MemoryForge) -> None:
    entry = row(desk, "Four Bits").entry
    known = Standing(key="arxiv:2303.00003", asked="2026-11-21", comment="Accepted at ICLR 2024")
    forge.ledger = {standing.FILE: standing.write({known.key: known}, [known.key])}
    desk.queue.reload()
    assert row(desk, "Four Bits").news == {"venue": "ICLR 2024"}
    change = listing.rewritten(desk, entry, {**listing.form_of_entry(entry), "venue": "ICLR 2024"}, "ada")
    assert "ICLR 2024" in change.diff


def test_checks_answer_for_the_newest_text(desk: Desk) -> None:
    one, other = (book.of(awesome.parse(text), "README.md") for text in (FAULTY, LIST))
    assert desk.checks.of(one, "README.md", 30)
    assert desk.checks.of(other, "README.md", 30) == lint(awesome.parse(LIST))
