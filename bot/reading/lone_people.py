"""People and a year that look like a venue: `Lee, 2018.` and `Lee and Day, 2019.` beside `Chen et al, 2019.`, told by the whole list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.reading.fields import Field, Piece, Reading
from bot.reading.on_demand import on_demand
from bot.reading.printed_venue import VENUE_NAMES

_KNOWN = on_demand(rf"(?:{VENUE_NAMES})(?![a-z])")
_NAMED = re.compile(r"(?P<names>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?: and [A-Z][\w'’-]+)?),? (?P<year>(?:19|20)\d\d)\.?")
"""One or two last names with a year: `Lee and Day, 2019.`"""


def are_in(readings: Sequence[Reading]) -> bool:
    """Whether what looks like venues in a list are people with a year, as other entries name theirs at length."""
    venues = [piece.value for reading in readings for piece in reading.pieces if piece.kind is Field.VENUE]
    if not venues or not all(map(_NAMED.fullmatch, venues)) or any(map(_KNOWN.match, venues)):
        return False
    named = [kinds for reading in readings if Field.AUTHORS in (kinds := {piece.kind for piece in reading.pieces})]
    dated = sum(bool({Field.YEAR, Field.DATE} & kinds) for kinds in named)
    return dated * 3 > len(readings) and not any(Field.VENUE in kinds for kinds in named)


def told(reading: Reading) -> Reading:
    """A reading with the people and the year of such a venue."""
    pieces: list[Piece] = []
    for piece in reading.pieces:
        found = _NAMED.fullmatch(piece.value) if piece.kind is Field.VENUE and not piece.target else None
        if found is None or _KNOWN.match(piece.value) or piece.end - piece.start != len(piece.value):
            pieces.append(piece)
            continue
        for kind, name in ((Field.AUTHORS, "names"), (Field.YEAR, "year")):
            start, end = (piece.start + at for at in found.span(name))
            pieces.append(piece._replace(kind=kind, start=start, end=end, value=found[name], label_at=(-1, -1)))
    return replace(reading, pieces=pieces)
