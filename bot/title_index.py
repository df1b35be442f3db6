"""Records as hashed tokens, and the few of them that share the most with a query.

A title's tokens are its words, their stems and its neighbouring words written as one (so that `space time` meets
`spacetime`); an author's token is the last name with an initial. Tokens are hashed into a fixed number of columns:
neither building nor asking needs a vocabulary. What a token says is a fixed weight (how rare it is among titles at
large), so that two titles are as alike in a list of fifty as in one of a million. A query follows its rarest tokens
first and stops at a budget: its work grows with the budget, not with the number of records.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

COLUMNS = 1 << 20
_MASK = COLUMNS - 1
_STEM_SEED = 0x5EED
_AUTHOR_SEED = 0xA07

Ids = NDArray[np.int32]
Ends = NDArray[np.int64]
Weights = NDArray[np.float32]


def column(word: str) -> int:
    """The column of one word."""
    return crc32(word.encode("utf-8", "surrogatepass")) & _MASK


def title_tokens(folded: str) -> set[int]:
    """The columns of a folded title: words, stems and joined neighbours, each once."""
    found = set()
    before: int | None = None
    for text in folded.split():
        word = text.encode("utf-8", "surrogatepass")
        code = crc32(word)
        found.add(code & _MASK)
        found.add(crc32(_stem(word), _STEM_SEED) & _MASK)
        if before is not None:
            found.add(crc32(word, before) & _MASK)
        before = code
    return found


def author_tokens(names: Iterable[str]) -> set[int]:
    """The columns of author names as `title_pairs.author_name` writes them."""
    return {crc32(name.encode("utf-8", "surrogatepass"), _AUTHOR_SEED) & _MASK for name in names}


def _stem(word: bytes) -> bytes:
    if len(word) > 5:  # noqa: PLR2004  # a stem is five letters
        return word[:5]
    return word[:-1] if len(word) > 3 and word.endswith(b"s") else word  # noqa: PLR2004  # `gas` keeps its s


class Tokens:
    """Token columns of many records in one flat array, in the order they are added."""

    def __init__(self) -> None:
        self._flat = array("i")
        self._ends = array("q", [0])

    def add(self, columns: Iterable[int]) -> None:
        """Append the columns of the next record."""
        self._flat.extend(columns)
        self._ends.append(len(self._flat))

    @property
    def ids(self) -> Ids:
        """The columns of all records, one after the other."""
        return np.frombuffer(self._flat, dtype=np.int32) if self._flat else np.empty(0, dtype=np.int32)

    @property
    def ends(self) -> Ends:
        """Where each record begins and ends: one number more than there are records."""
        return np.frombuffer(self._ends, dtype=np.int64)


class Postings:
    """Which records hold a token."""

    def __init__(self, *, ids: Ids, ends: Ends, starts: Ids, records: Ids, total: Weights, weights: Weights) -> None:
        from scipy.sparse import csr_matrix  # heavy

        self.ids, self.ends, self.total, self.weights = ids, ends, total, weights
        self.size = len(ends) - 1
        self.frequency: Ids = np.diff(starts).astype(np.int32)
        ones = np.ones(len(records), dtype=np.float32)
        self._by_token: Any = csr_matrix((ones, records, starts), shape=(COLUMNS, self.size))
        self._scale: Weights = np.reciprocal(np.sqrt(np.maximum(total, np.float32(1e-6))))
        self._column = np.zeros(COLUMNS, dtype=np.int32)

    @classmethod
    def of(cls, tokens: Tokens, weights: Weights) -> Postings:
        """Turn what each record holds around."""
        from scipy.sparse import csr_matrix  # heavy

        ids, ends = tokens.ids, tokens.ends
        ones = np.ones(len(ids), dtype=np.int8)
        turned = csr_matrix((ones, ids, ends), shape=(len(ends) - 1, COLUMNS)).T.tocsr()
        starts, records = turned.indptr.astype(np.int32), turned.indices.astype(np.int32)
        total = _sums(weights[ids], ends[:-1], np.diff(ends))
        return cls(ids=ids, ends=ends, starts=starts, records=records, total=total, weights=weights)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that `restored` needs beside the weights."""
        turned = self._by_token
        return {
            "ids": self.ids,
            "ends": self.ends,
            "starts": turned.indptr,
            "records": turned.indices,
            "total": self.total,
        }

    @classmethod
    def restored(cls, arrays: Mapping[str, NDArray[Any]], weights: Weights) -> Postings:
        """The inverse of `arrays`."""
        return cls(**dict(arrays), weights=weights)

    def nearest(self, queries: Sequence[Sequence[int]], *, budget: int, best: int) -> list[Ids]:
        """For each query the records that share most with it, by its rarest tokens up to `budget` postings."""
        from scipy.sparse import csr_matrix  # heavy

        ids, ends = self._rarest(*_flat(queries), budget)
        asked = csr_matrix((self.weights[ids], ids, ends), shape=(len(queries), COLUMNS))
        shared = asked @ self._by_token
        scores = shared.data * self._scale[shared.indices]
        starts = shared.indptr.tolist()
        return [_largest(shared.indices[a:b], scores[a:b], best) for a, b in pairwise(starts)]

    def _rarest(self, ids: Ids, owner: Ids, count: int, budget: int) -> tuple[Ids, Ends]:
        """Of each query's tokens the rarest ones, together within the budget, at least one; and where each ends."""
        frequency = self.frequency[ids]
        held = frequency > 0
        ids, owner, frequency = ids[held], owner[held], frequency[held]
        order = np.lexsort((ids, frequency, owner))
        ids, owner, frequency = ids[order], owner[order], frequency[order].astype(np.int64)
        first = np.searchsorted(owner, np.arange(count))
        spent = np.cumsum(frequency)
        before = np.append(0, spent)[first][owner]
        kept = (spent - before <= budget) | (np.arange(len(owner)) == first[owner])
        ends: Ends = np.append(0, np.cumsum(np.bincount(owner[kept], minlength=count)))
        return ids[kept], ends

    def overlaps(self, queries: Sequence[Sequence[int]], owner: Ends, records: Ids) -> tuple[Weights, Weights]:
        """The weight that each record shares with the query that owns it, and the weight of each query."""
        ids, asking, count = _flat(queries)
        weight = self.weights[ids]
        own = np.zeros(count, dtype=np.float32)
        np.add.at(own, asking, weight)
        few = np.unique(ids)
        # A narrow table of this batch's tokens; its first column stands for all others.
        self._column[few] = np.arange(1, len(few) + 1, dtype=np.int32)
        table = np.zeros((count, len(few) + 1), dtype=np.float32)
        table[asking, self._column[ids]] = weight
        starts = self.ends[records]
        lengths = self.ends[records + 1] - starts
        offsets = np.cumsum(lengths) - lengths
        held = self.ids[np.arange(int(lengths.sum())) + np.repeat(starts - offsets, lengths)]
        shared = _sums(table[np.repeat(owner, lengths), self._column[held]], offsets, lengths)
        self._column[few] = 0
        return shared, own


def _flat(queries: Sequence[Sequence[int]]) -> tuple[Ids, Ids, int]:
    """All tokens one after the other, the query of each, and how many queries there are."""
    sizes = [len(query) for query in queries]
    ids = np.fromiter(chain.from_iterable(queries), dtype=np.int32, count=sum(sizes))
    return ids, np.repeat(np.arange(len(sizes), dtype=np.int32), sizes), len(sizes)


def _sums(values: Weights, starts: Ends, lengths: Ends) -> Weights:
    """The sum of each run of `values`; runs may be empty."""
    if not len(starts):
        return np.zeros(0, dtype=np.float32)
    padded = np.empty(len(values) + 1, dtype=np.float32)
    padded[:-1], padded[-1] = values, 0
    sums: Weights = np.add.reduceat(padded, np.minimum(starts, len(values)))
    sums[lengths == 0] = 0
    return sums


def _largest(records: Ids, scores: Weights, best: int) -> Ids:
    if len(records) > best:
        # By score, then by record: equal scores must not depend on the order of a sum.
        cut = np.partition(scores, len(scores) - best)[len(scores) - best]
        records = records[scores >= cut]
    return np.sort(records)
