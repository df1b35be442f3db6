"""Where the bytes of a new entry go: its lines between their neighbours, with the blanks and rules that part entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.awesome import AwesomeList
from bot.model import Insertion
from bot.placing import hangers_on
from bot.placing.holes import Holes
from bot.reading.blocks import Kind, is_anchor
from bot.reading.outline import Unit
from bot.writing.neighbours import adjacent


@dataclass(frozen=True, kw_only=True, slots=True)
class Seam:
    """Between which entries of a section a new one goes, and the entries that show how such are parted."""

    holes: Holes
    place: int
    """This many entries of the section stand above."""
    shape: str
    donors: Sequence[Unit]
    before: int = -1
    """The line to stand right before, whatever the place; -1 where the place alone tells."""

    def filled(self, block: str) -> Insertion:
        """The list's text with the block in the seam, parted from its neighbours as they are from each other."""
        alist, units, newline = self.holes.alist, self.holes.units, newline_of(self.holes.alist)
        block = block.replace("\r\n", "\n").replace("\n", newline)
        if not units:
            return self._first(block, newline)
        lines = _gap(alist, units, self.place, self.shape, self.donors)
        if any(lines) and (below := self.holes.at(self.place)) >= 0:
            blanks = newline * next(number for number, line in enumerate(lines) if line)
            return _before_line(alist, below, block + newline + blanks, block)
        gap = "".join(line + newline for line in lines)
        if self.place > 0 and self.before < 0:
            line = hangers_on.last_below(alist, units[self.place - 1].last)
            return _after_line(alist, _unlinked(alist, line) if self.place == len(units) else line, gap, block)
        return _before_line(alist, self._top(), block + newline + gap, block)

    def _top(self) -> int:
        """The line that the first entry of a section goes before: its first, with the anchors above."""
        alist = self.holes.alist
        first = self.before if self.before >= 0 else self.holes.units[0].first
        while first > 0 and is_anchor(alist.text, alist.lines[first - 1]):
            first -= 1
        return first

    def _first(self, block: str, newline: str) -> Insertion:
        """The first entry of a section: behind its introduction, with the blank lines its sisters have."""
        alist, heading = self.holes.alist, self.holes.heading
        first = alist.headings[heading].line if heading >= 0 else 0
        said = (
            line for line in range(_fold_end(alist, first, alist.own_end(heading)), first, -1) if _says(alist, line)
        )
        rule = open_table(alist, heading) if self.shape == "row" else -1
        last = rule if rule >= 0 else next(said, first)
        if alist.lines[last].kind is Kind.RULE or (self.shape == "row" and alist.lines[last].kind is Kind.ROW):
            return _after_line(alist, last, "", block)
        head = table_head(alist, self.donors[0], newline) if self.shape == "row" else ""
        blank = _lead(alist, self.donors) if last == first else 1
        return _after_line(alist, last, newline * blank, head + block)


def open_table(alist: AwesomeList, heading: int) -> int:
    """The rule of the last table of a section, where that has no rows, -1 elsewhere: text may stand behind it."""
    first = alist.headings[heading].line if heading >= 0 else 0
    table = (Kind.RULE, Kind.ROW)
    last = next((n for n in range(alist.own_end(heading), first, -1) if alist.lines[n].kind in table), first)
    return last if alist.lines[last].kind is Kind.RULE else -1


def _fold_end(alist: AwesomeList, first: int, last: int) -> int:
    """The last of the lines behind a heading that stand in the same fold as it does: none of `<details>` left open."""
    opened: list[int] = []
    for number in range(first + 1, last + 1):
        line = alist.lines[number]
        for tag in _FOLD.finditer(alist.text, line.start, line.end):
            if tag["opens"]:
                opened.append(number)
            elif not opened:
                return number - 1
            else:
                opened.pop()
    return opened[0] - 1 if opened else last


_FOLD = re.compile(r"<(?:(?P<opens>details)\b[^<>]*|/details\s*)>", re.IGNORECASE)


def _says(alist: AwesomeList, line: int) -> bool:
    """Whether a line is part of what a section begins with."""
    silent = alist.lines[line].kind in (Kind.BLANK, Kind.BREAK, Kind.COMMENT)
    return not silent and not is_anchor(alist.text, alist.lines[line])


