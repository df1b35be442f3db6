"""A venue that is a link inside a heading: read as one, written without the page of another meeting."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

LEADS = "### [{venue}]({page}) {title}\n\n- Authors: Ann Lee, Bo Chen\n- [paper](https://arxiv.org/abs/{id})\n\n"
ENDS = "### {title} ([{venue}]({page}))\n\nAnn Lee, Bo Chen\n\n[paper](https://arxiv.org/abs/{id})\n\n"
KNOWN = [
    ("ICML 2024", "https://icml.cc/2024", "Rows of roses in the dark garden", "2401.00001"),
    ("CVPR 2023", "https://cvpr.thecvf.com/2023", "Beds of tulips at the gate", "2301.00002"),
    ("ICML 2024", "https://icml.cc/2024", "Walks at night in the old town", "2401.00003"),
]
FEED = Paper(
    title="Paths of Gravel and of Sand",
    authors=("Kim Low", "Lou May"),
    url="https://arxiv.org/abs/2511.00009",
    published="2025-11-02",
    sources=("arXiv",),
)


def listed(form: str) -> str:
    entries = (form.format(venue=venue, page=page, title=title, id=number) for venue, page, title, number in KNOWN)
    return "# L\n\n## Papers\n\n" + "".join(entries)


@pytest.mark.parametrize("form", [LEADS, ENDS])
def test_it_is_the_venue_and_no_part_of_the_title(form: str) -> None:
    entries = awesome.parse(listed(form)).entries
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [
        (title, venue, int(venue[-4:])) for venue, _, title, _ in KNOWN
    ]
    assert all(entry.url.startswith("https://arxiv.org/") for entry in entries)


@pytest.mark.parametrize(("form", "start"), [(LEADS, "### {} Paths"), (ENDS, "### Paths of Gravel and of Sand ({})")])
def test_a_newcomer_links_the_meeting_where_an_entry_does(form: str, start: str) -> None:
    alist = awesome.parse(listed(form))
    for venue, told in (("NeurIPS 2025", "NeurIPS 2025"), ("ICML 2024", "[ICML 2024](https://icml.cc/2024)")):
        paper = Paper(title=FEED.title, authors=FEED.authors, url=FEED.url, venue=venue)
        assert house_style.add(alist, paper, "Papers").block.startswith(start.format(told))


def test_a_label_that_leads_to_the_paper_is_its_link() -> None:
    text = listed(LEADS).replace("https://icml.cc/2024", "https://openreview.net/forum?id=rosesroses")
    first = awesome.parse(text).entries[0]
    assert "openreview" in str(first.links) or "openreview" in first.url
