"""The demo from start to summary, as a new user runs it; the app it opens is tested in tests/e2e."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot import awesome
from bot.forge.local import LocalForge
from tests.doubles.process import gleaner


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "demo"


@pytest.fixture(scope="module")
def done(folder: Path) -> CompletedProcess[str]:
    return gleaner("demo", "--no-app", "--folder", str(folder))


def test_the_demo_proposes_holds_and_drops_and_says_why(folder: Path, done: CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stderr
    assert "created #1" in done.stdout
    assert "known " in done.stdout
    assert "no link was found" in done.stdout
    assert "stale" not in done.stdout
    forge = LocalForge(folder)
    proposals = forge.proposals()
    assert len(proposals) == 5
    base = awesome.parse(forge.base(("README.md",)).files["README.md"])
    for proposal in proposals:
        written = proposal.body
        assert proposal.paper.title in written
        assert proposal.section in {section.path for section in base.sections}


def test_the_demo_can_be_run_again_and_spares_a_folder_that_is_not_its_own(
    tmp_path: Path, folder: Path, done: CompletedProcess[str]
) -> None:
    assert done.returncode == 0, done.stderr
    assert gleaner("demo", "--no-app", "--folder", str(folder)).returncode == 0
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.tex").write_text("ten years", encoding="utf-8")
    refused = gleaner("demo", "--no-app", "--folder", str(mine))
    assert refused.returncode == 2
    assert (mine / "thesis.tex").read_text(encoding="utf-8") == "ten years"
    refused = gleaner("demo", "--no-app", "--folder", str(mine / "thesis.tex"))
    assert (refused.returncode, "is a file; name a folder" in refused.stderr) == (2, True)
