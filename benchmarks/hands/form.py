"""What every family of hands draws: how an entry is written, what stands around the entries, what a reader finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Paper


@dataclass(frozen=True)
class Form:
    """One hand: `choices` are its dresses by part, `write` makes the entry of the paper with a running number.

    `head` and `tail` stand around the entries, `apart` between two of them. `shows` names the fields that a reader
    finds: people, venue, date, code, tags, idea; `counted` says that entries have running numbers.
    """

    choices: Mapping[str, str]
    write: Callable[[Paper, int], str]
    shows: frozenset[str]
    head: str = ""
    tail: str = ""
    apart: str = ""
    counted: bool = False
    dated: bool = False
    """Whether the paper that is added brings its date in print, which no feed does: the first numbers were taken so."""

    def section(self, papers: Sequence[Paper]) -> str:
        """The entries of one section with what stands around them, the last line ended."""
        blocks = [self.write(paper, number) + "\n" for number, paper in enumerate(papers, 1)]
        return self.head + self.apart.join(blocks) + self.tail


def shown(parts: Mapping[str, str]) -> frozenset[str]:
    """The parts that are printed at all: those with a dress."""
    return frozenset(part for part, dress in parts.items() if dress)
