"""How this list writes its entries, and where the next one goes: one paper in, the whole new text out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.awesome import AwesomeList, parse, unit_of
from bot.awesome import replace as awesome_replace
from bot.errors import ListError
from bot.model import Entry, Insertion, Paper, paper_of
from bot.placing import date_groups, hangers_on, hidden_dates, witness
from bot.placing.holes import Holes
from bot.reading import generated
from bot.reading.fields import Field, Reading
from bot.reading.outline import Unit
from bot.reading.printed_links import beside, told_once
from bot.reading.rows import Row, names_behind, outside_merged, row_of
from bot.reading.section_names import with_section
from bot.writing import (
    abstracts,
    badges,
    borrowing,
    carried,
    name_tags,
    neighbours,
    nesting,
    numbering,
    table_rows,
    venue_hand,
)
from bot.writing.carried import Carried
from bot.writing.hand import Hand
from bot.writing.splice import Seam, newline_of, open_table, rule_of
from bot.writing.table import TableHand
from bot.writing.table_edit import RowEdit, widened
from bot.writing.template import template_of

_NEIGHBOURS = 40
_MANY = 300
_TOLD, _TELL = 2, 20
"""Entries of the section that tell enough of it alone, and so many that are asked."""


def add(
    alist: AwesomeList,
    paper: Paper,
    section: str | tuple[str, ...],
    behind: int = 0,
) -> Insertion:
    """Insert a paper into a section, in the hand of its nearest entries; raises SectionNotFound and ListError.

    `behind` is the line of an entry of the section to stand right behind, whatever the section's order (0: where its
    order and the list's history put it).
    """
    return _put(alist, told_once(paper), section, behind)


def _put(
    alist: AwesomeList,
    paper: Paper,
    section: str | tuple[str, ...],
    behind: int = 0,
    own: Carried | None = None,
) -> Insertion:
    alist, heading = with_section(alist, section)
    home = heading if behind else date_groups.home(alist, heading, paper)
    if isinstance(home, date_groups.Fresh) and _in_html_table(alist, home.like):
        home = home.like  # a table of its own is not made
    if isinstance(home, date_groups.Fresh):
        group = Holes(alist, home.like, alist.units_of(home.like))
        # Of its own group, which is counted anew.
        first = _inserted(alist, group, 0, paper, _donors(alist, home.like), own)
        return date_groups.headed(alist, home, first.block, newline_of(alist))
    donors, units = _donors(alist, home), alist.units_of(home)
    holes = Holes(alist, home, units)
    place = _behind(units, behind) or None
    if place is None:
        place = numbering.beside_number_one(alist, units)
    if place is None:
        place = holes.only()
    if place is None:
        place = witness.place(alist, home, units, paper)
    if _in_html_table(alist, home):
        place = outside_merged([alist.block(unit) for unit in units], place)
    return _inserted(alist, holes, place, paper, donors, own)


def _in_html_table(alist: AwesomeList, heading: int) -> bool:
    return any(unit.shape == "html" for unit in alist.units_of(heading)[:1])


def _donors(alist: AwesomeList, heading: int) -> list[Unit]:
    """The entries to write like; raises ListError where a script writes the section, or nothing is there to learn from."""
    generated.refuse(alist, alist.headings[heading].line if heading >= 0 else 0)
    donors = neighbours.donors(alist, heading, alist.units_of(heading))
    if not donors:
        raise ListError("the list has no entry to take the style from; write the first one by hand")
    return donors


def restyle(alist: AwesomeList, entry: Entry, **changes: object) -> str:
    """The list with fields of one entry changed (`venue=…`, `code=…`; names of Paper), every other byte as it was.

    A field the entry did not print yet is written as its neighbours write theirs.
    """
    unit = unit_of(alist, entry)
    units = alist.units_of(unit.section)
    near = sorted((other for other in units if other.first != unit.first), key=lambda o: abs(o.first - unit.first))
    changes = _as_printed(alist, unit, near[:_NEIGHBOURS], changes)
    before = beside(told_once(paper_of(entry)))
    paper = replace(before, **changes)  # type: ignore[arg-type]  # names of Paper's fields, checked by replace
    alike = [alist.reading(other) for other in near[:_NEIGHBOURS] if other.shape == unit.shape]
    changed = frozenset(kind for name in changes for kind in _KINDS.get(name, ()))
    reading = alist.reading(unit)
    if unit.shape in ("row", "html") and (row := row_of(reading)).cells:
        every = [*map(row_of, alike)]
        row = widened(row, every, before, paper)
        rows = [other for other in every if len(other.cells) == len(row.cells)]
        names = names_behind(alist.tag_columns(unit), reading.block, len(row.cells))
        edit = RowEdit(row, rows or [row], names, every)
        block = badges.renamed(edit.rewritten(before, paper, changed), before.code, paper.code)
        return awesome_replace(alist, entry, alist.as_written(block))
    own = borrowing.in_one_piece(venue_hand.accepted(template_of(reading), paper.venue), paper.title)
    hand = Hand([own, *map(template_of, alike)], len(alike) + 1)
    block = _ended(reading.block, hand.rewrite(own, paper, changed))
    return awesome_replace(alist, entry, alist.as_written(badges.renamed(block, before.code, paper.code)))


def _as_printed(alist: AwesomeList, unit: Unit, near: Sequence[Unit], changes: dict[str, object]) -> dict[str, object]:
    """The changes of an entry, a venue and its year told apart where they stand apart."""
    if not (name := str(changes.get("venue") or "")):
        return changes
    parted = venue_hand.parted(alist.template(unit), name, [*map(alist.template, near)])
    return changes | {"venue": parted[0], "year": parted[1]} if parted else changes


def _ended(old: str, new: str) -> str:
    """A rewritten block with the blanks that stood at its end: behind the line that had them, else at the end again."""
    line = old.rpartition("\n")[2]
    bare = line.rstrip(" \t")
    blanks = line[len(bare) :]
    if not blanks:
        return new.rstrip(" \t")
    lines = new.split("\n")
    at = next((n for n, other in enumerate(lines) if other.rstrip(" \t\r") == bare), len(lines) - 1)
    if blanks and lines[at].rstrip("\r")[-1:] not in (" ", "\t"):
        ends = lines[at].removesuffix("\r")
        lines[at] = ends + blanks + lines[at][len(ends) :]
    return "\n".join(lines)


_KINDS = {
    "title": (Field.TITLE, Field.HEAD, Field.TAIL),
    "url": (Field.URL,),
    "authors": (Field.AUTHORS,),
    "venue": (Field.VENUE,),
    "year": (Field.YEAR, Field.VENUE),
    "date": (Field.DATE,),
    "tags": (Field.TAG, Field.TAGS, Field.MARK),
    "code": (Field.CODE,),
    "links": (Field.LINK,),
    "idea": (Field.IDEA,),
    "citation": (Field.CITATION,),
}


def move(alist: AwesomeList, entry: Entry, section: str | tuple[str, ...]) -> Insertion:
    """The list with one entry taken out of its section and put into another.

    Its lines go as they are where that section's are set out alike, behind its bullet and number; else they are written
    in that section's hand. Raises ListError where a fact would be lost or stand in the wrong place there.
    """
    own = carried.lifted(alist, entry)
    done = _put(parse(remove(alist, entry), alist.history), own.paper, section, own=own)
    if lost := carried.lost(entry, done):
        raise ListError(
            f"line {entry.line}: the entries there have no place for its {' and '.join(lost)}; move it by hand"
        )
    return done


def remove(alist: AwesomeList, entry: Entry) -> str:
    """The list without an entry, what hangs below it and the blank lines that set it apart."""
    return carried.taken_out(alist, entry)


def _behind(units: Sequence[Unit], line: int) -> int:
    return next((number for number, unit in enumerate(units, start=1) if unit.first + 1 == line), 0) if line else 0


def _inserted(
    alist: AwesomeList,
    holes: Holes,
    place: int,
    paper: Paper,
    donors: Sequence[Unit],
    own: Carried | None = None,
) -> Insertion:
    circle = _circle(alist, holes, place, paper, donors)
    block = _pasted(alist, circle, holes, place, own) if own else _written(alist, circle, holes, place, paper)
    block += abstracts.below(hangers_on.below(alist, holes.units, place), paper) if paper.abstract else ""
    line = -1
    if holes.units and (marks := hidden_dates.found(alist, holes.units)):
        block, line = hidden_dates.headed(marks, holes.units, place, block, paper)
    return Seam(holes=holes, place=place, shape=circle.shape, donors=donors, before=line).filled(block)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Circle:
    """The entries that one more is written like: of one shape, those of its section first, nearest first."""

    shape: str
    own: Sequence[Unit]
    few: Sequence[Unit]
    """Those asked first."""
    pool: Sequence[Unit]
    """All that could be asked."""
    near: frozenset[int]
    """The first lines of the section's entries."""

    def count_near(self, units: Sequence[Unit]) -> int:
        """How many of the entries asked stand in the section."""
        return sum(unit.first in self.near for unit in units)


