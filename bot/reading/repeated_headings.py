"""Headings that repeat beside each other: `## Avatars`, `## 2024`, `## 2023`, `## Editing`, `## 2024`, all of one rank.

Nobody means four sections called 2024 beside each other: each belongs to the topic above it. Without this a section
could not be named, and a paper on editing would go among the avatars.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.reading.outline import Heading


def nest(headings: Sequence[Heading]) -> None:
    """Hang headings that repeat among their sisters below the unrepeated one above them, where that heads nothing."""
    names = Counter(_key(heading) for heading in headings)
    repeated = {_form(key) for key, count in names.items() if count > 1 and key[2]}
    parents = {heading.parent for heading in headings}
    topics: dict[tuple[int, float], int] = {}
    for number, heading in enumerate(headings):
        sisters = heading.parent, heading.rank
        if _form(_key(heading)) not in repeated:
            topics[sisters] = number
            continue
        topic = topics.get(sisters, -1)
        if topic >= 0 and not headings[topic].entries and topic not in parents:
            heading.parent = topic
            headings[topic].until = max(headings[topic].until, heading.until)


_Key = tuple[int, float, str]


def _key(heading: Heading) -> _Key:
    return heading.parent, heading.rank, heading.raw.strip().rstrip(":：").casefold()


def _form(key: _Key) -> _Key:
    """The key with all digits made equal, so that a lone `2022` goes with the many `2024`."""
    return (*key[:2], re.sub(r"\d", "0", key[2]))
