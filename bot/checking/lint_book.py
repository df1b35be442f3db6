"""The faults of a list in all its files: those of each, papers that two of them hold, mirrors that fell behind."""

from __future__ import annotations

from bot.book import Book
from bot.checking import lint, lint_mirrors, lint_twins
from bot.checking.fault import Fault, Kind, applied
from bot.checking.lint import CrossListing
from bot.checking.lint_mirrors import Pair

_PASSES = 4


def faults(book: Book, cross_listing: CrossListing = "warn") -> dict[str, tuple[Fault, ...]]:
    """The faults of every file, by path, each in file order; a list of one file has those of `lint.lint`.

    A paper in two chapters is cross-listed; a paper that a mirror repeats is no fault.
    """
    found = {path: list(lint.of_one_file(book.file(path))) for path in book.texts}
    for path, fault in lint_twins.among(book.lists, cross_listing):
        found[path].append(fault)
    for mirror, alist in book.mirrors.items():
        found[mirror] += lint_twins.faults(alist, "allow")
    for path, fault in mirror_faults(book):
        found[path].append(fault)
    return {path: lint.in_order(each) for path, each in found.items()}


def mirror_faults(book: Book) -> list[tuple[str, Fault]]:
    """Where mirrors and their originals disagree: pairs of the file to mend, and the fault."""
    told: dict[tuple[str, int, Kind], tuple[str, Fault]] = {}
    missing = []
    for mirror in book.mirrors:
        others = [alist for path, alist in book.mirrors.items() if path != mirror]
        for path, fault in lint_mirrors.faults(pair_of(book, mirror), others):
            if fault.kind is Kind.MIRROR_ID:
                # One wrong link of the original is told once, however many mirrors have the right one.
                told.setdefault((path, fault.line, fault.kind), (path, fault))
            else:
                missing.append((path, fault))
    return [*told.values(), *missing]


def fixed(book: Book) -> dict[str, str]:
    """Every file with the safe fixes; doing it again changes nothing."""
    for _ in range(_PASSES):
        after = _fixed(book)
        if after == book.texts:
            break
        book = book.with_texts(after)
    return book.texts


def _fixed(book: Book) -> dict[str, str]:
    mended = book.with_texts({path: lint.fixed(text) for path, text in book.texts.items()})
    relinked: dict[str, list[Fault]] = {}
    for path, fault in mirror_faults(mended):
        if fault.kind is Kind.MIRROR_ID and fault.fix is not None:
            relinked.setdefault(path, []).append(fault)
    mended = mended.with_texts({path: applied(mended.texts[path], each) for path, each in relinked.items()})
    full = {mirror: lint_mirrors.filled(pair_of(mended, mirror)).mirror.text for mirror in mended.mirrors}
    return {**mended.texts, **full}


def pair_of(book: Book, mirror: str) -> Pair:
    """A mirror beside its original."""
    original = book.original_of(mirror)
    return Pair(original=original, alist=book.lists[original], path=mirror, mirror=book.mirrors[mirror])
