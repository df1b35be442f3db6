"""Completing papers by asking services that know them by id: abstracts and venues.

Each service is asked for what the one before could not give, politely and for a bounded number of papers per run. What
is found is kept in the ledger, so that the next run goes on where this one stopped. A service that fails is reported
and left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot import venue
from bot.config import Sources
from bot.errors import SourceError
from bot.identity import arxiv_id_of, best_key, keys_of
from bot.learning.paper_text import month_of
from bot.model import Paper
from bot.sources import arxiv, crossref, huggingface, semantic_scholar
from bot.sources.http import Client

MOST = 300
"""Papers whose abstracts are asked for in one run: three requests, ten seconds at arXiv's pace."""
KEPT = 400
"""The newest papers whose abstracts fit into the ledger's file; more would be asked for again in every run."""
ONE_BY_ONE = 20
"""Papers asked for in one run where a service takes one at a time."""
KNOWN_VENUES = 500
"""Papers without a venue asked for in one run: one request to Semantic Scholar."""

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Papers with more than they had, and what went wrong, in sentences."""

    papers: tuple[Paper, ...] = ()
    trouble: tuple[str, ...] = ()


# --- abstracts ----------------------------------------------------------------------------------------------------


def abstracts(papers: Sequence[Paper], client: Client, sources: Sources, *, say: Say, api_key: str = "") -> Found:
    """The papers whose abstract was found, with abstract and date; the newest are asked for first.

    arXiv answers by the hundred; where it fails, Hugging Face is asked one by one; Semantic Scholar, where the config
    names it, for all that is still missing (papers with a DOI alone, too).
    """
    lacking = [paper for paper in newest_first(papers)[:KEPT] if not paper.abstract]
    trouble: list[str] = []
    found = _from_arxiv(lacking, client, sources, say, trouble)
    rest = [paper for paper in lacking if best_key(paper) not in found]
    if trouble:
        found |= _from_hugging_face(rest, client, sources, say, trouble)
        rest = [paper for paper in rest if best_key(paper) not in found]
    if sources.semantic_scholar and rest:
        say(f"asking Semantic Scholar for {min(len(rest), MOST)} abstracts")
        facts = semantic_scholar.facts(client, sources.semantic_scholar, rest[:MOST], api_key)
        trouble += [f"Semantic Scholar: {facts.trouble}"] if facts.trouble else []
        found |= _told(zip(rest, facts.papers, strict=False))
    return Found(papers=tuple(found.values()), trouble=tuple(trouble))


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """The papers, newest first: these say most about what a list wants now."""
    return sorted(papers, key=lambda paper: -(month_of(paper) or 0))


def _from_arxiv(
    papers: Sequence[Paper], client: Client, sources: Sources, say: Say, trouble: list[str]
) -> dict[str, Paper]:
    asked = {known: paper for paper in papers if (known := arxiv_id_of(paper))}
    if not asked:
        return {}
    say(f"fetching {min(len(asked), MOST)} abstracts of listed papers, once")
    answer = arxiv.papers_by_id(client, sources.arxiv_lookup, list(asked)[:MOST])
    trouble += [f"arXiv: {answer.trouble}"] if answer.trouble else []
    return _told((asked[paper.arxiv_id], paper) for paper in answer.papers if paper.arxiv_id in asked)


def _from_hugging_face(
    papers: Sequence[Paper], client: Client, sources: Sources, say: Say, trouble: list[str]
) -> dict[str, Paper]:
    asked = [(known, paper) for paper in papers if (known := arxiv_id_of(paper))][:ONE_BY_ONE]
    found: list[tuple[Paper, Paper | None]] = []
    if asked:
        say(f"asking Hugging Face for {len(asked)} abstracts that arXiv did not give")
    for known, paper in asked:
        try:
            found.append((paper, huggingface.by_id(client, sources.huggingface_lookup, known)))
        except SourceError as error:
            trouble.append(f"Hugging Face: {error}")
            break
    return _told(found)


def _told(pairs: Iterable[tuple[Paper, Paper | None]]) -> dict[str, Paper]:
    """Key → paper, completed by the abstract and date that were found for it."""
    return {
        best_key(paper): replace(
            paper,
            arxiv_id=paper.arxiv_id or more.arxiv_id,
            abstract=more.abstract,
            published=paper.published or more.published,
        )
        for paper, more in pairs
        if more is not None and more.abstract
    }


# --- venues -------------------------------------------------------------------------------------------------------


def venues(papers: Sequence[Paper], client: Client, sources: Sources, *, say: Say, api_key: str = "") -> Found:
    """All the papers, in order, with the venue where one of the services that the config names knows it.

    A paper whose authors name its venue is not asked for; a service's word counts only where it is a venue we can read.
    """
    known = {index: paper for index, paper in enumerate(papers) if not paper.venue and venue.venue_of(paper) is None}
    trouble: list[str] = []
    done = list(papers)
    if sources.semantic_scholar and known:
        asked = list(known)[:KNOWN_VENUES]
        say(f"asking Semantic Scholar for the venues of {len(asked)} papers")
        facts = semantic_scholar.facts(client, sources.semantic_scholar, [papers[i] for i in asked], api_key)
        trouble += [f"Semantic Scholar: {facts.trouble}"] if facts.trouble else []
        for index, more in zip(asked, facts.papers, strict=False):
            done[index] = _filled(done[index], more)
    if sources.crossref:
        dois = [index for index in known if not done[index].venue and crossref.knows(_doi(papers[index]))]
        if dois:
            say(f"asking Crossref for the venues of {min(len(dois), ONE_BY_ONE)} papers")
        _from_crossref(done, dois[:ONE_BY_ONE], client, sources, trouble)
    return Found(papers=tuple(done), trouble=tuple(trouble))


def _from_crossref(
    done: list[Paper], dois: Sequence[int], client: Client, sources: Sources, trouble: list[str]
) -> None:
    if sources.crossref is None:
        return
    for index in dois:
        try:
            done[index] = _filled(done[index], crossref.by_doi(client, sources.crossref, _doi(done[index])))
        except SourceError as error:
            trouble.append(f"Crossref: {error}")
            return


def _doi(paper: Paper) -> str:
    keys = (key.removeprefix("doi:") for key in keys_of(paper) if key.startswith("doi:"))
    return paper.doi or next(keys, "")


def _filled(paper: Paper, more: Paper | None) -> Paper:
    """The paper with what the service says, as far as it lacks it."""
    if more is None:
        return paper
    paper = replace(paper, abstract=paper.abstract or more.abstract)
    read = venue.accepted(more.venue, published=True) if more.venue else None
    if read is None or read.workshop:
        return paper
    year = read.year or more.year
    return replace(paper, venue=replace(read, year=year).text, year=year or paper.year)
