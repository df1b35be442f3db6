"""Measure edits of one entry on lists drawn at random and on lists given by path: no other byte, and the way back.

usage: python -m benchmarks.edits [--lists 200] [--seed 1] [--show N] [--kind KIND] [FILE…]
Without files: on lists of the hands of `benchmarks.hands`, every field of one entry is changed, the entry moved and
removed. The outcome has to be the very bytes of the list that had the value from the start, and changing it back has
to restore them. With files: on entries of these lists drawn at random, what changes has to be one piece of the entry,
be read back, and go back. Refusals are counted apart, with their reasons. `--show` prints that many faults.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.edits import drawn, real
from benchmarks.hands.__main__ import FORMS


def main() -> int:
    """Print one line a kind of edit, then the reasons of refusals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--lists", type=int, default=200)
    parser.add_argument("--each", type=int, default=5, help="entries of each file")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--kind", default="", help="only edits of this kind")
    args = parser.parse_args()
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    why: Counter[str] = Counter()
    for where, kind, told in _outcomes(args):
        if told == "unread" or (args.kind and kind != args.kind):
            continue
        tried.update(("all", kind))
        reason = told.split("\n", 1)[0]
        if reason.startswith("refused"):
            refused.update(("all", kind))
            why[f"{kind} {reason}"] += 1
        elif told:
            wrong.update(("all", kind))
            why[f"{kind} {reason}"] += 1
        if told and sum(why.values()) <= args.show:
            print(f"--- {where} {kind}: {told}")
    for kind in sorted(tried, key=lambda kind: (kind != "all", kind)):
        print(f"{kind}: {wrong[kind]} wrong, {refused[kind]} refused of {tried[kind]}")
    for reason, count in why.most_common(40):
        print(f"  {count} {reason[:150]}")
    return 0


def _outcomes(args: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Where, which edit, and what is wrong with it."""
    for path in args.files:
        for kind, told in real.faults(path.read_bytes().decode("utf-8", "surrogateescape"), args.each, args.seed):
            yield path.name, kind, told
    for number in range(0 if args.files else args.lists):
        sort = ("lines", *FORMS)[number % (len(FORMS) + 1)]
        for kind, told in drawn.faults(drawn.scene(sort, f"{args.seed}/{number}")):
            yield f"{sort} {number}", kind, told


if __name__ == "__main__":
    sys.exit(main())
