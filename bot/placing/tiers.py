"""Sections that people keep in tiers: published work first, work with code before work without, and the like.

What an entry shows beside its title (a venue, code, a page of its own) is its tier. Where neighbours share their tier
far more often than chance would have it, the section is kept in tiers, and a new entry goes to those of its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

from bot.model import Paper
from bot.reading.preprint import is_preprint
from bot.writing.template import repo_of

_URL = re.compile(r"https?://[^\s)>\]\"']+")
_WORK = re.compile(
    r"arxiv\.org|openreview\.net|doi\.org|thecvf|n(?:eur)?ips\.cc|aclanthology|proceedings|dl\.acm|ieee|springer|\.pdf"
    r"|ecva|mlr\.press|ojs\.aaai|sciencedirect|nature\.com|biorxiv|semanticscholar|shields\.io",
    re.IGNORECASE,
)
"""Addresses of the paper itself, and of badges: these say nothing about a page of its own."""
_VENUE = re.compile(r"[A-Z](?<!\w[A-Z])[A-Za-z&]*[A-Z]\b[ ,.'’]*(?:(?:19|20)\d\d|\d\d)\b")
"""A name in capitals with a year: `ICML 2024`."""
_FEW = 3
_SURE = 3.0
"""Standard deviations by which like neighbours must outnumber chance."""


def tier_of_block(block: str) -> str:
    """The tier of an entry as it is written: letters for venue, code and page, "" where it shows none."""
    return _tier(_URL.findall(block), published=_VENUE.search(block) is not None)


def tier_of_paper(paper: Paper) -> str:
    """The tier that a paper's entry will have."""
    published = bool(paper.venue) and not is_preprint(paper.venue)
    return _tier([paper.url, *(link.url for link in (*paper.code, *paper.links))], published=published)


def _tier(urls: Iterable[str], *, published: bool) -> str:
    code = page = False
    for url in urls:
        if repo_of(url):
            code = True
        elif url and not page:
            page = "arxiv.org" not in url and not _WORK.search(url)
    return "v" * published + "c" * code + "p" * page


def kept(labels: Sequence[Hashable]) -> bool:
    """Whether a section is kept in tiers, or groups: neighbours are alike more often than in a shuffled order."""
    number = len(labels)
    if number < _FEW:
        return False
    alike = sum(a == b for a, b in pairwise(labels))
    chance = sum(many * (many - 1) for many in Counter(labels).values()) / number
    spread = math.sqrt(chance * (1 - chance / (number - 1)))
    return alike - chance > _SURE * spread


def parted(labels: Sequence[Hashable]) -> bool:
    """Whether all entries with one label stand together, and more of them than a shuffled order would show."""
    runs = 1 + sum(a != b for a, b in pairwise(labels))
    if len(labels) < _TOLD or not 1 < runs == len(set(labels)):
        return False
    return len(labels) >= _GROUPED * runs or kept(labels)


_GROUPED = 2
"""Entries that a group has at least in the mean."""
_TOLD = 6
