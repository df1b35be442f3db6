"""`match`: say which papers are already known."""

from __future__ import annotations

import argparse

from bot.errors import GleanerError, UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    against = parser.add_mutually_exclusive_group(required=True)
    against.add_argument("--list", metavar="LIST", help="a list (Markdown)")
    against.add_argument("--known", metavar="FILE", help="known papers, JSON Lines; - for standard input")
    parser.add_argument(
        "--papers", required=True, metavar="FILE", help="papers to ask about, JSON Lines; - for standard input"
    )
    parser.add_argument(
        "--index",
        metavar="FILE",
        help="keep what was read from --known in FILE, and read it back while the known papers are the same",
    )


def run(args: argparse.Namespace) -> int:
    """Print one JSON object per paper, in the order of the input; papers are read and answered as a stream."""
    if args.known == "-" and args.papers == "-":
        raise GleanerError("--known and --papers cannot both be standard input; give a file for one of them")
    if args.index and (args.list or args.known == "-"):
        raise UsageError("--index keeps the papers of a file: it goes with --known FILE")
    from bot.commands.match_job import answer_papers  # a wrong word is refused before what this needs is loaded

    answer_papers(args.papers, in_list=args.list, known=args.known, kept_in=args.index)
    return 0
