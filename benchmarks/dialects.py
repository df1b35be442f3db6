"""Measure the list editor on sixty lists of our own, in dialects that no real list at hand has.

usage: python -m benchmarks.dialects [FOLDER] [--part looked-at|held-back|all]
FOLDER (default: the one beside this file) holds the lists and `truth.json`: name → which fields its entries print
(t title, u address, a authors, v venue, y year, c code, d date), the order they stand in, whether the list was held
back while faults were mended, and the papers. Titles, people and ids are made up. Printed: lists whose count is within
3 % and whose every field is read right, entries written again byte for byte from their fields, and put back where they
stood.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot import awesome, house_style
from bot.awesome import AwesomeList
from bot.checking import lint
from bot.errors import GleanerError
from bot.model import Entry, paper_of

HERE = Path(__file__).parent / "dialects"


def main() -> int:
    """Print one line a list, then the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=HERE)
    parser.add_argument("--part", choices=("looked-at", "held-back", "all"), default="all")
    args = parser.parse_args()
    truth = json.loads((args.folder / "truth.json").read_text(encoding="utf-8"))
    sums: Counter[str] = Counter()
    for name, facts in truth.items():
        if args.part == "all" or (args.part == "held-back") == facts["held"]:
            counts = _measured((args.folder / f"{name}.md").read_bytes().decode(), facts)
            print(f"{name:24}", ", ".join(f"{what} {number}" for what, number in counts.items() if number), flush=True)
            sums.update({**counts, "lists": 1, "near": _near(counts), "right": _near(counts) and not _wrong(counts)})
    print(
        f"{sums['lists']} lists: count within 3 % {sums['near']}, every field right {sums['right']}, with a word of "
        f"lint {sums['told']}; written again {sums['again'] / sums['tried']:.1%} of {sums['tried']} (blanks aside "
        f"{sums['again, blanks aside'] / sums['tried']:.1%}); put back where they stood, lists in order of time "
        f"{sums['placed'] / max(1, sums['ordered']):.1%} of {sums['ordered']}; more than one block {sums['impure']}"
    )
    return 0


def _near(counts: Mapping[str, int]) -> bool:
    return abs(counts["found"] - counts["entries"]) <= 0.03 * counts["entries"]


def _wrong(counts: Mapping[str, int]) -> int:
    return sum(number for what, number in counts.items() if what.startswith("wrong "))


def _measured(text: str, facts: Mapping[str, Any]) -> Counter[str]:
    alist = awesome.parse(text)
    found = [entry for entry in alist.entries if not entry.commented]
    counts: Counter[str] = Counter(entries=len(facts["entries"]), found=len(found))
    for paper in facts["entries"]:
        entry = next((entry for entry in found if _is(entry, paper)), None)
        counts.update([f"wrong {what}" for what in _faults(entry, paper, facts["fields"])])
    for entry in found:
        counts.update(_again(alist, entry, ordered=facts["order"] in ("new", "old")))
    counts["told"] = bool(lint.lint(alist))
    return counts


def _is(entry: Entry, paper: Mapping[str, Any]) -> bool:
    shown = " ".join([entry.url, *entry.keys, *(link.url for link in (*entry.links, *entry.code))])
    return paper["id"] in shown or paper["doi"] in shown or _folded(entry.title) == _folded(paper["title"])


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def _faults(entry: Entry | None, paper: Mapping[str, Any], fields: str) -> Iterator[str]:
    """The fields of an entry that are not read as they were meant."""
    if entry is None:
        yield "entry"
        return
    code = [paper["code"]] if paper["code"] else []
    right = {
        "t": ("title", _folded(entry.title) == _folded(paper["title"])),
        "u": ("address", paper["id"] in entry.url or paper["doi"] in entry.url),
        "a": ("people", _same_people(entry.authors, paper["authors"])),
        "v": ("venue", paper["venue"].lower() in entry.venue.lower()),
        "y": ("year", entry.year == paper["year"]),
        "c": ("code", [link.url for link in entry.code] == code),
        "d": ("date", bool(entry.date)),
    }
    yield from (what for letter, (what, ok) in right.items() if letter in fields and not ok)
    if paper["section"] and not (entry.section and _plain(entry.section[-1]).endswith(paper["section"])):
        yield "section"


def _same_people(found: tuple[str, ...], wanted: list[str]) -> bool:
    """Whether the last names are the same, one by one."""
    pairs = zip(found, wanted, strict=False)
    return len(found) == len(wanted) and all(_folded(b).split()[-1] in _folded(a).split() for a, b in pairs)


def _plain(section: str) -> str:
    return section.split("](", maxsplit=1)[0].strip()


def _again(alist: AwesomeList, entry: Entry, *, ordered: bool) -> Iterator[str]:
    """What comes of an entry that is taken out and written again from its fields."""
    unit = next(unit for unit in alist.units if unit.first == entry.line - 1)
    block = alist.block(unit)
    yield "tried"
    if ordered:
        yield "ordered"
    try:
        rest = awesome.parse(awesome.remove(alist, entry))
        added = house_style.add(rest, paper_of(entry), entry.section)
    except GleanerError:
        yield "refused"
        return
    if added.block == block:
        yield "again"
    if "".join(added.block.split()) == "".join(block.split()):
        yield "again, blanks aside"
    if ordered and _filled(added.text, added.line) == _filled(alist.text, entry.line):
        yield "placed"
    before, after = rest.text, added.text
    head = next((n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(before))
    if len(after) <= len(before) or not after.endswith(before[head:]):
        yield "impure"


def _filled(text: str, line: int) -> int:
    """How many lines with words stand above a line."""
    return sum(bool(each.strip()) for each in text.split("\n")[: line - 1])


if __name__ == "__main__":
    sys.exit(main())
