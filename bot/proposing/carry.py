"""Carry what a person wrote on a branch onto a newer list, file by file and hunk by hunk.

A hunk that only inserts is never in conflict: two people adding entries at one place both get their lines, the newer
list's first. A hunk that changes or removes lines is carried where those lines still stand as they were; where they
do not, only a person can say what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import ListError
from bot.model import Branched, Proposal
from bot.proposing.line_changes import changed, parts


@dataclass(frozen=True, slots=True)
class _Hunk:
    start: int
    end: int
    lines: tuple[str, ...]


def files(waiting: Proposal, branched: Sequence[Branched], newest: Mapping[str, str]) -> dict[str, str]:
    """The new text of every file of a branch that the newest list still has; ListError where only a person can say.

    All or nothing: a branch of which half is up to date would be a state that nobody wrote.
    """
    carried: dict[str, str] = {}
    for each in branched:
        if each.path not in newest:
            continue
        text = carry(each.forked, each.written, newest[each.path])
        if text is None:
            where = f" in {each.path}" if len(branched) > 1 else ""
            both = f"a person changed lines{where} that changed in the list too"
            raise ListError(f"{waiting.branch}: {both}; merge the branch by hand")
        carried[each.path] = text
    return carried


def carry(forked: str, written: str, newest: str) -> str | None:
    """Apply the change `forked` → `written` to `newest`; None where both changed the same lines."""
    old, ours, theirs = (text.split("\n") for text in (forked, written, newest))
    hunks = _hunks(old, ours)
    places = _places(old, theirs)
    result: list[str] = []
    done = 0
    for told in hunks:
        ways = ((hunk, _span(hunk, places)) for hunk in _slid(told, old))
        hunk, span = next(((hunk, span) for hunk, span in ways if span), (told, None))
        if span is None or span[0] < done:
            return None
        result += theirs[done : span[0]]
        result += hunk.lines
        done = span[1]
    return "\n".join(result + theirs[done:])


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[_Hunk]:
    return [_Hunk(part.start, part.end, tuple(new[part.first : part.last])) for part in changed(old, new)]


def new_lines(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The lines that `new` adds, with the index of the first in it; of entries that end alike the new one is whole."""
    told = parts(old, new)
    found = []
    for place, (same, start, end, first, last) in enumerate(told):
        if not same and first < last:
            # As far down as the lines allow: the end of the entry above is not the beginning of this one.
            behind = told[place + 1].end if start == end and place + 1 < len(told) else start
            down = next((n for n in range(behind - start) if new[first + n] != old[start + n]), behind - start)
            found.append((first + down, list(new[first + down : last + down])))
    return found


def _slid(hunk: _Hunk, old: Sequence[str]) -> Iterator[_Hunk]:
    """The hunk, and the same insertion told otherwise: entries that begin or end alike leave open which is new."""
    yield hunk
    if hunk.start != hunk.end:
        return
    down = up = hunk
    while down.start < len(old) and old[down.start] == down.lines[0]:
        down = _Hunk(down.start + 1, down.end + 1, (*down.lines[1:], down.lines[0]))
        yield down
    while up.start > 0 and old[up.start - 1] == up.lines[-1]:
        up = _Hunk(up.start - 1, up.end - 1, (up.lines[-1], *up.lines[:-1]))
        yield up


def _places(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Lines of `old` that stand unchanged in `new`: index in `old` → index in `new`."""
    kept = [part for part in parts(old, new) if part.same]
    return {part.start + i: part.first + i for part in kept for i in range(part.end - part.start)}


def _span(hunk: _Hunk, places: dict[int, int]) -> tuple[int, int] | None:
    """Where in the newer list the hunk's old lines stand."""
    if hunk.start == hunk.end:
        # Right behind the line it was written behind, or in front of the one it was written in front of.
        if hunk.start in places:
            return places[hunk.start], places[hunk.start]
        if hunk.start - 1 in places:
            return places[hunk.start - 1] + 1, places[hunk.start - 1] + 1
        return None
    spots = [places.get(line) for line in range(hunk.start, hunk.end)]
    if None in spots:
        return None
    first = spots[0]
    if first is None or spots != list(range(first, first + len(spots))):
        return None
    return first, first + len(spots)
