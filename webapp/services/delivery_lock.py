"""A lock between processes, so that one of them delivers a journal; the system releases it when its holder dies."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class DeliveryLock:
    """The right to deliver what a journal holds; processes without it ask for it again and again.

    The lock is an open transaction on a file of its own beside the journal: the same on every system SQLite runs on.
    """

    def __init__(self, journal: Path) -> None:
        self._path = journal.with_name(f"{journal.name}.delivery")
        self._holding: sqlite3.Connection | None = None

    def held(self) -> bool:
        """Whether this process may deliver; takes the right where nobody has it."""
        if self._holding is None:
            asking = sqlite3.connect(self._path, isolation_level=None, timeout=0, check_same_thread=False)
            try:
                asking.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                asking.close()
                return False
            self._holding = asking
        return True

    def release(self) -> None:
        """Let another process deliver."""
        if self._holding is not None:
            self._holding.close()
            self._holding = None
