"""Doing what people ask for on GitHub by comments and by boxes of the dashboard; and updating the dashboard.

A run, a refresh and `gleaner steer` share it. Everything here may be stopped anywhere and done again: a comment is
marked as answered last, a box is emptied last, and both ask for a state, not for a step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot import ledger
from bot.actions import Action, Operation, Outcome
from bot.commands.repository import read_list
from bot.errors import Conflict, Forbidden, ForgeError, ListError
from bot.forge import apply_all
from bot.ledger import MAX_CANDIDATES, STEERING, Decision, FeedState, Ledger, write_steering
from bot.model import Base, Held, Proposal
from bot.planning.caps import Rules
from bot.proposing import comment, orders
from bot.proposing.orders import Moment, Reaction, Remark
from bot.telling import dashboard, ticks
from bot.telling.dashboard import Board, Facts
from bot.telling.notices import notices
from bot.telling.ticks import Tick

if TYPE_CHECKING:
    from bot.forge import Forge
    from bot.forge.github import GitHubForge
    from bot.forge.github_dashboard import Seen
    from bot.planning.situation import Situation
    from bot.proposing.comment import Said

LOOK_BACK = 7
"""Days: how old a comment may be that is still answered where no earlier look is known."""


@dataclass
class SteeringDesk:
    """What one process knows while it steers.

    `proposals` (by number) are kept as the actions leave them, `base` is the newest list once it was needed, `kept` are
    boxes that stay ticked because they could not be done.
    """

    forge: GitHubForge
    rules: Rules
    ledger: Ledger
    proposals: dict[int, Proposal]
    base: Base | None = None
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: list[Tick] = field(default_factory=list)

    def newest(self) -> Base:
        """The newest list, read again only after a merge."""
        if self.base is None:
            self.base = read_list(self.forge, self.rules.layout)
        return self.base

    def apply(self, actions: Iterable[Action]) -> None:
        """Apply actions on one proposal, and keep it as they leave it."""
        for outcome in apply_all(self.forge, actions):
            self.saw(outcome)

    def saw(self, outcome: Outcome) -> None:
        """Record an outcome: the proposal as it is now, and that the list moved where it was merged."""
        if outcome.proposal.number is not None:
            self.proposals[outcome.proposal.number] = outcome.proposal
        if outcome.operation is Operation.MERGED:
            self.base = None
        self.outcomes.append(outcome)

    def read_again(self) -> None:
        """Read list and proposals anew, after somebody else was faster."""
        self.base = None
        self.proposals = by_number(self.forge.proposals())

    def answer(self, answers: Sequence[Decision]) -> None:
        """Write answers to the ledger branch at once."""
        after = ticks.with_answers(self.ledger, answers)
        if after != self.ledger.decisions:
            self.ledger = replace(self.ledger, decisions=after)
            self.forge.write_ledger({ledger.DECISIONS: ledger.write_decisions(after)}, "Remember a person's answer")


def by_number(proposals: Iterable[Proposal]) -> dict[int, Proposal]:
    """Proposals by the number of their pull request."""
    return {p.number: p for p in proposals if p.number is not None}


def steerable(forge: Forge) -> GitHubForge | None:
    """The forge where it has pages that people can steer on, as GitHub has; None for a repository on disk."""
    if forge.name != "github":
        return None
    from bot.forge.github import GitHubForge

    return forge if isinstance(forge, GitHubForge) else None


# --- comments ---------------------------------------------------------------------------------------------------------


def unread(forge: GitHubForge, watermark: str, today: str) -> list[Remark]:
    """The comments since `watermark`, or of the last `LOOK_BACK` days where none is known."""
    since = watermark or f"{date.fromisoformat(today) - timedelta(days=LOOK_BACK)}T00:00:00Z"
    return forge.talk.since(since)


def answer_all(desk: SteeringDesk, remarks: Iterable[Remark]) -> None:
    """Do what comments ask, oldest first; a ForgeError stops it, and the next process does the rest."""
    for remark in sorted(remarks, key=lambda one: (one.created, one.id)):
        _answer(desk, remark)


def _answer(desk: SteeringDesk, remark: Remark) -> None:
    waiting, talk = desk.proposals.get(remark.number), desk.forge.talk
    if remark.bot or waiting is None:
        return
    said = comment.read(remark.body, (remark.updated or desk.rules.today)[:10])
    if not (said.orders or said.mistakes) or talk.answered(remark):
        return
    if not talk.may_steer(remark.author):
        if said.orders:
            talk.answer(remark, [orders.NO_RIGHT])
            talk.react(remark, Reaction.NOT_YOURS)
        return
    words = _done(desk, said, waiting, remark)
    if words or remark.reacted:
        talk.answer(remark, words or ["done"])
    talk.react(remark, Reaction.CONFUSED if words else Reaction.DONE)


def _done(desk: SteeringDesk, said: Said, waiting: Proposal, remark: Remark) -> tuple[str, ...]:
    """Do what one comment asks; returns what to answer, in sentences."""
    for again in (True, False):
        try:
            base = desk.newest() if orders.needs_list(said) else None
            moment = Moment(by=remark.author, when=remark.updated, proposals=tuple(desk.proposals.values()), base=base)
            asked = orders.asked(said, waiting, moment)
            desk.apply(asked.actions)
            desk.answer(asked.answers)
        except Conflict as error:
            if not again:
                return (str(error),)
            desk.read_again()
            waiting = desk.proposals.get(remark.number, waiting)
        except (ListError, Forbidden) as error:
            return (str(error),)
        else:
            return asked.words
    return ()


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What came of the comments that a run found; `files` is the ledger's file that says how far they were read."""

    situation: Situation
    outcomes: tuple[Outcome, ...] = ()
    notes: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


