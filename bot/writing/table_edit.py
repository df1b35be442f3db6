"""One field of a table row changed: only the cell that holds it is written again, every other byte stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TypeVar

from bot.model import Link, Paper
from bot.reading.fields import Field, Reading, is_mark
from bot.reading.printed_venue import PLACEHOLDER
from bot.reading.rows import BLANKS, Row, row_of
from bot.writing.dealing import Column, columns_of, main_column, tag_column
from bot.writing.facts import Facts, texts_of
from bot.writing.hand import Hand
from bot.writing.padding import blanks_around
from bot.writing.template import Template, template_of

_T = TypeVar("_T", str, Link)
_TELLS = re.compile(r"\w|://")
_NOTHING: dict[str, object] = {"authors": (), "venue": "", "date": "", "citation": "", "idea": ""}


@dataclass(frozen=True)
class RowEdit:
    """The row as it is written, and the rows near to learn from, which have the same number of cells."""

    row: Row
    rows: Sequence[Row]
    headers: Sequence[str]
    every: Sequence[Row] = ()
    """The rows near, whatever their number of cells: they tell a column that none of `rows` fills."""

    def rewritten(self, before: Paper, after: Paper, changed: frozenset[Field]) -> str:
        """The row's text with the fields of the kinds in `changed` taken from `after`."""
        old, new = self._dealt(before, before), self._dealt(before, after)
        code = Facts(after).repo if after.code else ""
        frame, contents = self.row.frame(), self.row.contents()
        for number, own in enumerate(contents):
            if old[number] != new[number]:
                contents[number] = self._cell(number, new[number], changed, code)
                if "|" in frame[number] and "|" in frame[number + 1]:
                    left, right = self._pads(number, own, contents[number])
                    frame[number] = frame[number].rstrip(BLANKS) + " " * left
                    frame[number + 1] = " " * right + frame[number + 1].lstrip(BLANKS)
        if contents and self._leaves_out_last(contents[-1]):
            contents, frame = contents[:-1], [*frame[:-2], frame[-2].rstrip(BLANKS)]
        return "".join(part for pair in zip(frame, (*contents, ""), strict=True) for part in pair)

    def _leaves_out_last(self, told: str) -> bool:
        """Whether the last cell, which was emptied, is left out: most rows with nothing for it end before it."""
        width = len(self.row.cells)
        if told or not self.row.contents()[-1] or "|" not in self.row.frame()[-2]:
            return False
        blank = sum(len(row.cells) == width and row.cells[-1][0] == row.cells[-1][1] for row in self.every)
        return sum(len(row.cells) == width - 1 for row in self.every) > blank

    def _pads(self, number: int, old: str, new: str) -> tuple[int, int]:
        """The blanks around a cell's new content: those it had; as a cell fills or empties, what keeps a column to its width."""
        left, right, _ = blanks_around(self.row, number)
        total = left + len(old) + right
        others = [blanks_around(row, number) for row in self.rows]
        filled = [(a, b) for a, b, size in others if size]
        if not old:
            left, right = Counter(filled).most_common(1)[0][0] if filled else (min(1, left + right),) * 2
        wide = [size for a, b, size in others if a + b + size == total]
        if bool(old) != bool(new) and len(wide) * 2 > len(others) and len({*wide, len(old)}) > 1:
            left = min(left, max(0, total - len(new) - 1))
            right = max(min(right, 1), total - left - len(new))
        return left, right

    def _cell(self, number: int, paper: Paper, changed: frozenset[Field], code: str) -> str:
        own = template_of(self.row.cell(number), self.row.reading)
        others = [template_of(row.cell(number), row.reading) for row in self.rows]
        if own.slots and _holds(paper, own.kinds):
            return Hand([own, *others], len(others) + 1, table=True).rewrite(own, paper, changed, code)
        if own.slots and changed.intersection(own.kinds):
            return self._empty(number, changed)
        if not any(other.slots for other in others):
            others = self._elsewhere(number) or others
        told = Hand(others or [own], len(others), table=True).write(paper, code=code).strip(BLANKS)
        is_html = "<td" in self.row.reading.block.lower()
        return _MARKDOWN_LINK.sub(r'<a href="\g<url>">\g<words></a>', told) if is_html else told

    def _elsewhere(self, number: int) -> list[Template]:
        """The filled cells of a column in longer and shorter rows: where none as long as this one fills it, so is one here."""
        column = [(row.cell(number), row.reading) for row in self.every if len(row.cells) > number]
        return [template_of(*cell) for cell in column if cell[0].pieces]

    def _empty(self, number: int, changed: frozenset[Field]) -> str:
        """What stands in cells of a column that have none of some kinds: `-` where most of them have one."""
        cells = [row.cell(number) for row in self.rows]
        empty = [cell.block for cell in cells if not any(p.kind in changed for p in cell.pieces)]
        bare = Counter(text for text in empty if not text or not _TELLS.search(text) or PLACEHOLDER.fullmatch(text))
        return max(bare, key=lambda text: bare[text]) if bare else ""

    def _dealt(self, before: Paper, after: Paper) -> list[Paper]:
        """What each cell holds of `after`: values that were there stay in their cells."""
        tags = self._kept(self._cells((Field.TAG, Field.MARK)), before.tags, after.tags, self._tag_home)
        code = self._kept(self._cells((Field.CODE,)), before.code, after.code, lambda _: self._home(Field.CODE))
        links = self._kept(self._cells((Field.LINK,)), before.links, after.links, lambda _: self._home(Field.LINK))
        old, new = texts_of(before.idea), texts_of(after.idea)
        ideas = self._kept(self._cells((Field.IDEA,)), old, new, lambda _: self._home(Field.IDEA))
        shares = []
        for number in range(len(self.row.cells)):
            bare = tuple(self._bare(tag, number) for tag in tags[number])
            share = replace(after, tags=bare, code=code[number], links=links[number])
            share = replace(share, idea="\n".join(ideas[number]))
            for kind in (Field.AUTHORS, Field.VENUE, Field.DATE, Field.CITATION):
                if self._home(kind) != number:
                    share = replace(share, **{kind.value: _NOTHING[kind.value]})  # type: ignore[arg-type]  # by name
            linked = self._home(Field.URL) == number or self.row.cell(number).first(Field.URL)
            titled = self._home(Field.TITLE) == number or self._home(Field.TAIL) == number
            shares.append(
                replace(share, url=after.url if linked else before.url, title=after.title if titled else before.title)
            )
        return shares

    def _cells(self, kinds: Sequence[Field]) -> list[int]:
        """The column of each piece of some kinds, in order."""
        cells = range(len(self.row.cells))
        return [number for number in cells for piece in self.row.cell(number).pieces if piece.kind in kinds]

    def _kept(
        self, places: Sequence[int], old: Sequence[_T], new: Sequence[_T], home: Callable[[_T], int]
    ) -> list[tuple[_T, ...]]:
        cells: list[list[_T]] = [[] for _ in self.row.cells]
        for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            for offset, value in enumerate(new[c:d]):
                at = a + offset
                known = how != "insert" and at < b and at < len(places)
                cells[places[at] if known else home(value)].append(value)
        return [tuple(cell) for cell in cells]

    def _bare(self, value: str, number: int) -> str:
        """A tag without the name of its own column before it."""
        name = self.headers[number] if number < len(self.headers) else ""
        return value.removeprefix(f"{name}: ") if name else value

    def _home(self, kind: Field) -> int:
        """The column of a kind: where this row has it, else where most rows do."""
        here = next((n for n in range(len(self.row.cells)) if self.row.cell(n).first(kind)), None)
        if here is not None:
            return here
        most = main_column(self._columns, kind)
        return most if most >= 0 else main_column(columns_of(self.every, len(self.row.cells)), kind)

    def _tag_home(self, tag: str) -> int:
        named = tag_column(tag, self.headers)
        kind = Field.MARK if is_mark(tag) else Field.TAG
        return named if 0 <= named < len(self.row.cells) else self._home(kind)

    @property
    def _columns(self) -> list[Column]:
        return columns_of(self.rows, len(self.row.cells))


