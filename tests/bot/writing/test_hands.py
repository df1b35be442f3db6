"""Hands that a list may be written in: every field is read, and the next paper is written as the five before it."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

_PAPERS = (
    Paper(title="Walls Told Apart", authors=("Ann Lee", "Bo Chen"), venue="ICML 2023", published="2023-04-02"),
    Paper(title="DUSK: Slow Walls of Stone", authors=("Cy Day", "Dee Eck", "Flo Gray"), venue="ACL 2024"),
    Paper(title="Long Gardens Under Low Bridges", authors=("Hal Ives", "Jo King"), venue="CVPR 2025"),
    Paper(title="MOSS: Growing Roots", authors=("Ned Orr", "Pia Quist", "Ray Sun", "Al Urn"), venue="ICLR 2024"),
    Paper(title="Rivers Counted Twice", authors=("Lou Vale", "Max Xu", "Eva Zorn"), venue="ICML 2025"),
    Paper(title="Slow Gardens and Low Rivers", authors=("Cy Eck", "Bo Vale"), venue="ACL 2023"),
    Paper(title="Hills and Walls for Walking", authors=("Gus Young", "Ida Lee"), venue="ACL 2025"),
)

_HANDS = {
    "people in brackets at the end of a line": "- [{t}]({u}). ({a}). {v} {y}. {y}.0{n}",
    "people in low italics": "1. [{t}]({u}). _{a}_. {v}, {y}. **{y}-0{n}**",
    "facts behind long dashes": "* [{t}]({u}) — <ins>{v}, {y}</ins> — ({y}.0{n}) — {a}",
    "a place behind In": "- ***{t}*** [[Paper]({u})] *{a}*. In {v}, {y}",
    "people and In": '- {y}-0{n}, "{t}", by {a}, In {v}, {y}, [Link]({u})',
    "people with a place in brackets": "1. **{t}** [PDF]({u}) Authors: {a} ({v} {y}) [{y}-0{n}]",
    "a place in italics before its year": "- {t} \\\n  *{a}* \\\n  *{v}*, {y} \\\n  [pdf]({u})",
    "a bold place behind a dash": "- {t} - **{v} {y}** - _{a}_ - ({y}.0{n}) - [[pdf]({u})]",
    "people introduced by a word": "- {t}, by {a}, {v} {y}, [arXiv]({u})",
    "people introduced by a label": "+ {t}, Authors: {a}, {v} {y}, [arXiv]({u})",
    "a quoted link behind a date": '1. **{y}-0{n}**, ["{t}"]({u}), *{a}*, *{v} {y}*',
    "a date first": "{y}.0{n} - {t} - by {a} - *{v} {y}* - [arXiv]({u})\n",
    "people on a line of their own first": "- *{a}* \\\n  {t} \\\n  **{v} {y}** \\\n  [pdf]({u})",
    "a date in brackets and italics twice": "({y}.0{n}), _{t}_, _{a}_, [pdf]({u}), {v} {y}",
    "a title of two names before its place": "1. *{t}*. ({v} {y}). [pdf]({u}). {a}",
    "a title before people in a row": "| {t} | [pdf]({u}) | *{a}* | {v} {y} |",
    "children behind plus signs": "+ **{t}**\n  + _{a}_\n  + {v} {y}\n  + [pdf]({u})",
    "a heading and lines of facts": "### **{t}**\n*{v} {y}*\n{a}\n[{y}/0{n}]\n([Paper]({u}))\n",
    "a linked heading and lines of facts": "### [{t}]({u})\n**[{v} {y}]**\n({y}.0{n})\nby {a}\n",
}


def _line(hand: str, paper: Paper, number: int) -> str:
    venue, year = paper.venue.split()
    values = {
        "t": paper.title,
        "u": _url(number),
        "a": ", ".join(paper.authors),
        "v": venue,
        "y": year,
        "n": number + 1,
    }
    return hand.format(**values)


def _url(number: int) -> str:
    return f"https://arxiv.org/abs/240{number + 1}.0000{number}"


def _list(hand: str) -> str:
    lines = [_line(hand, paper, number) for number, paper in enumerate(_PAPERS[:-1])]
    head = "| Title | Link | Authors | Venue |\n|---|---|---|---|\n" if hand.startswith("|") else ""
    return "# Papers\n\n## Gardens\n\n" + head + "\n".join(lines) + "\n"


@pytest.mark.parametrize("hand", _HANDS.values(), ids=_HANDS.keys())
def test_every_field_is_read(hand: str) -> None:
    entries = awesome.parse(_list(hand)).entries
    read = [(entry.title, entry.url, entry.authors, entry.venue.replace(",", "")) for entry in entries]
    assert [(title, url, people) for title, url, people, _ in read] == [
        (paper.title, _url(number), paper.authors) for number, paper in enumerate(_PAPERS[:-1])
    ]
    for (*_, venue), paper in zip(read, _PAPERS, strict=False):
        assert venue in (paper.venue, paper.venue.split()[0])


@pytest.mark.parametrize("hand", _HANDS.values(), ids=_HANDS.keys())
def test_the_next_paper_is_written_in_this_hand(hand: str) -> None:
    number = len(_PAPERS) - 1
    last = _PAPERS[number]
    paper = Paper(
        title=last.title,
        authors=last.authors,
        venue=last.venue,
        url=_url(number),
        date=f"{last.venue.split()[1]}-0{number + 1}",
        published="2025-07-03",
        sources=("arxiv",),
    )
    block = house_style.add(awesome.parse(_list(hand)), paper, ("Papers", "Gardens")).block
    assert block.rstrip("\n") == _line(hand, last, number).rstrip("\n")


def test_the_last_line_of_an_entry_without_links_is_not_broken() -> None:
    hand = "- [{t}]({u}) \\\n  *{a}* \\\n  {v} {y}"
    code = " \\\n  [Code](https://github.com/made-up/work{n})"
    lines = [_line(hand + code, paper, number) for number, paper in enumerate(_PAPERS[:-1])]
    alist = awesome.parse("# Papers\n\n## Gardens\n\n" + "\n".join(lines) + "\n")
    last = _PAPERS[-1]
    paper = Paper(
        title=last.title, authors=last.authors, venue=last.venue, url=_url(len(_PAPERS) - 1), sources=("arxiv",)
    )
    assert house_style.add(alist, paper, ("Papers", "Gardens")).block == _line(hand, last, len(_PAPERS) - 1)
