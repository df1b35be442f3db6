"""Make `bot/data/usual_titles.txt`: titles of papers in general, for a list that has no background of its own yet.

    python -m benchmarks.usual_titles [--shared ../shared]

Every other title of the random background papers, in the order of their hash. Titles are facts; nothing else is kept.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from pathlib import Path

TARGET = Path(__file__).parent.parent / "bot" / "data" / "usual_titles.txt"


def main() -> None:
    """Read, sample, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    path = parser.parse_args().shared / "data" / "ranking" / "background.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        titles = {" ".join(json.loads(line)["title"].split()) for line in file if line.strip()}
    ranked = sorted(titles, key=lambda title: hashlib.sha256(title.encode()).hexdigest())
    TARGET.write_text("\n".join(ranked[::2]) + "\n", encoding="utf-8")
    print(f"{len(ranked[::2])} titles, {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
