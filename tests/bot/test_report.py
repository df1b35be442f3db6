"""A run in words: what a person can do something about comes first, and a day on which something failed is no good one."""

from __future__ import annotations

import pytest

from bot import report
from bot.model import Candidate, Held, Match, Paper, Placement, Relevance, Verdict, Wait
from bot.plan import Plan
from bot.planning.batch import Batch, Health
from bot.report import RunReport


def held(title: str, wait: Wait, reason: str) -> Held:
    candidate = Candidate(
        paper=Paper(title=title),
        key=f"title:{title}",
        match=Match(verdict=Verdict.NEW),
        relevance=Relevance(score=0.1),
        placement=Placement(),
    )
    return Held(candidate=candidate, wait=wait, reason=reason)


def told(*batches: Batch, waiting: tuple[Held, ...] = (), notes: tuple[str, ...] = ()) -> RunReport:
    return RunReport(slug="o/r", path="README.md", plan=Plan(held=waiting), batches=batches, notes=notes)


def batch(health: Health) -> Batch:
    return Batch(source=f"a {health} one", health=health)


def test_papers_that_need_a_person_are_named_before_those_below_the_cut() -> None:
    waiting = (
        *(
            held(f"Unlikely {n}", Wait.CUT, "below the cut of 35%" + "; may repeat “Wind”" * (n > 20))
            for n in range(30)
        ),
        held("Twin", Wait.TWIN, "may repeat “Muse”"),
    )
    lines = report.lines(told(waiting=waiting))
    assert next(line for line in lines if line.startswith("held   ") and " × " not in line) == (
        "held   Twin: may repeat “Muse”"
    )
    assert "held   30 × below the cut of 35%" in lines
    assert "held   Unlikely 0: 10% likely, below the cut of 35%" in lines
    assert report.summary(told(waiting=waiting)).index("Twin") < report.summary(told(waiting=waiting)).index("Unlikely")


def test_what_a_reason_names_first_is_no_kind_of_its_own() -> None:
    why = "line {}: a script writes this list ('made by make.py'); edit papers.yml instead"
    waiting = tuple(held(f"A Title {n}", Wait.PLACE, why.format(n % 3)) for n in range(30))
    assert "held   30 × a script writes this list" in report.lines(told(waiting=waiting))


@pytest.mark.parametrize("health", [Health.FAILED, Health.STALE, Health.PARTIAL])
def test_a_day_on_which_a_source_failed_is_not_called_good(health: Health) -> None:
    said = report.summary(told(batch(Health.QUIET), batch(health)))
    assert "a good day" not in said
    assert "1 of 2 sources failed or gave too little" in said


def test_a_quiet_day_is_a_good_one() -> None:
    assert "a good day" in report.summary(told(batch(Health.QUIET)))
    assert "a good day" not in report.summary(told(batch(Health.QUIET), notes=("! no entry",)))
