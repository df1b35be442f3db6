"""The one linear model: a support vector machine on sparse rows, weighted and balanced."""

from __future__ import annotations

from bot.terms import Matrix, Numbers


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
    model = LinearSVC(C=strictness, random_state=0).fit(rows, labels, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])
