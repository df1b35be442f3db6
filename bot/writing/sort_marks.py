"""The mark behind a venue that says what sort of paper it is: `SIGIR 2024 [C]`, `arXiv [EB/OL]`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.model import Paper
from bot.reading.fields import Field
from bot.writing.facts import Facts
from bot.writing.template import Template, text_of

_FEWEST = 2
"""Papers of a sort that show its mark."""


def marked(paper: Paper, templates: Sequence[Template], near: int) -> Paper:
    """A feed's paper with the mark that nearly all papers of its sort have right behind the venue.

    `near` of the templates stand in the section itself; the whole list is asked where these are too few.
    """
    if not paper.sources or paper.tags or not paper.venue:
        return paper
    mark = _mark(templates[:near], paper) or _mark(templates, paper)
    return replace(paper, tags=(mark,)) if mark else paper


def _mark(templates: Sequence[Template], paper: Paper) -> str:
    preprint = Facts(paper).is_preprint
    marks = Counter(_behind_venue(template) for template in templates if template.is_preprint is preprint)
    mark, count = marks.most_common(1)[0] if marks else ("", 0)
    return mark if count >= _FEWEST and count * 4 >= marks.total() * 3 else ""


def _behind_venue(template: Template) -> str:
    """What stands in brackets of its own right behind the venue, where that is the entry's only tag."""
    if template.counts[Field.TAG] != 1:
        return ""
    place = template.kinds.index(Field.TAG)
    before = template.slots[place - 1].kind if place else None
    gap = text_of(template.literals[place])
    return template.slots[place].shown if before is Field.VENUE and not gap.strip(" [") else ""