def hear(forge: Forge, situation: Situation, rules: Rules, survey: Callable[[], Situation]) -> Heard:
    """Answer comments that no event reported, before a run decides anything; no request where no proposal changed."""
    github = steerable(forge)
    if github is None:
        return Heard(situation=situation)
    read_to = github.talk.read_to()
    desk = desk_of(github, situation, rules)
    try:
        answer_all(desk, unread(github, situation.ledger.heard, rules.today))
    except ForgeError as error:
        return Heard(situation=situation, notes=(f"comments wait for the next run: {error}",))
    files = {STEERING: write_steering(read_to)} if read_to else {}
    return Heard(
        situation=survey() if desk.outcomes else replace(situation, ledger=desk.ledger),
        outcomes=tuple(desk.outcomes),
        files=files,
    )


def desk_of(github: GitHubForge, situation: Situation, rules: Rules, outcomes: Iterable[Outcome] = ()) -> SteeringDesk:
    """A desk that starts from a situation and from what was done since it was read."""
    proposals = [*situation.proposals, *(outcome.proposal for outcome in outcomes)]
    return SteeringDesk(
        forge=github, rules=rules, ledger=situation.ledger, proposals=by_number(proposals), base=situation.base
    )


# --- the dashboard ----------------------------------------------------------------------------------------------------


def do_ticked(desk: SteeringDesk, asked: Sequence[Tick], backlog: Iterable[Held], by: str, when: str) -> None:
    """Do what ticked boxes ask for; a box that cannot be done now stays ticked, and the dashboard says why."""
    wanted = ticks.wishes(asked, backlog, desk.proposals.values(), by, when)
    desk.notes += wanted.notes
    desk.answer(wanted.answers)
    for held in wanted.opened:
        try:
            action = ticks.opening(desk.newest(), held, desk.rules.path, desk.rules.today, desk.rules.run_url)
            desk.saw(desk.forge.apply(action))
        except (ListError, Forbidden, Conflict) as error:
            desk.notes.append(f"“{held.candidate.paper.title}” could not be proposed: {error}")
        except ForgeError as error:
            desk.kept += [tick for tick in asked if tick.key == held.candidate.key]
            desk.notes.append(f"“{held.candidate.paper.title}” waits for the next run: {error}")


