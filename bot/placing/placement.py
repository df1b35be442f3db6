"""Where the next entry of a section goes: what its order, its sisters and the list's history say.

People are consistent: newest first, oldest first, appended, alphabetical, by groups of one date or venue. Each habit
(`bot/placing/habits.py`) votes for a place with the weight of how often it was right in this section and in this list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.awesome import AwesomeList
from bot.placing import alphabets, pins, tiers
from bot.placing.alphabets import family_of, folded
from bot.placing.habits import HABITS, Mark, Record, by, ends_of, falling, places, replayed
from bot.reading import dates, people
from bot.reading.fields import Field, Reading
from bot.reading.numerals import ordinals
from bot.reading.outline import Unit
from bot.reading.preprint import is_preprint
from bot.reading.printed_venue import SPLIT_VENUE
from bot.writing.template import arxiv_of

_OWN = 40
"""Entries of the section that are replayed; a sister section gives fewer."""
SISTER = 16
_PULL = 4.0
"""This many tries of the section weigh as much as all that its list does elsewhere."""
_LIST_PULL = 3.0
_LEAN = 16
_END_VOTE = 0.05
_ENDS = {"newest first": 4.0, "oldest first": 4.0, "first": -0.5, "last": -0.5}
"""In a section that keeps to its order an older paper is sorted in; in others it is put where the newest go."""
_KEEN = 16
_APART = 0.25
"""Of the additions replayed to sections that keep dates (years) together, 93 (98) % joined their group."""
_FAR = 0.01
"""Where all entries of a venue stand together, a place elsewhere is all but none."""


@dataclass(slots=True)
class Witness:
    """Evidence beyond a section's dates: the records of its sister sections, and of the list's history.

    `ends` counts how often the newest entry of a section came first, and last.
    """

    sisters: Record = field(default_factory=Record)
    history: Record = field(default_factory=Record)
    here: Record = field(default_factory=Record)
    ends: tuple[float, float] = (0.0, 0.0)
    alphabet: tuple[int, int] = (0, 0)
    """Neighbours of other sections that stand in the order of the alphabet, of all there are."""
    held: frozenset[int] = frozenset()
    """Numbers of items of the section that are no entries, as they link nothing."""


def mark_of(reading: Reading) -> Mark:
    """Read an entry's place marks off its fields."""
    printed = printed_time(reading)
    number = reading.first(Field.NUMBER)
    years, days, venues = map(reading.texts, (Field.YEAR, Field.DATE, Field.VENUE))
    return Mark(
        when=arxiv_time(reading.url) or printed,
        printed=printed,
        name=folded(reading.title),
        numeral=number.value if number else "",
        venue=venue_letters(" ".join(venues)) if venues else "",
        year=year_in([*years, *days, *venues], printed),
        lead=_lead(reading),
        tier=tiers.tier_of_block(reading.block),
        family=_first_family(reading),
        sign=pins.sign_of(reading.block),
    )


def _first_family(reading: Reading) -> str:
    line = reading.first(Field.AUTHORS)
    names = people.names_of(line.value) if line else []
    return family_of(names[0]) if names else ""


def mark_at(alist: AwesomeList, unit: Unit) -> Mark:
    """The place marks of an entry of a list, read once."""
    found = alist.marks.get(unit.first)
    if found is None:
        found = alist.marks[unit.first] = mark_of(alist.reading(unit))
    return found


def _lead(reading: Reading) -> str:
    """The name printed in front of the title."""
    first = next((piece for piece in reading.pieces if piece.kind in _LEADS), None)
    return folded(first.value) if first and first.kind is Field.TAG else ""


_LEADS = (Field.TAG, Field.TITLE, Field.HEAD, Field.URL)


def venue_letters(venue: str) -> str:
    """A venue without year and marks: `ICML'24 Oral` and `icml 2025 oral` are one group's label apart from the year."""
    return _NO_LETTER.sub(" ", venue).strip().lower()


