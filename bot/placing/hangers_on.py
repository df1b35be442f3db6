"""What hangs below an entry and is no part of it: its pictures, its BibTeX. A newcomer goes behind them."""

from __future__ import annotations

import re

from bot.awesome import AwesomeList
from bot.reading.blocks import Kind
from bot.reading.cues import is_picture

_CITED = re.compile(r"@[a-zA-Z]{4,15}\s*\{")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_LONGEST = 80
"""Lines that a citation may take."""


def last_below(alist: AwesomeList, line: int) -> int:
    """The last line of what hangs below the entry that ends in a line, the line itself where nothing does."""
    while (below := _picture(alist, line) or _citation(alist, line)) > line:
        line = below
    return line


def _picture(alist: AwesomeList, line: int) -> int:
    """The line right below that holds nothing but pictures, 0 where none does."""
    if line + 1 >= len(alist.lines) or alist.lines[line + 1].kind not in (Kind.HTML, Kind.TEXT):
        return 0
    return line + 1 if is_picture(_text(alist, line + 1)) else 0


def _citation(alist: AwesomeList, line: int) -> int:
    """The last line of a fence or fold with BibTeX that follows, blank lines between allowed, 0 where none does."""
    first = line + 1
    while first < len(alist.lines) and alist.lines[first].kind is Kind.BLANK:
        first += 1
    if first >= len(alist.lines) or alist.lines[first].kind not in (Kind.CODE, Kind.HTML):
        return 0
    opened = _FENCE.match(_text(alist, first))
    close = opened[1] if opened else "</details"
    if not opened and "<details" not in _text(alist, first):
        return 0
    cites = False
    for last in range(first, min(first + _LONGEST, len(alist.lines))):
        text = _text(alist, last)
        cites = cites or _CITED.search(text) is not None
        if close in text and (last > first or not opened):
            return last if cites else 0
    return 0


def _text(alist: AwesomeList, line: int) -> str:
    return alist.text[alist.lines[line].start : alist.lines[line].end]
