"""Entries that share a paper's link or title: listed twice, cross-listed, or with a link of another paper."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bot.awesome import AwesomeList
from bot.checking.fault import Fault, Kind, Severity
from bot.identity import is_strong, keys_of_url
from bot.matching.titles import fold, fold_tight
from bot.model import Entry
from bot.reading import inline
from bot.reading.fields import Field
from bot.reading.outline import Unit
from bot.reading.rows import row_of

_LITTLE = frozenset(
    "a an and are as at by can do does for from how in into is it its not of on or over the their to toward towards "
    "using via we what when with without you your is all need new one based".split()
)
_LONG_TITLE = 4
_TELLING = 3
"""Fewer words than these do not tell one paper from another: a nickname may stand for a whole title."""
_ALIKE = 0.6
_SHORTEST_NAME = 3
_SHORTEST_HELD = 10
_SHORT_LABEL, _NAMES_NOTHING = 6, 3


def faults(alist: AwesomeList, cross_listing: str) -> Iterator[Fault]:
    """Each second and later entry of a paper, with the line of the first."""
    return (fault for _, fault in among({"": alist}, cross_listing))


def among(lists: Mapping[str, AwesomeList], cross_listing: str) -> Iterator[tuple[str, Fault]]:
    """The same for a list in several files: pairs of file and fault; another file counts as another section."""
    shown = [
        _Twin(path, alist, unit, entry)
        for path, alist in lists.items()
        for unit, entry in zip(alist.units, alist.entries, strict=True)
    ]
    told: set[tuple[str, int]] = set()
    for one, other, mark in _pairs([twin for twin in shown if not twin.entry.commented]):
        if (other.path, other.entry.line) in told:
            continue
        fault = _judged(one, other, mark, cross_listing)
        if fault is not None:
            told.add((other.path, other.entry.line))
            yield other.path, fault


@dataclass(frozen=True, eq=False)
class _Twin:
    """An entry beside the others it may repeat; `path` is its file where the list has several."""

    path: str
    alist: AwesomeList
    unit: Unit
    entry: Entry

    @property
    def home(self) -> tuple[str, tuple[str, ...]]:
        """The section it stands in."""
        return self.path, self.entry.section

    def seen_from(self, other: _Twin) -> str:
        """Where it stands, in words for a reader of the other one."""
        return f"line {self.entry.line}" if self.path == other.path else f"{self.path} line {self.entry.line}"

    @cached_property
    def block(self) -> str:
        return self.alist.block(self.unit)

    @cached_property
    def linked(self) -> frozenset[str]:
        """The strong keys of all its links."""
        targets = (self.block[slice(*link.target)] for link in inline.links(self.block))
        return frozenset(key for target in targets for key in keys_of_url(target) if is_strong(key))

    @cached_property
    def name(self) -> str:
        """The first cell of a table row, where it names something: a data set, a model."""
        row = row_of(self.alist.reading(self.unit)) if self.unit.shape in ("row", "html") else None
        if row is None or not row.cells or not _NAMELESS.isdisjoint(p.kind for p in row.cell(0).pieces):
            return ""
        cell = inline.as_read(row.cell(0).block)
        return "" if re.search(r"\d{4}", cell) else fold_tight(cell)


_NAMELESS = {Field.CODE, Field.LINK, Field.AUTHORS, Field.VENUE, Field.DATE, Field.YEAR, Field.NUMBER}
"""What stands in a cell that names nothing."""


def _pairs(twins: Sequence[_Twin]) -> Iterator[tuple[_Twin, _Twin, str]]:
    """Pairs of an entry and a later one with the same strong key, else the same page and title, else long title."""
    labels = _labels(twin.entry for twin in twins)
    seen: dict[str, list[_Twin]] = {}
    for twin in twins:
        marks = _marks(twin.entry, labels)
        for mark in marks:
            if mark in seen:
                yield _nearest(seen[mark], twin), twin, mark
        for mark in marks:
            seen.setdefault(mark, []).append(twin)


def _labels(entries: Iterable[Entry]) -> frozenset[str]:
    """Short titles of several entries that link to different pages: `Python Reference` is no paper's name."""
    links: dict[str, set[tuple[str, ...]]] = {}
    for entry in entries:
        if len(fold(entry.title).split()) <= _SHORT_LABEL:
            links.setdefault(fold_tight(entry.title), set()).add(entry.keys or (entry.url,))
    return frozenset(title for title, different in links.items() if len(different) >= _NAMES_NOTHING)


