"""Rows of Markdown and HTML tables: a paper written cell by cell, in the cells' own padding.

Each column is a hand of its own. A column's kind is what most of its cells hold; where several columns hold tags, a
tag may name its column (`Backbone: ViT`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model import Paper
from bot.reading.columns import is_month
from bot.reading.fields import Field, Reading
from bot.reading.printed_links import beside
from bot.reading.printed_venue import PLACEHOLDER
from bot.reading.rows import BLANKS, MERGED, Row, names_behind, row_of
from bot.writing import abstracts, code_label
from bot.writing.cells import of_preprint, own_content
from bot.writing.dealing import Column, columns_of, main_column, shared
from bot.writing.facts import Facts
from bot.writing.hand import Hand
from bot.writing.newcomer import venue_apart
from bot.writing.padding import Padding, blanks_around, usual, usual_frame
from bot.writing.template import Template, repo_of, template_of

_LOOKED_AT = 20
_FEW = 3
_SOME_ROWS = 2
"""This many rows of one length are no slip."""


@dataclass
class TableHand:
    """The rows near the place, nearest first; `headers` are the names of the columns."""

    rows: Sequence[Row]
    headers: Sequence[str]
    near: int
    rule: Row | None = None
    own: int = 0
    """The rule below the head of the table, and how many of the rows stand in that table."""
    head: Row | None = None
    twin: Row | None = None
    """The paper's own row in another table with the same columns."""

    def fits(self, paper: Paper) -> bool:
        """Cells are chosen one by one: a row always fits."""
        del paper
        return True

    def with_twin(self, reading: Reading, columns: Sequence[str]) -> TableHand:
        """The same hand that knows the paper's own row in another table."""
        return replace(self, twin=row_of(reading)) if tuple(columns) == tuple(self.headers) else self

    def write(self, paper: Paper, number: str = "") -> str:
        """One row for the paper, with as many cells as it fills where rows leave out those that they have nothing for."""
        most = self._width()
        for width in self._widths(most):
            row, is_full = self._row(paper, number, width)
            if is_full or (width <= most and self._ends_blank(width)):
                return row
        return self._row(paper, number, most)[0]

    def _width(self) -> int:
        """How many cells most rows near have."""
        if any(MERGED.search(part) for row in self.rows[:_LOOKED_AT] for part in row.frame()):
            return max(len(row.cells) for row in self.rows[:_LOOKED_AT])  # the others lack the merged cell
        return Counter(len(row.cells) for row in self.rows[:12]).most_common(1)[0][0]

    def _widths(self, most: int) -> list[int]:
        """How many cells rows have where they differ: the greatest number first, none beyond those of the head."""
        counts = Counter(len(row.cells) for row in self.rows)
        told = [width for width, count in counts.items() if width and count >= _SOME_ROWS]  # an item has no cells
        usual = [width for width in told if width <= most or width <= len(self.headers)]
        return sorted(usual, reverse=True) if most and usual[1:] else []

    def _ends_blank(self, width: int) -> bool:
        """Whether a row of so many cells leaves the last one blank."""
        rows = [row for row in self.rows if len(row.cells) == width]
        return any(row.cells[-1][0] == row.cells[-1][1] for row in rows)

    def _row(self, paper: Paper, number: str, width: int) -> tuple[str, bool]:
        """A row of so many cells, and whether its last one tells something."""
        rows = [row for row in self.rows if len(row.cells) == width]
        columns = columns_of(rows, width)
        paper = code_label.linked_as_here(paper, [template_of(row.reading) for row in self._of_this_table(rows)])
        paper = replace(paper, url=Facts(paper).url, arxiv_id=Facts(paper).arxiv)
        twin = self.twin if self.twin and len(self.twin.cells) == width else None
        blank = _placeholder(columns_of(self._of_this_table(rows), width))
        titled = main_column(columns, Field.TITLE)
        contents = []
        for column, share in enumerate(self._shares(paper, rows, columns)):
            every = [template_of(row.cell(column), row.reading) for row in _reaching(rows, column)]
            cells = _undated(every if column == titled else _untitled(every), self.own)
            own = template_of(twin.cell(column), twin.reading) if twin else None
            hand = Hand(cells, self.near, table=True, twin=own)
            told = hand.write(share, number, Facts(paper).repo if paper.code else "", cell=True)
            told = own_content(told, columns[column].cells, paper.arxiv_id)
            if not told and paper.sources:
                told = of_preprint(columns[column].cells, [row.reading.url for row in rows], Facts(paper).arxiv)
            contents.append(told or self._month(column, columns[column], paper) or blank)
        padding = self._padding(rows, width)
        if twin and contents == twin.contents():
            rows = [twin, *rows]
            padding = replace(padding, twin=[blanks_around(twin, column) for column in range(width)])
        return _framed(contents, rows, padding), bool(contents and contents[-1] != blank)

    def _shares(self, paper: Paper, rows: Sequence[Row], columns: Sequence[Column]) -> list[Paper]:
        """The part of the paper that each column tells."""
        headers = names_behind(self.headers, rows[0].reading.block if rows else "", len(columns))
        shares = list(shared(venue_apart(paper), columns, headers))
        for number, name in enumerate(headers[: len(columns)]):
            told = columns[number].filled(Field.IDEA), len(columns[number].cells)
            shares[number] = abstracts.of_column(name, *told, shares[number])
        return [
            share if self._links_here(rows, column, paper.url) else replace(share, url="", links=beside(share).links)
            for column, share in enumerate(shares)
        ]

    def _month(self, column: int, cells: Column, paper: Paper) -> str:
        """The number of a feed's paper's month, as the column named after months has it."""
        shown = [cell.block for cell in cells.cells if cell.block.isdecimal()]
        day = Facts(paper).day
        if column >= len(self.headers) or not is_month(self.headers[column]) or not paper.sources:
            return ""
        return (
            f"{day.month:0{min(map(len, shown))}d}" if day and day.month and len(shown) * 2 > len(cells.cells) else ""
        )

    def _padding(self, rows: Sequence[Row], width: int) -> Padding:
        pads = [[blanks_around(row, column) for column in range(width)] for row in rows]
        own = sum(len(row.cells) == width for row in self.rows[: self.own])
        if self.rule is None or len(self.rule.cells) != width:
            return Padding(pads, own)
        head = self.head if self.head and len(self.head.cells) == width else None
        return Padding(
            pads,
            own,
            [sum(blanks_around(self.rule, column)) for column in range(width)],
            head=[blanks_around(head, column) for column in range(width)] if head else (),
        )

    def _links_here(self, rows: Sequence[Row], column: int, url: str) -> bool:
        """Whether a column takes the address: that of a repository goes where those of repositories stand in this table."""
        rows = self._of_this_table(rows)
        same = [row for row in rows if bool(repo_of(row.reading.url)) == bool(repo_of(url))] or rows
        linked = [[row.cell(n).first(Field.URL) is not None for row in same] for n in range(len(same[0].cells))]
        main = max(range(len(linked)), key=lambda n: sum(linked[n]))
        both = sum(here and there for here, there in zip(linked[column], linked[main], strict=True))
        return both * 2 > sum(linked[main]) or not any(linked[main])

    def _of_this_table(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows that stand in the paper's own table, or all where none does."""
        count = len(rows)
        return rows[: min(self.own, count)] or rows


def _reaching(rows: Sequence[Row], column: int) -> Sequence[Row]:
    """The rows that tell of a column: those with something in it where cells reach down, `<td rowspan="2">`, beside empty ones."""
    if not any(MERGED.search(row.frame()[column]) for row in rows[:_LOOKED_AT]):
        return rows
    return [row for row in rows if row.cells[column][0] < row.cells[column][1]] or rows


def _untitled(cells: Sequence[Template]) -> Sequence[Template]:
    """The cells that print no title, where the title has a column of its own and few print one here."""
    plain = [cell for cell in cells if Field.TITLE not in cell.kinds]
    return plain if len(plain) * 2 > len(cells) else cells


def _undated(cells: Sequence[Template], own: int) -> Sequence[Template]:
    """The cells without those that look like a year in a column of other numbers: the table's own say whether it is one."""
    filled = [cell for cell in cells[:own] if cell.slots] if own >= _FEW else []
    filled = filled or [cell for cell in cells if cell.slots]
    years = [cell for cell in filled if cell.kinds == (Field.YEAR,)]
    if not years or len(years) * 2 > len(filled):
        return cells
    return [cell for cell in cells if cell.kinds != (Field.YEAR,)]


def _placeholder(columns: Sequence[Column]) -> str:
    """What stands in cells that have nothing to tell: `-` where every such cell of the table has one."""
    empty = Counter(cell.block for column in columns for cell in column.cells if not cell.pieces)
    text = empty.most_common(1)[0][0] if empty else ""
    return text if PLACEHOLDER.fullmatch(text) and not empty[""] else ""


def _framed(contents: Sequence[str], rows: Sequence[Row], padding: Padding) -> str:
    """The cells between the neighbours' tags or bars, padded as the columns are."""
    if "<td" in rows[0].reading.block.lower():
        frame = usual_frame(contents, [(row.contents(), row.frame()) for row in rows])
        frame = [_SPAN.sub("", part) for part in frame]
        return "".join(part for pair in zip(frame, (*contents, ""), strict=True) for part in pair)
    bars = [part.strip(BLANKS) for part in _frame(rows)]
    out = [_edge(rows, 0) + bars[0]]
    around = padding.around(contents)
    for column, content in enumerate(contents):
        left, right = around[column]
        out += [" " * left, content, " " * right, bars[column + 1] if column + 1 < len(bars) else ""]
    return "".join(out) + _edge(rows, -1)


_SPAN = re.compile(r"(?<!\s)\s++rowspan\s*=\s*[\"']?\d+[\"']?(?=[\s>])", re.IGNORECASE)
"""A new row reaches into no other, nor says so (`rowspan="1"`)."""


def _frame(rows: Sequence[Row]) -> list[str]:
    """Each part of the text around the cells as most rows have it, the nearest counting most."""
    frames = [row.frame() for row in rows[:20]]
    return [usual(parts) for parts in zip(*frames, strict=True)]


def _edge(rows: Sequence[Row], side: int) -> str:
    """The blanks outside the outer bars."""

    def outer(row: Row) -> str:
        text = row.frame()[side]
        bare = text.strip(BLANKS)
        if not bare:
            return "" if side == 0 else text
        return text[: text.index(bare)] if side == 0 else text[text.rindex(bare) + len(bare) :]

    return Counter(outer(row) for row in rows[:12]).most_common(1)[0][0]
