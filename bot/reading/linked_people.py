"""People with their home pages: a line of names of which some are links is a line of authors, no list of links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from bot.identity import is_strong, keys_of_url
from bot.reading import inline
from bot.reading.cues import is_generic
from bot.reading.draft import Draft
from bot.reading.fields import Field
from bot.reading.printed_people import people_end
from bot.reading.spans import rstrip

_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]*[.'’-]?(?:[ \u00a0-][^\W\d_][\w.'’-]*){1,4}[*†‡§\d]{0,3}")
"""One person's name, with signs behind it."""
_TABLE = re.compile(r"\s*<table\b", re.IGNORECASE)
"""The start of a table that holds one work: a line of it with a name that is a link is a person."""
_CUT = re.compile(r"\r?\n|<[bB][rR] ?/?>")
_BEFORE, _BEHIND = " \t\u00a0*_-+•>", " \t\u00a0*_.\\,;"
_SHAPES = ("item", "paragraph", "heading", "title")


def read_linked_people(draft: Draft, found: Sequence[inline.Link]) -> list[inline.Link]:
    """Put the lines below an entry's first that are people with links; returns the links that are none of these."""
    if draft.shape not in _SHAPES:
        return list(found)
    first = _first_cut(draft.block)
    if behind := _behind_title(draft, found, first):
        return [link for link in found if link not in behind]
    if not any(link.start > first and _may_name(draft, link) for link in found):
        return list(found)
    kept = list(found)
    for begin, end in _lines(draft.block):
        own = [link for link in kept if begin <= link.start < end]
        if own and all(_may_name(draft, link) for link in own) and _put(draft, begin, end):
            kept = [link for link in kept if link not in own]
    return kept if len(kept) < len(found) else list(found)


def _first_cut(block: str) -> int:
    """Where the first line ends; a pattern is asked only where a tag may end it."""
    if "<" in block:
        found = _CUT.search(block)
        return found.start() if found else len(block)
    end = block.find("\n")
    if end < 0:
        return len(block)
    return end - (block[end - 1 : end] == "\r")


def _behind_title(draft: Draft, found: Sequence[inline.Link], end: int) -> list[inline.Link]:
    """Put the people right behind the first link of a line where one of them is a link: `[Title](…) - [A. Lee](…) et al`."""
    if len(found) < _TWO or found[1].end > end or not _may_name(draft, found[1]):
        return []
    begin = found[1].start
    if not _APART.fullmatch(draft.block, found[0].end, begin):
        return []
    for stop in islice(_STOP.finditer(draft.block, found[1].end, end), _STOPS):
        names = inline.as_read(draft.block[begin : stop.start()])
        if 0 < len(names.rstrip(" .")) <= people_end(names):
            draft.put(Field.AUTHORS, begin, stop.start(), value=names)
            return [link for link in found if begin <= link.start < stop.start()]
    return []


_APART = re.compile(r"[ \t\u00a0]*(?:[-–—,.:]|by)[ \t\u00a0]+")
_STOP = re.compile(r"(?=[,.(:;]|[ \t]\[\[|$)")
_TWO, _STOPS = 2, 8


def _may_name(draft: Draft, link: inline.Link) -> bool:
    """Whether a link's label can be a person's name: two words or more, none of them a sort of link."""
    if link.image or link.bare:
        return False
    label = inline.as_read(draft.block[slice(*link.label)])
    if _NAME.fullmatch(label) is None or any(map(is_strong, keys_of_url(draft.block[slice(*link.target)]))):
        return False  # an id of a paper is nobody's page
    return not any(is_generic(word) for word in label.split() if len(word.strip(".")) > 1)


def _lines(block: str) -> list[tuple[int, int]]:
    """The spans of the lines below the first; a hard break ends a line, too, and a comma does not."""
    cuts = [found.span() for found in _CUT.finditer(block)]
    ends = [*(start for start, _ in cuts[1:]), len(block)]
    spans: list[tuple[int, int]] = []
    for (_, start), end in zip(cuts, ends, strict=True):
        goes_on = bool(spans) and block[spans[-1][0] : spans[-1][1]].rstrip().endswith(",")
        spans[-1:] = [(spans[-1][0], end)] if goes_on else [*spans[-1:], (start, end)]
    return spans


def _put(draft: Draft, begin: int, end: int) -> bool:
    while begin < end and draft.block[begin] in _BEFORE:
        begin += 1
    end = rstrip(draft.block, begin, end, _BEHIND)
    names = inline.as_read(draft.block[begin:end])
    alone = _TABLE.match(draft.block) is not None and _NAME.fullmatch(names) is not None
    if (people_end(names) < len(names.rstrip(". ")) and not alone) or not names:
        return False
    draft.put(Field.AUTHORS, begin, end, value=names)
    return True
