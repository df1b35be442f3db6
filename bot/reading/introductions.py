"""Paragraphs below a page's title, before the sections that hold its papers: they say what the page is, and who keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.identity import is_strong, keys_of_url
from bot.reading import inline
from bot.reading.outline import Heading, Unit

_SECTIONS = 2
"""So many sections with entries make a page of them."""


def without(units: list[Unit], headings: Sequence[Heading], block: Callable[[Unit], str]) -> list[Unit]:
    """The units without such paragraphs; one that links a paper by its id is a paper that is pinned there."""
    sections = {unit.section for unit in units if not _is_above(unit, headings)}
    if len(sections) < _SECTIONS:
        return units
    told = [unit for unit in units if _is_above(unit, headings) and not _links_paper(block(unit))]
    for unit in told:
        if unit.section >= 0:
            headings[unit.section].entries -= 1
    lines = {unit.first for unit in told}
    return [unit for unit in units if unit.first not in lines]


def _is_above(unit: Unit, headings: Sequence[Heading]) -> bool:
    """Whether a paragraph stands above all sections, below nothing but the page's title."""
    if unit.shape != "paragraph" or unit.section > 0:
        return False
    return unit.section < 0 or (headings[0].rank == 1 and any(heading.parent == 0 for heading in headings))


def _links_paper(block: str) -> bool:
    links = (block[slice(*link.target)] for link in inline.links(block) if not link.image)
    return any(is_strong(key) for url in links for key in keys_of_url(url))
