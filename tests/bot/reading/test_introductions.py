"""Paragraphs with links below the page's title: what the page is, who keeps it, who pays for it; and a paper pinned there."""

from __future__ import annotations

import pytest

from bot import awesome

PAGE = """# Hedges

{told}

## Books

[Hedges of All Kinds](https://example.org/hedges) by Ann Lee: the book on hedges.

[Walls of All Kinds](https://example.org/walls) by Bo Chen: the book on walls.

## Papers

**Odd Leaves on Old Hedges**. Cy Day. [[pdf]](https://example.org/leaves.pdf)

**Gates in Old Walls**. Di Eng. [[pdf]](https://example.org/gates.pdf)
"""
TITLES = ["Hedges of All Kinds", "Walls of All Kinds", "Odd Leaves on Old Hedges", "Gates in Old Walls"]


@pytest.mark.parametrize(
    "told",
    [
        "***[Hedges](https://example.org/wiki)***, also known as ***[Green Walls](https://example.org/wiki)***, are lovely plants.",
        "By [Ann Lee](https://example.org/ann), [Department of Hedges](https://example.org/hedge), with help from [Bo Chen](https://example.org/bo)",
        "[Lawn Mowers](https://example.org/buy)\n<sup>Mow with ease</sup>",
        "Who keeps this list wrote the following, too:\n- [Gates for All](https://example.org/gates)",
    ],
)
def test_what_introduces_the_page_is_no_entry(told: str) -> None:
    assert [entry.title for entry in awesome.parse(PAGE.format(told=told)).entries] == TITLES


def test_a_paper_pinned_below_the_title_is_one() -> None:
    told = "**Hedges and Walls: A Review**. Ann Lee. [[pdf]](https://arxiv.org/abs/2401.00001)"
    assert [entry.title for entry in awesome.parse(PAGE.format(told=told)).entries] == [
        "Hedges and Walls: A Review",
        *TITLES,
    ]


def test_a_page_without_sections_is_made_of_its_paragraphs() -> None:
    text = PAGE.format(told="").replace("## Books", "").replace("## Papers", "")
    assert len(awesome.parse(text).entries) == len(TITLES)


def test_a_form_to_fill_in_is_no_entry() -> None:
    form = (
        "- **This is a title.** (year). [[pdf]](link-to-pdf) [[code]](url)\n  - Main Author et al. *Venue of a work.*\n"
    )
    items = "".join(f"- **Hedges {n}.** (202{n}). [[pdf]](https://arxiv.org/abs/230{n}.00001)\n" for n in (1, 2, 3))
    entries = awesome.parse(f"# L\n\nPlease keep to this form:\n\n{form}\n## S\n\n{items}").entries
    assert [entry.title for entry in entries] == [f"Hedges {n}" for n in (1, 2, 3)]


def test_a_page_whose_contents_have_a_rank_of_their_own_keeps_its_introduction() -> None:
    text = (
        "# Gardens\n\nMaintainers:\n- [Ann Lee](https://lee.example/)\n\n"
        "If you need paths to the north, try this [link](https://paths.example/)\n\n"
        "Contents\n========\n- [Walls](#walls)\n- [Lawns](#lawns)\n\n"
    )
    text += "\n".join(
        f"## {name}\n" + "".join(f"* {kind} of Many Old {name} (ICML 202{n})\n" for n, kind in enumerate(KINDS))
        for name in ("Walls", "Lawns")
    )
    assert {entry.section[-1] for entry in awesome.parse(text).entries} == {"Walls", "Lawns"}


KINDS = ("Weeds and Stones", "Moss and Grass", "Roots and Rain", "Ferns and Mist")


def test_a_sentence_that_ends_in_a_link_to_more_is_no_paper() -> None:
    text = "# L\n\n## S\n\n* Walls of Old, in *ICML* 2022. [paper](https://arxiv.org/abs/2201.00001)\n"
    text += "* More papers and books on walls and lawns can be found at this [repo](https://github.com/lee/walls).\n"
    assert [entry.title for entry in awesome.parse(text).entries] == ["Walls of Old"]
