"""Whether a source gives the same papers again and again: full and valid, but stale.

A working feed may repeat itself over a weekend; the arXiv's daily lists do. One that is full and gives almost the same
papers for longer than that has stopped, and a run that says "nothing new" every day would hide it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot import identity
from bot.ledger import FeedState
from bot.planning.batch import Batch, Health

SAME = 0.95
"""Share of the last batch's papers from which on a batch counts as the same."""
FULL = 20
"""Papers: a feed of a handful is quiet for weeks without being broken."""
STALE_AFTER = 4
"""Days: longer than a weekend and the day after it."""
MOST_IDS = 300


def looked_at(batch: Batch, before: FeedState | None, today: str) -> tuple[Batch, tuple[str, ...], str]:
    """The batch, marked stale where it only repeats itself; the ids to remember; the day (ISO) they last changed."""
    ids = tuple(identity.best_key(paper) for paper in batch.papers[:MOST_IDS])
    if batch.health not in (Health.NEW, Health.STALE):
        return batch, (before.ids if before else ()), (before.changed if before else "")
    changed = today
    if before and before.changed and is_same(ids, before.ids):
        # The ids of that day stay, so that a feed which moves on by one paper a day is seen to move.
        ids, changed = before.ids, before.changed
    days = (date.fromisoformat(today) - date.fromisoformat(changed)).days
    if batch.health is Health.NEW and len(batch.papers) >= FULL and days >= STALE_AFTER:
        said = f"stale since {changed}: the same {len(batch.papers)} papers for {days} days; the window stays open"
        batch = replace(batch, health=Health.STALE, detail=said)
    return batch, ids, changed


def is_same(ids: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Whether nearly all of these ids are those of before, and nearly none is missing."""
    both = len({*ids} & {*before})
    return bool(ids) and both > SAME * max(len({*ids}), len({*before}))
