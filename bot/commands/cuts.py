"""What each cut would have proposed over the last month: for `init`, and for whoever has just read the sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import plan, simulate
from bot.awesome import AwesomeList
from bot.ledger import Ledger
from bot.model import Paper

if TYPE_CHECKING:
    from bot.config import Config
    from bot.report import RunReport


def lines(
    alist: AwesomeList, settings: Config, *, known: Sequence[Paper], done: RunReport | None, today: str, days: int
) -> list[str]:
    """The table of the cuts for a terminal; `known` are the list's papers with abstracts, `done` a rehearsed run."""
    tried = tried_on(alist, settings, known=known, done=done, today=today, days=days)
    return simulate.lines(tried, settings.cut.at_least)


def tried_on(
    alist: AwesomeList, settings: Config, *, known: Sequence[Paper], done: RunReport | None, today: str, days: int
) -> simulate.Simulation:
    """The cuts, tried on what a rehearsed run read; without one (`None`), on titles of papers in general."""
    listed = [paper for paper, _ in plan.listed_papers(alist, Ledger(papers=tuple(known)))]
    return simulate.of_list(
        listed,
        papers_of(done) if done else (),
        today=today,
        days=simulate.covered(done.batches, today=today, days=days) if done else days,
        per_day=settings.cut.per_day,
        keywords=settings.keywords.as_keywords(),
    )


def papers_of(done: RunReport) -> list[Paper]:
    """All that the sources gave in a run, each paper once."""
    proposed = (candidate.paper for candidate in done.plan.proposed)
    held = (waiting.candidate.paper for waiting in done.plan.held)
    return [*proposed, *held, *(dropped.paper for dropped in done.plan.dropped)]
