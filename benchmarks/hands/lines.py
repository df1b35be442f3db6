"""Hands of one line an entry, or of lines behind breaks: each part in a dress, in an order, set apart by a sign."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.hands.form import Form, shown
from benchmarks.hands.papers import values
from bot.model import Paper

_TITLE = {
    "plain": "{t}",
    "bold": "**{t}**",
    "italic": "*{t}*",
    "low italic": "_{t}_",
    "bold italic": "***{t}***",
    "quoted": '"{t}"',
    "curly": "“{t}”",
    "linked": "[{t}]({u})",
    "bold linked": "**[{t}]({u})**",
    "linked bold": "[**{t}**]({u})",
    "linked quoted": '["{t}"]({u})',
    "italic linked": "*[{t}]({u})*",
}
_PEOPLE = {
    "": "",
    "plain": "{a}",
    "italic": "*{a}*",
    "low italic": "_{a}_",
    "round": "({a})",
    "by": "by {a}",
    "small": "<sub>{a}</sub>",
    "named": "Authors: {a}",
}
_VENUE = {
    "": "",
    "plain": "{v} {y}",
    "comma": "{v}, {y}",
    "round": "({v} {y})",
    "square": "[{v} {y}]",
    "italic": "*{v} {y}*",
    "bold": "**{v} {y}**",
    "bold square": "**[{v} {y}]**",
    "code": "`{v} {y}`",
    "code square": "`[{v} {y}]`",
    "short": "{v}'{s}",
    "in": "In {v}, {y}",
    "name italic": "*{v}*, {y}",
    "underlined": "<ins>{v}, {y}</ins>",
    "badge": "![](https://img.shields.io/badge/{v}-{y}-blue)",
}
_DATE = {
    "": "",
    "dots": "{y}.{m}",
    "round dots": "({y}.{m})",
    "square": "[{y}-{m}]",
    "slash": "[{y}/{m}]",
    "code": "`{y}.{m}`",
    "words": "({w} {y})",
    "bold": "**{y}-{m}**",
}
_LINK = {
    "square": "[[{n}]({u})]",
    "plain": "[{n}]({u})",
    "outer": "[[{n}]]({u})",
    "round": "([{n}]({u}))",
    "bold": "[**{n}**]({u})",
    "code": "[`{n}`]({u})",
    "badge": "[![{n}](https://img.shields.io/badge/{n}-blue)]({u})",
    "picture": "[:page_facing_up:]({u})",
}
_LINK_GAP = (" ", ", ", " | ", " / ", " · ", "")
_GAP = (" ", ", ", ". ", " - ", " — ", " | ")
_BODY = ("- ", "* ", "+ ", "1. ", "n. ", "n) ", "### ", "")
_LAYOUT = ("line", "line", "line", "children", "breaks", "two blanks", "backslash", "indented")
_ORDERS = [
    ("title", "people", "venue", "date", "links"),
    ("title", "people", "venue", "date", "links"),
    ("title", "links", "people", "venue", "date"),
    ("title", "venue", "people", "date", "links"),
    ("title", "venue", "date", "links", "people"),
    ("date", "title", "people", "venue", "links"),
    ("venue", "title", "people", "date", "links"),
    ("venue", "title", "people", "links", "date"),
    ("people", "title", "venue", "date", "links"),
    ("date", "venue", "title", "people", "links"),
]
_NAMES = ("Paper", "paper", "pdf", "PDF", "arXiv", "Link")
_CODES = ("Code", "code", "GitHub", "Code")


@dataclass(frozen=True)
class Hand:
    """How one list writes: a dress a part, the order of the parts, what parts them, and what holds an entry."""

    title: str
    people: str
    venue: str
    date: str
    link: str
    gap: str
    link_gap: str
    body: str
    layout: str
    order: tuple[str, ...]
    name: str
    code: str


def drawn(draw: random.Random) -> Form:
    """A hand, each choice as likely as it stands in its list; where the first line is the title's, the title leads."""
    title = draw.choice(list(_TITLE))
    body, layout = draw.choice(_BODY), draw.choice(_LAYOUT)
    headed = body == "### " or layout == "children"  # the first line is the title's
    return _form(
        Hand(
            title=title,
            people=draw.choice(list(_PEOPLE)),
            venue=draw.choice(list(_VENUE)),
            date=draw.choice(["", *_DATE]),
            link=draw.choice(list(_LINK)),
            gap=draw.choice(_GAP),
            link_gap=draw.choice(_LINK_GAP),
            body=body,
            layout=layout,
            order=draw.choice(_ORDERS[:5] if headed else _ORDERS),
            name=draw.choice(_NAMES),
            code=draw.choice(_CODES),
        )
    )


def _form(hand: Hand) -> Form:
    return Form(
        choices={part: str(getattr(hand, part)) for part in hand.__dataclass_fields__},
        write=lambda paper, number: _written(hand, paper, number),
        shows=shown({"people": hand.people, "venue": hand.venue, "date": hand.date, "code": hand.link}),
        apart="\n" if hand.body in ("### ", "") else "",
        counted=hand.body.startswith("n"),
        dated=True,
    )


def _written(hand: Hand, paper: Paper, number: int) -> str:
    """The paper's entry in this hand."""
    told = values(paper)
    links = [_LINK[hand.link].format(n=hand.name, u=paper.url)] if "linked" not in hand.title else []
    links += [_LINK[hand.link].format(n=hand.code, u=link.url) for link in paper.code]
    parts = {
        "title": _TITLE[hand.title].format(**told),
        "people": _PEOPLE[hand.people].format(**told),
        "venue": _VENUE[hand.venue].format(**told),
        "date": _DATE[hand.date].format(**told),
        "links": hand.link_gap.join(links),
    }
    return _held(hand, [parts[part] for part in hand.order if parts[part]], number)


def _held(hand: Hand, told: Sequence[str], number: int) -> str:
    body = f"{number}{hand.body[1:]}" if hand.body.startswith("n") else hand.body
    indent = " " * len(body)
    if hand.body == "### ":
        return body + "\n".join(told) + "\n"
    match hand.layout:
        case "children" if hand.body in ("- ", "* ", "+ "):
            return body + f"\n  {hand.body}".join(told)
        case "breaks":
            return body + f" <br>\n{indent}".join(told)
        case "two blanks":
            return body + f"  \n{indent}".join(told)
        case "backslash":
            return body + f" \\\n{indent}".join(told)
        case "indented" if body.strip():
            return body + f"\n{indent}".join(told)
        case _:
            return body + hand.gap.join(told)
