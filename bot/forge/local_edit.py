"""Saving an edit in a repository on disk: nobody opens pull requests there, so it is one commit on the default branch.

The person has seen the diff and said yes: that is what a merge of a pull request would be. A clean work tree is moved
along, one with uncommitted work of a person in the way is refused. Killed between the work tree and the branch, saving
again ends where one clean save ends.
"""

from __future__ import annotations

from functools import partial

from bot import edit as edits
from bot.actions import Edit, Operation, Saved
from bot.errors import Conflict
from bot.forge import repository as git
from bot.forge import work_tree
from bot.forge.local_session import Session
from bot.forge.locks import patiently


def save(session: Session, edit: Edit) -> Saved:
    """Commit the files of an edit; Conflict where one of them is not what the person looked at."""
    with session.records.locked():
        repo, tip = session.repo, session.tip
        now = {path: text for path in edit.files if (text := git.text_at(repo, tip, path)) is not None}
        if now == dict(edit.files):
            return Saved(operation=Operation.NONE, commit=tip)
        if moved := edits.changed(edit, now):
            raise Conflict(f"{', '.join(moved)} changed meanwhile; look at it again, then save again")
        tree = git.tree_with(repo, git.commit_of(repo, tip).tree.id, edit.files)
        made = git.commit(repo, tree, [tip], edits.message_of(edit))
        step = work_tree.Step(trunk=session.trunk, old=tip, new=made)
        marks = (made, *work_tree.new_blobs(repo, step))
        patiently(repo, partial(work_tree.land, repo, step, "gleaner: edit"), marks, session.patience)
        return Saved(operation=Operation.MERGED, commit=made)