@dataclass(frozen=True, kw_only=True)
class BoardRead:
    """The dashboard as a run read it; without a desk there is none to write."""

    desk: SteeringDesk | None = None
    seen: Seen | None = None
    notes: tuple[str, ...] = ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The ledger's decisions after the boxes were done."""
        return self.desk.ledger.decisions if self.desk else ()

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What ticked boxes did."""
        return tuple(self.desk.outcomes) if self.desk else ()


NO_BOARD = BoardRead()
_ROUNDS = 3


def press(
    forge: Forge, situation: Situation, rules: Rules, held: Iterable[Held], outcomes: Iterable[Outcome]
) -> BoardRead:
    """Read the dashboard and do what is ticked there, also what is ticked in the meantime."""
    github = steerable(forge)
    if github is None:
        return NO_BOARD
    desk = desk_of(github, situation, rules, outcomes)
    try:
        return BoardRead(desk=desk, seen=pressed(desk, [*held, *situation.ledger.backlog]))
    except ForgeError as error:
        return BoardRead(notes=(f"the dashboard could not be read: {error}",))


def pressed(desk: SteeringDesk, backlog: Sequence[Held], told: Sequence[Tick] = (), by: str = "") -> Seen | None:
    """Do what is ticked, reading the dashboard until nothing new is; `told` are the boxes that an event reported."""
    done: set[Tick] = set()
    asked = list(told)
    seen = None
    for _ in range(_ROUNDS):
        seen = desk.forge.dashboard.read()
        if seen is not None and seen.open:
            asked += ticks.ticked(seen.body)
        asked = [tick for tick in asked if tick not in done]
        if not asked:
            break
        do_ticked(desk, asked, backlog, by, desk.rules.today)
        done |= set(asked)
    return seen


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a run tells the dashboard."""

    held: Sequence[Held]
    feeds: Mapping[str, FeedState]
    notes: Sequence[str] = ()
    cron: str = ""


def tell(board: BoardRead, base: Base, told: Told) -> list[str]:
    """Write what a run did to the dashboard; returns what went wrong, in sentences."""
    desk = board.desk
    if desk is None:
        return list(board.notes)
    desk.ledger = replace(desk.ledger, backlog=tuple(told.held[:MAX_CANDIDATES]), feeds=told.feeds)
    before = dashboard.facts_in(board.seen.body) if board.seen else Facts()
    facts = replace(
        with_list(before, base, desk.rules.path, desk.rules.today),
        run=desk.rules.today,
        run_url=desk.rules.run_url,
        cron=told.cron or before.cron,
        held=len(told.held),
        notes=tuple(told.notes),
    )
    try:
        show(desk, board.seen, facts, create=True)
    except ForgeError as error:
        return [*desk.notes, f"the dashboard could not be written: {error}"]
    return desk.notes


def show(desk: SteeringDesk, seen: Seen | None, facts: Facts, *, create: bool) -> None:
    """Bring the dashboard up to date; no request where it is already, or where a person closed it."""
    facts = replace(facts, notes=dashboard.bounded((*facts.notes, *desk.notes)))
    proposals = tuple(desk.proposals.values())
    board = Board(
        path=desk.rules.path,
        today=desk.rules.today,
        proposals=proposals,
        ledger=desk.ledger,
        facts=facts,
        warnings=notices(desk.rules, proposals, desk.ledger.feeds, facts),
        ledger_url=desk.forge.ledger_url,
        kept=tuple(desk.kept),
    )
    body = dashboard.render(board)
    if seen is None:
        if create:
            desk.forge.dashboard.create(body)
    elif seen.open and (seen.twins or not dashboard.as_good_as(seen.body, body)):
        desk.forge.dashboard.write(seen, body)


def with_list(facts: Facts, base: Base, path: str, today: str) -> Facts:
    """The facts, with what the newest list shows."""
    if facts.base != base.sha:
        facts = replace(facts, base=base.sha, since=today)
    return replace(facts, size=len(base.files[path].encode("utf-8", "surrogateescape")))


def keep_up(desk: SteeringDesk, told: Sequence[Tick] = (), by: str = "") -> list[str]:
    """Do what is ticked and update the dashboard, where there is one; returns what has to wait, in sentences."""
    try:
        seen = pressed(desk, desk.ledger.backlog, told, by)
        if seen is not None:
            facts = dashboard.facts_in(seen.body)
            if desk.base is not None:
                facts = with_list(facts, desk.base, desk.rules.path, desk.rules.today)
            show(desk, seen, facts, create=False)
    except ForgeError as error:
        return [f"the dashboard waits for the next run: {error}"]
    return []
