"""Pasted texts: what is recognised, what is known already and where, what could not be resolved."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forge.local import LocalForge
from tests.doubles.list_repo import make_repo
from webapp.services import paste
from webapp.services.backlog import propose
from webapp.services.desk import Desk
from webapp.services.journal import Journal

BIBTEX = """
@string{icml = "ICML"}
@inproceedings{one, title = {A {Tiny} Model, Found}, author = {Hopper, Grace and Alan Kay},
  booktitle = "Proceedings of ICML", year = 2024, doi = {10.1000/xyz}}
@misc{two, title={Second One}, eprint={2501.00077}, archivePrefix={arXiv}, year={2025}}
@misc{broken, year={2025}}
"""
LINKS = """
Small Is Plenty https://arxiv.org/abs/2301.00001v2
- [Another Model](https://openreview.net/forum?id=abcDEF123)
2501.00099
just words
"""


def test_bibtex_is_read_with_names_and_ids() -> None:
    found = paste.read(BIBTEX)
    assert found.kind == "BibTeX"
    assert [(p.title, p.authors) for p in found.papers] == [
        ("A Tiny Model, Found", ("Grace Hopper", "Alan Kay")),
        ("Second One", ()),
    ]
    assert found.papers[1].url == "https://arxiv.org/abs/2501.00077"
    assert found.papers[0].journal_ref == "Proceedings of ICML 2024"
    assert [(skip.what, skip.why) for skip in found.skipped] == [("broken", "has no title")]


def test_links_keep_the_title_beside_them() -> None:
    found = paste.read(LINKS)
    assert found.kind == "links"
    assert [paper.title for paper in found.papers] == [
        "Small Is Plenty",
        "Another Model",
        "https://arxiv.org/abs/2501.00099",
    ]
    assert [skip.what for skip in found.skipped] == ["just words"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    forge = LocalForge(make_repo(tmp_path / "list", 1))
    opened = Desk(forge, Journal(tmp_path / "journal"))
    opened.reading()
    return opened


def test_what_is_known_is_named_with_its_line(desk: Desk) -> None:
    judged = paste.judge(desk, paste.read(LINKS), "2026-03-04")
    assert judged.known == (("Small Is Plenty", "README.md line 5"),)
    assert [held.candidate.paper.title for held in judged.candidates] == ["Another Model"]
    assert [skip.what for skip in judged.unresolved] == ["https://arxiv.org/abs/2501.00099"]
    desk.journal.close()


def test_a_candidate_can_be_proposed(desk: Desk) -> None:
    judged = paste.judge(desk, paste.read(BIBTEX), "2026-03-04")
    done = propose(desk, [h for h in judged.candidates if h.candidate.paper.title == "Second One"], "ada")
    assert (done.count, done.failures) == (1, ())
    assert "Second One" in {p.paper.title for p in desk.waiting()}
    desk.journal.close()


@pytest.mark.shared
def test_the_saved_pages_are_read(shared: Path) -> None:
    counts = [
        len(paste.read(path.read_text(encoding="utf-8")).papers) for path in sorted(shared.glob("data/seeds/00[123]*"))
    ]
    assert counts == [202, 183, 106]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert paste.read(text).kind
