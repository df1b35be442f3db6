"""How this list writes its entries, and where the next one goes: one paper in, the whole new text out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.awesome import AwesomeList, parse, remove, unit_of
from bot.awesome import replace as awesome_replace
from bot.errors import ListError
from bot.model import Entry, Insertion, Paper, paper_of
from bot.placing import date_groups, hangers_on, hidden_dates, witness
from bot.placing.holes import Holes
from bot.reading import generated, numerals
from bot.reading.blocks import Kind, is_anchor
from bot.reading.fields import Field, Reading
from bot.reading.outline import Unit
from bot.reading.printed_links import beside
from bot.reading.section_names import with_section
from bot.writing import abstracts, name_tags, neighbours, nesting, table_rows
from bot.writing.hand import Hand
from bot.writing.table import Row, TableHand, outside_merged, row_of
from bot.writing.table_edit import RowEdit
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
    alist, heading = with_section(alist, section)
    home = heading if behind else date_groups.home(alist, heading, paper)
    if isinstance(home, date_groups.Fresh) and _in_html_table(alist, home.newest.heading):
        home = home.newest.heading  # a table of its own is not made
    if isinstance(home, date_groups.Fresh):
        heading = home.newest.heading
        group = Holes(alist, heading, alist.units_of(heading))
        first = _inserted(alist, group, 0, paper, _donors(alist, heading))  # of its own group, which is counted anew
        return date_groups.headed(alist, home, _with_head(alist, heading, first.block), _newline(alist))
    donors, units = _donors(alist, home), alist.units_of(home)
    holes = Holes(alist, home, units)
    place = _behind(units, behind) or None
    if place is None:
        place = _second(alist, units)
    if place is None:
        place = holes.only()
    if place is None:
        place = witness.place(alist, home, units, paper)
    if _in_html_table(alist, home):
        place = outside_merged([alist.block(unit) for unit in units], place)
    return _inserted(alist, holes, place, paper, donors)


def _in_html_table(alist: AwesomeList, heading: int) -> bool:
    return any(unit.shape == "html" for unit in alist.units_of(heading)[:1])


def _with_head(alist: AwesomeList, heading: int, block: str) -> str:
    """The first row of a new group below the head of a table."""
    units = alist.units_of(heading)
    return _table_head(alist, units[0], _newline(alist)) + block if units and units[0].shape == "row" else block


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
    before = beside(paper_of(entry))
    paper = replace(before, **changes)  # type: ignore[arg-type]  # names of Paper's fields, checked by replace
    units = alist.units_of(unit.section)
    near = sorted((other for other in units if other.first != unit.first), key=lambda o: abs(o.first - unit.first))
    alike = [alist.reading(other) for other in near[:_NEIGHBOURS] if other.shape == unit.shape]
    changed = frozenset(kind for name in changes for kind in _KINDS.get(name, ()))
    reading = alist.reading(unit)
    if unit.shape in ("row", "html") and (row := row_of(reading)).cells:
        rows = [other for other in map(row_of, alike) if len(other.cells) == len(row.cells)]
        edit = RowEdit(row, rows or [row], alist.tag_columns(unit))
        return awesome_replace(alist, entry, alist.as_written(edit.rewritten(before, paper, changed)))
    own = template_of(reading)
    hand = Hand([own, *map(template_of, alike)], len(alike) + 1)
    return awesome_replace(alist, entry, alist.as_written(hand.rewrite(own, paper, changed)))


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
    """The list with one entry taken out of its section and written into another, in that one's hand."""
    without = parse(remove(alist, entry), alist.history)
    return add(without, paper_of(entry), section)


def _behind(units: Sequence[Unit], line: int) -> int:
    return next((number for number, unit in enumerate(units, start=1) if unit.first + 1 == line), 0) if line else 0


def _second(alist: AwesomeList, units: Sequence[Unit]) -> int | None:
    """The place beside the only entry of a section that is its number one: where the list counts on in others, or down."""
    if len(units) != 1 or not (number := _numeral(alist.reading(units[0]))).isdecimal() or int(number) != 1:
        return None
    return {1: 1, -1: 0}.get(_way(alist))


