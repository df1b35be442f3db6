"""Headings that are entries: their bodies hold fields, and no entries of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.reading import dates, inline
from bot.reading.blocks import Kind, Line, is_anchor
from bot.reading.cues import (
    bare_label,
    frames,
    has_link,
    has_title_link,
    is_chrome,
    is_generic,
    is_request,
    leads_up,
)
from bot.reading.fact_lines import is_facts
from bot.reading.html_entries import FOLD
from bot.reading.on_demand import on_demand
from bot.reading.outline import Heading, Unit, Walk
from bot.reading.printed_people import people_end
from bot.reading.printed_venue import VENUE, VENUE_NAMES

_HABIT = 3
"""Headings of one rank that are entries, before one alone in its section counts as one."""
_WORDS = re.compile(r"[^\W\d_]{3,}")
_BREAKS = re.compile(r"\s*(?:<br ?/?>\s*)+")
_FRAME = 4
"""The way back to the top takes no more lines than this, tags around it counted."""


def read_heading_entries(reader: Walk) -> None:
    """Turn headings and folds into entries where their bodies hold fields and no entries of their own."""
    _read(reader, folds=True)
    _read(reader, folds=False)


def _read(reader: Walk, *, folds: bool) -> None:
    most = FOLD if folds else 6
    parents = {heading.parent for heading in reader.headings if heading.rank <= most and heading.entries >= 0}
    inside = _units_by_heading(reader, most)
    candidates = [
        n
        for n, heading in enumerate(reader.headings)
        if n not in parents and (heading.rank == FOLD) is folds and heading.rank <= most
    ]
    found = [n for n in candidates if _is_entry(reader, reader.headings[n], inside.get(n, []))]
    found += _short_ones(reader, found, candidates, inside)
    habitual = _habitual(reader, found, candidates)
    siblings = Counter((reader.headings[n].parent, reader.headings[n].rank) for n in found)
    chosen = {
        n
        for n in found
        if siblings[reader.headings[n].parent, reader.headings[n].rank] >= 2
        or reader.headings[n].rank in habitual
        or (has_title_link(reader.headings[n].raw) and (n > 0 or not reader.headings[1:]))  # the first names the page
    }
    if not chosen:
        return
    reader.units = [
        unit for unit in reader.units if unit.section not in chosen and _under(reader, unit.section, chosen) < 0
    ]
    _cut_breaks(reader, [_heading_entry(reader, number) for number in sorted(chosen)])
    reader.units.sort(key=lambda unit: unit.first)


def _habitual(reader: Walk, found: Sequence[int], candidates: Sequence[int]) -> set[float]:
    """Ranks at which the list's headings mostly are entries: one that stands alone in its section is one, too."""
    ours = Counter(reader.headings[n].rank for n in found)
    leaves = Counter(reader.headings[n].rank for n in candidates)
    return {rank for rank, count in ours.items() if count >= _HABIT and count * 2 > leaves[rank]}


def _short_ones(
    reader: Walk, found: Sequence[int], candidates: Sequence[int], inside: Mapping[int, Sequence[Unit]]
) -> list[int]:
    """Headings of one or two words, or above a link of an uncommon name, are entries where most of their sisters are."""
    headings = reader.headings
    entries = Counter((headings[n].parent, headings[n].rank) for n in found)
    sisters = Counter((headings[n].parent, headings[n].rank) for n in candidates)
    return [
        n
        for n in set(candidates) - set(found)
        if entries[group := (headings[n].parent, headings[n].rank)] * 2 > sisters[group]
        and _is_entry(
            reader, headings[n], _unnamed(reader, _beside_notes(reader, headings[n], inside.get(n, []))), words=1
        )
    ]


def _beside_notes(reader: Walk, heading: Heading, units: Sequence[Unit]) -> list[Unit]:
    """The units below a heading that are more than its notes: below a title with its link, a line that names another
    work behind words of its own tells of the title's.
    """
    if not has_title_link(heading.raw):
        return list(units)
    return [
        unit
        for unit in units
        if unit.shape not in ("item", "paragraph") or has_title_link(reader.body(unit.first), at_start=True)
    ]


def _unnamed(reader: Walk, units: Sequence[Unit]) -> list[Unit]:
    """The units below a heading that are more than links of one or two words: `[🎥 Reading Note](…)` names no work."""
    return [
        unit for unit in units if unit.last > unit.first or not _SHORT_LINKS.fullmatch(reader.body(unit.first).rstrip())
    ]


_SHORT_LINKS = re.compile(
    r"(?:(?:<img\b[^<>]*>|!\[[^\[\]]*\]\([^()]*\)|\W)?\[(?:[^\w\s\[\]]+ )?[^\s\[\]]+(?: [^\s\[\]]+)?(?: \([^()\[\]]{1,24}\))?\]\([^()\s]*\)[ ,|]*)+"
)
"""A line of links whose labels have one or two words."""


def _units_by_heading(reader: Walk, most: float) -> dict[int, list[Unit]]:
    inside: dict[int, list[Unit]] = {}
    for unit in reader.units:
        number = unit.section
        while number >= 0 and reader.headings[number].rank > most:
            number = reader.headings[number].parent
        inside.setdefault(number, []).append(unit)
    return inside


def _under(reader: Walk, number: int, chosen: set[int]) -> int:
    while number >= 0 and number not in chosen:
        number = reader.headings[number].parent
    return number


