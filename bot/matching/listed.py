"""Which papers a list holds, and where: each entry is one, and an entry may link a second one by its title."""

from __future__ import annotations

import re

from bot import dedupe
from bot.awesome import AwesomeList
from bot.identity import is_strong, keys_of_url
from bot.matching.titles import fold_tight
from bot.model import Entry, Known, Paper, Verdict, paper_of

_WORD = re.compile(r"\w+")
_LEAST_WORDS, _SURE_WORDS = 4, 6
"""Words from which on the text of a second link is a title: where it leads to the entry's own site, and anywhere."""


def listed_at(alist: AwesomeList, paper: Paper) -> int | None:
    """The line of the entry that is certainly this paper, or None."""
    held = [(entry.line, known) for entry in alist.entries for known in known_in(entry, "")]
    match = dedupe.Index([known for _, known in held]).match(paper)
    return held[match.of][0] if match.verdict is Verdict.DUPLICATE and match.of is not None else None


def known_in(entry: Entry, where: str) -> list[Known]:
    """The paper of an entry and those that it links in addition by their titles, all with the place `where`."""
    return [Known(paper=paper, where=where) for paper in (paper_of(entry), *_seconds(entry))]


def _seconds(entry: Entry) -> list[Paper]:
    own = {key for key in entry.keys if is_strong(key)}
    sites = {key.partition(":")[0] for key in own}
    found: dict[str, Paper] = {}
    for link in entry.links:
        words = len(_WORD.findall(link.label))
        if words < _LEAST_WORDS or link.url == entry.url:
            continue
        key = next(filter(is_strong, keys_of_url(link.url)), "")
        titled = words >= _SURE_WORDS or key.partition(":")[0] in sites
        if key and key not in own and titled and fold_tight(link.label) != fold_tight(entry.title):
            found.setdefault(key, Paper(title=link.label, url=link.url, keys=(key,)))
    return list(found.values())
