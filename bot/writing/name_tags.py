"""Tags that follow from a feed's paper, where the list prints them: a work's short name, a preprint's category."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.model import Paper
from bot.reading.fields import Field, Reading
from bot.writing import short_names
from bot.writing.facts import SPLIT_TITLE

_WORDS = 3
"""A name before a colon has so many words at most."""
_FEWEST = 2
_TAGS = 4


def named(paper: Paper, told: Iterable[tuple[str, Sequence[str]]]) -> Paper:
    """A feed's paper with its name as a tag, where most of the entries told of, (title, tags), have theirs as one."""
    name = _name(paper.title)
    if not name or paper.tags or not paper.sources:
        return paper
    columns: Counter[str] = Counter()
    seen = 0
    for title, tags in told:
        if known := _name(title):
            seen += 1
            columns.update(column for tag in tags[:_TAGS] if (column := _column(tag, known)) is not None)
    column, count = columns.most_common(1)[0] if columns else ("", 0)
    if count < _FEWEST or count * 2 <= seen:
        return paper
    return replace(paper, tags=(f"{column}{name}",))


def classified(paper: Paper, told: Sequence[tuple[str, Sequence[str]]]) -> Paper:
    """A feed's preprint with its first category as a tag, where most entries told of, (address, tags), of arXiv have theirs."""
    if paper.tags or paper.venue or not paper.sources or not paper.categories:
        return paper
    preprints = [tags for url, tags in told if "arxiv.org/" in url]
    columns = Counter(found[1] for tags in preprints for tag in tags if (found := _CATEGORY.fullmatch(tag)))
    column, count = columns.most_common(1)[0] if columns else ("", 0)
    most = count >= _FEWEST and count * 2 > len(preprints)
    return replace(paper, tags=(f"{column}{paper.categories[0]}",)) if most else paper


def linked(paper: Paper, told: Sequence[Reading]) -> Paper:
    """A paper with a name for its link, where most entries link the name beside the title: `[Name](…). Title, Lee et al.`

    It is the paper's own, its first author's as others have it, or the title: a link without words is none.
    """
    names = [name for name in map(_linked_name, told) if name]
    if paper.tags or len(names) * 2 <= len(told) or len(names) < _FEWEST:
        return paper
    led = Counter(found["stop"] for name in names if (found := _BY_ONE.fullmatch(name)))
    name = _name(paper.title)
    if not name and led and paper.authors:
        name = f"{short_names.family_of(paper.authors[0])} et al{led.most_common(1)[0][0]}"
    return replace(paper, tags=(name or paper.title,))


def _linked_name(reading: Reading) -> str:
    """The tag that is the words of the paper's own link, "" where none is."""
    pairs = pairwise(reading.pieces)
    named = (one for one, two in pairs if one.kind is Field.TAG and two.kind is Field.URL)
    return next((one.value for one in named if reading.block.startswith("](", one.end)), "")


_BY_ONE = re.compile(r"[^\W\d_][\w' -]{0,40} et al(?P<stop>\.?)")
_CATEGORY = re.compile(
    r"((?:\w[\w ]{0,20}: )?)(?:(?:cs|math|stat|eess|physics|econ|q-bio|q-fin)\.[A-Za-z-]{2,8}|quant-ph)"
)


def by_name(paper: Paper, titles: Sequence[str]) -> Paper:
    """A feed's paper under its name alone, where nearly all of the titles told of are names: a column of models."""
    name = _name(paper.title)
    if not name or not paper.sources or len(titles) <= _FEWEST:
        return paper
    names = sum(len(title.split()) < _WORDS for title in titles)
    return replace(paper, title=name) if names * 5 >= len(titles) * 4 else paper


def _name(title: str) -> str:
    found = SPLIT_TITLE.match(title)
    return found["head"] if found and len(found["head"].split()) <= _WORDS else ""


def _column(tag: str, name: str) -> str | None:
    """What stands before a name in a tag that is one: "" or the column with its colon; None for other tags."""
    if _BLANKS.sub("", tag).lower() == _BLANKS.sub("", name).lower():
        return ""
    if not tag.lower().endswith(name.lower()):
        return None
    before = tag[: len(tag) - len(name)]
    return before if not before or before.endswith(": ") else None


_BLANKS = re.compile(r"[\s-]+")
"""What people leave out of a name, or put into it: `Your Hedge` of `YourHedge: …`."""
