"""Cutting a run of text into spans: lines, segments, and what is left without the marks around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPEN = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "《": "》", "“": "”", "「": "」", "«": "»"}
LOOSE = " \t\r\n\u00a0\u200b\ufeff*_`~,;:：，。、|\\/>•·\"'“”–—-=!#"
_BEFORE = LOOSE + "+.)]}）】》」»"
SYMBOL = re.compile(r"[^\w\s\[\](){}（）【】《》「」«»<>\"'“”‘’.,;:!?@#%&$*+=/\\|`~^-]", re.UNICODE)
"""A sign that is neither a letter nor one of the usual marks: an emoji, an arrow."""
WORD = re.compile(r"[^\W_]", re.UNICODE)
"""A letter or digit: a text without any has no words."""
_ENTITY = re.compile(r"&#?\w{2,8};$")
SEGMENT = re.compile(
    r"(?=[\s<|\\])(?:<br ?/?>|</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->|\n|\r|(?<!,)\t|\s\|\s|\||\\$|\\\n| (?<=\S )[-–—] (?=\S)|[ \u00a0](?<=\).)(?!et al|and |(?<=[A-Z]\)[ \u00a0])(?:19|20)\d\d(?!\d)|(?<=(?:ral|ter|ght|ngs)\)[ \u00a0])['’]?(?:19|20)?\d\d(?!\d)))"
    r"|(?<=\])[ \u00a0]?|(?=[\s`,.:：])(?:`|(?<=\*\*)[:：][ \u00a0]+(?=\S)|(?<=\*)[ \u00a0,.]+(?=\S)|(?<=[\w.)]_)[ \u00a0,.]+(?=\S)|[ \u00a0](?=\*[^*\s]|_(?=[^\W_])[^_\n]*_(?!\w))|[ \u00a0](?=\*\*\S))",
    re.DOTALL,
)
"""Most signs start no cut: what each way starts with is asked first."""
TITLE_SEGMENT = re.compile(
    r"(?=[\s<|\\`*_,.])(?:<br ?/?>|</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->|\\?\n|\r|(?<!,)\t|\s\|\s|\||\s[·•]\s|\s[-–—]\s(?=[*_`\[(<])|(?<=[*_`\])>])\s[-–—]\s|(?<=[*_])[,.][ \u00a0](?=[*_])|`"
    r"|(?<=\])[*_]{0,3}[.,]?[ \u00a0]+|(?<=\))[*_]{1,3}[ \u00a0]+)",
    re.DOTALL,
)
"""Where a run of text that may hold a title is cut."""


_MAY_CUT = re.compile(r"[<\n\r\t|\\\-–—)\]`*_·•]")
"""One of these stands at every cut, or right before it."""


def line_start(text: str, position: int) -> int:
    """Where the line of a position starts."""
    return text.rfind("\n", 0, position) + 1


def line_end(text: str, position: int) -> int:
    """Where the line of a position ends, before its line break."""
    end = text.find("\n", position)
    return end if end >= 0 else len(text)


def rstrip(text: str, start: int, end: int, chars: str) -> int:
    """The end of a span without trailing characters of `chars`."""
    while end > start and text[end - 1] in chars:
        end -= 1
    return end


_MARKS_OPEN = '*_<`"“《「«'


def inside_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The text without the emphasis, quotes and blanks around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end or text[start] not in _MARKS_OPEN:
        return start, end
    for left, right in (
        ("***", "***"),
        ("**", "**"),
        ("__", "__"),
        ("*", "*"),
        ("<b>", "</b>"),
        ("`", "`"),
        ('"', '"'),
        ("“", "”"),
        ("《", "》"),
        ("「", "」"),
        ("«", "»"),
    ):
        if end - start > len(left) + len(right) and text.startswith(left, start) and text.endswith(right, start, end):
            inner = text[start + len(left) : end - len(right)]
            if left not in inner:
                return inside_marks(text, start + len(left), end - len(right))
    return start, end


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the lines of `text[start:end]`."""
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        if stop > position:
            yield position, stop
        position = stop + 1


