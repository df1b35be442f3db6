"""Eight signs that a list would take a paper, each a number per paper, learned from the list.

linear    a linear model of the list's papers against the background
centre    nearness to the middle of the list
marked    the terms that the list's titles use far more than others do: its own keywords, inferred
near      nearness to the five nearest papers of the list, by their words, less that to the refused ones
sense     a linear model again, of what the words mean (`bot/learning/meaning.py`)
alike     the same by meaning
pieces    a linear model of the pieces of words in titles (`bot/learning/letters.py`), which both sides always have
keywords  the maintainers' phrases, each weighted by how well it tells this list's papers from the background

A list moves on: a paper's weight halves with every eight months of age. Where abstracts are missing on our side the
background is shown to the linear model with titles alone in the same share, lest it learn that abstracts are foreign;
and a paper's title then counts up to as much as its whole text, which may name our terms in passing (by the square of
that share: a few bare titles change nothing).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.learning import linear, meaning
from bot.learning.terms import Matrix, Numbers

NAMES = ("linear", "centre", "marked", "near", "sense", "alike", "pieces", "keywords")
HALF_LIFE = 8.0  # months, for the linear model and the centre
SLOW_HALF_LIFE = 18.0  # months, for neighbours
ENDLESS = 600.0  # months
ENOUGH = 60.0  # papers that must count, however old
NEIGHBOURS = 5
MARKED = 30
MOST_KEYWORD_HITS = 6.0
SHORT_PHRASE = 4
TITLE_SHARE = 0.5  # of what the linear model says, how much is of the title alone where our papers have no abstracts
LEAST_TITLE_SPREAD = 0.15  # of keyword scores: where no title of papers in general has a phrase
SLICE = 200  # papers asked at a time, to bound memory


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Papers as rows: the terms of whole texts and of titles, the pieces of words in titles, and what texts mean."""

    texts: Matrix
    titles: Matrix
    pieces: Matrix
    meanings: Numbers
    title_meanings: Numbers


@dataclass(frozen=True, kw_only=True)
class Side:
    """The papers of one side and what each weighs."""

    rows: Rows
    weights: Numbers


@dataclass(frozen=True, kw_only=True)
class Signals:
    """The learned models behind the signs of one list.

    `title_share` is how much of what the linear model says of a paper it says of the title alone.
    """

    title_share: float
    coefficients: Numbers
    offset: float
    centre: Numbers
    marked: Numbers
    liked: Matrix
    slow_weights: Numbers
    middle: Numbers
    sense: Numbers
    sense_offset: float
    liked_meanings: Numbers
    spelling: Numbers
    usual_spelling: float
    refused: Matrix
    refused_meanings: Numbers

    def of(self, rows: Rows) -> Numbers:
        """One row per paper, one column for each of `NAMES` but the keywords."""
        import numpy as np  # heavy

        texts, meanings = rows.texts, meaning.unit(rows.meanings - self.middle)
        return np.column_stack(
            [
                self.shown(rows) @ self.coefficients + self.offset,
                texts @ self.centre,
                (texts > 0) @ self.marked + 2 * ((rows.titles > 0) @ self.marked),
                in_slices(lambda part: _nearest(self.similar(texts[part])), texts.shape[0])
                - _nearest((texts @ self.refused.T).toarray()),
                meanings @ self.sense + self.sense_offset,
                in_slices(
                    lambda part: _nearest((meanings[part] @ self.liked_meanings.T) * self.slow_weights), len(meanings)
                )
                - _nearest(meanings @ self.refused_meanings.T),
                self._spelled(rows.pieces),
            ]
        )

    def shown(self, rows: Rows) -> Matrix:
        """The terms of each paper as the linear model weighs them."""
        return (1 - self.title_share) * rows.texts + self.title_share * rows.titles

    def _spelled(self, pieces: Matrix) -> Numbers:
        """What the pieces of a title speak for; one of which none is known is as usual as any."""
        import numpy as np  # heavy

        return np.where(np.diff(pieces.indptr) > 0, pieces @ self.spelling, self.usual_spelling)

    def similar(self, texts: Matrix) -> Numbers:
        """The likeness of each text (rows) to each paper of the list (columns), less for older papers."""
        similar: Numbers = (texts @ self.liked.T).toarray() * self.slow_weights
        return similar


def in_slices(ask: Callable[[slice], Numbers], rows: int) -> Numbers:
    """Call `ask` for some rows at a time, because a dense table of papers against entries would not fit in memory."""
    import numpy as np  # heavy

    return np.concatenate([ask(slice(start, start + SLICE)) for start in range(0, max(rows, 1), SLICE)])


def _nearest(similar: Numbers) -> Numbers:
    """The mean nearness of the nearest papers of the list."""
    import numpy as np  # heavy

    count = min(NEIGHBOURS, similar.shape[1])
    if not count:
        return np.zeros(similar.shape[0])
    best: Numbers = np.partition(similar, -count, axis=1)[:, -count:].sum(axis=1) / NEIGHBOURS
    return best


