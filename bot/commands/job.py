"""One run on an open forge: survey, collect, enrich, plan, apply, remember. The commands and the demo share it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot import book, freshness, group, identity, ledger, memory, plan, refresh
from bot.actions import Action, Outcome
from bot.batch import Batch, Health
from bot.caps import Rules
from bot.commands.repository import read_list
from bot.commands.steering import NO_BOARD, Told, hear, press, tell
from bot.errors import Forbidden, ForgeError, ListError
from bot.forge import Forge
from bot.ledger import FeedState
from bot.model import Paper
from bot.plan import Plan
from bot.report import RunReport
from bot.situation import Situation

if TYPE_CHECKING:
    from bot.config import Config
    from bot.sources.http import Client

Say = Callable[[str], None]
Settle = Callable[[Situation, Sequence[Paper], Sequence[Batch], Rules], Rules]
"""What is known, the papers read, how the sources fared, the rules → the rules to go on with."""


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
    say: Say | None = None,
    client: Client | None = None,
    settle: Settle | None = None,
) -> RunReport:
    """Do one run; `say` is told each step, `client` stands in for the one that paces the real feeds.

    `cron` is what started it, where a schedule did; `settle` may change the rules once the feeds are read.
    """
    say = say or _whisper
    rules = replace(rules_of(settings, today), limit=limit, run_url=run_url)
    say("reading the list and its proposals")
    heard = hear(forge, survey(forge, settings), rules, lambda: survey(forge, settings))
    with client or patient_client(settings) as feeds:
        say("asking the sources")
        batches = _collect(settings, feeds, forge, heard.situation, today=today, only=only, since=since, say=say)
        papers, situation, silent = _filled(batches, heard.situation, settings, feeds, rules=rules, say=say)
    if settle is not None:
        rules = settle(situation, papers, batches, rules)
    say(f"matching and ranking {len(papers)} papers")
    planned = plan.plan(situation, papers, rules)
    upkeep, stuck = refresh.refresh(situation.base, situation.proposals)
    say(f"opening {len(planned.proposed)} proposals")
    outcomes, refused = _apply(forge, [*upkeep, *planned.actions])
    board = press(forge, situation, rules, planned.held, outcomes) if settings.dashboard else NO_BOARD
    decisions = board.decisions or situation.ledger.decisions
    situation = replace(situation, ledger=replace(situation.ledger, decisions=decisions))
    states = _feeds(situation, planned, batches, today)
    stuck = [*stuck, *planned.stuck]
    if outcomes or not refused:
        files = _files(situation, planned, papers=papers, feeds=states, settings=settings, today=today)
        _remember(forge, {**files, **heard.files}, today)
    notes = [*heard.notes, *silent, *(f"{branch}: {error}" for branch, error in refused)]
    told = [*notes, *(f"{one.proposal.branch}: {one.reason}" for one in stuck)]
    notes += tell(board, situation.base, Told(held=planned.held, feeds=states, notes=told, cron=cron))
    if refused and not outcomes:
        raise refused[0][1]
    return RunReport(
        slug=forge.slug,
        path=settings.list,
        plan=planned,
        batches=tuple(batches),
        outcomes=(*heard.outcomes, *outcomes, *board.outcomes),
        stuck=tuple(stuck),
        skipped=situation.ledger.skipped,
        notes=tuple(f"! {note}" for note in notes),
    )


def today() -> str:
    """The day in UTC, which is the feeds' and GitHub's."""
    return datetime.now(UTC).date().isoformat()


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


# --- hops 1 and 2 -------------------------------------------------------------------------------------------------


def patient_client(settings: Config) -> Client:
    """What asks the real feeds, at their own pace."""
    from bot.sources.http import Client

    return Client(contact=settings.contact)


def _collect(
    settings: Config,
    client: Client,
    forge: Forge,
    situation: Situation,
    *,
    today: str,
    only: Sequence[str] | None,
    since: int | None,
    say: Say,
) -> list[Batch]:
    from bot import sources

    watermarks = {name: state.checked for name, state in situation.ledger.feeds.items()}
    pages = _pages(forge, settings)
    batches = sources.collect_all(
        settings, client, today=today, watermarks=watermarks, pages=pages, only=only, since=since, say=say
    )
    states = situation.ledger.feeds
    return [freshness.looked_at(batch, states.get(batch.source), today)[0] for batch in batches]


def _pages(forge: Forge, settings: Config) -> dict[str, str]:
    """The saved pages that are there; a missing one is told by its source and takes nothing with it."""
    pages: dict[str, str] = {}
    if not settings.sources.pages:
        return pages
    try:
        return dict(forge.base(settings.sources.pages).files)
    except ListError:
        for path in settings.sources.pages:
            with contextlib.suppress(ListError):
                pages |= forge.base((path,)).files
    return pages


def _resolved(
    papers: Sequence[Paper], situation: Situation, settings: Config, client: Client, *, rules: Rules, say: Say
) -> tuple[list[Paper], Situation]:
    """Fill in the links of papers that came without: what was found before, then the likeliest ones looked up."""
    from bot.sources import resolve

    papers = memory.recalled(papers, situation.ledger)
    asked = plan.to_resolve(papers, situation, rules)
    if not asked:
        return papers, situation
    say(f"looking up {min(len(asked), resolve.MOST)} of {len(asked)} papers that came without a link")
    resolution = resolve.resolve(asked, client, settings.sources)
    found = {old.title: new for old, new in zip(asked, resolution.papers, strict=True)}
    unresolved = {skip.what: skip.why for skip in resolution.unresolved}
    return [found.get(paper.title, paper) for paper in papers], replace(situation, unresolved=unresolved)


def _filled(
    batches: Sequence[Batch], situation: Situation, settings: Config, client: Client, *, rules: Rules, say: Say
) -> tuple[list[Paper], Situation, tuple[str, ...]]:
    """The papers of all sources with what other services know of them; and which services were silent."""
    situation, silent = _with_abstracts(situation, settings, client, say)
    papers = [paper for batch in batches for paper in batch.papers]
    papers, situation = _resolved(papers, situation, settings, client, rules=rules, say=say)
    papers, dumb = _with_venues(papers, situation, settings, client, say)
    return papers, situation, (*silent, *dumb)


def _with_abstracts(
    situation: Situation, settings: Config, client: Client, say: Say
) -> tuple[Situation, tuple[str, ...]]:
    """The situation with abstracts of listed papers the ledger does not hold yet: the largest gain in ranking."""
    from bot.sources import enrich

    alist = book.newest(situation.base, settings.list)
    listed = [paper for paper, _ in memory.listed_papers(alist, situation.ledger)]
    found = enrich.abstracts(listed, client, settings.sources, say=say, api_key=_api_key())
    papers = (*situation.ledger.papers, *found.papers)
    return replace(situation, ledger=replace(situation.ledger, papers=papers)), found.trouble


def _with_venues(
    papers: Sequence[Paper], situation: Situation, settings: Config, client: Client, say: Say
) -> tuple[list[Paper], tuple[str, ...]]:
    """The papers with what Semantic Scholar and Crossref know, where the config asks them; listed ones are left out."""
    if not settings.sources.semantic_scholar and not settings.sources.crossref:
        return list(papers), ()
    from bot.sources import enrich

    entries = book.newest(situation.base, settings.list).entries
    listed = {key for entry in entries for key in entry.keys}
    fresh = [index for index, paper in enumerate(papers) if listed.isdisjoint(identity.keys_of(paper))]
    found = enrich.venues([papers[i] for i in fresh], client, settings.sources, say=say, api_key=_api_key())
    known = dict(zip(fresh, found.papers, strict=True))
    return [known.get(index, paper) for index, paper in enumerate(papers)], found.trouble


def _api_key() -> str:
    """A key for Semantic Scholar, which answers the nameless less often."""
    return os.environ.get("SEMANTIC_SCHOLAR_API_KEY", "").strip()


# --- hop 4 --------------------------------------------------------------------------------------------------------


def _apply(forge: Forge, actions: Iterable[Action]) -> tuple[list[Outcome], list[tuple[str, ForgeError]]]:
    """Apply what can be applied; what the forge refuses is kept with its branch and does not stop the rest.

    A missing right does: the next action would be refused for it, too.
    """
    outcomes: list[Outcome] = []
    refused: list[tuple[str, ForgeError]] = []
    for action in actions:
        try:
            outcomes.append(forge.apply(action))
        except ForgeError as error:
            refused.append((action.proposal.branch, error))
            if isinstance(error, Forbidden):
                break
    return outcomes, refused


def _files(
    situation: Situation,
    planned: Plan,
    *,
    papers: Sequence[Paper],
    feeds: Mapping[str, FeedState],
    settings: Config,
    today: str,
) -> dict[str, str]:
    """The ledger's files after this run."""
    alist = book.newest(situation.base, settings.list)
    return {
        ledger.PAPERS: ledger.write_papers(memory.remember(alist, situation.ledger, papers)),
        ledger.CANDIDATES: ledger.write_backlog(planned.held),
        ledger.BACKGROUND: ledger.write_background(plan.seen(situation, planned, today)),
        ledger.FEEDS: ledger.write_feeds(feeds),
        **_answers(situation, today),
    }


def _remember(forge: Forge, files: Mapping[str, str], today: str) -> None:
    forge.write_ledger(files, f"Remember the run of {today}")


def _answers(situation: Situation, today: str) -> dict[str, str]:
    """The decisions file where a person ticked or unticked a paper of a group since it was written."""
    before = situation.ledger.decisions
    after = group.decisions(situation.proposals, before, today)
    return {} if after == list(before) else {ledger.DECISIONS: ledger.write_decisions(after)}


def _feeds(situation: Situation, planned: Plan, batches: Sequence[Batch], today: str) -> dict[str, FeedState]:
    fresh = {
        source for each in (*planned.proposed, *(h.candidate for h in planned.held)) for source in each.paper.sources
    }
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


def _whisper(step: str) -> None:
    """Say nothing: the report comes at the end."""