def _is_entry(reader: Walk, heading: Heading, units: Sequence[Unit], words: int = 3) -> bool:
    if heading.rank not in (*range(7), FOLD) or is_chrome(heading.raw) or is_request(heading.raw):
        return False
    if _MEETING.fullmatch(inline.as_read(heading.raw)):
        return False
    titled = has_title_link(heading.raw)
    if not titled and len(inline.as_read(heading.raw).split()) < words:
        return False
    if heading.until - heading.line > 60 or not all(_unit_is_field(reader, unit) for unit in units):
        return False
    if heading.rank == FOLD and has_link(heading.raw):  # a title with the paper's link beside it
        return True
    told = any(_tells_of(reader, unit) or _all_facts(reader, unit) for unit in units)
    return titled or told or _labelled_links(reader, heading) >= 1


_MEETING = on_demand(rf"(?:{VENUE_NAMES})(?:[\s,|/&:–-]*(?:19|20)\d\d)*\W*")
"""A meeting and its years: `ICML - 2023 | 2024`."""


def _labelled_links(reader: Walk, heading: Heading) -> int:
    """The number of lines in a heading's body that hold only generic links, or a label and links."""
    body = range(heading.line + 1, heading.until + 1)
    return sum(1 for n in body if has_link(reader.body(n)) and (reader.is_field(n) or _links_on(reader.body(n))))


def _unit_is_field(reader: Walk, unit: Unit) -> bool:
    if reader.is_field(unit.first) or _links_on(reader.body(unit.first)) or _tells_of(reader, unit):
        return True
    return _all_facts(reader, unit)


def _all_facts(reader: Walk, unit: Unit) -> bool:
    """Whether each line of a paragraph with a link tells people, a venue, a date or links of the heading's work."""
    if unit.shape != "paragraph" or _own_title(reader.body(unit.first)):
        return False
    linked = [n for n in range(unit.first, unit.last + 1) if has_link(reader.body(n))]
    return bool(linked) and all(is_facts(reader.body(n)) or reader.is_field(n) for n in linked)


def _own_title(text: str) -> bool:
    """Whether the first line of a paragraph is a title in bold: it names a work of its own, and no people or place."""
    found = _BOLD.fullmatch(text)
    words = found["words"] if found else ""
    return len(_WORDS.findall(words)) >= _TITLE_WORDS and not is_facts(words) and not people_end(words)


_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<words>[^*_]+)(?P=mark)[\s\\]*(?:<br ?/?>)?\s*")
_TITLE_WORDS = 3


def _links_on(text: str) -> bool:
    """Whether a line of links alone begins with one of a known sort: those behind it may have a name of their own."""
    first = next(inline.links(text), None) if text.rstrip().endswith(")") else None
    if first is None or first.bare or first.image or not _SHORT_LINKS.fullmatch(text.strip()):
        return False
    return is_generic(bare_label(inline.as_read(text[slice(*first.label)])))


def _tells_of(reader: Walk, unit: Unit) -> bool:
    """Whether a line names people, a venue and links of the heading's work, and no title of its own."""
    text = reader.body(unit.first).strip(" *_\t")
    people = people_end(text) if unit.shape in ("paragraph", "item") and "](" in text else 0
    link = text.find("[", people)
    if not people or link < 0 or has_title_link(text):
        return False
    return not _WORDS.search(VENUE.sub("", dates.DATE.sub("", text[people:link])))


def _heading_entry(reader: Walk, number: int) -> Unit:
    heading = reader.headings[number]
    last = _above_way_up(reader, heading.line, _filled(reader, heading.line, heading.until))
    last = _filled(reader, heading.line, last)
    first = heading.line - (heading.rank == FOLD and _opens_fold(reader, heading.line - 1))
    unit = Unit(first, last, "heading", heading.parent)
    reader.units.append(unit)
    heading.entries = -1
    if heading.parent >= 0:
        reader.headings[heading.parent].entries += 1
    return unit


def _cut_breaks(reader: Walk, units: Sequence[Unit]) -> None:
    """Cut a last line that holds only breaks, where few entries end in one: it separates sections of the page."""
    broken = [unit for unit in units if _BREAKS.fullmatch(reader.body(unit.last))]
    if len(broken) * 2 > len(units):
        return
    for unit in broken:
        while unit.last > unit.first and _BREAKS.fullmatch(reader.body(unit.last)):
            unit.last = _filled(reader, unit.first, unit.last - 1)


def _filled(reader: Walk, first: int, last: int) -> int:
    """The last line that holds something; an anchor at the end is that of the next heading."""
    while last > first and _is_bare(reader, reader.lines[last]):
        last -= 1
    return last


def _is_bare(reader: Walk, line: Line) -> bool:
    return line.kind in (Kind.BLANK, Kind.BREAK) or is_anchor(reader.text, line)


def _above_way_up(reader: Walk, first: int, last: int) -> int:
    """The last line before a section's way back to the top of the page, which is no entry's own."""
    number = last
    while number > first and frames(reader.body(number)):
        number -= 1
    if number == first or not leads_up(reader.body(number)):
        return last
    number -= 1
    while last - number < _FRAME and number > first and frames(reader.body(number)):
        number -= 1
    return number


def _opens_fold(reader: Walk, number: int) -> bool:
    body = reader.body(number).lower() if number >= 0 else ""
    return body.startswith("<details") and "<summary" not in body
