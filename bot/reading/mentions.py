"""Titles that a list names outside its entries, or in addition to an entry's own: to readers these papers are listed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bot.awesome import AwesomeList
from bot.identity import is_strong, keys_of_url
from bot.model import Entry, Known, Match, Paper, Verdict
from bot.reading import inline
from bot.reading.blocks import Kind

_WORDS = re.compile(r"\w+")
_LEAST_WORDS, _LEAST_LETTERS = 4, 16
"""Words and letters of the shortest title that is looked for; a shorter one may occur in any sentence."""
_NAMED = 96.0
"""The score of such a find: that of an equal title with a guard against it, as only a person can tell."""
_NO_TEXT = frozenset((Kind.BLANK, Kind.HEADING, Kind.RULE, Kind.CODE, Kind.BREAK))


class Mention(NamedTuple):
    """Where a title is named: the file, the line, and in words how."""

    path: str
    line: int
    how: str


class Mentions:
    """The words of all lines of some files, path → list, that belong to no entry or to one that links a second paper."""

    def __init__(self, files: Mapping[str, AwesomeList]) -> None:
        self._starts: list[int] = []
        self._places: list[Mention] = []
        words: list[str] = []
        length = 0
        for place, line in _lines(files):
            text = f" {_plain(line)} \n"
            self._starts.append(length)
            self._places.append(place)
            words.append(text)
            length += len(text)
        self._text = "".join(words)

    def twin(self, paper: Paper) -> tuple[Match, Known] | None:
        """A match to be looked at where the title is named, and what it may repeat."""
        named = self.line(paper.title)
        if not named:
            return None
        where = f"{named.path} line {named.line}"
        match = Match(verdict=Verdict.MAYBE, score=_NAMED, reasons=(f"{where} names this title, {named.how}",))
        return match, Known(paper=Paper(title=paper.title), where=f"{where}, {named.how}")

    def line(self, title: str) -> Mention | None:
        """The file and the first line that hold all the words of a title in their order."""
        words = _plain(title)
        if words.count(" ") + 1 < _LEAST_WORDS or len(words) < _LEAST_LETTERS:
            return None
        found = self._text.find(f" {words} ")
        return self._places[bisect(self._starts, found) - 1] if found >= 0 else None


def _lines(files: Mapping[str, AwesomeList]) -> Iterator[tuple[Mention, str]]:
    for path, alist in files.items():
        units = zip(alist.units, alist.entries, strict=True)
        entries = {n: _links_another(entry) for unit, entry in units for n in range(unit.first, unit.last + 1)}
        for number, line in enumerate(alist.lines):
            if entries.get(number, True) and line.kind not in _NO_TEXT:
                how = "beside another paper" if number in entries else "without a link"
                yield Mention(path, number + 1, how), alist.text[line.start : line.end]


def _links_another(entry: Entry) -> bool:
    """Whether an entry links two papers of one site: a second one that no field tells."""
    own = {key for key in entry.keys if is_strong(key)}
    if not own or not entry.links:
        return False
    sites = {key.partition(":")[0] for key in own}
    others = {key for link in entry.links for key in keys_of_url(link.url) if key not in own}
    return any(key.partition(":")[0] in sites for key in others)


def _plain(text: str) -> str:
    """The words as a reader sees them, in small letters."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", inline.as_read(text)).casefold()))
