"""Crash points, faults and shared days on GitHub: `python -m benchmarks.github_drills [--days DAYS] [DRILL]…`.

Drills: `shared` (days two processes share), `crash` (a day stopped at each request), `refresh` (a refresh stopped so),
`app` (decisions of the app stopped so), `several` (a day with a list in several files stopped so), `faults` (every
fault at every request of a day; `some`: at every fourth); all but `some` without a name. They work against the double
of the tests (loopback HTTP, real git). Prints counts; a wrong end state is named.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from tests.doubles.github import delivered, drills, matrix, mirrored, refreshed

SEED = 5


def stopped(name: str, clean: Callable[[int], tuple[Any, int]], cut: Callable[..., Any]) -> None:
    """Stop something at each of its requests, carried out and not, and do it again."""
    start = time.perf_counter()
    expected, total = clean(SEED)
    points = [(point, done) for point in range(total) for done in (False, True)]
    wrong = [point for point in points if cut(SEED, point[0], last_is_done=point[1]) != expected]
    print(f"{name}: {len(points)} points, {len(wrong)} wrong {wrong}, {time.perf_counter() - start:.0f} s", flush=True)


def shared(days: int) -> None:
    """Days two processes share, interleaved at random."""
    for name, drill in (("two runs at once", drills.two_runs), ("run beside decisions", drills.run_beside_decisions)):
        start = time.perf_counter()
        wrong = {seed: found for seed in range(days) if (found := drill(seed))}
        print(
            f"{name}: {days} interleavings, {len(wrong)} wrong {wrong}, {time.perf_counter() - start:.0f} s", flush=True
        )


def faults(stride: int = 1) -> None:
    """Every kind of fault at every request of a day, or at every so many, from another one on for each kind."""
    start = time.perf_counter()
    expected, total = matrix.clean(SEED)
    points = wrong = 0
    for number, (name, kind) in enumerate(matrix.KINDS.items()):
        tried = range(number % stride, total, stride)
        found = {point: said for point in tried if (said := matrix.wrong(SEED, point, kind, expected))}
        points, wrong = points + len(tried), wrong + len(found)
        print(f"  {name}: {len(tried)} points, {len(found)} wrong {found or ''}", flush=True)
    print(f"fault drill: {points} points, {wrong} wrong, {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drills", nargs="*", metavar="DRILL")
    parser.add_argument("--days", type=int, default=100, help="how many days two processes share (default: 100)")
    given = parser.parse_args()
    every: dict[str, Callable[[], None]] = {
        "shared": lambda: shared(given.days),
        "crash": lambda: stopped("a day", drills.clean_day, drills.cut_day),
        "refresh": lambda: stopped("a refresh", refreshed.clean, refreshed.cut),
        "app": lambda: stopped("decisions of the app", delivered.clean, delivered.cut),
        "several": lambda: stopped("a day with several files", mirrored.clean, mirrored.cut),
        "faults": faults,
        "some": lambda: faults(stride=4),
    }
    if unknown := [name for name in given.drills if name not in every]:
        parser.error(f"no drill {unknown[0]!r}; there are: {', '.join(every)}")
    for name in given.drills or (name for name in every if name != "some"):
        every[name]()
