"""What all pages of one repository share: forge, queue, journal, delivery. One desk per process and repository."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from bot import awesome, book, config
from bot.actions import Edit, Operation, Saved
from bot.errors import Forbidden, GleanerError
from bot.forge import Forge
from bot.forge.opening import open_forge
from bot.model import Layout, Proposal
from webapp.services import twins
from webapp.services.card_cache import CardCache, CardData
from webapp.services.cards import Card, Vocabulary, card_of, vocabulary_of
from webapp.services.checks import Checks
from webapp.services.delivery import GRACE, Delivery, waiting_in_words
from webapp.services.edits import boxes, changed, revised
from webapp.services.journal import STAYING, UNDER_WAY, Act, Decision, Journal, Kept, Receipt, Result, Stage
from webapp.services.learning import Learning, Lesson, lesson_of, shifted
from webapp.services.preview import Preview, Previews
from webapp.services.queue import DEFAULT_PATH, Queue, Reading
from webapp.services.shared_forge import LONGEST, SharedForge

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
STALE = 20.0
"""Seconds after which a page asks the forge again what waits."""


CHECKED = 300.0
"""Seconds after which the right to push is asked again."""


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


def _nobody(_: str) -> Forge | None:
    return None


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
        layout: Layout | None = None,
        guessed: bool = False,
        people: Callable[[str], Forge | None] = _nobody,
        alone: bool = True,
    ) -> None:
        self.forge = forge
        self.journal = journal
        self.queue = Queue(forge, clock, layout.path if layout else path, layout, guessed=guessed)
        self.previews = Previews()
        self.checks = Checks()
        self._cards = CardCache()
        self._words: tuple[str, Vocabulary] | None = None
        self._clock = clock
        self._grace = grace
        self._people = people
        self._alone = alone
        self._allowed = False
        self._asked = -CHECKED
        self._stale: threading.Event | None = None
        self.learning = Learning(self._lesson, lambda: self.queue.reading)
        self.delivery = Delivery(journal, self.queue, self.forge_of, clock)

    @property
    def path(self) -> str:
        """The list's own file."""
        return self.queue.path

    # --- people ----------------------------------------------------------------------------------------------------

    def forge_of(self, who: str) -> Forge | None:
        """The forge with the rights of this person: theirs while they are signed in, else the desk's own.

        None where only people who sign in may write, and this one is not signed in now.
        """
        return self._people(who) or (self.forge if self._alone else None)

    def rights(self, who: str) -> Forge:
        """The forge with the rights of this person; Forbidden where they are not signed in any more."""
        forge = self.forge_of(who)
        if forge is None:
            raise Forbidden(f"{who} is not signed in any more; sign in and try again")
        return forge

    def may_write(self) -> bool:
        """Whether the desk's own rights allow deciding; asked every five minutes."""
        if self._clock() - self._asked > CHECKED:
            self._allowed = self.forge.may_write()
            self._asked = self._clock()
        return self._allowed

    # --- reading ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Deliver, learn and read again in the background for as long as the process lives."""
        self.delivery.start()
        self.learning.start()
        self._stale = threading.Event()
        threading.Thread(target=self._read_again, name="gleaner-reading", daemon=True).start()

    def reading(self, seconds: float = STALE) -> Reading:
        """The last reading of the forge; one older than `seconds` is renewed, in the background where that runs.

        Only the first page waits for the forge.
        """
        if self._stale is None or not self.queue.reading.known:
            return self.queue.fresh(seconds)
        self.delivery.watch()
        if self.queue.older(seconds):
            self._stale.set()
        return self.queue.reading

    def _read_again(self) -> None:
        while self._stale is not None:
            self._stale.wait()
            self._stale.clear()
            self.queue.fresh(STALE / 2)

    def waiting(self) -> tuple[Proposal, ...]:
        """The proposals nobody decided yet, here or on the forge, best first."""
        unsent = self.journal.unsent()
        waiting = (p for p in self.queue.reading.proposals if _waits(p, unsent.get(p.key)))
        if not self.learning.shifts:
            return tuple(waiting)
        return tuple(sorted(waiting, key=lambda p: -self.likely(p)))

    def likely(self, proposal: Proposal) -> float:
        """The probability that a paper is taken, corrected by what was decided since the run."""
        shift = self.learning.shifts.get(proposal.key, 0.0)
        return shifted(proposal.relevance.score, shift) if shift else proposal.relevance.score

    def _lesson(self) -> Lesson:
        reading = self.queue.reading
        return lesson_of(self.journal.recent(200), lambda key: p.paper if (p := reading.proposal(key)) else None)

    def vocabulary(self, path: str = "") -> Vocabulary:
        """Sections and tags of the list as it stands, or of one of its files."""
        base = self.queue.reading.base
        if path or not base.layout.chapters or self.path not in base.files:
            name = path or self.path
            return _vocabulary(base.files.get(name, ""), base.history.get(name, ()))
        if self._words is None or self._words[0] != base.sha:
            # One line of two files is two entries: here only titles lead to one.
            self._words = base.sha, replace(vocabulary_of(book.newest(base, self.path)), lines={})
        return self._words[1]

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of the list that is there, its own first."""
        base = self.queue.reading.base
        return tuple(path for path in dict.fromkeys((self.path, *base.layout.paths)) if path in base.files)

    def card(self, proposal: Proposal, versions: Mapping[str, int]) -> Card:
        """One proposal as it is shown."""
        return self._card(proposal, versions.get(proposal.key, 0), apart=self._told_apart(proposal, versions))

    def card_sent(self, proposal: Proposal, versions: Mapping[str, int]) -> CardData:
        """The card as plain data for the browser."""
        version, apart = versions.get(proposal.key, 0), self._told_apart(proposal, versions)
        made_of = (version, apart, self.vocabulary())
        return self._cards.of(proposal, made_of, lambda: self._card(proposal, version, apart=apart))

    def _card(self, proposal: Proposal, version: int, *, apart: bool) -> Card:
        return card_of(twins.apart(proposal) if apart else proposal, version, self.vocabulary())

    def _told_apart(self, proposal: Proposal, versions: Mapping[str, int]) -> bool:
        """Whether a person has just said that its twin is another paper, and the forge has not heard of it yet."""
        last = self.journal.last(proposal.key) if proposal.twin and proposal.key in versions else None
        return last is not None and last.act is Act.DIFFERENT and last.stage in UNDER_WAY

    def preview(self, proposal: Proposal, form: Mapping[str, object] | None = None) -> Preview:
        """What would land, with the changes of a form."""
        base = self.queue.reading.base
        if not form or proposal.touched or not changed(proposal, form):
            return self.previews.of_proposal(base, proposal)
        if proposal.members:
            ticks = boxes(proposal, form)
            members = tuple(replace(m, ticked=ticks.get(m.key, m.ticked)) for m in proposal.members)
            return self.previews.of_group(base, proposal.path, members)
        paper, section = revised(proposal, form)
        return self.previews.of(base, proposal.path, paper, section)

    # --- deciding --------------------------------------------------------------------------------------------------

    def decide(self, wish: Wish, who: str) -> Receipt:
        """Record a decision; it is on the disk when this returns, and on the forge some seconds later."""
        known = self.journal.find(wish.op)
        if known is not None:
            return Receipt(result=Result.REPEATED, decision=known)
        proposal = self.queue.reading.proposal(wish.key) or self.queue.fresh(STALE).proposal(wish.key)
        if proposal is None and not self.queue.reading.known:
            return Receipt(result=Result.LATER, detail="The list was not read yet.")
        if proposal is None:
            return Receipt(result=Result.CONFLICT, detail="This proposal is gone from the forge.")
        last = self.journal.last(wish.key)
        if refused := _refused(proposal, wish, last):
            return refused
        receipt = self.journal.record(self._decision(proposal, wish, last, who))
        self.delivery.wake()
        self.learning.wake()
        return receipt

    def _decision(self, proposal: Proposal, wish: Wish, last: Decision | None, who: str) -> Decision:
        now = self._clock()
        undo = wish.act is Act.UNDO
        return Decision(
            op=wish.op,
            key=wish.key,
            version=wish.version,
            act=wish.act,
            by=who,
            title=proposal.paper.title,
            reason=wish.reason,
            until=wish.until,
            edits=_asked(proposal, wish),
            undoes=last.op if last and undo else "",
            at=now,
            not_before=now if undo else now + self._grace,
        )

    def save(self, edit: Edit, who: str) -> Saved:
        """Save an edit that a person looked at, with their rights; raises GleanerError where it was not saved."""
        saved, now = self.rights(who).save(edit), self._clock()
        for path, text in edit.files.items():
            if saved.operation is not Operation.NONE:
                self.journal.keep_edit(_kept(edit, path, text, saved, now))
        if saved.operation is Operation.MERGED:
            self.queue.base()
        return saved

    def held(self) -> str:
        """Why saved decisions wait longer than their grace, and until when, in sentences; "" where none does."""
        return waiting_in_words(self.journal.under_way(), self._clock())

    def signed_in(self, who: str) -> None:
        """Look again, with the rights that somebody has just brought, at what could not be done without them."""
        self.journal.hasten(who, self._clock())
        self.delivery.wake()
        if self.queue.reading.trouble:
            self.queue.fresh(0)

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
    """Whether a proposal waits for a person; a decision made here counts before the state on the forge."""
    if last is None or last.stage not in UNDER_WAY or last.act in STAYING:
        return proposal.state.waiting
    return last.act is Act.UNDO


def _kept(edit: Edit, path: str, text: str, saved: Saved, at: float) -> Kept:
    return Kept(
        at=at,
        by=edit.by,
        title=edit.title,
        path=path,
        before=edit.base.files.get(path, ""),
        after=text,
        number=saved.number,
        url=saved.url,
        landed=saved.commit if saved.operation is Operation.MERGED else "",
    )


@lru_cache(maxsize=8)
def _vocabulary(text: str, history: tuple[tuple[str, str], ...]) -> Vocabulary:
    return vocabulary_of(awesome.remembered(text, history))


def _asked(proposal: Proposal, wish: Wish) -> Mapping[str, object]:
    """What a decision has to remember beside itself: a person's edits, or the twin that was told apart."""
    if wish.act is Act.DIFFERENT:
        return twins.kept(proposal)
    return changed(proposal, wish.edits) if wish.edits else {}


