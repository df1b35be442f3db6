"""How long reading takes: `python -m benchmarks.reading [FOLDER]`, FOLDER the data folder beside the project.

Prints, for each kind of body, its size, its papers, and the best of five readings in milliseconds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path

from bot.model import Paper, Skip
from bot.sources import arxiv, feed, huggingface, page

TURNS = 5


def main(folder: Path) -> None:
    """Time every kind of recorded body."""
    feeds = folder / "data" / "feeds"
    hundred = next((feeds / "arxiv_api").glob("q_testing_s0_m100*.json"))
    atom = json.loads(hundred.read_text(encoding="utf-8"))["body"]
    entries = atom[atom.index("<entry>") : atom.rindex("</feed>")]
    rss = next((feeds / "arxiv_rss").glob("reconstructed_*.rss.xml")).read_text(encoding="utf-8")
    items = rss[rss.index("<item>") : rss.rindex("</channel>")]
    pages = b"\n".join(file.read_bytes() for file in sorted((folder / "data/seeds").glob("00[123]_*.txt")))
    bodies: dict[str, tuple[Callable[[bytes], tuple[list[Paper], list[Skip]]], bytes]] = {
        "arXiv API, 100 entries": (arxiv.parse, atom.encode()),
        "arXiv API, 2,000 entries": (arxiv.parse, atom.replace(entries, entries * 20).encode()),
        "arXiv RSS, 36 items": (feed.parse, rss.encode()),
        "arXiv RSS, 1,980 items": (feed.parse, rss.replace(items, items * 55).encode()),
        "Hugging Face, 27 records": (
            huggingface.parse,
            gzip.decompress((feeds / "hf_daily/2026-07-08.json.gz").read_bytes()),
        ),
        "three saved pages": (page.parse, pages),
    }
    for name, (parse, body) in bodies.items():
        best, found = _timed(parse, body)
        print(f"{name:<26} {len(body) / 1e6:6.2f} MB  {found:5} papers  {best * 1000:8.1f} ms")


def _timed(parse: Callable[[bytes], tuple[list[Paper], list[Skip]]], body: bytes) -> tuple[float, int]:
    times = []
    for _ in range(TURNS):
        started = time.perf_counter()
        papers, _ = parse(body)
        times.append(time.perf_counter() - started)
    return min(times), len(papers)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared"), metavar="FOLDER")
    given = parser.parse_args().folder
    if not (given / "data" / "feeds").is_dir():
        parser.error(f"{given} holds no data/feeds; name the data folder")
    main(given)
