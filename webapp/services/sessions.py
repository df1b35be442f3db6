"""Who is signed in: a map in this process from a random id, which a cookie carries, to a person and their rights.

The token lives in this map and in the forge made with it, nowhere else: no page, no log, no cache, no argument.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.forge import Forge

IDLE = 8 * 3600.0
"""Seconds without a visit after which a session ends."""
CHECKED = 300.0
"""Seconds after which a person's right to push is asked again."""
MOST = 500


@dataclass(kw_only=True, slots=True)
class Session:
    """One signed-in person; `may_write` is what the forge said at `checked`, `greeted` whether a page saw them."""

    login: str
    forge: Forge = field(repr=False)
    may_write: bool
    seen: float
    checked: float
    greeted: bool = False


class Sessions:
    """The sessions of one server."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._by_id: dict[str, Session] = {}
        self._tickets: dict[str, tuple[str, float]] = {}

    def start(self, login: str, forge: Forge) -> str:
        """Sign a person in; returns the id for their cookie, never one that was used before."""
        may_write = forge.may_write()
        now = self._clock()
        sid = secrets.token_urlsafe(32)
        with self._lock:
            self._sweep(now)
            while len(self._by_id) >= MOST:
                self._by_id.pop(min(self._by_id, key=lambda other: self._by_id[other].seen))
            self._by_id[sid] = Session(login=login, forge=forge, may_write=may_write, seen=now, checked=now)
        return sid

    def find(self, sid: str) -> Session | None:
        """The session of a cookie, its rights asked again where they are older than five minutes."""
        now = self._clock()
        with self._lock:
            self._sweep(now)
            session = self._by_id.get(sid)
        if session is None:
            return None
        session.seen = now
        if now - session.checked > CHECKED:
            session.may_write = session.forge.may_write()
            session.checked = now
        return session

    def forge_of(self, login: str) -> Forge | None:
        """The rights of a person who is signed in now, to deliver their decisions with."""
        with self._lock:
            # The newest of several: an older one may have been signed in with a token that is revoked by now.
            return next((one.forge for one in reversed(self._by_id.values()) if one.login == login), None)

    def anybody(self) -> Forge | None:
        """The rights of somebody who is signed in now, to read with."""
        now = self._clock()
        with self._lock:
            self._sweep(now)
            return next((session.forge for session in reversed(self._by_id.values())), None)

    def end(self, sid: str, *, everywhere: bool = False) -> Session | None:
        """Sign out, here or in every browser of the same person; returns who left."""
        with self._lock:
            gone = self._by_id.pop(sid, None)
            if gone is not None and everywhere:
                self._by_id = {s: other for s, other in self._by_id.items() if other.login != gone.login}
        return gone

    def ticket(self, sid: str) -> str:
        """A word that is good once, for a minute, to fetch the cookie of a session made elsewhere."""
        word = secrets.token_urlsafe(24)
        with self._lock:
            self._tickets[word] = (sid, self._clock() + 60)
        return word

    def redeem(self, word: str) -> str:
        """The session id of a ticket, or ""."""
        with self._lock:
            sid, until = self._tickets.pop(word, ("", 0.0))
        return sid if self._clock() <= until else ""

    def _sweep(self, now: float) -> None:
        self._by_id = {sid: session for sid, session in self._by_id.items() if now - session.seen <= IDLE}
        self._tickets = {word: kept for word, kept in self._tickets.items() if kept[1] >= now}
