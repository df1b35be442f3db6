"""Entries pinned on top of a section: they bear a sign that no other has, or are its surveys, and stand out of its order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.placing.habits import Mark

_SIGN = re.compile("[☀-➿⬀-⯿\U0001f300-\U0001faff]|:(?:[a-z]+_)*[a-z]{3,}:")
_SURVEY = re.compile(r"\b(?:surveys?|reviews?|overview|tutorials?|roadmap|must read)\b")
_MOST = 3
_FEWEST = 4
"""Entries below the pinned ones that tell that they are apart."""


def sign_of(block: str) -> str:
    """The first picture sign in an entry's first line: `⭐`, `:star:`."""
    found = _SIGN.search(block.partition("\n")[0])
    return found[0] if found else ""


def on_top(marks: Sequence[Mark], new: Mark) -> int:
    """How many entries are pinned on top, whatever the order of those below them."""
    for is_one in (_signed, _survey):
        count = _leading(marks, is_one)
        if is_one is _survey and _survey(new):
            continue
        if count and len(marks) - count >= _FEWEST and _out_of_order(marks[count - 1], marks[count]):
            return count
    return 0


def _leading(marks: Sequence[Mark], is_one: Callable[[Mark], bool]) -> int:
    """How many such entries lead the section, 0 where there are many or others stand below."""
    count = next((place for place, mark in enumerate(marks) if not is_one(mark)), len(marks))
    return 0 if count > _MOST or any(map(is_one, marks[count:])) else count


def _signed(mark: Mark) -> bool:
    return bool(mark.sign)


def _survey(mark: Mark) -> bool:
    return _SURVEY.search(mark.name) is not None


def _out_of_order(pinned: Mark, below: Mark) -> bool:
    """Whether an entry does not stand on top as the newest: a sign of news may be the newest's."""
    return pinned.sign in _PINS or not (pinned.when and below.when) or pinned.when < below.when


_PINS = frozenset("⭐🌟★📌📍🏆") | {":star:", ":star2:", ":pushpin:", ":round_pushpin:", ":trophy:"}
