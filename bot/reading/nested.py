"""Bullets below bullets of an entry: a line with its deeper lines is one running text.

Its first line is reported without the list's indent, the deeper ones with their indent beyond that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.reading import inline
from bot.reading.cues import is_generic
from bot.reading.draft import EMPHASISED, Draft
from bot.reading.fields import Field
from bot.reading.spans import line_start

_LINE = re.compile(r"(?P<indent>[ \t]*)(?P<mark>(?:[-*+\u2022]|\d{1,3}[.)])[ \t\u00a0]+)?(?P<body>[^\r\n]*)\r?(?:\n|$)")
"""One line of an entry: indent, list mark, text."""
_BELOW = re.compile(r"\n[ \t]*(?:[-*+\u2022]|\d{1,3}[.)])[ \t\u00a0]")
_SHAPES = ("item", "paragraph", "heading")


def may_be_nested(draft: Draft) -> bool:
    """Whether an entry has bullets below its first line at all."""
    return "\n" in draft.block and draft.shape in _SHAPES and _BELOW.search(draft.block) is not None


def read_nested(draft: Draft, links: Sequence[inline.Link], usual: str) -> list[inline.Link]:
    """Put the running texts that have lines below them; returns the links that stand in them.

    `usual` is the list's commonest label of such a text, which is no part of it.
    """
    inner: list[inline.Link] = []
    for begin, end in _groups(draft.block):
        own = [link for link in links if begin <= link.start < end]
        if len(own) + len(inner) >= max(1, len(links)) and links:
            continue  # the paper's own links stand here
        if any(not link.bare and is_generic(draft.block[slice(*link.label)].strip("[]`*")) for link in own):
            continue
        label = EMPHASISED.match(draft.block, begin, end)
        usually = label and label[1].strip().lower() == usual and "\n" not in label[0]
        _put(draft, label.end() if label and usually else begin, end)
        inner += own
    return inner


def _put(draft: Draft, begin: int, end: int) -> None:
    line = line_start(draft.block, begin)
    indent = draft.block[line : line + _width(draft.block, line)]
    value = draft.block[begin:end].replace("\r\n", "\n").replace("\n" + indent, "\n")
    draft.put(Field.IDEA, begin, end, value=value)


def _width(block: str, line: int) -> int:
    return len(block) - line - len(block[line:].lstrip(" \t"))


def _groups(block: str) -> Iterator[tuple[int, int]]:
    """Spans from the text of a line below the first to the end of the lines that stand deeper."""
    lines = [found for found in _LINE.finditer(block) if found["body"].strip() or found["mark"]]
    number = 1
    while number < len(lines):
        head = lines[number]
        last = number
        while last + 1 < len(lines) and _deeper(lines[last + 1], head):
            last += 1
        if last > number and head["mark"]:
            yield head.start("body"), lines[last].start("body") + len(lines[last]["body"].rstrip(" \t\u00a0"))
        number = last + 1


def _deeper(line: re.Match[str], head: re.Match[str]) -> bool:
    own, above = line["indent"], head["indent"]
    return bool(line["mark"]) and own.startswith(above) and len(own) > len(above)
