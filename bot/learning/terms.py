"""A vector space of words and word pairs: texts → rows of tf-idf weights, each of length one.

Columns are words (without the commonest), pairs of words that follow each other once those are left out, and pairs of
true neighbours of which one is such a common word (`chain of`, `for autonomous`). Pairs are counted as numbers instead
of strings, because a person waits for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.learning import lexicon
from bot.learning.paper_text import STOP_WORDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Codes = NDArray[np.int64]
else:
    # numpy is imported where it is used: a light command does not pay for it.
    Numbers = Codes = Any
Matrix = Any  # a scipy sparse matrix: scipy ships no types
COMMON_SHARE = 0.95
SIEVE = 1 << 22


@dataclass(frozen=True, kw_only=True)
class Space:
    """Known terms in the order of `codes`, with their weights.

    `spelled` holds the words, after an empty one for those unknown; `numbers` a word's place there by its number in the
    lexicon. A word's code is its place; a pair's is `first * len(spelled) + second`.
    """

    spelled: Sequence[str]
    numbers: Codes
    codes: Codes
    weights: Numbers

    def rows(self, texts: Sequence[str]) -> Matrix:
        """One row per text; terms that were not known when the space was made do not count."""
        return rows_of(*_terms(texts, self.numbers, len(self.spelled)), self.codes, self.weights, len(texts))

    def name(self, column: int) -> str:
        """The term of a column, as people read it."""
        first, second = divmod(int(self.codes[column]), len(self.spelled))
        return f"{self.spelled[first]} {self.spelled[second]}".strip()

    @cached_property
    def telling(self) -> NDArray[np.bool_]:
        """Which columns mean something to a reader: those without a common word and of more than one letter."""
        import numpy as np  # heavy

        said = [word not in STOP_WORDS and (len(word) > 1 or not word.isascii()) for word in self.spelled]
        known = np.array([True, *said[1:]], dtype=bool)
        telling: NDArray[np.bool_] = known[self.codes // len(known)] & known[self.codes % len(known)]
        return telling


def learn(texts: Sequence[str], *, seldom: int = 2) -> tuple[Space, Matrix]:
    """Make a space of `texts` from the terms that stand in `seldom` of them or more, and not in nearly all.

    Returns the space and the rows of the texts.
    """
    spelled, numbers = _numbered(texts)
    codes, weights, rows = space_of(*_terms(texts, numbers, len(spelled)), len(texts), seldom)
    return Space(spelled=spelled, numbers=numbers, codes=codes, weights=weights), rows


def space_of(documents: Codes, codes: Codes, count: int, seldom: int) -> tuple[Codes, Numbers, Matrix]:
    """The codes that stand in `seldom` of the `count` documents or more and not in nearly all, their weights, the rows.

    `documents` and `codes` are one pair for each time that a term occurs.
    """
    import numpy as np  # heavy

    if seldom > 1:
        # Most pairs stand in one place alone; to sort them all would take most of the time.
        sieved = codes % SIEVE
        often = np.bincount(sieved, minlength=SIEVE)[sieved] > 1
        documents, codes = documents[often], codes[often]
    known, column = np.unique(codes, return_inverse=True)
    counts = _counted(documents, column, (count, len(known)))
    frequency = np.bincount(counts.indices, minlength=len(known))
    keep = (frequency >= seldom) & (frequency <= max(seldom, COMMON_SHARE * count))
    weights = np.log((1 + count) / (1 + frequency[keep])) + 1
    return known[keep], weights, _weighted(_kept(counts, keep), weights)


def rows_of(documents: Codes, codes: Codes, known: Codes, weights: Numbers, count: int) -> Matrix:
    """The rows of `count` documents; codes that are not among the `known` (sorted) do not count."""
    import numpy as np  # heavy

    if not len(known):
        return _counted(documents[:0], codes[:0], (count, 0))
    column = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    found = known[column] == codes
    return _weighted(_counted(documents[found], column[found], (count, len(known))), weights)


def _numbered(texts: Sequence[str]) -> tuple[list[str], Codes]:
    """The words of the texts in the order they first occur, behind an empty one; and each one's place there by its
    number in the lexicon, 0 for the others.
    """
    import numpy as np  # heavy

    words, _ = lexicon.flat(texts)
    spelled = lexicon.spelled()
    first = np.full(len(spelled), len(words), dtype=np.int64)
    first[words[::-1]] = np.arange(len(words))[::-1]
    here = np.flatnonzero(first < len(words))
    here = here[np.argsort(first[here])]
    numbers = np.zeros(len(spelled), dtype=np.int64)
    numbers[here] = np.arange(1, len(here) + 1)
    return ["", *(spelled[number] for number in here.tolist())], numbers


def _terms(texts: Sequence[str], numbers: Codes, base: int) -> tuple[Codes, Codes]:
    """The document and the code of every word and pair of known words."""
    import numpy as np  # heavy

    flat, starts = lexicon.flat(texts)
    document = np.repeat(np.arange(len(texts)), np.diff(starts))
    plain = flat >= lexicon.COMMON
    place = np.where(flat < len(numbers), numbers[np.minimum(flat, len(numbers) - 1)], 0)
    words_at, plain_words = document[plain], place[plain]
    singles = (words_at[plain_words > 0], plain_words[plain_words > 0])
    skipping = _pairs(words_at, plain_words, np.ones(max(0, len(plain_words) - 1), dtype=bool), base)
    touching = _pairs(document, place, plain[1:] ^ plain[:-1], base)
    found = (singles, skipping, touching)
    return np.concatenate([part[0] for part in found]), np.concatenate([part[1] for part in found])


def _pairs(document: Codes, number: Codes, wanted: NDArray[np.bool_], base: int) -> tuple[Codes, Codes]:
    """The document and the code of each wanted pair of neighbours."""
    pair = wanted & (document[1:] == document[:-1]) & (number[1:] > 0) & (number[:-1] > 0)
    return document[1:][pair], number[:-1][pair] * base + number[1:][pair]


def _counted(documents: Codes, columns: Codes, shape: tuple[int, int]) -> Matrix:
    import numpy as np  # heavy
    from scipy.sparse import csr_matrix  # heavy

    counts = csr_matrix((np.ones(len(columns)), (documents, columns)), shape=shape)
    counts.sum_duplicates()
    return counts


def _kept(counts: Matrix, keep: NDArray[np.bool_]) -> Matrix:
    """The columns that are kept, moved together."""
    import numpy as np  # heavy
    from scipy.sparse import csr_matrix  # heavy

    here = keep[counts.indices]
    starts = np.concatenate([[0], np.cumsum(here)])[counts.indptr]
    moved = (np.cumsum(keep) - 1)[counts.indices[here]]
    return csr_matrix((counts.data[here], moved, starts), shape=(counts.shape[0], int(keep.sum())))


def _weighted(counts: Matrix, weights: Numbers) -> Matrix:
    """Dampen the counts (1 + log), weigh them by rarity, bring each row to length one."""
    import numpy as np  # heavy

    counts.data = (1 + np.log(counts.data)) * weights[counts.indices]
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    counts.data /= np.repeat(np.where(length > 0, length, 1.0), np.diff(counts.indptr))
    return counts