def segments(text: str, start: int, end: int, cuts: re.Pattern[str] = SEGMENT) -> Iterator[tuple[int, int]]:
    """Cut a run of text where markup sets its parts apart."""
    position = start
    if not _MAY_CUT.search(text, max(0, start - 1), end):
        if start < end:
            yield start, end
        return
    for found in cuts.finditer(text, start, end):
        if found[0] in _DASHES and _open_bracket(text, position, found.start()):
            continue
        if text[found.start() - 1 : found.start()] == "*" and _is_footnote(text, position, found.start() - 1):
            continue
        if text[found.start() - 1 : found.start()] == ")" and _in_name(text, position, found.end()):
            continue
        if found[0] in _RAISING and _is_raised(text, found.start()):
            continue
        if found.start() > position:
            yield position, found.start()
        position = found.end()
    if position < end:
        yield position, end


_CALLED = re.compile(r"(?:, |^[*_]*)[A-Z][\w'’.-]+[ \u00a0]\([A-Z][a-z]+\)[ \u00a0]$")
"""A first name with the name a person goes by: `Xiaoming (Simon) `."""
_LONGEST_NAME = 60


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether a bracket closes what one of several people is called: `Ann Lee, Xiaoming (Simon) Fu, Bo Chen`."""
    return text[end : end + 1].isupper() and _CALLED.search(text[max(start, end - _LONGEST_NAME) : end]) is not None


_RAISING = ("<sup>", "</sup>")
RAISED = re.compile(r"(?<=\w)<sup>[^<>\s]{1,6}</sup>")
"""A sign set high behind a name: which house somebody is of, who wrote as much."""


def _is_raised(text: str, tag: int) -> bool:
    """Whether a tag opens or closes a sign that hangs at a word, as in `Ann Lee<sup>1</sup>`."""
    opened = text.rfind("<sup>", 0, tag + len("<sup>"))
    return opened >= 0 and RAISED.match(text, opened) is not None


_DASHES = (" - ", " – ", " — ")


_EMPHASIS = re.compile(r"(?<![\w\\])\*|\*\*")


def _is_footnote(text: str, start: int, star: int) -> bool:
    """Whether a star hangs at a name (`Ann Lee*, Bo Chen`, escaped or not) instead of closing what another opened."""
    if start == star:
        return False
    return text[star - 1] == "\\" or (text[star - 1].isalpha() and not _EMPHASIS.search(text, start, star))


def _open_bracket(text: str, start: int, end: int) -> bool:
    """Whether a round bracket is open at the end of a span."""
    return text.count("(", start, end) > text.count(")", start, end)


def core(text: str, start: int, end: int) -> tuple[int, int]:
    """Strip marks and whole pairs of brackets from both ends."""
    while start < end:
        first, last = text[start], text[end - 1]
        if first.isalnum() and last.isalnum():
            break
        if last == ";" and _ENTITY.search(text, start, end):
            break
        if first.isalnum() and last == ">" and _is_raised(text, end - len("</sup>")):
            break
        if not first.isalnum() and (first in _BEFORE or SYMBOL.match(text, start)):
            start += 1
        elif not last.isalnum() and (
            last in LOOSE
            or (last == "." and not text.endswith(("al.", "..."), start, end))
            or SYMBOL.match(text, end - 1)
        ):
            end -= 1
        elif first in OPEN and (last == OPEN[first] or OPEN[first] not in text[start:end]):
            start += 1
        elif (
            last in ")]}）】》”」»" and text.count(_closes(last), start, end) < text.count(last, start, end)
        ) or last in "([{（【「«《":
            end -= 1
        else:
            break
    return start, end


def _closes(char: str) -> str:
    return next(left for left, right in OPEN.items() if right == char)
