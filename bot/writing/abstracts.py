"""Abstracts: where the entries of a list print them, a feed's paper gets its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.model import Paper
from bot.reading.fields import Field
from bot.writing.template import Form, Slot, Template

_ASKED = 12
_TAG = re.compile(r"<[^<>\n]*>")
_LED = re.compile(r"(?:\babstract|摘要|초록)[\s:：*_>|.-]*\Z", re.IGNORECASE)
"""What a text that is an abstract stands behind: a label, the summary of a fold."""


def placed(templates: Sequence[Template], paper: Paper) -> Sequence[Template]:
    """The templates with the places of their abstracts, where most have one and the feed's paper brings one."""
    if not paper.sources or not paper.abstract.strip() or paper.idea:
        return templates
    near = templates[:_ASKED]
    if sum(any(map(_is_abstract, one.literals, one.slots)) for one in near) * 2 <= len(near):
        return templates
    return [_marked(one) for one in templates]


def _marked(template: Template) -> Template:
    slots = [
        replace(slot, kind=Field.ABSTRACT, number=0) if _is_abstract(literal, slot) else slot
        for literal, slot in zip(template.literals, template.slots, strict=False)
    ]
    return Template(template.literals, tuple(slots))


def _is_abstract(literal: Form, slot: Slot) -> bool:
    if slot.kind is not Field.IDEA:
        return False
    text = "".join(part for part in literal if isinstance(part, str))
    return _LED.search(_TAG.sub("", text)) is not None
