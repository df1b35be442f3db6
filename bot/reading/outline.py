"""Where entries and headings of a list stand: the records of its outline, and the walk over the lines that fills them."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.reading import inline
from bot.reading.blocks import Line


@dataclass(slots=True)
class Unit:
    """Lines `first`..`last` (0-based, inclusive) that are one entry, in the section number `section`."""

    first: int
    last: int
    shape: str
    section: int = -1


@dataclass(slots=True)
class Heading:
    """A heading of any form: its lines, its rank (smaller stands higher) and its text as written.

    `until` is the last line of what it heads, -1 while open.
    """

    line: int
    rank: float
    raw: str
    parent: int = -1
    until: int = -1
    entries: int = 0


class Walk(Protocol):
    """The walk over a list's lines, as far as those who read one sort of entries need it (`entry_reader` walks)."""

    text: str
    lines: Sequence[Line]
    units: list[Unit]
    headings: list[Heading]
    labels: Counter[str]

    def body(self, number: int) -> str:
        """The text of a line behind its mark."""

    def block(self, first: int, last: int) -> str:
        """The text of some lines."""

    def is_field(self, number: int) -> bool:
        """Whether a line is a field of the entry above it."""

    def is_paper(self, block: str) -> bool:
        """Whether a paragraph with a link is an entry."""

    def head(self, number: int, rank: float, raw: str) -> None:
        """A heading starts in a line."""

    def close(self, rank: float, last: int) -> None:
        """Headings of this rank and deeper ones end with a line."""

    def end_own_part(self, rank: float, last: int) -> None:
        """A part of the page that tells no papers ends with a line, before a heading of this rank."""

    def add(self, first: int, last: int, shape: str) -> None:
        """An entry takes some lines."""

    def set_aside(self, first: int, last: int, shape: str) -> None:
        """Some lines without a link may be a paper."""

    def paragraph(self, number: int) -> int:
        """A paragraph starts in a line; returns the line behind it."""


def heading_name(raw: str) -> str:
    """A heading as a reader sees it, without closing marks and list marks."""
    name = re.sub(r"^#{1,6}\s+|\s*\{#[^{}]*\}\s*$", "", inline.as_read(raw))
    spelt = html.unescape(name) if "&" in name else name
    name = name if "<" in spelt else spelt  # a name is read again where it is looked for: no tag may come of it
    return name.strip().rstrip(":：").strip()
