"""List text → lines, each with its kind: the block structure as far as a list editor needs it.

One pass, linear, for any input. Deviates from CommonMark where people do: a missing `-->` does not hide the rest of
the file, `##Heading` without a blank is a heading, and a child bullet is one that is indented by two or more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a line is."""

    BLANK = "blank"
    HEADING = "heading"
    BULLET = "bullet"
    ROW = "row"
    RULE = "rule"
    HTML = "html"
    TEXT = "text"
    CODE = "code"
    COMMENT = "comment"
    BREAK = "break"


@dataclass(slots=True)
class Line:
    """One line of the list.

    `start` and `end` are offsets into the text, without the line end; `body` is where the content starts (behind
    indentation and list mark); `indent` counts blanks (a tab is four); `level` is that of a heading;
    `commented` lines stand in an HTML comment.
    """

    start: int
    end: int
    kind: Kind
    indent: int = 0
    body: int = 0
    level: int = 0
    commented: bool = False


_BULLET = re.compile(r"([-*+\u2022]|\d{1,9}[.)])([ \t\u00a0]+|(?=\[)|$)")
_HEADING = re.compile(r"(#{1,6})(?:[ \t\u00a0]+|(?=[^\s#!/;:.,{}])|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)$")
_BREAK = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
"""A thematic break: `---`, `* * *`."""
_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
"""The line below the head of a table: `|---|:-:|`."""
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_HTML = re.compile(
    r"</?(?:table|thead|tbody|tr|td|th|details|summary|div|p|ul|ol|li|dl|dt|dd|h[1-6]|center|br|img|a|hr|span)\b",
    re.IGNORECASE,
)
"""Tags with which a line of HTML begins."""
_BLANKS = " \t\u00a0\u3000\ufeff\u200b"


