"""The checked-out files of a person: moved along with the default branch where they are clean, refused where not."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pygit2
from pygit2.enums import CheckoutStrategy, FileStatus, RepositoryState

from bot.errors import Conflict, DirtyWorkTree
from bot.forge.repository import HEADS, commit_of, move, tip


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A commit the default branch moves from, and the one it moves to."""

    trunk: str
    old: str
    new: str


def land(repo: pygit2.Repository, step: Step, why: str) -> None:
    """Move the default branch and the work tree along; `why` is the line in git's log of the branch.

    Raises DirtyWorkTree where a person's work lies in the way, Conflict where the branch moved; both change nothing.
    """
    if tip(repo, HEADS + step.trunk) == step.old:
        check(repo, step)
        move_along(repo, step)
    try:
        move(repo, HEADS + step.trunk, step.old, step.new, why)
    except Conflict:
        move_back(repo, step)
        raise


def check(repo: pygit2.Repository, step: Step) -> None:
    """Raise DirtyWorkTree where a person's uncommitted work lies in the way of the step."""
    blocked = in_the_way(repo, step.trunk)
    if blocked:
        raise DirtyWorkTree(blocked)
    if not _is_checked_out_here(repo, step.trunk):
        return
    for path, old, new in _paths(repo, step):
        if not _stands_at(repo, path, {old, new}):
            raise DirtyWorkTree(
                f"{path} has uncommitted changes in {repo.workdir}; commit or stash them, then approve again"
            )


def in_the_way(repo: pygit2.Repository, trunk: str) -> str:
    """Why no merge can land on the default branch now, and the next step, in a sentence; "" where one can."""
    if not _is_checked_out_here(repo, trunk):
        branch = repo.branches.local.get(trunk)
        if not repo.is_bare and branch is not None and branch.is_checked_out():
            return f"branch {trunk} is checked out in another work tree of this repository; run Gleaner there"
    elif repo.state() != RepositoryState.NONE:
        return f"a merge or rebase is under way in {repo.workdir}; finish or abort it, then approve again"
    return ""


def move_along(repo: pygit2.Repository, step: Step) -> None:
    """Write the step's files into the work tree and its index; before the branch moves, after `check`.

    Each file is replaced whole. Killed in between, the entry stands in the work tree as if a person had written it.
    """
    if not _is_checked_out_here(repo, step.trunk):
        return
    paths = list(_paths(repo, step))
    behind = [(path, old) for path, old, _ in paths if _work_blob(repo, path) == old]
    with _checked_out_aside(repo, step.new, [path for path, _ in behind]) as aside:
        for path, old in behind:
            if _work_blob(repo, path) != old:
                raise DirtyWorkTree(f"{path} changed in {repo.workdir} this moment; look at it, then approve again")
            _replace(aside / path, Path(repo.workdir) / path)
    for path, _, new in paths:
        if new:
            repo.index.add(path)
        elif path in repo.index:
            repo.index.remove(path)
    repo.index.write()


@contextlib.contextmanager
def _checked_out_aside(repo: pygit2.Repository, sha: str, paths: list[str]) -> Iterator[Path]:
    """A folder with these files as a checkout would write them, to be renamed: git's own checkout is not atomic."""
    aside = Path(repo.path) / "gleaner-checkout"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    flags = CheckoutStrategy.FORCE | CheckoutStrategy.DISABLE_PATHSPEC_MATCH | CheckoutStrategy.DONT_UPDATE_INDEX
    if paths:
        repo.checkout_tree(commit_of(repo, sha), strategy=flags, paths=paths, directory=str(aside))  # type: ignore[no-untyped-call]  # pygit2 leaves it untyped
    yield aside
    shutil.rmtree(aside)


def _replace(new: Path, old: Path) -> None:
    if new.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        new.replace(old)
    else:
        old.unlink(missing_ok=True)


def move_back(repo: pygit2.Repository, step: Step) -> None:
    """Undo `move_along` after the branch could not be moved."""
    if _is_checked_out_here(repo, step.trunk):
        paths = [path for path, _, new in _paths(repo, step) if _work_blob(repo, path) == new]
        strategy = CheckoutStrategy.FORCE | CheckoutStrategy.DISABLE_PATHSPEC_MATCH
        repo.checkout_head(strategy=strategy, paths=paths)  # type: ignore[no-untyped-call]  # pygit2 leaves it untyped


def new_blobs(repo: pygit2.Repository, step: Step) -> list[str]:
    """The blobs of the files that the step adds or changes."""
    return [new for _, _, new in _paths(repo, step) if new]


def _is_checked_out_here(repo: pygit2.Repository, trunk: str) -> bool:
    if repo.is_bare or repo.head_is_detached:
        return False
    head = repo.references.get("HEAD")
    return head is not None and head.raw_target == (HEADS + trunk).encode()


def _paths(repo: pygit2.Repository, step: Step) -> Iterator[tuple[str, str, str]]:
    """What the step changes: path, blob before, blob after; "" where there is no such file."""
    diff = commit_of(repo, step.old).tree.diff_to_tree(commit_of(repo, step.new).tree)
    for delta in diff.deltas:
        yield delta.new_file.path, _id(delta.old_file), _id(delta.new_file)


def _id(side: pygit2.DiffFile) -> str:
    text = str(side.id)
    return "" if set(text) == {"0"} else text


def _stands_at(repo: pygit2.Repository, path: str, blobs: set[str]) -> bool:
    staged = str(repo.index[path].id) if path in repo.index else ""
    return staged in blobs and _work_blob(repo, path) in blobs


def _work_blob(repo: pygit2.Repository, path: str) -> str:
    """The blob a file of the work tree would be committed as (line-end filters applied), or ""."""
    if not (Path(repo.workdir) / path).exists():
        return ""
    if repo.status_file(path) == FileStatus.CURRENT and path in repo.index:
        return str(repo.index[path].id)
    return str(repo.create_blob_fromworkdir(path))
