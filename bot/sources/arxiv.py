"""The arXiv API (Atom): new papers of categories and terms, papers by id, papers by title.

The wire format and its faults are as in the user manual and in recorded pages: an error is an entry titled "Error", a
page may be empty for no reason, `published` is the first version's day, an entry appears up to four days after it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # document types, and with them entities, are refused below
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.config import Arxiv
from bot.errors import SourceError
from bot.identity import keys_of_url
from bot.model import Paper, Skip
from bot.planning.batch import Batch, Window
from bot.sources import text
from bot.sources.gathering import Gathering, age, days, is_working_day
from bot.sources.http import Client, Kind

NAME = "arxiv"
PAGE = 200
MOST = 2000
"""Entries taken in one run; a question with more answers is too wide to rank well."""
LOOKUP = 100
"""Ids in one question: the address stays under 4,000 characters."""
TITLES, PER_TITLE = 8, 10
"""Titles in one question, and the papers taken for each: more share a phrase only where it says nothing."""
LAG = 4
"""Days from submission to announcement at most: submitted Friday after 14:00 ET, announced Monday 20:00 ET."""
EMPTY_RETRIES = 3

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_BAD_REQUEST = 400
_UNKNOWN = "arXiv does not know it"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One answer: `total` counts all that matches; `error` is the service's own word; `cut` says that it broke off."""

    papers: tuple[Paper, ...] = ()
    skipped: tuple[Skip, ...] = ()
    total: int = 0
    start: int = 0
    error: str = ""
    cut: str = ""

    @property
    def entries(self) -> int:
        """How many records the page held."""
        return len(self.papers) + len(self.skipped)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookup:
    """Papers by id, and the ids that gave none, with the reason."""

    papers: tuple[Paper, ...] = ()
    missing: tuple[Skip, ...] = ()

    @property
    def unknown(self) -> tuple[str, ...]:
        """The ids that arXiv says it does not know."""
        return tuple(skip.what for skip in self.missing if skip.why == _UNKNOWN)

    @property
    def trouble(self) -> str:
        """Why other ids gave no paper; "" where all went well."""
        return next((skip.why for skip in self.missing if skip.why != _UNKNOWN), "")


# --- fetch --------------------------------------------------------------------------------------------------------


def collect(settings: Arxiv, client: Client, window: Window) -> Batch:
    """Ask for papers submitted in the window; a fault of the feed is reported in the batch."""
    gathered = Gathering(source=NAME)
    with client.turn() as turn:
        try:
            _collect_pages(settings, client, window, gathered)
        except SourceError as error:
            gathered.trouble.append(str(error))
    _judge_age(settings, window, gathered)
    return gathered.batch(turn, quiet=f"nothing submitted from {window.since} to {window.until} matches")


def papers_by_id(client: Client, settings: Arxiv, ids: Sequence[str]) -> Lookup:
    """Fetch the metadata of arXiv ids (versions are dropped); ids without an answer are named."""
    wanted = {i: _id_of(i) for i in dict.fromkeys(ids)}
    missing = [Skip(what=i, why="not an arXiv id") for i, plain in wanted.items() if not plain]
    found: dict[str, Paper] = {}
    trouble = ""
    plain_ids = list(dict.fromkeys(filter(None, wanted.values())))
    for first in range(0, len(plain_ids), LOOKUP):
        some = plain_ids[first : first + LOOKUP]
        params = {"id_list": ",".join(some), "start": "0", "max_results": str(len(some))}
        try:
            page = _ask(settings, client, params)
        except SourceError as error:
            trouble = str(error)
            break
        found.update((paper.arxiv_id, paper) for paper in page.papers)
        trouble = page.error or page.cut or trouble
    why = trouble or _UNKNOWN
    missing += [Skip(what=i, why=why) for i, plain in wanted.items() if plain and plain not in found]
    return Lookup(papers=tuple(found.values()), missing=tuple(missing))


def search_titles(client: Client, settings: Arxiv, titles: Sequence[str]) -> tuple[Paper, ...]:
    """Papers whose title holds the words of one of these titles in a row; raises SourceError.

    One question for up to `TITLES` titles: at one request in three seconds, forty by themselves take two minutes.
    """
    phrases = [f'ti:"{words}"' for words in map(_phrase, titles[:TITLES]) if words]
    if not phrases:
        return ()
    most = str(PER_TITLE * len(phrases))
    page = _ask(settings, client, {"search_query": " OR ".join(phrases), "start": "0", "max_results": most})
    if page.error:
        raise SourceError(f"arXiv refuses the question: {page.error}")
    return page.papers


