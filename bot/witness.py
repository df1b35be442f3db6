"""What a list and its history tell of where people put entries: the evidence that `bot/placement.py` weighs."""

from __future__ import annotations

from collections.abc import Sequence

from bot.awesome import AwesomeList, find_heading, parse
from bot.errors import SectionNotFound
from bot.facts import Facts
from bot.habits import Mark, Record, ends_of, places, replayed
from bot.model import Paper
from bot.outline import Unit
from bot.placement import (
    SISTER,
    Witness,
    alphabet_of,
    arxiv_time,
    folded,
    mark_of,
    position,
    quick_mark,
    time_of,
    venue_letters,
    year_in,
)

History = Sequence[tuple[str, str]]
"""The last changes of a list as (text before, text after), newest first."""

_CHANGES = 8
_FRESH = 5
"""A change that brings more entries than this is an import, not an addition."""
_SEEN_HERE = 12.0
_SEEN = 1.0


def place(alist: AwesomeList, heading: int, units: Sequence[Unit], paper: Paper, history: History) -> int:
    """How many entries of a section stand before a new paper."""
    marks = [mark_of(alist.reading(unit)) for unit in units]
    return position(marks, _mark_of_paper(paper), _witness(alist, heading, history))


def _mark_of_paper(paper: Paper) -> Mark:
    facts = Facts(paper)
    printed = time_of(facts.day) if facts.day else 0.0
    year = str(paper.year or "")
    return Mark(
        when=arxiv_time(facts.url) or printed,
        printed=printed,
        name=folded(paper.title),
        venue=venue_letters(paper.venue),
        year=year_in([year, paper.date, paper.venue], printed),
        lead=folded(paper.tags[0] if paper.tags else paper.title.partition(":")[0]),
    )


def _witness(alist: AwesomeList, heading: int, history: History) -> Witness:
    """The record of the list's other sections, and of the changes in its history."""
    witness = Witness()
    groups: dict[int, list[Mark]] = {}
    for unit in alist.units:
        groups.setdefault(unit.section, []).append(quick_mark(alist.block(unit)))
    first = last = 0
    for number, marks in groups.items():
        ends = ends_of([mark.when for mark in marks])
        first, last = first + ends[0], last + ends[1]
        if number != heading:
            witness.sisters.add(replayed(marks, SISTER))
            rising, pairs = alphabet_of([mark.name for mark in marks])
            witness.alphabet = (witness.alphabet[0] + rising, witness.alphabet[1] + pairs)
    witness.ends = (first, last)
    for before, after in history[:_CHANGES]:
        _see_change(before, after, alist, heading, witness)
    return witness


def _see_change(before: str, after: str, alist: AwesomeList, heading: int, witness: Witness) -> None:
    """Count where one change put its entries."""
    known = set(before.splitlines())
    changed = parse(after)
    fresh = [unit for unit in changed.units if changed.block(unit).splitlines()[0] not in known]
    if not 0 < len(fresh) <= _FRESH:
        return
    same = _same_section(changed, alist, heading)
    for unit in fresh:
        seen = _seen(changed, unit, fresh)
        if seen is None:
            continue
        asked, there = seen
        witness.history.see(asked, there, _SEEN)
        if unit.section == same:
            witness.here.see(asked, there, _SEEN_HERE)


def _seen(changed: AwesomeList, unit: Unit, fresh: Sequence[Unit]) -> tuple[dict[str, int], int] | None:
    """What each habit would have done with one fresh entry, and where it stands among the older ones."""
    new = {other.first for other in fresh}
    older = [other for other in changed.units_of(unit.section) if other.first not in new]
    if not older:
        return None
    marks = [mark_of(changed.reading(other)) for other in older]
    there = sum(other.first < unit.first for other in older)
    return places(marks, mark_of(changed.reading(unit))), there


def _same_section(changed: AwesomeList, alist: AwesomeList, heading: int) -> int | None:
    """The section of an earlier text that is this one; None where it had another name or was not there."""
    if not 0 <= heading < len(alist.paths):
        return -1 if heading < 0 else None
    try:
        return find_heading(changed, alist.paths[heading])
    except SectionNotFound:
        return None


__all__ = ["History", "Record", "place"]
