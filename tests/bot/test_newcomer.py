"""A feed's paper in a list that shows other things than the feed knows: the list's dialect, and no word of another paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

FED = Paper(
    title="Roots: Growing Trees from Seeds",
    authors=("Ann Lee", "Bo Chen"),
    url="https://arxiv.org/abs/2510.00001",
    arxiv_id="2510.00001",
    published="2025-10-01",
    code=(Link(label="Code", url="https://github.com/ann/roots"),),
    sources=("arxiv",),
)
"""A preprint as arXiv tells it, without a venue."""

VENUES = """# List

## Tools

* **Oak**: Trees That Stand. [Paper](https://arxiv.org/abs/2301.00001) [Download](https://oak.io)
* **Sawmill**: [Website](https://sawmill.io)
* **Ash**: Trees That Bend. [Paper](https://arxiv.org/abs/2301.00002) [Download](https://ash.io)

## Growing

* Leaves in the Wind, *CVPR* 2023: [Paper](https://arxiv.org/abs/2302.00001) [Github](https://github.com/e/leaves)
* Bark and Its Bites, *ICCV* 2023: [Paper](https://arxiv.org/abs/2302.00002)
* Twigs Are Enough, *CVPR* 2024: [Paper](https://arxiv.org/abs/2402.00003) [Github](https://github.com/e/twigs)
"""


def test_a_preprint_among_published_papers_is_written_in_their_dialect() -> None:
    block = house_style.add(awesome.parse(VENUES), FED, "Growing").block
    assert block == (
        "* Roots: Growing Trees from Seeds, *arXiv* 2025: "
        "[Paper](https://arxiv.org/abs/2510.00001) [Github](https://github.com/ann/roots)"
    )


@pytest.mark.parametrize(
    ("code", "links"),
    [
        (FED.code, "[Paper](https://arxiv.org/abs/2510.00001) [Source code](https://github.com/ann/roots)"),
        ((), "[Paper](https://arxiv.org/abs/2510.00001)"),
    ],
)
def test_where_entries_link_their_code_alone_a_paper_is_not_called_code(code: tuple[Link, ...], links: str) -> None:
    entries = [
        f"* A Learned Index of Kind {n} (SIGMOD 202{n}) [Source code](https://github.com/e/index{n})"
        for n in range(1, 7)
    ]
    paper = replace(FED, code=code, venue="VLDB 2025")
    block = house_style.add(awesome.parse("# L\n\n## S\n\n" + "\n".join(entries) + "\n"), paper, "S").block
    assert block == f"* Roots: Growing Trees from Seeds (VLDB 2025) {links}"


def test_the_way_back_to_the_top_stays_the_last_line_of_its_section() -> None:
    entries = [f"#### [Work Number {n}](https://arxiv.org/abs/240{n}.00001)\n\nICML 202{n}\n" for n in range(1, 5)]
    way_up = '<p align="right">(<a href="#top">back to top</a>)</p>\n'
    text = "# L\n\n## S\n\n" + "\n".join(entries) + "\n" + way_up + "\n## T\n\nBye.\n"
    alist = awesome.parse(text)
    assert [entry.end_line for entry in alist.entries] == [7, 11, 15, 19]
    added = house_style.add(alist, FED, "S")
    assert added.text.replace(added.block, "").count(way_up) == 1
    assert added.text.index(added.block) < added.text.index(way_up)
