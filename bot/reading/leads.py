"""Telling a title from the words before it (its lead): brackets, emphasis, a fold whose summary shows it."""

from __future__ import annotations

import re

from bot.reading import dates
from bot.reading.draft import Draft
from bot.reading.fields import Field
from bot.reading.printed_people import is_people, people_end
from bot.reading.printed_venue import VENUE

_SUMMED_UP = re.compile(
    r"\s*(?:<details\b[^<>]*>\s*)?<summary\b[^<>]*>\s*(?P<title>(?:[^\s<>\[*_`]+ ){2,}?[^\s<>\[*_`]+)"
    r"\s*(?=\((?:19|20)\d\d\)|\[|<)",
    re.IGNORECASE,
)
"""A title in plain words in the summary of a fold, up to a year or a link."""


def summed_up(draft: Draft) -> bool:
    """Put a title in plain words that a fold shows while it is closed: `<summary>A Title of Words (2022) [<a …>`."""
    found = _SUMMED_UP.match(draft.block)
    if not found or VENUE.fullmatch(found["title"]) or is_people(found["title"]):
        return False
    draft.put_whole(Field.TITLE, *found.span("title"))
    return True


def is_lead(block: str, first: int, last: int) -> bool:
    """Whether words stand in brackets that may lead a title: square ones, or bold round ones as in `**(Name)** A title`."""
    around = block[first - 1 : first] + block[last : last + 1]
    if around == "()":
        return block.startswith(("**", "__"), last + 1) and block.endswith(("**", "__"), 0, first - 1)
    return around == "[]"


def is_italic(block: str, first: int, last: int) -> bool:
    """Whether words are all that stands between marks of emphasis."""
    mark = block[first - 1 : first]
    return mark in ("*", "_") and block[last : last + 1] == mark


def tells_facts(block: str, position: int) -> bool:
    """Whether a bracket opens behind a name with people or a date in it, and no longer title: `**Name** (A. Lee et al., …`."""
    found = _IN_BRACKETS.match(block, position)
    return found is not None and bool(people_end(found["text"]) or dates.DATE.search(found["text"]))


_IN_BRACKETS = re.compile(r"[ \u00a0]{1,2}\((?P<text>[^()\[\]\n]{4,})")
