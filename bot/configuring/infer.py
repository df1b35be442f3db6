"""Inferring from a list: the arXiv categories of its papers, whether it holds papers at all, and whether sections are
named after venues or years.

Used to pre-fill a config that a person then corrects; nothing here decides anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.identity import is_strong, keys_of
from bot.model import Entry, Paper, Section

CATEGORIES = 4
SHARE = 0.05
"""A category that fewer than this share of the list's papers have is not polled."""

FALLBACK_CATEGORIES = ("cs.LG", "cs.CV", "cs.CL")
"""Where no paper's categories are known: these three hold nine of ten papers on the lists we read."""


def categories(papers: Iterable[Paper]) -> tuple[str, ...]:
    """The arXiv categories that most of these papers have first, commonest first."""
    firsts = Counter(paper.categories[0] for paper in papers if paper.categories)
    total = sum(firsts.values())
    often = [name for name, n in firsts.most_common(CATEGORIES) if n >= total * SHARE]
    return tuple(often) or FALLBACK_CATEGORIES


ENTRIES, PAPERS = 10, 0.1
"""From so many entries on, of which fewer than this share are papers, a list is mostly one of tools, courses or other
lists; a few reading lists that link to authors' own pages stand there too, so this is said and decides nothing."""


def holds_hardly_papers(entries: Sequence[Entry]) -> str:
    """Where hardly any entry leads to a paper by its address, a sentence on what that means; else ""."""
    known = sum(any(map(is_strong, keys_of(entry))) for entry in entries)
    if len(entries) < ENTRIES or known >= PAPERS * len(entries):
        return ""
    return (
        f"of {len(entries)} entries {known or 'none'} lead{'s' * (known <= 1)} to a paper by an address (arXiv, DOI, "
        "OpenReview, a publisher's page); Gleaner brings papers, so little of it may fit a list of something else"
    )


_NAME_WORDS = 4


def by_venue_or_year(section: Section) -> bool:
    """Whether a section is named after a venue or a year: its papers follow from the venue, not from the text."""
    return bool(section.path) and names_a_year(section.path[-1])


def names_a_year(name: str) -> bool:
    """Whether a heading is a venue, a year, a month (`ICML 2024`), and not words that hold one."""
    return re.search(r"\b(19|20)\d\d\b", name) is not None and len(re.findall(r"[^\W\d_]{2,}", name)) <= _NAME_WORDS
