"""Deciding gap by gap which blanks and stops stand between two fields: those of most entries near.

Marks that open and close belong together, so they all come from one neighbour; blanks and stops need not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bot.reading.fields import Field
from bot.writing.facts import Facts
from bot.writing.likeness import marks_of
from bot.writing.template import Form, Part, Slot, Template, text_of

STOPS = (".", "?", "!", "…", "。", "？", "！")
"""What closes a sentence, so that no other stop follows."""
_TOLD = (Field.TITLE, Field.TAIL, Field.AUTHORS, Field.IDEA)
_LABEL = ("[", "(", "`")
_OWN = 0.2
"""How much the chosen neighbour's own gap counts beside all the others' together."""

Gap = tuple[Field | None, Field | None, tuple[str | Part, ...], bool]
"""The fields on both sides, the marks between them, and whether the field before ends in a stop of its own."""


def settled(best: Template, weighted: Sequence[tuple[float, Template]], facts: Facts) -> Template:
    """A template whose gaps are each as most of the weighted neighbours write this gap."""
    votes: dict[Gap, dict[Form, float]] = defaultdict(lambda: defaultdict(float))
    for weight, template in weighted:
        stops = [slot.kind in _TOLD and slot.shown.endswith(STOPS) for slot in template.slots]
        for gap, literal in zip(_gaps(template, stops), template.literals, strict=True):
            votes[gap][literal] += weight
    stops = [_last_words(slot, facts).endswith(STOPS) for slot in best.slots]
    literals = [
        _usual(votes.get(gap, {}), literal) for gap, literal in zip(_gaps(best, stops), best.literals, strict=True)
    ]
    return replace(best, literals=tuple(literals))


def closed(text: str, before: str, kind: Field, templates: Sequence[Template]) -> str:
    """The marks and the stop behind a field, `before` as it is written: people or a title may have a stop of their own."""
    titled = kind in (Field.TITLE, Field.TAIL) and before.endswith(STOPS)
    if not titled and not before.endswith("al."):
        return text
    return _closed_once(text, templates, kind if titled else Field.AUTHORS)


def parted(text: str, before: Sequence[str], slot: Slot, behind: Slot, templates: Sequence[Template]) -> str:
    """The gap between people and the venue or title `behind`, with a stop where only that of "et al." parts them elsewhere.

    `before` is what is written so far; a label in brackets has no sentences.
    """
    if slot.kind is not Field.AUTHORS or not _APART.fullmatch(text) or before[-1].endswith(STOPS):
        return text
    if before[-2].endswith(_LABEL):
        return text
    people = [
        other.shown
        for template in templates
        for other, literal, below in template.pairs
        if other.kind is Field.AUTHORS and below.kind is behind.kind and literal == (text,)
    ]
    return f".{text}" if people and all(shown.endswith("al.") for shown in people) else text


_APART = re.compile(r"[ \u00a0]+[*_\"“]*")


def _closed_once(text: str, templates: Sequence[Template], kind: Field) -> str:
    """The gap behind a text with a stop of its own, without the second where the neighbours print one alone.

    `kind` is what the text is: people that end in "et al.", or a title that is a question.
    """
    marks = text[: text.index(".")]
    behind = [
        text_of(literal)
        for template in templates
        for _, slot, literal in template.fields
        if slot.kind is kind and slot.shown.endswith("al." if kind is Field.AUTHORS else STOPS)
    ]
    twice = sum(literal.startswith(f"{marks}.") for literal in behind)
    return text if twice * 2 > len(behind) else marks + text[len(marks) + 1 :]


def _usual(votes: dict[Form, float], own: Form) -> Form:
    total = sum(votes.values())
    return max((own, *votes), key=lambda form: votes.get(form, 0.0) + (_OWN * total if form == own else 0.0))


def _gaps(template: Template, stops: Sequence[bool]) -> list[Gap]:
    kinds = template.kinds
    gaps: list[Gap] = [
        (before, after, marks_of(literal), stop)
        for before, after, literal, stop in zip(
            (None, *kinds), (*kinds, None), template.literals, (False, *stops), strict=True
        )
    ]
    if _is_blank(template.literals[-1]):  # blanks at an end say nothing of the field before them
        gaps[-1] = (None, None, (), False)
    return gaps


def _is_blank(literal: Form) -> bool:
    return all(isinstance(part, str) and not part.strip() for part in literal)


def _last_words(slot: Slot, facts: Facts) -> str:
    """What the paper prints at the end of a slot of running text or names, "" for other fields."""
    match slot.kind:
        case Field.TITLE | Field.TAIL:
            return facts.title
        case Field.AUTHORS:
            return facts.paper.authors[-1] if facts.paper.authors else ""
        case Field.IDEA:
            return facts.ideas[slot.number] if slot.number < len(facts.ideas) else ""
        case _:
            return ""