_NO_LETTER = re.compile(r"[\W\d_]+")


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)|['’] ?(\d\d)\b")


def year_in(texts: Sequence[str], printed: float = 0.0) -> int:
    """The first year in printed fields, else that of the printed date; 0 where there is none."""
    for text in texts:
        if found := _YEAR.search(text):
            return int(found[1]) if found[1] else 2000 + int(found[2])
    if printed:
        return int(printed // 12)
    for text in texts:
        if found := SPLIT_VENUE.match(text):
            return 2000 + int(found["year"][-2:])
    return 0


def printed_time(reading: Reading) -> float:
    """The date an entry prints."""
    for piece in reading.of(Field.DATE):
        day = dates.read(piece.value)
        if day:
            return time_of(day)
    return 0.0


def time_of(day: dates.Day) -> float:
    """Months since year 0; the day counts a thirty-second."""
    return day.year * 12 + max(0, day.month - 1) + day.day / 32


def arxiv_time(url: str) -> float:
    """When an arXiv paper was submitted, by its id; the running number counts less than a month."""
    arxiv = arxiv_of(url)
    if not _NUMBER.match(arxiv):
        return 0.0
    return (2000 + int(arxiv[:2])) * 12 + int(arxiv[2:4]) - 1 + int(arxiv[5:]) / 1e5


_NUMBER = re.compile(r"\d{4}\.\d{4,5}$")
_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf|html)/(\d{2})(\d{2})\.(\d{4,5})")
"""Year, month and running number of an arXiv address."""


def quick_mark(block: str) -> Mark:
    """A mark with the time of the first arXiv paper that a block links and its first letters, no field read."""
    name = folded(block[:80])
    time = quick_time(block)
    if not time:
        return Mark(0.0, name=name)
    return Mark(time, printed=time, name=name, year=int(time // 12), tier=tiers.tier_of_block(block))


def quick_time(block: str) -> float:
    """When the first arXiv paper that a block links was submitted, 0 where it links none."""
    found = _ARXIV.search(block.lower())
    return (2000 + int(found[1])) * 12 + int(found[2]) - 1 + int(found[3]) / 1e5 if found else 0.0


def position(marks: Sequence[Mark], new: Mark, witness: Witness | None = None) -> int:
    """How many entries of the section stand before the new one."""
    if not marks:
        return 0
    witness = witness or Witness()
    if pinned := pins.on_top(marks, new):
        return pinned + position(marks[pinned:], new, witness)
    numbers = [number or 0 for number in ordinals([mark.numeral for mark in marks])]
    newest = new.when > max(mark.when for mark in marks) > 0  # who adds today counts on, and fills no hole
    free = None if newest else _free_number(numbers, witness.held)
    sure = (
        alphabets.place_of(marks, new, witness.alphabet),
        free,
        next_number(numbers, witness.held),
        _above_falling(numbers),
        alphabets.in_group(marks, new),
        _by_year(marks, new),
    )
    for place in sure:
        if place is not None:
            return place
    new = _unpublished(_dated(new, {int(mark.when // 12) for mark in marks if mark.when}), marks)
    if not new.when and not any(mark.when for mark in marks):
        return len(marks)
    votes = _at_free_numbers(_votes(marks, new, witness), numbers)
    return max(votes, key=lambda place: votes[place])


def _dated(new: Mark, years: Collection[int]) -> Mark:
    """A paper of which the year alone is known is older or newer than all entries of other years."""
    sure = new.year and years and new.year not in years
    return new if new.when or not sure else new._replace(when=new.year * 12 + 6.0)


def _unpublished(new: Mark, marks: Sequence[Mark]) -> Mark:
    """A paper without a venue has the one that preprints print here."""
    if new.venue or not new.when:
        return new
    printed = next((mark.venue for mark in marks if is_preprint(mark.venue)), "")
    return new._replace(venue=printed, year=new.year or int(new.when // 12)) if printed else new


def _by_year(marks: Sequence[Mark], new: Mark) -> int | None:
    """The place of a paper where years are kept in order, and the year is all that is known of it, or of most others.

    It goes beside the others of its venue and year where these stand together, else one of the newest year to the end
    where the newest go, an older one to the other end of its year.
    """
    years = [mark.year or int(mark.when // 12) for mark in marks]
    down, up = falling(years)
    year = new.year or int(new.when // 12)
    told = new.when and sum(mark.when > 0 for mark in marks) * 2 >= len(marks)
    if told or not year or sum(map(bool, years)) * 2 < len(years) or max(down, up) < _FEW_YEARS:
        return None
    newest = year >= max(years)
    meetings = [(mark.venue, year) for mark, year in zip(marks, years, strict=True)]
    if not (down >= 4 * up or up >= 4 * down):
        return None
    if new.venue and (own := (new.venue, year)) in meetings and tiers.kept(meetings):
        return meetings.index(own) if down > up else len(meetings) - meetings[::-1].index(own)
    front_falling, behind_falling, front_rising, behind_rising = by(years, year)
    if down > up:
        return front_falling if newest else behind_falling
    return behind_rising if newest else front_rising


_FEW_YEARS = 2
"""This many steps from year to year tell that they are kept in order."""


def _at_free_numbers(votes: dict[int, float], numbers: Sequence[int]) -> dict[int, float]:
    """The votes, in a counted section each for the nearest place where a number is free: no number stands twice."""
    counted = [(place, number) for place, number in enumerate(numbers) if number]
    steps = [b - a for (_, a), (_, b) in pairwise(counted)]
    if len(counted) < _COUNTED or min(steps) < 1 or steps.count(1) * 2 < len(steps):
        return votes
    free = [place for (place, _), step in zip(counted[1:], steps, strict=True) if step > 1]
    free = [*([0] if counted[0][1] > 1 else []), *free, len(numbers)]
    found: dict[int, float] = {}
    for place, vote in votes.items():
        near = min(free, key=lambda other: abs(other - place))
        found[near] = found.get(near, 0.0) + vote
    return found


def _votes(marks: Sequence[Mark], new: Mark, witness: Witness) -> dict[int, float]:
    """Place → sum of the votes of the habits, each weighted by the square of how often it is right here."""
    own = replayed(marks, _OWN)
    own.add(witness.here)
    older = bool(new.when) and new.when < max(mark.when for mark in marks)
    asked = places(marks, new)
    if not tiers.kept([mark.tier for mark in marks]):
        asked = {habit: place for habit, place in asked.items() if not habit.startswith("same tier")}
    votes: dict[int, float] = {}
    for habit, place in asked.items():
        usual = witness.sisters.rate(habit, HABITS[habit].usual, _LIST_PULL)
        usual = witness.history.rate(habit, usual, _PULL)
        weight = HABITS[habit].weight
        if older and habit in _ENDS:
            strict = _strictness(marks, rising=habit in ("oldest first", "last")) ** _KEEN
            weight *= 1 + _ENDS[habit] * strict
        votes[place] = votes.get(place, 0.0) + weight * own.rate(habit, usual, _PULL) ** 2
    end = 0 if _goes_first(marks, witness.ends) else len(marks)
    votes[end] = votes.get(end, 0.0) + _END_VOTE
    return _together(votes, marks, new)


def _together(votes: dict[int, float], marks: Sequence[Mark], new: Mark) -> dict[int, float]:
    """The votes, those for places apart from the new one's group counting less.

    Only where entries of one printed date, or of one year, stand together, and the section has the new one's.
    """
    for label in _GROUPS:
        labels, own = list(map(label, marks)), label(new)
        if own and own in labels and sum(map(bool, labels)) * 2 >= len(labels) and tiers.kept(labels):
            votes = _beside(votes, labels, own, _APART)
    for venue in _VENUES:
        if tiers.parted(groups := list(map(venue, marks))) and venue(new) in groups:
            return _beside(votes, groups, venue(new), _FAR)
    return votes


def _beside(votes: dict[int, float], labels: Sequence[object], own: object, apart: float) -> dict[int, float]:
    """The votes, those for places that do not touch a group counting so much less."""
    return {
        place: vote if own in labels[max(0, place - 1) : place + 1] else vote * apart for place, vote in votes.items()
    }


_GROUPS: tuple[Callable[[Mark], int], ...] = (lambda mark: int(mark.printed), lambda mark: mark.year)
_VENUES: tuple[Callable[[Mark], Hashable], ...] = (lambda mark: (mark.venue, mark.year), lambda mark: mark.venue)


def _strictness(marks: Sequence[Mark], *, rising: bool) -> float:
    """The share of neighbours in order, taken with care where there are few."""
    down, up = falling([mark.when for mark in marks])
    return ((up if rising else down) + 0.25) / (down + up + 0.5)


def _goes_first(marks: Sequence[Mark], ends: tuple[float, float]) -> bool:
    """Whether the newest goes first here: the section's own record, leaning on the list's."""
    first, last = ends_of([mark.when for mark in marks])
    rate = (ends[0] + 1) / (ends[0] + ends[1] + 2)
    return (first + _LEAN * rate) / (first + last + _LEAN) > 0.5


def _free_number(numbers: Sequence[int], held: frozenset[int]) -> int | None:
    """Behind the only gap in counted entries: the number that is free."""
    counted = [(place, number) for place, number in enumerate(numbers) if number]
    steps = _steps([number for _, number in counted], held)
    if len(counted) < 2 or steps.count(1) * 2 < len(steps) - 1:
        return None
    if steps.count(2) == 1:
        return counted[steps.index(2)][0] + 1
    return counted[0][0] if counted[0][1] == 2 and 2 not in steps and 1 not in held else None


def next_number(numbers: Sequence[int], held: frozenset[int] = frozenset()) -> int | None:
    """The end at which a section counted without a gap continues; at any other place a number would occur twice."""
    steps = set(_steps(numbers, held))
    if steps == {1} and numbers[0] in (0, 1):
        return len(numbers)
    return 0 if steps == {-1} and numbers[-1] in (0, 1) else None


def _above_falling(numbers: Sequence[int]) -> int | None:
    """The top of a section that counts down, numbers left out where entries were: the next number is the greatest."""
    falling = len(numbers) >= _COUNTED and all(numbers) and all(a > b for a, b in pairwise(numbers))
    return 0 if falling else None


def _steps(numbers: Sequence[int], held: frozenset[int]) -> list[int]:
    """By how much the numbers grow, those left out that an item between two entries has."""
    return [
        b - a - (1 if b > a else -1) * sum(min(a, b) < number < max(a, b) for number in held)
        for a, b in pairwise(numbers)
    ]


_COUNTED = 3
"""This many numbers that rise say that a section is counted."""
