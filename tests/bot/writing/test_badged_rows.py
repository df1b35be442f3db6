"""Tables whose cells hold badges of two sites, and numbers that look like years."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Paper

ROW = (
    "| {title} | [![cvf](https://img.shields.io/badge/pdf-cvf-7395C5.svg)](https://openaccess.example/{n}.pdf) <br />"
    " [![arXiv](https://img.shields.io/badge/arXiv-2301.0000{n}-b31b1b.svg)](https://arxiv.org/abs/2301.0000{n}) | {cited} |"
)
ROWS = (("Hedges of All Kinds", 812), ("Roses and Their Thorns", 2003), ("Weeds in Walls", 58), ("Moss and Stone", 121))
LIST = "# L\n\n| Title | Paper | Cited |\n| --- | --- | --- |\n" + "".join(
    ROW.format(title=title, n=n, cited=cited) + "\n" for n, (title, cited) in enumerate(ROWS, start=1)
)
FEED = Paper(
    title="Lawns Again",
    url="https://arxiv.org/abs/2302.00009",
    published="2023-02-03",
    venue="ICCV 2023",
    sources=("arXiv",),
)


def test_a_newcomer_has_the_badge_of_its_own_site_with_its_own_number() -> None:
    block = house_style.add(awesome.parse(LIST), FEED, "L").block
    badge = "[![arXiv](https://img.shields.io/badge/arXiv-2302.00009-b31b1b.svg)](https://arxiv.org/abs/2302.00009)"
    assert [cell.strip() for cell in block.split("|")[1:3]] == ["Lawns Again", badge]


def test_a_number_that_looks_like_a_year_is_none_in_a_column_of_numbers() -> None:
    assert "2023 |" not in house_style.add(awesome.parse(LIST), FEED, "L").block


def test_each_row_is_written_again_with_its_own_number() -> None:
    alist = awesome.parse(LIST)
    for unit, entry in zip(alist.units, alist.entries, strict=True):
        assert house_style.restyle(alist, entry, title=entry.title) == LIST
        assert entry.links[1].url.rpartition("/")[2] in alist.block(unit)
