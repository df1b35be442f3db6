"""Paper × known papers → Match(verdict, of, score, reasons).

Theory of operation (docs/dedupe.md has the measurements): an equal identity or an equal folded title is certain, unless
a guard speaks against it; else a search finds the known papers that share words or authors, and a learned score
judges the best of them. False duplicates are not acceptable: a score says `duplicate` only above the point where no
labelled pair of different papers was found, and only where the titles differ by slips of spelling; else `maybe`.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching import dedupe_reasons as reasons
from bot.matching.abstracts import ALIKE, ANEW, FOREIGN, Abstract, read_abstract
from bot.matching.dedupe_known import Arrays, Kept, Marks, Texts
from bot.matching.dedupe_merge import merge as merge  # noqa: PLC0414  # part of this module's interface
from bot.matching.dedupe_model import Model, model
from bot.matching.dedupe_part import Part, read_part, strong_keys
from bot.matching.dedupe_search import Near, Search
from bot.matching.title_index import Tokens
from bot.matching.title_pairs import Authors, Title, measure, read_authors, read_title
from bot.matching.title_words import WordWeights
from bot.matching.titles import fold
from bot.model import Known, Match, Paper, Verdict

SAME_ID = 100.0
SAME_TITLE = 99.0
SAME_ABSTRACT = 98.0
WRONG_ID = 97.0
HELD_TITLE = 96.0
COMMON_TITLE = 50.0
_HIGHEST = 95.0
"""Scores: certainties stand above what the model says (0 to 95).

A title that two things speak against is hardly one work: in bibliographies that were labelled by hand one of seven was.
"""
_OTHER_ID = 0.6
"""Factor on a score where the arXiv ids differ: only near certainty remains worth a person's look."""
_OTHER_ABSTRACT = 0.6
"""The same where the abstracts are of two works."""
_BATCH = 512
_READ = 2048
NOBODY: Mapping[int, Collection[int]] = MappingProxyType({})
"""No person told anything apart."""
_TEXTS = ("titles", "authors", "where", "keys", "abstracts")
_MARKS = ("key", "title", "abstract", "run")
_CUT_WORDS = 4
_CUT_END = re.compile(r"(?:\.\s?\.\s?\.|…)[\s\])]*(?:[(\[][^()\[\]]{1,30}[)\]]\s*)*$")
_MORE_END = re.compile(r"(?:[.,:;]?\s+(?:19|20)\d\d|\s*[(\[][^()\[\]]{1,40}[)\]])\W*$")


@dataclass(frozen=True, slots=True)
class _Question:
    paper: Paper
    keys: tuple[str, ...]
    title: Title
    authors: Authors
    abstract: Abstract
    apart: Collection[int] = ()

    @property
    def arxiv(self) -> str:
        return _arxiv(self.keys)


