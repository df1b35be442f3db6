"""Corrections → the list's new texts: each written as the entry is, in every file that lists the paper, and read back.

A correction that cannot be read back from the new text, or that would change anything beside its field, is left out and
reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot import book_edit, escape, venue
from bot.awesome import AwesomeList, parse, unit_of
from bot.book import Book
from bot.errors import ListError
from bot.identity import best_key
from bot.keeping.upkeep import Correction
from bot.model import CODE_LABEL, Entry, Link, Paper, Skip, paper_of
from bot.reading import generated
from bot.writing import newcomer, venue_hand
from bot.writing.template import template_of

_NEAR = 40
"""How many of the nearest entries decide what code is called here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """The list with corrections written: path → new text, the corrections `made`, and those `left` with the reason."""

    files: Mapping[str, str] = field(default_factory=dict)
    made: tuple[Correction, ...] = ()
    left: tuple[Skip, ...] = ()


def written(book: Book, wanted: Iterable[Correction], most: int) -> Written:
    """Write the first `most` corrections that can be written; each is read back before it counts."""
    made: list[Correction] = []
    left: list[Skip] = []
    now = book
    for one in wanted:
        if len(made) == most:
            break
        entry = _entry_of(now, one)
        if entry is None:
            left.append(_left(one, "the entry is not there any more, or says something else by now"))
            continue
        changed = _made(now, one, entry)
        if isinstance(changed, str):
            left.append(_left(one, changed))
            continue
        now = changed.book
        made.append(replace(one, line=entry.line))
        left += changed.left
    files = {path: text for path, text in now.texts.items() if text != book.texts[path]}
    return Written(files=files, made=tuple(made), left=tuple(left))


def _left(one: Correction, why: str) -> Skip:
    return Skip(what=f"{one.path}:{one.line} “{one.title}”", why=why)


def _entry_of(book: Book, one: Correction) -> Entry | None:
    """The entry that a correction is for, if it still says what is to be corrected; else None."""
    if one.path not in book.lists:
        return None
    there = [
        entry
        for entry in book.lists[one.path].entries
        if best_key(paper_of(entry)) == one.key and not entry.commented and _unsaid(entry, one)
    ]
    return min(there, key=lambda entry: (entry.section != one.section, abs(entry.line - one.line)), default=None)


def _unsaid(entry: Entry, one: Correction) -> bool:
    return not entry.code if one.field == "code" else entry.venue == one.old


@dataclass(frozen=True)
class _Made:
    """The list with one correction, and the files where it was left out."""

    book: Book
    left: tuple[Skip, ...]


def _made(book: Book, one: Correction, entry: Entry) -> _Made | str:
    """The list with one correction, or why it cannot be written, in words."""
    alist = book.lists[one.path]
    values: dict[str, object] = _venue(alist, entry, one.new)
    if one.field != "venue":
        values = {one.field: code_links(alist, entry, one.new)}
    safe = escape.entry_text(one.new) if one.field == "venue" else escape.safe_url(one.new)
    if safe != one.new or not safe:
        return f"“{one.new}” is no plain {one.field}"
    try:
        generated.refuse(alist, entry.line - 1)
        changed = book_edit.corrected(book, one.path, entry, values)
    except ListError as error:
        return str(error)
    if one.path not in changed.files:
        return "the entry has no place for it; write it by hand"
    read = {path: parse(text, book.file(path).history) for path, text in changed.files.items()}
    for path, alist in read.items():
        fault = _read_back(book.file(path), alist, one, entry if path == one.path else None)
        if fault:
            return f"{fault}; write {one.field} “{one.new}” by hand"
    return _Made(_with(book, read), changed.left)


def _venue(alist: AwesomeList, entry: Entry, new: str) -> dict[str, object]:
    """The fields that a new venue changes: with its year, where the entry prints that apart."""
    parted = venue_hand.parted(alist.template(unit_of(alist, entry)), new)
    return {"venue": new} if parted is None else {"venue": parted[0], "year": parted[1]}


def _with(book: Book, read: Mapping[str, AwesomeList]) -> Book:
    """The list with some of its files replaced by new readings."""
    lists = {path: read.get(path, alist) for path, alist in book.lists.items()}
    return Book(path=book.path, lists=lists, mirrors={path: read.get(path, a) for path, a in book.mirrors.items()})


