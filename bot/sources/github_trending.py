"""GitHub's trending repositories, by a feed that others keep: a repository counts where its README names one paper.

The feed has neither dates nor stars, and a repository's name is no title: the paper's metadata comes from arXiv.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from bot.config import Arxiv, GithubTrending
from bot.errors import SourceError
from bot.model import CODE_LABEL, Link
from bot.planning.batch import Batch
from bot.sources import arxiv, feed, text
from bot.sources.gathering import Gathering
from bot.sources.http import Client, Kind

NAME = "github_trending"

_ARXIV_LINK = re.compile(
    r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})|arxiv[:\s.-]{1,3}(\d{4}\.\d{4,5})",
    re.IGNORECASE,
)
"""An arXiv id in a link or in words."""
_BADGE = re.compile(r"(?:paper|arxiv|citation|cite|preprint|technical report)\W{0,40}$", re.IGNORECASE)
"""Words right before a link that make it the paper's."""
_BIBTEX = re.compile(r"@\w+\s*\{[^@]{0,2000}?(\d{4}\.\d{4,5})", re.IGNORECASE)
"""An arXiv id inside a BibTeX entry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Repository:
    """A trending repository and the arXiv id of the one paper it stands for."""

    url: str
    arxiv_id: str


def collect(settings: GithubTrending, client: Client, lookup: Arxiv) -> Batch:
    """Read the feed of every language, then ask arXiv for the papers; a fault is reported in the batch."""
    gathered = Gathering(source=NAME)
    found: dict[str, str] = {}
    with client.turn() as turn:
        for language in settings.languages:
            try:
                _collect_language(settings, client, language, found, gathered)
            except SourceError as error:
                gathered.trouble.append(f"{language}: {error}")
        _look_up(client, lookup, found, gathered)
    return gathered.batch(turn, quiet=f"no trending repository of {', '.join(settings.languages)} names one paper")


def _collect_language(
    settings: GithubTrending, client: Client, language: str, found: dict[str, str], gathered: Gathering
) -> None:
    slug = quote(language.strip().lower().replace(" ", "-"), safe="+-")
    answer = client.get(f"{settings.url.rstrip('/')}/{settings.period}/{slug}.xml", kind=Kind.XML)
    repositories, without = parse(answer.body)
    found.update((repository.arxiv_id, repository.url) for repository in reversed(repositories))
    gathered.read += len(repositories) + without
    if without:
        gathered.notes.append(f"{without} {language} repositories without one paper of their own left out")


def _look_up(client: Client, settings: Arxiv, found: Mapping[str, str], gathered: Gathering) -> None:
    if not found:
        return
    lookup = arxiv.papers_by_id(client, settings, list(found))
    papers = [
        replace(paper, code=(Link(label=CODE_LABEL, url=found[paper.arxiv_id]),), sources=(NAME,))
        for paper in lookup.papers
        if paper.arxiv_id in found
    ]
    gathered.add(papers, lookup.missing, read=0)


def parse(body: bytes) -> tuple[list[Repository], int]:
    """Read the repositories that name one paper, and how many name none; raises SourceError where it is no feed."""
    entries: Sequence[Mapping[str, object]] = feed.entries_of(body)
    repositories: list[Repository] = []
    for entry in entries:
        url = text.repository(entry.get("link"))
        arxiv_id = _paper_of(str(entry.get("summary", "")))
        if url and arxiv_id:
            repositories.append(Repository(url=url, arxiv_id=arxiv_id))
    return repositories, len(entries) - len(repositories)


def _paper_of(readme: str) -> str:
    """The id of the paper a README is about: the only one it asks to cite, the only one at all, or beside "paper".

    Half of the repositories that link arXiv list several papers, up to nineteen.
    """
    plain = html.unescape(readme)
    cited = _ids(_BIBTEX.finditer(plain))
    if len(cited) == 1:
        return cited[0]
    ids = _ids(_ARXIV_LINK.finditer(plain))
    if len(ids) <= 1:
        return ids[0] if ids else ""
    bare = re.sub(r"<[^>]*>", " ", plain)
    beside = _ids(
        hit for hit in _ARXIV_LINK.finditer(bare) if _BADGE.search(bare[max(0, hit.start() - 60) : hit.start()])
    )
    return beside[0] if len(beside) == 1 else ""


def _ids(hits: Iterable[re.Match[str]]) -> list[str]:
    """The distinct ids of some matches, in order."""
    return list(dict.fromkeys(str(hit[hit.lastindex or 0]) for hit in hits))
