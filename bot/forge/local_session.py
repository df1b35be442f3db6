"""One use of a local repository: reading its proposals, noticing what people did, carrying out changes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import pygit2

from bot.errors import Conflict, DirtyWorkTree, ForgeError
from bot.forge import repository as git
from bot.forge import work_tree
from bot.forge.locks import patiently
from bot.forge.records import Change, Records, read, written
from bot.forge.repository import HEADS
from bot.forge.sightings import adopted, seen
from bot.model import Branched, Proposal
from bot.proposing.proposal_names import BRANCHES

KEPT = "refs/gleaner/kept/"
"""Where commits of a person stay after the branch of a closed proposal is gone."""
DECIDED = "refs/gleaner/decided/"
"""Where the record of every decided proposal stays, as a blob: what was refused is refused without the records file."""
_RESTORED = "restored"


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One use of the repository: opened anew each time, so that threads and processes share nothing but the disk."""

    repo: pygit2.Repository
    records: Records
    trunk: str
    now: str
    patience: float
    """Seconds to wait for a person's git."""

    @property
    def tip(self) -> str:
        return git.tip(self.repo, HEADS + self.trunk)

    def head(self, branch: str) -> str:
        return git.tip(self.repo, HEADS + branch)


def recover(session: Session) -> None:
    """Finish what a killed process began, then take in what people did with git."""
    for change_id, change in session.records.begun():
        # Where a person was faster the change is void; where git is at work it is left for the next time.
        with contextlib.suppress(ForgeError):
            finish(replace(session, patience=0.0), change_id, change)
    _restore(session)
    missed = _missed(session)
    if missed:
        with session.records.locked():
            for record in _missed(session):
                numbered = record if record.number else replace(record, number=session.records.next_number())
                _keep_decision(session, numbered)
                session.records.write(numbered)
                session.records.remember("trunk", session.trunk)


def _restore(session: Session) -> None:
    """Copy decisions that only git holds into the records, and the reverse; once in the life of a records file."""
    records = session.records
    if records.setting(_RESTORED):
        return
    with records.locked():
        known = {record.branch: record for record in records.every()}
        kept = git.texts_under(session.repo, DECIDED)
        for branch, text in kept.items():
            with contextlib.suppress(ForgeError):  # what a person put there is not a record of ours
                if branch not in known:
                    records.write(read(text))
        for branch, record in known.items():
            if branch not in kept:
                _keep_decision(session, record)
        records.remember(_RESTORED, session.now)


def _keep_decision(session: Session, record: Proposal) -> None:
    """Keep a decision in git as well, so that a refusal holds when the records file is gone."""
    name = DECIDED + record.branch
    if record.state.waiting:
        git.forget(session.repo, name)
    else:
        git.keep_text(session.repo, name, written(stored(record)))


def settle(session: Session, branch: str) -> None:
    """Finish what another process began on one branch, with the patience of an action of our own."""
    for change_id, change in session.records.begun():
        if change.branch == branch:
            with contextlib.suppress(Conflict, DirtyWorkTree):  # void now: a person was faster
                finish(session, change_id, change)


def _missed(session: Session) -> list[Proposal]:
    """The proposals that changed without us: branches merged or deleted by hand, or without a record."""
    changed = [seen(session.repo, session.tip, record, session.now) for record in session.records.waiting()]
    ours = [name for name in session.repo.branches.local if name.startswith(BRANCHES)]
    known = session.records.branches() if ours else set()
    strange = [name for name in ours if name not in known]
    found = [adopted(session.repo, session.tip, name) for name in strange]
    return [record for record in (*changed, *found) if record is not None]


def standing_of(session: Session, record: Proposal) -> Proposal:
    """A record completed by its branch: where that is now, whether a person wrote on it, and what."""
    head = session.head(record.branch) if record.state.waiting else ""
    if not head or (head == record.head and not record.touched):
        return record
    fork = git.merge_base(session.repo, head, session.tip) or record.base
    return replace(
        record,
        head=head,
        base=fork,
        touched=True,
        untold=head != record.head,
        branched=tuple(_branched(session.repo, fork, head, record.paths)),
    )


def _branched(repo: pygit2.Repository, fork: str, head: str, paths: tuple[str, ...]) -> Iterator[Branched]:
    """The files that stand both on the branch and where it left."""
    for path in paths:
        forked, written = git.text_at(repo, fork, path), git.text_at(repo, head, path)
        if forked is not None and written is not None:
            yield Branched(path=path, forked=forked, written=written)


def stored(proposal: Proposal) -> Proposal:
    """The proposal as a record keeps it: without the texts of its branch, which are read from the branch."""
    return replace(proposal, branched=())


# --- carrying out ----------------------------------------------------------------------------------------------------


def finish(session: Session, change_id: int, change: Change) -> None:
    """Carry out a journalled change, or drop it where a person moved a branch meanwhile; idempotent."""
    records = session.records
    try:
        with records.locked():
            if records.is_begun(change_id):
                work = partial(_carry_out, session, change)
                patiently(session.repo, work, _marks(session, change), session.patience)
                keep = partial(_keep_decision, session, change.after)
                patiently(session.repo, keep, (), session.patience)
                records.write(change.after)
                records.end(change_id)
    except (Conflict, DirtyWorkTree):
        with records.locked():
            records.end(change_id)
        raise


def _carry_out(session: Session, change: Change) -> None:
    repo = session.repo
    if session.head(change.branch) not in (change.branch_from, change.branch_to):
        raise Conflict(f"{change.branch} moved meanwhile; read again, then decide again")
    if change.kept:
        git.keep(repo, KEPT + change.branch, change.kept)
    if change.trunk:
        _move_trunk(repo, change)
    if change.branch_to:
        git.annotate(repo, change.branch_to, change.after.body)
    git.move(repo, HEADS + change.branch, change.branch_from, change.branch_to, "gleaner")


def _marks(session: Session, change: Change) -> tuple[str, ...]:
    """Ids that only this change writes: the new commit of the default branch, and the new blobs of its files."""
    if not change.trunk:
        return ()
    step = work_tree.Step(trunk=change.trunk, old=change.trunk_from, new=change.trunk_to)
    return (change.trunk_to, *work_tree.new_blobs(session.repo, step))


def _move_trunk(repo: pygit2.Repository, change: Change) -> None:
    step = work_tree.Step(trunk=change.trunk, old=change.trunk_from, new=change.trunk_to)
    work_tree.land(repo, step, "gleaner: merge")
