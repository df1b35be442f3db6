"""What stands beside a fact is not said of another one: a field's label of code, a month of another year's meeting."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

FEED = Paper(
    title="Fresh Work on Hedges",
    url="https://arxiv.org/abs/2508.00009",
    authors=("Kim Low", "Lou May"),
    published="2025-08-02T10:00:00Z",
    code=(Link(label="Code", url="https://github.com/low/fresh"),),
    sources=("arXiv",),
)

LABELLED = """# Papers

### Arxiv
- [Hedges Told Apart](https://arxiv.org/abs/2401.00001)
  - Ann Lee, Bo Chen
  - Key: telling
  - Code: [official](https://github.com/lee/apart)
  - Yards: [Low](https://github.com/yards/low), [High](https://github.com/yards/high)

- [Walls of Stone](https://arxiv.org/abs/2402.00002)
  - Cy Day, Dee Eck
  - Key: stones, walls
  - Yards: [Low](https://github.com/yards/low)

- [Roots and Rows](https://arxiv.org/abs/2403.00003)
  - Flo Gray, Hal Ives
  - Key: rows
  - Code: [official](https://github.com/gray/roots)
  - Yards: [High](https://github.com/yards/high)

- [Rivers Counted Twice](https://arxiv.org/abs/2404.00004)
  - Jo King, Ned Orr
  - Key: counting
  - Yards: None

### ICML 2025
- [Gardens Under Low Bridges](https://arxiv.org/abs/2501.00005)
  - Pia Quist, Ray Sun
  - Publisher: ICML 2025
  - Key: gardens
  - Yards: [Low](https://github.com/yards/low)
"""


def test_links_behind_a_label_of_the_lists_own_are_no_code() -> None:
    alist = awesome.parse(LABELLED)
    assert [[link.url[-5:] for link in entry.code] for entry in alist.entries] == [["apart"], [], ["roots"], [], []]
    block = house_style.add(alist, FEED, ("Papers", "ICML 2025")).block
    assert "\n  - Code: [official](https://github.com/low/fresh)" in block
    assert "Yards" not in block


@pytest.mark.parametrize(("venue", "when"), [("ICML 2026", "ICML, 2026"), ("ICML 2025", "ICML, Aug 2025")])
def test_a_month_beside_a_venue_is_never_of_another_year_than_the_venue(venue: str, when: str) -> None:
    rows = (
        '* "Hedges Told Apart", *arXiv, Mar 2024*. [[Paper](https://arxiv.org/abs/2403.00001)]',
        '* "Walls of Stone", *ICML, Jan 2024*. [[Paper](https://arxiv.org/abs/2401.00002)]',
        '* "Roots and Rows", *arXiv, May 2024*. [[Paper](https://arxiv.org/abs/2405.00003)]',
        '* "Rivers Counted Twice", *ACL, Feb 2024*. [[Paper](https://arxiv.org/abs/2402.00004)]',
        '* "Gardens Under Low Bridges", *arXiv, Jul 2024*. [[Paper](https://arxiv.org/abs/2407.00005)]',
    )
    alist = awesome.parse("# Papers\n\n" + "\n".join(rows) + "\n")
    paper = Paper(title=FEED.title, url=FEED.url, venue=venue, published=FEED.published, sources=FEED.sources)
    assert f'"Fresh Work on Hedges", *{when}*.' in house_style.add(alist, paper, "Papers").block


def test_code_stands_in_the_brackets_that_most_links_stand_in() -> None:
    rows = (
        '* "Hedges Told Apart", 2024. [[Paper](https://arxiv.org/abs/2403.00001)] [[Pytorch Code](https://github.com/a/a)]',
        '* "Walls of Stone", 2024. [[Paper](https://arxiv.org/abs/2401.00002) [Code](https://github.com/b/b)]',
        '* "Roots and Rows", 2024. [[Paper](https://arxiv.org/abs/2405.00003)] [[Github](https://github.com/c/c)]',
        '* "Rivers Counted Twice", 2024. [[Paper](https://arxiv.org/abs/2402.00004)] [[Colab](https://github.com/d/d)]',
        '* "Gardens Under Bridges", 2024. [[Paper](https://arxiv.org/abs/2402.00005)] [[Torch](https://github.com/e/e)]',
        '* "Slow Low Rivers", 2024. [[Paper](https://arxiv.org/abs/2402.00006)] [[Github](https://github.com/f/f)]',
    )
    alist = awesome.parse("# Papers\n\n" + "\n".join(rows) + "\n")
    paper = Paper(title=FEED.title, url=FEED.url, published=FEED.published, code=FEED.code, sources=FEED.sources)
    assert "] [[Code](https://github.com/low/fresh)]" in house_style.add(alist, paper, "Papers").block
