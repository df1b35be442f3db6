"""The checked-out files of a person: moved along with the default branch where they are clean, refused where not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pygit2
from pygit2.enums import CheckoutStrategy, FileStatus, RepositoryState

from bot.errors import DirtyWorkTree
from bot.forge.repository import HEADS, commit_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A commit the default branch moves from, and the one it moves to."""

    trunk: str
    old: str
    new: str


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

    Killed in between, the entry stands in the work tree as if a person had written it: nothing is lost.
    """
    if not _is_checked_out_here(repo, step.trunk):
        return
    behind = [path for path, old, _ in _paths(repo, step) if _work_blob(repo, path) == old]
    if behind:
        # SAFE: a file that a person saved since the check is left alone, and raises.
        strategy = CheckoutStrategy.SAFE | CheckoutStrategy.DISABLE_PATHSPEC_MATCH | CheckoutStrategy.DONT_WRITE_INDEX
        try:
            repo.checkout_tree(commit_of(repo, step.new), strategy=strategy, paths=behind)  # type: ignore[no-untyped-call]  # pygit2 leaves it untyped
        except pygit2.GitError as error:
            raise DirtyWorkTree(f"{', '.join(behind)} changed in {repo.workdir} this moment; approve again") from error
    for path, _, _ in _paths(repo, step):
        if (Path(repo.workdir) / path).exists():
            repo.index.add(path)
        elif path in repo.index:
            repo.index.remove(path)
    repo.index.write()


def move_back(repo: pygit2.Repository, step: Step) -> None:
    """Undo `move_along` after the branch could not be moved."""
    if _is_checked_out_here(repo, step.trunk):
        paths = [path for path, _, new in _paths(repo, step) if _work_blob(repo, path) == new]
        strategy = CheckoutStrategy.FORCE | CheckoutStrategy.DISABLE_PATHSPEC_MATCH
        repo.checkout_head(strategy=strategy, paths=paths)  # type: ignore[no-untyped-call]  # pygit2 leaves it untyped


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
