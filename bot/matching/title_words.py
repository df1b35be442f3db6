"""Comparing the words of two titles: what they share, and whether the words left over correspond to each other.

A left-over word is explained where it abbreviates words of the other side (`GNN` beside `graph neural network`), and
half explained where it is spelled nearly like one of them (`modelling` beside `modeling`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein

from bot.matching.title_index import Weights, column

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
"""Likeness (0 to 1) below which two words have nothing in common."""
_SPECK = 1e-6
_MOST_WORDS = 50_000


class WordWeights(dict[str, float]):
    """The weight of each word, looked up once: a dictionary that fills itself from the weights of columns."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self.columns = weights

    def __missing__(self, word: str) -> float:
        if len(self) >= _MOST_WORDS:
            self.clear()
        value = self[word] = float(self.columns[column(word)])
        return value

    def of(self, words: Iterable[str]) -> float:
        """The weight of words together, the same in whatever order they come."""
        return fsum(map(self.__getitem__, words))


def measure_words(a: str, b: str, weight: WordWeights) -> list[float]:
    """The measures of two folded titles in the order of `WORD_MEASURES`."""
    here, there = a.split(), b.split()
    mine, theirs = set(here), set(there)
    left, right = mine - theirs, theirs - mine
    both, rest_left, rest_right = weight.of(mine & theirs), weight.of(left), weight.of(right)
    whole_left, whole_right = both + rest_left + _SPECK, both + rest_right + _SPECK
    most_left, most_right = (max(map(weight.__getitem__, side), default=0.0) for side in (left, right))
    short, long_right = _abbreviations(left, there)
    other_short, long_left = _abbreviations(right, here)
    open_left, open_right = left - short - long_left, right - other_short - long_right
    unlike_left, unlike_right = _unlike(open_left, open_right, weight), _unlike(open_right, open_left, weight)
    return [
        both / max(whole_left, whole_right),
        both / min(whole_left, whole_right),
        both / (whole_left * whole_right) ** 0.5,
        *_both_ends(rest_left, rest_right),
        *_both_ends(most_left, most_right),
        len(short) + len(other_short),
        *_both_ends(weight.of(open_left), weight.of(open_right)),
        *_both_ends(unlike_left, unlike_right),
        *_both_ends(1 - unlike_left / whole_left, 1 - unlike_right / whole_right),
        *_both_ends(len(open_left - _PLAIN_WORDS), len(open_right - _PLAIN_WORDS)),
        *_of_order(here, there, weight, min(whole_left, whole_right)),
    ]


def _of_order(here: Sequence[str], there: Sequence[str], weight: WordWeights, whole: float) -> tuple[float, ...]:
    common = LCSseq.similarity(here, there)
    return (
        common / max(len(here), len(there), 1),
        _run(here, there, weight) / whole,
        _run(here[::-1], there[::-1], weight) / whole,
        Levenshtein.distance(here, there),
        len(here) + len(there) - 2 * common,
    )


def _both_ends(one: float, other: float) -> tuple[float, float]:
    return (one, other) if one <= other else (other, one)


def _abbreviations(words: Iterable[str], other: Sequence[str]) -> tuple[set[str], set[str]]:
    """The words that are initials of a run of the other title's words, and the words they stand for."""
    found: set[str] = set()
    meant: set[str] = set()
    short = [word for word in words if 1 < len(word) <= _LONGEST_ABBREVIATION + 1 and word.isalpha()]
    if not short:
        return found, meant
    telling = [word for word in other if word not in _PLAIN_WORDS]
    readings = [(spelled, "".join([word[0] for word in spelled])) for spelled in (other, telling)]
    for word in short:
        letters = word[:-1] if word[-1] == "s" and len(word) > 3 else word  # noqa: PLR2004  # `LLMs`, not `gas`
        for spelled, initials in readings:
            at = initials.find(letters) if len(letters) <= _LONGEST_ABBREVIATION else -1
            if at >= 0:
                found.add(word)
                meant.update(spelled[at : at + len(letters)])
                break
    return found, meant


def _unlike(words: Iterable[str], other: Iterable[str], weight: WordWeights) -> float:
    """The weight of the words that is not found again in words spelled nearly alike."""
    return fsum([weight[word] * _strangeness(word, other) for word in words])


def _strangeness(word: str, other: Iterable[str]) -> float:
    """How unlike a word is to all words of the other title: 0 where one is almost equal, 1 where none is similar."""
    alike = max([fuzz.ratio(word, one) for one in other if one[0] == word[0]], default=0.0) / 100
    return min(1.0, (1 - alike) / (1 - _ALIKE))


def _run(here: Sequence[str], there: Sequence[str], weight: WordWeights) -> float:
    """The weight of the words that both begin with."""
    total = 0.0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        total += weight[one]
    return total
