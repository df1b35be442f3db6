"""Trying links over real HTTP: what is an answer, and what tells nothing."""

from __future__ import annotations

import pytest

from bot.keeping.link_health import Reach
from bot.sources import reach
from bot.sources.http import Client
from tests.doubles.feeds import TEXT, Feeds


def a_client() -> Client:
    return Client(limits=reach.LIMITS, sleep=lambda _: None)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (200, Reach.ALIVE),
        (204, Reach.ALIVE),
        (404, Reach.GONE),
        (410, Reach.GONE),
        (403, Reach.UNSURE),
        (429, Reach.UNSURE),
        (500, Reach.UNSURE),
        (503, Reach.UNSURE),
    ],
)
def test_only_what_says_that_it_is_gone_is(feeds: Feeds, status: int, told: Reach) -> None:
    feeds.answer_next("lab", "", status=status, content_type=TEXT, times=2)
    with a_client() as client:
        assert reach.try_link(client, feeds.address("lab")) is told


def test_gone_is_asked_twice_and_alive_once(feeds: Feeds) -> None:
    feeds.serve("lab/page", "hello", TEXT)
    with a_client() as client:
        assert reach.try_link(client, f"{feeds.url}/lab/page") is Reach.ALIVE
        assert len(feeds.asked("lab")) == 1
        assert reach.try_link(client, f"{feeds.url}/lab/no") is Reach.GONE
        assert len(feeds.asked("lab")) == 3


def test_a_host_that_refuses_head_is_asked_for_the_page(feeds: Feeds) -> None:
    feeds.serve("lab/page", "hello", TEXT)
    feeds.fail_next("lab", 405)
    with a_client() as client:
        assert reach.try_link(client, f"{feeds.url}/lab/page") is Reach.ALIVE


def test_a_page_that_moved_is_alive(feeds: Feeds) -> None:
    feeds.serve("lab/page", "hello", TEXT)
    feeds.redirect("lab", "/lab/page")
    with a_client() as client:
        assert reach.try_link(client, f"{feeds.url}/lab/old") is Reach.ALIVE


def test_a_cut_connection_and_a_closed_port_tell_nothing(feeds: Feeds) -> None:
    feeds.cut_connection("lab")
    with a_client() as client:
        assert reach.try_link(client, feeds.address("lab")) is Reach.UNSURE
        assert reach.try_link(client, "http://127.0.0.1:9/") is Reach.UNSURE


def test_a_host_that_tells_nothing_is_left_alone_after_three(feeds: Feeds) -> None:
    feeds.fail_next("lab", 503, times=99)
    urls = [f"{feeds.url}/lab/{n}" for n in range(9)]
    with a_client() as client:
        assert [told for _, told in reach.try_all(client, urls)] == [Reach.UNSURE] * 3
    assert len(feeds.asked("lab")) == 3
