"""Are the odds still right after a few decisions? Replayed on the recorded lists beside the project.

    python -m benchmarks.odds [--shared ../shared] [--entries 43]

Every second week of the stream a person decides on the likeliest papers, best first: one or three of the first week's,
ten of the first three weeks', twenty of the first five. What nobody added counts as refused; what looks less likely
than 15 % is not asked about. Then the rest of these weeks and the two after them are judged. Each list runs whole (the
one of 2,773 entries would take too long) and cut to `--entries` random ones, without keywords and with its
maintainers'.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.cut import in_a_row
from benchmarks.relevance import Stream, background_in, streams
from bot import relevance
from bot.model import Keywords, Paper

Numbers = NDArray[np.float64]
ASKED = {1: 1, 3: 1, 10: 3, 20: 5}
"""Decisions, and the weeks whose papers are asked about."""
WEEK, LEAST, LONG = 7, 0.15, 1000
EDGES = (0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)


@dataclass(frozen=True, kw_only=True)
class After:
    """What was said after some decisions, of how many papers `taken`, and what became of the papers judged."""

    name: str
    decided: int
    taken: int
    said: Numbers
    true: NDArray[np.bool_]


def main() -> None:
    """Replay every list, then tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--entries", type=int, default=43)
    args = parser.parse_args()
    background = background_in(args.shared / "data")
    found: dict[int, list[After]] = defaultdict(list)
    for stream in streams(args.shared / "data"):
        few = random.Random(stream.name).sample(stream.entries, args.entries)
        for entries in (stream.entries, few) if len(stream.entries) < LONG else (few,):
            for keywords in (Keywords(), stream.keywords):
                ranker = relevance.learn(entries, background=background, keywords=keywords)
                for count, after in _after(stream, ranker):
                    found[count].append(after)
    for count, rows in found.items():
        print(f"# {count} decided, {len(rows)} histories")
        _tell("any answers", rows)
        _tell("all refused", [row for row in rows if not row.taken])
        _tell("all taken", [row for row in rows if row.taken == row.decided])


def _after(stream: Stream, ranker: relevance.Ranker) -> Iterator[tuple[int, After]]:
    papers, days = in_a_row(stream)
    likely = np.array([judged.score for judged in ranker.judge(papers)])
    for start in range(0, int(days.max()) - 2 * WEEK, 2 * WEEK):
        for count, weeks in {0: 1, **ASKED}.items():
            window = np.flatnonzero((days >= start) & (days < start + weeks * WEEK))
            best = window[np.argsort(-likely[window], kind="stable")][:count]
            asked = [i for i in best.tolist() if likely[i] >= LEAST]
            if count and len(asked) >= min(count, 3):
                rest = np.setdiff1d(np.flatnonzero((days >= start) & (days < start + (weeks + 2) * WEEK)), asked)
                yield count, _told(stream, ranker, papers, asked, rest)
            elif not count:
                here = np.flatnonzero((days >= start) & (days < start + 3 * WEEK))
                yield 0, After(name=stream.name, decided=0, taken=-1, said=likely[here], true=stream.true[here])


def _told(
    stream: Stream, ranker: relevance.Ranker, papers: Sequence[Paper], asked: Sequence[int], rest: NDArray[np.int64]
) -> After:
    taught = ranker.again(
        [papers[i] for i in asked if stream.true[i]], [papers[i] for i in asked if not stream.true[i]]
    )
    said = np.array([judged.score for judged in taught.judge([papers[i] for i in rest])])
    taken = int(stream.true[list(asked)].sum())
    return After(name=stream.name, decided=len(asked), taken=taken, said=said, true=stream.true[rest])


def _tell(title: str, rows: Sequence[After]) -> None:
    if not rows:
        return
    said, true = (np.concatenate([getattr(row, side) for row in rows]) for side in ("said", "true"))
    loss = -np.where(true, np.log(np.maximum(said, 1e-9)), np.log1p(-said)).mean() * 1000
    bands = [(low, high, (said >= low) & (said < high)) for low, high in pairwise(EDGES)]
    told = [f"{low:.0%}–{high:.0%}: {true[here].mean():.0%} ({here.sum()})" for low, high, here in bands if here.any()]
    print(f"{title}: log loss {loss:.2f} a thousand; {', '.join(told)}", flush=True)


if __name__ == "__main__":
    main()
