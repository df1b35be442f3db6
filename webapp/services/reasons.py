"""The reasons a paper is refused for, and the spans it can be put away for."""

from __future__ import annotations

from datetime import date, timedelta

REASONS = ("out of scope", "duplicate", "not this list's focus", "low quality", "superseded", "other")
SNOOZES = {"one week": 7, "one month": 30, "three months": 91}


def until(span: str, today: date) -> str:
    """The ISO date on which a span that starts today ends."""
    return (today + timedelta(days=SNOOZES[span])).isoformat()
