"""The arXiv API: what a page says, what it must not be taken for, and how a window is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Arxiv
from bot.model import Link
from bot.planning.batch import Health, Window
from bot.sources import arxiv
from bot.sources.http import Client
from tests.doubles.clock import Clock
from tests.doubles.feeds import Feeds, atom, entry

WINDOW = Window(since="2026-07-15", until="2026-07-21")
ERROR = """
  <entry>
    <id>https://arxiv.org/api/errors#incorrect_id_format_for_x</id>
    <title>Error</title>
    <updated>2026-04-12T22:59:06Z</updated>
    <summary>incorrect id format for x</summary>
    <author><name>arXiv api core</name></author>
  </entry>"""


def settings(feeds: Feeds, **more: object) -> Arxiv:
    return Arxiv.model_validate({"categories": ["cs.CV"], "url": feeds.address("arxiv"), **more})


def recorded(shared: Path, name: str) -> Mapping[str, object]:
    found = next((shared / "data/feeds/arxiv_api").glob(name + "*.json"))
    answer: Mapping[str, object] = json.loads(found.read_text(encoding="utf-8"))
    return answer


# --- what a page says ---------------------------------------------------------------------------------------------


def test_an_entry_becomes_a_paper() -> None:
    extra = (
        "\n    <arxiv:comment>Accepted at ICML 2026. Code: https://github.com/a/LightGit.git.</arxiv:comment>"
        "\n    <arxiv:journal_ref>Proc. X 12</arxiv:journal_ref>\n    <arxiv:doi>10.1000/xyz</arxiv:doi>"
    )
    body = atom(entry("2607.00001", "A  title\n  over $\\mathcal{D}$ & two", authors=("A. B", "Ç. Dé"), extra=extra))
    (paper,), skipped = arxiv.parse(body.encode())
    assert skipped == []
    assert (paper.title, paper.arxiv_id, paper.url) == (
        "A title over $\\mathcal{D}$ & two", "2607.00001", "https://arxiv.org/abs/2607.00001",
    )  # fmt: skip
    assert paper.authors == ("A. B", "Ç. Dé")
    assert (paper.abstract, paper.published, paper.year) == ("We study it.", "2026-07-20", 2026)
    assert (paper.comment[:13], paper.journal_ref, paper.doi) == ("Accepted at I", "Proc. X 12", "10.1000/xyz")
    assert paper.categories == ("cs.LG", "cs.CV")
    assert paper.code == (Link(label="Code", url="https://github.com/a/LightGit"),)
    assert paper.sources == ("arxiv",)


@pytest.mark.parametrize("arxiv_id", ["cs/0703001", "solv-int/9701001", "quant-ph/0201082", "0704.0001", "2607.12345"])
def test_ids_old_and_new_lose_their_version_and_nothing_else(arxiv_id: str) -> None:
    (paper,), _ = arxiv.parse(atom(entry(arxiv_id, "T")).encode())
    assert paper.arxiv_id == arxiv_id


def test_a_paper_titled_zero_is_a_paper() -> None:
    (paper,), skipped = arxiv.parse(atom(entry("2104.12255", "0")).encode())
    assert (paper.title, skipped) == ("0", [])


def test_the_error_entry_is_no_paper() -> None:
    page = arxiv.parse_page(atom(ERROR).encode())
    assert (page.papers, page.error) == ((), "incorrect id format for x")


def test_a_broken_record_is_skipped_and_named() -> None:
    body = atom(entry("2607.00001", ""), entry("nonsense", "No id"), entry("2607.00002", "Good"))
    papers, skipped = arxiv.parse(body.encode())
    assert [paper.title for paper in papers] == ["Good"]
    assert [(skip.what, skip.why.split(" in ")[0]) for skip in skipped] == [
        ("2607.00001", "no title"), ("No id", "no arXiv id"),
    ]  # fmt: skip


def test_control_and_direction_marks_go_and_lengths_are_bounded() -> None:
    title = "A\u202ereversed\u202c \u200etitle" + "x" * 600
    body = atom(entry("2607.00001", title, abstract="w " * 20_000, authors=("N" * 100,) * 50))
    (paper,), _ = arxiv.parse(body.encode())
    assert paper.title.startswith("Areversed title")
    assert (len(paper.title), len(paper.abstract) <= 10_000, len(paper.authors)) == (500, True, 29)


def test_of_a_page_that_breaks_off_the_whole_entries_are_kept() -> None:
    body = atom(entry("2607.00001", "One"), entry("2607.00002", "Two")).encode()
    for end in range(len(body) - 12):
        page = arxiv.parse_page(body[:end])
        assert page.cut
        assert [paper.title for paper in page.papers] in ([], ["One"], ["One", "Two"])
        assert all(paper.abstract for paper in page.papers)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE feed [<!ENTITY a "boom">]>',
        '<!DOCTYPE feed SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_never_read(head: str) -> None:
    body = atom(entry("2607.00001", "T")).replace("<feed", head + "<feed", 1)
    page = arxiv.parse_page(body.encode())
    assert page.papers == ()
    assert "document type" in page.cut


@given(st.binary(max_size=200))
def test_any_bytes_give_a_page(body: bytes) -> None:
    assert arxiv.parse_page(body).cut
    assert arxiv.parse_page(atom().encode()[:300] + body).papers == ()


# --- recorded pages -----------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_recorded_pages_are_read_whole(shared: Path) -> None:
    for file in (shared / "data/feeds/arxiv_api").glob("q_*.json"):
        answer = json.loads(file.read_text(encoding="utf-8"))
        page = arxiv.parse_page(answer["body"].encode())
        assert (page.entries, page.skipped, page.error, page.cut) == (answer["body"].count("<entry>"), (), "", "")
        assert page.total > 200_000
        assert all(p.arxiv_id and p.title and p.abstract and p.authors and p.published for p in page.papers)


@pytest.mark.shared
def test_the_recorded_hundred_hold_what_was_counted(shared: Path) -> None:
    page = arxiv.parse_page(str(recorded(shared, "q_testing_s0_m100")["body"]).encode())
    counts = [sum(bool(getattr(p, name)) for p in page.papers) for name in ("comment", "journal_ref", "doi")]
    assert (len(page.papers), counts) == (100, [97, 18, 32])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "ids", "error"),
    [
        ("id_abc_", [], "incorrect id format for abc"),
        ("id_0000.0000_", [], ""),
        ("id_0808.05394_s0", [], ""),
        ("id_0808.05394_1707", ["1707.08567"], ""),
        ("id_astro-ph_", ["astro-ph/0601001"], ""),
        ("id_quant-ph_", ["quant-ph/0201082"], ""),
        ("id_2104.12255v1", ["2104.12255"], ""),
    ],
)
def test_recorded_answers_to_ids(shared: Path, name: str, ids: list[str], error: str) -> None:
    page = arxiv.parse_page(str(recorded(shared, name)["body"]).encode())
    assert ([paper.arxiv_id for paper in page.papers], page.error) == (ids, error)


# --- the window ---------------------------------------------------------------------------------------------------


def test_the_question_names_categories_terms_and_days() -> None:
    asked = arxiv.question(Arxiv(categories=("cs.CV", "cs.LG"), terms=('visual "token"', "masked image")), WINDOW)
    assert asked == (
        '(cat:cs.CV OR cat:cs.LG) AND (ti:"visual token" OR abs:"visual token" OR ti:"masked image" OR '
        'abs:"masked image") AND submittedDate:[202607150000 TO 202607212359]'
    )


def test_new_papers_are_collected_with_one_request(feeds: Feeds, client: Client) -> None:
    feeds.shelf.arxiv = atom(entry("2607.00001", "One"), entry("2607.00002", "Two", published="2026-07-16"))
    batch = arxiv.collect(settings(feeds), client, WINDOW)
    assert (batch.health, batch.read, batch.newest, batch.requests) == (Health.NEW, 2, "2026-07-20", 1)
    assert feeds.asked()[0].query["sortBy"] == "submittedDate"


def test_pages_follow_each_other_at_arxivs_pace_and_no_paper_comes_twice(
    feeds: Feeds, client: Client, clock: Clock
) -> None:
    many = [entry(f"2607.{number:05}", f"Paper {number}") for number in range(1, 451)]
    feeds.shelf.arxiv = atom(*many, many[0])
    batch = arxiv.collect(settings(feeds), client, WINDOW)
    assert (len(batch.papers), batch.read, batch.requests, batch.health) == (450, 451, 3, Health.NEW)
    assert clock.slept == [3, 3]
    assert [asked.query["start"] for asked in feeds.asked()] == ["0", "200", "400"]


def test_a_window_too_wide_says_how_far_it_reaches_and_is_no_fault(feeds: Feeds, client: Client) -> None:
    feeds.shelf.arxiv = atom(*(entry(f"2607.{number:05}", f"P {number}") for number in range(2100)))
    batch = arxiv.collect(settings(feeds), client, WINDOW)
    assert (len(batch.papers), batch.health, batch.back_to) == (2000, Health.NEW, "2026-07-20")
    assert "the newest 2,000 of 2,100 entries, back to 2026-07-20" in batch.detail


def test_an_empty_page_that_cannot_be_is_asked_for_again(feeds: Feeds, client: Client, clock: Clock) -> None:
    feeds.shelf.arxiv = atom(entry("2607.00001", "One"))
    feeds.answer_next("arxiv", atom(), times=2)
    batch = arxiv.collect(settings(feeds), client, WINDOW)
    assert (batch.health, len(batch.papers), batch.requests) == (Health.NEW, 1, 3)
    assert clock.slept == [3, 3]


def test_an_empty_page_that_stays_empty_is_no_quiet_day(feeds: Feeds, client: Client) -> None:
    batch = arxiv.collect(settings(feeds), client, WINDOW)
    assert (batch.health, batch.requests) == (Health.FAILED, 4)
    assert "must be some" in batch.detail


def test_nothing_for_narrow_terms_is_a_quiet_day(feeds: Feeds, client: Client) -> None:
    batch = arxiv.collect(settings(feeds, terms=["a rare phrase"]), client, WINDOW)
    assert (batch.health, batch.requests) == (Health.QUIET, 2)


def test_an_empty_page_before_the_end_leaves_a_partial_batch(feeds: Feeds, client: Client) -> None:
    more = atom(entry("2607.00001", "One")).replace("<opensearch:totalResults>0", "<opensearch:totalResults>300")
    feeds.answer_next("arxiv", more)
    feeds.answer_next("arxiv", atom().replace("<opensearch:totalResults>0", "<opensearch:totalResults>300"), times=9)
    batch = arxiv.collect(settings(feeds), client, WINDOW)
    assert (batch.health, len(batch.papers)) == (Health.PARTIAL, 1)
    assert "1 of 300" in batch.detail


def test_old_papers_in_a_fresh_window_are_stale(feeds: Feeds, client: Client) -> None:
    feeds.answer_next("arxiv", atom(entry("2607.00001", "One", published="2026-07-10")))
    batch = arxiv.collect(settings(feeds), client, WINDOW)
    assert batch.health is Health.STALE
    assert batch.detail.startswith("stale since 2026-07-10: the newest paper is 11 days old")


def test_a_page_that_breaks_off_is_partial(feeds: Feeds, client: Client) -> None:
    body = atom(entry("2607.00001", "One"), entry("2607.00002", "Two"))
    feeds.answer_next("arxiv", body[:-400])
    batch = arxiv.collect(settings(feeds), client, WINDOW)
    assert (batch.health, [paper.title for paper in batch.papers]) == (Health.PARTIAL, ["One"])
    assert "broke off" in batch.detail


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda feeds: feeds.answer_html("arxiv"), "web page.*not a bot"),
        (lambda feeds: feeds.fail_next("arxiv", 503, times=9), "HTTP 503"),
        (lambda feeds: feeds.fail_next("arxiv", 429, body="Rate exceeded.", times=9), "HTTP 429"),
        (lambda feeds: feeds.answer_next("arxiv", atom(ERROR), status=400), "incorrect id format.*check sources.arxiv"),
        (lambda feeds: feeds.answer_next("arxiv", atom(ERROR)), "incorrect id format.*check sources.arxiv"),
        (lambda feeds: feeds.answer_next("arxiv", "<a/>", status=400), "HTTP 400"),
        (lambda feeds: feeds.answer_next("arxiv", "Rate exceeded."), "not whole XML"),
        (lambda feeds: [feeds.cut_connection("arxiv") for _ in range(9)], "check the network"),
    ],
)
def test_a_fault_of_the_feed_is_told_and_never_raised(feeds: Feeds, client: Client, fault: object, said: str) -> None:
    fault(feeds)  # type: ignore[operator]  # one of the functions above
    batch = arxiv.collect(settings(feeds), client, WINDOW)
    assert batch.health is Health.FAILED
    assert re.search(said, batch.detail)
    assert batch.requests == len(feeds.asked())


# --- look-ups -----------------------------------------------------------------------------------------------------


def test_papers_are_looked_up_by_id_in_batches_and_the_missing_named(
    feeds: Feeds, client: Client, clock: Clock
) -> None:
    feeds.shelf.arxiv = atom(*(entry(f"2607.{number:05}", f"Paper {number}") for number in range(150)))
    ids = [f"2607.{number:05}" for number in range(150)] + ["2607.00001v3", "2607.99999", "abc"]
    lookup = arxiv.papers_by_id(client, settings(feeds), ids)
    assert len(lookup.papers) == 150
    assert [(skip.what, skip.why) for skip in lookup.missing] == [
        ("abc", "not an arXiv id"), ("2607.99999", "arXiv does not know it"),
    ]  # fmt: skip
    assert [asked.query["max_results"] for asked in feeds.asked()] == ["100", "51"]
    assert clock.slept == [3]


def test_a_failed_look_up_names_every_id_and_the_reason(feeds: Feeds, client: Client) -> None:
    feeds.fail_next("arxiv", 403)
    lookup = arxiv.papers_by_id(client, settings(feeds), ["2607.00001"])
    assert lookup.papers == ()
    assert "HTTP 403" in lookup.missing[0].why
    assert arxiv.papers_by_id(client, settings(feeds), []).missing == ()


def test_titles_are_searched_without_their_marks_several_in_one_question(feeds: Feeds, client: Client) -> None:
    feeds.shelf.arxiv = atom(
        entry("2607.00001", "$R^2$-Tuning: Fast & Good"), entry("2607.00002", "Other"), entry("2607.00003", "Third")
    )
    found = arxiv.search_titles(client, settings(feeds), ["$R^2$-Tuning: Fast & Good", "$$", "Third"])
    assert [paper.arxiv_id for paper in found] == ["2607.00001", "2607.00003"]
    (asked,) = feeds.asked()
    assert asked.query["search_query"] == 'ti:"R 2 Tuning Fast Good" OR ti:"Third"'
    assert arxiv.search_titles(client, settings(feeds), ["$$"]) == ()
