"""Tables by year with rows by month, and tables whose years are merged over several rows."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper
from bot.reading.rows import outside_merged

MONTHS = """# L

### 2023

| Month | Paper | Links |
|:-----:|:------|:-----:|
| 03 | **Weeds in Walls of Towns** | [paper](https://arxiv.org/abs/2303.00003) |
| 01 | **Hedges of All Kinds** | [paper](https://arxiv.org/abs/2301.00001) |

### 2022

| Month | Paper | Links |
|:-----:|:------|:-----:|
| 11 | **Moss on Stones of Old** | [paper](https://arxiv.org/abs/2211.00004) |
| 05 | **Ivy in Small Towns** | [paper](https://arxiv.org/abs/2205.00005) |
"""
MERGED = """# L

## S

<table>
  <tr><th>Year</th><th>Title</th></tr>
  <tr>
    <td rowspan="2">2023</td>
    <td><a href="https://arxiv.org/abs/2303.00003">Weeds in Walls of Towns</a></td>
  </tr>
  <tr>
    <td><a href="https://arxiv.org/abs/2302.00002">Roses and Their Thorns</a></td>
  </tr>
  <tr>
    <td rowspan="3">2022</td>
    <td><a href="https://arxiv.org/abs/2211.00004">Moss on Stones of Old</a></td>
  </tr>
  <tr>
    <td><a href="https://arxiv.org/abs/2205.00005">Ivy in Small Towns</a></td>
  </tr>
  <tr>
    <td><a href="https://arxiv.org/abs/2203.00006">Lawns of the North</a></td>
  </tr>
</table>
"""


def _paper(year: int) -> Paper:
    number = f"{year % 100:02d}04.00009"
    return Paper(
        title="Trees Cut Short",
        url=f"https://arxiv.org/abs/{number}",
        published=f"{year}-04-03",
        sources=("arXiv",),
    )


def test_the_first_row_of_a_new_year_has_its_month_and_a_head_above_it() -> None:
    added = house_style.add(awesome.parse(MONTHS), _paper(2024), "L")
    assert added.block == (
        "### 2024\n\n| Month | Paper | Links |\n|:-----:|:------|:-----:|\n"
        "| 04 | **Trees Cut Short** | [paper](https://arxiv.org/abs/2404.00009) |"
    )
    assert added.text == MONTHS.replace("### 2023", f"{added.block}\n\n### 2023")


def test_the_number_of_a_month_is_no_running_number() -> None:
    added = house_style.add(awesome.parse(MONTHS), _paper(2023), "2023")
    assert added.block == "| 04 | **Trees Cut Short** | [paper](https://arxiv.org/abs/2304.00009) |"


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
def test_a_row_goes_into_no_merged_cell_and_merges_none(year: int) -> None:
    added = house_style.add(awesome.parse(MERGED), _paper(year), "S")
    assert "rowspan" not in added.block
    assert added.block.count("<td") == 2
    above = added.text[: added.text.index(added.block)]
    assert above.count("<tr>") in (1, 3, 6)


def test_places_that_a_merged_cell_reaches_over() -> None:
    rows = ['<td rowspan="3">', "<td>", "<td>", "<td rowspan='2'>", "<td>"]
    assert [outside_merged(rows, place) for place in range(6)] == [0, 0, 0, 3, 3, 5]


GROUPED = """# L

## S

<table>
  <tr><td>Name</td><td>Date</td><td>Paper</td></tr>
  <tr>
    <td colspan="3" align="center"><a id="1"></a> 📖 Walls</td>
  </tr>
  <tr>
    <td>WEED</td>
    <td>2023.03</td>
    <td><a href="https://arxiv.org/abs/2303.00003">Weeds in Walls of Towns</a></td>
  </tr>
  <tr>
    <td>MOSS</td>
    <td>2023.05</td>
    <td><a href="https://arxiv.org/abs/2305.00003">Moss on Stones of Old</a></td>
  </tr>
  <tr>
    <td colspan="3" align="center"><a id="2"></a> 📖 Lawns</td>
  </tr>
  <tr>
    <td></td>
    <td>2022.03</td>
    <td><a href="https://arxiv.org/abs/2203.00006">Lawns of the North</a></td>
  </tr>
</table>

## T

- [Trees of the South](https://arxiv.org/abs/2204.00006)
"""


@pytest.mark.parametrize(("group", "above"), [("📖 Walls", "Moss on Stones"), ("📖 Lawns", "Lawns of the North")])
def test_a_row_of_one_cell_over_all_columns_heads_the_rows_below_it(group: str, above: str) -> None:
    alist = awesome.parse(GROUPED)
    assert [entry.section[-1] for entry in alist.entries] == ["📖 Walls", "📖 Walls", "📖 Lawns", "T"]
    added = house_style.add(alist, _paper(2025), ("L", "S", group)).text
    assert added.index(above) < added.index("Trees Cut Short") < added.index("</tr>", added.index(above)) + 200
    assert len(added.splitlines()) == len(GROUPED.splitlines()) + 5


REACHING = """# L

<table>
  <tr><th>Group</th><th>Model</th><th>Paper</th><th>Size</th></tr>
  <tr><td rowspan="2">Walls</td><td>Ivy</td><td><a href="https://arxiv.org/abs/2303.00003">Ivy on Walls of Towns</a></td><td>7</td></tr>
  <tr><td>Moss</td><td><a href="https://arxiv.org/abs/2303.00004">Moss on Stones of Old</a></td><td>9</td></tr>
  <tr><td rowspan="1">Beds</td><td>Rose</td><td><a href="https://arxiv.org/abs/2303.00005">Roses and Their Thorns</a></td><td>8</td></tr>
</table>
"""


def test_cells_below_one_that_reaches_down_belong_to_their_own_columns() -> None:
    alist = awesome.parse(REACHING)
    assert [entry.tags for entry in alist.entries] == [
        ("Group: Walls", "Model: Ivy", "Size: 7"),
        ("Model: Moss", "Size: 9"),
        ("Group: Beds", "Model: Rose", "Size: 8"),
    ]
    block = house_style.add(alist, Paper(title="Lawns Again", url="https://arxiv.org/abs/2304.00001"), "L").block
    assert block.startswith(
        '  <tr><td></td><td></td><td><a href="https://arxiv.org/abs/2304.00001">Lawns Again</a></td>'
    )


def test_a_tag_below_a_cell_that_reaches_down_changes_in_its_own_cell() -> None:
    alist = awesome.parse(REACHING)
    after = house_style.restyle(alist, alist.entries[1], tags=("Model: Moss", "Size: 12"))
    assert after == REACHING.replace("<td>9</td>", "<td>12</td>")


def test_a_row_that_a_heading_cell_opens_is_an_entry() -> None:
    row = '<tr><th scope="row">{n}</th><td><a href="https://arxiv.org/abs/2303.0000{n}">Moss on {n} Stones</a></td><td>Ann Lee</td></tr>'
    rows = "\n".join(row.format(n=n) for n in (1, 2))
    text = f"# L\n\n<table>\n<tr><th>Day</th><th>Paper</th><th>By</th></tr>\n{rows}\n</table>\n"
    assert [entry.title for entry in awesome.parse(text).entries] == ["Moss on 1 Stones", "Moss on 2 Stones"]
