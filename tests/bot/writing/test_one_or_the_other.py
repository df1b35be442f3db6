"""A date for preprints and a venue for the others, a year that the heading says, and brackets that open for nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

FEED = Paper(
    title="Tides: Routing Water",
    url="https://arxiv.org/abs/2510.00009",
    arxiv_id="2510.00009",
    authors=("Kim Low", "Max Ney"),
    published="2025-10-02",
    code=(Link(label="Code", url="https://github.com/low/tides"),),
    sources=("arXiv",),
)
ONE_OF_TWO = """# L

## Walls

* **WALL-E**: [Walls that Build Themselves](https://arxiv.org/abs/2301.00001) (2023-01, Guild) [[Code](https://github.com/a/wall)]
* **Your Wall**: [YourWall: Building in Any Style](https://example.org/wall) (ICML 2022) [[Code](https://github.com/b/wall)]

## Gates

* **Your Wall**: [YourWall: Building in Any Style](https://example.org/wall) (ICML 2022) [[Code](https://github.com/b/wall)]

## Moss

* **Mossy**: [Mossy: Moss on Every Stone](https://arxiv.org/abs/2312.00003) (2023-12, Guild) [[Code](https://github.com/c/moss)]
* **IvyLM**: [IvyLM: Ivy That Climbs](https://arxiv.org/abs/2306.00004) (2023-06, College) [[Demo](https://example.org/ivy)]
* **Lawn**: [Lawn: a Green That Lasts](https://example.org/lawn) (TASLP 2023, College) [[Code](https://github.com/d/lawn)]
"""


@pytest.mark.parametrize("section", ["Walls", "Gates", "Moss"])
@pytest.mark.parametrize(("venue", "printed"), [("", "2025-10"), ("ICML 2025", "ICML 2025")])
def test_a_newcomer_has_a_date_or_a_venue_where_no_entry_has_both(section: str, venue: str, printed: str) -> None:
    block = house_style.add(awesome.parse(ONE_OF_TWO), replace(FEED, venue=venue), section).block
    told = f"[Tides: Routing Water]({FEED.url}) ({printed}) [[Code](https://github.com/low/tides)]"
    assert block == f"* **Tides**: {told}"


def test_a_section_whose_heading_says_the_year_prints_none() -> None:
    dated = "".join(f"* [A Title on {n}](https://arxiv.org/abs/1911.0000{n}), 2019\n" for n in range(5))
    bare = "* [Another Title](https://arxiv.org/abs/2509.00001)\n"
    text = f"# L\n\n## Special\n\n{dated}\n## Other\n\n### 2025\n\n{bare}\n### 2024\n\n* [An Older Title](https://arxiv.org/abs/2409.00001)\n"
    paper = replace(FEED, code=())
    assert house_style.add(awesome.parse(text), paper, "2025").block == f"* [Tides: Routing Water]({FEED.url})"
    assert house_style.add(awesome.parse(text), paper, "Special").block.endswith("), 2025")


def test_no_bracket_opens_for_a_remark_that_a_paper_lacks() -> None:
    text = "# L\n\n## Tools\n\n* [Hedger](https://github.com/a/hedger): A tool that cuts hedges. (cuts, trims) [[Paper](https://arxiv.org/abs/2312.00009)]\n"
    paper = Paper(title="Mower: A tool that mows lawns of all kinds", url="https://github.com/b/mower")
    block = house_style.add(awesome.parse(text), paper, "Tools").block
    assert block.rstrip(".") == "* [Mower](https://github.com/b/mower): A tool that mows lawns of all kinds"
