"""Leaving out remarks that no field explains, `(poster)`, `[Code][Coming soon.]` or a sign at a line's end, where few
entries have one: such a remark is about one paper only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.writing.template import Form, Template

_FEW = 5
_RARE = 8
"""What fewer than one entry in so many says is no custom here."""
_REMARK = re.compile(
    r"(?:(?<![ \t])[ \t]++)?(?:(?<!\])\((?=[^()\n]*[^\W\d_]{3})[^()\[\]<>{}|\n]{3,60}\)"
    r"|(?<![!\[])\[(?=[^\[\]\n]*[^\W\d_]{3})[^\[\]()<>{}|\n]{3,60}\](?:\[[^\[\]()<>|\n]*\])?(?![(\[:\]]))"
)

_SIGN = "[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]\ufe0f?"
_SIGNS_BEFORE = re.compile(rf"(?:(?<![ \t])[ \t]++)?{_SIGN}(?=(?:[ \t]*{_SIGN})*[ \t]*(?:</|\r?\n))")
_SIGNS = re.compile(rf"(?:(?<![ \t])[ \t]++)?{_SIGN}(?=(?:[ \t]*{_SIGN})*[ \t]*(?:</|\r?\n|\Z))")
"""A sign behind all else on a line or in an element, as a legend explains it: true of one paper."""


def left_out(template: Template, neighbours: Sequence[Template]) -> Template:
    """A template without the remarks that few of the neighbours have."""
    if len(neighbours) < _FEW:
        return template
    literals = tuple(_without(literal, neighbours) for literal in template.literals)
    ends = (*(False for _ in template.slots), True)
    literals = tuple(_unsigned(literal, neighbours, last=last) for literal, last in zip(literals, ends, strict=True))
    return template if literals == template.literals else replace(template, literals=literals)


def _without(literal: Form, neighbours: Sequence[Template]) -> Form:
    """A gap without the remarks in brackets that few of the neighbours have."""
    if not any(isinstance(part, str) and ("(" in part or "[" in part) for part in literal):
        return literal
    return _thinned(literal, _REMARK, lambda remark: _is_usual(remark, neighbours))


def _unsigned(literal: Form, neighbours: Sequence[Template], *, last: bool) -> Form:
    """A gap without the signs at a line's end that fewer than half of the neighbours have anywhere."""
    if all(not isinstance(part, str) or part.isascii() for part in literal):
        return literal
    return _thinned(literal, _SIGNS if last else _SIGNS_BEFORE, lambda sign: _is_theirs(sign, neighbours))


def _thinned(literal: Form, pattern: re.Pattern[str], kept: Callable[[str], bool]) -> Form:
    """A gap with only those finds of a pattern that are kept."""
    parts = (
        pattern.sub(lambda found: found[0] if kept(found[0].strip()) else "", part) if isinstance(part, str) else part
        for part in literal
    )
    return tuple(part for part in parts if part != "")


def _is_theirs(sign: str, neighbours: Sequence[Template]) -> bool:
    return _having(sign, neighbours) * 2 > len(neighbours)


def _is_usual(remark: str, neighbours: Sequence[Template]) -> bool:
    having = _having(remark, neighbours)
    return having > 1 and having * _RARE >= len(neighbours)


def _having(text: str, neighbours: Sequence[Template]) -> int:
    """How many neighbours have a text between their fields."""
    return sum(
        any(isinstance(part, str) and text in part for literal in each.literals for part in literal)
        for each in neighbours
    )
