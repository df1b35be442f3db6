"""Signs → one score → a probability.

Each sign is brought to the scale of the background (how far is this paper out among papers in general?), then added
with weights that were chosen over real lists, and turned into a probability by a curve fitted on the same lists:
`docs/relevance.md` has the reliability table and the commands that measure it. What a list alone can tell is its base
rate, the share of the papers of a stream that it takes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.learning.terms import Numbers

# What each sign counts, in the order of `signals.NAMES`: a short list is known by its nearest papers and its keywords,
# a long one by its linear models and its middle.
SHORT = (0.75, 0.1, 0.05, 0.3, 0.4, 1.8, 0.5, 2.2)
LONG = (0.75, 0.2, 0.25, 0.1, 0.4, 0.8, 0.5, 0.9)
SHORT_LIST = 100.0  # papers
TELLING = 5.0  # how far out a long list's own papers are by keywords that count in full; a short one shows too little
# The curve of `probability`: per score, per log(1 + score), per log-odds of the base rate, where keywords are given,
# and the offset; fitted over the lists by `benchmarks/relevance.py fit`.
CURVE = (0.085, 4.324, 1.5, -2.126, -5.559)
# Added where the scale is that of the papers judged: it holds the list's own papers too, which makes them look usual.
RESCALED = 0.69
MOST = 0.97  # no list takes everything that looks like it
HALF_TRUST = 50.0  # papers of a list whose odds above even count half: few papers say too much too surely
USUAL_RATE, USUAL_COUNT = 0.004, 500.0
LEAST_SPREAD = (1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 0.3)


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """The scale of each sign on the background, and how often the list takes a paper.

    `guided` (0 to 1) is how much the maintainers' keywords count, which stretches the scores; `foreign` that the scale
    is that of the papers judged instead of a background; `trust` (0 to 1) is the weight of log-odds above even.
    """

    weights: Numbers
    middle: Numbers
    spread: Numbers
    rate: float
    guided: float
    trust: float
    foreign: bool = False

    def rescaled(self, signs: Numbers) -> Calibration:
        """The calibration with the scale of the papers judged, since a feed is mostly papers in general."""
        import numpy as np  # heavy

        spread = np.maximum(signs.std(axis=0), LEAST_SPREAD)
        return replace(self, middle=signs.mean(axis=0), spread=spread, foreign=True)

    def scaled(self, signs: Numbers) -> Numbers:
        """The signs on the scale of papers in general: 0 is the middle, 1 a usual distance from it."""
        scaled: Numbers = (signs - self.middle) / self.spread
        return scaled

    def score(self, signs: Numbers) -> Numbers:
        """One number per paper: how far out it is among papers in general."""
        score: Numbers = self.scaled(signs) @ self.weights
        return score

    def odds(self, score: Numbers) -> Numbers:
        """The log-odds that the list takes a paper with this score; rise with the score."""
        import numpy as np  # heavy

        rate = np.log(self.rate / (1 - self.rate))
        per_score, per_log, per_rate, guided, offset = CURVE
        odds: Numbers = per_score * score + per_log * np.log1p(np.maximum(score, 0.0)) + per_rate * rate
        odds += guided * self.guided + RESCALED * self.foreign + offset
        return odds


def cautious(odds: Numbers, trust: float) -> Numbers:
    """Log-odds with those above even scaled down by `trust`; their order stays."""
    import numpy as np  # heavy

    settled: Numbers = np.where(odds > 0, trust * odds, odds)
    return settled


def probability(odds: Numbers) -> Numbers:
    """How likely the list takes a paper with these log-odds."""
    import numpy as np  # heavy

    likely: Numbers = MOST / (1 + np.exp(-np.clip(odds, -30, 30)))
    return likely


def fit(
    signs: Numbers, *, papers: int, listed: int, seen: int, telling: float | None, rate: float | None = None
) -> Calibration:
    """Take the scale from the background's signs and the rate from how many of the papers `seen` the list holds.

    `papers` is the number of papers learned from, `telling` how far out they are by the maintainers' keywords (None
    without keywords); a known `rate` goes before the one counted here.
    """
    import numpy as np  # heavy

    counted = min(0.5, (listed + USUAL_RATE * USUAL_COUNT) / (seen + USUAL_COUNT))
    rate = counted if rate is None else rate
    short = 1 / (1 + (papers / SHORT_LIST) ** 2)
    weights = short * np.array(SHORT) + (1 - short) * np.array(LONG)
    guided = 0.0
    if telling is not None:
        guided = float(short + (1 - short) * np.clip(telling / TELLING, 0, 1))
        weights[-1] *= guided
    middle, spread = np.zeros(len(weights)), np.ones(len(weights))
    if signs.shape[0]:
        middle, spread = signs.mean(axis=0), np.maximum(signs.std(axis=0), LEAST_SPREAD)
    return Calibration(
        weights=weights, middle=middle, spread=spread, rate=rate, guided=guided, trust=papers / (papers + HALF_TRUST)
    )
