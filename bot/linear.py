"""The one linear model: a support vector machine on sparse rows, weighted and balanced."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from bot.terms import Codes, Matrix, Numbers


def fit(
    liked: Matrix, others: Matrix, liked_weights: Numbers, other_weights: Numbers, *, strictness: float = 0.1
) -> tuple[Numbers, float]:
    """Coefficients and offset; both sides weigh the same in all. Zeros where one side is empty.

    The rows are sparse on both sides or dense on both; `strictness` is the model's C.
    """
    import numpy as np  # heavy
    from scipy.sparse import issparse, vstack  # heavy
    from sklearn.svm import LinearSVC  # heavy

    here, there = liked.shape[0], others.shape[0]
    if not here or not there or not liked.shape[1]:
        return np.zeros(liked.shape[1]), 0.0
    half = (here + there) / 2
    weights = np.concatenate(
        [
            liked_weights * (half / liked_weights.sum()),
            other_weights * (half / other_weights.sum()),
        ]
    )
    labels = np.arange(here + there) < here
    rows = vstack([liked, others]).tocsr() if issparse(liked) else np.vstack([liked, others])
    model = LinearSVC(C=strictness, random_state=0)
    with _quiet():
        model.fit(rows, labels, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def fit_each(rows: Matrix, labels: Codes, count: int, *, strictness: float) -> tuple[Numbers, Numbers]:
    """One model for each of `count` labels against the rest: coefficients by label, and offsets.

    Labels run from 0 and each occurs; a rare label's rows weigh more.
    """
    import numpy as np  # heavy
    from sklearn.svm import LinearSVC  # heavy

    if count < 2 or not all(rows.shape):  # noqa: PLR2004  # one label is no choice
        return np.zeros((count, rows.shape[1])), np.zeros(count)
    model = LinearSVC(C=strictness, class_weight="balanced", random_state=0)
    with _quiet():
        model.fit(rows, labels)
    if count == 2:  # noqa: PLR2004  # one model says both
        return np.vstack([-model.coef_, model.coef_]), np.concatenate([-model.intercept_, model.intercept_])
    return model.coef_, model.intercept_


@contextmanager
def _quiet() -> Iterator[None]:
    """The library warns of few rows and of stopping early; on a short list both are as they should be."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
