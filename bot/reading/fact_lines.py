"""Lines that tell people, a venue, a date or links of a known sort, and have no words of their own."""

from __future__ import annotations

import re

from bot.reading import dates, inline
from bot.reading.cues import bare_label, is_generic
from bot.reading.printed_people import introduced_end, people_end
from bot.reading.printed_venue import VENUE

_WORDS = re.compile(r"[^\W\d_]{3,}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_SIGN = re.compile(r":[a-z_]{2,40}:")
"""A picture by its name: `:page_facing_up:`."""
_BY = re.compile(r"(?:by|authors?:)[ \t\u00a0]+", re.IGNORECASE)
_MARKS = " \t\\*_`()[]{}|,.;:-–—·/"


def is_facts(text: str) -> bool:
    """Whether a line tells facts of the work that a line above it names, and nothing else."""
    rest = _without_links(text)
    if rest is None:
        return False
    rest = VENUE.sub("", dates.DATE.sub("", _TAG.sub("", _SIGN.sub("", rest)))).strip(_MARKS)
    led = _BY.match(rest)
    rest = rest[led.end() :] if led else rest
    people = introduced_end(rest) if led else people_end(rest)
    return not _WORDS.search(rest[people:])


def _without_links(text: str) -> str | None:
    """A line without its links, None where the words of one are no known sort: they may name a work."""
    out: list[str] = []
    position = 0
    for link in inline.links(text):
        label = _SIGN.sub("", inline.as_read(text[slice(*link.label)]))
        if not (link.bare or link.image or is_generic(bare_label(label)) or not _WORDS.search(label)):
            return None
        out.append(text[position : max(position, link.start)])
        position = max(position, link.end)
    return "".join(out) + text[position:]
