"""Delivering recorded decisions to the forge: in order, after a short grace, again after a failure, never twice.

Of several processes with one journal, one delivers (`delivery_lock`). A decision that a dying process left half done
is delivered again. That does no harm: the proposal's state on the forge is read first, and a decision that it shows
already counts as delivered.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.actions import Action, Close
from bot.errors import BadToken, Conflict, DirtyWorkTree, Forbidden, ForgeError, GleanerError, Limited
from bot.forge import Forge, apply_all
from bot.model import Base, Proposal, State
from bot.proposing import decide
from webapp.services import twins
from webapp.services.delivery_lock import DeliveryLock
from webapp.services.edits import boxes, revised
from webapp.services.journal import Act, Decision, Journal, Stage
from webapp.services.queue import Queue

GRACE = 5.0
"""Seconds in which an undo costs nothing: the forge has not heard of the decision yet."""
PATIENCE = 6
"""Attempts before a person is asked."""
LOOK = 10.0
"""Seconds between looks at whether a person has signed in, or has a token that works."""
IDLE = 2.0
"""Seconds between looks at the journal, and at whether the process that delivers is still there."""
FAULT = "Gleaner itself failed at this again and again; the server's log says why."
WAITS = (2.0, 5.0, 15.0, 60.0, 180.0)
TARGET = {
    Act.ACCEPT: State.ACCEPTED,
    Act.REJECT: State.REJECTED,
    Act.SNOOZE: State.SNOOZED,
    Act.SAME: State.SUPERSEDED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """How a delivery ended: settled, or to be tried again at `again` (seconds from now).

    What was not `tried`, because it has to wait for GitHub or for a person, may wait as long as it takes.
    """

    stage: Stage
    detail: str = ""
    again: float | None = None
    tried: bool = True


class Delivery:
    """Takes one due decision after the other from the journal to the forge of the person who made it."""

    def __init__(
        self,
        journal: Journal,
        queue: Queue,
        forge_of: Callable[[str], Forge | None],
        clock: Callable[[], float],
    ) -> None:
        self._journal = journal
        self._queue = queue
        self._forge_of = forge_of
        self._clock = clock
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = DeliveryLock(journal.path)

    def start(self) -> None:
        """Deliver in the background until `stop`."""
        self._thread = threading.Thread(target=self._run, name="gleaner-delivery", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the background delivery after the decision at hand."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=30)
        self._lock.release()

    def watch(self) -> None:
        """Start the delivery again where a bug ended its thread; the decision at hand has used up one attempt."""
        if self._thread is not None and not self._thread.is_alive() and not self._stop.is_set():
            self._journal.recover(self._clock() + WAITS[0])
            self.start()

    def wake(self) -> None:
        """Look at the journal now, because something was recorded."""
        self._wake.set()

    def step(self) -> bool:
        """Deliver the next decision that is due; False where none is."""
        decision = self._journal.claim(self._clock())
        if decision is None:
            return False
        done = (
            self._attempt(decision)
            if decision.attempts <= 2 * PATIENCE
            else Delivered(stage=Stage.FAILED, detail=FAULT)
        )
        if done.again is None:
            self._journal.settle(decision.op, done.stage, done.detail)
        else:
            self._journal.postpone(decision.op, self._clock() + done.again, done.detail, tried=done.tried)
        return True

    def _run(self) -> None:
        mine = False
        while not self._stop.is_set():
            if not self._lock.held():
                self._stop.wait(IDLE)
                continue
            if not mine:
                # Decisions that the last holder was delivering when it died.
                mine = True
                self._journal.recover(self._clock())
            if self.step():
                continue
            due = self._journal.next_due()
            # Another process may have recorded something, for which nobody wakes this one.
            self._wake.wait(IDLE if due is None else min(max(due - self._clock(), 0.05), IDLE))
            self._wake.clear()

    def _attempt(self, decision: Decision) -> Delivered:
        forge = self._forge_of(decision.by)
        if forge is None:
            return _held(f"{decision.by} is not signed in", LOOK)
        try:
            return self._deliver(forge, decision)
        except Limited as error:
            return _held(error.brief, max(error.until - self._clock(), 1.0))
        except BadToken:
            return _held(f"GitHub does not take the token of {decision.by} any more, which needs a new one", LOOK)
        except (Forbidden, DirtyWorkTree) as error:
            return Delivered(stage=Stage.FAILED, detail=str(error))
        except (Conflict, ForgeError) as error:
            return _patient(decision, str(error))
        except GleanerError as error:
            return Delivered(stage=Stage.FAILED, detail=str(error))

    def _deliver(self, forge: Forge, decision: Decision) -> Delivered:
        # A second attempt means that the state in memory may be old: somebody moved the list or the proposal.
        now = self._queue.reading
        proposal = now.proposal(decision.key) if decision.attempts == 1 and now.known else None
        # Absent from memory is not gone from the forge: after a restart nothing has been read yet.
        proposal = proposal or self._queue.reload().proposal(decision.key)
        if proposal is None:
            return Delivered(stage=Stage.CONFLICT, detail="The proposal is gone from the forge.")
        if decision.act is Act.UNDO:
            return self._undo(forge, decision, proposal)
        if not proposal.state.waiting:
            return _already(decision, proposal)
        twins.remember(forge, proposal, decision)
        base = self._queue.base()
        final = self._apply(forge, actions(base, proposal, decision), proposal)
        if decision.act in TARGET and final.state is not TARGET[decision.act]:
            return Delivered(stage=Stage.CONFLICT, detail=final.reason or f"It is {_word(final.state)} now.")
        return Delivered(stage=Stage.DELIVERED)

    def _undo(self, forge: Forge, decision: Decision, proposal: Proposal) -> Delivered:
        undone = self._journal.find(decision.undoes)
        if undone is not None:
            twins.forget(forge, proposal, undone)
        if not proposal.state.waiting:
            self._apply(forge, (decide.undo(self._queue.base(), proposal, decision.by),), proposal)
        elif undone is not None and undone.act is Act.DIFFERENT:
            self._apply(forge, twins.together_again(self._queue.base(), proposal, undone), proposal)
        self._journal.settle(decision.undoes, Stage.UNDONE, f"Undone by {decision.by}.")
        return Delivered(stage=Stage.DELIVERED)

    def _apply(self, forge: Forge, steps: tuple[Action, ...], proposal: Proposal) -> Proposal:
        if not steps:
            return proposal
        final = apply_all(forge, steps)[-1].proposal
        self._queue.replace(final)
        if final.state is State.ACCEPTED:
            self._queue.base()
        return final


def actions(base: Base, proposal: Proposal, decision: Decision) -> tuple[Action, ...]:
    """The actions for a decision on a waiting proposal, a person's edits first."""
    if decision.act is Act.REJECT:
        return (decide.reject(proposal, decision.reason, decision.by),)
    if decision.act is Act.SAME:
        return (twins.superseded(proposal, decision.by),)
    if decision.act is Act.DIFFERENT:
        return twins.told_apart(base, proposal)
    if decision.act is Act.SNOOZE:
        return (decide.snooze(proposal, decision.until, decision.by),)
    edited = _edited(base, proposal, decision) if decision.edits else None
    if isinstance(edited, Close):
        return (replace(edited, by=decision.by),)  # no paper of the group is left
    steps = (edited,) if edited else ()
    if decision.act is Act.REVISE:
        return steps
    return (*steps, *decide.approve(base, edited.proposal if edited else proposal, decision.by))


