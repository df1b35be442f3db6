"""A list's own faults: all checks of one file, with their findings in file order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from bot.awesome import AwesomeList, parse
from bot.checking import lint_entries, lint_links, lint_nesting, lint_twins, lint_words
from bot.checking.fault import Fault, Kind, Severity, applied

CrossListing = Literal["allow", "warn", "forbid"]

NEAR_LIMIT = 450_000
SHOWN_LIMIT = 512_000
"""GitHub shows the first 512 KB of a README and leaves the rest out."""
_PASSES = 8


def lint(alist: AwesomeList, cross_listing: CrossListing = "warn") -> tuple[Fault, ...]:
    """Every fault of a list, in file order.

    `cross_listing` is the policy for a paper in several sections: nothing, a warning or an error.
    """
    return in_order([*lint_twins.faults(alist, cross_listing), *of_one_file(alist)])


def of_one_file(alist: AwesomeList) -> Iterator[Fault]:
    """The faults of a file, without those of papers that are listed twice."""
    yield from size_faults(alist)
    yield from lint_links.faults(alist)
    yield from lint_nesting.faults(alist)
    yield from lint_entries.faults(alist)
    yield from lint_words.faults(alist)


def in_order(found: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults in file order."""
    return tuple(sorted(found, key=lambda fault: (fault.line, fault.end_line, fault.kind)))


def fixed(text: str) -> str:
    """The list with every safe fix applied; doing it again changes nothing."""
    for _ in range(_PASSES):
        alist = parse(text)
        after = applied(text, [*lint_links.faults(alist), *lint_nesting.faults(alist)])
        if after == text:
            return text
        text = after
    return text


def size_faults(alist: AwesomeList) -> Iterator[Fault]:
    """A fault where the file comes near the size up to which GitHub shows it, or exceeds it."""
    size = len(alist.text.encode("utf-8", "surrogateescape"))
    if size <= NEAR_LIMIT:
        return
    lost = ", and hides the rest" if size > SHOWN_LIMIT else ""
    reason = f"the file has {size // 1000} KB; GitHub shows 512{lost}: move sections to files of their own"
    yield Fault(kind=Kind.SIZE, severity=Severity.WARNING, line=1, end_line=1, reason=reason)
