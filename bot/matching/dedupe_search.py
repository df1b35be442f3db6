"""The known papers that a paper may repeat, each with how far it is ahead of its rivals.

Two candidate sets are joined: records that share title tokens and records that share author names. A linear score from
both orders them; the best few go on to be compared in full. How far one is ahead of the next says as much as how alike
it is: where ten titles share the same words, sharing them means little. All queries of a batch are answered together,
in arrays whose column `owner` says which query a row belongs to.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.dedupe_known import Arrays
from bot.matching.dedupe_model import Floats
from bot.matching.hashed_words import name_runs, title_runs
from bot.matching.title_index import Ends, Ids, Postings, Runs, Tokens, Weights

TITLE_BUDGET = 1500
AUTHOR_BUDGET = 1000
TITLE_BEST = 20
AUTHOR_BEST = 10
KEEP = 8
QUICK_AT = -5.0
BEHIND = -1.0
"""Quick scores (log odds) from which on a pair is compared in full, and how far behind the best it may be."""
RIVALS = 5
_ROWS = 100_000
"""Pairs compared at once, which bounds the memory."""
QUICK = ("share_min", "share_max", "cosine", "shared", "author_weight", "author_share")
_MIX = np.uint64(0x94D049BB133111EB)
EVIDENCE = (*QUICK, "quick", "quick_ahead", "quick_above", "shared_ahead", "shared_above", "place", "crowd")
"""The columns of `Near.evidence`: shares of weight, the quick score, and how far it is ahead of its rivals."""


@dataclass(frozen=True, slots=True)
class Near:
    """Known papers near a query, best first, and a row of `EVIDENCE` for each.

    `worth` are the indices of those worth a full comparison; of the others hardly any ever was the same paper.
    """

    ids: Ids
    evidence: Floats
    worth: list[int]

    @property
    def hint(self) -> float:
        """A score (0 to 1) where nothing is worth a full comparison."""
        return float(1 / (1 + np.exp(-min(self.evidence[0, 6], QUICK_AT)))) if len(self.ids) else 0.0


class Search:
    """Title and author tokens of the known papers."""

    def __init__(self, titles: Postings, authors: Postings, quick: Floats) -> None:
        self._titles = titles
        self._authors = authors
        self._quick = quick
        self._marks = titles.marks()
        self._crowd = math.log10(self._titles.size + 1)

    @classmethod
    def of(cls, titles: Tokens, authors: Tokens, weights: Weights, quick: Floats) -> Search:
        """A search over tokens that were just read."""
        return cls(Postings.of(titles, weights), Postings.of(authors, weights), quick)

    @classmethod
    def restored(cls, parts: Mapping[str, Arrays], weights: Weights, quick: Floats) -> Search:
        """The inverse of `parts`, each as its arrays."""
        titles, authors = (Postings.restored(parts[name], weights) for name in ("title_tokens", "author_tokens"))
        return cls(titles, authors, quick)

    def parts(self) -> dict[str, Postings]:
        """What is worth keeping between runs."""
        return {"title_tokens": self._titles, "author_tokens": self._authors}

    @property
    def size(self) -> int:
        """How many papers are known."""
        return self._titles.size

    def near(self, titles: Sequence[str], authors: Sequence[Sequence[str]]) -> list[Near]:
        """The known papers to compare, for each query, given as a folded title and author names."""
        words, names = title_runs(titles), name_runs(authors)
        by_title = self._titles.nearest(words, budget=TITLE_BUDGET, best=TITLE_BEST)
        by_author = self._authors.nearest(names, budget=AUTHOR_BUDGET, best=AUTHOR_BEST)
        both = _distinct(np.concatenate([_packed(by_title), _packed(by_author)]))
        owner, ids = both >> 32, (both & 0xFFFFFFFF).astype(np.int32)
        found: list[Near] = []
        for first, last in _portions(np.bincount(owner, minlength=len(titles))):
            part = slice(*np.searchsorted(owner, [first, last]).tolist())
            found += self._ranked(words, names, owner[part], ids[part])[first:last]
        return found

    def _ranked(self, words: Runs, names: Runs, owner: Ends, ids: Ids) -> list[Near]:
        shares = self._shares(words, names, owner, ids)
        score = quick_score(shares, self._quick)
        # Records are ordered by number within their owner, and a stable sort keeps that order for equal scores.
        order = np.argsort((owner << 33) - _ordinal(score), kind="stable")
        owner, ids, shares, score = owner[order], ids[order], shares[order], score[order]
        counts = np.bincount(owner, minlength=len(words.ends) - 1)
        starts = np.cumsum(counts) - counts
        place = np.arange(len(owner)) - starts[owner]
        rows = np.empty((len(owner), len(EVIDENCE)), dtype=np.float32)
        rows[:, :6] = shares
        rows[:, 6] = score
        shared = np.ascontiguousarray(shares[:, 3])
        rows[:, 7:11] = _standing(score, shared, owner, self._marks[ids])
        rows[:, 11] = _level(place, owner, rows[:, 6])
        rows[:, 12] = self._crowd
        ends = starts + np.minimum(counts, KEEP)
        worth = ((rows[:, 6] > QUICK_AT) & (rows[:, 7] > BEHIND) & (place < KEEP)).tolist()
        return [
            Near(ids=ids[a:b], evidence=rows[a:b], worth=[at - a for at in range(a, b) if worth[at]])
            for a, b in zip(starts.tolist(), ends.tolist(), strict=True)
        ]

    def _shares(self, words: Runs, names: Runs, owner: Ends, ids: Ids) -> Floats:
        shared, own = self._titles.overlaps(words, owner, ids)
        theirs, mine = self._titles.total[ids], own[owner]
        most, least = np.maximum(theirs, mine) + 1e-6, np.minimum(theirs, mine) + 1e-6
        by, own_names = self._authors.overlaps(names, owner, ids)
        fewest = np.minimum(self._authors.total[ids], own_names[owner])
        shares = np.empty((len(ids), len(QUICK)), dtype=np.float32)
        shares[:, 0], shares[:, 1] = shared / most, shared / least
        shares[:, 2] = shared / np.sqrt(most * least)
        shares[:, 3] = shared / 1000
        shares[:, 4] = by / 1000
        shares[:, 5] = np.where(fewest > 0, by / np.maximum(fewest, 1e-6), -1.0)
        return shares


def _packed(found: Sequence[Ids]) -> NDArray[np.int64]:
    """Each pair of query and record packed into one number."""
    owner = np.repeat(np.arange(len(found), dtype=np.int64), [len(ids) for ids in found])
    return (owner << 32) + (np.concatenate(found) if found else owner)


def _distinct(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each pair once, in order; sorting whole numbers is faster than numpy's own way."""
    pairs.sort()
    once: NDArray[np.int64] = pairs[np.append(True, pairs[1:] != pairs[:-1])] if len(pairs) else pairs
    return once


