"""Simulating what each cut would have proposed, before a person chooses one.

`of_list` judges the papers of some days, and the list's newest entries by what the rest of it teaches; `of_record`
reads the scores that past runs left in proposals and backlog. Both come to one `CutRow` per cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from bot import relevance
from bot.escape import log_line
from bot.identity import best_key, keys_of
from bot.learning import background, usual
from bot.learning.paper_text import clean_title, month_of
from bot.matching.titles import fold
from bot.model import Held, Keywords, Paper, Proposal, State
from bot.planning.batch import Batch, Health

CUTS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.9)
STEPS = tuple(step / 100 for step in range(20, 70, 5))
"""The cuts that are advised: below the lowest most proposals would be wrong, above the highest right ones are lost."""
MORE = 1.5
"""Proposals for each paper that the list takes: some are wrong, and some right ones were missed by hand."""
LEAST_A_MONTH = 8
"""Two per week, because a list that grew slowly by hand may want more."""
LEAST_TRIED = 200  # papers
HALF_A_PERCENT = 0.005
MONTH = 30  # days
LEAST_HELD_OUT, LEAST_TAUGHT = 3, 5
EDGE, EDGE_WIDTH = 2, 90
_USUAL_DAYS = 10
"""Days of stream that titles of papers in general stand for, where there is no feed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A paper that was there to be proposed: its score, its day (ISO), and whether it was taken (None: undecided).

    A `twin` may be a paper that is known: a person is asked before it is proposed.
    """

    title: str
    score: float
    day: str
    taken: bool | None = None
    twin: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CutRow:
    """What one cut would have done.

    `proposed` papers over all days, `per_day` the mean a day, `busiest` the most in one day. Shares run from 0 to 1
    and are None where nothing is known: `taken_share` of the proposed whose fate is known, those that were taken;
    `found` of all that was taken, what this cut lets through; `expected` is the mean probability of the proposed.
    `listed` of the proposed were taken, `asked` likely twins are not proposed. `edge` are the titles that only just got
    through.
    """

    cut: float
    proposed: int
    per_day: float
    busiest: int
    taken_share: float | None
    found: float | None
    expected: float | None
    listed: int = 0
    asked: int = 0
    edge: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """A cut to begin with, and why, in one sentence."""

    cut: float
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Simulation:
    """The cuts, from the lowest, and what they were tried on: `papers` of `days` days; `held_out` entries.

    `recorded` says that the papers came from feeds or past runs; without, they are titles of papers in general.
    `likeliest` is the one with the best odds, if any was there to be proposed.
    """

    rows: tuple[CutRow, ...]
    days: int
    papers: int
    held_out: int = 0
    recorded: bool = True
    likeliest: Seen | None = None


def simulate(
    seen: Sequence[Seen], *, days: int, per_day: int, cuts: Sequence[float] = CUTS, newest: Sequence[float] = ()
) -> tuple[CutRow, ...]:
    """One row per cut, lowest first; at most `per_day` papers of a day are proposed, the likeliest.

    `newest` are the scores of entries that were left out of learning; `found` is then their share above the cut.
    """
    ranked = sorted(seen, key=lambda one: (-one.score, one.title, one.day, str(one.taken)))
    return tuple(_row(cut, ranked, max(days, 1), per_day, newest) for cut in sorted(cuts))


def of_list(
    entries: Sequence[Paper],
    stream: Sequence[Paper],
    *,
    today: str,
    days: int = MONTH,
    per_day: int = 10,
    keywords: Keywords = relevance.NO_KEYWORDS,
    cuts: Sequence[float] = CUTS,
    known: Collection[str] = (),
    twins: Collection[str] = (),
) -> Simulation:
    """Judge the papers of the last `days` (up to `today`) as a run does, and the list's newest entries by the rest.

    `entries` are the list's papers with all that is known of them, `stream` what the sources gave; without any, titles
    of papers in general stand in. A run proposes none of the keys in `known`, and asks about `twins` first; the entries
    left out are looked at as if the list did not hold them yet.
    """
    newest = _newest(entries, today)
    left_out = frozenset(newest)
    taught = [paper for paper in entries if paper not in left_out]
    told = _with_more(newest, stream)
    papers: Sequence[Paper] = stream
    if stream:
        scores = _judged(stream, (), entries, keywords, today)
        found = _judged(stream, told, taught, keywords, today)[len(stream) :] if told else []
    else:
        papers, scores, found = _judged_by_the_usual(taught, told, keywords)
    late = {name: score for paper, score in zip(newest, found, strict=True) for name in _names(paper)}
    seen = [
        *_seen(papers, scores, late, today=today, known=known, twins=twins),
        *_taken(papers, late, today=today),
    ]
    span = days if stream else _USUAL_DAYS
    rows = simulate(seen, days=span, per_day=per_day, cuts=cuts, newest=found)
    return Simulation(
        rows=rows,
        days=span,
        papers=len(papers),
        held_out=len(newest),
        recorded=bool(stream),
        likeliest=max(seen, key=lambda one: one.score, default=None),
    )


def _seen(
    papers: Sequence[Paper],
    scores: Sequence[float],
    late: Mapping[str, float],
    *,
    today: str,
    known: Collection[str],
    twins: Collection[str],
) -> list[Seen]:
    """The papers that a run would have judged: those neither known nor among the entries left out (`late`)."""
    return [
        Seen(title=paper.title, score=score, day=_day(paper, today), twin=best_key(paper) in twins)
        for paper, score in zip(papers, scores, strict=True)
        if late.keys().isdisjoint(_names(paper)) and best_key(paper) not in known
    ]


def _taken(papers: Sequence[Paper], late: Mapping[str, float], *, today: str) -> list[Seen]:
    """The papers that the maintainers took since, with the scores of the entries left out."""
    return [
        Seen(title=paper.title, score=late[named[0]], day=_day(paper, today), taken=True)
        for paper in papers
        if (named := [name for name in _names(paper) if name in late])
    ]


def of_record(
    proposals: Iterable[Proposal],
    backlog: Iterable[Held],
    *,
    today: str,
    days: int = MONTH,
    per_day: int = 10,
    cuts: Sequence[float] = CUTS,
) -> Simulation:
    """What each cut would have proposed of what past runs saw in the last `days`, by the scores they gave.

    A paper counts on the day of its proposal, one of the backlog on the day it came out.
    """
    first = (date.fromisoformat(today) - timedelta(days=days - 1)).isoformat()
    fate = {State.ACCEPTED: True, State.REJECTED: False}
    seen = [
        Seen(title=p.paper.title, score=p.relevance.score, day=p.created[:10] or today, taken=fate.get(p.state))
        for p in proposals
    ]
    seen += [
        Seen(title=h.candidate.paper.title, score=h.candidate.relevance.score, day=_day(h.candidate.paper, today))
        for h in backlog
    ]
    recent = [one for one in seen if first <= one.day <= today]
    return Simulation(rows=simulate(recent, days=days, per_day=per_day, cuts=cuts), days=days, papers=len(recent))


def advised(tried: Simulation, a_month: float) -> Advice | None:
    """The highest of `STEPS` that would have proposed `MORE` times what the list takes, and `LEAST_A_MONTH` or more.

    None where there is no past to judge by. `a_month` is how many papers of a month the list holds; `tried` has one row
    per step.
    """
    if not tried.recorded or tried.papers < LEAST_TRIED or not a_month:
        return None
    rows = [row for row in tried.rows if any(abs(row.cut - step) < HALF_A_PERCENT for step in STEPS)]
    enough = [row for row in rows if row.per_day * MONTH >= max(MORE * a_month, LEAST_A_MONTH)]
    row = max(enough, key=lambda row: row.cut) if enough else min(rows, key=lambda row: row.cut)
    right = f", {row.expected:.0%} of them likely right" if row.expected is not None else ""
    even, more = ("", "") if enough else ("even ", "; other sources, categories or terms may bring more")
    why = (
        f"the list holds {_count(a_month)} from each of the last {background.MONTHS} months; of what the sources "
        f"brought, {even}{row.cut:.0%} would have proposed {_count(row.per_day * MONTH)} a month{right}{more}"
    )
    return Advice(cut=row.cut, why=why)


def covered(batches: Iterable[Batch], *, today: str, days: int) -> int:
    """How many of the last `days` all sources cover; one that broke off or met its cap covers the days it gave."""
    first = (date.fromisoformat(today) - timedelta(days=days - 1)).isoformat()
    broken = [
        batch.back_to or min(paper.published[:10] for paper in batch.papers if paper.published)
        for batch in batches
        if batch.back_to or (batch.health is Health.PARTIAL and any(paper.published for paper in batch.papers))
    ]
    start = date.fromisoformat(max([first, *(day for day in broken if day <= today)]))
    return (date.fromisoformat(today) - start).days + 1


def lines(simulation: Simulation, at_least: float) -> list[str]:
    """The simulation as a table for a terminal; the row of the cut in force bears a mark."""
    if not simulation.recorded:
        return _unrecorded(simulation, at_least)
    told = simulation.papers
    said = f"{told:,} papers of {simulation.days} days"
    if simulation.held_out:
        said += f"; the list's {simulation.held_out} newest entries were judged by the others"
    table = [
        f"  {row.cut:.0%}  {row.proposed:>9,}  {row.per_day:>5.1f}  {_percent(row.expected):>12}"
        f"  {_percent(row.found):>20}  {_mark(row, at_least)}".rstrip()
        for row in simulation.rows
    ]
    head = "  cut   proposed  a day  likely right  newest entries found"
    return [said, head, *table, *_last_in(simulation.rows), *_out_of_reach(simulation)]


def _last_in(rows: Sequence[CutRow]) -> Iterator[str]:
    for title, alike in groupby((row for row in rows if row.edge), lambda row: row.edge[0][:EDGE_WIDTH]):
        *others, last = dict.fromkeys(f"{row.cut:.0%}" for row in alike)
        cuts = f"{', '.join(others)} and {last}" if others else last
        yield log_line(f"at {cuts} the last one in is “{title}”")


def _out_of_reach(simulation: Simulation) -> list[str]:
    """How near the nearest came, where no cut lets anything in."""
    best = simulation.likeliest
    if best is None or any(row.proposed for row in simulation.rows):
        return []
    said = f"the likeliest of them has {best.score:.0%}: “{best.title[:EDGE_WIDTH]}”"
    return [log_line(f"  {said}; other `sources` or arXiv categories in the config may suit this list better")]


def _unrecorded(simulation: Simulation, at_least: float) -> list[str]:
    """The same without a feed: which of the list's own newest papers each cut finds, and how many of any topic."""
    if not simulation.held_out:
        return ["not tried: no source was asked, and too few of the list's entries say when they came out"]
    said = (
        f"tried on the list's {simulation.held_out} newest entries, as if they were not in it yet, "
        f"and on {simulation.papers:,} papers in general, which it mostly should leave"
    )
    table = [
        f"  {row.cut:.0%}  {row.proposed:>20,}  {_percent(row.found):>20}  {_mark(row, at_least)}".rstrip()
        for row in simulation.rows
    ]
    return [said, "  cut   of those in general  newest entries found", *table]


