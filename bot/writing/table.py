"""Rows of Markdown and HTML tables: a paper written cell by cell, in the cells' own padding.

Each column is a hand of its own. A column's kind is what most of its cells hold; where several columns hold tags, a
tag may name its column (`Backbone: ViT`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from bot.model import Link, Paper
from bot.reading import inline
from bot.reading.columns import is_month
from bot.reading.fields import Field, Piece, Reading, is_mark
from bot.reading.preprint import is_preprint
from bot.reading.printed_links import beside, has_label
from bot.reading.printed_venue import PLACEHOLDER
from bot.writing.cells import of_preprint, own_content
from bot.writing.facts import Facts, texts_of
from bot.writing.hand import Hand
from bot.writing.newcomer import venue_apart
from bot.writing.padding import Padding, usual, usual_frame
from bot.writing.template import Template, repo_of, template_of

_ITEM = re.compile(r"\s*<(?:li|dt)\b", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_CELL = re.compile(r"<t[dh]\b[^<>]*>(.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)
_HEAD_CELL = re.compile(r"<t[dh]\b(?P<how>[^<>]*)>(?P<text>.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b[^<>]*>(?P<cells>.{0,8000}?)</tr>", re.IGNORECASE | re.DOTALL)
_SPAN = re.compile(r"(?P<way>row|col)span\s*=\s*[\"']?(?P<size>\d{1,2})", re.IGNORECASE)
_MERGED = re.compile(r"(?<!\s)\s++rowspan\s*=\s*[\"']?(?P<size>[2-9]|\d\d)[\"']?(?=[\s>])", re.IGNORECASE)
_LOOKED_AT = 20
_FEW = 3
_DEEPEST = 4
"""Rows of an HTML table that may make up its head."""
_KNOWN = 1.5
"""What it tells that a column has shown the same word before."""
_BLANKS = " \t\u00a0"
_T = TypeVar("_T", str, Link)


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


def outside_merged(rows: Sequence[str], place: int) -> int:
    """A place among the rows of an HTML table that no cell of a row above it reaches over: the one before that row."""
    for number in range(place - 1, -1, -1):
        if (merged := _MERGED.search(rows[number])) and number + int(merged["size"]) > place:
            return outside_merged(rows, number)
    return place


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


def _html_cells(block: str) -> list[tuple[int, int]]:
    return [found.span(1) for found in _CELL.finditer(block)]


def html_columns(text: str) -> tuple[str, ...]:
    """The column names of an HTML table that `text` starts with: of cells one below the other, the lowest."""
    names: dict[int, str] = {}
    until: dict[int, int] = {}
    depth = 1
    for number, row in enumerate(_ROW.finditer(text)):
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


def _pipe_cells(block: str) -> list[tuple[int, int]]:
    pipes = [found.start() for found in _PIPE.finditer(block)]
    first = len(block) - len(block.lstrip(_BLANKS))
    bounds = pipes if pipes and pipes[0] == first else [-1, *pipes]
    last = block[bounds[-1] + 1 :]
    if last.strip(_BLANKS + "\r"):
        bounds = [*bounds, len(block)]
    return [(a + 1, b) for a, b in pairwise(bounds)]


def _stripped(block: str, start: int, end: int) -> tuple[int, int]:
    while start < end and block[start] in _BLANKS:
        start += 1
    while end > start and block[end - 1] in _BLANKS:
        end -= 1
    return start, end


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
        """One row for the paper."""
        width = Counter(len(row.cells) for row in self.rows[:12]).most_common(1)[0][0]
        if any(_MERGED.search(part) for row in self.rows[:_LOOKED_AT] for part in row.frame()):
            width = max(len(row.cells) for row in self.rows[:_LOOKED_AT])  # the others lack the merged cell
        rows = [row for row in self.rows if len(row.cells) == width]
        columns = [Column([row.cell(column) for row in rows]) for column in range(width)]
        paper = replace(paper, url=Facts(paper).url, arxiv_id=Facts(paper).arxiv)
        shares = _shared(venue_apart(paper), columns, self.headers)
        shares = [
            share if self._links_here(rows, column, paper.url) else replace(share, url="", links=beside(share).links)
            for column, share in enumerate(shares)
        ]
        code = Facts(paper).repo if paper.code else ""
        titled = main_column(columns, Field.TITLE)
        contents = []
        blank = _placeholder(columns)
        twin = self.twin if self.twin and len(self.twin.cells) == width else None
        for column in range(width):
            every = [template_of(row.cell(column), row.reading) for row in rows]
            cells = _undated(every if column == titled else _untitled(every), self.own)
            own = template_of(twin.cell(column), twin.reading) if twin else None
            hand = Hand(cells, self.near, table=True, twin=own)
            told = hand.write(shares[column], number, code, cell=True)
            told = own_content(told, columns[column].cells, paper.arxiv_id)
            if not told and paper.sources:
                own_addresses = [row.reading.url for row in rows]
                told = of_preprint(columns[column].cells, own_addresses, Facts(paper).arxiv)
            contents.append(told or self._month(column, columns[column], paper) or blank)
        padding = self._padding(rows, width)
        if twin and contents == twin.contents():
            rows = [twin, *rows]
            padding = replace(padding, twin=[_pads(twin, column) for column in range(width)])
        return _framed(contents, rows, padding)

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
        pads = [[_pads(row, column) for column in range(width)] for row in rows]
        own = sum(len(row.cells) == width for row in self.rows[: self.own])
        if self.rule is None or len(self.rule.cells) != width:
            return Padding(pads, own)
        head = self.head if self.head and len(self.head.cells) == width else None
        return Padding(
            pads,
            own,
            [sum(_pads(self.rule, column)) for column in range(width)],
            head=[_pads(head, column) for column in range(width)] if head else (),
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


def _shared(paper: Paper, columns: Sequence[Column], headers: Sequence[str]) -> list[Paper]:
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

    The likeliest way to cut the values into runs, one run a column: a column is known by how many pieces its cells
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


def _framed(contents: Sequence[str], rows: Sequence[Row], padding: Padding) -> str:
    """The cells between the neighbours' tags or bars, padded as the columns are."""
    if "<td" in rows[0].reading.block.lower():
        frame = usual_frame(contents, [(row.contents(), row.frame()) for row in rows])
        frame = [_MERGED.sub("", part) for part in frame]
        return "".join(part for pair in zip(frame, (*contents, ""), strict=True) for part in pair)
    bars = [part.strip(_BLANKS) for part in _frame(rows)]
    out = [_edge(rows, 0) + bars[0]]
    around = padding.around(contents)
    for column, content in enumerate(contents):
        left, right = around[column]
        out += [" " * left, content, " " * right, bars[column + 1] if column + 1 < len(bars) else ""]
    return "".join(out) + _edge(rows, -1)


def _frame(rows: Sequence[Row]) -> list[str]:
    """Each part of the text around the cells as most rows have it, the nearest counting most."""
    frames = [row.frame() for row in rows[:20]]
    return [usual(parts) for parts in zip(*frames, strict=True)]


def _edge(rows: Sequence[Row], side: int) -> str:
    """The blanks outside the outer bars."""

    def outer(row: Row) -> str:
        text = row.frame()[side]
        bare = text.strip(_BLANKS)
        if not bare:
            return "" if side == 0 else text
        return text[: text.index(bare)] if side == 0 else text[text.rindex(bare) + len(bare) :]

    return Counter(outer(row) for row in rows[:12]).most_common(1)[0][0]


def _pads(row: Row, column: int) -> tuple[int, int, int]:
    start, end = row.cells[column]
    block = row.reading.block
    left = start - len(block[:start].rstrip(_BLANKS))
    right = len(block) - end - len(block[end:].lstrip(_BLANKS))
    if column == len(row.cells) - 1 and "|" not in block[end:]:
        right = 0
    return left, right, end - start
