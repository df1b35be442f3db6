"""The commands of a comment → actions on the proposal, answers for the ledger, and the reply to the person.

All edits of one comment make one revision; then the proposal is merged, closed or snoozed, whatever their order. A
comment that is handled twice changes nothing the second time: edits and decisions set a state, not a step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot import book, escape
from bot.actions import Action, Close, Refresh
from bot.errors import SectionNotFound
from bot.ledger import Answer, Decision
from bot.model import CODE_LABEL, Base, Link, Match, Paper, Proposal, State, Verdict
from bot.proposing import decide
from bot.proposing.comment import Order, Said, Verb
from bot.proposing.refresh import brought_up


class Reaction(StrEnum):
    """A reaction to a comment, as the forge names it."""

    DONE = "+1"
    NOT_YOURS = "-1"
    CONFUSED = "confused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """One comment on a proposal's page. Times are ISO 8601; `reacted` says that anybody at all reacted to it."""

    id: int
    number: int
    author: str
    body: str
    created: str = ""
    updated: str = ""
    url: str = ""
    bot: bool = False
    reacted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """What is known when a comment is answered: who wrote it, the time, every proposal, the list where it is needed."""

    by: str
    when: str
    proposals: tuple[Proposal, ...] = ()
    base: Base | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a comment asks for: actions on its proposal in order, answers to remember, sentences of the reply."""

    actions: tuple[Action, ...] = ()
    answers: tuple[Decision, ...] = ()
    words: tuple[str, ...] = ()


EDITS = frozenset({Verb.SECTION, Verb.TAG, Verb.TITLE, Verb.CODE, Verb.IDEA, Verb.DIFFERENT})
_ENDS = {
    Verb.APPROVE: State.ACCEPTED,
    Verb.REJECT: State.REJECTED,
    Verb.SNOOZE: State.SNOOZED,
    Verb.SAME: State.SUPERSEDED,
}
"""A verb that ends the waiting → the state it leads to."""
NO_RIGHT = (
    "thank you! Steering this proposal takes write access to the repository. "
    "A maintainer who agrees can write the same comment."
)


def needs_list(said: Said) -> bool:
    """Whether the newest list has to be read to do what is asked."""
    return any(order.verb in EDITS or order.verb in (Verb.APPROVE, Verb.REFRESH) for order in said.orders)


def asked(said: Said, waiting: Proposal, now: Moment) -> Asked:
    """What to do for a comment; raises the errors of `decide` where the newest list does not let it happen."""
    base = now.base
    words = list(said.mistakes)
    if not said.orders:
        return Asked(words=tuple(words))
    ends = [order for order in said.orders if order.verb in _ENDS]
    if not waiting.state.waiting:
        return _decided(waiting, ends, words)
    if len({order.verb for order in ends}) > 1:
        both = " and ".join(f"/{order.verb}" for order in ends)
        return Asked(words=(*words, f"{both} contradict each other: nothing was done"))
    actions: list[Action] = []
    answers: list[Decision] = []
    edits = [order for order in said.orders if order.verb in EDITS]
    if edits and base is not None:
        revision, told = _revised(edits, waiting, base)
        words += told
        answers = _answers(edits, waiting, now)
        if revision is not None:
            actions.append(revision)
            waiting = revision.proposal
    if not ends and not edits and base is not None and waiting.base != base.sha:
        actions += brought_up(base, waiting)
    if ends:
        last, why_not = _end(ends[-1], waiting, now, understood=not words)
        actions += last
        words += [why_not] if why_not else []
    return Asked(actions=tuple(actions), answers=tuple(answers), words=tuple(words))


def _decided(decided: Proposal, ends: list[Order], words: list[str]) -> Asked:
    """The reply to a comment on a decided proposal: fine where it asked for just that decision, else a sentence."""
    if any(_ENDS[order.verb] is decided.state for order in ends):
        return Asked(words=tuple(words))
    word = decided.state.value.partition(":")[2]
    way = "take the entry out of the list by hand" if decided.state is State.ACCEPTED else "reopen it to go on"
    return Asked(words=(*words, f"this proposal is {word} already; {way}"))


# --- edits ------------------------------------------------------------------------------------------------------------


def _revised(edits: list[Order], waiting: Proposal, base: Base) -> tuple[Refresh | None, list[str]]:
    """One revision for all edits, and sentences on what could not be done; None where nothing could.

    It is a revision even where everything is as asked: an earlier try may have changed the words and not the branch.
    """
    paper, section, words = waiting.paper, waiting.section, []
    for order in edits:
        if order.verb is Verb.SECTION:
            try:
                section = book.newest(base, waiting.path).find(order.text)
            except SectionNotFound as error:
                words.append(f"/section: {error}")
        elif order.verb is not Verb.DIFFERENT:
            paper = _edited(paper, order)
        elif not waiting.twin_key:
            words.append("/different: no twin is shown here")
    if len(words) == len(edits):
        return None, words
    told_apart = any(order.verb is Verb.DIFFERENT for order in edits)
    apart = replace(waiting, twin="", match=Match(verdict=Verdict.NEW)) if told_apart else waiting
    return decide.revise(base, apart, paper, section), [*words, *_unseen(edits, waiting, paper, section, base)]


def _edited(paper: Paper, order: Order) -> Paper:
    if order.verb is Verb.TITLE:
        return replace(paper, title=escape.plain(order.text, 500))
    if order.verb is Verb.IDEA:
        return replace(paper, idea=escape.plain(order.text, 1_000))
    if order.verb is Verb.CODE:
        label = paper.code[0].label if paper.code else CODE_LABEL
        return replace(paper, code=(Link(label=label or CODE_LABEL, url=order.text), *paper.code[1:]))
    drop = {name.casefold() for name in (*order.drop, *order.add)}
    added = dict.fromkeys(escape.plain(name, 100) for name in order.add)
    return replace(paper, tags=(*(tag for tag in paper.tags if tag.casefold() not in drop), *added))


def _unseen(edits: list[Order], waiting: Proposal, paper: Paper, section: tuple[str, ...], base: Base) -> list[str]:
    """A sentence for each field that was set although entries of this section do not print it."""
    newest = book.newest(base, waiting.path)
    whole = newest.add(paper, section).block
    without = {
        Verb.TAG: replace(paper, tags=waiting.paper.tags),
        Verb.CODE: replace(paper, code=waiting.paper.code),
        Verb.IDEA: replace(paper, idea=waiting.paper.idea),
    }
    verbs = [verb for verb in dict.fromkeys(order.verb for order in edits) if verb in without]
    silent = [verb for verb in verbs if without[verb] != paper and newest.add(without[verb], section).block == whole]
    return [f"/{verb}: kept, but the entries of this section print no such thing" for verb in silent]


def _answers(edits: list[Order], waiting: Proposal, now: Moment) -> list[Decision]:
    if not waiting.twin_key or all(order.verb is not Verb.DIFFERENT for order in edits):
        return []
    title = escape.plain(waiting.paper.title, 300)
    answer = Decision(key=waiting.key, answer=Answer.DIFFERENT, title=title, other=waiting.twin_key)
    return [replace(answer, by=now.by, when=now.when)]


# --- ends -------------------------------------------------------------------------------------------------------------


def _end(order: Order, waiting: Proposal, now: Moment, *, understood: bool) -> tuple[list[Action], str]:
    """The actions of a decision, or why there are none; a merge waits where part of the comment was not understood."""
    if order.verb is Verb.REJECT:
        return [decide.reject(waiting, escape.plain(order.text, 500), now.by)], ""
    if order.verb is Verb.SNOOZE:
        return [decide.snooze(waiting, order.until, now.by)], ""
    if order.verb is Verb.SAME:
        twin = _twin(order, waiting, now.proposals)
        if not twin:
            return [], "/same: no twin is shown here; name the other proposal, as /same #12"
        reason = f"the same paper as {twin}"
        return [Close(proposal=waiting, state=State.SUPERSEDED, reason=reason, by=now.by)], ""
    if not understood or now.base is None:
        return [], "not merged, as not all of the comment could be done; write /approve again"
    return list(decide.approve(now.base, waiting, now.by)), ""


def _twin(order: Order, waiting: Proposal, proposals: tuple[Proposal, ...]) -> str:
    """Where the same paper stands, in words; "" where nothing is known of it."""
    if order.number is None:
        return waiting.twin
    others: Mapping[int | None, Proposal] = {p.number: p for p in proposals if p.number != waiting.number}
    other = others.get(order.number)
    return f"“{other.paper.title}” (proposal {other.number})" if other else ""
