"""People and a year that one entry alone would have for a venue, told by the list."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (  # as others stand behind the same bracket, beside venues in other places
            (
                "- [Rows of Roses](https://arxiv.org/abs/2001.00001) (Chen et al., 2020)\n"
                "- [Beds of Tulips](https://arxiv.org/abs/2001.00002) (Lee, 2018)\n"
                "- [Hedges at the Gate](https://arxiv.org/abs/2001.00003) (Fox and Day, 2017)\n"
                "- Walls of Ivy, Grown Slowly [[paper]](https://arxiv.org/abs/2001.00004)\n  - Ann Lee and Bo Chen\n  - ACL 2015\n"
            ),
            ["Chen et al.", "Lee", "Fox Day", "Ann Lee Bo Chen"],
        ),
        (  # as others are named in full behind the same dash
            "".join(
                f"- [Rows of Roses, Part {n}](https://arxiv.org/abs/2001.0000{n}) - Ann Lee, Bo Chen, Cy Day, 202{n}.\n"
                for n in range(3)
            )
            + "- [Beds of Tulips](https://arxiv.org/abs/2001.00008) - Kim Low, 2018.\n",
            ["Ann Lee Bo Chen Cy Day"] * 3 + ["Kim Low"],
        ),
        (  # as the words of links, hardly one twice
            "".join(
                f"1. **Rows of Roses, Part {n}**. [{who} (19{n}6)](https://example.org/{n}.pdf).\n"
                for n, who in enumerate(["Rosen", "Lindt", "Ivers, Moss", "Fernley", "Hollis"], 3)
            ),
            ["Rosen", "Lindt", "Ivers, Moss", "Fernley", "Hollis"],
        ),
    ],
)
def test_people_with_a_year_are_told_by_where_others_stand(lines: str, people: list[str]) -> None:
    entries = awesome.parse(HEAD + lines).entries
    assert [" ".join(entry.authors) for entry in entries] == people
    assert all(entry.year for entry in entries)
