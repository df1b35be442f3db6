"""A repository that looks as after ten weeks of use: for looking at the app's pages with data in them.

    python -m benchmarks.app_lived_in FOLDER [--days 70] [--seed 3]

The demo's list with some faults in it; papers of our own making proposed and decided day by day through the real local
forge, on a clock of the script's; a backlog, feeds that fare well and badly, metadata that entries do not know yet.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot import awesome, proposal
from bot.actions import Edit, Open
from bot.book import rendered
from bot.commands.demo import lay_out
from bot.forge import apply_all
from bot.forge.local import LocalForge
from bot.ledger import CANDIDATES, FEEDS, PAPERS, FeedState, write_backlog, write_feeds, write_papers
from bot.model import (
    Base,
    Candidate,
    Entry,
    Held,
    Match,
    Paper,
    Placement,
    Proposal,
    Relevance,
    Scored,
    Section,
    Verdict,
    Wait,
    paper_of,
)
from bot.planning.batch import Health
from bot.proposing import decide

LIST = "README.md"
OWN = "/2609."  # in the addresses of our papers
LONG = 4  # words of a title that can be varied
SOURCES = {"arxiv": 0.55, "huggingface": 0.3, "TMLR feed": 0.1, "github_trending": 0.05}
FIRST = "Sparse Cached Masked Routed Frozen Shared Quantized Streaming Causal Latent Gated Tiny".split()
SECOND = "Diffusion Tokenizers Attention Experts Adapters Decoders Flows Samplers Encoders Caches".split()
THIRD = "Long Video;Few-Step Sampling;Image Editing;Small Memory;Long Context;4-Bit Weights;Text Rendering".split(";")
PEOPLE = "Ada Byron;Kurt Weil;Mary Anning;Ida Rhodes;Karen Jones;Grace Hopper;Alan Kay;Rosa Peter;Emil Post".split(";")
REASONS = ["out of scope", "out of scope", "low quality", "duplicate", "not this list's focus"]


class Life:
    """The list, its maintainers, and a clock."""

    def __init__(self, folder: Path, seed: int, today: date) -> None:
        # A seeded generator: the same repository again.
        self.dice = random.Random(seed)
        self.now = datetime.combine(today, time(4, 17), UTC)
        self.forge = LocalForge(folder, clock=lambda: self.now)
        self.count = 0

    def lives(self, days: int) -> None:
        """So many days up to today."""
        end = self.now
        for ago in range(days, -1, -1):
            self.now = end - timedelta(days=ago)
            for _ in range(self.dice.choice([0, 1, 1, 2, 2, 3])):
                self.proposes()
            self.decides(self.dice.choice([0, 0, 1, 3, 4]) if ago > 1 else 0)
        self.now = end

    def proposes(self) -> None:
        """A run opens one proposal."""
        base = self.forge.base([LIST])
        alist = awesome.parse(base.files[LIST])
        candidate = self.candidate(self.dice.betavariate(3, 2))
        insertion = rendered(alist, candidate.paper, candidate.section)
        composed = proposal.compose(candidate, path=LIST, insertion=insertion, today=self.now.date().isoformat())
        self.forge.apply(Open(proposal=replace(composed, base=base.sha), files={LIST: insertion.text}, base=base))

    def proposes_a_twin(self) -> None:
        """A run opens a proposal that may repeat an entry."""
        base = self.forge.base([LIST])
        alist = awesome.parse(base.files[LIST])
        # Beside an entry of our own making: no paper of real people is made up.
        own = [e for e in alist.entries if OWN in e.url and len(e.title.split()) >= LONG]
        entry = max(own, key=lambda e: len(e.authors))
        made = self.candidate(0.9)
        words = entry.title.split()
        twin = replace(
            made,
            paper=replace(made.paper, title=" ".join([*words[:-1], "at", "Scale"]), authors=entry.authors),
            match=Match(verdict=Verdict.MAYBE, score=86, reasons=("titles 86% alike", "the same first author")),
            twin=f"“{entry.title}” ({LIST} line {entry.line})",
            twin_key=entry.keys[0],
            section=entry.section,
        )
        insertion = rendered(alist, twin.paper, twin.section)
        composed = proposal.compose(twin, path=LIST, insertion=insertion, today=self.now.date().isoformat())
        self.forge.apply(Open(proposal=replace(composed, base=base.sha), files={LIST: insertion.text}, base=base))

    def decides(self, most: int) -> None:
        """Somebody sits down for a while; the best come first."""
        waiting = [p for p in self.forge.proposals() if p.state.waiting]
        for found in sorted(waiting, key=lambda p: -p.relevance.score)[:most]:
            self.now += timedelta(hours=self.dice.uniform(0.2, 3))
            self.decide(self.forge.base([LIST]), found)

    def decide(self, base: Base, found: Proposal) -> None:
        """One decision: likely papers are mostly taken, and those of one source more than of another."""
        who = self.dice.choice(["ada", "ada", "kurt"])
        taste = {"arxiv": 0.05, "huggingface": 0.0, "TMLR feed": 0.15, "github_trending": -0.3}[found.paper.sources[0]]
        if self.dice.random() < found.relevance.score + taste:
            apply_all(self.forge, decide.approve(base, found, who))
        elif self.dice.random() < 0.12:
            until = (self.now.date() + timedelta(days=30)).isoformat()
            self.forge.apply(decide.snooze(found, until, who))
        else:
            self.forge.apply(decide.reject(found, self.dice.choice(REASONS), who))

    def candidate(self, score: float) -> Candidate:
        """A judged paper of our own making."""
        self.count += 1
        dice = self.dice
        names = [s for s in self.sections() if s.entries]
        sections = dice.sample(names, 3)
        source = dice.choices(list(SOURCES), list(SOURCES.values()))[0]
        first, second, third = dice.choice(FIRST), dice.choice(SECOND), dice.choice(THIRD)
        paper = Paper(
            title=f"{first} {second} for {third}" + (f", Part {self.count}" if self.count % 5 == 0 else ""),
            abstract=f"{second} are costly when it comes to {third.lower()}. We make them {first.lower()} and measure "
            "what is lost: little. A short schedule is enough, and the same weights serve two sizes.",
            authors=tuple(dice.sample(PEOPLE, dice.randint(2, 5))),
            url=f"https://arxiv.org/abs/2609.{self.count:05d}",
            arxiv_id=f"2609.{self.count:05d}",
            published=(self.now.date() - timedelta(days=dice.randint(0, 4))).isoformat(),
            venue="Arxiv 2026",
            tags=("Diffusion",) if second in ("Diffusion", "Flows", "Samplers") else (),
            sources=(source,),
            upvotes=dice.randint(0, 90) if source == "huggingface" else None,
            stars=dice.randint(5, 900) if source == "github_trending" else None,
        )
        shares = sorted((dice.uniform(0.05, 0.8) for _ in range(3)), reverse=True)
        return Candidate(
            paper=paper,
            key=f"arxiv:2609.{self.count:05d}",
            match=Match(verdict=Verdict.NEW),
            relevance=Relevance(score=score, why=(f"terms for: {second.lower()}, {first.lower()}", "near two entries")),
            placement=Placement(
                sections=tuple(Scored(name=s.name, score=n) for s, n in zip(sections, shares, strict=True)),
                tags=(Scored(name="Diffusion", score=0.5),),
            ),
            section=sections[0].path,
        )

    def sections(self) -> Sequence[Section]:
        """The list's sections."""
        return awesome.parse(self.forge.base([LIST]).files[LIST]).sections

    def keeps_a_ledger(self) -> None:
        """What a run writes down: backlog, feeds, metadata."""
        held = [self.candidate(self.dice.betavariate(1.3, 4)) for _ in range(60)]
        backlog = [waiting(candidate) for candidate in held]
        feeds = {
            "arxiv": self.fared(Health.NEW, 0, read=214, new=6),
            "huggingface": self.fared(Health.QUIET, 0, read=48),
            "TMLR feed": self.fared(Health.STALE, 12, read=20, detail="nothing newer than 12 days"),
            "github_trending": self.fared(Health.FAILED, 3, detail="503 three times"),
        }
        entries = awesome.parse(self.forge.base([LIST]).files[LIST]).entries
        papers = [known(entry) for entry in entries[:60]]
        files = {CANDIDATES: write_backlog(backlog), FEEDS: write_feeds(feeds), PAPERS: write_papers(papers)}
        self.forge.write_ledger(files, "Write the ledger")

    def fared(self, health: Health, ago: int, *, read: int = 0, new: int = 0, detail: str = "") -> FeedState:
        """How a source did whose newest paper is so many days old."""
        day = str(self.now.date() - timedelta(days=ago))
        checked = self.now.isoformat()
        return FeedState(health=health, detail=detail, newest=day, checked=checked, last_new=day, read=read, new=new)


