"""Remarks in brackets that no field explains, `(poster)` or `[Code][Coming soon.]`: where few entries have one, it is theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.writing.template import Form, Template

_FEW = 5
_RARE = 8
"""What fewer than one entry in so many says is no custom here."""
_REMARK = re.compile(
    r"[ \t]*(?:(?<!\])\((?=[^()\n]*[^\W\d_]{3})[^()\[\]<>{}|\n]{3,60}\)"
    r"|(?<![!\[])\[(?=[^\[\]\n]*[^\W\d_]{3})[^\[\]()<>{}|\n]{3,60}\](?:\[[^\[\]()<>|\n]*\])?(?![(\[:\]]))"
)


def left_out(template: Template, neighbours: Sequence[Template]) -> Template:
    """A template without the remarks that few of the neighbours have."""
    if len(neighbours) < _FEW:
        return template
    literals = tuple(_without(literal, neighbours) for literal in template.literals)
    return template if literals == template.literals else replace(template, literals=literals)


def _without(literal: Form, neighbours: Sequence[Template]) -> Form:
    if not any(isinstance(part, str) and ("(" in part or "[" in part) for part in literal):
        return literal
    parts = (
        _REMARK.sub(lambda found: found[0] if _is_usual(found[0].strip(), neighbours) else "", part)
        if isinstance(part, str)
        else part
        for part in literal
    )
    return tuple(part for part in parts if part != "")


def _is_usual(remark: str, neighbours: Sequence[Template]) -> bool:
    having = sum(
        any(isinstance(part, str) and remark in part for literal in each.literals for part in literal)
        for each in neighbours
    )
    return having > 1 and having * _RARE >= len(neighbours)
