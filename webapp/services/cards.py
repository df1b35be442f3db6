"""A proposal as the pages show it: everything a person needs to judge one paper, as plain text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.book import Book, Listing
from bot.model import Entry, Member, Proposal, Relevance, Scored, Verdict
from bot.telling.source_names import source_shown
from bot.telling.tex import readable
from webapp.services.edits import form_of_proposal

MARKED = 60
"""Longest term that is marked in an abstract, in characters."""
_LINE = re.compile(r"\bline (\d+)\b")
_QUOTED = re.compile(r"[“\"]([^”\"]{2,300})[”\"]")
_TERMS = re.compile(r"^(?:terms for|keyword): (.+)$")
_PLACE = re.compile(r"\(([^()]*)\)\s*$")
# Bidirectional overrides, zero-width and control characters, which can make a title look like another one.
_HIDDEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Twin:
    """The known paper that this one may repeat."""

    where: str
    verdict: str
    score: int
    reasons: tuple[str, ...] = ()
    title: str = ""
    authors: str = ""
    venue: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One paper of a proposal that holds several; `gone` says why it is not asked for any more."""

    key: str
    title: str
    authors: str
    abstract: str
    url: str
    section: str
    score: int
    why: str = ""
    twin: str = ""
    gone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """One paper on the page; `version` counts the decisions made on it, `form` holds the texts of the form."""

    key: str
    version: int
    title: str
    abstract: str
    authors: str
    venue: str
    published: str
    sources: tuple[str, ...]
    score: int
    why: tuple[str, ...]
    terms: tuple[str, ...]
    nearest: tuple[str, ...]
    sections: tuple[Scored, ...]
    tags: tuple[Scored, ...]
    unsure: bool
    url: str
    code: str
    page: str
    number: int | None
    touched: bool
    form: Mapping[str, str]
    upvotes: int | None = None
    stars: int | None = None
    twin: Twin | None = None
    parts: tuple[Part, ...] = ()


_SHORT = 50
"""Entries; in a list with more, a tag that only one entry has is not offered, as it is a remark."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The words a list uses: its sections in order, its tags by how often they stand in it.

    `root` is the heading that all sections stand under, or "".
    """

    root: str = ""
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lines: Mapping[int, Entry] = field(default_factory=dict)
    titles: Mapping[str, Entry] = field(default_factory=dict)


def vocabulary_of(alist: Listing) -> Vocabulary:
    """Sections, tags and entries of a list."""
    count = Counter(tag for entry in alist.entries for tag in entry.tags)
    paths = [section.path for section in alist.sections if len(section.path) > 1 or section.entries]
    chapters = alist.lists.keys() - {alist.path} if isinstance(alist, Book) else ()
    own = [path for path in paths if path[:1] == () or path[0] not in chapters]
    heads = {path[0] for path in own if len(path) > 1}
    return Vocabulary(
        root=heads.pop() if len(heads) == 1 and all(len(path) > 1 for path in own) else "",
        sections=tuple(section.name for section in alist.sections),
        tags=tuple(tag for tag, n in count.most_common() if n > 1 or len(alist.entries) <= _SHORT),
        lines={entry.line: entry for entry in alist.entries},
        titles={entry.title: entry for entry in alist.entries},
    )


def card_of(proposal: Proposal, version: int, words: Vocabulary) -> Card:
    """The card of one proposal."""
    paper = proposal.paper
    return Card(
        key=proposal.key,
        version=version,
        title=shown(paper.title),
        abstract=shown(readable(paper.abstract)),
        authors=shown(", ".join(paper.authors)),
        venue=shown(paper.venue or str(paper.year or "")),
        published=paper.published or paper.date,
        sources=tuple(map(source_shown, paper.sources)),
        score=round(proposal.relevance.score * 100),
        why=_why(proposal.relevance),
        terms=_terms(proposal),
        nearest=tuple(_named(title, words) for title in proposal.relevance.nearest),
        sections=proposal.placement.sections,
        tags=proposal.placement.tags,
        unsure=proposal.placement.unsure,
        url=_web(paper.url),
        code=_web(paper.code[0].url if paper.code else ""),
        page=_web(proposal.url),
        number=proposal.number,
        touched=proposal.touched,
        form=form_of_proposal(proposal),
        upvotes=paper.upvotes,
        stars=paper.stars,
        twin=None if proposal.members else _twin(proposal, words),
        parts=tuple(_part(member, words) for member in proposal.members),
    )


def _part(member: Member, words: Vocabulary) -> Part:
    paper = member.paper
    return Part(
        key=member.key,
        title=shown(paper.title),
        authors=shown(", ".join(paper.authors)),
        abstract=shown(readable(paper.abstract)),
        url=_web(paper.url),
        section=section_shown(member.section, words),
        score=round(member.score * 100),
        why=shown(member.why),
        twin=shown(member.twin),
        gone=shown(member.gone),
    )


def section_shown(path: tuple[str, ...], words: Vocabulary) -> str:
    """A section's path without the heading that all sections share."""
    return " > ".join(path[1:] if path[:1] == (words.root,) else path)


def shown(text: str) -> str:
    """Foreign text without characters that hide text or turn its direction."""
    return _HIDDEN.sub("", text)


def _web(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""


def _why(relevance: Relevance) -> tuple[str, ...]:
    """The reasons; the nearest entries stand beside them in full, with their lines, and are not said twice."""
    return tuple(shown(reason) for reason in relevance.why if not (relevance.nearest and reason.startswith('near "')))


def _terms(proposal: Proposal) -> tuple[str, ...]:
    """The deciding terms, as the reasons name them."""
    named = [found for reason in proposal.relevance.why for found in _TERMS.findall(reason)]
    found = [term for listed in named for term in listed.split(", ")]
    return tuple(dict.fromkeys(term for term in found if len(term) <= MARKED))


def _named(title: str, words: Vocabulary) -> str:
    entry = words.titles.get(title)
    return shown(f"{title} · line {entry.line}" if entry else title)


def _twin(proposal: Proposal, words: Vocabulary) -> Twin | None:
    if not proposal.twin and proposal.match.verdict is Verdict.NEW:
        return None
    line = _LINE.search(proposal.twin)
    quoted = _QUOTED.search(proposal.twin)
    # Lines move with every entry that lands above; the title stays.
    entry = words.titles.get(quoted.group(1)) if quoted else None
    entry = entry or (words.lines.get(int(line.group(1))) if line else None)
    place = _PLACE.search(proposal.twin)
    title = entry.title if entry else (quoted.group(1) if quoted else "")
    return Twin(
        where=shown(place.group(1) if place else proposal.twin),
        verdict=proposal.match.verdict.value,
        score=round(proposal.match.score),
        reasons=tuple(map(shown, proposal.match.reasons)),
        title=shown(title),
        authors=shown(", ".join(entry.authors)) if entry else "",
        venue=entry.venue if entry else "",
    )