def _way(alist: AwesomeList) -> int:
    """1 where the sections of the list count on from one (1, 2), -1 where they count down to it (2, 1), else 0."""
    texts = [(_numeral(alist.reading(a)), _numeral(alist.reading(b))) for a, b in _pairs(alist.units[:_MANY])]
    numbers = [(int(a), int(b)) for a, b in texts if a.isdecimal() and b.isdecimal()]
    up, down, ends = numbers.count((1, 2)), numbers.count((2, 1)), sum(a == b for a, b in numbers)
    return 0 if max(up, down) <= ends or up == down else 1 if up > down else -1


def _inserted(alist: AwesomeList, holes: Holes, place: int, paper: Paper, donors: Sequence[Unit]) -> Insertion:
    heading, units = holes.heading, holes.units
    near = {unit.first for unit in units}
    anchor = units[min(place, len(units) - 1)].first if units else (alist.headings[heading].line if heading >= 0 else 0)
    sisters = neighbours.of_one_run(alist, [unit for unit in donors if unit.first in near], units, place)
    own = neighbours.nearest(alist, sisters, anchor, paper)[:_NEIGHBOURS]
    others = [unit for unit in donors if unit.first not in near]
    shape = neighbours.common_shape(own or others[:_NEIGHBOURS])
    pool = neighbours.well_nested(alist, [unit for unit in own + others if unit.shape == shape])
    if shape == "row" and own:
        columns = alist.columns_of(own[0])
        pool.sort(key=lambda unit: unit.first not in near and alist.columns_of(unit) != columns)
    few = neighbours.of_one_paper(alist, pool[: _NEIGHBOURS if len(own) < 8 else len(own)])
    told = ((alist.reading(unit).title, alist.tags_of(unit)) for unit in (own if len(own) > _TOLD else few)[:_TELL])
    paper = name_tags.named(paper, told)
    if shape == "row":
        paper = name_tags.by_name(paper, [alist.reading(unit).title for unit in (own or few)[:_TELL]])
    rule = _open_table(alist, heading) if shape == "row" and not units else -1
    hand = _hand(alist, few, shape, sum(unit.first in near for unit in few), rule)
    if not hand.fits(paper) and len(pool) > len(few):
        # Nobody near shows these fields: ask the whole list.
        few = pool[:_MANY]
        hand = _hand(alist, few, shape, sum(unit.first in near for unit in few))
    if twin := neighbours.twin(alist, paper, shape):
        hand = hand.with_twin(alist.reading(twin), alist.columns_of(twin))
    block = alist.as_written(hand.write(paper, _number(alist, units, place)))
    block = nesting.settled(alist, heading, units, place, block) if shape == "item" else block
    block += abstracts.below(hangers_on.below(alist, units, place), paper) if paper.abstract else ""
    line = -1
    if units and (marks := hidden_dates.found(alist, units)):
        block, line = hidden_dates.headed(marks, units, place, block, paper)
    return _spliced(alist, holes, place, block, shape, donors, line)


def _hand(alist: AwesomeList, pool: Sequence[Unit], shape: str, near: int, open_table: int = -1) -> Hand | TableHand:
    if shape in ("row", "html") and row_of(alist.reading(pool[0])).cells:
        return _table_hand(alist, pool, shape, near, open_table)
    return Hand([alist.template(unit) for unit in pool], near, table=shape == "row")


def _table_hand(alist: AwesomeList, pool: Sequence[Unit], shape: str, near: int, open_table: int) -> TableHand:
    rules = [_rule_of(alist, unit) if shape == "row" else -1 for unit in pool[:near]]
    columns = alist.columns_of(pool[0]) if open_table < 0 else alist.columns_below(open_table - 1)
    rows = [(row_of(alist.reading(unit)), alist.columns_of(unit)) for unit in pool]
    own = table_rows.of_table(rows[:near], columns) if near else []
    rule, head = (_bare_row(alist, rules[0] - above) if rules and rules[0] > 0 else None for above in (0, 1))
    same = sum(line == rules[0] for line in rules)
    return TableHand(table_rows.of_table(rows, columns), columns, len(own), rule, same, head)


