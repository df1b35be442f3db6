"""Sections that are years or months: the group a paper belongs to, and the heading of one that is not there yet.

A list that groups by date asks for a new heading when its first paper of a new month comes. It is written as the
newest group's heading is, with the other date, and set where the order of the groups puts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.awesome import AwesomeList
from bot.model import Insertion, Paper
from bot.placing.placement import arxiv_time
from bot.reading import dates
from bot.reading.blocks import Kind
from bot.reading.outline import Heading, heading_name
from bot.writing.facts import Facts

_WORDS = re.compile(r"(?:years?|papers?|in|of|the|年)", re.IGNORECASE)
_SINGLE = (Kind.HEADING, Kind.TEXT, Kind.BULLET)
_LEAST = 2
"""This many dated sisters make a pattern."""


@dataclass(frozen=True, slots=True)
class Group:
    """A dated heading: its number in the list, its date (month 0 for a whole year) and the date as printed."""

    heading: int
    year: int
    month: int
    printed: str

    @property
    def date(self) -> tuple[int, int]:
        return self.year, self.month


@dataclass(frozen=True, slots=True)
class Fresh:
    """A group that is missing: the newest one there, whose heading is the pattern, and what the new date reads."""

    newest: Group
    printed: str
    falling: bool


def home(alist: AwesomeList, heading: int, paper: Paper) -> int | Fresh:
    """Where a paper goes that was given to a dated section, or to one whose parts are dated.

    The number of the section, another one's where the named one holds dated groups alone, or the group to be made.
    """
    named = group_of(alist, heading)
    parent = alist.headings[heading].parent if named else heading
    groups = [group for n, h in enumerate(alist.headings) if h.parent == parent and (group := group_of(alist, n))]
    if len(groups) < _LEAST or (not named and alist.units_of(heading)):
        return heading
    groups = [group for group in groups if bool(group.month) == bool(groups[0].month)]
    falling = all(a.date >= b.date for a, b in pairwise(groups))
    rising = all(a.date <= b.date for a, b in pairwise(groups))
    if falling == rising:
        return heading
    newest = groups[0] if falling else groups[-1]
    return _chosen(alist, heading, paper, groups, newest, falling=falling, named=named)


def _chosen(
    alist: AwesomeList,
    heading: int,
    paper: Paper,
    groups: list[Group],
    newest: Group,
    *,
    falling: bool,
    named: Group | None,
) -> int | Fresh:
    """The dated group of a paper: a person who named one meant it, unless it is the newest and the paper is newer."""
    known = [day for day in (Facts(paper).day, _arxiv_day(paper)) if day]
    told = [(day.year, day.month if newest.month else 0) for day in known if day.month or not newest.month]
    if not told or (named and named != newest):
        return heading
    if min(told) > newest.date and (paper.year or told[0][0]) >= told[0][0]:
        printed = _printed(newest, *told[0])
        return Fresh(newest, printed, falling) if printed and _is_plain(alist, newest.heading) else heading
    if named:
        return heading
    return next((group.heading for group in groups if group.date == told[0]), heading)


def group_of(alist: AwesomeList, heading: int) -> Group | None:
    """The date a heading consists of, None for a heading with other words."""
    if heading < 0 or heading >= len(alist.headings) or alist.headings[heading].entries < 0:
        return None
    name = heading_name(alist.headings[heading].raw)
    found = dates.DATE.search(name)
    if found is None:
        found = dates.YEAR.search(name)
    if found is None or re.search(r"\w", _WORDS.sub("", name[: found.start()] + name[found.end() :])):
        return None
    day = dates.Day(int(found[0])) if found[0].isdecimal() else dates.read(found[0])
    return Group(heading, day.year, day.month, found[0]) if day and not day.day else None


def _arxiv_day(paper: Paper) -> dates.Day | None:
    time = arxiv_time(paper.url)
    return dates.Day(int(time) // 12, int(time) % 12 + 1) if time else None


def _printed(newest: Group, year: int, month: int) -> str:
    if not newest.month:
        return str(year)
    form = dates.form_of(newest.printed)
    return (dates.printed(dates.Day(year, month), form[0]) or "") if form else ""


def _is_plain(alist: AwesomeList, heading: int) -> bool:
    """Whether the heading is one line that can be written again: no setext, no `<summary>`, no page element."""
    line = alist.headings[heading].line
    below = alist.lines[line + 1] if line + 1 < len(alist.lines) else None
    return alist.lines[line].kind in _SINGLE and (below is None or below.kind is not Kind.BREAK)


def headed(alist: AwesomeList, fresh: Fresh, block: str, newline: str) -> Insertion:
    """The list with a new group of one entry: heading, blank lines as the newest group has them, and the entry."""
    newest = alist.headings[fresh.newest.heading]
    line = alist.lines[newest.line]
    title = alist.text[line.start : line.end].replace(fresh.newest.printed, fresh.printed)
    units = alist.units_of(fresh.newest.heading)
    lead = _blanks(alist, newest.line, units[0].first) if units else 1
    part = title + newline * (1 + lead) + block
    gap = newline + _gap(alist, newest, newline)
    if fresh.falling:
        text = alist.text[: line.start] + part + gap + alist.text[line.start :]
        return Insertion(text=text, block=part, line=newest.line + 1)
    last = units[-1].last if units else newest.line
    end = alist.lines[last].end
    text = alist.text[:end] + gap + part + alist.text[end:]
    return Insertion(text=text, block=part, line=last + 1 + gap.count("\n"))


def _gap(alist: AwesomeList, newest: Heading, newline: str) -> str:
    """The blank lines, and the rule among them, in front of a group's heading that stands behind another group's entries."""
    sisters = [heading for heading in alist.headings if heading.parent == newest.parent and heading.line > 0]
    line = (sisters[1:] or sisters or [newest])[0].line
    above = line - 1
    while above >= 0 and alist.lines[above].kind in (Kind.BLANK, Kind.BREAK):
        above -= 1
    between = alist.lines[above + 1 : line]
    return "".join(alist.text[one.start : one.end] + newline if one.kind is Kind.BREAK else newline for one in between)


def _blanks(alist: AwesomeList, above: int, below: int) -> int:
    return sum(alist.lines[n].kind is Kind.BLANK for n in range(above + 1, below))
