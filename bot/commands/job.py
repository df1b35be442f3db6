"""One run on an open forge: survey, collect, enrich, plan, apply, remember. The commands and the demo share it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot import book, identity, ledger, plan
from bot.actions import Action, Operation, Outcome
from bot.commands.intake import Intake
from bot.commands.repository import read_list
from bot.commands.steering import NO_BOARD, BoardRead, Heard, Told, hear, press, tell
from bot.errors import Forbidden, ForgeError
from bot.forge import Forge
from bot.ledger import Decision, FeedState
from bot.model import Paper
from bot.plan import Plan
from bot.planning import freshness, memory
from bot.planning.batch import Batch, Health
from bot.planning.caps import Rules
from bot.planning.situation import Situation
from bot.proposing import group, refresh
from bot.proposing.refresh import Stuck
from bot.report import RunReport

if TYPE_CHECKING:
    from bot.config import Config
    from bot.sources import Say
    from bot.sources.http import Client

Settle = Callable[[Situation, Sequence[Paper], Sequence[Batch], Rules], Rules]
"""A hook between reading and planning: situation, papers, batches, rules → the rules that the plan keeps to."""


def say_nothing(step: str) -> None:
    """Tell no progress: the report comes at the end."""


def job(
    forge: Forge,
    settings: Config,
    *,
    today: str,
    only: Sequence[str] | None = None,
    since: int | None = None,
    limit: int | None = None,
    run_url: str = "",
    cron: str = "",
    say: Say = say_nothing,
    client: Client | None = None,
    settle: Settle | None = None,
) -> RunReport:
    """Do one run and return its report.

    `today` is an ISO date, `since` how many days to look back, `limit` the most proposals to open. `say` is called with
    each step, `client` replaces the one that paces the real feeds, `cron` is the schedule that started the run ("" for
    anything else), and `settle` may change the rules once the feeds are read. Raises ForgeError.
    """
    rules = replace(rules_of(settings, today), limit=limit, run_url=run_url)
    with client or patient_client(settings) as feeds:
        read = _read(forge, Intake(settings=settings, client=feeds, say=say), rules, only, since)
    rules = rules if settle is None else settle(read.situation, read.papers, read.batches, rules)
    say(f"matching and ranking {len(read.papers)} papers")
    planned = plan.plan(read.situation, read.papers, rules, memory.waiting(read.situation.ledger))
    upkeep, stuck = refresh.refresh(read.situation.base, read.situation.proposals)
    say(f"opening {len(planned.proposed)} proposals")
    done = _apply(forge, [*upkeep, *planned.actions])
    stuck = [*stuck, *planned.stuck]
    _close(forge, read, planned, done, rules=rules, stuck=stuck, cron=cron)
    return RunReport(
        slug=forge.slug,
        path=settings.list,
        plan=planned,
        batches=tuple(read.batches),
        outcomes=(*read.heard.outcomes, *done.outcomes),
        stuck=tuple(stuck),
        skipped=read.situation.ledger.skipped,
        notes=tuple(f"! {note}" for note in (*done.notes, *done.breaks)),
        broken=bool(done.broken),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """What a run knows before it plans: the answered comments, what each source gave, and the papers to judge.

    `papers` are those of all batches, completed by other services; `silent` says which services did not answer.
    """

    settings: Config
    heard: Heard
    situation: Situation
    batches: Sequence[Batch]
    papers: Sequence[Paper]
    silent: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the report has to say of this: comments that were not understood, services that did not answer."""
        return (*self.heard.notes, *self.silent)


def _read(forge: Forge, intake: Intake, rules: Rules, only: Sequence[str] | None, since: int | None) -> _Read:
    """Survey the list, answer the comments that no event told of, and ask the sources."""
    settings = intake.settings
    intake.say("reading the list and its proposals")
    heard = hear(forge, survey(forge, settings), rules, lambda: survey(forge, settings))
    intake.say("asking the sources")
    batches = intake.collect(forge, heard.situation, today=rules.today, only=only, since=since)
    papers, situation, silent = intake.completed(batches, heard.situation, rules)
    return _Read(settings=settings, heard=heard, situation=situation, batches=batches, papers=papers, silent=silent)


def survey(forge: Forge, settings: Config) -> Situation:
    """Read all that is known before a run."""
    return Situation(
        base=read_list(forge, settings.layout),
        proposals=forge.proposals(),
        contributions=forge.contributions(*settings.layout.paths),
        ledger=ledger.read(forge.read_ledger()),
    )


def rules_of(settings: Config, today: str) -> Rules:
    """The planner's rules from the config."""
    return Rules(
        today=today,
        path=settings.list,
        chapters=tuple(settings.chapters),
        mirrors=tuple(settings.mirrors),
        keywords=settings.keywords.as_keywords(),
        at_least=settings.cut.at_least,
        per_day=settings.cut.per_day,
        max_open=settings.max_open,
        per_run=settings.per_run,
        quiet_days=tuple(settings.quiet_days),
        pause_after_days=settings.pause_after_days,
        only_sections=tuple(settings.sections.only),
        skip_sections=tuple(settings.sections.skip),
        default_section=settings.sections.default,
        tag_aliases=settings.tags.aliases,
        venue_aliases=settings.venues.aliases,
        group_by=settings.group_by,
    )


