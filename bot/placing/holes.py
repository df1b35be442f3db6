"""A place between two rules that holds no entry: one was taken out there, and the next may go in without a rule of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.awesome import AwesomeList
from bot.placing import hangers_on
from bot.reading.blocks import Kind, Line
from bot.reading.outline import Unit


def only(alist: AwesomeList, heading: int, units: Sequence[Unit]) -> int | None:
    """The place of the one hole between rules in a section, None where there is none or more than one."""
    gaps = ((one.last + 1, other.first) for one, other in pairwise(units))
    ruled = sum(any(_is_rule(alist, line) for line in alist.lines[first:end]) for first, end in gaps)
    if ruled * 2 < len(units) - 1:
        return None
    places = [place for place in range(len(units) + 1) if found(alist, heading, units, place) >= 0]
    return places[0] if len(places) == 1 else None


def found(alist: AwesomeList, heading: int, units: Sequence[Unit], place: int) -> int:
    """The line that an entry in the hole at a place of a section goes before, -1 where there is none."""
    first = hangers_on.last_below(alist, units[place - 1].last) + 1 if place else _behind(alist, heading)
    end = _end(alist, first)
    if place < len(units) and end != units[place].first:
        return -1
    rules = [number for number in range(first, end) if _is_rule(alist, alist.lines[number])]
    if place == len(units) and len(rules) == 1 and end < len(alist.lines) and _ends_bare(alist, heading):
        return end  # a rule that parts the last entry from nothing
    opened = 0 if place or _opens_ruled(alist, heading) else 1  # a heading opens the first place without a rule
    return rules[1 - opened] if len(rules) > 1 - opened else -1


def _is_rule(alist: AwesomeList, line: Line) -> bool:
    """Whether a line draws a rule; definitions of links part blocks as well."""
    return line.kind is Kind.BREAK and not alist.text.startswith("[", line.body)


def _end(alist: AwesomeList, line: int) -> int:
    """The first line from one on that is neither blank nor a rule."""
    while line < len(alist.lines) and (alist.lines[line].kind is Kind.BLANK or _is_rule(alist, alist.lines[line])):
        line += 1
    return line


def _behind(alist: AwesomeList, heading: int) -> int:
    return alist.headings[heading].line + 1 if heading >= 0 else 0


def _opens_ruled(alist: AwesomeList, heading: int) -> bool:
    """Whether a rule stands below the heading of another section, before its first entry."""
    firsts: dict[int, Unit] = {}
    for unit in alist.units:
        firsts.setdefault(unit.section, unit)
    return any(
        _is_rule(alist, line)
        for section, unit in firsts.items()
        if section not in (heading, -1)
        for line in alist.lines[_behind(alist, section) : unit.first]
    )


def _ends_bare(alist: AwesomeList, heading: int) -> bool:
    """Whether other sections, and not the file's last alone, go over into the next without a rule."""
    lasts = {unit.section: unit.last + 1 for unit in alist.units if unit.section != heading}
    ends = [(first, end) for first in lasts.values() if (end := _end(alist, first)) < len(alist.lines)]
    return bool(ends) and not any(_is_rule(alist, line) for first, end in ends for line in alist.lines[first:end])
