"""Measure the list editor on lists in hands drawn at random: how parts are dressed, ordered and set apart.

usage: python -m benchmarks.hands [--hands 300] [--seed 1] [--show N] [--of PART=DRESS]
A hand is a place for each part of an entry (title, people, venue, date, links), a dress for each, what parts them, and
what holds the entry. Each list has eight made-up papers in one hand and no slip, so what the ninth looks like is
known: every miss is a fault. Printed: lists whose every field is read right, entries written again byte for byte from
their fields, new papers written as the hand would, and the dresses that fail most. `--show` prints that many failures.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot import awesome, house_style
from bot.errors import GleanerError
from bot.model import Entry, Link, Paper, paper_of

PAPERS = 8

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
_WORDS = "Walking Long Gardens Stone Slow Rivers Low Bridges Brighter Hills Growing Telling Roots Walls Counted".split()
_JOINS = "Through of and Under Toward for in".split()
_LAST = "Lee Chen Day Eck Gray Ives King Moss Orr Quist Sun Urn Vale Xu Young Zorn".split()
_FIRST = "Ann Bo Cy Dee Eva Flo Gus Hal Ida Jo Kim Lou Max Ned Pia Ray".split()
_PLACES = ("ICML", "NeurIPS", "ICLR", "CVPR", "ACL", "EMNLP")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


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


def main() -> int:
    """Print the sums and the dresses that fail most."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hands", type=int, default=300)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--of", default="", help="only hands with this dress, as `title=italic`")
    args = parser.parse_args()
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for number in range(args.hands):
        draw = random.Random(f"{args.seed}/{number}")  # noqa: S311  # a sample, not a secret
        hand = drawn(draw)
        if args.of and args.of not in _dresses(hand):
            continue
        papers = [_paper(draw, n) for n in range(PAPERS + 1)]
        faults = list(_faults(hand, papers))
        tried.update(("all", *_dresses(hand)))
        wrong.update(set(_dresses(hand)) if faults else ())
        failed.update({fault.split(":", 1)[0] for fault in faults} | ({"any"} if faults else set()))
        if faults and failed["any"] <= args.show:
            print(f"--- {number}: {hand}", *faults, sep="\n")
    for what, count in sorted(failed.items()):
        print(f"{what}: {count} of {tried['all']} hands")
    for dress, count in sorted(wrong.items(), key=lambda item: -item[1] / tried[item[0]])[:25]:
        print(f"  {dress}: {count} of {tried[dress]}")
    return 0