def _edited(base: Base, proposal: Proposal, decision: Decision) -> Action:
    """The action for a person's edits: of a group its boxes, else the fields and the section of its paper."""
    if proposal.members:
        return decide.tick(base, proposal, boxes(proposal, decision.edits))
    paper, section = revised(proposal, decision.edits)
    return decide.revise(base, proposal, paper, section)


def _already(decision: Decision, proposal: Proposal) -> Delivered:
    same = TARGET.get(decision.act) is proposal.state
    if same and proposal.decided_by in ("", decision.by):
        return Delivered(stage=Stage.DELIVERED)
    who = proposal.decided_by or "somebody"
    detail = f"Already {_word(proposal.state)} by {who} on the forge. The {decision.act} was not applied."
    return Delivered(stage=Stage.CONFLICT, detail=detail)


def waiting_in_words(under_way: Sequence[Decision], now: float) -> str:
    """Why saved decisions wait longer than their grace, and until when, in sentences; "" where none does.

    Of several reasons it says the one that ends first; `now` is in seconds since 1970.
    """
    held = [one for one in under_way if one.detail and one.stage is Stage.PENDING]
    if not held:
        return ""
    first = min(held, key=lambda one: one.not_before)
    left = round((first.not_before - now) / 60)
    when = f"at {datetime.fromtimestamp(first.not_before, UTC):%H:%M} UTC, in {left} minute{'s' * (left > 1)}"
    count = f"{len(held)} decision{'s are' if len(held) > 1 else ' is'} saved but not on the list yet"
    return f"{count}: {first.detail.rstrip('.')}. Tried again {when if left > 0 else 'within a minute'}."


def _held(why: str, again: float) -> Delivered:
    return Delivered(stage=Stage.PENDING, detail=why, again=again, tried=False)


def _patient(decision: Decision, why: str) -> Delivered:
    if decision.attempts >= PATIENCE:
        return Delivered(stage=Stage.FAILED, detail=why)
    return Delivered(stage=Stage.PENDING, detail=why, again=WAITS[min(decision.attempts - 1, len(WAITS) - 1)])


def _word(state: State) -> str:
    return state.value.partition(":")[2]
