"""The backlog as the app shows it: what was answered is gone or told apart, whichever of its keys the answer named."""

from __future__ import annotations

import pytest

from bot.identity import best_key, title_key
from bot.ledger import CANDIDATES, DECISIONS, Answer, Decision, write_backlog, write_decisions
from bot.model import Candidate, Held, Match, Paper, Placement, Relevance, Verdict
from bot.telling.odds import below
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
    scores = {0.348: below(0.348, 0.35), 0.748: "waits for room"}
    waiting = [
        Held(
            candidate=Candidate(
                paper=Paper(title="A Paper"),
                key="title:a paper",
                match=Match(verdict=Verdict.NEW),
                relevance=Relevance(score=score),
                placement=Placement(),
            ),
            reason=reason,
        )
        for score, reason in scores.items()
    ]
    rows = backlog.table(waiting, Vocabulary())
    assert list(rows["likely"]) == [34, 75]
    assert list(rows["waits because"]) == ["below the cut of 35%", "waits for room"]


@pytest.mark.parametrize(
    ("reason", "column", "of_kind"),
    [
        ("12% likely, below the cut of 35%", "below the cut of 35%", "below the cut"),
        ("12% likely, below the cut of 35%; may repeat “A Title”", "below the cut", "below the cut"),
        ("waits for room: enough proposals are open", "waits for room", "waits for room"),
        ("waits for the next run", "waits for the next run", "waits for the next run"),
        ("more than 10 likely papers today", "waits for room", "waits for room"),
        (
            "may repeat “A Title That Goes On” (proposed in the same run)",
            "may repeat a known paper",
            "may repeat a known paper",
        ),
        ("no link was found: arXiv: no paper of this title", "no link", "no link"),
        ("snoozed until 2026-12-24", "snoozed until 2026-12-24", "snoozed"),
        ("2026-12-24 is a quiet day in the config", "a quiet day", "a quiet day"),
        ("paused: nobody has decided on a proposal for 40 days; merge or close one to go on", "paused", "paused"),
        ("no section 'A > B' in the list; nearest: 'C'", "cannot be written", "cannot be written"),
        ("told apart from its twin: the next run judges it", "waits for the next run", "waits for the next run"),
    ],
)
def test_a_column_shows_a_reason_whole_or_its_kind(reason: str, column: str, of_kind: str) -> None:
    held = Held(
        candidate=Candidate(
            paper=Paper(title="A Paper"),
            key="title:a paper",
            match=Match(verdict=Verdict.NEW),
            relevance=Relevance(score=0.5),
            placement=Placement(),
        ),
        reason=reason,
    )
    assert list(backlog.table([held], Vocabulary())["waits because"]) == [column]
    assert backlog.kind(held) == of_kind
    assert backlog.whole(held) == f"A Paper: {reason}"
