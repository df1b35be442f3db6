"""What this list's maintainers would take, and why, learned from the list itself.

`learn` → a `Ranker`; `Ranker.judge` → a probability with reasons in words, for each paper; `Ranker.again` → the same
list after more decisions, without reading any text twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.identity import keys_of
from bot.learning import calibration, correction, meaning, signals, usual
from bot.learning.calibration import Calibration
from bot.learning.correction import Traits
from bot.learning.paper_text import clean_title, month_of
from bot.learning.reader import Reader
from bot.learning.signals import SLICE, Phrases, Side, Signals, occurs
from bot.learning.terms import Codes, Numbers
from bot.matching.titles import fold
from bot.model import Keywords, Paper, Relevance

NO_KEYWORDS = Keywords()
FEW = 4  # fewer papers than this teach nothing that could be trusted
ENOUGH_TO_SCALE = 50  # papers judged at once that tell where papers in general lie
DECIDED = 5.0  # what an approval or a rejection weighs against the newest entry
NEWS = 100  # decisions of each kind, the newest, that correct the score; older ones only teach the signs
HALF_WAY = 30.0  # decisions after which the signs that learned them count as much as those that did not
LEVEL = 20  # papers in general, those most like the list's, that tell by how much decisions move all signs at once
LEAST_BACKGROUND, ENOUGH_BACKGROUND = 200, 2000
UNDATED = 24.0  # months of age of an entry without a date
TERMS_FOR, TERMS_AGAINST, NEAREST = 5, 3, 3
_TITLE = 80  # signs of a neighbour's title in a reason: two of them fit on a line
LEAST_LIKENESS = 0.03
NO_HIT = "none of the keywords occurs"
RULED_OUT = 0.001


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """All that a list teaches: its papers, papers it did not ask for, keywords, and what was decided since.

    `overlap` counts the background papers that the list holds, of those `seen`: they tell how often it takes one.
    `bare` says that the background is mostly titles, `rate` how often it takes one where that is known better.
    """

    entries: tuple[Paper, ...]
    background: tuple[Paper, ...]
    overlap: int
    seen: int
    bare: bool
    rate: float | None
    keywords: Keywords
    phrases: Phrases
    taken: tuple[Paper, ...]
    refused: tuple[Paper, ...]
    reader: Reader


@dataclass(frozen=True, kw_only=True)
class Ranker:
    """A model of one list; `judge` asks it, `again` teaches it decisions.

    `first` are the signs before the newest decisions (as `before` has them), `calibration` their scale; `signals`
    know every decision. `liked` are the papers these learned from as this list's, in the order of their rows, `level`
    papers in general that neither of them was told to like.
    """

    lessons: Lessons
    before: Lessons
    liked: tuple[Paper, ...]
    first: Signals
    signals: Signals
    calibration: Calibration
    level: tuple[Paper, ...]

    def distance(self, papers: Sequence[Paper]) -> Numbers:
        """How far out each paper is among papers in general, the newest decisions left aside."""
        signs = self._first_signs(papers)
        return self._scale(signs).score(signs)

    def score(self, papers: Sequence[Paper]) -> Numbers:
        """The log-odds that each paper would be taken; what `judge` says as a probability."""
        signs = self._first_signs(papers)
        scale = self._scale(signs)
        odds = scale.odds(scale.score(signs))
        if self.signals is not self.first:
            odds = odds + self._learned(papers, signs, scale)
        return calibration.cautious(odds, scale.trust)

    def _first_signs(self, papers: Sequence[Paper]) -> Numbers:
        return _signs(self.first, self.lessons, papers)

    def _scale(self, signs: Numbers) -> Calibration:
        rescale = self.lessons.bare and len(signs) >= ENOUGH_TO_SCALE
        return self.calibration.rescaled(signs) if rescale else self.calibration

    def _learned(self, papers: Sequence[Paper], signs: Numbers, scale: Calibration) -> Numbers:
        """What the newest decisions add to the log-odds: what the signs learned of them, and what is like them."""
        taken, refused = self._news()
        decided = [*taken, *refused]
        own = self._first_signs(decided)
        news = self._traits(decided, scale.scaled(own))
        foreseen = scale.odds(scale.score(own))
        found = correction.learn(foreseen, news.like(news), [True] * len(taken) + [False] * len(refused))
        share = len(decided) / (len(decided) + HALF_WAY)
        moved = self._moved(papers, signs, scale, share) - self._level(decided, scale, share)
        return moved + signals.in_slices(
            lambda part: found.of(self._traits(papers[part], scale.scaled(signs[part])).like(news)), len(papers)
        )

    def _moved(self, papers: Sequence[Paper], signs: Numbers, scale: Calibration, share: float) -> Numbers:
        """How far the signs that learned the decisions move the log-odds."""
        first, taught = scale.score(signs), scale.score(_signs(self.signals, self.lessons, papers))
        moved: Numbers = scale.odds((1 - share) * first + share * taught) - scale.odds(first)
        return moved

    def _level(self, decided: Sequence[Paper], scale: Calibration, share: float) -> float:
        """How far they move whatever was not asked about: more papers on one side shift the balance of the linear
        models, whichever papers these are. That is no lesson; how much the list takes, the correction tells.
        """
        asked = {*decided}
        others = [paper for paper in self.level if paper not in asked]
        return float(self._moved(others, self._first_signs(others), scale, share).mean()) if others else 0.0

    def _news(self) -> tuple[list[Paper], list[Paper]]:
        """The newest approvals and rejections, which the first signs do not know."""
        known = {*self.before.taken}, {*self.before.refused}
        taken = [paper for paper in self.lessons.taken if paper not in known[0]]
        refused = [paper for paper in self.lessons.refused if paper not in known[1]]
        return taken[-NEWS:], refused[-NEWS:]

    def _traits(self, papers: Sequence[Paper], scaled: Numbers) -> Traits:
        rows = self.lessons.reader.rows(papers)
        return Traits(signs=scaled, texts=rows.texts, meanings=meaning.unit(rows.meanings - self.first.middle))

    def judge(self, papers: Sequence[Paper]) -> list[Relevance]:
        """How likely each paper would be taken, with the reasons; in the order given."""
        likely = calibration.probability(self.score(papers)).tolist()
        return [
            judged
            for start in range(0, len(papers), SLICE)
            for judged in self._judge(papers[start : start + SLICE], likely[start : start + SLICE])
        ]

    def again(self, taken: Sequence[Paper], refused: Sequence[Paper]) -> Ranker:
        """The same list after more decisions; a later decision on a paper stands over an earlier one."""
        old = self.lessons
        now = {*taken, *refused}
        kept = [tuple(paper for paper in side if paper not in now) for side in (old.taken, old.refused)]
        more = replace(old, taken=(*kept[0], *taken), refused=(*kept[1], *refused))
        # What was known before has not changed, nor the scale: a person is waiting.
        return _ranker(more, self.before, self.first, self.calibration, self.level)

    def _judge(self, papers: Sequence[Paper], likely: Sequence[float]) -> Iterator[Relevance]:
        rows = self.lessons.reader.rows(papers)
        likeness = self.signals.similar(rows.texts)
        effects = self.signals.shown(rows).multiply(self.signals.coefficients).tocsr()
        for i, paper in enumerate(papers):
            nearest = self._nearest(likeness[i])
            part = slice(effects.indptr[i], effects.indptr[i + 1])
            barred = _barred(self.lessons.keywords, paper)
            why = (*barred, *_near(nearest), *self._terms(effects.indices[part], effects.data[part]))
            yield Relevance(
                score=likely[i] * (RULED_OUT if barred else 1),
                why=(*why, *self._more(paper)),
                nearest=tuple(nearest),
            )

    def _nearest(self, likeness: Numbers) -> list[str]:
        import numpy as np  # heavy

        count = min(NEAREST, len(likeness))
        best = np.argpartition(-likeness, count - 1)[:count] if count else np.zeros(0, dtype=int)
        best = best[np.lexsort((best, -likeness[best]))].tolist()
        return [clean_title(self.liked[k].title) for k in best if likeness[k] >= LEAST_LIKENESS]

    def _terms(self, columns: Codes, effects: Numbers) -> list[str]:
        """The terms that moved the linear model most, either way."""
        import numpy as np  # heavy

        space = self.lessons.reader.space
        telling = space.telling[columns]
        columns, effects = columns[telling], effects[telling]
        order = np.argsort(-effects, kind="stable").tolist()
        for_it = [space.name(columns[k]) for k in order[:TERMS_FOR] if effects[k] > 0]
        against = [space.name(columns[k]) for k in order[::-1][:TERMS_AGAINST] if effects[k] < 0]
        said = [f"terms for: {', '.join(for_it)}"] if for_it else []
        return said + ([f"terms against: {', '.join(against)}"] if against else [])

    def _more(self, paper: Paper) -> list[str]:
        hits = self.lessons.phrases.hits(_plain(paper))
        said = [f"keyword: {', '.join(hits)}"] if hits else [NO_HIT] * bool(self.lessons.phrases.phrases)
        said += [f"{paper.upvotes} upvote{'s' * (paper.upvotes > 1)} on Hugging Face"] if paper.upvotes else []
        said += [f"{paper.stars} star{'s' * (paper.stars > 1)} on GitHub"] if paper.stars else []
        if len(self.liked) < FEW:
            said.append(f"little to go by: the list has {len(self.liked)} papers to learn from")
        return said


def learn(
    entries: Sequence[Paper],
    *,
    background: Sequence[Paper] = (),
    keywords: Keywords = NO_KEYWORDS,
    taken: Sequence[Paper] = (),
    refused: Sequence[Paper] = (),
    rate: float | None = None,
) -> Ranker:
    """Learn a list from its entries, papers of its feeds that it did not ask for, and what was decided since.

    Where the background is small, titles of papers in general stand in for it, and the scale is that of the papers
    judged. `rate` is the share of its feeds' papers that the list takes, where that is known.
    """
    names = _names(entries)
    pool = background if len(background) >= LEAST_BACKGROUND else (*background, *usual.papers())
    others = [paper for paper in pool if names.isdisjoint(_identities(paper))]
    seen = len(others)
    others = _thinned(list(dict.fromkeys(others)))
    lessons = Lessons(
        entries=tuple(dict.fromkeys(entries)),
        background=tuple(others),
        overlap=len(pool) - seen,
        seen=len(pool),
        bare=sum(bool(paper.abstract) for paper in others) < len(others) / 2,
        rate=rate,
        keywords=keywords,
        phrases=_phrases(keywords, entries, others),
        taken=tuple(taken),
        refused=tuple(refused),
        reader=Reader([*entries, *taken, *refused, *others]),
    )
    before = _before(lessons)
    sides = _sides(before)
    scale, level = _scale(before, sides)
    return _ranker(lessons, before, _signals(before, sides, sides.others), scale, level)


def _thinned(papers: list[Paper]) -> list[Paper]:
    """Evenly spaced, as many as teach something: beyond that they cost time and say nothing new."""
    step = max(1.0, len(papers) / ENOUGH_BACKGROUND)
    return [papers[int(i * step)] for i in range(int(len(papers) / step))]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """What a lesson sets against each other: the list's papers with their ages in months, and the others.

    `bare` is the share of the list's papers that have no abstract.
    """

    liked: tuple[Paper, ...]
    ours: Side
    ages: Numbers
    bare: float
    others: tuple[Paper, ...]


def _ranker(lessons: Lessons, before: Lessons, first: Signals, scale: Calibration, level: tuple[Paper, ...]) -> Ranker:
    sides = _sides(lessons)
    new = (lessons.taken, lessons.refused) != (before.taken, before.refused)
    return Ranker(
        lessons=lessons,
        before=before,
        liked=sides.liked,
        first=first,
        signals=_signals(lessons, sides, sides.others) if new else first,
        calibration=scale,
        level=level,
    )


def _before(lessons: Lessons) -> Lessons:
    """The lessons without the newest decisions: what these say is then measured, not remembered.

    Half of the approvals and entries stay, or a list that grew by approvals would have nothing to go by.
    """
    every = _names([*lessons.taken, *lessons.refused])
    entries = sum(every.isdisjoint(_identities(paper)) for paper in lessons.entries)
    new = min(NEWS, (entries + len(lessons.taken)) // 2)
    taken, news = lessons.taken[: max(0, len(lessons.taken) - new)], lessons.taken[max(0, len(lessons.taken) - new) :]
    known = max(0, len(lessons.refused) - NEWS)
    names = _names([*news, *lessons.refused[known:]])
    return replace(
        lessons,
        entries=_others_than(names, lessons.entries),
        background=_others_than(names, lessons.background),
        taken=taken,
        refused=lessons.refused[:known],
    )


def _others_than(names: set[str], papers: Sequence[Paper]) -> tuple[Paper, ...]:
    return tuple(paper for paper in papers if not names or names.isdisjoint(_identities(paper)))


def _sides(lessons: Lessons) -> Sides:
    import numpy as np  # heavy

    decided = _names([*lessons.taken, *lessons.refused])
    entries = _others_than(decided, lessons.entries)
    ours, ages = _ours(lessons, entries)
    liked = (*entries, *lessons.taken)
    bare = float(np.average([not paper.abstract for paper in liked], weights=ours.weights)) if liked else 0.0
    return Sides(liked=liked, ours=ours, ages=ages, bare=bare, others=_others_than(decided, lessons.background))


def _signals(lessons: Lessons, sides: Sides, others: Sequence[Paper]) -> Signals:
    return signals.learn(
        sides.ours,
        _theirs(lessons, others, sides.ours),
        lessons.reader.rows(lessons.refused),
        bare=sides.bare,
        slow_weights=signals.slow(sides.ages),
    )


def _scale(lessons: Lessons, sides: Sides) -> tuple[Calibration, tuple[Paper, ...]]:
    """The scale of the signs, from background papers held out; and those of them that are most like the list's."""
    import numpy as np  # heavy

    halves = [sides.others[part::2] for part in range(2)]
    asked = [*halves[1], *halves[0]]
    held_out = np.concatenate(
        [_signs(_signals(lessons, sides, halves[part]), lessons, halves[1 - part]) for part in range(2)]
    )
    scale = calibration.fit(
        held_out,
        papers=len(sides.liked),
        listed=lessons.overlap,
        seen=lessons.seen,
        rate=lessons.rate,
        telling=_telling(lessons, sides),
    )
    best = np.argsort(-scale.score(held_out), kind="stable")[:LEVEL] if asked else ()
    return scale, tuple(asked[i] for i in best)


