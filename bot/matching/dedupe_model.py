"""What was learned from labelled pairs: the weight of a token, a quick score, and a forest of small trees.

The numbers are in `bot/data/dedupe.json` (versioned; rebuilt by `benchmarks/train_dedupe.py`). A tree is a complete
binary tree of fixed depth, so that all of them are walked at once with array look-ups.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bot.matching.title_index import COLUMNS, Weights

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Forest:
    """`feature` and `cut`: trees × inner nodes; `leaf`: trees × leaves; a value above its cut goes right."""

    feature: NDArray[np.int32]
    cut: Floats
    leaf: Floats
    bias: float

    def score(self, rows: Floats) -> NDArray[np.float64]:
        """For each row the log odds that its two papers are one."""
        trees, leaves = self.leaf.shape
        inner = self.feature.shape[1]
        first = np.arange(trees) * inner
        line = np.arange(len(rows))[:, None] * rows.shape[1]
        values, feature, cut = rows.ravel(), self.feature.ravel(), self.cut.ravel()
        here = np.zeros((len(rows), trees), dtype=np.int64)
        for _ in range(int(leaves).bit_length() - 1):
            node = here + first
            here += 1 + here + (values.take(line + feature.take(node)) > cut.take(node))
        leaf = self.leaf.ravel().take(here + (np.arange(trees) * leaves - (leaves - 1)))
        margin: NDArray[np.float64] = leaf.sum(axis=1, dtype=np.float64)
        return margin + self.bias


@dataclass(frozen=True, slots=True)
class Model:
    """Token weights, the coefficients of the quick and of the full score, the forest, and the thresholds.

    The last coefficient of `quick` and of `linear` is the constant. `names` are the columns of a row. From `maybe_at`
    on a person is asked; above `duplicate_at` (0 to 1) no labelled pair of different papers was found.
    """

    version: str
    weights: Weights
    quick: Floats
    linear: NDArray[np.float64]
    forest: Forest
    names: tuple[str, ...]
    maybe_at: float
    duplicate_at: float

    def score(self, rows: Floats) -> NDArray[np.float64]:
        """The probability (0 to 1) that each row's two papers are one: the mean of both models."""
        linear = rows.astype(np.float64) @ self.linear[:-1] + self.linear[-1]
        both: NDArray[np.float64] = (_odds(linear) + _odds(self.forest.score(rows))) / 2
        return both


def _odds(margin: NDArray[np.float64]) -> NDArray[np.float64]:
    share: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(margin, -40, 40)))
    return share


@cache
def model() -> Model:
    """The model that comes with the package."""
    return read_model(resources.files("bot").joinpath("data/dedupe.json").read_text(encoding="utf-8"))


def read_model(text: str) -> Model:
    """A model from its JSON."""
    record = json.loads(text)
    forest = record["forest"]
    return Model(
        version=record["version"],
        weights=token_weights(record["tokens"], record["rare"]),
        quick=np.array(record["quick"], dtype=np.float32),
        linear=np.array(record["linear"], dtype=np.float64),
        forest=Forest(
            feature=np.array(forest["feature"], dtype=np.int32),
            cut=np.array(forest["cut"], dtype=np.float32),
            leaf=np.array(forest["leaf"], dtype=np.float32),
            bias=forest["bias"],
        ),
        names=tuple(record["features"]),
        maybe_at=record["maybe_at"],
        duplicate_at=record["duplicate_at"],
    )


def token_weights(tokens: dict[str, list[int]], rare: float) -> Weights:
    """Squared weights of all columns: `tokens` maps a weight in tenths to its columns, all others are `rare`."""
    weights = np.full(COLUMNS, rare**2, dtype=np.float32)
    for tenths, columns in tokens.items():
        weights[columns] = (int(tenths) / 10) ** 2
    return weights
