"""What a change of a list adds: papers that were there already, broken links, entries in another hand or place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import Match as Aligned
from difflib import SequenceMatcher
from types import MappingProxyType

from bot.awesome import AwesomeList, parse
from bot.checking import check_shape, lint, lint_entries, lint_links, lint_nesting, lint_twins, lint_words, suggestion
from bot.checking.fault import Fault, Kind, Severity
from bot.checking.lint import CrossListing
from bot.dedupe import Index
from bot.identity import is_strong, keys_of, keys_of_url
from bot.matching.listed import known_in
from bot.matching.titles import fold_tight
from bot.model import Contribution, Entry, Known, Match, Paper, Proposal, Verdict, paper_of
from bot.reading.mentions import Mentions

_PAPERS = 0.8
_ENOUGH = 5
_LIKELY = 90.0
"""Dedupe's score from which a likeness without an id is worth a contributor's time; for a run far less is enough."""
_SAME_TITLE = 96.0
"""Dedupe's score for one title under two ids."""
_WORDS_SHARED = 0.7
"""Share of the telling words that two titles without known authors must share to be worth a look."""
_NOWHERE: Mapping[str, AwesomeList] = MappingProxyType({})
_NAMES_NOTHING = 3
"""From this many entries of one title that link to different papers on, the title is taken for a label or a date."""
_PAIRS = 1_000_000
"""Pairs of equal entries: more are made to keep a check busy."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What differs between two states of a list, by entry, and what is wrong with what was added.

    `edited` entries stood there before under the same identity; `removed` ones are no entries any more; of these the
    text of the `gone` ones is gone too, that of the others fell out of its table or became part of something else.
    """

    added: tuple[Entry, ...] = ()
    edited: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    gone: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rival:
    """A paper that another open pull request adds; `ours` says that the pull request is one of Gleaner's proposals."""

    paper: Paper
    number: int
    ours: bool = False


def check(
    before: AwesomeList,
    after: AwesomeList,
    cross_listing: CrossListing = "forbid",
    *,
    newest: AwesomeList | None = None,
    rivals: Sequence[Rival] = (),
    elsewhere: Mapping[str, AwesomeList] = _NOWHERE,
) -> Change:
    """Compare two states of a list; faults that were there before are not counted as the change's.

    `cross_listing` is the policy for an added paper that another section holds already. `newest` is what the list has
    become since `before`, `rivals` are the papers that other open pull requests add, and `elsewhere` the list's other
    files (not its mirrors, which hold the same papers).
    """
    change, fresh = _with_gone(compare(before, after), before, after), _fresh_lines(before, after)
    shown = [entry for entry in change.added if not entry.commented]
    meanwhile = compare(before, newest).added if newest else ()
    twins = tuple(_twins(after, change.added, cross_listing, meanwhile))
    twins += tuple(_in_other_files(shown, {fault.line for fault in twins}, elsewhere, cross_listing))
    met = {fault.line for fault in twins}
    unmet = [entry for entry in shown if entry.line not in met]
    others = (*_rivals(unmet, rivals), *_unlinked(before, after, unmet))
    own = tuple(_new_faults(before, after, fresh))
    doubted = _doubted(twins, own)
    sound = [entry for entry in shown if doubted.isdisjoint(range(entry.line, entry.end_line + 1))]
    shape = check_shape.faults(before, after, change.edited, change.removed, fresh)
    manners = suggestion.faults(after, sound, {entry.line for entry in change.added})
    faults = [*twins, *others, *own, *shape, *_identity(after, shown), *manners]
    ordered = sorted(faults, key=lambda fault: (fault.line, fault.end_line, fault.kind))
    return replace(change, faults=tuple(_once(ordered)))


def _doubted(twins: Iterable[Fault], own: Iterable[Fault]) -> set[int]:
    """The lines with faults, in which no entry is suggested in another form: it would be rewritten from wrong facts."""
    wrong = (fault for fault in own if fault.severity is Severity.ERROR)
    return {line for fault in twins for line in (fault.line, fault.related)} | {
        line for fault in wrong for line in range(fault.line, fault.end_line + 1)
    }


def _once(faults: Sequence[Fault]) -> Iterator[Fault]:
    """The faults, with each wrong link reported once, by the check that sees it first."""
    seen: set[tuple[int, Kind]] = set()
    for fault in faults:
        if (fault.line, fault.kind) not in seen:
            seen.add((fault.line, fault.kind))
            yield fault


# --- which entries are new --------------------------------------------------------------------------------------------


