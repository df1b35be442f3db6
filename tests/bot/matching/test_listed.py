"""A second paper in one entry is known by its id and its title, though the entry stays one."""

from __future__ import annotations

import pytest

from bot import awesome
from bot.matching.listed import known_in, listed_at
from bot.model import Paper
from bot.reading.mentions import Mentions

LIST = """# L

## S

- [Beds of roses in the dark](https://arxiv.org/abs/2001.00002), Chen et al. ICML 2021; [Beds of tulips at the gate](https://arxiv.org/abs/2001.00003), Chen et al. NeurIPS 2021.
- [Rows of hedges in gardens](https://arxiv.org/abs/2001.00001), Lee et al. ICML 2020. [Preprint on a server](https://doi.org/10.1000/rows)
- Walks at night in the old town [[paper](https://arxiv.org/abs/2001.00005)], and Hikes at noon to the far lake [[paper](https://arxiv.org/abs/2001.00006)]

## T

| Title | Venue |
|---|---|
| [Leaves fall in the autumn wind](https://arxiv.org/abs/2002.00001) <br> [Buds come back in the spring](https://arxiv.org/abs/2002.00002) | ICML |
"""


@pytest.mark.parametrize(
    ("title", "url", "line"),
    [
        ("Beds of Roses in the Dark", "https://openreview.net/forum?id=rosesroses", 5),
        ("Beds of Tulips at the Gate", "https://openreview.net/forum?id=tulipstulips", 5),
        ("Beds of tulips at the gate", "https://arxiv.org/abs/2001.00003v2", 5),
        ("Buds Come Back in the Spring", "https://openreview.net/forum?id=budsbuds", 13),
        ("Preprint on a server", "https://openreview.net/forum?id=serverserver", None),
        ("Rows of Something Else Entirely", "https://openreview.net/forum?id=rowsrows", None),
    ],
)
def test_both_papers_of_an_entry_are_listed(title: str, url: str, line: int | None) -> None:
    assert listed_at(awesome.parse(LIST), Paper(title=title, url=url)) == line


def test_an_entry_of_one_paper_is_one() -> None:
    entries = awesome.parse(LIST).entries
    assert [len(known_in(entry, "here")) for entry in entries] == [2, 1, 1, 2]


def test_a_second_title_in_plain_words_is_named_there() -> None:
    mentions = Mentions({"README.md": awesome.parse(LIST)})
    named = mentions.line("Hikes at Noon to the Far Lake")
    assert named == ("README.md", 7, "beside another paper")
    assert mentions.line("Rows of hedges in gardens") is None
