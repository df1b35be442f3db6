"""Opening a SQLite file that several processes use at once."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

_MOMENT = 0.02
"""Seconds until a file that was just being closed is opened again."""
_KIND_OF_ERROR = 0xFF
"""The bits of SQLite's error codes that tell busy from broken."""


def opened(path: Path, schema: str, *, patience: float, any_thread: bool = False) -> sqlite3.Connection:
    """The file with the tables of `schema`; `patience` is how many seconds to wait for another process's write.

    Asked again where another process is just closing it. SQLite's own patience does not cover that moment: who opens a
    file while its last user clears the log away may be told that it is locked (https://sqlite.org/wal.html, "Sometimes
    Queries Return SQLITE_BUSY In WAL Mode").
    """
    until = time.monotonic() + patience
    while True:
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=not any_thread)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(schema)
        except sqlite3.Error as error:
            connection.close()
            if error.sqlite_errorcode & _KIND_OF_ERROR != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_MOMENT)
        else:
            return connection
