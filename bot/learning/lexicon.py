"""Words as numbers: each text is taken apart once, however many models read it.

The numbering lives as long as the process and only grows; what is learned from a text never depends on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.learning.paper_text import STOP_WORDS, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
else:
    # numpy is imported where it is used: a light command does not pay for it.
    Places = Any
TEXTS = 30_000  # kept apart; a text takes about a kilobyte

_numbers: defaultdict[str, int] = defaultdict(count().__next__)
for _word in sorted(STOP_WORDS):
    _numbers[_word]
COMMON = len(_numbers)
"""Numbers below this are the commonest words'."""


def places(known: Sequence[str]) -> Places:
    """Number of a word → its place in `known`, -1 for others; a later word's number may lie beyond the end."""
    import numpy as np  # heavy

    numbered = np.array([_numbers[word] for word in known], dtype=np.int64)
    found = np.full(len(_numbers), -1, dtype=np.int64)
    found[numbered] = np.arange(len(known))
    return found


def spelled() -> list[str]:
    """The words in the order of their numbers."""
    return list(_numbers)


@lru_cache(maxsize=TEXTS)
def numbers(text: str) -> Places:
    """The numbers of a text's words, in order."""
    import numpy as np  # heavy

    return np.array([_numbers[word] for word in words(text)], dtype=np.int64)


def flat(texts: Sequence[str]) -> tuple[Places, Places]:
    """The numbers of all texts in one row, and where each text begins and the last one ends."""
    import numpy as np  # heavy

    parts = [numbers(text) for text in texts]
    starts = np.cumsum([0, *(len(part) for part in parts)])
    return (np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)), starts
