"""Lint every list of a folder: findings by kind, seconds, and whether the fixes are stable.

usage: python benchmarks/lint.py [FOLDER]   (default: the lists beside the project)
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from bot.awesome import parse
from bot.checking.lint import fixed, lint


def main() -> None:
    """Print one line a kind, then the totals."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/lists")
    kinds: Counter[str] = Counter()
    entries, seconds, unstable, regrouped = 0, 0.0, 0, 0
    for path in sorted(folder.glob("*.md")):
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
    main()
