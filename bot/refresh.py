"""What a newer list asks of open proposals: pure functions from state to actions.

`branch = f(key)`, `content = f(newest list, entry)`: an open proposal is rendered again, never resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot import awesome, carry, dedupe, group, house_style, proposal
from bot.awesome import AwesomeList
from bot.errors import ListError, SectionNotFound
from bot.listed import listed_at
from bot.model import (
    Action,
    Base,
    Close,
    Insertion,
    Known,
    Member,
    Paper,
    Proposal,
    Refresh,
    State,
    Verdict,
)

BY_HAND = "somebody added it by hand"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stuck:
    """An open proposal that cannot be brought up to date without a person, and why."""

    proposal: Proposal
    reason: str


def refresh(base: Base, proposals: Iterable[Proposal]) -> tuple[list[Action], list[Stuck]]:
    """Bring every waiting proposal onto `base`; close those whose paper came another way meanwhile."""
    actions: list[Action] = []
    stuck: list[Stuck] = []
    waiting = [found for found in proposals if found.state.waiting]
    for one in waiting:
        try:
            actions += _asked_of(base, one, _earlier(one, waiting))
        except ListError as error:
            stuck.append(Stuck(proposal=one, reason=str(error)))
    return actions, stuck


def brought_up(base: Base, waiting: Proposal) -> list[Action]:
    """The actions that bring one waiting proposal onto `base`; none where it stands there. ListError where only a
    person can.
    """
    return _asked_of(base, waiting, ())


def _asked_of(base: Base, waiting: Proposal, earlier: Sequence[Proposal]) -> list[Action]:
    if waiting.members:
        return _group(base, waiting, earlier)
    twin = _twin(waiting.paper, earlier)
    if twin:
        return [_superseded(waiting, twin)]
    if waiting.base == base.sha:
        return []
    alist = awesome.newest(base, waiting.path)
    line = listed_at(alist, waiting.paper)
    if line is not None:
        return [_superseded(waiting, f"already in {waiting.path}, line {line}: {BY_HAND}")]
    return [_rendered(base, alist, waiting)]


def _superseded(waiting: Proposal, reason: str) -> Close:
    return Close(proposal=waiting, state=State.SUPERSEDED, reason=reason, by="gleaner")


def _rendered(base: Base, alist: AwesomeList, waiting: Proposal) -> Refresh:
    if waiting.touched and waiting.written is not None and waiting.forked is not None:
        carried = carry.carry(waiting.forked, waiting.written, alist.text)
        if carried is None:
            raise ListError(
                f"{waiting.branch}: a person changed lines that changed in the list too; merge the branch by hand"
            )
        return Refresh(proposal=waiting, files={waiting.path: carried}, base=base, carry=True)
    insertion = rendered(alist, waiting.paper, waiting.section)
    return Refresh(proposal=told(waiting, insertion, base), files={waiting.path: insertion.text}, base=base)


# --- several papers in one ------------------------------------------------------------------------------------------


def _group(base: Base, waiting: Proposal, earlier: Sequence[Proposal]) -> list[Action]:
    alist = awesome.newest(base, waiting.path) if waiting.base != base.sha else None
    members = waiting.members if alist is None else group.settled(waiting, alist)
    members = tuple(_unless_twin(member, earlier) for member in members)
    if not any(member.wanted for member in members):
        return [_emptied(waiting, members)]
    if alist is None and members == waiting.members and group.is_written(waiting):
        return []
    return [ticked(base, replace(waiting, members=members), waiting.members)]


def ticked(base: Base, waiting: Proposal, read: tuple[Member, ...]) -> Refresh:
    """Write what a group's boxes say, which were `read` so; raises ListError where only a person can."""
    alist = awesome.newest(base, waiting.path)
    members = tuple(replace(member, written=member.wanted) for member in waiting.members)
    after = replace(waiting, members=members)
    carried = waiting.touched and waiting.written is not None and waiting.forked is not None
    if carried:
        text = group.carried(waiting, waiting.members, alist.text)
        shown = group.shown(alist.text, text)
    else:
        shown = group.rendered(alist, members)
    told_anew, files = told(after, shown, base), {waiting.path: shown.text}
    return Refresh(proposal=told_anew, files=files, base=base, carry=carried, read=read)


def _emptied(waiting: Proposal, members: Sequence[Member]) -> Close:
    gone = next((member.gone for member in members if member.gone), "")
    if gone:
        return _superseded(waiting, f"nothing is left of it: {gone}")
    return Close(proposal=waiting, state=State.REJECTED, reason="every paper of it was unticked", by="gleaner")


def _unless_twin(member: Member, earlier: Sequence[Proposal]) -> Member:
    twin = _twin(member.paper, earlier) if member.wanted else ""
    return replace(member, gone=twin) if twin else member


# --- twins: what two runs at once proposed --------------------------------------------------------------------------


def _earlier(one: Proposal, waiting: Iterable[Proposal]) -> list[Proposal]:
    """The proposals opened before this one."""
    return [
        other for other in waiting if other.number is not None and one.number is not None and other.number < one.number
    ]


def _twin(paper: Paper, earlier: Sequence[Proposal]) -> str:
    """The earlier proposal that is this paper for certain, in words; two runs at once may know it by two names."""
    known = [Known(paper=asked, where=_name(other)) for other in earlier for asked in other.asked]
    match = dedupe.Index(known).match(paper) if known else None
    if match is None or match.verdict is not Verdict.DUPLICATE or match.of is None:
        return ""
    return f"proposed in {known[match.of].where} already"


def _name(known: Proposal) -> str:
    return f"#{known.number}" if known.number is not None else known.branch


# --- one entry ------------------------------------------------------------------------------------------------------


def told(waiting: Proposal, insertion: Insertion, base: Base) -> Proposal:
    """The proposal with the title and body that fit its newest rendering."""
    return replace(proposal.describe(waiting, insertion, today=waiting.created[:10]), base=base.sha)


def rendered(alist: AwesomeList, paper: Paper, section: str | tuple[str, ...]) -> Insertion:
    """A paper of a stranger as an entry of this list: its texts made safe, then written in the list's hand."""
    return house_style.add(alist, proposal.safe_paper(paper), section)


def entry_of(alist: AwesomeList, one: Proposal) -> Insertion:
    """What a proposal writes into a list, of one paper or of several."""
    return group.rendered(alist, one.members) if one.members else rendered(alist, one.paper, one.section)


def section_of(alist: AwesomeList, name: str) -> tuple[str, ...]:
    """The path of the section a name means, or () where the list has none such."""
    try:
        return awesome.find_section(alist, name).path
    except SectionNotFound:
        return ()
