"""Relevance: what a list would take, in which order, and why."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import relevance
from bot.model import Keywords, Paper

DRIVING = [
    Paper(title=title, arxiv_id=number)
    for title, number in (
        ("Language models that plan for autonomous driving", "2406.00001"),
        ("A driving agent with a large language model", "2406.00002"),
        ("Explainable autonomous driving by visual question answering", "2405.00003"),
        ("End-to-end driving with vision-language models", "2405.00004"),
        ("Closed-loop driving benchmarks for language agents", "2404.00005"),
        ("Traffic scenes described by multimodal models", "2404.00006"),
        ("Trajectory planning for self-driving cars by reasoning", "2403.00007"),
        ("Autonomous driving simulators built from text", "2403.00008"),
        ("Safe motion planning with vision-language feedback for driving", "2402.00009"),
        ("A data set of driving questions and answers", "2402.00010"),
    )
]
CAR = Paper(
    title="Reasoning vision-language models for end-to-end autonomous driving",
    abstract="We present a planner for autonomous driving that reasons with a vision-language model.",
)
PROTEIN = Paper(
    title="Folding of membrane proteins",
    abstract="We study the folding of proteins in membranes with molecular dynamics.",
)
PRUNING = Paper(
    title="Pruning convolutional networks for edge devices",
    abstract="We prune filters of convolutional networks and measure latency on edge devices.",
)
WAITING = [PROTEIN, CAR, PRUNING]


@cache
def learned() -> relevance.Ranker:
    return relevance.learn(DRIVING)


def scores(ranker: relevance.Ranker, papers: Sequence[Paper]) -> list[float]:
    return [judged.score for judged in ranker.judge(papers)]


def test_ten_bare_titles_are_enough_to_put_the_right_paper_first() -> None:
    judged = learned().judge(WAITING)
    assert max(judged, key=lambda one: one.score) is judged[1]
    assert judged[1].score > 2 * max(judged[0].score, judged[2].score)


def test_a_list_of_titles_asks_what_a_paper_is_about_and_not_what_it_names_in_passing() -> None:
    about = Paper(
        title="Driving agents that plan with language models",
        abstract="We collect hours of video in three towns, label a part of it by hand, and report what helps, what fails "
        "and what it costs to run on a small computer.",
    )
    in_passing = Paper(
        title="Restoring old photographs with a few reference pictures",
        abstract="Language models for autonomous driving and vision-language driving agents reason well; we restore "
        "photographs. Unlike driving simulators, planning and vision-language benchmarks, ours asks nobody.",
    )
    first, second = scores(learned(), [about, in_passing])
    assert first > second


def test_the_reasons_name_neighbours_terms_and_what_trends() -> None:
    hot = Paper(title=CAR.title, abstract=CAR.abstract, upvotes=41, stars=7)
    judged = relevance.learn(DRIVING, keywords=Keywords(include=("autonomous driving",))).judge([hot])[0]
    assert judged.nearest
    assert judged.nearest[0] in {paper.title for paper in DRIVING}
    assert judged.why[0].startswith('near "')
    assert any(reason.startswith("terms for: ") and "driving" in reason for reason in judged.why)
    assert "keyword: autonomous driving" in judged.why
    assert "41 upvotes on Hugging Face" in judged.why
    assert "7 stars on GitHub" in judged.why


def test_a_paper_without_any_of_the_keywords_is_told_so() -> None:
    """On a short list that is most of what speaks against it."""
    guided = relevance.learn(DRIVING, keywords=Keywords(include=("pruning",))).judge(WAITING)
    assert ["none of the keywords occurs" in judged.why for judged in guided] == [True, True, False]
    assert not any("keywords" in reason for judged in learned().judge(WAITING) for reason in judged.why)


def test_the_reasons_read_well_whatever_they_hold() -> None:
    """One is no plural, and a long neighbour leaves room for the next."""
    wordy = [Paper(title=f"{paper.title} {'and everything that was said of it ' * 6}") for paper in DRIVING]
    judged = relevance.learn(wordy).judge([Paper(title=CAR.title, abstract=CAR.abstract, upvotes=1, stars=1)])[0]
    assert {"1 upvote on Hugging Face", "1 star on GitHub"} <= set(judged.why)
    assert len(judged.why[0]) < 200
    assert judged.why[0].count('"') == 4
    assert judged.why[0].count('…"') == 2
    words = {word for paper in wordy for word in paper.title.split()}
    assert set(judged.why[0].removeprefix("near ").replace('"', " ").replace("…", " ").split()) <= {*words, "and"}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_nearly_empty_list_is_judged_and_says_so(count: int) -> None:
    judged = relevance.learn(DRIVING[:count]).judge(WAITING)
    assert all(0 <= one.score <= 1 for one in judged)
    assert any("little to go by" in reason for reason in judged[0].why)


def test_nothing_to_judge_gives_nothing() -> None:
    assert learned().judge([]) == []


def test_the_same_input_gives_the_same_answer() -> None:
    first, second = (relevance.learn(DRIVING, background=[PROTEIN, PRUNING]).judge(WAITING) for _ in range(2))
    assert first == second


def test_an_excluded_keyword_rules_a_paper_out_and_is_named() -> None:
    judged = relevance.learn(DRIVING, keywords=Keywords(exclude=("end-to-end",))).judge(WAITING)
    assert judged[1].score < 0.01
    assert judged[1].why[0] == "ruled out by the keyword: end-to-end"


def test_a_keyword_that_must_occur_rules_out_the_others() -> None:
    judged = relevance.learn(DRIVING, keywords=Keywords(must=("driving",))).judge(WAITING)
    assert "ruled out" in judged[0].why[0]
    assert "ruled out" not in judged[1].why[0]


def test_a_keyword_raises_a_paper_that_has_it() -> None:
    plain = scores(learned(), WAITING)
    wanted = scores(relevance.learn(DRIVING, keywords=Keywords(include=("pruning",))), WAITING)
    assert wanted[2] / wanted[0] > plain[2] / plain[0]


def test_keywords_that_do_not_mark_a_long_list_leave_its_order_alone() -> None:
    """A list of hundreds of papers tells what it takes; a phrase that none of them has says nothing about it."""
    many = [Paper(title=f"{paper.title}, part {part}") for part in range(40) for paper in DRIVING]
    strange = Keywords(include=("protein", "membrane", "folding"))
    plain, told = relevance.learn(many).score(WAITING), relevance.learn(many, keywords=strange).score(WAITING)
    # What sets the planner apart from the proteins stays, within a fifth.
    assert told[1] - told[0] > 0.8 * (plain[1] - plain[0])


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("gui", "guidance for agents", False),
        ("gui", "a gui for agents", True),
        ("quantiz", "quantization of weights", True),
        ("computer use", "computer-use agents", True),
        ("driving", "autonomousdriving", False),
    ],
)
def test_a_phrase_begins_where_a_word_begins(phrase: str, text: str, *, found: bool) -> None:
    ranker = relevance.learn(DRIVING, keywords=Keywords(include=(phrase,)))
    said = ranker.judge([Paper(title=text)])[0].why
    assert (f"keyword: {phrase}" in said) is found


def test_decisions_change_the_order_of_what_waits() -> None:
    ranker = learned()
    before = scores(ranker, WAITING)
    after = scores(ranker.again([PRUNING], [PROTEIN]), WAITING)
    assert after[2] / after[0] > before[2] / before[0]


def test_a_later_decision_stands_over_an_earlier_one() -> None:
    ranker = learned()
    undone = ranker.again([PRUNING], []).again([], [PRUNING])
    assert scores(undone, WAITING) == pytest.approx(scores(ranker.again([], [PRUNING]), WAITING))


def test_decisions_known_at_once_or_learned_later_agree_on_the_order() -> None:
    at_once = relevance.learn(DRIVING, taken=[CAR], refused=[PROTEIN]).judge(WAITING)
    later = learned().again([CAR], [PROTEIN]).judge(WAITING)
    order = [sorted(range(3), key=lambda i: -judged[i].score) for judged in (at_once, later)]
    assert order[0] == order[1]


def test_three_refusals_of_likely_papers_make_the_rest_less_likely_and_do_not_rule_it_out() -> None:
    refused = [
        Paper(title="Driving scenes explained by large language models"),
        Paper(title="Autonomous driving with language feedback"),
        Paper(title="Simulated traffic from text for self-driving cars"),
    ]
    before, after = scores(learned(), [CAR])[0], scores(learned().again([], refused), [CAR])[0]
    assert before / 10 < after < before / 2


def test_the_lists_own_papers_in_the_background_are_not_held_against_it() -> None:
    background = [*DRIVING, PROTEIN, PRUNING]
    judged = relevance.learn(DRIVING, background=background).judge(WAITING)
    assert judged[1].score > max(judged[0].score, judged[2].score)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.builds(Paper, title=st.text(min_size=1, max_size=60), abstract=st.text(max_size=120)), max_size=6))
def test_any_paper_gets_a_probability(papers: list[Paper]) -> None:
    judged = learned().judge(papers)
    assert len(judged) == len(papers)
    assert all(0 <= one.score <= 1 for one in judged)


@pytest.mark.shared
def test_a_real_lists_later_additions_come_first(shared: Path) -> None:
    """A quarter of one list's stream: most of what its maintainers added is among the best twentieth."""
    folder = shared / "data" / "ranking"
    entries = [Paper(title=row["title"], arxiv_id=row["arxiv_id"]) for row in rows(folder / "entries/gui-agents.jsonl")]
    true = {row["arxiv_id"] for row in rows(folder / "truth/gui-agents.jsonl")}
    stream = [
        row for i, row in enumerate(rows(folder / "candidates.jsonl.gz")) if i % 8 == 0 or row["arxiv_id"] in true
    ]
    papers = [Paper(title=row["title"], abstract=row["abstract"], arxiv_id=row["arxiv_id"]) for row in stream]
    judged = relevance.learn(entries).judge(papers)
    best = sorted(range(len(papers)), key=lambda i: -judged[i].score)[: len(papers) // 20]
    assert sum(papers[i].arxiv_id in true for i in best) >= 0.7 * len(true)


def rows(path: Path) -> list[dict[str, str]]:
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]
