"""The ledger's files come back as they were written; a broken line costs that line alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import ledger, ledger_lines
from bot.ledger import Answer, Decision, FeedState, Ledger
from bot.model import Candidate, Held, Link, Match, Paper, Placement, Relevance, Scored, Verdict, Wait
from bot.planning.batch import Health

WORDS = st.text(max_size=20)
TITLES = st.text(min_size=1, max_size=40)
PAPERS = st.builds(
    Paper,
    title=TITLES,
    abstract=WORDS,
    authors=st.lists(TITLES, max_size=3).map(tuple),
    url=WORDS,
    year=st.none() | st.integers(1900, 2100),
    code=st.lists(st.builds(Link, label=WORDS, url=WORDS), max_size=2).map(tuple),
)


def held(paper: Paper) -> Held:
    candidate = Candidate(
        paper=paper,
        key="arxiv:2301.00704",
        match=Match(verdict=Verdict.MAYBE, score=81.5, reasons=("title 81% alike",)),
        relevance=Relevance(score=0.25, why=("near “Muse”",), nearest=("Muse",)),
        placement=Placement(sections=(Scored(name="A > B", score=0.5),), tags=(Scored(name="MLLM", score=0.25),)),
        section=("A", "B"),
        twin="“Muse” (README.md line 3)",
    )
    return Held(candidate=candidate, wait=Wait.TWIN, reason="may repeat “Muse”")


@given(st.lists(PAPERS, max_size=4))
def test_papers_come_back(papers: list[Paper]) -> None:
    assert ledger.read({ledger.PAPERS: ledger.write_papers(papers)}).papers == tuple(papers)


@given(PAPERS)
def test_the_backlog_comes_back(paper: Paper) -> None:
    kept = held(paper)
    back = ledger.read({ledger.CANDIDATES: ledger.write_backlog([kept])})
    assert [h.candidate.paper for h in back.backlog] == [paper]
    assert (back.backlog[0].wait, back.backlog[0].reason) == (kept.wait, kept.reason)
    assert back.backlog[0].candidate.placement == kept.candidate.placement
    assert back.backlog[0].candidate.section == kept.candidate.section


@pytest.mark.parametrize(
    ("written", "wait", "reason"),
    [
        ("12% likely, below the cut of 35%", Wait.CUT, "below the cut of 35%"),
        ("<1% likely, below the cut of 35%; may repeat “A”", Wait.CUT, "below the cut of 35%; may repeat “A”"),
        ("may repeat “A” (proposed in the same run)", Wait.TWIN, ""),
        ("no link was found: arXiv: no paper of this title", Wait.LINK, ""),
        ("not looked up yet: 40 papers a run, in the order given", Wait.LOOK_UP, ""),
        ("snoozed until 2026-12-24", Wait.SNOOZE, ""),
        ("2026-12-24 is a quiet day in the config", Wait.QUIET_DAY, ""),
        ("paused: nobody has decided on a proposal for 40 days; merge or close one to go on", Wait.PAUSE, ""),
        ("waits for room: enough proposals are open", Wait.ROOM, ""),
        ("more than 10 likely papers today", Wait.ROOM, ""),
        ("waits for the next run", Wait.NEXT_RUN, ""),
        ("no section 'A > B' in the list; nearest: 'C'", Wait.PLACE, ""),
    ],
)
def test_an_older_line_tells_by_its_words_what_a_paper_waits_for(written: str, wait: Wait, reason: str) -> None:
    record = json.loads(ledger.write_backlog([held(Paper(title="One"))]))
    del record["wait"]
    (back,) = ledger.read({ledger.CANDIDATES: json.dumps({**record, "reason": written})}).backlog
    assert (back.wait, back.reason) == (wait, reason or written)


@pytest.mark.parametrize(
    ("record", "unticked"),
    [
        ({"reason": "unticked in #7"}, True),
        ({"reason": "unticked in #7", "unticked": True}, True),
        ({"reason": "unticked in haste", "unticked": False}, False),
        ({"reason": "not ours"}, False),
    ],
)
def test_an_older_decision_tells_by_its_reason_that_a_box_was_unticked(
    record: dict[str, object],
    unticked: bool,  # noqa: FBT001  # drawn from the table above
) -> None:
    line = json.dumps({"key": "arxiv:1", "answer": "dismissed", **record})
    (back,) = ledger.read({ledger.DECISIONS: line}).decisions
    assert back.unticked is unticked
    assert ledger.read({ledger.DECISIONS: ledger.write_decisions([back])}).decisions == (back,)


def test_decisions_and_feeds_come_back() -> None:
    decision = Decision(key="arxiv:1", answer=Answer.SAME, other="arxiv:2", by="ann", when="2026-11-21")
    state = FeedState(health=Health.STALE, detail="nothing since Monday", newest="2026-11-16", read=12)
    files = {ledger.DECISIONS: ledger.write_decisions([decision]), ledger.FEEDS: ledger.write_feeds({"arxiv": state})}
    assert ledger.read(files) == Ledger(decisions=(decision,), feeds={"arxiv": state})


def test_a_broken_line_is_named_and_takes_nothing_with_it() -> None:
    good = ledger.write_papers([Paper(title="One"), Paper(title="Two")]).splitlines()
    read = ledger.read({ledger.PAPERS: "\n".join([good[0], "{broken", '{"no": "title"}', good[1]])})
    assert [paper.title for paper in read.papers] == ["One", "Two"]
    assert [skip.what for skip in read.skipped] == ["ledger papers.jsonl line 2", "ledger papers.jsonl line 3"]


def test_a_broken_feeds_file_is_named_and_costs_the_health_alone() -> None:
    read = ledger.read({ledger.FEEDS: "[", ledger.PAPERS: ledger.write_papers([Paper(title="One")])})
    assert read.feeds == {}
    assert len(read.papers) == 1
    assert read.skipped[0].what == "ledger feeds.json"


@pytest.mark.parametrize(("field", "value"), [("checked", "x" * 50), ("changed", "2026-02-30"), ("read", float("inf"))])
def test_a_source_with_a_broken_value_is_named_and_costs_that_source_alone(field: str, value: object) -> None:
    """A day that is none stopped every later run."""
    good = json.loads(ledger.write_feeds({"arxiv": FeedState(health=Health.NEW, checked="2026-11-20")}))
    bad = {**good["arxiv"], field: value}
    read = ledger.read({ledger.FEEDS: json.dumps({**good, "other": bad})})
    assert list(read.feeds) == ["arxiv"]
    assert [skip.what for skip in read.skipped] == ["ledger feeds.json other"]


def test_a_time_that_is_none_is_named_and_comments_are_read_from_the_last_days_on() -> None:
    read = ledger.read({ledger.STEERING: '{"heard": "yesterday"}'})
    assert read.heard == ""
    assert read.skipped[0].what == "ledger steering.json"


def test_files_stay_below_what_the_contents_api_returns() -> None:
    text = ledger.write_papers(Paper(title=f"Paper {n}", abstract="x" * 2000) for n in range(1000))
    assert len(text.encode()) <= ledger_lines.MAX_BYTES
    assert all(json.loads(line)["title"] for line in text.splitlines())


def test_the_backlog_is_bounded_and_keeps_the_best() -> None:
    waiting = [held(Paper(title=f"Paper {n}")) for n in range(ledger.MAX_CANDIDATES + 50)]
    kept = ledger.read({ledger.CANDIDATES: ledger.write_backlog(waiting)}).backlog
    assert [h.candidate.paper.title for h in kept[:2]] == ["Paper 0", "Paper 1"]
    assert len(kept) == ledger.MAX_CANDIDATES
