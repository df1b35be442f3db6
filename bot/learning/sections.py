"""Section names that are no topics: venues, years, dates, news. They follow from a paper's venue, not from its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.reading import dates
from bot.venue import Venue, read

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATE = re.compile(
    r"\W*(?:year|week|month|papers?|in|of|the|published|before|after|until|and|earlier|later|older|"
    r"jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|\d+|\W)+",
    re.IGNORECASE,
)
"""A heading made of nothing but dates and the words around them."""
_NEWS = re.compile(
    r"\W*(?:latest\s+|recent\s+)?(?:news|updates?|change\s?log|what'?s new|announcements?)\W*", re.IGNORECASE
)
"""A heading that announces news."""
_VENUE_WORDS = re.compile(
    r"\W*(?:accepted|papers?|at|in|conference|workshops?|findings|main|proceedings|\d+|\W)*", re.IGNORECASE
)
"""Words beside a venue that make its heading no topic: `Accepted papers at ICML 2024`."""
_PREPRINT = re.compile(r"\W*(?:arxiv|preprints?)\W*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """What a heading that is no topic stands for: a venue, a year or one month of it, or preprints."""

    venue: str = ""
    year: int | None = None
    month: int = 0
    preprint: bool = False

    @property
    def day(self) -> tuple[int, int] | None:
        """Year and month (0 for the whole year) where these alone decide what stands here."""
        return None if self.year is None or self.venue or self.preprint else (self.year, self.month)

    def fits(self, venue: Venue | None, year: int | None, month: int = 0) -> int:
        """How well a paper fits here: 0 not at all, 1 by its date alone, more by its venue."""
        if self.preprint:
            return 1 if venue is None and self.year in (None, year) else 0
        if self.venue:
            if venue is None or venue.name != self.venue:
                return 0
            return 3 if self.year == venue.year else 2 if self.year is None else 0
        if self.month:
            return int((self.year, self.month) == (year, month))
        return 1 if self.year is not None and self.year == (venue.year if venue and venue.year else year) else 0


@lru_cache(maxsize=4096)
def shelf_of(heading: str) -> Shelf | None:
    """The shelf that a heading names, or None for a topic."""
    found = _YEAR.search(heading)
    year = int(found[0]) if found else None
    rest = _YEAR.sub(" ", heading)
    if _PREPRINT.fullmatch(rest):
        return Shelf(preprint=True, year=year)
    if year is not None and _DATE.fullmatch(rest + " "):
        return Shelf(year=year, month=_month(heading))
    venue = read(heading)
    if venue and _VENUE_WORDS.fullmatch(venue.leftover):
        return Shelf(venue=venue.name, year=venue.year)
    return None


def _month(heading: str) -> int:
    """The month that a dated heading names alone, 0 for a whole year, a span or a day."""
    found = dates.DATE.search(heading)
    day = dates.read(found[0]) if found else None
    return day.month if day and not day.day else 0


def is_news(heading: str) -> bool:
    """Whether a heading announces news, under which papers are not at home."""
    return _NEWS.fullmatch(heading) is not None


def topic_of(path: Sequence[str]) -> tuple[str, ...]:
    """The path without the headings that are no topics."""
    return tuple(heading for heading in path if shelf_of(heading) is None)


def shelves_of(path: Sequence[str]) -> list[Shelf]:
    """The shelves along a path."""
    return [shelf for heading in path if (shelf := shelf_of(heading))]
