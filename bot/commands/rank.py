"""`rank`: score papers by what a list's maintainers would take, and say where each belongs."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--list", required=True, type=Path, help="the list (Markdown)")
    parser.add_argument("--papers", required=True, help="papers to judge, JSON Lines; - for standard input")
    parser.add_argument(
        "--background",
        help="papers that the list did not take, JSON Lines; else those of the ledger, where LIST is in its clone",
    )
    parser.add_argument("--keywords", type=Path, help="one phrase a line; -phrase excludes, +phrase must occur")
    parser.add_argument("--decisions", type=Path, help='papers with "decision": "accept" or "reject", JSON Lines')
    parser.add_argument("--metadata", help="the list's own papers with their abstracts, JSON Lines")


def run(args: argparse.Namespace) -> int:
    """Print one JSON object per paper, in the order of the input."""
    from bot.commands.rank_job import rank  # a wrong word is refused before the models are loaded

    rank(args)
    return 0
