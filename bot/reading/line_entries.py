"""Paragraphs whose lines are entries of their own: every line opens in one way, or names and links its own paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.identity import keys_of_url
from bot.reading import inline
from bot.reading.cues import has_link, has_text, has_title_link, is_prose

_ENUMERATED = re.compile(
    r"(?P<open>[\[(（【]?)(?:\d{1,4}|[a-z]|[ivxl]{2,6}|[IVXL]{1,6})(?P<close>[\])）】.、:]{1,2})\s*(?=\S)"
)
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
        for starts in (_titled(lines), _led(lines), _papers(lines)):
            if starts:
                return starts
    return []


def _titled(lines: Sequence[str]) -> list[int]:
    """Every line starts with its own title link."""
    if lines[-1][:1] in _TITLE_MARKS and all(has_title_link(line, at_start=True) for line in lines):
        return list(range(len(lines)))
    return []


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


def _paper_keys(line: str) -> list[str]:
    return [key for link in inline.links(line) if not link.image for key in keys_of_url(line[slice(*link.target)])]