def _circle(alist: AwesomeList, holes: Holes, place: int, paper: Paper, donors: Sequence[Unit]) -> _Circle:
    heading, units = holes.heading, holes.units
    near = frozenset(unit.first for unit in units)
    anchor = units[min(place, len(units) - 1)].first if units else (alist.headings[heading].line if heading >= 0 else 0)
    sisters = neighbours.of_one_run(alist, [unit for unit in donors if unit.first in near], units, place)
    own = neighbours.nearest(alist, sisters, anchor, paper)[:_NEIGHBOURS]
    others = [unit for unit in donors if unit.first not in near]
    shape = neighbours.common_shape(own or others[:_NEIGHBOURS])
    pool = neighbours.well_nested(alist, [unit for unit in own + others if unit.shape == shape])
    if shape != "row":
        pool = neighbours.of_one_outline(alist, [unit for unit in own if unit.shape == shape], pool)
    if shape == "row" and own:
        columns = alist.columns_of(own[0])
        pool.sort(key=lambda unit: unit.first not in near and alist.columns_of(unit) != columns)
    few = neighbours.of_one_paper(alist, pool[: _NEIGHBOURS if len(own) < 8 else len(own)])
    return _Circle(shape=shape, own=own, few=few, pool=pool, near=near)


def _pasted(alist: AwesomeList, circle: _Circle, holes: Holes, place: int, own: Carried) -> str:
    """The lines of an entry that comes from another section: its own, or as that section writes it."""
    written = _written(alist, circle, holes, place, own.for_columns(alist.columns_of(circle.few[0])))
    may_stay = circle.shape == own.shape and not own.is_row() and not own.keeps_all(written)
    if not may_stay and not own.fits(alist, circle.shape, circle.few):
        return written + own.below
    return alist.as_written(own.behind(written, numbering.number_of(alist, holes.units, place))) + own.below


