"""Where the next entry of a section goes: what its order and its newest entries say.

People are consistent: newest first, oldest first, appended, alphabetical, by groups of one date. The order is read off
the section, and off its sisters where it is too short to tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot import dates
from bot.fields import Field, Reading
from bot.template import arxiv_of


@dataclass(frozen=True, slots=True)
class Mark:
    """What an entry is ordered by: `when` is months since year 0 with fractions, 0 where unknown."""

    when: float
    printed: float
    name: str
    number: int = 0


def mark_of(reading: Reading) -> Mark:
    """Read an entry's place marks off its fields."""
    printed = printed_time(reading)
    number = reading.first(Field.NUMBER)
    counted = int(number.value) if number and number.value.isdecimal() else 0
    return Mark(arxiv_time(reading.url) or printed, printed, folded(reading.title), counted)


def folded(title: str) -> str:
    """A title as an alphabet sorts it."""
    return re.sub(r"\W+", " ", title).strip().lower()


def printed_time(reading: Reading) -> float:
    """The date an entry prints."""
    for piece in reading.of(Field.DATE):
        day = dates.read(piece.value)
        if day:
            return time_of(day)
    return 0.0


def time_of(day: dates.Day) -> float:
    """Months since year 0; the day counts a thirty-second."""
    return day.year * 12 + max(0, day.month - 1) + day.day / 32


def arxiv_time(url: str) -> float:
    """When an arXiv paper was submitted, by its id; the running number counts less than a month."""
    arxiv = arxiv_of(url)
    if not re.match(r"\d{4}\.\d{4,5}$", arxiv):
        return 0.0
    return (2000 + int(arxiv[:2])) * 12 + int(arxiv[2:4]) - 1 + int(arxiv[5:]) / 1e5


def falling(times: Sequence[float]) -> tuple[int, int]:
    """Neighbouring pairs that go down and up in time, equal and unknown ones aside."""
    known = [time for time in times if time]
    down = sum(a > b for a, b in zip(known, known[1:], strict=False))
    up = sum(a < b for a, b in zip(known, known[1:], strict=False))
    return down, up


def position(marks: Sequence[Mark], new: Mark, sisters: Sequence[Sequence[Mark]] = ()) -> int:
    """How many entries of the section stand before the new one."""
    if not marks:
        return 0
    if (place := _alphabetical(marks, new)) is not None:
        return place
    if (place := _free_number([mark.number for mark in marks])) is not None:
        return place
    for pick in (_printed, _when):
        if (place := _by_time(marks, new, pick)) is not None:
            return place
    return _at_an_end(marks, sisters)


def _printed(mark: Mark) -> float:
    return mark.printed


def _when(mark: Mark) -> float:
    return mark.when


def _free_number(numbers: Sequence[int]) -> int | None:
    """Behind the only gap in counted entries: the number that is free."""
    counted = [(place, number) for place, number in enumerate(numbers) if number]
    steps = [b - a for (_, a), (_, b) in zip(counted, counted[1:], strict=False)]
    if len(counted) < 2 or steps.count(1) * 2 < len(steps) - 1:
        return None
    if steps.count(2) == 1:
        return counted[steps.index(2)][0] + 1
    return counted[0][0] if counted[0][1] == 2 and 2 not in steps else None


def _alphabetical(marks: Sequence[Mark], new: Mark) -> int | None:
    names = [mark.name for mark in marks]
    if len(names) < 6 or not new.name:
        return None
    rising = sum(a <= b for a, b in zip(names, names[1:], strict=False))
    if rising < 0.88 * (len(names) - 1):
        return None
    return _sorted_place([mark.name for mark in marks], new.name)


def _sorted_place(names: Sequence[str], name: str) -> int:
    """Where a name costs the fewest inversions."""
    best = here = sum(other < name for other in names)
    place = 0
    for number, other in enumerate(names, start=1):
        here += 1 if other > name else -1 if other < name else 0
        if here < best:
            best, place = here, number
    return place


def _by_time(marks: Sequence[Mark], new: Mark, pick: Callable[[Mark], float]) -> int | None:
    times = [pick(mark) for mark in marks]
    down, up = falling(times)
    if not pick(new) or down + up < 2 or max(down, up) < 0.8 * (down + up):
        return None
    now = pick(new)
    if down > up:
        return next((n for n, time in enumerate(times) if time and time <= now), len(times))
    return next((n for n in range(len(times), 0, -1) if times[n - 1] and times[n - 1] <= now), 0)


def _at_an_end(marks: Sequence[Mark], sisters: Sequence[Sequence[Mark]]) -> int:
    """First or last: where the newest entries of this section, or of its sisters, stand."""
    down, up = falling([mark.when for mark in marks])
    if down == up:
        for sister in sisters:
            more = falling([mark.when for mark in sister])
            down, up = down + more[0], up + more[1]
    return 0 if down > up else len(marks)
