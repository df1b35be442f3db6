"""The token columns of many titles and author lists at once, as `title_index` computes them for one.

All texts are one run of bytes, and the checksums of all words grow by one letter at a time. A word longer than any
real one is left to `zlib`, so that the number of steps is bounded. Author names are read here as they are written; the
lists that hold more than plain names are left to `title_pairs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from string import ascii_letters
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.matching.title_index import AUTHOR_SEED, MASK, SHORTEST_PLURAL, STEM, STEM_SEED, Ends, Runs
from bot.matching.title_pairs import read_authors, reads_alone

Bytes = NDArray[np.uint8]
Codes = NDArray[np.uint32]
_LONGEST = 64
_ALL = np.uint32(0xFFFFFFFF)
_SPACE, _LINE, _S, _A, _W = b" \nsAW"
_NAME_LETTERS = np.zeros(256, dtype=np.uint8)
_NAME_LETTERS[list(ascii_letters.encode())] = list(ascii_letters.lower().encode())
_NAME_LETTERS[list(b" .-")] = _SPACE
_AND = re.compile(rb"and (?<![^ \n]and )")
"""A line in which more follows this word names several people."""
_WIDTH = MASK.bit_length()
_NO_NAMES = tuple(tuple(end) for end in (b"al", b"rs", b"tc"))
"""What `et al`, `others` and `etc` end in, and no longer line than this may be one of them."""
_LONGEST_NO_NAME = 10
_NOBODY = frozenset({"...", "et al.", "et al", ""})
"""How most author lists are cut off; not a name, and without effect on how the names before it are read."""
_LONGEST_INITIALS = 3
"""Letters: a single word up to this length may be initials (`WLX`)."""


def _table() -> Codes:
    codes = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        codes = np.where(codes & 1, (codes >> 1) ^ 0xEDB88320, codes >> 1).astype(np.uint32)
    return codes


_TABLE = _table()


class _Words(NamedTuple):
    """Where words stand in a run of bytes."""

    data: Bytes
    starts: Ends
    lengths: Ends


def title_runs(folded: Sequence[str]) -> Runs:
    """The result of `title_tokens` for each folded title, sorted."""
    words, owner = _words_of(folded)
    codes = _checksums(words, np.zeros(len(owner), dtype=np.uint32))
    stems = _checksums(words._replace(lengths=_stem_lengths(words)), np.full(len(owner), STEM_SEED, dtype=np.uint32))
    second = np.flatnonzero(owner[1:] == owner[:-1]) + 1
    pairs = _checksums(_Words(words.data, words.starts[second], words.lengths[second]), codes[second - 1])
    return _each_once(np.concatenate([codes, stems, pairs]), np.concatenate([owner, owner, owner[second]]), len(folded))


def name_runs(people: Sequence[Sequence[str]]) -> Runs:
    """The result of `author_tokens` for each list of names in the form of `author_name`, sorted."""
    names = list(chain.from_iterable(people))
    owner = np.repeat(np.arange(len(people)), [len(some) for some in people])
    whole = _lines(names)
    return _each_once(_checksums(whole, np.full(len(names), AUTHOR_SEED, dtype=np.uint32)), owner, len(people))


def author_runs(people: Sequence[Sequence[str]]) -> Runs:
    """The result of `author_tokens` for each list of author names as they are written, sorted."""
    names = list(chain.from_iterable(people))
    owner = np.repeat(np.arange(len(people)), [len(some) for some in people])
    codes, plain = _plain_names(names)
    strange = np.array([at for at in np.flatnonzero(~plain).tolist() if names[at] not in _NOBODY], dtype=np.int64)
    # Initials change how their neighbours are read: a list that may hold some is read as a whole.
    turned = np.unique(owner[[at for at in strange.tolist() if not reads_alone(names[at])]])
    alone = strange[~np.isin(owner[strange], turned)]
    plain &= ~np.isin(owner, turned)
    read = name_runs([read_authors([names[at]]).names for at in alone.tolist()])
    lists = name_runs([read_authors(people[at]).names for at in turned.tolist()])
    found = [codes[plain], read.ids.astype(np.uint32), lists.ids.astype(np.uint32)]
    holders = [owner[plain], owner[alone][read.owner], turned[lists.owner]]
    return _each_once(np.concatenate(found), np.concatenate(holders), len(people))


def _lines(texts: Sequence[str]) -> _Words:
    data = np.frombuffer("\n".join(texts).encode("utf-8", "surrogatepass"), dtype=np.uint8)
    breaks = np.flatnonzero(data == _LINE)
    starts, ends = np.append(0, breaks + 1), np.append(breaks, len(data))
    return _Words(data, starts[: len(texts)], (ends - starts)[: len(texts)])


def _words_of(folded: Iterable[str]) -> tuple[_Words, Ends]:
    """The words of folded titles, and the number of the title that each is of."""
    data = np.frombuffer("\n".join(folded).encode("utf-8", "surrogatepass"), dtype=np.uint8)
    marks = np.flatnonzero(data <= _SPACE)
    starts, ends = np.append(0, marks + 1), np.append(marks, len(data))
    owner = np.append(0, np.cumsum(data[marks] == _LINE))
    some = ends > starts
    return _Words(data, starts[some], (ends - starts)[some]), owner[some]


def _stem_lengths(words: _Words) -> Ends:
    """The length of each word's stem, as `title_index` cuts it."""
    plural = (words.lengths >= SHORTEST_PLURAL) & (words.data[words.starts + words.lengths - 1] == _S)
    return np.where(words.lengths > STEM, STEM, words.lengths - plural)


