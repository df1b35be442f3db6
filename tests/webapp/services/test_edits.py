"""The form's texts and the paper: what a person does not touch stays as it was."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.awesome import parse
from bot.book import rendered
from bot.model import Link, Paper, Proposal
from tests.doubles.forge import MemoryForge
from webapp.services.edits import FIELDS, changed, code_links, form_of, revised


def proposal() -> Proposal:
    forge = MemoryForge()
    return forge.kept[forge.offers("A Paper", code=(Link(label="Official", url="https://a.example/b"),))]


def test_an_untouched_form_changes_nothing() -> None:
    offered = proposal()
    form = form_of(offered.paper, offered.section)
    assert changed(offered, form) == {}
    assert revised(offered, form) == (offered.paper, offered.section)


@given(field=st.sampled_from(FIELDS), text=st.text(max_size=60))
def test_only_the_changed_field_changes(field: str, text: str) -> None:
    offered = proposal()
    paper, section = revised(offered, {field: text})
    before = form_of(offered.paper, offered.section)
    after = form_of(paper, section)
    assert {name for name in FIELDS if before[name] != after[name]} <= {field}


def test_a_title_cannot_be_emptied() -> None:
    paper, _ = revised(proposal(), {"title": "  "})
    assert paper.title == "A Paper"


def test_code_links_carry_their_labels() -> None:
    text = "Official https://a.example/b\n[Community](https://c.example/d)\nhttps://e.example"
    assert code_links(text) == (
        Link(label="Official", url="https://a.example/b"),
        Link(label="Community", url="https://c.example/d"),
        Link(label="Official", url="https://e.example"),
    )


def test_a_field_cannot_smuggle_lines_into_the_list() -> None:
    paper, _ = revised(proposal(), {"title": "One\n# Two", "venue": "ICML\n2024", "tags": "a\nb"})
    assert (paper.title, paper.venue, paper.tags) == ("One # Two", "ICML 2024", ("a", "b"))


def test_the_year_of_a_venue_that_is_typed_is_the_papers() -> None:
    paper, _ = revised(replace(proposal(), paper=replace(proposal().paper, year=2024)), {"venue": "ICML 2025"})
    assert (paper.venue, paper.year) == ("ICML 2025", 2025)
    paper, _ = revised(replace(proposal(), paper=replace(proposal().paper, year=2024)), {"venue": "ICML"})
    assert paper.year == 2024


def test_the_year_of_a_venue_that_is_typed_lands() -> None:
    alist = parse(
        "# L\n\n## S\n\n- [A](https://arxiv.org/abs/2401.00101) [ICLR 2024]\n- [B](https://arxiv.org/abs/2401.00102) [CVPR 2023]\n"
    )
    found = Paper(
        title="New", url="https://arxiv.org/abs/2412.00001", year=2024, published="2024-12-02", sources=("arxiv",)
    )
    paper, _ = revised(replace(proposal(), paper=found), {"venue": "ICLR 2025"})
    assert "[ICLR 2025]" in rendered(alist, paper, "S").block
    assert "[ICLR 2025]" in rendered(alist, replace(paper, year=2024), "S").block, "what a venue says of itself counts"
