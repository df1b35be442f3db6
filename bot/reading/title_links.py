"""Which link of an entry has the title for its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading import dates, inline
from bot.reading.cues import WORDS, bare_label, is_generic
from bot.reading.draft import Draft
from bot.reading.link_labels import CODE_HOST, label_of
from bot.reading.paper_labels import is_paper_label, says_where_or_when
from bot.reading.printed_people import people_end
from bot.reading.printed_venue import VENUE
from bot.reading.spans import WORD, line_start

TAGS = re.compile(r"<br ?/?>|</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->|&nbsp;")
"""What a page shows as no word: tags, comments, a hard blank."""
_BOLD_BEFORE = re.compile(r"[\W\d]*?\*\*([^*\[\]]+)\*\*")
"""Bold words without a link, before any other word."""
_BOLD_LINE = re.compile(r"[\W\d]*?\*\*([^*]+)\*\*[\W\d_]*(?:<br ?/?>)?\s*$")
"""A line whose only words are bold."""
_BOLD_LABEL = re.compile(r"(?:\*\*|__)([^*_]+)(?:\*\*|__)", re.DOTALL)
_TITLE_WORDS = 4
"""This many words are more likely a title than a label."""
_MARK = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)]|#{1,6})[ \t]+")
_LAST_NAMES = re.compile(r"[A-Z][\w'’-]+ (?:and|&) [A-Z][\w'’-]+")
"""Two last names: `Lee and Chen`."""


def title_link(draft: Draft, links: Sequence[inline.Link]) -> inline.Link | None:
    """The first link whose words are the title, None where no link's are."""
    return next((link for link in links if _may_be_title(draft, link) and _is_title(draft, links, link)), None)


def _may_be_title(draft: Draft, link: inline.Link) -> bool:
    """Whether nothing says that the words of a link are something else: a label, a venue, a repository's name."""
    if link.bare or draft.block.startswith("![", link.label[0]):
        return False
    label, target = label_of(draft, link), draft.block[slice(*link.target)]
    if target.startswith("#") or (draft.shape == "title" and label == target):
        return False
    if is_generic(bare_label(label)) or not WORD.search(label) or says_where_or_when(label):
        return False
    if draft.is_dull(link.start) or _below_words(draft, link):
        return False
    return not (
        _names_code(draft, link, label) or _stands_in_brackets(draft, link) or _named_before(draft, link, label)
    )


def _is_title(draft: Draft, links: Sequence[inline.Link], link: inline.Link) -> bool:
    """Whether a link stands where titles stand, or has as many words as one."""
    label = label_of(draft, link)
    if _leads(draft, link) or _is_quoted(draft, link) or _is_set_apart(draft, link):
        return True
    if is_behind_people(draft, link, label):
        return True
    long = len(label.split()) >= _TITLE_WORDS
    if not long or _behind_a_paper(draft, links, link) or _is_below_a_bold_title(draft, link):
        return False
    return not _in_own_brackets(draft, link)


def _below_words(draft: Draft, link: inline.Link) -> bool:
    """Whether a link stands in the body of a heading of several words, which is the title then."""
    end = draft.block.find("\n", 0, link.start) if draft.shape == "heading" else -1
    return end >= 0 and len(WORDS.findall(draft.block, 0, end)) >= _TITLE_WORDS


def _names_code(draft: Draft, link: inline.Link, label: str) -> bool:
    """Whether the link of a table row is a repository's name, and a cell before it holds the title."""
    if draft.shape not in ("row", "html") or len(label.split()) > 2:
        return False
    if not CODE_HOST.match(draft.block[slice(*link.target)]):
        return False
    before = TAGS.sub("|", inline.as_read(draft.block[: link.start]))
    return any(len(cell.split()) >= 5 for cell in before.split("|"))


def _stands_in_brackets(draft: Draft, link: inline.Link) -> bool:
    """Whether the link of a table row is a label in brackets of its own, `[[report]](…)`, behind a cell with words."""
    label = draft.block[slice(*link.label)]
    if draft.shape != "row" or not (label.startswith("[") and label.endswith("]")):
        return False
    before = VENUE.sub(" ", dates.DATE.sub(" ", TAGS.sub(" ", inline.as_read(draft.block[: link.start]))))
    return len(WORDS.findall(before)) > 1


