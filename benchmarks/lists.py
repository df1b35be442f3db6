"""Measure the list editor on real lists: kept bytes, entries found, entries written again, speed.

usage: python benchmarks/lists.py FOLDER [-k 5] [--seed 1]
FOLDER holds lists (`*.md`) and, where known, `index.tsv` with the columns `file`, `entries` and `dialect`. The
reference for speed is markdown-it-py's own parse of the same text in the same run.
"""

from __future__ import annotations

import argparse
import csv
import gc
import hashlib
import random
import sys
import time
from collections import Counter
from pathlib import Path

from markdown_it import MarkdownIt

from bot import awesome, house_style
from bot.awesome import AwesomeList
from bot.errors import ListError
from bot.model import Entry, Paper, paper_of

_NEW = Paper(title="New: A Work of Its Own", url="https://arxiv.org/abs/2410.00009", authors=("Kim Low", "Max Ney"))


def main() -> int:
    """Print one line a measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-k", type=int, default=5, help="entries a list to write again")
    parser.add_argument("--seed", default="1")
    args = parser.parse_args()
    texts = {path.name: _text(path) for path in sorted(args.folder.glob("*.md")) if path.name != "README.md"}
    index = _index(args.folder / "index.tsv")
    _counts(texts, index)
    _again(texts, index, args.k, args.seed)
    _speed(texts)
    return 0


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _index(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["file"]: row for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _counts(texts: dict[str, str], index: dict[str, dict[str, str]]) -> None:
    kept = sum(awesome.parse(text).text == text for text in texts.values())
    print(f"kept byte for byte: {kept} of {len(texts)}")
    near = 0
    for name, text in texts.items():
        if name in index:
            found = sum(not entry.commented for entry in awesome.parse(text).entries)
            near += abs(found - int(index[name]["entries"])) <= 0.03 * int(index[name]["entries"])
    print(f"entry count within 3 % of the index: {near} of {len(index)}")


def _again(texts: dict[str, str], index: dict[str, dict[str, str]], k: int, seed: str) -> None:
    """Take entries out one at a time and write them again from their fields alone."""
    tried: Counter[str] = Counter()
    same: Counter[str] = Counter()
    parts: Counter[tuple[str, str]] = Counter()
    whole = 0
    for name, text in texts.items():
        alist = awesome.parse(text)
        dialect = index.get(name, {}).get("dialect", "?")
        chosen = [unit for unit in alist.units if not alist.lines[unit.first].commented]
        random.Random(f"{seed}/{name}").shuffle(chosen)
        for unit in chosen[:k]:
            block, after = _written(alist, alist.entry(unit))
            tried[dialect] += 1
            same[dialect] += block == alist.block(unit)
            whole += after == text
            half = "held back" if _held_back(name) else "looked at"
            parts[half, "tried"] += 1
            parts[half, "same"] += block == alist.block(unit)
            parts[half, "blanks"] += "".join(block.split()) == "".join(alist.block(unit).split())
    for half in ("looked at", "held back"):
        number = max(1, parts[half, "tried"])
        print(
            f"written again, lists {half}: {parts[half, 'same'] / number:.1%} of {parts[half, 'tried']}; "
            f"blanks aside {parts[half, 'blanks'] / number:.1%}"
        )
    for dialect in sorted(tried):
        print(f"written again, {dialect}: {same[dialect] / tried[dialect]:.1%} of {tried[dialect]}")
    print(
        f"written again, all: {same.total() / tried.total():.1%} of {tried.total()}; "
        f"file identical {whole / tried.total():.1%}"
    )


def _held_back(name: str) -> bool:
    """Whether a list is of the third that nobody looked at while the editor was written, by its name alone."""
    stem = name.split("__", maxsplit=1)[0].split("@", maxsplit=1)[0].removesuffix(".md")
    return int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 3 == 0


def _written(alist: AwesomeList, entry: Entry) -> tuple[str, str]:
    rest = awesome.parse(awesome.remove(alist, entry))
    try:
        added = house_style.add(rest, paper_of(entry), entry.section)
    except ListError:
        return "", ""
    return added.block, added.text


def _speed(texts: dict[str, str]) -> None:
    """Reading a list up to 10 MB and adding one paper to its longest section, beside the reference."""
    text = max(texts.values(), key=len)
    for size in (100_000, 1_000_000, 10_000_000):
        sample = (text * (size // len(text) + 1))[:size]
        gc.collect()  # what was read before is not to be swept up in the time of this
        start = time.process_time()
        alist = awesome.parse(sample)
        parsed = time.process_time() - start
        longest = max(alist.sections, key=lambda section: section.entries)
        start = time.process_time()
        house_style.add(alist, _NEW, longest.path)
        inferred = time.process_time() - start
        line = (
            f"{size / 1e6:g} MB, {len(alist.units)} entries: parse {size / 1e6 / parsed:.1f} MB/s; style and place of "
            f"one paper among {longest.entries} {inferred:.2f} s; both {size / 1e6 / (parsed + inferred):.1f} MB/s"
        )
        if size <= 1_000_000:
            start = time.process_time()
            MarkdownIt().parse(sample)
            line += f"; markdown-it-py {size / 1e6 / (time.process_time() - start):.1f} MB/s"
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
