"""Sections whose entries are paragraphs between thematic breaks: all that stands between two breaks is one entry's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.reading.blocks import Kind, Line
from bot.reading.outline import Unit

_FEWEST = 3
"""The fewest entries of a section from which its habit is inferred."""
_PLAIN = (Kind.TEXT, Kind.HTML, Kind.BLANK)


def join(lines: Sequence[Line], units: Sequence[Unit]) -> None:
    """Let each paragraph reach to the break behind it, where a break stands behind each but the last of its section."""
    for section in _sections(units):
        if len(section) < _FEWEST or any(unit.shape != "paragraph" for unit in section):
            continue
        if any(_breaks(lines, one, other) != 1 for one, other in pairwise(section)):
            continue
        ends = [_end(lines, unit.last, other.first) for unit, other in pairwise(section)]
        most = max(end - unit.last for unit, end in zip(section, ends, strict=False))
        last = section[-1].last
        for unit, end in zip(section, [*ends, _end(lines, last, min(len(lines), last + most + 1))], strict=True):
            unit.last = end


def _sections(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    groups: dict[int, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit.section, []).append(unit)
    yield from groups.values()


def _breaks(lines: Sequence[Line], one: Unit, other: Unit) -> int:
    """How many breaks stand between two entries, 0 where anything stands there that is no paragraph."""
    kinds = [line.kind for line in lines[one.last + 1 : other.first]]
    return kinds.count(Kind.BREAK) if all(kind in _PLAIN or kind is Kind.BREAK for kind in kinds) else 0


def _end(lines: Sequence[Line], last: int, stop: int) -> int:
    """The last line of the paragraphs that follow a line, before a break or anything else."""
    for number in range(last + 1, stop):
        if lines[number].kind not in _PLAIN:
            break
        last = number if lines[number].kind is not Kind.BLANK else last
    return last
