"""A fault of a list: what is wrong, where, how sure we are, and the bytes that mend it where that is safe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.reading.blocks import read_lines


class Severity(StrEnum):
    """How much a fault weighs: an error fails the command, a notice is a suggestion."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Kind(StrEnum):
    """What is wrong; `docs/lint.md` describes each kind with its exceptions."""

    DUPLICATE = "duplicate"
    CROSS_LISTED = "cross-listed"
    SAME_TITLE = "same-title"
    LIKELY_DUPLICATE = "likely-duplicate"
    WRONG_LINK = "wrong-link"
    CODE_LINK = "code-link"
    EMPTY_LINK = "empty-link"
    MALFORMED_LINK = "malformed-link"
    RETIRED_HOST = "retired-host"
    NOT_NESTED = "not-nested"
    SPELLING = "spelling"
    YEAR = "year"
    AUTHORS = "authors"
    SIZE = "size"
    MIRROR = "mirror"
    MIRROR_ID = "mirror-id"
    BROKEN = "broken"
    IDENTITY = "identity"
    STYLE = "style"
    PLACE = "place"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One fault in the lines `line`..`end_line` (1-based, inclusive).

    `fix` is the new text of exactly these lines, without the last line's end; None where only a person can mend it.
    `related` is the line of the other entry that the reason names, `pull` the number of the other pull request; 0 where
    there is none. `elsewhere` is the file of that entry where it is another one than the fault's; with `suggested`,
    which is to be added there, `related` is the line to put it behind.
    """

    kind: Kind
    severity: Severity
    line: int
    end_line: int
    reason: str
    fix: str | None = None
    related: int = 0
    pull: int = 0
    elsewhere: str = ""
    suggested: str = ""


def counted(faults: Sequence[Fault]) -> str:
    """How many faults of each severity: `2 errors, 1 warning`."""
    counts = Counter(fault.severity for fault in faults)
    parts = [
        f"{counts[severity]} {severity}{'s' * (counts[severity] != 1)}" for severity in Severity if counts[severity]
    ]
    return ", ".join(parts) or "no faults"


def rewriting(before: str, after: str) -> tuple[int, int, str]:
    """The lines (first and last, 1-based) in which two texts differ, and their new text: a fault's place and fix.

    Where lines are only added, the line before (or after) them is included.
    """
    old, new = read_lines(before), read_lines(after)
    one, other = ([text[line.start : line.end] for line in lines] for text, lines in ((before, old), (after, new)))
    head = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    most = min(len(one), len(other)) - head
    tail = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    if head + tail == len(one) and head:
        head -= 1
    elif head + tail == len(one) and tail:
        tail -= 1
    last = len(new) - tail - 1
    return head + 1, len(one) - tail, after[new[head].start : new[last].end] if last >= head else ""


def applied(text: str, faults: Iterable[Fault]) -> str:
    """The text with the fixes of the faults; of two fixes of one line the first is taken."""
    lines = read_lines(text)
    pieces: list[str] = []
    position, free = 0, 0
    for fault in sorted((f for f in faults if f.fix is not None), key=lambda f: (f.line, f.end_line)):
        if fault.line <= free or fault.fix is None:
            continue
        pieces += [text[position : lines[fault.line - 1].start], fault.fix]
        position, free = lines[fault.end_line - 1].end, fault.end_line
    return "".join([*pieces, text[position:]])
