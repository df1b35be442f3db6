"""Rows of one table seen as rows of another: what the list's other tables tell of a table with columns of its own.

A row goes with a table where their columns have the same names; else its cells are put in the order of the table's
columns, and those that the table has none for are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading import columns
from bot.reading.fields import Field, Piece, Reading
from bot.reading.rows import Row, moved

_NO_LETTER = re.compile(r"[\W_]+")
_SAME = (
    frozenset(("title", "paper", "papertitle", "papers", "work", "论文", "标题")),
    frozenset(("venue", "pub", "publication", "conference", "journal", "publisher", "会议")),
    frozenset(("code", "codes", "repo", "repository", "github", "implementation", "代码")),
    frozenset(("author", "authors", "作者")),
)
"""Names that people give to one column."""
_TITLES = (Field.TITLE, Field.HEAD, Field.TAIL)


def of_table(rows: Sequence[tuple[Row, tuple[str, ...]]], names: tuple[str, ...]) -> list[Row]:
    """The rows, each given with the columns of its table, as rows of a table with these columns.

    Rows that tell nothing of such a table are left out, unless none does.
    """
    if not names:
        return [row for row, _ in rows]
    named = tuple(map(_name, names))
    found = [_seen_as(row, tuple(map(_name, have)), named) for row, have in rows]
    return [row for row in found if row is not None] or [row for row, _ in rows]


def _seen_as(row: Row, have: tuple[str, ...], want: tuple[str, ...]) -> Row | None:
    if not have or have == want:
        return row
    alike = sum(one == other for one, other in zip(have, want, strict=False))
    if len(have) == len(want) and alike * 2 > len(want):
        return row
    if "<td" in row.reading.block.lower():
        other = _are_said(have) and _are_said(want)
        return row if len(have) == len(want) and not other else None
    if len(row.cells) < len(have):
        return row if len(have) == len(want) else None
    order = [have.index(name) if name in have else -1 for name in want]
    titles = {n for n in range(len(row.cells)) if any(p.kind in _TITLES for p in row.cell(n).pieces)}
    return _reordered(row, order) if titles.intersection(order) else None


def _are_said(names: Sequence[str]) -> bool:
    """Whether these are names of columns, and not the cells of a first row where a table has no head."""
    return bool(columns.named(names)) and columns.headers_of(names).beside != frozenset()


def _name(column: str) -> str:
    name = _NO_LETTER.sub("", column).lower()
    return next((min(group) for group in _SAME if name in group), name)


def _reordered(row: Row, order: Sequence[int]) -> Row:
    """A row of some of its cells, -1 for an empty one, each with the blanks that it has around it."""
    block = row.reading.block
    lead = "|" if block.lstrip().startswith("|") else ""
    out, at = [lead], len(lead)
    cells: list[tuple[int, int]] = []
    pieces: list[Piece] = []
    for number in order:
        left, right = _blanks(row, number) if number >= 0 else (" ", "")
        start, end = row.cells[number] if number >= 0 else (0, 0)
        begin = at + len(left)
        cells.append((begin, begin + end - start))
        pieces += [moved(piece, start - begin) for piece in row.reading.pieces if start <= piece.start < end]
        text = f"{left}{block[start:end]}{right}|"
        out.append(text)
        at += len(text)
    bare = "".join(out)
    return Row(Reading(bare if block.rstrip().endswith("|") else bare[:-1], pieces), tuple(cells))


def _blanks(row: Row, number: int) -> tuple[str, str]:
    block, (start, end) = row.reading.block, row.cells[number]
    before, behind = block[:start], block[end:]
    return before[len(before.rstrip(" \t\u00a0")) :], behind[: len(behind) - len(behind.lstrip(" \t\u00a0"))]
