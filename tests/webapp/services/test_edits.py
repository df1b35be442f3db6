"""The form's texts and the paper: what a person does not touch stays as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Link, Proposal
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
