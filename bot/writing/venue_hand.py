"""A paper's venue as the neighbours print theirs: with its year or without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.reading.fields import Field
from bot.reading.preprint import is_preprint, name_in
from bot.reading.printed_venue import SPLIT_VENUE, without_year
from bot.writing.borrowing import slots_of
from bot.writing.facts import Facts
from bot.writing.template import ARXIV, Slot, Template, written

_NUMBERED = re.compile(r"\d\d\W*$")
"""A venue that ends in a number says its year already."""
_WHOLE_YEAR = 4
"""Digits of a year that is not cut short."""


def year_apart(template: Template) -> bool:
    """Whether an entry prints the year of its venue apart from it: `*ICML*, 2024`, a badge, a column of its own."""
    venues = [slot.shown for slot in template.slots if slot.kind is Field.VENUE]
    return Field.YEAR in template.kinds and bool(venues) and not any(_DIGIT.search(shown) for shown in venues)


_DIGIT = re.compile(r"\d")


def parted(template: Template, name: str, others: Sequence[Template] = ()) -> tuple[str, int] | None:
    """A venue's name and its year, where an entry prints them apart; None elsewhere, and for a name without a year.

    `others` say so for an entry with a year and no venue.
    """
    apart = year_apart(template) or (
        Field.YEAR in template.kinds and Field.VENUE not in template.kinds and any(map(year_apart, others))
    )
    found = SPLIT_VENUE.match(name) if apart else None
    if found is None or found["rest"].strip(" )"):
        return None
    year = int(re.sub(r"\D", "", found["year"]))
    return found["name"].rstrip(" ,.('’-"), year if year > _TWO_DIGITS else 2000 + year


_TWO_DIGITS = 99


def venue(templates: Sequence[Template], template: Template, slot: Slot, facts: Facts) -> str:
    """A venue as it stands here, with the link to its page where an entry has one for the same."""
    text = _told(templates, template, slot, facts)
    same = (other for other in slots_of(templates, Field.VENUE) if text and other.target and other.shown == text)
    like = next(same, None)
    return written(like.form, {"label": text, "target": like.target}) if like else text


def _told(templates: Sequence[Template], template: Template, slot: Slot, facts: Facts) -> str:
    """What stands in a template's slot of a venue; a second one says the first again in a form of its own."""
    name = facts.paper.venue.strip()
    if not name:
        return ""
    own = SPLIT_VENUE.match(name)
    others = _venues(templates, template, slot.number)
    if own and slot.number:
        digits = re.sub(r"\D", "", own["year"])
        full = int(digits) if len(digits) == _WHOLE_YEAR else 2000 + int(digits)
        return _with_year(own["name"].rstrip(" ,.('’-"), others, full)
    if own:
        with_year = any(SPLIT_VENUE.match(other) for other in others)
        return name if with_year or not facts.paper.sources else own["name"].rstrip(" ,.('’-")
    if _NUMBERED.search(name):
        return name
    if Field.YEAR in template.kinds and not _dated(others, all_of_them=not facts.paper.sources):
        return name  # its year stands elsewhere
    same = [other for other in others if without_year(other) == name.lower()]
    year = facts.paper.year or (facts.year if facts.paper.sources else None)
    return _with_year(name, same or others or [slot.shown], year)


def _dated(others: Sequence[str], *, all_of_them: bool) -> bool:
    """Whether venues here end in their year: all, or most where a feed's venue had one (`Letters of the Guild` has none)."""
    count = sum(SPLIT_VENUE.match(other) is not None for other in others)
    return count == len(others) if all_of_them else 2 * count > len(others)


def of_its_sort(template: Template, facts: Facts) -> Template:
    """A template of a preprint as a paper with a venue has it, without the id behind that name, and the reverse."""
    return _first_seen(template) if facts.is_preprint else _without_id(template)


def accepted(template: Template, venue: str) -> Template:
    """A template of a preprint's server and date, `[arXiv, 5 Sep 2024]`, as it stands with the venue that a paper got since."""
    if not venue or is_preprint(venue) or Field.VENUE in template.kinds:
        return template
    literals, slots = list(template.literals), list(template.slots)
    for number, slot in enumerate(slots):
        before = str(literals[number][-1]) if literals[number] else ""
        if slot.kind is Field.DATE and "[" in before and is_preprint(before[before.rindex("[") :]):
            literals[number] = (*literals[number][:-1], before[: before.rindex("[") + 1])
            slots[number] = Slot(Field.VENUE, 0, slot.shown)
            return Template(tuple(literals), tuple(slots))
    return template


