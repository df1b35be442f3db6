"""Measure where the list editor puts an entry, on single additions that people really made.

usage: python -m benchmarks.places FOLDER [--limit 10] [--earlier 8]
FOLDER holds `*.jsonl.xz`, one file a list, oldest addition first; each record has `before` (the whole text), `line`
(1-based, in front of which the block went), `added`, `section`, and `paper` with what the block says. Blank lines are
no difference. References in the same run: always first, always last, and as this list did last time. With history, the
list's earlier records stand in for the commits before: they lie further apart than the last commits of a file do.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import awesome, house_style
from bot.errors import GleanerError
from bot.paper_json import paper_from

Record = Mapping[str, Any]
HELD_BACK = 3
"""One list in three, by a hash of its name, was not looked at while rules were made."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a person put an entry: lines with text above it, and where in its section that is."""

    above: frozenset[int]
    kind: str


def main() -> int:
    """Print one line a list and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=10, help="additions a list, evenly spaced; 0 for all")
    parser.add_argument("--earlier", type=int, default=8, help="earlier additions that serve as history")
    args = parser.parse_args()
    sums: dict[str, Counter[str]] = {"seen": Counter(), "held back": Counter()}
    for path in sorted(args.folder.glob("*.jsonl.xz")):
        name = path.name.removesuffix(".jsonl.xz")
        held = int(hashlib.sha256(name.encode()).hexdigest(), 16) % HELD_BACK == 0
        counts = _measured(_records(path), args.limit, args.earlier)
        sums["held back" if held else "seen"] += counts
        print(_row(name + (" (held back)" if held else ""), counts), flush=True)
    for part, counts in (*sums.items(), ("all", sums["seen"] + sums["held back"])):
        print(_row(part, counts))
    return 0


def _records(path: Path) -> list[Record]:
    with lzma.open(path, "rt", encoding="utf8", newline="\n") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _row(name: str, counts: Counter[str]) -> str:
    shares = (f"{what} {counts[what] / counts['n']:.1%}" for what in MEASURES if counts["n"])
    return f"{name[:60]:60} n={counts['n']:4} {'  '.join(shares)}  failed {counts['failed']}"


MEASURES = ("text alone", "with history", "always first", "always last", "as last time")


def _measured(records: Sequence[Record], limit: int, earlier: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    last = "first"
    for number, record in _spread(records, limit):
        truth = _truth(record)
        counts["n"] += 1
        counts["always first"] += truth.kind in ("first", "only")
        counts["always last"] += truth.kind in ("last", "only")
        if number:
            last = _truth(records[number - 1]).kind
        counts["as last time"] += truth.kind == "only" or (truth.kind == last != "middle")
        history = [(r["before"], _after(r)) for r in reversed(records[max(0, number - earlier) : number])]
        for measure, known in (("text alone", []), ("with history", history)):
            try:
                counts[measure] += _above(record, known) in truth.above
            except GleanerError:
                counts["failed"] += 1
    return counts


def _spread(records: Sequence[Record], limit: int) -> Iterator[tuple[int, Record]]:
    if not limit or len(records) <= limit:
        yield from enumerate(records)
        return
    for step in range(limit):
        number = round(step * (len(records) - 1) / max(1, limit - 1))
        yield number, records[number]


def _after(record: Record) -> str:
    lines = record["before"].split("\n")
    lines[record["line"] - 1 : record["line"] - 1] = record["added"][:-1].split("\n")
    return "\n".join(lines)


def _truth(record: Record) -> Truth:
    """Every place that describes the same change: equal lines around the block make several."""
    before = record["before"].split("\n")
    low, high = around(before, _after(record).split("\n"))
    text = [bool(line.strip()) for line in before]
    return Truth(frozenset(sum(text[:line]) for line in range(low, high + 1)), str(record["position"]))


def around(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """The first and the last line in front of which the change may have been put in."""
    head = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    pairs = zip(reversed(before), reversed(after), strict=False)
    tail = next((n for n, (a, b) in enumerate(pairs) if a != b), len(before))
    return max(0, len(before) - tail), head


def _above(record: Record, history: Sequence[tuple[str, str]]) -> int:
    """How many lines with text stand above the entry as the editor writes it."""
    paper = paper_from(dict(record["paper"]), set())
    alist = awesome.parse(record["before"], history)
    added = house_style.add(alist, paper, " > ".join(record["section"]))
    return sum(bool(line.strip()) for line in added.text.split("\n")[: added.line - 1])


if __name__ == "__main__":
    sys.exit(main())
