"""A change of one listed paper in all the files of a list: its fields, its section, or away with it.

The file a person looks at gets what was asked for. A mirror gets the same at its own entry of that paper, in its own
hand; a chapter that lists the paper, too, gets what is true of it wherever it stands. What a file cannot take is said,
and the others go on. What keeps a paper true (code released, a venue, a link that moved or died) is such a change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot import awesome, house_style
from bot.awesome import AwesomeList
from bot.book import Book
from bot.checking.lint_mirrors import Pair, folded
from bot.errors import ListError
from bot.identity import is_strong, keys_of_url
from bot.matching.titles import fold, fold_tight
from bot.mirrors import counterpart
from bot.model import SECTION_SEPARATOR, Entry, Link, Skip
from bot.reading.section_names import find_section

Path = tuple[str, ...]
_WORDS = ("title", "tags", "idea", "citation")
"""Fields that a translation may say in other words; the rest is the same everywhere."""
_LONG_TITLE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """Path → new text of every file that changes, the one that was asked for first; and what stays, with the reason."""

    files: Mapping[str, str] = field(default_factory=dict)
    left: tuple[Skip, ...] = ()


def corrected(book: Book, path: str, entry: Entry, fields: Mapping[str, object], section: Path = ()) -> Changed:
    """The list with fields of an entry of `path` changed (names of Paper) and, with `section`, the entry moved there.

    Raises ListError and SectionNotFound where that file itself cannot take it.
    """
    alist = book.file(path)
    fields = {name: value for name, value in fields.items() if value != getattr(entry, name)}
    files = {path: _moved(alist, entry, section, house_style.restyle(alist, entry, **fields) if fields else alist.text)}
    left: list[Skip] = []
    for other, twin, ours in _twins(book, path, entry):
        if twin is None:
            left.append(Skip(what=other, why="it has no entry for this paper"))
            continue
        step = _Step(Pair(original=path, alist=alist, path=other, mirror=book.file(other)), entry, twin)
        text, why = step.corrected(fields, section if ours else ())
        if text != step.pair.mirror.text:
            files[other] = text
        left += [Skip(what=other, why=each) for each in why]
    return Changed(files=_changed(book, files), left=tuple(left))


def removed(book: Book, path: str, entry: Entry) -> Changed:
    """The list without an entry of `path`; a paper that stands elsewhere too keeps its place there."""
    files = {path: house_style.remove(book.file(path), entry)}
    left: list[Skip] = []
    side = [path] if path in book.mirrors else list(book.lists)
    staying = sum(len(_same(entry, book.file(each))) for each in side) - 1
    for other, twin, ours in _twins(book, path, entry):
        if twin is None:
            left.append(Skip(what=other, why="it has no entry for this paper"))
        elif not ours:
            left.append(Skip(what=other, why=f"line {twin.line} lists the paper in a place of its own"))
        elif len(_same(entry, book.file(other))) <= staying:
            left.append(Skip(what=other, why=f"line {twin.line} stands for another place where the list has the paper"))
        else:
            files[other] = house_style.remove(book.file(other), twin)
    return Changed(files=_changed(book, files), left=tuple(left))


# --- the same paper in the other files --------------------------------------------------------------------------------


def _twins(book: Book, path: str, entry: Entry) -> Iterator[tuple[str, Entry | None, bool]]:
    """The other files with their entry of the paper, and whether it is the same place (a mirror's) or one of its own.

    A mirror of this very file (or its original) comes without an entry where it has none; others are left out then.
    """
    for other in book.texts:
        if other == path:
            continue
        same = _same(entry, book.file(other))
        place = other in book.mirrors or path in book.mirrors
        if same:
            yield other, _nearest(book, path, entry, other, same) if place else same[0], place
        elif (other in book.mirrors and book.original_of(other) == path) or (
            path in book.mirrors and book.original_of(path) == other
        ):
            yield other, None, True


def _same(entry: Entry, alist: AwesomeList) -> list[Entry]:
    """The entries that are this paper: by a link of one paper, else by a link or a long title that stands once."""
    strong = set(filter(is_strong, entry.keys))
    if strong:
        return [other for other in alist.entries if strong.intersection(other.keys) and not other.commented]
    by_link = [other for other in alist.entries if set(entry.keys) & set(other.keys)]
    if len(by_link) == 1:
        return by_link
    title = fold_tight(entry.title) if len(fold(entry.title).split()) >= _LONG_TITLE else ""
    titled = [other for other in alist.entries if title and fold_tight(other.title) == title]
    return titled if len(titled) == 1 else []


def _nearest(book: Book, path: str, entry: Entry, other: str, same: list[Entry]) -> Entry:
    """Of several entries the one in the section that stands for this entry's."""
    if len(same) == 1:
        return same[0]
    section = _counterpart(book.file(path), entry.section, book.file(other))
    return next((each for each in same if each.section == section), same[0])


def _counterpart(alist: AwesomeList, section: Path, mirror: AwesomeList) -> Path | None:
    try:
        return counterpart(alist, section, mirror)
    except ListError:
        return None


# --- one other file ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Step:
    """What a change of `entry` in one file is for its twin in another."""

    pair: Pair
    entry: Entry
    twin: Entry

    def corrected(self, fields: Mapping[str, object], section: Path) -> tuple[str, list[str]]:
        """The other file's new text, and why parts of the change stay out of it."""
        why: list[str] = []
        values = {name: self._value(name, value) for name, value in fields.items()}
        foreign = [name for name, value in values.items() if value is None]
        if foreign:
            why.append(f"line {self.twin.line} has {_and(foreign)} in words of its own")
        text = self._restyled({name: value for name, value in values.items() if value is not None}, why)
        if section:
            text = self._moved(text, section, why)
        return text, why

    def _value(self, name: str, value: object) -> object:
        """What a field becomes; None where this file has words of its own for it."""
        if name == "code":
            return self._code(value)
        if name not in _WORDS:
            return value
        old, there = getattr(self.entry, name), getattr(self.twin, name)
        same = folded(old) == folded(there) if old or there else self.pair.carries(name)
        return value if same or folded(there) == folded(value) else None

    def _code(self, value: object) -> tuple[Link, ...]:
        """The other file's links without those that went and with those that came, under labels it uses."""
        wanted = value if isinstance(value, tuple) else ()
        before = {link.url for link in self.entry.code}
        gone = before - {link.url for link in wanted}
        kept = [link for link in self.twin.code if link.url not in gone]
        there = {link.url for link in kept}
        fresh = [link for link in wanted if link.url not in before | there]
        return (*kept, *(self._called(link) for link in fresh))

    def _called(self, link: Link) -> Link:
        """A link under a label of this file: its own one, else what most code is called here."""
        labels = Counter(each.label for entry in self.pair.mirror.entries for each in entry.code if each.label)
        return link if link.label in labels or not labels else replace(link, label=labels.most_common(1)[0][0])

    def _restyled(self, values: Mapping[str, object], why: list[str]) -> str:
        text = self.pair.mirror.text
        values = {name: value for name, value in values.items() if not self._says(name, value)}
        if not values:
            return text
        try:
            # As from a source: links and names in the form this file gives them.
            text = house_style.restyle(self.pair.mirror, self.twin, **values, sources=(self.pair.original,))
        except ListError as error:
            why.append(str(error))
            return text
        now = _entry_at(text, self.twin.line)
        missing = [name for name in values if now is None or getattr(now, name) == getattr(self.twin, name)]
        if missing:
            why.append(f"line {self.twin.line} shows no {_and(missing)}")
        return text

    def _says(self, name: str, value: object) -> bool:
        """Whether the other file's entry says this already."""
        if name == "url" and any(is_strong(key) and key in self.twin.keys for key in keys_of_url(str(value))):
            return True
        return folded(getattr(self.twin, name)) == folded(value)

    def _moved(self, text: str, section: Path, why: list[str]) -> str:
        alist, mirror = self.pair.alist, self.pair.mirror
        if _counterpart(alist, self.entry.section, mirror) != self.twin.section:
            why.append(f"line {self.twin.line} stands in “{SECTION_SEPARATOR.join(self.twin.section)}” there")
            return text
        try:
            target = counterpart(alist, find_section(alist, section).path, mirror)
            return text if target == self.twin.section else _moved(mirror, self.twin, target, text)
        except ListError as error:
            why.append(str(error))
            return text


def _moved(alist: AwesomeList, entry: Entry, section: Path, text: str) -> str:
    """A text in which `entry` of `alist` was rewritten, with that entry in another section."""
    if not section:
        return text
    again = awesome.parse(text, alist.history)
    moved = _entry_at(text, entry.line)
    if moved is None:
        raise ListError(f"line {entry.line}: this cannot be moved and rewritten in one step; do one, then the other")
    return house_style.move(again, moved, section).text


def _entry_at(text: str, line: int) -> Entry | None:
    return next((entry for entry in awesome.parse(text).entries if entry.line == line), None)


def _changed(book: Book, files: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if text != book.texts[path]}


def _and(names: list[str]) -> str:
    return " and ".join(names)
