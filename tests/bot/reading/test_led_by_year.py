"""Titles behind a year, with a venue or none, and rows that link the name of each work beside its title."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

LED = "# Noise\n\n**Papers**\n\n" + "\n\n".join(
    f"[-] {when} - {title}. [[Paper]](https://arxiv.org/abs/{number})"
    for when, title, number in [
        ("2012-ICML", "Weeds in Walls of Towns", "1201.00001"),
        ("2013-NIPS", "Hedges of All Kinds", "1301.00002"),
        ("2014", "Moss on Stones of Old", "1401.00003"),
        ("2015-CVPR", "Ivy: a Review of Walls", "1501.00004"),
        ("2016", "Lawns of the North", "1601.00005"),
        ("2017-ICCV", "Roses and Their Thorns", "1701.00006"),
    ]
)
NEW = Paper(
    title="GATE: Doors in Old Walls",
    authors=("Ann Lee", "Bo Chen"),
    url="https://arxiv.org/abs/2610.00009",
    published="2026-10-08",
    venue="NeurIPS 2026",
    sources=("arXiv",),
)


@pytest.mark.parametrize(
    ("number", "title", "year", "venue"),
    [
        (0, "Weeds in Walls of Towns", 2012, "ICML"),
        (2, "Moss on Stones of Old", 2014, ""),
        (3, "Ivy: a Review of Walls", 2015, "CVPR"),
    ],
)
def test_year_and_venue_are_no_part_of_the_title(number: int, title: str, year: int, venue: str) -> None:
    entry = awesome.parse(LED).entries[number]
    assert (entry.title, entry.year, entry.venue) == (title, year, venue)


def test_a_newcomer_is_led_by_its_own() -> None:
    block = house_style.add(awesome.parse(LED), NEW, "Papers").block
    assert block == f"[-] 2026-NeurIPS - GATE: Doors in Old Walls. [[Paper]]({NEW.url})"


ROWS = """# Walls

Date|Method|Conference|Paper Title and Interpretation (in Latin)|Code
-----|----|-----|-----|-----
20-09-27|[WEED](https://arxiv.org/abs/2009.00001)🔥 |Arxiv 2020|Weeds in Walls of Towns|None
21-02-15|[MOSS](https://arxiv.org/abs/2102.00002) |IJCAI 2021|Moss on Stones of Old|[moss](https://github.com/moss/stones)
22-05-01|[Diffusion](https://arxiv.org/abs/2205.00003)|Arxiv 2022|Ivy in Small Towns: A Review|None
23-06-14|[LawnST](https://arxiv.org/abs/2306.00004)|NIPS 2023|Lawns of the North|[lawn](https://github.com/lawns/north)
24-01-20|[ROSE](https://arxiv.org/abs/2401.00005)|KDD 2024|Roses and Their Thorns|None
"""


def test_the_title_stands_in_the_column_named_after_it_and_more() -> None:
    assert [entry.title for entry in awesome.parse(ROWS).entries][:2] == [
        "Weeds in Walls of Towns",
        "Moss on Stones of Old",
    ]


@pytest.mark.parametrize(
    ("title", "name"), [("GATE: Doors in Old Walls", "GATE"), ("Doors in Old Walls", "Doors in Old Walls")]
)
def test_a_row_links_no_other_works_name(title: str, name: str) -> None:
    paper = Paper(title=title, authors=NEW.authors, url=NEW.url, published=NEW.published, sources=NEW.sources)
    cells = [cell.strip() for cell in house_style.add(awesome.parse(ROWS), paper, "Walls").block.split("|")]
    assert cells[1] == f"[{name}]({NEW.url})"
    assert cells[3] == title
