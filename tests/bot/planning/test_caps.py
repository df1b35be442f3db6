"""Limits are upper bounds: caps, the slow start, quiet days, the pause."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Paper, Proposal, State, Wait
from bot.planning.caps import Rules, resting, room


def proposal(state: State = State.PROPOSED, created: str = "2026-07-20T00:00:00Z", decided: str = "") -> Proposal:
    paper = Paper(title="One")
    return Proposal(
        key="k",
        branch="b",
        title="t",
        body="",
        paper=paper,
        section=(),
        path="README.md",
        state=state,
        created=created,
        decided=decided,
    )


RULES = Rules(today="2026-07-22", pause_after_days=30)


def test_a_new_install_opens_three() -> None:
    assert room([], RULES) == 3


def test_every_accepted_proposal_lets_a_run_open_one_more() -> None:
    assert room([proposal(State.ACCEPTED)], RULES) == 4


def test_at_most_max_open_wait() -> None:
    assert room([proposal()] * 4, RULES) == 1
    assert room([proposal()] * 9, RULES) == 0


def test_per_run_0_opens_nothing() -> None:
    assert room([proposal(State.ACCEPTED)], Rules(today="2026-07-22", per_run=0)) == 0


def test_a_weekday_and_a_date_can_be_quiet() -> None:
    for rules in (
        Rules(today="2026-07-25", quiet_days=("Saturday",)),
        Rules(today="2026-12-24", quiet_days=("2026-12-24",)),
    ):
        rest = resting([], rules)
        assert rest is not None
        assert rest.wait is Wait.QUIET_DAY
    assert resting([], Rules(today="2026-07-24", quiet_days=("Saturday",))) is None


def test_thirty_days_without_a_decision_pause() -> None:
    rest = resting([proposal(created="2026-06-01T00:00:00Z")], RULES)
    assert rest is not None
    assert rest.wait is Wait.PAUSE
    assert room([proposal(created="2026-06-01T00:00:00Z")], RULES) == 0


def test_a_recent_decision_ends_the_pause() -> None:
    decided = proposal(State.REJECTED, decided="2026-07-10T00:00:00Z")
    assert resting([proposal(created="2026-06-01T00:00:00Z"), decided], RULES) is None


def test_nothing_waiting_is_no_reason_to_pause() -> None:
    assert resting([proposal(State.ACCEPTED, created="2025-01-01", decided="2025-01-02")], RULES) is None


@given(
    st.lists(st.sampled_from(State), max_size=20),
    st.integers(0, 10),
    st.integers(0, 10),
    st.none() | st.integers(0, 10),
)
def test_no_cap_is_ever_exceeded(states: list[State], max_open: int, per_run: int, limit: int | None) -> None:
    every = [proposal(state) for state in states]
    rules = Rules(today="2026-07-22", max_open=max_open, per_run=per_run, limit=limit)
    places = room(every, rules)
    waiting = sum(p.state.waiting for p in every)
    assert places >= 0
    assert places == 0 or waiting + places <= max_open
    assert limit is None or places <= limit
