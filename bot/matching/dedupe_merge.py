"""Merging the papers of one run: what several feeds say of one paper becomes one record.

Papers are joined by a strong key, by an identical folded title, or by an identical folded abstract (a feed that
strips TeX changes a title, but not enough of an abstract). Two papers with different arXiv ids are never joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from bot.identity import arxiv_id_of, is_strong, keys_of
from bot.matching.abstracts import TELLING
from bot.matching.titles import fold_tight, numbers
from bot.model import Paper

_UNION = frozenset({"sources", "keys", "links", "code", "tags", "categories"})
_LARGER = frozenset({"upvotes", "stars"})


def merge(papers: Iterable[Paper]) -> list[Paper]:
    """Each paper once, in order of first sight; sources, keys and links are united, else the first value counts."""
    groups: list[list[Paper] | None] = []
    place: dict[str, int] = {}
    for paper in papers:
        marks = list(_marks(paper))
        found = sorted({place[mark] for mark in marks if mark in place})
        met = [at for at in found if _may_join(groups[at] or [], paper)]
        at = met[0] if met else len(groups)
        if not met:
            groups.append([])
        home = groups[at] or []
        home.append(paper)
        for other in met[1:]:
            # This paper is the link between two that had nothing in common.
            if all(_may_join(home, one) for one in groups[other] or []):
                home += groups[other] or []
                groups[other] = None
                place.update({mark: at for mark, where in place.items() if where == other})
        groups[at] = home
        for mark in marks:
            place.setdefault(mark, at)
    return [_joined(group) for group in groups if group]


def _marks(paper: Paper) -> Iterator[str]:
    yield from (key for key in keys_of(paper) if is_strong(key))
    if title := fold_tight(paper.title):
        # A version or a part is told apart by its numbers even where their punctuation folds away.
        yield f"title {title} {' '.join(sorted(numbers(paper.title)))}"
    abstract = fold_tight(paper.abstract)
    if len(abstract) >= TELLING:
        yield f"abstract {abstract}"


def _may_join(group: Iterable[Paper], paper: Paper) -> bool:
    mine = arxiv_id_of(paper)
    return not mine or all(arxiv_id_of(other) in ("", mine) for other in group)


def _joined(group: list[Paper]) -> Paper:
    first, *others = group
    if not others:
        return first
    changes: dict[str, object] = {}
    for field in fields(first):
        changes[field.name] = _best(field.name, [getattr(paper, field.name) for paper in group])
    return replace(first, **changes)  # type: ignore[arg-type]  # names and types are those of the record itself


def _best(name: str, values: list[object]) -> object:
    if name in _UNION:
        return tuple(dict.fromkeys(item for value in values for item in value))  # type: ignore[attr-defined]  # tuples
    known = [value for value in values if value not in ("", (), None)]
    if name in _LARGER and known:
        return max(known)  # type: ignore[type-var]  # counts
    return known[0] if known else values[0]
