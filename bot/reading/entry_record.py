"""The record of an entry, with fields, keys and year, from the pieces that were found in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.identity import is_strong, keys_of_url
from bot.model import Entry, Link
from bot.reading import dates, inline, people, printed_links
from bot.reading.cues import bare_label, is_external
from bot.reading.fields import Field, Piece, Reading
from bot.reading.link_labels import CODE_LABEL
from bot.reading.outline import Unit
from bot.reading.printed_venue import SPLIT_VENUE


def record_of(
    reading: Reading, unit: Unit, section: tuple[str, ...], tags: tuple[str, ...], *, commented: bool
) -> Entry:
    """The entry that a reading tells, with its place in the list."""
    url = reading.url
    keys = keys_of_url(url) or _other_keys(reading, url)
    return Entry(
        title=_ONE_LINE.sub(" ", reading.title).strip() or _stand_in(reading),
        url=url,
        keys=keys,
        section=section,
        line=unit.first + 1,
        end_line=unit.last + 1,
        authors=_people(reading.texts(Field.AUTHORS)),
        venue=next(iter(reading.texts(Field.VENUE)), ""),
        year=_of_number(_year(reading), keys),
        date=next(iter(reading.texts(Field.DATE)), ""),
        tags=tags,
        code=tuple(Link(label=piece.value, url=piece.target) for piece in reading.of(Field.CODE) or _own_code(reading)),
        links=printed_links.told(reading, unit.shape),
        idea="\n".join(reading.texts(Field.IDEA)),
        citation=next(iter(reading.texts(Field.CITATION)), reading.cited),
        commented=commented,
    )


def _own_code(reading: Reading) -> list[Piece]:
    """The repository that is all an entry links to, where its label calls it code: `A Title [[code](…)]`."""
    own = reading.of(Field.URL)[:1]
    return [
        piece
        for piece in own
        if any(key.startswith("github:") for key in keys_of_url(piece.target))
        and CODE_LABEL.fullmatch(bare_label(piece.value))
    ]


def _people(lines: Sequence[str]) -> tuple[str, ...]:
    """The names of all lines of people; a line that begins with all names of the one before it says them again."""
    told: list[tuple[str, ...]] = []
    for names in map(people.names_of, lines):
        if told and names[: len(told[-1])] == told[-1]:
            told.pop()
        told.append(names)
    return tuple(name for names in told for name in names)


def _other_keys(reading: Reading, url: str) -> tuple[str, ...]:
    """The identity of an entry whose title links to a page of the same repository: that of its first paper's link."""
    if is_external(url):
        return ()
    known = (keys_of_url(piece.target) for piece in reading.of(Field.LINK))
    return next((keys for keys in known if keys and is_strong(keys[0])), ())


_ONE_LINE = re.compile(r"(?:(?<![ \t])[ \t]++)?(?:[\r\n]|<br ?/?>)+[ \t]*")


def _stand_in(reading: Reading) -> str:
    """What names an entry without a readable title: its words, or its address."""
    return inline.as_read(reading.block).strip("-*+| ")[:200] or reading.url or "?"


def _year(reading: Reading) -> int | None:
    """The year that is printed: on its own, in the date, or with the venue."""
    for kind in (Field.YEAR, Field.DATE, Field.VENUE):
        for piece in reading.of(kind):
            day = dates.read(piece.value) if kind is Field.DATE else None
            if day:
                return day.year
            if kind is Field.YEAR and len(piece.value) == 2 and piece.value.isdecimal():
                return 2000 + int(piece.value)
            if found := SPLIT_VENUE.match(piece.value):
                digits = re.sub(r"\D", "", found["year"])
                return int(digits) if len(digits) == 4 else 2000 + int(digits)
    return None


def _of_number(year: int | None, keys: Sequence[str]) -> int | None:
    """The year, or of `arXiv 2004` on the id 2004.13799, which is of April 2020, that of the id."""
    number = f"arxiv:{year}."
    return 2000 + int(str(year)[:2]) if year and any(key.startswith(number) for key in keys) else year
