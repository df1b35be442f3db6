"""`lint`: the list's own faults, with the line, a reason a person can check, and the fix where one is safe."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot import awesome
from bot.checking import lint
from bot.checking.fault import Fault, Kind, Severity, counted
from bot.commands.book_files import whole_list
from bot.commands.cross_listing import policy_for
from bot.commands.fault_options import add_fault_options
from bot.commands.list_file import read_list, write_list
from bot.escape import log_line
from bot.proposing.line_changes import changed

_MANY = 6
"""So many papers in two sections are told in one line."""
_NAMED = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "list",
        nargs="?",
        metavar="LIST",
        help="the list (Markdown); a folder, or nothing for this one: the list in all the files that its config names",
    )
    add_fault_options(parser, "a paper in several sections", "a warning")
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes to the file, then report what is left")


def run(args: argparse.Namespace) -> int:
    """Print the faults; exit 1 where an error stands, 0 with warnings only."""
    if args.list is None or Path(args.list).is_dir():
        return _whole(args, args.list or ".")
    text = read_list(args.list)
    if args.fix:
        text = _fix(args.list, text)
    alist = awesome.parse(text)
    faults = lint.lint(alist, policy_for(args.list, args.cross_listing, "warn"))
    for said in map(_json, faults) if args.json else _lines(args.list, faults):
        print(said)
    print(f"{args.list}: {_sum(alist, faults)}", file=sys.stderr)
    return int(any(fault.severity is Severity.ERROR for fault in faults))


def _whole(args: argparse.Namespace, folder: str) -> int:
    """Lint the list in all its files; each fault is printed with the file it is in."""
    from bot.checking import lint_book

    root, settings, book = whole_list(folder)
    shown = {path: os.path.relpath(root / path) for path in book.texts}
    if args.fix:
        after = {path: _written(shown[path], book.texts[path], text) for path, text in lint_book.fixed(book).items()}
        book = book.with_texts(after)
    found = lint_book.faults(book, args.cross_listing or settings.cross_listing)
    for path, faults in found.items():
        for said in (_json(fault, path) for fault in faults) if args.json else _lines(shown[path], faults):
            print(said)
        print(f"{log_line(shown[path])}: {_sum(book.file(path), faults)}", file=sys.stderr)
    return int(any(fault.severity is Severity.ERROR for faults in found.values() for fault in faults))


def _json(fault: Fault, path: str = "") -> str:
    return json.dumps({**({"file": path} if path else {}), **record(fault)}, ensure_ascii=False)


def _lines(path: str, faults: Sequence[Fault]) -> Iterator[str]:
    """The lines for people; where many papers stand in two sections, that is a habit, and one last line sums it up."""
    crossing = [f for f in faults if f.kind is Kind.CROSS_LISTED and f.severity is Severity.WARNING and not f.elsewhere]
    folded = crossing if len(crossing) >= _MANY else []
    for fault in faults:
        if fault not in folded:
            yield line(path, fault) + (" (--fix mends it)" if fault.fix is not None else "")
    if folded:
        pairs = ", ".join(f"{fault.line} ({fault.related})" for fault in folded[:_NAMED])
        more = f" and {len(folded) - _NAMED} more" if len(folded) > _NAMED else ""
        reason = f"{len(folded)} papers are listed in another section too, each with that line: {pairs}{more}"
        hint = " (--json says each; `cross_listing: allow` in the config, or --cross-listing allow, if you mean it)"
        yield line(path, replace(folded[0], reason=reason)) + hint


def _sum(alist: awesome.AwesomeList, faults: Sequence[Fault]) -> str:
    """How many faults of each severity; a file without entries is called that, not faultless."""
    if alist.entries or faults:
        return counted(faults)
    return "no entry that Gleaner can read, so there was nothing to look at; is this the list?"


def _fix(path: str, before: str) -> str:
    return _written(path, before, lint.fixed(before))


def _written(path: str, before: str, after: str) -> str:
    if after == before:
        print(f"{path}: nothing to fix safely", file=sys.stderr)
        return before
    write_list(path, after)
    told = changed(before.split("\n"), after.split("\n"))
    count = sum(max(part.end - part.start, part.last - part.first) for part in told)
    print(f"{path}: {count} line{'s' * (count != 1)} fixed", file=sys.stderr)
    return after


def record(fault: Fault) -> dict[str, object]:
    """The JSON object of a fault; `fix` is the new text of the lines `line`..`end_line`, or null.

    Where the fault is mended in another file, `related_file` names it, and `suggested` goes behind its line `related`.
    """
    elsewhere = {"related_file": fault.elsewhere} if fault.elsewhere else {}
    return {
        "line": fault.line,
        "end_line": fault.end_line,
        "kind": fault.kind,
        "severity": fault.severity,
        "reason": fault.reason,
        "related": fault.related or None,
        "fix": fault.fix,
        **elsewhere,
        **({"suggested": fault.suggested} if fault.suggested else {}),
    }


def line(path: str, fault: Fault) -> str:
    """A fault for people, in the form that editors jump to: `README.md:12: error: …`."""
    return f"{log_line(path)}:{fault.line}: {fault.severity}: {log_line(fault.reason)} [{fault.kind}]"