def _nearest(earlier: list[_Twin], twin: _Twin) -> _Twin:
    """The earlier one to name: one of its name before others, the last of the same section, else the first.

    So an entry with a wrongly pasted link is reported once, and not with every entry that shares the link.
    """
    named = [other for other in earlier if fold_tight(other.entry.title) == fold_tight(twin.entry.title)] or earlier
    same = (other for other in reversed(named) if other.home == twin.home)
    return next(same, named[0])


def _marks(entry: Entry, labels: Collection[str]) -> tuple[str, ...]:
    strong = tuple(filter(is_strong, entry.keys))
    tight = fold_tight(entry.title)
    weak = tuple(f"{key} {tight}" for key in entry.keys if tight and not is_strong(key))
    titled = len(fold(entry.title).split()) >= _LONG_TITLE and tight not in labels
    long = (f"title {tight}",) if titled else ()
    return strong + weak + long


def _judged(one: _Twin, other: _Twin, mark: str, cross_listing: str) -> Fault | None:
    if mark.startswith("title "):
        return _same_title(one, other, cross_listing)
    if not is_strong(mark):
        apart = one.linked and other.linked and not one.linked & other.linked
        return None if apart else _repeated(one, other, "same page and title", cross_listing)
    match _relation_of(one, other):
        case Relation.OTHER:
            return _wrong_link(one, other, mark)
        case Relation.SAME:
            return _repeated(one, other, shown_key(mark), cross_listing)
        case Relation.OPEN:
            return _repeated(one, other, shown_key(mark), cross_listing, sure=False)


def _relation_of(one: _Twin, other: _Twin) -> Relation:
    """How the titles relate; a title that occurs in the other entry's text counts as the same."""
    relation = relation_of(one.entry.title, other.entry.title)
    if relation is Relation.OTHER and (_holds(one, other) or _holds(other, one)):
        return Relation.OPEN
    return relation


def _holds(one: _Twin, other: _Twin) -> bool:
    tight = fold_tight(other.entry.title)
    return len(tight) >= _SHORTEST_HELD and tight in re.sub(r"[\W_]+", "", one.block).casefold()


def _repeated(one: _Twin, other: _Twin, how: str, cross_listing: str, *, sure: bool = True) -> Fault | None:
    where = one.seen_from(other)
    if one.home == other.home:
        if one.name and other.name and one.name != other.name:
            return None  # one paper that brought two data sets, a row for each
        if not sure:
            reason = f"the same link as {where} ({how}) under another name"
            return _fault(Kind.DUPLICATE, Severity.WARNING, one, other, reason)
        return _fault(Kind.DUPLICATE, Severity.ERROR, one, other, f"the same paper as {where} ({how})")
    if cross_listing == "allow":
        return None
    severity = Severity.ERROR if cross_listing == "forbid" else Severity.WARNING
    place = f" in “{one.entry.section[-1]}”" if one.entry.section else ""
    return _fault(Kind.CROSS_LISTED, severity, one, other, f"also listed in {where}{place} ({how})")


def _same_title(one: _Twin, other: _Twin, cross_listing: str) -> Fault | None:
    clash = clashing(one.entry, other.entry)
    if clash:
        reason = (
            f"the same title as {one.seen_from(other)}, but {shown_key(clash[1])} here and "
            f"{shown_key(clash[0])} there: one of the links is wrong, or the title"
        )
        return _fault(Kind.SAME_TITLE, Severity.WARNING, one, other, reason)
    if _two_versions(one.entry, other.entry):
        reason = f"the same title as {one.seen_from(other)}, with another link and place: two versions of one paper?"
        return _fault(Kind.SAME_TITLE, Severity.WARNING, one, other, reason)
    return _repeated(one, other, "same title", cross_listing)


