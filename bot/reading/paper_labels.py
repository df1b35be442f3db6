"""What the label of a paper's own link says: that it is the paper, or where and when it appeared."""

from __future__ import annotations

import re

from bot.reading import dates, inline
from bot.reading.draft import Draft
from bot.reading.fields import Field
from bot.reading.preprint import is_preprint
from bot.reading.printed_people import people_end
from bot.reading.printed_venue import VENUE, VENUE_NAMES

WORD = re.compile(r"[^\W_]", re.UNICODE)
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


def facts_in(label: str) -> Facts:
    """Where and when a paper's label says that it appeared, () where it says more, or only names the paper (`arXiv`)."""
    names = PAPER_LABEL.fullmatch(label) and not _WITH_YEAR.fullmatch(label)
    facts = _facts(label)
    return () if names and [kind for kind, _, _ in facts] == [Field.VENUE] else facts


def says_where_or_when(label: str) -> bool:
    """Whether a label is a venue, a date, or both: `arXiv, 5 Sep 2024`, `2021-ICML`."""
    return bool(_facts(label))


def _facts(label: str) -> Facts:
    if dates.DATE.fullmatch(label):
        return ((Field.DATE, 0, len(label)),)
    if both := _YEAR_FIRST.fullmatch(label):
        return ((Field.YEAR, *both.span("year")), (Field.VENUE, *both.span("venue")))
    if VENUE.fullmatch(label):
        return ((Field.VENUE, 0, len(label)),)
    date = dates.DATE.search(label)
    if not date or WORD.search(label, date.end()):
        return ()
    when = (Field.DATE, *date.span())
    before = label[: date.start()].rstrip(" ,;(")
    name = VENUE.fullmatch(before)
    if not name:
        return () if before else (when,)
    # A preprint's name and its date are one label: without the date it would name the paper.
    return (when,) if is_preprint(before) else ((Field.VENUE, *name.span()), when)


def is_behind_people(draft: Draft, link: inline.Link, label: str) -> bool:
    """Whether people alone stand before a label of several words: `Lee et al. [Pruned Twice](…)`."""
    if draft.shape not in ("item", "paragraph", "heading") or "\n" in draft.block[: link.start]:
        return False
    before = _MARK.sub("", draft.block[: link.start]).rstrip(" \t\u00a0.,:-–—")
    words = label.count(" ") + 1
    if " et al" in before:
        return words > 1 and people_end(before) >= len(before)
    return words > 2 and (_LAST_NAMES.fullmatch(before) is not None or people_end(before) >= len(before) > 0)


_MARK = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)]|#{1,6})[ \t]+")
_LAST_NAMES = re.compile(r"[A-Z][\w'’-]+ (?:and|&) [A-Z][\w'’-]+")
"""Two last names: `Lee and Chen`."""


def is_quoted(draft: Draft, link: inline.Link) -> bool:
    """Whether all of a label stands in quotes: `Lee, Ann. ["A Title."](…)`."""
    label = draft.block[slice(*link.label)].strip()
    return len(label) > 2 and (label[0], label[-1]) in (('"', '"'), ("“", "”"))


def is_below_a_bold_title(draft: Draft, link: inline.Link) -> bool:
    """Whether bold words enough for a title are all that stands in the first line, and a link in a line below."""
    first = draft.block.find("\n", 0, link.start)
    found = _BOLD_LINE.match(draft.block, 0, first) if first > 0 and "**" in draft.block[:first] else None
    return found is not None and len(_LONG.findall(found[1])) >= _TITLE_WORDS


_BOLD_LINE = re.compile(r"[\W\d]*?\*\*([^*]+)\*\*[\W\d_]*(?:<br ?/?>)?\s*$")
"""A line whose only words are bold."""
_LONG = re.compile(r"[^\W\d_]{2,}")
_TITLE_WORDS = 4
"""This many words are more likely a title than a label."""
