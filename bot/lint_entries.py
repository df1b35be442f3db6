"""Faults inside one entry: children that are not indented, a year that cannot be, authors copied from the neighbour."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot import awesome, dates
from bot.awesome import AwesomeList
from bot.blocks import Kind as LineKind
from bot.entry_reader import Unit
from bot.fault import Fault, Kind, Severity, applied
from bot.fields import Field
from bot.identity import is_strong
from bot.lint_twins import content
from bot.model import Entry


def faults(alist: AwesomeList) -> Iterator[Fault]:
    """The faults of single entries and of neighbours."""
    yield from _flat(alist)
    for unit, entry in zip(alist.units, alist.entries, strict=True):
        if not entry.commented and (fault := _early(alist, unit, entry)):
            yield fault
    yield from _copied(alist)


# --- children that are not indented -----------------------------------------------------------------------------------

_NESTED_AT_LEAST = 3
_NESTED_PER_FLAT = 3


def _flat(alist: AwesomeList) -> Iterator[Fault]:
    """Fields of an entry that stand beside it, in a list whose other entries hold theirs below."""
    items = [unit for unit in alist.units if alist.lines[unit.first].kind is LineKind.BULLET]
    flat = [unit for unit in items if _beside(alist, unit)]
    if not flat:
        return
    indents = Counter(indent for unit in items if (indent := _below(alist, unit)))
    if indents.total() < max(_NESTED_AT_LEAST, _NESTED_PER_FLAT * len(flat)):
        return
    depth = indents.most_common(1)[0][0]
    found = [_flat_fault(alist, unit, depth) for unit in flat]
    yield from found if _harmless(alist, found) else [_without_fix(fault) for fault in found]


def _beside(alist: AwesomeList, unit: Unit) -> list[int]:
    """The lines of an entry that are list items of its own rank."""
    own = alist.lines[unit.first]
    return [
        number
        for number in range(unit.first + 1, unit.last + 1)
        if alist.lines[number].kind is LineKind.BULLET and alist.lines[number].indent <= own.indent + 1
    ]


def _below(alist: AwesomeList, unit: Unit) -> str:
    """What the first child of an entry is indented by, as written; "" where it has none."""
    own = alist.lines[unit.first]
    for number in range(unit.first + 1, unit.last + 1):
        line = alist.lines[number]
        if line.kind is LineKind.BULLET:
            lead = _lead(alist, number)
            before = _lead(alist, unit.first)
            return lead[len(before) :] if line.indent >= own.indent + 2 and lead.startswith(before) else ""
    return ""


def _lead(alist: AwesomeList, number: int) -> str:
    written = alist.text[alist.lines[number].start : alist.lines[number].end]
    return written[: len(written) - len(written.lstrip(" \t\u00a0"))]


def _flat_fault(alist: AwesomeList, unit: Unit, depth: str) -> Fault:
    beside = _beside(alist, unit)
    block = alist.text[alist.lines[unit.first].start : alist.lines[unit.last].end]
    lines = block.split("\n")
    first = beside[0] - unit.first
    lead = _lead(alist, unit.first)
    moved = [lead + depth + line.removeprefix(lead).lstrip(" ") if n + unit.first in beside else line and depth + line
             for n, line in enumerate(lines[first:], first)]
    return Fault(
        kind=Kind.NOT_NESTED,
        severity=Severity.WARNING,
        line=unit.first + 1,
        end_line=unit.last + 1,
        reason=f"line{'s' * (len(beside) > 1)} {_range(beside)} belong below this entry, but stand beside it",
        fix="\n".join([*lines[:first], *moved]),
    )


def _range(numbers: Sequence[int]) -> str:
    first, last = numbers[0] + 1, numbers[-1] + 1
    return f"{first}–{last}" if last > first else str(first)


def _harmless(alist: AwesomeList, found: Sequence[Fault]) -> bool:
    """Whether the list with these fixes holds the same entries."""
    after = awesome.parse(applied(alist.text, found))
    return [_same(entry) for entry in after.entries] == [_same(entry) for entry in alist.entries]


def _same(entry: Entry) -> tuple[object, ...]:
    return entry.title, entry.url, entry.authors, entry.code, entry.line, entry.end_line


def _without_fix(fault: Fault) -> Fault:
    return Fault(
        kind=fault.kind, severity=fault.severity, line=fault.line, end_line=fault.end_line, reason=fault.reason
    )


# --- the year ---------------------------------------------------------------------------------------------------------

_ARXIV = re.compile(r"arxiv:(\d\d)(\d\d)\.")
_PREPRINT = re.compile(r"arxiv|corr|preprint", re.IGNORECASE)
_LATE = 2
_PUBLISHED_MARGIN = 3


def _early(alist: AwesomeList, unit: Unit, entry: Entry) -> Fault | None:
    """A printed date from before the paper's arXiv id was given."""
    found = next((match for key in entry.keys if (match := _ARXIV.match(key))), None)
    if not found:
        return None
    year, month = 2000 + int(found[1]), int(found[2])
    said = _said(entry)
    if said is None:
        return None
    printed, last = said
    preprint = bool(_PREPRINT.search(entry.venue)) or (not entry.venue and bool(entry.date))
    # Papers reach arXiv months, some years after their conference; a preprint is dated by its id.
    months = (year - last[0]) * 12 + month - last[1]
    if months <= (_LATE if preprint else 12 * _PUBLISHED_MARGIN):
        return None
    line = unit.first + 1
    return Fault(
        kind=Kind.YEAR,
        severity=Severity.WARNING,
        line=line,
        end_line=unit.last + 1,
        reason=f"“{printed}” is before arXiv gave the id {found[1]}{found[2]}.… ({year}-{month:02d}): the date or the link is wrong",
    )


def _said(entry: Entry) -> tuple[str, tuple[int, int]] | None:
    """The printed date as it stands, and the last month it may mean."""
    day = dates.read(entry.date) if entry.date else None
    if day and day.year:
        return entry.date, (day.year, day.month or 12)
    if entry.year:
        return f"{entry.venue} {entry.year}".strip(), (entry.year, 12)
    return None


# --- authors ----------------------------------------------------------------------------------------------------------

_ENOUGH_AUTHORS = 3


def _copied(alist: AwesomeList) -> Iterator[Fault]:
    """Two neighbours with the same author line, whose titles share no word: one line was copied and not changed."""
    pairs = zip(alist.units, alist.entries, strict=True)
    for (before, above), (unit, entry) in pairwise((u, e) for u, e in pairs if not e.commented):
        if above.section != entry.section or not _same_people(above, entry) or _one_work(above, entry):
            continue
        piece = alist.reading(unit).first(Field.AUTHORS)
        line = unit.first + 1 + (alist.block(unit).count("\n", 0, piece.start) if piece else 0)
        yield Fault(
            kind=Kind.AUTHORS,
            severity=Severity.WARNING,
            line=line,
            end_line=line,
            reason=f"the same authors as the entry of line {before.first + 1}, another paper: copied from there?",
            related=before.first + 1,
        )


def _same_people(one: Entry, other: Entry) -> bool:
    return len(one.authors) >= _ENOUGH_AUTHORS and one.authors == other.authors


def _one_work(one: Entry, other: Entry) -> bool:
    """Whether two entries are one paper, or sequels by one group."""
    if set(filter(is_strong, one.keys)) & set(filter(is_strong, other.keys)):
        return True
    return bool(content(one.title) & content(other.title))
