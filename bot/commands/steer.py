"""`gleaner steer`: do what a comment on a proposal, or a ticked box of the dashboard, asks for; started by its event.

Without an event (or beside one whose turn was cancelled) it answers every comment that was not answered yet.
"""

from __future__ import annotations

import argparse
import os

from bot.commands.repository import add_repo_argument


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `gleaner steer`."""
    add_repo_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Answer comments and do what is ticked; exit 1 where something has to wait for the next run."""
    from bot.commands.steer_job import steer_repository  # a wrong word is refused before what this needs is loaded

    return steer_repository(args.repo, os.environ)
