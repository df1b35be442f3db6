"""Sections that are years or months: the group a paper belongs to, and the heading of one that is not there yet.

A list that groups by date asks for a new heading when its first paper of a new month comes. It is written as the
newest group's is, with all that opens and closes that one (its fold, the head of its table, a way back to the top), and
set where the order of the groups puts it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.awesome import AwesomeList
from bot.model import Insertion, Paper
from bot.placing import hangers_on
from bot.placing.placement import arxiv_time
from bot.reading import dates
from bot.reading.blocks import Kind, is_anchor
from bot.reading.outline import Unit, heading_name
from bot.writing.facts import Facts
from bot.writing.splice import table_head

_WORDS = re.compile(r"(?:years?|papers?|published|publications?|articles?|works?|in|of|from|the|年)", re.IGNORECASE)
_COUNT = re.compile(r"\s*[(（\[]\s*\d+(?: [a-z]+)?\s*[)）\]]\s*$")
"""How many papers a group holds, as its heading may say."""
_TURNED = re.compile(
    r"(?<!\d)(?:19|20)\d\d[ ,./-]{1,3}" + dates.MONTH + r"\b\.?|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?!\d)",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"{dates.MONTH}\.?|(?:1[0-2]|0?[1-9])月?", re.IGNORECASE)
_OLDER = re.compile(r"\b(?:older|before|earlier|prior|previous|early|pre)\b|[≤<]|之前|以前|更早", re.IGNORECASE)
"""Words of a section for all that is older than the groups."""
_SINGLE = (Kind.HEADING, Kind.TEXT, Kind.BULLET)
_CLOSING = re.compile(r"\s*(?:</?(?:details|br|p|div|a|sub|b)\b.*|.*\]\(#[^()]*\)\W*)", re.IGNORECASE)
"""A line behind a group's entries that is part of it: the end of its fold, a way back to the top."""
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
    """A group that is missing: all that are there, the one written like, and what the new date reads.

    `inner` is the first of the pattern's own dated groups, where it holds such, with what its date reads; `before` the
    group that the new one goes in front of, None behind the last.
    """

    groups: tuple[Group, ...]
    newest: Group
    printed: str
    before: Group | None
    inner: tuple[Group, str] | None = None

    @property
    def like(self) -> int:
        """The section whose entries the first one is written like."""
        return self.inner[0].heading if self.inner else self.newest.heading


def home(alist: AwesomeList, heading: int, paper: Paper) -> int | Fresh:
    """Where a paper goes that was given to a dated section, or to one whose parts are dated.

    The number of the section, another one's where the named one holds dated groups alone, or the group to be made.
    """
    named = group_of(alist, heading)
    told = _told(paper)
    if named and not alist.units_of(heading) and _groups(alist, heading):
        found = _inside(alist, heading, told)  # a year that holds months
        if not told or told.date[0] <= named.year:
            return found
    if not named:
        return _inside(alist, heading, told)
    groups = _groups(alist, alist.headings[heading].parent)
    newest = max(groups, key=lambda group: group.date, default=None)
    if newest is None or named.heading != newest.heading or not told or _cut(told.date, newest) <= newest.date:
        return heading  # a person who named one meant it
    return _missing(alist, groups, told) or heading


def _inside(alist: AwesomeList, heading: int, told: _Told | None) -> int | Fresh:
    """The dated group below a heading that a paper belongs to, the heading itself where it holds entries of its own."""
    groups = _groups(alist, heading)
    if not groups or alist.units_of(heading):
        return heading
    newest = max(groups, key=lambda group: group.date)
    if told is None or (newest.month and not told.date[1]):
        of_year = [group for group in groups if told and group.year == told.date[0]]
        return _inside(alist, max(of_year, key=lambda group: group.date, default=newest).heading, None)
    date = _cut(told.date, newest)
    if same := next((group for group in groups if group.date == date), None):
        return _inside(alist, same.heading, told)
    if date < min(group.date for group in groups) and (older := _for_older(alist, heading)) >= 0:
        return older
    nearest = min(groups, key=lambda group: abs((group.year - date[0]) * 12 + group.month - date[1]))
    return _missing(alist, groups, told) or _inside(alist, nearest.heading, None)


def _groups(alist: AwesomeList, parent: int) -> list[Group]:
    """The dated groups right below a heading in printed order, [] where they make no pattern."""
    found = [group for n, h in enumerate(alist.headings) if h.parent == parent and (group := group_of(alist, n))]
    found = [group for group in found if bool(group.month) == bool(found[0].month)]
    if len(found) < _LEAST:
        alone = found and (len(_groups(alist, found[0].heading)) >= _LEAST or _for_older(alist, parent) >= 0)
        return found if alone else []
    falling = all(a.date >= b.date for a, b in pairwise(found))
    rising = all(a.date <= b.date for a, b in pairwise(found))
    return found if falling != rising else []


@dataclass(frozen=True, slots=True)
class _Told:
    """The year and month a paper goes by, month 0 where it is not known, and the earliest it is known by."""

    date: tuple[int, int]
    first: tuple[int, int]


