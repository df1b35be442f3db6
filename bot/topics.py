"""Where in the list a paper belongs: its best sections and tags, in the list's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import terms
from bot.model import SECTION_SEPARATOR, Paper, Placement, Scored
from bot.paper_text import topic_text
from bot.terms import Matrix, Space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

BEST = 3


@dataclass(frozen=True, kw_only=True)
class Placer:
    """A model of one list's sections and tags."""

    space: Space
    sections: tuple[str, ...]
    section_weights: Numbers
    section_offsets: Numbers
    tags: tuple[str, ...]
    tag_weights: Numbers
    tag_offsets: Numbers

    def place(self, papers: Sequence[Paper]) -> list[Placement]:
        """The best three sections and tags of each paper, in the order given."""
        rows = self.space.rows([topic_text(paper) for paper in papers])
        sections = rows @ self.section_weights.T + self.section_offsets
        tags = rows @ self.tag_weights.T + self.tag_offsets
        return [
            Placement(
                sections=_best(self.sections, sections[i]),
                tags=_best(self.tags, tags[i]),
                unsure=len(self.sections) > 1 and _gap(sections[i]) < 0.1,  # noqa: PLR2004
            )
            for i in range(len(papers))
        ]


def learn(entries: Sequence[tuple[Paper, tuple[str, ...]]], sections: Sequence[tuple[str, ...]]) -> Placer:
    """Learn where the entries of a list stand and which tags they bear; `sections` are all its heading paths."""
    texts = [topic_text(paper) for paper, _ in entries]
    space, rows = terms.learn(texts, seldom=1)
    where = [SECTION_SEPARATOR.join(path) for _, path in entries]
    held = sorted(set(where)) or [SECTION_SEPARATOR.join(path) for path in sections]
    tags = sorted(Counter(tag for paper, _ in entries for tag in paper.tags))
    section_weights, section_offsets = _models(rows, [[name == own for own in where] for name in held])
    tag_weights, tag_offsets = _models(rows, [[tag in paper.tags for paper, _ in entries] for tag in tags])
    return Placer(
        space=space,
        sections=tuple(held),
        section_weights=section_weights,
        section_offsets=section_offsets,
        tags=tuple(tags),
        tag_weights=tag_weights,
        tag_offsets=tag_offsets,
    )


def _models(rows: Matrix, labels: Sequence[Sequence[bool]]) -> tuple[Numbers, Numbers]:
    """One linear model a label: a row of coefficients and an offset each."""
    import numpy as np  # heavy
    from sklearn.svm import LinearSVC  # heavy

    weights, offsets = np.zeros((len(labels), rows.shape[1])), np.zeros(len(labels))
    for i, label in enumerate(labels):
        if all(label) or not any(label) or not rows.shape[1]:
            continue
        model = LinearSVC(C=0.5, class_weight="balanced", random_state=0).fit(rows, label)
        weights[i], offsets[i] = model.coef_[0], model.intercept_[0]
    return weights, offsets


def _best(names: Sequence[str], scores: Numbers) -> tuple[Scored, ...]:
    import numpy as np  # heavy

    order = np.argsort(-scores, kind="stable")[:BEST]
    likely = 1 / (1 + np.exp(-2 * scores))
    return tuple(Scored(name=names[k], score=float(likely[k])) for k in order.tolist())


def _gap(scores: Numbers) -> float:
    import numpy as np  # heavy

    best = np.sort(scores)[::-1]
    return float(best[0] - best[1])
