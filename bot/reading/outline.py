"""Where entries and headings of a list stand: the records of its outline."""

from __future__ import annotations

from dataclasses import dataclass


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
