"""People and a year that look like a venue: `Lee, 2018.` and `Lee and Day, 2019.` beside `Chen et al, 2019.`, told by the whole list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.reading.fields import Field, Piece, Reading
from bot.reading.on_demand import on_demand
from bot.reading.printed_people import is_elided
from bot.reading.printed_venue import VENUE_NAMES

_KNOWN = on_demand(
    rf"(?:{VENUE_NAMES})(?![a-z])|(?:.* )?(?:Springer|Elsevier|Wiley|Press|Cambridge|Oxford|Manning|Packt|Blog|Thesis|Book|Report|Preprint|Journal|Workshop)\b"
)
"""Meetings, journals, publishers and sorts of text: no people."""
_NAMED = re.compile(r"(?P<names>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?: and [A-Z][\w'’-]+)?),? (?P<year>(?:19|20)\d\d)\.?")
"""One or two last names with a year: `Lee and Day, 2019.`"""
_NAME = r"[A-Z][\w'’-]*[a-z][\w'’-]*(?: [A-Z][\w'’-]*[a-z][\w'’-]*)?"
_LISTED = re.compile(rf"{_NAME}(?:, {_NAME})*(?:,? (?:and|&) {_NAME})?")
"""Names before a year in brackets, as words of a link have them: `Lee, Day (2019)`."""
_DATED = re.compile(r" \((?:19|20)\d\d\)\]\(")
_FULL = " "
"""Added to the marks behind which people are named in full: one of them may stand alone there."""
_MANY = 3
_FEW = 5
"""So many links that say a name and a year, hardly one twice, tell of people."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where a list has people that look like venues: everywhere, behind some marks, or as words of links."""

    everywhere: bool = False
    behind: frozenset[str] = frozenset()
    linked: bool = False

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.behind) or self.linked


def are_in(readings: Sequence[Reading]) -> Told:
    """Where what looks like venues in a list are people with a year, as other entries name theirs at length."""
    return Told(_everywhere(readings), _behind(readings), _linked(readings))


def _everywhere(readings: Sequence[Reading]) -> bool:
    venues = [piece.value for reading in readings for piece in reading.pieces if piece.kind is Field.VENUE]
    if not venues or not all(map(_NAMED.fullmatch, venues)) or any(map(_KNOWN.match, venues)):
        return False
    named = [kinds for reading in readings if Field.AUTHORS in (kinds := {piece.kind for piece in reading.pieces})]
    dated = sum(bool({Field.YEAR, Field.DATE} & kinds) for kinds in named)
    return dated * 3 > len(readings) and not any(Field.VENUE in kinds for kinds in named)


def _behind(readings: Sequence[Reading]) -> frozenset[str]:
    """The marks behind which people stand right before a year, and no place of publication ever does."""
    people: set[str] = set()
    full: Counter[str] = Counter()
    places: set[str] = set()
    for reading in readings:
        for number, piece in enumerate(reading.pieces):
            if piece.kind is Field.VENUE and not _is_named(piece):
                places.add(_marks(reading, number))
            elif piece.kind is Field.AUTHORS and _year_follows(reading, number):
                marks = _marks(reading, number)
                people |= {marks} if is_elided(piece.value) else set()
                full[marks + _FULL] += not is_elided(piece.value)
    people |= {marks for marks, count in full.items() if count >= _MANY and marks.removesuffix(_FULL) not in places}
    return frozenset(people - places)


def _linked(readings: Sequence[Reading]) -> bool:
    """Whether the words of links name people and a year: `[Lee, Day (2019)](…)`, several in some, hardly one twice."""
    venues = [(reading, piece) for reading in readings for piece in reading.pieces if piece.kind is Field.VENUE]
    if len(venues) < _FEW or not all(_is_listed(*venue) for venue in venues):
        return False
    names = [piece.value for _, piece in venues]
    return len(set(names)) * 5 >= len(names) * 4 and any("," in name or " and " in name for name in names)


def _is_named(piece: Piece) -> bool:
    return _NAMED.fullmatch(piece.value) is not None and not _KNOWN.match(piece.value)


def _is_listed(reading: Reading, piece: Piece) -> bool:
    words = _LISTED.fullmatch(piece.value) is not None and not _KNOWN.match(piece.value)
    return (
        words and reading.block[piece.start - 1 : piece.start] == "[" and bool(_DATED.match(reading.block, piece.end))
    )


def _is_behind(reading: Reading, number: int, behind: frozenset[str]) -> bool:
    """Whether a piece stands where people do; where those are named in full it has a first name, too."""
    marks = _marks(reading, number)
    return marks in behind or (marks + _FULL in behind and _WHOLE.match(reading.pieces[number].value) is not None)


_WHOLE = re.compile(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+,? (?:19|20)\d\d")


def _marks(reading: Reading, number: int) -> str:
    """What stands between the piece before and this one."""
    before = reading.pieces[number - 1].end if number else 0
    return "".join(reading.block[before : reading.pieces[number].start].split())


def _year_follows(reading: Reading, number: int) -> bool:
    piece, *others = reading.pieces[number : number + 2]
    return (
        bool(others)
        and others[0].kind is Field.YEAR
        and reading.block[piece.end : others[0].start].strip() in ("", ",")
    )


def told(reading: Reading, where: Told) -> Reading:
    """A reading with the people and the year of such a venue."""
    pieces: list[Piece] = []
    for number, piece in enumerate(reading.pieces):
        if piece.kind is Field.VENUE and where.linked and _is_listed(reading, piece):
            pieces.append(piece._replace(kind=Field.AUTHORS))
            continue
        here = where.everywhere or (bool(where.behind) and _is_behind(reading, number, where.behind))
        found = _NAMED.fullmatch(piece.value) if here and piece.kind is Field.VENUE and not piece.target else None
        if found is None or _KNOWN.match(piece.value) or piece.end - piece.start != len(piece.value):
            pieces.append(piece)
            continue
        for kind, name in ((Field.AUTHORS, "names"), (Field.YEAR, "year")):
            start, end = (piece.start + at for at in found.span(name))
            pieces.append(piece._replace(kind=kind, start=start, end=end, value=found[name], label_at=(-1, -1)))
    return replace(reading, pieces=pieces)
