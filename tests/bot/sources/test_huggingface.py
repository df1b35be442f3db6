"""Hugging Face's daily papers: a format that drifts, weekends that are empty, and what is never taken for a list."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import HuggingFace
from bot.errors import SourceError
from bot.model import Link
from bot.planning.batch import Health, Window
from bot.sources import huggingface
from bot.sources.http import Client
from tests.doubles.feeds import Feeds, daily

WEEK = Window(since="2026-07-15", until="2026-07-21")
WORKING_DAYS = ("2026-07-15", "2026-07-16", "2026-07-17", "2026-07-20", "2026-07-21")


def body(*records: object) -> bytes:
    return json.dumps(records).encode()


def settings(feeds: Feeds) -> HuggingFace:
    return HuggingFace(url=feeds.address("huggingface"))


# --- read ---------------------------------------------------------------------------------------------------------


def test_a_record_becomes_a_paper() -> None:
    record = daily(
        "2607.00001",
        "A title\n  with a hard wrap",
        summary="One.\nTwo.",
        authors=[{"name": "A B"}, {"name": "Hidden", "hidden": True}, {"name": "C  D"}],
        githubRepo="https://github.com/a/b/tree/main?tab=readme-ov-file",
        githubStars=12,
        projectPage="https://a.example.org/b",
        upvotes=41,
    )
    (paper,), skipped = huggingface.parse(body(record))
    assert skipped == []
    assert (paper.title, paper.abstract) == ("A title with a hard wrap", "One. Two.")
    assert (paper.arxiv_id, paper.url) == ("2607.00001", "https://arxiv.org/abs/2607.00001")
    assert paper.authors == ("A B", "C D")
    assert paper.code == (Link(label="Code", url="https://github.com/a/b"),)
    assert paper.links == (Link(label="Project", url="https://a.example.org/b"),)
    assert (paper.published, paper.upvotes, paper.stars, paper.sources) == ("2026-07-20", 41, 12, ("huggingface",))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://github.com/a/b/", "https://github.com/a/b"),
        ("https://github.com/a/b.git", "https://github.com/a/b"),
        ("https://github.com/a/LightGit", "https://github.com/a/LightGit"),
        ("https://github.com/a/digit.git", "https://github.com/a/digit"),
        ("https://github.com/a/\nMargin-Adaptive", "https://github.com/a/Margin-Adaptive"),
        ("github.com/a/b#readme", "https://github.com/a/b"),
        ("https://github.com/a", ""),
        ("https://gitlab.com/a/b", ""),
        ("https://github.com/orgs/a", ""),
        ("javascript:alert(1)//github.com", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_a_repository_is_cleaned_or_left_out(written: object, address: str) -> None:
    (paper,), _ = huggingface.parse(body(daily("2607.00001", "T", githubRepo=written)))
    assert [link.url for link in paper.code] == ([address] if address else [])


def test_the_abstract_names_the_code_where_the_site_does_not() -> None:
    one = daily("2607.00001", "T", summary="Code: https://github.com/a/b.")
    two = daily("2607.00002", "U", summary="Unlike https://github.com/x/y ours is https://github.com/a/b.")
    papers, _ = huggingface.parse(body(one, two))
    assert [[link.url for link in paper.code] for paper in papers] == [["https://github.com/a/b"], []]


def test_only_the_fields_that_are_always_there_are_needed() -> None:
    (paper,), _ = huggingface.parse(body({"paper": {"id": "2607.00001", "title": "T"}}))
    assert (paper.title, paper.upvotes, paper.stars, paper.authors, paper.published) == ("T", None, None, (), "")


def test_a_broken_record_is_skipped_and_named_and_the_rest_goes_on() -> None:
    records = ["text", {"paper": "text"}, daily("x", "No id"), daily("2607.00001", " "), daily("2607.00002", "Good")]
    records[3]["title"] = ""  # type: ignore[index]  # a record
    papers, skipped = huggingface.parse(body(*records))
    assert [paper.title for paper in papers] == ["Good"]
    assert [skip.what for skip in skipped] == ["record 1", "record 2", "No id", "record 4 2607.00001"]


@pytest.mark.parametrize("text", ["{}", '{"error": "Invalid date"}', "null", "7", "[", "", "<html>", "[" * 100_000])
def test_what_is_no_list_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(SourceError, match="Hugging Face answered"):
        huggingface.parse(text.encode())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["paper", "id", "title", "authors", "name", "githubRepo", "upvotes"]), inner)
    ),
    max_leaves=12,
)


@given(st.lists(json_values, max_size=4))
def test_any_list_gives_papers_and_skips(records: list[object]) -> None:
    papers, skipped = huggingface.parse(json.dumps(records).encode())
    assert len(papers) + len(skipped) == len(records)
    for paper in papers:
        paper.title.encode()


@pytest.mark.shared
def test_recorded_days_are_read_whole(shared: Path) -> None:
    for file in sorted((shared / "data/feeds/hf_daily").glob("*.json.gz")):
        raw = gzip.decompress(file.read_bytes())
        if file.name.startswith("2025-01-10"):
            with pytest.raises(SourceError, match=r"something else than a list.*status, date, count, data"):
                huggingface.parse(raw)
            continue
        papers, skipped = huggingface.parse(raw)
        assert (len(papers), skipped) == (len(json.loads(raw)), [])
        assert all(p.title == " ".join(p.title.split()) and p.abstract and p.upvotes is not None for p in papers)
        assert all("\n" not in link.url and link.url.count("/") == 4 for p in papers for link in p.code)


@pytest.mark.shared
def test_a_real_title_keeps_what_looks_like_markup(shared: Path) -> None:
    papers, _ = huggingface.parse(gzip.decompress((shared / "data/feeds/hf_daily/2025-04-11.json.gz").read_bytes()))
    assert any("<think>" in paper.title or "<think>" in paper.abstract for paper in papers)


# --- fetch --------------------------------------------------------------------------------------------------------


def test_every_day_of_the_window_is_asked_for_and_a_weekend_is_quiet(feeds: Feeds, client: Client) -> None:
    for number, day in enumerate(WORKING_DAYS):
        feeds.shelf.days[day] = body(daily(f"2607.0000{number}", f"Paper {number}"))
    batch = huggingface.collect(settings(feeds), client, WEEK)
    assert (batch.health, len(batch.papers), batch.requests) == (Health.NEW, 5, 7)
    assert [asked.query["date"] for asked in feeds.asked()][::6] == ["2026-07-21", "2026-07-15"]
    weekend = huggingface.collect(settings(feeds), client, Window(since="2026-07-18", until="2026-07-19"))
    assert (weekend.health, weekend.papers) == (Health.QUIET, ())


def test_working_days_without_a_paper_are_stale(feeds: Feeds, client: Client) -> None:
    feeds.shelf.days["2026-07-15"] = body(daily("2607.00001", "One"))
    batch = huggingface.collect(settings(feeds), client, WEEK)
    assert batch.health is Health.STALE
    assert batch.detail.startswith("no paper at all on 2026-07-16, 2026-07-17, 2026-07-20")
    month = huggingface.collect(settings(feeds), client, Window(since="2026-07-01", until="2026-07-21"))
    assert month.detail.startswith("no paper at all on 13 working days from 2026-07-01 to 2026-07-20; ")


def test_a_paper_featured_twice_comes_once(feeds: Feeds, client: Client) -> None:
    for day in WORKING_DAYS:
        feeds.shelf.days[day] = body(daily("2607.00001", "One"))
    assert len(huggingface.collect(settings(feeds), client, WEEK).papers) == 1


def test_one_bad_day_does_not_take_the_others_with_it(feeds: Feeds, client: Client) -> None:
    feeds.answer_next("huggingface", '{"status": "ok"}', content_type="application/json")
    feeds.shelf.days["2026-07-20"] = body(daily("2607.00001", "One"))
    batch = huggingface.collect(settings(feeds), client, WEEK)
    assert (batch.health, len(batch.papers)) == (Health.PARTIAL, 1)
    assert batch.detail.startswith("2026-07-21: Hugging Face answered something else")


def test_a_service_that_is_down_is_left_alone_after_two_days(feeds: Feeds, client: Client) -> None:
    feeds.fail_next("huggingface", 403, times=99)
    batch = huggingface.collect(settings(feeds), client, WEEK)
    assert (batch.health, batch.requests) == (Health.FAILED, 2)
    assert "not asked for" in batch.detail
    assert batch.detail.startswith("2026-07-20, 2026-07-21: ")
    assert batch.detail.count("403") == 1, "one reason is said once"


@pytest.mark.parametrize("base", ["", "/api", "/api/daily_papers", "/"])
def test_the_address_may_name_the_site_or_the_api(feeds: Feeds, client: Client, base: str) -> None:
    feeds.shelf.days["2026-07-15"] = body(daily("2607.00001", "One"))
    site = HuggingFace(url=feeds.address("huggingface") + base)
    assert len(huggingface.collect(site, client, Window(since="2026-07-15", until="2026-07-15")).papers) == 1


def test_a_title_is_searched(feeds: Feeds, client: Client) -> None:
    feeds.shelf.days["2026-07-15"] = body(daily("2607.00001", "One"), daily("2607.00002", "Two"))
    assert [paper.arxiv_id for paper in huggingface.search(client, settings(feeds), "two")] == ["2607.00002"]
