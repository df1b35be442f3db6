"""An action on a local repository as one `Change`: new commits are written, nothing that anyone can see moves yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.actions import Action, Close, Merge, Open, Operation, Outcome, Refresh, Reopen, Revert
from bot.errors import Conflict, ForgeError
from bot.escape import plain
from bot.forge import repository as git
from bot.forge import work_tree
from bot.forge.local_session import KEPT, Session, standing_of, stored
from bot.forge.records import Change
from bot.model import Proposal, State
from bot.proposing.proposal_names import commit_message_of


def planned(session: Session, action: Action, before: Proposal | None) -> Outcome | tuple[Operation, Change]:
    """What an action changes, with nothing of it done yet; an outcome where there is nothing to do.

    `before` is the proposal as the records hold it. Raises Conflict where there is none, or it is not in the state that
    the action expects.
    """
    if isinstance(action, Open):
        return _open(session, action, before)
    if before is None:
        raise Conflict(f"there is no proposal {action.proposal.branch} in {session.repo.path}; read again")
    standing = standing_of(session, before)
    match action:
        case Refresh():
            return _refresh(session, action, standing)
        case Merge():
            return _merge(session, action, standing)
        case Close():
            return _close(session, action, standing)
        case Reopen():
            return _reopen(session, action, standing)
        case Revert():
            return _revert(session, action, standing)


def _open(session: Session, action: Open, before: Proposal | None) -> Outcome | tuple[Operation, Change]:
    if before is not None:
        word = "waits already" if before.state.waiting else f"is {_word(before)} already"
        return _nothing(standing_of(session, before), f"#{before.number} {word}")
    proposal = action.proposal
    if session.head(proposal.branch):
        raise Conflict(f"a branch {proposal.branch} exists that Gleaner did not make; rename or delete it")
    head = _rendered(session, proposal, action.files, action.base.sha)
    session.records.remember("trunk", session.trunk)
    after = replace(
        proposal,
        number=session.records.next_number(),
        state=State.PROPOSED,
        head=head,
        base=action.base.sha,
        created=session.now,
    )
    return Operation.CREATED, Change(branch=proposal.branch, branch_from="", branch_to=head, after=stored(after))


def _refresh(session: Session, action: Refresh, standing: Proposal) -> Outcome | tuple[Operation, Change]:
    _must_wait(standing)
    _must_stand(standing, action.proposal)
    if action.carry or standing.touched:
        head = _carried(session, action, standing)
    else:
        head = _rendered(session, action.proposal, action.files, action.base.sha, standing)
    after = _renewed(standing, action.proposal, head, action.base.sha)
    if stored(after) == stored(standing):
        return _nothing(standing, "up to date already")
    change = Change(branch=standing.branch, branch_from=standing.head, branch_to=head, after=stored(after))
    return Operation.UPDATED, change


def _renewed(standing: Proposal, told: Proposal, head: str, base: str) -> Proposal:
    """A proposal that waits, with all that planning tells anew; number, times and decisions stay."""
    return replace(
        standing,
        title=told.title,
        body=told.body,
        paper=told.paper,
        section=told.section,
        path=told.path,
        files=told.files,
        members=told.members,
        match=told.match,
        twin=told.twin,
        twin_key=told.twin_key,
        relevance=told.relevance,
        placement=told.placement,
        state=told.state if told.state.waiting else standing.state,
        head=head,
        base=base,
        untold=False,
    )


def _merge(session: Session, action: Merge, standing: Proposal) -> Outcome | tuple[Operation, Change]:
    if standing.state is State.ACCEPTED:
        return _nothing(standing, "merged already")
    _must_wait(standing)
    _must_stand(standing, action.proposal)
    repo, old = session.repo, session.tip
    tree = git.merged_tree(repo, git.merge_base(repo, old, standing.head), old, standing.head)
    if tree == git.commit_of(repo, old).tree.id:
        raise Conflict(f"{standing.branch} adds nothing to the list any more; close it instead")
    # A person's commits stay theirs: they are merged. Ours alone become one commit with the entry.
    parents = [old, standing.head] if standing.touched else [old]
    new = git.commit(repo, tree, parents, commit_message_of(standing, by=action.by))
    work_tree.check(repo, work_tree.Step(trunk=session.trunk, old=old, new=new))
    after = replace(
        standing, state=State.ACCEPTED, decided=session.now, decided_by=plain(action.by), reason="", snoozed_until=""
    )
    return Operation.MERGED, Change(
        branch=standing.branch,
        branch_from=standing.head,
        branch_to="",
        trunk=session.trunk,
        trunk_from=old,
        trunk_to=new,
        after=stored(after),
    )


def _close(session: Session, action: Close, standing: Proposal) -> Outcome | tuple[Operation, Change]:
    after = replace(
        standing,
        state=action.state,
        members=action.proposal.members or standing.members,
        reason=plain(action.reason),
        snoozed_until=plain(action.until),
        decided=session.now,
        decided_by=plain(action.by),
    )
    if not standing.state.waiting:
        if replace(standing, decided=after.decided) == after:
            return _nothing(standing, f"{_word(standing)} already")
        _must_wait(standing)
    return Operation.CLOSED, Change(
        branch=standing.branch,
        branch_from=standing.head,
        branch_to="",
        kept=standing.head if standing.touched else "",
        after=stored(after),
    )


def _reopen(session: Session, action: Reopen, standing: Proposal) -> Outcome | tuple[Operation, Change]:
    if standing.state.waiting:
        return _nothing(standing, "waits already")
    kept = git.tip(session.repo, KEPT + standing.branch) if standing.touched else ""
    head = kept or _rendered(session, action.proposal, action.files, action.base.sha)
    base = git.merge_base(session.repo, kept, session.tip) if kept else action.base.sha
    told = replace(
        standing,
        title=action.proposal.title,
        body=action.proposal.body,
        path=action.proposal.path,
        files=action.proposal.files,
        members=action.proposal.members,
        touched=bool(kept),
    )
    change = Change(
        branch=standing.branch,
        branch_from=session.head(standing.branch),
        branch_to=head,
        after=stored(_waiting_again(told, head, base)),
    )
    return Operation.UPDATED, change


def _revert(session: Session, action: Revert, standing: Proposal) -> Outcome | tuple[Operation, Change]:
    if standing.state.waiting:
        return _nothing(standing, "waits already")
    repo, old = session.repo, session.tip
    if old != action.base.sha:
        raise Conflict(f"{session.trunk} moved meanwhile; read again, then decide again")
    tree = git.tree_with(repo, git.commit_of(repo, old).tree.id, action.files)
    if tree == git.commit_of(repo, old).tree.id:
        raise Conflict("the entry is not in the list any more; reopen the proposal instead")
    new = git.commit(repo, tree, [old], commit_message_of(standing, by=action.by, verb="Take back"))
    work_tree.check(repo, work_tree.Step(trunk=session.trunk, old=old, new=new))
    head = _rendered(session, standing, {path: action.base.files[path] for path in action.files}, new)
    return Operation.UPDATED, Change(
        branch=standing.branch,
        branch_from=session.head(standing.branch),
        branch_to=head,
        trunk=session.trunk,
        trunk_from=old,
        trunk_to=new,
        after=stored(_waiting_again(replace(standing, touched=False), head, new)),
    )


def _waiting_again(proposal: Proposal, head: str, base: str) -> Proposal:
    return replace(
        proposal, state=State.PROPOSED, head=head, base=base, decided="", decided_by="", reason="", snoozed_until=""
    )


# --- commits of a branch --------------------------------------------------------------------------------------------


def _rendered(
    session: Session, proposal: Proposal, files: Mapping[str, str], base: str, standing: Proposal | None = None
) -> str:
    """One clean commit on `base`; the branch's own head where that is the same commit already."""
    repo = session.repo
    root = git.commit_of(repo, base).tree.id
    tree, message = git.tree_with(repo, root, files), commit_message_of(proposal)
    if tree == root:
        raise ForgeError(f"{proposal.branch} would change nothing; the list holds the entry already")
    if standing is not None:
        head = git.commit_of(repo, standing.head)
        if head.tree.id == tree and [str(sha) for sha in head.parent_ids] == [base] and head.message == message:
            return standing.head
    return git.commit(repo, tree, [base], message)


