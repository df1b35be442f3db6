"""Saving an edit in a repository on disk: nobody opens pull requests there, so it is one commit on the default branch.

The person has seen the diff and said yes: that is what a merge of a pull request would be. A clean work tree is moved
along, one with uncommitted work of a person in the way is refused. Killed between the work tree and the branch, saving
again ends where one clean save ends.
"""

from __future__ import annotations

from functools import partial

import pygit2

from bot.actions import Edit, EditPage, Operation, Saved
from bot.configuring import edit as edits
from bot.errors import Conflict
from bot.forge import repository as git
from bot.forge import work_tree
from bot.forge.local_session import Session
from bot.forge.locks import patiently
from bot.forge.repository import HEADS


def save(session: Session, edit: Edit) -> Saved:
    """Commit the files of an edit; Conflict where one of them is not what the person looked at."""
    with session.records.locked():
        repo, tip = session.repo, session.tip
        if edits.is_saved(edit, _now(repo, tip, edit)):
            return Saved(operation=Operation.NONE, commit=tip)
        tree = git.tree_with(repo, git.commit_of(repo, tip).tree.id, edit.files)
        made = git.commit(repo, tree, [tip], edits.message_of(edit))
        step = work_tree.Step(trunk=session.trunk, old=tip, new=made)
        marks = (made, *work_tree.new_blobs(repo, step))
        patiently(repo, partial(work_tree.land, repo, step, "gleaner: edit"), marks, session.patience)
        return Saved(operation=Operation.MERGED, commit=made)


def show(session: Session, edit: Edit) -> Saved:
    """A branch with the change on the newest commit; made again it is moved, unless a person committed on it."""
    branch = edits.branch_of(edit)
    where = f"branch {branch}"
    with session.records.locked():
        repo, tip, old = session.repo, session.tip, session.head(branch)
        if edits.is_saved(edit, _now(repo, tip, edit)):
            return Saved(operation=Operation.NONE, commit=tip)
        if old and not git.only_ours(repo, old, tip):
            raise Conflict(f"{where} has commits of a person; merge it or delete it")
        tree = git.tree_with(repo, git.commit_of(repo, tip).tree.id, edit.files)
        if old and git.commit_of(repo, old).tree.id == tree and str(git.commit_of(repo, old).parents[0].id) == tip:
            return Saved(operation=Operation.NONE, commit=old, url=where)
        made = git.commit(repo, tree, [tip], edits.message_of(edit))
        patiently(repo, partial(git.move, repo, HEADS + branch, old, made, "gleaner: edit"), (), session.patience)
    return Saved(operation=Operation.UPDATED if old else Operation.CREATED, commit=made, url=where)


def _now(repo: pygit2.Repository, tip: str, edit: Edit) -> dict[str, str]:
    """The texts of an edit's files in a commit, of those that it has."""
    return {path: text for path in edit.files if (text := git.text_at(repo, tip, path)) is not None}


def shown(repo: pygit2.Repository, trunk: str, name: str) -> tuple[EditPage, ...]:
    """The branch of an edit's name while it is not merged."""
    branch = edits.branch_named(name)
    tip = git.tip(repo, HEADS + branch)
    if not tip or git.contains(repo, git.tip(repo, HEADS + trunk), tip):
        return ()
    return (EditPage(waiting=True, url=f"branch {branch}"),)
