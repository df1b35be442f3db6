"""Papers without a link → the same papers with one, found by title and accepted only on evidence.

A saved page gives titles and abstracts alone. A paper is accepted where its folded title is equal and its abstract does
not contradict, or where the folded abstracts are equal: on real pages 63 of 63 title matches have equal abstracts, and
the abstract finds a title whose TeX was lost. Everything else stays unresolved, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.config import Sources
from bot.errors import SourceError
from bot.identity import is_strong, keys_of
from bot.model import Paper, Skip
from bot.sources import arxiv, huggingface
from bot.sources.http import Client
from bot.titles import fold

MOST = 40
"""Papers looked up in one run: at arXiv's pace that is two minutes."""
GIVE_UP_AFTER = 2
SHORTEST_PROOF = 200
"""Characters of a folded abstract that prove identity on their own."""
ALIKE = 0.5
"""Share of common words below which two abstracts tell of two papers."""

Look = Callable[[str], tuple[Paper, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """The papers in their order, with what was found filled in; `unresolved` says why the others have no link."""

    papers: tuple[Paper, ...] = ()
    unresolved: tuple[Skip, ...] = ()
    asked: int = 0


@dataclass(kw_only=True, slots=True)
class _Service:
    """One place to look, left alone once it fails twice in a row."""

    name: str
    look: Look
    failures: int = 0
    last: str = ""

    @property
    def open(self) -> bool:
        return self.failures < GIVE_UP_AFTER


@dataclass(kw_only=True, slots=True)
class _Search:
    services: list[_Service]
    troubles: list[str] = field(default_factory=list)

    def find(self, paper: Paper) -> Paper | str:
        """The paper with its link, or the reason why there is none."""
        reasons: list[str] = []
        for service in self.services:
            if not service.open:
                reasons.append(f"{service.name} does not answer ({service.last})")
                continue
            try:
                found = _accepted(paper, service.look(paper.title))
            except SourceError as error:
                service.failures, service.last = service.failures + 1, str(error)
                reasons.append(f"{service.name}: {error}")
                continue
            service.failures = 0
            if isinstance(found, Paper):
                return _filled(paper, found)
            reasons.append(f"{service.name}: {found}")
        return "no link was found: " + "; ".join(reasons)


def resolve(
    papers: Sequence[Paper],
    client: Client,
    sources: Sources,
    *,
    most: int = MOST,
    on_progress: Callable[[str], None] | None = None,
) -> Resolution:
    """Look up those papers that have no link, in order, at most `most`; the rest waits for the next run."""
    search = _Search(services=list(_services(client, sources)))
    done: list[Paper] = []
    unresolved: list[Skip] = []
    asked = 0
    with client.turn():
        for paper in papers:
            if has_link(paper):
                done.append(paper)
                continue
            found: Paper | str = f"not looked up yet: {most} papers a run, in the order of the page"
            if asked < most:
                asked += 1
                if on_progress:
                    on_progress(f"looking up {asked}: {paper.title}")
                found = search.find(paper)
            if isinstance(found, str):
                unresolved.append(Skip(what=paper.title, why=found))
            done.append(paper if isinstance(found, str) else found)
    return Resolution(papers=tuple(done), unresolved=tuple(unresolved), asked=asked)


def has_link(paper: Paper) -> bool:
    """Whether a reader of the list could go to the paper."""
    return bool(paper.url) or any(map(is_strong, keys_of(paper)))


def _services(client: Client, sources: Sources) -> Iterator[_Service]:
    # Hugging Face first: it needs no pause between questions, and most saved pages are its own.
    yield _Service(
        name="Hugging Face", look=lambda title: huggingface.search(client, sources.huggingface_lookup, title)
    )
    yield _Service(name="arXiv", look=lambda title: arxiv.search_title(client, sources.arxiv_lookup, title))


def _accepted(wanted: Paper, found: Sequence[Paper]) -> Paper | str:
    same_abstract = [paper for paper in found if _proven(wanted, paper)]
    same_title = [paper for paper in found if fold(paper.title) == fold(wanted.title)]
    agreeing = [paper for paper in same_title if _agree(wanted.abstract, paper.abstract)]
    for candidates in (same_abstract, agreeing):
        ids = {paper.arxiv_id or paper.url: paper for paper in candidates}
        if len(ids) == 1:
            return next(iter(ids.values()))
        if ids:
            return f"{len(ids)} papers fit it ({', '.join(ids)})"
    if same_title:
        return f"the title is {same_title[0].arxiv_id or same_title[0].url}'s, the abstract is not"
    return "no paper of this title"


def _proven(wanted: Paper, found: Paper) -> bool:
    abstract = fold(wanted.abstract) if wanted.abstract else ""
    return len(abstract) >= SHORTEST_PROOF and abstract == (fold(found.abstract) if found.abstract else "")


def _agree(one: str, other: str) -> bool:
    """Whether two abstracts may be versions of one; an absent abstract contradicts nothing."""
    if not one or not other:
        return True
    words, others = set(fold(one).split()), set(fold(other).split())
    return len(words & others) >= ALIKE * len(words | others)


def _filled(paper: Paper, found: Paper) -> Paper:
    """What was found, under the sources the paper was seen in first."""
    return replace(
        found,
        abstract=found.abstract or paper.abstract,
        sources=tuple(dict.fromkeys((*paper.sources, *found.sources))),
    )
