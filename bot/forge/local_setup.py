"""The onboarding branch of a repository on disk: nobody opens pull requests there, so a person merges the branch."""

from __future__ import annotations

import pygit2

from bot.actions import Operation, Saved
from bot.configuring.onboarding import BRANCH, MESSAGE, Onboarding
from bot.forge import repository as git
from bot.forge.repository import BOT, HEADS
from bot.model import Base


def waiting_page(repo: pygit2.Repository, trunk: str) -> str:
    """The onboarding branch, in words, while it is not merged; else ""."""
    tip = git.tip(repo, HEADS + BRANCH)
    if not tip or git.contains(repo, git.tip(repo, HEADS + trunk), tip):
        return ""
    return f"branch {BRANCH}"


def set_up(repo: pygit2.Repository, wanted: Onboarding, base: Base) -> Saved:
    """Make the branch, or bring it up to date; `none` where it is, or where a person committed on it."""
    reference = HEADS + BRANCH
    old = git.tip(repo, reference)
    where = f"branch {BRANCH}"
    if old and not _ours(repo, old, base.sha):
        return Saved(operation=Operation.NONE, commit=old, url=where)
    start = git.commit_of(repo, base.sha)
    tree = git.tree_with(repo, start.tree.id, wanted.files(workflows=True))
    if old and git.commit_of(repo, old).tree.id == tree:
        return Saved(operation=Operation.NONE, commit=old, url=where)
    made = git.commit(repo, tree, [base.sha], MESSAGE)
    git.move(repo, reference, old, made, "gleaner: set up")
    return Saved(operation=Operation.UPDATED if old else Operation.CREATED, commit=made, url=where)


def _ours(repo: pygit2.Repository, tip: str, base: str) -> bool:
    """Whether every commit the branch has beyond the default one is ours."""
    walker = repo.walk(pygit2.Oid(hex=tip))
    walker.hide(pygit2.Oid(hex=base))
    return all(commit.committer.email == BOT[1] for commit in walker)
