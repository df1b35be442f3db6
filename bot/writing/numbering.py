"""The running number of an entry, as its section and its list count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.awesome import AwesomeList
from bot.reading import numerals
from bot.reading.fields import Field, Reading
from bot.reading.outline import Unit
from bot.writing.neighbours import adjacent

_MANY, _SOME = 300, 200
"""Entries of the list that tell which way it counts, and whether it counts at all."""


def beside_number_one(alist: AwesomeList, units: Sequence[Unit]) -> int | None:
    """The place beside the only entry of a section that is its number one: where the list counts on in others, or down."""
    if len(units) != 1 or not (number := _numeral(alist.reading(units[0]))).isdecimal() or int(number) != 1:
        return None
    return {1: 1, -1: 0}.get(_way(alist))


def number_of(alist: AwesomeList, units: Sequence[Unit], place: int) -> str:
    """What stands in the slot of a running number."""
    texts = [_numeral(alist.reading(unit)) for unit in units]
    numbers = numerals.ordinals(texts)
    known = [number for number in numbers if number is not None]
    return numerals.written(_next(alist, numbers, known, place), texts)


def _next(alist: AwesomeList, numbers: Sequence[int | None], known: Sequence[int], place: int) -> int:
    """The number of an entry between its neighbours, as the section counts."""
    if not known or (len(set(known)) == 1 and (len(known) > 1 or _uncounted(alist))):
        return known[0] if known else 1
    before = [number for number in numbers[:place] if number is not None]
    after = [number for number in numbers[place:] if number is not None]
    step = _step(known) if len(known) > 1 else _way(alist) or 1
    if step == 0:
        return before[-1] if before else after[0]
    if step < 0:
        return after[0] + 1 if after else max(1, before[-1] - 1)
    if before:
        return before[-1] + 1
    return max(1, after[0] - 1)


def _step(numbers: Sequence[int]) -> int:
    """By how much most numbers of a section grow from one to the next: 1 (counted), 0 (all alike), -1 (counted down)."""
    grown = Counter(max(-1, min(1, b - a)) for a, b in pairwise(numbers))
    return max((1, 0, -1), key=lambda step: grown[step])


def _way(alist: AwesomeList) -> int:
    """1 where the sections of the list count on from one (1, 2), -1 where they count down to it (2, 1), else 0."""
    texts = [(_numeral(alist.reading(a)), _numeral(alist.reading(b))) for a, b in adjacent(alist.units[:_MANY])]
    numbers = [(int(a), int(b)) for a, b in texts if a.isdecimal() and b.isdecimal()]
    up, down, ends = numbers.count((1, 2)), numbers.count((2, 1)), sum(a == b for a, b in numbers)
    return 0 if max(up, down) <= ends or up == down else 1 if up > down else -1


def _uncounted(alist: AwesomeList) -> bool:
    """Whether the list numbers every item alike and leaves counting to the renderer."""
    pairs = [(_numeral(alist.reading(a)), _numeral(alist.reading(b))) for a, b in adjacent(alist.units[:_SOME])]
    known = [(a, b) for a, b in pairs if a and b]
    return sum(a == b for a, b in known) * 2 > len(known) > 0


def _numeral(reading: Reading) -> str:
    piece = reading.first(Field.NUMBER)
    return piece.value if piece else ""