def read_lines(text: str) -> list[Line]:
    """Split the text into lines and say what each is."""
    lines = [
        _line(text, start, end) if start == end or text[start] in _BLANKS else _classified(text, start, end, 0, start)
        for start, end in _spans(text)
    ]
    _hide_front_matter(text, lines)
    _hide_code(text, lines)
    _mark_comments(text, lines)
    _mark_tables(text, lines)
    _mark_setext(text, lines)
    _mark_quoted(text, lines)
    return lines


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the lines without their ends; a lone carriage return ends no line, as in git."""
    position = 0
    size = len(text)
    while position < size:
        end = text.find("\n", position)
        end = size if end < 0 else end
        yield position, end - 1 if end > position and text[end - 1] == "\r" else end
        position = end + 1


def _line(text: str, start: int, end: int) -> Line:
    body = start
    indent = 0
    while body < end and (char := text[body]) in _BLANKS:
        indent += 4 - indent % 4 if char == "\t" else (char not in "\ufeff\u200b")
        body += 1
    if body == end:
        return Line(start, end, Kind.BLANK, indent, body)
    return _classified(text, start, end, indent, body)


def _classified(text: str, start: int, end: int, indent: int, body: int) -> Line:
    char = text[body]
    if char == "#" and (found := _HEADING.match(text, body, end)):
        return Line(start, end, Kind.HEADING, indent, found.end(), len(found[1]))
    if char in "-*_" and _BREAK.match(text, body, end):
        return Line(start, end, Kind.BREAK, indent, body)
    if (
        (char in "-*+\u2022" or char.isdigit())
        and (found := _BULLET.match(text, body, end))
        and not (char == "*" and found.end() == body + 1 < end and _is_emphasis(text, body, end))
    ):
        line = Line(start, end, Kind.BULLET, indent, found.end())
        inner = _HEADING.match(text, line.body, end) if text.startswith("#", line.body) else None
        if inner and inner.end() < end:
            line.level = len(inner[1])
        return line
    if char == "|":
        return Line(start, end, Kind.ROW, indent, body)
    if char == "<" and _HTML.match(text, body, end):
        return Line(start, end, Kind.HTML, indent, body)
    return Line(start, end, Kind.TEXT, indent, body)


_LONE_STAR = re.compile(r"(?<![*\\])\*(?!\*)")


def _is_emphasis(text: str, start: int, end: int) -> bool:
    """Whether the star that a bracket follows opens emphasis that is closed in its line: `*[A name](…), B name.*`"""
    return len(_LONE_STAR.findall(text, start, end)) % 2 == 0


_FRONT = 200
"""Lines that the metadata in front of a page may take."""


def _hide_front_matter(text: str, lines: list[Line]) -> None:
    """Metadata between two lines `---` (or `+++`) at the very start is no part of the list."""
    first = text[lines[0].body : lines[0].end].rstrip() if lines else ""
    if first not in ("---", "+++"):
        return
    for number, line in enumerate(lines[1:_FRONT], start=1):
        if text[line.start : line.end].rstrip() == first:
            for inner in lines[: number + 1]:
                inner.kind = Kind.CODE
            return
        if number == 1 and not _KEYED.match(text, line.start, line.end):
            return


_KEYED = re.compile(r"[\w-]+[ \t]*[:=]|#|[ \t]*$")


def _hide_code(text: str, lines: list[Line]) -> None:
    fence = ""
    for line in lines:
        if line.kind is Kind.CODE:
            continue
        if fence:
            line.kind = Kind.CODE
            content = text[line.body : line.end].rstrip()
            if content.startswith(fence) and not content.strip(fence[0]):
                fence = ""
        elif line.end - line.body >= 3 and text[line.body] in "`~":
            found = _FENCE.match(text, line.body, line.end)
            if found:
                fence = found[1]
                line.kind = Kind.CODE


def _mark_comments(text: str, lines: list[Line]) -> None:
    position = text.find("<!--")
    if position < 0:
        return
    number = 0
    while position >= 0 and number < len(lines):
        while number < len(lines) and lines[number].end < position:
            number += 1
        if number == len(lines):
            return
        if lines[number].kind is Kind.CODE:
            position = text.find("<!--", position + 4)
            continue
        close = text.find("-->", position + 4)
        if close < 0:
            return
        number = _mark_comment(text, lines, number, position, close)
        position = text.find("<!--", close + 3)


def _mark_comment(text: str, lines: list[Line], number: int, position: int, close: int) -> int:
    """Mark the lines of one comment; returns the number of the line it ends in."""
    first = lines[number]
    opens_line = first.body == position or not text[first.start : position].strip()
    last = number
    while last < len(lines) and lines[last].end < close:
        last += 1
    if last == number and not (opens_line and not text[close + 3 : first.end].strip()):
        return number  # a remark inside a line hides no line
    if opens_line:
        inner = _line(text, position + 4, min(first.end, close))
        first.kind, first.indent, first.body, first.level = inner.kind, inner.indent, inner.body, inner.level
        first.commented = True
        first.indent = max(0, first.indent - 1)  # the blank behind `<!--` is no indentation
        if first.kind is Kind.BLANK:
            first.kind = Kind.COMMENT
    for line in lines[number + 1 : last + 1]:
        line.commented = True
    if last < len(lines) and last > number and not text[lines[last].start : close].strip():
        lines[last].kind = Kind.COMMENT
    return last


_RULES_OR_TEXT = (Kind.ROW, Kind.TEXT, Kind.BULLET, Kind.BREAK)


def _mark_tables(text: str, lines: list[Line]) -> None:
    done = 0
    pipe = -1
    for number in range(1, len(lines)):
        line = lines[number]
        if pipe < line.start and (pipe := text.find("|", line.start)) < 0:
            return
        if pipe >= line.end or line.kind not in _RULES_OR_TEXT:
            continue
        first = text[line.start if line.kind is Kind.BULLET else line.body : line.end].lstrip(_BLANKS + ">")
        if not first or first[0] not in "|:-" or "|" not in first or not _RULE.match(first):
            continue
        if "|" not in text[lines[number - 1].start : lines[number - 1].end]:
            continue
        line.kind = Kind.RULE
        lines[number - 1].kind = Kind.ROW
        if number >= done:
            done = _mark_rows(text, lines, number + 1)


def _mark_rows(text: str, lines: list[Line], number: int) -> int:
    """Mark the rows below a rule; returns the first line that is none."""
    while number < len(lines) and lines[number].kind in (Kind.ROW, Kind.TEXT, Kind.BULLET):
        line = lines[number]
        if text.find("|", line.start, line.end) < 0:
            return number
        line.kind = Kind.ROW
        line.body = line.start + len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip(_BLANKS))
        number += 1
    return number


_TEXT_OR_BREAK = (Kind.TEXT, Kind.BREAK)


def _mark_setext(text: str, lines: list[Line]) -> None:
    size = len(text)
    for number in range(1, len(lines)):
        line = lines[number]
        if line.body >= size or text[line.body] not in "=-" or line.kind not in _TEXT_OR_BREAK:
            continue
        above = lines[number - 1]
        if above.kind is not Kind.TEXT or line.indent > 3 or not _SETEXT.match(text, line.body, line.end):
            continue
        if number >= 2 and lines[number - 2].kind in (Kind.TEXT, Kind.BULLET):
            continue  # the underline of a longer paragraph: people mean a rule
        above.kind, above.level = Kind.HEADING, 1 if text[line.body] == "=" else 2
        line.kind = Kind.BREAK


def _mark_quoted(text: str, lines: list[Line]) -> None:
    """A heading that is all of a quote, `> ### Vision`, heads what stands below the quote."""
    for found in _QUOTED_HEADING.finditer(text) if "> #" in text or ">#" in text else ():
        number = bisect_left(lines, found.start(), key=lambda line: line.start)
        line = lines[number]
        beside = lines[max(0, number - 1) : number + 2 : 2] if number else lines[1:2]
        if line.kind is Kind.TEXT and not any(text.startswith(">", other.body) for other in beside):
            line.kind, line.level, line.body = Kind.HEADING, len(found[1]), found.end()


_QUOTED_HEADING = re.compile(r"^ {0,3}> ?(#{1,6})[ \t]+(?=\S)", re.MULTILINE)
"""A heading inside a quote: `> ### Vision`."""


def is_anchor(text: str, line: Line) -> bool:
    """Whether a line holds nothing but the anchor of what stands below it: `<a name="…"></a>`."""
    return text.startswith("<a", line.body) and _ANCHOR.fullmatch(text, line.body, line.end) is not None


_ANCHOR = re.compile(r"(?:<a\s+(?:name|id)\s*=[^<>]*>(?:\s*</a>)?\s*)+", re.IGNORECASE)
"""A line of nothing but anchors."""
