"""`lint`: the list's own faults, with the line, a reason a person can check, and the fix where one is safe."""

from __future__ import annotations

import argparse
import json
import sys

from bot import awesome, lint
from bot.commands.cross_listing import policy_for
from bot.commands.list_file import read_list, write_list
from bot.escape import log_line
from bot.fault import Fault, Severity, counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("list", metavar="LIST", help="the list (Markdown)")
    parser.add_argument("--json", action="store_true", help="print JSON Lines")
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes to the file, then report what is left")
    parser.add_argument(
        "--cross-listing",
        choices=("allow", "warn", "forbid"),
        help="what a paper in several sections is: nothing, a warning, an error (default: what the list's config says, "
        "else a warning)",
    )


def run(args: argparse.Namespace) -> int:
    """Print the faults; exit 1 where an error stands, 0 with warnings only."""
    text = read_list(args.list)
    if args.fix:
        text = _fix(args.list, text)
    faults = lint.lint(awesome.parse(text), policy_for(args.list, args.cross_listing, "warn"))
    for fault in faults:
        hint = " (--fix mends it)" if fault.fix is not None else ""
        print(json.dumps(record(fault), ensure_ascii=False) if args.json else line(args.list, fault) + hint)
    print(f"{args.list}: {counted(faults)}", file=sys.stderr)
    return int(any(fault.severity is Severity.ERROR for fault in faults))


def _fix(path: str, before: str) -> str:
    after = lint.fixed(before)
    if after == before:
        print(f"{path}: nothing to fix safely", file=sys.stderr)
        return before
    write_list(path, after)
    changed = sum(old != new for old, new in zip(before.split("\n"), after.split("\n"), strict=False))
    print(f"{path}: {changed} line{'s' * (changed != 1)} fixed", file=sys.stderr)
    return after


def record(fault: Fault) -> dict[str, object]:
    """The JSON object of a fault; `fix` is the new text of the lines `line`..`end_line`, or null."""
    return {
        "line": fault.line,
        "end_line": fault.end_line,
        "kind": fault.kind,
        "severity": fault.severity,
        "reason": fault.reason,
        "related": fault.related or None,
        "fix": fault.fix,
    }


def line(path: str, fault: Fault) -> str:
    """A fault for people, in the form that editors jump to: `README.md:12: error: …`."""
    return f"{log_line(path)}:{fault.line}: {fault.severity}: {log_line(fault.reason)} [{fault.kind}]"
