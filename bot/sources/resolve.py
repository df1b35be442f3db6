"""Papers without a link → the same papers with one, found by title and accepted only on evidence.

A saved page gives titles and abstracts alone. A paper is accepted where its folded title is equal and its abstract does
not contradict, or where the folded abstracts are equal: on real pages 63 of 63 title matches have equal abstracts, and
the abstract finds a title whose TeX was lost. Everything else stays unresolved, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.config import Sources
from bot.errors import SourceError
from bot.identity import linked
from bot.matching.titles import fold
from bot.model import Paper, Skip
from bot.sources import arxiv, huggingface
from bot.sources.http import Client

MOST = 40
"""Papers looked up in one run: as many questions to Hugging Face, and an eighth of that to arXiv."""
GIVE_UP_AFTER = 2
SHORTEST_PROOF = 200
"""Characters of a folded abstract that prove identity on their own."""
ALIKE = 0.5
"""Share of common words below which two abstracts are of two papers."""

Look = Callable[[Sequence[str]], tuple[Paper, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """The papers in their order, with what was found filled in.

    `unresolved` says why others have no link; those of `put_off` were not looked up, as a run asks for so many only.
    """

    papers: tuple[Paper, ...] = ()
    unresolved: tuple[Skip, ...] = ()
    put_off: tuple[Skip, ...] = ()
    asked: int = 0


@dataclass(kw_only=True, slots=True)
class _Service:
    """One place to look up to `at_once` titles, left alone once it fails twice in a row."""

    name: str
    look: Look
    at_once: int
    failures: int = 0
    last: str = ""

    def answers(self, papers: Sequence[Paper], wanted: Sequence[int]) -> Iterator[tuple[int, Paper | str]]:
        """Each wanted paper's index, with the linked paper or the reason why there is none."""
        for first in range(0, len(wanted), self.at_once):
            some = wanted[first : first + self.at_once]
            yield from zip(some, self.find([papers[index] for index in some]), strict=True)

    def find(self, papers: Sequence[Paper]) -> list[Paper | str]:
        """For each paper the linked one, or the reason why there is none."""
        if self.failures == GIVE_UP_AFTER:
            return [f"{self.name} does not answer ({self.last})"] * len(papers)
        try:
            found = self.look([paper.title for paper in papers])
        except SourceError as error:
            self.failures, self.last = self.failures + 1, str(error)
            return [f"{self.name}: {error}"] * len(papers)
        self.failures = 0
        accepted = (_accepted(paper, found) for paper in papers)
        return [each if isinstance(each, Paper) else f"{self.name}: {each}" for each in accepted]


def resolve(
    papers: Sequence[Paper],
    client: Client,
    sources: Sources,
    *,
    most: int = MOST,
) -> Resolution:
    """Look up those papers that have no link, in order, at most `most`; the rest waits for the next run."""
    without = [index for index, paper in enumerate(papers) if not linked(paper)]
    reasons: dict[int, list[str]] = {index: [] for index in without[:most]}
    found: dict[int, Paper] = {}
    with client.turn():
        for service in _services(client, sources):
            left = [index for index in without[:most] if index not in found]
            for index, answer in service.answers(papers, left):
                if isinstance(answer, Paper):
                    found[index] = _filled(papers[index], answer)
                else:
                    reasons[index].append(answer)
    later = f"not looked up yet: {most} papers a run, in the order given"
    return Resolution(
        papers=tuple(found.get(index, paper) for index, paper in enumerate(papers)),
        unresolved=tuple(
            Skip(what=papers[index].title, why="no link was found: " + "; ".join(reasons[index]))
            for index in without[:most]
            if index not in found
        ),
        put_off=tuple(Skip(what=papers[index].title, why=later) for index in without[most:]),
        asked=len(without[:most]),
    )


def _services(client: Client, sources: Sources) -> Iterator[_Service]:
    # Hugging Face first: it needs no pause between questions, and most saved pages are its own.
    yield _Service(
        name="Hugging Face",
        look=lambda titles: huggingface.search(client, sources.huggingface_lookup, titles[0]),
        at_once=1,
    )
    yield _Service(
        name="arXiv",
        look=lambda titles: arxiv.search_titles(client, sources.arxiv_lookup, titles),
        at_once=arxiv.TITLES,
    )


def _accepted(wanted: Paper, found: Sequence[Paper]) -> Paper | str:
    same_abstract = [paper for paper in found if _proven(wanted, paper)]
    same_title = [paper for paper in found if fold(paper.title) == fold(wanted.title)]
    agreeing = [paper for paper in same_title if _agree(wanted.abstract, paper.abstract)]
    both = [paper for paper in same_abstract if paper in same_title]
    for candidates in (both, same_abstract, agreeing):
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