def _in_own_brackets(draft: Draft, link: inline.Link) -> bool:
    """Whether a label stands in brackets of its own behind the words of a title in its line: `A Title [[Notes on It]](…)`."""
    if not (draft.block.startswith("[", link.label[0]) and draft.block.endswith("]", 0, link.label[1])):
        return False
    before = draft.block[line_start(draft.block, link.start) : link.start].split("](")[0]
    return len(WORDS.findall(VENUE.sub(" ", dates.DATE.sub(" ", inline.as_read(before))))) >= _TITLE_WORDS


def _named_before(draft: Draft, link: inline.Link, label: str) -> bool:
    """Whether the one word before a link names the repository it leads to, and its label does not: `Name [R](…/Name)`."""
    if " " in label or not CODE_HOST.match(target := draft.block[slice(*link.target)].lower()):
        return False
    words = WORDS.findall(draft.block[: link.start].lower())
    return len(words) == 1 and words[0] in target and label.lower() not in target


def _leads(draft: Draft, link: inline.Link) -> bool:
    """Whether no title can stand before the link."""
    bold = _BOLD_BEFORE.match(draft.block, 0, link.start)
    if bold and len(WORDS.findall(bold[1])) >= _TITLE_WORDS and not VENUE.fullmatch(bold[1].strip("[]() ")):
        return False
    before = TAGS.sub(" ", inline.as_read(draft.block[: link.start]))
    before = VENUE.sub(" ", dates.DATE.sub(" ", before))
    if draft.block[link.start - 1 : link.start] == "[" and draft.block[link.end : link.end + 1] == "]":
        return False
    return draft.shape not in ("item", "paragraph", "heading") or len(_NAMES.findall(before)) < _NAME_AND_MORE


_NAMES = re.compile(r"(?=[^\W_])[\w+.-]*?[^\W\d_]{2}[\w+.-]*")
"""Words, each with the digits and hyphens of a name: `wav2vec-U`."""
_NAME_AND_MORE = 2


def _is_quoted(draft: Draft, link: inline.Link) -> bool:
    """Whether all of a label stands in quotes: `Lee, Ann. ["A Title."](…)`."""
    label = draft.block[slice(*link.label)].strip()
    return len(label) > 2 and (label[0], label[-1]) in (('"', '"'), ("“", "”"))


def _is_set_apart(draft: Draft, link: inline.Link) -> bool:
    """Whether a link is bold words, and neither a bold title nor another link stands before it."""
    found = _BOLD_LABEL.fullmatch(draft.block, *link.label)
    if found is None or len(found[1].split()) < 2 or draft.shape not in ("item", "paragraph"):
        return False
    before = draft.block[: link.start]
    return not ("**" in before or "__" in before or "](" in before or CODE_HOST.match(draft.block, *link.target))


def is_behind_people(draft: Draft, link: inline.Link, label: str) -> bool:
    """Whether people alone stand before a label of several words: `Lee et al. [Pruned Twice](…)`."""
    if draft.shape not in ("item", "paragraph", "heading") or "\n" in draft.block[: link.start]:
        return False
    before = _MARK.sub("", draft.block[: link.start]).rstrip(" \t\u00a0.,:-–—")
    words = label.count(" ") + 1
    if " et al" in before:
        return words > 1 and people_end(before) >= len(before)
    return words > 2 and (_LAST_NAMES.fullmatch(before) is not None or people_end(before) >= len(before) > 0)


def _behind_a_paper(draft: Draft, links: Sequence[inline.Link], link: inline.Link) -> bool:
    """Whether words enough for a title and a link called "paper" stand before a link in its line."""
    line = line_start(draft.block, link.start)
    first = next((other for other in links if line <= other.start < link.start and not other.bare), None)
    if first is None or not is_paper_label(label_of(draft, first)):
        return False
    return len(WORDS.findall(inline.as_read(draft.block[line : first.start]))) >= _TITLE_WORDS


def _is_below_a_bold_title(draft: Draft, link: inline.Link) -> bool:
    """Whether bold words enough for a title are all that stands in the first line, and a link in a line below."""
    first = draft.block.find("\n", 0, link.start)
    found = _BOLD_LINE.match(draft.block, 0, first) if first > 0 and "**" in draft.block[:first] else None
    return found is not None and len(WORDS.findall(found[1])) >= _TITLE_WORDS