def _told(paper: Paper) -> _Told | None:
    known = [(day.year, day.month) for day in (Facts(paper).day, _arxiv_day(paper)) if day]
    years = [(paper.year, 12)] if paper.year else []
    return _Told(known[0], min([*known, *years])) if known else None


def _cut(date: tuple[int, int], like: Group) -> tuple[int, int]:
    """A date as far as groups tell theirs."""
    return date if like.month else (date[0], 0)


def _for_older(alist: AwesomeList, parent: int) -> int:
    """The section below a heading that holds what is older than its groups, -1 where there is none."""
    sisters = (n for n, h in enumerate(alist.headings) if h.parent == parent and alist.units_of(n))
    return next((n for n in sisters if _OLDER.search(heading_name(alist.headings[n].raw))), -1)


def _missing(alist: AwesomeList, groups: Sequence[Group], told: _Told) -> Fresh | None:
    """The group of a date that is not there, None where its heading cannot be written."""
    newest = max(groups, key=lambda group: group.date)
    date = _cut(told.date, newest)
    if (newest.month and not date[1]) or date > newest.date >= _cut(told.first, newest):
        return None  # nobody opens a month for a paper that may be older
    falling = groups[0].date > groups[-1].date or (len(groups) == 1 and date > newest.date)
    before = next((group for group in groups if (group.date < date if falling else group.date > date)), None)
    printed = _printed(groups, newest, date)
    inner = _first_inner(alist, newest, told)
    if not printed or not _is_plain(alist, newest.heading) or (inner and not inner[1]):
        return None
    return Fresh(tuple(groups), newest, printed, before, inner)


def _first_inner(alist: AwesomeList, newest: Group, told: _Told) -> tuple[Group, str] | None:
    """The first dated group inside of one, and what the heading of a paper's own reads there."""
    within = [] if alist.units_of(newest.heading) else _groups(alist, newest.heading)
    return (within[0], _printed(within, within[0], told.date)) if within else None


def group_of(alist: AwesomeList, heading: int) -> Group | None:
    """The date a heading consists of, None for a heading with other words; a month alone is one of the year above it."""
    if heading < 0 or heading >= len(alist.headings) or alist.headings[heading].entries < 0:
        return None
    name = _COUNT.sub("", heading_name(alist.headings[heading].raw))
    found = dates.DATE.search(name) or _TURNED.search(name) or dates.SHORT.fullmatch(name) or dates.YEAR.search(name)
    if found is None:
        year = group_of(alist, alist.headings[heading].parent) if _MONTH_ALONE.fullmatch(name) else None
        day = dates.read(_full(year.year, name)) if year and not year.month else None
        return Group(heading, day.year, day.month, name) if day else None
    if re.search(r"\w", _WORDS.sub("", name[: found.start()] + name[found.end() :])):
        return None
    day = dates.Day(int(found[0])) if dates.YEAR.fullmatch(found[0]) else dates.read(found[0])
    return Group(heading, day.year, day.month, found[0]) if day and not day.day else None


def _full(year: int, month: str) -> str:
    """A month that is printed alone, with its year in front."""
    return f"{year}{'年' if month.endswith('月') else '.' if month.isdecimal() else ' '}{month}"


