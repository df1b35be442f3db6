"""A person's "same" or "different" about a paper and its possible twin → actions on the proposal and the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.actions import Action, Close
from bot.forge import Forge
from bot.ledger import Answer
from bot.ledger import Decision as Answered
from bot.model import Base, Match, Proposal, State, Verdict
from bot.proposing import decide
from webapp.services import answers
from webapp.services.journal import Act, Decision

ANSWERS = {Act.SAME: Answer.SAME, Act.DIFFERENT: Answer.DIFFERENT}


def apart(proposal: Proposal) -> Proposal:
    """The proposal without its twin."""
    return replace(proposal, twin="", match=Match(verdict=Verdict.NEW))


def kept(proposal: Proposal) -> dict[str, object]:
    """What has to be known to put the twin back beside the paper."""
    match = proposal.match
    return {
        "twin": proposal.twin,
        "verdict": match.verdict.value,
        "score": match.score,
        "reasons": list(match.reasons),
    }


def superseded(proposal: Proposal, by: str) -> Close:
    """The close of a paper that is the same as another one: it is no refusal, and nothing is learned from it."""
    return Close(proposal=proposal, state=State.SUPERSEDED, reason=f"the same paper as {proposal.twin}", by=by)


def told_apart(base: Base, proposal: Proposal) -> tuple[Action, ...]:
    """The proposal shown without its twin; a branch a person wrote on stays as it is."""
    if proposal.touched or proposal.members:
        return ()
    return (decide.revise(base, apart(proposal), proposal.paper, proposal.section),)


def together_again(base: Base, proposal: Proposal, undone: Decision) -> tuple[Action, ...]:
    """The proposal with the twin that was told apart."""
    if proposal.touched or proposal.members:
        return ()
    before = replace(proposal, twin=str(undone.edits.get("twin", "")), match=_match(undone.edits))
    return (decide.revise(base, before, proposal.paper, proposal.section),)


def remember(forge: Forge, proposal: Proposal, decision: Decision) -> None:
    """Write the answer into the ledger, for every later run; nothing for other decisions, or an unknown twin."""
    answer = ANSWERS.get(decision.act)
    if answer is None or not proposal.twin_key:
        return
    when = datetime.fromtimestamp(decision.at, UTC).isoformat(timespec="seconds")
    said = Answered(
        key=proposal.key, answer=answer, title=decision.title, other=proposal.twin_key, by=decision.by, when=when
    )
    answers.remember(forge, [said], f"Remember that two papers are {answer.value}")


def forget(forge: Forge, proposal: Proposal, undone: Decision) -> None:
    """Take the answer of an undone decision out of the ledger."""
    answer = ANSWERS.get(undone.act)
    if answer is not None and proposal.twin_key:
        message = f"Forget that two papers are {answer.value}"
        answers.forget(forge, proposal.key, proposal.twin_key, [answer], message)


def _match(facts: Mapping[str, object]) -> Match:
    reasons = facts.get("reasons")
    return Match(
        verdict=Verdict(str(facts.get("verdict", Verdict.MAYBE))),
        score=float(str(facts.get("score", 0))),
        reasons=tuple(map(str, reasons)) if isinstance(reasons, list) else (),
    )
