"""Finding corrections: what became of listed papers that their entries do not say yet, each for a person to check.

Pure: the list and what is known of its papers in, corrections out, ranked. Never a guess, and never a step back:

- a venue only where the authors (or the place of publication) name it by `venue`'s strict rule, where the entry says
  "arXiv" or the like, or nothing in a section whose entries show venues. A person's venue is never overwritten: where
  the sources name another one, that is reported only.
- code only where the entry shows none, or a placeholder (`Waiting...`), and its section shows code.

`upkeep_write` writes them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot import venue
from bot.awesome import AwesomeList, unit_of
from bot.book import Book
from bot.identity import best_key
from bot.keeping.standing import Standing, key_of
from bot.learning.spelling import Spelling
from bot.matching.titles import fold, fold_tight
from bot.model import Entry, Skip, paper_of
from bot.reading.fields import Field
from bot.reading.preprint import is_preprint
from bot.reading.printed_venue import PLACEHOLDER, SPLIT_VENUE
from bot.reading.rows import Row, row_of
from bot.venue import Venue
from bot.venue_names import JOURNALS
from bot.writing import venue_hand
from bot.writing.template import repo_of

_SHARE = {"venue": 3 / 4, "code": 1 / 3}
"""A section shows a field where at least this share of its entries, and at least two, do. The bar is higher for venues:
an entry without code has none yet, but one without a venue mostly never had one (a blog, a report)."""
_LATEST = 3
"""Years from a paper's first version to its venue; a venue that comes later is reported, not written."""
_QUOTE = 160
_CENTURY = 2000
_NAME = 3
"""Letters of a repository's name that tell something."""
_FEW = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A new value for one field of one entry.

    `old` and `new` are as printed, `reason` says which source says so, in words. `key` is the paper's, `path` the file,
    `line` where the entry stands now. `placeholder` says that `old` stands for what is to come.
    """

    key: str
    path: str
    line: int
    title: str
    field: str
    old: str
    new: str
    reason: str
    section: tuple[str, ...] = ()
    placeholder: bool = False

    @property
    def name(self) -> str:
        """The name under which a person's no is remembered: paper, field and new value."""
        return f"{self.key} {self.field} {self.new.casefold()}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Corrections, best first; and in `told`, with the reason, what only a person can judge."""

    corrections: tuple[Correction, ...] = ()
    told: tuple[Skip, ...] = ()


# --- what is to be corrected ------------------------------------------------------------------------------------------


def corrections(
    book: Book,
    standings: Mapping[str, Standing],
    *,
    today: str,
    aliases: Mapping[str, str] | None = None,
    refused: Collection[str] = (),
) -> Found:
    """Find what the entries do not say yet; `aliases` are the config's venues, `refused` names a person said no to."""
    found: list[Correction] = []
    told: list[Skip] = []
    owners = _owners(book, standings)
    for path, alist in book.lists.items():
        page = _Page(path, alist, standings, aliases or {}, int(today[:4]), owners)
        for one in page.news():
            (found if isinstance(one, Correction) else told).append(one)  # type: ignore[arg-type]  # sorted by its type
    kept = [one for one in found if one.name not in refused]
    return Found(corrections=tuple(sorted(kept, key=_rank)), told=tuple(told))


def asks_for(book: Book) -> dict[str, tuple[Entry, ...]]:
    """Key → entries of each paper that a source may have news of; entries that say everything are not asked about."""
    wanted: dict[str, list[Entry]] = defaultdict(list)
    for path, alist in book.lists.items():
        page = _Page(path, alist, {}, {}, 0)
        for entry in alist.entries:
            if key_of(entry) and not entry.commented and (page.takes_venue(entry) or page.takes_code(entry)):
                wanted[key_of(entry)].append(entry)
    return {key: tuple(entries) for key, entries in wanted.items()}


def lacks_code(book: Book) -> set[str]:
    """The keys of papers whose entry could show code and shows none."""
    pages = [_Page(path, alist, {}, {}, 0) for path, alist in book.lists.items()]
    return {key_of(entry) for page in pages for entry in page.alist.entries if page.takes_code(entry)} - {""}


def _rank(one: Correction) -> tuple[int, str]:
    """Promises first (`Code: Waiting...`), then preprints that were accepted, then what is missing; newest first."""
    order = 0 if one.placeholder else 1 if one.old else 2
    digits = one.key.partition(":")[2]
    newest = "".join(chr(ord("9") - int(c) + ord("0")) for c in digits if c.isdecimal())
    return order, newest


