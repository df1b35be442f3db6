"""Paragraphs and items below a page's title, before the sections that hold its papers: they say what the page is, and who keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.identity import is_strong, keys_of_url
from bot.reading import inline
from bot.reading.blocks import Kind, Line
from bot.reading.cues import WORDS, is_chrome
from bot.reading.outline import Heading, Unit

_SECTIONS = 2
"""So many sections with entries make a page of them."""


_FEW = 4
"""Items are few where so many times as many entries stand in sections."""
_SENTENCE = 4
"""So many words lead to items that they tell of."""


def without(
    units: list[Unit], headings: Sequence[Heading], block: Callable[[Unit], str], lines: Sequence[Line]
) -> list[Unit]:
    """The units without such paragraphs, and without few items below one; what links a paper by its id is pinned there."""
    above = [unit for unit in units if _is_above(unit, headings)]
    sections = {unit.section for unit in units if unit.shape != "paragraph" or not _is_above(unit, headings)}
    if len(sections) < _SECTIONS:
        return units
    told = [unit for unit in above if unit.shape == "paragraph" and not _links_paper(block(unit))]
    items = [unit for unit in above if unit.shape == "item"]
    if len(items) * _FEW < len(units) and not any(_links_paper(block(unit)) for unit in items):
        told += [unit for unit in items if _is_led_up(unit, block, lines)]
    for unit in told:
        if unit.section >= 0:
            headings[unit.section].entries -= 1
    dropped = {unit.first for unit in told}
    return [unit for unit in units if unit.first not in dropped]


def _is_above(unit: Unit, headings: Sequence[Heading]) -> bool:
    """Whether a paragraph or item stands above all sections, below nothing but the page's title."""
    if unit.shape not in ("paragraph", "item") or unit.section > 0:
        return False
    if unit.section < 0 or headings[0].rank != 1:
        return unit.section < 0
    return any(heading.parent == 0 for heading in headings) or _is_a_title(headings)


def _is_a_title(headings: Sequence[Heading]) -> bool:
    """Whether the entries below other headings stand deeper than the first, as below a page's title."""
    others = [heading for heading in headings[1:] if heading.entries > 0]
    return len(others) >= _SECTIONS and all(heading.rank > 1 for heading in others)


def _is_led_up(unit: Unit, block: Callable[[Unit], str], lines: Sequence[Line]) -> bool:
    """Whether a sentence, or `Maintainers:`, stands above the items of which an item is one."""
    number = unit.first - 1
    while number >= 0 and lines[number].kind in (Kind.BULLET, Kind.BLANK):
        number -= 1
    if number < 0 or lines[number].kind is not Kind.TEXT:
        return False
    led = block(Unit(number, number, "paragraph", -1))
    return len(WORDS.findall(led)) >= _SENTENCE or is_chrome(led)


def _links_paper(block: str) -> bool:
    links = (block[slice(*link.target)] for link in inline.links(block) if not link.image)
    return any(is_strong(key) for url in links for key in keys_of_url(url))
