"""Paragraphs whose lines are entries of their own: every line opens in one way, or names and links its own paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from bot.identity import keys_of_url
from bot.reading import inline
from bot.reading.cues import WORDS, has_link, has_text, has_title_link, is_generic, is_prose
from bot.reading.printed_people import people_end

_ENUMERATED = re.compile(
    r"(?P<open>[\[(（【]?)(?:\d{1,4}|[a-z]|[ivxl]{2,6}|[IVXL]{1,6})(?P<close>[\])）】.、:]{1,2})\s*(?=\S)"
)
"""A number, letter or Roman number in brackets or with a stop."""
_SIGNS = frozenset("–—·•‣▪▸►◦○●■□◆◇★☆※→»›")
_COMMON = frozenset('*_"<ABCDEFGHJKMNOPQRSTUWYZ')
"""What most lines start with, and no mark does."""
_OPENERS = frozenset("[(0123456789abcdefghijklmnopqrstuvwxyzIVXL")
"""The ASCII signs a number in any form starts with."""
_TITLE_MARKS = "[*_"
_NO_PAPER = ("github:", "page:", "title:")


def may_part(block: str, lines: int, last: str) -> bool:
    """Whether a paragraph of some lines, with the first sign of its last one, can be several entries at all."""
    if block.count("://") >= lines or last in _TITLE_MARKS:
        return True
    char = block[:1]
    return char not in _COMMON and (char in _SIGNS or char in _OPENERS or not char.isascii())


def parts(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that start entries; [] where the paragraph is one text."""
    if len(lines) > 1:
        for starts in (_bold(lines), _led(lines), _papers(lines), _broken(lines)):
            if starts:
                return starts
    return []


def _bold(lines: Sequence[str]) -> list[int]:
    """Lines that are bold from end to end, each with a break and lines with links below it: titles of papers.

    Words between dashes above the first part a section, and are no paper's.
    """
    starts = [number for number, line in enumerate(lines) if _BOLD_LINE.fullmatch(line)]
    if not starts or (_RULED.fullmatch(lines[0]) is None or starts[0] > 1 if starts[0] else len(starts) < 2):
        return []
    parted = pairwise([*starts, len(lines)])
    return starts if all(any(has_link(line) for line in lines[a + 1 : b]) for a, b in parted) else []


_RULED = re.compile(r"(-{2,}|={2,}|~{2,}) [^\[\]]{2,60} \1[ \\]*")
_BOLD_LINE = re.compile(r"\*\*[^*\n]{12,}\*\*(?:<br ?/?>|\\| {2,})")


def _led(lines: Sequence[str]) -> list[int]:
    """Lines that open with one sign, or with a number in one form, each with the lines below it."""
    lead = lead_of(lines[0])
    if not lead:
        return []
    starts = [number for number, line in enumerate(lines) if lead_of(line) == lead]
    ends = [*starts[1:], len(lines)]
    blocks = ["\n".join(lines[first:end]) for first, end in zip(starts, ends, strict=True)]
    return starts if len(starts) > 1 and all(has_link(block) and not is_prose(block) for block in blocks) else []


def lead_of(line: str) -> str:
    """The sort of mark that a line opens with: a sign (all pictures alike), a number in its form; "" for words."""
    char = line[:1]
    if char in _SIGNS:
        return char
    if char in _COMMON:
        return ""
    if found := _ENUMERATED.match(line):
        return f"{found['open']}1{found['close']}"
    return "sign" if char and unicodedata.category(char) == "So" else ""


def _papers(lines: Sequence[str]) -> list[int]:
    """Every line has words and links a paper that no other line does."""
    if not all("://" in line for line in lines):
        return []
    seen: set[str] = set()
    for line in lines:
        keys = {key for key in _paper_keys(line) if not key.startswith(_NO_PAPER)}
        if not keys or keys & seen or not has_text(line) or is_prose(line):
            return []
        seen |= keys
    return list(range(len(lines)))


def _broken(lines: Sequence[str]) -> list[int]:
    """Every line ends in a break, and is a name with links behind it: `A Name [R](…) [Python](…) <br>`."""
    if all(_BREAK.search(line) for line in lines[:-1]) and all(map(_is_named, lines)):
        return list(range(len(lines)))
    return []


def _is_named(line: str) -> bool:
    """Whether a line is a name, linked or not, and then nothing but links under short labels."""
    line = _BREAK.sub("", line)
    links = [link for link in inline.links(line) if not link.image]
    if not links or _ENDED.sub("", line[links[-1].end :]):
        return False
    titled = has_title_link(line, at_start=True)
    name = line[slice(*links[0].label)] if titled else line[: links[0].start]
    behind = links[titled:]
    between = (line[a.end : b.start] for a, b in pairwise(links))
    if any(map(WORDS.search, between)) or any(link.bare or line.count(" ", *link.label) > 1 for link in behind):
        return False
    return _is_name(inline.as_read(name).strip(_AROUND), [line[slice(*link.label)] for link in behind])


def _is_name(name: str, labels: Sequence[str]) -> bool:
    """Whether words before links name a work: no label of theirs, unless in capitals before a label of another sort."""
    if not WORDS.search(name) or name.endswith((":", "：")) or ("," in name and people_end(name)):
        return False
    return not is_generic(name) or (name.isupper() and not all(map(is_generic, labels)))


_BREAK = re.compile(r"(?:</?br ?/?>|\\| {2})\s*$", re.IGNORECASE)
_ENDED = re.compile(r"[\s\])(.,;*_]+")
_AROUND = " \t[(*_,.-–—"


def _paper_keys(line: str) -> list[str]:
    return [key for link in inline.links(line) if not link.image for key in keys_of_url(line[slice(*link.target)])]
