"""The onboarding branch of a repository on disk: nobody opens pull requests there, so a person merges the branch."""

from __future__ import annotations

from functools import partial

import pygit2

from bot.actions import Operation, Saved
from bot.configuring.onboarding import BRANCH, MESSAGE, Onboarding
from bot.forge import repository as git
from bot.forge.local_session import Session
from bot.forge.locks import patiently
from bot.forge.repository import HEADS
from bot.model import Base


def waiting_page(repo: pygit2.Repository, trunk: str) -> str:
    """The onboarding branch, in words, while it is not merged; else ""."""
    tip = git.tip(repo, HEADS + BRANCH)
    if not tip or git.contains(repo, git.tip(repo, HEADS + trunk), tip):
        return ""
    return f"branch {BRANCH}"


def set_up(session: Session, wanted: Onboarding, base: Base) -> Saved:
    """Make the branch, or bring it up to date; `none` where it is, or where a person committed on it."""
    where = f"branch {BRANCH}"
    with session.records.locked():
        repo, old = session.repo, session.head(BRANCH)
        if old and not git.only_ours(repo, old, base.sha):
            return Saved(operation=Operation.NONE, commit=old, url=where)
        tree = git.tree_with(repo, git.commit_of(repo, base.sha).tree.id, wanted.files(workflows=True))
        if old and git.commit_of(repo, old).tree.id == tree:
            return Saved(operation=Operation.NONE, commit=old, url=where)
        made = git.commit(repo, tree, [base.sha], MESSAGE)
        patiently(repo, partial(git.move, repo, HEADS + BRANCH, old, made, "gleaner: set up"), (), session.patience)
    return Saved(operation=Operation.UPDATED if old else Operation.CREATED, commit=made, url=where)
