"""Abstracts and venues from the services that know papers by id: in turn, bounded, told where one fails."""

from __future__ import annotations

import json

from bot.config import Sources
from bot.model import Paper
from bot.sources import enrich
from bot.sources.http import Client
from tests.doubles.feeds import JSON, Feeds, atom, entry

BATCH = "semantic_scholar/graph/v1/paper/batch"
NEW = Paper(title="New", arxiv_id="2607.00002")
OLD = Paper(title="Old", arxiv_id="2301.00001")
BY_DOI = Paper(title="With a DOI", doi="10.1000/x", year=2024)


def sources(feeds: Feeds, *, scholar: bool = False, crossref: bool = False) -> Sources:
    # A key that is written takes its defaults, even with nothing behind it.
    asked = ["arxiv", "huggingface", *["semantic_scholar"] * scholar, *["crossref"] * crossref]
    more = {"arxiv": {"categories": ("cs.LG",)}}
    return Sources.model_validate({name: {"url": feeds.address(name), **more.get(name, {})} for name in asked})


def quiet(_: str) -> None:
    pass


def scholar_knows(feeds: Feeds, *records: object) -> None:
    feeds.serve(BATCH, json.dumps(records), JSON)


def crossref_knows(feeds: Feeds, doi: str, venue: str, year: int = 2025) -> None:
    message = {"title": ["T"], "DOI": doi, "container-title": [venue], "published": {"date-parts": [[year]]}}
    feeds.serve(f"crossref/works/{doi}", json.dumps({"message": message}), JSON)


def test_arxiv_is_asked_once_the_newest_first_and_no_service_that_the_config_leaves_out(
    feeds: Feeds, client: Client
) -> None:
    feeds.shelf.arxiv = atom(entry("2607.00002", "New", abstract="We are new."))
    found = enrich.abstracts([OLD, BY_DOI, NEW], client, sources(feeds), say=quiet)
    assert [(paper.title, paper.abstract) for paper in found.papers] == [("New", "We are new.")]
    assert found.trouble == ()
    assert [asked.query["id_list"] for asked in feeds.asked()] == ["2607.00002,2301.00001"]


def test_what_has_an_abstract_is_not_asked_for(feeds: Feeds, client: Client) -> None:
    known = Paper(title="Known", arxiv_id="2607.00003", abstract="We know.")
    assert enrich.abstracts([known], client, sources(feeds, scholar=True), say=quiet).papers == ()
    assert feeds.asked() == []


def test_a_run_asks_for_a_bounded_number(feeds: Feeds, client: Client) -> None:
    many = [Paper(title=f"Paper {i}", arxiv_id=f"2606.{i:05}") for i in range(enrich.MOST + 50)]
    steps: list[str] = []
    enrich.abstracts(many, client, sources(feeds), say=steps.append)
    assert sum(len(asked.query["id_list"].split(",")) for asked in feeds.asked("arxiv")) == enrich.MOST
    assert any(str(enrich.MOST) in step for step in steps), "progress is told"


def test_older_papers_than_the_ledger_has_room_for_are_left_alone(feeds: Feeds, client: Client) -> None:
    known = [Paper(title=f"N{i}", arxiv_id=f"2606.{i:05}", abstract="We know.") for i in range(enrich.KEPT)]
    assert enrich.abstracts([*known, OLD], client, sources(feeds), say=quiet).papers == ()
    assert feeds.asked() == []


def test_semantic_scholar_fills_in_what_arxiv_lacks(feeds: Feeds, client: Client) -> None:
    scholar_knows(feeds, None, {"title": "With a DOI", "abstract": "We have a DOI.", "publicationDate": "2024-05-06"})
    found = enrich.abstracts([BY_DOI, OLD], client, sources(feeds, scholar=True), say=quiet)
    asked = json.loads(feeds.asked("semantic_scholar")[0].body)["ids"]
    assert sorted(asked) == ["ARXIV:2301.00001", "DOI:10.1000/x"]
    told = {paper.title: (paper.abstract, paper.published) for paper in found.papers}
    assert len(told) == 1
    assert next(iter(told.values())) == ("We have a DOI.", "2024-05-06")


def test_hugging_face_stands_in_where_arxiv_fails(feeds: Feeds, client: Client) -> None:
    feeds.fail_next("arxiv", 500, times=20)
    record = {"id": "2607.00002", "title": "New", "summary": "From the other site."}
    feeds.serve("huggingface/api/papers/2607.00002", json.dumps(record), JSON)
    found = enrich.abstracts([NEW, OLD], client, sources(feeds), say=quiet)
    assert [paper.abstract for paper in found.papers] == ["From the other site."]
    assert any("arXiv" in sentence and "500" in sentence for sentence in found.trouble)


def test_venues_come_from_the_services_the_config_names(feeds: Feeds, client: Client) -> None:
    scholar_knows(
        feeds,
        {"title": "New", "venue": "International Conference on Machine Learning", "year": 2026},
        {"title": "With a DOI", "venue": "arXiv.org", "year": 2024},
    )
    crossref_knows(feeds, "10.1000/x", "2025 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)")
    found = enrich.venues([NEW, BY_DOI], client, sources(feeds, scholar=True, crossref=True), say=quiet)
    assert [(paper.venue, paper.year) for paper in found.papers] == [("ICML 2026", 2026), ("CVPR 2025", 2025)]


def test_a_name_that_is_no_venue_we_can_read_gives_none(feeds: Feeds, client: Client) -> None:
    crossref_knows(feeds, "10.1000/x", "Journal of Lists")
    (paper,) = enrich.venues([BY_DOI], client, sources(feeds, crossref=True), say=quiet).papers
    assert paper == BY_DOI


def test_the_authors_word_stands_and_costs_no_question(feeds: Feeds, client: Client) -> None:
    said = Paper(title="Said", arxiv_id="2607.00004", comment="Accepted at ICLR 2026")
    found = enrich.venues([said], client, sources(feeds, scholar=True, crossref=True), say=quiet)
    assert found.papers == (said,)
    assert feeds.asked() == []


def test_a_service_that_fails_is_told_and_left_alone(feeds: Feeds, client: Client) -> None:
    feeds.fail_next("semantic_scholar", 429, times=9)
    feeds.fail_next("crossref", 500, times=30)
    papers = [Paper(title=f"P{i}", doi=f"10.1000/{i}") for i in range(5)]
    found = enrich.venues(papers, client, sources(feeds, scholar=True, crossref=True), say=quiet)
    assert found.papers == tuple(papers)
    assert [sentence.partition(":")[0] for sentence in found.trouble] == ["Semantic Scholar", "Crossref"]
    assert len({asked.path for asked in feeds.asked("crossref")}) == 1, "one failure is enough"
