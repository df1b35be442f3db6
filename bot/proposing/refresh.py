"""A newer list → actions on open proposals: render again, close what was added by hand. Pure.

`branch = f(key)`, `content = f(newest list, entry)`: an open proposal is rendered again, never resolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from bot import book, dedupe, proposal
from bot.actions import Action, Close, Refresh
from bot.book import Book
from bot.errors import ListError, SectionNotFound
from bot.model import Base, Insertion, Known, Member, Paper, Proposal, State, Verdict
from bot.proposing import by_hand, carry, group

Shelf = Callable[[str], Book]
"""Path → the list as that file's proposals see it (`Book`), read once for all of them."""
BY_HAND = "somebody added it by hand"
_MOVE = "comment `/section A > B` on its pull request, or choose its section in the app"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stuck:
    """An open proposal that cannot be brought up to date without a person, and why."""

    proposal: Proposal
    reason: str


def refresh(base: Base, proposals: Iterable[Proposal]) -> tuple[list[Action], list[Stuck]]:
    """Bring every waiting proposal onto `base`; close those whose paper was added by hand in the meantime."""
    actions: list[Action] = []
    stuck: list[Stuck] = []
    waiting = [followed(base, found) for found in proposals if found.state.waiting]
    shelf = _shelf(base)
    for one in waiting:
        try:
            actions += _asked_of(base, one, _earlier(one, waiting), shelf)
        except SectionNotFound as error:
            stuck.append(Stuck(proposal=one, reason=f"{error}; {_MOVE}"))
        except ListError as error:
            stuck.append(Stuck(proposal=one, reason=str(error)))
    return actions, stuck


def brought_up(base: Base, waiting: Proposal) -> list[Action]:
    """The actions that bring one waiting proposal onto `base`; none where it is there already.

    Raises ListError where only a person can bring it there.
    """
    return _asked_of(base, followed(base, waiting), (), _shelf(base))


def followed(base: Base, found: Proposal) -> Proposal:
    """The proposal, moved to the list's own file where its file no longer belongs to the list, as after a renaming.

    What a person wrote on its branch stays where they wrote it.
    """
    if found.path in base.files or base.layout.path not in base.files or found.touched:
        return found
    return replace(found, path=base.layout.path)


def _shelf(base: Base) -> Shelf:
    return cache(partial(book.newest, base))


def _asked_of(base: Base, waiting: Proposal, earlier: Sequence[Proposal], shelf: Shelf) -> list[Action]:
    if waiting.members:
        return _group(base, waiting, earlier, shelf)
    twin = _twin(waiting.paper, earlier)
    if twin:
        return [_superseded(waiting, twin)]
    if waiting.base == base.sha and not waiting.untold:
        return []
    newest = shelf(waiting.path)
    waiting = by_hand.read(newest, waiting)
    there = newest.listed(waiting.paper)
    if there is not None:
        return [_superseded(waiting, f"already in {there[0]}, line {there[1]}: {BY_HAND}")]
    return [_rendered(base, newest, waiting)]


def _superseded(waiting: Proposal, reason: str) -> Close:
    return Close(proposal=waiting, state=State.SUPERSEDED, reason=reason, by="gleaner")


def _rendered(base: Base, newest: Book, waiting: Proposal) -> Refresh:
    if waiting.touched and waiting.branched:
        files = carry.files(waiting, waiting.branched, newest.texts)
        return Refresh(proposal=told(waiting, newest.shown(files), base), files=files, base=base, carry=True)
    insertion = newest.add(waiting.paper, waiting.section)
    return Refresh(proposal=told(waiting, insertion, base), files=insertion.files(), base=base)


# --- several papers in one ------------------------------------------------------------------------------------------


def _group(base: Base, waiting: Proposal, earlier: Sequence[Proposal], shelf: Shelf) -> list[Action]:
    newest = shelf(waiting.path) if waiting.base != base.sha or waiting.untold else None
    members = waiting.members if newest is None else group.settled(waiting, newest.listed)
    members = tuple(_unless_twin(member, earlier) for member in members)
    if not any(member.wanted for member in members):
        return [_emptied(waiting, members)]
    if newest is None and members == waiting.members and group.is_written(waiting):
        return []
    return [ticked(base, replace(waiting, members=members), waiting.members)]


def ticked(base: Base, waiting: Proposal, read: tuple[Member, ...]) -> Refresh:
    """Write a group as its boxes say; `read` are the members as they were read. ListError where only a person can."""
    newest = book.newest(base, waiting.path)
    waiting = by_hand.read(newest, waiting)
    members = tuple(replace(member, written=member.wanted) for member in waiting.members)
    after = replace(waiting, members=members)
    if not (waiting.touched and waiting.branched):
        shown = newest.add_all(members)
        return Refresh(proposal=told(after, shown, base), files=shown.files(), base=base, read=read)
    files = carry.files(waiting, group.leaving(waiting), newest.texts)
    back = [member for member in waiting.members if member.wanted and not member.written]
    if back:
        files |= newest.with_texts(files).add_all(back).files()
    return Refresh(proposal=told(after, newest.shown(files), base), files=files, base=base, carry=True, read=read)


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
    """The earlier proposal that is certainly this paper, in words, or ""; two runs at once may know it by two ids."""
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
