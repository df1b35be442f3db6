"""People and a year that one entry alone would have for a venue, told by the list."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Paper

LINES = [
    "- [Rows of Roses, Part 1](https://arxiv.org/abs/2001.00001) Chen et al, 2020.\n",
    "- [Rows of Roses, Part 2](https://arxiv.org/abs/2001.00002) Lee, 2018.\n",
    "- [Rows of Roses, Part 3](https://arxiv.org/abs/2001.00003) Lee and Day, 2019.\n",
    "- [Rows of Roses, Part 4](https://arxiv.org/abs/2001.00004) Eng et al, 2021.\n",
    "- [Rows of Roses, Part 5](https://arxiv.org/abs/2001.00005) Fox et al, 2021.\n",
]
HEAD = "# L\n\n## S\n\n"


def test_people_with_a_year_are_people_where_the_list_names_people_so() -> None:
    entries = awesome.parse(HEAD + "".join(LINES)).entries
    assert [(entry.authors, entry.venue, entry.year) for entry in entries[1:3]] == [
        (("Lee",), "", 2018),
        (("Lee", "Day"), "", 2019),
    ]


def test_where_a_venue_stands_among_them_they_are_read_as_they_look() -> None:
    known = "- [Rows of Roses, Part 6](https://arxiv.org/abs/2001.00006) ICML, 2021.\n"
    assert awesome.parse(HEAD + "".join(LINES) + known).entries[5].venue.startswith("ICML")
    places = [
        line.replace("Chen et al", "Wander").replace("Eng et al", "Garden").replace("Fox et al", "Soap")
        for line in LINES
    ]
    assert all(entry.venue and not entry.authors for entry in awesome.parse(HEAD + "".join(places)).entries)


def test_every_entry_comes_back_as_it_was() -> None:
    alist = awesome.parse(HEAD + "".join(LINES))
    for entry in alist.entries:
        assert awesome.replace(alist, entry, alist.block(awesome.unit_of(alist, entry))) == alist.text
        assert house_style.restyle(alist, entry, url="https://arxiv.org/abs/2002.00001").count("2002.00001") == 1


def test_a_paper_is_added_with_its_people_and_no_venue() -> None:
    paper = Paper(
        title="Beds of Tulips at the Gate",
        authors=("Kim Low",),
        url="https://arxiv.org/abs/2511.00009",
        venue="NeurIPS 2025",
        published="2025-11-02",
        sources=("arXiv",),
    )
    block = house_style.add(awesome.parse(HEAD + "".join(LINES)), paper, "S").block
    assert block == "- [Beds of Tulips at the Gate](https://arxiv.org/abs/2511.00009) Low, 2025."
