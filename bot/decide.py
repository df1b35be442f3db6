"""What a person's decision asks of a proposal: pure functions from state to actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import awesome, carry, group
from bot.errors import Conflict
from bot.model import Action, Base, Close, Insertion, Merge, Paper, Proposal, Refresh, Reopen, Revert, State
from bot.refresh import brought_up, entry_of, rendered, ticked, told


def preview(base: Base, path: str, paper: Paper, section: str | tuple[str, ...]) -> Insertion:
    """The exact bytes that would land if this paper were taken into this section now."""
    return rendered(awesome.newest(base, path), paper, section)


def approve(base: Base, waiting: Proposal, by: str) -> tuple[Action, ...]:
    """Bring the proposal up to date where the list moved, then merge it."""
    if not waiting.state.waiting:
        raise Conflict(f"{waiting.branch} is {waiting.state.value.partition(':')[2]} already; nothing was changed")
    steps = brought_up(base, waiting)
    if any(isinstance(step, Close) for step in steps):
        return tuple(steps)
    return (*steps, Merge(proposal=waiting, by=by))


def revise(base: Base, waiting: Proposal, paper: Paper, section: str | tuple[str, ...]) -> Refresh:
    """Render the proposal with a person's changes to its fields or its section.

    On a branch a person wrote on, all they wrote beside the entry is carried; Conflict where they changed the entry.
    """
    if waiting.members:
        raise Conflict(f"{waiting.branch} holds several papers; untick those to leave out, or commit on its branch")
    alist = awesome.newest(base, waiting.path)
    path = awesome.find_section(alist, section).path
    revised = replace(waiting, paper=paper, section=path, state=State.REVISED)
    if waiting.touched and waiting.written is not None and waiting.forked is not None:
        text = _rewritten(waiting, paper, path, alist.text)
        insertion = group.shown(alist.text, text)
        return Refresh(proposal=told(revised, insertion, base), files={waiting.path: text}, base=base, carry=True)
    insertion = rendered(alist, paper, path)
    return Refresh(proposal=told(revised, insertion, base), files={waiting.path: insertion.text}, base=base)


def _rewritten(waiting: Proposal, paper: Paper, section: tuple[str, ...], newest: str) -> str:
    """What a person wrote on the branch with our entry, which they left as it was, written anew."""
    written, forked = waiting.written or "", waiting.forked or ""
    ours = rendered(awesome.parse(forked), waiting.paper, waiting.section).block.strip()
    theirs = group.without(written, waiting.paper, unless=forked)
    if theirs == written or ours.replace("\r\n", "\n") not in written.replace("\r\n", "\n"):
        raise Conflict(f"{waiting.branch}: a person wrote this entry on the branch; change it there, it stays theirs")
    carried = carry.carry(forked, theirs, newest)
    if carried is None:
        raise Conflict(
            f"{waiting.branch}: a person changed lines that changed in the list too; merge the branch by hand"
        )
    return rendered(awesome.parse(carried), paper, section).text


def tick(base: Base, waiting: Proposal, boxes: Mapping[str, bool]) -> Action:
    """Set check boxes of a group (key → ticked), as a person does in its text: an unticked paper leaves the branch."""
    unknown = boxes.keys() - {member.key for member in waiting.members}
    if unknown:
        raise Conflict(f"{waiting.branch} holds no paper {', '.join(sorted(unknown))}; read again")
    members = tuple(replace(m, ticked=boxes.get(m.key, m.ticked)) for m in waiting.members)
    after = replace(waiting, members=members)
    if not any(member.wanted for member in members):
        return Close(proposal=after, state=State.REJECTED, reason="every paper of it was unticked")
    return ticked(base, after, waiting.members)


def reject(waiting: Proposal, reason: str, by: str) -> Close:
    """Say no, for good."""
    return Close(proposal=waiting, state=State.REJECTED, reason=reason, by=by)


def snooze(waiting: Proposal, until: str, by: str) -> Close:
    """Put it away until a day (ISO date)."""
    return Close(proposal=waiting, state=State.SNOOZED, until=until, by=by)


def undo(base: Base, decided: Proposal, by: str) -> Reopen | Revert:
    """Take a decision back: the paper waits again; an entry that was merged leaves the list again."""
    alist = awesome.newest(base, decided.path)
    if decided.state is State.ACCEPTED:
        text = alist.text
        for paper in decided.asked:
            text = group.without(text, paper)
        if text != alist.text:
            return Revert(proposal=decided, files={decided.path: text}, base=base, by=by)
    if not any(member.wanted for member in decided.members):
        # Unticking all of them was the no that is taken back.
        decided = replace(decided, members=tuple(replace(m, ticked=True, written=not m.gone) for m in decided.members))
    insertion = entry_of(alist, decided)
    again = told(replace(decided, state=State.PROPOSED), insertion, base)
    return Reopen(proposal=again, files={decided.path: insertion.text}, base=base)
