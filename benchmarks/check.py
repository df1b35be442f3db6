"""What `check` says of additions that maintainers made themselves, and of copies planted beside them.

`python benchmarks/check.py FOLDER [--each N]`: FOLDER holds the replay (one real addition a record, `*.jsonl.xz`). What
a maintainer merged is right unless the list says otherwise, so every error is looked at, notices are counted by kind.
The copies are a listed paper of the same section written again under another address of the same paper, or with another
case of its title; each has to be an error.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot import awesome
from bot.awesome import AwesomeList
from bot.checking.check import Change, check
from bot.checking.fault import Kind, Severity
from bot.identity import is_strong
from bot.model import Entry


def records(folder: Path, each: int) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.jsonl.xz")):
        lines = lzma.decompress(file.read_bytes()).decode("utf-8").splitlines()
        random.Random(1).shuffle(lines)
        yield from map(json.loads, lines[:each])


def after(record: dict[str, Any]) -> str:
    lines = record["before"].split("\n")
    lines[record["line"] - 1 : record["line"] - 1] = record["added"][:-1].split("\n")
    return "\n".join(lines)


def copied(alist: AwesomeList, dice: random.Random) -> str | None:
    """The list with one of its arXiv papers written once more right behind itself, under another address."""
    fit = [e for e in alist.entries if e.url.startswith("https://arxiv.org/abs/") and any(map(is_strong, e.keys))]
    if not fit:
        return None
    entry: Entry = dice.choice(fit)
    start, end = alist.lines[entry.line - 1].start, alist.lines[entry.end_line - 1].end
    block = alist.text[start:end]
    again = block.replace(entry.url, entry.url.replace("/abs/", "/pdf/").split("v")[0] + "v2")
    again = again.replace(entry.title, entry.title.swapcase()) if dice.random() < 0.5 else again
    return f"{alist.text[:end]}\n{again}{alist.text[end:]}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=20, help="records of each list")
    parser.add_argument("--show", action="store_true", help="print every error and warning")
    args = parser.parse_args()
    kinds: Counter[tuple[Severity, Kind]] = Counter()
    dice, real, quiet, planted, found = random.Random(2), 0, 0, 0, 0
    for record in records(args.folder, args.each):
        before, new = awesome.parse(record["before"]), awesome.parse(after(record))
        change = check(before, new, "warn")
        real, quiet = real + 1, quiet + (not change.faults)
        kinds.update({(fault.severity, fault.kind) for fault in change.faults})
        if args.show:
            show(record["list"], change)
        twice = copied(new, dice)
        if twice is not None:
            told = check(new, awesome.parse(twice), "warn")
            planted, found = planted + 1, found + any(f.severity is Severity.ERROR for f in told.faults)
    print(f"{real} real additions, {quiet} without a word ({quiet / real:.1%})")
    for (severity, kind), count in sorted(kinds.items(), key=lambda each: -each[1]):
        print(f"  {severity:<8} {kind:<18} {count:>4}  {count / real:.1%}")
    print(f"{planted} planted copies, {found} errors ({found / planted:.1%})")


def show(name: str, change: Change) -> None:
    for fault in change.faults:
        if fault.severity is not Severity.NOTICE:
            print(f"{name}:{fault.line}: {fault.severity} {fault.kind}: {fault.reason[:240]}", flush=True)


if __name__ == "__main__":
    main()
