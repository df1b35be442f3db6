"""Records as hashed tokens, and the few of them that share the most with a query.

A title's tokens are its words, their stems and its neighbouring words written as one (so that `space time` meets
`spacetime`); an author's token is the last name with an initial. Tokens are hashed into a fixed number of columns:
neither building nor asking needs a vocabulary. What a token says is a fixed weight (how rare it is among titles at
large), so that two titles are as alike in a list of fifty as in one of a million. A query follows its rarest tokens
first and stops at a budget: its work grows with the budget, not with the number of records.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

COLUMNS = 1 << 20
MASK = COLUMNS - 1
STEM_SEED = 0x5EED
AUTHOR_SEED = 0xA07
STEM = 5
SHORTEST_PLURAL = 4
"""Letters of a stem, and of the shortest word that loses its s (`gas` keeps it)."""

_MIX = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9], dtype=np.uint64)
_AT_ONCE = 100_000

Ids = NDArray[np.int32]
Ends = NDArray[np.int64]
Weights = NDArray[np.float32]


def column(word: str) -> int:
    """The column of one word."""
    return crc32(word.encode("utf-8", "surrogatepass")) & MASK


def title_tokens(folded: str) -> set[int]:
    """The columns of a folded title: words, stems and joined neighbours, each once."""
    found = set()
    before: int | None = None
    for text in folded.split():
        word = text.encode("utf-8", "surrogatepass")
        code = crc32(word)
        found.add(code & MASK)
        found.add(crc32(_stem(word), STEM_SEED) & MASK)
        if before is not None:
            found.add(crc32(word, before) & MASK)
        before = code
    return found


def author_tokens(names: Iterable[str]) -> set[int]:
    """The columns of author names as `title_pairs.author_name` writes them."""
    return {crc32(name.encode("utf-8", "surrogatepass"), AUTHOR_SEED) & MASK for name in names}


def _stem(word: bytes) -> bytes:
    if len(word) > STEM:
        return word[:STEM]
    return word[:-1] if len(word) >= SHORTEST_PLURAL and word.endswith(b"s") else word


class Runs(NamedTuple):
    """The columns of some records, one after the other, and the end of each record, with a zero in front."""

    ids: Ids
    ends: Ends

    @property
    def owner(self) -> Ends:
        """The record of each column."""
        return np.repeat(np.arange(len(self.ends) - 1), np.diff(self.ends))


class Tokens:
    """Token columns of many records in one flat array, in the order they are added."""

    def __init__(self) -> None:
        self._flat = array("i")
        self._ends = array("q", [0])

    def add(self, columns: Iterable[int]) -> None:
        """Append the columns of the next record."""
        self._flat.extend(sorted(columns))
        self._ends.append(len(self._flat))

    def extend(self, runs: Runs) -> None:
        """Append further records."""
        self._ends.frombytes((runs.ends[1:] + len(self._flat)).tobytes())
        self._flat.frombytes(runs.ids.tobytes())

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
        marks = np.ones(len(ids), dtype=np.int8)
        self._by_record: Any = csr_matrix((marks, ids, ends), shape=(self.size, COLUMNS))
        self._by_record.has_canonical_format = True

    @classmethod
    def of(cls, tokens: Tokens, weights: Weights) -> Postings:
        """Invert: from the tokens of each record to the records of each token."""
        from scipy.sparse import csr_matrix  # heavy

        ids, ends = tokens.ids, tokens.ends
        ones = np.ones(len(ids), dtype=np.int8)
        turned = csr_matrix((ones, ids, ends), shape=(len(ends) - 1, COLUMNS)).T.tocsr()
        starts, records = turned.indptr.astype(np.int32), turned.indices.astype(np.int32)
        total = _sums(weights[ids], ends)
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
        """The inverse of `arrays`; raises ValueError where they do not fit together."""
        for ends, within in ((arrays["ends"], arrays["ids"]), (arrays["starts"], arrays["records"])):
            if ends[0] != 0 or ends[-1] != len(within) or (np.diff(ends) < 0).any():
                raise ValueError("the runs of the index are damaged")
        return cls(**dict(arrays), weights=weights)

    def nearest(self, queries: Runs, *, budget: int, best: int) -> list[Ids]:
        """For each query the records that share most with it, by its rarest tokens up to `budget` postings."""
        from scipy.sparse import csr_matrix  # heavy

        ids, ends = self._rarest(queries, budget)
        asked = csr_matrix((self.weights[ids], ids, ends), shape=(len(ends) - 1, COLUMNS))
        shared = asked @ self._by_token
        scores = shared.data * self._scale[shared.indices]
        starts = shared.indptr.tolist()
        return [_largest(shared.indices[a:b], scores[a:b], best) for a, b in pairwise(starts)]

    def _rarest(self, queries: Runs, budget: int) -> Runs:
        """Of each query's tokens the rarest ones, together within the budget, at least one."""
        ids, owner, count = queries.ids, queries.owner, len(queries.ends) - 1
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
        return Runs(ids[kept], ends)

    def marks(self) -> NDArray[np.uint64]:
        """A number for each record, equal for records that hold the same tokens."""
        found = np.zeros(self.size, dtype=np.uint64)
        for start in range(0, self.size, _AT_ONCE):
            ends = self.ends[start : start + _AT_ONCE + 1]
            mixed = self.ids[ends[0] : ends[-1]].astype(np.uint64) * _MIX[0]
            mixed = np.append((mixed ^ (mixed >> np.uint64(29))) * _MIX[1], np.uint64(0))
            sums = np.add.reduceat(mixed, ends[:-1] - ends[0])
            sums[ends[1:] == ends[:-1]] = 0
            found[start : start + _AT_ONCE] = sums
        return found

    def overlaps(self, queries: Runs, owner: Ends, records: Ids) -> tuple[Weights, Weights]:
        """The weight that each record shares with the query that owns it, and the weight of each query."""
        from scipy.sparse import csr_matrix  # heavy

        weight = self.weights[queries.ids]
        asked = csr_matrix((weight, queries.ids, queries.ends), shape=(len(queries.ends) - 1, COLUMNS))
        asked.has_canonical_format = True
        shared = asked[owner].multiply(self._by_record[records])
        return _sums(shared.data, shared.indptr), _sums(weight, queries.ends)


def _sums(values: Weights, ends: Ends) -> Weights:
    """The sum of each run of `values`; runs may be empty."""
    # In double precision: a sum must not depend on the order of its terms.
    padded = np.append(values, np.float32(0)).astype(np.float64)
    sums = np.add.reduceat(padded, ends[:-1])
    sums[ends[1:] == ends[:-1]] = 0
    return sums.astype(np.float32)


def _largest(records: Ids, scores: Weights, best: int) -> Ids:
    """The records with the best scores, and those that score like the last of them."""
    if len(records) > best:
        cut = np.partition(scores, len(scores) - best)[len(scores) - best]
        records = records[scores >= cut]
    return records
