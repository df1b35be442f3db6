"""What waits for a decision, best first, as last read from the forge; everybody on one server shares one reading."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot import book, config
from bot.errors import BadToken, ForgeError, GleanerError, Limited, ListError
from bot.forge import Forge
from bot.ledger import Ledger
from bot.ledger import read as read_ledger
from bot.model import Base, Layout, Proposal
from bot.proposing import by_hand

DEFAULT_PATH = "README.md"
SOON = 5.0
"""Seconds after which a reading that failed is tried again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One reading of the forge; `number` grows with every change, `trouble` says why the last attempt failed.

    `refused` says that it failed for the token.
    """

    number: int = 0
    base: Base = field(default_factory=lambda: Base(sha="", branch="", files={}))
    proposals: tuple[Proposal, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    at: float = 0.0
    trouble: str = ""
    refused: bool = False

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        """Those that wait for a person, in order of relevance."""
        return tuple(p for p in self.proposals if p.state.waiting)

    @property
    def known(self) -> bool:
        """Whether the forge was ever read: before that, an absent proposal says nothing."""
        return bool(self.base.sha)

    @property
    def begun(self) -> bool:
        """Whether a run was ever here: before the first one, an empty queue says nothing."""
        return bool(self.proposals or self.ledger.feeds)

    def proposal(self, key: str) -> Proposal | None:
        """The newest proposal of this paper."""
        return next((p for p in self.proposals if p.key == key), None)


class Queue:
    """The newest reading of one repository, kept up to date by whoever needs it."""

    def __init__(
        self,
        forge: Forge,
        clock: Callable[[], float],
        path: str = DEFAULT_PATH,
        layout: Layout | None = None,
        *,
        guessed: bool = False,
    ) -> None:
        self._forge = forge
        self._clock = clock
        self._layout = layout or Layout(path=path)
        self._follows = layout is not None
        self._guessed = guessed
        self._lock = threading.Lock()
        self._reading_lock = threading.Lock()
        self._now = Reading()
        self._failure: ForgeError | None = None
        self._during: dict[str, Proposal] | None = None
        self._written: dict[tuple[str, str], Proposal] = {}

    @property
    def reading(self) -> Reading:
        """The newest reading, without touching the forge."""
        return self._now

    @property
    def path(self) -> str:
        """The list's own file."""
        return self._layout.path

    def fresh(self, seconds: float) -> Reading:
        """A reading no older than `seconds`; where reading fails, the older one, with the trouble named."""
        if not self.older(seconds):
            return self._now
        with self._reading_lock:
            if self.older(seconds):
                self._read()
        return self._now

    def older(self, seconds: float) -> bool:
        """Whether the reading is older than this."""
        # Without any reading, ask again soon: a page without a list is of no use. What failed may be mended by now.
        limit = min(seconds, SOON if self._now.trouble else seconds) if self._now.known else min(seconds, 1.0)
        return not self._now.number or self._clock() - self._now.at >= limit

    def reload(self) -> Reading:
        """Read the forge again now; raises ForgeError where it cannot be reached."""
        with self._reading_lock:
            self._read()
        if self._now.trouble:
            raise self._failure or ForgeError(self._now.trouble)
        return self._now

    def replace(self, proposal: Proposal, base: Base | None = None) -> None:
        """Replace a proposal (and the base) by its state after an outcome."""
        with self._lock:
            if self._during is not None:
                self._during[proposal.key] = proposal
            others = [p for p in self._now.proposals if p.key != proposal.key]
            self._now = replace(
                self._now,
                proposals=ranked([*others, proposal]),
                base=base or self._now.base,
                number=self._now.number + 1,
            )

    def base(self) -> Base:
        """Read the list as it stands on the forge now."""
        base = self._newest(self._now.proposals)
        with self._lock:
            if base.sha != self._now.base.sha:
                self._now = replace(self._now, base=base, number=self._now.number + 1)
        return base

    def _read(self) -> None:
        with self._lock:
            self._during = {}
        try:
            proposals = self._forge.proposals()
            base = self._newest(proposals)
            proposals = self._as_written(proposals, base)
            ledger = read_ledger(self._forge.read_ledger())
        except GleanerError as error:
            self._failed(error)
            return
        with self._lock:
            # What was decided while the forge was being read is newer than what was read.
            newer, self._during = self._during or {}, None
            merged = ranked([*(p for p in proposals if p.key not in newer), *newer.values()])
            number = self._now.number + 1
            self._now = Reading(number=number, base=base, proposals=merged, ledger=ledger, at=self._clock())

    def _failed(self, error: GleanerError) -> None:
        with self._lock:
            self._during = None
            self._failure = error if isinstance(error, ForgeError) else None
            number, refused = self._now.number + 1, isinstance(error, BadToken)
            self._now = replace(self._now, number=number, at=self._clock(), trouble=trouble_of(error), refused=refused)

    def _as_written(self, proposals: Iterable[Proposal], base: Base) -> tuple[Proposal, ...]:
        """The proposals, those that people wrote on since their text was written as they are there; each told once."""
        known, self._written = self._written, {}
        return tuple(self._as_it_is(one, base, known) if one.untold else one for one in proposals)

    def _as_it_is(self, one: Proposal, base: Base, known: dict[tuple[str, str], Proposal]) -> Proposal:
        name = one.head, base.sha
        try:
            found = known.get(name) or by_hand.read(book.newest(base, one.path), one)
        except ListError:  # its file is no file of the list any more: the page says so where it shows what would land
            return one
        self._written[name] = found
        return found

    def _newest(self, proposals: Iterable[Proposal]) -> Base:
        """The list's files as they stand, those that the config names by now; the config is read along with them."""
        own = {p.path for p in proposals if p.state.waiting}
        if not self._follows:
            return replace(self._forge.base(sorted(own.union(self._layout.paths))), layout=self._layout)
        try:
            base = self._forge.base(sorted(own.union(self._layout.paths, (config.PATH,))))
            layout = self._layout_in(base.files[config.PATH])
        except ListError:
            # No config, or one of the files is gone: read the config alone, for the files that it names now.
            base, layout = None, self._named()
        if base is None or layout != self._layout:
            self._layout = layout
            base = self._forge.base(sorted(own.union(layout.paths)))
        files = {path: text for path, text in base.files.items() if path != config.PATH}
        return replace(base, files=files, layout=layout)

    def _named(self) -> Layout:
        try:
            return self._layout_in(self._forge.base([config.PATH]).files[config.PATH])
        except ListError:
            return Layout(path=self._layout.path)

    def _layout_in(self, text: str) -> Layout:
        """The files that a config names; of one with mistakes those known before.

        The list's own file stays the same, unless it was only guessed while nobody's rights could read the config.
        """
        try:
            layout = config.read(text).layout
        except GleanerError:
            return self._layout
        guessed, self._guessed = self._guessed, False
        return layout if guessed else replace(layout, path=self._layout.path)


def ranked(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The proposals by relevance; equal ones in the order they were opened, so that nothing jumps."""
    return tuple(sorted(proposals, key=lambda p: (-p.relevance.score, p.created, p.key)))


ANOTHER = "sign in anew under Settings, or give the server a new one"


def trouble_of(error: GleanerError, *, another: str = ANOTHER) -> str:
    """Why the forge could not be read, to whoever looks at a page; `another` is the way to another token from there."""
    if isinstance(error, Limited):
        return f"{error.brief} until {datetime.fromtimestamp(error.until, UTC):%H:%M} UTC"
    if isinstance(error, BadToken):
        return f"GitHub does not take the token any more; {another}"
    return str(error)
