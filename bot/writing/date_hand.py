"""A paper's date as the neighbours print theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading import dates
from bot.reading.fields import Field
from bot.writing import venue_hand
from bot.writing.between import plain
from bot.writing.borrowing import slots_of
from bot.writing.facts import Facts
from bot.writing.template import Slot, Template

_PADDED = re.compile(r"(?:19|20)\d\d-(?:0\d(?:-\d\d)?|\d\d-0\d)")
"""A date that is filled up with a nought, as ISO 8601 has it: not every list does."""


def date(templates: Sequence[Template], near: int, facts: Facts) -> str:
    """What stands in the slot of a date: as a person gives it where some print it so, else in the commonest form.

    `near` of the templates stand in the section itself: where these are of one form, it goes first.
    """
    printed = facts.paper.date
    if printed and (dates.from_iso(printed) is None or _as_given(templates, facts)):
        return printed
    day = facts.day
    if day is None:
        return printed
    for form in _own_first(templates[:near], _forms(templates)):
        if (text := dates.printed(day, form)) is not None:
            return text
    return printed or day.iso()


def of_meeting(templates: Sequence[Template], template: Template, slot: Slot, facts: Facts) -> str:
    """The year of a feed's venue where a date says when that was, `ICML, Jan 2024`, and the paper is of another year.

    "" elsewhere: where the venue has its year already, or marks stand between the two.
    """
    day, year = facts.day, facts.paper.year
    if not facts.paper.sources or facts.is_preprint or day is None or year in (None, day.year):
        return ""
    place = next(number for number, other in enumerate(template.slots) if other is slot)
    venue = template.slots[place - 1] if place else None
    if venue is None or venue.kind is not Field.VENUE or not _SAME_PLACE.fullmatch(plain(template.literals[place])):
        return ""
    return "" if _DIGITS.search(venue_hand.venue(templates, template, venue, facts)) else str(year)


_SAME_PLACE, _DIGITS = re.compile(r"[ ,.\u00a0]*"), re.compile(r"\d\d")


def _own_first(own: Sequence[Template], forms: Sequence[dates.Form]) -> Sequence[dates.Form]:
    """The forms, that in which all dates of a section are written first; few dates are no custom."""
    shown = [(slot.shown, dates.read(slot.shown)) for slot in slots_of(own, Field.DATE)]
    if len(shown) < _FEW:
        return forms
    theirs = [form for form in forms if all(day and dates.printed(day, form) == text for text, day in shown)]
    return [*theirs, *(form for form in forms if form not in theirs)]


_FEW = 3


def _as_given(templates: Sequence[Template], facts: Facts) -> bool:
    """Whether noughts that a person gives stand in some dates here: lists mix `2024-06-03` and `2024-6-3`."""
    if facts.paper.sources or not _PADDED.fullmatch(facts.paper.date):
        return False
    return any(_PADDED.fullmatch(slot.shown) for slot in slots_of(templates, Field.DATE))


def _forms(templates: Sequence[Template]) -> list[dates.Form]:
    """The neighbours' forms, commonest first; one that leaves padding open takes it from the others."""
    found = (dates.form_of(slot.shown) for slot in slots_of(templates, Field.DATE))
    return dates.usual([form for form in found if form])
