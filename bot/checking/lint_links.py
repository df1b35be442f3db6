"""Links that cannot work or point at the wrong thing: empty, malformed, retired, a paper where code should be."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from bot.awesome import AwesomeList
from bot.checking import lint_brackets
from bot.checking.fault import Fault, Kind, Severity
from bot.checking.lint_twins import content, related, shown_key
from bot.identity import is_strong, keys_of_url
from bot.matching.titles import fold_tight
from bot.model import Entry
from bot.reading import inline
from bot.reading.blocks import Kind as LineKind
from bot.reading.fields import Field, Piece, Reading, without_code
from bot.reading.outline import Unit
from bot.reading.rows import row_of

RETIRED = {
    "paperswithcode.com": "closed in July 2025",
    "plus.google.com": "closed in April 2019",
    "academic.microsoft.com": "closed in December 2021",
}
_HABIT = 3
_SHOWN = 8


def faults(alist: AwesomeList) -> Iterator[Fault]:
    """The faults of all links, entry by entry, then those that are not even links."""
    owners = _owners(alist.entries)
    yield from _lent(alist)
    habits, words, badges = _placeholders(alist), _words(alist), _linked_badges(alist)
    columns = _code_columns(alist)
    yield from _word_faults(words)
    for unit, entry in zip(alist.units, alist.entries, strict=True):
        if entry.commented:
            continue
        yield from _empty_links(alist, unit, habits, badges)
        yield from _addresses(alist, unit.first, without_code(alist.block(unit)), words)
        yield from _code(alist, unit, entry, owners, columns)
    yield from _elsewhere(alist)
    yield from _retired(alist)


# --- addresses ----------------------------------------------------------------------------------------------------


def _empty_links(alist: AwesomeList, unit: Unit, habits: frozenset[str], badges: Collection[str]) -> Iterator[Fault]:
    block = without_code(alist.block(unit))
    for link in inline.links(block):
        written = block[slice(*link.label)]
        label = inline.as_read(written)
        if link.target[0] != link.target[1] or link.image or _folded(label) in habits:
            continue
        if label and not _folded(label):
            continue  # `[---]()` says that there is none
        if label or not written.strip() or _badge(written) in badges:
            yield _empty(unit.first + block.count("\n", 0, link.target[0]), label)


def _addresses(
    alist: AwesomeList, first: int, block: str, words: Mapping[str, Sequence[int]] | None = None
) -> Iterator[Fault]:
    """Addresses that cannot work.

    `words` are those that stand in the place of an address, with their lines; without it, outside of entries, one may
    be a file of the repository.
    """
    for link in inline.links(block):
        target = block[slice(*link.target)]
        if not target or (_WORD.fullmatch(target) and (words is None or target in words)):
            continue
        bracketed = not link.bare and block.startswith("(", link.target[0] - 1)
        if wrong := address_fault(target, markdown=bracketed):
            reason, mended = wrong
            line = first + block.count("\n", 0, link.target[0])
            yield _malformed(alist, line, f"{reason}: {target[:120]}", target, mended)


def _empty(line: int, label: str) -> Fault:
    return Fault(
        kind=Kind.EMPTY_LINK,
        severity=Severity.WARNING,
        line=line + 1,
        end_line=line + 1,
        reason=f"the link “{label[:60]}” has no address" if label else "a link without text and address",
    )


def _malformed(alist: AwesomeList, line: int, reason: str, old: str, new: str) -> Fault:
    written = alist.text[alist.lines[line].start : alist.lines[line].end]
    fix = written.replace(old, new) if new and written.count(old) == 1 else None
    return Fault(
        kind=Kind.MALFORMED_LINK, severity=Severity.ERROR, line=line + 1, end_line=line + 1, reason=reason, fix=fix
    )


def _placeholders(alist: AwesomeList) -> frozenset[str]:
    """Labels like “Code” that this list habitually leaves without an address: its way to say that there is none."""
    counts: Counter[str] = Counter()
    for unit in alist.units:
        block = alist.block(unit)
        if "()" not in block and '""' not in block:
            continue
        for link in inline.links(block):
            label = inline.as_read(block[slice(*link.label)])
            if link.target[0] == link.target[1]:
                counts[_folded(label)] += 1
    return frozenset(label for label, count in counts.items() if count >= _HABIT)


_BADGE = re.compile(r"\s*!\[(?P<name>[^\[\]]*)\]\([^()\s]*\)\s*")


def _badge(label: str) -> str:
    """The name of the badge that is a link's whole label."""
    found = _BADGE.fullmatch(label)
    return _folded(found["name"]) if found else ""


