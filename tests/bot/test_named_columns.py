"""A table whose columns say what they hold, in words of their own and with dates of their own."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper
from bot.reading.columns import named
from bot.reading.fields import Field

ROWS = """# L

## S

| Date      | Conference<br />/Journal | Paper                                              | Metric   |
| --------- | ------------------------ | -------------------------------------------------- | -------- |
| 2012. 5.  | 정보학회지               | [어절 사전을<br />활용한 분석](https://example.org/1) | ACC:95.8 |
| 2013. 10. | HCTL                     | [품사 태깅](https://example.org/2)                    |          |
| 2014. 1.  | 겨울학술<br />(HCTL 2014) | [세 번째 논문](https://example.org/3)                 |          |
| 2014.     | 정보학회지               | [네 번째 논문](https://example.org/4)                 | F1:94.1  |
"""
FEED = Paper(
    title="Fresh Work",
    url="https://arxiv.org/abs/1611.00009",
    authors=("Kim Low",),
    published="2016-11-02T10:00:00Z",
    venue="NeurIPS 2016",
    sources=("arXiv",),
)


def test_a_column_named_after_venues_holds_venues() -> None:
    entries = awesome.parse(ROWS).entries
    assert [entry.venue for entry in entries][:2] == ["정보학회지", "HCTL"]
    assert [entry.year for entry in entries] == [2012, 2013, 2014, 2014]
    assert entries[0].title == "어절 사전을 활용한 분석"


def test_a_feeds_paper_has_its_date_and_venue_in_their_columns_and_its_title_once() -> None:
    added = house_style.add(awesome.parse(ROWS), FEED, "S")
    assert [cell.strip() for cell in added.block.strip("|").split("|")] == [
        "2016. 11.",
        "NeurIPS",
        "[Fresh Work](https://arxiv.org/abs/1611.00009)",
        "",
    ]
    assert added.text.rstrip("\n").endswith(added.block)


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (("Title", "Venue", "Code"), {1: Field.VENUE}),
        (("Conference/Journal", "作者", "Paper"), {0: Field.VENUE, 1: Field.AUTHORS}),
        (("Venue & Code", "Task", ""), {}),
    ],
)
def test_what_a_columns_name_says(names: tuple[str, ...], kinds: dict[int, Field]) -> None:
    assert named(names) == kinds
