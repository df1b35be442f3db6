"""Paper × known papers → Match, and the candidates of one run merged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.identity import is_strong, keys_of
from bot.model import Known, Match, Paper, Verdict
from bot.titles import fold, fold_tight

MAYBE_AT = 88.0


class Index:
    """The known papers, ready to be asked."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._known = known
        self._titles = [fold(k.paper.title) for k in known]
        self._by_title: dict[str, int] = {}
        self._by_key: dict[str, int] = {}
        for number, item in enumerate(known):
            self._by_title.setdefault(self._titles[number].replace(" ", ""), number)
            for key in filter(is_strong, keys_of(item.paper)):
                self._by_key.setdefault(key, number)

    def match(self, paper: Paper) -> Match:
        """What is known of one paper."""
        title = fold(paper.title)
        for key in filter(is_strong, keys_of(paper)):
            if key in self._by_key:
                return self._same_id(title, key, self._by_key[key])
        if title and (tight := title.replace(" ", "")) in self._by_title:
            return Match(
                verdict=Verdict.DUPLICATE,
                of=self._by_title[tight],
                score=99.0,
                reasons=("same title after folding",),
            )
        return self._near(title)

    def match_all(self, papers: Iterable[Paper]) -> list[Match]:
        """One match a paper, in order."""
        return [self.match(paper) for paper in papers]

    def _same_id(self, title: str, key: str, of: int) -> Match:
        scheme, _, value = key.partition(":")
        alike = fuzz.token_set_ratio(title, self._titles[of])
        what = f"same {scheme} id {value}" + (f" as {self._known[of].where}" if self._known[of].where else "")
        if alike < 45:
            return Match(verdict=Verdict.MAYBE, of=of, score=50.0, reasons=(what, "but the titles are unrelated"))
        return Match(verdict=Verdict.DUPLICATE, of=of, score=100.0, reasons=(what,))

    def _near(self, title: str) -> Match:
        best = process.extractOne(title, self._titles, scorer=fuzz.ratio, score_cutoff=MAYBE_AT)
        if best is None:
            return Match(verdict=Verdict.NEW)
        _, score, of = best
        reasons = [f"title {score:.0f} % alike"]
        mine, theirs = re.findall(r"\d+", title), re.findall(r"\d+", self._titles[of])
        if mine != theirs:
            reasons.append(f"number differs: {'.'.join(mine) or '-'} / {'.'.join(theirs) or '-'}")
        return Match(verdict=Verdict.MAYBE, of=of, score=round(score * 0.9, 2), reasons=tuple(reasons))


def merge(papers: Iterable[Paper]) -> list[Paper]:
    """The papers of one run, each once: joined by identity, identical folded title or identical folded abstract."""
    joined: list[Paper] = []
    place: dict[str, int] = {}
    for paper in papers:
        marks = _marks(paper)
        at = next((place[mark] for mark in marks if mark in place), None)
        if at is None:
            at = len(joined)
            joined.append(paper)
        else:
            joined[at] = _join(joined[at], paper)
        for mark in (*marks, *_marks(joined[at])):
            place.setdefault(mark, at)
    return joined


def _marks(paper: Paper) -> tuple[str, ...]:
    marks = [key for key in keys_of(paper) if is_strong(key)]
    title, abstract = fold_tight(paper.title), fold_tight(paper.abstract)
    if title:
        marks.append("t:" + title)
    if len(abstract) > 200:
        marks.append("a:" + abstract)
    return tuple(marks)


def _join(a: Paper, b: Paper) -> Paper:
    from dataclasses import fields

    changes: dict[str, object] = {}
    for field in fields(a):
        mine, theirs = getattr(a, field.name), getattr(b, field.name)
        if field.name in ("sources", "keys", "links", "code", "tags", "categories"):
            changes[field.name] = tuple(dict.fromkeys((*mine, *theirs)))
        elif mine in ("", (), None):
            changes[field.name] = theirs
    return replace(a, **changes)  # type: ignore[arg-type]  # names and types are those of the record itself
