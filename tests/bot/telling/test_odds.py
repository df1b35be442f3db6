from __future__ import annotations

import pytest

from bot.model import Candidate, Held, Match, Paper, Placement, Relevance, Verdict, Wait
from bot.telling.odds import likely, percent, told


@pytest.mark.parametrize(
    ("score", "shown"),
    [(0.0, "0%"), (0.001, "<1%"), (0.0049, "<1%"), (0.006, "1%"), (0.834, "83%"), (0.996, ">99%"), (1.0, "100%")],
)
def test_odds_read_as_what_they_are(score: float, shown: str) -> None:
    assert percent(score) == shown


@pytest.mark.parametrize(("score", "shown"), [(0.349, "34%"), (0.0, "0%"), (0.008, "1%"), (0.003, "<1%")])
def test_what_waits_reads_as_below_the_cut(score: float, shown: str) -> None:
    candidate = Candidate(
        paper=Paper(title="One"),
        key="title:one",
        match=Match(verdict=Verdict.NEW),
        relevance=Relevance(score=score),
        placement=Placement(),
    )
    held = Held(candidate=candidate, wait=Wait.CUT, reason="below the cut of 35%")
    assert likely(held) == shown
    assert told(held) == f"{shown} likely, below the cut of 35%"
