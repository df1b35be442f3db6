"""A person's decision on a proposal → actions: approve, revise, tick, reject, snooze, undo. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import book
from bot.actions import Action, Close, Merge, Refresh, Reopen, Revert
from bot.book import Book
from bot.errors import Conflict, ListError
from bot.model import Base, Branched, Insertion, Paper, Proposal, State
from bot.proposing import carry, group
from bot.proposing.refresh import brought_up, followed, ticked, told


def preview(base: Base, path: str, paper: Paper, section: str | tuple[str, ...]) -> Insertion:
    """The exact bytes that would land if this paper were taken into this section now."""
    return book.newest(base, path).add(paper, section)


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

    On a branch that a person wrote on, all they wrote beside the entry is kept; raises Conflict where they changed the
    entry.
    """
    if waiting.members:
        raise Conflict(f"{waiting.branch} holds several papers; untick those to leave out, or commit on its branch")
    newest = book.newest(base, waiting.path)
    path = newest.find(section)
    revised = replace(waiting, paper=paper, section=path, state=State.REVISED)
    if waiting.touched and waiting.branched:
        files = _cleared(waiting, newest)
        written = newest.with_texts(files).add(paper, path)
        files |= written.files()
        insertion = newest.shown(files, written.left)
        return Refresh(proposal=told(revised, insertion, base), files=files, base=base, carry=True)
    insertion = newest.add(paper, path)
    return Refresh(proposal=told(revised, insertion, base), files=insertion.files(), base=base)


def _cleared(waiting: Proposal, newest: Book) -> dict[str, str]:
    """What a person wrote on the branch, carried onto the newest list, without our entry, which they left as it was."""
    forked = newest.with_texts({each.path: each.forked for each in waiting.branched})
    ours = {part.path: part.block for part in forked.add(waiting.paper, waiting.section).parts}
    theirs = [replace(each, written=_without(each, waiting, ours.get(each.path, ""))) for each in waiting.branched]
    try:
        return carry.files(waiting, theirs, newest.texts)
    except ListError as error:
        raise Conflict(str(error)) from error


def _without(each: Branched, waiting: Proposal, ours: str) -> str:
    """A file of the branch without our entry; Conflict where a person made it theirs."""
    text = group.without(each.written, waiting.paper, unless=each.forked)
    if ours and (text == each.written or _plain(ours).strip() not in _plain(each.written)):
        raise Conflict(f"{waiting.branch}: a person wrote this entry on the branch; change it there, it stays theirs")
    return text


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


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
    """Put the proposal away until a day (ISO date)."""
    return Close(proposal=waiting, state=State.SNOOZED, until=until, by=by)


def undo(base: Base, decided: Proposal, by: str) -> Reopen | Revert:
    """Take a decision back: the paper waits again; an entry that was merged leaves the list again."""
    decided = followed(base, decided)
    newest = book.newest(base, decided.path)
    if decided.state is State.ACCEPTED:
        files = newest.without(decided.asked, decided.paths)
        if not files.keys().isdisjoint(newest.lists):
            return Revert(proposal=decided, files=files, base=base, by=by)
    if not any(member.wanted for member in decided.members):
        # Unticking all of them was the no that is taken back.
        decided = replace(decided, members=tuple(replace(m, ticked=True, written=not m.gone) for m in decided.members))
    insertion = newest.entry_of(decided)
    again = told(replace(decided, state=State.PROPOSED), insertion, base)
    return Reopen(proposal=again, files=insertion.files(), base=base)
