"""The known papers in flat arrays: small enough for a million of them, and saved and restored as they are.

Texts are one run of bytes with the ends of each; marks (keys, folded titles and abstracts) are sorted 32-bit hashes
with the record of each. A hash only says where to look: whoever asks compares what it stands for.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.matching.title_index import Ids

Arrays = Mapping[str, NDArray[Any]]
Hashes = NDArray[np.uint32]


class Kept(Protocol):
    """A part of an index that can be kept between runs."""

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that it takes to make the part again."""


class Texts:
    """Texts one after the other, found by number."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        return self._data[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")

    def extend(self, run: TextRun) -> None:
        """Add further texts."""
        ends = np.cumsum(run.lengths, dtype=np.int64) + len(self._data)
        self._data += run.data
        self._ends.frombytes(ends.tobytes())

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that `restored` needs."""
        return {"data": np.array(self._data, dtype=np.uint8), "ends": np.array(self._ends, dtype=np.int64)}

    @classmethod
    def restored(cls, arrays: Arrays) -> Texts:
        """The inverse of `arrays`."""
        texts = cls()
        texts._data = bytearray(arrays["data"].tobytes())
        texts._ends = array("q", arrays["ends"].tobytes())
        return texts


class Marks:
    """Which known papers hold a mark; callers must compare the marks themselves, as unequal ones may share a hash."""

    def __init__(self) -> None:
        self._hashes = array("I")
        self._numbers = array("i")
        self._sorted: tuple[Hashes, Ids] | None = None

    def extend(self, run: MarkRun, first: int) -> None:
        """Add the marks of further papers, whose numbers count from `first`."""
        self._hashes.frombytes(run.hashes.tobytes())
        self._numbers.frombytes((run.numbers + np.int32(first)).tobytes())

    def of(self, marks: Sequence[str]) -> list[list[int]]:
        """For each mark the numbers of the known papers that may hold it, in their order."""
        found = self.at(np.array([_hash(mark) for mark in marks], dtype=np.uint32))
        return [held if mark else [] for mark, held in zip(marks, found, strict=True)]

    def at(self, wanted: Hashes) -> list[list[int]]:
        """For each hash the numbers of the known papers that hold a mark of it, in their order."""
        hashes, numbers = self._order()
        first, last = np.searchsorted(hashes, wanted), np.searchsorted(hashes, wanted, side="right")
        found: list[list[int]] = [[] for _ in range(len(wanted))]
        for at in np.flatnonzero(last > first).tolist():
            found[at] = numbers[first[at] : last[at]].tolist()
        return found

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that `restored` needs."""
        hashes, numbers = self._order()
        return {"hashes": hashes, "numbers": numbers}

    @classmethod
    def restored(cls, arrays: Arrays) -> Marks:
        """The inverse of `arrays`."""
        marks = cls()
        marks._sorted = arrays["hashes"], arrays["numbers"]
        return marks

    def _order(self) -> tuple[Hashes, Ids]:
        if self._sorted is None:
            hashes, numbers = np.array(self._hashes, dtype=np.uint32), np.array(self._numbers, dtype=np.int32)
            order = np.argsort(hashes, kind="stable")
            self._sorted = hashes[order], numbers[order]
            self._hashes, self._numbers = array("I"), array("i")
        return self._sorted


class TextRun(NamedTuple):
    """Texts in one run of bytes, and the length of each."""

    data: bytes
    lengths: NDArray[np.int32]

    @classmethod
    def of(cls, texts: Sequence[str]) -> TextRun:
        """The run of some texts."""
        whole = "".join(texts)
        data = whole.encode("utf-8", "surrogatepass")
        if len(data) == len(whole):
            lengths = [len(text) for text in texts]
        else:
            lengths = [len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass")) for text in texts]
        return cls(data, np.array(lengths, dtype=np.int32))


class MarkRun(NamedTuple):
    """Hashes of marks, and the numbers of the papers that hold them."""

    hashes: Hashes
    numbers: Ids

    @classmethod
    def of(cls, marks: Sequence[str], numbers: Sequence[int]) -> MarkRun:
        """The run of some marks, each with the number of a paper."""
        hashes = np.array([_hash(mark) for mark in marks], dtype=np.uint32)
        return cls(hashes, np.array(numbers, dtype=np.int32))


def _hash(mark: str) -> int:
    return crc32(mark.encode("utf-8", "surrogatepass"))
