"""A vector space of words and word pairs: texts → rows of tf-idf weights, each of length one.

Pairs are counted in numpy, not as strings: a list is learned while a person waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.paper_text import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Codes = NDArray[np.int64]
Matrix = Any  # a scipy sparse matrix: scipy ships no types


@dataclass(frozen=True, kw_only=True)
class Space:
    """Known words and pairs in the order of `columns`, with their weights.

    A word's code is its number (from 1); a pair's is `first * (number of words + 1) + second`.
    """

    ids: dict[str, int]
    columns: Codes
    weights: Numbers

    def rows(self, texts: Sequence[str]) -> Matrix:
        """One row a text; terms that were not known when the space was made do not count."""
        import numpy as np  # noqa: PLC0415  # heavy: light commands import this module's users

        known = self.ids
        documents, codes = _codes([[known.get(word, 0) for word in words(text)] for text in texts], len(known))
        if not len(self.columns):
            return _weighted(documents[:0], codes[:0], (len(texts), 0), self.weights)
        place = np.minimum(np.searchsorted(self.columns, codes), len(self.columns) - 1)
        found = self.columns[place] == codes
        return _weighted(documents[found], place[found], (len(texts), len(self.columns)), self.weights)

    def names(self) -> list[str]:
        """The term of each column, as people read it."""
        spelled = ["", *self.ids]
        width = len(spelled)
        return [f"{spelled[code // width]} {spelled[code % width]}".strip() for code in self.columns.tolist()]


def learn(texts: Sequence[str], *, seldom: int = 2, common: float = 0.95) -> tuple[Space, Matrix]:
    """Make a space of `texts` from the terms that stand in `seldom` of them or more, and not in nearly all.

    Returns the space and the rows of the texts.
    """
    import numpy as np  # noqa: PLC0415  # heavy

    ids: dict[str, int] = {}
    numbered = [[ids.setdefault(word, len(ids) + 1) for word in words(text)] for text in texts]
    documents, codes = _codes(numbered, len(ids))
    columns, place = np.unique(codes, return_inverse=True)
    once = np.unique(documents * max(1, len(columns)) + place)
    frequency = np.bincount(once % max(1, len(columns)), minlength=len(columns))
    keep = (frequency >= seldom) & (frequency <= max(seldom, common * len(texts)))
    weights = np.log((1 + len(texts)) / (1 + frequency[keep])) + 1
    renumbered = np.cumsum(keep) - 1
    kept = keep[place]
    rows = _weighted(documents[kept], renumbered[place[kept]], (len(texts), int(keep.sum())), weights)
    return Space(ids=ids, columns=columns[keep], weights=weights), rows


def _codes(numbered: Sequence[Sequence[int]], known: int) -> tuple[Codes, Codes]:
    """The document and the code of every word and every pair of neighbours; 0 stands for an unknown word."""
    import numpy as np  # noqa: PLC0415  # heavy

    flat = np.fromiter((number for document in numbered for number in document), dtype=np.int64)
    documents = np.repeat(np.arange(len(numbered)), [len(document) for document in numbered])
    pair = (documents[1:] == documents[:-1]) & (flat[1:] > 0) & (flat[:-1] > 0)
    pairs = flat[:-1][pair] * (known + 1) + flat[1:][pair]
    single = flat > 0
    return np.concatenate([documents[single], documents[1:][pair]]), np.concatenate([flat[single], pairs])


def _weighted(documents: Codes, columns: Codes, shape: tuple[int, int], weights: Numbers) -> Matrix:
    """Count, dampen (1 + log), weigh by rarity, bring to length one."""
    import numpy as np  # noqa: PLC0415  # heavy
    from scipy.sparse import csr_matrix  # noqa: PLC0415  # heavy

    rows = csr_matrix((np.ones(len(columns)), (documents, columns)), shape=shape)
    rows.sum_duplicates()
    rows.data = (1 + np.log(rows.data)) * weights[rows.indices]
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows.data /= np.repeat(np.where(length > 0, length, 1.0), np.diff(rows.indptr))
    return rows