class Index:
    """The known papers, ready to be asked; they are read once and may be a stream."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._texts = {name: Texts() for name in _TEXTS}
        self._marks = {name: Marks() for name in _MARKS}
        self._years, self._runs = array("h"), array("h")
        self._recent: dict[int, tuple[Title, Authors]] = {}
        self._model: Model = model()
        self._words = WordWeights(self._model.weights)
        self._search = self._put_together(_parts(known))

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Index:
        """The index of known papers that were read in parts, in their order."""
        index = cls()
        index._search = index._put_together(parts)
        return index

    def __len__(self) -> int:
        return len(self._years)

    def _put_together(self, parts: Iterable[Part]) -> Search:
        titles, authors = Tokens(), Tokens()
        for part in parts:
            titles.extend(part.titles)
            authors.extend(part.authors)
            for name, texts in part.texts.items():
                self._texts[name].extend(texts)
            for name, marks in part.marks.items():
                self._marks[name].extend(marks, len(self))
            self._years.frombytes(part.years.tobytes())
            self._runs.frombytes(part.runs.tobytes())
        return Search.of(titles, authors, self._model.weights, self._model.quick)

    # --- kept between runs ----------------------------------------------------------------------------------------

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything in flat arrays, for a file; `restored` is the inverse."""
        found: dict[str, NDArray[Any]] = {
            "years": np.array(self._years, dtype=np.int16),
            "runs": np.array(self._runs, dtype=np.int16),
        }
        parts: dict[str, Kept] = {**self._texts, **self._marks, **self._search.parts()}
        for name, part in parts.items():
            found |= {f"{name}.{field}": value for field, value in part.arrays().items()}
        return found

    @classmethod
    def restored(cls, arrays: Arrays) -> Index:
        """The index that gave these arrays; raises KeyError or ValueError where they are not whole."""
        fields: dict[str, dict[str, NDArray[Any]]] = {}
        for name, value in arrays.items():
            part, _, field = name.partition(".")
            fields.setdefault(part, {})[field] = value
        index = cls()
        index._years = array("h", arrays["years"].astype(np.int16).tobytes())
        index._runs = array("h", arrays["runs"].astype(np.int16).tobytes())
        index._texts = {name: Texts.restored(fields[name]) for name in _TEXTS}
        index._marks = {name: Marks.restored(fields[name]) for name in _MARKS}
        index._search = Search.restored(fields, index._model.weights, index._model.quick)
        sizes = {len(index._runs), index._search.size, *map(len, index._texts.values())}
        if sizes != {len(index)}:
            raise ValueError("the parts of the index do not fit together")
        return index

    # --- asking ---------------------------------------------------------------------------------------------------

    def match(self, paper: Paper, apart: Collection[int] = ()) -> Match:
        """The verdict on one paper; `apart` are indices of known papers that a person called different from it."""
        return self.match_all([paper], {0: apart})[0]

    def match_all(self, papers: Iterable[Paper], apart: Mapping[int, Collection[int]] = NOBODY) -> list[Match]:
        """One match per paper, in order; `apart` maps a paper's index to the known papers called different from it.

        Those are never a `maybe` for it; with an equal id or title they are a duplicate all the same.
        """
        return list(self.matches(papers, apart))

    def matches(self, papers: Iterable[Paper], apart: Mapping[int, Collection[int]] = NOBODY) -> Iterator[Match]:
        """The same as a stream: papers are read, and answered, a batch at a time."""
        questions = (_question(paper, apart.get(number, ())) for number, paper in enumerate(papers))
        while batch := list(islice(questions, _BATCH)):
            yield from self._answers(batch)

    def _answers(self, questions: Sequence[_Question]) -> Iterator[Match]:
        answers = self._certain(questions)
        # A paper held for its id or title may be another entry's, too, but that one is what a person should see.
        left = [number for number, answer in enumerate(answers) if answer is None]
        for number, answer in zip(left, self._likely([questions[n] for n in left]), strict=True):
            answers[number] = answer
        return (answer for answer in answers if answer is not None)

    def _certain(self, questions: Sequence[_Question]) -> list[Match | None]:
        keys = iter(self._marks["key"].of([key for question in questions for key in question.keys]))
        titles = self._marks["title"].of([question.title.tight for question in questions])
        abstracts = self._marks["abstract"].of([question.abstract.mark for question in questions])
        return [
            self._surest(question, [next(keys) for _ in question.keys], titled, telling)
            for question, titled, telling in zip(questions, titles, abstracts, strict=True)
        ]

    def _surest(
        self, question: _Question, holding: list[list[int]], titled: list[int], telling: list[int]
    ) -> Match | None:
        if not (titled or telling or any(holding)):
            return None
        held = [(key, of) for key, some in zip(question.keys, holding, strict=True) for of in some]
        found = [self._same_id(question, key, of) for key, of in held if key in self._keys(of)]
        if not any(match.verdict is Verdict.DUPLICATE for match in found):
            tight, abstract = question.title.tight, question.abstract.mark
            same = [of for of in titled if self._known(of)[0].tight == tight]
            borne = {self._years[of] for of in same} - {0}
            found += [self._same_title(question, of, borne) for of in same]
            found += [self._same_abstract(question, of) for of in telling if self._texts["abstracts"][of] == abstract]
        if question.apart:
            found = [match for match in found if match.verdict is Verdict.DUPLICATE or match.of not in question.apart]
        # The surest of several that hold the same mark: a wrong link of one must not hide the right one of another.
        return max(found, key=lambda match: (match.verdict is Verdict.DUPLICATE, match.score), default=None)

    def _same_id(self, question: _Question, key: str, of: int) -> Match:
        title, authors = self._known(of)
        against = reasons.id_obstacles(question.title, title, question.authors, authors, self._model.weights)
        said = reasons.same_id(key, self._texts["where"][of])
        if against:
            return Match(verdict=Verdict.MAYBE, of=of, score=WRONG_ID, reasons=(said, *against))
        return Match(verdict=Verdict.DUPLICATE, of=of, score=SAME_ID, reasons=(said,))

    def _same_title(self, question: _Question, of: int, borne: Collection[int]) -> Match:
        title, authors = self._known(of)
        said = "same title, case and marks aside" + self._as(of)
        years = self._years_of(question, of)
        apart = reasons.years_apart(question.title, title, years)
        strangers = ["but no author is shared"] if reasons.strangers(question.authors, authors) else []
        again = [] if apart or strangers else reasons.printed_again(question.authors, authors, years)
        common = reasons.standing(title, question.authors, authors, borne)
        against = [*reasons.obstacles(question.title, title), *self._other_ids(question, of), *strangers, *apart]
        against += [*again, *common, *self._other_abstract(question, of)]
        if not against:
            return Match(verdict=Verdict.DUPLICATE, of=of, score=SAME_TITLE, reasons=(said,))
        other_year = all(years) and years[0] != years[1]
        score = COMMON_TITLE if len(against) > 1 or (common and other_year) else HELD_TITLE
        return Match(verdict=Verdict.MAYBE, of=of, score=score, reasons=(said, *against))

    def _other_abstract(self, question: _Question, of: int) -> list[str]:
        if not (self._runs[of] and len(question.abstract.runs)):
            return []
        (shared,) = self._shared_runs([question])
        share = shared.get(of, 0.0)
        return reasons.of_abstracts(share) if share < FOREIGN else []

    def _same_abstract(self, question: _Question, of: int) -> Match:
        title, authors = self._known(of)
        said = "same abstract, case and marks aside" + self._as(of)
        against = [*reasons.obstacles(question.title, title), *self._other_ids(question, of)]
        if reasons.strangers(question.authors, authors):
            against.append("but no author is shared")
        elif not reasons.related(question.title, title, question.authors, authors, self._model.weights):
            against.append("but the titles are unrelated")
        verdict = Verdict.MAYBE if against else Verdict.DUPLICATE
        score = HELD_TITLE if against else SAME_ABSTRACT
        return Match(verdict=verdict, of=of, score=score, reasons=(said, *against))

    def _likely(self, questions: Sequence[_Question]) -> Iterator[Match]:
        if not questions:
            return iter(())
        near = self._search.near([q.title.folded for q in questions], [q.authors.sought for q in questions])
        asked = [
            [(q, n, i) for i in n.worth if int(n.ids[i]) not in q.apart] for q, n in zip(questions, near, strict=True)
        ]
        scores = iter(self._scores([pair for pairs in asked for pair in pairs]))
        return (
            self._best(q, n, [(next(scores), int(n.ids[i])) for _, _, i in pairs], shared)
            for q, n, pairs, shared in zip(questions, near, asked, self._shared_runs(questions), strict=True)
        )

    def _shared_runs(self, questions: Sequence[_Question]) -> Iterator[dict[int, float]]:
        """For each question the known papers whose abstracts share runs of words with its own, and what share."""
        found = iter(self._marks["run"].at(np.concatenate([question.abstract.runs for question in questions])))
        for question in questions:
            runs = len(question.abstract.runs)
            common = Counter(of for _ in range(runs) for of in next(found))
            yield {of: count / min(runs, self._runs[of]) for of, count in common.items()}

    def _scores(self, pairs: Sequence[tuple[_Question, Near, int]]) -> list[float]:
        if not pairs:
            return []
        rows = [[*near.evidence[i].tolist(), *self._measure(q, int(near.ids[i]))] for q, near, i in pairs]
        scores: list[float] = self._model.score(np.array(rows, dtype=np.float32)).tolist()
        return scores

    def _measure(self, question: _Question, of: int) -> list[float]:
        title, authors = self._known(of)
        years = self._years_of(question, of)
        return measure(question.title, title, question.authors, authors, years=years, weights=self._words)

    def _years_of(self, question: _Question, of: int) -> tuple[int | None, int | None]:
        return question.paper.year, self._years[of] or None

    def _best(
        self, question: _Question, near: Near, scored: Sequence[tuple[float, int]], shared: Mapping[int, float]
    ) -> Match:
        scored = [one for one in scored if one[0] < self._model.maybe_at or not self._only_named(question, one[1])]
        scored = self._with_abstracts(question, {of: score for score, of in scored}, shared)
        if not scored:
            return Match(verdict=Verdict.NEW, score=round(near.hint * _HIGHEST, 3))
        # Among equals one without another id, then the first: the answer must not depend on how the search found them.
        score, of = max(scored, key=lambda one: (round(one[0], 6), not self._other_ids(question, one[1]), -one[1]))
        return self._judged(question, of, score, self._share(question, of, shared))

    def _judged(self, question: _Question, of: int, score: float, share: float | None) -> Match:
        """The verdict on the likeliest of them; `share` is what the abstracts have in common."""
        other_ids = self._other_ids(question, of)
        score *= _OTHER_ID if other_ids else 1.0
        title, authors = self._known(of)
        cut = _is_cut(question.paper.title, self._texts["titles"][of], question.title, title)
        revised = share is not None and share >= (ANEW if other_ids else ALIKE)
        foreign = share is not None and share < FOREIGN
        other_work = (other_ids or foreign) and not revised and not reasons.one_work_anew(question.title, title)
        if other_work or (score < self._model.maybe_at and not (cut or revised)):
            return Match(verdict=Verdict.NEW, of=None, score=round(score * _HIGHEST, 3))
        said = reasons.likeness(question.title, title, question.authors, authors)
        said += reasons.of_abstracts(share) if share is not None else []
        against = [*reasons.obstacles(question.title, title), *other_ids]
        slips = reasons.only_slips(question.title, title) and not reasons.strangers(question.authors, authors)
        certain = score > self._model.duplicate_at and slips and not against
        return Match(
            verdict=Verdict.DUPLICATE if certain else Verdict.MAYBE,
            of=of,
            score=round(score * _HIGHEST, 3),
            reasons=(*said, *against),
        )

    def _with_abstracts(
        self, question: _Question, scores: dict[int, float], shared: Mapping[int, float]
    ) -> list[tuple[float, int]]:
        """The scores with what the abstracts say: a revised one brings a paper in, a foreign one lowers its score."""
        for of in scores:
            share = self._share(question, of, shared)
            scores[of] *= _OTHER_ABSTRACT if share is not None and share < FOREIGN else 1.0
        for of, share in shared.items():
            if share >= ALIKE and of not in question.apart:
                likely = self._model.maybe_at + (1 - self._model.maybe_at) * share
                scores[of] = max(scores.get(of, 0.0), likely)
        return [(score, of) for of, score in scores.items()]

    def _share(self, question: _Question, of: int, shared: Mapping[int, float]) -> float | None:
        """What two abstracts have in common (0 to 1); None where a side has none that could be compared."""
        return shared.get(of, 0.0) if self._runs[of] and len(question.abstract.runs) else None

    def _only_named(self, question: _Question, of: int) -> bool:
        title, authors = self._known(of)
        return reasons.only_named(question.title, title, question.authors, authors)

    # --- facts of a known paper ------------------------------------------------------------------------------------

    def _known(self, of: int) -> tuple[Title, Authors]:
        seen = self._recent.get(of)
        if seen is None:
            names = self._texts["authors"][of]
            seen = read_title(self._texts["titles"][of]), read_authors(names.split("\n") if names else ())
            if len(self._recent) >= _BATCH:
                self._recent.clear()
            self._recent[of] = seen
        return seen

    def _as(self, of: int) -> str:
        where = self._texts["where"][of]
        return f" as {where}" if where else ""

    def _keys(self, of: int) -> list[str]:
        return self._texts["keys"][of].split("\n")

    def _other_ids(self, question: _Question, of: int) -> list[str]:
        mine = question.arxiv
        theirs = _arxiv(self._keys(of)) if mine else ""
        if not mine or not theirs or mine == theirs:
            return []
        return [f"but the arXiv ids differ: {mine[6:]} / {theirs[6:]}"]


