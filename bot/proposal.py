"""Candidate → Proposal, and its body written anew whenever the list or a person changed what it says.

What it is made of stands in `bot/proposing/`: `proposal_names` what the forge calls it, `proposal_body` the text people
read, `proposal_block` the hidden block it is read back from, `proposal_bounds` how long each part may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import escape
from bot.model import SECTION_SEPARATOR, Candidate, Insertion, Member, Paper, Proposal
from bot.proposing import proposal_body
from bot.proposing.proposal_block import hidden_block
from bot.proposing.proposal_bounds import fitted, short, short_match, short_placement, short_relevance
from bot.proposing.proposal_names import branch_of, title_of

BODY_LIMIT = 60_000
"""Characters; GitHub refuses 65,536."""


def together(members: Sequence[Member]) -> Paper:
    """The stand-in that names several papers as one: how many and where; its abstract lists them."""
    wanted = [member for member in members if member.wanted]
    places = list(dict.fromkeys(member.section for member in wanted))
    count = f"{len(wanted)} paper{'s' * (len(wanted) != 1)}"
    where = short(places[0][-1], 100) if len(places) == 1 and places[0] else f"{len(places)} sections"
    listed = [_listed(member) for member in wanted]
    return Paper(
        title=f"{count} for {where}",
        abstract="\n".join(listed),
        sources=tuple(dict.fromkeys(source for member in wanted for source in member.paper.sources)),
    )


def _listed(member: Member) -> str:
    section = short(SECTION_SEPARATOR.join(member.section), 100)
    return f"{short(member.paper.title, 200)} ({section}), {member.paper.url[:200]}"


def compose(candidate: Candidate, *, path: str, insertion: Insertion, today: str, run_url: str = "") -> Proposal:
    """Write the proposal of one candidate: what `insertion` adds to `path`, and why; `today` is an ISO date."""
    composed = Proposal(
        key=candidate.key,
        branch=branch_of(candidate.key),
        title=title_of(candidate.paper),
        body="",
        paper=candidate.paper,
        section=candidate.section,
        path=path,
        relevance=short_relevance(candidate.relevance),
        placement=short_placement(candidate.placement),
        match=short_match(candidate.match),
        twin=short(candidate.twin, 1_000),
        twin_key=short(candidate.twin_key, 300),
    )
    return describe(fitted(composed), insertion, today=today, run_url=run_url)


def describe(proposal: Proposal, insertion: Insertion, *, today: str, run_url: str = "") -> Proposal:
    """Write the body anew: after a change of paper, section or list. The paper must be one that `compose` returned."""
    paths = tuple(insertion.files(proposal.path))
    proposal = replace(proposal, files=paths if paths != (proposal.path,) else ())
    if proposal.members:
        proposal = replace(proposal, paper=together(proposal.members))
    block = hidden_block(proposal)
    body = ""
    for abstract_limit in (6_000, 2_000, 0):
        shown = (
            proposal_body.of_group(proposal, insertion)
            if proposal.members
            else proposal_body.of_one(proposal, insertion, abstract_limit)
        )
        parts = [*shown, proposal_body.footer(today, run_url), block]
        body = "\n\n".join(part for part in parts if part) + "\n"
        if len(body) < BODY_LIMIT:
            break
    return replace(proposal, body=body, title=title_of(proposal.paper))


def safe_paper(paper: Paper) -> Paper:
    """The paper as it may be written into a list: every printed text as `escape.paper` has it, its idea on one line."""
    return escape.paper(replace(paper, idea=escape.plain(paper.idea)))
