"""Mirrors that fell behind: a paper that its original has and the mirror has not, or has under another id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot import awesome, house_style
from bot.awesome import AwesomeList
from bot.checking import lint_twins
from bot.checking.fault import Fault, Kind, Severity, rewriting
from bot.errors import ListError
from bot.identity import is_strong
from bot.matching.titles import fold, fold_tight
from bot.mirrors import counterpart
from bot.model import CODE_LABEL, SECTION_SEPARATOR, Entry, Insertion, Paper, paper_of

_CARRIED = 0.8
"""Share of shared papers that must agree in a field for its words to be copied into the mirror as they are."""
_LONG_TITLE = 4
"""Words that a title needs to name one paper only."""

Path = tuple[str, ...]
Placed = tuple[str, Fault]


@dataclass(frozen=True, eq=False)
class Pair:
    """A mirror beside the file it stands for, each with its path."""

    original: str
    alist: AwesomeList
    path: str
    mirror: AwesomeList

    def turned(self) -> Pair:
        """The same two files with their roles exchanged."""
        return Pair(original=self.path, alist=self.mirror, path=self.original, mirror=self.alist)

    @cached_property
    def shared(self) -> tuple[tuple[Entry, Entry], ...]:
        """The papers that both link: for each, the original's first entry and the mirror's."""
        there: dict[str, Entry] = {}
        for entry in self.mirror.entries:
            for key in filter(is_strong, entry.keys):
                there.setdefault(key, entry)
        found = ((entry, next((there[key] for key in entry.keys if key in there), None)) for entry in self._papers)
        return tuple((entry, other) for entry, other in found if other is not None)

    @cached_property
    def lacking(self) -> tuple[Entry, ...]:
        """The original's entries whose paper the mirror does not link, each paper once."""
        seen = {key for entry in self.mirror.entries for key in entry.keys}
        found: list[Entry] = []
        for entry in self._papers:
            if seen.isdisjoint(entry.keys):
                found.append(entry)
                seen.update(entry.keys)
        return tuple(found)

    @cached_property
    def alone(self) -> tuple[Entry, ...]:
        """The mirror's entries whose paper the original does not link."""
        known = {key for entry in self.alist.entries for key in entry.keys}
        return tuple(e for e in self.mirror.entries if _is_paper(e) and known.isdisjoint(e.keys))

    @cached_property
    def _papers(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.alist.entries if _is_paper(entry))

    @cached_property
    def _sections(self) -> dict[Path, Path | ListError]:
        return {}

    def section(self, own: Path) -> Path:
        """The mirror's section for one of the original; ListError where none can be told."""
        if own not in self._sections:
            try:
                self._sections[own] = counterpart(self.alist, own, self.mirror)
            except ListError as error:
                self._sections[own] = error
        found = self._sections[own]
        if isinstance(found, ListError):
            raise found
        return found

    def has_title(self, entry: Entry) -> bool:
        """Whether the mirror has an entry of this title, whatever it links to: the same paper, for all we know."""
        title = _title(entry)
        return title != "" and title in self._titles

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(map(_title, self.mirror.entries))

    # --- writing a paper of the original into the mirror -------------------------------------------------------------

    def carries(self, name: str) -> bool:
        """Whether the mirror prints a field (a name of Entry) in the original's words."""
        both = [(one, other) for one, other in self.shared if getattr(one, name) and getattr(other, name)]
        equal = sum(folded(getattr(one, name)) == folded(getattr(other, name)) for one, other in both)
        return bool(both) and equal >= _CARRIED * len(both)

    @cached_property
    def _kept(self) -> Mapping[str, bool]:
        return {name: self.carries(name) for name in ("title", "idea", "tags", "citation")}

    @cached_property
    def labels(self) -> frozenset[str]:
        """What the mirror calls its links."""
        return frozenset(link.label for entry in self.mirror.entries for link in (*entry.code, *entry.links))

    def paper(self, entry: Entry) -> Paper | None:
        """An entry of the original as a paper for the mirror; None where a person has to translate it."""
        if not self._kept["title"]:
            return None
        blank = {name: () if name == "tags" else "" for name in ("idea", "tags", "citation") if not self._kept[name]}
        code = tuple(each if each.label in self.labels else replace(each, label=CODE_LABEL) for each in entry.code)
        links = tuple(each for each in entry.links if each.label in self.labels)
        # As from a source: links and names in the form this file gives them, not as another file has them.
        sources = (self.original,)
        return replace(paper_of(entry), code=code, links=links, sources=sources, **blank)  # type: ignore[arg-type]  # fields named above

    def with_entry(self, entry: Entry) -> Insertion | None:
        """An entry of the original in the mirror, in its own hand; None where that is not safe, or cannot be told."""
        paper = self.paper(entry)
        if paper is None:
            return None
        try:
            section = self.section(entry.section)
            made = house_style.add(self.mirror, paper, section, behind=self._behind(entry, section))
        except ListError:
            return None
        read = awesome.parse(made.text).entries
        grown = len(read) == len(self.mirror.entries) + 1
        return made if grown and any(set(entry.keys) & set(other.keys) for other in read) else None

    def _behind(self, entry: Entry, section: Path) -> int:
        """The line of the entry to go behind, where the mirror keeps the original's order or reverses it; else 0."""
        beside = [(o, m) for o, m in self.shared if o.section == entry.section and m.section == section]
        lines = [m.line for _, m in sorted(beside, key=lambda pair: pair[0].line)]
        above = [m for o, m in beside if o.line < entry.line]
        below = [m for o, m in beside if o.line > entry.line]
        if lines == sorted(lines) and above:
            return max(above, key=lambda m: m.line).line
        if lines == sorted(lines, reverse=True) and below:
            return max(below, key=lambda m: m.line).line
        return 0