def _collect_pages(settings: Arxiv, client: Client, window: Window, gathered: Gathering) -> None:
    start = 0
    while True:
        page = _page(settings, client, window, start)
        gathered.add(page.papers, page.skipped)
        start += page.entries
        if page.error:
            raise SourceError(f"arXiv refuses the question: {page.error}; check sources.arxiv in the config")
        if page.cut:
            raise SourceError(f"the page from entry {start} on broke off ({page.cut}); the next run asks again")
        if start >= page.total:
            return
        if page.entries == 0:
            raise SourceError(f"arXiv gave {start} of {page.total} entries, then empty pages; the next run asks again")
        if start >= MOST:
            _say_where_it_ends(gathered, start, page.total)
            return


def _say_where_it_ends(gathered: Gathering, took: int, total: int) -> None:
    """The cap is no fault: asked again, arXiv gives the same newest ones, so the window is done with."""
    gathered.back_to = min((paper.published[:10] for paper in gathered.papers), default="")
    gathered.notes.append(
        f"the newest {took:,} of {total:,} entries, back to {gathered.back_to}; to reach further back, name fewer "
        "categories or some terms under sources.arxiv"
    )


def _page(settings: Arxiv, client: Client, window: Window, start: int) -> Page:
    """One page; an implausibly empty one is asked for again."""
    params = {
        "search_query": question(settings, window),
        "start": str(start),
        "max_results": str(PAGE),
        "sortBy": "submittedDate",
        "sortOrder": "descending",
    }
    page = _ask(settings, client, params)
    for _ in range(_chances(settings, window, page)):
        if page.entries or page.error or page.cut:
            break
        client.forget(_address(settings), params)
        page = _ask(settings, client, params)
    if start == 0 and not (page.entries or page.error or page.cut) and _impossible(settings, window):
        raise SourceError("arXiv answered no entry for days on which there must be some; the next run asks again")
    return page


def _chances(settings: Arxiv, window: Window, page: Page) -> int:
    """How often to ask again for an empty page: once; more often where it must be a fault."""
    if page.total > page.start or _impossible(settings, window):
        return EMPTY_RETRIES
    return 1


def _impossible(settings: Arxiv, window: Window) -> bool:
    """Whether an empty answer must be a fault: a busy category over working days that are announced by now."""
    announced = [day for day in days(window.since, window.until) if age(day, window.until) >= LAG]
    busy = any(category.startswith("cs.") for category in settings.categories)
    return busy and not settings.terms and sum(map(is_working_day, announced)) >= 2  # noqa: PLR2004  # one may be a holiday


def _judge_age(settings: Arxiv, window: Window, gathered: Gathering) -> None:
    newest = max((paper.published[:10] for paper in gathered.papers), default="")
    if newest and not settings.terms and age(newest, window.until) > LAG:
        gathered.stale = (
            f"stale since {newest}: the newest paper is {age(newest, window.until)} days old, {LAG} are usual; "
            "the window stays open"
        )


def question(settings: Arxiv, window: Window) -> str:
    """The search query: any category, any term in title or abstract, submitted in the window (days in GMT)."""
    categories = " OR ".join(f"cat:{name}" for name in settings.categories)
    quoted = [" ".join(term.replace('"', " ").split()) for term in settings.terms]
    terms = " OR ".join(f'ti:"{term}" OR abs:"{term}"' for term in quoted if term)
    since, until = window.since.replace("-", ""), window.until.replace("-", "")
    parts = [f"({part})" for part in (categories, terms) if part]
    return " AND ".join([*parts, f"submittedDate:[{since}0000 TO {until}2359]"])


def _ask(settings: Arxiv, client: Client, params: dict[str, str]) -> Page:
    answer = client.get(_address(settings), params, kind=Kind.XML, family=NAME, allow=(_BAD_REQUEST,))
    page = parse_page(answer.body)
    if answer.status == _BAD_REQUEST and not page.error:
        raise SourceError("arXiv: HTTP 400 without a reason; check sources.arxiv in the config")
    return page


def _address(settings: Arxiv) -> str:
    base = settings.url.rstrip("/")
    return base if base.endswith("/api/query") else f"{base}/api/query"


