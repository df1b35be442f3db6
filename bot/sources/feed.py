"""Any RSS or Atom feed, arXiv's own included, read by feedparser.

feedparser takes what it is given as an address or a local path first and has no limits of its own, so it only ever sees
bytes in memory that passed the guards here. Its sanitiser is off: it eats `<think>` and `$p<q$`; text is escaped where
it is shown.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import feedparser

from bot.config import Feed
from bot.errors import SourceError
from bot.identity import keys_of_url
from bot.model import Paper, Skip
from bot.planning.batch import Batch, Window
from bot.sources import text
from bot.sources.gathering import Gathering, age
from bot.sources.http import Client, Kind
from bot.sources.wire import COMMENTS

MOST = 2000
MOST_TAGS, MOST_ESCAPES = 300_000, 1_000_000
"""A full day of arXiv has 50,000 tags; feedparser needs three seconds for 200,000."""
MOST_ATTRIBUTES = 100
"""The most attributes of one tag; feedparser's time grows with their square."""
STALE_AFTER = 4
"""Days without a new announcement that arXiv's longest weekend explains."""

_ROOT_CLOSED = re.compile(
    rb"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>\s*+" + COMMENTS + rb"\Z", re.IGNORECASE | re.DOTALL
)
"""The end of a whole feed."""
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)")
"""The encoding that the XML declaration names."""
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_LADEN_TAG = re.compile(
    rb"<[A-Za-z_:\x80-\xff][^\s<>/]*+(?:\s++[^\s<>=]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){%d}" % (MOST_ATTRIBUTES + 1)
)
"""A tag with more attributes than allowed."""
_EBCDIC = b"\x4c\x6f\xa7\x94"
"""`<?xm` in the one family of encodings in which the guards here would not see a tag."""
_MARKUP = re.compile(
    r"</?(?:p|br|hr|a|b|i|u|em|strong|span|div|img|ul|ol|li|sub|sup|h[1-6]|table|tr|td|th|code|pre|blockquote|figure|"
    r"figcaption|jats:\w+)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""HTML tags that occur in the text of feeds."""
_ARXIV_HEAD = re.compile(r"arXiv:(\S+?)(?:v\d+)? Announce Type: ([a-z-]+)\s+(?:Abstract: )?", re.IGNORECASE)
"""What arXiv puts in front of an abstract: id and announce type."""
_OLD_TITLE = re.compile(r"\.?\s*\(arXiv:(\S+?)(?:v\d+)? \[[^\]]*\]\s*([A-Z ]*)\)$")
"""What arXiv appended to titles in older feeds: id and announce type."""
_OLD_MARKS = {"": "new", "UPDATED": "replace", "CROSS LISTED": "cross"}
_GIVEN = re.compile(r"(\d\d)(\d\d)\.\d")
"""Year and month in an arXiv id."""
_FIRST_FEED = 1999
"""No feed announced anything before; an empty field reads as 1970."""
_AHEAD = 1
"""Days that a date may be ahead of ours: it is tomorrow already where the feed is made."""
_AUTHORS = re.compile(r",\s*(?![^()]*\))")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """What one body held: `day` is the channel's own date (ISO) or ""; `revised`, `crossed` and `more` count what was
    left: revisions, cross-lists, and entries beyond the `MOST` newest.
    """

    papers: tuple[Paper, ...] = ()
    skipped: tuple[Skip, ...] = ()
    day: str = ""
    arxiv: bool = False
    revised: int = 0
    crossed: int = 0
    more: int = 0
    cut: str = ""


# --- fetch --------------------------------------------------------------------------------------------------------


def collect(settings: Feed, client: Client, window: Window) -> Batch:
    """Read the feed as it is today; a fault of the feed is reported in the batch."""
    gathered = Gathering(source=settings.name)
    with client.turn() as turn:
        try:
            answer = client.get(settings.url, kind=Kind.XML)
            channel = parse_channel(answer.body, settings.name, cross_lists=settings.cross_lists)
            _gather(channel, gathered, window)
        except SourceError as error:
            gathered.trouble.append(str(error))
    return gathered.batch(turn, quiet="the feed is whole and holds nothing new: a weekend or a holiday")


def _gather(channel: Channel, gathered: Gathering, window: Window) -> None:
    papers = [_not_ahead(paper, window.until) for paper in channel.papers]
    gathered.add(papers, channel.skipped, channel.revised + channel.crossed + len(papers) + len(channel.skipped))
    if channel.cut:
        gathered.cut = True
        gathered.trouble.append(f"{channel.cut}; its last entry was dropped, the next run asks again")
    if channel.revised:
        gathered.notes.append(f"revisions of older papers left out: {channel.revised}")
    if channel.crossed:
        gathered.notes.append(f"cross-lists left out: {channel.crossed}")
    if channel.more:
        gathered.notes.append(f"of {MOST + channel.more} entries the {MOST} newest were read")
    if channel.arxiv and channel.day and age(channel.day, window.until) > STALE_AFTER:
        gathered.stale = f"stale since {channel.day}: the feed announces no newer day; the window stays open"


def _not_ahead(paper: Paper, today: str) -> Paper:
    """The paper without a date that has not come yet (a feed's clock is wrong): the entry would print its year."""
    if paper.published and age(paper.published, today) < -_AHEAD:
        return replace(paper, published="", year=None)
    return paper


# --- read ---------------------------------------------------------------------------------------------------------


def parse(body: bytes, name: str = "feed") -> tuple[list[Paper], list[Skip]]:
    """Read the papers of one feed; raises SourceError where the body is no feed."""
    channel = parse_channel(body, name)
    return list(channel.papers), list(channel.skipped)


def parse_channel(body: bytes, name: str = "feed", *, cross_lists: bool = True) -> Channel:
    """Read one feed with the facts of its channel; raises SourceError where the body is no feed."""
    result = _parsed(body)
    about: Mapping[str, Any] = result.get("feed", {})
    entries: Sequence[Mapping[str, Any]] = result.get("entries", [])
    cut = "" if _ROOT_CLOSED.search(body[-4096:]) or not _is_utf8(body) else "the feed breaks off in the middle"
    if cut:
        # The parser closes what was open: its last entry may hold half a title.
        entries = entries[:-1]
    is_arxiv = "arxiv.org" in f"{about.get('link', '')} {about.get('title', '')}".lower()
    more = max(0, len(entries) - MOST)
    if more:
        entries = sorted(entries, key=_day, reverse=True)[:MOST]
    papers: list[Paper] = []
    skipped: list[Skip] = []
    left = {"revised": 0, "crossed": 0, "more": more}
    for number, entry in enumerate(entries, start=1):
        kind = _announced(entry)
        if kind.startswith("replace"):
            left["revised"] += 1
        elif kind == "cross" and not cross_lists:
            left["crossed"] += 1
        else:
            read = _paper(entry, number, name, kind)
            (papers if isinstance(read, Paper) else skipped).append(read)  # type: ignore[arg-type]  # sorted by type
    return Channel(papers=tuple(papers), skipped=tuple(skipped), day=_day(about), arxiv=is_arxiv, cut=cut, **left)


def entries_of(body: bytes) -> Sequence[Mapping[str, Any]]:
    """The raw entries of a feed, for a source that reads something else than papers from them."""
    entries: Sequence[Mapping[str, Any]] = _parsed(body).get("entries", [])
    return entries[:MOST]


def _parsed(body: bytes) -> Mapping[str, Any]:
    _guard(body.replace(b"\0", b""))
    try:
        result: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(_repaired(body)),
            response_headers={"content-type": "application/xml"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError, AssertionError) as error:
        # feedparser may raise anything for hostile bytes; the run goes on without this feed.
        raise SourceError(f"the feed cannot be read: {text.one_line(str(error), 100)}") from error
    # An empty body leaves the version out; a web page gives an empty one.
    if not str(result.get("version", "")).startswith(("rss", "atom", "cdf")):
        raise SourceError("the answer is no RSS or Atom feed; check the address in a browser")
    return result


def _guard(letters: bytes) -> None:
    """Refuse what would keep the parser too long; `letters` is the body without the zeros of UTF-16 and UTF-32."""
    if _ENTITY.search(letters):
        raise SourceError("the feed defines entities of its own, which can grow without end; it is not read")
    if letters.count(b"<") > MOST_TAGS or letters.count(b"&") > MOST_ESCAPES:
        raise SourceError(f"the feed has more than {MOST_TAGS} tags; ask for fewer entries")
    if _LADEN_TAG.search(letters):
        raise SourceError(f"the feed has a tag of more than {MOST_ATTRIBUTES} attributes; it is not read")
    if letters.startswith(_EBCDIC):
        raise SourceError("the feed is in EBCDIC, which is not read; ask for it in UTF-8")


def _repaired(body: bytes) -> bytes:
    """One bad byte in UTF-8 would turn the whole document into another encoding: replace it, where it is that rare."""
    if not _is_utf8(body):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        fixed = body.decode("utf-8", "replace")
        # A byte in a thousand is an accident; more is another encoding under a wrong name.
        if (fixed.count("\ufffd") - body.count("\ufffd".encode())) * 1000 < len(body):
            return fixed.encode("utf-8")
    return body


def _is_utf8(body: bytes) -> bool:
    if body.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")):
        return False
    declared = _DECLARED.search(body[:300])
    return not declared or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def _paper(entry: Mapping[str, Any], number: int, name: str, kind: str) -> Paper | Skip:
    title = text.one_line(_OLD_TITLE.sub("", text.one_line(entry.get("title"))), text.TITLE)
    url = text.web_address(entry.get("link")) or text.web_address(entry.get("id"))
    arxiv_id = _arxiv_id(entry)
    if title == "":
        return Skip(what=url or arxiv_id or f"entry {number}", why="no title")
    if arxiv_id:
        url = f"https://arxiv.org/abs/{arxiv_id}"
    published = _day(entry)
    # The feed's date is that of the announcement: true for a new paper, not for one that is years old.
    dated = published if kind in ("new", "") and _is_of(arxiv_id, published) else ""
    abstract = _abstract(entry)
    paper = Paper(
        title=title,
        abstract=abstract,
        authors=_authors(entry, split=bool(arxiv_id)),
        url=url,
        arxiv_id=arxiv_id,
        doi=_doi(entry),
        published=dated,
        year=int(dated[:4]) if dated else None,
        journal_ref=text.one_line(entry.get("arxiv_journal_reference") or entry.get("prism_publicationname"), 1000),
        categories=tuple(text.one_line(tag.get("term"), 40) for tag in entry.get("tags", ()) if arxiv_id),
        sources=(name,),
    )
    return replace(paper, code=text.code_in(abstract)) if arxiv_id else paper


def _is_of(arxiv_id: str, day: str) -> bool:
    """Whether an entry's day is about that of its paper: anything may announce an arXiv paper years later."""
    given = _GIVEN.match(arxiv_id)
    if not day or not given:
        return True
    months = (int(day[:4]) - int(given[1]) - 2000) * 12 + int(day[5:7]) - int(given[2])
    return abs(months) <= 1


def _announced(entry: Mapping[str, Any]) -> str:
    """The announce type of arXiv (new, cross, replace, replace-cross), "" for a feed that has none."""
    named = entry.get("arxiv_announce_type")
    if isinstance(named, str):
        return named.strip().lower()
    head = _ARXIV_HEAD.match(text.one_line(entry.get("summary"), 200))
    if head:
        return head[2].lower()
    old = _OLD_TITLE.search(text.one_line(entry.get("title")))
    return _OLD_MARKS.get(old[2].strip(), "new") if old else ""


def _arxiv_id(entry: Mapping[str, Any]) -> str:
    old = _OLD_TITLE.search(text.one_line(entry.get("title")))
    places = [entry.get("id"), entry.get("link"), old[1] if old else ""]
    keys = (key for place in places if isinstance(place, str) for key in keys_of_url(place.strip()))
    return next((key.removeprefix("arxiv:") for key in keys if key.startswith("arxiv:")), "")


def _abstract(entry: Mapping[str, Any]) -> str:
    written = entry.get("summary") or next((c.get("value") for c in entry.get("content", ())), "")
    if not isinstance(written, str):
        return ""
    plain = _MARKUP.sub(" ", written[: text.ABSTRACT * 8])
    return text.one_line(html.unescape(_ARXIV_HEAD.sub("", plain.lstrip(), count=1)))


def _authors(entry: Mapping[str, Any], *, split: bool) -> tuple[str, ...]:
    """Split where arXiv joins all authors in one string by commas, those inside an affiliation's parentheses apart."""
    written = [author.get("name", "") for author in entry.get("authors", ()) if isinstance(author, Mapping)]
    if split:
        written = [part for name in written for part in _AUTHORS.split(_MARKUP.sub("", name))]
    return text.names(re.sub(r"(?:(?<!\s)\s++)?\([^()]*(?:\([^()]*\)[^()]*)*\)", "", name) for name in written)


def _doi(entry: Mapping[str, Any]) -> str:
    for field in ("arxiv_doi", "prism_doi", "dc_identifier", "id", "link"):
        found = _DOI.search(str(entry.get(field, "")))
        if found:
            return found[0].rstrip(".,;)")
    return ""


def _day(thing: Mapping[str, Any]) -> str:
    """The ISO date of an entry or channel, where it has one with a day; some feeds give a bare year."""
    for field in ("published", "updated"):
        # Asked for without looking, an absent `updated` is answered with `published` and a warning.
        when = thing.get(f"{field}_parsed") if f"{field}_parsed" in thing else None
        if when and len(str(thing.get(field, "")).strip()) > len("2026-01"):
            try:
                day = date(when.tm_year, when.tm_mon, when.tm_mday).isoformat()
            except ValueError:
                continue
            if when.tm_year >= _FIRST_FEED:
                return day
    return ""
