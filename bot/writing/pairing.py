"""Marks that open and close: which of an entry's brackets, emphasis marks, quotes and tags have no partner.

An entry that is put together from several neighbours may open what it does not close; none of theirs does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.errors import ListError
from bot.writing.template import Form, Part, Template

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_BULLET = re.compile(r"^[ \t>]*[*+-][ \t]", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)\b[^<>]*?(/?)>")
_MARKS = re.compile(r"[\[\]()（）【】「」《》“”]|\*+|`+|(?<!\w)_+|_+(?!\w)|\"")
_CLOSING = {")": "(", "]": "[", "）": "（", "】": "【", "」": "「", "》": "《", "”": "“"}
_VOID = frozenset(("br", "img", "hr", "input", "wbr"))
_EMPTY = re.compile(r"(?<!\])\(\s*\)|\[\s*\](?![(:\[])|(?<![*\w])\*\* \*\*(?![*\w])|(?<!\S)\*\.\*(?!\S)")
_TITLE = "0"
"""What stands for a field: between pointed brackets it is no tag."""

Odd = tuple[str, ...]
"""The marks without a partner, sorted."""


def odd_marks(template: Template) -> Odd:
    """What opens and does not close in a template, or closes what did not open; and brackets that hold nothing."""
    return odd_marks_of(_text(template))


def is_sound(template: Template, neighbours: Sequence[Template]) -> bool:
    """Whether all marks of a template pair, or are left alone as most of the neighbours leave them."""
    odd = odd_marks(template)
    return not odd or sum(odd_marks(other) == odd for other in neighbours) * 2 > len(neighbours)


def without_open_end(template: Template) -> Template:
    """A template without a bracket at its end that opens for a field it lacks: `A Title. (`"""
    last = template.literals[-1]
    if not last or not isinstance(last[-1], str) or not (found := _OPEN_END.search(last[-1])):
        return template
    return Template((*template.literals[:-1], (*last[:-1], last[-1][: found.start()])), template.slots)


_OPEN_END = re.compile(r"[ \t]*[(\[（【「《]+[ \t]*\Z")


def refuse(template: Template, own: Template) -> None:
    """Raise ListError where an entry that is there, in the form of `own`, would get marks without a partner in another."""
    if odd_marks(template) not in (odd_marks(own), ()):
        raise ListError("a bracket or a mark would stand alone there; write it by hand")


def _text(template: Template) -> str:
    """The template as text with a word in each slot."""
    parts = [_written(template.literals[0])]
    for _, slot, literal in template.fields:
        parts += (_written(slot.form), _written(literal))
    return "".join(parts)


def _written(form: Form) -> str:
    return "".join(_TITLE if isinstance(part, Part) else part for part in form)


def odd_marks_of(text: str) -> Odd:
    """The same of an entry's text."""
    empty = [found[0].replace(" ", "") for found in _EMPTY.finditer(text)]
    text = _BULLET.sub("", _ESCAPED.sub("", text))
    tags: Counter[str] = Counter()
    for closing, name, alone in _TAG.findall(text):
        if not alone and name.lower() not in _VOID:
            tags[name.lower()] += -1 if closing else 1
    odd = [name for name, count in tags.items() if count]
    waiting: list[str] = []
    runs: Counter[str] = Counter()
    for mark in _MARKS.findall(_TAG.sub("", text)):
        if mark[0] in "*_":
            runs.update((mark[0] * size) for size in ((1, 2) if len(mark) == len("***") else (len(mark),)))
        elif mark == '"':
            runs[mark] += 1
        elif mark[0] == "`" and mark in waiting:  # what opened inside a code span closes inside it
            odd += waiting[waiting.index(mark) + 1 :]
            del waiting[waiting.index(mark) :]
        elif mark not in _CLOSING:
            waiting.append(mark)
        elif _CLOSING[mark] in waiting[-1:]:
            waiting.pop()
        else:
            odd.append(mark)
    return tuple(sorted([*empty, *odd, *waiting, *(mark for mark, count in runs.items() if count % 2)]))
