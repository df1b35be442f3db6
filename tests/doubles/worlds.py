"""Places a forge works on, with verbs for what people do there. One class a kind; the contract suite runs on each."""

from __future__ import annotations

import os
import random
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from bot.actions import Open, Refresh
from bot.forge import Forge
from bot.forge.local import LocalForge
from bot.model import Candidate, Insertion, Match, Paper, Placement, Proposal, Relevance, Verdict
from bot.proposal import compose

LIST = "README.md"
TEXT = "# Awesome\r\n\r\n## One \u00a0\r\n\r\n- [First](https://x.example/1) \r\n\r\n## Two\r\n\r\n- [Second](https://x.example/2)"
"""Line ends, blanks and a missing last newline that must come back as they are."""
PERSON = ("Wren", "wren@example.org")


def run_git(folder: Path, *words: str, **more: str) -> str:
    """Run git without a person's own settings; its output without the last newline."""
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": PERSON[0],
        "GIT_AUTHOR_EMAIL": PERSON[1],
        "GIT_COMMITTER_NAME": PERSON[0],
        "GIT_COMMITTER_EMAIL": PERSON[1],
    }
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", *words],
        cwd=folder, capture_output=True, check=False, env={**os.environ, **settings, **more},
    )  # fmt: skip
    assert done.returncode == 0, f"git {words}: {done.stderr.decode()}"
    return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")


class World(ABC):
    """A repository with a list in it, and the people around it."""

    kind: ClassVar[str]
    trunk: str
    """The default branch; its name is drawn, as it must not matter."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.dice = random.Random(seed)
        self.trunk = self.dice.choice(["main", "trunk", "liste", "dev/1.x"])
        self._clones = 0

    @abstractmethod
    def forge(self) -> Forge:
        """A fresh forge on this place, as a new process would open it, with all rights."""

    @abstractmethod
    def git_folder(self) -> Path:
        """The repository that holds all branches."""

    @abstractmethod
    def commit_by_person(self, branch: str, path: str, text: str) -> str:
        """A person commits a file's new text on a branch; returns the commit."""

    def push_to_default(self, text: str, path: str = LIST) -> str:
        """A person pushes a file's new text to the default branch; returns the commit."""
        return self.commit_by_person(self.trunk, path, text)

    def git(self, *words: str) -> str:
        """Run git on the repository."""
        return run_git(self.git_folder(), *words)

    def read(self, branch: str, path: str = LIST) -> str:
        """The text of a file on a branch, byte for byte."""
        done = subprocess.run(
            ["git", "cat-file", "blob", f"refs/heads/{branch}:{path}"],
            cwd=self.git_folder(), capture_output=True, check=True,
        )  # fmt: skip
        return done.stdout.decode("utf-8", "surrogateescape")

    def read_default(self, path: str = LIST) -> str:
        """The text of a file on the default branch, byte for byte."""
        return self.read(self.trunk, path)

    def branches(self) -> set[str]:
        """All branches of the repository."""
        return set(self.git("for-each-ref", "--format=%(refname:short)", "refs/heads").splitlines())

    def clone(self) -> Path:
        """A fresh clone of the default branch with a work tree."""
        self._clones += 1
        to = self.folder / f"clone-{self._clones}"
        run_git(self.folder, "clone", "-q", "-b", self.trunk, str(self.git_folder()), str(to))
        return to

    def close(self) -> None:  # noqa: B027  # only some kinds have something to put away
        """Put everything away."""


class LocalWorld(World):
    """A clone a person is using: a work tree on the default branch."""

    kind = "local"

    def __init__(self, folder: Path, seed: int, text: str = TEXT) -> None:
        super().__init__(folder, seed)
        self.home = folder / "list"
        self.home.mkdir()
        run_git(self.home, "init", "-q", "--template=", "-b", self.trunk)
        self.write(LIST, text)
        self.write("docs/other.md", "other\n")
        run_git(self.home, "add", ".")
        run_git(self.home, "commit", "-q", "-m", "Begin")

    def write(self, path: str, text: str) -> None:
        """Write a file of the work tree."""
        to = self.home / path
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(text.encode("utf-8", "surrogateescape"))

    def forge(self) -> Forge:
        return LocalForge(self.home)

    def git_folder(self) -> Path:
        return self.home

    def commit_by_person(self, branch: str, path: str, text: str) -> str:
        if branch == self.trunk:
            self.write(path, text)
            run_git(self.home, "add", path)
            run_git(self.home, "commit", "-q", "-m", "Edit by hand")
            return run_git(self.home, "rev-parse", "HEAD")
        return commit_in_worktree(self.home, self.folder / "elsewhere", branch, path, text)