def _phrase(title: str) -> str:
    """A title's words for a phrase query: TeX marks and punctuation would hide a match."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"\\[A-Za-z]+|[$^_{}\\]", " ", title)))[:300]


# --- read ---------------------------------------------------------------------------------------------------------


def parse(body: bytes) -> tuple[list[Paper], list[Skip]]:
    """Read the papers of one answer, and what was left out and why."""
    page = parse_page(body)
    return list(page.papers), list(page.skipped)


def parse_page(body: bytes) -> Page:
    """Read one answer; always returns: a broken record is skipped and named, a broken body says so in `cut`."""
    builder = _Entries()
    parser = ET.XMLParser(target=builder)  # noqa: S314  # _Entries refuses document types
    cut = ""
    try:
        parser.feed(body)
        parser.close()
    except (ET.ParseError, ValueError, LookupError) as fault:
        cut = text.one_line(f"not whole XML: {fault}", 200)
    papers: list[Paper] = []
    skipped: list[Skip] = []
    error = ""
    for entry in builder.entries:
        if "/api/errors" in _text(entry, f"{_ATOM}id"):
            error = _text(entry, f"{_ATOM}summary") or "no reason given"
            continue
        read = _paper(entry)
        (papers if isinstance(read, Paper) else skipped).append(read)  # type: ignore[arg-type]  # sorted by its type
    return Page(
        papers=tuple(papers),
        skipped=tuple(skipped),
        total=0 if error else _number(builder.counts.get("totalResults")),
        start=_number(builder.counts.get("startIndex")),
        error=error,
        cut=cut or ("" if builder.is_feed else "no Atom feed"),
    )


class _Entries(ET.TreeBuilder):
    """Keeps every entry that was closed, so that a body that breaks off loses only the last one."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[ET.Element] = []
        self.counts: dict[str, str] = {}
        self.is_feed = False
        self._depth = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError(f"document type {name!r} with its entities is not read ({pubid or system or 'internal'})")

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        self.is_feed = self.is_feed or (self._depth == 0 and tag == f"{_ATOM}feed")
        self._depth += 1
        if self._depth > 50:  # noqa: PLR2004  # a real page has five levels
            raise ValueError("nested too deep")
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        self._depth -= 1
        element = super().end(tag)
        if tag == f"{_ATOM}entry":
            self.entries.append(element)
        elif tag.startswith(_SEARCH):
            self.counts[tag.removeprefix(_SEARCH)] = element.text or ""
        return element


def _paper(entry: ET.Element) -> Paper | Skip:
    arxiv_id = _id_of(_text(entry, f"{_ATOM}id"))
    # A paper may be titled "0" (2104.12255), so compare with "" rather than rely on truth.
    title = text.one_line(_text(entry, f"{_ATOM}title"), text.TITLE)
    if not arxiv_id:
        return Skip(what=title or "an entry", why=f"no arXiv id in {_text(entry, f'{_ATOM}id')[:80]!r}")
    if title == "":
        return Skip(what=arxiv_id, why="no title")
    abstract = text.one_line(_text(entry, f"{_ATOM}summary"), text.ABSTRACT)
    comment = text.one_line(_text(entry, f"{_ARXIV}comment"), 2000)
    published = _date(_text(entry, f"{_ATOM}published"))
    return Paper(
        title=title,
        abstract=abstract,
        authors=text.names(_text(author, f"{_ATOM}name") for author in entry.iterfind(f"{_ATOM}author")),
        url=f"https://arxiv.org/abs/{arxiv_id}",
        arxiv_id=arxiv_id,
        doi=text.one_line(_text(entry, f"{_ARXIV}doi"), 300),
        published=published,
        year=int(published[:4]) if published else None,
        comment=comment,
        journal_ref=text.one_line(_text(entry, f"{_ARXIV}journal_ref"), 1000),
        code=text.code_in(comment, abstract),
        categories=tuple(_categories(entry)),
        sources=(NAME,),
    )


def _categories(entry: ET.Element) -> Iterator[str]:
    """The primary category first, then the others in the feed's order."""
    named: Iterable[ET.Element] = [*entry.iterfind(f"{_ARXIV}primary_category"), *entry.iterfind(f"{_ATOM}category")]
    terms = (text.one_line(category.get("term"), 40) for category in named)
    yield from (term for term in dict.fromkeys(terms) if term)


def _id_of(address: str) -> str:
    """`2301.00704` or `cs/0703001` from an id, a version or an address of it, else ""."""
    keys = keys_of_url(address.strip())
    return next((key.removeprefix("arxiv:") for key in keys if key.startswith("arxiv:")), "")


def _text(element: ET.Element, tag: str) -> str:
    child = element.find(tag)
    return "" if child is None or child.text is None else child.text.strip()


def _date(stamp: str) -> str:
    return stamp[:10] if re.fullmatch(r"\d{4}-\d\d-\d\d.*", stamp) else ""


def _number(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"\s*\d{1,9}\s*", value) else 0
