"""What texts mean, as rows of 128 numbers: the mean of their words' vectors, rare words counting more.

The vectors are a constant of the package (`bot/data/word_vectors.npz`, made by `benchmarks/word_vectors.py` from which
words stand near which in public abstracts). They let a list of bare titles recognise a paper in other words.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from bot.paper_text import words
from bot.terms import Matrix, Numbers


@cache
def _vectors() -> tuple[dict[str, int], Numbers]:
    """The place of each known word, and its vector times its rarity."""
    import numpy as np  # heavy

    with np.load(io.BytesIO(files("bot").joinpath("data/word_vectors.npz").read_bytes())) as stored:
        known = stored["words"].tobytes().decode("utf-8").split("\n")
        vectors = stored["vectors"].astype(np.float32) * stored["rarity"][:, None]
    return {word: i for i, word in enumerate(known)}, vectors


def rows(texts: Sequence[str]) -> Numbers:
    """One row a text, of length one; a text without any known word is all zeros."""
    import numpy as np  # heavy

    place, vectors = _vectors()
    numbered = [[place[word] for word in words(text) if word in place] for text in texts]
    counts = _counts(numbered, len(place))
    return unit(np.asarray(counts @ vectors, dtype=float))


def unit(matrix: Numbers) -> Numbers:
    """The rows brought to length one; zeros stay."""
    import numpy as np  # heavy

    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Numbers = matrix / np.where(length > 0, length, 1.0)
    return scaled


def _counts(numbered: Sequence[Sequence[int]], width: int) -> Matrix:
    import numpy as np  # heavy
    from scipy.sparse import csr_matrix  # heavy

    flat = np.fromiter((number for text in numbered for number in text), dtype=np.int64)
    starts = np.cumsum([0, *(len(text) for text in numbered)])
    return csr_matrix((np.ones(len(flat), dtype=np.float32), flat, starts), shape=(len(numbered), width))
