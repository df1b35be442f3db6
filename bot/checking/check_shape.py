"""Harm that a change does to the entries around it: two papers run together, a table cut in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.awesome import AwesomeList, unit_of
from bot.checking.fault import Fault, Kind, Severity
from bot.checking.lint_twins import shown_key
from bot.identity import is_strong, keys_of_url
from bot.matching.titles import fold_tight
from bot.model import Entry
from bot.reading import inline


def faults(
    before: AwesomeList, after: AwesomeList, edited: Sequence[Entry], removed: Sequence[Entry]
) -> Iterator[Fault]:
    """The faults; `edited` are the entries the change edited, `removed` those that are gone."""
    yield from _run_together(before, after, edited)
    yield from _cut_off(before, after, removed)


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


def _fault(severity: Severity, line: int, reason: str, related: int = 0) -> Fault:
    return Fault(kind=Kind.BROKEN, severity=severity, line=line, end_line=line, reason=reason, related=related)
