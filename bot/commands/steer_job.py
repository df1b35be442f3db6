"""What `steer` does: answer comments, do what is ticked, and bring open proposals onto the newest list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot import ledger
from bot.actions import Operation
from bot.commands.clock import today
from bot.commands.job import rules_of
from bot.commands.repository import load_config, open_repository
from bot.commands.run import run_url
from bot.commands.steering import SteeringDesk, answer_all, by_number, keep_up, steerable, unread
from bot.commands.workflow_event import event_of
from bot.errors import ForgeError, GleanerError
from bot.escape import log_line
from bot.proposing import comment, refresh
from bot.telling import dashboard, ticks
from bot.telling.ticks import Tick

if TYPE_CHECKING:
    from bot.proposing.orders import Remark

_STALE = 1
"""Days. An older event is of a job that somebody started again: its boxes were seen to, or are no longer wanted."""


def steer_repository(repo: str | None, env: Mapping[str, str]) -> int:
    """Do what the event in the environment asks for, if anything; raises GleanerError with what has to wait."""
    event = event_of(env)
    if not concerns_us(event):
        print("nothing here asks for anything")
        return 0
    forge = open_repository(repo, env)
    github = steerable(forge)
    if github is None:
        print("proposals on a disk are steered in the triage app, or with git; nothing to do")
        return 0
    settings = load_config(forge)
    rules = replace(rules_of(settings, today()), run_url=run_url(env))
    proposals = by_number(forge.proposals())
    desk = SteeringDesk(forge=github, rules=rules, ledger=ledger.read(forge.read_ledger()), proposals=proposals)
    failed = steer(desk, event, board=settings.dashboard)
    _print(desk)
    if failed:
        raise GleanerError("\n".join(map(log_line, failed)))
    return 0


def concerns_us(event: Mapping[str, Any]) -> bool:
    """Whether an event can ask for something at all; judged by the event alone, so that mere talk costs no request."""
    issue, said = event.get("issue"), event.get("comment")
    if not isinstance(issue, dict):
        return True
    if event.get("action") == "deleted" or (event.get("sender") or {}).get("type") == "Bot":
        return False
    if said is None:
        return dashboard.is_one(issue.get("body") or "")
    found = comment.read(said.get("body") or "", today())
    return "pull_request" in issue and bool(found.orders or found.mistakes)


def steer(desk: SteeringDesk, event: Mapping[str, Any], *, board: bool) -> list[str]:
    """Answer comments, do what is ticked, bring the rest up to date; returns what has to wait, in sentences."""
    waits: list[str] = []
    try:
        answer_all(desk, _remarks(desk, event))
    except ForgeError as error:
        waits.append(f"comments wait for the next run: {error}")
    # What a job's token merges starts no other workflow: nobody else would bring the others up to date.
    waits += bring_up(desk)
    if board:
        told, by = _ticked(desk, event)
        waits += keep_up(desk, told, by)
    return waits


def _remarks(desk: SteeringDesk, event: Mapping[str, Any]) -> list[Remark]:
    """The comment of the event as it is now, and those nobody answered yet."""
    found = {remark.id: remark for remark in unread(desk.forge, desk.ledger.heard, desk.rules.today)}
    if isinstance(event.get("comment"), dict):
        one = desk.forge.talk.one(event["comment"]["id"], event["issue"]["number"])
        if one is not None:
            found[one.id] = one
    return list(found.values())


def bring_up(desk: SteeringDesk) -> list[str]:
    """Bring every waiting proposal onto the newest list.

    Returns what has to wait, in sentences; what only a person can do is added to the notes.
    """
    actions, stuck = refresh.refresh(desk.newest(), desk.proposals.values())
    desk.notes += [f"{one.proposal.branch}: {one.reason}" for one in stuck]
    waits: list[str] = []
    for action in actions:
        try:
            desk.saw(desk.forge.apply(action))
        except ForgeError as error:
            waits.append(f"{action.proposal.branch}: {error}")
    return waits


def _ticked(desk: SteeringDesk, event: Mapping[str, Any]) -> tuple[Sequence[Tick], str]:
    """The boxes that the edit of this event ticked, and by whom; none where that person may not write."""
    issue, by = event.get("issue"), str((event.get("sender") or {}).get("login", ""))
    if not isinstance(issue, dict) or "comment" in event or not by or _old(issue, desk.rules.today):
        return (), ""
    before = (event.get("changes") or {}).get("body", {}).get("from") or ""
    fresh = [tick for tick in ticks.ticked(issue.get("body") or "") if tick not in ticks.ticked(before)]
    return (fresh, by) if fresh and desk.forge.talk.may_steer(by) else ((), "")


def _old(issue: Mapping[str, Any], today: str) -> bool:
    return str(issue.get("updated_at", ""))[:10] < (date.fromisoformat(today) - timedelta(days=_STALE)).isoformat()


def _print(desk: SteeringDesk) -> None:
    for outcome in desk.outcomes:
        if outcome.operation is not Operation.NONE:
            done = outcome.proposal
            print(log_line(f"{outcome.operation} #{done.number}  {done.paper.title}"))
    for note in desk.notes:
        print(log_line(f"! {note}"))
