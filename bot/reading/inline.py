"""A block's text → its links, images and emphasised spans, with exact offsets.

Reads what people meant: brackets inside labels, parentheses and blanks inside targets, `[label] (https://…)`, HTML
anchors, bare addresses. Works in one pass; patterns cannot backtrack over more than one label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_RUN = r"[^\[\]\\]++|\\."
_LABEL = r"\[(?<!\\\[)(?P<{0}>(?:" + _RUN + r"|\[(?:" + _RUN + r"|\[(?:" + _RUN + r"){{0,40}}\]){{0,40}}\]){{0,40}})\]"
_ADDRESS = r"[^\s<>\"'`|\]，。）】、；]+"
_TARGET = r"\((?P<{0}>(?:[^()\n\\]++|\\.|\((?:[^()\n]|\([^()\n]*\))*\)){{0,40}})\)"
_TOKEN = re.compile(
    _LABEL.format("label") + r"(?:" + _TARGET.format("target") + r"| \((?P<far>(?i:https?)://[^()\s]*)\))"
    r"|<(?i:a\s(?=[^<>]*+>)[^<>]*?href\s*=\s*[\"']?(?P<href>[^\"'<>\s]*+)[^<>]*+>"
    r"|img\s(?=[^<>]*+>)[^<>]*?src\s*=\s*[\"']?(?P<src>[^\"'<>\s]*+)[^<>]*+>"
    r"|(?P<auto>https?://[^<>\s]*)>)"
    r"|h(?i:ttps?)://" + _ADDRESS + r"|H(?i:ttps?)://" + _ADDRESS,
    re.DOTALL,
)
"""Each way starts with a letter or mark of its own, so that the search leaps from one such to the next.

What a bracket holds is counted: where thousands of brackets stay open, none is read to the end of the text.
"""
_CLOSING = re.compile("</a>", re.IGNORECASE)
_TITLE = re.compile(r"(?<!\s)\s++(?:\"[^\"]*\"|'[^']*')$")
_TRAIL = ".,;:!?*_)"


class Link(NamedTuple):
    """A link or an image: offsets of the whole, its label and its target."""

    start: int
    end: int
    label: tuple[int, int]
    target: tuple[int, int]
    image: bool = False
    bare: bool = False


def links(text: str, start: int = 0, end: int | None = None) -> Iterator[Link]:
    """Every link and image of `text[start:end]`, outermost first, in order."""
    if end is None:
        end = len(text)
    free = at = start
    closed = True
    while found := _TOKEN.search(text, at, end):
        at = found.end()
        if found["label"] is not None:
            yield _bracketed(text, found, image=found.start() > free and text[found.start() - 1] == "!")
        elif found["href"] is not None:
            closing = _CLOSING.search(text, at, end) if closed else None
            if closing is None:
                # An anchor that nothing closes is none, and neither is any behind it; its address may stand for itself.
                closed, at = False, found.start() + 1
                continue
            yield Link(found.start(), closing.end(), (at, closing.start()), found.span("href"))
            at = closing.end()
        elif found["src"] is not None:
            yield Link(found.start(), found.end(), (found.end(), found.end()), found.span("src"), image=True)
        elif found["auto"] is not None:
            yield Link(found.start(), found.end(), found.span("auto"), found.span("auto"), bare=True)
        else:
            stop = _bare_end(text, found.start(), found.end())
            yield Link(found.start(), stop, (found.start(), stop), (found.start(), stop), bare=True)
        free = at


_PLAIN_ID = re.compile(r"(?i:\barxiv):\s?(?:\d{4}\.\d{4,5}(?:v\d{1,2})?|[a-z-]{2,9}/\d{7})(?![\w.]*\d)")
"""An arXiv id in plain words: `arXiv:2301.00001`."""


def plain_id(text: str, start: int = 0) -> Link | None:
    """The first arXiv id that is printed without a link: `arXiv:2301.00001`."""
    found = _PLAIN_ID.search(text, start)
    return Link(*found.span(), found.span(), found.span(), bare=True) if found else None


def _bracketed(text: str, found: re.Match[str], *, image: bool) -> Link:
    begin, stop = found.span("far") if found["far"] is not None else found.span("target")
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    if text[stop - 1] in "\"'" and (title := _TITLE.search(text, begin, stop)) is not None:
        stop = title.start()
    if text.startswith("<", begin) and stop > begin + 1 and text[stop - 1] == ">":
        begin, stop = begin + 1, stop - 1
    return Link(found.start() - image, found.end(), found.span("label"), (begin, stop), image=image)


def _bare_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAIL:
        if text[end - 1] == ")" and text.count("(", start, end) >= text.count(")", start, end):
            break
        end -= 1
    return end


_PLAIN = r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
_MARKS = re.compile(rf"!{_PLAIN}|{_PLAIN}|<[^<>]*>|\*[*`]*|`[*`]*|_(?<!\w_)_*|__*(?!\w)|:[a-z0-9_+-]+:(?=\s|$)")
"""Pictures, links, tags, emphasis and emoji by name, none of which a reader sees as words."""
_COMMENT = re.compile(r"<!--.*?-->")
_IMAGE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|<img\b[^<>]*>", re.IGNORECASE)
"""A picture in Markdown or HTML."""
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


_MARKED = re.compile(r"[\[<*`_:\\!]")


def as_read(text: str) -> str:
    """The text as a reader sees it: no images, tags, link targets or emphasis marks; blanks folded."""
    if not _MARKED.search(text):
        return " ".join(text.split())
    without = _IMAGE.sub("", _uncommented(text)) if "<" in text or "![" in text else text
    for _ in range(2):
        without = _MARKS.sub(_inside, without)
    return " ".join((_ESCAPE.sub(r"\1", without) if "\\" in without else without).split())


def _uncommented(text: str) -> str:
    """The text without its comments; behind the last that ends, none is looked for."""
    end = text.rfind("-->") + 3
    return _COMMENT.sub("", text[:end]) + text[end:] if "<!--" in text else text


def _inside(found: re.Match[str]) -> str:
    return found[1] or found[2] or ""
