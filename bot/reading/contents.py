"""Tables of contents: the parts of a page whose links lead to the page itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading import inline
from bot.reading.blocks import Line
from bot.reading.cues import heading_words
from bot.reading.outline import Heading, Unit

_CONTENTS = re.compile(r"(?:.* )?(?:table of )?contents?|toc|index|目录|目錄", re.IGNORECASE)
"""Headings of a table of contents."""
_OWN = re.compile(r"https?://github\.com/([\w.-]+/[\w.-]+?)(?:/(?:blob|tree|wiki)/|#|/?$)", re.IGNORECASE)
"""The repository that an address leads into."""
_ANCHOR = re.compile(r"\]\(https?://github\.com/([\w.-]+/[\w.-]+?)(?:/blob/[\w./-]+)?/?#[^\s()]+\)", re.IGNORECASE)
"""A link to an anchor of a page on GitHub."""

_DEEPEST = 6
"""Headings of a page rank 1 to 6; what acts as one (a group item, a bold line) ranks deeper."""


def without_contents(
    text: str, lines: Sequence[Line], headings: Sequence[Heading], units: Sequence[Unit]
) -> list[Unit]:
    """The units that are no links of a table of contents; a list may hang its papers below a heading "Contents".

    What stands below such a heading is contents where most of its links lead to anchors, or all to one repository.
    """
    below = {
        n
        for n, heading in enumerate(headings)
        if heading.rank <= _DEEPEST and _CONTENTS.fullmatch(heading_words(heading.raw))
    }
    below |= _all_anchors(text, lines, headings, units)
    if not below:
        return list(units)
    inside: dict[int, list[Unit]] = {}
    for unit in units:
        number = _page_heading(headings, unit.section)
        if number in below:
            inside.setdefault(number, []).append(unit)
    dropped = {unit.first for n, held in inside.items() if _leads_home(text, lines, headings[n], held) for unit in held}
    for unit in units:
        if unit.first in dropped:
            headings[unit.section].entries -= 1
    return [unit for unit in units if unit.first not in dropped]


def _all_anchors(text: str, lines: Sequence[Line], headings: Sequence[Heading], units: Sequence[Unit]) -> set[int]:
    """The heading of the first entry, whatever it says, where all below it lead to anchors in one repository.

    `https://github.com/owner/list#vision` stands in a table of contents, and that in front of all papers.
    """
    if not units or "#" not in _block(text, lines, units[0]):
        return set()
    number = _page_heading(headings, units[0].section)
    held = [unit for unit in units if _page_heading(headings, unit.section) == number]
    found = [_ANCHOR.search(_block(text, lines, unit)) for unit in held]
    homes = {home[1].lower() for home in found if home}
    return {number} if number >= 0 and len(homes) == 1 and len(held) > 1 and all(found) else set()


def _block(text: str, lines: Sequence[Line], unit: Unit) -> str:
    return text[lines[unit.first].start : lines[unit.last].end]


def _page_heading(headings: Sequence[Heading], number: int) -> int:
    while number >= 0 and headings[number].rank > _DEEPEST:
        number = headings[number].parent
    return number


def _leads_home(text: str, lines: Sequence[Line], heading: Heading, units: Sequence[Unit]) -> bool:
    """Whether the links of a contents section stay on the page, or in one repository."""
    end = max(unit.last for unit in units)
    part = text[lines[heading.line].end : lines[end].end]
    targets = [part[link.target[0] : link.target[1]] for link in inline.links(part) if not link.image]
    anchors = sum(target.startswith("#") for target in targets)
    outside = [target for target in targets if not target.startswith("#")]
    homes = {found[1].lower() for target in outside if (found := _OWN.match(target))}
    at_home = len(homes) == 1 and all(_OWN.match(target) for target in outside)
    return anchors >= len(outside) or (at_home and len(outside) > 1)
