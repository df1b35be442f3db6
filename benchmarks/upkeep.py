"""What upkeep finds and writes on real lists: what other lists print of a paper stands in for what the sources say.

    python -m benchmarks.upkeep FOLDER [--most N] [--diff] [--half 0|1] [NAME…]

FOLDER holds lists (`*.md`). For each, a venue and a repository that the others print for the same arXiv id, and do not
contradict each other about, are taken as said; nobody is asked. Printed: how many corrections are found, made, and left
with the reason; with `--diff` every one, to be read by a person.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter, defaultdict
from pathlib import Path

from bot import awesome, venue
from bot.awesome import AwesomeList
from bot.book import Book
from bot.configuring import edit
from bot.keeping import upkeep, upkeep_write
from bot.keeping.standing import Standing, key_of
from bot.model import Link
from bot.writing.template import repo_of

TODAY = "2026-11-21"
Said = dict[str, dict[str, set[tuple[str, str]]]]
"""arXiv key → file → what it prints, as (field, value)."""


def said_by(lists: dict[str, AwesomeList]) -> Said:
    """What every list prints of every paper."""
    found: Said = defaultdict(lambda: defaultdict(set))
    for name, alist in lists.items():
        for entry in alist.entries:
            key = key_of(entry)
            if not key or entry.commented:
                continue
            read = venue.read(entry.venue) if entry.venue else None
            if read and read.year and not read.workshop:
                found[key][name].add(("venue", read.text))
            found[key][name] |= {("code", repo_of(link.url)) for link in entry.code if repo_of(link.url)}
    return found


def standings(name: str, said: Said) -> dict[str, Standing]:
    """What the other lists say, where they agree."""
    known: dict[str, Standing] = {}
    for key, by in said.items():
        others = {one for other, ones in by.items() if other != name for one in ones}
        venues = [value for field, value in others if field == "venue"]
        repos = [value for field, value in others if field == "code"]
        code = tuple(Link(label="another list", url=f"https://github.com/{repo}") for repo in repos)
        comment = f"Accepted at {venues[0]}" if len(venues) == 1 else ""
        if comment or len(code) == 1:
            known[key] = Standing(key=key, comment=comment, code=code if len(code) == 1 else ())
    return known


def looked_at(name: str, alist: AwesomeList, said: Said, most: int, *, diff: bool) -> Counter[str]:
    """Count one list's corrections, and print them where that is asked for."""
    book = Book(path=name, lists={name: alist})
    found = upkeep.corrections(book, standings(name, said), today=TODAY)
    done = upkeep_write.written(book, found.corrections, most)
    count: Counter[str] = Counter({"found": len(found.corrections), "told": len(found.told)})
    count.update(f"made {one.field}" for one in done.made)
    count.update("left: " + re.sub(r"[;“].*", "", skip.why).strip() for skip in done.left)
    if count["found"]:
        print(f"{name}: {', '.join(f'{what} {n}' for what, n in count.items() if n)}")
    if diff:
        for path, text in done.files.items():
            print(edit.diff(book.texts[path], text, path, context=0))
    return count


def main() -> None:
    """Look at every list of a folder."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path)
    words.add_argument("names", nargs="*")
    words.add_argument("--most", type=int, default=20)
    words.add_argument("--diff", action="store_true")
    words.add_argument("--half", type=int, choices=(0, 1))
    args = words.parse_args()
    files = sorted(path for path in args.folder.glob("*.md") if path.name != "README.md")
    lists = {path.name: awesome.parse(path.read_bytes().decode("utf-8", "surrogateescape")) for path in files}
    said = said_by(lists)
    total: Counter[str] = Counter()
    for name, alist in lists.items():
        half = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2
        if args.half in (None, half) and (not args.names or any(word in name for word in args.names)):
            total += looked_at(name, alist, said, args.most, diff=args.diff)
    print("all:", ", ".join(f"{what} {n}" for what, n in total.most_common()))


if __name__ == "__main__":
    main()