def _telling(lessons: Lessons, sides: Sides) -> float | None:
    """How far out the list's papers are by the maintainers' keywords; None without keywords."""
    if not lessons.phrases.phrases:
        return None
    ours, others = ([paper.title.lower() for paper in side] for side in (sides.liked, sides.others))
    return signals.telling(lessons.phrases, ours, sides.ours.weights, others)


def _ours(lessons: Lessons, entries: Sequence[Paper]) -> tuple[Side, Numbers]:
    """The list's own papers, weighted by age, and the approved ones; and the ages in months."""
    import numpy as np  # heavy

    months = [month_of(paper) for paper in entries]
    newest = max((month for month in months if month is not None), default=0)
    ages = np.array([UNDATED if month is None else newest - month for month in months], dtype=float)
    if len(ages) and all(month is None for month in months):
        ages[:] = 0.0
    weights = np.concatenate([signals.fast(ages), np.full(len(lessons.taken), DECIDED)])
    return Side(rows=lessons.reader.rows([*entries, *lessons.taken]), weights=weights), np.append(
        ages, np.zeros(len(lessons.taken))
    )


def _theirs(lessons: Lessons, others: Sequence[Paper], ours: Side) -> Side:
    """Background papers and the refused ones; a refusal weighs in its side what an approval weighs in ours."""
    import numpy as np  # heavy

    refused = DECIDED * max(1, len(others)) / max(DECIDED, float(ours.weights.sum()))
    return Side(
        rows=lessons.reader.rows([*others, *lessons.refused]),
        weights=np.concatenate([np.ones(len(others)), np.full(len(lessons.refused), refused)]),
    )


