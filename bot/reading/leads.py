"""What stands around a title and tells it from its lead: brackets before it, marks of emphasis, a fold that shows it."""

from __future__ import annotations

import re

from bot.reading.draft import Draft
from bot.reading.fields import Field
from bot.reading.printed_people import is_people
from bot.reading.printed_venue import VENUE

_SUMMED_UP = re.compile(
    r"\s*(?:<details\b[^<>]*>\s*)?<summary\b[^<>]*>\s*(?P<title>(?:[^\s<>\[*_`]+ ){2,}?[^\s<>\[*_`]+)"
    r"\s*(?=\((?:19|20)\d\d\)|\[|<)",
    re.IGNORECASE,
)


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
