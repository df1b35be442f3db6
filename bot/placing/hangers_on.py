"""What hangs below an entry and is no part of it: its pictures, its BibTeX, folds. A newcomer goes behind them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from bot.awesome import AwesomeList
from bot.reading.blocks import Kind
from bot.reading.cues import is_picture
from bot.reading.outline import Unit

_CITED = re.compile(r"@[a-zA-Z]{4,15}\s*\{")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_OPENED = re.compile(r"[ \t>]*<(details|pre)\b", re.IGNORECASE)
_NEAR = 12
_LONGEST = 80
"""Lines that a citation or fold may take."""


def last_below(alist: AwesomeList, line: int) -> int:
    """The last line of what hangs below the entry that ends in a line, the line itself where nothing does."""
    entry = line
    while (below := _picture(alist, line, entry) or _block(alist, line, entry)) > line:
        line = below
    return line


def below(alist: AwesomeList, units: Sequence[Unit], place: int) -> list[str]:
    """What hangs below each of the entries nearest to a place, with the line end before it; none where no list folds."""
    if "<details" not in alist.text:
        return []
    near = sorted(range(len(units)), key=lambda number: abs(number - place + 0.5))[:_NEAR]
    ends = [(units[number].last, last_below(alist, units[number].last)) for number in near]
    return [alist.text[alist.lines[first].end : alist.lines[last].end] for first, last in ends]


def _picture(alist: AwesomeList, line: int, entry: int) -> int:
    """The line right below that holds nothing but pictures, 0 where none does; a blank may part it from a block."""
    first = line + 1 if line == entry else _next_text(alist, line)
    if first >= len(alist.lines) or alist.lines[first].kind not in (Kind.HTML, Kind.TEXT):
        return 0
    return first if is_picture(_text(alist, first)) else 0


def _block(alist: AwesomeList, line: int, entry: int) -> int:
    """The last line of a fence, fold or `<pre>` that follows, blank lines between allowed, 0 where none does.

    It is the entry's own where it holds BibTeX, or where an entry beside has such a block below it as well.
    """
    first = _next_text(alist, line)
    last = _closed(alist, first) if first < len(alist.lines) else 0
    if not last or any(_CITED.search(_text(alist, number)) for number in range(first, last + 1)):
        return last
    if not _OPENED.match(_text(alist, first)) or _holds_entries(alist, first, last):
        return 0
    return last if line > entry or _is_habit(alist, entry) else 0


def _closed(alist: AwesomeList, first: int) -> int:
    """The line that closes the block a line opens, 0 where it opens none or none closes it in time."""
    text = _text(alist, first)
    fence, tag = _FENCE.match(text), _OPENED.match(text)
    if not fence and not tag:
        return 0
    opens, close = (None, fence[1]) if fence else (f"<{tag[1].lower()}", f"</{tag[1].lower()}") if tag else (None, "")
    depth = 0
    for last in range(first, min(first + _LONGEST, len(alist.lines))):
        text = _text(alist, last).lower()
        depth += text.count(opens) if opens else 0
        depth -= text.count(close) if opens else 0
        if (opens and depth <= 0) or (not opens and last > first and close in text):
            return last
    return 0


def _holds_entries(alist: AwesomeList, first: int, last: int) -> bool:
    number = bisect_left(alist.units, first, key=lambda unit: unit.first)
    return number < len(alist.units) and alist.units[number].first <= last


def _is_habit(alist: AwesomeList, line: int) -> bool:
    """Whether the entry before or behind the one that ends in a line has a fold or `<pre>` right below it."""
    number = bisect_left(alist.units, line, key=lambda unit: unit.last)
    beside = [alist.units[at] for at in (number - 1, number + 1) if 0 <= at < len(alist.units)]
    below = [_next_text(alist, unit.last) for unit in beside]
    return any(at < len(alist.lines) and _OPENED.match(_text(alist, at)) for at in below)


def _next_text(alist: AwesomeList, line: int) -> int:
    """The next line that is not blank."""
    line += 1
    while line < len(alist.lines) and alist.lines[line].kind is Kind.BLANK:
        line += 1
    return line


def _text(alist: AwesomeList, line: int) -> str:
    return alist.text[alist.lines[line].start : alist.lines[line].end]
