from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import GitHubWorld
from tests.doubles.worlds import LIST, TEXT, BareWorld, LocalWorld, World

KINDS: dict[str, Callable[[Path, int], World]] = {"local": LocalWorld, "bare": BareWorld, "github": GitHubWorld}
"""Every kind of place the contract is kept on: name → a maker from a folder and a seed."""


@pytest.fixture(params=sorted(KINDS))
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    made = KINDS[request.param](tmp_path, zlib.crc32(request.node.name.encode()))
    yield made
    made.close()


@pytest.fixture
def home(tmp_path: Path) -> LocalWorld:
    """A clone a person is using."""
    return LocalWorld(tmp_path, 0)


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    """GitHub on the loopback with a list; at its end every exchange is checked."""
    with GitHubDouble() as made:
        made.push({LIST: TEXT}, message="Begin")
        yield made
