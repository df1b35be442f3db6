"""The habits by which people place entries, and the record of how often each was right in a section.

A habit turns the entries of a section and a new one into a place: at the top, at the end, by date newest or oldest
first, in front of or behind the entries of the same date, venue or year. Which habit a list follows is seen by replay:
its dated entries are taken in the order of their dates, and each habit is asked where it would have put the next one.
What people really did (the changes in a list's history) counts more than what dates suggest.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """The facts by which an entry may be ordered: `when` is months since year 0 with fractions, 0 where unknown.

    `printed` is the date the entry prints, `venue` its letters alone, `year` the year printed anywhere, `lead` a name
    that is printed in front of the title; `tier` says which links and venue it shows (`bot/placing/tiers.py`), `family` is the
    name of its first person, `sign` a picture sign beside it.
    """

    when: float
    printed: float = 0.0
    name: str = ""
    numeral: str = ""
    venue: str = ""
    year: int = 0
    lead: str = ""
    tier: str = ""
    family: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Habit:
    """How much a habit's vote weighs, and how often people in general follow it."""

    weight: float
    usual: float = 0.2


HABITS: Mapping[str, Habit] = {
    "first": Habit(1.5, 0.42),
    "last": Habit(1.5, 0.27),
    "second": Habit(1.0, 0.03),
    "newest first": Habit(1.0, 0.35),
    "oldest first": Habit(1.0, 0.25),
    "month falling, behind": Habit(0.5),
    "month rising, in front": Habit(0.5),
    "printed falling, in front": Habit(3.0),
    "printed falling, behind": Habit(1.0),
    "printed rising, in front": Habit(1.0),
    "printed rising, behind": Habit(3.0),
    "same date, in front": Habit(1.0),
    "same date, behind": Habit(1.0),
    "year falling, in front": Habit(0.5),
    "year falling, behind": Habit(1.0),
    "year rising, in front": Habit(1.0),
    "year rising, behind": Habit(0.5),
    "same venue, in front": Habit(1.0),
    "same venue, behind": Habit(1.0),
    "same tier, in front": Habit(2.0, 0.1),
    "same tier, behind": Habit(2.0, 0.1),
}
"""Weights and usual rates were fitted on replayed additions to eleven lists and checked on six others."""


@dataclass(slots=True)
class Columns:
    """The marks of a section's entries, field by field: what habits look at."""

    marks: list[Mark]
    times: list[float]
    months: list[int]
    printed: list[float]
    years: list[int]
    venues: list[str]
    tiers: list[str]

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> Columns:
        """The columns of entries in their order."""
        marks = list(marks)
        times = [mark.when for mark in marks]
        return cls(
            marks,
            times,
            list(map(math.floor, times)),
            [mark.printed for mark in marks],
            [mark.year for mark in marks],
            [mark.venue for mark in marks],
            [mark.tier for mark in marks],
        )

    def insert(self, place: int, mark: Mark) -> None:
        """One entry more, with `place` entries above it."""
        self.marks.insert(place, mark)
        self.times.insert(place, mark.when)
        self.months.insert(place, math.floor(mark.when))
        self.printed.insert(place, mark.printed)
        self.years.insert(place, mark.year)
        self.venues.insert(place, mark.venue)
        self.tiers.insert(place, mark.tier)


def places(marks: Sequence[Mark], new: Mark) -> dict[str, int]:
    """Where each habit that applies here puts the new entry, as the number of entries above it."""
    return _places(Columns.of(marks), new)


def _places(columns: Columns, new: Mark) -> dict[str, int]:
    marks, times, printed, years = columns.marks, columns.times, columns.printed, columns.years
    found = {"first": 0, "last": len(marks)}
    if len(marks) > 1:
        found["second"] = 1
    if new.when and any(times):
        found["newest first"], _, _, found["oldest first"] = by(times, new.when)
        months = by(columns.months, math.floor(new.when))
        found["month falling, behind"], found["month rising, in front"] = months[1], months[2]
    if new.printed and _mostly(printed, 0):
        found |= _named("printed", by(printed, new.printed))
        found |= _beside("same date", printed, new.printed)
    if new.year and _mostly(years, 0):
        found |= _named("year", by(years, new.year))
    if new.venue and _mostly(columns.venues, ""):
        found |= _beside("same venue", list(zip(columns.venues, years, strict=True)), (new.venue, new.year))
    return found | _beside("same tier", columns.tiers, new.tier)


