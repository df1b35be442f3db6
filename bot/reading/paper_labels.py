"""What the label of a paper's own link says: that it is the paper, or where and when it appeared."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.reading import dates
from bot.reading.fields import Field
from bot.reading.preprint import is_preprint
from bot.reading.printed_venue import VENUE, VENUE_NAMES
from bot.reading.spans import WORD

PAPER_LABEL = re.compile(
    r"(?:the |full |original |official )?(?:papers?|pdf|arxiv.*|abs|abstract|论文.*|論文|논문|статья|art[íi]culo|artigo|papier|makale|مقاله|preprint|openreview|acl.*|cvf|doi|publication|paper link|html)[ .:]*",
    re.IGNORECASE,
)
"""Labels of the link to a paper itself."""
_YEAR_FIRST = re.compile(rf"(?P<year>(?:19|20)\d\d)(?:[-_/]| - | )(?P<venue>{VENUE_NAMES}|[A-Z][A-Za-z&]{{1,11}})")
"""A venue behind its year, as the label of a paper: `2021-ICML`."""
_WITH_YEAR = re.compile(r"(?:arxiv|acl)[ -]?(?:(?:19|20)\d\d|['’]\d\d)", re.IGNORECASE)
"""The name of an archive with a year: `arXiv 2024`."""

Facts = tuple[tuple[Field, int, int], ...]
"""(field, start, end) of each fact in a text."""


@lru_cache(maxsize=2048)  # the same few labels stand in every entry
def is_paper_label(label: str) -> bool:
    """Whether a label names the paper itself: `Paper`, `pdf`, `arXiv`."""
    return PAPER_LABEL.fullmatch(label) is not None


def facts_in(label: str) -> Facts:
    """Where and when a paper's label says that it appeared, () where it says more, or only names the paper (`arXiv`)."""
    names = is_paper_label(label) and not _WITH_YEAR.fullmatch(label)
    facts = _facts(label)
    return () if names and [kind for kind, _, _ in facts] == [Field.VENUE] else facts


def says_where_or_when(label: str) -> bool:
    """Whether a label is a venue, a date, or both: `arXiv, 5 Sep 2024`, `2021-ICML`."""
    return bool(_facts(label))


@lru_cache(maxsize=2048)
def _facts(label: str) -> Facts:
    if dates.DATE.fullmatch(label):
        return ((Field.DATE, 0, len(label)),)
    if dates.YEAR.fullmatch(label):
        return ((Field.YEAR, 0, len(label)),)
    if both := _YEAR_FIRST.fullmatch(label):
        return ((Field.YEAR, *both.span("year")), (Field.VENUE, *both.span("venue")))
    if VENUE.fullmatch(label):
        return ((Field.VENUE, 0, len(label)),)
    short = dates.SHORT.search(label)
    date = dates.DATE.search(label) or (short if short and short.start() else None)  # `16.05` behind a name alone
    if not date or WORD.search(label, date.end()):
        return ()
    when = (Field.DATE, *date.span())
    before = label[: date.start()].rstrip(" ,;(.\n\u00a0").removesuffix(" on")
    name = VENUE.fullmatch(before)
    if not name:
        return () if before else (when,)
    # A preprint's name and its date are one label: without the date it would name the paper.
    return (when,) if is_preprint(before) else ((Field.VENUE, *name.span()), when)
