"""How like a neighbour's entry and a paper are beyond their fields: date, venue, host, labels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from bot.reading.fields import Field
from bot.writing.facts import Facts
from bot.writing.template import LABEL, Form, Part, Slot, Template

_LABELS = 0.4
_LINE_LABEL = 0.7
"""The same where its line starts with another label: such a word is seldom one paper's own."""
_BARE = 1.0
"""The penalty of an entry with a bare address where the paper brings a label for its own."""
_OWN_LABEL = 2.0
"""The penalty of an entry whose link is named after a year (`Workshop on Hedges 2021`) for a feed's paper: it is another's."""
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|['’]\d\d\b")
_SAME_TAG = 8.0
"""The same where an entry starts with the paper's own tag: colours and pictures go with it."""
_KIN = 3.0
"""How much more an entry with the paper's own date or venue counts."""


def kinship(template: Template, facts: Facts) -> float:
    """How much more an entry counts that shares the paper's date or venue, as it was written at the same time."""
    weight = 1.0
    for slot in template.slots:
        if slot.kind is Field.DATE:
            weight *= _KIN if slot.shown == facts.paper.date else 1
        elif slot.kind is Field.VENUE:
            weight *= _KIN if slot.shown == facts.paper.venue else 1
        elif slot.kind is Field.TAG and slot.number == 0:
            weight *= _SAME_TAG if facts.tags[:1] == (slot.shown,) else 1
        elif slot.kind is Field.URL and slot.number == 0:
            weight *= 1.5 if host(slot.target) == host(facts.url) else 1
    return weight


_OTHER_SORT = 0.45
"""The penalty of a preprint's entry for a feed's paper with a venue, and the reverse: these are dressed differently."""


def other_sort(template: Template, facts: Facts) -> float:
    """How far a preprint's entry is from a feed's paper that came out somewhere, and the reverse."""
    return _OTHER_SORT * (bool(facts.paper.sources) and template.is_preprint is (not facts.is_preprint))


_SOME = 3
"""This many entries of a section say how its titles are linked."""


def linked(here: Sequence[Template], everywhere: Sequence[Template]) -> frozenset[bool]:
    """Whether a section's entries link their titles, or some; few say so where most of the list is like them."""
    own = frozenset(links_title(template) for template in here)
    if len(here) >= _SOME or len(own) != 1:
        return own if len(here) >= _SOME else frozenset()
    alike = sum(links_title(template) in own for template in everywhere)
    return own if 2 * alike > len(everywhere) else frozenset()


def links_title(template: Template) -> bool:
    """Whether the title is the words of the paper's own link."""
    titles = (Field.TITLE, Field.TAIL)
    return any(
        one.kind in titles and two.kind is Field.URL and between[:1] and str(between[0]).endswith("](")
        for one, between, two in template.pairs
    )


def leads_with_people(template: Template) -> bool | None:
    """Whether people stand before the title, None where there are none."""
    kinds = template.kinds
    if Field.AUTHORS not in kinds:
        return None
    title = next((n for n, kind in enumerate(kinds) if kind in (Field.TITLE, Field.HEAD)), len(kinds))
    return kinds.index(Field.AUTHORS) < title


_PLAIN_HOST = re.compile(r"https?://([A-Za-z0-9.-]+)(?=[/?#]|\Z)")
"""The host of most addresses, told without taking the address apart."""


@lru_cache(maxsize=1024)
def host(url: str) -> str:
    """The last two parts of an address's host."""
    if plain := _PLAIN_HOST.match(url):
        return ".".join(plain[1].lower().split(".")[-2:])
    try:
        name = urlsplit(url).netloc.lower() if "://" in url else ""
    except ValueError:  # an open bracket, or a character that hosts cannot have
        return ""
    return ".".join(name.split(".")[-2:])


def of_the_site_first(templates: Sequence[Template], url: str) -> Sequence[Template]:
    """The templates, those first that link the site of an address: people copy names as a site joins them."""
    site = host(url)
    return sorted(templates, key=lambda template: _site(template) != site) if site else templates


def _site(template: Template) -> str:
    return next((host(slot.target) for slot in template.slots if slot.kind is Field.URL), "")


def label_distance(template: Template, facts: Facts) -> float:
    """How far the labels of an entry's links and texts are from the paper's own."""
    total = bare = 0.0
    for slot in template.slots:
        links = facts.paper.code if slot.kind is Field.CODE else facts.links if slot.kind is Field.LINK else ()
        if slot.number < len(links) and links[slot.number].label.lower() != slot.shown.lower():
            total += _LABELS
        if slot.kind is Field.URL and slot.number < len(facts.own) and not slot.shown.startswith("http"):
            other = ID.sub("", facts.own[slot.number].label) != ID.sub("", slot.shown)
            total += _LABELS * other
            bare += _LINE_LABEL * (other and bool(slot.form) and slot.form[0] is LABEL)
        elif slot.kind is Field.URL and slot.number < len(facts.own):
            bare += _BARE * bool(facts.own[slot.number].label)
        elif facts.paper.sources and slot.labelled and slot.shown != slot.target and _DATED.search(slot.shown):
            bare += _OWN_LABEL
    for slot in template.slots:
        if slot.kind is Field.IDEA and slot.number < len(facts.ideas):
            total += 0.5 * (_lead(facts.ideas[slot.number]) != _lead(slot.shown))
    return min(total, 0.8) + bare


def repeats_address(template: Template, facts: Facts) -> bool:
    """Whether an entry gives its own address twice, under more labels than the paper brings for it."""
    labelled = sum(slot.labelled for slot in template.slots)
    return template.counts[Field.URL] > 1 and (not facts.own or labelled > len(facts.own))


def slips(templates: Sequence[Template]) -> frozenset[int]:
    """The entries (by `id`) whose brackets do not pair, that print a date twice or leave a link without words, as most do not.

    That is nobody's style.
    """
    return (
        _unusual({id(template): template.excess for template in templates})
        | _unusual({id(template): template.counts[Field.DATE] > 1 for template in templates})
        | _unusual({id(template): any(map(_is_wordless, template.literals)) for template in templates})
    )


def _is_wordless(literal: Form) -> bool:
    """Whether a link without words begins at the end of a text."""
    return bool(literal) and str(literal[-1]).endswith("[](")


def unwrapped(templates: Sequence[Template]) -> frozenset[int]:
    """The entries (by `id`) with a link in one pair of brackets, where nearly all links have two: `[[Code](…)]`."""
    single = {id(t): _SINGLE in found for t in templates if (found := set(map(wrapping, t.slots)) - {""})}
    few = [key for key, alone in single.items() if alone]
    return frozenset(few if len(few) * _RARE < len(single) else ())


_SINGLE = "["


def wrapping(slot: Slot) -> str:
    """The brackets that a link's label opens with, `[` or `[[`; "" for a badge and for a link that shows no label."""
    opens = slot.form[0] if len(slot.form) > 1 and slot.form[1] is LABEL else ""
    return opens if opens in (_SINGLE, "[[") and isinstance(opens, str) else ""


def torn(templates: Sequence[Template], near: int) -> frozenset[int]:
    """The entries (by `id`) that break their line between two fields where few do, or part them as no other does: slips.

    `near` of them stand in the section itself; a line that most of these break is no slip.
    """
    told: dict[tuple[Field, Field], list[tuple[int, Form]]] = defaultdict(list)
    for rank, template in enumerate(templates):
        for one, gap, other in template.pairs:
            told[one.kind, other.kind].append((rank, gap))
    slips: set[int] = set()
    for gaps in told.values():
        slips.update(_breaking(gaps, near), _alone(gaps))
    return frozenset(id(templates[rank]) for rank in slips)


_RARE, _MANY = 5, 8
"""Breaks that fewer than one gap in so many has are slips; among so many gaps, what one has alone."""


def _breaking(gaps: Sequence[tuple[int, Form]], near: int) -> list[int]:
    """Those of the gaps that hold a line end, where few do, and no mark that opens the line below."""
    breaks = [rank for rank, gap in gaps if len(gap) == 1 and isinstance(gap[0], str) and _TORN.fullmatch(gap[0])]
    own = sum(rank < near for rank in breaks) * 2 > sum(rank < near for rank, _ in gaps)
    return breaks if len(breaks) * _RARE < len(gaps) and not own else []


_TORN = re.compile(r"[ \t.,;\])]*\r?\n[ \t.,;\[(]*")


def _alone(gaps: Sequence[tuple[int, Form]]) -> list[int]:
    """Those of the gaps that are unlike all the others in more than blanks and stops."""
    seen = Counter(marks_of(gap) for _, gap in gaps) if len(gaps) > _MANY else Counter()
    return [rank for rank, gap in gaps if seen[marks_of(gap)] == 1]


@lru_cache(maxsize=4096)  # the same few gaps stand in every entry
def marks_of(gap: Form) -> tuple[str | Part, ...]:
    """A gap without its blanks and stops."""
    bare = (_LOOSE.sub("", part) if isinstance(part, str) else part for part in gap)
    return tuple(part for part in bare if part != "")


_LOOSE = re.compile(r"(?:[^\S\n]|[.,;:])+")
"""The blanks and stops of a gap."""


def _unusual(traits: Mapping[int, Hashable]) -> frozenset[int]:
    """Those who differ from what more than half of them share."""
    usual, count = Counter(traits.values()).most_common(1)[0]
    return frozenset(key for key, own in traits.items() if own != usual and count * 2 > len(traits))


ID = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?")
_LEAD = re.compile(r"[\W_]{0,4}([^\W\d_][\w /&'-]{0,24}?)[*_]{0,3}[:：]")


def _lead(text: str) -> str:
    """The label that a running text starts with, in its marks."""
    found = _LEAD.match(text)
    return found[0].strip().lower() if found else ""