def compare(before: AwesomeList, after: AwesomeList) -> Change:
    """Which entries were added, edited or removed; one that only moved, or got other line ends, is none of these."""
    old, new = _blocks(before), _blocks(after)
    stayed = _stayed(old, new)
    was, stands = ({n for m in stayed for n in range(m[side], m[side] + m.size)} for side in (0, 1))
    blocks = Counter(block for number, block in enumerate(old) if number not in was)
    fresh = [
        entry
        for number, (block, entry) in enumerate(zip(new, after.entries, strict=True))
        if number not in stands and not _taken(blocks, block)
    ]
    gone = [
        entry
        for number, (block, entry) in enumerate(zip(old, before.entries, strict=True))
        if number not in was and _taken(blocks, block)
    ]
    return _paired(fresh, gone)


def _stayed(old: Sequence[str], new: Sequence[str]) -> list[Aligned]:
    """What stayed in its order: of entries that are equal to the byte, the copy that came in is the new one.

    Asked only where there is such a copy, and not of thousands of them: all pairs of equals are looked at.
    """
    before, now = Counter(old), Counter(new)
    copied = any(0 < before[block] < count for block, count in now.items())
    if not copied or sum(before[block] * count for block, count in now.items()) > _PAIRS:
        return []
    return SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()


def _blocks(alist: AwesomeList) -> list[str]:
    return ["\n".join(alist.block(unit).strip().splitlines()) for unit in alist.units]


def _with_gone(change: Change, before: AwesomeList, after: AwesomeList) -> Change:
    if not change.removed:
        return change
    blocks = dict(zip((entry.line for entry in before.entries), _blocks(before), strict=True))
    stands = "\n".join(after.text.splitlines())
    return replace(change, gone=tuple(entry for entry in change.removed if blocks[entry.line] not in stands))


def _taken(blocks: Counter[str], block: str) -> bool:
    if not blocks[block]:
        return False
    blocks[block] -= 1
    return True


def _paired(fresh: Sequence[Entry], gone: Sequence[Entry]) -> Change:
    """The change with edits recognised: a new block is an edited entry where the same identity is gone elsewhere."""
    waiting: dict[str, list[int]] = {}
    for number, entry in enumerate(gone):
        for mark in _marks(entry):
            waiting.setdefault(mark, []).append(number)
    used: set[int] = set()
    added: list[Entry] = []
    edited: list[Entry] = []
    for entry in fresh:
        numbers = (number for mark in _marks(entry) for number in waiting.get(mark, ()) if number not in used)
        twin = next(numbers, None)
        (added if twin is None else edited).append(entry)
        if twin is not None:
            used.add(twin)
    removed = tuple(entry for number, entry in enumerate(gone) if number not in used)
    return Change(added=tuple(added), edited=tuple(edited), removed=removed)


def _marks(entry: Entry) -> tuple[str, ...]:
    """What an entry keeps when it is edited: the keys of its paper, else its title."""
    return (*filter(is_strong, entry.keys), f"title {fold_tight(entry.title)}")


# --- papers that are known --------------------------------------------------------------------------------------------


def _twins(
    after: AwesomeList, added: Sequence[Entry], cross_listing: CrossListing, meanwhile: Sequence[Entry]
) -> Iterator[Fault]:
    if not added:
        return  # a change of words alone: the list is not indexed for it
    lines = {entry.line for entry in added}
    kept = [entry for entry in after.entries if entry.line not in lines]
    known = [*kept, *meanwhile]
    held = [(number, one) for number, entry in enumerate(known) for one in known_in(entry, "")]
    index = Index([one for _, one in held])
    shown = [entry for entry in added if not entry.commented]
    labels = _labels([*known, *added])
    told: set[int] = set()
    for entry, match in zip(shown, index.match_all([paper_of(entry) for entry in shown]), strict=True):
        at = held[match.of][0] if match.of is not None else -1
        if at < 0 or (fold_tight(entry.title) in labels and not set(entry.keys) & set(known[at].keys)):
            continue
        fault = _twin(entry, known[at], match, cross_listing, here=at < len(kept))
        if fault:
            told.add(entry.line)
            yield fault
    for fault in lint_twins.faults(after, cross_listing):
        if fault.line in lines and fault.related in lines and fault.line not in told:
            yield fault


def _in_other_files(
    added: Sequence[Entry], told: Collection[int], elsewhere: Mapping[str, AwesomeList], cross_listing: CrossListing
) -> Iterator[Fault]:
    """Added papers that another file of the list holds, judged as papers in two sections."""
    if not added or not elsewhere:
        return
    entries = [(path, entry) for path, alist in elsewhere.items() for entry in alist.entries]
    known = [(path, entry, one) for path, entry in entries for one in known_in(entry, "")]
    index = Index([one for _, _, one in known])
    rest = [entry for entry in added if entry.line not in told]
    for entry, match in zip(rest, index.match_all([paper_of(entry) for entry in rest]), strict=True):
        if match.of is None or match.verdict is not Verdict.DUPLICATE:
            continue
        path, other, _ = known[match.of]
        where, why = f"{path} line {other.line} (“{other.title}”)", "; ".join(match.reasons)
        fault = _duplicate(entry, replace(other, section=(path, *other.section)), where, why, cross_listing)
        if fault:
            yield replace(fault, related=0)


