"""Lines → the places where entries stand, and the headings above them.

What is one entry follows from structure alone: a list item with what hangs below it, a table row, a paragraph, a bold
title with the field lines after it, a heading whose body is fields. What only looks like one (contents, news,
templates, badges, groups that hold deeper items) is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.reading import bold_papers, dates, inline, introductions, line_entries, linkless, ruled_paragraphs
from bot.reading.admonitions import box_end, is_titled
from bot.reading.blocks import Kind, Line, is_anchor
from bot.reading.cited_titles import is_reference
from bot.reading.contents import without_contents
from bot.reading.cues import (
    KNOWN_LABELS,
    WORDS,
    are_badges,
    has_link,
    has_text,
    has_title_link,
    is_chrome,
    is_credit,
    is_prose,
    label_of,
    only_links,
    runs_on,
)
from bot.reading.field_names import lead_of
from bot.reading.heading_entries import read_heading_entries
from bot.reading.html_entries import FOLD, STRUCTURE, read_html
from bot.reading.list_items import read_item
from bot.reading.outline import Heading, Unit
from bot.reading.printed_people import people_end
from bot.reading.printed_venue import PLACEHOLDER, VENUE
from bot.reading.repeated_headings import nest

_BOLD_LINE = re.compile(r"(?:[-\W_]{0,3})(\*\*|__)(?!\s)(.+?)\1[\s:：]*(?:\\|<br ?/?>)?\s*$")
"""A line that is bold from its mark to its end."""
_SOME = 3
"""This many paragraphs with links make a section of their own kind."""
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_QUOTE_PART = re.compile(r"(?:>[ \t]*)+(?:(?:[-*+]|\d{1,3}[.)])[ \t].*)?")
_BOLD_START = re.compile(r"\*\*[^*\n]{8,}\*\*")
_BADGE_STARTS = ("&nbsp;", "&emsp;", "[!")
_VALUE = re.compile(r"(?<=[:：])[^:：]*$")
"""What stands behind the label of a field."""


@dataclass(slots=True)
class Reader:
    """The walk over one list; `units` and `headings` are its result."""

    text: str
    lines: Sequence[Line]
    units: list[Unit] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    aside: list[Unit] = field(default_factory=list)
    """What has no link and may be a paper all the same."""
    open: list[int] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    row: int = -1
    """The last line that was seen to be a row of a table."""
    hidden: bool = False
    """Whether the last heading stands in a comment, and no line behind that was seen."""

    def walk(self) -> None:
        """Read the whole list."""
        self._count_labels()
        number = 0
        while number < len(self.lines):
            number = self._step(number)
        self.close(float("-inf"), len(self.lines) - 1)
        read_heading_entries(self)
        ruled_paragraphs.join(self.lines, self.units)
        self._drop_stray_paragraphs()
        self._drop_told_items()
        self._add_linkless()
        nest(self.headings)
        self.units = without_contents(self.text, self.lines, self.headings, self.units)

    # --- text of lines ------------------------------------------------------------------------------------------

    def body(self, number: int) -> str:
        line = self.lines[number]
        return self.text[line.body : line.end]

    def block(self, first: int, last: int) -> str:
        return self.text[self.lines[first].start : self.lines[last].end]

    def _of(self, unit: Unit) -> str:
        return self.block(unit.first, unit.last)

    def _count_labels(self) -> None:
        for line in self.lines:
            if line.kind in (Kind.BULLET, Kind.TEXT) and (label := label_of(self.text, line)):
                self.labels[label] += 1
            elif line.kind is Kind.BULLET and (lead := lead_of(self.text, line.body, line.end)):
                self.labels[lead] += 1

    def is_field(self, number: int) -> bool:
        """Whether a line is a field of the entry above it: a known or repeated label, or links with generic labels."""
        line = self.lines[number]
        label = label_of(self.text, line)
        if label and (label in KNOWN_LABELS or self.labels[label] >= 4):
            return True
        return only_links(self.text[line.body : line.end])

    def field_labels(self) -> dict[str, int]:
        """The words that name fields in this list, with how often they do."""
        seen = {label: count for label, count in self.labels.items() if count >= 4 or label in KNOWN_LABELS}
        return dict.fromkeys(KNOWN_LABELS, 0) | seen

    # --- steps --------------------------------------------------------------------------------------------------

    def _step(self, number: int) -> int:
        line = self.lines[number]
        if self.hidden and not line.commented and line.kind is not Kind.BLANK:
            self._leave_comment(number)
        match line.kind:
            case Kind.HEADING:
                self.head(number, line.level, self.body(number).rstrip().rstrip("#").rstrip())
            case Kind.BULLET:
                return read_item(self, number)
            case Kind.ROW:
                self._row(number)
            case Kind.HTML:
                return read_html(self, number)
            case Kind.TEXT:
                return self.paragraph(number)
            case _:
                pass
        return number + 1

    def head(self, number: int, rank: float, raw: str) -> None:
        """Open a heading; one in a comment heads what the comment holds, and closes none outside of it."""
        self.hidden = self.lines[number].commented
        while self.open and self.headings[self.open[-1]].rank >= rank and self._is_hidden() >= self.hidden:
            self.headings[self.open.pop()].until = number - 1
        parent = self.open[-1] if self.open else -1
        self.open.append(len(self.headings))
        self.headings.append(Heading(number, rank, raw, parent))

    def _is_hidden(self) -> bool:
        """Whether the innermost open heading stands in a comment."""
        return self.lines[self.headings[self.open[-1]].line].commented

    def _leave_comment(self, number: int) -> None:
        """Close the headings that a comment holds, at the first line behind it."""
        self.hidden = False
        while self.open and self._is_hidden():
            self.headings[self.open.pop()].until = number - 1

    def close(self, rank: float, last: int) -> None:
        while self.open and self.headings[self.open[-1]].rank >= rank:
            self.headings[self.open.pop()].until = last

    def end_own_part(self, rank: float, last: int) -> None:
        """Close the news, say, before a heading of their rank that stands in a fold."""
        opened = (self.headings[number] for number in self.open)
        if any(heading.rank >= rank and is_chrome(heading.raw) for heading in opened):
            self.close(rank, last)

    def add(self, first: int, last: int, shape: str) -> None:
        """Record the lines of an entry in the innermost open section, unless they belong to a part of the page without papers."""
        while last > first and (self.lines[last].kind is Kind.BLANK or is_anchor(self.text, self.lines[last])):
            last -= 1
        if self._skipped():
            return
        unit = Unit(first, last, shape, self.open[-1] if self.open else -1)
        self.units.append(unit)
        self._count(unit)

    def _count(self, unit: Unit, by: int = 1) -> None:
        if unit.section >= 0:
            self.headings[unit.section].entries += by

    def set_aside(self, first: int, last: int, shape: str) -> None:
        """Keep lines without a link in mind, unless they belong to a part of the page without papers."""
        if not self._skipped():
            self.aside.append(Unit(first, last, shape, self.open[-1] if self.open else -1))

    def _skipped(self) -> bool:
        """Whether the innermost heading is one of the page's own parts."""
        for number in reversed(self.open):
            if is_chrome(self.headings[number].raw):
                return True
            if self.headings[number].rank <= 6:
                return False
        return False

    # --- tables -------------------------------------------------------------------------------------------------

    def _row(self, number: int) -> None:
        above = number - 1
        while above >= 0 and self.lines[above].kind is Kind.ROW and above != self.row:
            above -= 1
        if above < 0 or (above != self.row and self.lines[above].kind is not Kind.RULE):
            return
        self.row = number
        (self.add if has_link(self.body(number)) else self.set_aside)(number, number, "row")

    # --- paragraphs ---------------------------------------------------------------------------------------------

    def paragraph(self, number: int) -> int:
        """Read the paragraph that starts in a line; returns the line behind it."""
        opens = self.text[self.lines[number].body] in "!?:"
        if opens and (box := box_end(self.text, self.lines, number)) > number:
            if is_titled(self.body(number)) and has_link(self.block(number, box)):
                self.add(number, box, "quote")
            return box + 1
        last = self._paragraph_end(number)
        block = self.text[self.lines[number].body : self.lines[last].end]
        if "</details" in block:
            self.close(FOLD, last)
        linked = has_link(block)
        bold = _BOLD_LINE.match(block) if last == number and not linked else None
        if bold:
            return self._bold_line(number, bold[2])
        if not linked:
            return self._plain_paragraph(number, last)
        if block.startswith(_BADGE_STARTS) and self._is_badge_of_item(number, block):
            self.units[-1].last = last
            return last + 1
        if block.startswith(">"):
            return self._quote(number, last)
        if not (last > number and self._line_entries(number, last, block)) and self.is_paper(block):
            last = self._people_below(last)
            self.add(number, last, "paragraph")
        return last + 1

    def _people_below(self, last: int) -> int:
        """The line of people that stands alone below a title with links, set apart by blank lines."""
        line = last + 2
        if line >= len(self.lines) or self.lines[last + 1].kind is not Kind.BLANK:
            return last
        alone = self.lines[line].kind is Kind.TEXT and self._paragraph_end(line) == line
        names = inline.as_read(self.body(line)).strip(" *_.") if alone else ""
        return line if "," in names and people_end(names) >= len(names) else last

    def _is_badge_of_item(self, number: int, block: str) -> bool:
        """Whether a paragraph is badges alone, right behind an item: the item's own, whose author did not indent them."""
        if not self.units or self.units[-1].shape != "item" or not are_badges(block):
            return False
        return all(self.lines[line].kind is Kind.BLANK for line in range(self.units[-1].last + 1, number))

    def is_paper(self, block: str) -> bool:
        """Whether a paragraph with a link is an entry: a title leads it, or it is no running text."""
        if is_credit(block):
            return False
        if _BOLD_START.match(block) or has_title_link(block, at_start=True) or is_reference(block):
            return True
        return not (is_prose(block) or runs_on(block)) and (has_title_link(block) or has_text(block))

    def _quote(self, first: int, last: int) -> int:
        """Quoted paragraphs are entries where they look like some; bare `>` and list marks part them."""
        number = first
        while number <= last:
            end = number
            while end < last and not _QUOTE_PART.fullmatch(self.body(end + 1)):
                end += 1
            block = _QUOTED.sub("", self.block(number, end)).strip()
            told = self.is_paper(block) and not block.startswith("[!")
            if has_link(block) and (told or is_titled(block)):
                self.add(number, end, "quote")
            number = end + 1
            while number <= last and not self.body(number).strip("> \t"):
                number += 1
        return last + 1

    def _paragraph_end(self, number: int) -> int:
        last = number
        for inner in range(number + 1, len(self.lines)):
            line = self.lines[inner]
            plain = line.kind is Kind.TEXT or (line.kind is Kind.HTML and not STRUCTURE.match(self.text, line.body))
            if not plain or line.commented != self.lines[number].commented:
                break
            last = inner
        return last

    def _line_entries(self, first: int, last: int, block: str) -> bool:
        """Where the lines of a paragraph are entries of their own, each is one; anchors above them are none."""
        while first < last and is_anchor(self.text, self.lines[first]):
            first += 1
            block = self.text[self.lines[first].body : self.lines[last].end]
        if not line_entries.may_part(block, last - first + 1, self.text[self.lines[last].body]):
            return False
        starts = line_entries.parts([self.body(number) for number in range(first, last + 1)])
        for start, end in zip(starts, [*starts[1:], last - first + 1], strict=False):
            self.add(first + start, first + end - 1, "paragraph")
        return bool(starts)

    def _bold_line(self, number: int, raw: str) -> int:
        if self._is_place_of_heading(number, raw):
            return number + 1
        last = self._fields_below(number)
        beside = bool(self.units) and self.units[-1].shape == "title"
        if last > number and (len(raw.split()) >= 2 or beside):
            self.add(number, last, "title")
            return last + 1
        self.head(number, 6.6, raw.strip())
        return number + 1

    def _is_place_of_heading(self, number: int, raw: str) -> bool:
        """Whether a bold venue or date tells of the work that the heading above it names: it groups no papers."""
        if not self.open or not (VENUE.fullmatch(raw.strip("[]() ")) or dates.DATE.fullmatch(raw.strip("[]() "))):
            return False
        if has_title_link(self.headings[self.open[-1]].raw):
            return True
        if len(inline.as_read(self.headings[self.open[-1]].raw).split()) < _SOME:
            return False
        below = next((n for n in range(number + 1, len(self.lines)) if self.lines[n].kind is not Kind.BLANK), -1)
        if below < 0 or self.lines[below].kind is Kind.HEADING:
            return True
        return self.body(below).startswith("</details") or only_links(self.body(below))

    def _plain_paragraph(self, number: int, last: int) -> int:
        below = self._fields_below(last)
        if below > last and last == number and self._beside_titles(number):
            self.add(number, below, "title")
            return below + 1
        self.set_aside(number, last, "paragraph")
        return last + 1

    def _beside_titles(self, number: int) -> bool:
        return bool(self.units) and self.units[-1].shape == "title" and len(self.body(number).split()) >= 3

    def _fields_below(self, number: int) -> int:
        """The last of the field lines (items or bare links) that follow a title, blank lines between them allowed."""
        last = number
        inner = number + 1
        found = False
        while inner < len(self.lines):
            line = self.lines[inner]
            if line.kind is Kind.BLANK:
                inner += 1
                continue
            if line.kind not in (Kind.BULLET, Kind.TEXT) or line.commented != self.lines[number].commented:
                break
            if not found and (self._is_note(number, inner) or self._names_people(number, inner)):
                inner = self._paragraph_end(inner) + 1
                continue
            hangs = (found and self._hangs(inner)) or self._is_named_link(inner)
            if _BOLD_LINE.match(self.body(inner)) or not (hangs or self.is_field(inner)):
                break
            found = found or has_link(self.body(inner))
            last = inner
            inner += 1
        return last if has_link(self.block(number, last)) or self._waits(number, last) else number

    def _waits(self, title: int, last: int) -> bool:
        """Whether a title beside others has fields that say no link is there yet: `Paper: None`."""
        if last == title or not self.units or self.units[-1].shape != "title":
            return False
        fields = (self.body(number) for number in range(title + 1, last + 1))
        values = [found[0] for body in fields if body.strip() and (found := _VALUE.search(body))]
        return bool(values) and all(PLACEHOLDER.fullmatch(value.strip()) for value in values)

    def _is_note(self, title: int, number: int) -> bool:
        """An item with a remark (an award, a venue) between a title and its first field."""
        here, below = self.lines[number], self.lines[(behind := self._paragraph_end(number) + 1) : behind + 1]
        if here.kind is not Kind.BULLET or self.lines[title].kind is Kind.BULLET or has_link(self.body(number)):
            return False
        return bool(below) and below[0].kind is Kind.BULLET and below[0].indent == here.indent and not below[0].level

    def _names_people(self, title: int, number: int) -> bool:
        """A paragraph of one line with the people a title is by, set apart by blank lines."""
        if any(self.lines[n].kind is not Kind.TEXT for n in (title, number)) or has_link(self.body(number)):
            return False
        apart = all(line.kind is Kind.BLANK for line in self.lines[number - 1 : number + 2 : 2])
        return apart and people_end(self.body(number).strip(" *_")) > 0

    def _hangs(self, number: int) -> bool:
        """Whether a line follows the field above it without a blank line."""
        line, above = self.lines[number], self.lines[number - 1]
        return above.kind in (Kind.BULLET, Kind.TEXT) and (line.indent >= 2 or line.kind is Kind.TEXT)

    def _is_named_link(self, number: int) -> bool:
        """An item right below another that is one more link of the same work: `webcam demo: <…>`, `[blog](…)`."""
        body = self.body(number)
        if self.lines[number].kind is not Kind.BULLET or self.lines[number - 1].kind is not Kind.BULLET:
            return False
        first = next(inline.links(body), None)
        if first is None or WORDS.search(body, first.end):
            return False
        name = body[: first.start].strip(" <*_")
        if not name:
            return len(body[slice(*first.label)].split()) <= 2
        return name.endswith((":", "：")) and len(name.split()) <= 8

    # --- what does not belong -----------------------------------------------------------------------------------

    def _drop_stray_paragraphs(self) -> None:
        """Drop paragraphs with a link in a list of items or rows as introductions, unless a section is made of them."""
        self._drop("quote")
        for unit in self.units:
            unit.shape = "paragraph" if unit.shape == "quote" else unit.shape
        self.units = introductions.without(self.units, self.headings, self._of, self.lines)
        shapes = Counter(unit.shape for unit in self.units)
        if shapes["paragraph"] * 5 <= len(self.units):
            self._drop("paragraph")

    def _drop_told_items(self) -> None:
        """Drop items of a list of headings or rows that are sentences: they name a work in passing, as remarks do."""
        items = [unit for unit in self.units if unit.shape == "item"]
        few = len(items) * 5 <= len(self.units)  # in a list of items none of them is read for it
        for unit in (unit for unit in items if few and self._is_told(self.body(unit.first))):
            self._forget(unit)
        self.units = [unit for unit in self.units if unit.shape]

    def _add_linkless(self) -> None:
        """Add the papers without a link, which other entries do not hold."""
        held = {number for unit in self.units for number in range(unit.first, unit.last + 1)}
        free = [unit for unit in self.aside if unit.first not in held]
        found = linkless.papers(free, self.units, self.field_labels(), self._of)
        for unit in found:
            self.units.append(unit)
            self._count(unit)
        self.units.sort(key=lambda unit: unit.first)
        if found:  # these make up sections as well
            self.units = introductions.without(self.units, self.headings, self._of, self.lines)

    def _is_told(self, text: str) -> bool:
        return not has_title_link(text, at_start=True) and (is_prose(text) or runs_on(text))

    def _forget(self, unit: Unit) -> None:
        unit.shape = ""
        self._count(unit, -1)

    def _drop(self, shape: str) -> None:
        """Forget the units of a shape where others stand beside them, and where they are few."""
        here = Counter(unit.section for unit in self.units if unit.shape == shape)
        if not here:
            return
        others = {unit.section for unit in self.units if unit.shape != shape}
        others |= {self.headings[section].parent for section in others if section >= 0}
        papers = bold_papers.certain(self.units, shape, self.headings, self._of)
        for unit in self.units:
            if (
                unit.shape == shape
                and unit.first not in papers
                and (unit.section in others or here[unit.section] < _SOME)
            ):
                self._forget(unit)
        self.units = [unit for unit in self.units if unit.shape]