class BareWorld(LocalWorld):
    """A bare repository."""

    kind = "bare"

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        self.bare = folder / "list.git"
        run_git(folder, "clone", "-q", "--template=", "--bare", str(self.home), str(self.bare))

    def forge(self) -> Forge:
        return LocalForge(self.bare)

    def git_folder(self) -> Path:
        return self.bare

    def commit_by_person(self, branch: str, path: str, text: str) -> str:
        return commit_in_worktree(self.bare, self.folder / "elsewhere", branch, path, text)


def commit_in_worktree(repo: Path, place: Path, branch: str, path: str, text: str) -> str:
    """Commit on a branch from a work tree of its own, so that the person's own stays as it is."""
    run_git(repo, "worktree", "add", "-q", str(place), branch)
    try:
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
        run_git(place, "add", path)
        run_git(place, "commit", "-q", "-m", "Edit by hand")
        return run_git(place, "rev-parse", "HEAD")
    finally:
        run_git(repo, "worktree", "remove", "--force", str(place))


# --- proposals without the planner ------------------------------------------------------------------------------------


def paper(number: int, **changes: object) -> Paper:
    """The `number`-th paper."""
    values: dict[str, object] = {
        "title": f"Paper {number}",
        "url": f"https://arxiv.org/abs/2401.{number:05d}",
        "abstract": f"On the number {number}.",
        "authors": ("A. Author",),
        "sources": ("arxiv",),
    }
    return Paper(**(values | changes))  # type: ignore[arg-type]  # fields a test names


def line_of(given: Paper) -> str:
    """The line a paper is written as in these tests."""
    return f"- [{given.title}]({given.url})"


def with_entry(text: str, given: Paper) -> Insertion:
    """`text` with the paper's line right below the heading `## One`: all proposals collide there."""
    lines = text.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("## One")) + 2
    end = "\r" if lines[0].endswith("\r") else ""
    lines[at:at] = [line_of(given) + end]
    return Insertion(text="\n".join(lines), block=line_of(given) + "\n", line=at + 1)


def proposal_of(given: Paper, insertion: Insertion, key: str = "") -> Proposal:
    """What the planner would propose."""
    candidate = Candidate(
        paper=given,
        key=key or "arxiv:" + given.url.rpartition("/")[2],
        match=Match(verdict=Verdict.NEW),
        relevance=Relevance(score=0.8, why=("near two entries",), nearest=("First",)),
        placement=Placement(),
        section=("Awesome", "One"),
    )
    return compose(candidate, path=LIST, insertion=insertion, today="2026-11-21")


def opening(forge: Forge, given: Paper, key: str = "") -> Open:
    """The action that proposes a paper on the newest list."""
    base = forge.base((LIST,))
    insertion = with_entry(base.files[LIST], given)
    return Open(proposal=proposal_of(given, insertion, key), files={LIST: insertion.text}, base=base)


def opened(world: World, number: int = 1) -> Proposal:
    """The proposal of a made-up paper, just opened."""
    forge = world.forge()
    return forge.apply(opening(forge, paper(number))).proposal


def refreshing(forge: Forge, waiting: Proposal) -> Refresh:
    """The action that brings a proposal onto the newest list, as the planner would for a branch only we wrote."""
    base = forge.base((LIST,))
    return Refresh(proposal=waiting, files={LIST: with_entry(base.files[LIST], waiting.paper).text}, base=base)


def states(forge: Forge) -> Mapping[str, Proposal]:
    """The proposals of a forge by key."""
    return {found.key: found for found in forge.proposals()}