def _mostly(values: Sequence[object], unknown: object) -> bool:
    return 0 < (len(values) - values.count(unknown)) * 2 >= len(values)


def _named(what: str, four: tuple[int, int, int, int]) -> dict[str, int]:
    ways = ("falling, in front", "falling, behind", "rising, in front", "rising, behind")
    return {f"{what} {way}": place for way, place in zip(ways, four, strict=True)}


def _beside(what: str, labels: Sequence[object], own: object) -> dict[str, int]:
    if own not in labels:
        return {}
    return {f"{what}, in front": labels.index(own), f"{what}, behind": len(labels) - labels[::-1].index(own)}


def by(times: Sequence[float], now: float) -> tuple[int, int, int, int]:
    """Where a time costs the fewest inversions: falling order (first such place, last such), then rising order."""
    if times and now >= max(times):  # as in most turns of a replay
        return 0, _older(times, now), len(times) - _older(times[::-1], now), len(times)
    costs = list(accumulate([(0 < time < now) - (time > now) for time in times], initial=0))
    lowest, highest = min(costs), max(costs)
    last = len(times)
    back = costs[::-1]
    return costs.index(lowest), last - back.index(lowest), costs.index(highest), last - back.index(highest)


def _older(times: Sequence[float], now: float) -> int:
    """The place of the first known time before this one."""
    return next((place for place, time in enumerate(times) if 0 < time < now), len(times))


@dataclass(slots=True)
class Record:
    """How often each habit was right, of how often it could be tried; counts may be weighted."""

    hits: dict[str, float] = field(default_factory=dict)
    tries: dict[str, float] = field(default_factory=dict)

    def see(self, asked: Mapping[str, int], place: int, weight: float) -> None:
        """Count one entry that stands at `place`."""
        for habit, told in asked.items():
            self.tries[habit] = self.tries.get(habit, 0.0) + weight
            self.hits[habit] = self.hits.get(habit, 0.0) + weight * (told == place)

    def add(self, other: Record) -> None:
        """Count what another record counted."""
        for habit, tries in other.tries.items():
            self.tries[habit] = self.tries.get(habit, 0.0) + tries
            self.hits[habit] = self.hits.get(habit, 0.0) + other.hits[habit]

    def rate(self, habit: str, usual: float, pull: float) -> float:
        """How often a habit is right here; `usual` counts as `pull` tries."""
        return (self.hits.get(habit, 0.0) + pull * usual) / (self.tries.get(habit, 0.0) + pull)


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionSeen:
    """What a section tells of how its list is kept: how often each habit was right in it; neighbours in the alphabet's order, and all.

    `ends` counts how often the newest entry came first, and last.
    """

    ends: tuple[int, int]
    habits: Record
    alphabet: tuple[int, int]


_FADE = 0.95
_WHOLE = 4
"""A section with at least this many entries counts in full; in shorter ones most habits agree anyway."""


def replayed(marks: Sequence[Mark], most: int) -> Record:
    """Replay the newest dated entries of a section in the order of their dates; newer ones count more."""
    dated = [mark for mark in marks if mark.when]
    order = sorted(range(len(dated)), key=lambda place: dated[place].when)
    record = Record()
    start = max(1, len(order) - most)
    there = sorted(order[:start])
    columns = Columns.of(dated[other] for other in there)
    for turn in range(start, len(order)):
        own = order[turn]
        place = bisect_left(there, own)
        weight = _FADE ** (len(order) - 1 - turn) * min(1.0, turn / _WHOLE)
        record.see(_places(columns, dated[own]), place, weight)
        there.insert(place, own)
        columns.insert(place, dated[own])
    return record


def falling(times: Sequence[float]) -> tuple[int, int]:
    """Neighbouring pairs that go down and up in time, equal and unknown ones aside."""
    known = [time for time in times if time]
    down = sum(a > b for a, b in pairwise(known))
    up = sum(a < b for a, b in pairwise(known))
    return down, up


def ends_of(times: Sequence[float]) -> tuple[int, int]:
    """Replay a section in the order of its dates: how often the newest came first, and last, of those there were."""
    first = last = 0
    low = high = -1
    for _, place in sorted((time, place) for place, time in enumerate(times) if time):
        if low >= 0:
            first += place < low
            last += place > high
        low, high = (min(low, place), max(high, place)) if low >= 0 else (place, place)
    return first, last
