"""What a newer list asks of open proposals: pure functions from state to actions.

`branch = f(key)`, `content = f(newest list, entry)`: an open proposal is rendered again, never resolved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot import awesome, carry, dedupe, house_style, proposal
from bot.awesome import AwesomeList
from bot.errors import ListError, SectionNotFound
from bot.model import (
    Action,
    Base,
    Close,
    Insertion,
    Known,
    Paper,
    Proposal,
    Refresh,
    State,
    Verdict,
    paper_of,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stuck:
    """An open proposal that cannot be brought up to date without a person, and why."""

    proposal: Proposal
    reason: str


def refresh(base: Base, proposals: Iterable[Proposal]) -> tuple[list[Action], list[Stuck]]:
    """Bring every waiting proposal onto `base`; close those whose paper somebody added by hand meanwhile."""
    actions: list[Action] = []
    stuck: list[Stuck] = []
    for waiting in proposals:
        if not waiting.state.waiting or waiting.base == base.sha:
            continue
        try:
            actions += brought_up(base, waiting)
        except ListError as error:
            stuck.append(Stuck(proposal=waiting, reason=str(error)))
    return actions, stuck


def brought_up(base: Base, waiting: Proposal) -> list[Action]:
    """The actions that bring one waiting proposal onto `base`; ListError where only a person can."""
    alist = awesome.parse(base.files[waiting.path])
    line = listed_at(alist, waiting.paper)
    if line is not None:
        reason = f"already in {waiting.path}, line {line}: somebody added it by hand"
        return [Close(proposal=waiting, state=State.SUPERSEDED, reason=reason, by="gleaner")]
    return [_rendered(base, alist, waiting)]


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


def told(waiting: Proposal, insertion: Insertion, base: Base) -> Proposal:
    """The proposal with the title and body that fit its newest rendering."""
    return replace(proposal.describe(waiting, insertion, today=waiting.created[:10]), base=base.sha)


def rendered(alist: AwesomeList, paper: Paper, section: str | tuple[str, ...]) -> Insertion:
    """A paper of a stranger as an entry of this list: its texts made safe, then written in the list's hand."""
    return house_style.add(alist, proposal.safe_paper(paper), section)


def listed_at(alist: AwesomeList, paper: Paper) -> int | None:
    """The line of the entry that is this paper for certain, or None."""
    known = [Known(paper=paper_of(entry)) for entry in alist.entries]
    match = dedupe.Index(known).match(paper)
    return alist.entries[match.of].line if match.verdict is Verdict.DUPLICATE and match.of is not None else None


def section_of(alist: AwesomeList, name: str) -> tuple[str, ...]:
    """The path of the section a name means, or () where the list has none such."""
    try:
        return awesome.find_section(alist, name).path
    except SectionNotFound:
        return ()
