"""Edits of lists in hands drawn at random, whose bytes after the edit are known: the list with the value all along."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks.edits import checks
from benchmarks.edits.checks import Edit, Refused
from benchmarks.hands.__main__ import drawn
from benchmarks.hands.faults import misread
from benchmarks.hands.form import Form
from benchmarks.hands.pages import Page
from benchmarks.hands.papers import papers
from bot import awesome, book, house_style
from bot.awesome import AwesomeList
from bot.errors import ListError
from bot.keeping import upkeep, upkeep_write
from bot.keeping.standing import Standing, key_of
from bot.model import Link, Paper

TODAY = "2026-01-01"
_SHOWN = (3, 5, 6, 7)
"""Papers beside which others show both ways: with code and without."""
_CODE = (Link(label="", url="https://github.com/made-up/released"),)
_MOVED = (Link(label="", url="https://github.com/made-up/moved-on"),)


@dataclass(frozen=True)
class Case:
    """An edit of the paper that stands `number`-th in its section: the paper before and after it."""

    kind: str
    field: str
    number: int
    old: Paper
    new: Paper


def cases(form: Form, told: Paper, number: int) -> Iterator[Case]:
    """Every edit of one paper that its hand can show."""

    def case(kind: str, field: str, old: Paper, new: Paper) -> Case:
        return Case(kind, field, number, old, new)

    year = told.venue.rpartition(" ")[2]
    bare, coded = replace(told, code=()), replace(told, code=_CODE)
    name, _, words = told.title.rpartition(": ")
    yield case("title", "title", told, replace(told, title=f"{told.title} Again"))
    yield case("named", "title", told, replace(told, title=words if name else f"GROW: {told.title}"))
    yield case("link", "url", told, replace(told, url=f"{told.url[:-5]}54321"))
    if "code" in form.shows:
        yield case("code in", "code", bare, coded)
        yield case("code out", "code", coded, bare)
        yield case("code moved", "code", coded, replace(told, code=_MOVED))
    if "venue" in form.shows:
        other = replace(told, venue=f"{'AAAI' if 'ICML' in told.venue else 'ICML'} {year}")
        yield case("venue", "venue", told, other)
        yield case("accepted", "venue", replace(told, venue=f"arXiv {year}"), told)
    if "people" in form.shows:
        yield case("people", "authors", told, replace(told, authors=("Ada Fern", *told.authors)))
    if "date" in form.shows:
        month = int(told.date[5:]) % 12 + 1
        yield case("date", "date", told, replace(told, date=f"{told.date[:4]}-{month:02}"))
    if "tags" in form.shows:
        yield case("tag", "tags", told, replace(told, tags=("shade",)))
    if "idea" in form.shows:
        yield case("idea", "idea", told, replace(told, idea="Waters the roots by night."))


@dataclass(frozen=True)
class Scene:
    """A drawn list and one paper of it that is edited."""

    form: Form
    page: Page
    papers: list[Paper]
    number: int

    def text(self, paper: Paper) -> str:
        """The list with the paper in its place."""
        return self.page.text(self.form, [*self.papers[: self.number], paper, *self.papers[self.number + 1 :]])

    def rest(self) -> str:
        """The list without the paper."""
        return self.page.text(self.form, [*self.papers[: self.number], *self.papers[self.number + 1 :]])

    def at(self, alist: AwesomeList, paper: Paper) -> int:
        """Where the paper stands among the entries that are read, -1 where it or any other is misread."""
        own = [n for n, entry in enumerate(alist.entries) if entry.section == self.page.section]
        if len(own) != len(self.papers) or len(alist.entries) != len(own) + self.page.others:
            return -1
        at = own[self.number]
        return -1 if misread(self.form, alist.entries[at], paper) else at


def scene(sort: str, seed: str) -> Scene:
    """A drawn list; half of them with a second section in the same hand."""
    form, page, told = drawn(sort, seed)
    draw = random.Random(f"edits {seed}")
    page = replace(page, trail="")  # whose blanks they are is not known where a line goes or comes
    if draw.random() < 0.5:
        page = replace(page, beside=(form, papers(draw)[:5]))
    return Scene(form, page, told[:-1], draw.choice(_SHOWN))


def faults(one: Scene) -> Iterator[tuple[str, str]]:
    """Each edit that was tried by its kind, with what is wrong: "" for nothing, `refused: …`, else a fault."""
    for case in cases(one.form, one.papers[one.number], one.number):
        yield case.kind, _edited(one, case)
        if case.kind in ("code in", "accepted"):
            yield f"upkeep: {case.kind}", _kept(one, case)
    yield "remove", _removed(one)
    if one.page.beside and one.page.beside[0] is one.form:
        yield "move", _moved(one)


def _edited(one: Scene, case: Case) -> str:
    before, want = one.text(case.old), one.text(case.new)
    alist, wanted = awesome.parse(before), awesome.parse(want)
    at = one.at(alist, case.old)
    if at < 0 or one.at(wanted, case.new) != at:
        return "unread"
    value = getattr(wanted.entries[at], case.field)
    if case.field == "code" and value:
        value = checks.code(alist, alist.entries[at], case.new.code[0].url)
    edit = Edit(case.kind, at, case.field, value)
    try:
        after = checks.done(alist, edit)
    except Refused as error:
        return f"refused: {error}\n{_block(alist, at)}"
    found = next(checks.faults(alist, edit, after), "")
    if after != want and not one.page.linked:
        found = f"bytes: not as written from the start{found and f' ({found})'}"
    return found and f"{found}\n{_shown(before, after, want)}"


def _kept(one: Scene, case: Case) -> str:
    """The same correction by upkeep, which refuses what it cannot read back."""
    before, want = one.text(case.old), one.text(case.new)
    alist = awesome.parse(before)
    at = one.at(alist, case.old)
    if at < 0:
        return "unread"
    key = key_of(alist.entries[at])
    links = tuple(replace(link, label="arXiv comment") for link in case.new.code) if case.field == "code" else ()
    said = f"Accepted at {case.new.venue}" if case.field == "venue" else ""
    told = book.of(alist, checks.LIST)
    found = upkeep.corrections(told, {key: Standing(key=key, comment=said, code=links)}, today=TODAY)
    made = upkeep_write.written(told, [c for c in found.corrections if c.line == alist.entries[at].line], 1)
    if not made.files:
        why = [skip.why for skip in (*made.left, *found.told)]
        return f"refused: {why[0] if why else 'nothing found'}\n{_block(alist, at)}"
    after = made.files[checks.LIST]
    return "" if after == want or one.page.linked else f"bytes: not as written\n{_shown(before, after, want)}"


def _removed(one: Scene) -> str:
    before, want = one.text(one.papers[one.number]), one.rest()
    alist = awesome.parse(before)
    at = one.at(alist, one.papers[one.number])
    if at < 0:
        return "unread"
    after = awesome.remove(alist, alist.entries[at])
    if _uncounted(after, one) != _uncounted(want, one) and not one.page.linked:
        return f"bytes: crumbs\n{_shown(before, after, want)}"
    return ""


def _moved(one: Scene) -> str:
    """To the other section and back: no byte of the entry but its number changes, and it comes back."""
    before = one.text(one.papers[one.number])
    alist = awesome.parse(before)
    at = one.at(alist, one.papers[one.number])
    if at < 0:
        return "unread"
    entry, other = alist.entries[at], next(e.section for e in alist.entries if e.section != one.page.section)
    try:
        there = house_style.move(alist, entry, other)
        again = awesome.parse(there.text)
        moved = next((e for e in again.entries if e.line == there.line), None)
        if moved is None or moved.section != other or len(again.entries) != len(alist.entries):
            return f"read: not there\n{_shown(before, there.text, '')}"
        back = house_style.move(again, moved, entry.section)
    except ListError as error:
        return f"refused: {error}"
    blocks = [alist.block(awesome.unit_of(alist, entry)), there.block, back.block]
    if len({_uncounted(block, one) for block in blocks}) > 1:
        return "bytes: written anew\n" + "\n".join(f"  {block!r}" for block in blocks)
    if sorted(_lines(back.text, one)) != sorted(_lines(before, one)):
        return f"bytes: there and back is another list\n{_shown(before, back.text, '')}"
    return ""


def _lines(text: str, one: Scene) -> list[str]:
    return [_uncounted(line, one) for line in text.splitlines()]


def _uncounted(text: str, one: Scene) -> str:
    """A text without running numbers, which stay as they are when one goes."""
    return re.sub(r"(?m)^(\W*?(?:<tr>)?\W*?(?:<td[^>]*>)?)\d+(?=\W)", r"\1", text) if one.form.counted else text


def _block(alist: AwesomeList, at: int) -> str:
    return "  " + repr(alist.block(awesome.unit_of(alist, alist.entries[at])))


def _shown(before: str, after: str, want: str) -> str:
    """The lines in which three texts differ."""
    old, new, wanted = (text.splitlines() for text in (before, after, want))
    told = [f"  - {line!r}" for line in old if line not in new]
    told += [f"  + {line!r}" for line in new if line not in old]
    return "\n".join((*told, *(f"  = {line!r}" for line in wanted if line not in new and line not in old)))
