"""The linear model: it finds the minimum that a well-known library finds, on sparse and on dense rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.learning import linear

Numbers = NDArray[np.float64]


def problem(seed: int, rows: int, columns: int) -> tuple[Numbers, NDArray[np.bool_], Numbers]:
    """Rows of length one with many zeros, whose first columns tell the sides apart, more or less."""
    chance = np.random.default_rng(seed)
    values = chance.random((rows, columns)) * (chance.random((rows, columns)) < 0.2)
    ours = chance.random(rows) < 0.3
    ours[:2] = (True, False)
    values[:, :3] += chance.random((rows, 3)) * ours[:, None]
    values /= np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-9)
    return values, ours, chance.random(rows) + 0.05


def loss(rows: Numbers, ours: NDArray[np.bool_], costs: Numbers, point: Numbers, offset: float) -> float:
    short = np.maximum(0.0, 1 - np.where(ours, 1.0, -1.0) * (rows @ point + offset))
    return float(0.5 * (point @ point + offset**2) + costs @ short**2)


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), count=st.integers(2, 60), columns=st.integers(3, 80), sparse=st.booleans())
def test_nothing_near_is_better(*, seed: int, count: int, columns: int, sparse: bool) -> None:
    rows, ours, costs = problem(seed, count, columns)
    point, offset = linear.solved(csr_matrix(rows) if sparse else rows, ours, costs)
    least = loss(rows, ours, costs, point, offset)
    chance = np.random.default_rng(seed)
    for size in (1e-1, 1e-2):
        aside = chance.normal(size=columns) * size
        assert loss(rows, ours, costs, point + aside, offset + float(aside[0])) >= least - 1e-5 * (1 + least)


@pytest.mark.parametrize("seed", range(4))
def test_it_agrees_with_liblinear(seed: int) -> None:
    from sklearn.svm import LinearSVC  # heavy

    rows, ours, costs = problem(seed, 120, 200)
    point, offset = linear.solved(csr_matrix(rows), ours, costs)
    reference = LinearSVC(C=1.0, random_state=0, tol=1e-6, max_iter=100_000).fit(rows, ours, sample_weight=costs)
    assert rows @ point + offset == pytest.approx(reference.decision_function(rows), abs=0.02)


def test_sparse_and_dense_rows_say_the_same() -> None:
    rows, ours, costs = problem(7, 80, 50)
    sparse, dense = linear.solved(csr_matrix(rows), ours, costs), linear.solved(rows, ours, costs)
    assert sparse[0] == pytest.approx(dense[0], abs=1e-9)


def test_many_models_side_by_side_are_those_of_each_by_itself() -> None:
    rows, _, _ = problem(11, 150, 30)
    labels = np.arange(150) % 40
    points, offsets = linear.fit_each(rows, labels, 40, strictness=0.5)
    alone, apart = linear.fit_each(csr_matrix(rows), labels, 40, strictness=0.5)
    assert points == pytest.approx(alone, abs=1e-6)
    assert offsets == pytest.approx(apart, abs=1e-6)


def test_each_label_gets_its_own_rows_first() -> None:
    rows = csr_matrix(np.vstack([np.eye(3)[i % 3] for i in range(30)]))
    labels = np.arange(30) % 3
    points, offsets = linear.fit_each(rows, labels, 3, strictness=1.0)
    assert np.argmax(rows @ points.T + offsets, axis=1).tolist() == labels.tolist()


def test_two_labels_are_one_model_seen_from_both_sides() -> None:
    rows, ours, _ = problem(3, 60, 40)
    points, offsets = linear.fit_each(csr_matrix(rows), ours.astype(int), 2, strictness=0.5)
    assert points[0] == pytest.approx(-points[1], abs=1e-6)
    assert offsets[0] == pytest.approx(-offsets[1], abs=1e-6)


def test_one_side_alone_teaches_nothing() -> None:
    some, none = csr_matrix(np.eye(4)), csr_matrix((0, 4))
    point, offset = linear.fit(some, none, np.ones(4), np.zeros(0))
    assert not point.any()
    assert offset == 0.0
    assert not linear.fit_each(some, np.zeros(4, dtype=int), 1, strictness=1.0)[0].any()
