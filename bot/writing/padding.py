"""The blanks around the cells of a table: of columns set to a width, and of others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.reading.rows import BLANKS, Row

Pad = tuple[int, int, int]
"""Blanks left of a cell's content, blanks right of it, and the length of the content."""
_LOOKED_AT = 20
_ROWS = 40
_AROUND = 2
_TOLD = 3
"""This many rows tell whether a column is set to a width."""
_SAME = 3.0
_WORDS = re.compile(r"[\w./:?=&%\s-]+")
_V = TypeVar("_V", int, str, tuple[int, int])
_STYLES: tuple[Callable[[int], tuple[int, int]], ...] = (
    lambda n: (min(1, n), n - min(1, n)),
    lambda n: (n // 2, n - n // 2),
    lambda n: (n - n // 2, n // 2),
    lambda n: (n - min(1, n), min(1, n)),
    lambda n: (0, n),
    lambda n: (n, 0),
)
"""Spare blanks to the sides: left with a blank, in the middle (two ways), right with a blank, left, right."""


@dataclass(frozen=True, slots=True)
class Padding:
    """The padding of the rows near, nearest first; `own` of them stand in the table itself.

    `rule` is the width of each cell of the table's rule, with its bars' blanks, () where it is not known.
    """

    rows: Sequence[Sequence[Pad]]
    own: int = 0
    rule: Sequence[int] = ()
    twin: Sequence[Pad] = ()
    """The padding of a row with the very same cells."""
    head: Sequence[Pad] = ()
    """The padding of the table's head."""

    def around(self, contents: Sequence[str]) -> list[tuple[int, int]]:
        """Blanks left and right of each content of a new row."""
        widths = [self._width(column) for column in range(len(contents))]
        free = self.twin or self._typical(widths)
        return [
            self._cell(column, len(content), width) if width else self._free(column, free[column], len(content))
            for column, (content, width) in enumerate(zip(contents, widths, strict=True))
        ]

    def _free(self, column: int, pad: Pad, size: int) -> tuple[int, int]:
        """The blanks of a cell as long as it happens to be: as in `pad`, where that is empty or full as this one is."""
        like = [(left, right) for left, right, length in self._column(column) if bool(length) == bool(size)]
        return pad[:2] if bool(pad[2]) == bool(size) or not like else usual(like)

    def _column(self, column: int) -> list[Pad]:
        return [row[column] for row in self.rows[:_LOOKED_AT]]

    def _cell(self, column: int, size: int, width: int) -> tuple[int, int]:
        pads = [row[column] for row in self._witnesses()]
        pads = [pad for pad in pads if pad[2]] or pads  # an empty cell does not say where its content would stand
        if width > size + 1:
            return _aligned([pad for pad in pads if sum(pad) == width] or pads, width - size)
        over = [(left, right) for left, right, length in pads if length + 1 >= width]
        return usual(over) if over else (1, 1)

    def _witnesses(self) -> Sequence[Sequence[Pad]]:
        return self.rows[: self.own or _LOOKED_AT][:_LOOKED_AT]

    def _width(self, column: int) -> int:
        """The width that the column is set to, 0 where its cells are as long as they happen to be."""
        pads = [row[column] for row in self._witnesses()]
        widths = Counter(sum(pad) for pad in pads)
        width = widths.most_common(1)[0][0]
        if self.rule and self.own:
            width = self.rule[column] if widths[self.rule[column]] * 2 >= len(pads) else width
            head = self.head[column : column + 1] if self._is_set() else ()
            if _reaches_rule([(pad, self.rule[column]) for pad in (*head, *pads)]):
                return self.rule[column]
            spare = any(left + right > _AROUND for left, right, _ in pads)
            if spare and len(pads) < _TOLD and widths[self.rule[column]] == len(pads):
                return width  # too few rows to tell from, but as wide as the rule with blanks to spare
        return width if _set_to(pads, width) else 0

    def _is_set(self) -> bool:
        """Whether the rows of the table, all columns taken together, keep to the rule: then its head does so, too."""
        rows = self._witnesses()
        return _reaches_rule([pair for row in rows for pair in zip(row, self.rule, strict=True)])

    def _typical(self, widths: Sequence[int]) -> Sequence[Pad]:
        """Blanks as in the row that shares most of them with the others, the nearest counting most.

        What stands in columns that are set to a width follows from the content, and says nothing of the others.
        """
        rows = [
            tuple((0, 0) if width else (left, right) for (left, right, _), width in zip(row, widths, strict=True))
            for row in self.rows[:_LOOKED_AT]
        ]
        shares = [_votes(column) for column in zip(*rows, strict=True)]

        def agreement(number: int) -> float:
            return sum(math.log(share[pair]) for share, pair in zip(shares, rows[number], strict=True))

        return self.rows[max(range(len(rows)), key=agreement)]


def _reaches_rule(cells: Sequence[tuple[Pad, int]]) -> bool:
    """Whether cells with blanks to spare, each with the rule's width, mostly fill it; longer ones run over it."""
    short = [sum(pad) == width for pad, width in cells if 0 < pad[2] < width - _AROUND]
    return sum(short) * 2 > max(1, len(short))


def _set_to(pads: Sequence[Pad], width: int) -> bool:
    """Whether cells are padded to one width, judged by those of unusual length."""
    size = Counter(size for _, _, size in pads).most_common(1)[0][0]
    pair = Counter((left, right) for left, right, _ in pads).most_common(1)[0][0]
    odd = [pad for pad in pads if pad[2] != size]
    return sum(sum(pad) == width for pad in odd) > sum((left, right) == pair for left, right, _ in odd)


def _aligned(pads: Sequence[Pad], spare: int) -> tuple[int, int]:
    """Spare blanks to the sides as the column is set: left, right, or in the middle."""
    best = max(_STYLES, key=lambda style: sum(style(left + right) == (left, right) for left, right, _ in pads))
    return best(spare)


def usual(values: Sequence[_V]) -> _V:
    """The commonest value, the first ones counting most."""
    votes = _votes(values)
    return max(votes, key=lambda value: votes[value])


def _votes(values: Sequence[_V]) -> dict[_V, float]:
    votes: dict[_V, float] = {}
    for rank, value in enumerate(values):
        votes[value] = votes.get(value, 0) + 1 / (3 + rank)
    return votes


def usual_frame(contents: Sequence[str], rows: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Sequence[str]:
    """Of rows as (contents, text around them), nearest first, the text around one that agrees most with the others.

    What stands beside a cell goes with what the cell holds: rows with the same text there say most of it, then those
    whose text begins with the same marks.
    """
    near = [(nearness, *row) for nearness, row in zip(_nearness(), rows, strict=False)]
    looks = [_look(content) for content in contents]
    votes: list[dict[str, float]] = [{} for _ in range(len(contents) + 1)]
    for weight, held, frame in near:
        alike = [1.0, *(_alike(*pair) for pair in zip(contents, looks, held, strict=True)), 1.0]
        for place, part in enumerate(frame):
            vote = weight * alike[place] * alike[place + 1]
            votes[place][part] = votes[place].get(part, 0) + vote
    totals = [sum(vote.values()) for vote in votes]

    def agreement(frame: Sequence[str]) -> float:
        return sum(math.log(vote[part] / total) for vote, total, part in zip(votes, totals, frame, strict=True))

    return max((frame for _, _, frame in near), key=agreement)


def _nearness() -> Iterator[float]:
    return (1 / (1 + rank) ** 1.5 for rank in range(_ROWS))


def _alike(content: str, look: str, other: str) -> float:
    """How much more a row counts for the blanks beside a cell where it holds the same content, or one of the same look."""
    return _SAME * _SAME if content == other else _SAME if look == _look(other) else 1.0


def _look(content: str) -> str:
    """The marks that a cell begins with, and whether words stand among them."""
    return _WORDS.sub("w", content)[:3]


def blanks_around(row: Row, column: int) -> tuple[int, int, int]:
    """The blanks before and behind a cell's content, and how long that is."""
    start, end = row.cells[column]
    block = row.reading.block
    left = start - len(block[:start].rstrip(BLANKS))
    right = len(block) - end - len(block[end:].lstrip(BLANKS))
    if column == len(row.cells) - 1 and "|" not in block[end:]:
        right = 0
    return left, right, end - start
