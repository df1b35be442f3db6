"""Where in the list a paper belongs: its best sections and tags, in the list's own words.

The topic of a section is learned from what it holds: linear models of the words (title counted twice), of the pieces
of words in the title and of the meaning, its nearest entry by meaning, the votes of the ten entries nearest of all, the
words of the heading itself, and how busy the section was around the paper's time. Their weights were chosen over real
lists (`docs/relevance.md`). Headings that are venues or years are no topics: there the venue decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.learning import letters, linear, meaning, terms
from bot.learning.letters import Pieces
from bot.learning.paper_text import clean_title, month_of, topic_text
from bot.learning.paper_text import words as words_of
from bot.learning.sections import is_news, shelves_of, topic_of
from bot.learning.terms import Codes, Matrix, Numbers, Space
from bot.model import SECTION_SEPARATOR, Paper, Placement, Scored
from bot.venue import Venue, venue_of
from bot.venue import read as read_venue

Path = tuple[str, ...]
BEST = 3
MANY = 50  # texts from which a term that occurs once says little
SURE = 0.45  # below this the best section is as often wrong as right
CHANCE = 1.3  # times an even share: with few sections, less than this is a coin's toss
WELL_KNOWN = 0.4  # of the pieces of a title; where fewer are, they may be shared by accident
SLICE = 200  # papers placed at a time, to bound memory
MONTHS_NEAR = 4.0
_LONG_AGO = -1e6  # the month of a paper that has none
USUAL = 3.0  # entries' worth of the list's usual mix in the mix of a time
NEIGHBOURS = 10
SURE_VOTE = 20.0
"""How far a section that has all votes stands above one that has none, before the logarithm."""
# words, pieces of the title, meaning, nearest entry, name, time, votes of the nearest
WEIGHTS = (0.25, 0.45, 0.50, 0.10, 4.0, 0.37, 0.35)
LEAST_TAGGED = 2
TAG_STRICTNESS = 0.5
_NOT_TOPICAL = re.compile(
    r"(?:institut|affiliat|author|publish|date|name|title|project|code|release|year|team)", re.IGNORECASE
)
"""Names of columns whose tags say nothing of a topic."""


@dataclass(frozen=True, kw_only=True)
class Models:
    """One linear model a label: coefficients by row, and offsets."""

    weights: Numbers
    offsets: Numbers

    def of(self, rows: Matrix) -> Numbers:
        """One row per paper, one column per label."""
        scores: Numbers = rows @ self.weights.T + self.offsets
        return scores


@dataclass(frozen=True, kw_only=True)
class Placer:
    """A model of one list's sections and tags."""

    space: Space
    names_space: Space
    pieces: Pieces
    topics: tuple[Path, ...]
    homes: tuple[tuple[Path, ...], ...]
    words: Models
    titles: Models
    senses: Models
    names: Matrix
    spelled: Matrix
    middle: Numbers
    meanings: Numbers
    held: Numbers
    months: Numbers
    tags: tuple[str, ...]
    tag_words: Models

    def place(self, papers: Sequence[Paper], *, venues: Sequence[Venue | None] | None = None) -> list[Placement]:
        """The best three sections and tags of each paper, in the order given; `venues` where they are known better."""
        known = [venue_of(paper) for paper in papers] if venues is None else venues
        parts = [slice(start, start + SLICE) for start in range(0, len(papers), SLICE)]
        return [placement for part in parts for placement in self._place(papers[part], known[part])]

    def _place(self, papers: Sequence[Paper], known: Sequence[Venue | None]) -> list[Placement]:
        words, meanings = _rows(self.space, papers)
        titles = [clean_title(paper.title) for paper in papers]
        named = self.names_space.rows([topic_text(paper) for paper in papers])
        chances = self._chances(papers, words, titles, named, meanings)
        tags = self._tag_chances(papers, words)
        return [
            self._placement(paper, venue, chance, tag)
            for paper, venue, chance, tag in zip(papers, known, chances, tags, strict=True)
        ]

    def _chances(
        self, papers: Sequence[Paper], words: Matrix, titles: Sequence[str], named: Matrix, meanings: Numbers
    ) -> Numbers:
        """The probability of each topic, by paper."""
        import numpy as np  # heavy

        if not self.topics:
            return np.zeros((len(papers), 0))
        centred = meanings - self.middle
        known = np.minimum(1.0, self.pieces.known(titles)[:, None] / WELL_KNOWN) ** 2
        meant = np.any(meanings != 0, axis=1, keepdims=True)
        pieces = self.pieces.rows(titles)
        near = _whole(centred) @ self.meanings.T
        signs = (
            _spread(self.words.of(words)) * _said(words),
            _spread(self.titles.of(pieces)) * known,
            _spread(self.senses.of(centred)) * meant,
            _spread(_nearest(near, self.held)) * meant,
            (named @ self.names.T).toarray(),
            self._timely(papers),
            _votes(near + (pieces @ self.spelled.T).toarray(), self.held),
        )
        total = sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))
        risen = np.exp(total - np.max(total, axis=1, keepdims=True))
        chances: Numbers = risen / risen.sum(axis=1, keepdims=True)
        return chances

    def _timely(self, papers: Sequence[Paper]) -> Numbers:
        """The log of each topic's share among the entries of about the paper's month."""
        import numpy as np  # heavy

        usual = (self.held.sum(axis=0) + 1e-9) / max(1, len(self.held))
        shares = np.tile(np.log(usual), (len(papers), 1))
        for i, paper in enumerate(papers):
            month = month_of(paper)
            if month is not None:
                near = np.exp(-0.5 * ((self.months - month) / MONTHS_NEAR) ** 2)
                shares[i] = np.log((near @ self.held + USUAL * usual) / (near.sum() + USUAL))
        return shares

    def _tag_chances(self, papers: Sequence[Paper], words: Matrix) -> Numbers:
        import numpy as np  # heavy

        texts = [f" {' '.join(words_of(f'{paper.title} {paper.abstract}'))} " for paper in papers]
        said = [f" {' '.join(words_of(tag.partition(':')[2] or tag))} " for tag in self.tags]
        occurs = np.array([[tag in text for tag in said] for text in texts], dtype=float).reshape(len(texts), len(said))
        chances: Numbers = 1 / (1 + np.exp(-3 * (self.tag_words.of(words) + 0.3 * occurs)))
        return chances

    def _placement(self, paper: Paper, venue: Venue | None, chances: Numbers, tags: Numbers) -> Placement:
        ranked = sorted(
            (
                (float(chance) * share, path)
                for chance, homes in zip(chances, self.homes, strict=True)
                for path, share in _shared(homes, paper, venue)
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )
        best = ranked[:BEST]
        order = sorted(range(len(self.tags)), key=lambda k: (-float(tags[k]), self.tags[k]))[:BEST]
        return Placement(
            sections=tuple(Scored(name=SECTION_SEPARATOR.join(path), score=chance) for chance, path in best),
            tags=tuple(Scored(name=self.tags[k], score=float(tags[k])) for k in order),
            unsure=not best or (len(ranked) > 1 and best[0][0] < max(SURE, CHANCE / len(self.topics))),
        )


def learn(entries: Sequence[tuple[Paper, Path]], sections: Sequence[Path]) -> Placer:
    """Learn where the entries of a list stand and which tags they bear.

    `sections` are the heading paths that may be offered; those that hold no entry, and news, only where nothing else
    can be. None is ever invented.
    """
    import numpy as np  # heavy

    homes = _offered([path for _, path in entries], sections)
    topics = tuple(homes)
    placed = [(paper, topic_of(path)) for paper, path in entries if topic_of(path) in homes]
    papers = [paper for paper, _ in placed]
    where, held = _where([topic for _, topic in placed], topics)
    seldom = 2 if len(papers) > MANY else 1
    texts = [topic_text(paper) for paper in papers]
    space, _ = terms.learn(texts, seldom=seldom)
    names_space, _ = terms.learn(texts, seldom=1)
    pieces, titles = letters.learn([clean_title(paper.title) for paper in papers], seldom=seldom)
    words, meanings = _rows(space, papers)
    middle = meanings.mean(axis=0) if papers else np.zeros(meanings.shape[1])
    tags = _vocabulary(papers)
    return Placer(
        space=space,
        names_space=names_space,
        pieces=pieces,
        topics=topics,
        homes=tuple(homes.values()),
        words=_models(words, where, len(topics), strictness=0.2),
        titles=_models(titles, where, len(topics), strictness=0.3),
        senses=_models(meanings - middle, where, len(topics), strictness=0.5),
        names=names_space.rows([topic[-1] if topic else "" for topic in topics]),
        spelled=titles,
        middle=middle,
        meanings=_whole(meanings - middle),
        held=held,
        months=np.array([_LONG_AGO if (month := month_of(paper)) is None else month for paper in papers], dtype=float),
        tags=tags,
        tag_words=_tag_models(words, papers, tags),
    )


def _where(placed: Sequence[Path], topics: Sequence[Path]) -> tuple[Codes, Numbers]:
    """The number of each paper's topic, and the same as rows of nought and one."""
    import numpy as np  # heavy

    where = np.array([topics.index(topic) for topic in placed], dtype=int)
    held = np.zeros((len(placed), len(topics)))
    held[np.arange(len(placed)), where] = 1.0
    return where, held


def _offered(used: Sequence[Path], sections: Sequence[Path]) -> dict[Path, tuple[Path, ...]]:
    """Topic → the sections of that topic that may be offered, in the order of the list."""
    counted = Counter(used)
    filled = [path for path in sections if counted[path] and not any(map(is_news, path))]
    if not filled:
        filled = [path for path in sections if counted[path]] or list(sections)
    shelved = [path for path in sections if not counted[path] and shelves_of(path)]
    homes: dict[Path, list[Path]] = {}
    for path in filled:
        homes.setdefault(topic_of(path), []).append(path)
    for path in shelved:
        # An empty section of a venue or year is the newest one: papers are about to come.
        if topic_of(path) in homes:
            homes[topic_of(path)].append(path)
    return {topic: tuple(dict.fromkeys(paths)) for topic, paths in homes.items()}


def _shared(homes: Sequence[Path], paper: Paper, venue: Venue | None) -> list[tuple[Path, float]]:
    """A topic's sections, each with its share of the topic's chance: the venue and the date decide, never the text."""
    month = month_of(replace(paper, year=None))
    year = paper.year or (month // 12 if month is not None else None)
    inside = 0 if month is None or month // 12 != year else month % 12 + 1
    fits = [max((shelf.fits(venue, year, inside) for shelf in shelves_of(path)), default=0) for path in homes]
    if not any(fits):
        fits = _nearest_in_time(homes, None if year is None else (year, inside))
    if not any(fits):
        # Nothing says where: a plain section before any shelf, and a shelf alone is a guess to be called unsure.
        trust = [0.4 if shelves_of(path) else 1.0 for path in homes]
        return [(path, share / max(1.0, sum(trust))) for path, share in zip(homes, trust, strict=True)]
    shares = [0.02 + (fit == max(fits)) for fit in fits]
    return [(path, share / sum(shares)) for path, share in zip(homes, shares, strict=True)]


def _nearest_in_time(homes: Sequence[Path], day: tuple[int, int] | None) -> list[int]:
    """1 for the dated sections nearest to a paper whose own date has none, or the newest ones; none beside others.

    A newer paper that is given to the newest group gets a group of its own (`bot/placing/date_groups.py`).
    """
    days = [next((shelf.day for shelf in reversed(shelves_of(path)) if shelf.day), None) for path in homes]
    dated = [known for known in days if known]
    if not dated or len(dated) < len(days):
        return [0] * len(homes)
    best = max(dated) if day is None else min(dated, key=lambda known: (_apart(known, day), -known[0], -known[1]))
    return [int(known == best) for known in days]


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Months between two dates; between two years, where one of them knows no month."""
    whole = not (one[1] and other[1])
    return abs(12 * (one[0] - other[0]) + (0 if whole else one[1] - other[1]))


def _rows(space: Space, papers: Sequence[Paper]) -> tuple[Matrix, Numbers]:
    """Words with the title counted twice, and the meaning of the whole and of the title."""
    import numpy as np  # heavy

    texts, titles = [topic_text(paper) for paper in papers], [clean_title(paper.title) for paper in papers]
    words = (space.rows(texts) + space.rows(titles)).tocsr()
    return words, np.hstack([meaning.rows(texts), meaning.rows(titles)])


def _nearest(likeness: Numbers, held: Numbers) -> Numbers:
    """How like each paper (rows) is to the entry of each topic (columns) that is most like it."""
    import numpy as np  # heavy

    best = [likeness[:, here > 0].max(axis=1, initial=-1.0) for here in held.T]
    return np.stack(best, axis=1) if best else np.zeros((len(likeness), 0))


def _votes(likeness: Numbers, held: Numbers) -> Numbers:
    """What the entries most like each paper say of each topic, each by how like it is."""
    import numpy as np  # heavy

    count = min(NEIGHBOURS, likeness.shape[1])
    if not count:
        return np.zeros((len(likeness), held.shape[1]))
    least = np.partition(likeness, -count, axis=1)[:, -count, None]
    votes = np.where(likeness >= np.maximum(least, 0.0), likeness, 0.0) @ held
    voted: Numbers = np.log1p(SURE_VOTE * votes / np.maximum(votes.sum(axis=1, keepdims=True), 1e-9))
    return voted


def _whole(meanings: Numbers) -> Numbers:
    """The meaning of the whole text alone, of length one."""
    return meaning.unit(meanings[:, : meanings.shape[1] // 2])


def _models(rows: Matrix, where: Codes, count: int, *, strictness: float) -> Models:
    weights, offsets = linear.fit_each(rows, where, count, strictness=strictness)
    return Models(weights=weights, offsets=offsets)


def _tag_models(rows: Matrix, papers: Sequence[Paper], tags: Sequence[str]) -> Models:
    """A model of each tag: the papers that bear it against those that do not."""
    import numpy as np  # heavy

    weights, offsets = np.zeros((len(tags), rows.shape[1])), np.zeros(len(tags))
    for i, tag in enumerate(tags):
        bears = np.array([tag in paper.tags for paper in papers], dtype=bool)
        here, there = rows[bears], rows[~bears]
        weights[i], offsets[i] = linear.fit(
            here, there, np.ones(here.shape[0]), np.ones(there.shape[0]), strictness=TAG_STRICTNESS
        )
    return Models(weights=weights, offsets=offsets)


def _spread(scores: Numbers) -> Numbers:
    """Each row brought to mean 0 and spread 1."""
    spread = scores.std(axis=1, keepdims=True)
    even: Numbers = (scores - scores.mean(axis=1, keepdims=True)) / (spread + 1e-9)
    return even


def _said(rows: Matrix) -> Numbers:
    """1 for each row with a known term, 0 for one that says nothing."""
    import numpy as np  # heavy

    said: Numbers = (np.diff(rows.indptr) > 0).astype(float)[:, None]
    return said


def _vocabulary(papers: Sequence[Paper]) -> tuple[str, ...]:
    """The list's tags that say something of a topic and were used more than once."""
    counted = Counter(tag for paper in papers for tag in dict.fromkeys(paper.tags))
    return tuple(sorted(tag for tag, count in counted.items() if count >= LEAST_TAGGED and _topical(tag)))


def _topical(tag: str) -> bool:
    label, colon, _ = tag.partition(":")
    if sum(letter.isalpha() for letter in tag) < 2 or (colon and _NOT_TOPICAL.match(label.strip())):  # noqa: PLR2004  # one letter
        return False
    return read_venue(tag) is None and "arxiv" not in tag.lower()