def _bare_row(alist: AwesomeList, line: int) -> Row:
    """The cells of a line that is no entry."""
    return row_of(Reading(alist.text[alist.lines[line].start : alist.lines[line].end], []))


def _open_table(alist: AwesomeList, heading: int) -> int:
    """The rule of a table without rows that a section ends in, -1 where it has none."""
    number = alist.own_end(heading)
    while number > 0 and alist.lines[number].kind in (Kind.BLANK, Kind.BREAK, Kind.COMMENT):
        number -= 1
    return number if alist.lines[number].kind is Kind.RULE else -1


def _number(alist: AwesomeList, units: Sequence[Unit], place: int) -> str:
    """What stands in the slot of a running number."""
    texts = [_numeral(alist.reading(unit)) for unit in units]
    known = [number for number in numerals.ordinals(texts) if number is not None]
    return numerals.written(_next(alist, numerals.ordinals(texts), known, place), texts)


def _next(alist: AwesomeList, numbers: Sequence[int | None], known: Sequence[int], place: int) -> int:
    """The number of an entry between its neighbours, as the section counts."""
    if not known or (len(set(known)) == 1 and (len(known) > 1 or _uncounted(alist))):
        return known[0] if known else 1
    before = [number for number in numbers[:place] if number is not None]
    after = [number for number in numbers[place:] if number is not None]
    step = _step(known) if len(known) > 1 else _way(alist) or 1
    if step == 0:
        return before[-1] if before else after[0]
    if step < 0:
        return after[0] + 1 if after else max(1, before[-1] - 1)
    if before:
        return before[-1] + 1
    return max(1, after[0] - 1)


def _step(numbers: Sequence[int]) -> int:
    """By how much most numbers of a section grow from one to the next: 1 (counted), 0 (all alike), -1 (counted down)."""
    grown = Counter(max(-1, min(1, b - a)) for a, b in pairwise(numbers))
    return max((1, 0, -1), key=lambda step: grown[step])


def _uncounted(alist: AwesomeList) -> bool:
    """Whether the list numbers every item alike and leaves counting to the renderer."""
    pairs = [(_numeral(alist.reading(a)), _numeral(alist.reading(b))) for a, b in _pairs(alist.units[:200])]
    known = [(a, b) for a, b in pairs if a and b]
    return sum(a == b for a, b in known) * 2 > len(known) > 0


def _numeral(reading: Reading) -> str:
    piece = reading.first(Field.NUMBER)
    return piece.value if piece else ""


def _spliced(
    alist: AwesomeList,
    holes: Holes,
    place: int,
    block: str,
    shape: str,
    donors: Sequence[Unit],
    before: int = -1,
) -> Insertion:
    newline, units = _newline(alist), holes.units
    block = block.replace("\r\n", "\n").replace("\n", newline)
    lines = _gap(alist, units, place, shape, donors)
    if units and any(lines) and (below := holes.at(place)) >= 0:
        start, blanks = alist.lines[below].start, newline * next(n for n, line in enumerate(lines) if line)
        text = alist.text[:start] + block + newline + blanks + alist.text[start:]
        return Insertion(text=text, block=block, line=below + 1)
    gap = "".join(line + newline for line in lines)
    if units and place > 0 and before < 0:
        line = hangers_on.last_below(alist, units[place - 1].last)
        return _after_line(alist, line, gap, block, newline)
    if units:
        first = before if before >= 0 else units[0].first
        while first > 0 and is_anchor(alist.text, alist.lines[first - 1]):
            first -= 1
        start = alist.lines[first].start
        text = alist.text[:start] + block + newline + gap + alist.text[start:]
        return Insertion(text=text, block=block, line=first + 1)
    return _into_empty(alist, holes.heading, block, newline, shape, donors)


def _after_line(alist: AwesomeList, line: int, before: str, block: str, newline: str) -> Insertion:
    end = alist.lines[line].end if line >= 0 else 0
    rest = alist.text[end:]
    text = alist.text[:end] + newline + before + block + rest
    return Insertion(text=text, block=block, line=line + 2 + before.count("\n"))


