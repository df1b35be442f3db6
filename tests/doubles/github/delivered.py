"""Decisions of the app that can be stopped anywhere on their way to GitHub; the app starts again and goes on."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator

from bot.errors import GleanerError
from tests.doubles.github import day, refreshed
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.interrupted import Drill
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
    """Five proposals wait on an older list; what the maintainer decides about them is written down, none of it sent."""
    double.push({LIST: refreshed.TEXT}, message="Begin")
    forge = forge_on(double)
    for number, *_ in DECISIONS:
        forge.apply(refreshed.opened(forge, number))
    double.push({LIST: refreshed.TEXT.replace("# Awesome", "# Awesome Again")})
    with _app(double) as (desk, _):
        known = {key: proposal.key for key, proposal in states(forge_on(double)).items()}
        desk.reading()
        for number, act, words, edits in DECISIONS:
            key = known[day.key(number)]
            desk.decide(Wish(op=f"{number}", key=key, version=0, act=act, edits=edits or None, **words), "wren")


@contextlib.contextmanager
def _app(double: GitHubDouble) -> Iterator[tuple[Desk, Delivery]]:
    """The app on a folder that survives it, on a clock that makes every decision due, however often it was tried."""
    journal = Journal(double.beside / "journal.sqlite3")
    forge = forge_on(double)
    desk = Desk(forge, journal, clock=lambda: 1_000_000.0, grace=0.0)
    try:
        yield desk, Delivery(journal, desk.queue, lambda _: forge, lambda: next(_CLOCK))
    finally:
        journal.close()


def deliver(double: GitHubDouble) -> None:
    """Start the app and let it send what is due, up to the attempt in which GitHub falls silent."""
    with _app(double) as (desk, delivery):
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


_DELIVERY = Drill(prepared=prepared, job=deliver, next_run=_next_run, end_state=day.end_state)
clean, cut = _DELIVERY.clean, _DELIVERY.cut