def _without_id(template: Template) -> Template:
    """A template of `arXiv preprint arXiv:2301.00001 (2023)` for a paper with a venue: its id is no part of that."""
    literals = list(template.literals)
    for number, slot in enumerate(template.slots):
        after = literals[number + 1]
        if slot.kind is not Field.VENUE or not is_preprint(slot.shown) or after[1:2] != (ARXIV,):
            continue
        if isinstance(after[0], str) and _ID_LED.fullmatch(after[0]):
            literals[number + 1] = after[2:]
    return template if tuple(literals) == template.literals else Template(tuple(literals), template.slots)


_ID_LED = re.compile(r"[ ,]*(?:arxiv|abs)[:/ ] ?", re.IGNORECASE)


def _first_seen(template: Template) -> Template:
    """A template of `ICML 2024 (arXiv 2023.05)` as a preprint has it, `arXiv 2023.05`: it came out nowhere else."""
    for number in range(len(template.slots) - 1):
        venue, date, between = template.slots[number], template.slots[number + 1], template.literals[number + 1]
        if venue.kind is not Field.VENUE or date.kind is not Field.DATE or len(between) != 1:
            continue
        if isinstance(between[0], str) and (found := _SERVER.fullmatch(between[0])) and is_preprint(found["name"]):
            literals = list(template.literals)
            literals[number : number + 2] = [(*literals[number], found["name"])]
            after = literals[number + 1]
            if after and isinstance(after[0], str) and after[0].startswith((")", "）", "]")):
                literals[number + 1] = (after[0][1:], *after[1:])
            return Template(tuple(literals), (*template.slots[:number], *template.slots[number + 1 :]))
    return template


_SERVER = re.compile(r"\s*[(（\[](?P<name>[^\W\d_][^()（）\[\]\n]*)")


def _venues(templates: Sequence[Template], template: Template, number: int) -> list[str]:
    """Venues as those neighbours print them, the first or second of an entry, that print as many and a date or none."""
    own = _shows(template)
    alike = [other for other in templates if _shows(other) == own] or [
        other for other in templates if _shows(other)[0] == own[0]
    ]
    shown = list(slots_of(alike or templates, Field.VENUE))
    return [slot.shown for slot in shown if slot.number == number] or [slot.shown for slot in shown]


def _shows(template: Template) -> tuple[bool, int, int]:
    return Field.DATE in template.kinds, template.kinds.count(Field.VENUE), template.kinds.count(Field.YEAR)


def _with_year(name: str, others: Sequence[str], year: int | None) -> str:
    others = [other for other in others if bool(name_in(other)) == bool(name_in(name))] or others
    split = [found for other in others if (found := SPLIT_VENUE.match(other))]
    if year and (own := _BRANCH.match(name)):
        for found in split:
            if _said(found["rest"]) == _said(own["word"]):
                return f"{own['name']}{found['gap']}{_in_digits(year, found['year'])}{found['rest']}"
    if len(split) * 2 <= len(others) or not year:
        return name
    shape = Counter(
        (
            found["gap"].removeprefix(".") if found["gap"].startswith(".,") else found["gap"],  # a name cut short
            found["year"][:-2] if len(found["year"]) < _WHOLE_YEAR else "",
            len(re.sub(r"\D", "", found["year"])),
            _after(found["rest"]),
        )
        for found in split
    )
    gap, mark, digits, rest = shape.most_common(1)[0][0]
    return f"{name}{gap}{year if digits == _WHOLE_YEAR else f'{mark}{year % 100:02d}'}{rest}"


_BRANCH = re.compile(r"(?P<name>.+?)[ -](?P<word>findings|workshops?)$", re.IGNORECASE)
"""A part of a meeting that people print before its year or behind it: `ACL Findings 2023`, `ACL 2023 Findings`."""


def _said(text: str) -> str:
    """The letters of a text."""
    return re.sub(r"[\W_]+", "", text).lower()


def _in_digits(year: int, like: str) -> str:
    """A year with as many digits as another one in print, with the mark before them."""
    return str(year) if len(re.sub(r"\D", "", like)) == _WHOLE_YEAR else f"{like[:-2]}{year % 100:02d}"


def _after(rest: str) -> str:
    """What closes a venue behind its year: brackets and quotes, not words."""
    return rest if not re.search(r"\w", rest) else re.split(r"[^)\]'\"”’]", rest, maxsplit=1)[0]
