"""What decisions move, and what they do not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning import correction

ALIKE, UNLIKE = 20.0, 0.5


def moved(odds: list[float], taken: list[bool], like: list[list[float]], asked: list[list[float]]) -> list[float]:
    found = correction.learn(np.array(odds), np.array(like), taken)
    return [float(moved) for moved in found.of(np.array(asked))]


def test_what_is_like_an_approved_paper_rises_and_what_is_not_hardly_moves() -> None:
    near, far = moved([-4.0], [True], [[ALIKE]], [[ALIKE], [0.0]])
    assert near > 2
    assert 0 < far < near / 10


def test_a_list_that_refuses_what_it_was_thought_to_take_is_thought_to_take_less() -> None:
    apart = ALIKE * np.eye(6)
    some, none = ([1.0] * 6, [True, False] * 3), ([1.0] * 6, [False] * 6)
    unlike = [[0.0] * 6]
    assert moved(*none, apart.tolist(), unlike)[0] < moved(*some, apart.tolist(), unlike)[0] - 0.5


def test_a_decision_that_was_foreseen_says_next_to_nothing() -> None:
    foreseen = moved([6.0], [True], [[ALIKE]], [[ALIKE]])[0]
    surprise = moved([-6.0], [True], [[ALIKE]], [[ALIKE]])[0]
    assert 0 < foreseen < surprise / 10


def test_approvals_and_rejections_pull_apart() -> None:
    like = [[ALIKE, UNLIKE], [UNLIKE, ALIKE]]
    for_it, against = moved([-1.0, -1.0], [True, False], like, like)
    assert for_it > 0 > against


def test_odds_that_are_too_sure_count_for_less() -> None:
    """Where every second paper of the lowest odds is taken, the list's odds cannot mean what they say."""
    like = (ALIKE - UNLIKE) * np.eye(16) + UNLIKE
    wrong = correction.learn(np.array([-12.0, -2.0] * 8), like, [True, False] * 8)
    right = correction.learn(np.array([-12.0, 3.0] * 8), like, [False, True] * 8)
    assert wrong.slope < right.slope == 1


def test_a_few_surprises_say_little_about_how_sure_the_odds_are() -> None:
    like = (ALIKE - UNLIKE) * np.eye(3) + UNLIKE
    assert correction.learn(np.array([2.0]), np.array([[ALIKE]]), [False]).slope >= 0.7
    assert correction.learn(np.array([2.0, 1.5, 1.0]), like, [False] * 3).slope >= 0.5


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.floats(-60, 60), st.booleans(), st.integers(0, 2**31)), min_size=1, max_size=12),
)
def test_no_decision_pulls_beyond_itself(decided: list[tuple[float, bool, int]]) -> None:
    odds, taken, seeds = zip(*decided, strict=True)
    places = np.array([np.random.default_rng(seed).normal(size=8) for seed in seeds])
    found = correction.learn(np.array(odds), 3 * places @ places.T, list(taken))
    assert np.isfinite(found.pulls).all()
    assert (np.abs(found.pulls) <= 1 + 1e-6).all()


def test_the_order_of_decisions_does_not_matter() -> None:
    like = np.array([[ALIKE, 4.0, 1.0], [4.0, ALIKE, 2.0], [1.0, 2.0, ALIKE]])
    odds, taken = np.array([-3.0, 0.5, -1.0]), [True, False, False]
    turned = [2, 0, 1]
    first = correction.learn(odds, like, taken)
    second = correction.learn(odds[turned], like[np.ix_(turned, turned)], [taken[i] for i in turned])
    assert second.pulls == pytest.approx(first.pulls[turned])
