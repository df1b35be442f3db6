"""A client of the feeds' double that never waits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.sources.http import Client
from tests.doubles.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> Iterator[Client]:
    with Client(contact="maintainer@example.org", clock=clock, sleep=clock.sleep, jitter=lambda: 0.5) as client:
        yield client
