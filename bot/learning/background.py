"""The background: a sample of what this list's feeds bring, which every run adds to and the ledger keeps.

What a list wants can be learned only against what it does not want. Of all papers seen in a year, those stay whose keys
hash lowest: every paper has the same chance, whichever run saw it and how often, and two machines keep the same ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

from bot import escape, identity
from bot.learning.paper_text import month_of
from bot.matching.titles import fold_tight
from bot.model import Paper, Relevance
from bot.relevance import LEAST_BACKGROUND, Ranker

MOST = 600
TITLE, ABSTRACT = 300, 500
"""Characters kept of each; the first sentences say what a paper is about."""
MONTH, YEAR = 30, 365  # days
MONTHS = 6
"""Whole months before this one from which a list's pace is counted."""
LEAST_RATE, MOST_RATE = 0.002, 0.03
"""What eight real lists took of three busy arXiv categories lay between a seventh of the first and three quarters of
the second; a feed of which a list seems to take more is one of its own topic alone."""
RECENT = 60
"""Days; a paper that came out before counts for the day on which it was seen."""

_HASHES = float(1 << 256)


def sampled(before: Iterable[Paper], seen: Iterable[Paper], today: str) -> tuple[Paper, ...]:
    """The sample after more papers were seen; a paper counts once, and those seen a year ago are dropped."""
    oldest = _days_before(today, YEAR)
    fresh = (_dated(paper, today) for paper in seen)
    return bounded(paper for paper in (*before, *fresh) if oldest <= _day(paper) <= today)


def bounded(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Each dated paper once and shortened, as many as are kept, in the order of their hashes."""
    kept: dict[str, Paper] = {}
    for paper in map(_shortened, papers):
        if paper.title and paper.published:
            kept.setdefault(_hash(paper), paper)
    return tuple(kept[name] for name in sorted(kept)[:MOST])


def judged(
    papers: Sequence[Paper],
    sample: Sequence[Paper],
    learn: Callable[[Sequence[Paper], float], Ranker],
    *,
    entries: Sequence[Paper],
    today: str,
) -> list[Relevance]:
    """Judge each paper by what `learn` makes of a sample without it and of the list's rate; in the order given.

    A paper in the background would speak against itself. So the papers are split into halves, and each half is judged
    against the sample without that half; on a first run the other half is all there is. A sample that is then too
    small, or not one of papers in general, is not used.
    """
    pool = general(sample, entries, today)
    rate = rate_of(entries, pool, today)
    halves: tuple[list[Paper], list[Paper]] = ([], [])
    for paper in papers:
        halves[_half(paper)].append(paper)
    others = [tuple(without(pool, half)) for half in halves]
    if min(map(len, others)) < LEAST_BACKGROUND:
        return learn((), rate).judge(papers)
    found: dict[Paper, Relevance] = {}
    for half, other in zip(halves, others, strict=True):
        found.update(zip(half, learn(other, rate).judge(half), strict=True))
    return [found[paper] for paper in papers]


def general(sample: Sequence[Paper], entries: Iterable[Paper], today: str) -> Sequence[Paper]:
    """The sample, where it is one of papers in general; () for feeds on the list's own topic.

    Learned against its own near misses, a list is recognised worse.
    """
    return () if rate_of(entries, sample, today) >= MOST_RATE else sample


def rate_of(entries: Iterable[Paper], sample: Sequence[Paper], today: str) -> float:
    """The share of what its feeds bring that a list takes: its papers per month over the feeds' papers per month.

    Between `LEAST_RATE` and `MOST_RATE`, however small the sample or young the list.
    """
    brought = per_day(sample) * MONTH if len(sample) >= LEAST_BACKGROUND else 0.0
    return min(MOST_RATE, max(LEAST_RATE, taken_a_month(entries, today) / brought)) if brought else LEAST_RATE


def taken_a_month(entries: Iterable[Paper], today: str) -> float:
    """How many papers of a month the list holds, over the last `MONTHS` whole months."""
    now = int(today[:4]) * 12 + int(today[5:7]) - 1
    months = [month for paper in entries if (month := month_of(paper)) is not None]
    return sum(now - MONTHS <= month < now for month in months) / MONTHS


def per_day(sample: Sequence[Paper]) -> float:
    """How many papers a day the feeds bring.

    The lowest hashes tell how many there were to choose from (Bar-Yossef et al. 2002): by their median, which hardly
    moves where proposals were left out and others came in. The oldest tenth is left out: a feed brings a few papers
    from long before it was first asked.
    """
    if not sample:
        return 0.0
    count = len(sample) / (2 * median(int(_hash(paper), 16) / _HASHES for paper in sample))
    days = sorted(paper.published[:10] for paper in sample)
    first, last = (date.fromisoformat(day) for day in (days[len(days) // 10], days[-1]))
    return 0.9 * count / ((last - first).days + 1)


def without(sample: Iterable[Paper], papers: Iterable[Paper]) -> list[Paper]:
    """The sample without these papers."""
    names = {name for paper in papers for name in _names(paper)}
    return [paper for paper in sample if names.isdisjoint(_names(paper))]


def _shortened(paper: Paper) -> Paper:
    """A paper as the sample keeps it: cleaned title and beginning of the abstract, strongest key, day."""
    key = identity.best_key(paper)
    return Paper(
        title=escape.plain(paper.title[: 4 * TITLE], TITLE),
        abstract=escape.plain(paper.abstract[: 4 * ABSTRACT], ABSTRACT),
        keys=(key,) if identity.is_strong(key) else (),
        published=_day(paper),
    )


def _dated(paper: Paper, today: str) -> Paper:
    """The paper with the day it counts for."""
    recent = _days_before(today, RECENT) <= _day(paper) <= today
    return paper if recent else replace(paper, published=today)


def _hash(short: Paper) -> str:
    return hashlib.sha256(identity.best_key(short).encode("utf-8", "replace")).hexdigest()


def _half(paper: Paper) -> int:
    return int(_hash(_shortened(paper))[-1], 16) % 2


def _day(paper: Paper) -> str:
    """The day a paper came out; "" where that is none, as in a file that somebody edited."""
    try:
        return date.fromisoformat(paper.published[:10]).isoformat()
    except ValueError:
        return ""


def _names(paper: Paper) -> set[str]:
    return {name for name in (*identity.keys_of(paper), fold_tight(paper.title)) if name}


def _days_before(today: str, days: int) -> str:
    return (date.fromisoformat(today) - timedelta(days=days)).isoformat()
