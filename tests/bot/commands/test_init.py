"""`init`: what it says of the cuts, with feeds and without; the files it writes are tested with the runs they start."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import config
from tests.doubles.feeds import Feeds, atom, entry
from tests.doubles.process import gleaner
from tests.doubles.scene import TOPICS, Scene


@pytest.fixture
def home(local_scene: Scene) -> Path:
    """The clone of a list that was never set up."""
    folder = local_scene.world.home  # type: ignore[attr-defined]  # the local world has a clone
    assert isinstance(folder, Path)
    (folder / config.PATH).unlink(missing_ok=True)
    return folder


def cuts(said: str) -> list[int]:
    """The cuts of the table, in per cent."""
    return [int(found) for found in re.findall(r"^\s+(\d+)%\s+[\d,]+\s", said, re.MULTILINE)]


def test_without_feeds_it_shows_what_each_cut_lets_through(home: Path) -> None:
    done = gleaner("init", str(home / "README.md"), "--offline")
    assert done.returncode == 0, done.stderr
    assert cuts(done.stdout) == [20, 35, 50, 65, 80, 90]
    assert "papers in general" in done.stdout
    assert done.stdout.count("← the config's") == 1


def test_with_feeds_it_tries_the_cuts_on_what_they_gave(home: Path, feeds: Feeds) -> None:
    day = (datetime.now(UTC).date() - timedelta(days=5)).isoformat()
    feeds.shelf.arxiv = atom(
        *(
            entry(f"2607.{number:05}", f"{name}: {title}", abstract=f"{title}, measured.", published=day)
            for number, (name, title) in enumerate(TOPICS)
        )
    )
    done = gleaner("init", str(home / "README.md"), "--since", "10", env=feeds.environment())
    assert done.returncode == 0, done.stderr
    assert cuts(done.stdout) == [20, 35, 50, 65, 80, 90]
    assert f"{len(TOPICS)} papers of 10 days" in done.stdout
    asked = [asked.query["date"] for asked in feeds.asked("huggingface") if "date" in asked.query]
    assert len(asked) <= 10, "no source is asked for more days than were named"


def test_days_that_no_source_looks_back_to_are_refused(home: Path) -> None:
    assert gleaner("init", str(home / "README.md"), "--since", "31").returncode == 2
