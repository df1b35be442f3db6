"""Tables whose rows leave out the cells they have nothing for: a newcomer has as many as it fills."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

SHORT = """# L

| Title | Venue | Date | Code | Data |
|:------|:-----:|:----:|:----:|:----:|
| [**Weeds in Walls**](https://arxiv.org/abs/2405.00001) | arXiv | 2024-05 |
| [**Hedges of All Kinds**](https://arxiv.org/abs/2404.00002) | arXiv | 2024-04 |
| [**Moss on Stones**](https://arxiv.org/abs/2403.00003) | ICML | 2024-03 | [Github](https://github.com/moss/stones) |
| [**Ivy in Small Towns**](https://arxiv.org/abs/2402.00004) | arXiv | 2024-02 |
| [**Lawns of the North**](https://arxiv.org/abs/2401.00005) | ICLR | 2024-01 | [Github](https://github.com/lawns/north) | [Data](https://huggingface.co/lawns/north) |
| [**Roses and Thorns**](https://arxiv.org/abs/2312.00006) | ACL | 2023-12 | [Github](https://github.com/roses/thorns) |
| [**Vines of the South**](https://arxiv.org/abs/2311.00007) | arXiv | 2023-11 |
"""


def _row(*code: Link) -> str:
    paper = Paper(
        title="Trees Cut Short",
        url="https://arxiv.org/abs/2406.00009",
        published="2024-06-03",
        code=code,
        sources=("arXiv",),
    )
    return house_style.add(awesome.parse(SHORT), paper, "L").block


def test_code_is_told_where_the_nearest_rows_have_no_cell_for_it() -> None:
    cells = _row(Link(label="Code", url="https://github.com/trees/cut")).split("|")
    assert cells[4].strip() == "[Github](https://github.com/trees/cut)"
    assert [cell.strip() for cell in cells[5:]] == [""]


def test_a_paper_without_code_has_the_short_row_of_its_kind() -> None:
    assert len(_row().split("|")) == 5


CODE = Link(label="Github", url="https://github.com/made-up/released")


@pytest.mark.parametrize(
    ("title", "behind"),
    [
        ("Weeds in Walls", " | arXiv | 2024-05 | [Github](https://github.com/made-up/released) |"),
        ("Lawns of the North", " | ICLR | 2024-01 | [Github](https://github.com/made-up/released) | [Data]("),
    ],
)
def test_released_code_finds_its_column_whatever_cells_the_row_has(title: str, behind: str) -> None:
    text = SHORT.replace("[Github](https://github.com/lawns/north)", "")
    alist = awesome.parse(text)
    entry = next(entry for entry in alist.entries if entry.title == title)
    row = house_style.restyle(alist, entry, code=(CODE,)).split("\n")[entry.line - 1]
    assert f"{entry.url}){behind}" in row


def test_released_code_is_an_html_link_in_a_row_of_html() -> None:
    cells = (
        '<tr><td>Walls of Kind {n}</td><td><a href="https://arxiv.org/abs/2401.0000{n}">paper</a></td><td></td></tr>\n'
    )
    rows = "".join(cells.format(n=n) for n in (1, 2))
    head = "<tr><th>Title</th><th>Paper</th><th>Code</th></tr>\n"
    alist = awesome.parse(f"# L\n\n<table>\n{head}{rows}</table>\n")
    row = house_style.restyle(alist, alist.entries[0], code=(CODE,)).split("\n")[4]
    assert row.endswith('<td><a href="https://github.com/made-up/released">Github</a></td></tr>')
