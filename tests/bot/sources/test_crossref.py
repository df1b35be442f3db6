"""Crossref's record of a DOI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.config import Crossref
from bot.errors import SourceError
from bot.sources import crossref
from bot.sources.http import Client
from tests.doubles.feeds import JSON, Feeds


def test_a_work_is_read(feeds: Feeds, client: Client) -> None:
    message = {
        "title": ["A  title"],
        "DOI": "10.1000/x",
        "URL": "https://doi.org/10.1000/x",
        "container-title": ["Journal of Lists"],
        "published": {"date-parts": [[2025, 3]]},
        "author": [{"given": "Ada", "family": "L"}, {"name": "A Team"}],
        "abstract": "<jats:p>We study it.</jats:p>",
    }
    feeds.serve("crossref/works/10.1000/x", json.dumps({"message": message}), JSON)
    paper = crossref.by_doi(client, Crossref(url=feeds.address("crossref")), "10.1000/x")
    assert paper is not None
    assert (paper.title, paper.venue, paper.year, paper.abstract) == (
        "A title",
        "Journal of Lists",
        2025,
        "We study it.",
    )
    assert paper.authors == ("Ada L",)


def test_what_it_does_not_know_is_none_and_arxivs_dois_are_not_asked(feeds: Feeds, client: Client) -> None:
    settings = Crossref(url=feeds.address("crossref"))
    assert crossref.by_doi(client, settings, "10.1000/unknown") is None
    assert crossref.by_doi(client, settings, "10.48550/arXiv.2607.00001") is None
    assert crossref.by_doi(client, settings, "") is None
    assert len(feeds.asked()) == 1


@pytest.mark.parametrize("body", [b"{}", b"[]", b"x", b'{"message": 7}'])
def test_what_is_no_work_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError, match="Crossref answered"):
        crossref.parse(body)


@pytest.mark.shared
def test_a_recorded_work(shared: Path) -> None:
    for record in json.loads((shared / "data/feeds/crossref/works_mixed_200_404.json").read_text(encoding="utf-8")):
        if record["status_code"] == 200:
            paper = crossref.parse(record["body"].encode())
            assert paper is not None
            assert paper.title
            assert paper.venue
            assert paper.year