def _unlinked(before: AwesomeList, after: AwesomeList, added: Sequence[Entry]) -> Iterator[Fault]:
    """Added papers whose title the list named already, and still names, in a line that is no entry."""
    if not added:
        return
    was, stands = Mentions({"": before}), Mentions({"": after})
    for entry in added:
        named = stands.line(entry.title) if was.line(entry.title) else None
        if named:
            reason = f"line {named.line} names this title {named.how}: the paper may be listed there already"
            yield _fault(Kind.LIKELY_DUPLICATE, Severity.NOTICE, entry, reason, named.line)


def _labels(entries: Iterable[Entry]) -> frozenset[str]:
    """Titles that several entries share which link to different papers."""
    links: dict[str, set[tuple[str, ...]]] = {}
    for entry in entries:
        links.setdefault(fold_tight(entry.title), set()).add(entry.keys or (entry.url,))
    return frozenset(title for title, different in links.items() if len(different) >= _NAMES_NOTHING)


def _worth_saying(match: Match, titles: tuple[str, str], *, clashing: bool) -> bool:
    """Whether a likeness is reported: where two ids of one kind clash only for equal titles (a wrong link)."""
    return _one_title(titles, match) or (not clashing and match.score >= _LIKELY)


def _one_title(titles: tuple[str, str], match: Match) -> bool:
    """Whether two titles are one; the score of such a pair falls where the authors speak against it, too."""
    one, other = map(fold_tight, titles)
    return one == other or match.score >= _SAME_TITLE


def _twin(entry: Entry, other: Entry, match: Match, cross_listing: CrossListing, *, here: bool) -> Fault | None:
    """The fault of a repeated paper; `here`: the other entry is in the same file, else it was added in the meantime."""
    why = "; ".join(match.reasons)
    where = f"line {other.line}{'' if here else ' of the newest list'} (“{other.title}”)"
    if not entry.title or not other.title:
        return None
    fault = _weighed(entry, other, match, cross_listing, where=where, why=why)
    return fault if here or not fault else replace(fault, related=0)


def _weighed(
    entry: Entry, other: Entry, match: Match, cross_listing: CrossListing, *, where: str, why: str
) -> Fault | None:
    one_link = any(is_strong(key) for key in set(entry.keys) & set(other.keys))
    if one_link and not lint_twins.related(entry.title, other.title):
        reason = f"the link is that of {where}, whose title is another: one link is wrong, or the paper was renamed"
        return _fault(Kind.WRONG_LINK, Severity.ERROR, entry, reason, other.line)
    clashing = lint_twins.clashing(entry, other) is not None
    if match.verdict is Verdict.DUPLICATE and not clashing:
        return _duplicate(entry, other, where, why, cross_listing)
    titles = entry.title, other.title
    if not _worth_saying(match, titles, clashing=clashing) or not (_one_title(titles, match) or _near(entry, other)):
        return None
    severity = Severity.WARNING if _one_title(titles, match) else Severity.NOTICE
    reason = f"may be the paper of {where}: {why}"
    return _fault(Kind.LIKELY_DUPLICATE, severity, entry, reason, other.line)


def _near(one: Entry, other: Entry) -> bool:
    """Whether titles are nearly equal or the authors the same; `X Made Simple` and `X Made Practical` are not."""
    if set(one.authors) & set(other.authors):
        return True
    mine, theirs = lint_twins.content(one.title), lint_twins.content(other.title)
    return len(mine & theirs) >= _WORDS_SHARED * len(mine | theirs)


def rivals_of(proposals: Iterable[Proposal], contributions: Iterable[Contribution], but: int) -> tuple[Rival, ...]:
    """The papers that open pull requests other than number `but` add."""
    ours = [
        Rival(paper=one.paper, number=one.number, ours=True)
        for one in proposals
        if one.state.waiting and one.number is not None and one.number != but
    ]
    people = [
        Rival(paper=paper_of(entry), number=one.number)
        for one in contributions
        if one.number != but
        for entry in parse(one.added).entries
    ]
    return (*people, *ours)


