"""Tags that stand beside a list of tags, `(SomeNet)` behind a title: which of a paper's do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.fields import Field
from bot.writing.facts import Facts, is_name, names_itself
from bot.writing.template import Template

_MISSING, _UNUSED, _LONE = 3.0, 2.0, 0.5


@dataclass(frozen=True, slots=True)
class TagHand:
    """How a list writes tags in two places: whether those beside a list of tags are mostly names, and what it lists."""

    lone_names: bool
    listed: frozenset[str]
    """The tags that more than one entry has in its list of tags: such a word is no name of one paper's own."""

    @classmethod
    def of(cls, templates: Sequence[Template]) -> TagHand:
        """What the neighbours show."""
        lone: list[bool] = []
        listed: Counter[str] = Counter()
        for template in templates:
            if Field.TAGS not in template.kinds:
                continue
            for slot in template.slots:
                if slot.kind is Field.TAGS:
                    listed.update(set(slot.shown.split(", ")))
                elif slot.kind is Field.TAG and not names_itself(slot.shown):
                    lone.append(is_name(slot.shown))
        return cls(sum(lone) * 2 > len(lone), frozenset(tag for tag, count in listed.items() if count > 1))

    def is_apart(self, facts: Facts) -> bool:
        """Whether the paper's first tag stands apart from the list of its tags."""
        return self.lone_names and facts.lone and facts.tags[0] not in self.listed

    def distance(self, template: Template, facts: Facts) -> float:
        """How far the tags beside an entry's list of tags are from the paper's; some say what they are about (`Env: gym`)."""
        beside = [slot.shown for slot in template.slots if slot.kind is Field.TAG]
        named = sum(map(names_itself, beside))
        total = _UNUSED * max(0, facts.named - named) + _MISSING * max(0, named - facts.named)
        if self.lone_names and not facts.named:
            total += _LONE * ((len(beside) > named) != self.is_apart(facts))
        return total
