"""Entries that say they are one paper: listed twice, cross-listed, or with a link that belongs to another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.awesome import AwesomeList
from bot.fault import Fault, Kind, Severity
from bot.identity import is_strong
from bot.model import Entry
from bot.titles import fold, fold_tight

_LITTLE = frozenset(
    "a an and are as at by can do does for from how in into is it its not of on or over the their to toward towards "
    "using via we what when with without you your is all need new one based".split()
)
_LONG_TITLE = 4
_ALIKE = 0.25


def faults(alist: AwesomeList, cross_listing: str) -> Iterator[Fault]:
    """Each second and later entry of a paper, with the line of the first."""
    shown = [entry for entry in alist.entries if not entry.commented]
    told: set[int] = set()
    for one, other, key in _pairs(shown):
        if other.line in told:
            continue
        fault = _judged(one, other, key, cross_listing)
        if fault is not None:
            told.add(other.line)
            yield fault


def _pairs(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry, str]]:
    """Pairs of an entry and a later one with the same strong key, else the same page and title, else long title."""
    seen: dict[str, list[Entry]] = {}
    for entry in entries:
        for mark in _marks(entry):
            for earlier in _tellable(seen.get(mark, []), entry):
                yield earlier, entry, mark
        for mark in _marks(entry):
            seen.setdefault(mark, []).append(entry)


def _tellable(earlier: list[Entry], entry: Entry) -> list[Entry]:
    """The earlier entry to name: the nearest of the same section, else the first."""
    same = [other for other in earlier if other.section == entry.section]
    return [same[-1] if same else earlier[0]] if earlier else []


def _marks(entry: Entry) -> tuple[str, ...]:
    strong = tuple(filter(is_strong, entry.keys))
    tight = fold_tight(entry.title)
    weak = tuple(f"{key} {tight}" for key in entry.keys if tight and not is_strong(key))
    long = (f"title {tight}",) if len(fold(entry.title).split()) >= _LONG_TITLE else ()
    return strong + weak + long


def _judged(one: Entry, other: Entry, mark: str, cross_listing: str) -> Fault | None:
    if mark.startswith("title "):
        return _same_title(one, other, cross_listing)
    if is_strong(mark) and not related(one.title, other.title):
        return _wrong_link(one, other, mark)
    how = shown_key(mark) if is_strong(mark) else "same page and title"
    return _repeated(one, other, how, cross_listing)


def _repeated(one: Entry, other: Entry, how: str, cross_listing: str) -> Fault | None:
    if one.section == other.section:
        return _fault(Kind.DUPLICATE, Severity.ERROR, one, other, f"the same paper as line {one.line} ({how})")
    if cross_listing == "allow":
        return None
    severity = Severity.ERROR if cross_listing == "forbid" else Severity.WARNING
    place = f" in “{one.section[-1]}”" if one.section else ""
    return _fault(Kind.CROSS_LISTED, severity, one, other, f"also listed in line {one.line}{place} ({how})")


def _same_title(one: Entry, other: Entry, cross_listing: str) -> Fault | None:
    mine = {key.partition(":")[0]: key for key in other.keys if is_strong(key)}
    theirs = {key.partition(":")[0]: key for key in one.keys if is_strong(key)}
    clash = next((scheme for scheme in mine if scheme in theirs and mine[scheme] != theirs[scheme]), "")
    if clash:
        reason = (
            f"the same title as line {one.line}, but {shown_key(mine[clash])} here and {shown_key(theirs[clash])} "
            "there: one of the links is wrong, or the title"
        )
        return _fault(Kind.SAME_TITLE, Severity.WARNING, one, other, reason)
    return _repeated(one, other, "same title", cross_listing)


def _wrong_link(one: Entry, other: Entry, key: str) -> Fault:
    reason = f"{shown_key(key)} is also the link of line {one.line}, whose title is another: one of the two is wrong"
    return _fault(Kind.WRONG_LINK, Severity.ERROR, one, other, reason)


def _fault(kind: Kind, severity: Severity, one: Entry, other: Entry, reason: str) -> Fault:
    return Fault(
        kind=kind, severity=severity, line=other.line, end_line=other.end_line, reason=reason, related=one.line
    )


def shown_key(key: str) -> str:
    """A key as people say it: `arXiv 2301.00704`."""
    scheme, _, value = key.partition(":")
    return f"{_NAMES.get(scheme, scheme)} {value}"


_NAMES = {"arxiv": "arXiv", "doi": "DOI", "openreview": "OpenReview", "acl": "ACL", "cvf": "CVF", "neurips": "NeurIPS"}


def related(one: str, other: str) -> bool:
    """Whether two titles may name one work: they share words, or one is too short to tell."""
    mine, theirs = content(one), content(other)
    if min(len(mine), len(theirs)) < 3 or _inside(one, other):
        return True
    return len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))


def content(title: str) -> frozenset[str]:
    """The words of a title that carry meaning, plural and singular as one."""
    return frozenset(re.sub(r"(?<=\w{3})s$", "", word) for word in fold(title).split() if word not in _LITTLE)


def _inside(one: str, other: str) -> bool:
    short, long = sorted((fold_tight(one), fold_tight(other)), key=len)
    return short in long
