"""Patterns that are compiled when they are first asked.

Compiling takes half of a command's start, and of the patterns that are long to compile (with every known venue in them, or all
Chinese signs) a list asks few: it has plain titles or linked ones, names or none.
"""

from __future__ import annotations

import re
from typing import cast

_WAYS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


class _Waiting:
    """A pattern that is not compiled yet; the first use compiles it and takes over the compiled pattern's methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        if name not in _WAYS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for way in _WAYS:
            setattr(self, way, getattr(compiled, way))
        return getattr(compiled, name)


def on_demand(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Like `re.compile`, for a pattern that most lists never use."""
    return cast("re.Pattern[str]", _Waiting(pattern, flags))
