"""Titles that a list names in lines which are no entry, as papers without a link are: listed, for all a reader sees."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator, Mapping

from bot.awesome import AwesomeList
from bot.model import Known, Match, Paper, Verdict
from bot.reading import inline
from bot.reading.blocks import Kind

_WORDS = re.compile(r"\w+")
_LEAST_WORDS, _LEAST_LETTERS = 4, 16
"""A shorter title may be any words of a sentence."""
_NAMED = 96.0
"""As an equal title that something speaks against: nobody can tell without an id."""
_NO_TEXT = frozenset((Kind.BLANK, Kind.HEADING, Kind.RULE, Kind.CODE, Kind.BREAK))


class Mentions:
    """The words of all lines of some files, path → list, that belong to no entry."""

    def __init__(self, files: Mapping[str, AwesomeList]) -> None:
        self._starts: list[int] = []
        self._places: list[tuple[str, int]] = []
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
        where = f"{named[0]} line {named[1]}"
        match = Match(verdict=Verdict.MAYBE, score=_NAMED, reasons=(f"{where} names this title, without a link",))
        return match, Known(paper=Paper(title=paper.title), where=f"{where}, without a link")

    def line(self, title: str) -> tuple[str, int] | None:
        """The file and the first line that hold all the words of a title in their order."""
        words = _plain(title)
        if words.count(" ") + 1 < _LEAST_WORDS or len(words) < _LEAST_LETTERS:
            return None
        found = self._text.find(f" {words} ")
        return self._places[bisect(self._starts, found) - 1] if found >= 0 else None


def _lines(files: Mapping[str, AwesomeList]) -> Iterator[tuple[tuple[str, int], str]]:
    for path, alist in files.items():
        entries = {number for unit in alist.units for number in range(unit.first, unit.last + 1)}
        for number, line in enumerate(alist.lines):
            if number not in entries and line.kind not in _NO_TEXT:
                yield (path, number + 1), alist.text[line.start : line.end]


def _plain(text: str) -> str:
    """The words as a reader sees them, in small letters."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", inline.as_read(text)).casefold()))
