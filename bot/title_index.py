"""Records as hashed tokens, and the few of them that share the most with a query.

A title's tokens are its words, their stems and its neighbouring words written as one (so that `space time` meets
`spacetime`); an author's token is the last name with an initial. Tokens are hashed into a fixed number of columns:
neither building nor asking needs a vocabulary. What a token says is a fixed weight (how rare it is among titles at
large), so that two titles are as alike in a list of fifty as in one of a million. A query follows its rarest tokens
first and stops at a budget: its work grows with the budget, not with the number of records.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
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

    def __init__(self, tokens: Tokens, weights: Weights) -> None:
        from scipy.sparse import csr_matrix  # heavy

        self.ids, self.ends = tokens.ids, tokens.ends
        self.size = len(self.ends) - 1
        self.weights = weights
        ones = np.ones(len(self.ids), dtype=np.float32)
        self._by_token: Any = csr_matrix((ones, self.ids, self.ends), shape=(self.size, COLUMNS)).T.tocsr()
        self.frequency: Ids = np.diff(self._by_token.indptr).astype(np.int32)
        self.total: Weights = _sums(weights[self.ids], self.ends[:-1], np.diff(self.ends))
        self._marks = np.zeros(COLUMNS, dtype=np.float32)

    def nearest(self, queries: Sequence[Sequence[int]], *, budget: int, best: int) -> list[Ids]:
        """For each query the records that share most with it, by its rarest tokens up to `budget` postings."""
        from scipy.sparse import csr_matrix  # heavy

        kept = [self._rarest(query, budget) for query in queries]
        ends = np.cumsum([0, *map(len, kept)])
        ids = np.concatenate(kept) if kept else np.empty(0, dtype=np.int32)
        asked = csr_matrix((self.weights[ids], ids, ends), shape=(len(queries), COLUMNS))
        shared = asked @ self._by_token
        scale = 1 / np.sqrt(np.maximum(self.total, np.float32(1e-6)))
        return [
            _largest(shared.indices[a:b], shared.data[a:b] * scale[shared.indices[a:b]], best)
            for a, b in zip(shared.indptr[:-1], shared.indptr[1:], strict=True)
        ]

    def _rarest(self, query: Sequence[int], budget: int) -> Ids:
        ids = np.fromiter(query, dtype=np.int32, count=len(query))
        frequency = self.frequency[ids]
        order = np.lexsort((ids, frequency))
        order = order[np.searchsorted(frequency[order], 1) :]
        within = np.searchsorted(np.cumsum(frequency[order]), budget, side="right")
        return ids[order[: max(1, int(within))]]

    def overlap(self, query: Sequence[int], records: Ids) -> tuple[Weights, float]:
        """The weight that each record shares with the query, and the query's own weight."""
        ids = np.fromiter(query, dtype=np.int32, count=len(query))
        self._marks[ids] = self.weights[ids]
        starts = self.ends[records]
        lengths = self.ends[records + 1] - starts
        offsets = np.cumsum(lengths) - lengths
        flat = np.arange(int(lengths.sum())) + np.repeat(starts - offsets, lengths)
        shared = _sums(self._marks[self.ids[flat]], offsets, lengths)
        self._marks[ids] = 0
        return shared, float(self.weights[ids].sum())


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
