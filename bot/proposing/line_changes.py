"""Which lines of a text stand in another: libgit2's diff, which bears long lists.

`difflib` takes ten seconds for 24,000 lines, as its time grows with the square of how often a line stands there (blank
ones, `</tr>`); this takes about ten milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Part(NamedTuple):
    """Lines `start`–`end` of the old text, and `first`–`last` of the new one (0-based, ends exclusive)."""

    same: bool
    start: int
    end: int
    first: int
    last: int


def parts(old: Sequence[str], new: Sequence[str]) -> list[Part]:
    """Both texts from their beginning to their end, in turn the same and changed."""
    found = []
    start = first = 0
    for part in (*changed(old, new), Part(same=False, start=len(old), end=len(old), first=len(new), last=len(new))):
        if part.start > start:
            found.append(Part(same=True, start=start, end=part.start, first=first, last=part.first))
        if (part.start, part.first) != (part.end, part.last):
            found.append(part)
        start, first = part.end, part.last
    return found


def changed(old: Sequence[str], new: Sequence[str]) -> list[Part]:
    """The parts that differ; where only lines came in, `start` is `end`, and where they went, `first` is `last`."""
    from pygit2 import Patch  # loaded only where something is compared
    from pygit2.enums import DiffOption

    compared = Patch.create_from(_text(old), _text(new), flag=DiffOption.FORCE_TEXT, context_lines=0)
    return [
        Part(False, *_span(hunk.old_start, hunk.old_lines), *_span(hunk.new_start, hunk.new_lines))
        for hunk in compared.hunks
    ]


def _text(lines: Sequence[str]) -> bytes:
    """Each line ended, so that a last one without an end is like any other."""
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def _span(start: int, count: int) -> tuple[int, int]:
    """From git's first line (1-based; of none, the line before) and number of lines to a beginning and an end."""
    begin = start - 1 if count else start
    return begin, begin + count
