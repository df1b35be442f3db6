"""The one linear model: a support vector machine on sparse or dense rows, weighted and balanced.

It minimises half the squared length of the coefficients (the offset is one of them) plus each row's cost times its
squared hinge, by Newton steps whose systems conjugate gradients solve (Keerthi and DeCoste 2005). Own code, because a
person waits: importing the library that has such a solver takes longer than all that is learned here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.learning.terms import Codes, Matrix, Numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_STEPS, MOST_TURNS, MOST_HALVINGS = 20, 60, 20
EXACT, EXACT_STEP = 3e-4, 0.1
"""A slope, and what a step leaves of it, so much smaller than at first are small enough."""
LEAST_GAIN = 1e-4
"""Of what the slope promises, the share that a step must keep (Armijo 1966)."""


def fit(
    liked: Matrix, others: Matrix, liked_weights: Numbers, other_weights: Numbers, *, strictness: float = 0.1
) -> tuple[Numbers, float]:
    """Coefficients and offset; both sides weigh the same in all. Zeros where one side is empty.

    The rows are sparse on both sides or dense on both; `strictness` is the model's C.
    """
    import numpy as np  # heavy
    from scipy.sparse import issparse, vstack  # heavy

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
    rows = vstack([liked, others]).tocsr() if issparse(liked) else np.vstack([liked, others])
    return solved(rows, np.arange(here + there) < here, strictness * weights)


def fit_each(rows: Matrix, labels: Codes, count: int, *, strictness: float) -> tuple[Numbers, Numbers]:
    """One model for each of `count` labels against the rest: coefficients by label, and offsets.

    Labels run from 0 and each occurs; a rare label's rows weigh more.
    """
    import numpy as np  # heavy

    coefficients, offsets = np.zeros((count, rows.shape[1])), np.zeros(count)
    if count < 2 or not all(rows.shape):  # noqa: PLR2004  # one label is no choice
        return coefficients, offsets
    used = np.flatnonzero(np.asarray(abs(rows).sum(axis=0)).ravel())
    filled = rows[:, used]
    rarity = len(labels) / (count * np.bincount(labels, minlength=count))
    for label in range(count):
        ours = labels == label
        # Two labels are one model seen from both sides: both sides are weighed.
        rest = rarity[1 - label] if count == 2 else 1.0  # noqa: PLR2004  # as above
        costs = strictness * np.where(ours, rarity[label], rest)
        coefficients[label, used], offsets[label] = solved(filled, ours, costs)
    return coefficients, offsets


def solved(rows: Matrix, ours: NDArray[np.bool_], costs: Numbers) -> tuple[Numbers, float]:
    """Coefficients and offset that separate `ours` from the rest; `costs` (above 0) weigh the error of each row."""
    import numpy as np  # heavy

    signs = np.where(ours, 1.0, -1.0)
    point, said = np.zeros(rows.shape[1] + 1), np.zeros(rows.shape[0])
    enough = 0.0
    for _ in range(MOST_STEPS):
        short = np.maximum(0.0, 1 - signs * said)
        slope = point - _back(rows, 2 * costs * signs * short)
        steep = _dot(slope, slope)
        enough = enough or EXACT**2 * steep
        if steep <= enough:
            break
        step = _step(rows, 2 * costs * (short > 0), slope)
        moved = _ahead(rows, step)
        gain = LEAST_GAIN * _dot(slope, step)
        before, far = _loss(point, said, signs, costs), 1.0
        for _ in range(MOST_HALVINGS):
            if _loss(point + far * step, said + far * moved, signs, costs) <= before + far * gain:
                break
            far /= 2
        point += far * step
        said += far * moved
    return point[:-1], float(point[-1])


def _step(rows: Matrix, bend: Numbers, slope: Numbers) -> Numbers:
    """Newton's step: conjugate gradients on the curvature, of which only products with it are formed."""
    import numpy as np  # heavy

    step, left = np.zeros(len(slope)), -slope
    way, length = left.copy(), _dot(left, left)
    enough = EXACT_STEP**2 * length
    for _ in range(MOST_TURNS):
        curved = way + _back(rows, bend * _ahead(rows, way))
        far = length / _dot(way, curved)
        step += far * way
        left -= far * curved
        length, before = _dot(left, left), length
        if length <= enough:
            break
        way = left + (length / before) * way
    return step


def _loss(point: Numbers, said: Numbers, signs: Numbers, costs: Numbers) -> float:
    import numpy as np  # heavy

    short = np.maximum(0.0, 1 - signs * said)
    return 0.5 * _dot(point, point) + _dot(costs, short * short)


def _ahead(rows: Matrix, point: Numbers) -> Numbers:
    """The model's value for each row; the last of the coefficients is the offset."""
    import numpy as np  # heavy

    said: Numbers = np.einsum("ij,j->i", rows, point[:-1]) if isinstance(rows, np.ndarray) else rows @ point[:-1]
    said += point[-1]
    return said


def _back(rows: Matrix, pulls: Numbers) -> Numbers:
    """The sum of the rows weighted by their pulls: one value per coefficient, then the offset's."""
    import numpy as np  # heavy

    pulled = np.einsum("ij,i->j", rows, pulls) if isinstance(rows, np.ndarray) else rows.T @ pulls
    return np.append(pulled, pulls.sum())


def _dot(first: Numbers, second: Numbers) -> float:
    """The dot product without BLAS, whose threads wait for each other longer than such short vectors take."""
    return float((first * second).sum())
