"""The clock, which only commands and the app may read: everything below takes the day as an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def today() -> str:
    """The day in UTC, as the feeds and GitHub count days, in ISO."""
    return datetime.now(UTC).date().isoformat()