def _carried(session: Session, action: Refresh, standing: Proposal) -> str:
    """A merge commit that brings a person's branch onto `base` and keeps all their commits."""
    repo, base = session.repo, action.base.sha
    fork = git.merge_base(repo, standing.head, base)
    tree = git.merged_tree(repo, fork, standing.head, base, action.files)
    if fork == base and tree == git.commit_of(repo, standing.head).tree.id:
        return standing.head
    parents = [standing.head] if fork == base else [standing.head, base]
    return git.commit(repo, tree, parents, commit_message_of(action.proposal, verb="Bring up to date"))


# --- guards ---------------------------------------------------------------------------------------------------------


def _must_wait(standing: Proposal) -> None:
    if not standing.state.waiting:
        by = f" by {standing.decided_by}" if standing.decided_by else ""
        raise Conflict(f"#{standing.number} is {_word(standing)}{by} already; reopen it to decide again")


def _must_stand(standing: Proposal, read: Proposal) -> None:
    if standing.head != read.head:
        raise Conflict(f"{standing.branch} moved meanwhile; read it again, then decide again")


def _nothing(standing: Proposal, detail: str) -> Outcome:
    return Outcome(operation=Operation.NONE, proposal=standing, detail=detail)


def _word(proposal: Proposal) -> str:
    return proposal.state.value.partition(":")[2]
