"""Rows that count down, a row's code behind the word that its table has for it, and the crosses of what a row lacks."""

from __future__ import annotations

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
COUNTED = """# L

**No.** | **Year** | **Pub.** | **Title** | **Links**
:-: | :-: | :-: | :- | :-:
88 | 2020 | ECCV | Leaves on Old Hedges | [Paper](https://arxiv.org/pdf/2007.00001.pdf)/[Project](https://github.com/lee/leaves)
85 | 2020 | ECCV | Gates in Old Walls | [Paper](https://arxiv.org/pdf/2008.00002.pdf)/[Project](https://github.com/chen/gates)
74 | 2020 | CVM | Walls in Old Gates | [Paper](https://arxiv.org/pdf/2006.00003.pdf)/Project
56 | 2019 | CVPR | Stones in Old Walls | [Paper](https://arxiv.org/pdf/1906.00004.pdf)/[Project](https://github.com/day/stones)
"""


def test_a_new_row_goes_above_rows_that_count_down_and_its_code_where_theirs_is() -> None:
    added = house_style.add(awesome.parse(COUNTED), FEED, "L")
    told = "[Paper](https://arxiv.org/pdf/2510.00009.pdf)/[Project](https://github.com/low/tides)"
    assert added.block == f"89 | 2025 | arXiv | Tides: Routing Water | {told}"
    assert added.text.index("89 |") < added.text.index("88 |")


CROSSED = """# L

| Title | Where | Paper | Code | Framework |
|---|---|---|---|---|
| Leaves on Old Hedges | ICML 2017 | [arxiv](https://arxiv.org/abs/1705.00001) | &cross; | &cross; |
| Gates in Old Walls | ICLR 2020 | [arxiv](https://arxiv.org/abs/2010.00002) | [code](https://github.com/chen/gates) | theano |
| Walls in Old Gates | IJCAI 2022 | [arxiv](https://arxiv.org/abs/2205.00003) | &cross; | &cross; |
"""


def test_a_cross_stands_for_what_is_missing() -> None:
    alist = awesome.parse(CROSSED)
    assert alist.entries[0].tags == ()
    assert house_style.add(alist, FEED, "L").block.endswith("| [code](https://github.com/low/tides) | &cross; |")


NAMED = """# L

|Algorithm | Proceedings&Cites | Paper | Code | Official Code |
|---|---|---|---|---|
|LEAF | Neurips 2020 (Cite: 27) | [arxiv](https://arxiv.org/abs/2002.00001) |[code](https://github.com/l/a/leaf.py)| [Official repo](https://github.com/lee/leaf) |
|GATE | ICML 2017(Cite: 663) | [arxiv](https://arxiv.org/abs/1705.00002) |[code](https://github.com/l/a/gate.py)| &cross; |
"""


def test_a_place_with_a_remark_behind_it_is_no_title() -> None:
    entries = awesome.parse(NAMED).entries
    assert [(entry.title, entry.venue) for entry in entries] == [("LEAF", "Neurips 2020"), ("GATE", "ICML 2017")]


REACHING = """# L

<table>
<tr><th>Year</th><th>Title</th><th>Venue</th></tr>
<tr><td rowspan="2">2024</td><td><a href="https://arxiv.org/abs/2401.00001">Leaves on Old Hedges</a></td><td>ICML</td></tr>
<tr><td></td><td><a href="https://arxiv.org/abs/2402.00002">Gates in Old Walls</a></td><td>CVPR</td></tr>
<tr><td rowspan="2">2023</td><td><a href="https://arxiv.org/abs/2303.00003">Moss on Old Stones</a></td><td>ECCV</td></tr>
<tr><td></td><td><a href="https://arxiv.org/abs/2304.00004">Walls in Old Gates</a></td><td>KDD</td></tr>
</table>
"""


def test_a_row_says_what_cells_that_reach_down_say_where_the_rows_below_have_empty_ones() -> None:
    block = house_style.add(awesome.parse(REACHING), FEED, "L").block
    assert block == f'<tr><td>2025</td><td><a href="{FEED.url}">Tides: Routing Water</a></td><td>arXiv</td></tr>'
