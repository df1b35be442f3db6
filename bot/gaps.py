"""What stands between two fields, decided gap by gap: the blanks and stops that most of the entries near put there.

Marks that open and close belong together and come from one neighbour as a whole; blanks and stops do not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bot.fields import Field
from bot.template import Form, Part, Template

_LOOSE = re.compile(r"(?:[^\S\n]|[.,;:])+")
_OWN = 0.2
"""How much the chosen neighbour's own gap counts beside all the others' together."""

Gap = tuple[Field | None, Field | None, tuple[str | Part, ...]]


def settled(best: Template, weighted: Sequence[tuple[float, Template]]) -> Template:
    """A template whose gaps are each as most of the weighted neighbours write this gap."""
    votes: dict[Gap, dict[Form, float]] = defaultdict(lambda: defaultdict(float))
    for weight, template in weighted:
        for gap, literal in zip(_gaps(template), template.literals, strict=True):
            votes[gap][literal] += weight
    literals = [_usual(votes.get(gap, {}), literal) for gap, literal in zip(_gaps(best), best.literals, strict=True)]
    return replace(best, literals=tuple(literals))


def _usual(votes: dict[Form, float], own: Form) -> Form:
    total = sum(votes.values())
    return max((own, *votes), key=lambda form: votes.get(form, 0.0) + (_OWN * total if form == own else 0.0))


def _gaps(template: Template) -> list[Gap]:
    kinds = template.kinds
    return [
        (before, after, _marks(literal))
        for before, after, literal in zip((None, *kinds), (*kinds, None), template.literals, strict=True)
    ]


def _marks(literal: Form) -> tuple[str | Part, ...]:
    """A gap without its blanks and stops."""
    bare = (_LOOSE.sub("", part) if isinstance(part, str) else part for part in literal)
    return tuple(part for part in bare if part != "")
