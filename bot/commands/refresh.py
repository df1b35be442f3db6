"""`gleaner refresh`: after every change of the list, render open proposals on its newest state."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.actions import Action, Operation, Outcome
from bot.commands.clock import today
from bot.commands.repository import add_repo_argument, load_config, open_repository, read_list
from bot.errors import ForgeError, GleanerError
from bot.escape import log_line
from bot.model import Base, Proposal

if TYPE_CHECKING:
    from bot.config import Config
    from bot.forge import Forge


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `gleaner refresh`."""
    add_repo_argument(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")


def run(args: argparse.Namespace) -> int:
    """Bring every open proposal onto the newest list; one that cannot be brought there does not stop the others."""
    forge = open_repository(args.repo, os.environ, dry_run=args.dry_run)
    settings = load_config(forge)
    from bot.commands import upkeep_job  # heavy: what is refused above is refused at once
    from bot.proposing import refresh

    base = read_list(forge, settings.layout)
    known = forge.proposals()
    waiting = [proposal for proposal in known if proposal.state.waiting]
    actions, stuck = refresh.refresh(base, waiting)
    outcomes = _apply(forge, actions)
    failed = len(actions) - len(outcomes)
    for one in stuck:
        print(log_line(f"! {one.proposal.branch}: {one.reason}"))
    notes = _show(forge, settings, base, [*known, *(outcome.proposal for outcome in outcomes)])
    notes += [] if args.dry_run else upkeep_job.refresh(forge, settings, base)
    for note in notes:
        print(log_line(f"! {note}"))
    print(f"{len(waiting)} waiting, {len(outcomes)} brought up to date, {len(stuck) + failed} need a person")
    if failed and not outcomes:
        raise GleanerError("no proposal could be refreshed; the lines above say why")
    return 0


def _apply(forge: Forge, actions: Iterable[Action]) -> list[Outcome]:
    """Apply each action and print what it did, or why the forge refused it; returns the outcomes of those applied."""
    outcomes = []
    for action in actions:
        try:
            outcome = forge.apply(action)
        except ForgeError as error:
            print(log_line(f"! {action.proposal.branch}: {error}"))
            continue
        outcomes.append(outcome)
        if outcome.operation is not Operation.NONE:
            print(log_line(f"{outcome.said} {action.proposal.branch}  {action.proposal.paper.title}"))
    return outcomes


def _show(forge: Forge, settings: Config, base: Base, proposals: Iterable[Proposal]) -> list[str]:
    """Bring the dashboard up to date, where there is one; returns what went wrong, in sentences."""
    from bot import ledger
    from bot.commands.job import rules_of
    from bot.commands.steering import SteeringDesk, by_number, keep_up, steerable

    github = steerable(forge)
    if github is None or not settings.dashboard:
        return []
    kept = ledger.read(forge.read_ledger())
    desk = SteeringDesk(
        forge=github, rules=rules_of(settings, today()), ledger=kept, proposals=by_number(proposals), base=base
    )
    return [*keep_up(desk), *desk.notes]
