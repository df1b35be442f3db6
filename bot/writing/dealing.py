"""A paper's facts dealt out to the columns of a table, by what the cells of each column hold."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from bot.model import Link, Paper
from bot.reading.fields import Field, Reading, is_mark
from bot.reading.preprint import is_preprint
from bot.reading.printed_links import beside, has_label
from bot.reading.rows import Row
from bot.writing.facts import Facts, texts_of

_KNOWN = 1.5
"""What it tells that a column has shown the same word before."""
_T = TypeVar("_T", str, Link)


@dataclass(frozen=True)
class Column:
    """The cells of one column: what they hold, how many of a kind, and in which words."""

    cells: Sequence[Reading]

    def labelled(self) -> Column:
        """The same cells with those links alone that have a label."""
        return Column([Reading(cell.block, [p for p in cell.pieces if has_label(p)]) for cell in self.cells])

    def filled(self, kind: Field) -> int:
        """How many cells hold a kind."""
        return len(self.cells) - self._numbers(kind)[0]

    def odds(self, kind: Field, values: Sequence[str | Link]) -> float:
        """The logarithm of how likely a cell holds these values."""
        numbers, words = self._numbers(kind), self._words(kind)
        known = sum((value.label if isinstance(value, Link) else value) in words for value in values)
        return math.log((numbers[len(values)] + 0.2) / (len(self.cells) + 1)) + _KNOWN * known

    def _numbers(self, kind: Field) -> Counter[int]:
        return self._counted[0][kind]

    def _words(self, kind: Field) -> set[str]:
        return self._counted[1][kind]

    @cached_property
    def _counted(self) -> tuple[dict[Field, Counter[int]], dict[Field, set[str]]]:
        numbers: dict[Field, Counter[int]] = {kind: Counter() for kind in Field}
        words: dict[Field, set[str]] = {kind: set() for kind in Field}
        for cell in self.cells:
            own = Counter(piece.kind for piece in cell.pieces)
            for kind in Field:
                numbers[kind][own[kind]] += 1
            for piece in cell.pieces:
                words[piece.kind].add(piece.value)
        return numbers, words


def columns_of(rows: Sequence[Row], width: int) -> list[Column]:
    """The columns of some rows, each of the rows that have so many cells."""
    return [Column([row.cell(column) for row in rows if len(row.cells) > column]) for column in range(width)]


def shared(paper: Paper, columns: Sequence[Column], headers: Sequence[str]) -> list[Paper]:
    """The paper's facts dealt out to the columns."""
    tags = _dealt_tags([tag for tag in paper.tags if not is_mark(tag)], columns, headers)
    marks = _dealt(tuple(tag for tag in paper.tags if is_mark(tag)), columns, Field.MARK)
    ideas = _dealt(texts_of(paper.idea), columns, Field.IDEA)
    code = _dealt(paper.code, columns, Field.CODE)
    links = _dealt(beside(paper).links, columns, Field.LINK)
    own = _dealt(Facts(paper).own, [column.labelled() for column in columns], Field.URL)
    return [
        replace(
            paper,
            authors=paper.authors if main_column(columns, Field.AUTHORS) == number else (),
            venue=paper.venue if main_column(columns, Field.VENUE) == number and _takes_venue(column, paper) else "",
            date=_date_in(column, paper) if main_column(columns, Field.DATE) == number else "",
            citation=paper.citation if column.filled(Field.CITATION) else "",
            tags=tags[number] + marks[number],
            idea="\n".join(ideas[number]),
            code=code[number],
            links=own[number] + links[number],
        )
        for number, column in enumerate(columns)
    ]


def _takes_venue(column: Column, paper: Paper) -> bool:
    """Whether a column takes a feed's venue: not where a few of its texts name one."""
    texts = column.filled(Field.IDEA) + column.filled(Field.TAG)
    return not paper.sources or column.filled(Field.VENUE) >= texts


def _date_in(column: Column, paper: Paper) -> str:
    """The date for a column of dates: that of publication where a feed tells no other and most cells show more than a year."""
    if paper.date or not paper.sources:
        return paper.date
    preprint = Facts(paper).is_preprint
    venues = ((cell, cell.first(Field.VENUE)) for cell in column.cells)
    same = Column([cell for cell, venue in venues if venue and is_preprint(venue.value) is preprint])
    column = same if same.cells[1:] else column
    dated = column.filled(Field.DATE)
    return paper.published[:10] if dated > max(column.filled(Field.YEAR), column.filled(Field.VENUE) - dated) else ""


def main_column(columns: Sequence[Column], kind: Field) -> int:
    """The column that holds a kind most often, -1 where none does."""
    best = max(range(len(columns)), key=lambda number: columns[number].filled(kind), default=-1)
    return best if best >= 0 and columns[best].filled(kind) else -1


def _dealt(values: Sequence[_T], columns: Sequence[Column], kind: Field) -> list[tuple[_T, ...]]:
    """Values in order to the columns of a kind, so that each column holds about as many as it mostly does.

    The likeliest way to cut the values into runs, one run per column: a column is known by how many pieces its cells
    hold and by the words that stood there.
    """
    dealt: list[tuple[_T, ...]] = [() for _ in columns]
    used = [number for number, column in enumerate(columns) if column.filled(kind)]
    if not values or not used:
        return dealt
    best: list[tuple[float, tuple[int, ...]]] = [(-math.inf, ())] * (len(values) + 1)
    best[0] = (0.0, ())
    for number in used:
        column = columns[number]
        best = [_likeliest(best, column, kind, values[:stop]) for stop in range(len(values) + 1)]
    cuts: tuple[int, ...] = (*best[-1][1], len(values))
    for number, (start, stop) in zip(used, pairwise(cuts), strict=True):
        dealt[number] = tuple(values[start:stop])
    return dealt


def _likeliest(
    best: Sequence[tuple[float, tuple[int, ...]]], column: Column, kind: Field, values: Sequence[str | Link]
) -> tuple[float, tuple[int, ...]]:
    """The best way to end the values at this column, by where its own run of them starts."""
    ways = (
        (best[start][0] + column.odds(kind, values[start:]), (*best[start][1], start))
        for start in range(len(values) + 1)
    )
    return max(ways)


def tag_column(tag: str, headers: Sequence[str]) -> int:
    """The column that a tag names (`Backbone: ViT`), -1 where it names none."""
    header, colon, _ = tag.partition(": ")
    return headers.index(header) if colon and header in headers else -1


def _dealt_tags(tags: Sequence[str], columns: Sequence[Column], headers: Sequence[str]) -> list[tuple[str, ...]]:
    """Tags to columns: by the header they name, the others in order."""
    named: dict[int, list[str]] = {}
    plain: list[str] = []
    for tag in tags:
        number = tag_column(tag, headers)
        if 0 <= number < len(columns):
            named.setdefault(number, []).append(tag.partition(": ")[2])
        else:
            plain.append(tag)
    dealt = _dealt(plain, [Column(()) if n in named else column for n, column in enumerate(columns)], Field.TAG)
    for number, values in named.items():
        dealt[number] = tuple(values)
    return dealt
