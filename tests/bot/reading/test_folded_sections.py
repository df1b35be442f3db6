"""Sections in folds whose summary is a heading, behind a part of the page that tells no papers."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

TABLE = """Date|Method|Title|Code
-----|----|-----|-----
15-11-23|[Hedge](https://arxiv.org/abs/1511.00001)|Hedges of All Kinds|None
20-06-20|[Weed](https://arxiv.org/abs/2006.00002)|Weeds in Walls|[weed](https://github.com/a/weed)
"""
PAGE = """# Garden

## News.

2023/11/1: **See [more](https://github.com/a/more).**

<details><summary>{one}</summary>

{table}

</details>

<details><summary>{two}</summary>

{table}

</details>
"""


@pytest.mark.parametrize("style", ["", ' style="display: inline;"'])
def test_a_heading_in_a_summary_ends_the_news_above_it(style: str) -> None:
    headings = [f"<h2{style}>{name}.</h2>" for name in ("Reviews", "Ways")]
    entries = awesome.parse(PAGE.format(one=headings[0], two=headings[1], table=TABLE)).entries
    assert [(entry.title, entry.section) for entry in entries] == [
        (title, ("Garden", section))
        for section in ("Reviews.", "Ways.")
        for title in ("Hedges of All Kinds", "Weeds in Walls")
    ]


def test_a_fold_within_the_news_is_a_part_of_them() -> None:
    assert not awesome.parse(PAGE.format(one="Older", two="<h3>Oldest</h3>", table=TABLE)).entries


def test_a_heading_in_a_summary_stands_below_a_section_of_its_rank() -> None:
    page = PAGE.replace("## News.", "## Papers").format(one="<h2>Reviews</h2>", two="<h2>Ways</h2>", table=TABLE)
    assert {entry.section for entry in awesome.parse(page).entries} >= {("Garden", "Papers", "Reviews")}


FOLDS = """# L

## Plants

Some words on plants.

<details>
<summary>of old</summary>

- [Rows of Hedges](https://arxiv.org/abs/2401.00001)

</details>

## Trees

<details open>
<summary>in rings</summary>

</details>
"""


@pytest.mark.parametrize(
    ("section", "above"),
    [
        (("L", "Plants"), "Some words on plants."),
        (("L", "Trees"), "## Trees"),
        (("L", "Trees", "in rings"), "<summary>in rings</summary>"),
    ],
)
def test_the_first_entry_of_a_section_stands_in_its_own_fold(section: tuple[str, ...], above: str) -> None:
    added = house_style.add(awesome.parse(FOLDS), Paper(title="Gates", url="https://arxiv.org/abs/2405.00009"), section)
    item = "- [Gates](https://arxiv.org/abs/2405.00009)"
    assert added.text == FOLDS.replace(f"{above}\n", f"{above}\n\n{item}\n")
