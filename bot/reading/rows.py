"""Rows of Markdown and HTML tables: where the content of each cell stands, and what the head of a table says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from bot.reading import inline
from bot.reading.fields import Piece, Reading

_ITEM = re.compile(r"\s*<(?:li|dt)\b", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_CELL = re.compile(r"<t[dh]\b[^<>]*>(.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)
_HEAD_CELL = re.compile(r"<t[dh]\b(?P<how>[^<>]*)>(?P<text>.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b[^<>]*>(?P<cells>.{0,8000}?)</tr>", re.IGNORECASE | re.DOTALL)
_SPAN = re.compile(r"(?P<way>row|col)span\s*=\s*[\"']?(?P<size>\d{1,2})", re.IGNORECASE)
"""A cell that reaches over several rows or columns."""
MERGED = re.compile(r"(?<!\s)\s++rowspan\s*=\s*[\"']?(?P<size>[2-9]|\d\d)[\"']?(?=[\s>])", re.IGNORECASE)
"""A cell that reaches over several rows."""
_DEEPEST = 4
"""Rows of an HTML table that may make up its head."""
BLANKS = " \t\u00a0"
IN_FRONT = f"{BLANKS}>"
"""What may stand in front of a row: blanks, and the marks of a quote."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its reading, and where the content of each cell stands in the block (without padding)."""

    reading: Reading
    cells: tuple[tuple[int, int], ...]

    def cell(self, column: int) -> Reading:
        """The pieces of one cell as a reading of its own."""
        start, end = self.cells[column]
        pieces = [moved(piece, start) for piece in self.reading.pieces if start <= piece.start and piece.end <= end]
        return Reading(self.reading.block[start:end], pieces)

    def contents(self) -> list[str]:
        """The text of each cell."""
        return [self.reading.block[start:end] for start, end in self.cells]

    def frame(self) -> list[str]:
        """The text around the cells: one more than there are cells."""
        out = []
        position = 0
        for start, end in self.cells:
            out.append(self.reading.block[position:start])
            position = end
        return [*out, self.reading.block[position:]]


def names_behind(names: Sequence[str], block: str, width: int) -> Sequence[str]:
    """The columns of a row's cells by name: a row of HTML with fewer cells stands below such as reach down, at its left."""
    return names[len(names) - width :] if "<td" in block.lower() and 0 < width < len(names) else names


def outside_merged(rows: Sequence[str], place: int) -> int:
    """A place among the rows of an HTML table that no cell of a row above it reaches over: the one before that row."""
    for number in range(place - 1, -1, -1):
        if (merged := MERGED.search(rows[number])) and number + int(merged["size"]) > place:
            return outside_merged(rows, number)
    return place


def cell_columns(text: str) -> dict[int, tuple[int, ...]]:
    """The columns of the cells of each row of an HTML table, by where the row starts in the text.

    A cell that reaches over several rows takes its columns in all of them.
    """
    until: dict[int, int] = {}
    found = {}
    for number, row in enumerate(_ROW.finditer(text)):
        column, own = 0, []
        for cell in _HEAD_CELL.finditer(row["cells"]):
            while until.get(column, 0) > number:
                column += 1
            spans = {said["way"].lower(): int(said["size"]) for said in _SPAN.finditer(cell["how"])}
            own.append(column)
            wide = max(1, spans.get("col", 1))
            until.update(dict.fromkeys(range(column, column + wide), number + spans.get("row", 1)))
            column += wide
        found[row.start()] = tuple(own)
    return found


def moved(piece: Piece, by: int) -> Piece:
    """A piece as it stands in a text that starts so much later."""

    def shift(span: tuple[int, int]) -> tuple[int, int]:
        return span if span == (-1, -1) else (span[0] - by, span[1] - by)

    return piece._replace(
        start=piece.start - by,
        end=piece.end - by,
        label_at=shift(piece.label_at),
        target_at=shift(piece.target_at),
    )


def row_of(reading: Reading) -> Row:
    """Cut a row into its cells; an item of an HTML list has none."""
    block = reading.block
    if _ITEM.match(block):
        return Row(reading, ())
    spans = _html_cells(block) if "<td" in block.lower() else _pipe_cells(block)
    return Row(reading, tuple(_stripped(block, start, end) for start, end in spans))


def cells_of(line: str) -> list[str]:
    """The text of each cell of a Markdown row."""
    return [line[slice(*_stripped(line, *cell))] for cell in _pipe_cells(line)]


def _html_cells(block: str) -> list[tuple[int, int]]:
    return [found.span(1) for found in _CELL.finditer(block)]


def html_columns(text: str) -> tuple[str, ...]:
    """The column names of an HTML table that `text` starts with: of cells one below the other, the lowest."""
    names: dict[int, str] = {}
    until: dict[int, int] = {}
    depth = 1
    rows = _ROW.finditer(text)
    first = next(rows, None)
    titled = first is not None and _is_one_cell(first["cells"])  # the name of the table
    for number, row in enumerate(rows if titled or first is None else chain([first], rows)):
        if number >= min(depth, _DEEPEST):
            break
        column = 0
        for cell in _HEAD_CELL.finditer(row["cells"]):
            while until.get(column, 0) > number:
                column += 1
            spans = {found["way"].lower(): int(found["size"]) for found in _SPAN.finditer(cell["how"])}
            depth = max(depth, number + spans.get("row", 1)) if number == 0 else depth
            for at in range(column, column + max(1, spans.get("col", 1))):
                names[at], until[at] = inline.as_read(cell["text"]), number + spans.get("row", 1)
            column += max(1, spans.get("col", 1))
    return tuple(names[n] for n in sorted(names))


def _is_one_cell(cells: str) -> bool:
    """Whether a row is one cell over several columns."""
    return len(_HEAD_CELL.findall(cells)) == 1 and any(found["way"].lower() == "col" for found in _SPAN.finditer(cells))


def _pipe_cells(block: str) -> list[tuple[int, int]]:
    pipes = [found.start() for found in _PIPE.finditer(block)]
    first = len(block) - len(block.lstrip(IN_FRONT))
    bounds = pipes if pipes and pipes[0] == first else [-1, *pipes]
    last = block[bounds[-1] + 1 :]
    if last.strip(BLANKS + "\r"):
        bounds = [*bounds, len(block)]
    return [(a + 1, b) for a, b in pairwise(bounds)]


def _stripped(block: str, start: int, end: int) -> tuple[int, int]:
    while start < end and block[start] in BLANKS:
        start += 1
    while end > start and block[end - 1] in BLANKS:
        end -= 1
    return start, end
