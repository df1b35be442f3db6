"""Which entries of a list lend the next one their style: those of its section first, nearest in place and in time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.awesome import AwesomeList
from bot.identity import is_strong, keys_of_url
from bot.model import Paper
from bot.placing import placement
from bot.reading.blocks import Kind
from bot.reading.fields import Field, Reading
from bot.reading.outline import Unit
from bot.writing.facts import Facts

_PLACE = 0.15
"""How much the distance in lines counts; the rest is the distance in time."""
_TITLE_WORDS = 4
"""This many words are a title rather than a label."""
_TWINS = 8
"""Places of an address that are looked at for an entry that holds the paper already."""


def donors(alist: AwesomeList, heading: int, units: Sequence[Unit]) -> list[Unit]:
    """Entries to learn from: the section's own, then those of sections nearby."""
    own = [unit for unit in units if not alist.lines[unit.first].commented] or list(units)
    line = alist.headings[heading].line if heading >= 0 else 0
    shape = own[0].shape if own else None
    seen = {unit.first for unit in own}
    others = [
        unit
        for unit in alist.units
        if unit.first not in seen and not alist.lines[unit.first].commented and (shape is None or unit.shape == shape)
    ]
    apart = {number: _apart(alist, number, heading) for number in {unit.section for unit in others}}
    others.sort(key=lambda unit: (apart[unit.section], abs(unit.first - line)))
    return own + others


def _apart(alist: AwesomeList, one: int, other: int) -> int:
    """How many steps two sections are from their common heading, and by how much one lies deeper than the other."""
    if one < 0 or other < 0:
        return 9
    a, b = alist.paths[one][:-1], alist.paths[other][:-1]
    common = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        common += 1
    return len(a) + len(b) - 2 * common + 2 * abs(len(a) - len(b))


def nearest(alist: AwesomeList, units: Sequence[Unit], anchor: int, paper: Paper) -> list[Unit]:
    """The entries of a section by how near they stand to a line and to the paper's date.

    A hand changes over the years: what was written at the same time is alike, wherever it stands.
    """
    by_place = sorted(units, key=lambda unit: abs(unit.first - anchor))
    when = _time(paper)
    times = {unit.first: _printed(alist, unit) for unit in units}
    if not when or sum(map(bool, times.values())) * 2 < len(units):
        return by_place
    apart = [abs(times[unit.first] - when) if times[unit.first] else -1.0 for unit in by_place]
    ranks = {gap: rank for rank, gap in reversed(list(enumerate(sorted(gap for gap in apart if gap >= 0))))}
    keys = {
        unit.first: _PLACE * rank + (1 - _PLACE) * ranks.get(gap, rank)
        for rank, (unit, gap) in enumerate(zip(by_place, apart, strict=True))
    }
    return sorted(by_place, key=lambda unit: keys[unit.first])


def of_one_run(alist: AwesomeList, sisters: list[Unit], units: Sequence[Unit], place: int) -> list[Unit]:
    """The entries of a section that are of the sort the next one goes among: rows, items that are counted or not.

    Two beside the place have to be of it: a stray one tells nothing.
    """
    pairs = (units[place - 1 : place + 1] if place else (), units[max(place - 2, 0) : place], units[place : place + 2])
    sorts = [{(unit.shape, _is_counted(alist, unit)) for unit in pair} for pair in pairs if len(pair) > 1]
    alike = next((found for found in sorts if len(found) == 1), set())
    run = [unit for unit in sisters if (unit.shape, _is_counted(alist, unit)) in alike]
    return run or sisters


def _is_counted(alist: AwesomeList, unit: Unit) -> bool:
    """Whether an item stands behind a number."""
    if unit.shape != "item":
        return False
    line = alist.lines[unit.first]
    return alist.text[line.start : line.body].strip()[:1].isalnum()


def _time(paper: Paper) -> float:
    facts = Facts(paper)
    return placement.time_of(facts.day) if facts.day else 0.0


def _printed(alist: AwesomeList, unit: Unit) -> float:
    mark = placement.mark_at(alist, unit)
    return mark.printed or mark.when


def twin(alist: AwesomeList, paper: Paper, shape: str) -> Unit | None:
    """The entry that holds the paper in another section: who lists it twice writes it alike."""
    for unit in _showing(alist, paper.url) if paper.url else ():
        if unit.shape == shape and not alist.lines[unit.first].commented:
            reading = alist.reading(unit)
            if reading.url == paper.url and reading.title == paper.title:
                return unit
    return None


