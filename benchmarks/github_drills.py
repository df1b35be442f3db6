"""Every crash point of a day on GitHub, and days two processes share: `python benchmarks/github_drills.py [DAYS]`.

Against the double of the tests (loopback HTTP, real git). Prints counts; a wrong end state is named with its seed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.doubles.github import drills


def crash(seed: int) -> None:
    """Stop a day at each of its requests, carried out and not, and do it again."""
    start = time.perf_counter()
    clean, total = drills.clean_day(seed)
    points = [(point, done) for point in range(total) for done in (False, True)]
    wrong = [point for point in points if drills.cut_day(seed, point[0], last_is_done=point[1]) != clean]
    print(f"crash drill: {len(points)} points, {len(wrong)} wrong {wrong}, {time.perf_counter() - start:.0f} s")


def shared(days: int) -> None:
    """Days two processes share, interleaved at random."""
    for name, drill in (("two runs at once", drills.two_runs), ("run beside decisions", drills.run_beside_decisions)):
        start = time.perf_counter()
        wrong = {seed: found for seed in range(days) if (found := drill(seed))}
        print(f"{name}: {days} interleavings, {len(wrong)} wrong {wrong}, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    shared(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    crash(5)
