"""The workflow of comments and boxes, run for real by `act`: what starts a job, and what the job does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import config
from bot.commands.workflows import workflows
from tests.doubles import actions
from tests.doubles.actions import Ran, Runner
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import LIST, TEXT, opening, paper

WORKFLOW = ".github/workflows/gleaner-comments.yml"
pytestmark = pytest.mark.skipif(not actions.act(), reason="needs act, which `pip install -e .[dev]` brings")


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    with GitHubDouble() as made:
        made.push({LIST: TEXT, config.PATH: f"list: {LIST}\n"}, message="Begin")
        yield made


def ran(double: GitHubDouble, folder: Path, name: str, event: dict[str, Any]) -> Ran:
    env = {name: value for name, value in double.environment("job").items() if name != "GITHUB_TOKEN"}
    runner = Runner(folder, double.repository, workflows(double.branch, check=False))
    return runner.run(WORKFLOW, name, event, env, token=double.token("job"))


def test_a_comment_of_a_maintainer_is_done(double: GitHubDouble, tmp_path: Path) -> None:
    forge = forge_on(double)
    number = forge.apply(opening(forge, paper(1))).proposal.number or 0
    comment = double.comment(number, "/reject `$(id)` ::error::pwned", by="wren-writes")
    done = ran(double, tmp_path, "issue_comment", double.comment_event(comment))
    assert done.code == 0, done.said
    assert f"closed #{number}" in done.printed
    assert double.reactions(comment) == ["+1"]
    assert "::error::" not in done.printed


@pytest.mark.parametrize(("body", "by"), [("thanks a lot", "wren-writes"), ("/approve", "github-actions[bot]")])
def test_talk_and_bots_start_no_job(double: GitHubDouble, tmp_path: Path, body: str, by: str) -> None:
    forge = forge_on(double)
    number = forge.apply(opening(forge, paper(1))).proposal.number or 0
    before = len(double.requests)
    comment = double.comment(number, body, by=by)
    done = ran(double, tmp_path, "issue_comment", double.comment_event(comment))
    assert done.code == 0, done.said
    assert len(double.requests) == before
