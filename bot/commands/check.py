"""`check`: what a change of a list adds; for people's pull requests too. Reads texts and runs nothing of theirs."""

from __future__ import annotations

import argparse
import os

from bot.commands.fault_options import add_fault_options
from bot.commands.repository import add_repo_argument
from bot.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("list", nargs="?", metavar="LIST", help="the list after the change (Markdown), or its folder")
    parser.add_argument("--against", metavar="OLD", help="the list before it, or its folder")
    parser.add_argument(
        "--pull-request",
        nargs="?",
        type=int,
        const=0,
        metavar="NUMBER",
        help="check a pull request on GitHub instead (default: the one whose event started this job)",
    )
    add_repo_argument(parser)
    add_fault_options(parser, "an added paper that stands in another section", "an error")


def run(args: argparse.Namespace) -> int:
    """Print what the change adds; exit 1 where an error stands, as an added duplicate is."""
    if args.pull_request is not None and (args.list or args.against):
        raise UsageError("check takes either LIST --against OLD, or --pull-request; not both")
    if args.pull_request is None and not (args.list and args.against):
        raise UsageError("check wants LIST --against OLD, or --pull-request [NUMBER] --repo OWNER/NAME")
    from bot.commands import check_job  # a word that is refused is refused before a list's readers are loaded

    if args.pull_request is not None:
        return check_job.of_pull(args, os.environ)
    return check_job.of_texts(args, os.environ)
