"""Replay the recorded lists beside the project day by day: what is said to be likely, and what a cut would propose.

    python -m benchmarks.cut [reliability|advised|narrow|size] [--shared ../shared] [--entries N]

reliability  of papers said to be so likely, how many the maintainers took, and proposals a day at each cut: without a
             background and with the ledger's sample; `--entries 26` on so many random entries of each list
advised      the cut that `init` would have written after ten days, and what it proposes on the days after them
narrow       the same through a narrow feed: only the papers that hit one of the maintainers' phrases
size         bytes of the ledger's sample at its largest, and of what it adds a day to the history of the ledger

Every seventh recorded day a run reads the days since: it judges them by what the sample holds, and adds them to it. The
recorded days (every third) are taken as following each other, so that the feeds bring as much a day as they did. Each
list runs twice, without keywords and with those of its maintainers. Lists whose maintainers added fewer than ten of the
papers since are told apart: they take next to nothing, whatever is proposed.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.relevance import LEAST_TRUE, Stream, metrics, streams
from bot import ledger, relevance
from bot.config import Cut
from bot.learning import background, simulate
from bot.learning.signals import occurs
from bot.learning.simulate import Seen, Simulation
from bot.model import Keywords, Paper

Numbers = NDArray[np.float64]
CUTS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.65, 0.8)
RUN, FIRST = 7, 10  # days
BANDS = 10


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """One list's stream: what was said of each paper, on which day (0, 1, …), and which were taken."""

    name: str
    days: NDArray[np.int64]
    likely: Numbers
    true: NDArray[np.bool_]


def replayed(stream: Stream, entries: Sequence[Paper], keywords: Keywords, *, kept: bool) -> Replayed:
    """Judge the stream run by run; `kept` says that the ledger keeps a sample."""
    papers, days = in_a_row(stream)
    likely = np.zeros(len(papers))
    sample: tuple[Paper, ...] = ()
    for start in range(0, int(days.max()) + 1, RUN):
        here = np.flatnonzero((days >= start) & (days < start + RUN)).tolist()
        read = [papers[i] for i in here]
        today = max(paper.published for paper in read)
        if kept:
            sample = background.sampled(sample, read, today)

        def learn(others: Sequence[Paper], rate: float) -> relevance.Ranker:
            return relevance.learn(entries, keywords=keywords, background=others, rate=rate if kept else None)

        judged = background.judged(read, sample, learn, entries=entries, today=today)
        likely[here] = [one.score for one in judged]
    return Replayed(name=stream.name, days=days, likely=likely, true=stream.true)


def in_a_row(stream: Stream) -> tuple[list[Paper], NDArray[np.int64]]:
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
    return random.Random(stream.name).sample(stream.entries, size) if size else stream.entries


def _all(data: Path, size: int, *, kept: bool) -> Iterator[Replayed]:
    for stream in streams(data):
        for keywords in (Keywords(), stream.keywords):
            yield replayed(stream, _some(stream, size), keywords, kept=kept)


def reliability(data: Path, size: int) -> None:
    """Print the share taken for each band of probability, and what each cut proposes."""
    for kept in (False, True):
        tell("the ledger's sample" if kept else "no background", list(_all(data, size, kept=kept)))


def tell(title: str, runs: Sequence[Replayed]) -> None:
    """Print both kinds of lists."""
    for word, chosen in (
        ("active", [run for run in runs if _active(run)]),
        ("quiet", [r for r in runs if not _active(r)]),
    ):
        if chosen:
            print(f"{title}, {len({run.name for run in chosen})} {word} lists: log loss {_loss(chosen):.2f} a thousand")
            _bands(chosen)
            _cuts(chosen)


def _active(run: Replayed) -> bool:
    return int(run.true.sum()) >= LEAST_TRUE


def _loss(runs: Sequence[Replayed]) -> float:
    likely, true = _joined(runs)
    return float(-np.where(true, np.log(np.maximum(likely, 1e-9)), np.log1p(-likely)).mean() * 1000)


def _joined(runs: Sequence[Replayed]) -> tuple[Numbers, NDArray[np.bool_]]:
    return np.concatenate([run.likely for run in runs]), np.concatenate([run.true for run in runs])


def _bands(runs: Sequence[Replayed]) -> None:
    likely, true = _joined(runs)
    for band in range(BANDS):
        here = (likely * BANDS).astype(int).clip(max=BANDS - 1) == band
        if here.any():
            print(
                f"  {band / BANDS:.1f}–{(band + 1) / BANDS:.1f}: {here.sum():6d} papers, {true[here].mean():.3f} taken"
            )


