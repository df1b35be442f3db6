"""People's answers about likely twins, "same" or "different", which stand above every score.

An answer names both papers by the keys they had then. It holds as long as each paper still has that key among its keys,
so that a better id from a second source does not undo it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot import identity
from bot.ledger import Answer, Decision
from bot.model import Candidate, Known, Match, Paper, Verdict


class Answers:
    """The answers of a ledger; of two about the same pair the later one counts."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._said = {
            frozenset((said.key, said.other)): said.answer
            for said in decisions
            if said.other and said.answer in (Answer.SAME, Answer.DIFFERENT)
        }

    def about(self, paper: Paper, other: Paper) -> Answer | None:
        """The answer about two papers, whichever of them was new then; None where there is none."""
        return self._between(_names(paper), _names(other)) if self._said else None

    def about_twin(self, candidate: Candidate) -> Answer | None:
        """The answer about a candidate and the paper it may repeat; None where there is none yet."""
        if not self._said or not candidate.twin_key:
            return None
        return self._between((candidate.key, *_names(candidate.paper)), (candidate.twin_key,))

    def _between(self, names: Iterable[str], others: Sequence[str]) -> Answer | None:
        found = (self._said.get(frozenset((a, b))) for a in names for b in others)
        return next(filter(None, found), None)

    def apart(self, papers: Sequence[Paper], known: Sequence[Known]) -> Mapping[int, frozenset[int]]:
        """Index of a paper → indices of the known papers that a person called different from it."""
        told = {name for pair, answer in self._said.items() if answer is Answer.DIFFERENT for name in pair}
        if not told:
            return {}
        holders = [number for number, other in enumerate(known) if not told.isdisjoint(_names(other.paper))]
        asked = [number for number, paper in enumerate(papers) if not told.isdisjoint(_names(paper))]
        return {
            number: frozenset(of for of in holders if self.about(papers[number], known[of].paper) is Answer.DIFFERENT)
            for number in asked
        }

    def verdict(self, paper: Paper, match: Match, of: Known | None) -> Verdict:
        """The verdict of a match, corrected by the answers."""
        if match.verdict is not Verdict.MAYBE or of is None:
            return match.verdict
        answer = self.about(paper, of.paper)
        if answer is Answer.SAME:
            return Verdict.DUPLICATE
        return Verdict.NEW if answer is Answer.DIFFERENT else Verdict.MAYBE


def _names(paper: Paper) -> tuple[str, ...]:
    return (*identity.keys_of(paper), identity.title_key(paper.title))
