"""Who decided what: the decisions made here and those made on the forge, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from bot.actions import Edit
from bot.ledger import Answer
from bot.ledger import Decision as Answered
from bot.model import Proposal, State
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

    What is behind it: `undoable` a decision that can be taken back, `saved` changes of files that were saved together,
    `answer` an answer about a paper of the backlog.
    """

    when: str
    who: str
    did: str
    paper: str
    note: str
    state: str
    undoable: Decision | None = None
    saved: tuple[Kept, ...] = ()
    answer: Answered | None = None


def happenings(desk: Desk, who: str, limit: int = 300) -> list[Happening]:
    """What happened, newest first."""
    undoable = {decision.op for decision in desk.journal.undoable(who)}
    recent = desk.journal.recent(limit)
    here = [_here(decision, can_undo=decision.op in undoable) for decision in recent]
    journaled = {decision.key for decision in recent}
    there = [_there(p) for p in desk.queue.reading.proposals if p.decided and p.key not in journaled]
    files = [_saved(kept) for kept in _together(desk.journal.edits())]
    said = [_said(d) for d in desk.queue.reading.ledger.decisions if d.key not in journaled and d.by]
    return sorted([*here, *there, *files, *said], key=lambda happening: happening.when, reverse=True)[:limit]


def table(rows: list[Happening]) -> pd.DataFrame:
    """The happenings as a table."""
    lines = [[getattr(row, name) for name in COLUMNS] for row in rows]
    frame = pd.DataFrame(lines, columns=list(COLUMNS))
    return frame.assign(when=[row.when[:16] for row in rows])  # to the minute; a phone has no room for more


def _here(decision: Decision, *, can_undo: bool) -> Happening:
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


def taken_back(desk: Desk, kept: Sequence[Kept], who: str) -> Edit | None:
    """The edit that undoes what landed in one commit; None where a file has moved on or was not there before."""
    if not all(each.landed and each.before for each in kept):
        return None
    base = desk.forge.base([each.path for each in kept])
    if any(base.files[each.path] != each.after for each in kept):
        return None
    files = {each.path: each.before for each in kept}
    return Edit(name=f"undo {kept[0].landed}", title=f"Undo: {kept[0].title}", files=files, base=base, by=who)


def _together(kept: Iterable[Kept]) -> list[tuple[Kept, ...]]:
    """Changes of files that were saved as one, newest first; the file that was asked for first."""
    found: dict[tuple[object, ...], list[Kept]] = {}
    for each in kept:
        found.setdefault((each.at, each.by, each.landed, each.number), []).append(each)
    return [tuple(sorted(each, key=lambda one: one.seq)) for each in found.values()]


def _saved(kept: tuple[Kept, ...]) -> Happening:
    first = kept[0]
    where = f"pull request #{first.number}" if first.number is not None else f"commit {first.landed[:10]}"
    when = _time(datetime.fromtimestamp(first.at, UTC))
    state = "waits to be merged" if first.number is not None else "done"
    return Happening(
        when=when,
        who=first.by,
        did="saved",
        paper=shown(first.title),
        note=", ".join((*(each.path for each in kept), where)),
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
        state="done, outside this app",
    )


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _read(iso: str) -> str:
    try:
        return _time(datetime.fromisoformat(iso))
    except ValueError:
        return iso
