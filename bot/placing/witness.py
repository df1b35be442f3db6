"""What a list and its history tell of where people put entries: the evidence that `bot/placing/placement.py` weighs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.awesome import AwesomeList, parse
from bot.model import Paper
from bot.placing import pins
from bot.placing.alphabets import alphabet_of, family_of, folded
from bot.placing.habits import Mark, SectionSeen, ends_of, places, replayed
from bot.placing.placement import (
    SISTER,
    Witness,
    arxiv_time,
    mark_at,
    position,
    quick_mark,
    quick_time,
    time_of,
    venue_letters,
    year_in,
)
from bot.placing.tiers import tier_of_paper
from bot.reading.outline import Unit
from bot.writing.facts import Facts

_CHANGES = 8
_FRESH = 5
"""A change that brings more entries than this is an import, not an addition."""
_MANY = 4000
"""Of so many entries of other sections the habits of a list are told; longer lists are sampled."""
_HERE = 30.0
"""What people did last in this very section counts as much as so many dated entries, each change before it half."""
_FADE = 0.5


def place(alist: AwesomeList, heading: int, units: Sequence[Unit], paper: Paper) -> int:
    """How many entries of a section stand before a new paper."""
    marks = [mark_at(alist, unit) for unit in units]
    witness = _witness(alist, heading)
    witness.held = _held(alist, units)
    return position(marks, _mark_of_paper(paper), witness)


def _held(alist: AwesomeList, units: Sequence[Unit]) -> frozenset[int]:
    """The numbers of items between the entries of a section that are none, as they link nothing."""
    lines = (number for one, other in pairwise(units) for number in range(one.last + 1, other.first))
    found = (_NUMBER.match(alist.text, alist.lines[number].start) for number in lines)
    return frozenset(int(number[1]) for number in found if number)


_NUMBER = re.compile(r"[ \t]*(\d{1,6})[.)][ \t]")


def _mark_of_paper(paper: Paper) -> Mark:
    facts = Facts(paper)
    printed = time_of(facts.day) if facts.day and facts.day.month else 0.0  # a year alone is no January
    year = str(paper.year or "")
    return Mark(
        when=arxiv_time(facts.url) or printed,
        printed=printed,
        name=folded(paper.title),
        venue=venue_letters(paper.venue),
        year=year_in([year, paper.date, paper.venue], printed),
        lead=folded(paper.tags[0] if paper.tags else paper.title.partition(":")[0]),
        tier=tier_of_paper(paper),
        family=family_of(paper.authors[0]) if paper.authors else "",
    )


def _witness(alist: AwesomeList, heading: int) -> Witness:
    """The record of the list's other sections, and of the changes in its history."""
    witness = Witness()
    first = last = 0
    for number, units in _sections(alist, heading):
        if number == heading:  # its own marks say more of its habits
            ends = ends_of([quick_time(alist.spelt_out(unit)) for unit in units])
        else:
            seen = _seen_of(alist, number, units)
            ends = seen.ends
            witness.sisters.add(seen.habits)
            witness.alphabet = (witness.alphabet[0] + seen.alphabet[0], witness.alphabet[1] + seen.alphabet[1])
        first, last = first + ends[0], last + ends[1]
    witness.ends = (first, last)
    path = alist.paths[heading] if 0 <= heading < len(alist.paths) else ()
    for age, (before, after) in enumerate(alist.history[:_CHANGES]):
        for fresh in _seen_in(before, after):
            witness.history.see(dict(fresh.asked), fresh.there, _FADE**age)
            if fresh.section == path:
                witness.here.see(dict(fresh.asked), fresh.there, _HERE * _FADE**age)
    return witness


def _seen_of(alist: AwesomeList, number: int, units: Sequence[Unit]) -> SectionSeen:
    """What a section tells of its list, found out once for all papers that are placed into others."""
    found = alist.sections_seen.get(number)
    if found is None:
        marks = [quick_mark(alist.spelt_out(unit)) for unit in units]
        found = alist.sections_seen[number] = SectionSeen(
            ends=ends_of([mark.when for mark in marks]),
            habits=replayed(marks, SISTER),
            alphabet=alphabet_of([mark.name for mark in marks]),
        )
    return found


def _sections(alist: AwesomeList, heading: int) -> Iterator[tuple[int, tuple[Unit, ...]]]:
    """The sections that tell how entries are placed here: all, of a very long list a part and the own one."""
    numbers = dict.fromkeys(unit.section for unit in alist.units)
    step = max(1, len(alist.units) // _MANY)
    for turn, number in enumerate(numbers):
        if turn % step == 0 or number == heading:
            yield number, alist.units_of(number)


@dataclass(frozen=True, slots=True)
class Seen:
    """One entry that a change brought: its section, where each habit would have put it, and where it stands."""

    section: tuple[str, ...]
    asked: tuple[tuple[str, int], ...]
    there: int


@lru_cache(maxsize=64)
def _seen_in(before: str, after: str) -> tuple[Seen, ...]:
    """Where one change put its entries; the same few changes are asked for with every paper."""
    known = set(before.splitlines())
    changed = parse(after)
    fresh = [unit for unit in changed.units if changed.block(unit).splitlines()[0] not in known]
    if len(fresh) > _FRESH:
        return ()
    return tuple(seen for unit in fresh if (seen := _seen(changed, unit, fresh)))


def _seen(changed: AwesomeList, unit: Unit, fresh: Sequence[Unit]) -> Seen | None:
    """How one fresh entry was placed among the older ones of its section."""
    new = {other.first for other in fresh}
    older = [other for other in changed.units_of(unit.section) if other.first not in new]
    if not older:
        return None
    marks = [mark_at(changed, other) for other in older]
    own = mark_at(changed, unit)
    pinned = pins.on_top(marks, own)
    asked = places(marks[pinned:], own)
    section = changed.paths[unit.section] if unit.section >= 0 else ()
    return Seen(section, tuple(asked.items()), sum(other.first < unit.first for other in older) - pinned)