def waiting(candidate: Candidate) -> Held:
    """The candidate as one of the backlog, where its score puts it."""
    if candidate.relevance.score < 0.5:
        return Held(candidate=candidate, wait=Wait.CUT, reason="below the cut of 50%")
    return Held(candidate=candidate, wait=Wait.ROOM, reason="waits for room: enough proposals are open")


def known(entry: Entry) -> Paper:
    """What the ledger knows of an entry's paper; some were accepted since they were listed."""
    paper = paper_of(entry)
    return replace(paper, comment="Accepted at ICLR 2025") if "Beats Diffusion" in entry.title else paper


def faulty(text: str) -> str:
    """The list with slips that people make."""
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("- ["))
    blank = lines.index("", first)
    again = [*lines[first:blank], ""]
    text = "\n".join([*lines[: blank + 1], *again, *lines[blank + 1 :]])
    return text.replace("](https://arxiv.org/abs/", "](htps://arxiv.org/abs/", 2).replace("htps", "https", 1)


def live(folder: Path, days: int = 70, seed: int = 3, today: date | None = None) -> None:
    """Make the repository."""
    lay_out(folder)
    life = Life(folder, seed, today or datetime.now(UTC).date())
    base = life.forge.base([LIST])
    slips = {LIST: faulty(base.files[LIST])}
    life.forge.save(Edit(name="slips", title="Edit by hand", files=slips, base=base))
    life.lives(days)
    life.proposes_a_twin()
    life.keeps_a_ledger()


def main() -> None:
    """Make it where the command line says."""
    parser = argparse.ArgumentParser(description="Make a repository that looks as after weeks of use.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--days", type=int, default=70)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    live(args.folder, args.days, args.seed)


if __name__ == "__main__":
    main()
