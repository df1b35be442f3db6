"""How much a run may open: the config's caps, the slow start, days of rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.model import Hold, Keywords, Layout, Proposal, State, Wait

SLOW_START = 3
"""A new install proposes this many at first; the number grows by one with every accepted proposal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What the config asks for, as the planner needs it.

    `today` is an ISO date, `at_least` a probability; `quiet_days` are weekdays (`Saturday`) or ISO dates on which
    nothing is opened; after `pause_after_days` without a person's decision nothing is either (0: never paused).
    """

    today: str
    path: str = "README.md"
    chapters: tuple[str, ...] = ()
    mirrors: tuple[str, ...] = ()
    keywords: Keywords = field(default_factory=Keywords)
    at_least: float = 0.35
    per_day: int = 10
    max_open: int = 5
    per_run: int = SLOW_START
    limit: int | None = None
    quiet_days: tuple[str, ...] = ()
    pause_after_days: int = 0
    only_sections: tuple[str, ...] = ()
    skip_sections: tuple[str, ...] = ()
    default_section: str = ""
    tag_aliases: Mapping[str, str] = field(default_factory=dict)
    venue_aliases: Mapping[str, str] = field(default_factory=dict)
    run_url: str = ""
    group_by: str = "paper"
    """`paper`, `section` or `run`: what goes into one proposal."""

    @property
    def layout(self) -> Layout:
        """The files of the list."""
        return Layout(path=self.path, chapters=self.chapters, mirrors=self.mirrors)


def room(proposals: Iterable[Proposal], rules: Rules) -> int:
    """How many proposals this run may open: the caps of the config, and a slow start that grows with acceptance.

    A proposal of several papers counts as one; grouped by run there is one per run.
    """
    every = list(proposals)
    if resting(every, rules):
        return 0
    waiting = sum(p.state.waiting for p in every)
    accepted = sum(p.state is State.ACCEPTED for p in every)
    caps = [rules.max_open - waiting, rules.per_run + accepted if rules.per_run else 0]
    if rules.limit is not None:
        caps.append(rules.limit)
    if rules.group_by == "run":
        caps.append(1)
    return max(0, min(caps))


def resting(proposals: Iterable[Proposal], rules: Rules) -> Hold | None:
    """Why nothing is opened today although there may be room: a quiet day, or nobody decided for long."""
    today = date.fromisoformat(rules.today)
    if rules.today in rules.quiet_days or today.strftime("%A") in rules.quiet_days:
        return Hold(wait=Wait.QUIET_DAY, reason=f"{rules.today} is a quiet day in the config")
    every = list(proposals)
    waiting = [p.created[:10] for p in every if p.state.waiting and p.created]
    if not rules.pause_after_days or not waiting:
        return None
    # A decision is a sign of life; without one, the oldest proposal that waits tells how long nobody looked.
    signs = [p.decided[:10] for p in every if p.decided and p.state in (State.ACCEPTED, State.REJECTED, State.SNOOZED)]
    last = max([*signs, min(waiting)])
    days = (today - date.fromisoformat(last)).days
    if days <= rules.pause_after_days:
        return None
    said = f"paused: nobody has decided on a proposal for {days} days; merge or close one to go on"
    return Hold(wait=Wait.PAUSE, reason=said)