def _two_versions(one: Entry, other: Entry) -> bool:
    """Whether one site has both, on two pages, and the list prints two venues or years: a talk and its article."""
    if set(one.keys) & set(other.keys) or not one.url or not other.url or _host(one.url) != _host(other.url):
        return False
    mine, theirs = ((entry.venue, entry.year, entry.date, entry.tags) for entry in (one, other))
    return any(mine) and any(theirs) and mine != theirs


def _host(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url).partition("/")[0].lower()


def clashing(one: Entry, other: Entry) -> tuple[str, str] | None:
    """The two ids of one scheme by which the entries link two papers, whatever their titles; None where they agree."""
    if set(one.keys) & set(other.keys):
        return None
    mine = {key.partition(":")[0]: key for key in filter(is_strong, one.keys)}
    theirs = {key.partition(":")[0]: key for key in filter(is_strong, other.keys)}
    return next(((mine[scheme], theirs[scheme]) for scheme in mine if scheme in theirs), None)


def _wrong_link(one: _Twin, other: _Twin, key: str) -> Fault:
    reason = (
        f"{shown_key(key)} is also the link of {one.seen_from(other)}, whose title is another: "
        "one link is wrong, or the paper was renamed"
    )
    return _fault(Kind.WRONG_LINK, Severity.ERROR, one, other, reason)


def _fault(kind: Kind, severity: Severity, one: _Twin, other: _Twin, reason: str) -> Fault:
    return Fault(
        kind=kind,
        severity=severity,
        line=other.entry.line,
        end_line=other.entry.end_line,
        reason=reason,
        related=one.entry.line,
        elsewhere=one.path if one.path != other.path else "",
    )


def shown_key(key: str) -> str:
    """A key as people say it: `arXiv 2301.00704`."""
    scheme, _, value = key.partition(":")
    return f"{_NAMES.get(scheme, scheme)} {value}"


_NAMES = {"arxiv": "arXiv", "doi": "DOI", "openreview": "OpenReview", "acl": "ACL", "cvf": "CVF", "neurips": "NeurIPS"}


class Relation(StrEnum):
    """What two titles say about being one work."""

    SAME = "same"
    OTHER = "other"
    OPEN = "open"
    """One is a nickname, or they share a name: one paper may have brought two models, or got a new title."""


def relation_of(one: str, other: str) -> Relation:
    """Compare two titles by their words; the shorter one counts."""
    mine, theirs = content(one), content(other)
    if _inside(one, other):
        return Relation.SAME
    if min(len(mine), len(theirs)) < _TELLING or _shares_name(one, other) or _shares_name(other, one):
        return Relation.OPEN
    shared = len(mine & theirs)
    return Relation.SAME if shared >= _ALIKE * min(len(mine), len(theirs)) else Relation.OTHER


def related(one: str, other: str) -> bool:
    """Whether two titles may name one work."""
    return relation_of(one, other) is not Relation.OTHER


def content(title: str) -> frozenset[str]:
    """The words of a title that carry meaning, plural and singular as one."""
    words = (word for word in fold(title).split() if word not in _LITTLE and not word.isdecimal())
    return frozenset(re.sub(r"(?<=\w{3})s$", "", word) for word in words)


def _shares_name(one: str, other: str) -> bool:
    """Whether the name before the colon of a title begins the other one, or is a word of it."""
    head, colon, _ = one.partition(":")
    words = fold(head).split() if colon else []
    if not words or len("".join(words)) < _SHORTEST_NAME:
        return False
    return fold_tight(other).startswith("".join(words)) or (len(words) == 1 and bool(content(head) & content(other)))


def _inside(one: str, other: str) -> bool:
    short, long = sorted((fold_tight(one), fold_tight(other)), key=len)
    return short in long
