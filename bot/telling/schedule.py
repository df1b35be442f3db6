"""When a schedule starts next: the five fields of a workflow's `cron`, read as GitHub reads them (POSIX, UTC)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
_NAMES = {name: number for number, name in enumerate(("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"))} | {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
_FARTHEST = 1500
"""Days to search: a cron that names the 29th of February starts one run in four years."""


def next_time(cron: str, after: str) -> str:
    """The first minute after `after` that `cron` names (ISO, UTC); "" where there is none, or `cron` is malformed."""
    try:
        fields = [_values(words, low, high) for words, (low, high) in zip(cron.upper().split(), _RANGES, strict=True)]
        moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    except ValueError:
        return ""
    minutes, hours, days, months, weekdays = fields
    either = "*" not in (cron.split()[2][0], cron.split()[4][0])
    for day in (moment.date() + timedelta(days=n) for n in range(_FARTHEST)):
        dated, named = day.day in days, day.isoweekday() % 7 in weekdays
        if day.month not in months or not ((dated or named) if either else (dated and named)):
            continue
        for hour in sorted(hours):
            for minute in sorted(minutes):
                struck = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
                if struck > moment:
                    return struck.strftime("%Y-%m-%dT%H:%MZ")
    return ""


def _values(words: str, low: int, high: int) -> set[int]:
    """The numbers one field means: `*`, `5`, `1-5`, `*/15`, `MON,FRI`."""
    found: set[int] = set()
    for word in words.split(","):
        span, _, step = word.partition("/")
        first, dash, last = span.partition("-")
        start, end = (low, high) if span == "*" else (_number(first), _number(last or first))
        if step and not dash and span != "*":
            end = high
        if not low <= start <= end <= high or (step and int(step) < 1):
            raise ValueError(f"{word} is no part of a cron")
        found.update(range(start, end + 1, int(step) if step else 1))
    return found


def _number(word: str) -> int:
    return _NAMES[word] if word in _NAMES else int(word)