def learn(liked: Side, others: Side, refused: Rows, *, bare: float, slow_weights: Numbers) -> Signals:
    """Learn the signs; `bare` is the share of our papers that have no abstract.

    The refused papers are among the others too; here they hold off what is near them.
    """
    import numpy as np  # heavy
    from scipy.sparse import vstack  # heavy

    ours, theirs = liked.rows, others.rows
    shares = np.concatenate([others.weights * (1.02 - bare), others.weights * (bare + 0.02)])
    shown = vstack([theirs.texts, theirs.titles]).tocsr()
    coefficients, offset = linear.fit(ours.texts, shown, liked.weights, shares)
    middle = theirs.meanings.mean(axis=0) if len(theirs.meanings) else np.zeros(ours.meanings.shape[1])
    meant = meaning.unit(ours.meanings - middle)
    shown_meanings = meaning.unit(np.vstack([theirs.meanings, theirs.title_meanings]) - middle)
    sense, sense_offset = linear.fit(meant, shown_meanings, liked.weights, shares, strictness=1.0)
    spelling, _ = linear.fit(ours.pieces, theirs.pieces, liked.weights, others.weights)
    return Signals(
        title_share=TITLE_SHARE * bare**2,
        coefficients=coefficients,
        offset=offset,
        centre=mean_row(ours.texts, liked.weights),
        marked=_marked(liked, others),
        liked=ours.texts,
        slow_weights=slow_weights,
        middle=middle,
        sense=sense,
        sense_offset=sense_offset,
        liked_meanings=meant,
        spelling=spelling,
        usual_spelling=float(mean_row(theirs.pieces, others.weights) @ spelling),
        refused=refused.texts,
        refused_meanings=meaning.unit(refused.meanings - middle),
    )


def fast(ages: Numbers) -> Numbers:
    """What a paper of each age (months) weighs in the linear model and the centre."""
    return _faded(ages, HALF_LIFE)


def slow(ages: Numbers) -> Numbers:
    """What a paper of each age (months) weighs as a neighbour."""
    return _faded(ages, SLOW_HALF_LIFE)


def _faded(ages: Numbers, half_life: float) -> Numbers:
    """Halve with every half-life; a short list cannot afford to forget, so there the half-life grows."""
    import numpy as np  # heavy

    while half_life < ENDLESS:
        weights: Numbers = 0.5 ** (ages / half_life)
        if weights.sum() ** 2 >= min(ENOUGH, 0.9 * len(ages)) * (weights**2).sum():
            return weights
        half_life *= 1.5
    return np.ones(len(ages))


def mean_row(rows: Matrix, weights: Numbers) -> Numbers:
    """The weighted mean of the rows."""
    import numpy as np  # heavy

    if not rows.shape[0]:
        return np.zeros(rows.shape[1])
    mean: Numbers = np.asarray(rows.T @ weights).ravel() / weights.sum()
    return mean


def _marked(liked: Side, others: Side) -> Numbers:
    """The log-odds of the terms that mark our titles most, zero elsewhere."""
    import numpy as np  # heavy

    ours, theirs = liked.rows.titles > 0, others.rows.titles > 0
    count, other = ours.shape[0], theirs.shape[0]
    if not count:
        return np.zeros(ours.shape[1])
    here = (mean_row(ours, liked.weights) * count + 0.1) / (count + 1)
    there = (mean_row(theirs, others.weights) * other + 0.5) / (other + 1)
    odds = np.maximum(0.0, np.log(here / there))
    best = np.argsort(-here * odds, kind="stable")[:MARKED]
    marked = np.zeros(len(odds))
    marked[best] = odds[best]
    return np.asarray(marked, dtype=float)


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """Phrases with a weight each, from nearly nothing to 1."""

    phrases: tuple[str, ...]
    weights: tuple[float, ...]

    def score(self, title: str, rest: str) -> float:
        """Twice a phrase's weight in the title, once in the rest; capped. Texts in lower case."""
        found = (
            weight * (2 * occurs(phrase, title) + occurs(phrase, rest))
            for phrase, weight in zip(self.phrases, self.weights, strict=True)
        )
        return min(MOST_KEYWORD_HITS, sum(found))

    def hits(self, text: str) -> list[str]:
        """The phrases that occur in a text in lower case."""
        return [phrase for phrase in self.phrases if occurs(phrase, text)]


def occurs(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text, both in lower case.

    It begins where a word begins; a short one is a whole word (`gui` is not in `guidance`), a long one may be the stem
    of a word (`quantiz`). A hyphen and a space are the same.
    """
    rarest, pattern = _pattern(phrase)
    return rarest in text and pattern.search(text) is not None


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> tuple[str, re.Pattern[str]]:
    """The longest word of a phrase, which a plain search finds fast, and the whole as a pattern."""
    words = re.split(r"[\s\-]+", phrase.strip())
    end = r"s?(?!\w)" if len(phrase.strip()) <= SHORT_PHRASE else ""
    return max(words, key=len), re.compile(r"(?<!\w)" + r"[\s\-]+".join(map(re.escape, words)) + end)


def weigh_phrases(phrases: Sequence[str], ours: Sequence[str], weights: Numbers, others: Sequence[str]) -> Phrases:
    """Weigh each phrase by its log-odds between our texts and the others, so that a bad one counts little."""
    import numpy as np  # heavy

    total = float(weights.sum()) or 1.0
    odds = []
    for phrase in phrases:
        here = float(weights @ np.array([occurs(phrase, text) for text in ours], dtype=float)) / total
        there = (sum(occurs(phrase, text) for text in others) + 1) / (len(others) + 2)
        odds.append(max(0.05, math.log((here + 0.01) / (there + 0.002))))
    top = max(odds, default=1.0)
    # A third of a phrase's weight needs no evidence: the list may not show yet what its maintainer wants.
    return Phrases(phrases=tuple(phrases), weights=tuple((2 * value / top + 1) / 3 for value in odds))


def telling(phrases: Phrases, ours: Sequence[str], weights: Numbers, others: Sequence[str]) -> float:
    """How far out our titles are among the others by the phrases: 0 is usual, 1 a usual distance from it.

    All titles in lower case. Titles alone, because both sides always have them.
    """
    import numpy as np  # heavy

    if not ours or not others:
        return 0.0
    here = np.average([phrases.score(title, "") for title in ours], weights=weights)
    there = np.array([phrases.score(title, "") for title in others])
    return float((here - there.mean()) / max(LEAST_TITLE_SPREAD, there.std()))
