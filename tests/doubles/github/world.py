"""A repository on the GitHub double, with the verbs of the contract suite."""

from __future__ import annotations

from pathlib import Path

from bot.forge.github import GitHubForge
from bot.forge.github_calls import Patience
from tests.doubles.github.double import GitHubDouble
from tests.doubles.worlds import LIST, PERSON, TEXT, World


class GitHubWorld(World):
    """Pull requests; the token is a job's or a maintainer's, drawn."""

    kind = "github"

    def __init__(self, folder: Path, seed: int, text: str = TEXT) -> None:
        super().__init__(folder, seed)
        self.double = GitHubDouble(seed=seed, branch=self.trunk)
        self.double.__enter__()
        self.who = self.dice.choice(["job", "writer", "admin"])
        self.double.push({LIST: text, "docs/other.md": "other\n"}, message="Begin")

    def forge(self) -> GitHubForge:
        return forge_on(self.double, self.who)

    def git_folder(self) -> Path:
        return self.double.git_folder

    def commit_by_person(self, branch: str, path: str, text: str) -> str:
        return self.double.push({path: text}, branch=branch, message="Edit by hand", by=PERSON[0])

    def close(self) -> None:
        self.double.__exit__(None, None, None)


def forge_on(double: GitHubDouble, who: str = "job", *, longest: float = 300.0) -> GitHubForge:
    """A forge on the double, with its clock and without waiting."""
    return GitHubForge(
        double.repository,
        double.token(who),
        api_url=double.api_url,
        server_url=double.server_url,
        pacing=(0.0, 0.0),
        patience=Patience(longest=longest, sleep=double.sleep, clock=double.clock),
    )
