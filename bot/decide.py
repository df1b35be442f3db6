"""What a person's decision asks of a proposal: pure functions from state to actions."""

from __future__ import annotations

from dataclasses import replace

from bot import awesome
from bot.errors import Conflict
from bot.model import Action, Base, Close, Insertion, Merge, Paper, Proposal, Refresh, Reopen, Revert, State
from bot.refresh import brought_up, listed_at, rendered, told


def preview(base: Base, path: str, paper: Paper, section: str | tuple[str, ...]) -> Insertion:
    """The exact bytes that would land if this paper were taken into this section now."""
    return rendered(awesome.parse(base.files[path]), paper, section)


def approve(base: Base, waiting: Proposal, by: str) -> tuple[Action, ...]:
    """Bring the proposal up to date where the list moved, then merge it."""
    if not waiting.state.waiting:
        raise Conflict(f"{waiting.branch} is {waiting.state.value.partition(':')[2]} already; nothing was changed")
    steps: list[Action] = [] if waiting.base == base.sha else brought_up(base, waiting)
    if any(isinstance(step, Close) for step in steps):
        return tuple(steps)
    return (*steps, Merge(proposal=waiting, by=by))


def revise(base: Base, waiting: Proposal, paper: Paper, section: str | tuple[str, ...]) -> Refresh:
    """Render the proposal with a person's changes to its fields or its section."""
    alist = awesome.parse(base.files[waiting.path])
    path = awesome.find_section(alist, section).path
    revised = replace(waiting, paper=paper, section=path, state=State.REVISED)
    insertion = rendered(alist, paper, path)
    return Refresh(proposal=told(revised, insertion, base), files={waiting.path: insertion.text}, base=base)


def reject(waiting: Proposal, reason: str, by: str) -> Close:
    """Say no, for good."""
    return Close(proposal=waiting, state=State.REJECTED, reason=reason, by=by)


def snooze(waiting: Proposal, until: str, by: str) -> Close:
    """Put it away until a day (ISO date)."""
    return Close(proposal=waiting, state=State.SNOOZED, until=until, by=by)


def undo(base: Base, decided: Proposal, by: str) -> Reopen | Revert:
    """Take a decision back: the paper waits again; an entry that was merged leaves the list again."""
    alist = awesome.parse(base.files[decided.path])
    if decided.state is State.ACCEPTED:
        line = listed_at(alist, decided.paper)
        entry = next((e for e in alist.entries if e.line == line), None)
        if entry is not None:
            without = awesome.remove(alist, entry)
            return Revert(proposal=decided, files={decided.path: without}, base=base, by=by)
    insertion = rendered(alist, decided.paper, decided.section)
    again = told(replace(decided, state=State.PROPOSED), insertion, base)
    return Reopen(proposal=again, files={decided.path: insertion.text}, base=base)
