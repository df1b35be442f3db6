"""Where a list holds a paper."""

from __future__ import annotations

from bot import dedupe
from bot.awesome import AwesomeList
from bot.model import Known, Paper, Verdict, paper_of


def listed_at(alist: AwesomeList, paper: Paper) -> int | None:
    """The line of the entry that is this paper for certain, or None."""
    known = [Known(paper=paper_of(entry)) for entry in alist.entries]
    match = dedupe.Index(known).match(paper)
    return alist.entries[match.of].line if match.verdict is Verdict.DUPLICATE and match.of is not None else None
