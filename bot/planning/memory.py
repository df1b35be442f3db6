"""What the ledger remembers from run to run: abstracts of listed papers, links, papers taken out, papers that wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot import identity
from bot.book import Listing
from bot.learning.paper_text import month_of
from bot.ledger import Ledger
from bot.matching.titles import fold_tight
from bot.model import Paper, Wait, paper_of

Listed = tuple[Paper, tuple[str, ...]]
"""A paper of the list with its section."""


def listed_papers(alist: Listing, ledger: Ledger) -> list[Listed]:
    """The papers that readers of the list see, with their sections, completed by what the ledger remembers."""
    remembered = {key: paper for paper in ledger.papers for key in identity.keys_of(paper) if identity.is_strong(key)}
    return [(_filled(paper_of(entry), remembered), entry.section) for entry in alist.entries if not entry.commented]


def remember(alist: Listing, ledger: Ledger, papers: Iterable[Paper]) -> list[Paper]:
    """The papers to keep in the ledger, with the best metadata known.

    Papers removed from the list come first, because they must not be proposed again; then those listed, newest first.
    The file is cut at its end where it grows too large.
    """
    by_key: dict[str, Paper] = {}
    for paper in (*ledger.papers, *papers):
        if paper.abstract:
            for key in identity.keys_of(paper):
                by_key.setdefault(key, paper)
    kept: dict[str, Paper] = {}
    for entry in alist.entries:
        paper = paper_of(entry)
        kept[identity.best_key(paper)] = _filled(paper, by_key)
    gone = {key: replace(p, abstract="") for p in ledger.papers if (key := identity.best_key(p)) not in kept}
    return [*gone.values(), *sorted(kept.values(), key=lambda paper: -(month_of(paper) or 0))]


def _filled(paper: Paper, known: Mapping[str, Paper]) -> Paper:
    """The paper with the abstract and date of the one known by a key of it."""
    more = next((known[key] for key in identity.keys_of(paper) if key in known), None)
    return replace(paper, abstract=more.abstract, published=more.published) if more else paper


def waiting(ledger: Ledger) -> list[Paper]:
    """The papers that an earlier run held for something other than better odds: room, an answer, a day.

    A feed forgets a paper after some days, and a maintainer may look later than that.
    """
    papers = [held.candidate.paper for held in ledger.backlog if held.wait is not Wait.CUT]
    return [paper for paper in papers if identity.linked(paper)]


def recalled(papers: Iterable[Paper], ledger: Ledger) -> list[Paper]:
    """The papers, with links that earlier runs found for those that came without."""
    found = {fold_tight(held.candidate.paper.title): held.candidate.paper for held in ledger.backlog}
    return [paper if identity.linked(paper) else _recall(paper, found.get(fold_tight(paper.title))) for paper in papers]


def _recall(paper: Paper, before: Paper | None) -> Paper:
    if before is None or not identity.linked(before):
        return paper
    return replace(before, abstract=before.abstract or paper.abstract, sources=paper.sources)