def _linked_badges(alist: AwesomeList) -> frozenset[str]:
    """Badges that mostly are links; of others, the picture is all there is."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for unit in alist.units:
        block = alist.block(unit)
        if "[![" in block:
            for link in inline.links(block):
                if name := _badge(block[slice(*link.label)]):
                    counts[name][link.target[0] < link.target[1]] += 1
    return frozenset(name for name, (bare, linked) in counts.items() if linked >= max(_HABIT, _HABIT * bare))


def _words(alist: AwesomeList) -> Mapping[str, Sequence[int]]:
    """Words like `nan` that the list repeatedly has in place of an address, each with its lines."""
    lines: dict[str, list[int]] = defaultdict(list)
    for unit, entry in zip(alist.units, alist.entries, strict=True):
        block = alist.block(unit)
        if entry.commented or "](" not in block:
            continue
        number, counted = unit.first + 1, 0  # on from link to link: a line may hold thousands
        for link in inline.links(block):
            if _WORD.fullmatch(block, *link.target):
                number += block.count("\n", counted, link.target[0])
                counted = link.target[0]
                lines[block[slice(*link.target)]].append(number)
    return {word: places for word, places in lines.items() if len(places) >= _HABIT}


def _word_faults(words: Mapping[str, Sequence[int]]) -> Iterator[Fault]:
    """One finding per word, because a list written by a script has it in a hundred lines."""
    for word, lines in words.items():
        reason = f"“{word}” stands in the place of an address: {len(lines)} links (line {_shown(lines)})"
        yield Fault(kind=Kind.MALFORMED_LINK, severity=Severity.ERROR, line=lines[0], end_line=lines[0], reason=reason)


def _shown(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:_SHOWN])) + (", …" if len(lines) > _SHOWN else "")


def _folded(label: str) -> str:
    return re.sub(r"[\W_]+", "", label).casefold()


_SCHEME = re.compile(
    r"(?!https?://)(?:h{1,2}t{1,3}p{1,2}s{0,2}|t{1,2}ps?)\s*+(?:[:;.]\s*+)?/{0,3}(?=[\w-]+\.[\w-])", re.IGNORECASE
)
"""A misspelt scheme at the start of an address: `htps:/site.org`."""
_DOUBLED = re.compile(r"https?:/{1,3}\s*(?=https?://)", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[^/=?&:%,;|])https?://", re.IGNORECASE)
_NO_SCHEME = re.compile(
    r"(?:www\.[\w-]+\.|(?:arxiv\.org|openreview\.net|github\.com|doi\.org|huggingface\.co|aclanthology\.org)/)",
    re.IGNORECASE,
)
"""An address that lacks its scheme: `www.site.org`, `arxiv.org/abs/…`."""
_WORD = re.compile(r"[^\W\d][\w-]*")
_NO_PAGE = r"(?:(?:javascript|vbscript|data(?!:image/)|file|about|blob|view-source):|[a-z]:(?=[\\/]))"
"""Beginnings of addresses that open no page for a reader: scripts, data, files of the writer's machine."""
_CLOSED = re.compile(rf"\s*{_NO_PAGE}", re.IGNORECASE)
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_ARXIV_PAGE = re.compile(r"/(?P<kind>abs|pdf|html)/(?P<id>[^?#]*)")
_ARXIV_NUMBER = re.compile(
    r"(?:(?:0\d|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5})(?:v\d+)?(?:\.pdf)?/?"
)
"""Four digits after the month until 2014, five since."""
_LIKE_ARXIV_NUMBER = re.compile(r"\d+\.\d+")


def address_fault(url: str, *, markdown: bool = True) -> tuple[str, str] | None:
    """Why an address cannot work, and the mended address or ""; None for one that may.

    `markdown` says that it stands between round brackets, where a blank ends the link.
    """
    if _UNSEEN.search(url):
        return "invisible characters in the address", _UNSEEN.sub("", url)
    if doubled := _DOUBLED.match(url):
        return "the address begins twice", url[doubled.end() :]
    if spelt := _SCHEME.match(url):
        return "the address does not begin with https://", f"https://{url[spelt.end() :]}"
    if _NO_SCHEME.match(url):
        return "the address lacks https://, so GitHub looks for a file of this repository", f"https://{url}"
    if _CLOSED.match(html.unescape(url)):
        return "no reader can follow this link", ""
    if not re.match(r"https?://", url, re.IGNORECASE):
        return ("a word in the place of an address", "") if _WORD.fullmatch(url) else None
    if markdown and re.search(r"\s", url):
        return "a blank inside the address: readers see no link", ""
    if _GLUED.search(url, 8):
        return "two addresses run together", ""
    return _host_fault(url)