def _refused(proposal: Proposal, wish: Wish, last: Decision | None) -> Receipt | None:
    """The answer to a wish that came too late; `last` is the decision the journal holds of this proposal."""
    if wish.act is not Act.UNDO and not _waits(proposal, last) and not (last and last.stage in UNDER_WAY):
        # The forge knows something the journal does not: somebody decided there.
        return _late(proposal, wish)
    if wish.act in (Act.SAME, Act.DIFFERENT) and not proposal.twin:
        return Receipt(result=Result.CONFLICT, detail="No twin is shown beside this paper any more.")
    return None


def _late(proposal: Proposal, wish: Wish) -> Receipt:
    who = proposal.decided_by or "somebody"
    word = proposal.state.value.partition(":")[2]
    detail = f"Already {word} by {who} on the forge. Your {wish.act} was not applied."
    return Receipt(result=Result.CONFLICT, detail=detail)


# --- one desk per repository --------------------------------------------------------------------------------------

_DESKS: dict[tuple[str, str], Desk] = {}
_OPENING = threading.Lock()


def open_desk(env: Mapping[str, str], people: Callable[[str], Forge | None] = _nobody) -> Desk:
    """The desk of the repository that `GLEANER_REPO` names (a folder or OWNER/NAME; the current folder by default).

    `people` tells the rights of whoever is signed in.
    """
    repository = env.get("GLEANER_REPO", "").strip() or "."
    journal = env.get("GLEANER_JOURNAL", "")
    with _OPENING:
        found = _DESKS.get((repository, journal))
        if found is None:
            forge = _forge(repository, env)
            layout = _layout(forge)
            found = Desk(
                forge,
                Journal(journal_path(forge, repository, env)),
                grace=_grace(env),
                layout=layout or Layout(path=DEFAULT_PATH),
                guessed=layout is None,
                people=people,
                alone=forge.name == "local" or _alone(env),
            )
            found.start()
            _DESKS[repository, journal] = found
    return found


