"""A feed that repeats itself is stale; one that is small, or moves on, is not."""

from __future__ import annotations

import pytest

from bot.ledger import FeedState, read, write_feeds
from bot.model import Paper
from bot.planning.batch import Batch, Health
from bot.planning.freshness import FULL, MOST_IDS, looked_at


def batch(*numbers: int, health: Health = Health.NEW) -> Batch:
    papers = tuple(Paper(title=f"Paper {n}", url=f"https://arxiv.org/abs/2607.{n:05d}") for n in numbers)
    return Batch(source="arxiv", papers=papers, health=health)


def days(*batches: tuple[str, Batch]) -> list[Health]:
    """The health of each batch, each remembered as a run does."""
    state: FeedState | None = None
    found = []
    for day, one in batches:
        seen, ids, changed = looked_at(one, state, day)
        state = FeedState(health=seen.health, ids=ids, changed=changed)
        found.append(seen.health)
    return found


def test_the_same_papers_over_a_weekend_are_no_finding_and_for_a_week_they_are() -> None:
    same = batch(*range(40))
    week = [(f"2026-07-{day}", same) for day in (17, 18, 19, 20, 21, 22)]
    assert days(*week) == [Health.NEW] * 4 + [Health.STALE] * 2
    seen, _, _ = looked_at(
        same,
        FeedState(health=Health.NEW, ids=looked_at(same, None, "2026-07-17")[1], changed="2026-07-17"),
        "2026-07-22",
    )
    assert seen.detail == "stale since 2026-07-17: the same 40 papers for 5 days; the window stays open"


def test_a_feed_that_moves_on_is_new() -> None:
    moving = [(f"2026-07-{day}", batch(*range(day, day + 40))) for day in range(10, 30)]
    assert set(days(*moving, ("2026-07-30", batch(*range(500, 540))))) == {Health.NEW}


def test_one_paper_of_forty_more_is_still_the_same() -> None:
    first = looked_at(batch(*range(40)), None, "2026-07-01")
    state = FeedState(health=Health.NEW, ids=first[1], changed=first[2])
    assert looked_at(batch(*range(1, 41)), state, "2026-07-09")[0].health is Health.STALE
    assert looked_at(batch(*range(5, 45)), state, "2026-07-09")[0].health is Health.NEW


@pytest.mark.parametrize("health", [Health.QUIET, Health.FAILED, Health.PARTIAL])
def test_a_bad_day_neither_counts_nor_forgets(health: Health) -> None:
    state = FeedState(health=Health.NEW, ids=("a",), changed="2026-07-01")
    assert looked_at(batch(health=health), state, "2026-07-20")[1:] == (("a",), "2026-07-01")


def test_a_small_feed_may_be_quiet_for_long() -> None:
    small = batch(*range(FULL - 1))
    assert days(("2026-07-01", small), ("2026-07-20", small)) == [Health.NEW] * 2


def test_ids_are_kept_in_the_ledger_and_bounded() -> None:
    _, ids, changed = looked_at(batch(*range(1000)), None, "2026-07-01")
    state = FeedState(health=Health.NEW, ids=ids, changed=changed)
    assert len(ids) == MOST_IDS
    assert read({"feeds.json": write_feeds({"arxiv": state})}).feeds == {"arxiv": state}
