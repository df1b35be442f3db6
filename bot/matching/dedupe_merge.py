"""Merging the papers of one run: what several feeds say of one paper becomes one record.

Papers are joined by a strong key, by an identical folded title, or by an identical folded abstract (a feed that
strips TeX changes a title, but not enough of an abstract). Two papers with different arXiv ids are never joined, nor
two of one title whose ids differ and whose abstracts have nothing in common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace

from bot.identity import arxiv_id_of, is_strong, keys_of
from bot.matching.abstracts import FOREIGN, TELLING, common_share, read_abstract
from bot.matching.titles import fold_tight, numbers
from bot.model import Link, Paper

_UNION = frozenset({"sources", "keys", "tags", "categories"})
_LARGER = frozenset({"upvotes", "stars"})
_Groups = list[list[int]]


def merge(papers: Iterable[Paper]) -> list[Paper]:
    """Each paper once, in order of first sight; sources, keys and links are united, else the first value counts."""
    seen = list(papers)
    groups = [[at] for at in range(len(seen))]
    # Ids first, in all of them: of two works under one title, a feed that knows no abstract then joins its own.
    for marks in (_marks, _title):
        groups = _linked(seen, groups, marks)
    return [_joined([seen[at] for at in group]) for group in groups]


def _linked(seen: Sequence[Paper], groups: Iterable[list[int]], marks: Callable[[Paper], Iterable[str]]) -> _Groups:
    """The groups (places in `seen`, ascending) joined where they share a mark, and nothing speaks against it."""
    linked: _Groups = []
    places: dict[str, list[int]] = {}
    for group in groups:
        mine = {mark for at in group for mark in marks(seen[at])}
        home, met = group, list[int]()
        for place in sorted({place for mark in mine for place in places.get(mark, ())}):
            if linked[place] and _may_join([seen[at] for at in linked[place]], [seen[at] for at in home]):
                home = sorted([*linked[place], *home])
                met.append(place)
        first = met[0] if met else len(linked)
        for place in met[1:]:
            # This paper is the link between two that had nothing in common.
            linked[place] = []
            mine |= {mark for mark, at in places.items() if place in at}
        linked[first : first + 1] = [home]
        for mark in mine:
            places.setdefault(mark, []).append(first)
    return [group for group in linked if group]


def _marks(paper: Paper) -> Iterator[str]:
    yield from (key for key in keys_of(paper) if is_strong(key))
    abstract = fold_tight(paper.abstract)
    if len(abstract) >= TELLING:
        yield f"abstract {abstract}"


def _title(paper: Paper) -> Iterator[str]:
    if title := fold_tight(paper.title):
        # A version or a part is told apart by its numbers even where their punctuation folds away.
        yield f"{title} {' '.join(sorted(numbers(paper.title)))}"


def _may_join(some: Sequence[Paper], others: Sequence[Paper]) -> bool:
    arxiv = {arxiv_id_of(paper) for paper in (*some, *others)} - {""}
    return len(arxiv) <= 1 and not _foreign(some, others)


def _foreign(some: Sequence[Paper], others: Sequence[Paper]) -> bool:
    """Whether two groups have ids, share none, and their abstracts are of two works."""
    abstract, other = (next((one.abstract for one in group if one.abstract), "") for group in (some, others))
    if not (abstract and other):
        return False
    ids, other_ids = ({key for one in group for key in keys_of(one) if is_strong(key)} for group in (some, others))
    if not (ids and other_ids) or ids & other_ids:
        return False
    share = common_share(read_abstract(abstract), read_abstract(other))
    return share is not None and share < FOREIGN


def _joined(group: list[Paper]) -> Paper:
    first, *others = group
    if not others:
        return first
    changes: dict[str, object] = {}
    for field in fields(first):
        changes[field.name] = _best(field.name, [getattr(paper, field.name) for paper in group])
    return replace(first, **changes)  # type: ignore[arg-type]  # names and types are those of the record itself


def _best(name: str, values: list[object]) -> object:
    if name in {"links", "code"}:
        return _each_once(link for value in values for link in value)  # type: ignore[attr-defined]  # tuples
    if name in _UNION:
        return tuple(dict.fromkeys(item for value in values for item in value))  # type: ignore[attr-defined]  # tuples
    known = [value for value in values if value not in ("", (), None)]
    if name in _LARGER and known:
        return max(known)  # type: ignore[type-var]  # counts
    return known[0] if known else values[0]


def _each_once(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links in their order, of two to one address the first."""
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(_address(link.url), link)
    return tuple(first.values())


def _address(url: str) -> str:
    """An address without what does not tell two apart; case does, but for hosts, and for names on GitHub."""
    host, slash, path = re.sub(r"^https?://(?:www\.)?", "", url, flags=re.IGNORECASE).rstrip("/").partition("/")
    if host.lower() == "github.com":
        path = path.lower().removesuffix(".git")
    return f"{host.lower()}{slash}{path}"
