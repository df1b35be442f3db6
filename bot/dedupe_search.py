"""The known papers that a paper may repeat, each with how it stands among its rivals.

Two blocks are joined: records that share title tokens and records that share author names. A linear score from both
orders them; the best few go on to be compared in full. How far one is ahead of the next says as much as how alike it
is: where ten titles share the same words, sharing them means little.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.dedupe_model import Floats
from bot.title_index import Ids, Postings, Tokens, Weights, author_tokens, title_tokens

TITLE_BUDGET = 3000
AUTHOR_BUDGET = 1000
TITLE_BEST = 30
AUTHOR_BEST = 10
KEEP = 8
QUICK_AT = -5.5
BEHIND = -2.0
"""Quick scores (log odds) from which on a pair is compared in full, and how far behind the best it may be."""
RIVALS = 5
QUICK = ("share_min", "share_max", "cosine", "shared", "author_weight", "author_share")
EVIDENCE = (*QUICK, "quick", "quick_ahead", "quick_above", "shared_ahead", "shared_above", "place", "crowd")
"""The columns of `Near.evidence`: shares of weight, the quick score, and how far it is ahead of its rivals."""
_NOTHING = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Near:
    """Known papers near a query, best first, and a row of `EVIDENCE` for each."""

    ids: Ids
    evidence: Floats

    @property
    def worth(self) -> Ids:
        """Places of those that are worth a full comparison; of the rest none was ever found to be the same paper."""
        return np.flatnonzero((self.evidence[:, 6] > QUICK_AT) & (self.evidence[:, 7] > BEHIND)).astype(np.int32)

    @property
    def hint(self) -> float:
        """A score (0 to 1) where nothing is worth a full comparison."""
        return float(1 / (1 + np.exp(-min(self.evidence[0, 6], QUICK_AT)))) if len(self.ids) else 0.0


class Search:
    """Title and author tokens of the known papers."""

    def __init__(self, titles: Tokens, authors: Tokens, weights: Weights, quick: Floats) -> None:
        self._titles = Postings(titles, weights)
        self._authors = Postings(authors, weights)
        self._quick = quick
        self._crowd = math.log10(self._titles.size + 1)

    def near(self, titles: Sequence[str], authors: Sequence[Sequence[str]]) -> list[Near]:
        """For each pair of a folded title and author names the known papers to compare."""
        words = [sorted(title_tokens(title)) for title in titles]
        names = [sorted(author_tokens(people)) for people in authors]
        by_title = self._titles.nearest(words, budget=TITLE_BUDGET, best=TITLE_BEST)
        by_author = self._by_author(names)
        return [
            self._ranked(word, name, np.union1d(some, others).astype(np.int32) if len(others) else some)
            for word, name, some, others in zip(words, names, by_title, by_author, strict=True)
        ]

    def _by_author(self, names: Sequence[Sequence[int]]) -> list[Ids]:
        asked = [number for number, name in enumerate(names) if name]
        found = [_NOTHING] * len(names)
        near = self._authors.nearest([names[number] for number in asked], budget=AUTHOR_BUDGET, best=AUTHOR_BEST)
        for number, ids in zip(asked, near, strict=True):
            found[number] = ids
        return found

    def _ranked(self, words: Sequence[int], names: Sequence[int], ids: Ids) -> Near:
        if not len(ids):
            return Near(ids=ids, evidence=np.empty((0, len(EVIDENCE)), dtype=np.float32))
        shares = self._shares(words, names, ids)
        score = quick_score(shares, self._quick)
        order = np.lexsort((ids, -score))
        shares, score = shares[order], score[order]
        kept = min(KEEP, len(ids))
        rows = np.empty((kept, len(EVIDENCE)), dtype=np.float32)
        rows[:, :6] = shares[:kept]
        rows[:, 6] = score[:kept]
        rows[:, 7], rows[:, 8] = _ahead(score, kept)
        rows[:, 9], rows[:, 10] = _ahead(shares[:, 3], kept)
        rows[:, 11] = np.arange(kept)
        rows[:, 12] = self._crowd
        return Near(ids=ids[order[:kept]], evidence=rows)

    def _shares(self, words: Sequence[int], names: Sequence[int], ids: Ids) -> Floats:
        shared, mine = self._titles.overlap(words, ids)
        theirs = self._titles.total[ids]
        most, least = np.maximum(theirs, mine) + 1e-6, np.minimum(theirs, mine) + 1e-6
        shares = np.empty((len(ids), len(QUICK)), dtype=np.float32)
        shares[:, 0], shares[:, 1] = shared / most, shared / least
        shares[:, 2] = shared / np.sqrt(most * least)
        shares[:, 3] = shared / 1000
        shares[:, 4], shares[:, 5] = 0.0, -1.0
        if names:
            by, my_names = self._authors.overlap(names, ids)
            fewest = np.minimum(self._authors.total[ids], my_names)
            shares[:, 4] = by / 1000
            shares[:, 5] = np.where(fewest > 0, by / np.maximum(fewest, 1e-6), -1.0)
        return shares


def quick_score(shares: Floats, coefficients: Floats) -> Floats:
    """The linear score of the shares and their squares."""
    half = len(QUICK)
    score: Floats = shares @ coefficients[:half] + shares**2 @ coefficients[half:-1] + coefficients[-1]
    return np.round(score, 4)


def _ahead(score: Floats, kept: int) -> tuple[Floats, Floats]:
    """How far each of the first values is ahead of the best other one, and above the mean of the best other ones."""
    top = np.sort(score)[::-1][: RIVALS + 1]
    mine = score[:kept]
    if len(top) == 1:
        return np.zeros_like(mine), np.zeros_like(mine)
    rival = np.where(mine == top[0], top[1], top[0])
    others = np.where(mine >= top[-1], (top.sum() - mine) / (len(top) - 1), top[:-1].mean())
    return mine - rival, mine - others
