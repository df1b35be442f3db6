"""Asking what became of listed papers: arXiv by the hundred, Hugging Face one by one for code, both bounded per run.

The caller keeps what was asked and answered, so that the next run goes on with what is missing or oldest. A service
that fails is reported and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.config import Sources
from bot.errors import SourceError
from bot.keeping.standing import Standing, due
from bot.model import Link, Paper
from bot.sources import arxiv, huggingface, text
from bot.sources.http import Client

MOST = 300
"""Papers that arXiv is asked about in one run: three requests, ten seconds at its pace."""
LOOKUPS = 40
"""Papers that Hugging Face is asked about in one run, one at a time; it allows 500 requests in five minutes."""

Say = Callable[[str], None]

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_CODE = re.compile(
    r"\bcod(?:e|es|ebases?)\b|\bimplementation|\bsoftware\b|\btoolkit|\blibrary\b|\bpackage\b", re.IGNORECASE
)
"""Words by which a sentence speaks of code."""
_LATER = re.compile(r"\bwill\b|\bto be\b|\bupon\b|\bafter\b|\bsoon\b|\bplan", re.IGNORECASE)
"""Words by which a sentence speaks of the future."""
_LIST = re.compile(r"awesome|survey|papers?\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Every standing that is known now, what went wrong in sentences, and how many papers were asked about."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    trouble: tuple[str, ...] = ()
    count: int = 0


def ask(
    keys: Sequence[str],
    known: Mapping[str, Standing],
    client: Client,
    sources: Sources,
    *,
    today: str,
    lacking_code: Collection[str] = (),
    say: Say,
) -> Asked:
    """Ask for those of `keys` (arXiv keys, in order of weight) that are due; `lacking_code` have a place for code."""
    asking = _Asking(now=dict(known), client=client, sources=sources, today=today)
    now = asking.now
    wanted = [key for key in keys if due(now[key].asked if key in now else "", today)]
    some = sorted(wanted, key=lambda key: now[key].asked if key in now else "")[:MOST]
    if some:
        say(f"asking arXiv about {_papers(len(some))}" + _rest(len(wanted) - len(some)))
        asking.arxiv(some)
    bare = [key for key in keys if key in lacking_code and due(now[key].lookup if key in now else "", today)]
    few = sorted(bare, key=lambda key: now[key].lookup if key in now else "")[:LOOKUPS]
    if few:
        say(f"asking Hugging Face for the code of {_papers(len(few))}" + _rest(len(bare) - len(few)))
        asking.hugging_face(few)
    return Asked(standings=now, trouble=tuple(asking.trouble), count=len({*some, *few}))


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"


def _rest(count: int) -> str:
    return f", {count} more in the next runs" if count > 0 else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asking:
    """What is known so far, and whom to ask."""

    now: dict[str, Standing]
    client: Client
    sources: Sources
    today: str
    trouble: list[str] = field(default_factory=list)

    def arxiv(self, keys: Sequence[str]) -> None:
        """Ask arXiv about papers, and keep what it says of venue, DOI and code."""
        ids = [key.removeprefix("arxiv:") for key in keys]
        answer = arxiv.papers_by_id(self.client, self.sources.arxiv_lookup, ids)
        for paper in answer.papers:
            key = f"arxiv:{paper.arxiv_id}"
            before = self.now.get(key, Standing(key=key))
            hub = tuple(link for link in before.code if link.label == _HUB)
            self.now[key] = replace(
                before,
                asked=self.today,
                comment=paper.comment,
                journal_ref=paper.journal_ref,
                doi=paper.doi,
                code=(*hub, *code_of(paper)),
            )
        for number in answer.unknown:
            key = f"arxiv:{number}"
            self.now[key] = replace(self.now.get(key, Standing(key=key)), asked=self.today)
        self.trouble.extend([f"arXiv: {answer.trouble}"] if answer.trouble else [])

    def hugging_face(self, keys: Sequence[str]) -> None:
        """Ask Hugging Face for the repositories of papers, one by one, until it fails."""
        for key in keys:
            number = key.removeprefix("arxiv:")
            try:
                paper = huggingface.by_id(self.client, self.sources.huggingface_lookup, number)
            except SourceError as error:
                self.trouble.append(f"Hugging Face: {error}")
                return
            before = self.now.get(key, Standing(key=key))
            others = tuple(link for link in before.code if link.label != _HUB)
            self.now[key] = replace(before, lookup=self.today, code=(*_on_hub(paper), *others))


_HUB, _COMMENT, _ABSTRACT = "Hugging Face", "arXiv comment", "arXiv abstract"


def code_of(paper: Paper) -> tuple[Link, ...]:
    """The repository that authors name as their own on arXiv, labelled with the field; () where that is not certain."""
    found = text.code_in(paper.comment)
    if found and not _LATER.search(paper.comment):
        return (replace(found[0], label=_COMMENT),)
    found = text.code_in(paper.abstract)
    if found and _is_own(found[0].url, paper.abstract):
        return (replace(found[0], label=_ABSTRACT),)
    return ()


def _is_own(url: str, abstract: str) -> bool:
    """Whether the sentence that names a repository says that it is code, and that it is there."""
    tail = url.removeprefix("https://").lower()
    sentences = [one for one in _SENTENCE.split(abstract) if tail in one.lower()]
    return bool(sentences) and all(
        _CODE.search(one) and not _LATER.search(one) and not _LIST.search(tail) for one in sentences
    )


def _on_hub(paper: Paper | None) -> tuple[Link, ...]:
    """The repository that the site itself holds; one named only in the abstract is left to `code_of`."""
    if paper is None or not paper.code or paper.code == text.code_in(paper.abstract):
        return ()
    return (replace(paper.code[0], label=_HUB),)
