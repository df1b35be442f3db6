"""The whole bot as one pure function: what is known and what was read → what should happen.

identity → dedupe → venue → relevance → topics → house style → proposal. The same call serves a run, a dry run, a test
and the app's preview, and always says the same: the clock, the list and the forge's state are arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot import book, dedupe, identity, venue
from bot.actions import Action, Open, Reopen
from bot.book import Book, Listing
from bot.errors import ListError
from bot.learning import background
from bot.learning.spelling import Spelling
from bot.ledger import Answer
from bot.matching.answers import Answers
from bot.model import (
    Base,
    Candidate,
    Dropped,
    Held,
    Hold,
    Known,
    Match,
    Paper,
    Placement,
    Relevance,
    Skip,
    State,
    Verdict,
    Wait,
)
from bot.planning.caps import Rules, resting, room
from bot.planning.judgement import judge
from bot.planning.situation import Situation, known_papers
from bot.proposing import group
from bot.proposing.refresh import Stuck, followed, told
from bot.reading.mentions import Mentions


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What should happen, and what does not and why. Every paper read is in exactly one of the three."""

    actions: tuple[Action, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    """Snoozed proposals whose day has come and that cannot be rendered without a person."""
    proposed: tuple[Candidate, ...] = ()
    held: tuple[Held, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    left: tuple[Skip, ...] = ()
    """Mirrors that a proposal does not change, and why."""
    read: int = 0
    waited: int = 0
    """Papers of earlier runs that this one did not read again."""
    distinct: int = 0


def plan(situation: Situation, papers: Sequence[Paper], rules: Rules, waiting: Sequence[Paper] = ()) -> Plan:
    """Decide for every paper whether to propose it, hold it in the backlog or drop it as known.

    `waiting` are papers of earlier runs on which nobody has decided.
    """
    newest = book.newest(situation.base, rules.path)
    distinct = dedupe.merge([*papers, *waiting])
    fresh, dropped = _sift(situation, newest, distinct, rules)
    ranked = judge(situation, newest, fresh, rules)
    chosen, held = _choose(situation, ranked, rules)
    opened, unplaceable, left = _open(situation.base, newest, chosen, rules)
    woken, stuck = _woken(situation, newest, rules)
    return Plan(
        actions=(*woken, *opened),
        stuck=tuple(stuck),
        proposed=tuple(candidate for candidate in chosen if candidate not in {h.candidate for h in unplaceable}),
        held=(*unplaceable, *held),
        dropped=tuple(dropped),
        left=tuple(left),
        read=len(papers),
        waited=len(distinct) - len(dedupe.merge(papers)) if waiting else 0,
        distinct=len(distinct),
    )


# --- sift: what is known already, and what cannot be proposed -----------------------------------------------------


def _sift(
    situation: Situation, newest: Book, papers: Sequence[Paper], rules: Rules
) -> tuple[list[Candidate], list[Dropped]]:
    known = known_papers(newest, situation.proposals, situation.contributions, situation.ledger)
    index = dedupe.Index(known)
    spelling = _spelling_of(newest, rules)
    answers = Answers(situation.ledger.decisions)
    mentions = Mentions({**newest.lists, **newest.mirrors})
    fresh: list[Candidate] = []
    dropped: list[Dropped] = []
    for paper, found in zip(papers, index.match_all(papers, answers.apart(papers, known)), strict=True):
        named = mentions.twin(paper) if found.verdict is Verdict.NEW else None
        match, of = named or (found, known[found.of] if found.of is not None else None)
        verdict = answers.verdict(paper, match, of)
        if verdict is Verdict.DUPLICATE and of is not None:
            dropped.append(Dropped(paper=paper, where=of.where, reasons=match.reasons))
            continue
        twin = of if verdict is Verdict.MAYBE else None
        fresh.append(_candidate(spelling.of(venue.filled(paper)), replace(match, verdict=verdict), twin))
    return fresh, dropped


def not_proposed(situation: Situation, papers: Sequence[Paper], rules: Rules) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of papers that no cut would propose: those known, and possible twins of known ones.

    Of a possible twin a person is asked first.
    """
    fresh, dropped = _sift(situation, book.newest(situation.base, rules.path), papers, rules)
    twins = (candidate.key for candidate in fresh if candidate.match.verdict is Verdict.MAYBE)
    return frozenset(identity.best_key(drop.paper) for drop in dropped), frozenset(twins)


def _candidate(paper: Paper, match: Match, twin: Known | None) -> Candidate:
    where = f"“{twin.paper.title}” ({twin.where})" if twin else ""
    return Candidate(
        paper=paper,
        key=identity.best_key(paper),
        match=match,
        relevance=Relevance(score=0.0),
        placement=Placement(),
        twin=where,
        twin_key=identity.best_key(twin.paper) if twin else "",
    )


def _spelling_of(alist: Listing, rules: Rules) -> Spelling:
    """How this list writes venues and tags: the config's word first, then the entries' habit."""
    written = tuple(entry.venue for entry in alist.entries if entry.venue)
    return Spelling(tags=rules.tag_aliases, venues=rules.venue_aliases, written=written)


# --- choose: the cut and the caps ---------------------------------------------------------------------------------


def _choose(situation: Situation, ranked: Sequence[Candidate], rules: Rules) -> tuple[list[Candidate], list[Held]]:
    """Those to open now, and the rest with the reason each waits; both best first."""
    places = room(situation.proposals, rules)
    asked = {d.key for d in situation.ledger.decisions if d.answer is Answer.PROPOSE}
    snoozed = {d.key: d.until for d in situation.ledger.decisions if d.answer is Answer.SNOOZED}
    rest, answers = resting(situation.proposals, rules), Answers(situation.ledger.decisions)
    chosen: list[Candidate] = []
    held: list[Held] = []
    likely = 0
    for candidate in ranked:
        own = _unlinked(candidate, situation) or _waits(candidate, snoozed, rules)
        likely += not own  # what waits for a reason of its own takes no place in a day's number
        hold = (
            own
            or rest
            or _over(likely, len(group.split([*chosen, candidate], rules.group_by)), places, rules)
            or _twin_of(candidate, chosen, answers)
        )
        if not hold or (candidate.key in asked and identity.linked(candidate.paper)):
            chosen.append(candidate)
        else:
            held.append(Held(candidate=candidate, wait=hold.wait, reason=hold.reason))
    return chosen, held


def _twin_of(candidate: Candidate, chosen: Sequence[Candidate], answers: Answers) -> Hold | None:
    """Why it is held beside a likelier candidate of this run that may be the same paper."""
    known = [Known(paper=other.paper) for other in chosen]
    apart = answers.apart([candidate.paper], known)
    match = dedupe.Index(known).match(candidate.paper, apart.get(0, frozenset())) if chosen else None
    if match is None or match.of is None or match.verdict is Verdict.NEW:
        return None
    return Hold(wait=Wait.TWIN, reason=f"may repeat “{chosen[match.of].paper.title}” (proposed in the same run)")


def _unlinked(candidate: Candidate, situation: Situation) -> Hold | None:
    if identity.linked(candidate.paper):
        return None
    unfound = Hold(wait=Wait.LINK, reason="no link was found for it")
    return situation.unresolved.get(candidate.paper.title, unfound)


def _waits(candidate: Candidate, snoozed: Mapping[str, str], rules: Rules) -> Hold | None:
    until = snoozed.get(candidate.key, "")
    if until > rules.today:
        return Hold(wait=Wait.SNOOZE, reason=f"snoozed until {until}")
    repeats = f"may repeat {candidate.twin}" if candidate.match.verdict is Verdict.MAYBE else ""
    if candidate.relevance.score < rules.at_least:
        # What would not be proposed anyhow is no question to a person: twins by one common word come from here.
        return Hold(wait=Wait.CUT, reason="; ".join(filter(None, (f"below the cut of {rules.at_least:.0%}", repeats))))
    if repeats:
        return Hold(wait=Wait.TWIN, reason=repeats)
    if not candidate.section:
        return Hold(wait=Wait.PLACE, reason="the list has no section to put it in")
    return None


def _over(likely: int, opened: int, places: int, rules: Rules) -> Hold | None:
    """Which cap one more candidate would exceed; `opened` is the number of proposals with it."""
    if likely > rules.per_day:
        return Hold(wait=Wait.ROOM, reason=f"more than {rules.per_day} likely papers today")
    if opened <= places:
        return None
    if places < rules.per_run:
        return Hold(wait=Wait.ROOM, reason="waits for room: enough proposals are open")
    return Hold(wait=Wait.NEXT_RUN, reason="waits for the next run")


# --- open: house style and proposal -------------------------------------------------------------------------------


def _open(
    base: Base, newest: Book, chosen: Iterable[Candidate], rules: Rules
) -> tuple[list[Action], list[Held], list[Skip]]:
    actions: list[Action] = []
    failed: list[Held] = []
    left: list[Skip] = []
    for candidates in group.split(chosen, rules.group_by):
        able, unable = _writable(newest, candidates)
        failed += unable
        if able:
            composed, insertion = newest.propose(able, today=rules.today, run_url=rules.run_url)
            composed = replace(composed, base=base.sha)
            actions.append(Open(proposal=composed, files=insertion.files(), base=base))
            left += [
                replace(skip, what=f"{composed.paper.title}: {skip.what} stays as it is") for skip in insertion.left
            ]
    return actions, failed, left


def _writable(newest: Book, candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Held]]:
    able: list[Candidate] = []
    failed: list[Held] = []
    for candidate in candidates:
        try:
            newest.add(candidate.paper, candidate.section)
            able.append(candidate)
        except ListError as error:
            failed.append(Held(candidate=candidate, wait=Wait.PLACE, reason=str(error)))
    return able, failed


def _woken(situation: Situation, newest: Book, rules: Rules) -> tuple[list[Action], list[Stuck]]:
    """Snoozed proposals whose day has come wait again; one whose place is gone from the list needs a person."""
    actions: list[Action] = []
    stuck: list[Stuck] = []
    for sleeper in situation.proposals:
        if sleeper.state is not State.SNOOZED or not sleeper.snoozed_until or sleeper.snoozed_until > rules.today:
            continue
        if all(newest.listed(paper) is not None for paper in sleeper.asked):
            # Somebody added it by hand while it slept: there is nothing left to decide.
            continue
        try:
            insertion = newest.entry_of(sleeper)
        except ListError as error:
            said = f"its snooze ended on {sleeper.snoozed_until}, but {error}; reopen it and move it to a section"
            stuck.append(Stuck(proposal=sleeper, reason=said))
            continue
        actions.append(
            Reopen(
                proposal=told(followed(situation.base, sleeper), insertion, situation.base),
                files=insertion.files(),
                base=situation.base,
            )
        )
    return actions, stuck


def to_resolve(papers: Sequence[Paper], situation: Situation, rules: Rules) -> list[Paper]:
    """The papers to look up a link for, the likeliest first; those looked up in vain before come last."""
    newest = book.newest(situation.base, rules.path)
    unlinked = [paper for paper in dedupe.merge(papers) if not identity.linked(paper)]
    fresh, _ = _sift(situation, newest, unlinked, rules)
    in_vain = {held.candidate.key for held in situation.ledger.backlog if held.wait is Wait.LINK}
    ranked = judge(situation, newest, fresh, rules)
    return [candidate.paper for candidate in sorted(ranked, key=lambda c: c.key in in_vain)]


def seen(situation: Situation, planned: Plan, today: str) -> tuple[Paper, ...]:
    """The sample of what the feeds bring, as it is after this run; papers known already are not added to it."""
    judged = (*planned.proposed, *(held.candidate for held in planned.held))
    return background.sampled(situation.ledger.background, (candidate.paper for candidate in judged), today)
