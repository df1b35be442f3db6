"""What people said of likely twins is not asked again, and hides no later twin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.identity import best_key
from bot.ledger import Answer, Decision, Ledger
from bot.matching.answers import Answers
from bot.model import Base, Known, Match, Paper, Verdict, Wait
from bot.plan import Plan, plan
from bot.planning.caps import Rules
from bot.planning.situation import Situation

LISTED = "A Survey of Graph Transformer for Molecules"
LIST = f"# Papers\n\n## Graphs\n\n- [{LISTED}](https://arxiv.org/abs/2301.00001)\n"
PAPER = Paper(title="A Survey of Graph Transformers for Molecules", url="https://example.org/graphs")


def run(text: str, paper: Paper, *decisions: Decision) -> Plan:
    base = Base(sha="0" * 40, branch="main", files={"README.md": text})
    situation = Situation(base=base, ledger=Ledger(decisions=decisions))
    return plan(situation, [paper], Rules(today="2026-11-21"))


def said(answer: Answer, key: str = best_key(PAPER), other: str = "arxiv:2301.00001") -> Decision:
    return Decision(key=key, answer=answer, other=other)


def test_without_an_answer_the_twin_is_held() -> None:
    (held,) = run(LIST, PAPER).held
    assert LISTED in held.reason


def test_same_is_a_duplicate_from_then_on() -> None:
    done = run(LIST, PAPER, said(Answer.SAME))
    assert not done.held
    assert [dropped.paper for dropped in done.dropped] == [PAPER]


def test_different_is_new_from_then_on() -> None:
    done = run(LIST, PAPER, said(Answer.DIFFERENT))
    assert not done.dropped
    assert all("may repeat" not in held.reason for held in done.held)


def test_the_later_answer_counts() -> None:
    done = run(LIST, PAPER, said(Answer.SAME), said(Answer.DIFFERENT))
    assert not done.dropped


def test_the_answer_holds_when_the_paper_comes_with_a_better_id() -> None:
    later = replace(PAPER, openreview_id="abCD12")
    assert best_key(later) != best_key(PAPER)
    assert all("may repeat" not in held.reason for held in run(LIST, later, said(Answer.DIFFERENT)).held)


def test_a_twin_that_is_listed_later_is_asked_about() -> None:
    newer = "A Survey of Graph Transformers for Molecules and Crystals"
    grown = LIST + f"- [{newer}](https://arxiv.org/abs/2301.00002)\n"
    (held,) = run(grown, PAPER, said(Answer.DIFFERENT)).held
    assert newer in held.reason
    both = (said(Answer.DIFFERENT), said(Answer.DIFFERENT, other="arxiv:2301.00002"))
    assert all("may repeat" not in held.reason for held in run(grown, PAPER, *both).held)


@pytest.mark.parametrize("answer", [Answer.SAME, Answer.DIFFERENT])
def test_certainty_is_not_for_an_answer_to_change(answer: Answer) -> None:
    sure = Match(verdict=Verdict.DUPLICATE, of=0, score=100.0)
    known = Known(paper=Paper(title=LISTED, arxiv_id="2301.00001"))
    assert Answers([said(answer)]).verdict(PAPER, sure, known) is Verdict.DUPLICATE


def test_what_is_held_as_a_twin_takes_no_place_in_the_days_number() -> None:
    other = Paper(title="Diffusion Models for Sounds of Rivers", url="https://arxiv.org/abs/2601.00002")
    base = Base(sha="0" * 40, branch="main", files={"README.md": LIST})
    done = plan(Situation(base=base), [PAPER, other], Rules(today="2026-11-21", at_least=0.0, per_day=1))
    assert [held.candidate.paper.title for held in done.held] == [PAPER.title]
    assert all("likely papers today" not in held.reason for held in done.held)


def test_a_likely_twin_that_would_not_be_proposed_anyhow_is_no_question() -> None:
    base = Base(sha="0" * 40, branch="main", files={"README.md": LIST})
    done = plan(Situation(base=base), [PAPER], Rules(today="2026-11-21", at_least=1.0))
    (held,) = done.held
    assert held.wait is Wait.CUT
    assert held.reason == f"below the cut of 100%; may repeat “{LISTED}” (README.md line 5)"


UNLINKED = """# Papers

## Graphs

- [Some Graphs of Rivers](https://arxiv.org/abs/2301.00009)

See also A Survey of Graph Transformers for Molecules, which is in print.
"""


def test_a_paper_that_is_listed_without_a_link_is_held_and_asked_about_once() -> None:
    (held,) = run(UNLINKED, PAPER).held
    assert "README.md line 7, without a link" in held.reason
    twin = held.candidate.twin_key
    assert all("may repeat" not in h.reason for h in run(UNLINKED, PAPER, said(Answer.DIFFERENT, other=twin)).held)
    assert run(UNLINKED, PAPER, said(Answer.SAME, other=twin)).dropped


@pytest.mark.parametrize("title", ["Graph Transformers", "A Survey of Graph Transformers for Crystals"])
def test_words_of_a_line_that_are_no_whole_title_hold_nothing(title: str) -> None:
    assert all("without a link" not in held.reason for held in run(UNLINKED, replace(PAPER, title=title)).held)
