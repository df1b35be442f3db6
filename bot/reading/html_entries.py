"""Entries and headings written in HTML: rows, items, definitions, paragraphs, folds."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from bot.reading.blocks import Kind
from bot.reading.cues import WORDS, has_link
from bot.reading.outline import Walk

_SUMMARY = re.compile(r"<summary\b[^>]*>(.*?)(?:</summary>|$)", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)(?:</h[1-6]>|$)", re.IGNORECASE)
STRUCTURE = re.compile(
    r"</?(?:details|summary|table|thead|tbody|tr|td|th|div|h[1-6]|ul|ol|dl|dt|dd|center|p)\b", re.IGNORECASE
)
"""Tags that structure a page, unlike those that dress words."""
_WRAPPER = re.compile(r"<(p|div)\b[^<>]*>", re.IGNORECASE)
FOLD, GROUP = 6.2, 6.4
"""The ranks of a `<summary>` and of a row that heads those below it among headings."""
_GROUP_ROW = re.compile(
    r"\s*<tr\b[^<>]*>\s*<t[dh]\b(?=[^<>]*\bcolspan\s*=\s*[\"']?(?:[2-9]|\d\d))[^<>]*>(?P<name>(?:(?!<t[dhr]\b).)*?)(?:</t[dh]>.*)?</tr>\s*",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]*>")
_CITED = re.compile(r"@[a-zA-Z]{4,15}\s*\{")
_LONGEST_FOLD = 80
_LONGEST = 12
"""Lines that one paragraph in HTML may take."""


def read_html(reader: Walk, number: int) -> int:
    """Read what starts in an HTML line; returns the line behind it."""
    body = reader.body(number)
    lowered = body[:12].lower()
    if lowered.startswith("</details"):
        reader.close(FOLD, number)
    elif "<summary" in body[:400].lower():
        if (last := citation_end(reader, number)) >= number:
            return last + 1
        _fold(reader, number, body)
    elif lowered.startswith("<h") and (found := _HEADING.match(body)):
        reader.head(number, int(found[1]), found[2].strip())
    elif lowered.startswith("</table"):
        reader.close(GROUP, number - 1)
    elif lowered.startswith("<table") and (last := _table_of_one(reader, number)) >= number:
        reader.add(number, last, "paragraph")
        return last + 1
    elif lowered.startswith("<tr"):
        return _row(reader, number, "</tr>")
    elif lowered.startswith("<li"):
        return _row(reader, number, "</li>")
    elif lowered.startswith("<dt"):
        return _definition(reader, number)
    elif lowered.startswith(("<p", "<div")) and (last := _wrapped(reader, number)) >= number:
        return last + 1
    elif not STRUCTURE.match(body):
        return reader.paragraph(number)
    return number + 1


def _table_of_one(reader: Walk, number: int) -> int:
    """The last line of a table with one row that links something, a work's own as others beside it have theirs; -1 for others."""
    last = number
    while "</table" not in reader.body(last).lower():
        last += 1
        if last == len(reader.lines) or last > number + _LONGEST_TABLE:
            return -1
    block = reader.block(number, last)
    lowered = block.lower()
    if lowered.count("<tr") != 1 or "<th" in lowered or lowered.count("<table") != 1 or not has_link(block):
        return -1
    return last if len(WORDS.findall(_TAG.sub(" ", block))) >= _TOLD and _has_company(reader, number) else -1


def _has_company(reader: Walk, number: int) -> bool:
    """Whether a table opens as others of the list do, so many that they hold a work each."""
    return _openings(reader.text)[reader.body(number)[:_OPENING]] >= _COMPANY


@lru_cache(maxsize=4)
def _openings(text: str) -> Counter[str]:
    """How often each beginning of a table opens a line of a page, counted once for all its tables."""
    return Counter(line[:_OPENING] for line in _TABLES.findall(text))


_TABLES = re.compile(r"^<table[^\n]*", re.IGNORECASE | re.MULTILINE)
_LONGEST_TABLE, _OPENING, _COMPANY, _TOLD = 40, 24, 3, 6


def citation_end(reader: Walk, number: int) -> int:
    """The last line of a fold that opens in a line and holds BibTeX, -1 for others: it is no part of the page."""
    cites = False
    for last in range(number, min(number + _LONGEST_FOLD, len(reader.lines))):
        text = reader.body(last)
        cites = cites or _CITED.search(text) is not None
        if "</details" in text:
            return last if cites else -1
    return -1


def _fold(reader: Walk, number: int, body: str) -> None:
    found = _SUMMARY.search(body)
    raw = found[1] if found else ""
    if not raw.strip() and number + 1 < len(reader.lines):
        raw = reader.body(number + 1)
    if styled := _HEADING.search(raw):
        reader.end_own_part(int(styled[1]), number - 1)
    reader.head(number, FOLD, raw.strip())


def _row(reader: Walk, number: int, close: str) -> int:
    last = number
    while last < len(reader.lines) - 1 and close not in reader.body(last).lower():
        if reader.lines[last].kind is Kind.HEADING:
            return number + 1
        last += 1
    block = reader.block(number, last)
    if name := _group_name(block):
        reader.head(number, GROUP, name)
    elif has_link(block) and not _is_head(block):
        reader.add(number, last, "html")
    return last + 1


def _is_head(block: str) -> bool:
    """Whether a row names columns: one of cells that head columns, and not one alone that heads its row."""
    heads = len(_HEAD_CELL.findall(block))
    return heads > 0 and heads * 2 > block.lower().count("<td")


_HEAD_CELL = re.compile(r"<th\b", re.IGNORECASE)


def _group_name(block: str) -> str:
    """The words of a row that is one cell over several columns, "" for one that is none, or links something."""
    found = _GROUP_ROW.fullmatch(block) if "colspan" in block.lower() and not has_link(block) else None
    return _TAG.sub("", found["name"]).strip() if found else ""


def _definition(reader: Walk, number: int) -> int:
    """A term with its definitions: up to the next term."""
    last = number
    for inner in range(number + 1, len(reader.lines)):
        body = reader.body(inner)[:12].lower()
        if body.startswith(("<dt", "</dl", "<h")) or reader.lines[inner].kind is Kind.HEADING:
            break
        if body.startswith("<dd") or "</dd" in reader.body(inner).lower():
            last = inner
    if has_link(reader.block(number, last)):
        reader.add(number, last, "html")
    return last + 1


def _wrapped(reader: Walk, number: int) -> int:
    """Read a paragraph between `<p>` and `</p>` as a whole; returns its last line, -1 where there is none."""
    found = _WRAPPER.match(reader.body(number))
    if found is None:
        return -1
    close = f"</{found[1].lower()}>"
    last = number
    while close not in reader.body(last).lower():
        last += 1
        if last == len(reader.lines) or last > number + _LONGEST or not _inside(reader, last, close):
            return -1
    inner = reader.block(number, last)
    inner = inner[inner.index(">") + 1 : inner.lower().rindex(close)].strip()
    if not has_link(inner) or STRUCTURE.search(inner):
        return -1
    if reader.is_paper(inner):
        reader.add(number, last, "paragraph")
    return last


def _inside(reader: Walk, number: int, close: str) -> bool:
    """Whether a line goes on with a paragraph that is open."""
    line = reader.lines[number]
    if line.kind not in (Kind.TEXT, Kind.HTML):
        return False
    return not STRUCTURE.match(reader.body(number)) or reader.body(number).lower().startswith(close)
