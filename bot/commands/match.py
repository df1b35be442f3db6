"""`match`: say which papers are already known."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from bot import awesome
from bot.commands.index_file import Kept, digest_of, read_index, write_index
from bot.commands.list_file import read_list
from bot.dedupe import Index
from bot.errors import GleanerError, UsageError
from bot.model import Known, Match, Paper, paper_of
from bot.paper_json import Broken, read_papers


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
    """Print one JSON object a paper, in the order of the input; papers are read and answered as a stream."""
    if args.known == "-" and args.papers == "-":
        raise GleanerError("--known and --papers cannot both be standard input; give a file for one of them")
    if args.index and (args.list or args.known == "-"):
        raise UsageError("--index keeps the papers of a file: it goes with --known FILE")
    with ExitStack() as files:
        papers = _opened(args.papers, files)
        index, places = _kept(args.known, args.index, files) if args.index else _read(args, files)
        numbers: list[int] = []
        for answered, match in enumerate(index.matches(_papers(args.papers, papers, numbers))):
            print(json.dumps(record(numbers[answered], match, places), ensure_ascii=False))
    return 0


def _read(args: argparse.Namespace, files: ExitStack) -> tuple[Index, list[int]]:
    places: list[int] = []
    known = _listed(args.list, places) if args.list else _recorded(args.known, _opened(args.known, files), places)
    return Index(known), places


def _kept(known: str, path: str, files: ExitStack) -> tuple[Index, list[int]]:
    """The index of a file of known papers as it was kept, or made now and kept."""
    lines = _opened(known, files)
    digest = digest_of(known)
    kept = read_index(path, digest)
    if kept is None:
        places: list[int] = []
        notes: list[str] = []
        index = Index(Known(paper=paper) for paper in _papers(known, lines, places, notes))
        kept = Kept(index=index, places=places, notes=notes)
        write_index(path, kept, digest)
        return index, places
    for note in kept.notes:
        print(note, file=sys.stderr)
    return kept.index, kept.places


def record(number: int, match: Match, places: list[int]) -> dict[str, object]:
    """The JSON object of an answer; `of` is what a person can look up: the line of a list, the place in a file."""
    return {
        "index": number,
        "verdict": match.verdict.value,
        "of": None if match.of is None else places[match.of],
        "score": match.score,
        "reasons": list(match.reasons),
    }


def _listed(path: str, places: list[int]) -> Iterator[Known]:
    for entry in awesome.parse(read_list(path)).entries:
        places.append(entry.line)
        hidden = ", commented out" if entry.commented else ""
        yield Known(paper=paper_of(entry), where=f"{path} line {entry.line}{hidden}")


def _recorded(path: str, lines: TextIO, places: list[int]) -> Iterator[Known]:
    for paper in _papers(path, lines, places):
        yield Known(paper=paper)


def _papers(path: str, lines: TextIO, places: list[int], notes: list[str] | None = None) -> Iterator[Paper]:
    """The papers of a file; a broken line is named and counted, so that places stay those of the file."""
    unknown: set[str] = set()

    def say(note: str) -> None:
        print(note, file=sys.stderr)
        if notes is not None:
            notes.append(note)

    for number, read in enumerate(read_papers(lines, unknown)):
        if isinstance(read, Broken):
            say(f"gleaner: {path} line {read.line}: {read.why}; skipped")
            continue
        places.append(number)
        yield read
    if unknown:
        say(f"gleaner: {path}: unknown keys ignored: {', '.join(sorted(unknown))}")


def _opened(path: str, files: ExitStack) -> TextIO:
    if path == "-":
        return sys.stdin
    try:
        # Only "\n" ends a line: JSON text may hold other separators.
        return files.enter_context(Path(path).open(encoding="utf-8", errors="surrogateescape", newline="\n"))
    except OSError as error:
        raise GleanerError(f"cannot read {path}: {error.strerror}; check the path") from error
