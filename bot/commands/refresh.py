"""`gleaner refresh`: after every change of the list, render open proposals on its newest state."""

from __future__ import annotations

import argparse
import os

from bot import refresh
from bot.commands.repository import add_repo_argument, load_config, open_repository
from bot.errors import ForgeError, GleanerError
from bot.escape import log_line
from bot.model import Operation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `gleaner refresh`."""
    add_repo_argument(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")


def run(args: argparse.Namespace) -> int:
    """Bring every open proposal onto the newest list; one that cannot be does not stop the others."""
    forge = open_repository(args.repo, os.environ, dry_run=args.dry_run)
    settings = load_config(forge)
    base = forge.base((settings.list,))
    waiting = [proposal for proposal in forge.proposals() if proposal.state.waiting]
    actions, stuck = refresh.refresh(base, waiting)
    failed = 0
    for action in actions:
        try:
            outcome = forge.apply(action)
        except ForgeError as error:
            failed += 1
            print(log_line(f"! {action.proposal.branch}: {error}"))
            continue
        if outcome.operation is not Operation.NONE:
            print(log_line(f"{outcome.operation} {action.proposal.branch}  {action.proposal.paper.title}"))
    for one in stuck:
        print(log_line(f"! {one.proposal.branch}: {one.reason}"))
    print(f"{len(waiting)} waiting, {len(actions) - failed} brought up to date, {len(stuck) + failed} need a person")
    if failed and failed == len(actions):
        raise GleanerError("no proposal could be refreshed; the lines above say why")
    return 0
