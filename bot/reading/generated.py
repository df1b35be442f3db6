"""Lists that a script writes: recognised by what they say of themselves, and refused with what to edit instead.

A change of such a file is lost with the script's next run. A table of contents or a row of faces that a tool keeps
in an otherwise hand-written list is no reason to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.awesome import AwesomeList
from bot.errors import ListError

_MADE = re.compile(
    r"\bauto(?:matically)?[- ]?(?:generated|built|created|rendered)"
    r"|\b(?:this|the) (?:file|readme|list|page|document|table)[\w .`*-]{0,40}?"
    r" (?:is|was|are) (?:\w+ )?(?:generated|built|rendered)\b"
    r"|\b(?:generated|rendered|built) (?:by|from|with|using) [`\"'(\[<]*[\w./-]+\.\w{2,6}\b|自动生成",
    re.IGNORECASE,
)
"""Words that say that a script writes a text."""
_HANDS_OFF = re.compile(
    r"\b(?:do not|don['’]t|never) (?:edit|modify|change|touch)\b|\bchanges (?:\w+ ){0,4}(?:lost|overwritten)\b"
    r"|请勿(?:修改|编辑)",
    re.IGNORECASE,
)
"""Words that forbid editing."""
_WHOLE_FILE = re.compile(
    r"(?:do not|don['’]t|never) (?:edit|modify|change|touch)"
    r"(?: (?:this|the) (?:file|readme|list|page)\b| manually\b| by hand\b|\s*[:!.]|\s*$)|请勿(?:修改|编辑)",
    re.IGNORECASE,
)
"""Words that forbid editing the whole file."""
_TOOLS = re.compile(
    r"toc\b|table of contents|contents|contributors|sponsors|badges?\b|stats\b|star history|omit",
    re.IGNORECASE,
)
"""Parts of a page that tools write into hand-written lists."""
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_OPENS = re.compile(
    r"(?:(?:begin|start)(?:[_ -]section)?[:_ -]+([\w .-]+?)|([\w.-]+)[:_ -](?:begin|start))(?=$|[ ,;(]|\n)",
    re.IGNORECASE,
)
"""The name of a part in the comment that opens it: `START_SECTION:papers`."""
_CLOSES = re.compile(
    r"(?:(?:end|stop)(?:[_ -]section)?[:_ -]+([\w .-]+?)|([\w.-]+)[:_ -](?:end|stop))(?=$|[ ,;(]|\n)", re.IGNORECASE
)
"""The name of a part in the comment that closes it."""
_SOURCES = re.compile(
    r"(?<![\w./-])[\w./-]*\w\.(?:py|js|mjs|ts|sh|rb|go|rs|pl|r|j2|jinja2?|tmpl|tpl|mustache|hbs|ya?ml|json|jsonl|csv|tsv|toml|bib|rmd|qmd"
    r"|ipynb|xlsx|db|sqlite)\b",
    re.IGNORECASE,
)
"""File names of data, templates and scripts."""
_HEAD = 4000
"""Characters in front of the first entry, and behind the last one, that are looked at."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a list says that a script writes it: the offset, the words, and the part that is meant."""

    at: int
    words: str
    start: int
    end: int


def refuse(alist: AwesomeList, line: int) -> None:
    """Raise ListError where a script writes the part of the list that `line` (0-based) stands in."""
    if not alist.lines:
        return
    offset = alist.lines[min(line, len(alist.lines) - 1)].start
    mark = next((mark for mark in marks_of(alist) if mark.start <= offset <= mark.end), None)
    if mark is None:
        return
    number = alist.text.count("\n", 0, mark.at) + 1
    named = ", ".join(dict.fromkeys(_SOURCES.findall(mark.words))) or "what that script reads"
    words = " ".join(mark.words.split())[:80]
    raise ListError(
        f"line {number}: a script writes this list ({words!r}); edit {named} instead, a change here is lost with its "
        "next run (where that is no longer so, take the remark out)"
    )


def marks_of(alist: AwesomeList) -> list[Mark]:
    """Every remark that a script writes the list, or a part of it."""
    text = alist.text
    found = _parts(text)
    for start, end in _edges(alist):
        found += [Mark(at, words, 0, len(text)) for at, words in _remarks(text, start, end)]
    return found


def hint(alist: AwesomeList) -> str:
    """What a sentence above or below the entries hints at, "" for nothing: that the list is made from a data file.

    A sentence alone is no reason to refuse (it may speak of the site that is made from the list): a person is asked.
    """
    if not alist.units or marks_of(alist):
        return ""
    for start, end in _edges(alist):
        for part in _PARAGRAPH.finditer(alist.text[start:end]):
            said, named = _MADE.search(part[0]), dict.fromkeys(_SOURCES.findall(part[0]))
            if said and named and not _TOOLS.search(part[0]):
                line = alist.text.count("\n", 0, start + part.start() + said.start()) + 1
                return f"line {line} says that the list is made from {', '.join(named)}"
    return ""


def _edges(alist: AwesomeList) -> tuple[tuple[int, int], tuple[int, int]]:
    """From where to where a list speaks of itself: in front of the first entry, and behind the last one."""
    text = alist.text
    first = alist.lines[alist.units[0].first].start if alist.units else len(text)
    last = alist.lines[alist.units[-1].last].end if alist.units else 0
    return (0, min(first, _HEAD)), (max(last, len(text) - _HEAD), len(text))


def _remarks(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Comments that say it in either way, and sentences that say it in both."""
    found = []
    for comment in _COMMENT.finditer(text, start, end):
        words = comment[1]
        if _TOOLS.search(words) or _OPENS.match(words.strip()) or _CLOSES.match(words.strip()):
            continue
        if _MADE.search(words) or _WHOLE_FILE.search(words):
            found.append((comment.start(), words))
    plain = _COMMENT.sub(lambda comment: " " * len(comment[0]), text[start:end])
    paragraphs = _PARAGRAPH.finditer(plain)
    return found + [(start + part.start(), part[0]) for part in paragraphs if _says_both(part[0])]


def _says_both(words: str) -> bool:
    return bool(_MADE.search(words) and _HANDS_OFF.search(words) and not _TOOLS.search(words))


def _parts(text: str) -> list[Mark]:
    """The parts between a comment that opens and one that closes by the same name."""
    found: list[Mark] = []
    opened: dict[str, tuple[int, int]] = {}
    for start, end in _comments(text):
        words = text[start + 4 : min(end - 3, start + _NAME)].strip()
        if opens := _OPENS.match(words):
            opened[_name(opens)] = start, end
        elif closes := _CLOSES.match(words):
            begin = opened.pop(_name(closes), None)
            if begin and _is_of_a_script(remark := text[begin[0] + 4 : begin[1] - 3]):
                found.append(Mark(begin[0], remark, begin[1], start))
    return found


_NAME = 200
"""Characters of a comment that may hold the name of a part."""


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every closed comment, in linear time for any text."""
    start = text.find("<!--")
    while start >= 0:
        close = text.find("-->", start + 4)
        if close < 0:
            return
        yield start, close + 3
        start = text.find("<!--", close + 3)


def _is_of_a_script(words: str) -> bool:
    """Whether an opening comment is a script's (`START_SECTION:papers`), not a person's (`start of the list`)."""
    machine = re.search(r"[:_]", words.strip()) or _MADE.search(words) or _HANDS_OFF.search(words)
    return bool(machine) and not _TOOLS.search(words)


def _name(match: re.Match[str]) -> str:
    return (match[1] or match[2]).strip().casefold()
