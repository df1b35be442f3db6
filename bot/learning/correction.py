"""Correcting odds by decisions: how far each approval and rejection moves the papers that are like it.

A Gaussian process over log-odds (Rasmussen and Williams 2006, chapter 3): the list's own log-odds are its mean, a
decision that they foresaw says nothing new, and one they did not moves what is like the paper it was made on. Among
other papers than the list was measured on (a pool full of near misses) the list's log-odds are too sure of themselves:
by how much is chosen by what makes the decisions likeliest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.learning.terms import Matrix, Numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How far papers alike move together, in squared log-odds: by signs, by words, by meaning; and all of them at once.
SIGNS, WORDS, MEANING, ALL = 0.05, 24.0, 6.0, 1.0
SIGN_UNIT = 3.0
SLOPES = (1.0, 0.7, 0.5, 0.35, 0.25)
SURPRISE, MOST_SURPRISE = 0.7, 2.0
"""How far the log of a slope may stray from 0 unpenalised: so far after one decision, farther by the root of their
number. One refusal of a likely paper says little about how sure the list's odds are, ten say more."""
MOST_STEPS, MOST_HALVINGS, EXACT = 40, 20, 1e-8


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What makes papers alike, one row each: their signs on the scale of papers in general, terms, and meaning."""

    signs: Numbers
    texts: Matrix
    meanings: Numbers

    def like(self, others: Traits) -> Numbers:
        """The likeness of each paper (rows) to each of the others (columns)."""
        words = (self.texts @ others.texts.T).toarray()
        signs = self.signs @ others.signs.T
        likeness: Numbers = SIGNS / SIGN_UNIT**2 * signs + WORDS * words + MEANING * (self.meanings @ others.meanings.T)
        return likeness


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A pull of each decision, from -1 to 1, and the slope that the list's own log-odds keep beside them."""

    pulls: Numbers
    slope: float

    def of(self, like: Numbers) -> Numbers:
        """The log-odds to add; a row of `like` is one paper, a column one decided paper.

        Papers like none of them move too, all alike: a list that refuses what it was thought to take takes less.
        """
        moved: Numbers = (like + ALL) @ self.pulls / self.slope
        return moved


def learn(odds: Numbers, like: Numbers, taken: Sequence[bool]) -> Correction:
    """Learn from decided papers: the list's own log-odds of each, how like each other they are, and the answers."""
    import numpy as np  # heavy

    signs = np.where(np.array(taken, dtype=bool), 1.0, -1.0)
    covariance = like + ALL
    surprise = min(MOST_SURPRISE, SURPRISE * float(np.sqrt(max(1, len(signs)))))
    best, chosen = -np.inf, Correction(pulls=np.zeros(len(signs)), slope=1.0)
    for slope in SLOPES:
        pulls, likely = _settled(covariance, signs, slope * odds)
        worth = likely - 0.5 * (float(np.log(slope)) / surprise) ** 2
        if worth > best:
            best, chosen = worth, Correction(pulls=pulls, slope=slope)
    return chosen


def _settled(covariance: Numbers, signs: Numbers, mean: Numbers) -> tuple[Numbers, float]:
    """The likeliest pulls, by Newton steps, and how likely they make the answers (the log evidence, by Laplace)."""
    import numpy as np  # heavy

    pulls, moved = np.zeros(len(signs)), np.zeros(len(signs))
    worth = _worth(signs, mean, pulls, moved)
    for _ in range(MOST_STEPS):
        wrong, bend = _slope(signs, mean + moved)
        goal = np.linalg.solve(np.eye(len(signs)) + bend[:, None] * covariance, bend * moved + wrong)
        step, far = goal - pulls, 1.0
        ahead = covariance @ step
        for _ in range(MOST_HALVINGS):
            better = _worth(signs, mean, pulls + far * step, moved + far * ahead)
            if better >= worth:
                break
            far /= 2
        else:
            break
        pulls, moved = pulls + far * step, moved + far * ahead
        gain, worth = better - worth, better
        if gain < EXACT:
            break
    root = np.sqrt(_slope(signs, mean + moved)[1])
    spread = np.linalg.slogdet(np.eye(len(signs)) + root[:, None] * covariance * root)[1]
    return pulls, worth - 0.5 * float(spread)


def _slope(signs: Numbers, odds: Numbers) -> tuple[Numbers, NDArray[np.float64]]:
    """How wrong each answer is foreseen, and how fast that changes."""
    import numpy as np  # heavy

    chance = 0.5 * (1 + np.tanh(0.5 * odds))
    return (signs > 0) - chance, chance * (1 - chance)


def _worth(signs: Numbers, mean: Numbers, pulls: Numbers, moved: Numbers) -> float:
    """The log of how likely the answers are, less what the pulls cost."""
    import numpy as np  # heavy

    said = -np.logaddexp(0.0, -signs * (mean + moved)).sum()
    return float(said - 0.5 * (pulls * moved).sum())
