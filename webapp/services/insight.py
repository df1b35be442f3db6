"""The numbers behind the plots: how the queue, the decisions and the feeds fare."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

import pandas as pd

from bot.config import Cut
from bot.configuring.infer import names_a_year
from bot.learning.background import taken_a_month
from bot.learning.simulate import Advice, Simulation, advised, of_record
from bot.ledger import FeedState
from bot.model import Entry, Held, Proposal, State, paper_of
from bot.telling.source_names import source_shown

USUAL_CUT = Cut().at_least
DECIDED = (State.ACCEPTED, State.REJECTED)
Frame = pd.DataFrame
TOP_SECTIONS = 5
DAY = 24
SPANS = (
    (1, "an hour"),
    (6, "6 hours"),
    (DAY, "a day"),
    (3 * DAY, "3 days"),
    (7 * DAY, "a week"),
    (30 * DAY, "a month"),
    (math.inf, "longer"),
)
"""Hours below which a decision took no longer than the words say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """The four numbers on top; texts, because "–" stands where nothing was measured."""

    waiting: str
    age: str
    accepted: str
    decision: str


def figures(proposals: Sequence[Proposal], today: date) -> Figures:
    """How many wait and how long, what share was accepted in 30 days, how long a decision takes."""
    ages = [(today - opened).days for p in proposals if p.state.waiting and (opened := _day(p.created))]
    month = (today - timedelta(days=30)).isoformat()
    decided = [p for p in proposals if p.state in DECIDED and p.decided[:10] >= month]
    accepted = sum(p.state is State.ACCEPTED for p in decided)
    hours = decision_hours(proposals)
    return Figures(
        waiting=str(sum(p.state.waiting for p in proposals)),
        age=f"{median(ages):.0f} d" if ages else "–",
        accepted=f"{accepted / len(decided):.0%}" if decided else "–",
        decision=_span(median(hours)) if hours else "–",
    )


def decision_hours(proposals: Iterable[Proposal]) -> list[float]:
    """Hours from opening to decision, for each decided proposal."""
    pairs = [(_time(p.created), _time(p.decided)) for p in proposals if p.state in DECIDED]
    return [(end - start).total_seconds() / 3600 for start, end in pairs if start and end and end >= start]


def waiting_by_day(proposals: Sequence[Proposal], today: date, days: int = 90) -> pd.DataFrame:
    """How many proposals waited at the end of each day: `day`, `waiting`."""
    change: Counter[date] = Counter()
    for proposal in proposals:
        opened, ended = _day(proposal.created), _day(proposal.decided)
        if opened is None:
            continue
        change[opened] += 1
        if not proposal.state.waiting:
            change[ended or opened] -= 1
    if not change:
        return pd.DataFrame({"day": [], "waiting": []})
    first = max(min(change), today - timedelta(days=days))
    level = sum(count for day, count in change.items() if day < first)
    rows = []
    for offset in range((today - first).days + 1):
        day = first + timedelta(days=offset)
        level += change[day]
        rows.append((day, level))
    return pd.DataFrame(rows, columns=["day", "waiting"])


def entries_by_year(entries: Iterable[Entry]) -> pd.DataFrame:
    """Entries by the year they name, and section; the smaller sections together: `year`, `section`, `entries`."""
    dated = [(str(entry.year), _topic(entry.section)) for entry in entries if entry.year]
    return _parted(dated, ["year", "section", "entries"])


def _topic(section: Sequence[str]) -> str:
    """A section's name; that of the heading above where it is a year's or a venue's."""
    named = [name for name in section if not names_a_year(name)] or section
    return named[-1] if named else "–"


def _parted(pairs: Sequence[tuple[str, str]], columns: list[str]) -> pd.DataFrame:
    """Pairs of a time and a section counted, the largest sections by name and the rest together."""
    largest = [name for name, _ in Counter(name for _, name in pairs).most_common(TOP_SECTIONS)]
    count = Counter((when, name if name in largest else "others") for when, name in pairs)
    return pd.DataFrame([(when, name, number) for (when, name), number in sorted(count.items())], columns=columns)


