"""What can go wrong on purpose: a script of faults, each tried against every request, and the rate limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class When(StrEnum):
    """Whether the request was carried out before its answer went wrong."""

    BEFORE = "before"
    AFTER = "after"


@dataclass
class Fault:
    """The `nth` request (1 is the next) that fits, and the `times - 1` behind it, get this answer.

    `route` is the end of a path template (`/pulls`, `/git/refs/{ref}`), empty for any; `cut` closes the connection
    without an answer. `half` sends the first half of the true answer, `page` a page of HTML with status 200, `stale`
    what a read of the same address was answered before the last write (the true answer where it was not read before).
    """

    method: str = ""
    route: str = ""
    nth: int = 1
    times: int = 1
    status: int = 502
    message: str = "Server Error"
    headers: dict[str, str] = field(default_factory=dict)
    when: When = When.BEFORE
    cut: bool = False
    half: bool = False
    page: bool = False
    stale: bool = False
    seen: int = 0
    body: Any = None

    def strikes(self, method: str, template: str) -> bool:
        """Count a request; whether it is one of those that go wrong."""
        if self.method and method != self.method:
            return False
        if self.route and not template.endswith(self.route):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times


def secondary(retry_after: int | None = None, status: int = 403) -> dict[str, Any]:
    """The secondary rate limit, with or without the header that says how long."""
    said = (
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. "
        "If you reach out to support, please include the request ID."
    )
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
    return {"status": status, "message": said, "headers": headers}


def primary(reset: int) -> dict[str, Any]:
    """The primary limit is used up until `reset` (seconds since 1970)."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Limit": "1000", "X-RateLimit-Reset": str(reset)}
    return {"status": 403, "message": "API rate limit exceeded for installation ID 4711.", "headers": headers}
