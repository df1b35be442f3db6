"""Collecting what one source gives, page by page, and judging its health in the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.identity import best_key
from bot.model import Paper, Skip
from bot.planning.batch import Batch, Health
from bot.sources.http import Turn


@dataclass(kw_only=True, slots=True)
class Gathering:
    """What one source has given so far.

    `trouble` holds sentences on what is missing (each ends in the next step), `notes` what is left out on purpose,
    `stale` a sentence where the feed is whole but old, `cut` says that a good body broke off, `back_to` is a batch's.
    """

    source: str
    papers: list[Paper] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    read: int = 0
    trouble: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stale: str = ""
    cut: bool = False
    back_to: str = ""
    _seen: set[str] = field(default_factory=set)

    def add(self, papers: Iterable[Paper], skipped: Iterable[Skip] = (), read: int | None = None) -> None:
        """Take what a page gave; a paper that an earlier page gave already is counted as read and not kept twice."""
        papers, skipped = list(papers), list(skipped)
        self.read += len(papers) + len(skipped) if read is None else read
        self.skipped += skipped
        for paper in papers:
            key = best_key(paper)
            if key not in self._seen:
                self._seen.add(key)
                self.papers.append(paper)

    def batch(self, turn: Turn, *, quiet: str) -> Batch:
        """The batch with its health: failed, partial, stale, quiet (`quiet` says why nothing is expected) or new."""
        if self.skipped:
            self.trouble.append(f"{_records(len(self.skipped))} could not be read: {self.skipped[0].why}")
        health, said = self._verdict(quiet)
        return Batch(
            source=self.source,
            papers=tuple(self.papers),
            skipped=tuple(self.skipped),
            read=self.read,
            health=health,
            detail="; ".join([*said, *self.notes]),
            newest=max((paper.published[:10] for paper in self.papers), default=""),
            back_to=self.back_to,
            requests=turn.requests,
            seconds=turn.seconds,
        )

    def _verdict(self, quiet: str) -> tuple[Health, list[str]]:
        if self.trouble:
            return (Health.PARTIAL if self.papers or self.cut else Health.FAILED), self.trouble
        if self.stale:
            return Health.STALE, [self.stale]
        return (Health.NEW, []) if self.papers else (Health.QUIET, [quiet])


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"


def days(since: str, until: str) -> list[str]:
    """The ISO dates from `since` to `until`, both included, oldest first."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def age(day: str, today: str) -> int:
    """Days from one ISO date to another."""
    return (date.fromisoformat(today[:10]) - date.fromisoformat(day[:10])).days


def is_working_day(day: str) -> bool:
    """Whether an ISO date is a Monday to Friday."""
    return date.fromisoformat(day).isoweekday() <= 5  # noqa: PLR2004  # ISO: Friday is 5
