"""Which lines of a text stand in another: as `difflib` tells it, in a time that long lists bear.

Equal heads and tails go first. What is left is parted at the lines that stand once on both sides (the "patience" of
Bram Cohen's diff); `difflib`, whose time grows with the square of a blank line's number, sees the gaps between them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_MANY = 1_000_000
"""Pairs of lines in a gap from which on lines that many others equal are no beginning of a match."""


class Part(NamedTuple):
    """Lines `start`–`end` of the old text, and `first`–`last` of the new one (0-based, ends exclusive)."""

    same: bool
    start: int
    end: int
    first: int
    last: int


class _Window(NamedTuple):
    """What is still to compare: lines of the old text and of the new one."""

    start: int
    end: int
    first: int
    last: int


def parts(old: Sequence[str], new: Sequence[str]) -> list[Part]:
    """Both texts from their beginning to their end, in turn the same and changed."""
    found = []
    start = first = 0
    for a, b, size in [*_merged(sorted(_same(old, new))), (len(old), len(new), 0)]:
        if (start, first) != (a, b):
            found.append(Part(same=False, start=start, end=a, first=first, last=b))
        if size:
            found.append(Part(same=True, start=a, end=a + size, first=b, last=b + size))
        start, first = a + size, b + size
    return found


def changed(old: Sequence[str], new: Sequence[str]) -> list[Part]:
    """The parts that differ; where only lines came in, `start` is `end`, and where they went, `first` is `last`."""
    return [part for part in parts(old, new) if not part.same]


def _merged(blocks: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Matching blocks (place in the old text, in the new one, lines), those that touch as one."""
    a = b = size = 0
    for start, first, more in blocks:
        if (a + size, b + size) == (start, first):
            size += more
            continue
        if size:
            yield a, b, size
        a, b, size = start, first, more
    if size:
        yield a, b, size


def _same(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Matching blocks in any order."""
    waiting = [_Window(0, len(old), 0, len(new))]
    while waiting:
        whole = waiting.pop()
        head, tail = _ends(old, new, whole)
        yield whole.start, whole.first, head
        yield whole.end - tail, whole.last - tail, tail
        rest = _Window(whole.start + head, whole.end - tail, whole.first + head, whole.last - tail)
        if rest.start == rest.end or rest.first == rest.last:
            continue
        anchors = _anchors(old, new, rest)
        if anchors:
            waiting += _between(anchors, rest)
        else:
            yield from _gap(old, new, rest)


def _ends(old: Sequence[str], new: Sequence[str], within: _Window) -> tuple[int, int]:
    """How many lines both begin with, and end with; what could be of either is of the longer one."""
    most = min(within.end - within.start, within.last - within.first)
    head = next((n for n in range(most) if old[within.start + n] != new[within.first + n]), most)
    tail = next((n for n in range(most) if old[within.end - 1 - n] != new[within.last - 1 - n]), most)
    return (head, min(tail, most - head)) if head >= tail else (min(head, most - tail), tail)


def _anchors(old: Sequence[str], new: Sequence[str], within: _Window) -> list[tuple[int, int]]:
    """The longest row of lines in one order on both sides, of those that stand once on each."""
    once = _once(new, within.first, within.last)
    pairs = [(place, once[line]) for line, place in _once(old, within.start, within.end).items() if line in once]
    ends: list[int] = []
    rows: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        rows[length : length + 1] = [number]
        before.append(rows[length - 1] if length else -1)
    row = []
    number = rows[-1] if rows else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _once(lines: Sequence[str], start: int, end: int) -> dict[str, int]:
    """The lines of a part that stand in it once → their places, in order."""
    counted = Counter(lines[start:end])
    return {lines[place]: place for place in range(start, end) if counted[lines[place]] == 1}


def _between(anchors: Sequence[tuple[int, int]], within: _Window) -> Iterator[_Window]:
    """The windows from each anchor, which begins one, up to the next."""
    starts = [(within.start, within.first), *anchors]
    for (start, first), (end, last) in zip(starts, [*anchors, (within.end, within.last)], strict=True):
        if (start, first) != (end, last):
            yield _Window(start, end, first, last)


def _gap(old: Sequence[str], new: Sequence[str], within: _Window) -> Iterator[tuple[int, int, int]]:
    a, b = old[within.start : within.end], new[within.first : within.last]
    for start, first, size in SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > _MANY).get_matching_blocks():
        yield within.start + start, within.first + first, size