def _portions(counts: Ends) -> Iterator[tuple[int, int]]:
    """Ranges of queries to compare at once; in a list of one author, every paper is near every other."""
    first = rows = 0
    for number, count in enumerate(counts.tolist()):
        if rows and rows + count > _ROWS:
            yield first, number
            first, rows = number, 0
        rows += count
    yield first, len(counts)


def quick_score(shares: Floats, coefficients: Floats) -> Floats:
    """The linear score of the shares and their squares."""
    half = len(QUICK)
    wide = shares.astype(np.float64)
    # Summed by row, not by a matrix product, so that a score does not depend on the other queries of the batch.
    score = (wide * coefficients[:half]).sum(axis=1) + (wide**2 * coefficients[half:-1]).sum(axis=1) + coefficients[-1]
    rounded: Floats = np.round(score, 4).astype(np.float32)
    return rounded


def _standing(score: Floats, shared: Floats, owner: Ends, marks: NDArray[np.uint64]) -> Floats:
    """How far quick score and shared weight are ahead of the rivals; the same title known twice is no rival of itself.

    Rows are ordered by owner, best score first.
    """
    keys = marks + owner.astype(np.uint64) * _MIX
    _, first, title = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)
    # The best row of each title, in the order of the rows, and for each row the place of its title among them.
    best = first[order]
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    at = place[title]
    counts = np.bincount(owner[best])
    starts = np.cumsum(counts) - counts
    top, most = score[best], shared[best]
    ahead = np.empty((len(best), 4), dtype=np.float32)
    ahead[:, 0], ahead[:, 1] = _ahead(top, top, owner[best], starts, counts)
    ahead[:, 2], ahead[:, 3] = _ahead(most, _falling(most, owner[best]), owner[best], starts, counts)
    standing: Floats = ahead[at]
    standing[:, :2] -= (top[at] - score)[:, None]
    return standing


def _level(place: Ends, owner: Ends, score: Floats) -> Ends:
    """The rank of each row within its owner (rows are ordered so, best first); rows of equal score share a rank."""
    same = np.zeros(len(place), dtype=bool)
    same[1:] = (owner[1:] == owner[:-1]) & (score[1:] == score[:-1])
    rows = np.arange(len(place))
    level: Ends = np.maximum.accumulate(np.where(same, 0, rows)) - (rows - place)
    return level


def _ahead(values: Floats, falling: Floats, owner: Ends, starts: Ends, counts: Ends) -> tuple[Floats, Floats]:
    """How far each value is ahead of the best other one of its owner, and above the mean of the best other ones.

    `falling` are the values of each owner from the highest down.
    """
    if not len(values):
        return values, values
    place = np.arange(len(owner)) - starts[owner]
    some = np.flatnonzero(counts)
    top = np.minimum(counts[some], RIVALS + 1)
    first = starts[some]
    best, next_best, last = falling[first], falling[first + (top > 1)], falling[first + top - 1]
    total = np.add.reduceat(np.where(place <= RIVALS, falling, np.float32(0)), first)
    at = np.searchsorted(some, owner)
    rival = np.where(values == best[at], next_best[at], best[at])
    left_out = np.where(values >= last[at], values, last[at])
    others = (total[at] - left_out) / np.maximum(top[at] - 1, 1)
    alone = top[at] == 1
    return np.where(alone, 0, values - rival), np.where(alone, 0, values - others)


def _falling(values: Floats, owner: Ends) -> Floats:
    """The values of each owner, none below zero, from the highest down."""
    keys = (owner << 32) - _ordinal(values)
    keys.sort()
    falling: Floats = ((owner << 32) - keys).astype(np.int32).view(np.float32)
    return falling


def _ordinal(values: Floats) -> Ends:
    """Whole numbers in the order of the values, so that one sort can use them beside a second key."""
    bits = (values + np.float32(0)).view(np.int32)
    ordinal: Ends = (bits ^ ((bits >> 31) & 0x7FFFFFFF)).astype(np.int64)
    return ordinal
