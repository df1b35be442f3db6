"""Replay the recorded lists beside the project day by day: what is said to be likely, and what a cut would propose.

    python -m benchmarks.cut [reliability|defaults|suggested|narrow|size] [--shared ../shared]

reliability  of papers said to be so likely, how many the maintainers took: without a background and with the ledger's
defaults     proposals a day and how many were right at each cut, for whole lists and for 26 and 10 of their entries
suggested    the cut that `init` would write after ten days, and what it proposes on the days after them
narrow       the same papers through a narrow feed: only those that hit one of the maintainers' phrases
size         bytes of the ledger's sample at its largest

Every seventh recorded day a run reads the days since: it judges them by what the sample holds, and adds them to it. The
recorded days (every third) are taken as following each other, so that the feeds bring as much a day as they did.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.relevance import Stream, _streams
from bot import background, relevance
from bot.model import Keywords, Paper

Numbers = NDArray[np.float64]
CUTS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.65, 0.8)
RUN = 7  # days
FIRST = 10  # days
SIZES = (0, 26, 10)
NAMES = {0: "whole lists", 26: "26 entries", 10: "10 entries"}


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """One list's stream: what was said of each paper, on which day (0, 1, …), and which were taken."""

    name: str
    days: NDArray[np.int64]
    likely: Numbers
    true: NDArray[np.bool_]


def replayed(stream: Stream, entries: Sequence[Paper], keywords: Keywords, *, kept: bool) -> Replayed:
    """Judge the stream run by run; `kept` says that the ledger keeps a sample."""
    papers, days = _in_a_row(stream)
    likely = np.zeros(len(papers))
    sample: tuple[Paper, ...] = ()
    for start in range(0, int(days.max()) + 1, RUN):
        here = np.flatnonzero((days >= start) & (days < start + RUN)).tolist()
        read = [papers[i] for i in here]
        today = max(paper.published for paper in read)
        if kept:
            sample = background.sampled(sample, read, today)
        rate = background.rate_of(entries, sample, today) if kept else None

        def learn(others: Sequence[Paper], rate: float | None = rate) -> relevance.Ranker:
            return relevance.learn(entries, keywords=keywords, background=others, rate=rate)

        likely[here] = [judged.score for judged in background.judged(read, sample, learn)]
    return Replayed(name=stream.name, days=days, likely=likely, true=stream.true)


def _in_a_row(stream: Stream) -> tuple[list[Paper], NDArray[np.int64]]:
    """The papers as if the recorded days followed each other, and the number of each one's day."""
    recorded = sorted({paper.published for paper in stream.papers})
    number = {day: i for i, day in enumerate(recorded)}
    first = date.fromisoformat(recorded[0])
    days = [number[paper.published] for paper in stream.papers]
    papers = [
        replace(paper, published=(first + timedelta(days=day)).isoformat())
        for paper, day in zip(stream.papers, days, strict=True)
    ]
    return papers, np.array(days)


def _some(stream: Stream, size: int) -> list[Paper]:
    """The list's entries, or `size` random ones."""
    return random.Random(stream.name).sample(stream.entries, size) if size else stream.entries  # noqa: S311  # a sample


def _all(data: Path, size: int, *, kept: bool) -> Iterator[Replayed]:
    for stream in _streams(data):
        for keywords in (Keywords(), stream.keywords):
            yield replayed(stream, _some(stream, size), keywords, kept=kept)


def reliability(data: Path) -> None:
    """Print the share taken for each band of probability."""
    for size in SIZES[:2]:
        for kept in (False, True):
            runs = list(_all(data, size, kept=kept))
            _told(f"{NAMES[size]}, {'the ledger’s sample' if kept else 'no background'}", runs)


def _told(title: str, runs: Sequence[Replayed]) -> None:
    likely, true = (np.concatenate([getattr(run, side) for run in runs]) for side in ("likely", "true"))
    loss = -np.where(true, np.log(np.maximum(likely, 1e-9)), np.log1p(-likely)).mean() * 1000
    print(f"{title}: log loss {loss:.2f} per thousand papers")
    for low in np.arange(0, 1, 0.1):
        here = (likely >= low) & (likely < low + 0.1)
        if here.any():
            print(f"  {low:.1f}–{low + 0.1:.1f}: {here.sum():6d} papers, {true[here].mean():.3f} taken", flush=True)
    _cuts(runs)


def _cuts(runs: Sequence[Replayed]) -> None:
    days = sum(int(run.days.max()) + 1 for run in runs)
    for cut in CUTS:
        through = sum(int((run.likely >= cut).sum()) for run in runs)
        right = sum(int(run.true[run.likely >= cut].sum()) for run in runs)
        quiet = sum(int(run.days.max()) + 1 - len(set(run.days[run.likely >= cut].tolist())) for run in runs)
        print(
            f"  cut {cut:.0%}: {through / days:.2f} a day, {right / max(1, through):.0%} right, "
            f"{right / max(1, sum(int(run.true.sum()) for run in runs)):.0%} of the picks, "
            f"{quiet / days:.0%} of the days nothing",
            flush=True,
        )


def main() -> None:
    """Run one measurement, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=[*MEASURES, "all"], default="all")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    for name in MEASURES if args.what == "all" else [args.what]:
        print(f"# {name}", flush=True)
        MEASURES[name](args.shared / "data")


MEASURES: dict[str, Callable[[Path], None]] = {"reliability": reliability}

if __name__ == "__main__":
    main()
