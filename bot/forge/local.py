"""Proposals in a git repository on disk: each a branch, its record in one SQLite file inside `.git/`.

No token, no network, no work tree touched by proposing. A merge puts one commit with the entry on the default branch
and moves a clean checkout along. Every action is a `Change`: git objects first, then the journal, then the references
(each moved only from where it was read), then the record. A process killed anywhere leaves a journal that the next
one carries out, so that no action is half done.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pygit2

from bot.actions import Action, Edit, EditPage, Operation, Outcome, Saved
from bot.errors import Conflict, ForgeError
from bot.escape import plain
from bot.forge import repository as git
from bot.forge import work_tree
from bot.forge.ledger_merge import merged
from bot.forge.local_edit import save, show, shown
from bot.forge.local_moves import planned
from bot.forge.local_session import DECIDED, Session, finish, recover, settle, standing_of
from bot.forge.locks import patiently
from bot.forge.records import FILE, Change, Records
from bot.forge.repository import HEADS
from bot.model import Base, Contribution, Finding, Proposal
from bot.proposing.proposal_names import BRANCHES

_LISTS = (".md", ".markdown")
_CHANGES = 8
"""How many of the last changes of a list are read, to learn where people put entries."""

if TYPE_CHECKING:
    from bot.configuring.onboarding import Onboarding

LEDGER = "gleaner-ledger"
_OURS = (HEADS + BRANCHES, DECIDED)
_ON_A_SERVER = re.compile(r"(?:https?://|ssh://|[\w.-]+@)[^\s]*?[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?")
"""The address of a repository that is not on this disk; its owner and name."""
TURNS = 5
"""How often an action lets another process finish what it began on the same branch."""


def _now() -> datetime:
    return datetime.now(UTC)


class LocalForge:
    """The forge of a repository at `path` (its folder, one inside it, or a bare repository).

    `clock` gives the time; `patience` is how many seconds to wait while a person's git is at work.
    """

    name = "local"

    def __init__(self, path: str | Path, clock: Callable[[], datetime] = _now, patience: float = 10.0) -> None:
        self._path = Path(path).expanduser()
        self._clock = clock
        self._patience = patience
        self._ledger: dict[str, str] | None = None
        with self._looked_at() as (repo, _):
            self.slug = str(Path(repo.workdir or repo.path))

    # --- reading ---------------------------------------------------------------------------------------------------

    def base(self, paths: Sequence[str]) -> Base:
        """Read the newest commit of the default branch and the text of `paths` in it; ListError for a missing one."""
        with self._looked_at() as (repo, trunk):
            sha = git.tip(repo, HEADS + trunk)
            files = {path: git.required_text(repo, sha, path, trunk) for path in paths}
            lists = [path for path in paths if Path(path).suffix.lower() in _LISTS]
            history = {path: tuple(git.changes(repo, trunk, path, _CHANGES)) for path in lists}
            return Base(sha=sha, branch=trunk, files=files, history=history)

    def proposals(self) -> tuple[Proposal, ...]:
        """List every proposal, newest first, with what people did to its branch meanwhile."""
        with self._looked_at() as (repo, _):
            if not _file(repo).exists() and not any(name.startswith(_OURS) for name in repo.references):
                return ()  # nothing was ever proposed here: reading leaves no file behind
        with self._session() as session:
            return tuple(standing_of(session, record) for record in session.records.every())

    def contributions(self, *paths: str) -> tuple[Contribution, ...]:
        """None: nobody opens pull requests on a disk."""
        del paths
        return ()

    def may_write(self) -> bool:
        """Always: whoever can run this can decide."""
        return True

    def history(self, path: str, limit: int = 20) -> tuple[tuple[str, str], ...]:
        """The last changes of `path` on the default branch as (text before, text after), newest first."""
        with self._looked_at() as (repo, trunk):
            return tuple(git.changes(repo, trunk, path, limit))

    def diagnose(self) -> tuple[Finding, ...]:
        """Look at what proposing and merging need of a repository on disk."""
        with self._looked_at() as (repo, trunk):
            folder = _file(repo).parent
            blocked = work_tree.in_the_way(repo, trunk)
            away = [remote.url or "" for remote in repo.remotes]
        return (
            Finding(ok=True, what=f"{self.slug}: a git repository, its list on branch {trunk}"),
            Finding(
                ok=os.access(folder, os.W_OK),
                what=f"proposals can be kept in {folder}",
                next=f"give yourself the right to write in {folder}",
            ),
            Finding(ok=not blocked, what="a merge can move the work tree along", next=blocked),
            *_elsewhere(away),
        )

    # --- the ledger ------------------------------------------------------------------------------------------------

    def read_ledger(self) -> Mapping[str, str]:
        """Read the files of the ledger branch, name → text; empty where there is none."""
        with self._looked_at() as (repo, _):
            self._ledger = git.texts_at(repo, git.tip(repo, HEADS + LEDGER))
        return dict(self._ledger)

    def write_ledger(self, files: Mapping[str, str], message: str) -> None:
        """Write `files` onto the ledger branch in one commit; files it does not name stay as they are.

        Lines that another process added since this one read the ledger are kept.
        """
        with self._session() as session, session.records.locked():
            repo, old = session.repo, session.head(LEDGER)
            there = git.texts_at(repo, old)
            read = there if self._ledger is None else self._ledger
            files = {name: merged(read.get(name, ""), files[name], there.get(name, ""), name) for name in files}
            self._ledger = {**there, **files}
            tree = git.commit_of(repo, old).tree.id if old else git.empty_tree(repo)
            new_tree = git.tree_with(repo, tree, files)
            if new_tree != tree or not old:
                new = git.commit(repo, new_tree, [old] if old else [], plain(message) + "\n")
                patiently(repo, partial(git.move, repo, HEADS + LEDGER, old, new, "ledger"), (), self._patience)

    # --- actions ---------------------------------------------------------------------------------------------------

    def apply(self, action: Action) -> Outcome:
        """Do one action; Conflict where the branch or the list moved since they were read."""
        with self._session() as session:
            begun = _begun(session, action)
            if isinstance(begun, Outcome):
                return begun
            operation, change_id, change = begun
            finish(session, change_id, change)
            done = session.records.of(change.branch) or change.after
            return Outcome(operation=operation, proposal=standing_of(session, done))

    def save(self, edit: Edit) -> Saved:
        """Commit a change of files a person looked at; Conflict where one of them changed meanwhile."""
        with self._session() as session:
            return save(session, edit)

    def show(self, edit: Edit) -> Saved:
        """Make a branch with the change; merging it is a person's."""
        with self._session() as session:
            return show(session, edit)

    def shown(self, name: str, *, waiting: bool = False) -> tuple[EditPage, ...]:
        """The branch of this name while it is not merged; on a disk nothing tells what became of earlier ones."""
        del waiting
        with self._looked_at() as (repo, trunk):
            return shown(repo, trunk, name)

    def setup_page(self) -> str:
        """The onboarding branch, in words, while it waits to be merged; else ""."""
        from bot.forge.local_setup import waiting_page

        with self._looked_at() as (repo, trunk):
            return waiting_page(repo, trunk)

    def set_up(self, wanted: Onboarding, base: Base, *, again: bool = False) -> Saved:
        """Make the onboarding branch, or bring it up to date."""
        from bot.forge.local_setup import set_up

        del again  # a branch that was deleted is no refusal
        with self._session() as session:
            return set_up(session, wanted, base)

    # --- sessions --------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _looked_at(self) -> Iterator[tuple[pygit2.Repository, str]]:
        """The repository and its default branch, for reading; ForgeError says in a sentence what is damaged."""
        try:
            repo = git.find(self._path)
            yield repo, git.trunk_of(repo, self._remembered(repo))
        except (pygit2.GitError, OSError) as error:
            raise ForgeError(f"{self._path}: git cannot read it ({error}); `git fsck` there tells more") from error

    @contextlib.contextmanager
    def _session(self) -> Iterator[Session]:
        repo = git.find(self._path)
        records = Records(_file(repo))
        try:
            trunk = git.trunk_of(repo, records.setting("trunk"))
            now = self._clock().astimezone(UTC).isoformat(timespec="seconds")
            session = Session(repo=repo, records=records, trunk=trunk, now=now, patience=self._patience)
            recover(session)
            yield session
        except (sqlite3.Error, pygit2.GitError, OSError) as error:
            said = f"{self.slug}: not written ({error}); check the free space and the rights of its .git folder"
            raise ForgeError(f"{said}, then run the same again: what was begun is finished") from error
        finally:
            records.close()

    def _remembered(self, repo: pygit2.Repository) -> str:
        """The branch the first proposal was made against: a person may have another one checked out now."""
        if not _file(repo).exists():
            return ""
        with contextlib.closing(Records(_file(repo))) as records:
            return records.setting("trunk")


def _begun(session: Session, action: Action) -> Outcome | tuple[Operation, int, Change]:
    """Journal an action, or say that there is nothing to do; what another process began there is settled first."""
    branch = action.proposal.branch
    for _ in range(TURNS):
        with session.records.locked():
            if all(change.branch != branch for _, change in session.records.begun()):
                made = planned(session, action, session.records.of(branch))
                return made if isinstance(made, Outcome) else (made[0], session.records.begin(made[1]), made[1])
        settle(session, branch)
    raise Conflict(f"another process is at work on {branch}; read again when it is done")


def _file(repo: pygit2.Repository) -> Path:
    return git.common_folder(repo) / FILE


def _elsewhere(remotes: Iterable[str]) -> Iterator[Finding]:
    """That what this folder is a clone of was not looked at, where that may be on GitHub."""
    named = (_ON_A_SERVER.fullmatch(url) for url in remotes)
    found = next((name[1] for name in named if name), "")
    if found:
        what = f"this clone alone was looked at; rights and settings are those of {found}"
        yield Finding(ok=True, unsure=True, what=what, next=f"GITHUB_TOKEN=… gleaner doctor --repo {found}")
