"""Crossref's record of a DOI: where and when a paper was published."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from bot.config import Crossref
from bot.errors import SourceError
from bot.model import Paper
from bot.sources import text
from bot.sources.http import Client, Kind

NAME = "crossref"
_NOT_FOUND = 404
_DATACITE = "10.48550/"
"""The prefix of arXiv's own DOIs, which are registered at DataCite."""


def knows(doi: str) -> bool:
    """Whether Crossref may know a DOI; arXiv's own are registered at DataCite."""
    return bool(doi) and not doi.lower().startswith(_DATACITE)


def by_doi(client: Client, settings: Crossref, doi: str) -> Paper | None:
    """Fetch what Crossref knows of a DOI, None where it does not know it; raises SourceError."""
    if not knows(doi):
        return None
    address = f"{settings.url.rstrip('/')}/works/{quote(doi, safe='/')}"
    answer = client.get(address, kind=Kind.ANY, family=NAME, allow=(_NOT_FOUND,))
    return None if answer.status == _NOT_FOUND else parse(answer.body)


def parse(body: bytes) -> Paper | None:
    """Read one work; raises SourceError for any other answer."""
    try:
        record = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"Crossref answered no JSON: {text.one_line(str(error), 100)}") from error
    work = record.get("message") if isinstance(record, dict) else None
    if not isinstance(work, dict):
        raise SourceError("Crossref answered something else than a work")
    title = text.one_line(_first(work.get("title")), text.TITLE)
    if title == "":
        return None
    year = _year(work)
    return Paper(
        title=title,
        abstract=text.one_line(re.sub(r"</?jats:[^>]*>", " ", str(work.get("abstract") or ""))),
        authors=text.names(_name(author) for author in work.get("author") or [] if isinstance(author, dict)),
        doi=text.one_line(work.get("DOI"), 300),
        url=text.web_address(work.get("URL")),
        venue=text.one_line(_first(work.get("container-title")), 300),
        year=year,
        sources=(NAME,),
    )


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _name(author: Mapping[str, object]) -> str:
    return " ".join(part for part in (author.get("given"), author.get("family")) if isinstance(part, str))


def _year(work: Mapping[str, object]) -> int | None:
    for key in ("published", "issued"):
        when = work.get(key)
        parts = when.get("date-parts") if isinstance(when, dict) else None
        year = _first(_first(parts))
        if isinstance(year, int):
            return year
    return None
