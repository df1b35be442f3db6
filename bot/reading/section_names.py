"""Sections by name: `A > B` or a path, as written or as read, whole or its last parts → the heading that is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from bot.awesome import AwesomeList
from bot.errors import SectionNotFound
from bot.model import SECTION_SEPARATOR, Section
from bot.reading.blocks import Kind
from bot.reading.outline import Heading, heading_name


def find_section(alist: AwesomeList, name: str | Sequence[str]) -> Section:
    """The section of a name: `A > B` or a path, as written or as read, whole or its last parts; SectionNotFound."""
    number = find_heading(alist, name)
    if number < 0:
        return Section(path=(), line=1, end_line=alist.own_end(-1) + 1, entries=len(alist.units_of(-1)))
    return alist.section(number)


def find_heading(alist: AwesomeList, name: str | Sequence[str]) -> int:
    """The number of the heading that a section's name stands for; raises SectionNotFound with the nearest names."""
    wanted = _wanted(name)
    if not wanted:
        if alist.units and alist.units[0].section < 0:
            return -1
        raise SectionNotFound(str(name), _near(alist, str(name)))
    for fold in (_plain, _folded, _letters):
        found = _matching(alist, [fold(part) for part in wanted], fold)
        if found is not None:
            return found
    raise SectionNotFound(SECTION_SEPARATOR.join(wanted), _near(alist, wanted[-1]))


def _wanted(name: str | Sequence[str]) -> list[str]:
    parts = name.split(SECTION_SEPARATOR) if isinstance(name, str) else list(name)
    return [part for part in parts if part.strip()]


def _plain(raw: str) -> str:
    return heading_name(raw)


def _folded(raw: str) -> str:
    return heading_name(raw).casefold()


def _letters(raw: str) -> str:
    return re.sub(r"[\W_]+", "", heading_name(raw).casefold()) or raw.strip()


def _matching(alist: AwesomeList, wanted: list[str], fold: Callable[[str], str]) -> int | None:
    """The heading whose path ends in the wanted parts; failing that, holds them in order."""
    loose = None
    best = 0
    for number, heading in enumerate(alist.headings):
        if heading.entries < 0 or fold(heading.raw) != wanted[-1]:
            continue
        path = _raw_path(alist, number, fold)
        if path == wanted:
            return number
        score = _agreement(path, wanted)
        if score > best or (
            loose is not None and score == best and not alist.headings[loose].entries and heading.entries
        ):
            loose, best = number, score
    return loose


def _agreement(path: Sequence[str], wanted: Sequence[str]) -> int:
    """How well a path that ends in the wanted heading agrees with the wanted path: parts in order, then parts in a row."""
    row = next(
        (n for n, (a, b) in enumerate(zip(reversed(path), reversed(wanted), strict=False)) if a != b), len(wanted)
    )
    left = list(path)
    in_order = 0
    for part in reversed(wanted):
        if part in left:
            del left[len(left) - 1 - left[::-1].index(part) :]
            in_order += 1
    return 10 * in_order + row


def _raw_path(alist: AwesomeList, number: int, fold: Callable[[str], str]) -> list[str]:
    path: list[str] = []
    while number >= 0:
        path.append(fold(alist.headings[number].raw))
        number = alist.headings[number].parent
    return path[::-1]


def _near(alist: AwesomeList, name: str) -> tuple[str, ...]:
    """The sections whose names are most similar; headings that hold no papers (a table of contents) do not count."""
    filled = {section.path[:depth] for section in alist.sections if section.entries for depth in _depths(section.path)}
    offered = [section for section in alist.sections if section.path in filled or _is_bare(alist, section)]
    by_last = {section.name: heading_name(section.path[-1]).casefold() for section in offered or alist.sections}
    wanted = heading_name(name).casefold()
    return tuple(sorted(by_last, key=lambda n: -SequenceMatcher(None, by_last[n], wanted).quick_ratio())[:3])


def _is_bare(alist: AwesomeList, section: Section) -> bool:
    """Whether nothing stands below a heading yet: a section that waits for its first paper."""
    return all(line.kind is Kind.BLANK for line in alist.lines[section.line : section.end_line])


def _depths(path: Sequence[str]) -> range:
    """How deep a section and those above it lie, without the list's title."""
    return range(min(2, len(path)), len(path) + 1)


def with_section(alist: AwesomeList, name: str | Sequence[str]) -> tuple[AwesomeList, int]:
    """The list and the heading of a name; a group item or a bold line without entries yet becomes a heading.

    Raises SectionNotFound where no line of the list reads like the name.
    """
    try:
        return alist, find_heading(alist, name)
    except SectionNotFound:
        wanted = _wanted(name)
        line = _line_that_reads(alist, wanted) if wanted else -1
        if line < 0:
            raise
    parent = max((n for n, heading in enumerate(alist.headings) if heading.line < line <= heading.until), default=-1)
    raw = alist.text[alist.lines[line].body : alist.lines[line].end]
    heading = Heading(line, 7 + alist.lines[line].indent, raw, parent, line)
    return replace(alist, headings=(*alist.headings, heading)), len(alist.headings)


def _line_that_reads(alist: AwesomeList, wanted: Sequence[str]) -> int:
    """The item or line without a link that reads like the last wanted name, below the others where several do."""
    found = []
    for number, line in enumerate(alist.lines):
        if line.kind in (Kind.BULLET, Kind.TEXT, Kind.HTML) and not line.commented:
            raw = alist.text[line.body : line.end]
            if "](" not in raw and _letters(raw) == _letters(wanted[-1]):
                found.append(number)
    if len(wanted) > 1 and len(found) > 1:
        inside = [
            number
            for number in found
            if any(h.line < number <= h.until and _letters(h.raw) == _letters(wanted[-2]) for h in alist.headings)
        ]
        found = inside or found
    return found[0] if found else -1
