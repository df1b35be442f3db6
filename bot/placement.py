"""Where the next entry of a section goes: what its order and its newest entries say.

People are consistent: newest first, oldest first, appended, alphabetical, by groups of one date. The order is read off
the section, and off its sisters where it is too short to tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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


_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf|html)/(\d{2})(\d{2})\.(\d{4,5})", re.IGNORECASE)


def quick_time(block: str) -> float:
    """When the first arXiv paper that a block links was submitted, without reading its fields."""
    found = _ARXIV.search(block)
    return (2000 + int(found[1])) * 12 + int(found[2]) - 1 + int(found[3]) / 1e5 if found else 0.0


def falling(times: Sequence[float]) -> tuple[int, int]:
    """Neighbouring pairs that go down and up in time, equal and unknown ones aside."""
    known = [time for time in times if time]
    down = sum(a > b for a, b in pairwise(known))
    up = sum(a < b for a, b in pairwise(known))
    return down, up


def position(marks: Sequence[Mark], new: Mark, habit: tuple[float, float] = (0.0, 0.0)) -> int:
    """How many entries of the section stand before the new one.

    `habit` counts how often this list put its newest entry of a section first, and last.
    """
    if not marks:
        return 0
    for place in (_alphabetical(marks, new), _free_number([mark.number for mark in marks])):
        if place is not None:
            return place
    if not new.when and not any(mark.when for mark in marks):
        return len(marks)
    front = _goes_first(marks, habit)
    place = _by_time(marks, new, front=front)
    if place is not None:
        return place
    return 0 if front else len(marks)


def habit_of(times: Sequence[float]) -> tuple[int, int]:
    """Replay a section in the order of its dates: how often the newest came first, and last, of those there were."""
    first = last = 0
    low = high = -1
    for _, place in sorted((time, place) for place, time in enumerate(times) if time):
        if low >= 0:
            first += place < low
            last += place > high
        low, high = (min(low, place), max(high, place)) if low >= 0 else (place, place)
    return first, last


def _goes_first(marks: Sequence[Mark], habit: tuple[float, float]) -> bool:
    """Whether the newest goes first here: the section's own record, leaning on the list's."""
    first, last = habit_of([mark.when for mark in marks])
    rate = (habit[0] + 1) / (habit[0] + habit[1] + 2)
    return (first + _LEAN * rate) / (first + last + _LEAN) > 0.5


_LEAN = 16
_ORDERED = 0.9


def _free_number(numbers: Sequence[int]) -> int | None:
    """Behind the only gap in counted entries: the number that is free."""
    counted = [(place, number) for place, number in enumerate(numbers) if number]
    steps = [b - a for (_, a), (_, b) in pairwise(counted)]
    if len(counted) < 2 or steps.count(1) * 2 < len(steps) - 1:
        return None
    if steps.count(2) == 1:
        return counted[steps.index(2)][0] + 1
    return counted[0][0] if counted[0][1] == 2 and 2 not in steps else None


def _alphabetical(marks: Sequence[Mark], new: Mark) -> int | None:
    names = [mark.name for mark in marks]
    pairs = [(a, b) for a, b in pairwise(names) if a != b]
    letters = {name[:1] for name in names}
    if len(set(names)) < 6 or len(letters) < 4 or not new.name or len(pairs) < 0.8 * (len(names) - 1):
        return None
    if sum(a < b for a, b in pairs) < 0.88 * len(pairs):
        return None
    return _sorted_place(names, new.name)


def _sorted_place(names: Sequence[str], name: str) -> int:
    """Where a name costs the fewest inversions."""
    best = here = sum(other < name for other in names)
    place = 0
    for number, other in enumerate(names, start=1):
        here += 1 if other > name else -1 if other < name else 0
        if here < best:
            best, place = here, number
    return place


def _by_time(marks: Sequence[Mark], new: Mark, *, front: bool) -> int | None:
    """The place by date, where the section keeps to one; by what it prints where that is the stricter order."""
    printed, known = [mark.printed for mark in marks], [mark.when for mark in marks]
    by_print = bool(new.printed) and sum(falling(printed)) >= 2 and _strictness(printed) > _strictness(known) + 0.05
    times, now = (printed, new.printed) if by_print else (known, new.when)
    down, up = falling(times)
    if not now or down + up < 2 or max(down, up) < _ORDERED * (down + up):
        return None
    if down < up:
        return len(times) - _newest_first(times[::-1], now, in_front=False)
    place = _newest_first(times, now, in_front=True)
    while by_print and place < len(times) and not times[place]:
        place += 1  # in front of the group that prints the same date
    del front
    return place


def _strictness(times: Sequence[float]) -> float:
    down, up = falling(times)
    return max(down, up) / (down + up) if down + up else 0.5


def _newest_first(times: Sequence[float], now: float, *, in_front: bool) -> int:
    """Where a date costs the fewest inversions; in front of equal ones, or behind them."""
    best = here = sum(time > now for time in times if time)
    place = 0
    for number, time in enumerate(times, start=1):
        if time:
            here += -1 if time > now else 1 if time < now else 0
        if here < best or (here == best and not in_front and time == now):
            best, place = here, number
    return place