def _signs(learned: Signals, lessons: Lessons, papers: Sequence[Paper]) -> Numbers:
    """One row per paper, one column per sign, the keywords last."""
    return signals.in_slices(lambda part: _signs_of(learned, lessons, papers[part]), len(papers))


def _signs_of(learned: Signals, lessons: Lessons, papers: Sequence[Paper]) -> Numbers:
    import numpy as np  # heavy

    phrases = [lessons.phrases.score(paper.title.lower(), paper.abstract.lower()) for paper in papers]
    return np.column_stack([learned.of(lessons.reader.rows(papers)), np.array(phrases, dtype=float)])


def _phrases(keywords: Keywords, entries: Sequence[Paper], others: Sequence[Paper]) -> Phrases:
    import numpy as np  # heavy

    phrases = list(dict.fromkeys(phrase.strip().lower() for phrase in keywords.include if phrase.strip()))
    if not phrases:
        return Phrases(phrases=(), weights=())
    months = [month_of(paper) for paper in entries]
    newest = max((month for month in months if month is not None), default=0)
    ages = np.array([UNDATED if month is None else newest - month for month in months], dtype=float)
    return signals.weigh_phrases(
        phrases, [_plain(paper) for paper in entries], signals.fast(ages), [_plain(paper) for paper in others]
    )


