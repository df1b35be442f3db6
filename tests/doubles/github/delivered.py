"""Decisions of the app that can be stopped anywhere on their way to GitHub; the app starts again and goes on."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.errors import GleanerError
from tests.doubles.github import day, refreshed
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, states
from webapp.services.delivery import Delivery
from webapp.services.desk import Desk, Wish
from webapp.services.journal import Act, Journal

DECISIONS: tuple[tuple[int, Act, dict[str, str], dict[str, str]], ...] = (
    (1, Act.ACCEPT, {}, {}),
    (2, Act.REJECT, {"reason": "out of scope"}, {}),
    (3, Act.SNOOZE, {"until": "2027-01-02"}, {}),
    (4, Act.ACCEPT, {}, {"venue": "ICML 2026"}),
    (5, Act.REVISE, {}, {"section": "Awesome > Two"}),
)
"""What the maintainer decides: paper, act, words, edits."""
_CLOCK = itertools.count(1_000_000_000.0, 1000.0)
"""Goes on from one start of the app to the next, as a clock does."""


def prepared(double: GitHubDouble) -> None:
    """Five proposals wait on an older list."""
    double.push({LIST: refreshed.TEXT}, message="Begin")
    forge = forge_on(double)
    for number, *_ in DECISIONS:
        forge.apply(refreshed.opened(forge, number))
    double.push({LIST: refreshed.TEXT.replace("# Awesome", "# Awesome Again")})


@contextlib.contextmanager
def _app(double: GitHubDouble, folder: Path) -> Iterator[tuple[Desk, Delivery]]:
    """The app on a folder that survives it, on a clock that makes every decision due, however often it was tried."""
    journal = Journal(folder / "journal.sqlite3")
    forge = forge_on(double)
    desk = Desk(forge, journal, clock=lambda: 1_000_000.0, grace=0.0)
    try:
        yield desk, Delivery(journal, desk.queue, lambda _: forge, lambda: next(_CLOCK))
    finally:
        journal.close()


def decide(double: GitHubDouble, folder: Path) -> None:
    """Write the decisions down; none has left for GitHub yet."""
    with _app(double, folder) as (desk, _):
        known = {key: proposal.key for key, proposal in states(forge_on(double)).items()}
        desk.reading()
        for number, act, words, edits in DECISIONS:
            key = known[day.key(number)]
            desk.decide(Wish(op=f"{number}", key=key, version=0, act=act, edits=edits or None, **words), "wren")


def deliver(double: GitHubDouble, folder: Path) -> None:
    """Start the app and let it send what is due, up to the attempt in which GitHub falls silent."""
    with _app(double, folder) as (desk, delivery):
        with contextlib.suppress(GleanerError):
            desk.reading()
        while delivery.step():
            if (double.desk.dead_after or 0) < 0:
                return


def _next_run(double: GitHubDouble) -> None:
    """What the next scheduled run finishes: the branch and the label of a merge that was cut off behind it."""
    forge = forge_on(double)
    forge.proposals()
    forge.write_ledger({"feeds.json": "{}"}, "Keep")


def clean(seed: int) -> tuple[dict[str, Any], int]:
    """The end state of decisions nobody disturbs, and the requests of their delivery."""
    with GitHubDouble(seed=seed) as double, tempfile.TemporaryDirectory() as folder:
        prepared(double)
        decide(double, Path(folder))
        start = len(double.requests)
        deliver(double, Path(folder))
        taken = len(double.requests) - start
        _next_run(double)
        return day.end_state(double), taken


def cut(seed: int, point: int, *, last_is_done: bool) -> dict[str, Any]:
    """The end state where GitHub fell silent at one request (carried out or not) and the app was started again."""
    with GitHubDouble(seed=seed) as double, tempfile.TemporaryDirectory() as folder:
        prepared(double)
        decide(double, Path(folder))
        double.kill_after(point, last_is_done=last_is_done)
        deliver(double, Path(folder))
        double.kill_after(None)
        deliver(double, Path(folder))
        _next_run(double)
        return day.end_state(double)
