"""What a list tells of itself: the phrases its titles share, the arXiv categories of its papers, its sections.

Used to pre-fill a config that a person then corrects; nothing here decides anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.book import Listing
from bot.matching.titles import fold
from bot.model import Paper, Section

PHRASES = 8
CATEGORIES = 4
SHARE = 0.05
"""A category of fewer of the list's papers than this is not polled."""

FALLBACK_CATEGORIES = ("cs.LG", "cs.CV", "cs.CL")
"""Where no paper's categories are known: these three hold nine of ten papers on the lists we read."""

_GLUE = frozenset(
    "a an and are as at based be beyond by can do does for from how in into is it its learning made method methods "
    "model models more need new of on one or our over paper papers survey the their to towards "
    "toward under using via we what when with without you all is not simple efficient better "
    "arxiv preprint proceedings conference journal transactions et al pdf part".split()
)
_INSIDE = _GLUE - frozenset("of to in".split())
"""`chain of thought`, `text to image`: these may stand inside a phrase."""
_ENOUGH_TITLES = 30


def phrases(alist: Listing, most: int = PHRASES) -> tuple[str, ...]:
    """The two- and three-word phrases that the titles share most, longest first where one holds the other."""
    counts: Counter[str] = Counter()
    titles = {" ".join(fold(entry.title).split()): None for entry in alist.entries if not entry.commented}
    for title in titles:
        words = title.split()
        counts.update({" ".join(gram) for n in (2, 3) for gram in _grams(words, n)})
    least = max(2 if len(titles) < _ENOUGH_TITLES else 3, round(len(titles) * 0.02))
    common = [(phrase, n) for phrase, n in counts.most_common() if n >= least]
    chosen: list[str] = []
    for phrase, n in sorted(common, key=lambda each: (-each[1], -len(each[0]), each[0])):
        if _part_of_a_longer(phrase, n, counts):
            continue
        if not any(phrase in other or other in phrase or _overlap(phrase, other) for other in chosen):
            chosen.append(phrase)
        if len(chosen) == most:
            break
    return tuple(chosen)


def _overlap(one: str, other: str) -> bool:
    """Whether two phrases of three words share all but one: pieces of one longer phrase."""
    return len(set(one.split()) & set(other.split())) > 1


def _part_of_a_longer(phrase: str, n: int, counts: Counter[str]) -> bool:
    """Whether a phrase occurs mostly inside one longer phrase."""
    return any(phrase in other and other != phrase and counts[other] * 2 > n for other in counts)


def _grams(words: Sequence[str], n: int) -> Iterable[Sequence[str]]:
    for start in range(len(words) - n + 1):
        gram = words[start : start + n]
        if gram[0] in _GLUE or gram[-1] in _GLUE or not _INSIDE.isdisjoint(gram):
            continue
        # The sources' titles are English: a phrase in another script would meet none.
        if any(len(word) == 1 or word.isdigit() or not word.isascii() for word in gram):
            continue
        yield gram


def categories(papers: Iterable[Paper]) -> tuple[str, ...]:
    """The arXiv categories that most of these papers have first, commonest first."""
    firsts = Counter(paper.categories[0] for paper in papers if paper.categories)
    total = sum(firsts.values())
    often = [name for name, n in firsts.most_common(CATEGORIES) if n >= total * SHARE]
    return tuple(often) or FALLBACK_CATEGORIES


_NAME_WORDS = 4


def by_venue_or_year(section: Section) -> bool:
    """Whether a section's name is a venue's or a year's: such a place follows from the venue, not from the text."""
    return bool(section.path) and names_a_year(section.path[-1])


def names_a_year(name: str) -> bool:
    """Whether a heading is a venue, a year, a month (`ICML 2024`), and not words that hold one."""
    return re.search(r"\b(19|20)\d\d\b", name) is not None and len(re.findall(r"[^\W\d_]{2,}", name)) <= _NAME_WORDS
