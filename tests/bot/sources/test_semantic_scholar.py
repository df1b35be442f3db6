"""Semantic Scholar's batch: in order, null for the unknown, and optional."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.config import SemanticScholar
from bot.errors import SourceError
from bot.model import Paper
from bot.sources import semantic_scholar
from bot.sources.http import Client
from tests.doubles.clock import Clock
from tests.doubles.feeds import JSON, Feeds

PAPERS = (Paper(title="One", arxiv_id="2607.00001"), Paper(title="No id"), Paper(title="Two", doi="10.1000/x"))


def settings(feeds: Feeds) -> SemanticScholar:
    return SemanticScholar(url=feeds.address("semantic_scholar"))


def serve(feeds: Feeds, *records: object) -> None:
    feeds.serve("semantic_scholar/graph/v1/paper/batch", json.dumps(records), JSON)


def test_facts_come_back_in_the_order_asked(feeds: Feeds, client: Client) -> None:
    serve(feeds, None, {"title": "Two", "venue": "ICML", "year": 2026, "externalIds": {"DOI": "10.1000/x"}})
    facts = semantic_scholar.facts(client, settings(feeds), PAPERS, api_key="k")
    assert (facts.papers[:2], facts.trouble) == ((None, None), "")
    assert facts.papers[2] is not None
    assert (facts.papers[2].venue, facts.papers[2].year, facts.papers[2].doi) == ("ICML", 2026, "10.1000/x")
    asked = feeds.asked()[0]
    assert json.loads(asked.body) == {"ids": ["ARXIV:2607.00001", "DOI:10.1000/x"]}
    assert asked.headers["x-api-key"] == "k"


def test_arxiv_as_a_venue_is_none() -> None:
    (paper,) = semantic_scholar.parse(b'[{"title": "T", "venue": "arXiv.org", "externalIds": null}]')
    assert paper is not None
    assert paper.venue == ""


def test_an_answer_of_another_length_is_not_taken_by_position(feeds: Feeds, client: Client) -> None:
    serve(feeds, {"title": "Two", "venue": "ICML"})
    facts = semantic_scholar.facts(client, settings(feeds), PAPERS)
    assert facts.papers == (None, None, None)
    assert "1 of 2" in facts.trouble


def test_its_failure_is_told_and_never_raised(feeds: Feeds, client: Client, clock: Clock) -> None:
    feeds.fail_next("semantic_scholar", 429, times=9)
    facts = semantic_scholar.facts(client, settings(feeds), PAPERS)
    assert facts.papers == (None, None, None)
    assert "HTTP 429" in facts.trouble
    assert clock.slept == [30]


@pytest.mark.parametrize("body", [b"{}", b'{"error": "x"}', b"x", b"null"])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError, match="Semantic Scholar answered"):
        semantic_scholar.parse(body)


@pytest.mark.shared
def test_recorded_answers(shared: Path) -> None:
    (answer,) = json.loads((shared / "data/feeds/semantic_scholar/batch_with_null.json").read_text(encoding="utf-8"))
    papers = semantic_scholar.parse(answer["body"].encode())
    assert papers[0] is None
    assert all(paper and paper.title and paper.abstract for paper in papers[1:2])
    with pytest.raises(SourceError):
        semantic_scholar.parse((shared / "data/feeds/semantic_scholar/too_many_requests_429.json").read_bytes())
