"""The list's faults, found in the background: a long list takes seconds, and no page waits for that."""

from __future__ import annotations

import threading

from bot.fault import Fault
from bot.lint import lint
from webapp.services.preview import parsed

PATIENCE = 0.4
"""Seconds a page waits for a check before it shows the list without."""


class Checks:
    """The faults of the newest text that was asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._text: str | None = None
        self._done = threading.Event()
        self._found: tuple[Fault, ...] = ()

    def of(self, text: str, seconds: float = PATIENCE) -> tuple[Fault, ...] | None:
        """The faults of a text, in file order; None where they are not found yet: ask again."""
        with self._lock:
            if text != self._text:
                self._text, self._done = text, threading.Event()
                threading.Thread(target=self._look, args=(text, self._done), name="gleaner-checks", daemon=True).start()
            done = self._done
        if not done.wait(seconds):
            return None
        with self._lock:
            return self._found if text == self._text else None

    def _look(self, text: str, done: threading.Event) -> None:
        found = lint(parsed(text))
        with self._lock:
            if text == self._text:
                self._found = found
        done.set()
