"""`check`: what a change of a list adds; for people's pull requests too. Reads two files and runs nothing of theirs."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from bot import awesome
from bot.check import Change, check
from bot.commands.lint import counted, line, record
from bot.commands.list_file import read_list
from bot.escape import log_line, markdown, text
from bot.fault import Fault, Severity

_ROWS = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("list", metavar="LIST", help="the list after the change (Markdown)")
    parser.add_argument("--against", required=True, metavar="OLD", help="the list before it")
    parser.add_argument("--json", action="store_true", help="print JSON Lines")
    parser.add_argument(
        "--cross-listing",
        choices=("allow", "warn", "forbid"),
        default="forbid",
        help="what an added paper is that stands in another section: nothing, a warning, an error (default)",
    )


def run(args: argparse.Namespace) -> int:
    """Print what the change adds; exit 1 where an error stands, as an added duplicate is."""
    before, after = awesome.parse(read_list(args.against)), awesome.parse(read_list(args.list))
    change = check(before, after, args.cross_listing)
    for fault in change.faults:
        if args.json:
            print(json.dumps(record(fault), ensure_ascii=False))
        else:
            _tell(args.list, fault, annotate=os.environ.get("GITHUB_ACTIONS") == "true")
    print(f"{args.list}: {_headline(change)}", file=sys.stderr)
    _summarise(args.list, change, os.environ)
    return int(any(fault.severity is Severity.ERROR for fault in change.faults))


def _tell(path: str, fault: Fault, *, annotate: bool) -> None:
    print(annotation(path, fault) if annotate else line(path, fault))
    for written in (fault.fix or "").splitlines():
        bare = written.lstrip(" ")
        print(f"    + {' ' * (len(written) - len(bare))}{log_line(bare, 0)}")


def _headline(change: Change) -> str:
    counts = f"{len(change.added)} added, {len(change.edited)} edited, {len(change.removed)} removed"
    return f"{counts}; {counted(change.faults)}"


def annotation(path: str, fault: Fault) -> str:
    """A fault as a workflow command: GitHub shows it beside the line."""
    file = _property(path)
    where = f"file={file},line={fault.line},endLine={fault.end_line},title={_property(f'Gleaner: {fault.kind}')}"
    return f"::{fault.severity} {where}::{_data(log_line(fault.reason))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _summarise(path: str, change: Change, env: Mapping[str, str]) -> None:
    """Hand the result to the job's summary where there is a job."""
    if env.get("GITHUB_STEP_SUMMARY"):
        with Path(env["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8", errors="replace") as file:
            file.write(summary(path, change))


def summary(path: str, change: Change) -> str:
    """The result as Markdown: a table of faults, then the suggested texts."""
    parts = [f"### {markdown(path)}: {_headline(change)}"]
    if change.faults:
        rows = [
            f"| {fault.line} | {fault.severity} | {fault.kind} | {markdown(fault.reason, 500)} |"
            for fault in change.faults[:_ROWS]
        ]
        parts.append("\n".join(["| line | weight | kind | what |", "|---|---|---|---|", *rows]))
    if len(change.faults) > _ROWS:
        parts.append(f"… and {len(change.faults) - _ROWS} more, in the log.")
    suggested = [fault for fault in change.faults if fault.fix is not None][:_ROWS]
    parts += [f"Suggested for lines {f.line}–{f.end_line}:\n\n{_exact(f.fix or '')}" for f in suggested]
    return "\n\n".join(parts) + "\n"


def _exact(block: str) -> str:
    """A block to copy, every visible byte as it is; nothing acts inside a fence, and no line of it closes this one."""
    inside = text(block)
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", inside)), default=0))
    return f"{ticks}markdown\n{inside}\n{ticks}"
