"""The words of two titles side by side: what they share, and whether the left-over words mean each other.

A left-over word is explained where it abbreviates words of the other side (`GNN` beside `graph neural network`), and
half explained where it is spelled nearly like one of them (`modelling` beside `modeling`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein

from bot.title_index import Weights, column

WORD_MEASURES = (
    "words_share_min", "words_share_max", "words_cosine", "rest_min", "rest_max", "rest_most_min", "rest_most_max",
    "abbreviated", "unexplained_min", "unexplained_max", "unlike_min", "unlike_max", "unlike_share_min",
    "unlike_share_max", "telling_min", "telling_max", "in_order", "same_begin", "same_end", "moves", "changes",
)  # fmt: skip
_PLAIN_WORDS = frozenset(
    "a an and are as at based be by for from in into is its of on or our over the their through to toward towards"
    " under using via with your".split()
)
_LONGEST_ABBREVIATION = 6
_ALIKE = 0.7
"""Words less alike than this have nothing in common."""
_SPECK = 1e-6


def measure_words(a: str, b: str, weights: Weights) -> Iterator[float]:
    """The measures of two folded titles in the order of `WORD_MEASURES`."""
    here, there = a.split(), b.split()
    mine, theirs = set(here), set(there)
    weight = _weigh(mine | theirs, weights)
    left, right = mine - theirs, theirs - mine
    both = sum(weight[word] for word in sorted(mine & theirs))
    rest_left, rest_right = _sum(left, weight), _sum(right, weight)
    whole_left, whole_right = both + rest_left + _SPECK, both + rest_right + _SPECK
    yield both / max(whole_left, whole_right)
    yield both / min(whole_left, whole_right)
    yield both / (whole_left * whole_right) ** 0.5
    yield from _both_ends(rest_left, rest_right)
    yield from _both_ends(_most(left, weight), _most(right, weight))
    short, long_right = _abbreviations(left, there)
    other_short, long_left = _abbreviations(right, here)
    yield len(short) + len(other_short)
    left, right = left - short - long_left, right - other_short - long_right
    yield from _both_ends(_sum(left, weight), _sum(right, weight))
    unlike_left, unlike_right = _unlike(left, right, weight), _unlike(right, left, weight)
    yield from _both_ends(unlike_left, unlike_right)
    yield from _both_ends(1 - unlike_left / whole_left, 1 - unlike_right / whole_right)
    yield from _both_ends(len(left - _PLAIN_WORDS), len(right - _PLAIN_WORDS))
    yield from _of_order(here, there, weight, min(whole_left, whole_right))


def _of_order(here: Sequence[str], there: Sequence[str], weight: dict[str, float], whole: float) -> Iterator[float]:
    common = LCSseq.similarity(here, there)
    yield common / max(len(here), len(there), 1)
    yield _run(here, there, weight) / whole
    yield _run(here[::-1], there[::-1], weight) / whole
    yield Levenshtein.distance(here, there)
    yield len(here) + len(there) - 2 * common


def _weigh(words: Iterable[str], weights: Weights) -> dict[str, float]:
    ordered = sorted(words)
    return dict(zip(ordered, weights[list(map(column, ordered))].tolist(), strict=True))


def _sum(words: Iterable[str], weight: dict[str, float]) -> float:
    return sum(weight[word] for word in sorted(words))


def _most(words: Iterable[str], weight: dict[str, float]) -> float:
    return max((weight[word] for word in words), default=0.0)


def _both_ends(one: float, other: float) -> Iterator[float]:
    yield min(one, other)
    yield max(one, other)


def _abbreviations(words: Iterable[str], other: Sequence[str]) -> tuple[set[str], set[str]]:
    """The words that are initials of a run of the other title's words, and the words they stand for."""
    found, meant = set(), set()
    readings = [(other, "".join(word[0] for word in other))]
    telling = [word for word in other if word not in _PLAIN_WORDS]
    readings.append((telling, "".join(word[0] for word in telling)))
    for word in words:
        letters = word[:-1] if word.endswith("s") and len(word) > 3 else word  # noqa: PLR2004  # `LLMs`, not `gas`
        if not (1 < len(letters) <= _LONGEST_ABBREVIATION and letters.isalpha()):
            continue
        for spelled, initials in readings:
            at = initials.find(letters)
            if at >= 0:
                found.add(word)
                meant.update(spelled[at : at + len(letters)])
                break
    return found, meant


def _unlike(words: Iterable[str], other: Iterable[str], weight: dict[str, float]) -> float:
    """The weight of the words that is not found again in words spelled nearly alike."""
    left = 0.0
    for word in sorted(words):
        alike = max((fuzz.ratio(word, one) for one in other if one[0] == word[0]), default=0.0) / 100
        left += weight[word] * (1 - max(0.0, alike - _ALIKE) / (1 - _ALIKE))
    return left


def _run(here: Sequence[str], there: Sequence[str], weight: dict[str, float]) -> float:
    """The weight of the words that both begin with."""
    total = 0.0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        total += weight[one]
    return total