def _names(papers: Sequence[Paper]) -> set[str]:
    """Every identity of the papers."""
    return {name for paper in papers for name in _identities(paper)}


@lru_cache(maxsize=20_000)
def _identities(paper: Paper) -> frozenset[str]:
    """A paper's keys and its folded title; asked again after every decision."""
    return frozenset(name for name in (*keys_of(paper), fold(paper.title)) if name)


def _barred(keywords: Keywords, paper: Paper) -> tuple[str, ...]:
    text = _plain(paper)
    barred = [phrase for phrase in keywords.exclude if occurs(phrase.lower(), text)]
    if barred:
        return (f"ruled out by the keyword: {', '.join(barred)}",)
    if keywords.must and not any(occurs(phrase.lower(), text) for phrase in keywords.must):
        return ("ruled out: none of the keywords that must occur",)
    return ()


def _near(titles: Sequence[str]) -> tuple[str, ...]:
    return ("near " + " and ".join(f'"{_shortened(title)}"' for title in titles[:2]),) if titles else ()


def _shortened(title: str) -> str:
    """A title that fits, cut between two words where it has some."""
    if len(title) <= _TITLE:
        return title
    begin, _, rest = title[:_TITLE].rpartition(" ")
    return f"{begin if len(begin) > _TITLE // 2 else begin + rest[:-1]}…"


def _plain(paper: Paper) -> str:
    return f"{paper.title} {paper.abstract}".lower()