def _bare(situation: Situation, settings: Config) -> list[str]:
    """The note on a list without readable entries: nothing is likely then, and the run would look like a quiet day."""
    if book.newest(situation.base, settings.list).entries:
        return []
    said = "holds no entry that Gleaner can read, so that no paper can be judged"
    return [f"{settings.list} {said}; look at its last change, or name the list's file in the config"]


def patient_client(settings: Config) -> Client:
    """The client for the real feeds, which keeps to the pace that each of them asks for."""
    from bot.sources.http import Client

    return Client(contact=settings.contact)


# --- hop 4 --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Done:
    """What a run did so far, what the forge refused, and what broke the run off."""

    outcomes: list[Outcome] = field(default_factory=list)
    refused: list[tuple[str, ForgeError]] = field(default_factory=list)
    """Branch that was to be changed, and the error."""
    broken: list[ForgeError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def refusals(self) -> list[str]:
        """One line per error, with the branches that it kept from being written."""
        branches: dict[str, list[str]] = {}
        for branch, error in self.refused:
            branches.setdefault(str(error), []).append(branch)
        return [f"{', '.join(kept_back)}: {error}" for error, kept_back in branches.items()]

    @property
    def breaks(self) -> list[str]:
        """What broke the run off, unless it is among the refusals already."""
        said = {str(error) for _, error in self.refused}
        return [str(error) for error in self.broken if str(error) not in said]

    @contextlib.contextmanager
    def breaking_off(self) -> Iterator[None]:
        """Keep a ForgeError for the report where something was done before it; raise it where nothing was."""
        try:
            yield
        except ForgeError as error:
            if not any(outcome.operation is not Operation.NONE for outcome in self.outcomes):
                raise
            self.broken.append(error)
        if self.refused and not self.outcomes:
            raise self.refused[0][1]


def _apply(forge: Forge, actions: Iterable[Action]) -> _Done:
    """Apply what can be applied; what the forge refuses is kept with its branch and does not stop the rest.

    A missing right does: the next action would be refused for it, too.
    """
    done = _Done()
    for action in actions:
        try:
            done.outcomes.append(forge.apply(action))
        except ForgeError as error:
            done.refused.append((action.proposal.branch, error))
            if isinstance(error, Forbidden):
                break
    return done


def _close(
    forge: Forge,
    read: _Read,
    planned: Plan,
    done: _Done,
    *,
    rules: Rules,
    stuck: Sequence[Stuck],
    cron: str,
) -> None:
    """Do what is ticked on the dashboard, write the ledger, update the dashboard; results are added to `done`."""
    situation, settings = read.situation, read.settings
    done.notes = [*_bare(situation, settings), *read.notes, *done.refusals]
    states = _feeds(situation, planned, read.batches, rules.today)
    with done.breaking_off():
        board = press(forge, situation, rules, planned.held, done.outcomes) if settings.dashboard else NO_BOARD
        done.outcomes += board.outcomes
        if done.outcomes or not done.refused:
            files = _files(read, board, planned, feeds=states, today=rules.today)
            forge.write_ledger(files, f"Remember the run of {rules.today}")
        told = [*done.notes, *(f"{one.proposal.branch}: {one.reason}" for one in stuck)]
        done.notes += tell(board, situation.base, Told(held=planned.held, feeds=states, notes=told, cron=cron))


def _files(
    read: _Read, board: BoardRead, planned: Plan, *, feeds: Mapping[str, FeedState], today: str
) -> dict[str, str]:
    """The ledger's files after this run."""
    situation = read.situation
    alist = book.newest(situation.base, read.settings.list)
    return {
        ledger.PAPERS: ledger.write_papers(memory.remember(alist, situation.ledger, read.papers)),
        ledger.CANDIDATES: ledger.write_backlog(planned.held),
        ledger.BACKGROUND: ledger.write_background(plan.seen(situation, planned, today)),
        ledger.FEEDS: ledger.write_feeds(feeds),
        **_answers(situation, board.decisions or situation.ledger.decisions, today),
        **read.heard.files,
    }


def _answers(situation: Situation, before: Sequence[Decision], today: str) -> dict[str, str]:
    """The ledger's file of decisions, as path → text; {} where no box of a group changed since it was written."""
    after = group.decisions(situation.proposals, before, today)
    return {} if after == list(before) else {ledger.DECISIONS: ledger.write_decisions(after)}


def _feeds(situation: Situation, planned: Plan, batches: Sequence[Batch], today: str) -> dict[str, FeedState]:
    """The health of every source after this run, by name; sources that were not asked stay as they were."""
    came = {identity.best_key(paper) for batch in batches for paper in batch.papers}
    waited = {identity.best_key(paper) for paper in memory.waiting(situation.ledger)} - came
    judged = (*planned.proposed, *(held.candidate for held in planned.held))
    fresh = {source for each in judged if each.key not in waited for source in each.paper.sources}
    states = dict(situation.ledger.feeds)
    for batch in batches:
        _, ids, changed = freshness.looked_at(batch, states.get(batch.source), today)
        before = states.get(batch.source, FeedState(health=batch.health))
        read_well = batch.health in (Health.NEW, Health.QUIET)
        states[batch.source] = FeedState(
            health=batch.health,
            detail=batch.detail,
            newest=max(batch.newest, before.newest),
            checked=today if read_well else before.checked,
            last_new=today if batch.source in fresh else before.last_new,
            read=batch.read,
            new=sum(batch.source in paper.sources for paper in batch.papers),
            ids=ids,
            changed=changed,
        )
    return states