@dataclass(frozen=True)
class _Page:
    """One file of the list, and what is known of its papers."""

    path: str
    alist: AwesomeList
    standings: Mapping[str, Standing]
    aliases: Mapping[str, str]
    year: int
    owners: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Repository that several papers name → the key of the one that it is named after (or ""), and what to say."""

    def news(self) -> Iterator[Correction | Skip]:
        """The corrections of the page's entries, and what is only reported."""
        for entry in self.alist.entries:
            known = self.standings.get(key_of(entry))
            if known is None or entry.commented:
                continue
            if _WITHDRAWN.search(known.comment):
                yield self._told(entry, f"{_quoted('arXiv comment', known.comment)}: withdrawn; does it stay?")
                continue
            for one in (self._venue(entry, known), self._code(entry, known)):
                if one is not None:
                    yield one

    # --- venues

    def takes_venue(self, entry: Entry) -> bool:
        """Whether a venue would go into this entry: it says "arXiv", or nothing where its section shows venues."""
        if entry.venue:
            return is_preprint(entry.venue)
        return self._shows(entry, "venue") and not self._named_elsewhere(entry)

    def _venue(self, entry: Entry, known: Standing) -> Correction | Skip | None:
        found = venue.venue_of(known.paper)
        if found is None or found.workshop:
            return None
        said = _said(found, known)
        if not self.takes_venue(entry):
            return self._other_venue(entry, found, said)
        doubt = self._doubt(entry, found)
        if doubt:
            return self._told(entry, f"{said}; {doubt}")
        new = self._printed(found, entry)
        return self._correction(entry, "venue", entry.venue, new, said)

    def _other_venue(self, entry: Entry, found: Venue, said: str) -> Skip | None:
        """The report of a venue that differs from the one a person wrote."""
        shown = venue.read(entry.venue) if entry.venue else None
        if shown is None or shown.workshop or shown.name == found.name.removesuffix(" Findings"):
            return None
        return self._told(entry, f"shows “{entry.venue}”, {said}")

    def _doubt(self, entry: Entry, found: Venue) -> str:
        """Why a venue is only reported and not written; "" where nothing speaks against it."""
        if found.year is None:
            return "" if found.name in JOURNALS else "no year is said"
        first = _first_year(entry)
        if first and not first <= found.year <= first + _LATEST:
            return f"the paper is of {first}"
        if found.year > self.year + 1:
            return "that is years ahead"
        if any(is_preprint(part) for part in entry.section):
            return f"the entry stands below “{entry.section[-1]}”: move it by hand"
        return ""

    def _named_elsewhere(self, entry: Entry) -> bool:
        """Whether a heading, a tag or another place of the entry names a venue already."""
        places = [*entry.section, *entry.tags, entry.citation, entry.idea, self._bare(entry)]
        return any(venue.read(place) is not None for place in places if place)

    def _bare(self, entry: Entry) -> str:
        """The entry's lines without its title."""
        return "\n".join(self._lines[entry.line - 1 : entry.end_line]).replace(entry.title, " ")

    @cached_property
    def _lines(self) -> list[str]:
        return self.alist.text.split("\n")

    def _printed(self, found: Venue, entry: Entry) -> str:
        """The venue as this list prints it: its name for it, and the year as its other venues have it."""
        name = self._spelling.venue(found.name)
        form = self._form(entry)
        if found.year is None:
            return name
        if not form:
            return f"{name} {found.year}"
        return form.replace("{name}", name).replace("{year}", str(found.year)).replace("{yy}", f"{found.year % 100:02}")

    def _form(self, entry: Entry) -> str:
        """How venues are printed in the section, else in the file, else as this entry prints "arXiv"."""
        if venue_hand.year_apart(self.alist.template(unit_of(self.alist, entry))):
            return "{name} {year}"
        for section, least in ((entry.section, _FEW), (None, 1)):
            forms = self._forms[section]
            if forms.total() >= least:
                return forms.most_common(1)[0][0]
        return _form_of(entry.venue) if _form_of(entry.venue) != "{name}" else ""

    @cached_property
    def _forms(self) -> Mapping[tuple[str, ...] | None, Counter[str]]:
        forms: dict[tuple[str, ...] | None, Counter[str]] = defaultdict(Counter)
        for entry in self.alist.entries:
            read = venue.read(entry.venue) if entry.venue and not is_preprint(entry.venue) else None
            if read and not read.workshop and not re.search(r"\w", read.leftover):
                forms[entry.section][_form_of(entry.venue)] += 1
                forms[None][_form_of(entry.venue)] += 1
        return forms

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(venues=self.aliases, written=[entry.venue for entry in self.alist.entries if entry.venue])

    # --- code

    def takes_code(self, entry: Entry) -> bool:
        """Whether code would go into this entry: it links no repository, and its section shows code or it says so."""
        if entry.code or repo_of(entry.url) or any(repo_of(link.url) for link in entry.links):
            return False
        if "github.com/" in self._bare(entry).lower():
            return False
        return self._promises(entry) or self._shows(entry, "code") or self._cell(entry) is not None

    def _code(self, entry: Entry, known: Standing) -> Correction | Skip | None:
        if not known.code or not self.takes_code(entry):
            return None
        repos = {repo_of(link.url).lower(): link for link in known.code if repo_of(link.url)}
        named = "; ".join(f"{link.label} names {repo_of(link.url)}" for link in known.code)
        if len(repos) != 1:
            return self._told(entry, f"{named}: which one is the paper's cannot be told") if repos else None
        ((repo, link),) = repos.items()
        others = [line for key, line in self._repos.get(repo, ()) if key != key_of(entry)]
        if others:
            return self._told(entry, f"{named}, which line {others[0]} links as well")
        owner, said = self.owners.get(repo, (key_of(entry), ""))
        if owner != key_of(entry):
            return self._told(entry, f"{named}, {said}")
        made = self._correction(entry, "code", self._placeholder(entry), link.url, named)
        return replace(made, placeholder=self._promises(entry))

    def _promises(self, entry: Entry) -> bool:
        return bool(self._placeholder(entry))

    def _placeholder(self, entry: Entry) -> str:
        """What stands for code that is to come (`Waiting...`), "" where nothing does."""
        for line in self._lines[entry.line - 1 : entry.end_line]:
            found = _CODE_LINE.search(line)
            if found and PLACEHOLDER.fullmatch(found[1].strip(" *_`[]()")):
                return found[1].strip(" *_`[]()")
        cell = self._cell(entry) or ""
        return cell if PLACEHOLDER.fullmatch(cell) else ""

    def _cell(self, entry: Entry) -> str | None:
        """What stands in a row's cell of a column that holds code in two rows beside it; None elsewhere."""
        unit = unit_of(self.alist, entry)
        if unit.shape not in ("row", "html") or not (own := row_of(self.alist.reading(unit))).cells:
            return None
        rows = [row for row in self._rows[unit.section] if len(row.cells) == len(own.cells)]
        held = (sum(row.cell(n).first(Field.CODE) is not None for row in rows) for n in range(len(own.cells)))
        most, column = max((count, n) for n, count in enumerate(held))
        cell = own.cell(column)
        return cell.block if most > 1 and not cell.first(Field.URL) and not cell.first(Field.TITLE) else None

    @cached_property
    def _rows(self) -> Mapping[int, Sequence[Row]]:
        """The rows below each heading."""
        found: dict[int, list[Row]] = defaultdict(list)
        for unit in self.alist.units:
            if unit.shape in ("row", "html"):
                found[unit.section].append(row_of(self.alist.reading(unit)))
        return found

    @cached_property
    def _repos(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Repository → papers and lines of the entries that show it."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for entry in self.alist.entries:
            for url in (entry.url, *(link.url for link in (*entry.code, *entry.links))):
                if repo_of(url):
                    found[repo_of(url).lower()].append((key_of(entry), entry.line))
        return found

    # --- both

    def _shows(self, entry: Entry, name: str) -> bool:
        """Whether the entry's section shows a field; the entry itself does not."""
        count, every = self._counts[name][entry.section]
        return count > 1 and count >= _SHARE[name] * (every - 1)

    @cached_property
    def _counts(self) -> Mapping[str, Mapping[tuple[str, ...], tuple[int, int]]]:
        """Field → section → how many of its entries show it, of how many."""
        tables: dict[str, dict[tuple[str, ...], tuple[int, int]]] = {}
        for name in ("venue", "code"):
            table: dict[tuple[str, ...], tuple[int, int]] = defaultdict(lambda: (0, 0))
            for entry in self.alist.entries:
                count, every = table[entry.section]
                table[entry.section] = count + bool(getattr(entry, name)), every + 1
            tables[name] = table
        return tables

    def _correction(self, entry: Entry, name: str, old: str, new: str, reason: str) -> Correction:
        return Correction(
            key=best_key(paper_of(entry)),
            path=self.path,
            line=entry.line,
            title=entry.title,
            field=name,
            old=old,
            new=new,
            reason=reason,
            section=entry.section,
        )

    def _told(self, entry: Entry, why: str) -> Skip:
        return Skip(what=f"{self.path}:{entry.line} “{entry.title}”", why=why)


def _owners(book: Book, standings: Mapping[str, Standing]) -> dict[str, tuple[str, str]]:
    """Repository that several papers of the list name → whose it is by its name ("" for nobody's), and what to say.

    A paper that only builds on a repository names it, too; whose code it is, its name tells where it is that of one.
    """
    naming: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for path, alist in book.lists.items():
        for entry in alist.entries:
            known = standings.get(key_of(entry))
            for link in known.code if known and not entry.commented else ():
                where = f"{path} line {entry.line}" if len(book.lists) > 1 else f"line {entry.line}"
                naming[repo_of(link.url).lower()].setdefault(key_of(entry), (entry.title, where))
    owners: dict[str, tuple[str, str]] = {}
    for repo, papers in naming.items():
        after = [key for key, (title, _) in papers.items() if _named_after(repo, title)]
        if len(papers) > 1 and len(after) == 1:
            owners[repo] = after[0], f"which by its name is the code of {papers[after[0]][1]}"
        elif len(papers) > 1:
            lines = " and ".join(where for _, where in papers.values())
            owners[repo] = "", f"as the papers of {lines} do: whose code it is cannot be told"
    return owners


def _named_after(repo: str, title: str) -> bool:
    """Whether a repository has a paper's short name, or words of its title that stand together: `ann/half-bits`."""
    name = fold_tight(_ADDED_NAME.sub("", repo.rpartition("/")[2]))
    words = fold(title).split()
    runs = ("".join(words[at:end]) for at in range(len(words)) for end in range(at + 1, len(words) + 1))
    return len(name) >= _NAME and name in runs


_ADDED_NAME = re.compile(r"(?:[-_.](?:official|code|release|pytorch|jax|public|main))+$")
"""What is hung on the name of a paper's repository."""
_WITHDRAWN = re.compile(r"\bwithdrawn\b(?! from\b)", re.IGNORECASE)
"""A paper that its authors took back; `withdrawn from ICLR` is a submission of a paper that stands."""
_CODE_LINE = re.compile(
    r"(?:\b(?:codes?|github|implementation|repo(?:sitory)?)\b|代码)[\s*_\])`]*[:：】][\s*_`]*([^|]{1,40}?)\s*$",
    re.IGNORECASE,
)
"""A line that labels code, up to its end: `Code: Waiting...`."""


def _form_of(text: str) -> str:
    """A printed venue with `{name}`, and `{year}` or `{yy}`, in place of its own."""
    found = SPLIT_VENUE.match(text)
    if not found:
        return "{name}"
    digits = re.sub(r"\D", "", found["year"])
    year = found["year"].replace(digits, "{year}" if len(digits) > 2 else "{yy}")  # noqa: PLR2004  # '24
    return "{name}" + found["gap"] + year + found["rest"]


def _first_year(entry: Entry) -> int | None:
    """The year of a paper's first version, from its arXiv id; None for the old kind of id."""
    found = re.match(r"arxiv:(\d\d)\d\d\.", key_of(entry))
    return _CENTURY + int(found[1]) if found else None


def _said(found: Venue, known: Standing) -> str:
    """Which source names a venue, in words a person can check."""
    quotes = {
        "comment": ("arXiv comment", known.comment),
        "journal reference": ("arXiv journal reference", known.journal_ref),
    }
    if found.source not in quotes:
        return f"{found.source} is of {found.text}"
    return _quoted(*quotes[found.source])


def _quoted(who: str, words: str) -> str:
    short = words if len(words) <= _QUOTE else words[: _QUOTE - 1].rstrip() + "…"
    return f"{who}: “{short}”"