def faults(pair: Pair, others: Sequence[AwesomeList] = ()) -> Iterator[Placed]:
    """Where a mirror and its original disagree: pairs of file to mend and fault; `others` are further files."""
    told: set[int] = set()
    for entry, twin in _twins(pair):
        told |= {id(entry), id(twin)}
        yield _other_id(pair, entry, twin, others)
    unplaced: dict[Path, tuple[list[Entry], str]] = {}
    for entry in pair.lacking:
        if id(entry) in told or pair.has_title(entry):
            continue
        try:
            yield pair.path, _lacks(pair, entry, pair.section(entry.section))
        except ListError as error:
            unplaced.setdefault(entry.section, ([], str(error)))[0].append(entry)
    for section, (entries, why) in unplaced.items():
        yield pair.path, _lacks_section(pair, section, entries, why)
    back = pair.turned()
    for entry in pair.alone:
        if id(entry) not in told and not back.has_title(entry):
            reason = f"only this mirror has it: {pair.original} has no entry with this link"
            yield pair.path, _fault(Severity.NOTICE, (entry.line, entry.end_line), reason)


def filled(pair: Pair) -> Pair:
    """The pair with every paper added to the mirror that it lacks and that can be added safely."""
    skipped = {id(entry) for entry, _ in _twins(pair)}
    for entry in pair.lacking:
        if id(entry) in skipped or pair.has_title(entry):
            continue
        made = pair.with_entry(entry)
        if made is not None:
            pair = replace(pair, mirror=awesome.parse(made.text))
    return pair


# --- another id -------------------------------------------------------------------------------------------------------


def _twins(pair: Pair) -> Iterator[tuple[Entry, Entry]]:
    """Entries of one title in both files whose links name two papers."""
    titled = {_title(entry): entry for entry in pair.alone if _title(entry)}
    for entry in pair.lacking:
        twin = titled.get(_title(entry))
        if twin is not None and lint_twins.clashing(entry, twin):
            yield entry, twin