def code_links(alist: AwesomeList, entry: Entry, url: str) -> tuple[Link, ...]:
    """The code as a link under the label that code has near this entry."""
    units = alist.units_of(unit_of(alist, entry).section)
    near = sorted(units, key=lambda unit: abs(unit.first + 1 - entry.line))[:_NEAR]
    templates = [template_of(alist.reading(unit)) for unit in near]
    bare = Paper(title=entry.title, code=(Link(label=CODE_LABEL, url=url),), sources=("upkeep",))
    (link,) = newcomer.at_home(bare, templates, cell=True).code
    if link.label.lower() in url.lower() or len(link.label.split()) == 1:
        return (link,)
    # More words may say more than is known ("official code - caffe"): only what is said of nearly all code here.
    labels = Counter(link.label for unit in near for link in alist.entry(unit).code)
    plain = [label for label, _ in labels.most_common() if len(label.split()) == 1]
    return (link if labels[link.label] > labels.total() / 2 else replace(link, label=next(iter(plain), CODE_LABEL)),)


def _read_back(before: AwesomeList, after: AwesomeList, one: Correction, entry: Entry | None) -> str:
    """What would be wrong with the new file; "" where the correction, and nothing else, can be read from it.

    `entry` is the corrected one, None in another file of the list.
    """
    if len(before.entries) != len(after.entries):
        return "it would take the list apart"
    changed = [(old, new) for old, new in zip(before.entries, after.entries, strict=True) if _facts(old) != _facts(new)]
    if len(changed) != 1:
        return "it would change another entry" if changed else "it would change nothing that can be read"
    ((old, new),) = changed
    if entry is not None and old.line != entry.line:
        return "it would change another entry"
    names = [name for name, a, b in zip(_FACTS, _facts(old), _facts(new), strict=True) if a != b]
    if set(names) - {one.field, *_ALONG[one.field]}:
        return f"it would change what is read as {' and '.join(name for name in names if name != one.field)}"
    was, now = _block(before.text, old), _block(after.text, new)
    if not _is_one_line(was, now):
        return "it would change several lines"
    if _marks(was) != _marks(now):
        return "brackets or stars would stand alone"
    if one.field == "code":
        return "" if [link.url for link in new.code] == [one.new] else "it would not read as code"
    said = f"{new.venue} {new.year}" if "year" in _venue(before, old, one.new) else new.venue
    if re.search(re.escape(said) + _BEHIND, now, re.IGNORECASE):
        return "a date or an id stands right behind it"
    return "" if _is_said(said, one.new) else f"it would read as “{new.venue}”"


def _block(text: str, entry: Entry) -> str:
    return "\n".join(text.split("\n")[entry.line - 1 : entry.end_line])


def _is_one_line(was: str, now: str) -> bool:
    """Whether at most one line differs, aside from what breaks a line: the one above a new one gets that."""
    before, after = (
        Counter(filter(None, (_BREAK.sub("", line) for line in block.split("\n")))) for block in (was, now)
    )
    return (before - after).total() <= 1 and (after - before).total() <= 1


_BREAK = re.compile(r"[ \t]*(?:\\|<br ?/?>)?[ \t\r]*$", re.IGNORECASE)


def _marks(block: str) -> tuple[int, ...]:
    """Counts of unpaired marks of Markdown, which are equal before and after a change that breaks nothing."""
    pairs = (block.count(a) - block.count(b) for a, b in ("[]", "()", "{}", "<>"))
    return (*pairs, block.count("**") % 2, block.count("`") % 2)


_FACTS = ("title", "url", "section", "authors", "venue", "year", "date", "tags", "code", "links", "idea", "citation")
_ALONG = {"venue": ("year", "links"), "code": ("links",)}
"""Fields that say the same again: the year behind a venue, code among the links in printed order."""
_BEHIND = r"[^\S\n]{0,3}[,.;:/(\[-]?[^\S\n]{0,3}(?:['’]?\d|arxiv)"
"""A date or an id behind a new venue belonged to the preprint: two years would stand side by side."""


def _facts(entry: Entry) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in _FACTS)


def _is_said(printed: str, wanted: str) -> bool:
    """Whether a venue that was read back is the one that was meant."""
    if printed == wanted:
        return True
    one, other = venue.read(printed), venue.read(wanted)
    return one is not None and other is not None and (one.name, one.year) == (other.name, other.year)
