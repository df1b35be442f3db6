"""Lists that give each work a table of its own, with one row: a picture, the title, people with home pages, links."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper

WORK = """<table> <tbody> <tr> <td align="left" width=250>
<a href="{page}"><img src="pictures/{name}.jpg"/></a></td>
<td align="left" width=550>{title}<br>
{people}<br>
In {venue}<br>
<a href="https://arxiv.org/pdf/{id}.pdf">[Paper]</a>{more}
</td></tr></tbody></table>


"""
LEE = '<a href="https://lee.example.org/">Ann Lee</a>'
LISTED = (
    "# Hedges\n\n**Hedge Papers** is a paper collection about hedges. Write to [Ann Lee](https://lee.example.org/).\n\n"
)
LISTED += "".join(
    WORK.format(page=page, name=name, title=title, people=people, venue=venue, id=number, more=more)
    for page, name, title, people, venue, number, more in [
        (
            "https://github.com/lee/leaves",
            "lee",
            "Leaves on Old Hedges: A View",
            f'{LEE}, \nBo Chen, \n<a href="https://day.example.org/">Cy Day</a>',
            "ICML 2018",
            "1801.00001",
            '\n<a href="https://github.com/lee/leaves">[Project]</a>',
        ),
        ("https://arxiv.org/pdf/1702.00002.pdf", "ivy", "Ivy in Old Gates", LEE, "arXiv 2017", "1702.00002", ""),
        (
            "https://github.com/eng/moss",
            "eng",
            "Moss on Old Stones",
            f"{LEE}, \nEd Fox",
            "NIPS 2016",
            "1603.00003",
            '\n<a href="https://github.com/eng/moss">[Project]</a>',
        ),
    ]
)


def test_a_table_with_one_row_is_one_entry() -> None:
    entries = awesome.parse(LISTED).entries
    assert [(entry.title, entry.authors, entry.venue) for entry in entries] == [
        ("Leaves on Old Hedges: A View", ("Ann Lee", "Bo Chen", "Cy Day"), "ICML 2018"),
        ("Ivy in Old Gates", ("Ann Lee",), "arXiv 2017"),
        ("Moss on Old Stones", ("Ann Lee", "Ed Fox"), "NIPS 2016"),
    ]
    assert entries[0].url == "https://arxiv.org/pdf/1801.00001.pdf"
    assert awesome.remove(awesome.parse(LISTED), entries[1]).count("<table") == 2


def test_a_newcomer_gets_a_table_of_its_own_without_anothers_picture() -> None:
    paper = Paper(
        title="Tides: Routing Water",
        url="https://arxiv.org/abs/2510.00009",
        arxiv_id="2510.00009",
        authors=("Kim Low", "Max Ney"),
        published="2025-10-02",
        code=(Link(label="Code", url="https://github.com/low/tides"),),
        sources=("arXiv",),
    )
    added = house_style.add(awesome.parse(LISTED), paper, "Hedges")
    assert added.block == (
        '<table> <tbody> <tr> <td align="left" width=250>\n</td>\n<td align="left" width=550>Tides: Routing Water<br>\n'
        "Kim Low, Max Ney<br>\nIn arXiv 2025<br>\n"
        '<a href="https://arxiv.org/pdf/2510.00009.pdf">[Paper]</a>\n'
        '<a href="https://github.com/low/tides">[Project]</a>\n</td></tr></tbody></table>'
    )
    assert len(awesome.parse(added.text).entries) == len(awesome.parse(LISTED).entries) + 1
