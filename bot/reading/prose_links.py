"""The links that stand inside a running sentence: they belong to its text and are no fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading import inline
from bot.reading.cues import KNOWN_LABELS, is_generic
from bot.reading.draft import Draft
from bot.reading.field_names import HINTS
from bot.reading.link_labels import CODE_HOST, CODE_LABEL, OTHER_LABEL, is_meeting, label_of, line_name
from bot.reading.spans import WORD, line_end, line_start
from bot.reading.title_links import TAGS, is_behind_people

_IN_SENTENCE = re.compile(r"(?:[a-z]{2}|[^)\]>*_`\d],) (?:\(|\*\*)?$")
_LONGEST_LEAD = 8
"""No match of it is longer: what stands before is not looked at."""
_GOES_ON_FROM = re.compile(r", (?:\(|\*\*)?$")
"""A comma behind a link: the next one is in a sentence where that one was."""
_GOES_ON = re.compile(r",? [a-z]{2,} ")


def abstracts(block: str) -> list[tuple[int, int]]:
    """Where the texts of folded abstracts stand, from their first sign to their last."""
    if "<summary" not in block.lower():
        return []
    found = (fold.span("text") for fold in _ABSTRACT.finditer(block))
    return [(start, end) for start, end in found if end > start]


_ABSTRACT = re.compile(
    r"<summary\b[^<>]*>(?:<[^<>]*>|\s)*(?:abstract|摘要|초록)[\s:：]*(?:<[^<>]*>|\s)*?</summary>"
    r"(?:\s|<(?:p|br ?/?|i|em|blockquote)>)*(?P<text>(?:(?!</details>).)*?)(?:\s|</(?:p|i|em|blockquote)>)*</details>",
    re.IGNORECASE | re.DOTALL,
)


def prose_links(draft: Draft, found: Sequence[inline.Link]) -> list[inline.Link]:
    """The links of an entry that stand inside a sentence or an abstract, none where all of them would."""
    prose: list[inline.Link] = []
    folds = abstracts(draft.block)
    for link in found:
        if any(start <= link.start < end for start, end in folds):
            prose.append(link)
            continue
        if link.image or link.bare or is_meeting(draft, link):
            continue
        before = draft.block[max(0, link.start - 40) : link.start]
        told = _in_sentence(before)
        if not (told or prose or draft.block.find("\n", 0, link.start) >= 0):
            continue  # no sentence leads to it
        label = label_of(draft, link)
        if told and is_behind_people(draft, link, label):
            continue
        if is_generic(label) or not WORD.search(label):
            if told and _GOES_ON.match(draft.block, link.end):
                prose.append(link)
            continue
        goes_on = bool(prose) and prose[-1].end >= link.start - 4 and _GOES_ON_FROM.search(before)
        said = told and not _opens_row(draft, link, found)
        if said or goes_on or _in_prose(draft, link) or _under_own_label(draft, link):
            prose.append(link)
    return prose if len(prose) < len(found) else []


def _under_own_label(draft: Draft, link: inline.Link) -> bool:
    """Whether the line of a repository has a label that only this list knows, beside another for code: `Env: [Atari](…)`."""
    name = line_name(draft, link).lower()
    if name not in draft.labels or name in KNOWN_LABELS or name in HINTS or OTHER_LABEL.fullmatch(name):
        return False
    told = any(map(CODE_LABEL.fullmatch, draft.labels)) and not CODE_LABEL.fullmatch(name)
    start = line_start(draft.block, link.start)
    return told and bool(CODE_HOST.search(draft.block, start, line_end(draft.block, start)))


def _in_sentence(before: str) -> bool:
    told = before.removesuffix("\n").endswith((" ", " (", " **"))
    return told and _IN_SENTENCE.search(before, max(0, len(before) - _LONGEST_LEAD)) is not None


def _opens_row(draft: Draft, link: inline.Link, found: Sequence[inline.Link]) -> bool:
    """Whether nothing but links follow a link in its line, and one at least: `A Name [R](…) [Python](…)`."""
    end = line_end(draft.block, link.end)
    position, more = link.end, False
    for other in found:
        if link.end <= other.start < end and not other.bare:
            if draft.block[position : other.start].strip():
                return False
            position, more = other.end, True
    return more and not WORD.search(TAGS.sub("", draft.block[position:end]))


def _in_prose(draft: Draft, link: inline.Link) -> bool:
    """Whether many plain words stand before a link in a line below the first."""
    line = line_start(draft.block, link.start)
    if _WRAPPED.fullmatch(draft.block, line, link.start):
        return False  # the rest of a title in italics that goes over two lines
    return line > 0 and draft.shape != "html" and len(re.findall(r"[a-z]{2,} ", draft.block[line : link.start])) >= 5


_WRAPPED = re.compile(r"[^*_\n]+(?P<mark>[*_])[ \t]*\[?")
"""The end of a text in italics that a line above opens, right before a link."""
