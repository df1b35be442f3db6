"""The known papers in flat arrays: small enough for a million of them, and saved and restored as they are.

Texts are one run of bytes with the ends of each; marks (keys, folded titles and abstracts) are sorted 64-bit hashes
with the record of each. A hash only says where to look: whoever asks compares what it stands for.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]


class Kept(Protocol):
    """A part of an index that can be kept between runs."""

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that it takes to make the part again."""


class Texts:
    """Texts one after the other, found by number."""

    def __init__(self, data: bytes | bytearray = b"", ends: Sequence[int] = (0,)) -> None:
        self._data = bytearray(data)
        self._ends = array("q", ends)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        return self._data[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")

    def append(self, text: str) -> None:
        """Add the next text."""
        self._data += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._data))

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
    """Which known papers hold a mark; equal hashes of unequal marks are for the asker to tell apart."""

    def __init__(self) -> None:
        self._hashes = array("Q")
        self._numbers = array("i")
        self._sorted: tuple[NDArray[np.uint64], NDArray[np.int32]] | None = None

    def add(self, mark: str, number: int) -> None:
        """Say that a known paper holds a mark."""
        self._hashes.append(_hash(mark))
        self._numbers.append(number)

    def of(self, mark: str) -> list[int]:
        """The numbers of the known papers that may hold a mark, in their order."""
        if not mark:
            return []
        hashes, numbers = self._order()
        wanted = np.uint64(_hash(mark))
        first, last = np.searchsorted(hashes, wanted), np.searchsorted(hashes, wanted, side="right")
        found: list[int] = numbers[first:last].tolist()
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

    def _order(self) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        if self._sorted is None:
            hashes, numbers = np.array(self._hashes, dtype=np.uint64), np.array(self._numbers, dtype=np.int32)
            order = np.argsort(hashes, kind="stable")
            self._sorted = hashes[order], numbers[order]
            self._hashes, self._numbers = array("Q"), array("i")
        return self._sorted


def _hash(mark: str) -> int:
    return int.from_bytes(blake2b(mark.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