def _unlinked(alist: AwesomeList, line: int) -> int:
    """The last of the rows right below one that name papers without a link, and so are no entries; else the line itself."""
    commented = alist.lines[line].commented
    while line + 1 < len(alist.lines) and alist.lines[line].kind is Kind.ROW:
        below = alist.lines[line + 1]
        words = _WORD.findall(alist.text, below.start, below.end)
        if below.kind is not Kind.ROW or below.commented != commented or len(words) < _A_TITLE:
            break
        line += 1
    return line


_WORD = re.compile(r"[^\W\d_]{2,}")
_A_TITLE = 3
"""A row of fewer words names no paper."""


def _before_line(alist: AwesomeList, line: int, lines: str, block: str) -> Insertion:
    start = alist.lines[line].start
    return Insertion(text=alist.text[:start] + lines + alist.text[start:], block=block, line=line + 1)


def _after_line(alist: AwesomeList, line: int, gap: str, block: str) -> Insertion:
    end = alist.lines[line].end if line >= 0 else 0
    text = alist.text[:end] + newline_of(alist) + gap + block + alist.text[end:]
    return Insertion(text=text, block=block, line=line + 2 + gap.count("\n"))


def rule_of(alist: AwesomeList, unit: Unit) -> int:
    """The line of the rule above a row."""
    rule = unit.first
    while rule > 0 and alist.lines[rule].kind is not Kind.RULE:
        rule -= 1
    return rule


def table_head(alist: AwesomeList, unit: Unit, newline: str) -> str:
    """The head of the table that a row stands in, with its rule, as lines."""
    rule = rule_of(alist, unit)
    head = alist.text[alist.lines[rule - 1].start : alist.lines[rule].end]
    return head.replace("\r\n", "\n").replace("\n", newline) + newline


def _lead(alist: AwesomeList, donors: Sequence[Unit]) -> int:
    """Blank lines between a heading and its first entry."""
    votes: dict[int, int] = {}
    seen: set[int] = set()
    for unit in sorted(donors, key=lambda unit: unit.first):
        if unit.section in seen or unit.section < 0:
            continue
        seen.add(unit.section)
        number = unit.first - 1
        while number >= 0 and alist.lines[number].kind is Kind.BLANK:
            number -= 1
        blank = unit.first - 1 - number
        votes[blank] = votes.get(blank, 0) + 1
    return max(votes, key=lambda blank: votes[blank]) if votes else 1


def _gap(alist: AwesomeList, units: Sequence[Unit], place: int, shape: str, donors: Sequence[Unit]) -> tuple[str, ...]:
    """The lines between two entries, as near the place as can be told: blank ones, and a rule where most have one."""
    if shape == "row":
        return ()
    gaps = [_lines_between(alist, one, other) for one, other in list(pairwise(units)) or adjacent(donors)]
    ruled = sum(any(gap) for gap in gaps if gap is not None) * 2 > len(gaps)
    votes: dict[tuple[str, ...], float] = {}
    for number, gap in enumerate(gaps):
        if gap is not None and any(gap) == ruled:
            votes[gap] = votes.get(gap, 0) + 1 / (1 + abs(number + 0.5 - place))
    if not votes:  # nothing tells: items of one line are a list without blanks to most people, all else is parted
        return ("",) * int(shape != "item" or any(unit.last > unit.first for unit in donors))
    return max(votes, key=lambda gap: votes[gap])


def _lines_between(alist: AwesomeList, one: Unit, other: Unit) -> tuple[str, ...] | None:
    """The blank lines and rules between two entries, None where anything else stands there but definitions."""
    if other.first == one.last + 1:
        return ()
    lines = alist.lines[hangers_on.last_below(alist, one.last) + 1 : other.first]
    if any(line.kind not in (Kind.BLANK, Kind.BREAK) for line in lines):
        return None
    lines = tuple(line for line in lines if not alist.text.startswith("[", line.body))
    return tuple("" if line.kind is Kind.BLANK else alist.text[line.start : line.end] for line in lines)


def newline_of(alist: AwesomeList) -> str:
    """What ends most lines of a list."""
    crlf = alist.text.count("\r\n")
    return "\r\n" if crlf * 2 > alist.text.count("\n") else "\n"
