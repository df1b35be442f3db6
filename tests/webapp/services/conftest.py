"""A desk on a forge in memory, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doubles.forge import MemoryForge
from webapp.services.desk import Desk
from webapp.services.journal import Journal


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def forge() -> MemoryForge:
    return MemoryForge()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "journal.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def desk(forge: MemoryForge, journal: Journal, clock: Clock) -> Desk:
    return Desk(forge, journal, clock=clock, grace=5.0)
