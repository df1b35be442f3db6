"""What every test may use: the data folder beside the project, the feeds' double, and no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts

from tests.doubles.feeds import Feeds

ROOT = Path(__file__).parents[1]

# A property is true or not; how long an example takes on a busy machine says nothing.
settings.register_profile("gleaner", deadline=None)
settings.load_profile("gleaner")


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """Loopback is all a test reaches."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real lists and recorded feeds beside the project; it is no part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the data folder ../shared beside the project, which is not there")
    return folder


@pytest.fixture
def feeds() -> Iterator[Feeds]:
    """Every feed on loopback."""
    with Feeds() as server:
        yield server
