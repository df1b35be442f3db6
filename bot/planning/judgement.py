"""What this list's maintainers would take, and in which section: learned from its entries, proposals and ledger."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from bot import relevance, topics
from bot.book import Book, Listing
from bot.errors import SectionNotFound
from bot.learning import background
from bot.learning.spelling import Spelling
from bot.ledger import Answer
from bot.model import Candidate, Paper, Placement, Proposal, Relevance, State
from bot.planning.caps import Rules
from bot.planning.memory import Listed, listed_papers
from bot.planning.situation import Situation


def judge(situation: Situation, newest: Book, fresh: Sequence[Candidate], rules: Rules) -> list[Candidate]:
    """The candidates with relevance, placement and section, best first."""
    if not fresh:
        return []
    papers = [candidate.paper for candidate in fresh]
    listed = listed_papers(newest, situation.ledger)
    judged = judge_relevance(situation, listed, papers, rules)
    placed = learn_topics(newest, listed, rules).place(papers)
    ranked = [
        replace(c, relevance=r, placement=p, section=_section(newest, p, rules))
        for c, r, p in zip(fresh, judged, placed, strict=True)
    ]
    return sorted(ranked, key=lambda c: (-c.relevance.score, c.paper.title))


def judge_relevance(
    situation: Situation, listed: Sequence[Listed], papers: Sequence[Paper], rules: Rules
) -> list[Relevance]:
    """How likely this list takes each paper, learned against what its feeds bring: past papers and these."""
    sample = background.sampled(unasked(situation, rules), papers, rules.today)
    return background.judged(
        papers,
        sample,
        lambda others, rate: learn_relevance(situation, listed, rules, others, rate),
        entries=[paper for paper, _ in listed],
        today=rules.today,
    )


def unasked(situation: Situation, rules: Rules) -> list[Paper]:
    """The ledger's sample without papers a person may still take: proposals, and a backlog that only waits for room."""
    likely = (held.candidate for held in situation.ledger.backlog)
    waiting = [candidate.paper for candidate in likely if candidate.relevance.score >= rules.at_least]
    return background.without(
        situation.ledger.background, [*(p for one in situation.proposals for p in one.papers), *waiting]
    )


def learn_relevance(
    situation: Situation,
    listed: Sequence[Listed],
    rules: Rules,
    others: Sequence[Paper] = (),
    rate: float = background.LEAST_RATE,
) -> relevance.Ranker:
    """Learn what this list takes from its entries and its maintainers' decisions, against `others`."""
    dismissed = [
        held.candidate.paper
        for held in situation.ledger.backlog
        if held.candidate.key in {d.key for d in situation.ledger.decisions if d.answer is Answer.DISMISSED}
    ]
    return relevance.learn(
        [paper for paper, _ in listed],
        background=others,
        keywords=rules.keywords,
        taken=[paper for p in situation.proposals if p.state is State.ACCEPTED for paper in p.asked],
        refused=[*(paper for p in situation.proposals for paper in refused(p)), *dismissed],
        rate=rate,
    )


def refused(known: Proposal) -> tuple[Paper, ...]:
    """The papers a person said no to: all of a closed proposal, those unticked of any other."""
    if known.state is State.REJECTED:
        return known.papers
    return tuple(member.paper for member in known.members if not member.ticked)


def learn_topics(alist: Listing, listed: Sequence[Listed], rules: Rules) -> topics.Placer:
    """Learn which section a paper goes to; sections the config leaves out are not offered."""
    offered = [section.path for section in alist.sections if _offered(section.name, rules)]
    spelling = Spelling(tags=rules.tag_aliases)
    return topics.learn([(replace(p, tags=spelling.tagged(p.tags)), section) for p, section in listed], offered)


def _offered(name: str, rules: Rules) -> bool:
    if rules.only_sections and not any(name.startswith(only) for only in rules.only_sections):
        return False
    return not any(name.startswith(skip) for skip in rules.skip_sections)


def _section(newest: Book, placement: Placement, rules: Rules) -> tuple[str, ...]:
    for scored in placement.sections:
        with contextlib.suppress(SectionNotFound):
            found = newest.find(scored.name)
            if found:
                return found
    if rules.default_section:
        return newest.find(rules.default_section)
    filled = [section for section in newest.sections if section.entries]
    return filled[0].path if filled else ()