def _into_empty(
    alist: AwesomeList, heading: int, block: str, newline: str, shape: str, donors: Sequence[Unit]
) -> Insertion:
    """The first entry of a section: behind its introduction, with the blank lines its sisters have."""
    first = alist.headings[heading].line if heading >= 0 else 0
    last = first
    for number in range(first + 1, alist.own_end(heading) + 1):
        if alist.lines[number].kind not in (Kind.BLANK, Kind.BREAK, Kind.COMMENT) and not is_anchor(
            alist.text, alist.lines[number]
        ):
            last = number
    if alist.lines[last].kind is Kind.RULE or (shape == "row" and alist.lines[last].kind is Kind.ROW):
        return _after_line(alist, last, "", block, newline)
    blank = 0
    if shape == "row":
        block = _table_head(alist, donors[0], newline) + block
    blank = _lead(alist, donors) if last == first else 1
    return _after_line(alist, last, newline * blank, block, newline)


def _rule_of(alist: AwesomeList, unit: Unit) -> int:
    """The line of the rule above a row."""
    rule = unit.first
    while rule > 0 and alist.lines[rule].kind is not Kind.RULE:
        rule -= 1
    return rule


def _table_head(alist: AwesomeList, unit: Unit, newline: str) -> str:
    rule = _rule_of(alist, unit)
    head = alist.text[alist.lines[rule - 1].start : alist.lines[rule].end]
    return head.replace("\r\n", "\n").replace("\n", newline) + newline


def _lead(alist: AwesomeList, donors: Sequence[Unit]) -> int:
    """Blank lines between a heading and its first entry."""
    votes: dict[int, int] = {}
    seen: set[int] = set()
    for unit in sorted(donors, key=lambda unit: unit.first):
        if unit.section in seen or unit.section < 0:
            continue
        seen.add(unit.section)
        number = unit.first - 1
        while number >= 0 and alist.lines[number].kind is Kind.BLANK:
            number -= 1
        blank = unit.first - 1 - number
        votes[blank] = votes.get(blank, 0) + 1
    return max(votes, key=lambda blank: votes[blank]) if votes else 1


def _gap(alist: AwesomeList, units: Sequence[Unit], place: int, shape: str, donors: Sequence[Unit]) -> tuple[str, ...]:
    """The lines between two entries, as near the place as can be told: blank ones, and a rule where most have one."""
    if shape == "row":
        return ()
    gaps = [_lines_between(alist, one, other) for one, other in list(pairwise(units)) or _pairs(donors)]
    ruled = sum(any(gap) for gap in gaps if gap is not None) * 2 > len(gaps)
    votes: dict[tuple[str, ...], float] = {}
    for number, gap in enumerate(gaps):
        if gap is not None and any(gap) == ruled:
            votes[gap] = votes.get(gap, 0) + 1 / (1 + abs(number + 0.5 - place))
    if not votes:  # nothing tells: items of one line are a list without blanks to most people, all else is parted
        return ("",) * int(shape != "item" or any(unit.last > unit.first for unit in donors))
    return max(votes, key=lambda gap: votes[gap])


def _lines_between(alist: AwesomeList, one: Unit, other: Unit) -> tuple[str, ...] | None:
    """The blank lines and rules between two entries, None where anything else stands there but definitions."""
    lines = alist.lines[hangers_on.last_below(alist, one.last) + 1 : other.first]
    if any(line.kind not in (Kind.BLANK, Kind.BREAK) for line in lines):
        return None
    lines = tuple(line for line in lines if not alist.text.startswith("[", line.body))
    return tuple("" if line.kind is Kind.BLANK else alist.text[line.start : line.end] for line in lines)


def _pairs(donors: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    ordered = sorted(donors, key=lambda unit: unit.first)
    return [(a, b) for a, b in pairwise(ordered) if a.section == b.section]


def _newline(alist: AwesomeList) -> str:
    crlf = alist.text.count("\r\n")
    return "\r\n" if crlf * 2 > alist.text.count("\n") else "\n"