def widened(row: Row, every: Sequence[Row], before: Paper, after: Paper) -> Row:
    """A row with the cells at its end that it leaves out, where a field that comes in has its column there."""
    block = row.reading.block
    columns = columns_of(every, max((len(other.cells) for other in every), default=0))
    fresh = [kind for kind in _COMING if getattr(after, kind.value) and not getattr(before, kind.value)]
    last = max((main_column(columns, kind) for kind in fresh), default=-1)
    if last < len(row.cells) or "<td" in block.lower() or "|" not in block:
        return row
    text = block.rstrip(BLANKS)
    text = f"{text if text.endswith('|') else f'{text} |'}{' |' * (last + 1 - len(row.cells))}"
    return row_of(Reading(text, row.reading.pieces, row.reading.cited))


_MARKDOWN_LINK = re.compile(r"\[(?P<words>[^\[\]\n]*)\]\((?P<url>[^()\s\"]*)\)")
_COMING = (Field.CODE, Field.VENUE, Field.DATE)


def _holds(paper: Paper, kinds: Sequence[Field]) -> bool:
    """Whether the paper has something for one of a cell's places."""
    there = {
        Field.TAG: paper.tags,
        Field.MARK: paper.tags,
        Field.CODE: paper.code,
        Field.LINK: paper.links,
        Field.IDEA: paper.idea,
        Field.AUTHORS: paper.authors,
        Field.VENUE: paper.venue,
        Field.DATE: paper.date,
        Field.CITATION: paper.citation,
    }
    return any(bool(there.get(kind, True)) for kind in kinds)
