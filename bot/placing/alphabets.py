"""Sections in the order of an alphabet: by title, by a name in front of it, by its first person; whole or group by group."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby, pairwise

from bot.placing.habits import Mark

_MANY_NEIGHBOURS = 20
_FEW_LETTERS = 12
"""This many names in order are an alphabet even where they begin with three letters."""
_MANY_LETTERS = 6
_SORTED = 0.88
"""The share of neighbours in order from which names are an alphabet."""
_DIFFERENT = 0.5
"""The share of neighbours that must differ: works by one person, or of one name, stand side by side."""
_PAIRS = 6
"""Neighbours within groups that tell whether each is sorted."""
_ARTICLE = re.compile(r"(?:an?|the) (?=\w)")


def folded(title: str) -> str:
    """A title as an alphabet sorts it."""
    return _NO_WORD.sub(" ", title).strip().lower()


_NO_WORD = re.compile(r"\W+")


def family_of(name: str) -> str:
    """A person's family name: the last word, or the first before initials; "" for what is no name in Latin letters."""
    words = folded(name.partition(" et al")[0]).split()
    long = [word for word in words if len(word) > 1]
    return long[-1] if long else ""


def place_of(marks: Sequence[Mark], new: Mark, sisters: tuple[int, int]) -> int | None:
    """The place by name, where the section keeps to an alphabet; a short one is judged by its sisters too.

    `sisters` counts the neighbours of other sections in the order of the alphabet, and all there are.
    """
    best: tuple[float, int] | None = None
    for names, name in _ways(marks, new):
        share = _share_in_order(names, sisters) if name else 0.0
        if share and (best is None or share > best[0]):
            best = share, sorted_place(names, name)
    return best[1] if best else None


def _ways(marks: Sequence[Mark], new: Mark) -> Iterator[tuple[list[str], str]]:
    """What may be sorted by: the names in front of titles or else the titles, these without articles, the people."""
    led = sum(bool(mark.lead) for mark in marks) * 2 > len(marks)
    names, name = [(mark.lead if led else "") or mark.name for mark in marks], (new.lead if led else "") or new.name
    yield names, name
    if any(map(_ARTICLE.match, names)):
        yield [_ARTICLE.sub("", other, count=1) if _ARTICLE.match(other) else other for other in names], _bare(name)
    if all(mark.family for mark in marks):
        yield [mark.family for mark in marks], new.family


def _bare(name: str) -> str:
    found = _ARTICLE.match(name)
    return name[found.end() :] if found else name


def _share_in_order(names: Sequence[str], sisters: tuple[int, int]) -> float:
    """How many of the neighbours stand in order, 0 where they are too few or too little sorted to tell."""
    rising, pairs = alphabet_of(names)
    if not rising or pairs < _DIFFERENT * (len(names) - 1):
        return 0.0
    if len(set(names)) < (_FEW_LETTERS if len({other[:1] for other in names}) < 4 else _MANY_LETTERS):
        many, sorted_there = sisters[1] >= _MANY_NEIGHBOURS, sisters[0] >= 0.9 * sisters[1]
        return float(many and sorted_there and rising == pairs)
    return rising / pairs if rising >= _SORTED * pairs else 0.0


def in_group(marks: Sequence[Mark], new: Mark) -> int | None:
    """The place by name within the group of the new one, where groups of one year or venue are sorted each by itself."""
    for label in _LABELS:
        labels = [label(mark) for mark in marks]
        groups = [list(group) for _, group in groupby(range(len(marks)), key=lambda place: labels[place])]
        if label(new) not in labels or len(groups) < 2 or len(groups) > len(set(labels)):
            continue
        for way in _ways(marks, new):
            names, name = way
            pairs = [(names[a], names[b]) for group in groups for a, b in pairwise(group) if names[a] != names[b]]
            if name and len(pairs) >= _PAIRS and sum(a < b for a, b in pairs) >= _SORTED * len(pairs):
                own = next(group for group in groups if labels[group[0]] == label(new))
                return own[0] + sorted_place([names[place] for place in own], name)
    return None


_LABELS: tuple[Callable[[Mark], Hashable], ...] = (
    lambda mark: mark.year or int(mark.when // 12),
    lambda mark: (mark.venue, mark.year),
    lambda mark: mark.venue,
)


def alphabet_of(names: Sequence[str]) -> tuple[int, int]:
    """Neighbours in the order of the alphabet, of those that differ."""
    pairs = [(a, b) for a, b in pairwise(names) if a != b]
    return sum(a < b for a, b in pairs), len(pairs)


def sorted_place(names: Sequence[str], name: str) -> int:
    """Where a name costs the fewest inversions."""
    best = here = sum(other < name for other in names)
    place = 0
    for number, other in enumerate(names, start=1):
        here += 1 if other > name else -1 if other < name else 0
        if here < best:
            best, place = here, number
    return place
