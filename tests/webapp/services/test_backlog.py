"""The backlog as the app shows it: what was answered is gone or told apart, whichever of its keys the answer named."""

from __future__ import annotations

import pytest

from bot.identity import best_key, title_key
from bot.ledger import CANDIDATES, DECISIONS, Answer, Decision, write_backlog, write_decisions
from bot.model import Candidate, Held, Match, Paper, Placement, Relevance, Verdict, Wait
from tests.doubles.forge import MemoryForge
from webapp.services import backlog
from webapp.services.cards import Vocabulary
from webapp.services.desk import Desk

PAPER = Paper(title="Graph Transformers for Molecules", arxiv_id="2401.00001")
MAYBE = Held(
    candidate=Candidate(
        paper=PAPER,
        key=best_key(PAPER),
        match=Match(verdict=Verdict.MAYBE, score=80.0),
        relevance=Relevance(score=0.5),
        placement=Placement(),
        twin="“Graph Transformer for Molecules” (README.md line 3)",
        twin_key="arxiv:2301.00001",
    ),
    wait=Wait.TWIN,
    reason="may repeat a known paper",
)


@pytest.mark.parametrize("key", [best_key(PAPER), title_key(PAPER.title)])
@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ((Answer.SAME, "arxiv:2301.00001"), []),
        ((Answer.DIFFERENT, "arxiv:2301.00001"), [Verdict.NEW]),
        ((Answer.SAME, "arxiv:2301.00002"), [Verdict.MAYBE]),
    ],
)
def test_an_answer_counts_for_the_twin_it_was_about(
    desk: Desk, forge: MemoryForge, key: str, answer: tuple[Answer, str], shown: list[Verdict]
) -> None:
    said = Decision(key=key, answer=answer[0], other=answer[1])
    forge.write_ledger({CANDIDATES: write_backlog([MAYBE]), DECISIONS: write_decisions([said])}, "a test")
    desk.reading(0)
    assert [held.candidate.match.verdict for held in backlog.waiting(desk)] == shown


def test_the_odds_stand_in_one_column_and_below_the_cut_they_read_as_below_it() -> None:
    holds = {0.348: (Wait.CUT, "below the cut of 35%"), 0.748: (Wait.ROOM, "waits for room")}
    waiting = [
        Held(
            candidate=Candidate(
                paper=Paper(title="A Paper"),
                key="title:a paper",
                match=Match(verdict=Verdict.NEW),
                relevance=Relevance(score=score),
                placement=Placement(),
            ),
            wait=wait,
            reason=reason,
        )
        for score, (wait, reason) in holds.items()
    ]
    rows = backlog.table(waiting, Vocabulary())
    assert list(rows["likely"]) == [34, 75]
    assert list(rows["waits because"]) == ["below the cut of 35%", "waits for room"]


@pytest.mark.parametrize(
    ("wait", "reason", "column", "whole"),
    [
        (Wait.CUT, "below the cut of 35%", "below the cut of 35%", "50% likely, below the cut of 35%"),
        (Wait.ROOM, "waits for room: enough proposals are open", "waits for room", ""),
        (Wait.SNOOZE, "snoozed until 2026-12-24", "snoozed until 2026-12-24", ""),
        (Wait.PLACE, "no section 'A > B' in the list; nearest: 'C'", "cannot be written", ""),
    ],
)
def test_a_column_shows_a_reason_whole_or_what_it_waits_for(wait: Wait, reason: str, column: str, whole: str) -> None:
    held = Held(
        candidate=Candidate(
            paper=Paper(title="A Paper"),
            key="title:a paper",
            match=Match(verdict=Verdict.NEW),
            relevance=Relevance(score=0.5),
            placement=Placement(),
        ),
        wait=wait,
        reason=reason,
    )
    assert list(backlog.table([held], Vocabulary())["waits because"]) == [column]
    assert backlog.matching([held], "", wait.value) == [held]
    assert backlog.whole(held) == f"A Paper: {whole or reason}"
