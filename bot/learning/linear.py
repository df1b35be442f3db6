"""The one linear model: a support vector machine on sparse or dense rows, weighted and balanced.

It minimises half the squared length of the coefficients (the offset is one of them) plus each row's cost times its
squared hinge, by Newton steps whose systems conjugate gradients solve (Keerthi and DeCoste 2005). Own code, because a
person waits: importing the library that has such a solver takes longer than all that is learned here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.learning.terms import Codes, Matrix, Numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_STEPS, MOST_TURNS, MOST_HALVINGS = 20, 60, 20
EXACT, EXACT_STEP = 3e-4, 0.1
"""A slope, and what a step leaves of it, so much smaller than at first are small enough."""
LEAST_GAIN = 1e-4
"""Of what the slope promises, the share that a step must keep (Armijo 1966)."""
TOGETHER = 32
"""Models of dense rows that are learned side by side: the rows come from memory once for all of them."""
ALONE = 1 << 18
"""Products of numbers up to which OpenBLAS multiplies matrices in one thread; several wait for each other on a busy
machine, and what they say depends on how many they are."""


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
    from scipy.sparse import issparse  # heavy

    coefficients, offsets = np.zeros((count, rows.shape[1])), np.zeros(count)
    if count < 2 or not all(rows.shape):  # noqa: PLR2004  # one label is no choice
        return coefficients, offsets
    used = np.flatnonzero(np.asarray(abs(rows).sum(axis=0)).ravel())
    filled = rows[:, used]
    rarity = len(labels) / (count * np.bincount(labels, minlength=count))
    together = 1 if issparse(filled) else TOGETHER
    for first in range(0, count, together):
        here = np.arange(first, min(first + together, count))[:, None]
        ours = labels == here
        # Two labels are one model seen from both sides: both sides are weighed.
        rest = rarity[1 - here] if count == 2 else 1.0  # noqa: PLR2004  # as above
        points, offset = solved_each(filled, ours, strictness * np.where(ours, rarity[here], rest))
        coefficients[here, used], offsets[here[:, 0]] = points, offset
    return coefficients, offsets


def solved(rows: Matrix, ours: NDArray[np.bool_], costs: Numbers) -> tuple[Numbers, float]:
    """Coefficients and offset that separate `ours` from the rest; `costs` (above 0) weigh the error of each row."""
    points, offsets = solved_each(rows, ours[None, :], costs[None, :])
    return points[0], float(offsets[0])


def solved_each(rows: Matrix, ours: NDArray[np.bool_], costs: Numbers) -> tuple[Numbers, Numbers]:
    """Several models of the same rows, side by side: each has a row of `ours`, of `costs`, of the coefficients."""
    import numpy as np  # heavy

    signs = np.where(ours, 1.0, -1.0)
    points, said = np.zeros((len(ours), rows.shape[1] + 1)), np.zeros(ours.shape)
    live, enough = np.arange(len(ours)), np.zeros(0)
    for turn in range(MOST_STEPS):
        sign, cost = signs[live], costs[live]
        short = np.maximum(0.0, 1 - sign * said[live])
        slope = points[live] - _back(rows, 2 * cost * sign * short)
        steep = _dot(slope, slope)
        enough = enough if turn else EXACT**2 * steep
        going = steep > enough[live]
        live = live[going]
        if not len(live):
            break
        sign, cost, short, slope = sign[going], cost[going], short[going], slope[going]
        step = _step(rows, 2 * cost * (short > 0), slope)
        moved = _ahead(rows, step)
        far = _far(_Line(points[live], step, said[live], moved, sign, cost), LEAST_GAIN * _dot(slope, step))
        points[live] += far[:, None] * step
        said[live] += far[:, None] * moved
    return points[:, :-1], points[:, -1]


class _Line(NamedTuple):
    """Where models stand and which way they go: their coefficients, and what these say of each row."""

    points: Numbers
    step: Numbers
    said: Numbers
    moved: Numbers
    signs: Numbers
    costs: Numbers

    def loss(self, far: Numbers) -> Numbers:
        """Each model's loss so far along its way."""
        import numpy as np  # heavy

        points, said = self.points + far[:, None] * self.step, self.said + far[:, None] * self.moved
        short = np.maximum(0.0, 1 - self.signs * said)
        return 0.5 * _dot(points, points) + _dot(self.costs, short * short)