def _parts(known: Iterable[Known]) -> Iterator[Part]:
    known = iter(known)
    while some := list(islice(known, _READ)):
        yield read_part(some)


def _question(paper: Paper, apart: Collection[int]) -> _Question:
    return _Question(
        paper=paper,
        keys=strong_keys(paper),
        title=read_title(paper.title),
        authors=read_authors(paper.authors),
        abstract=read_abstract(paper.abstract),
        apart=apart,
    )


def _arxiv(keys: Iterable[str]) -> str:
    return next((key for key in keys if key.startswith("arxiv:")), "")


def _is_cut(raw: str, other: str, a: Title, b: Title) -> bool:
    """Whether one title ends in an ellipsis and the other goes on from there, or in a year or bracket it lacks."""
    return _goes_on(raw, a, b) or _goes_on(other, b, a) or _ends_in_more(raw, a, b) or _ends_in_more(other, b, a)


def _goes_on(raw: str, a: Title, b: Title) -> bool:
    return a.words >= _CUT_WORDS and b.folded.startswith(a.folded) and _CUT_END.search(raw) is not None


def _ends_in_more(raw: str, a: Title, b: Title) -> bool:
    if b.words < _CUT_WORDS or not a.folded.startswith(b.folded):
        return False
    more = _MORE_END.search(raw)
    return more is not None and fold(raw[: more.start()]) == b.folded
