"""Holes: places between two rules without an entry, where one was taken out and the next needs no rule of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from bot.awesome import AwesomeList
from bot.placing import hangers_on
from bot.reading.blocks import Kind, Line
from bot.reading.outline import Unit


@dataclass
class Holes:
    """The holes of one section, each place examined once."""

    alist: AwesomeList
    heading: int
    units: Sequence[Unit]
    _found: dict[int, int] = field(default_factory=dict)

    def only(self) -> int | None:
        """The place of the one hole between rules in a section, None where there is none or more than one."""
        gaps = ((one.last + 1, other.first) for one, other in pairwise(self.units))
        ruled = sum(any(_is_rule(self.alist, line) for line in self.alist.lines[first:end]) for first, end in gaps)
        if ruled * 2 < len(self.units) - 1:
            return None
        places = [place for place in range(len(self.units) + 1) if self.at(place) >= 0]
        return places[0] if len(places) == 1 else None

    def at(self, place: int) -> int:
        """The line that an entry in the hole at a place goes before, -1 where there is none."""
        if place not in self._found:
            self._found[place] = self._at(place)
        return self._found[place]

    def _at(self, place: int) -> int:
        alist, units = self.alist, self.units
        first = hangers_on.last_below(alist, units[place - 1].last) + 1 if place else _behind(alist, self.heading)
        end = _end(alist, first)
        if place < len(units) and end != units[place].first:
            return -1
        rules = [number for number in range(first, end) if _is_rule(alist, alist.lines[number])]
        if place == len(units) and len(rules) == 1 and end < len(alist.lines) and self._edges[1]:
            return end  # a rule that parts the last entry from nothing
        opened = 0 if place or self._edges[0] else 1  # a heading opens the first place without a rule
        return rules[1 - opened] if len(rules) > 1 - opened else -1

    @cached_property
    def _edges(self) -> tuple[bool, bool]:
        """Whether a rule stands before another section's first entry, and whether none stands behind the others' last.

        Behind the file's last section nothing parts: it alone tells nothing.
        """
        alist = self.alist
        edges: dict[int, tuple[int, int]] = {}
        for unit in alist.units:
            if unit.section != self.heading:
                edges[unit.section] = (edges.get(unit.section, (unit.first, 0))[0], unit.last + 1)
        above = [(_behind(alist, section), first) for section, (first, _) in edges.items() if section >= 0]
        below = [(last, end) for _, last in edges.values() if (end := _end(alist, last)) < len(alist.lines)]
        return _any_rule(alist, above), bool(below) and not _any_rule(alist, below)


def _any_rule(alist: AwesomeList, spans: Sequence[tuple[int, int]]) -> bool:
    return any(_is_rule(alist, line) for first, end in spans for line in alist.lines[first:end])


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
