"""An entry's text while its fields are being found: the pieces so far, and which parts of the text they take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.reading.fields import Field, Piece

LABELLED = re.compile(
    r"((?:[Tt][Ll];)?[^\W\d_][\w /&'-]{0,28}?)(?:\(s\))?[\s*_`)\]]{0,4}[:：][\s*_`\u00a0]*", re.UNICODE
)
"""A label in front of a field: `Code: `."""
EMPHASISED = re.compile(r"[*_`]{0,3}" + LABELLED.pattern, re.UNICODE)
"""The same with the marks that open it: `**Code:** `."""


_STOP = re.compile(r"\.|(?:！|!(?!\[))+")
"""What closes a running text and is a part of it."""
_PAIRED = re.compile(r"[*`()（）\[\]《》]")
_PAIRS = (("**", "**"), ("*", "*"), ("`", "`"), ("(", ")"), ("（", "）"), ("[", "]"), ("《", "》"))


@dataclass(slots=True)
class Draft:
    """The block, its shape, the labels of its list with their counts, and what was found in it."""

    block: str
    shape: str
    labels: Mapping[str, int]
    pieces: list[Piece] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    dull: Sequence[tuple[int, int]] = ()
    prose: list[int] = field(default_factory=list)
    """Where links start that stand in running text."""
    priced: bool = False
    """Whether a sign of money stands anywhere in it."""
    names: dict[int, str] = field(default_factory=dict)
    """The labels of links that were asked for, by where the links start."""
    judged: int = 0
    """How many texts were judged."""

    def put(
        self,
        kind: Field,
        start: int,
        end: int,
        *,
        value: str | None = None,
        target: str = "",
        label_at: tuple[int, int] = (-1, -1),
        target_at: tuple[int, int] = (-1, -1),
    ) -> None:
        """Record a field printed at `start`..`end` of the block, which is then taken."""
        text = self.block[start:end] if value is None else value
        self.pieces.append(Piece(kind, start, end, text, target, label_at, target_at))
        self.taken.append((start, end))

    def put_whole(self, kind: Field, start: int, end: int) -> None:
        """Put running text with the mark or bracket at its edge whose partner stands inside."""
        for opens, closes in _PAIRS if _PAIRED.search(self.block, start, end) else ():
            inside = self.block[start:end]
            if opens == "*":
                inside = inside.replace("**", "")
            excess = inside.count(opens) % 2 if opens == closes else inside.count(opens) - inside.count(closes)
            if excess > 0 and self.block.startswith(closes, end) and not self.covered(end, end + len(closes)):
                end += len(closes)
            elif excess and self.block[:start].endswith(opens) and not self.covered(start - len(opens), start):
                start -= len(opens)
        stop = _STOP.match(self.block, end) if kind is Field.IDEA else None
        if stop and not self.covered(end, stop.end()):
            end = stop.end()
        self.put(kind, start, end)

    def covered(self, begin: int, end: int) -> bool:
        return any(start < end and stop > begin for start, stop in self.taken)

    def is_dull(self, position: int) -> bool:
        """Whether a place is in a cell whose column holds no titles."""
        return any(start <= position < end for start, end in self.dull)

    def free(self, start: int) -> Iterator[tuple[int, int]]:
        """The stretches of the text behind `start` that no field has taken."""
        position = start
        for begin, end in sorted(self.taken):
            if begin > position:
                yield position, begin
            position = max(position, end)
        if position < len(self.block):
            yield position, len(self.block)
