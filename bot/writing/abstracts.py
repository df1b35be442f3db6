"""Abstracts: where the entries of a list print them, or fold them below themselves, a feed's paper gets its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import escape
from bot.model import Paper
from bot.reading.fields import Field
from bot.writing.template import Form, Slot, Template, text_of

_ASKED = 12
_FOLD = re.compile(
    r"(?P<lead>\s*<details\b[^<>]*>\s*<summary>(?:(?!</summary>).)*?(?:\babstract|摘要|초록)(?:(?!</summary>).)*</summary>)"
    r"(?P<open>(?:\s|<(?:p|br ?/?|i|em|blockquote)>)*)(?P<text>.*?)(?P<end>(?:\s|</(?:p|i|em|blockquote)>)*</details>)\s*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 8_000
"""Characters of a fold that are looked at."""
_TAG = re.compile(r"<[^<>\n]*>")
_LEADS = re.compile(r"[*_`]*(?:abstract|摘要|초록)[*_`]*[ ]?[:：][*_`]*\s*", re.IGNORECASE)
_FRAMED = re.compile(
    r"(?P<open><(?P<tag>p|i|em|small)>\s*+).*?(?P<close>(?:(?<!\s)\s++)?</(?P=tag)>)", re.IGNORECASE | re.DOTALL
)
_LED = re.compile(r"(?:\babstract|摘要|초록)[\s:：*_>|.-]*\Z", re.IGNORECASE)
"""The end of what leads to an abstract: a label, the summary of a fold."""


def placed(templates: Sequence[Template], paper: Paper) -> Sequence[Template]:
    """The templates with slots for their abstracts, where most print one and the feed's paper has one."""
    if not paper.sources or not paper.abstract.strip() or paper.idea:
        return templates
    near = templates[:_ASKED]
    if sum(any(map(_is_abstract, one.literals, one.slots)) for one in near) * 2 <= len(near):
        return templates
    return [_marked(one) for one in templates]


def _marked(template: Template) -> Template:
    """A template whose abstracts have places of their own, behind the words that lead to them."""
    literals, slots = list(template.literals), list(template.slots)
    for number, slot in enumerate(slots):
        if not _is_abstract(literals[number], slot):
            continue
        led, framed = _LEADS.match(slot.shown), _FRAMED.fullmatch(slot.shown)
        lead, end = (led[0], "") if led else framed.group("open", "close") if framed else ("", "")
        slots[number] = slot._replace(kind=Field.ABSTRACT, number=0)
        literals[number] = (*literals[number], lead) if lead else literals[number]
        literals[number + 1] = (end, *literals[number + 1]) if end else literals[number + 1]
    return Template(tuple(literals), tuple(slots))


def _is_abstract(literal: Form, slot: Slot) -> bool:
    """Whether a text stands behind a word for abstracts, or begins with one."""
    if slot.kind is not Field.IDEA:
        return False
    text = text_of(literal)
    return _LED.search(_TAG.sub("", text)) is not None or _LEADS.match(slot.shown) is not None


def of_column(name: str, told: int, count: int, share: Paper) -> Paper:
    """The part of a feed's paper for a column named after abstracts of which `told` of `count` cells have one: its own."""
    if told * 2 <= count or not share.sources or share.idea or not share.abstract.strip():
        return share
    return replace(share, idea=" ".join(share.abstract.split())) if _NAME.fullmatch(name.strip()) else share


_NAME = re.compile(r"(?:paper )?abstracts?|摘要|초록", re.IGNORECASE)


def below(hanging: Sequence[str], paper: Paper) -> str:
    """The fold with a feed's abstract to put below its entry; "" where few entries have such a fold.

    `hanging` is what hangs below each of the entries near, with the line end before it, nearest first.
    """
    folds = [fold for text in hanging if (fold := _FOLD.fullmatch(text[:_LONGEST]))]
    if not paper.sources or not paper.abstract.strip() or len(folds) * 2 <= len(hanging):
        return ""
    return f"{folds[0]['lead']}{folds[0]['open']}{_in_one_line(paper)}{folds[0]['end']}"


def _in_one_line(paper: Paper) -> str:
    return escape.entry_text(" ".join(paper.abstract.split()))
