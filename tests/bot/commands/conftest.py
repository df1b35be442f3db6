from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.forge.conftest import KINDS
from tests.doubles.feeds import Feeds
from tests.doubles.scene import Scene


@pytest.fixture(params=sorted(KINDS))
def scene(request: pytest.FixtureRequest, tmp_path: Path, feeds: Feeds) -> Iterator[Scene]:
    """A list, its feeds and a config, on every kind of forge."""
    world = KINDS[request.param](tmp_path, zlib.crc32(request.node.name.encode()))
    yield Scene(world, feeds)
    world.close()


@pytest.fixture
def local_scene(tmp_path: Path, feeds: Feeds) -> Iterator[Scene]:
    """The same on a clone a person is using."""
    world = KINDS["local"](tmp_path, 0)
    yield Scene(world, feeds)
    world.close()