def drawn(draw: random.Random) -> Hand:
    """A hand, each choice as likely as it stands in its list; where the first line is the title's, the title leads."""
    title = draw.choice(list(_TITLE))
    body, layout = draw.choice(_BODY), draw.choice(_LAYOUT)
    headed = body == "### " or layout == "children"  # the first line is the title's
    return Hand(
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


def _dresses(hand: Hand) -> list[str]:
    return [f"{part}={getattr(hand, part)}" for part in hand.__dataclass_fields__]


def _paper(draw: random.Random, number: int) -> Paper:
    words = draw.sample(_WORDS, draw.randint(4, 7))
    words[2:2] = [draw.choice(_JOINS)]
    named = draw.choice((True, False)) and "".join(draw.sample("ABDEGLMNRST", 4))
    title = (f"{named}: " if named else "") + " ".join(words)
    year, month = draw.choice((2023, 2024, 2025)), draw.randint(1, 12)
    people = tuple(f"{draw.choice(_FIRST)} {draw.choice(_LAST)}" for _ in range(draw.randint(2, 5)))
    slug = (named or words[0]).lower()
    return Paper(
        title=title,
        url=f"https://arxiv.org/abs/{year % 100}{month:02}.{draw.randint(1000, 9999)}{number}",
        authors=tuple(dict.fromkeys(people)),
        venue=f"{draw.choice(_PLACES)} {year}",
        date=f"{year}-{month:02}",
        published=f"{year}-{month:02}-11",
        code=(Link(label="", url=f"https://github.com/made-up/{slug}{number}"),) if draw.random() < 0.6 else (),
    )


def written(hand: Hand, paper: Paper, number: int) -> str:
    """The paper's entry in this hand."""
    venue, _, year = paper.venue.rpartition(" ")
    month = int(paper.date[5:7])
    values = {
        "t": paper.title,
        "u": paper.url,
        "a": ", ".join(paper.authors),
        "v": venue,
        "y": year,
        "s": year[2:],
        "m": f"{month:02}",
        "w": _MONTHS[month - 1],
    }
    links = [_LINK[hand.link].format(n=hand.name, u=paper.url)] if "linked" not in hand.title else []
    links += [_LINK[hand.link].format(n=hand.code, u=link.url) for link in paper.code]
    parts = {
        "title": _TITLE[hand.title].format(**values),
        "people": _PEOPLE[hand.people].format(**values),
        "venue": _VENUE[hand.venue].format(**values),
        "date": _DATE[hand.date].format(**values),
        "links": hand.link_gap.join(links),
    }
    told = [parts[part] for part in hand.order if parts[part]]
    return _held(hand, told, number)


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


def _list(hand: Hand, papers: Sequence[Paper]) -> str:
    apart = "\n" if hand.body in ("### ", "") else ""
    blocks = (written(hand, paper, number) + "\n" for number, paper in enumerate(papers, 1))
    return "# Papers\n\n## Gardens\n\n" + apart.join(blocks)


def _faults(hand: Hand, papers: Sequence[Paper]) -> Iterator[str]:
    text = _list(hand, papers[:-1])
    alist = awesome.parse(text)
    if len(alist.entries) != PAPERS:
        yield f"count: {len(alist.entries)}\n{text[:400]}"
        return
    for entry, paper in zip(alist.entries, papers, strict=False):
        if fault := _misread(hand, entry, paper):
            yield f"read: {fault}\n{alist.block(awesome.unit_of(alist, entry))}"
            break
    for entry in alist.entries:
        own = alist.block(awesome.unit_of(alist, entry))
        got = _added(awesome.remove(alist, entry), paper_of(entry), entry.section)
        if _uncounted(got) != _uncounted(own):
            yield f"again:\n  {own!r}\n  {got!r}"
            break
    want = written(hand, papers[-1], PAPERS + 1).rstrip("\n")
    got = _new(alist.text, papers[-1])
    if got not in (want, written(hand, papers[-1], 1).rstrip("\n")):
        yield f"new:\n  {want!r}\n  {got!r}"


def _uncounted(block: str) -> str:
    """A block without its number: a paper of today counts on, and fills no hole."""
    return re.sub(r"^\d+", "", block)


def _new(text: str, paper: Paper) -> str:
    return _added(text, replace(paper, sources=("arxiv",)), ("Papers", "Gardens")).rstrip("\n")


def _added(text: str, paper: Paper, section: tuple[str, ...]) -> str:
    try:
        return house_style.add(awesome.parse(text), paper, section).block
    except GleanerError as error:
        return f"refused: {error}"


def _misread(hand: Hand, entry: Entry, paper: Paper) -> str:
    """The first field that is not what the hand printed, "" where all are."""
    if entry.title != paper.title:
        return f"title {entry.title!r}"
    if entry.url != paper.url:
        return f"url {entry.url!r}"
    if entry.authors != (paper.authors if hand.people else ()):
        return f"people {entry.authors}"
    if [link.url for link in entry.code] != [link.url for link in paper.code]:
        return f"code {entry.code}"
    venue = paper.venue.partition(" ")[0] if hand.venue else ""
    if not entry.venue.startswith(venue) or bool(entry.venue) != bool(venue):
        return f"venue {entry.venue!r}"
    if hand.date and not entry.date:
        return "date missing"
    return ""


if __name__ == "__main__":
    sys.exit(main())