def _showing(alist: AwesomeList, address: str) -> Iterator[Unit]:
    """The entries in whose lines an address stands, in file order."""
    at = alist.text.find(address)
    for _ in range(_TWINS):
        if at < 0:
            return
        line = bisect_right(alist.lines, at, key=lambda line: line.start) - 1
        number = bisect_right(alist.units, line, key=lambda unit: unit.first) - 1
        if number >= 0 and line <= alist.units[number].last:
            yield alist.units[number]
        at = alist.text.find(address, at + 1)


def of_one_outline(alist: AwesomeList, own: Sequence[Unit], pool: list[Unit]) -> list[Unit]:
    """Leave out entries of other sections whose lines are set out in no way that the section's own are.

    A few entries of the section say so: what only another hand prints is not borrowed into theirs.
    """
    if len(own) < _SOME:
        return pool
    here = {outline(alist, unit) for unit in own}
    near = {unit.first for unit in own}
    return [unit for unit in pool if unit.first in near or outline(alist, unit) in here]


def outline(alist: AwesomeList, unit: Unit) -> tuple[bool, str, bool]:
    """Whether an entry is counted, what its second line with text starts with, and whether a blank one is above that."""
    counted = _COUNTED.match(alist.text, alist.lines[unit.first].start) is not None
    for number in range(unit.first + 1, unit.last + 1):
        if (line := alist.lines[number]).kind is not Kind.BLANK:
            return counted, "-" if line.kind is Kind.BULLET else "x", number > unit.first + 1
    return counted, "", False


_SOME = 3
_COUNTED = re.compile(r"[ \t>]*#{1,6}[ \t]+\d{1,4}[.)]|[ \t>]*\d{1,4}[.)]")


def well_nested(alist: AwesomeList, pool: list[Unit]) -> list[Unit]:
    """Leave out entries whose lines lost their indent where most keep theirs: a slip is nobody's style."""
    nested = [None if unit.last == unit.first else _is_nested(alist, unit) for unit in pool]
    told = [deep for deep in nested if deep is not None]
    if sum(told) * 2 <= len(told):
        return pool
    return [unit for unit, deep in zip(pool, nested, strict=True) if deep is not False]


def _is_nested(alist: AwesomeList, unit: Unit) -> bool | None:
    """Whether the second line with text stands deeper than the first; None for an entry of one line."""
    for number in range(unit.first + 1, unit.last + 1):
        if alist.lines[number].kind is not Kind.BLANK:
            return alist.lines[number].indent > alist.lines[unit.first].indent
    return None


def of_one_paper(alist: AwesomeList, pool: list[Unit]) -> list[Unit]:
    """Leave out entries that print a second paper behind their own, unless all do: a new one is one paper."""
    single = [unit for unit in pool if not _prints_two(alist.reading(unit))]
    return single or pool


def _prints_two(reading: Reading) -> bool:
    """Whether another paper's title stands in an entry: words enough for one, on the link of a paper of its own."""
    own = keys_of_url(reading.url)
    if any(_another(own, keys_of_url(piece.target)) for piece in reading.of(Field.LINK)):
        return True
    titled = (keys_of_url(p.target) for p in reading.of(Field.LINK) if len(p.value.split()) >= _TITLE_WORDS)
    return any(keys and is_strong(keys[0]) and not set(keys).intersection(own) for keys in titled)


def _another(own: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two works have an id of one sort each, and not the same one."""
    if not own or not other or not is_strong(own[0]) or set(own).intersection(other):
        return False
    return own[0].partition(":")[0] == other[0].partition(":")[0]


def common_shape(units: Sequence[Unit]) -> str:
    """The shape of most entries, the nearest counting most."""
    counts: dict[str, float] = {}
    for rank, unit in enumerate(units):
        counts[unit.shape] = counts.get(unit.shape, 0) + 1 / (2 + rank)
    return max(counts, key=lambda shape: counts[shape])


def adjacent(units: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    """Each two of the entries that stand one behind the other in one section, in the order of the file."""
    ordered = sorted(units, key=lambda unit: unit.first)
    return [(one, other) for one, other in pairwise(ordered) if one.section == other.section]
