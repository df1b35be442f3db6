"""Faults inside one entry: a year that cannot be, authors copied from the neighbour."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.awesome import AwesomeList
from bot.checking.fault import Fault, Kind, Severity
from bot.checking.lint_twins import content
from bot.identity import is_strong, keys_of_url
from bot.model import Entry
from bot.reading import dates
from bot.reading.fields import Field
from bot.reading.preprint import is_preprint


def faults(alist: AwesomeList) -> Iterator[Fault]:
    """The faults of single entries and of neighbours."""
    yield from _early(alist)
    yield from _copied(alist)


# --- the year ---------------------------------------------------------------------------------------------------------

_ARXIV = re.compile(r"arxiv:(\d\d)(\d\d)\.")
_LATE = 2
"""Months that a date may lie before its id: papers of the last days of a month get ids of the next one."""
_SAMPLE = 10
_AGREE = 0.85


def _early(alist: AwesomeList) -> Iterator[Fault]:
    """Printed dates from before the paper's arXiv id was given."""
    dated = [entry for entry in alist.entries if not entry.commented and _given(entry)]
    trusted = _trusted(dated)
    by_year = _years_agree(dated)
    for entry in dated:
        given, day = _given(entry), _day(entry)
        if given and day and entry.section in trusted:
            printed, month = entry.date, day
        elif given and entry.year and not day and is_preprint(entry.venue):
            printed, month = _printed_year(entry), entry.year * 12 + 11
        else:
            printed, month = "", 0
        if printed and given and given - month > _LATE:
            yield _early_fault(entry, printed, given)
        elif by_year and given and (severity := _years_late(entry, given)):
            yield _early_fault(entry, _printed_year(entry), given, severity)


def _early_fault(entry: Entry, printed: str, given: int, severity: Severity = Severity.WARNING) -> Fault:
    asked = "are the year and the link right?" if severity is Severity.NOTICE else "the date or the link is wrong"
    reason = f"“{printed}” is before arXiv gave this id ({given // 12}-{given % 12 + 1:02d}): {asked}"
    return Fault(kind=Kind.YEAR, severity=severity, line=entry.line, end_line=entry.end_line, reason=reason)


_FEW = 5
_SPRING = 4
"""Months of the next year in which the papers of a conference still come to arXiv."""
_BULK = 2014 * 12
"""Before, proceedings of many years were put on arXiv at once."""
_WORKSHOP = re.compile(r"workshop|WS\b|@", re.IGNORECASE)


def _years_late(entry: Entry, given: int) -> Severity | None:
    """How sure it is that a printed year is wrong, by the linked paper's arXiv id; None where it may be right.

    Papers come to arXiv years after their conference one time in thousands; in the next spring they often do.
    """
    if not entry.year or (given < _BULK and not is_preprint(entry.venue)):
        return None
    if given // 12 - entry.year > 1:
        return Severity.WARNING
    late = given - (entry.year + 1) * 12 >= _SPRING
    return Severity.NOTICE if late and entry.venue and not _WORKSHOP.search(entry.venue) else None


def _years_agree(dated: Sequence[Entry]) -> bool:
    """Whether the years of a list are hardly ever before those of its papers' ids."""
    gaps = [given // 12 - entry.year for entry in dated if entry.year and (given := _given(entry))]
    late = sum(gap > 0 for gap in gaps)
    return len(gaps) >= _FEW and late <= max(2, (1 - _AGREE) * len(gaps))


def _printed_year(entry: Entry) -> str:
    if entry.date and not entry.venue:
        return entry.date
    says_it = re.search(rf"{entry.year}|['’‘`]\s?{(entry.year or 0) % 100:02}\b", entry.venue)
    return entry.venue if says_it else f"{entry.venue} {entry.year}".strip()


def _trusted(dated: Sequence[Entry]) -> frozenset[tuple[str, ...]]:
    """The sections whose dates are those of arXiv; elsewhere a date may be of a conference, a release, anything."""
    gaps: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for entry in dated:
        given, day = _given(entry), _day(entry)
        if given and day:
            gaps[entry.section].append(given - day)
    everywhere = _agrees([gap for own in gaps.values() for gap in own])
    return frozenset(path for path, own in gaps.items() if (_agrees(own) if len(own) >= _SAMPLE else everywhere))


def _agrees(gaps: Sequence[int]) -> bool:
    return len(gaps) >= _SAMPLE and sum(abs(gap) <= 1 for gap in gaps) >= _AGREE * len(gaps)


def _given(entry: Entry) -> int | None:
    """The month of the arXiv id, counted from year 0."""
    found = next((match for key in entry.keys if (match := _ARXIV.match(key))), None)
    return (2000 + int(found[1])) * 12 + int(found[2]) - 1 if found else None


def _day(entry: Entry) -> int | None:
    """The printed month, counted likewise; None where no month is printed."""
    day = dates.read(entry.date) if entry.date else None
    return day.year * 12 + day.month - 1 if day and day.year and day.month else None


# --- authors ----------------------------------------------------------------------------------------------------------

_ENOUGH_AUTHORS, _MANY_AUTHORS = 3, 6
_USUAL_WORD, _USUAL_SHARE = 3, 0.05
_OWNER = re.compile(r"github:([^/]+)/")


def _copied(alist: AwesomeList) -> Iterator[Fault]:
    """Neighbours with the same authors and unrelated titles: one author line was copied and not changed."""
    usual = _usual_words(alist)
    shown = (pair for pair in zip(alist.units, alist.entries, strict=True) if not pair[1].commented)
    for (_, above), (unit, entry) in pairwise(shown):
        if above.section != entry.section or not _same_people(above, entry) or _one_work(above, entry, usual):
            continue
        piece = alist.reading(unit).first(Field.AUTHORS)
        line = entry.line + (alist.block(unit).count("\n", 0, piece.start) if piece else 0)
        yield Fault(
            kind=Kind.AUTHORS,
            severity=Severity.WARNING if _different_owners(above, entry) else Severity.NOTICE,
            line=line,
            end_line=line,
            reason=f"the same authors as the entry of line {above.line}, another paper: copied from there?",
            related=above.line,
        )


def _usual_words(alist: AwesomeList) -> frozenset[str]:
    """Words so common in the list's titles that sharing them does not make two papers related."""
    shown = [entry.title for entry in alist.entries if not entry.commented]
    counts = Counter(word for title in shown for word in content(title))
    return frozenset(word for word, count in counts.items() if count > max(_USUAL_WORD, _USUAL_SHARE * len(shown)))


def _same_people(one: Entry, other: Entry) -> bool:
    return len(one.authors) >= _ENOUGH_AUTHORS and one.authors == other.authors


def _one_work(one: Entry, other: Entry, usual: frozenset[str]) -> bool:
    """Whether two entries may be one paper or papers of one group, so that equal authors are no fault."""
    if any(is_strong(key) for key in set(one.keys) & set(other.keys)):
        return True
    shared = content(one.title) & content(other.title)
    if shared and len(one.authors) < _MANY_AUTHORS and not _different_owners(one, other):
        return True
    return bool(shared - usual)


def _different_owners(one: Entry, other: Entry) -> bool:
    """Whether both have code, by different people: one group's papers mostly share an account."""
    mine, theirs = _accounts(one), _accounts(other)
    return bool(mine and theirs) and not mine & theirs


def _accounts(entry: Entry) -> frozenset[str]:
    keys = (key for link in entry.code for key in keys_of_url(link.url))
    return frozenset(found[1] for key in keys if (found := _OWNER.match(key)))
