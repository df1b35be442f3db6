"""A vector space of pieces of words, three to five letters long: `quantiz` is in `quantized` and in `quantization`.

Titles are short, so what two of them share is often a stem rather than a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.learning import terms
from bot.learning.paper_text import words
from bot.learning.terms import Codes, Matrix, Numbers

SHORTEST, LONGEST = 3, 5
PRIME = 1_099_511_628_211  # of the FNV hash: pieces are told apart by 64 bits


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """Known pieces in the order of their codes, with their weights."""

    codes: Codes
    weights: Numbers

    def rows(self, texts: Sequence[str]) -> Matrix:
        """One row per text, of length one; pieces that were not known when the space was made do not count."""
        return terms.rows_of(*_pieces(texts), self.codes, self.weights, len(texts))

    def known(self, texts: Sequence[str]) -> Numbers:
        """The share of each text's pieces that is known: two texts share a few by accident."""
        import numpy as np  # heavy

        found_in, codes = _pieces(texts)
        known = np.bincount(found_in, weights=np.isin(codes, self.codes), minlength=len(texts))
        share: Numbers = known / np.maximum(1, np.bincount(found_in, minlength=len(texts)))
        return share


def learn(texts: Sequence[str], *, seldom: int = 2) -> tuple[Pieces, Matrix]:
    """Make a space of the pieces that occur in at least `seldom` texts; returns it with the rows of the texts."""
    codes, weights, rows = terms.space_of(*_pieces(texts), len(texts), seldom)
    return Pieces(codes=codes, weights=weights), rows


def _pieces(texts: Sequence[str]) -> tuple[Codes, Codes]:
    """The text and the code of every piece of a word, a word's ends (a space) among its letters."""
    import numpy as np  # heavy

    spelled = [f" {' '.join(words(text))} " for text in texts]
    letters = np.frombuffer("".join(spelled).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in spelled])
    space = letters == ord(" ")
    found_in, codes = [], []
    hashed, broken = letters + 1, np.zeros(len(letters), dtype=bool)
    for length in range(2, LONGEST + 1):
        # What was the last letter becomes an inner one, and a space is none; of two letters both are ends.
        inner = space[length - 2 : -1] if length >= SHORTEST else False
        broken = broken[:-1] | inner
        hashed = hashed[:-1] * PRIME + letters[length - 1 :] + 1
        if length >= SHORTEST:
            found_in.append(owner[: len(hashed)][~broken])
            codes.append(hashed[~broken])
    return np.concatenate(found_in), np.concatenate(codes)