def _mark(row: CutRow, at_least: float) -> str:
    return "← the config's" if abs(row.cut - at_least) < HALF_A_PERCENT else ""


def _count(number: float) -> str:
    papers = max(1, round(number)) if number else 0
    return f"{papers} paper{'' if papers == 1 else 's'}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _row(cut: float, ranked: Sequence[Seen], days: int, per_day: int, newest: Sequence[float]) -> CutRow:
    a_day: Counter[str] = Counter()
    through: list[Seen] = []
    for one in ranked:
        if one.score >= cut and not one.twin and a_day[one.day] < per_day:
            a_day[one.day] += 1
            through.append(one)
    taken = sum(one.taken is True for one in ranked)
    found = _share(sum(one.taken is True for one in through), taken)
    if newest:
        found = _share(sum(score >= cut for score in newest), len(newest))
    return CutRow(
        cut=cut,
        proposed=len(through),
        per_day=len(through) / days,
        busiest=max(a_day.values(), default=0),
        taken_share=_share(sum(one.taken is True for one in through), sum(one.taken is not None for one in through)),
        found=found,
        expected=_share(sum(one.score for one in through), len(through)),
        listed=sum(one.taken is True for one in through),
        asked=sum(one.twin and one.score >= cut for one in ranked),
        edge=tuple(clean_title(one.title) for one in through[: -EDGE - 1 : -1]),
    )


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def _newest(entries: Sequence[Paper], today: str) -> list[Paper]:
    """The entries to leave out: those of this month and the last, else the newest tenth; none of a tiny list.

    Never more than a quarter: the rest has to teach what the list wants.
    """
    dated = sorted(((month, i) for i, paper in enumerate(entries) if (month := month_of(paper)) is not None))
    most = min(len(entries) // 4, len(entries) - LEAST_TAUGHT)
    if most < LEAST_HELD_OUT or len(dated) < LEAST_HELD_OUT:
        return []
    now = int(today[:4]) * 12 + int(today[5:7]) - 1
    recent = sum(month >= now - 1 for month, _ in dated)
    count = recent if recent >= LEAST_HELD_OUT else max(LEAST_HELD_OUT, len(entries) // 10)
    return [entries[i] for _, i in dated[-min(count, most) :]]


def _judged(
    stream: Sequence[Paper], told: Sequence[Paper], by: Sequence[Paper], keywords: Keywords, today: str
) -> list[float]:
    """The scores of the stream and of the entries `told`, learned from `by` alone, as a run would judge them."""
    sample = background.sampled((), stream, today)

    def learn(others: Sequence[Paper], rate: float) -> relevance.Ranker:
        return relevance.learn(by, background=others, keywords=keywords, rate=rate)

    judged = background.judged([*stream, *told], sample, learn, entries=[*by, *told], today=today)
    return [one.score for one in judged]


def _judged_by_the_usual(
    taught: Sequence[Paper], told: Sequence[Paper], keywords: Keywords
) -> tuple[Sequence[Paper], list[float], list[float]]:
    """The same on papers in general: half of them as a stream, the other half to learn from."""
    papers = usual.papers()
    ranker = relevance.learn(taught, background=papers[1::2], keywords=keywords, rate=background.LEAST_RATE)
    scores = [judged.score for judged in ranker.judge(papers[::2])]
    return papers[::2], scores, [judged.score for judged in ranker.judge(told)]


def _with_more(newest: Sequence[Paper], stream: Iterable[Paper]) -> list[Paper]:
    """The entries, completed from the stream where it holds them, as a bare title is judged worse than a full paper."""
    told = {name: paper for paper in stream if paper.abstract for name in _names(paper)}
    found = [next((told[name] for name in _names(paper) if name in told), paper) for paper in newest]
    return [
        paper if paper.abstract else replace(paper, abstract=other.abstract)
        for paper, other in zip(newest, found, strict=True)
    ]


def _names(paper: Paper) -> list[str]:
    return [name for name in (*keys_of(paper), fold(paper.title)) if name]


def _day(paper: Paper, today: str) -> str:
    return paper.published[:10] or today