def acceptance_by_source(proposals: Iterable[Proposal]) -> pd.DataFrame:
    """Share accepted by source, with a 95% interval: `source`, `accepted`, `low`, `high`, `decided`."""
    pairs = [(source_shown(source), p.state) for p in proposals if p.state in DECIDED for source in p.paper.sources]
    return _shares("source", pairs)


def acceptance_by_score(proposals: Iterable[Proposal]) -> pd.DataFrame:
    """Share accepted by tenth of the relevance score: `likely`, `accepted`, `low`, `high`, `decided`."""
    pairs = [(_tenth(p.relevance.score), p.state) for p in proposals if p.state in DECIDED]
    return _shares("likely", pairs)


def additions_by_month(proposals: Iterable[Proposal]) -> pd.DataFrame:
    """Papers that were accepted, by month and section; the smaller sections together: `month`, `section`, `papers`."""
    landed = [(p.decided[:7], _topic(p.section)) for p in proposals if p.state is State.ACCEPTED]
    return _parted([(month, name) for month, name in landed if month], ["month", "section", "papers"])


def decision_times(proposals: Iterable[Proposal]) -> pd.DataFrame:
    """How long decisions took: `took` (a span in words, shortest first), `decisions`."""
    count = Counter(next(word for limit, word in SPANS if hours < limit) for hours in decision_hours(proposals))
    return pd.DataFrame([(word, count[word]) for _, word in SPANS] if count else [], columns=["took", "decisions"])


def cuts(proposals: Iterable[Proposal], backlog: Iterable[Held], today: date) -> Simulation:
    """What each cut would have proposed of what past runs saw in the last 30 days."""
    steps = [step / 100 for step in range(5, 100, 5)]
    return of_record(proposals, backlog, today=today.isoformat(), cuts=steps)


def advice(tried: Simulation, entries: Iterable[Entry], today: date) -> Advice | None:
    """The cut that past runs and the list's own pace advise, None where there is too little of either."""
    return advised(tried, taken_a_month(map(paper_of, entries), today.isoformat()))


def cut_table(tried: Simulation) -> pd.DataFrame:
    """How many papers each cut would have proposed: `cut` (per cent), `papers`."""
    rows = [(round(row.cut * 100), row.proposed) for row in tried.rows]
    return pd.DataFrame(rows, columns=["cut", "papers"])


def cut_told(tried: Simulation, percent: int) -> list[str]:
    """What one cut would have meant, in sentences."""
    row = next(row for row in tried.rows if round(row.cut * 100) == percent)
    days = f"{row.per_day:.1f} a day, {row.busiest} on the busiest"
    told = [f"{row.proposed} of {tried.papers} papers of the last {tried.days} days: {days}."]
    if row.taken_share is not None and row.found is not None:
        told.append(
            f"Of those you decided, you took {row.taken_share:.0%}; of all you took, {row.found:.0%} are in it."
        )
    if row.edge:
        told.append("Only just in: " + "; ".join(row.edge) + ".")
    return told


def feed_table(feeds: Iterable[tuple[str, FeedState]]) -> pd.DataFrame:
    """How each source fared last."""
    rows = [
        (source_shown(name), f.health.value, f.detail, f.new, f.read, f.newest, f.checked[:16].replace("T", " "))
        for name, f in feeds
    ]
    columns = ["source", "health", "detail", "new", "read", "newest paper", "checked"]
    return pd.DataFrame(rows, columns=columns)


def interval(successes: int, count: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share (Wilson 1927)."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, successes / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def _shares(name: str, pairs: Sequence[tuple[str, State]]) -> pd.DataFrame:
    count = Counter(value for value, _ in pairs)
    yes = Counter(value for value, state in pairs if state is State.ACCEPTED)
    rows = [(f"{value} ({n})", yes[value] / n, *interval(yes[value], n), n) for value, n in sorted(count.items())]
    return pd.DataFrame(rows, columns=[name, "accepted", "low", "high", "decided"])


def _tenth(score: float) -> str:
    low = min(int(score * 10), 9) * 10
    return f"{low:02d}–{low + 10}%"


def _span(hours: float) -> str:
    if hours < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:.0f} h" if hours < 2 * DAY else f"{hours / DAY:.0f} d"


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _day(text: str) -> date | None:
    time = _time(text)
    return time.date() if time else None
