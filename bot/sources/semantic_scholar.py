"""Semantic Scholar's batch answer: venue, year and abstract of papers already known by arXiv id or DOI."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.config import SemanticScholar
from bot.errors import SourceError
from bot.identity import keys_of
from bot.model import Paper
from bot.sources import text
from bot.sources.http import Client

NAME = "semantic_scholar"
MOST = 500
"""Ids in one question (the service's documentation)."""

_FIELDS = "title,abstract,externalIds,venue,year,publicationDate"
_NOT_PUBLISHED = frozenset({"arxiv.org", "arxiv", "corr"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What the service knows, in the order asked, None for an unknown paper; `trouble` says what failed."""

    papers: tuple[Paper | None, ...] = ()
    trouble: str = ""


def facts(client: Client, settings: SemanticScholar, papers: Sequence[Paper], api_key: str = "") -> Facts:
    """Ask for papers by arXiv id or DOI; as the service is optional, a failure is reported and never raised."""
    found: list[Paper | None] = [None] * len(papers)
    asked = [(index, name) for index, paper in enumerate(papers) if (name := _name(paper))]
    headers = {"x-api-key": api_key} if api_key else {}
    for first in range(0, len(asked), MOST):
        some = asked[first : first + MOST]
        body = json.dumps({"ids": [name for _, name in some]}).encode("ascii")
        address = f"{settings.url.rstrip('/')}/graph/v1/paper/batch"
        try:
            answer = client.post_json(address, body, {"fields": _FIELDS}, family=NAME, headers=headers)
            read = parse(answer.body)
        except SourceError as error:
            return Facts(papers=tuple(found), trouble=str(error))
        if len(read) != len(some):
            # Rows are matched by position: with one missing, every later paper would get another one's venue.
            return Facts(papers=tuple(found), trouble=f"Semantic Scholar answered {len(read)} of {len(some)} papers")
        for (index, _), paper in zip(some, read, strict=True):
            found[index] = paper
    return Facts(papers=tuple(found))


def parse(body: bytes) -> list[Paper | None]:
    """Read one batch in its order, None for an unknown paper; raises SourceError for anything but a list."""
    try:
        records = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"Semantic Scholar answered no JSON: {text.one_line(str(error), 100)}") from error
    if not isinstance(records, list):
        raise SourceError("Semantic Scholar answered something else than a list of papers; leave it out of the config")
    return [_paper(record) if isinstance(record, dict) else None for record in records]


def _name(paper: Paper) -> str:
    known = dict(key.split(":", 1) for key in reversed(keys_of(paper)) if ":" in key)
    if paper.arxiv_id or "arxiv" in known:
        return f"ARXIV:{paper.arxiv_id or known['arxiv']}"
    if paper.doi or "doi" in known:
        return f"DOI:{paper.doi or known['doi']}"
    return f"ACL:{known['acl']}" if "acl" in known else ""


def _paper(record: dict[str, object]) -> Paper | None:
    title = text.one_line(record.get("title"), text.TITLE)
    if title == "":
        return None
    ids = record.get("externalIds")
    ids = ids if isinstance(ids, dict) else {}
    venue = text.one_line(record.get("venue"), 200)
    year = record.get("year")
    return Paper(
        title=title,
        abstract=text.one_line(record.get("abstract")),
        arxiv_id=text.one_line(ids.get("ArXiv"), 40),
        doi=text.one_line(ids.get("DOI"), 300),
        venue="" if venue.lower() in _NOT_PUBLISHED else venue,
        year=year if isinstance(year, int) else None,
        published=text.one_line(record.get("publicationDate"), 10),
        sources=(NAME,),
    )
