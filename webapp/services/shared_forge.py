"""A GitHub forge that many threads use one at a time, with the rights of somebody who is signed in."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from bot.actions import Action, Edit, Outcome, Saved
from bot.errors import Forbidden
from bot.forge import Forge
from bot.model import Base, Contribution, Finding, Proposal

LONGEST = 8.0
"""Seconds a request waits while GitHub limits: pages wait for it. A decision waits longer, in the journal."""


class SharedForge:
    """Passes every call to the forge it was lent; without one, every call is refused with a sentence."""

    def __init__(self, name: str, slug: str, forge: Forge | None = None) -> None:
        self.name = name
        self.slug = slug
        self._forge = forge
        self._lock = threading.RLock()

    def lend(self, forge: Forge | None) -> bool:
        """Read and write with this forge's rights from now on; None forgets those of a person who left.

        Returns whether these are other rights than before.
        """
        changed, self._forge = self._forge is not forge, forge
        return changed

    @property
    def lent(self) -> bool:
        """Whether anybody's rights are there to read with."""
        return self._forge is not None

    def base(self, paths: Sequence[str]) -> Base:
        """See the contract."""
        with self._lock:
            return self._now().base(paths)

    def proposals(self) -> tuple[Proposal, ...]:
        """See the contract."""
        with self._lock:
            return self._now().proposals()

    def contributions(self, *paths: str) -> tuple[Contribution, ...]:
        """See the contract."""
        with self._lock:
            return self._now().contributions(*paths)

    def may_write(self) -> bool:
        """See the contract."""
        with self._lock:
            return self._now().may_write()

    def read_ledger(self) -> Mapping[str, str]:
        """See the contract."""
        with self._lock:
            return self._now().read_ledger()

    def write_ledger(self, files: Mapping[str, str], message: str) -> None:
        """See the contract."""
        with self._lock:
            self._now().write_ledger(files, message)

    def history(self, path: str, limit: int = 20) -> tuple[tuple[str, str], ...]:
        """See the contract."""
        with self._lock:
            return self._now().history(path, limit)

    def diagnose(self) -> tuple[Finding, ...]:
        """See the contract."""
        with self._lock:
            return self._now().diagnose()

    def apply(self, action: Action) -> Outcome:
        """See the contract."""
        with self._lock:
            return self._now().apply(action)

    def save(self, edit: Edit) -> Saved:
        """See the contract."""
        with self._lock:
            return self._now().save(edit)

    def _now(self) -> Forge:
        if self._forge is None:
            raise Forbidden(f"{self.slug}: nobody is signed in; sign in to read it")
        return self._forge
