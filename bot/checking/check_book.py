"""What a change adds to a list in all its files: each file's own faults, and mirrors that were not changed with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.awesome import AwesomeList, parse
from bot.book import Book
from bot.checking import lint, lint_book
from bot.checking.check import Change, Rival, check
from bot.checking.fault import Fault, Kind, Severity
from bot.checking.lint import CrossListing
from bot.checking.lint_mirrors import Pair
from bot.identity import is_strong
from bot.model import Entry, Layout


@dataclass(frozen=True, kw_only=True, slots=True)
class FileStates:
    """One file before and after the change; `newest` is its text by now where that differs from `before`."""

    path: str
    before: str
    after: str
    newest: str | None = None


def check_files(
    layout: Layout,
    files: Sequence[FileStates],
    others: Mapping[str, str],
    cross_listing: CrossListing,
    rivals: Sequence[Rival] = (),
) -> dict[str, Change]:
    """What a change does to each file it touches, by path; `others` are the texts of the list's other files.

    A paper that a mirror repeats is no fault; one that only the list or only the mirror got is reported, with the text
    for the other.
    """
    after = {path: parse(text) for path, text in others.items()} | {file.path: parse(file.after) for file in files}
    before = {file.path: parse(file.before) for file in files}
    newest = {file.path: parse(file.newest) for file in files if file.newest is not None}
    changes: dict[str, Change] = {}
    for path, old in before.items():
        beside = _beside(layout, path, after)
        own = () if beside is None else rivals
        changes[path] = check(
            old, after[path], cross_listing, newest=newest.get(path), rivals=own, elsewhere=beside or {}
        )
    # What is listed already is reported as that, and what only moved is not reported.
    listed = (*before.values(), *(after[path] for path in others))
    known = frozenset(key for alist in listed for entry in alist.entries for key in entry.keys)
    for path, fault in _one_sided(layout, after, (newest, known), changes):
        changes[path] = replace(changes[path], faults=lint.in_order([*changes[path].faults, fault]))
    return changes


def _beside(layout: Layout, path: str, after: Mapping[str, AwesomeList]) -> dict[str, AwesomeList] | None:
    """The list's other files that hold papers of their own; None for a mirror, whose papers are another file's."""
    lists = [each for each in layout.paths if each not in layout.mirrors]
    return {each: after[each] for each in lists if each != path and each in after} if path in lists else None


def _one_sided(
    layout: Layout,
    after: Mapping[str, AwesomeList],
    before: tuple[Mapping[str, AwesomeList], frozenset[str]],
    changes: Mapping[str, Change],
) -> Iterator[tuple[str, Fault]]:
    """Papers that only a mirror got, or only its original, or both under two ids; reported where the change wrote them.

    `before` holds the changed files as they are by now, and the keys of all that was listed.
    """
    book = Book(
        path=layout.path,
        lists={path: after[path] for path in (layout.path, *layout.chapters) if path in after},
        mirrors={path: after[path] for path in layout.mirrors if path in after},
    )
    if not book.mirrors or not book.lists:
        return
    for mirror in book.mirrors:
        pair = lint_book.pair_of(book, mirror)
        yield from _added_alone(pair, before, changes, _UNMIRRORED)
        yield from _added_alone(pair.turned(), before, changes, _MIRROR_ALONE)
    for path, fault in lint_book.mirror_faults(book):
        wrote = (*changes[path].added, *changes[path].edited) if path in changes else ()
        if fault.kind is Kind.MIRROR_ID and any(entry.line == fault.line for entry in wrote):
            yield path, fault


def _added_alone(
    pair: Pair,
    before: tuple[Mapping[str, AwesomeList], frozenset[str]],
    changes: Mapping[str, Change],
    words: str,
) -> Iterator[tuple[str, Fault]]:
    """New papers of the pair's original that its other file lacks, worded by `words`; `before` is as above."""
    newest, known = before
    added = changes[pair.original].added if pair.original in changes else ()
    fresh = [entry for entry in added if known.isdisjoint(entry.keys)]
    for entry in _lacking(pair, fresh, newest.get(pair.path)):
        yield pair.original, _only_here(pair, entry, words)


_UNMIRRORED = "“{there}” holds the same papers and does not have this one yet"
_MIRROR_ALONE = "“{there}”, which this file is a mirror of, does not have this paper yet"


def _lacking(pair: Pair, added: Sequence[Entry], newest: AwesomeList | None) -> Iterator[Entry]:
    """Added entries that the other file does not have, neither on the branch nor by now."""
    keys = {key for entry in newest.entries for key in entry.keys} if newest else set()
    lacking = {entry.line for entry in pair.lacking if keys.isdisjoint(entry.keys) and not pair.has_title(entry)}
    yield from (entry for entry in added if entry.line in lacking and any(map(is_strong, entry.keys)))


def _only_here(pair: Pair, entry: Entry, words: str) -> Fault:
    made = pair.with_entry(entry)
    what = words.format(there=pair.path)
    how = "add it there too, if you can, as suggested" if made else "add it there too, if you can"
    return Fault(
        kind=Kind.MIRROR,
        severity=Severity.NOTICE,
        line=entry.line,
        end_line=entry.end_line,
        reason=f"{what}; nothing is wrong here: {how}",
        related=made.line - 1 if made else 0,
        elsewhere=pair.path,
        suggested=made.block if made else "",
    )
