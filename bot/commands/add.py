"""`add`: insert one paper in the list's own hand."""

from __future__ import annotations

import argparse
import difflib
import io
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from bot import awesome, house_style
from bot.commands.list_file import read_list, refuse_generated, write_list
from bot.commands.papers_file import ignored
from bot.errors import ListError, UsageError
from bot.escape import log_line
from bot.forge.history import history_of
from bot.identity import is_strong, keys_of
from bot.mirrors import counterpart
from bot.model import Paper
from bot.paper_json import paper_from
from bot.reading.section_names import find_section

_SHOWN = 6
"""Sections named where one has to be chosen."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("list", metavar="LIST", help="the list (Markdown)")
    parser.add_argument(
        "--paper", required=True, metavar="FILE", help="the paper, one JSON object; - for standard input"
    )
    parser.add_argument(
        "--section", default="", help='where it goes, as "A > B"; may be left out where the list has one section'
    )
    parser.add_argument(
        "--mirror", action="append", default=[], metavar="FILE", help="the same list in another file, changed along"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--stdout", action="store_true", help="print the whole new list")
    where.add_argument("--in-place", action="store_true", help="change the file")


def run(args: argparse.Namespace) -> int:
    """Print a unified diff or the new list, or write it; mirrors are changed together with the list or not at all."""
    if args.stdout and args.mirror:
        raise UsageError("--stdout prints one list; leave it out to see the diffs of the mirrors, or use --in-place")
    alist = _listed(args.list)
    paper = _accepted(_paper(args.paper), alist)
    section = find_section(alist, args.section).path if args.section and args.mirror else ()
    _warn_of_twins(args.list, alist, paper)
    changed = [(args.list, alist.text, house_style.add(alist, paper, args.section or _only_section(alist)).text)]
    for path in args.mirror:
        mirror = _listed(path)
        changed.append((path, mirror.text, _mirrored(path, mirror, alist, section or _only_section(alist), paper)))
    for path, before, after in changed:
        _put(args, path, before, after)
    return 0


def _listed(path: str) -> awesome.AwesomeList:
    text = read_list(path)
    refuse_generated(path)
    return awesome.parse(text, history_of(path, text))


def _warn_of_twins(path: str, alist: awesome.AwesomeList, paper: Paper) -> None:
    """Say where the paper is listed already: whoever adds it by hand may want a second section, or not know."""
    keys = {key for key in keys_of(paper) if is_strong(key)}
    asked = (alist.entry(unit) for unit in alist.units if _may_hold(alist.spelt_out(unit), keys))
    there = [entry for entry in asked if keys.intersection(entry.keys)]
    if there:
        where = ", ".join(
            f"{entry.line} (“{entry.section[-1]}”)" if entry.section else f"{entry.line}" for entry in there
        )
        print(log_line(f"{path}: the list holds this paper already, in line {where}"), file=sys.stderr)


def _may_hold(block: str, keys: Collection[str]) -> bool:
    """Whether an entry may have one of these keys: an id of arXiv or OpenReview stands in it as it is.

    Reading the fields of a whole list takes longer than adding to it.
    """
    return any(found is None or found[found.lastindex or 0] in block for found in map(_VERBATIM.fullmatch, keys))


_VERBATIM = re.compile(r"arxiv:\d{4}\.(\d{4,5})|openreview:([A-Za-z0-9]+)")


def _mirrored(
    path: str, mirror: awesome.AwesomeList, alist: awesome.AwesomeList, section: tuple[str, ...], paper: Paper
) -> str:
    keys = set(keys_of(paper))
    there = next((entry for entry in mirror.entries if keys.intersection(entry.keys)), None)
    if there:
        print(f"{path}: line {there.line} holds the paper already; left as it is", file=sys.stderr)
        return mirror.text
    try:
        return house_style.add(mirror, paper, counterpart(alist, section, mirror)).text
    except ListError as error:
        raise ListError(f"{path}: {error}; no file was changed") from error


def _put(args: argparse.Namespace, path: str, before: str, after: str) -> None:
    if args.in_place:
        write_list(path, after)
    elif args.stdout:
        sys.stdout.buffer.write(after.encode("utf-8", "surrogateescape"))
    else:
        sys.stdout.buffer.write("".join(_diff(before, after, path)).encode("utf-8", "surrogateescape"))


def _only_section(alist: awesome.AwesomeList) -> tuple[str, ...]:
    used = [section for section in alist.sections if section.entries]
    if len(used) > 1:
        some = ", ".join(f"“{section.path[-1]}”" for section in used[:_SHOWN])
        more = f" and {len(used) - _SHOWN} more, as printed by `gleaner entries`" if len(used) > _SHOWN else ""
        raise UsageError(f"the list has several sections; name one with --section: {some}{more}")
    if not alist.units:
        raise ListError("the list has no entry to take the style from; write the first one by hand")
    return used[0].path if used else ()


def _paper(path: str) -> Paper:
    import json

    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ListError(f"{path}: {error.strerror}; give a file with one JSON object") from error
    except UnicodeDecodeError as error:
        raise ListError(f"{path}: not UTF-8 text; give a file with one JSON object") from error
    try:
        unknown: set[str] = set()
        paper = paper_from(json.loads(text), unknown)
    except (ValueError, RecursionError) as error:
        name = "standard input" if path == "-" else path
        raise UsageError(f"{name}: not a paper as one JSON object: {error}") from error
    if unknown:
        print(ignored(path, unknown), file=sys.stderr)
    return paper


def _accepted(paper: Paper, alist: awesome.AwesomeList) -> Paper:
    """The paper as a run would propose it: with the venue from its comment or reference, spelt as in the list."""
    if paper.venue or not (paper.comment or paper.journal_ref):
        return paper
    from bot import venue  # its tables take their time, and most papers come without a comment
    from bot.learning.spelling import Spelling

    return Spelling(written=tuple(entry.venue for entry in alist.entries if entry.venue)).of(venue.filled(paper))


def _diff(before: str, after: str, path: str) -> Iterator[str]:
    """A unified diff that `git apply` takes, a missing last newline included."""
    # For git only a line feed ends a line.
    old, new = (io.StringIO(text, newline="\n").readlines() for text in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
