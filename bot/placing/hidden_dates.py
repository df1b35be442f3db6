"""Dates that no reader sees: lines as `[//]: #2019` or `[//]: # (06/05)` right above entries, by which people keep them in order.

One above nearly every entry is the entry's own, and a newcomer gets one, too; fewer open groups, and a paper newer than
the newest group gets a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.awesome import AwesomeList
from bot.model import Paper
from bot.reading import dates
from bot.reading.blocks import Kind
from bot.reading.outline import Unit
from bot.writing.facts import Facts

_LINE = re.compile(r"\[//\]:[ \t]*#[ \t]*[(\"']?(?P<date>[^()\"'\n]+?)[)\"']?[ \t\r]*")
"""A link definition that shows nothing and holds a date: `[//]: #2019`."""
_DAY = re.compile(r"(?P<month>\d{1,2})(?P<stop>[/.-])(?P<day>\d{1,2})")


@dataclass(frozen=True, slots=True)
class HiddenDate:
    """Such a line: its number, its text, the date as it stands there, and what it says (year 0 where it tells none)."""

    line: int
    text: str
    printed: str
    day: dates.Day

    def of(self, paper: Paper) -> str:
        """The line for a paper, "" where its date is not known so far."""
        facts = Facts(paper)
        day = dates.Day(facts.year) if facts.year and dates.YEAR.fullmatch(self.printed) else facts.day
        date = _printed(self.printed, day) if day else ""
        return self.text.replace(self.printed, date, 1) if date else ""


def found(alist: AwesomeList, units: Sequence[Unit]) -> Mapping[int, HiddenDate]:
    """The hidden dates right above entries, by the entries' numbers in their section."""
    if "[//]:" not in alist.text:
        return {}
    told = ((number, _above(alist, unit.first - 1)) for number, unit in enumerate(units))
    return {number: date for number, date in told if date}


def headed(
    marks: Mapping[int, HiddenDate], units: Sequence[Unit], place: int, block: str, paper: Paper
) -> tuple[str, int]:
    """An entry with the hidden date it needs, and the line it goes in front of, -1 for behind the entry above it."""
    nearest = min(marks, key=lambda number: abs(number - place))
    own = marks[nearest].of(paper)
    below = marks.get(place)
    if not own:
        return block, -1
    if len(marks) * 5 >= len(units) * 4:
        return f"{own}\n{block}", below.line if below else -1
    if below is not None:
        above = next((marks[number] for number in range(place - 1, -1, -1) if number in marks), None)
        if below.text == own:
            return block, units[place].first
        return (block, -1) if above and above.text == own else (f"{own}\n{block}", below.line)
    newest = marks[max(marks)]
    rising = len(marks) > 1 and _key(marks[min(marks)]) < _key(newest)
    fresh = place == len(units) and rising and own not in {mark.text for mark in marks.values()}
    return (f"{own}\n{block}", -1) if fresh else (block, -1)


def _above(alist: AwesomeList, line: int) -> HiddenDate | None:
    while line >= 0 and alist.lines[line].kind is Kind.BLANK:
        line -= 1
    if line < 0:
        return None
    text = alist.text[alist.lines[line].start : alist.lines[line].end]
    match = _LINE.fullmatch(text)
    day = _read(match["date"]) if match else None
    return HiddenDate(line, text, match["date"], day) if match and day else None


def _read(text: str) -> dates.Day | None:
    if dates.YEAR.fullmatch(text):
        return dates.Day(int(text))
    if dates.DATE.fullmatch(text):
        return dates.read(text)
    day = _DAY.fullmatch(text)
    return dates.Day(0, int(day["month"]), int(day["day"])) if day and int(day["month"]) <= 12 else None


def _printed(pattern: str, day: dates.Day) -> str:
    if dates.YEAR.fullmatch(pattern):
        return str(day.year)
    if short := _DAY.fullmatch(pattern):
        parts = (day.month, day.day)
        text = short["stop"].join(
            f"{part:0{len(old)}d}" for part, old in zip(parts, short.group("month", "day"), strict=True)
        )
        return text if all(parts) else ""
    form = dates.form_of(pattern)
    return (dates.printed(day, form[0]) or "") if form else ""


def _key(mark: HiddenDate) -> tuple[int, int, int]:
    return mark.day.year, mark.day.month, mark.day.day