def _arxiv_day(paper: Paper) -> dates.Day | None:
    time = arxiv_time(paper.url)
    return dates.Day(int(time) // 12, int(time) % 12 + 1) if time else None


def _printed(groups: Sequence[Group], newest: Group, date: tuple[int, int]) -> str:
    """A date as the headings of groups print theirs, "" where it is not known so far."""
    if not newest.month:
        return str(date[0])
    alone = _MONTH_ALONE.fullmatch(newest.printed) is not None
    texts = [_full(group.year, group.printed) if alone else group.printed for group in groups]
    forms = dates.usual([form for text in texts if (form := dates.form_of(text))])
    printed = (dates.printed(dates.Day(*date), forms[0]) or "") if forms else ""
    return printed[5 if alone else 0 :]


def _is_plain(alist: AwesomeList, heading: int) -> bool:
    """Whether the heading can be written again: it has one line, underlined or not, a page element ends in it."""
    line = alist.headings[heading].line
    text = _line(alist, line)
    return alist.lines[line].kind in _SINGLE or "<summary" in text.lower() or _ELEMENT.fullmatch(text) is not None


_ELEMENT = re.compile(r"\s*<h(?P<rank>[1-6])\b[^<>]*>(?:(?!</?h[1-6]).)*</h(?P=rank)>\s*", re.IGNORECASE)
_ID = re.compile(
    r"<a\s+(?:id|name)\s*=\s*(?:\"[^\"]*\"|'[^']*')\s*>\s*</a>\s?|\s+id\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE
)
"""An anchor in a heading, or its id."""


def _line(alist: AwesomeList, line: int) -> str:
    return alist.text[alist.lines[line].start : alist.lines[line].end]


def headed(alist: AwesomeList, fresh: Fresh, block: str, newline: str) -> Insertion:
    """The list with a new group of one entry: what opens the newest group, with the new date, the entry, what closes it."""
    part = _lead(alist, fresh, newline) + block
    closing, gap = _between(alist, fresh.groups, newline)
    if fresh.before:
        first = _start(alist, fresh.before.heading)
        at = alist.lines[first].start
        return _put(alist, at, ("", part + closing, gap), first + 1)
    last = _last(alist, fresh.groups[-1], fresh.groups)
    at = alist.lines[last].end
    if closing and alist.text.startswith(closing, at):
        at += len(closing)
    return _put(alist, at, (gap, part + closing, ""), alist.text.count("\n", 0, at) + 1 + gap.count("\n"))


def _put(alist: AwesomeList, at: int, parts: tuple[str, str, str], line: int) -> Insertion:
    """The list with a new block at an offset, and what parts it from the text above and below."""
    return Insertion(text=alist.text[:at] + "".join(parts) + alist.text[at:], block=parts[1], line=line)


def _lead(alist: AwesomeList, fresh: Fresh, newline: str) -> str:
    """What stands from the start of the newest group to its first entry, with the new dates; no words of its own."""
    heading = alist.headings[fresh.newest.heading].line
    dated = {heading: (fresh.newest.printed, fresh.printed)}
    if fresh.inner:
        dated[alist.headings[fresh.inner[0].heading].line] = (fresh.inner[0].printed, fresh.inner[1])
    units = alist.units_of(fresh.like)
    first = units[0].first if units else heading + 1
    start = _start(alist, fresh.newest.heading)
    plain = (line for line in range(start, first) if alist.lines[line].kind is Kind.TEXT and line not in dated)
    said = next(plain, first)
    lines = [text for line in range(start, said) if (text := _opening(alist, line, heading, dated)) is not None]
    if said == first:
        return newline.join(lines) + newline
    # An introduction of its own is no other group's.
    blank = [""] if lines[-1] else []
    head = table_head(alist, units[0], newline) if units and units[0].shape == "row" else ""
    return newline.join([*lines, *blank]) + newline + head


def _opening(alist: AwesomeList, line: int, heading: int, dated: Mapping[int, tuple[str, str]]) -> str | None:
    """A line that opens a group, for a group of another date; None for an anchor that does not name the date."""
    text = _line(alist, line)
    if line in dated:
        return _redated(text, *dated[line])
    if line < heading and is_anchor(alist.text, alist.lines[line]):
        old, new = dated[heading]
        return text.replace(old, new) if old in text else None
    above = _line(alist, line - 1).rstrip() if line - 1 in dated else ""
    if above and _is_underline(alist, line) and len(text) == len(above):
        return text[:1] * len(_redated(above, *dated[line - 1]))
    return text


def _redated(line: str, old: str, new: str) -> str:
    """A heading with another date and a count of one; an id that does not name the date is the old group's own."""
    bare = _ID.sub(lambda found: found[0] if old in found[0] else "", line)
    return _COUNT.sub(lambda found: re.sub(r"\d+", "1", found[0]), bare.replace(old, new))


def _is_underline(alist: AwesomeList, line: int) -> bool:
    """Whether a line makes the one above it a heading."""
    above = alist.lines[line - 1]
    return alist.lines[line].kind is Kind.BREAK and above.kind is Kind.HEADING and alist.text[above.start] != "#"


def _start(alist: AwesomeList, heading: int) -> int:
    """The first line of a group: its heading, or the anchor or opened fold above it."""
    line = alist.headings[heading].line
    while line > 0 and (
        is_anchor(alist.text, alist.lines[line - 1]) or _line(alist, line - 1).lower().lstrip().startswith("<details")
    ):
        line -= 1
    return line


def _last(alist: AwesomeList, group: Group, groups: Sequence[Group]) -> int:
    """The last line of a group's last entry, with what hangs below it."""
    behind = [alist.headings[other.heading].line for other in groups if other.heading > group.heading]
    own = [
        unit
        for unit in alist.units
        if _holds(alist, group.heading, unit) and unit.first < min(behind, default=unit.first + 1)
    ]
    return hangers_on.last_below(alist, own[-1].last) if own else alist.headings[group.heading].line


def _holds(alist: AwesomeList, heading: int, unit: Unit) -> bool:
    section = unit.section
    while section >= 0 and section != heading:
        section = alist.headings[section].parent
    return section == heading


def _between(alist: AwesomeList, groups: Sequence[Group], newline: str) -> tuple[str, str]:
    """What closes a group behind its entries, and what parts it from the next: as between the first two."""
    last = _last(alist, groups[0], groups)
    first = _start(alist, groups[1].heading) if len(groups) > 1 else last + 1
    lines = [alist.lines[line] for line in range(last + 1, first)]
    closing = [n for n, line in enumerate(lines) if _CLOSING.fullmatch(alist.text, line.start, line.end)]
    words = [n for n, line in enumerate(lines) if n not in closing and line.kind not in (Kind.BLANK, Kind.BREAK)]
    if words or len(groups) < _LEAST:
        return "", newline * 2
    at = lines[closing[-1]].end if closing else alist.lines[last].end
    return alist.text[alist.lines[last].end : at], alist.text[at : alist.lines[first].start]