def _other_id(pair: Pair, entry: Entry, twin: Entry, others: Sequence[AwesomeList]) -> Placed:
    mine, theirs = lint_twins.clashing(entry, twin) or ("", "")
    wrong = _wrong_one((entry, mine), (twin, theirs), (pair.alist, pair.mirror, *others))
    if wrong is entry:
        path, at, other, here, there = pair.original, entry, (pair.path, twin), mine, theirs
    else:
        path, at, other, here, there = pair.path, twin, (pair.original, entry), theirs, mine
    reason = (
        f"{lint_twins.shown_key(here)} here, but {lint_twins.shown_key(there)} in {other[0]} line {other[1].line} "
        f"for the same title: {'this link is wrong' if wrong else 'one of the links is wrong'}"
    )
    fault = _fault(Severity.ERROR, (at.line, at.end_line), reason, (other[0], other[1].line))
    fault = replace(fault, kind=Kind.MIRROR_ID)
    if wrong is None:
        return path, fault
    return path, replace(fault, fix=_relinked(pair.alist if wrong is entry else pair.mirror, at, other[1]))


def _wrong_one(one: tuple[Entry, str], other: tuple[Entry, str], every: Sequence[AwesomeList]) -> Entry | None:
    """The entry with the wrong id: another paper's, or one against two files; None where neither can be shown wrong."""
    title = _title(one[0])
    votes = {key: 0 for _, key in (one, other)}
    taken: set[str] = set()
    for alist in every:
        for entry in alist.entries:
            for key in votes.keys() & set(entry.keys):
                if _title(entry) == title:
                    votes[key] += 1
                elif not lint_twins.related(entry.title, one[0].title):
                    taken.add(key)
    (mine, a), (theirs, b) = one, other
    if (a in taken) != (b in taken):
        return mine if a in taken else theirs
    if votes[a] != votes[b] and not taken:
        return mine if votes[a] < votes[b] else theirs
    return None


def _relinked(alist: AwesomeList, entry: Entry, right: Entry) -> str | None:
    """The entry's lines with the other one's link in its own form; None where more than the link would change."""
    text = house_style.restyle(alist, entry, url=right.url, sources=("mirror",))
    read = next((e for e in awesome.parse(text).entries if e.line == entry.line), None)
    if read is None or not set(filter(is_strong, read.keys)) & set(right.keys) or read.title != entry.title:
        return None
    first, last = entry.line - 1, entry.end_line - 1
    lines = awesome.parse(text).lines
    return text[lines[first].start : lines[last].end] if len(lines) == len(alist.lines) else None


# --- not there --------------------------------------------------------------------------------------------------------


def _lacks(pair: Pair, entry: Entry, section: Path) -> Fault:
    reason = f"{pair.original} line {entry.line} lists “{entry.title}”, which this mirror does not"
    related = (pair.original, entry.line)
    made = pair.with_entry(entry)
    if made is not None:
        line, end_line, fix = rewriting(pair.mirror.text, made.text)
        return replace(_fault(Severity.WARNING, (line, end_line), reason, related), fix=fix)
    line = next((each.line for each in pair.mirror.sections if each.path == section), 1)
    return _fault(Severity.WARNING, (line, line), reason, related)


def _lacks_section(pair: Pair, section: Path, entries: Sequence[Entry], why: str) -> Fault:
    many = f"{len(entries)} papers" if len(entries) > 1 else f"“{entries[0].title}”"
    name = SECTION_SEPARATOR.join(section)
    place = f" in “{name}”" if name else ""
    reason = f"{pair.original} lists {many}{place} (from line {entries[0].line}), which this mirror does not: {why}"
    return _fault(Severity.WARNING, (1, 1), reason, (pair.original, entries[0].line))


def _fault(severity: Severity, lines: tuple[int, int], reason: str, related: tuple[str, int] = ("", 0)) -> Fault:
    elsewhere, line = related
    return Fault(
        kind=Kind.MIRROR,
        severity=severity,
        line=lines[0],
        end_line=lines[1],
        reason=reason,
        related=line,
        elsewhere=elsewhere,
    )


def _is_paper(entry: Entry) -> bool:
    return not entry.commented and any(map(is_strong, entry.keys))


def _title(entry: Entry) -> str:
    """A title that names one paper, folded; "" for a short one."""
    return fold_tight(entry.title) if len(fold(entry.title).split()) >= _LONG_TITLE else ""


def folded(value: object) -> object:
    """A field's value for comparison; of a text, its letters only."""
    return fold_tight(value) if isinstance(value, str) else value
