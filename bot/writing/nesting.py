"""Where an item's bullet stands: as deep, and with the sign, that the items of its section have.

The entry that lends an addition its form may stand under another group, deeper or with another bullet; an item that is
indented otherwise than its neighbours hangs below the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.awesome import AwesomeList
from bot.reading.outline import Unit

_MARK = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[-*+])(?P<gap>[ \t]+)")
_DEEPEST = 6
"""Headings of a page rank 1 to 6; an item that heads others ranks deeper."""


def settled(alist: AwesomeList, heading: int, units: Sequence[Unit], place: int, block: str) -> str:
    """An item's block with the bullet its neighbours have; a section without items takes that of sections like it."""
    own = _MARK.match(block)
    if own is None:
        return block
    near = units[max(0, place - 1) :] if place else units
    marks = [found[0] for unit in (*near, *units) if (found := _mark_of(alist, unit.first))]
    if units:
        fits = not marks or own[0] in marks
        return _between(alist, units, place, block) if fits else _moved(block, own, marks[0])
    usual = _of_alike(alist, heading)
    return block if usual is None else _moved(block, own, usual)


def _between(alist: AwesomeList, units: Sequence[Unit], place: int, block: str) -> str:
    """An item that neither hangs below the one above it alone nor takes the one below for its own.

    Where items stand in several depths, one deeper than both beside it would be a child of the upper one, and one that
    is not as deep as the lower one would part that from its parent.
    """
    own = _MARK.match(block)
    above = _mark_of(alist, units[place - 1].first) if 0 < place <= len(units) else None
    below = _mark_of(alist, units[place].first) if place < len(units) else None
    beside = [_depth(mark) for mark in (above, below) if mark]
    if own is None or not beside:
        return block
    fits = (_depth(below) if below else 0) <= _depth(own) <= max(beside)
    mark = below or above
    return block if fits or mark is None else _moved(block, own, mark[0])


def _depth(mark: re.Match[str]) -> int:
    return len(mark["indent"].expandtabs(4))


def _mark_of(alist: AwesomeList, line: int) -> re.Match[str] | None:
    found = alist.lines[line]
    return _MARK.match(alist.text[found.start : found.end])


def _of_alike(alist: AwesomeList, heading: int) -> str | None:
    """The bullet below a heading that has no items yet: the group's sign, as deep as others hang."""
    group = _mark_of(alist, alist.headings[heading].line) if _is_item(alist, heading) else None
    nearest = sorted(alist.units, key=lambda unit: abs(unit.section - heading))
    for unit in nearest:
        if unit.shape != "item" or _is_item(alist, unit.section) != (group is not None):
            continue
        mark = _mark_of(alist, unit.first)
        above = _mark_of(alist, alist.headings[unit.section].line) if group else None
        if mark and group is None:
            return mark[0]
        if mark and group and above and mark["indent"].startswith(above["indent"]):
            step = mark["indent"][len(above["indent"]) :]
            return group["indent"] + step + (group if above["sign"] == mark["sign"] else mark)["sign"] + mark["gap"]
    return None


def _is_item(alist: AwesomeList, heading: int) -> bool:
    return heading >= 0 and alist.headings[heading].rank > _DEEPEST


def _moved(block: str, own: re.Match[str], mark: str) -> str:
    """The block behind another bullet, its further lines as much deeper as before."""
    if own[0] == mark:
        return block
    first, *others = block.split("\n")
    indent, before = mark[: len(mark) - len(mark.lstrip())], own["indent"]
    moved = [indent + line[len(before) :] if line.startswith(before) and line.strip() else line for line in others]
    return "\n".join([mark + first[own.end() :], *moved])
