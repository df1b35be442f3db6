"""Linting the list in the background, because a long list takes seconds and no page should wait for it."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from bot.book import Book
from bot.checking import lint_book
from bot.checking.fault import Fault

PATIENCE = 0.4
"""Seconds a page waits for a check before it shows the list without."""


class Checks:
    """The faults of the newest texts that were asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._texts: Mapping[str, str] | None = None
        self._done = threading.Event()
        self._found: Mapping[str, tuple[Fault, ...]] = {}

    def of(self, book: Book, path: str, seconds: float = PATIENCE) -> tuple[Fault, ...] | None:
        """The faults of a file, in file order; None while the check is still running."""
        with self._lock:
            if book.texts != self._texts:
                self._texts, self._done = book.texts, threading.Event()
                threading.Thread(target=self._look, args=(book, self._done), name="gleaner-checks", daemon=True).start()
            done = self._done
        if not done.wait(seconds):
            return None
        with self._lock:
            return self._found.get(path, ()) if book.texts == self._texts else None

    def _look(self, book: Book, done: threading.Event) -> None:
        found = lint_book.faults(book)
        with self._lock:
            if book.texts == self._texts:
                self._found = found
        done.set()
