"""Papers → rows of numbers, in the space of the papers that a list is learned from; each paper is read once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.learning import letters, meaning, terms
from bot.learning.paper_text import clean_title, topic_text
from bot.learning.signals import Rows
from bot.learning.terms import Matrix
from bot.model import Paper

MANY = 50  # with fewer texts than this every term counts, even one that occurs once


class Reader:
    """Papers → rows; each paper is read once. The space is that of the papers it is made with."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        known = list(dict.fromkeys(papers))
        self._place = {paper: i for i, paper in enumerate(known)}
        texts = [topic_text(paper) for paper in known]
        seldom = 2 if len(known) > MANY else 1
        self.space, rows = terms.learn(texts, seldom=seldom)
        self._pieces, pieces = letters.learn([clean_title(paper.title) for paper in known], seldom=seldom)
        self._rows = self._complete(rows, pieces, texts, known)

    def rows(self, papers: Sequence[Paper]) -> Rows:
        """The rows of the papers, in the order given."""
        unread = [paper for paper in dict.fromkeys(papers) if paper not in self._place]
        if unread:
            texts = [topic_text(paper) for paper in unread]
            pieces = self._pieces.rows([clean_title(paper.title) for paper in unread])
            self._rows = _joined(self._rows, self._complete(self.space.rows(texts), pieces, texts, unread))
            self._place |= {paper: i for i, paper in enumerate(unread, start=len(self._place))}
        where = [self._place[paper] for paper in papers]
        held = self._rows
        return Rows(
            texts=held.texts[where],
            titles=held.titles[where],
            pieces=held.pieces[where],
            meanings=held.meanings[where],
            title_meanings=held.title_meanings[where],
        )

    def _complete(self, rows: Matrix, pieces: Matrix, texts: Sequence[str], papers: Sequence[Paper]) -> Rows:
        titles = [clean_title(paper.title) for paper in papers]
        return Rows(
            texts=rows,
            titles=self.space.rows(titles),
            pieces=pieces,
            meanings=meaning.rows(texts),
            title_meanings=meaning.rows(titles),
        )


def _joined(first: Rows, second: Rows) -> Rows:
    import numpy as np  # heavy
    from scipy.sparse import vstack  # heavy

    return Rows(
        texts=vstack([first.texts, second.texts]).tocsr(),
        titles=vstack([first.titles, second.titles]).tocsr(),
        pieces=vstack([first.pieces, second.pieces]).tocsr(),
        meanings=np.vstack([first.meanings, second.meanings]),
        title_meanings=np.vstack([first.title_meanings, second.title_meanings]),
    )
