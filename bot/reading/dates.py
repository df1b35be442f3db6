"""Dates as lists print them (`2024.10`, `Mar., 2023`, `9 Jul 2022`, `26.7`) ⇄ ISO, in the printed form.

`form_of` reads the form off a printed date, `printed` writes another date in that form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.reading.numbered import Numbered

_NAMES = "January February March April May June July August September October November December".split()
_MONTHS = {name[:3].lower(): number for number, name in enumerate(_NAMES, start=1)}
MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
PATTERN = (
    r"(?<![\d.\w/-])(?:"
    r"(?:19|20)\d\d\. (?:1[0-2]|0?[1-9])(?:\. (?:3[01]|[12]\d|0?[1-9]))?\.?(?=[ \t]*(?:[|,;)\]~\r\n]|$))"
    r"|(?:19|20)\d\d[./-](?:1[0-2]|0?[1-9])(?:[./-](?:3[01]|[12]\d|0?[1-9]))?(?![\d\w]|[./-]\d)"
    r"|(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?[ -]" + MONTH + r"\.?,?[ -](?:19|20)\d\d"
    r"|" + MONTH + r"\.?,? ?(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,? )?(?:of )?(?:(?:19|20)\d\d|'\d\d)"
    r"|(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])/(?:19|20)\d\d(?!\d)"
    r"|(?:1[0-2]|0?[1-9])[/.](?:19|20)\d\d(?!\d)"
    r"|(?:19|20)\d\d年(?:1[0-2]|0?[1-9])月(?:\d{1,2}日)?"
    r")"
)
DATE = Numbered(re.compile(PATTERN, re.IGNORECASE))
SHORT = re.compile(r"(?<![\d.\w/-])(?:1\d|2\d|30)\.(?:1[0-2]|0?[1-9])(?![\d\w.])")
"""`26.7`: only where the context says that it is a date."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH_NAME = re.compile(MONTH, re.IGNORECASE)
COMPACT = re.compile(r"(?:19|20)\d\d(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])?")
"""`202403`, `20240312`: only where a table's column says that it holds dates."""
_PART = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?=(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])?(?!\d))"
    r"|(?<=(?<!\d)(?:19|20)\d\d)(?:1[0-2]|0[1-9])(?=(?:\d\d)?(?!\d))|\d+|[A-Za-z]+"
)
"""The parts of a date: runs of digits or letters, and year and month of `202403` apart."""
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?$")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is known: month and day are 0 where they are not."""

    year: int
    month: int = 0
    day: int = 0

    def iso(self) -> str:
        parts = [f"{self.year:04d}", f"{self.month:02d}", f"{self.day:02d}"]
        return "-".join(parts[: 3 if self.day else 2 if self.month else 1])


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form: text with `{Y}`-like parts; each part says year, month or day and how it is written."""

    parts: tuple[str, ...]


@lru_cache(maxsize=2048)
def read(printed_date: str) -> Day | None:
    """The date a printed form stands for, None where it is none."""
    words = _PART.findall(printed_date)
    roles = _roles(words)
    return _day(words, roles) if roles else None


@lru_cache(maxsize=2048)
def form_of(text: str) -> tuple[Form, Day] | None:
    """Take a printed date apart into its form and its value."""
    words = [(found[0], found.start(), found.end()) for found in _PART.finditer(text)]
    roles = _roles([word for word, _, _ in words])
    day = _day([word for word, _, _ in words], roles) if roles else None
    if roles is None or day is None:
        return None
    parts: list[str] = []
    position = 0
    for (word, start, end), role in zip(words, roles, strict=True):
        if start > position:
            parts.append(text[position:start])
        parts.append(f"\0{role[0]}{role[1:]}" if role else word)
        position = end
    if position < len(text):
        parts.append(text[position:])
    return Form(tuple(parts)), day


def _day(words: Sequence[str], roles: Sequence[str]) -> Day | None:
    values = {role[0]: _value(word, role[0]) for word, role in zip(words, roles, strict=True) if role}
    day = Day(values["y"], values.get("m", 0), values.get("d", 0))
    return day if day.year and day.month <= 12 and day.day <= 31 else None


def _value(word: str, role: str) -> int:
    if role == "m" and word[0].isalpha():
        return _MONTHS[word[:3].lower()]
    number = int(word)
    return number + 2000 if role == "y" and number < 100 else number


def _roles(words: list[str]) -> list[str] | None:
    """What each word of a printed date is: `y4 y2 m2 m1 m0 mname d2 d1 d0`, "" for other words; None where no date."""
    numbers = [n for n, word in enumerate(words) if word.isdecimal() and word.isascii()]
    names = [n for n, word in enumerate(words) if word[:3].lower() in _MONTHS and _MONTH_NAME.fullmatch(word)]
    roles = [""] * len(words)
    years = [n for n in numbers if len(words[n]) == 4]
    if not years:
        years = [n for n in numbers if len(words[n]) == 2 and (names or n == numbers[0])][-1 if names else 0 :][:1]
    if len(years) != 1 or len(numbers) > 3:
        return None
    roles[years[0]] = f"y{len(words[years[0]])}"
    rest = [n for n in numbers if n != years[0]]
    if names:
        roles[names[0]] = _name_role(words[names[0]])
    elif rest:
        month = rest.pop(0)
        roles[month] = "m2" if words[month].startswith("0") else "m1" if int(words[month]) < 10 else "m0"
    if rest:
        roles[rest[0]] = "d2" if words[rest[0]].startswith("0") else "d1" if int(words[rest[0]]) < 10 else "d0"
    if len(rest) > 1 or any(len(words[n]) > 2 for n in rest):
        return None
    return roles


def _name_role(word: str) -> str:
    style = "u" if word.isupper() and len(word) > 1 else "l" if word.islower() else "c"
    return f"mn{style}{len(word)}"


def usual(seen: Sequence[tuple[Form, Day]]) -> list[Form]:
    """The forms of dates, commonest first; what one leaves open (padding, a month's full name) is as in the others."""
    parts = Counter(part[:3] for form, _ in seen for part in form.parts if part.startswith("\0"))
    one = "1" if parts["\0m1"] + parts["\0d1"] > parts["\0m2"] + parts["\0d2"] else "2"
    named = [length for form, day in seen for part in form.parts if (length := _told(part, day))]
    full = 2 * sum(length > _SHORT_NAME for length in named) > len(named)
    closed = [Form(tuple(_closed(part, day, one, full=full) for part in form.parts)) for form, day in seen]
    return [form for form, _ in Counter(closed).most_common()]


_SHORT_NAME = 4
_ALIKE = {(5, 3), (6, 4), (7, 4)}
"""Months whose name in print may be the full one and the short one: `May`, `June`, `July`."""


def _told(part: str, day: Day) -> int:
    """How long a month's name is where that says whether it is cut short, else 0."""
    length = int(part[4:]) if part.startswith("\0mn") else 0
    return 0 if (day.month, length) in _ALIKE else length


def _closed(part: str, day: Day, one: str, *, full: bool) -> str:
    if part in ("\0m0", "\0d0"):
        return part[:2] + one
    if not part.startswith("\0mn"):
        return part
    length = _told(part, day)
    return f"{part[:4]}{_LONG_NAME}" if length > _SHORT_NAME or (full and not length) else part


_LONG_NAME = 9


def printed(day: Day, form: Form) -> str | None:
    """Write a date in a form; None where the form shows more than is known."""
    out: list[str] = []
    before = ""
    for part in form.parts:
        before, above = part, before
        if not part.startswith("\0"):
            out.append(_ORDINAL.sub(_ordinal(day.day), part) if above.startswith("\0d") else part)
            continue
        written = _written(day, part[1:])
        if written is None:
            return None
        out.append(written)
    return "".join(out)


_ORDINAL = re.compile(r"\A(?:st|nd|rd|th)(?![a-z])")


def _ordinal(number: int) -> str:
    """What follows a day's number in English."""
    return "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _written(day: Day, role: str) -> str | None:
    if role[0] == "y":
        return f"{day.year:04d}" if role[1:] == "4" else f"{day.year % 100:02d}"
    value = day.month if role[0] == "m" else day.day
    if not value:
        return None
    if role.startswith("mn"):
        name = _NAMES[value - 1]
        length = int(role[3:])
        name = (
            name
            if length > 4 or name == "May"
            else "Sept"
            if length == 4 and value == 9
            else name[: max(3, length)]
            if length == 4 and value in (6, 7)
            else name[:3]
        )
        return name.upper() if role[2] == "u" else name.lower() if role[2] == "l" else name
    return str(value) if role[1] == "1" else f"{value:02d}"


def from_iso(text: str) -> Day | None:
    """Read `2024`, `2024-10` or `2024-10-03` (a time behind it is cut)."""
    text = text.strip()[:10]
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return Day(int(text))
    found = _ISO.match(text) or _ISO.match(text[:7])
    if not found:
        return None
    day = Day(int(found[1]), int(found[2]), int(found[3] or 0))
    return day if 1 <= day.month <= 12 and day.day <= 31 else None