def _plain_names(names: Sequence[str]) -> tuple[Codes, NDArray[np.bool_]]:
    """Checksums of names as `last f`, and which are right: those of nothing but ASCII letters and blanks, `.` or `-`.

    (A or W at the end of a title may be the end of a decoration.)
    """
    text = "\n".join(names)
    if not text or text.count("\n") != len(names) - 1:
        return np.zeros(len(names), dtype=np.uint32), np.zeros(len(names), dtype=bool)
    written = text.encode("utf-8", "surrogatepass")
    data = np.frombuffer(written, dtype=np.uint8)
    letters = _NAME_LETTERS[data]
    letters[[word.start() for word in _AND.finditer(written)]] = 0
    breaks = np.flatnonzero(data == _LINE)
    starts, ends = np.append(0, breaks + 1), np.append(breaks, len(data))
    blanks = np.append(-1, np.flatnonzero(letters == _SPACE))
    last = np.maximum(starts, blanks[np.searchsorted(blanks, ends) - 1] + 1)
    strange = np.append(0, np.cumsum(letters == 0))
    first, end = letters[np.minimum(starts, len(data) - 1)], data[np.maximum(ends - 1, 0)]
    plain = (strange[ends] == strange[starts]) & (first != _SPACE) & (end != _A) & (end != _W)
    plain &= ends - last > np.where(last > starts, 1, _LONGEST_INITIALS)
    for before, letter in _NO_NAMES:
        short = ends - starts <= _LONGEST_NO_NAME
        # (`A. B. et al` is as long as its names.)
        plain &= ~(
            (short | (ends - last == len(_NO_NAMES[0])))
            & (letters[np.maximum(ends - 2, 0)] == before)
            & (end == letter)
        )
    codes = _checksums(_Words(letters, last, ends - last), np.full(len(names), AUTHOR_SEED, dtype=np.uint32))
    initial = _grown(_grown(codes ^ _ALL, np.full(len(names), _SPACE, dtype=np.uint8)), first) ^ _ALL
    return np.where(last > starts, initial, codes), plain


def _checksums(words: _Words, seeds: Codes) -> Codes:
    """The `crc32` of each word, continued from its seed."""
    order = np.argsort(np.minimum(words.lengths, _LONGEST + 1).astype(np.uint8), kind="stable")[::-1]
    places, lengths = words.starts[order], words.lengths[order]
    left = seeds[order] ^ _ALL
    longer = len(lengths) - np.searchsorted(lengths[::-1], np.arange(_LONGEST), side="right")
    for letter, count in enumerate(longer[longer > 0].tolist()):
        left[:count] = _grown(left[:count], words.data[places[:count] + letter])
    codes = np.empty_like(seeds)
    codes[order] = left ^ _ALL
    for at in np.flatnonzero(words.lengths > _LONGEST).tolist():
        start = words.starts[at]
        codes[at] = crc32(words.data[start : start + words.lengths[at]].tobytes(), int(seeds[at]))
    return codes


def _grown(left: Codes, letters: Bytes) -> Codes:
    grown: Codes = _TABLE[(left ^ letters) & 0xFF] ^ (left >> 8)
    return grown


def _each_once(codes: Codes, owner: Ends, count: int) -> Runs:
    """The columns of the codes, each once per record."""
    keys = (owner.astype(np.int64) << _WIDTH) | (codes & MASK)
    keys.sort()
    if len(keys):
        keys = keys[np.append(True, keys[1:] != keys[:-1])]
    ends = np.append(0, np.cumsum(np.bincount(keys >> _WIDTH, minlength=count)))
    return Runs((keys & MASK).astype(np.int32), ends)
