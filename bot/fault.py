"""A fault of a list: what is wrong, where, how sure we are, and the bytes that mend it where that is safe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.blocks import read_lines


class Severity(StrEnum):
    """How much a fault weighs: an error fails the command, a notice is a suggestion."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Kind(StrEnum):
    """What is wrong; each is told with its exceptions in `docs/lint.md`."""

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
    IDENTITY = "identity"
    STYLE = "style"
    PLACE = "place"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One fault in the lines `line`..`end_line` (1-based, inclusive).

    `fix` is the new text of exactly these lines, without the last line's end; None where only a person can mend it.
    `related` is the line of the other entry that the reason names, `pull` the number of the other pull request; 0 where
    there is none.
    """

    kind: Kind
    severity: Severity
    line: int
    end_line: int
    reason: str
    fix: str | None = None
    related: int = 0
    pull: int = 0


def counted(faults: Sequence[Fault]) -> str:
    """How many of each weight: `2 errors, 1 warning`."""
    counts = Counter(fault.severity for fault in faults)
    parts = [
        f"{counts[severity]} {severity}{'s' * (counts[severity] != 1)}" for severity in Severity if counts[severity]
    ]
    return ", ".join(parts) or "no faults"


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
