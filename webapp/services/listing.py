"""The list as a table of its entries, with findings and news; and changes of an entry as edits with their diff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from bot import awesome, book_edit, identity, venue
from bot.actions import Edit
from bot.awesome import AwesomeList
from bot.book import Book
from bot.book_edit import Changed
from bot.checking import lint_book
from bot.checking.fault import Fault, Kind, Severity, applied
from bot.checking.lint import fixed
from bot.configuring import edit
from bot.errors import GleanerError
from bot.keeping import upkeep, upkeep_write
from bot.model import SECTION_SEPARATOR, Entry, Paper, paper_of
from bot.proposal import safe_paper
from webapp.services.cards import shown
from webapp.services.desk import Desk
from webapp.services.edits import form_of, with_field

COLUMNS = ("health", "title", "section", "line", "venue", "tags", "code", "link")
RANK = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
FINE = "fine"
NEEDS = ("findings", "news", "code", "venue", "tags")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One entry with what was found about it: `news` is what its paper has become that the entry does not say."""

    entry: Entry
    path: str = ""
    faults: tuple[Fault, ...] = ()
    news: Mapping[str, str] | None = None

    @property
    def health(self) -> str:
        """The health in a word or two: the worst finding and the number of findings, else the news, else `fine`."""
        if self.faults:
            worst = min((fault.severity for fault in self.faults), key=RANK.index)
            more = f" +{len(self.faults) - 1}" if len(self.faults) > 1 else ""
            return f"{worst.value}{more}"
        return "news" if self.news else FINE

    @property
    def mendable(self) -> tuple[Fault, ...]:
        """Findings that a safe fix mends."""
        return tuple(fault for fault in self.faults if fault.fix is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A changed list: its text and the diff; `trouble` says why it cannot be made, `edit` is what a forge saves.

    `left` are sentences on files that do not follow, or not in everything.
    """

    diff: str = ""
    trouble: str = ""
    edit: Edit | None = None
    left: tuple[str, ...] = ()


def alist_of(desk: Desk, path: str = "") -> AwesomeList:
    """A file of the list (its own) as it stands."""
    base, name = desk.queue.reading.base, path or desk.path
    return awesome.newest(base, name) if name in base.files else awesome.parse("")


def entries_of(desk: Desk) -> tuple[Entry, ...]:
    """Every entry of the list in its own file and its chapters."""
    chapters = desk.queue.reading.base.layout.chapters
    files = [path for path in desk.files if path == desk.path or path in chapters]
    return tuple(entry for path in files for entry in alist_of(desk, path).entries)


def rows(desk: Desk, faults: Sequence[Fault], path: str = "") -> list[Row]:
    """The entries of a file in its order, each with its findings and news."""
    alist = alist_of(desk, path)
    by_line: dict[int, list[Fault]] = {}
    for fault in faults:
        if not _is_of_mirror(fault):
            by_line.setdefault(fault.line, []).append(fault)
    became = _became(desk, alist, path or desk.path)
    remembered = {key: p for p in desk.queue.reading.ledger.papers for key in p.keys if identity.is_strong(key)}
    return [
        Row(
            entry=entry,
            path=path or desk.path,
            faults=tuple(f for line in range(entry.line, entry.end_line + 1) for f in by_line.get(line, ())),
            news={**(_news(entry, remembered) or {}), **became.get(entry.line, {})} or None,
        )
        for entry in alist.entries
    ]


def _is_of_mirror(fault: Fault) -> bool:
    """Whether a fault is about a paper that a mirror lacks; its line is only the place for it."""
    return fault.kind is Kind.MIRROR and fault.severity is Severity.WARNING


def elsewhere(found: Sequence[Row], faults: Sequence[Fault]) -> list[Fault]:
    """Findings about lines that belong to no entry."""
    told = {id(fault) for row in found for fault in row.faults}
    return [fault for fault in faults if id(fault) not in told]


def matching(found: Sequence[Row], text: str, section: str, needs: str) -> list[Row]:
    """Rows that hold all words, stand in the section, and need what is asked for (one of `NEEDS`)."""
    words = text.lower().split()
    return [
        row
        for row in found
        if (not section or SECTION_SEPARATOR.join(row.entry.section) == section)
        and (not needs or _needs(row, needs))
        and (not words or all(word in _text(row.entry) for word in words))
    ]


def table(found: Sequence[Row]) -> pd.DataFrame:
    """The rows as a table."""
    lines = [
        (
            row.health,
            shown(row.entry.title) + (" (in a comment)" if row.entry.commented else ""),
            shown(row.entry.section[-1] if row.entry.section else ""),
            row.entry.line,
            shown(row.entry.venue),
            shown(", ".join(row.entry.tags)),
            len(row.entry.code),
            row.entry.url if row.entry.url.startswith(("https://", "http://")) else None,
        )
        for row in found
    ]
    return pd.DataFrame(lines, columns=list(COLUMNS))


def numbers(found: Sequence[Row]) -> dict[str, int]:
    """How many entries there are, and how many want a look."""
    return {
        "entry" if len(found) == 1 else "entries": len(found),
        "with findings": sum(bool(row.faults) for row in found),
        "without code": sum(not row.entry.code for row in found),
        "without venue": sum(not row.entry.venue for row in found),
    }


# --- changes ----------------------------------------------------------------------------------------------------------


def form_of_entry(entry: Entry) -> dict[str, str]:
    """The form's texts for an entry, its link among them."""
    return {**form_of(paper_of(entry), entry.section), "url": entry.url}


def book_of(desk: Desk) -> Book:
    """The list in all the files that are there."""
    layout = desk.queue.reading.base.layout
    read = {path: alist_of(desk, path) for path in desk.files}
    mirrors = {path: alist for path, alist in read.items() if path in layout.mirrors and path != desk.path}
    return Book(path=desk.path, lists={p: a for p, a in read.items() if p not in mirrors}, mirrors=mirrors)


def rewritten(desk: Desk, entry: Entry, form: Mapping[str, str], who: str, path: str = "") -> Change:
    """The list with the entry rewritten to the form's fields, and moved where the section is another one.

    The list's other files follow, as `book_edit` says.
    """
    before = form_of_entry(entry)
    asked = {name: text.strip() for name, text in form.items() if text.strip() != before[name].strip()}
    section = asked.pop("section", "")
    if asked.get("url") and not asked["url"].startswith(("https://", "http://")):
        return Change(trouble="The link has to begin with https:// or http://.")
    fields, target = _fields(entry, asked), tuple(section.split(SECTION_SEPARATOR)) if section else ()
    if not fields and not target:
        return Change()
    try:
        changed = book_edit.corrected(book_of(desk), path or desk.path, entry, fields, target)
    except GleanerError as error:
        return Change(trouble=str(error))
    verb = "Move" if section and not fields else "Correct"
    return _of_book(desk, changed, f"{verb} “{entry.title}”", _name(entry), who, path=path)


def removed(desk: Desk, entry: Entry, who: str, path: str = "") -> Change:
    """The list without the entry, and without its twins in the files that hold the same papers."""
    changed = book_edit.removed(book_of(desk), path or desk.path, entry)
    return _of_book(desk, changed, f"Remove “{entry.title}”", _name(entry), who, path=path)


def mended(desk: Desk, row: Row, who: str) -> Change:
    """The list with the safe fixes of one entry."""
    text = applied(alist_of(desk, row.path).text, row.mendable)
    reasons = "; ".join(fault.reason for fault in row.mendable)
    return _change(desk, text, f"Mend “{row.entry.title}”", _name(row.entry), who, body=reasons, path=row.path)


def all_mended(desk: Desk, who: str, path: str = "") -> Change:
    """The file with every safe fix."""
    name = f"mend {path}" if path and path != desk.path else "mend"
    book, own = book_of(desk), path or desk.path
    text = lint_book.fixed(book)[own] if len(book.texts) > 1 else fixed(book.texts[own])
    return _change(desk, text, "Mend what is safe to mend", name, who, path=path)


def _change(desk: Desk, text: str, title: str, name: str, who: str, *, body: str = "", path: str = "") -> Change:
    changed = Changed(files={path or desk.path: text})
    return _of_book(desk, changed, title, name, who, path=path, body=body)


def _of_book(desk: Desk, changed: Changed, title: str, name: str, who: str, *, path: str, body: str = "") -> Change:
    """What is saved and shown of a change: the file that was asked for first."""
    base, path = desk.queue.reading.base, path or desk.path
    name = name if path == desk.path or name.startswith("mend") else f"{name} in {path}"
    diffs = {each: edit.diff(base.files[each], text, each, context=2) for each, text in changed.files.items()}
    files = {each: changed.files[each] for each, found in diffs.items() if found}
    if not files:
        return Change()
    left = tuple(f"{skip.what} stays as it is: {skip.why}" for skip in changed.left)
    why = "\n\n".join(filter(None, (body, *left)))
    made = Edit(name=name, title=shown(title), files=files, base=base, body=why, by=who)
    return Change(diff="\n".join(diffs[each] for each in files), edit=made, left=left)


def _name(entry: Entry) -> str:
    """The name of an entry's change, so that there is one pull request per entry."""
    return f"entry {identity.best_key(paper_of(entry))}"


def _fields(entry: Entry, asked: Mapping[str, str]) -> dict[str, object]:
    """The asked fields as values of a paper, safe to write into a list."""
    paper: Paper = paper_of(entry)
    for name, text in asked.items():
        paper = with_field(paper, name, text)
    paper = safe_paper(paper)
    return {name: getattr(paper, name) for name in asked}


# --- inside -----------------------------------------------------------------------------------------------------------


def _became(desk: Desk, alist: AwesomeList, path: str) -> dict[int, dict[str, str]]:
    """Line → fields of the form as `gleaner upkeep` would correct them, from what it last learned."""
    known = desk.queue.reading.ledger.standings
    if not known or path in desk.queue.reading.base.layout.mirrors:
        return {}
    alone = Book(path=path, lists={path: alist})
    today = max((one.asked or one.lookup for one in known.values()), default="") or "2000"
    by_line: dict[int, dict[str, str]] = {}
    entries = {entry.line: entry for entry in alist.entries}
    for one in upkeep.corrections(alone, known, today=today).corrections:
        entry = entries[one.line]
        if one.field == "code":
            code = replace(paper_of(entry), code=upkeep_write.code_links(alist, entry, one.new))
            by_line.setdefault(one.line, {})["code"] = form_of(code, ())["code"]
        else:
            by_line.setdefault(one.line, {})["venue"] = one.new
    return by_line


def _news(entry: Entry, remembered: Mapping[str, Paper]) -> dict[str, str] | None:
    """Fields of the form that the entry's paper fills today and the entry does not: a venue, code."""
    paper = next((remembered[key] for key in entry.keys if key in remembered), None)
    if paper is None or entry.commented:
        return None
    news: dict[str, str] = {}
    now = venue.venue_of(paper)
    if now is not None and venue.accepted(entry.venue, published=True) is None:
        news["venue"] = now.text
    if paper.code and not entry.code:
        news["code"] = form_of(replace(paper_of(entry), code=paper.code), ())["code"]
    return news or None


def _needs(row: Row, needs: str) -> bool:
    if needs == "findings":
        return bool(row.faults)
    return bool(row.news) if needs == "news" else not getattr(row.entry, needs)


def _text(entry: Entry) -> str:
    return " ".join((entry.title, *entry.authors, *entry.tags, entry.venue, *entry.keys, str(entry.line))).lower()
