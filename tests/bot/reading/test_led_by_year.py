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
        ("2018-FernLetters", "Ferns and Mist", "1801.00007"),
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
        (6, "Ferns and Mist", 2018, "FernLetters"),
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


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- [[2018 ICLR] Walls of Old Towns](https://arxiv.org/abs/1801.00001)", ("Walls of Old Towns", 2018, "ICLR")),
        (" - [2020 - Scenes of Old Towns](https://example.org/1) (**WACV 2020**)", ("Scenes of Old Towns", 2020, "WACV 2020")),
        (
            " - [2020 - 3DMoss: On Stones](https://example.org/2)(**2020 - IEEE Transactions on Old Stones**) ",
            ("3DMoss: On Stones", 2020, "IEEE Transactions on Old Stones"),
        ),
        (" - [Ivy of Towns](https://example.org/3), [**Code**](https://github.com/a/d) (**2018-Arxiv**)", ("Ivy of Towns", 2018, "Arxiv")),
        ("HEDGE: ICCV2013, Ann Lee et al. [paper](https://example.org/4)", ("HEDGE", 2013, "ICCV2013")),
    ],
)  # fmt: skip
def test_what_leads_a_linked_title_or_stands_in_brackets_is_its_place_and_year(
    line: str, told: tuple[str, int, str]
) -> None:
    entry = awesome.parse(f"# L\n\n## S\n\n{line}\n").entries[0]
    assert (entry.title, entry.year, entry.venue, entry.tags) == (*told, ())


def test_a_newcomer_has_its_place_in_the_words_of_its_link() -> None:
    text = "# L\n\n" + "\n".join(
        f"- [[{year} {venue}] A Title on {word}](https://arxiv.org/abs/{year % 100}01.0000{year % 10})"
        for year, venue, word in [(2018, "ICLR", "Walls"), (2019, "CVPR", "Gates"), (2020, "Arxiv", "Moss")]
    )
    block = house_style.add(awesome.parse(text), NEW, "L").block
    assert block == f"- [[2026 NeurIPS] GATE: Doors in Old Walls]({NEW.url})"


def test_a_title_in_italics_goes_over_two_lines() -> None:
    text = "# L\n\n- *Walls: Learning to Split Old Towns\nfor Fewer Gates and Better Moss* [[ICML, 17.07]](https://example.org/1.pdf) [[**Pytorch**]](./walls)\n"
    entry = awesome.parse(text).entries[0]
    assert (entry.title, entry.url) == (
        "Walls: Learning to Split Old Towns for Fewer Gates and Better Moss",
        "https://example.org/1.pdf",
    )
    assert [link.url for link in entry.code] == ["./walls"]
