"""Examples of what was read in a list: one entry of each form, its fields, and how the next one would look.

A person sees at a glance whether an entry was taken apart correctly, and whether a new one is written in the list's
hand and goes where they would put it. A description of the style they would have to take on trust.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.awesome import AwesomeList
from bot.book import Book
from bot.configuring import infer
from bot.errors import ListError
from bot.learning.sections import shelf_of
from bot.model import CODE_LABEL, Entry, Insertion, Link, Paper
from bot.reading.outline import Unit

FORMS = 3
"""How many ways to write entries are shown; most lists have one or two."""
_SHARE = 0.1
_FEW_LINES, _SOME, _NAMED = 12, 5, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """One way to write entries: where it stands, an entry of it, and how a made-up paper would be written there.

    `of` is how many entries have this form, `read` what was read in the entry. `new` is None where no new entry can go
    there; `why_not` says why.
    """

    path: str
    of: int
    entry: Entry
    block: str
    read: tuple[str, ...]
    new: Insertion | None = None
    why_not: str = ""


def samples(book: Book, today: str) -> tuple[Sample, ...]:
    """The ways in which the list's files write entries, commonest first; `today` dates the made-up paper."""
    groups: dict[str, list[_Placed]] = {}
    for path, alist in book.lists.items():
        for unit, entry in zip(alist.units, alist.entries, strict=True):
            if not entry.commented:
                groups.setdefault(unit.shape, []).append(_Placed(path, alist, unit, entry))
    ranked = sorted(groups.values(), key=len, reverse=True)
    total = sum(map(len, ranked))
    return tuple(_sample(book, group, today) for group in ranked[:FORMS] if len(group) >= _SHARE * total)


class _Placed(NamedTuple):
    """An entry with its file."""

    path: str
    alist: AwesomeList
    unit: Unit
    entry: Entry

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """Its file and section."""
        return self.path, self.entry.section


def _sample(book: Book, group: Sequence[_Placed], today: str) -> Sample:
    path, section = _home(group)
    _, alist, unit, entry = _typical([one for one in group if one.place == (path, section)])
    new, why_not = None, ""
    try:
        new = book.add(made_up(today), (path, *section) if len(book.lists) > 1 else section)
    except ListError as error:
        why_not = str(error)
    return Sample(
        path=path, of=len(group), entry=entry, block=alist.block(unit), read=told(entry), new=new, why_not=why_not
    )


def _home(group: Sequence[_Placed]) -> tuple[str, tuple[str, ...]]:
    """The section to show: the one with most entries.

    A topic goes before a year where a few of its entries are like the rest; of the years of one topic it is the newest,
    where the next paper goes.
    """
    standing: dict[tuple[str, tuple[str, ...]], list[Entry]] = {}
    for one in group:
        standing.setdefault(one.place, []).append(one.entry)
    usual = _usual([one.entry for one in group])

    def telling(place: tuple[str, tuple[str, ...]]) -> tuple[bool, int]:
        here = standing[place]
        is_topic = not any(map(infer.names_a_year, place[1]))
        return len(here) >= _SOME and is_topic and usual <= _usual(here), len(here)

    path, section = max(standing, key=telling)
    years = [(at, each) for at, each in standing if at == path and each and each[:-1] == section[:-1] and _year(each)]
    return max(years, key=lambda place: _year(place[1])) if _year(section) else (path, section)


def _usual(entries: Sequence[Entry]) -> set[str]:
    """The fields that at least half of these entries have."""
    counts = Counter(what for entry in entries for what in _fields(entry))
    return {what for what, count in counts.items() if count * 2 >= len(entries)}


def _year(section: tuple[str, ...]) -> tuple[int, ...]:
    """The year and month that a section holds; () for one that is no date."""
    shelf = shelf_of(section[-1]) if section else None
    return (shelf.day if shelf else None) or ()


def _typical(group: Sequence[_Placed]) -> _Placed:
    """The entry whose fields are those that most of them have, and few others."""
    usual = Counter(what for one in group for what in _fields(one.entry))

    def typical(one: _Placed) -> tuple[bool, int, int]:
        has = _fields(one.entry)
        agrees = sum((what in has) == (usual[what] * 2 >= len(group)) for what in usual)
        return one.unit.last - one.unit.first < _FEW_LINES, agrees, len(has)

    return max(group, key=typical)


def _fields(entry: Entry) -> frozenset[str]:
    return frozenset(text.partition(":")[0] for text in told(entry))


def told(entry: Entry) -> tuple[str, ...]:
    """What was read in an entry, field by field, in a person's words; the first word names the field."""
    shown = {
        "title": f"“{entry.title}”",
        "link": entry.url,
        "people": _people(entry.authors),
        "venue": entry.venue,
        "year": str(entry.year or "") if str(entry.year) not in f"{entry.venue} {entry.date}" else "",
        "date": entry.date,
        "tags": ", ".join(entry.tags),
        "code": ", ".join(link.url for link in entry.code),
        "links": ", ".join(link.label for link in entry.links if link.label),
        "note": entry.idea,
    }
    return tuple(f"{name}: {text}" for name, text in shown.items() if text)


def _people(names: Sequence[str]) -> str:
    if len(names) > 1 and re.fullmatch(r"et\.? al\.?|等|others", names[-1], re.IGNORECASE):
        return f"{', '.join(names[:-1][:_NAMED])} and others"
    return f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else ", ".join(names)


def made_up(today: str) -> Paper:
    """A paper that does not exist, with all that an entry may print; `today` is an ISO date."""
    return Paper(
        title="A Made-Up Paper: Shown to Be Checked",
        authors=("Ada Lovelace", "Alan Turing", "Grace Hopper"),
        url=f"https://arxiv.org/abs/{today[2:4]}{today[5:7]}.00000",
        arxiv_id=f"{today[2:4]}{today[5:7]}.00000",
        published=today,
        abstract="It does not exist.",
        code=(Link(label=CODE_LABEL, url="https://github.com/example/made-up"),),
        sources=("arxiv",),  # as a run finds one, so that its day is known for the preprint's
    )
