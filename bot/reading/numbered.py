"""Patterns of dates and venues, asked only where digits stand: most texts hold none, and each search costs."""

from __future__ import annotations

import re
import sys

_DIGITS = re.compile(r"\d\d")
_END = sys.maxsize


class Numbered:
    """A pattern of which every match holds two digits in a row, but for those that `bare` matches as well."""

    __slots__ = ("bare", "whole")

    def __init__(self, whole: re.Pattern[str], bare: re.Pattern[str] | None = None) -> None:
        self.whole = whole
        self.bare = bare

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        pattern = self.whole if _DIGITS.search(text, start, end) else self.bare
        return pattern.search(text, start, end) if pattern else None

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        pattern = self.whole if _DIGITS.search(text, start, end) else self.bare
        return pattern.match(text, start, end) if pattern else None

    def fullmatch(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        pattern = self.whole if _DIGITS.search(text, start, end) else self.bare
        return pattern.fullmatch(text, start, end) if pattern else None

    def sub(self, by: str, text: str) -> str:
        """As `re.Pattern.sub`."""
        pattern = self.whole if _DIGITS.search(text) else self.bare
        return pattern.sub(by, text) if pattern else text
