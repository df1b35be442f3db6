"""Edits of real lists: what an entry says decides what can be changed, and its own bytes what they become."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from benchmarks.edits import checks
from benchmarks.edits.checks import FACTS, Edit, Refused
from bot import awesome, house_style, venue
from bot.awesome import AwesomeList
from bot.errors import ListError
from bot.model import Entry
from bot.writing.template import repo_of

_REPO = "https://github.com/made-up/released"
_ARXIV = re.compile(r"\d{4}\.\d{4,5}")


def faults(text: str, each: int, seed: str) -> Iterator[tuple[str, str]]:
    """Each edit that was tried by its kind, with what is wrong: "" for nothing, `refused: …`, else a fault."""
    alist = awesome.parse(text)
    draw = random.Random(f"{seed}/{len(text)}")
    shown = [number for number, entry in enumerate(alist.entries) if not entry.commented]
    for number in draw.sample(shown, min(each, len(shown))):
        for edit, want in _edits(alist, number):
            yield edit.kind, _edited(alist, edit, want)
        yield "remove", _removed(alist, number)
        yield from _moved(alist, number, draw)


def _edits(alist: AwesomeList, number: int) -> Iterator[tuple[Edit, str]]:
    """The edits an entry can take, each with the block it has to become ("" where only its reading tells)."""
    entry = alist.entries[number]
    block = alist.block(awesome.unit_of(alist, entry))

    def changed(kind: str, field: str, value: object, old: str, new: str) -> tuple[Edit, str]:
        return Edit(kind, number, field, value), block.replace(old, new) if block.count(old) == 1 else ""

    words = entry.title.split()
    title = " ".join([*words[:-1], "Hedgerows"])
    if len(words) > 2 and words[-1].isalpha():
        yield changed("title", "title", title, entry.title, title)
    if found := _ARXIV.search(entry.url):
        url = entry.url.replace(found[0], f"{found[0][:5]}54321"[: len(found[0])])
        edit, _ = changed("link", "url", url, entry.url, url)
        yield edit, block.replace(found[0], url[found.start() : found.end()])
    read = venue.read(entry.venue) if entry.venue else None
    if read and read.text.split()[0] in entry.venue and not re.search(r"\W", name := read.text.split()[0]):
        told = entry.venue.replace(name, "EMNLP" if name != "EMNLP" else "ICML")
        yield changed("venue", "venue", told, entry.venue, told)
    if entry.tags and entry.tags[0].isalpha():
        yield changed("tag", "tags", ("Hedges", *entry.tags[1:]), entry.tags[0], "Hedges")
    yield from _codes(alist, number, block)


def _codes(alist: AwesomeList, number: int, block: str) -> Iterator[tuple[Edit, str]]:
    entry = alist.entries[number]
    near = [other for other in alist.entries if other.section == entry.section and not other.commented]
    if len(entry.code) == 1:
        (link,) = entry.code
        yield Edit("code moved", number, "code", (replace(link, url=_REPO),)), _renamed(block, link.url)
        yield Edit("code out", number, "code", ()), ""
    elif not entry.code and "github" not in block and sum(bool(other.code) for other in near) * 3 >= len(near):
        yield Edit("code in", number, "code", checks.code(alist, entry, _REPO)), ""


def _renamed(block: str, url: str) -> str:
    """A block with another repository for one, in the badges that are made of its name, too."""
    repo = repo_of(url)
    return block.replace(url, _REPO).replace(repo, repo_of(_REPO)) if repo else block.replace(url, _REPO)


def _edited(alist: AwesomeList, edit: Edit, want: str) -> str:
    entry = alist.entries[edit.number]
    try:
        after = checks.done(alist, edit)
    except Refused as error:
        return f"refused: {error}\n  {alist.block(awesome.unit_of(alist, entry))!r}"
    found = next(checks.faults(alist, edit, after), "")
    block = alist.block(awesome.unit_of(alist, entry))
    if want and after == awesome.replace(alist, entry, want) and found.startswith("undo"):
        return ""  # two addresses became one
    if not found and want and after != awesome.replace(alist, entry, want):
        found = "bytes: more than the field"
    new = _between(alist, entry, after)
    if not found and block.count("\n") == 0 and not want and not _one_piece(block, new):
        found = "bytes: changed in two places"
    return found and f"{found}\n  - {block!r}\n  + {new!r}"


def _between(alist: AwesomeList, entry: Entry, after: str) -> str:
    start, end = alist.lines[entry.line - 1].start, alist.lines[entry.end_line - 1].end
    return after[start : len(after) - (len(alist.text) - end)]


def _one_piece(old: str, new: str) -> bool:
    """Whether something was put in or taken out in one place, or stands in place of a few signs (`-`, `None`)."""
    least = min(len(old), len(new))
    head = next((n for n in range(least) if old[n] != new[n]), least)
    tail = next((n for n in range(least - head) if old[-1 - n] != new[-1 - n]), least - head)
    return min(len(old), len(new)) - head - tail <= 12


def _removed(alist: AwesomeList, number: int) -> str:
    entry = alist.entries[number]
    after = awesome.remove(alist, entry)
    lines, left = alist.text.split("\n"), after.split("\n")
    rest = lines[: entry.line - 1] + lines[entry.end_line :]
    if [line for line in rest if line.strip(" \t\r-*_")] != [line for line in left if line.strip(" \t\r-*_")]:
        return f"lines: other lines went\n  line {entry.line}"
    if _blank(left) > _blank(lines):
        return f"lines: a gap is left\n  line {entry.line}"
    others = [other for other in alist.entries if other is not entry]
    return _flipped(others, awesome.parse(after).entries)


def _blank(lines: list[str]) -> int:
    """How many blank lines stand below another."""
    return sum(not a.strip() and not b.strip() for a, b in pairwise(lines))


def _flipped(before: Sequence[Entry], after: Sequence[Entry]) -> str:
    """What is read of the entries, but for their order: others than these, or these with other fields."""
    for names, what in ((("title", "url", "section"), "other entries"), (FACTS, "other fields")):
        old, new = (Counter(tuple(getattr(e, n) for n in names) for e in some) for some in (before, after))
        if old != new:
            lost = list(old - new)[:2] + list(new - old)[:2]
            return f"read: {what}\n" + "\n".join(f"  {one}" for one in lost)
    return ""


def _moved(alist: AwesomeList, number: int, draw: random.Random) -> Iterator[tuple[str, str]]:
    """To another section whose entries have the same shape, and back."""
    entry, unit = alist.entries[number], alist.units[number]
    homes = {other.section for other in alist.units if other.shape == unit.shape and other.section != unit.section}
    paths = sorted({alist.paths[home] for home in homes if home >= 0} - {entry.section})
    if not paths:
        return
    try:
        there = house_style.move(alist, entry, draw.choice(paths))
        again = awesome.parse(there.text)
        moved = next((e for e in again.entries if e.line == there.line and not e.commented), None)
        if moved is None:
            yield "move", f"read: not there\n  {there.block!r}"
            return
        yield "move", _kept(alist, entry, moved, there.block)
        back = house_style.move(again, moved, entry.section)
    except ListError as error:
        yield "move", f"refused: {error}"
        return
    yield "move back", _flipped(alist.entries, awesome.parse(back.text).entries)


def _kept(alist: AwesomeList, entry: Entry, moved: Entry, block: str) -> str:
    """Which field a move lost."""
    lost = [name for name in FACTS if name != "section" and _bare_tags(entry, name) != _bare_tags(moved, name)]
    before = alist.block(awesome.unit_of(alist, entry))
    told = f"\n  - {before!r}\n  + {block!r}"
    if lost:
        return f"read: lost {', '.join(lost)}{told}"
    return "" if _bare(before) == _bare(block) else f"bytes: written anew{told}"


def _bare_tags(entry: Entry, name: str) -> object:
    """A field; tags without the names of their columns, which another table gives."""
    return [tag.rpartition(": ")[2] for tag in entry.tags] if name == "tags" else getattr(entry, name)


def _bare(block: str) -> str:
    """A block without what its section gives it: indent, bullet, number, padding of cells."""
    return (
        re.sub(r"^(?:[-*+]|\d+[.)]|#+)(?=\s)", "", " ".join(block.split()))
        .replace(" |", "|")
        .replace("| ", "|")
        .strip()
    )
