"""Learning from decisions while people triage: papers like those approved or refused move up or down.

The bot's own ranker is taught once with what the forge knows, and again after decisions. Only the difference between
the two is used, as a shift of the scores that the run wrote: those were learned with more papers than a page holds.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot import awesome, book
from bot.book import Listing
from bot.learning import background
from bot.model import Base, Keywords, Paper, Proposal, State
from bot.planning import judgement, memory
from bot.relevance import LEAST_BACKGROUND, Ranker, learn
from webapp.services.journal import Act, Decision, Stage
from webapp.services.queue import Reading

MOST = 1000
"""Waiting papers that are judged again, best first: more than anybody reads before the next reading."""
FARTHEST = 4.0
"""Largest shift of a score, in logits."""
QUIET = 0.4
"""Seconds without a decision before the ranker learns, so that a burst is learned from once."""
STANDS = (Stage.PENDING, Stage.DELIVERING, Stage.DELIVERED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """The decisions to learn from: the papers taken and those refused, each in the order they were decided."""

    taken: tuple[Paper, ...] = ()
    refused: tuple[Paper, ...] = ()


class Learning:
    """Shifts of the waiting papers' scores, worked out in the background."""

    def __init__(self, lesson: Callable[[], Lesson], reading: Callable[[], Reading]) -> None:
        self._lesson = lesson
        self._reading = reading
        self._wake = threading.Event()
        self._first: Ranker | None = None
        self._known: Lesson = Lesson()
        self.shifts: Mapping[str, float] = {}

    def start(self) -> None:
        """Learn in the background for as long as the process lives."""
        threading.Thread(target=self._run, name="gleaner-learning", daemon=True).start()

    def wake(self) -> None:
        """Look again, because something was decided."""
        self._wake.set()

    def step(self) -> bool:
        """Learn from what was decided since the last time; False where nothing was."""
        lesson = self._lesson()
        if lesson == self._known:
            return False
        reading = self._reading()
        waiting = reading.waiting[:MOST]
        if self._first is None:
            self._first = first_ranker(_list(reading.base), reading, waiting)
        self.shifts = shifts(self._first, lesson, waiting)
        self._known = lesson
        return True

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            while self._wake.wait(QUIET):
                self._wake.clear()
            self.step()


def _list(base: Base) -> Listing:
    return book.newest(base, base.layout.path) if base.layout.path in base.files else awesome.parse("")


def first_ranker(alist: Listing, reading: Reading, waiting: Sequence[Proposal]) -> Ranker:
    """A ranker that knows what the forge knew when the page was first read."""
    listed = [paper for paper, _ in memory.listed_papers(alist, reading.ledger)]
    return learn(
        listed,
        background=_unasked(reading, listed, waiting),
        keywords=Keywords(),
        taken=[paper for p in reading.proposals if p.state is State.ACCEPTED for paper in p.asked],
        refused=[paper for p in reading.proposals for paper in judgement.refused(p)],
    )


def _unasked(reading: Reading, listed: Sequence[Paper], waiting: Sequence[Proposal]) -> list[Paper]:
    """Background papers: the ledger's sample without what waits; all there is, where it is small."""
    asked = [paper for p in waiting for paper in p.papers]
    sample = background.without(reading.ledger.background, asked)
    newest = max((paper.published for paper in sample), default="")
    if len(sample) >= LEAST_BACKGROUND and background.general(sample, listed, newest):
        return sample
    return [*(held.candidate.paper for held in reading.ledger.backlog), *asked]


def shifts(first: Ranker, lesson: Lesson, waiting: Sequence[Proposal]) -> dict[str, float]:
    """How far each waiting paper moves, in logits."""
    papers = [proposal.paper for proposal in waiting]
    if not papers or not (lesson.taken or lesson.refused):
        return {}
    before = first.judge(papers)
    after = first.again(lesson.taken, lesson.refused).judge(papers)
    moved = (logit(b.score) - logit(a.score) for a, b in zip(before, after, strict=True))
    return {p.key: max(-FARTHEST, min(FARTHEST, shift)) for p, shift in zip(waiting, moved, strict=True)}


def lesson_of(recent: Iterable[Decision], paper_of: Callable[[str], Paper | None]) -> Lesson:
    """What the newest standing decision on each paper teaches; `recent` is newest first."""
    newest: dict[str, Act] = {}
    for decision in recent:
        if decision.stage in STANDS:
            newest.setdefault(decision.key, decision.act)
    papers = {key: paper for key in newest if (paper := paper_of(key)) is not None}
    return Lesson(
        taken=tuple(papers[key] for key, act in newest.items() if act is Act.ACCEPT and key in papers),
        refused=tuple(papers[key] for key, act in newest.items() if act is Act.REJECT and key in papers),
    )


def logit(share: float) -> float:
    """Log odds, bounded."""
    held = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(held / (1 - held))


def shifted(share: float, shift: float) -> float:
    """A probability moved by a shift in logits."""
    return 1 / (1 + math.exp(-(logit(share) + shift)))