def _far(line: _Line, gain: Numbers) -> Numbers:
    """How much of its step each model takes: all of it, or halves of that until it gains enough."""
    import numpy as np  # heavy

    far = np.ones(len(gain))
    before = line.loss(np.zeros(len(gain)))
    for _ in range(MOST_HALVINGS):
        over = line.loss(far) > before + far * gain
        if not over.any():
            break
        far[over] /= 2
    return far


def _step(rows: Matrix, bend: Numbers, slope: Numbers) -> Numbers:
    """Newton's steps: conjugate gradients on the curvature, of which only products with it are formed."""
    import numpy as np  # heavy

    step, left = np.zeros(slope.shape), -slope
    way, length = left.copy(), _dot(left, left)
    live, enough = np.arange(len(slope)), EXACT_STEP**2 * length
    for _ in range(MOST_TURNS):
        curved = way + _back(rows, bend * _ahead(rows, way))
        far = (length / _dot(way, curved))[:, None]
        step[live] += far * way
        left -= far * curved
        before, length = length, _dot(left, left)
        going = length > enough
        if not going.all():
            live, way, left, bend = live[going], way[going], left[going], bend[going]
            before, length, enough = before[going], length[going], enough[going]
        if not len(live):
            break
        way = left + (length / before)[:, None] * way
    return step


def _ahead(rows: Matrix, points: Numbers) -> Numbers:
    """Each model's value for each row; the last of the coefficients is the offset."""
    import numpy as np  # heavy

    if len(points) > 1:
        said = _ahead_of_many(rows, points[:, :-1])
    elif isinstance(rows, np.ndarray):
        said = np.einsum("ij,j->i", rows, points[0, :-1])[None, :]
    else:
        said = (rows @ points[0, :-1])[None, :]
    said += points[:, -1:]
    return said


def _back(rows: Matrix, pulls: Numbers) -> Numbers:
    """The sum of the rows weighted by each model's pulls: one value per coefficient, then the offset's."""
    import numpy as np  # heavy

    if len(pulls) > 1:
        pulled = _back_of_many(rows, pulls)
    elif isinstance(rows, np.ndarray):
        pulled = np.einsum("ij,i->j", rows, pulls[0])[None, :]
    else:
        pulled = (rows.T @ pulls[0])[None, :]
    return np.concatenate([pulled, pulls.sum(axis=1)[:, None]], axis=1)


def _ahead_of_many(rows: Numbers, points: Numbers) -> Numbers:
    import numpy as np  # heavy

    piled, rest = _piled(rows, len(points))
    said = np.empty((len(rows), len(points)))
    np.matmul(piled, points.T, out=said[: len(rows) - len(rest)].reshape(*piled.shape[:2], len(points)))
    said[len(rows) - len(rest) :] = rest @ points.T
    return np.ascontiguousarray(said.T)


def _back_of_many(rows: Numbers, pulls: Numbers) -> Numbers:
    piled, rest = _piled(rows, len(pulls))
    whole = len(rows) - len(rest)
    parts = pulls[:, :whole].reshape(len(pulls), *piled.shape[:2]).swapaxes(0, 1)
    pulled: Numbers = (parts @ piled).sum(axis=0) + pulls[:, whole:] @ rest
    return pulled


def _piled(rows: Numbers, models: int) -> tuple[Numbers, Numbers]:
    """The rows in equal piles that BLAS multiplies in one thread, and the few that fill no pile."""
    height = max(1, ALONE // (models * max(1, rows.shape[1])))
    piles = len(rows) // height
    return rows[: piles * height].reshape(piles, height, rows.shape[1]), rows[piles * height :]


def _dot(first: Numbers, second: Numbers) -> Numbers:
    """The dot product of each pair of rows without BLAS, whose threads wait longer than such short vectors take."""
    product: Numbers = (first * second).sum(axis=1)
    return product
