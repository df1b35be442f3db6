"""Where entries and headings of a list stand: the records of its outline."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bot.reading import inline


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


def heading_name(raw: str) -> str:
    """A heading as a reader sees it, without closing marks and list marks."""
    name = re.sub(r"^#{1,6}\s+|\s*\{#[^{}]*\}\s*$", "", inline.as_read(raw))
    spelt = html.unescape(name) if "&" in name else name
    name = name if "<" in spelt else spelt  # a name is read again where it is looked for: no tag may come of it
    return name.strip().rstrip(":：").strip()
