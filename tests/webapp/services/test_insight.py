"""What Insight advises as a cut, and what the page says of it."""

from __future__ import annotations

from datetime import date

from bot import awesome
from bot.model import Candidate, Held, Match, Paper, Placement, Relevance, Verdict, Wait
from webapp.components.charts import every
from webapp.services import insight

TODAY = date(2026, 7, 22)
ENTRIES = awesome.parse(
    "# Awesome\n\n## Sea\n\n"
    + "".join(f"- [Tide {n}](https://arxiv.org/abs/26{1 + n % 6:02}.{n:05})\n" for n in range(60))
).entries


def held(number: int) -> Held:
    """A paper of the backlog: the higher its number, the less likely."""
    candidate = Candidate(
        paper=Paper(title=f"Paper {number}", published="2026-07-20" if number % 2 else "2026-07-21"),
        key=f"title:{number}",
        match=Match(verdict=Verdict.NEW),
        relevance=Relevance(score=max(0.01, 0.95 - number / 40)),
        placement=Placement(),
    )
    return Held(candidate=candidate, wait=Wait.NEXT_RUN, reason="")


def test_the_advice_follows_from_past_runs_and_the_lists_own_pace() -> None:
    tried = insight.cuts((), [held(number) for number in range(300)], TODAY)
    advice = insight.advice(tried, ENTRIES, TODAY)
    assert advice is not None
    assert "10 papers from each of the last 6 months" in advice.why
    row = next(row for row in tried.rows if row.cut == advice.cut)
    assert row.proposed >= 15
    above = [row for row in tried.rows if advice.cut < row.cut <= 0.65]
    assert all(row.proposed < 15 for row in above)


def test_too_little_advises_nothing() -> None:
    few = insight.cuts((), [held(number) for number in range(30)], TODAY)
    assert insight.advice(few, ENTRIES, TODAY) is None
    many = insight.cuts((), [held(number) for number in range(300)], TODAY)
    assert insight.advice(many, (), TODAY) is None


def test_years_and_months_without_anything_keep_their_place() -> None:
    assert every(["2026", "2024", "2024"]) == ["2024", "2025", "2026"]
    assert every(["2025-11", "2026-02"]) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert every([]) == []


def test_sections_that_are_years_are_told_by_the_heading_above_them() -> None:
    text = "# Awesome\n\n" + "".join(
        f"## {topic}\n\n### {year}\n\n- [{topic} {year}](https://arxiv.org/abs/{year % 100}01.00001) ICML {year}\n\n"
        for topic in ("Sea", "Wind")
        for year in (2024, 2025)
    )
    frame = insight.entries_by_year(
        awesome.parse(text + "## Sky\n\n- [Sky](https://arxiv.org/abs/2501.00009) ICML 2025\n").entries
    )
    assert set(frame["section"]) == {"Sea", "Wind", "Sky"}
    assert frame["entries"].sum() == 5
