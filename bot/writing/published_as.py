"""Labels that say how a paper was published, `[Journal](…)` or `[Conference](…)`: a newcomer gets that of its own kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.reading.fields import Field
from bot.reading.preprint import is_preprint
from bot.venue_names import JOURNALS, LONG
from bot.writing.facts import Facts
from bot.writing.template import Template

_JOURNAL, _MEETING, _PREPRINT = "journal", "meeting", "preprint"
_WORDS = {
    **dict.fromkeys(("journal", "magazine", "transactions", "letters", "期刊"), _JOURNAL),
    **dict.fromkeys(("conference", "conf", "proceedings", "workshop", "symposium", "会议"), _MEETING),
    **dict.fromkeys(("preprint", "arxiv", "预印本"), _PREPRINT),
}
_PRINTED = re.compile(r"\b(?:journal|transactions|trans|letters|magazine|review|annals)\b", re.IGNORECASE)
_HELD = re.compile(r"\b(?:conference|conf|workshops?|symposium|meeting|proceedings)\b", re.IGNORECASE)


def label(templates: Sequence[Template], shown: str, facts: Facts) -> str:
    """The label that the neighbours put on papers of the newcomer's sort, "" where `shown` is no such word or none has one."""
    if shown.lower().strip(". ") not in _WORDS or not facts.paper.sources:
        return ""
    sort = _PREPRINT if facts.is_preprint else _sort_of(facts.paper.venue)
    if not sort:
        return ""
    pairs = [pair for template in templates for pair in _labels(template)]
    called = Counter(word for word, _ in pairs if sort != _PREPRINT and _WORDS.get(word.lower()) == sort)
    of_sort = Counter(word for word, of in pairs if of == sort and word.lower() in _WORDS)
    return next((votes.most_common(1)[0][0] for votes in (called, of_sort) if votes), "")


def _labels(template: Template) -> list[tuple[str, str]]:
    """The labels of an entry's own links, and the sort of its venue."""
    venue = next((slot.shown for slot in template.slots if slot.kind is Field.VENUE), "")
    return [(slot.shown, _sort_of(venue)) for slot in template.slots if slot.kind is Field.URL and slot.labelled]


def _sort_of(venue: str) -> str:
    """As what papers of a venue come out, "" where its name does not tell."""
    if is_preprint(venue):
        return _PREPRINT
    names = set(re.findall(r"[\w-]+", venue))
    if names & JOURNALS or _PRINTED.search(venue):
        return _JOURNAL
    return _MEETING if names & LONG.keys() or _HELD.search(venue) else ""