def _host_fault(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "not an address", ""
    if "." not in host and host != "localhost":
        return "the address names no host", ""
    if host == "arxiv.org" and (page := _ARXIV_PAGE.match(parts.path)):
        # Pictures of the page stand below it.
        whole = page["kind"] != "html" or page["id"].startswith("/")
        return _arxiv_fault(url, page["id"] if whole else page["id"].partition("/")[0])
    if host == "openreview.net" and parts.path in ("/forum", "/pdf") and not re.search(r"\bid=\S", parts.query):
        return "an OpenReview address without a paper's id", ""
    return None


def _arxiv_fault(url: str, name: str) -> tuple[str, str] | None:
    """The fault of an arXiv address whose id is missing, or one that arXiv never gave."""
    if name.startswith("/"):
        return "two slashes before the arXiv id", url.replace(f"/{name}", f"/{name.lstrip('/')}")
    if _LIKE_ARXIV_NUMBER.match(name):
        return None if _ARXIV_NUMBER.fullmatch(name) else ("no such arXiv id", "")
    known = any(key.startswith("arxiv:") for key in keys_of_url(url))
    return None if known else ("an arXiv address without a paper's id", "")


# --- broken links in the text ----------------------------------------------------------------------------------------


def _elsewhere(alist: AwesomeList) -> Iterator[Fault]:
    """Lines with broken brackets; outside of entries (a broken link can hide one) also lines with broken addresses."""
    covered = {number for unit in alist.units for number in range(unit.first, unit.last + 1)}
    for number, line in enumerate(alist.lines):
        if line.commented or line.kind in (LineKind.CODE, LineKind.BLANK, LineKind.COMMENT):
            continue
        written = alist.text[line.start : line.end]
        if "http" in written or "//" in written:
            yield from _broken_brackets(alist, written, number)
        if number not in covered and ("](" in written or "href" in written):
            yield from _addresses(alist, number, written)
    yield from _empty_anchors(alist, covered)


_EMPTY_ANCHOR = re.compile(r"<a\s[^<>]*?href\s*=\s*(?:\"\s*\"|'\s*')[^<>]*>(?P<label>[^\n]{1,300}?)</a>", re.IGNORECASE)


def _empty_anchors(alist: AwesomeList, covered: Collection[int]) -> Iterator[Fault]:
    """Rows and items that an HTML link without an address keeps from being entries."""
    found = []
    for number, line in enumerate(alist.lines):
        if number not in covered and not line.commented and line.kind is LineKind.HTML:
            anchors = _EMPTY_ANCHOR.finditer(alist.text, line.start, line.end)
            found += [(number, inline.as_read(anchor["label"])) for anchor in anchors]
    counts = Counter(_folded(label) for _, label in found)
    yield from (_empty(number, label) for number, label in found if 0 < counts[_folded(label)] < _HABIT)


def _broken_brackets(alist: AwesomeList, written: str, number: int) -> Iterator[Fault]:
    after = alist.lines[number + 1] if number + 1 < len(alist.lines) else None
    if fault := lint_brackets.broken(written, goes_on=after is not None and after.kind is LineKind.TEXT):
        reason, mended = fault
        yield Fault(
            kind=Kind.MALFORMED_LINK,
            severity=Severity.ERROR,
            line=number + 1,
            end_line=number + 1,
            reason=reason,
            fix=mended or None,
        )


# --- code -----------------------------------------------------------------------------------------------------------


def _owners(entries: tuple[Entry, ...]) -> Mapping[str, Entry]:
    """Key of a paper → the entry it belongs to."""
    owners: dict[str, Entry] = {}
    for entry in entries:
        if not entry.commented:
            for key in filter(is_strong, entry.keys):
                owners.setdefault(key, entry)
    return owners


_TELLING_NAME = 4
_SUPPLEMENT = re.compile(r"supp|attachment|\.zip|\.tar|\.gz", re.IGNORECASE)
"""Words of an address that leads to supplementary files, which are no code."""


def _code_columns(alist: AwesomeList) -> Mapping[int, int]:
    """Heading → the column that holds code in most rows below it that say something there, and no papers beside it."""
    filled: dict[tuple[int, int], int] = Counter()
    coded: dict[tuple[int, int], int] = Counter()
    for unit in alist.units:
        if unit.shape not in ("row", "html"):
            continue
        row = row_of(alist.reading(unit))
        for number in range(len(row.cells)):
            kinds = {piece.kind for piece in row.cell(number).pieces}
            filled[unit.section, number] += bool(kinds - {Field.MARK})
            coded[unit.section, number] += Field.CODE in kinds and Field.URL not in kinds
    return {at[0]: at[1] for at, count in coded.items() if count >= _HABIT and count * 2 > filled[at]}


def _in_column(reading: Reading, column: int) -> Iterator[Piece]:
    """The links in a row's cell for code, where its paper is linked in another one."""
    row = row_of(reading) if column >= 0 else None
    if row is None or column >= len(row.cells):
        return
    start, end = row.cells[column]
    inside = [p for p in reading.pieces if p.kind in (Field.URL, Field.LINK) and start <= p.start and p.end <= end]
    if any(piece.kind is Field.URL and piece not in inside for piece in reading.pieces):
        yield from inside


def _code(
    alist: AwesomeList, unit: Unit, entry: Entry, owners: Mapping[str, Entry], columns: Mapping[int, int]
) -> Iterator[Fault]:
    """Code links that are the address of a paper."""
    reading = alist.reading(unit)
    for piece in (*reading.of(Field.CODE), *_in_column(reading, columns.get(unit.section, -1))):
        strong = [key for key in keys_of_url(piece.target) if is_strong(key)]
        if not strong or _SUPPLEMENT.search(piece.target):
            continue
        line = unit.first + reading.block.count("\n", 0, piece.start) + 1
        reason = _not_code(strong, entry, owners)
        yield Fault(
            kind=Kind.CODE_LINK,
            severity=Severity.ERROR,
            line=line,
            end_line=line,
            reason=reason,
            related=owners[strong[0]].line if strong[0] in owners and owners[strong[0]] is not entry else 0,
        )


def _not_code(strong: list[str], entry: Entry, owners: Mapping[str, Entry]) -> str:
    what = shown_key(strong[0])
    if set(strong) & set(entry.keys):
        return f"the code link is the paper's own link ({what})"
    owner = owners.get(strong[0])
    if owner is not None and not related(owner.title, entry.title):
        return f"the code link is the paper of line {owner.line} ({what})"
    return f"the code link leads to a paper ({what})"


def _lent(alist: AwesomeList) -> Iterator[Fault]:
    """Repositories named after another entry's paper, in entries that share nothing with it."""
    users: dict[str, list[tuple[Unit, Entry]]] = {}
    for unit, entry in zip(alist.units, alist.entries, strict=True):
        if entry.commented:
            continue
        linked = {key for link in entry.code for key in keys_of_url(link.url) if key.startswith("github:")}
        for key in linked - set(entry.keys):  # who lists a repository itself names no paper
            users.setdefault(key, []).append((unit, entry))
    for key, used in users.items():
        name = re.sub(r"[\W_]+", "", key.partition("/")[2])
        if not used[1:] or len(name) < _TELLING_NAME:
            continue
        owner = next((entry for _, entry in used if fold_tight(entry.title.partition(":")[0]) == name), None)
        if owner is not None:
            strangers = (entry for unit, entry in used if _stranger(alist, unit, entry, owner, name))
            yield from (_lent_fault(entry, owner, key) for entry in strangers)


def _stranger(alist: AwesomeList, unit: Unit, entry: Entry, owner: Entry, name: str) -> bool:
    """Whether an entry has no word, no author, no paper in common with the one that a repository is named after."""
    if set(entry.keys) & set(owner.keys) or set(entry.authors) & set(owner.authors):
        return False
    if not any(map(is_strong, entry.keys)):
        return False
    own_text = re.sub(r"https?://\S+|[\W_]+", "", alist.block(unit)).casefold()
    return name not in own_text and not content(entry.title) & content(owner.title)


def _lent_fault(entry: Entry, owner: Entry, key: str) -> Fault:
    return Fault(
        kind=Kind.CODE_LINK,
        severity=Severity.NOTICE,
        line=entry.line,
        end_line=entry.end_line,
        reason=f"{key.partition(':')[2]} is named after the paper of line {owner.line}: is it this one's code too?",
        related=owner.line,
    )


# --- hosts that are gone --------------------------------------------------------------------------------------------


def _retired(alist: AwesomeList) -> Iterator[Fault]:
    """One finding per retired host, which names the lines, so that a long list is not buried in findings."""
    for host, when in RETIRED.items():
        pattern = re.compile(rf"https?://(?:www\.)?{re.escape(host)}(?=[/?#)\s\"'>]|$)", re.IGNORECASE)
        lines = _lines_with(alist, host, pattern)
        if lines:
            reason = f"{host} {when}; links to it: {len(lines)} (line {_shown(lines)})"
            yield Fault(
                kind=Kind.RETIRED_HOST, severity=Severity.WARNING, line=lines[0], end_line=lines[0], reason=reason
            )


def _lines_with(alist: AwesomeList, host: str, pattern: re.Pattern[str]) -> list[int]:
    if host not in alist.text.lower():
        return []
    return [
        number + 1
        for number, line in enumerate(alist.lines)
        if not line.commented and line.kind is not LineKind.CODE and pattern.search(alist.text, line.start, line.end)
    ]
