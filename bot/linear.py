"""The one linear model: a support vector machine on sparse rows, weighted and balanced."""

from __future__ import annotations

from bot.terms import Matrix, Numbers


def fit(liked: Matrix, others: Matrix, liked_weights: Numbers, other_weights: Numbers) -> tuple[Numbers, float]:
    """Coefficients and offset; both sides weigh the same in all. Zeros where one side is empty."""
    import numpy as np  # heavy
    from scipy.sparse import vstack  # heavy
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
    model = LinearSVC(C=0.1, random_state=0).fit(vstack([liked, others]).tocsr(), labels, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])
