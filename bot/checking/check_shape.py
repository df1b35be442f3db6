"""Harm that a change does to what stands around it: papers run together, tables cut in two, cells that nobody sees,
line ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.awesome import AwesomeList, unit_of
from bot.checking.fault import Fault, Kind, Severity
from bot.checking.lint_twins import shown_key
from bot.identity import is_strong, keys_of_url
from bot.matching.titles import fold_tight
from bot.model import Entry
from bot.reading import columns, inline
from bot.reading.rows import cells_of

_NAMED = {"\n": "LF", "\r\n": "CRLF"}
_LINE_END = re.compile(r"\r?\n")


def faults(
    before: AwesomeList,
    after: AwesomeList,
    edited: Sequence[Entry],
    removed: Sequence[Entry],
    fresh: Collection[int],
) -> Iterator[Fault]:
    """The faults; the change edited and removed these entries, and wrote the `fresh` lines (1-based)."""
    yield from _run_together(before, after, edited)
    yield from _cut_off(before, after, removed)
    yield from _other_cells(after, fresh)
    yield from _line_ends(before.text, after.text)


def _run_together(before: AwesomeList, after: AwesomeList, edited: Sequence[Entry]) -> Iterator[Fault]:
    """Entries that now hold a second paper: without a blank line or a bullet it became a part of the entry above."""
    if not edited:
        return
    old = {mark: entry for entry in reversed(before.entries) for mark in _marks(entry)}
    for entry in edited:
        was = next((old[mark] for mark in _marks(entry) if mark in old), None)
        if was is None:
            continue
        known = {key for key, _ in _papers(before, was)}
        schemes = {key.partition(":")[0]: key for key in known}
        for key, line in _papers(after, entry):
            first = schemes.get(key.partition(":")[0])
            if key not in known and first is not None and _still(after, entry, first):
                yield _fault(
                    Severity.WARNING,
                    line,
                    f"this became a part of the entry of line {entry.line}, which is {shown_key(first)}: "
                    "is a blank line, a bullet or a number missing before it?",
                    entry.line,
                )
                break


def _still(after: AwesomeList, entry: Entry, key: str) -> bool:
    return any(key == other for other, _ in _papers(after, entry))


def _marks(entry: Entry) -> tuple[str, ...]:
    title = fold_tight(entry.title)
    return (*filter(is_strong, entry.keys), *([f"title {title}"] if title else []))


def _papers(alist: AwesomeList, entry: Entry) -> list[tuple[str, int]]:
    """The papers that an entry's links lead to, with the line of each."""
    block = alist.block(unit_of(alist, entry))
    return [
        (key, entry.line + block.count("\n", 0, link.target[0]))
        for link in inline.links(block)
        for key in keys_of_url(block[slice(*link.target)])[:1]
        if is_strong(key)
    ]


def _cut_off(before: AwesomeList, after: AwesomeList, removed: Sequence[Entry]) -> Iterator[Fault]:
    """Rows that did not change, but that something above them cut off from their table."""
    rows = {before.block(unit).strip() for entry in removed if (unit := unit_of(before, entry)).shape == "row"}
    kept = {after.block(unit).strip() for unit in after.units}
    lost = [
        number
        for number, line in enumerate(after.lines, 1)
        if (written := after.text[line.start : line.end].strip()) in rows and written not in kept
    ]
    if lost:
        reason = (
            f"{len(lost)} row{'s' * (len(lost) != 1)} from here on fell out of the table: what was added above is no "
            "row of it, and ends it"
        )
        yield _fault(Severity.ERROR, lost[0], reason)


def _other_cells(after: AwesomeList, fresh: Collection[int]) -> Iterator[Fault]:
    """New rows with more or fewer cells than their table has columns: GitHub shows no cell behind the last column."""
    if not fresh:
        return
    for number, head in columns.heads(after.lines).items():
        if number + 1 not in fresh or head + 1 in fresh:
            continue
        names, cells = (cells_of(_line(after, each)) for each in (head, number))
        width, shown = len(names), len(cells)
        while shown > width and not cells[shown - 1]:
            shown -= 1
        if shown == width:
            continue
        what = "what stands behind the last column is not shown" if shown > width else "is one missing?"
        reason = f"this row has {shown} cells, its table {width} columns: {what}"
        yield _fault(Severity.WARNING, number + 1, reason)


def _line(alist: AwesomeList, number: int) -> str:
    return alist.text[alist.lines[number].start : alist.lines[number].end]


def _line_ends(before: str, after: str) -> Iterator[Fault]:
    """Lines that end otherwise than all lines did: an editor of another system wrote the file anew."""
    was, ends = Counter(_LINE_END.findall(before)), _LINE_END.findall(after)
    if len(was) != 1:
        return
    (usual,) = was
    others = [number for number, end in enumerate(ends, 1) if end != usual]
    if not others:
        return
    one, other = _NAMED[usual], _NAMED[ends[others[0] - 1]]
    if 2 * len(others) > len(ends):
        reason = (
            f"the line ends were changed from {one} to {other} in {len(others)} lines: git shows all of them as "
            f"changed, and every other change of the file will clash with this one; please save it with {one} again"
        )
        yield replace(_fault(Severity.WARNING, 1, reason), kind=Kind.STYLE)
    else:
        which = "this line ends" if len(others) == 1 else f"{len(others)} lines from here on end"
        reason = f"{which} in {other}, the others in {one}"
        yield replace(_fault(Severity.NOTICE, others[0], reason), kind=Kind.STYLE)


def _fault(severity: Severity, line: int, reason: str, related: int = 0) -> Fault:
    return Fault(kind=Kind.BROKEN, severity=severity, line=line, end_line=line, reason=reason, related=related)
