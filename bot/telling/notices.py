"""Warnings for the dashboard, one sentence each: what a maintainer should know before it does harm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.ledger import FeedState
from bot.model import Proposal
from bot.planning.batch import Health
from bot.planning.caps import Rules, resting
from bot.telling.dashboard import Facts

DISPLAY_LIMIT = 512_000
"""GitHub renders no more of a README than this many bytes (512 KB, seen on lists that outgrew it)."""
IDLE_DAYS = 60
"""After so many days without activity GitHub switches the schedules of a public repository off."""
_EARLY = 45
_PATIENCE_WITH_FEEDS = 3


def notices(
    rules: Rules, proposals: Sequence[Proposal], feeds: Mapping[str, FeedState], facts: Facts
) -> tuple[str, ...]:
    """Everything worth a warning today."""
    rest = resting(proposals, rules)
    return (
        *facts.notes,
        *([rest.reason] if rest else []),
        *_idle(rules.today, proposals, facts),
        *_size(rules.path, facts.size),
        *_feeds(feeds, rules.today),
    )


def _idle(today: str, proposals: Sequence[Proposal], facts: Facts) -> Iterator[str]:
    """Whether the schedule is about to stop: nothing we can see happened for long."""
    signs = [day[:10] for p in proposals for day in (p.created, p.decided) if day]
    last = max([facts.since, *signs])
    if not last:
        return
    days = _days(last, today)
    if days >= _EARLY:
        yield (
            f"nothing happened here for {days} days: in a public repository GitHub switches the schedule off after "
            f"{IDLE_DAYS}; any commit, or Enable workflow under Actions, keeps it running"
        )


def _size(path: str, size: int) -> Iterator[str]:
    if size > DISPLAY_LIMIT * 9 // 10:
        yield (
            f"{path} has {size // 1000} KB; GitHub shows no more than {DISPLAY_LIMIT // 1000} KB: "
            "split the list into chapters"
        )


def _feeds(feeds: Mapping[str, FeedState], today: str) -> Iterator[str]:
    for name, state in sorted(feeds.items()):
        if state.health in (Health.NEW, Health.QUIET):
            continue
        days = _days(state.checked, today) if state.checked else 0
        if state.health is Health.FAILED or days > _PATIENCE_WITH_FEEDS:
            since = f", last read well on {state.checked}" if state.checked else ""
            yield f"source {name} is {state.health.value}{since}" + (f": {state.detail}" if state.detail else "")


def _days(since: str, today: str) -> int:
    try:
        return (date.fromisoformat(today) - date.fromisoformat(since)).days
    except ValueError:
        return 0
