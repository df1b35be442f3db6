"""Who decided what: the decisions made here and those made on the forge, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from bot.ledger import Answer
from bot.ledger import Decision as Answered
from bot.model import Edit, Proposal, State
from webapp.services.cards import shown
from webapp.services.desk import Desk
from webapp.services.journal import Act, Decision, Kept, Stage

DID = {Act.ACCEPT: "approved", Act.REJECT: "rejected", Act.SNOOZE: "snoozed", Act.REVISE: "revised", Act.UNDO: "undid"}
DID |= {Act.SAME: "called a repeat", Act.DIFFERENT: "told apart"}
ANSWERED = {
    Answer.DISMISSED: "dismissed",
    Answer.SNOOZED: "put away",
    Answer.PROPOSE: "asked for",
    Answer.SAME: "called a repeat",
    Answer.DIFFERENT: "told apart",
}
STANDS = {
    Stage.PENDING: "saved, on its way",
    Stage.DELIVERING: "saved, on its way",
    Stage.DELIVERED: "done",
    Stage.FAILED: "could not be delivered",
    Stage.UNDONE: "taken back",
    Stage.CONFLICT: "came too late",
}
COLUMNS = ("when", "who", "did", "paper", "note", "state")


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One thing a person did; `when` is `2026-01-02 14:05:09` in UTC.

    `undoable` is the decision behind it where it can be taken back; `saved` the change of a file behind it, `answer`
    the one about a paper of the backlog, where there was one.
    """

    when: str
    who: str
    did: str
    paper: str
    note: str
    state: str
    undoable: Decision | None = None
    saved: Kept | None = None
    answer: Answered | None = None


def happenings(desk: Desk, who: str, limit: int = 300) -> list[Happening]:
    """What happened, newest first."""
    undoable = {decision.op for decision in desk.journal.undoable(who)}
    recent = desk.journal.recent(limit)
    here = [_here(decision, decision.op in undoable) for decision in recent]
    journaled = {decision.key for decision in recent}
    there = [_there(p) for p in desk.queue.reading.proposals if p.decided and p.key not in journaled]
    files = [_saved(kept) for kept in desk.journal.edits()]
    said = [_said(d) for d in desk.queue.reading.ledger.decisions if d.key not in journaled and d.by]
    return sorted([*here, *there, *files, *said], key=lambda happening: happening.when, reverse=True)[:limit]


def table(rows: list[Happening]) -> pd.DataFrame:
    """The happenings as a table."""
    return pd.DataFrame([[getattr(row, name) for name in COLUMNS] for row in rows], columns=list(COLUMNS))


def _here(decision: Decision, can_undo: bool) -> Happening:  # noqa: FBT001  # read at its only call
    when = _time(datetime.fromtimestamp(decision.at, UTC))
    note = " · ".join(part for part in (decision.reason, decision.until and f"until {decision.until}") if part)
    state = STANDS[decision.stage]
    return Happening(
        when=when,
        who=decision.by,
        did=DID[decision.act],
        paper=shown(decision.title),
        note=shown(note or decision.detail),
        state=state,
        undoable=decision if can_undo else None,
    )


def taken_back(desk: Desk, kept: Kept, who: str) -> Edit | None:
    """The edit that undoes a change of a file that landed; None where the file has moved on or was not there before."""
    if not kept.landed or not kept.before:
        return None
    base = desk.forge.base([kept.path])
    if base.files[kept.path] != kept.after:
        return None
    title = f"Undo: {kept.title}"
    return Edit(name=f"undo {kept.landed}", title=title, files={kept.path: kept.before}, base=base, by=who)


def _saved(kept: Kept) -> Happening:
    where = f"pull request #{kept.number}" if kept.number is not None else f"commit {kept.landed[:10]}"
    when = _time(datetime.fromtimestamp(kept.at, UTC))
    state = "waits to be merged" if kept.number is not None else "done"
    return Happening(
        when=when,
        who=kept.by,
        did="saved",
        paper=shown(kept.title),
        note=f"{kept.path}, {where}",
        state=state,
        saved=kept,
    )


def _said(answer: Answered) -> Happening:
    did = ANSWERED[answer.answer]
    note = " · ".join(part for part in (answer.reason, answer.until and f"until {answer.until}") if part)
    when = _read(answer.when)
    return Happening(
        when=when,
        who=answer.by,
        did=did,
        paper=shown(answer.title or answer.key),
        note=note,
        state="done",
        answer=answer,
    )


def _there(proposal: Proposal) -> Happening:
    return Happening(
        when=_read(proposal.decided),
        who=proposal.decided_by or "somebody",
        did="approved" if proposal.state is State.ACCEPTED else proposal.state.value.partition(":")[2],
        paper=shown(proposal.paper.title),
        note=shown(proposal.reason or (proposal.snoozed_until and f"until {proposal.snoozed_until}")),
        state="done, on the forge",
    )


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _read(iso: str) -> str:
    try:
        return _time(datetime.fromisoformat(iso))
    except ValueError:
        return iso
