"""A list's own spelling of venues and tags: what its config says first, then what its entries do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot import venue
from bot.matching.titles import fold
from bot.model import Paper

LEAST_WRITTEN = 2
"""One entry may be a slip; two are a habit."""
_YEAR_BEHIND = re.compile(r"(?P<name>.*?\S)(?P<year>[\s,'’(\[-]*(?:19|20)\d\d\W*|['’]\d\d)?", re.DOTALL)
"""A venue's name and the year behind it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spelling:
    """How a list writes: `tags` and `venues` map another spelling to the list's, `written` are its entries' venues."""

    tags: Mapping[str, str] = field(default_factory=dict)
    venues: Mapping[str, str] = field(default_factory=dict)
    written: Collection[str] = ()

    def of(self, paper: Paper) -> Paper:
        """The paper with its venue and tags as the list writes them."""
        return replace(paper, venue=self.venue(paper.venue), tags=self.tagged(paper.tags))

    def tagged(self, tags: Iterable[str]) -> tuple[str, ...]:
        """The tags in their order, each once."""
        known = {fold(other): tag for other, tag in self.tags.items()}
        return tuple(dict.fromkeys(known.get(fold(tag), tag) for tag in tags))

    def venue(self, text: str) -> str:
        """The venue with the list's name for it; the year behind it stays as it is."""
        parts = _YEAR_BEHIND.fullmatch(text.strip())
        if not parts:
            return text
        name, year = parts["name"], parts["year"] or ""
        return (self._alias(name) or self._usual(name, year) or name) + year

    def _alias(self, name: str) -> str:
        """The config's word for a venue; a long name and a short one of one venue are the same to it."""
        read = venue.read(name)
        plain = read.name if read and not read.workshop and not _words(read.leftover) else ""
        for other, own in self.venues.items():
            if fold(other) == fold(name) or (plain and _is(other, plain)):
                return own
        return ""

    def _usual(self, name: str, year: str) -> str:
        """The name that the entries use most, where it is one venue's and nothing more; that of its year."""
        read = venue.read(name + year)
        if read is None or read.workshop or _words(read.leftover):
            return ""
        same = [phrase for phrase in self.written if _is(phrase, read.name)]
        return venue.spell(read, same) if len(same) >= LEAST_WRITTEN else ""


@lru_cache(maxsize=20_000)
def _is(phrase: str, name: str) -> bool:
    """Whether a phrase is this venue's name, with a year or without, and nothing more."""
    found = venue.read(phrase)
    return found is not None and found.name == name and not found.workshop and not _words(found.leftover)


def _words(leftover: str) -> bool:
    """Whether more than marks is left of a claim once its venue and year are gone."""
    return any(letter.isalnum() for letter in leftover)
