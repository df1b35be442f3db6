"""Everything one repository's pages work on: its forge, queue, journal and delivery. One per process and repository."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from bot.forge.opening import open_forge

from bot.forge import Forge
from bot.model import Proposal
from webapp.services.cards import Card, Vocabulary, card_of, vocabulary_of
from webapp.services.delivery import GRACE, Delivery
from webapp.services.edits import changed, revised
from webapp.services.journal import UNDER_WAY, Act, Decision, Journal, Receipt, Result, Stage
from webapp.services.preview import Preview, Previews, parsed
from webapp.services.queue import DEFAULT_PATH, Queue, Reading

STALE = 20.0
"""Seconds after which a page asks the forge again what waits."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What a person asks for; `until` is an ISO date, `edits` the changed fields of the form."""

    op: str
    key: str
    version: int
    act: Act
    reason: str = ""
    until: str = ""
    edits: Mapping[str, object] | None = None


class Desk:
    """Reads, shows and decides; all methods are safe from any thread."""

    def __init__(
        self,
        forge: Forge,
        journal: Journal,
        *,
        clock: Callable[[], float] = time.time,
        grace: float = GRACE,
        path: str = DEFAULT_PATH,
    ) -> None:
        self.forge = forge
        self.journal = journal
        self.queue = Queue(forge, clock, path)
        self.previews = Previews()
        self.path = path
        self._clock = clock
        self._grace = grace
        self._people: dict[str, Forge] = {}
        self.delivery = Delivery(journal, self.queue, self.forge_of, clock)

    # --- people ----------------------------------------------------------------------------------------------------

    def forge_of(self, who: str) -> Forge | None:
        """The forge with this person's rights: on a local repository everybody's, on GitHub that of their session."""
        if self.forge.name == "local":
            return self.forge
        return self._people.get(who)

    def welcome(self, who: str, forge: Forge) -> None:
        """Deliver this person's decisions through their own rights from now on."""
        self._people[who] = forge
        self.delivery.wake()

    # --- reading ---------------------------------------------------------------------------------------------------

    def reading(self, seconds: float = STALE) -> Reading:
        """What the forge said last, at most this old."""
        return self.queue.fresh(seconds)

    def waiting(self) -> tuple[Proposal, ...]:
        """The proposals nobody decided yet, here or on the forge, best first."""
        unsent = self.journal.unsent()
        return tuple(p for p in self.queue.reading.proposals if _waits(p, unsent.get(p.key)))

    def vocabulary(self) -> Vocabulary:
        """Sections and tags of the list as it stands."""
        text = self.queue.reading.base.files.get(self.path, "")
        return _vocabulary(text)

    def card(self, proposal: Proposal, versions: Mapping[str, int]) -> Card:
        """One proposal as it is shown."""
        return card_of(proposal, versions.get(proposal.key, 0), self.vocabulary())

    def preview(self, proposal: Proposal, form: Mapping[str, object] | None = None) -> Preview:
        """What would land, with the changes of a form."""
        base = self.queue.reading.base
        if not form or proposal.touched or not changed(proposal, form):
            return self.previews.of_proposal(base, proposal)
        paper, section = revised(proposal, form)
        return self.previews.of(base, proposal.path, paper, section)

    # --- deciding --------------------------------------------------------------------------------------------------

    def decide(self, wish: Wish, who: str) -> Receipt:
        """Write a decision down; it is on the disk when this returns, and on the forge some seconds later."""
        proposal = self.queue.reading.proposal(wish.key)
        if proposal is None:
            return Receipt(result=Result.CONFLICT, detail="This proposal is gone from the forge.")
        last = self.journal.last(wish.key)
        if wish.act is not Act.UNDO and not _waits(proposal, last) and not (last and last.stage in UNDER_WAY):
            # The forge knows something the journal does not: somebody decided there.
            return _late(proposal, wish)
        now = self._clock()
        grace = 0.0 if wish.act is Act.UNDO else self._grace
        receipt = self.journal.record(
            Decision(
                op=wish.op,
                key=wish.key,
                version=wish.version,
                act=wish.act,
                by=who,
                title=proposal.paper.title,
                reason=wish.reason,
                until=wish.until,
                edits=changed(proposal, wish.edits) if wish.edits else {},
                undoes=last.op if last and wish.act is Act.UNDO else "",
                at=now,
                not_before=now + grace,
            )
        )
        self.delivery.wake()
        return receipt

    def retry(self, op: str) -> None:
        """Try a failed delivery again."""
        self.journal.retry(op, self._clock())
        self.delivery.wake()

    def drop(self, op: str) -> None:
        """Take a failed decision back: the paper waits again."""
        found = self.journal.find(op)
        if found is not None and found.stage is Stage.FAILED:
            self.journal.settle(op, Stage.UNDONE, "Taken back after it could not be delivered.")


def _waits(proposal: Proposal, last: Decision | None) -> bool:
    """Whether a person can decide on it: what was decided here a moment ago counts before what the forge says."""
    if last is None or last.stage not in UNDER_WAY or last.act is Act.REVISE:
        return proposal.state.waiting
    return last.act is Act.UNDO


@lru_cache(maxsize=8)
def _vocabulary(text: str) -> Vocabulary:
    return vocabulary_of(parsed(text))


def _late(proposal: Proposal, wish: Wish) -> Receipt:
    who = proposal.decided_by or "somebody"
    word = proposal.state.value.partition(":")[2]
    detail = f"Already {word} by {who} on the forge. Your {wish.act} was not applied."
    return Receipt(result=Result.CONFLICT, detail=detail)


# --- one desk per repository --------------------------------------------------------------------------------------

_DESKS: dict[tuple[str, str], Desk] = {}
_OPENING = threading.Lock()


def open_desk(env: Mapping[str, str]) -> Desk:
    """The desk of the repository that `GLEANER_REPO` names (a folder or OWNER/NAME; the current folder by default)."""
    repository = env.get("GLEANER_REPO", "").strip() or "."
    journal = env.get("GLEANER_JOURNAL", "")
    with _OPENING:
        found = _DESKS.get((repository, journal))
        if found is None:
            forge = open_forge(repository, env)
            found = Desk(forge, Journal(journal_path(forge, repository, env)), grace=_grace(env))
            found.journal.recover(time.time())
            found.delivery.start()
            _DESKS[repository, journal] = found
    return found


def journal_path(forge: Forge, repository: str, env: Mapping[str, str]) -> Path:
    """Where the journal lies: as `GLEANER_JOURNAL` says, inside `.git`, or in the person's state folder."""
    if env.get("GLEANER_JOURNAL"):
        return Path(env["GLEANER_JOURNAL"])
    inside = Path(repository) / ".git"
    if forge.name == "local" and inside.is_dir():
        return inside / "gleaner-journal.sqlite3"
    home = Path(env.get("XDG_STATE_HOME") or Path(env.get("HOME") or os.path.expanduser("~")) / ".local" / "state")  # noqa: PTH111
    return home / "gleaner" / f"{forge.slug.strip('/').replace('/', '--')}.sqlite3"


def _grace(env: Mapping[str, str]) -> float:
    return float(env.get("GLEANER_GRACE") or GRACE)


def today() -> str:
    """The day in UTC, ISO."""
    return datetime.now(UTC).date().isoformat()