def _cuts(runs: Sequence[Replayed]) -> None:
    days = sum(int(run.days.max()) + 1 for run in runs)
    taken = max(1, sum(int(run.true.sum()) for run in runs))
    for cut in CUTS:
        through = sum(int((run.likely >= cut).sum()) for run in runs)
        right = sum(int(run.true[run.likely >= cut].sum()) for run in runs)
        busy = sum(len(set(run.days[run.likely >= cut].tolist())) for run in runs)
        print(
            f"  cut {cut:.0%}: {through / days:.2f} a day, {right / max(1, through):.0%} right, "
            f"{right / taken:.0%} of the picks, nothing on {1 - busy / days:.0%} of the days",
            flush=True,
        )


def advised(data: Path, size: int) -> None:
    """Print the cut advised after the first days, and what came of it on the days after them."""
    for stream in streams(data):
        for keywords in (Keywords(), stream.keywords):
            entries = _some(stream, size)
            run = replayed(stream, entries, keywords, kept=True)
            tell_advice(stream, entries, run)


def tell_advice(stream: Stream, entries: Sequence[Paper], run: Replayed) -> None:
    """Print one list's advice and its fruits."""
    papers, _ = in_a_row(stream)
    rest = run.days >= FIRST
    days = int(run.days.max()) + 1 - FIRST
    seen = [
        Seen(title=paper.title, score=score, day=paper.published)
        for paper, score, day in zip(papers, run.likely.tolist(), run.days.tolist(), strict=True)
        if day < FIRST
    ]
    rows = simulate.simulate(seen, days=FIRST, per_day=10, cuts=simulate.STEPS)
    tried = Simulation(rows=rows, days=FIRST, papers=len(seen))
    a_month = background.taken_a_month(entries, min(paper.published for paper in papers))
    advice = simulate.advised(tried, a_month)
    said = [f"{stream.name:22s} took {a_month:5.1f} a month, later {run.true[rest].sum() / days:.2f} a day"]
    for cut in (advice.cut if advice else Cut().at_least, Cut().at_least):
        through = rest & (run.likely >= cut)
        said.append(f"{cut:.0%}: {through.sum() / days:.2f} a day, {run.true[through].sum()} of {through.sum()} right")
    print("; ".join(said), flush=True)


def narrow(data: Path, size: int) -> None:
    """Print both for a feed that brings hardly anything but papers on the list's topic."""
    for kept in (False, True):
        runs = []
        for stream in streams(data):
            hits = [
                any(occurs(k, f"{p.title} {p.abstract}".lower()) for k in stream.keywords.include)
                for p in stream.papers
            ]
            some = [paper for paper, hit in zip(stream.papers, hits, strict=True) if hit]
            few = replace(stream, papers=some, true=stream.true[np.array(hits)])
            runs.append(replayed(few, _some(stream, size), Keywords(), kept=kept))
            days = [str(day) for day in runs[-1].days.tolist()]
            order = metrics(runs[-1].likely, few.true, days) if few.true.any() else (0.0, 0.0)
            print(f"{stream.name:22s} {len(some)} papers, {few.true.mean():.1%} taken, AP {order[0]:.3f}", flush=True)
        tell("the ledger's sample" if kept else "no background", runs)


def size_of(data: Path, _: int) -> None:
    """Print the bytes of the sample after all recorded days."""
    stream = max(streams(data), key=lambda one: len(one.papers))
    papers, days = in_a_row(stream)
    sample: tuple[Paper, ...] = ()
    texts = [""]
    for day in range(int(days.max()) + 1):
        read = [papers[i] for i in np.flatnonzero(days == day).tolist()]
        sample = background.sampled(sample, read, max(paper.published for paper in read))
        texts.append(ledger.write_background(sample))
    fresh = [
        sum(len(f"{line}\n".encode()) for line in set(b.splitlines()) - set(a.splitlines())) for a, b in pairwise(texts)
    ]
    print(
        f"{len(sample)} papers, {len(texts[-1].encode()):,} bytes, "
        f"{len(zlib.compress(texts[-1].encode(), 9)):,} compressed"
    )
    print(f"new lines a day: {fresh[0]:,} bytes at first, {sum(fresh[-5:]) // 5:,} over the last five days")


def main() -> None:
    """Run one measurement, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=[*MEASURES, "all"], default="all")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--entries", type=int, default=0, metavar="N", help="random entries of each list (0: all)")
    args = parser.parse_args()
    for name in MEASURES if args.what == "all" else [args.what]:
        print(f"# {name}", flush=True)
        MEASURES[name](args.shared / "data", args.entries)


MEASURES: dict[str, Callable[[Path, int], None]] = {
    "reliability": reliability,
    "advised": advised,
    "narrow": narrow,
    "size": size_of,
}

if __name__ == "__main__":
    main()
