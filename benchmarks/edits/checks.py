"""One edit of one entry, done as a person asks for it and looked at: its bytes, what is read back, the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot import awesome, book, book_edit
from bot.awesome import AwesomeList
from bot.errors import ListError
from bot.keeping.upkeep_write import code_links
from bot.model import Entry, Link

FACTS = ("title", "url", "section", "authors", "venue", "year", "date", "tags", "code", "links", "idea", "citation")
ALONG = {
    "venue": {"year", "links"},
    "year": {"venue"},
    "date": {"year"},
    "code": {"links"},
    "url": {"links", "code"},
    "title": {"links"},
    "tags": {"links"},
    "links": {"code"},
}
"""Fields that say the same again."""
LIST = "README.md"


class Refused(Exception):
    """The edit is not made; the text says why."""


@dataclass(frozen=True)
class Edit:
    """A field's new value for the entry that stands `number`-th in its list."""

    kind: str
    number: int
    field: str
    value: object


def done(alist: AwesomeList, edit: Edit) -> str:
    """The list's new text; Refused with the reason, or where nothing changes."""
    entry = alist.entries[edit.number]
    try:
        changed = book_edit.corrected(book.of(alist, LIST), LIST, entry, {edit.field: edit.value})
    except ListError as error:
        raise Refused(str(error)) from error
    if LIST not in changed.files:
        raise Refused("nothing changed")
    return changed.files[LIST]


def code(alist: AwesomeList, entry: Entry, url: str) -> tuple[Link, ...]:
    """A repository as upkeep would name it."""
    return code_links(alist, entry, url)


def faults(alist: AwesomeList, edit: Edit, after: str) -> Iterator[str]:
    """What is wrong with an edited list, most telling first."""
    yield from outside(alist, edit.number, after)
    read = awesome.parse(after)
    wrong = misread(alist, read, edit)
    if wrong:
        yield wrong
        return
    back = Edit(edit.kind, edit.number, edit.field, getattr(alist.entries[edit.number], edit.field))
    try:
        if done(read, back) != alist.text:
            yield "undo: other bytes than before"
    except Refused as error:
        yield f"undo: refused, {error}"


def outside(alist: AwesomeList, number: int, after: str) -> Iterator[str]:
    """Bytes that changed outside the entry's lines."""
    entry = alist.entries[number]
    start, end = alist.lines[entry.line - 1].start, alist.lines[entry.end_line - 1].end
    if not after.startswith(alist.text[:start]) or not after.endswith(alist.text[end:]):
        yield "outside: bytes beside the entry's lines changed"


def misread(before: AwesomeList, after: AwesomeList, edit: Edit) -> str:
    """What is read other than it should be, "" where only the edited field changed."""
    if len(before.entries) != len(after.entries):
        return f"read: {len(after.entries)} entries for {len(before.entries)}"
    for number, (old, new) in enumerate(zip(before.entries, after.entries, strict=True)):
        changed = {name for name in FACTS if getattr(old, name) != getattr(new, name)}
        if number != edit.number and changed:
            return f"read: another entry, line {new.line}, changed in {changed}"
        if number == edit.number and (more := changed - {edit.field} - ALONG.get(edit.field, set())):
            name = min(more)
            return f"read: {name} changed along, {getattr(old, name)!r} to {getattr(new, name)!r}"
    got = getattr(after.entries[edit.number], edit.field)
    return "" if same(edit.field, got, edit.value) else f"read: {edit.field} is {got!r}, not {edit.value!r}"


def same(field: str, got: object, want: object) -> bool:
    """Whether a value that was read is the one that was asked for; a label of code is the list's own."""
    if field in ("code", "links"):
        return [link.url for link in got] == [link.url for link in want]  # type: ignore[attr-defined]  # links
    return got == want
