"""Noticing what people did to our branches with git alone: merged, deleted or fetched them."""

from __future__ import annotations

from dataclasses import replace

import pygit2

from bot.forge import repository as git
from bot.forge.repository import HEADS
from bot.model import Paper, Proposal, State
from bot.proposing.line_changes import changed
from bot.proposing.proposal_block import read_body
from bot.proposing.proposal_names import branch_of, key_in

_DEPTH = 50
"""Commits a person may have put on top of ours."""


def seen(repo: pygit2.Repository, trunk_tip: str, record: Proposal, now: str) -> Proposal | None:
    """The record of a waiting proposal, changed by what its branch shows; None where nothing happened."""
    if _landed(repo, trunk_tip, record):
        return replace(record, state=State.ACCEPTED, decided=now, reason="merged by hand")
    if not git.tip(repo, HEADS + record.branch):
        return replace(record, state=State.REJECTED, decided=now, reason="its branch was deleted by hand")
    return None


def _landed(repo: pygit2.Repository, trunk_tip: str, record: Proposal) -> bool:
    if record.head not in repo or record.base not in repo or trunk_tip == record.base:
        return False
    if git.contains(repo, trunk_tip, record.head):
        return True
    return all(_landed_in(repo, trunk_tip, record, path) for path in record.paths)


def _landed_in(repo: pygit2.Repository, trunk_tip: str, record: Proposal, path: str) -> bool:
    before, with_entry, now = (_lines(repo, sha, path) for sha in (record.base, record.head, trunk_tip))
    # A squash, a rebase or a cherry-pick leaves the lines, not the commit.
    blocks = all_added(before, with_entry) if record.members else [added(before, with_entry)]
    return bool(blocks) and all(block and _count(now, block) > _count(before, block) for block in blocks)


def _count(text: str, block: str) -> int:
    return f"\n{text}\n".count(f"\n{block}\n")


def _lines(repo: pygit2.Repository, sha: str, path: str) -> str:
    return (git.text_at(repo, sha, path) or "").replace("\r\n", "\n")


def added(before: str, after: str) -> str:
    """The one block of whole lines that `after` has and `before` has not, without blank lines around it."""
    old, new = before.split("\n"), after.split("\n")
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    tail = next((i for i in range(most - head) if old[-1 - i] != new[-1 - i]), most - head)
    return "\n".join(new[head : len(new) - tail]).strip("\n")


def all_added(before: str, after: str) -> list[str]:
    """The blocks of whole lines that `after` has and `before` has not, each without blank lines around it."""
    old, new = before.split("\n"), after.split("\n")
    blocks = ["\n".join(new[part.first : part.last]).strip("\n") for part in changed(old, new)]
    return [block for block in blocks if block]


def adopted(repo: pygit2.Repository, trunk_tip: str, branch: str) -> Proposal | None:
    """The proposal of a branch of ours that has no record, from the note or the trailer of its commit; else None."""
    head = git.tip(repo, HEADS + branch)
    fork = git.merge_base(repo, head, trunk_tip)
    walker = repo.walk(git.commit_of(repo, head).id)
    for commit, _ in zip(walker, range(_DEPTH), strict=False):
        sha = str(commit.id)
        if sha == fork:
            return None
        found = read_body(git.note_on(repo, sha)) or _from_message(repo, commit, fork)
        if found is not None and found.branch == branch:
            return replace(found, head=sha, base=fork, created=git.time_of(repo, sha))
    return None


def _from_message(repo: pygit2.Repository, commit: pygit2.Commit, fork: str) -> Proposal | None:
    """The proposal as far as its commit alone shows it: the key, the title, and the file it changes."""
    key = key_in(commit.message)
    title = commit.message.partition("\n")[0].partition(": ")[2]
    diff = repo.diff(git.commit_of(repo, fork), commit) if fork else None
    paths = [delta.new_file.path for delta in diff.deltas] if diff is not None else []
    if not key or not title or not paths:
        return None
    paper = Paper(title=title, keys=(key,))
    files = tuple(paths) if len(paths) > 1 else ()
    return Proposal(
        key=key,
        branch=branch_of(key),
        title=f"Add: {title}",
        body="",
        paper=paper,
        section=(),
        path=paths[0],
        files=files,
    )
