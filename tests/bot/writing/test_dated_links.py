"""Dates as the words of the paper's link, and as the text of a badge: a newcomer's are its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

LINKED = """# L

## Models

- Walls of Stone [Jan 2024] [Repo](https://github.com/lee/walls) [Paper](https://arxiv.org/abs/2401.00001)
- Moss in Rows [Dec 2023] [Repo](https://github.com/day/moss) [Paper](https://arxiv.org/abs/2312.00002)
- Ferns by Night [Aug 2023] [Repo](https://github.com/eng/ferns) [Paper](https://arxiv.org/abs/2308.00003)

## Papers

- Gates for All Gardens [[2 Aug 2023]](https://arxiv.org/abs/2308.00004)
- Roses and Their Thorns [[ICML 2023]](https://arxiv.org/abs/2306.00005)
- Hedges of Many Kinds [[17 Feb 2022]](https://arxiv.org/abs/2202.00006)
- Weeds Again [[13 Dec 2021]](https://arxiv.org/abs/2112.00007)
- Lawns by Day [[NeurIPS 2021]](https://arxiv.org/abs/2110.00008)
- Trees That Bend [[11 Jan 2021]](https://arxiv.org/abs/2101.00009)
"""
FEED = Paper(
    title="Lawns Again",
    url="https://arxiv.org/abs/2511.00009",
    authors=("Di Eng", "Ed Fox"),
    published="2025-11-03",
    sources=("arXiv",),
)


def test_a_date_that_a_paper_is_linked_by_is_its_date() -> None:
    found = awesome.parse(LINKED).entries
    assert [entry.date for entry in found if not entry.code] == [
        "2 Aug 2023",
        "",
        "17 Feb 2022",
        "13 Dec 2021",
        "",
        "11 Jan 2021",
    ]


@pytest.mark.parametrize(("venue", "told"), [("", "3 Nov 2025"), ("ICML 2026", "ICML 2026")])
def test_a_newcomer_is_linked_by_its_own_date_or_venue(venue: str, told: str) -> None:
    block = house_style.add(awesome.parse(LINKED), replace(FEED, venue=venue), "Papers").block
    assert block == f"- Lawns Again [[{told}]](https://arxiv.org/abs/2511.00009)"


def test_dates_of_one_form_in_a_section_are_its_own_form() -> None:
    paper = replace(FEED, code=(Link(label="Code", url="https://github.com/eng/lawns"),))
    assert house_style.add(awesome.parse(LINKED), paper, "Models").block == (
        "- Lawns Again [Nov 2025] [Repo](https://github.com/eng/lawns) [Paper](https://arxiv.org/abs/2511.00009)"
    )


BADGED = "# L\n\n## S\n\n" + "".join(
    f"* Walls of Kind {n} [[Paper]](https://arxiv.org/pdf/250{n}.00001) ![](https://img.shields.io/badge/pdf-2025.0{n}-red)\n"
    for n in range(1, 6)
)


def test_the_date_of_a_badge_is_the_papers_own() -> None:
    alist = awesome.parse(BADGED)
    assert [entry.date for entry in alist.entries] == [f"2025.0{n}" for n in range(1, 6)]
    assert house_style.add(alist, FEED, "S").block == (
        "* Lawns Again [[Paper]](https://arxiv.org/pdf/2511.00009) ![](https://img.shields.io/badge/pdf-2025.11-red)"
    )