def _forge(repository: str, env: Mapping[str, str]) -> Forge:
    """The forge itself on a disk; on GitHub a shared one, with the token of the environment if there is one."""
    if env.get("GITHUB_TOKEN") or not SLUG.fullmatch(repository) or Path(repository).is_dir():
        forge = open_forge(repository, env, longest=LONGEST)
        return forge if forge.name == "local" else SharedForge(forge.name, forge.slug, forge)
    return SharedForge("github", repository)


def _layout(forge: Forge) -> Layout | None:
    """The list's files, as the config names them; None where it cannot be read."""
    try:
        return config.read(forge.base([config.PATH]).files[config.PATH]).layout
    except GleanerError:
        # No config, one with mistakes, or nobody signed in yet: `gleaner doctor` is the place that says which.
        return None


def journal_path(forge: Forge, repository: str, env: Mapping[str, str]) -> Path:
    """Where the journal lies: as `GLEANER_JOURNAL` says, inside `.git`, or in the person's state folder."""
    if env.get("GLEANER_JOURNAL"):
        return Path(env["GLEANER_JOURNAL"])
    inside = Path(repository) / ".git"
    if forge.name == "local" and inside.is_dir():
        return inside / "gleaner-journal.sqlite3"
    home = Path(env.get("XDG_STATE_HOME") or Path(env.get("HOME") or os.path.expanduser("~")) / ".local" / "state")  # noqa: PTH111  # it never fails
    return home / "gleaner" / f"{forge.slug.strip('/').replace('/', '--')}.sqlite3"


def _alone(env: Mapping[str, str]) -> bool:
    """Whether whoever reaches the page decides with the server's own token: one maintainer on their own machine."""
    return bool(env.get("GITHUB_TOKEN")) and not env.get("GLEANER_CLIENT_ID") and not env.get("GLEANER_PUBLIC")


def _grace(env: Mapping[str, str]) -> float:
    return float(env.get("GLEANER_GRACE") or GRACE)
