"""All sources of a config, one after the other: one that fails fails alone, and no day is lost."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import config, sources
from bot.errors import UsageError
from bot.matching.titles import fold_tight
from bot.planning.batch import Health, Window
from bot.sources import bundled, resolve
from bot.sources.http import Client
from tests.doubles.feeds import Feeds, atom, daily, entry

TODAY = "2026-07-21"
ALL = """
sources:
  arxiv: {categories: [cs.CV], days: 5}
  huggingface: {days: 2}
  feeds:
    - {name: Journal, url: "%s/feeds/journal.xml"}
  pages: [saved/a.txt]
  github_trending:
"""
PAGE = {"saved/a.txt": "A title\n\nWe study it.\n"}
RSS = '<rss version="2.0"><channel><title>J</title><item><title>R</title><link>https://j.example.org</link></item></channel></rss>'


def everything(feeds: Feeds) -> config.Config:
    feeds.shelf.arxiv = atom(entry("2607.00001", "One"))
    feeds.shelf.days[TODAY] = json.dumps([daily("2607.00002", "Two")]).encode()
    feeds.serve("feeds/journal.xml", RSS)
    feeds.serve("github_trending/daily/python.xml", RSS)
    return config.with_environment(config.read(ALL % feeds.url), feeds.environment())


def test_every_source_is_polled_in_the_configs_order(feeds: Feeds, client: Client) -> None:
    said: list[str] = []
    batches = sources.collect_all(everything(feeds), client, today=TODAY, pages=PAGE, say=said.append)
    assert [(batch.source, batch.health, len(batch.papers)) for batch in batches] == [
        ("arxiv", Health.NEW, 1),
        ("huggingface", Health.NEW, 1),
        ("Journal", Health.NEW, 1),
        ("page saved/a.txt", Health.NEW, 1),
        ("github_trending", Health.QUIET, 0),
    ]
    assert said == [f"asking {batch.source}" for batch in batches]
    assert sum(batch.requests for batch in batches) == client.requests == len(feeds.asked())


def test_one_that_fails_fails_alone(feeds: Feeds, client: Client) -> None:
    settings = everything(feeds)
    for service in ("arxiv", "feeds"):
        feeds.answer_html(service)
    batches = sources.collect_all(settings, client, today=TODAY, pages={})
    assert [(batch.source, batch.health) for batch in batches] == [
        ("arxiv", Health.FAILED),
        ("huggingface", Health.NEW),
        ("Journal", Health.FAILED),
        ("page saved/a.txt", Health.FAILED),
        ("github_trending", Health.QUIET),
    ]
    assert "commit it" in batches[3].detail


def test_named_sources_alone_are_polled(feeds: Feeds, client: Client) -> None:
    settings = everything(feeds)
    batches = sources.collect_all(settings, client, today=TODAY, pages=PAGE, only=["Journal", "pages"])
    assert [batch.source for batch in batches] == ["Journal", "page saved/a.txt"]
    with pytest.raises(UsageError, match="no source 'arxv' in the config; there are: arxiv, huggingface, Journal"):
        sources.collect_all(settings, client, today=TODAY, pages=PAGE, only=["arxv"])


def test_a_config_without_sources_names_none(client: Client) -> None:
    empty = config.read("sources: {}")
    assert sources.collect_all(empty, client, today=TODAY) == []
    with pytest.raises(UsageError, match="none; add one"):
        sources.collect_all(empty, client, today=TODAY, only=["arxiv"])


def test_after_an_outage_the_missed_days_are_asked_for(feeds: Feeds, client: Client) -> None:
    settings = everything(feeds)
    sources.collect_all(settings, client, today=TODAY, watermarks={"huggingface": "2026-07-15"}, only=["huggingface"])
    assert len(feeds.asked("huggingface")) == 11
    sources.collect_all(
        settings, client, today=TODAY, watermarks={"huggingface": "2026-07-15"}, only=["huggingface"], since=3
    )
    assert len(feeds.asked("huggingface")) == 11, "the other days were answered in this run already"


@pytest.mark.parametrize(
    ("watermarks", "asked"),
    [({}, 30), ({"arxiv": "2026-07-21"}, 30), ({"huggingface": ""}, 7), ({"huggingface": "2026-07-21"}, 7), (None, 7)],
    ids=["first time", "another source was asked", "never a good day", "yesterday", "doctor"],
)
def test_a_source_is_asked_for_as_many_days_as_init_tries_the_first_time(
    feeds: Feeds, watermarks: dict[str, str] | None, asked: int
) -> None:
    settings = config.with_environment(
        config.Config.model_validate({"sources": {"huggingface": None}}), feeds.environment()
    )
    with Client(paces={}) as client:
        sources.collect_all(settings, client, today=TODAY, watermarks=watermarks)
    assert len({each.query["date"] for each in feeds.asked("huggingface")}) == asked


@pytest.mark.parametrize(
    ("days", "watermark", "since"),
    [
        (7, "", "2026-07-15"),
        (1, "", "2026-07-21"),
        (7, "2026-07-20", "2026-07-15"),
        (1, "2026-07-20", "2026-07-16"),
        (7, "2026-07-10T05:00:00Z", "2026-07-06"),
        (7, "2025-01-01", "2026-06-22"),
        (30, "2025-01-01", "2026-06-22"),
    ],
)
def test_a_window_overlaps_and_catches_up_and_ends(days: int, watermark: str, since: str) -> None:
    assert sources.window(TODAY, days, watermark) == Window(since=since, until=TODAY)


DATES = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@given(DATES, st.integers(1, 30), DATES)
def test_a_window_holds_its_days_and_is_never_longer_than_a_month(today: date, days: int, watermark: date) -> None:
    found = sources.window(today.isoformat(), days, watermark.isoformat())
    length = (date.fromisoformat(found.until) - date.fromisoformat(found.since)).days + 1
    assert found.until == today.isoformat()
    assert days <= length <= sources.CATCH_UP


# --- the bundled feeds --------------------------------------------------------------------------------------------


def test_the_demos_feeds_and_list_are_whole() -> None:
    folder = bundled.demo_folder() / "list"
    settings = config.read((folder / config.PATH).read_text(encoding="utf-8"))
    pages = {path: (folder / path).read_text(encoding="utf-8") for path in settings.sources.pages}
    with bundled.serve_demo() as server, Client(paces={}) as client:
        here = config.with_environment(settings, server.environment())
        batches = sources.collect_all(here, client, today=bundled.DEMO_DAY, pages=pages)
        papers = [paper for batch in batches for paper in batch.papers]
        resolution = resolve.resolve(papers, client, here.sources)
    assert [batch.health for batch in batches] == [Health.NEW] * 3
    assert not any(batch.skipped for batch in batches)
    assert len({fold_tight(paper.title) for paper in papers}) >= 40
    assert [skip.what for skip in resolution.unresolved] == [
        "Improving Language Understanding by Generative Pre-Training"
    ]
    seen = Counter(fold_tight(paper.title) for paper in papers)
    assert max(seen.values()) == len(batches), "one paper is in every feed"
