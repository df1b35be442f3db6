"""Abstracts compared by their runs of four words: a revised one shares many with what it was, two works hardly any.

Of each abstract only the runs of the least hashes are kept, as many as `KEPT`. Which these are does not hang on the
other abstract, so the share that two sketches have in common tells the share of all their runs (A. Broder, "On the
resemblance and containment of documents", 1997). Of 50 million pairs of recorded abstracts eight share a seventh, one a
fifth (`python -m benchmarks.dedupe --only abstracts`).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

import numpy as np

from bot.matching.dedupe_known import Hashes
from bot.matching.titles import fold, tight

TELLING = 150
"""Letters: a shorter abstract may be a stock phrase."""
RUN, KEPT, LEAST = 4, 64, 30
"""Words of a run, runs of a sketch, and runs that an abstract must have to be compared."""
ALIKE = 0.2
"""Share of runs from which on a person should look."""
ANEW = 0.5
"""The same where the arXiv ids are two: work that was sent again, and not a series with one beginning."""
FOREIGN = 0.08
"""Share below which two abstracts are of two works: phrases that everybody writes."""
NO_RUNS = np.zeros(0, dtype=np.uint32)
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64)
"""Odd numbers without a pattern in their bits, one for each word of a run."""


class Abstract(NamedTuple):
    """What is kept of an abstract: the mark of the whole text ("" where it is too short), and the least runs."""

    mark: str
    runs: Hashes


def read_abstract(text: str) -> Abstract:
    """Read an abstract; one that is too short to identify a paper gives nothing."""
    if len(text) < TELLING:
        return Abstract("", NO_RUNS)
    folded = fold(text)
    letters = tight(folded)
    if len(letters) < TELLING:
        return Abstract("", NO_RUNS)
    mark = blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return Abstract(mark, _least_runs(folded.split()))


def common_share(one: Abstract, other: Abstract) -> float | None:
    """What two abstracts have in common, 0 to 1; None where one of them could not be compared."""
    fewer = min(len(one.runs), len(other.runs))
    return len(np.intersect1d(one.runs, other.runs, assume_unique=True)) / fewer if fewer else None


def _least_runs(words: list[str]) -> Hashes:
    """The least hashes of the runs: each the sum of its words' checksums, every place with a factor of its own."""
    codes = np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64)
    count = len(words) - RUN + 1
    if count < LEAST:
        return NO_RUNS
    mixed = sum(codes[at : at + count] * factor for at, factor in enumerate(_FACTORS)) >> np.uint64(32)
    hashes = np.unique(mixed)
    return hashes[:KEPT].astype(np.uint32) if len(hashes) >= LEAST else NO_RUNS
