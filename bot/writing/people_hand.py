"""A paper's people as the neighbours print theirs: their names, how these are joined, and where the line is cut short."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from bot.reading import people
from bot.reading.fields import Field
from bot.writing import likeness, short_names
from bot.writing.borrowing import slots_of
from bot.writing.facts import Facts
from bot.writing.template import Slot, Template

_AUTHORS = 12
"""Lines of people that tell how the next one is written."""
_TOLD = 2
"""More lines of a section than this tell of its names alone."""
_PAIR = 2
_CUSTOM = 12
"""Lines that are all cut short, before two people are: papers by two are one in eight."""


def authors(templates: Sequence[Template], near: int, slot: Slot, facts: Facts) -> str:
    """What stands in a slot of people; `near` of the templates stand in the section itself."""
    paper = facts.paper
    nearest = likeness.of_the_site_first(templates, facts.url)
    lines = [other.shown for other in slots_of(nearest, Field.AUTHORS) if other.number == slot.number]
    names = list(paper.authors)
    if paper.sources:
        own = [s.shown for s in slots_of(templates[:near], Field.AUTHORS) if s.number == slot.number]
        printed = [people.names_of(line) for line in (own if len(own) > _TOLD else lines)[:_AUTHORS]]
        names = list(map(short_names.printer_of(name for line in printed for name in line), names))
        names = short_names.inverted(names, printed)
    like = _form(lines, names)
    alike = list(islice(filter(like, lines), _AUTHORS))
    if len(names) == _PAIR and not any(map(_is_pair, alike)):
        alike += islice(filter(_is_pair, filter(like, lines)), _TOLD)
    own = [slot.shown] * 2 if slot.shown in lines and like(slot.shown) else []
    told = alike or lines[:_AUTHORS]
    hand = people.hand_of(own + told)
    if own and hand.elides and paper.sources:  # whether a line is cut short is for all of them to say, not for this one
        hand = replace(hand, elides=people.hand_of(told).elides)
    if len(names) == _PAIR and paper.sources and _always_cut(lines):
        hand = replace(hand, least=1)
    ends = [n for n, name in enumerate(names) if name.startswith("et al")]
    if ends and ends[0] < len(names) - 1:  # a short and a full line
        names = names[: ends[0] + 1] if slot.number == 0 else names[ends[0] + 1 :]
    return people.joined(names, hand, given=not paper.sources)


def _always_cut(lines: Sequence[str]) -> bool:
    """Whether so many lines name one of several people alone that two of them would be cut short, too."""
    return len(lines) >= _CUSTOM and all(people.is_elision(people.names_of(line)[-1]) for line in lines)


def _is_pair(line: str) -> bool:
    """Whether a line names two people: such lines tell how two are joined, where most others are cut short."""
    names = people.names_of(line)
    return len(names) == _PAIR and not people.is_elision(names[1])


def _form(lines: Sequence[str], names: Sequence[str]) -> Callable[[str], bool]:
    """A test for lines whose first name has the form of the first of these names; such lines decide how names are joined.

    Asked line by line, as a few out of hundreds are enough.
    """
    form = short_names.form_of(names[0]) if names else ""

    def of_form(line: str) -> bool:
        return short_names.form_of(people.names_of(line)[0]) == form

    enough = 1 if form == "inverted" else 2  # a name that is turned around is like no other
    if len(list(islice(filter(of_form, lines), enough))) == enough:
        return of_form
    short = "," in names[0] if names else False
    return lambda line: (people.INITIALS.match(line) is not None) is short
