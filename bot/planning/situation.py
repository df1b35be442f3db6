"""What is known before a run, and everything in it that a paper may repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot import awesome, identity
from bot.book import Book
from bot.ledger import Answer, Ledger
from bot.matching.listed import known_in
from bot.model import Base, Contribution, Hold, Known, Paper, Proposal


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """All that is known before a run: the newest list, every proposal, people's pull requests, the ledger."""

    base: Base
    proposals: tuple[Proposal, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    unresolved: Mapping[str, Hold] = field(default_factory=dict)
    """Title → why it has no link."""


def known_papers(
    newest: Book, proposals: Iterable[Proposal], contributions: Iterable[Contribution], ledger: Ledger
) -> list[Known]:
    """Everything a new paper may repeat, the list first, each with a person's words for where it is."""
    known = [*_listed(newest, ledger), *_proposed(proposals), *_contributed(contributions), *_dismissed(ledger)]
    return [*known, *_removed(ledger, known)]


def _listed(newest: Book, ledger: Ledger) -> Iterator[Known]:
    abstracts = {key: paper.abstract for paper in ledger.papers if paper.abstract for key in identity.keys_of(paper)}
    for path, entry in (*newest.placed, *newest.mirrored()):
        for known in known_in(entry, _place(path, entry.line, commented=entry.commented)):
            found = (abstracts[key] for key in identity.keys_of(known.paper) if key in abstracts)
            yield replace(known, paper=replace(known.paper, abstract=next(found, "")))


def _proposed(proposals: Iterable[Proposal]) -> Iterator[Known]:
    for proposal in proposals:
        for paper in proposal.papers:
            yield Known(paper=paper, where=_proposal_place(proposal))


def _contributed(contributions: Iterable[Contribution]) -> Iterator[Known]:
    for contribution in contributions:
        for entry in awesome.parse(contribution.added).entries:
            yield from known_in(entry, f"pull request #{contribution.number} by a person")


def _dismissed(ledger: Ledger) -> Iterator[Known]:
    for decision in ledger.decisions:
        if decision.answer is Answer.DISMISSED:
            paper = Paper(title=decision.title or decision.key, keys=(decision.key,))
            yield Known(paper=paper, where=f"dismissed {decision.when[:10]}".rstrip())


def _removed(ledger: Ledger, known: Iterable[Known]) -> Iterator[Known]:
    """Papers that the ledger remembers as listed and the list no longer holds: somebody took them out."""
    present = {key for k in known for key in identity.keys_of(k.paper) if identity.is_strong(key)}
    for paper in ledger.papers:
        if present.isdisjoint(identity.keys_of(paper)):
            yield Known(paper=paper, where="listed before, since removed")


def _place(path: str, line: int, *, commented: bool) -> str:
    return f"{path} line {line}" + (", inside a comment" if commented else "")


def _proposal_place(known: Proposal) -> str:
    number = f"proposal #{known.number}" if known.number is not None else f"proposal {known.branch}"
    word = known.state.value.partition(":")[2]
    return f"{number}, {word}" + (f": {known.reason}" if known.reason else "")
