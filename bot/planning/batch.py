"""What a source is asked for in one run (`Window`), and what came of it (`Batch`, `Health`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Paper, Skip


class Health(StrEnum):
    """How a source fared; only the first two are good news."""

    NEW = "new"
    QUIET = "quiet"
    STALE = "stale"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """Days to ask a source for: ISO dates in UTC, both inclusive."""

    since: str
    until: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """What one source gave in one run, and how it fared.

    `read` counts the records before any was skipped; `newest` is the newest publication date seen (ISO) or "";
    `detail` says in a sentence what a health word other than `new` means here, and what was left out on purpose.
    `back_to` is the day (ISO) back to which all was read, where a cap kept the window's first days out; else "".
    """

    source: str
    papers: tuple[Paper, ...] = ()
    skipped: tuple[Skip, ...] = ()
    read: int = 0
    health: Health = Health.NEW
    detail: str = ""
    newest: str = ""
    back_to: str = ""
    requests: int = 0
    seconds: float = 0.0