def _rivals(added: Sequence[Entry], rivals: Sequence[Rival]) -> Iterator[Fault]:
    """Added papers that another open pull request adds too: a notice, because only one of them can be merged."""
    if not added or not rivals:
        return
    index = Index([Known(paper=rival.paper, where="its entry") for rival in rivals])
    for entry, match in zip(added, index.match_all([paper_of(entry) for entry in added]), strict=True):
        if match.of is None:
            continue
        other, why = rivals[match.of], "; ".join(match.reasons)
        sure = match.verdict is Verdict.DUPLICATE
        titles = entry.title, other.paper.title
        if not sure and not _worth_saying(match, titles, clashing=_two_papers(entry, other.paper)):
            continue
        what = "is added" if sure else "may be the paper that is added"
        kind = Kind.DUPLICATE if sure else Kind.LIKELY_DUPLICATE
        whose = "Gleaner's" if other.ours else "the open"
        # Gleaner's own proposal gives way by itself; of two people's, a maintainer takes one.
        severity = Severity.WARNING if sure and not other.ours else Severity.NOTICE
        reason = f"{what} by {whose} pull request #{other.number} too: {why}"
        yield replace(_fault(kind, severity, entry, reason), pull=other.number)


def _two_papers(entry: Entry, paper: Paper) -> bool:
    schemes = {key.partition(":")[0] for key in filter(is_strong, entry.keys)}
    theirs = set(filter(is_strong, keys_of(paper)))
    return not theirs & set(entry.keys) and any(key.partition(":")[0] in schemes for key in theirs)


def _duplicate(entry: Entry, other: Entry, where: str, why: str, cross_listing: CrossListing) -> Fault | None:
    if other.commented:
        reason = f"stands in a comment already, {where}: {why}"
        return _fault(Kind.DUPLICATE, Severity.WARNING, entry, reason, other.line)
    if entry.section == other.section:
        return _fault(Kind.DUPLICATE, Severity.ERROR, entry, f"is there already, {where}: {why}", other.line)
    if cross_listing == "allow":
        return None
    severity = Severity.ERROR if cross_listing == "forbid" else Severity.WARNING
    place = f" in “{other.section[-1]}”" if other.section else ""
    return _fault(Kind.CROSS_LISTED, severity, entry, f"is listed already, {where}{place}: {why}", other.line)


def _fault(kind: Kind, severity: Severity, entry: Entry, reason: str, related: int = 0) -> Fault:
    return Fault(kind=kind, severity=severity, line=entry.line, end_line=entry.end_line, reason=reason, related=related)


# --- faults of the list itself ----------------------------------------------------------------------------------------


def _new_faults(before: AwesomeList, after: AwesomeList, fresh: Collection[int]) -> Iterator[Fault]:
    """Faults in the `fresh` lines, which the change wrote."""
    too_large = bool(tuple(lint.size_faults(before)))
    every = (lint_links, lint_nesting, lint_entries, lint_words)
    for fault in (fault for one in every for fault in one.faults(after)):
        if any(number in fresh for number in range(fault.line, fault.end_line + 1)):
            yield fault
    if not too_large:
        yield from lint.size_faults(after)


def _fresh_lines(before: AwesomeList, after: AwesomeList) -> frozenset[int]:
    """Lines (1-based) whose text the old list does not hold, or not as often."""
    known = Counter(before.text[line.start : line.end].rstrip() for line in before.lines)
    fresh = set()
    for number, line in enumerate(after.lines, 1):
        written = after.text[line.start : line.end].rstrip()
        if known[written]:
            known[written] -= 1
        else:
            fresh.add(number)
    return frozenset(fresh)


def _identity(after: AwesomeList, added: Sequence[Entry]) -> Iterator[Fault]:
    """Added entries whose link names no paper, in sections whose entries do."""
    lines = {entry.line for entry in added}
    total: Counter[tuple[str, ...]] = Counter()
    named: Counter[tuple[str, ...]] = Counter()
    for entry in after.entries:
        if entry.line not in lines and not entry.commented:
            total[entry.section] += 1
            named[entry.section] += any(map(is_strong, entry.keys))
    for entry in added:
        section = entry.section
        if any(map(is_strong, _all_keys(entry))) or _PAPER_PAGE.search(entry.url):
            continue
        if not entry.title or total[section] < _ENOUGH:
            continue
        if named[section] >= _PAPERS * total[section]:
            yield _unnamed(entry)


_PAPER_PAGE = re.compile(
    r"\.pdf\b|/(?:articles?|abs|paper|papers|fulltext|full|proceedings|document|publications?)/", re.IGNORECASE
)
"""Addresses of publishers that hold no id known to us, but plainly lead to a paper."""


def _all_keys(entry: Entry) -> Iterator[str]:
    """The keys of all its links: a title may lead to a project's page, with the paper beside it."""
    yield from entry.keys
    for link in entry.links:
        yield from keys_of_url(link.url)


def _unnamed(entry: Entry) -> Fault:
    others = "the other entries of this section link to a paper's page"
    if not entry.url:
        return _fault(Kind.IDENTITY, Severity.WARNING, entry, f"the entry has no link; {others}")
    return _fault(Kind.IDENTITY, Severity.NOTICE, entry, f"no paper that we can tell from {entry.url}; {others}")
