"""What texts mean, as rows of 128 numbers: the mean of their words' vectors, rare words counting more.

The vectors are a constant of the package (`bot/data/word_vectors.npz`, made by `benchmarks/word_vectors.py` from which
words stand near which in public abstracts). They let a list of bare titles recognise a paper in other words.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from bot.learning import lexicon
from bot.learning.terms import Codes, Numbers


@cache
def _vectors() -> tuple[Codes, Numbers]:
    """The place of each known word by its number in the lexicon, and its vector times its rarity."""
    import numpy as np  # heavy

    with np.load(io.BytesIO(files("bot").joinpath("data/word_vectors.npz").read_bytes())) as stored:
        known = stored["words"].tobytes().decode("utf-8").split("\n")
        vectors = stored["vectors"].astype(np.float32) * stored["rarity"][:, None]
    return lexicon.places(known), vectors


def rows(texts: Sequence[str]) -> Numbers:
    """One row per text, of length one; a text without any known word is all zeros."""
    import numpy as np  # heavy
    from scipy.sparse import csr_matrix  # heavy

    place, vectors = _vectors()
    words, starts = lexicon.flat(texts)
    # A word that the lexicon learned later has no vector: its number lies beyond the places.
    found = np.where(words < len(place), place[np.minimum(words, len(place) - 1)], -1)
    known = found >= 0
    before = np.concatenate([[0], np.cumsum(known)])
    where, bounds = found[known], before[starts]
    counts = csr_matrix((np.ones(len(where), dtype=np.float32), where, bounds), shape=(len(texts), len(vectors)))
    return unit(np.asarray(counts @ vectors, dtype=float))


def unit(matrix: Numbers) -> Numbers:
    """The rows brought to length one; zeros stay."""
    import numpy as np  # heavy

    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Numbers = matrix / np.where(length > 0, length, 1.0)
    return scaled
