"""What this list's maintainers would take, and why, learned from the list itself.

A linear model (entries and approved papers against background and refused ones), the nearness to the list's centre
and to its nearest entries, and the maintainers' keywords, added up and turned into a probability.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import terms
from bot.model import Keywords, Paper, Relevance
from bot.paper_text import clean_title, topic_text
from bot.terms import Matrix, Space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

NEIGHBOURS = 5
FEW = 4  # fewer entries than this teach nothing that could be trusted


@dataclass(frozen=True, kw_only=True)
class Ranker:
    """A model of one list; `judge` asks it, `again` teaches it decisions."""

    entries: tuple[Paper, ...]
    background: tuple[Paper, ...]
    keywords: Keywords
    taken: tuple[Paper, ...]
    refused: tuple[Paper, ...]
    space: Space
    liked: Matrix
    weights: Numbers
    offset: float
    centre: Numbers

    def judge(self, papers: Sequence[Paper]) -> list[Relevance]:
        """How likely each paper would be taken, with the reasons; in the order given."""
        import numpy as np  # noqa: PLC0415  # heavy

        if not papers:
            return []
        rows = self.space.rows([topic_text(paper) for paper in papers])
        near = (rows @ self.liked.T).toarray()
        closest = np.argsort(-near, axis=1, kind="stable")[:, :NEIGHBOURS]
        nearness = np.take_along_axis(near, closest, axis=1).mean(axis=1) if near.shape[1] else np.zeros(len(papers))
        score = rows @ self.weights + self.offset + 3 * (rows @ self.centre) + 2 * nearness
        names = self.space.names()
        return [
            self._relevance(paper, float(score[i]), row=rows[i], near=near[i], closest=closest[i], names=names)
            for i, paper in enumerate(papers)
        ]

    def again(self, taken: Sequence[Paper], refused: Sequence[Paper]) -> Ranker:
        """The same list with more decisions."""
        return learn(
            self.entries,
            background=self.background,
            keywords=self.keywords,
            taken=(*self.taken, *taken),
            refused=(*self.refused, *refused),
        )

    def _relevance(
        self, paper: Paper, score: float, *, row: Matrix, near: Numbers, closest: Numbers, names: Sequence[str]
    ) -> Relevance:
        hits = _hits(paper, self.keywords.include)
        score += 0.5 * min(3, len(hits))
        liked = (*self.entries, *self.taken)
        nearest = tuple(clean_title(liked[int(k)].title) for k in closest[:3] if near[int(k)] > 0)
        why = [*self._why(paper, row, nearest, hits, names)]
        if len(liked) < FEW:
            why.append(f"the list holds only {len(liked)} entries to learn from")
        if _hits(paper, self.keywords.exclude) or (self.keywords.must and not _hits(paper, self.keywords.must)):
            return Relevance(score=0.0, why=("ruled out by the keywords",), nearest=nearest)
        return Relevance(score=1 / (1 + math.exp(-2 * score)), why=tuple(why), nearest=nearest)

    def _why(
        self, paper: Paper, row: Matrix, nearest: tuple[str, ...], hits: Sequence[str], names: Sequence[str]
    ) -> list[str]:
        why = []
        if nearest:
            why.append("near " + " and ".join(f'"{title}"' for title in nearest[:2]))
        effect = sorted(zip(row.data * self.weights[row.indices], row.indices, strict=True), key=lambda pair: -pair[0])
        for_it = [names[column] for value, column in effect[:5] if value > 0]
        against = [names[column] for value, column in effect[:-4:-1] if value < 0]
        why += [f"terms for: {', '.join(for_it)}"] if for_it else []
        why += [f"terms against: {', '.join(against)}"] if against else []
        why += [f"keyword: {', '.join(hits)}"] if hits else []
        why += [f"{paper.upvotes} upvotes on Hugging Face"] if paper.upvotes else []
        return why + ([f"{paper.stars} stars on GitHub"] if paper.stars else [])


def learn(
    entries: Sequence[Paper],
    *,
    background: Sequence[Paper] = (),
    keywords: Keywords = Keywords(),  # noqa: B008  # frozen and empty
    taken: Sequence[Paper] = (),
    refused: Sequence[Paper] = (),
) -> Ranker:
    """Learn a list from its entries, background papers that it does not hold, and decisions about others."""
    import numpy as np  # noqa: PLC0415  # heavy

    liked = [*entries, *taken]
    others = [*background, *refused]
    texts = [topic_text(paper) for paper in (*liked, *others)]
    space, rows = terms.learn(texts, seldom=2 if len(texts) > 50 else 1)  # noqa: PLR2004
    weights = np.ones(len(texts))
    weights[len(entries) : len(liked)] = 3
    weights[len(liked) + len(background) :] = 3
    coefficients, offset = _linear(rows, len(liked), weights)
    centre = np.asarray(rows[: len(liked)].mean(axis=0)).ravel() if liked else np.zeros(rows.shape[1])
    return Ranker(
        entries=tuple(entries),
        background=tuple(background),
        keywords=_folded(keywords),
        taken=tuple(taken),
        refused=tuple(refused),
        space=space,
        liked=rows[: len(liked)],
        weights=coefficients,
        offset=offset,
        centre=centre,
    )


def _linear(rows: Matrix, liked: int, weights: Numbers) -> tuple[Numbers, float]:
    """Coefficients and offset of a balanced linear model; zeros where only one side is known."""
    import numpy as np  # noqa: PLC0415  # heavy
    from sklearn.svm import LinearSVC  # noqa: PLC0415  # heavy

    labels = np.arange(rows.shape[0]) < liked
    if not liked or liked == rows.shape[0] or not rows.shape[1]:
        return np.zeros(rows.shape[1]), 0.0
    model = LinearSVC(C=0.1, class_weight="balanced", random_state=0).fit(rows, labels, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def _folded(keywords: Keywords) -> Keywords:
    return replace(
        keywords,
        include=tuple(map(str.lower, keywords.include)),
        exclude=tuple(map(str.lower, keywords.exclude)),
        must=tuple(map(str.lower, keywords.must)),
    )


def _hits(paper: Paper, phrases: Sequence[str]) -> list[str]:
    text = f"{paper.title} {paper.abstract}".lower()
    return [phrase for phrase in phrases if phrase in text]
