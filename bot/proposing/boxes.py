"""The check boxes of a grouped proposal: members ⇄ the lines a person ticks, and the facts hidden behind them.

    - [x] [A Title](https://…), into **Pruning**: 83% likely, near two entries <!-- gleaner-box: arxiv:2301.00704 -->

Only a box that is there and empty is a no. A line that somebody removed says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from bot import escape
from bot.model import SECTION_SEPARATOR, Member
from bot.paper_json import paper_from, paper_to
from bot.telling.odds import percent

_SHOWN_URL = 500
_BOX = re.compile(r"^\s*[-*+] \[([ xX])\] .*<!-- gleaner-box: (\".*\") -->\s*$", re.MULTILINE)


def lines(members: Sequence[Member]) -> str:
    """One line per member, with a box where a person can still decide."""
    return "\n".join(_line(member) for member in members)


def _line(member: Member) -> str:
    url = member.paper.url if len(member.paper.url) <= _SHOWN_URL else ""
    name = escape.link(member.paper.title, url, limit=300)
    section = escape.markdown(SECTION_SEPARATOR.join(member.section), limit=200)
    if member.gone:
        return f"- {name}: {escape.markdown(member.gone, limit=200)}"
    into = f", into **{section}**" if section else ""
    why = f", {escape.markdown(member.why, limit=200)}" if member.why else ""
    twin = f"; may repeat {escape.markdown(member.twin, limit=200)}" if member.twin else ""
    box = escape.hidden(json.dumps(member.key))
    tick = "x" if member.ticked else " "
    return f"- [{tick}] {name}{into}: {percent(member.score)} likely{why}{twin} <!-- gleaner-box: {box} -->"


def as_ticked(members: Sequence[Member], body: str) -> tuple[Member, ...]:
    """The members, ticked or unticked as the boxes of a body are."""
    found: dict[str, bool] = {}
    for mark, key in _BOX.findall(body.replace("\r\n", "\n")):
        try:
            found[str(json.loads(key))] = mark != " "
        except ValueError:
            continue
    return tuple(replace(member, ticked=found.get(member.key, member.ticked)) for member in members)


# --- facts ------------------------------------------------------------------------------------------------------------


def facts(members: Sequence[Member]) -> list[dict[str, object]]:
    """The members as JSON; `members_of` is the inverse."""
    return [
        {
            "key": member.key,
            "paper": paper_to(member.paper),
            "section": list(member.section),
            "score": round(member.score, 4),
            "why": member.why,
            "twin": member.twin,
            "ticked": member.ticked,
            "written": member.written,
            "gone": member.gone,
        }
        for member in members
    ]


def members_of(record: object) -> tuple[Member, ...]:
    """Read members back; raises ValueError, TypeError or KeyError for what is not one."""
    if not isinstance(record, list):
        raise TypeError("expected a list of members")
    return tuple(_member(row) for row in record)


def _member(row: object) -> Member:
    if not isinstance(row, dict):
        raise TypeError("expected a member")
    words = {name: row[name] for name in ("key", "why", "twin", "gone")}
    if not all(isinstance(word, str) for word in words.values()):
        raise TypeError("expected text")
    return Member(
        **words,
        paper=paper_from(row["paper"]),
        section=tuple(str(name) for name in row["section"]),
        score=float(row["score"]),
        ticked=row["ticked"] is True,
        written=row["written"] is True,
    )
