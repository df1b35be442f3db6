"""Entries in boxes: `!!! abstract "Title"` with indented lines, `:::{card} Title` up to `:::`, `> [!quote] Title`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.blocks import Kind, Line

OPENING = (
    r"(?:(?:!!!|\?\?\?\+?)[ \t]+[\w-]+(?:[ \t]+(?!\")[\w-]+)*[ \t]+(?=\")"
    r"|:{3,}[ \t]*\{[\w-]+\}[ \t]+|\[![\w-]+\][-+]?[ \t]+)"
)
"""What stands before the title of a box."""
_OPENS = re.compile(OPENING + r"(?P<title>\S.*)")
_STARTS = ("!!!", "???", ":::")
_DEEPER = 4
_LONGEST = 60
"""Lines that one box may take."""


def is_titled(text: str) -> bool:
    """Whether a text opens a box with a title of its own; a box without one is a remark to readers."""
    found = _OPENS.match(text)
    return found is not None and len(found["title"].split()) > 1


def box_end(text: str, lines: Sequence[Line], number: int) -> int:
    """The last line of the box that starts in a line, -1 where none does."""
    first = lines[number]
    if not text.startswith(_STARTS, first.body):
        return -1
    if text.startswith(":::", first.body):
        return _closed(text, lines, number) if is_titled(text[first.body : first.end]) else -1
    last = number
    for inner in range(number + 1, min(len(lines), number + _LONGEST)):
        line = lines[inner]
        if line.kind is Kind.BLANK:
            continue
        if line.indent < first.indent + _DEEPER:
            break
        last = inner
    return last if last > number else -1


def _closed(text: str, lines: Sequence[Line], number: int) -> int:
    for inner in range(number + 1, min(len(lines), number + _LONGEST)):
        content = text[lines[inner].body : lines[inner].end].rstrip()
        if content.startswith(":::"):
            return -1 if content.strip(":") else inner
    return -1
