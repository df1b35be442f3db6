"""Hands that set an entry out in cells, items or lines: every field is read, and the next paper is written likewise."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from bot import awesome, house_style
from bot.model import Entry, Link, Paper, paper_of

_SECTION = ("Papers", "Gardens")


@dataclass(frozen=True)
class Hand:
    """An entry with code and one without, and what stands before the first entry, behind the last, and between two."""

    coded: str
    bare: str
    head: str = ""
    tail: str = ""
    apart: str = ""
    shows: str = "people venue"

    def entry(self, number: int) -> str:
        """The entry of the paper of a number."""
        paper = _paper(number)
        venue, year = paper.venue.split()
        told = {"t": paper.title, "u": paper.url, "a": ", ".join(paper.authors), "v": venue, "y": year}
        more = {"n": str(number), "m": paper.date[5:], "tag": paper.tags[0], "i": paper.idea}
        code = paper.code[0].url if paper.code else ""
        return (self.coded if code else self.bare).format(c=code, **told, **more)

    def text(self) -> str:
        """A list of six papers."""
        entries = self.apart.join(self.entry(number) + "\n" for number in range(1, 7))
        return f"# Papers\n\n## Gardens\n\n{self.head}{entries}{self.tail}"


def _paper(number: int) -> Paper:
    titles = (
        "Walls Told Apart|DUSK: Slow Walls of Stone|Long Gardens Under Low Bridges|MOSS: Growing Roots|"
        "Rivers Counted Twice in Walls|Slow Gardens and Low Rivers|Hills and Walls for Walking"
    ).split("|")
    people = ("Ann Lee", "Bo Chen", "Cy Day", "Dee Eck", "Flo Gray", "Hal Ives", "Jo King", "Ned Orr", "Pia Quist")
    year = 2023 + number % 3
    return Paper(
        title=titles[number - 1],
        url=f"https://arxiv.org/abs/{year % 100}0{number}.0000{number}",
        authors=people[number - 1 : number + 1 + number % 2],
        venue=f"{('ICML', 'ACL', 'CVPR')[number % 3]} {year}",
        date=f"{year}-0{number}",
        published=f"{year}-0{number}-03",
        code=() if number in (2, 5) else (Link(label="", url=f"https://github.com/made-up/work{number}"),),
        tags=(("soil", "growth", "pruning")[number % 3],),
        idea=("Tells walls from weeds.", "Grows roots without water.", "Counts them twice.")[number % 3],
    )


_HANDS = {
    "a cell for what the paper is about": Hand(
        "| [{t}]({u}) | {a} | {v} {y} | {i} | [Code]({c}) |",
        "| [{t}]({u}) | {a} | {v} {y} | {i} | - |",
        "| Title | Authors | Venue | TL;DR | Code |\n|---|---|---|---|---|\n",
        shows="people venue idea",
    ),
    "a hidden key before the date, and a badge that names its venue": Hand(
        "| {t} | ![{v}](https://img.shields.io/badge/{v}-{y}-red) | <!-- {y}{m} -->{y}.{m} | [pdf]({u}) | <{c}> |",
        "| {t} | ![{v}](https://img.shields.io/badge/{v}-{y}-red) | <!-- {y}{m} -->{y}.{m} | [pdf]({u}) | TBD |",
        "| 标题 | 会议 | 日期 | 论文 | 代码 |\n|:-:|:-:|:-:|:-:|:-:|\n",
        shows="venue",
    ),
    "dressed tags in a row without outer bars": Hand(
        "`{tag}` | *{t}* | {a} | {v} {y} | [[pdf]]({u}) | [[code]]({c})",
        "`{tag}` | *{t}* | {a} | {v} {y} | [[pdf]]({u}) | 暂无",
        "Task | Paper | Authors | Venue | PDF | Code\n--- | --- | --- | --- | --- | ---\n",
        shows="people venue tags",
    ),
    "a counted row in HTML, a cell to a line": Hand(
        '<tr>\n  <td align="center">{n}</td>\n  <td align="center"><code>{tag}</code></td>\n'
        '  <td align="center"><i>{t}</i><br>{a}</td>\n  <td align="center">{v} {y}</td>\n'
        '  <td align="center"><a href="{u}">PDF</a></td>\n  <td align="center"><a href="{c}">Code</a></td>\n</tr>',
        '<tr>\n  <td align="center">{n}</td>\n  <td align="center"><code>{tag}</code></td>\n'
        '  <td align="center"><i>{t}</i><br>{a}</td>\n  <td align="center">{v} {y}</td>\n'
        '  <td align="center"><a href="{u}">PDF</a></td>\n  <td align="center">/</td>\n</tr>',
        "<table>\n<tr><th>No.</th><th>Task</th><th>Title</th><th>Venue</th><th>Link</th><th>Repo</th></tr>\n",
        "</table>\n",
        shows="people venue tags",
    ),
    "children under labels of several forms": Hand(
        "1. “{t}”\n   + 【作者】{a}\n   + `Venue` {v} {y}\n   + TL;DR：{i}\n   + Link：<{u}>\n   + Code：<{c}>",
        "1. “{t}”\n   + 【作者】{a}\n   + `Venue` {v} {y}\n   + TL;DR：{i}\n   + Link：<{u}>\n   + Code：暂无",
        shows="people venue idea",
    ),
    "children behind pictures": Hand(
        "- [**{t}**]({u})\n\t* 👥 {a}\n\t* 🏛️ {v} {y}\n\t* `{tag}`\n\t* 💡 {i}\n\t* 💻 [code]({c})",
        "- [**{t}**]({u})\n\t* 👥 {a}\n\t* 🏛️ {v} {y}\n\t* `{tag}`\n\t* 💡 {i}",
        shows="people venue tags idea",
    ),
    "a linked heading over a bold venue and paragraphs": Hand(
        "### {n}. [{t}]({u})\n\n*{a}*\n\n**{v} {y}**\n\n:link: [Code]({c})",
        "### {n}. [{t}]({u})\n\n*{a}*\n\n**{v} {y}**",
        apart="\n",
    ),
    "a heading over broken lines": Hand(
        "#### {t}\n\n*{v} {y}*  \n（{a}）  \n:link: [PDF]({u}), :link: [GitHub]({c})  \n{i}",
        "#### {t}\n\n*{v} {y}*  \n（{a}）  \n:link: [PDF]({u})  \n{i}",
        apart="\n",
        shows="people venue idea",
    ),
    "a fold whose summary links the title": Hand(
        '<details>\n<summary><a href="{u}">{t}</a></summary>\n\n* ({y}.0{n})\n* by {a}\n* {v} {y}\n'
        "* [**Code**]({c})\n\n</details>",
        '<details>\n<summary><a href="{u}">{t}</a></summary>\n\n* ({y}.0{n})\n* by {a}\n* {v} {y}\n\n</details>',
    ),
    "people under a label on the first of several lines": Hand(
        "- Authors: {a} \\\n  *{t}* \\\n  [{v} {y}] \\\n  [pdf]({u}) / [code]({c})",
        "- Authors: {a} \\\n  *{t}* \\\n  [{v} {y}] \\\n  [pdf]({u})",
    ),
    "a place before a title in italics": Hand(
        "+ In {v}, {y}, _{t}_, by {a}, ([pdf]({u}))([code]({c}))", "+ In {v}, {y}, _{t}_, by {a}, ([pdf]({u}))"
    ),
    "labelled tags before a break": Hand(
        "### [{t}]({u})\n**时间:** {y}-0{n}<br>\n**标签:** {tag}<br>\n**作者:** {a}<br>\n**发表:** {v} {y}<br>\n**代码:** {c}",
        "### [{t}]({u})\n**时间:** {y}-0{n}<br>\n**标签:** {tag}<br>\n**作者:** {a}<br>\n**发表:** {v} {y}<br>\n**代码:** 无",
        apart="\n",
        shows="people venue tags",
    ),
    "code by its picture before the paper's link": Hand(
        "| {v} {y} | [💻]({c}) | [[Link]]({u}) | *{t}* |",
        "| {v} {y} | - | [[Link]]({u}) | *{t}* |",
        "| 会议 | 代码 | 链接 | 论文 |\n|-|-|-|-|\n",
        shows="venue",
    ),
    "a fold over paragraphs": Hand(
        "<details><summary>{t}</summary>\n\nby {a}\n\n**{v} {y}**\n\n[PDF]({u}) [GitHub]({c})\n\n</details>",
        "<details><summary>{t}</summary>\n\nby {a}\n\n**{v} {y}**\n\n[PDF]({u})\n\n</details>",
        apart="\n",
    ),
}


@pytest.mark.parametrize("hand", _HANDS.values(), ids=_HANDS.keys())
def test_every_field_is_read(hand: Hand) -> None:
    entries = awesome.parse(hand.text()).entries
    assert [_told(entry, hand) for entry in entries] == [
        (paper.title, paper.url, *_facts(paper, hand)) for paper in map(_paper, range(1, 7))
    ]


def _told(entry: Entry, hand: Hand) -> tuple[object, ...]:
    read = replace(paper_of(entry), code=tuple(Link(label="", url=link.url) for link in entry.code))
    read = replace(read, tags=tuple(tag.rpartition(": ")[2] for tag in entry.tags), idea=entry.idea)
    return entry.title, entry.url, *_facts(read, hand)


def _facts(paper: Paper, hand: Hand) -> tuple[object, ...]:
    people = paper.authors if "people" in hand.shows else ()
    idea = paper.idea.rstrip(".") if "idea" in hand.shows else ""
    return (
        people,
        paper.venue.partition(" ")[0].rstrip(","),
        paper.code,
        paper.tags if "tags" in hand.shows else (),
        idea,
    )


@pytest.mark.parametrize("hand", _HANDS.values(), ids=_HANDS.keys())
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_next_paper_is_set_out_likewise(hand: Hand, newline: str) -> None:
    paper = replace(_paper(7), date="", sources=("arxiv",))
    paper = replace(paper, tags=paper.tags if "tags" in hand.shows else ())
    paper = replace(paper, idea=paper.idea if "idea" in hand.shows else "")
    alist = awesome.parse(hand.text().replace("\n", newline))
    block = house_style.add(alist, paper, _SECTION).block
    assert block.rstrip("\r\n") == hand.entry(7).replace("\n", newline)


def test_another_hand_in_the_next_section_lends_nothing() -> None:
    own = Hand("- {t}\n  - *{a}*\n  - [pdf]({u})\n  - [code]({c})", "- {t}\n  - *{a}*\n  - [pdf]({u})")
    other = "".join(
        f"1. **{_paper(n).title} II**, ICML 2024, [x](https://openreview.net/forum?id=a{n})\n" for n in (1, 2, 3, 4)
    )
    text = f"{own.text()}\n## Rivers\n\n{other}"
    block = house_style.add(
        awesome.parse(text), replace(_paper(7), tags=(), idea="", sources=("arxiv",)), _SECTION
    ).block
    assert block == own.entry(7)


def test_a_row_of_a_table_is_none_of_the_list_of_items_beside_it() -> None:
    row = _HANDS["a counted row in HTML, a cell to a line"]
    items = "".join(
        f'<li><a href="https://arxiv.org/abs/2401.1000{n}">Low Hills {n} of Stone</a></li>\n' for n in range(5)
    )
    text = f"{row.text()}\n## Rivers\n\n<ul>\n{items}</ul>\n"
    assert house_style.add(awesome.parse(text), replace(_paper(7), idea=""), _SECTION).block.count("<td") == 6


def test_a_badge_that_links_by_reference_is_one_link() -> None:
    badge = "[![Code](https://img.shields.io/badge/Code-blue)]"
    line = "- {t}. [pdf]({u}) " + badge
    entries = "".join(
        line.format(t=paper.title, u=paper.url) + f"[c{n}]\n" for n, paper in enumerate(map(_paper, (1, 3, 4, 6)))
    )
    notes = "".join(f"[c{n}]: {_paper(number).code[0].url}\n" for n, number in enumerate((1, 3, 4, 6)))
    alist = awesome.parse(f"# Papers\n\n## Gardens\n\n{entries}\n{notes}")
    assert [entry.code[0].url for entry in alist.entries] == [_paper(n).code[0].url for n in (1, 3, 4, 6)]
    paper = replace(_paper(7), authors=(), venue="", tags=(), idea="", sources=("arxiv",))
    block = house_style.add(alist, paper, _SECTION).block
    assert block == line.format(t=paper.title, u=paper.url) + f"({paper.code[0].url})"
