"""An entry that moves: its own lines, cut here and pasted there, as long as they are set out as the entries there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.awesome import AwesomeList, parse, remove, unit_of
from bot.model import Entry, Insertion, Paper, paper_of
from bot.placing import hangers_on
from bot.reading.fields import Field, Reading
from bot.reading.outline import Unit
from bot.reading.printed_links import told_once
from bot.writing.neighbours import outline


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """An entry as it stood: its fields, `below` what hung below it, its shape and outline, the columns of its table."""

    reading: Reading
    paper: Paper
    below: str
    shape: str
    outline: tuple[bool, str, bool]
    columns: tuple[str, ...]
    tagged: tuple[str, ...]
    """The columns that its tags name."""

    def is_row(self) -> bool:
        """Whether it is a row with named columns, which no other table takes as it stands."""
        return self.shape in ("row", "html") and bool(self.columns)

    def fits(self, alist: AwesomeList, shape: str, near: Sequence[Unit]) -> bool:
        """Whether entries there are set out as this one is: the columns of its table, or its sort of lines."""
        if shape != self.shape or not near:
            return False
        if self.is_row():
            return _folded(alist.columns_of(near[0])) == _folded(self.columns)
        return any(outline(alist, unit)[1:] == self.outline[1:] for unit in near)

    def keeps_all(self, block: str) -> bool:
        """Whether another form of it says every word that it says, those of its addresses among them."""
        said = Counter(_WORD.findall(self.reading.block))
        return not said - Counter(_WORD.findall(block))

    def behind(self, block: str, number: str) -> str:
        """Its lines behind the bullet, the heading's signs or the number that another block begins with."""
        text, piece = self.reading.block, self.reading.first(Field.NUMBER)
        own, new = (_LEAD.match(one)[0] for one in (text, block))  # type: ignore[index]  # matches the empty text, too
        if piece and number and piece.start >= len(own):
            text = text[: piece.start] + number + text[piece.end :]
        if own == new or self.is_row() or bool(own.strip()) != bool(new.strip()):
            return text
        first, *others = text[len(own) :].split("\n")
        return "\n".join([new + first, *_indented(others, len(new) - len(own), len(own))])

    def for_columns(self, names: Sequence[str]) -> Paper:
        """The paper for a table with other columns: a tag keeps the name of its column where there is one of that name."""
        return replace(self.paper, tags=tuple(self._renamed(tag, names) for tag in self.paper.tags))

    def _renamed(self, tag: str, names: Sequence[str]) -> str:
        name, colon, value = tag.partition(": ")
        if not colon or name not in self.tagged:
            return tag
        there = next((other for other in names if _alike(other, name)), "")
        return f"{there}: {value}" if there else value


def _indented(lines: Sequence[str], by: int, least: int) -> list[str]:
    """Lines below another mark: so much deeper, or less deep where all that are indented stand behind the old mark."""
    deep = [len(line) - len(line.lstrip(" ")) for line in lines if line[:1] == " " and line.strip()]
    if by < 0 and min(deep, default=0) < least:
        return list(lines)
    return [
        line[-by:] if by < 0 and line[:1] == " " else " " * by + line if line[:1] in " \t" and line else line
        for line in lines
    ]


_WORD = re.compile(r"[^\W_]+")
_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|#{1,6}|\d{1,4}[.)])[ \t]+)*")


def _folded(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.casefold().strip() for name in names)


def _alike(one: str, other: str) -> bool:
    """Whether two columns have one name, that of one perhaps with more words behind it."""
    short, long = sorted(_folded((one, other)), key=len)
    return bool(short) and long.startswith(short)


def lifted(alist: AwesomeList, entry: Entry) -> Carried:
    """An entry with what hangs below it, as it stands."""
    unit = unit_of(alist, entry)
    return Carried(
        reading=alist.reading(unit),
        paper=told_once(paper_of(entry)),
        below=alist.text[alist.lines[unit.last].end : alist.lines[hangers_on.last_below(alist, unit.last)].end],
        shape=unit.shape,
        outline=outline(alist, unit),
        columns=alist.columns_of(unit),
        tagged=alist.tag_columns(unit),
    )


def lost(entry: Entry, done: Insertion) -> list[str]:
    """The fields that an entry, read where it was put, has lost or tells otherwise; some may be left out."""
    there = next((other for other in parse(done.text).entries if other.line == done.line), None)
    if there is None:
        return ["lines"]
    missing = [name for name in _KEPT if _told(there, name) != _told(entry, name)]
    wrong = [name for name in _LEFT_OUT if not _within(getattr(there, name), getattr(entry, name))]
    tags = [tag.partition(": ") for tag in entry.tags]
    misfiled = any(not any(_same_tag(tag.partition(": "), own) for own in tags) for tag in there.tags)
    return [*missing, *wrong, *(["tags"] if misfiled else [])]


_KEPT = ("title", "url", "code")
_LEFT_OUT = ("authors", "venue", "date", "idea")
"""Fields that a section may not show, or not all of: a year for a date."""


def _told(entry: Entry, name: str) -> object:
    return [link.url for link in entry.code] if name == "code" else getattr(entry, name)


def _within(part: str | tuple[str, ...], whole: str | tuple[str, ...]) -> bool:
    return part in whole if isinstance(part, str) and isinstance(whole, str) else not part or part == whole


def _same_tag(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether two tags say the same, in columns of one name where both name one."""
    if one[1] and other[1]:
        return one[2] == other[2] and _alike(one[0], other[0])
    return (one[2] or one[0]) == (other[2] or other[0])


def taken_out(alist: AwesomeList, entry: Entry) -> str:
    """The list without an entry, and without what hangs below it and is about nothing else."""
    unit = unit_of(alist, entry)
    return remove(alist, entry, hangers_on.last_below(alist, unit.last))
