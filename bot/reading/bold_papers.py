"""Paragraphs that are papers although the list is made of items or rows: a bold title with the paper's own link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from bot.identity import is_strong, keys_of_url
from bot.reading import inline
from bot.reading.outline import Heading, Unit

_TITLE = re.compile(r"(?:>[ \t]?)*\*\*\[?(?=[^*\n]{12,})(?:[^\s*]+[ \t]+){3,}[^\s*]+\*\*")
"""Four bold words or more at the start of a paragraph, perhaps inside a link."""


def certain(
    units: Sequence[Unit], shape: str, headings: Sequence[Heading], block: Callable[[Unit], str]
) -> frozenset[int]:
    """The first lines of those units of a shape that are papers, where no introduction stands.

    These stand below an entry of another shape in their section, or beside another such paper where neighbouring
    sections hold entries. `block` gives a unit's text.
    """
    listed: set[int] = set()
    after: set[int] = set()
    papers: list[Unit] = []
    for unit in units:
        if unit.shape != shape:
            listed.add(unit.section)
        elif _is_paper(block(unit)):
            papers.append(unit)
            after |= {unit.first} if unit.section in listed else set()
    several = Counter(unit.section for unit in papers)
    parents = {headings[section].parent for section in listed if section >= 0}
    apart = {section for section, count in several.items() if count > 1 and section >= 0 and section not in listed}
    beside = {section for section in apart if headings[section].parent in parents}
    return frozenset(unit.first for unit in papers if unit.section in beside) | after


def _is_paper(block: str) -> bool:
    """Whether a text begins with a bold title and links a paper by its id."""
    if _TITLE.match(block) is None:
        return False
    targets = (block[slice(*link.target)] for link in inline.links(block) if not link.image)
    return any(is_strong(key) for target in targets for key in keys_of_url(target))
