"""A real git repository with a list and open proposals of our own making, for tests that need the whole app."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pygit2

from bot import awesome, book, proposal
from bot.actions import Open
from bot.book import rendered
from bot.forge.local import LocalForge
from bot.ledger import CANDIDATES, FEEDS, FeedState, write_backlog, write_feeds
from bot.model import Candidate, Held, Match, Paper, Placement, Relevance, Scored, Verdict, Wait
from bot.planning.batch import Health
from tests.doubles.forge import LIST, PATH

TWIN = "“Four Bits and a Prayer” (README.md line 17)"


def make_repo(folder: Path, papers: int = 3, *, backlog: int = 0, text: str = LIST) -> Path:
    """Make the repository with this many proposals, best first `Paper 0`, and return its folder."""
    repo = pygit2.init_repository(folder, initial_head="main")
    (folder / PATH).write_text(text, encoding="utf-8")
    repo.index.add(PATH)
    repo.index.write()
    who = pygit2.Signature("Ada", "ada@example.org")
    repo.create_commit("HEAD", who, who, "Start the list", repo.index.write_tree(), [])
    forge = LocalForge(folder)
    for number in range(papers):
        propose(forge, number)
    held = [
        Held(candidate=candidate(900 + n, 0.4 - n / 100), wait=Wait.CUT, reason="below the cut of 60%")
        for n in range(backlog)
    ]
    feeds = {"arxiv": FeedState(health=Health.NEW, read=20, new=3, newest="2026-01-02", checked="2026-01-03T04:17:00Z")}
    forge.write_ledger({CANDIDATES: write_backlog(held), FEEDS: write_feeds(feeds)}, "Write the ledger")
    return folder


def propose(forge: LocalForge, number: int) -> None:
    """Open the proposal of the paper with this number."""
    base = forge.base([PATH])
    chosen = candidate(number, 0.95 - number / 1000)
    insertion = rendered(awesome.parse(base.files[PATH]), chosen.paper, chosen.section)
    composed = proposal.compose(chosen, path=PATH, insertion=insertion, today="2026-01-03")
    forge.apply(Open(proposal=replace(composed, base=base.sha), files={PATH: insertion.text}, base=base))


def propose_together(forge: LocalForge, *numbers: int) -> None:
    """Open one proposal of several papers."""
    base = forge.base([PATH])
    alist = awesome.parse(base.files[PATH])
    chosen = [candidate(number, 0.95 - number / 1000) for number in numbers]
    composed, insertion = book.of(alist, PATH).propose(chosen, today="2026-01-03")
    forge.apply(Open(proposal=replace(composed, base=base.sha), files={PATH: insertion.text}, base=base))


def candidate(number: int, score: float) -> Candidate:
    """One judged paper; every third may repeat an entry."""
    maybe = number % 3 == 2
    section = awesome.parse(LIST).sections[number % 2 + 1].path
    names = [s.name for s in awesome.parse(LIST).sections[1:]]
    paper = Paper(
        title=f"Paper {number} on $x^2$ <b>bold</b> [links](javascript:alert(1)) :red[claims]",
        abstract=f"Abstract {number}. Pruned weights are spared; <img src=x onerror=alert(1)> stays text.",
        authors=("Grace Hopper", "Alan Kay"),
        url=f"https://arxiv.org/abs/2501.{number:05d}",
        arxiv_id=f"2501.{number:05d}",
        venue="Arxiv 2025",
        published="2026-01-02",
        tags=("Pruning",),
        sources=("arxiv",),
        upvotes=number,
    )
    return Candidate(
        paper=paper,
        key=f"arxiv:2501.{number:05d}",
        match=Match(verdict=Verdict.MAYBE, score=84, reasons=("titles 84% alike",))
        if maybe
        else Match(verdict=Verdict.NEW),
        relevance=Relevance(score=score, why=("terms for: pruned, weights",), nearest=("Small Is Plenty",)),
        placement=Placement(
            sections=tuple(Scored(name=name, score=0.6 - n / 4) for n, name in enumerate(names)),
            tags=(Scored(name="Pruning", score=0.8),),
        ),
        section=section,
        twin=TWIN if maybe else "",
        twin_key="arxiv:2303.00003" if maybe else "",
    )