def _written(alist: AwesomeList, circle: _Circle, holes: Holes, place: int, paper: Paper) -> str:
    """The lines of one entry, in the hand of its circle."""
    shape, few, units = circle.shape, circle.few, holes.units
    paper = _named(alist, circle, paper)
    rule = open_table(alist, holes.heading) if shape == "row" and not units else -1
    hand = _hand(alist, few, shape, circle.count_near(few), rule)
    if not hand.fits(paper) and len(circle.pool) > len(few):
        # Nobody near shows these fields: ask the whole list.
        many = circle.pool[:_MANY]
        hand = _hand(alist, many, shape, circle.count_near(many))
    if twin := neighbours.twin(alist, paper, shape):
        hand = hand.with_twin(alist.reading(twin), alist.columns_of(twin))
    block = alist.as_written(hand.write(paper, numbering.number_of(alist, units, place)))
    return nesting.settled(alist, holes.heading, units, place, block) if shape == "item" else block


def _named(alist: AwesomeList, circle: _Circle, paper: Paper) -> Paper:
    """The paper with the tags that its circle gives a method's name, or a preprint."""
    told = circle.own if len(circle.own) > _TOLD else circle.few
    paper = name_tags.named(paper, ((alist.reading(unit).title, alist.tags_of(unit)) for unit in told[:_TELL]))
    paper = name_tags.linked(paper, [alist.reading(unit) for unit in told[:_TELL]])
    if paper.categories:
        near = ((alist.reading(unit).url, alist.tags_of(unit)) for unit in circle.few[:_TELL])
        paper = name_tags.classified(paper, list(near))
    if circle.shape != "row":
        return paper
    return name_tags.by_name(paper, [alist.reading(unit).title for unit in (circle.own or circle.few)[:_TELL]])


def _hand(alist: AwesomeList, pool: Sequence[Unit], shape: str, near: int, open_table: int = -1) -> Hand | TableHand:
    if shape in ("row", "html") and row_of(alist.reading(pool[0])).cells:
        return _table_hand(alist, pool, shape, near, open_table)
    return Hand([alist.template(unit) for unit in pool], near, table=shape == "row")


def _table_hand(alist: AwesomeList, pool: Sequence[Unit], shape: str, near: int, open_table: int) -> TableHand:
    rules = [rule_of(alist, unit) if shape == "row" else -1 for unit in pool[:near]]
    columns = alist.columns_of(pool[0]) if open_table < 0 else alist.columns_below(open_table - 1)
    rows = [(row_of(alist.reading(unit)), alist.columns_of(unit)) for unit in pool]
    own = table_rows.of_table(rows[:near], columns) if near else []
    rule, head = (_bare_row(alist, rules[0] - above) if rules and rules[0] > 0 else None for above in (0, 1))
    same = sum(line == rules[0] for line in rules)
    return TableHand(table_rows.of_table(rows, columns), columns, len(own), rule, same, head)


def _bare_row(alist: AwesomeList, line: int) -> Row:
    """The cells of a line that is no entry."""
    return row_of(Reading(alist.text[alist.lines[line].start : alist.lines[line].end], []))
