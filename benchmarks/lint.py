"""Lint every list of a folder: findings by kind, seconds, and whether the fixes are stable.

python -m benchmarks.lint [FOLDER]   (default: the lists beside the project)
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.awesome import parse
from bot.checking.lint import fixed, lint


def main(paths: Sequence[Path]) -> None:
    """Print one line a kind, then the totals."""
    kinds: Counter[str] = Counter()
    entries, seconds, unstable, regrouped = 0, 0.0, 0, 0
    for path in paths:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        alist = parse(text)
        entries += len(alist.entries)
        started = time.perf_counter()
        kinds.update(f"{fault.kind} {fault.severity}" for fault in lint(alist))
        seconds += time.perf_counter() - started
        mended = fixed(text)
        unstable += fixed(mended) != mended
        regrouped += len(parse(mended).entries) < len(alist.entries)
    for kind, count in sorted(kinds.items()):
        print(f"{count:6} {kind}")
    print(f"{entries} entries, lint {seconds:.2f} s; fixes unstable: {unstable}, lists that lose entries: {regrouped}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/data/lists"), metavar="FOLDER")
    given = parser.parse_args().folder
    lists = sorted(given.glob("*.md"))
    if not lists:
        parser.error(f"{given} holds no list (*.md); name a folder of lists")
    main(lists)
