"""List text ⇄ AwesomeList: sections, entries, exact spans; insert, replace, remove one entry.

`parse` reads any text without an exception and in linear time; the text stays as it is, byte for byte (read files as
UTF-8 with `surrogateescape` and `newline=""`). Every edit returns a new text in which only the entry's lines differ.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from bot.errors import ListError
from bot.model import Base, Entry, Section
from bot.placing.habits import Mark, SectionSeen
from bot.reading import columns, field_reader, fields, inline, lone_people
from bot.reading.blocks import Kind, Line, read_lines
from bot.reading.entry_reader import Reader
from bot.reading.entry_record import record_of
from bot.reading.fields import Field, Reading
from bot.reading.outline import Heading, Unit, heading_name
from bot.reading.references import References, read_references
from bot.reading.rows import cell_columns, html_columns, row_of
from bot.writing.template import Template, template_of

_SAMPLE = 150
"""Entries that are looked at to learn what stands where."""


Plain = tuple[str, Sequence[Line]]


History = Sequence[tuple[str, str]]
"""The last changes of a list as (text before, text after), newest first."""


@dataclass(frozen=True)
class AwesomeList:
    """A list as it is written: `text` is every byte of it; entries and sections stand in file order."""

    text: str
    lines: tuple[Line, ...] = field(repr=False)
    units: tuple[Unit, ...] = field(repr=False)
    headings: tuple[Heading, ...] = field(repr=False)
    labels: Mapping[str, int] = field(repr=False)
    history: History = field(default=(), repr=False)
    references: References | None = field(default=None, repr=False)
    plain: Plain | None = field(default=None, repr=False)
    """The text and lines that are read instead, where the list links by reference."""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, commented ones included."""
        return tuple(self.entry(unit) for unit in self.units)

    @cached_property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """The heading path of each heading, as a reader sees it."""
        found: list[tuple[str, ...]] = []
        for heading in self.headings:
            above = found[heading.parent] if heading.parent >= 0 else ()
            found.append((*above, heading_name(heading.raw)))
        return tuple(found)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every heading path that can hold entries."""
        kept = [n for n, heading in enumerate(self.headings) if _is_section(heading)]
        return tuple(self.section(number) for number in kept)

    def section(self, number: int) -> Section:
        """The record of one heading."""
        heading = self.headings[number]
        return Section(
            path=self.paths[number], line=heading.line + 1, end_line=heading.until + 1, entries=max(0, heading.entries)
        )

    @cached_property
    def _readings(self) -> dict[int, Reading]:
        return {}

    def template(self, unit: Unit) -> Template:
        """An entry as a form to fill in, made once."""
        found = self._templates.get(unit.first)
        if found is None:
            found = self._templates[unit.first] = template_of(self.reading(unit))
        return found

    @cached_property
    def _templates(self) -> dict[int, Template]:
        return {}

    @cached_property
    def marks(self) -> dict[int, Mark]:
        """What entries are ordered by, by their first line, so far as it was asked for."""
        return {}

    @cached_property
    def sections_seen(self) -> dict[int, SectionSeen]:
        """What sections tell of how the list is kept, by their number, so far as it was asked for."""
        return {}

    @cached_property
    def _by_heading(self) -> dict[int, tuple[Unit, ...]]:
        groups: dict[int, list[Unit]] = {}
        for unit in self.units:
            groups.setdefault(unit.section, []).append(unit)
        return {number: tuple(units) for number, units in groups.items()}

    def units_of(self, heading: int) -> tuple[Unit, ...]:
        """The entries that stand right below a heading, in order."""
        return self._by_heading.get(heading, ())

    def own_end(self, heading: int) -> int:
        """The last line of a section before its first subsection."""
        if heading < 0:
            return (self.headings[0].line if self.headings else len(self.lines)) - 1
        own = self.headings[heading]
        below = next((other.line for other in self.headings[heading + 1 :] if other.parent == heading), own.until + 1)
        return min(own.until, below - 1)

    def block(self, unit: Unit) -> str:
        """The lines of an entry, without the last line's end."""
        return self.text[self.lines[unit.first].start : self.lines[unit.last].end]

    def spelt_out(self, unit: Unit) -> str:
        """The lines of an entry with links by reference spelt out: what its fields are read from."""
        if self.plain is None:
            return self.block(unit)
        text, lines = self.plain
        return text[lines[unit.first].start : lines[unit.last].end]

    def as_written(self, block: str) -> str:
        """A block made of readings, in the list's own form of links."""
        return self.references.as_written(block) if self.references and self._by_reference else block

    @cached_property
    def _by_reference(self) -> bool:
        """Whether entries link by reference, and not badges of the page alone."""
        return any(self.block(unit) != self.spelt_out(unit) for unit in self.units)

    def reading(self, unit: Unit) -> Reading:
        """The fields of an entry with their places in its block."""
        found = self._readings.get(unit.first)
        if found is None:
            found = self._raw(unit).recast(self._roles).with_edges(self._edges)
            alone = self._names_people_alone
            found = self._readings[unit.first] = lone_people.told(found, alone) if alone else found
        return found

    def _raw(self, unit: Unit) -> Reading:
        return self._sampled.get(unit.first) or self._read(unit)

    def _read(self, unit: Unit) -> Reading:
        block = self.spelt_out(unit)
        sorts = self._sorts.get(self._table_head(unit)) if unit.shape in ("row", "html") else None
        if sorts is None:
            return field_reader.read(block, unit.shape, self.labels)
        return columns.read(block, unit.shape, self.labels, sorts, self._headers(unit), places=self._places(unit))

    def _headers(self, unit: Unit) -> columns.Headers:
        head = self._table_head(unit)
        if head not in self._named:
            self._named[head] = columns.headers_of(self.columns_of(unit))
        return self._named[head]

    def _places(self, unit: Unit) -> tuple[int, ...]:
        """The columns of the cells of a row of an HTML table in which cells reach over several rows, () for others."""
        if unit.shape != "html":
            return ()
        start = self.lines[max(0, self._table_head(unit))].start
        if start not in self._spanned:
            own = self.text[start : self.text.find("</table", start) % (len(self.text) + 1)]
            self._spanned[start] = cell_columns(own) if "rowspan" in own else {}
        return self._spanned[start].get(self.lines[unit.first].body - start, ())

    @cached_property
    def _spanned(self) -> dict[int, dict[int, tuple[int, ...]]]:
        """The columns of each cell in the rows of HTML tables with merged cells, by where the table starts."""
        return {}

    @cached_property
    def _named(self) -> dict[int, columns.Headers]:
        """What the columns of each table say they hold, by its head line."""
        return {}

    @cached_property
    def _sampled(self) -> dict[int, Reading]:
        return {}

    @cached_property
    def _heads(self) -> Mapping[int, int]:
        """The head line of each row's table."""
        return columns.heads(self.lines)

    @cached_property
    def _sorts(self) -> Mapping[int, columns.Sorts]:
        """What the columns of each table hold, by its head line."""
        found = columns.sorts_by_head(self.text, self.lines, self._heads)
        tables: dict[int, list[Unit]] = {}
        for unit in self.units:
            if unit.shape == "html" and (head := self._table_head(unit)) >= 0:
                tables.setdefault(head, []).append(unit)
        for head, units in tables.items():
            found[head] = columns.sorts_of_html(map(self.spelt_out, units))
        return found

    @cached_property
    def _roles(self) -> Mapping[str, Field]:
        """What stands at which place of an entry, read off a sample of all entries."""
        return fields.roles_of(self._sample)

    @cached_property
    def _edges(self) -> frozenset[str]:
        return fields.edges_of(self._sample)

    @cached_property
    def _names_people_alone(self) -> lone_people.Told:
        return lone_people.are_in(self._sample)

    @cached_property
    def _sample(self) -> Sequence[Reading]:
        step = max(1, len(self.units) // _SAMPLE)
        for unit in self.units[::step]:
            self._sampled[unit.first] = self._raw(unit)
        return [self._raw(unit) for unit in self.units[::step]]

    def columns_of(self, unit: Unit) -> tuple[str, ...]:
        """The column names of the table an entry is a row of, as a reader sees them."""
        head = self._table_head(unit)
        found = self._columns.get(head)
        if found is None:
            found = self._columns[head] = self._column_names(head, unit)
        return found

    @cached_property
    def _columns(self) -> dict[int, tuple[str, ...]]:
        return {}

    def _table_head(self, unit: Unit) -> int:
        if unit.shape == "row":
            return self._heads.get(unit.first, -1)
        return self._html_tables[bisect_left(self._html_tables, unit.first) - 1] if unit.shape == "html" else -1

    @cached_property
    def _html_tables(self) -> tuple[int, ...]:
        """The lines where HTML tables start, -1 before them."""
        starts = (n for n, line in enumerate(self.lines) if self.text.startswith("<table", line.body))
        return (-1, *starts)

    def _column_names(self, head: int, unit: Unit) -> tuple[str, ...]:
        if head < 0:
            return ()
        if unit.shape == "html":
            return html_columns(self.text[self.lines[head].start : self.lines[unit.first].start])
        return self.columns_below(head)

    def columns_below(self, head: int) -> tuple[str, ...]:
        """The column names that the head line of a Markdown table says."""
        row = row_of(Reading(self.text[self.lines[head].start : self.lines[head].end], []))
        return tuple(inline.as_read(row.reading.block[a:b]) for a, b in row.cells)

    def entry(self, unit: Unit) -> Entry:
        """The record of one entry."""
        reading = self.reading(unit)
        section = self.paths[unit.section] if unit.section >= 0 else ()
        return record_of(reading, unit, section, self.tags_of(unit), commented=self.lines[unit.first].commented)

    def tags_of(self, unit: Unit) -> tuple[str, ...]:
        """The tags of an entry; in a table with several columns of tags each names its column."""
        reading = self.reading(unit)
        tags = [piece for piece in reading.pieces if piece.kind in (Field.TAG, Field.MARK)]
        listed = tuple(tag for piece in reading.of(Field.TAGS) for tag in re.split(r",\s*", piece.value) if tag)
        if unit.shape not in ("row", "html") or not tags or not (names := self.tag_columns(unit)):
            return (*(piece.value for piece in tags), *listed)
        cells = row_of(reading).cells
        places = self._places(unit) or range(len(cells))
        found = []
        for piece in tags:
            own = (n for n, (a, b) in zip(places, cells, strict=False) if a <= piece.start and piece.end <= b)
            column = next(own, -1)
            found.append(
                f"{names[column]}: {piece.value}" if 0 <= column < len(names) and names[column] else piece.value
            )
        return tuple(found)

    def tag_columns(self, unit: Unit) -> tuple[str, ...]:
        """The headers of a table whose rows hold tags in several columns, () for others."""
        head = self._table_head(unit)
        if head not in self._tagged:
            self._tagged[head] = self._several_tags(unit)
        return self._tagged[head]

    @cached_property
    def _tagged(self) -> dict[int, tuple[str, ...]]:
        return {}

    def _several_tags(self, unit: Unit) -> tuple[str, ...]:
        head = self._table_head(unit)
        units = [u for u in self.units_of(unit.section) if u.shape == unit.shape and self._table_head(u) == head]
        rows = [row_of(self.reading(u)) for u in units[:40]]
        columns: Counter[int] = Counter()
        for row in rows:
            for n in range(len(row.cells)):
                columns[n] += any(
                    piece.kind is Field.TAG and not fields.is_mark(piece.value) for piece in row.cell(n).pieces
                )
        used = [n for n, count in columns.items() if count > 1]
        return self.columns_of(unit) if len(used) > 1 else ()


def newest(base: Base, path: str) -> AwesomeList:
    """Read a list as it stands on the default branch, with what is known of its history."""
    return remembered(base.files[path], base.history.get(path, ()))


@lru_cache(maxsize=24)
def remembered(text: str, history: tuple[tuple[str, str], ...] = ()) -> AwesomeList:
    """Read a list, or hand out the one read before: a run and a page ask for the same list again and again."""
    return parse(text, history)


def parse(text: str, history: History = ()) -> AwesomeList:
    """Read a list; any text is a list, if only one without entries."""
    lines = read_lines(text)
    references = read_references(text, lines)
    plain = _plain_form(text, references) if references else None
    reader = Reader(*(plain or (text, lines)))
    reader.walk()
    return AwesomeList(
        text=text,
        lines=tuple(lines),
        units=tuple(reader.units),
        headings=tuple(reader.headings),
        labels=reader.field_labels(),
        history=history,
        references=references,
        plain=plain,
    )


def _plain_form(text: str, references: References) -> Plain:
    spelt = references.spelt_out(text)
    lines = read_lines(spelt)
    read_references(spelt, lines)
    return spelt, lines


def _is_section(heading: Heading) -> bool:
    return heading.entries >= 0 and (heading.rank <= 6 or heading.entries > 0 or heading.rank == 6.2)


def unit_of(alist: AwesomeList, entry: Entry) -> Unit:
    """Where an entry of this list stands; raises ListError for one of another list."""
    for unit in alist.units:
        if unit.first == entry.line - 1 and unit.last == entry.end_line - 1:
            return unit
    raise ListError(f"line {entry.line}: no such entry in this list; read the list again")


def replace(alist: AwesomeList, entry: Entry, new_block: str) -> str:
    """The list with `new_block` in the place of an entry's lines; no other byte changes."""
    unit = unit_of(alist, entry)
    start, end = alist.lines[unit.first].start, alist.lines[unit.last].end
    return alist.text[:start] + new_block + alist.text[end:]


def remove(alist: AwesomeList, entry: Entry, last: int = -1) -> str:
    """The list without an entry and the blank lines that set it apart; undoes an insertion byte for byte.

    `last` is the last line (0-based) that goes with it, where something of its own hangs below.
    """
    unit = unit_of(alist, entry)
    first, last = unit.first, max(unit.last, last)
    if ruled := _ruled(alist, unit, last):
        return alist.text[: ruled[0]] + alist.text[ruled[1] :]
    above, below = _blanks(alist, first, -1), _blanks(alist, last, 1)
    at_end = last + below + 1 >= len(alist.lines)
    if at_end and not below:
        # The last line of the file goes with the line end above it: "a\n\nb" → "a".
        start = alist.lines[first - above - 1].end if first - above > 0 else 0
        return alist.text[:start] + alist.text[alist.lines[last].end :]
    own = [other.first for other in alist.units_of(unit.section)]
    if above > below > 0 and len(own) > 1 and own[-1] == first:
        first -= above - below  # behind the last one of a section stands what parts that from the next
    if below and (above or first == 0):
        last += min(above, below) if above else below
    start = alist.lines[first].start
    end = alist.lines[last + 1].start if last + 1 < len(alist.lines) else len(alist.text)
    return alist.text[:start] + alist.text[end:]


def _ruled(alist: AwesomeList, unit: Unit, last: int) -> tuple[int, int] | None:
    """From where to where an entry up to a line goes that a thematic break parts from the one above it, or else below it."""
    units = alist.units_of(unit.section)
    place = next(number for number, other in enumerate(units) if other.first == unit.first)
    if place and _parted(alist, units[place - 1], unit):
        return alist.lines[units[place - 1].last].end, alist.lines[last].end
    if place + 1 < len(units) and _parted(alist, unit, units[place + 1]):
        return alist.lines[unit.first].start, alist.lines[units[place + 1].first].start
    return None


def _parted(alist: AwesomeList, one: Unit, other: Unit) -> bool:
    kinds = {line.kind for line in alist.lines[one.last + 1 : other.first]}
    return Kind.BREAK in kinds and kinds <= {Kind.BREAK, Kind.BLANK}


def _blanks(alist: AwesomeList, number: int, step: int) -> int:
    count = 0
    number += step
    while 0 <= number < len(alist.lines) and alist.lines[number].kind is Kind.BLANK:
        count += 1
        number += step
    return count
