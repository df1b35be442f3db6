"""The client: polite, bounded, and clear about what went wrong. Real HTTP on loopback, a clock that does not wait."""

from __future__ import annotations

import gzip
import time
import zlib
from itertools import pairwise

import pytest

from bot.errors import SourceError
from bot.sources.http import Client, Kind, Limits, Pace, family_of
from bot.sources.wire import redirected, retry_after, user_agent
from tests.doubles.clock import Clock
from tests.doubles.feeds import Feeds

FEED = "<feed/>"


def limited(clock: Clock, **limits: float) -> Client:
    return Client(limits=Limits(**limits), clock=clock, sleep=clock.sleep, jitter=lambda: 0.5)  # type: ignore[arg-type]  # numbers


def test_a_page_comes_back_whole_with_who_is_asking(feeds: Feeds, client: Client) -> None:
    address = feeds.serve("feeds/a.xml", FEED)
    answer = client.get(address, kind=Kind.XML)
    assert (answer.status, answer.body, answer.headers["content-type"][:15]) == (200, FEED.encode(), "application/xml")
    agent = feeds.asked("feeds")[0].headers["user-agent"]
    assert agent.startswith("Gleaner/")
    assert "maintainer@example.org" in agent


def test_a_page_is_fetched_once_a_run(feeds: Feeds, client: Client) -> None:
    address = feeds.serve("feeds/a.xml", FEED)
    client.get(address, {"q": "1"})
    client.get(address, {"q": "1"})
    client.get(address, {"q": "2"})
    assert len(feeds.asked("feeds")) == client.requests == 2
    client.forget(address, {"q": "1"})
    client.get(address, {"q": "1"})
    assert client.requests == 3


def test_a_parameter_is_added_to_those_of_the_address(feeds: Feeds, client: Client) -> None:
    client.get(feeds.serve("feeds/a.xml", FEED) + "?lang=en", {"q": "a b+c"})
    assert feeds.asked()[0].query == {"lang": "en", "q": "a b+c"}


# --- pace ---------------------------------------------------------------------------------------------------------


def test_arxiv_gets_one_request_in_three_seconds_api_and_feeds_together(feeds: Feeds, clock: Clock) -> None:
    started: list[float] = []
    with Client(clock=clock, sleep=clock.sleep) as client:
        for number in range(3):
            client.get(feeds.serve(f"arxiv/{number}", FEED), family="arxiv")
            started.append(clock())
    assert [later - earlier for earlier, later in pairwise(started)] == [3, 3]
    assert family_of("rss.arxiv.org") == family_of("export.arxiv.org") == "arxiv"
    assert family_of("notarxiv.org") == "notarxiv.org"


def test_time_that_passed_anyway_is_not_waited_again(feeds: Feeds, clock: Clock) -> None:
    with Client(clock=clock, sleep=clock.sleep) as client:
        client.get(feeds.serve("arxiv/1", FEED), family="arxiv")
        clock.now += 2
        client.get(feeds.serve("arxiv/2", FEED), family="arxiv")
        clock.now += 5
        client.get(feeds.serve("arxiv/3", FEED), family="arxiv")
    assert clock.slept == [1]


def test_a_run_has_a_budget_of_requests_for_each_family(feeds: Feeds, clock: Clock) -> None:
    with limited(clock, requests=2) as client:
        for number in range(2):
            client.get(feeds.serve(f"feeds/{number}", FEED))
        with pytest.raises(SourceError, match=r"2 requests.*waits for the next run"):
            client.get(feeds.serve("feeds/3", FEED))
    assert len(feeds.asked()) == 2


def test_a_source_has_five_minutes(feeds: Feeds, clock: Clock) -> None:
    with Client(clock=clock, sleep=clock.sleep, paces={"slow": Pace(pause=200)}) as client:
        with client.turn() as turn:
            for number in range(2):
                client.get(feeds.serve(f"feeds/{number}", FEED), family="slow")
            with pytest.raises(SourceError, match="300 seconds"):
                client.get(feeds.serve("feeds/3", FEED), family="slow")
        assert (turn.requests, turn.seconds) == (2, 200)
        with client.turn() as turn:
            client.get(feeds.serve("feeds/4", FEED), family="slow")
    assert turn.requests == 1


# --- persistence --------------------------------------------------------------------------------------------------


def test_a_service_that_names_a_time_is_asked_again_after_it(feeds: Feeds, client: Client, clock: Clock) -> None:
    feeds.fail_next("feeds", 503, retry_after=7)
    assert client.get(feeds.serve("feeds/a", FEED), kind=Kind.XML).status == 200
    assert clock.slept == [7]


def test_a_time_too_far_away_is_left_to_the_next_run(feeds: Feeds, client: Client, clock: Clock) -> None:
    feeds.fail_next("feeds", 429, retry_after=54_000)
    with pytest.raises(SourceError, match="429") as caught:
        client.get(feeds.serve("feeds/a", FEED))
    assert caught.value.retry_after == 54_000
    assert clock.slept == []


def test_too_many_requests_without_a_time_is_asked_once_more_after_a_long_pause(
    feeds: Feeds, client: Client, clock: Clock
) -> None:
    feeds.fail_next("arxiv", 429, times=9, body="Rate exceeded.")
    with pytest.raises(SourceError, match=r"HTTP 429.*fewer requests"):
        client.get(feeds.serve("arxiv/a", FEED), family="arxiv")
    assert clock.slept == [60]
    assert len(feeds.asked()) == 2


def test_trouble_is_met_with_growing_pauses_and_an_end(feeds: Feeds, client: Client, clock: Clock) -> None:
    feeds.fail_next("feeds", 503, times=9)
    with pytest.raises(SourceError, match=r"feeds/a: HTTP 503.*in trouble"):
        client.get(feeds.serve("feeds/a", FEED))
    assert clock.slept == [1, 2, 4]
    assert len(feeds.asked()) == 4


@pytest.mark.parametrize("sent", [b"", b"<feed>half"])
def test_a_cut_connection_is_tried_again(feeds: Feeds, client: Client, sent: bytes) -> None:
    feeds.cut_connection("feeds", after=sent)
    assert client.get(feeds.serve("feeds/a", FEED), kind=Kind.XML).body == FEED.encode()
    assert len(feeds.asked()) == 2


def test_an_empty_body_is_tried_again(feeds: Feeds, client: Client) -> None:
    feeds.answer_next("feeds", " \n")
    assert client.get(feeds.serve("feeds/a", FEED), kind=Kind.XML).body == FEED.encode()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
def test_a_refusal_is_not_asked_again(feeds: Feeds, client: Client, status: int) -> None:
    feeds.fail_next("feeds", status, times=2)
    with pytest.raises(SourceError, match=f"HTTP {status}.*check the address"):
        client.get(feeds.serve("feeds/a", FEED))
    assert len(feeds.asked()) == 1


def test_a_status_that_is_an_answer_is_handed_on(feeds: Feeds, client: Client) -> None:
    feeds.fail_next("feeds", 404, body="nothing here")
    answer = client.get(feeds.serve("feeds/a", FEED), kind=Kind.XML, allow=(404,))
    assert (answer.status, answer.body) == (404, b"nothing here")


def test_nobody_listening_is_said_with_the_address(client: Client, clock: Clock) -> None:
    with Feeds() as gone:
        address = gone.serve("feeds/a", FEED)
    with pytest.raises(SourceError, match=r"127\.0\.0\.1:\d+/feeds/a: .*check the network"):
        client.get(address)
    with pytest.raises(SourceError) as said:
        client.get(address)
    assert "Errno" not in str(said.value), "that number is for the system's own books"


def test_who_cannot_be_reached_is_waited_for_once(client: Client, clock: Clock) -> None:
    with Feeds() as gone:
        address = gone.serve("feeds/a", FEED)
    for page in (address, address + "b"):
        with pytest.raises(SourceError, match="check the network"):
            client.get(page)
    assert clock.slept == [1, 2, 4]


@pytest.mark.parametrize(
    "address", ["", "no address", "ftp://example.org/a", "file:///etc/hosts", "http://[::1", "https://"]
)
def test_what_is_no_web_address_is_refused(client: Client, address: str) -> None:
    with pytest.raises(SourceError, match="address"):
        client.get(address)


# --- bounds -------------------------------------------------------------------------------------------------------


def test_a_body_is_bounded(feeds: Feeds, clock: Clock) -> None:
    address = feeds.serve("feeds/a", b"x" * 2000)
    with limited(clock, body=1000) as client, pytest.raises(SourceError, match=r"larger than .*fewer"):
        client.get(address)
    with limited(clock, body=2000) as client:
        assert len(client.get(address).body) == 2000


def test_a_gzip_bomb_is_bounded_by_what_it_becomes(feeds: Feeds, clock: Clock) -> None:
    feeds.answer_gzip("feeds", b"\0" * 50_000_000)
    with limited(clock, body=100_000) as client, pytest.raises(SourceError, match="larger than"):
        client.get(feeds.address("feeds"))


def test_compressed_bodies_come_out_whole(feeds: Feeds, client: Client) -> None:
    text = b"<feed>" + b"abc" * 100_000 + b"</feed>"
    feeds.answer_gzip("feeds", text)
    feeds.answer_next("feeds", gzip.compress(b"one ") + gzip.compress(b"two"), headers={"Content-Encoding": "gzip"})
    feeds.answer_next("feeds", zlib.compress(text), headers={"Content-Encoding": "deflate"})
    got = [client.get(feeds.address("feeds"), {"n": str(n)}).body for n in range(3)]
    assert got == [text, b"one two", text]


def test_broken_compression_is_tried_again_then_named(feeds: Feeds, client: Client) -> None:
    whole = gzip.compress(b"<feed/>" * 100)
    feeds.answer_next("feeds", whole[:-12], headers={"Content-Encoding": "gzip"})
    feeds.answer_next("feeds", b"no gzip", headers={"Content-Encoding": "gzip"})
    feeds.answer_next("feeds", "x", headers={"Content-Encoding": "br"})
    assert client.get(feeds.serve("feeds/a", FEED)).body == FEED.encode()
    feeds.answer_next("feeds", b"no gzip", headers={"Content-Encoding": "gzip"}, times=4)
    with pytest.raises(SourceError, match="compression is broken"):
        client.get(feeds.address("feeds"))


def test_an_answer_that_drips_is_cut_off(feeds: Feeds, clock: Clock) -> None:
    feeds.drip("feeds", seconds=5)
    with limited(clock, total=0.2) as client, pytest.raises(SourceError, match=r"within 0\.2 seconds"):
        client.get(feeds.address("feeds"))


@pytest.mark.parametrize("kind", [Kind.XML, Kind.JSON])
def test_a_web_page_where_a_feed_is_due_is_named(feeds: Feeds, client: Client, kind: Kind) -> None:
    feeds.answer_html("feeds")
    with pytest.raises(SourceError, match=f"web page.*you're not a bot.*where {kind} is due.*browser"):
        client.get(feeds.address("feeds"), kind=kind)
    assert len(feeds.asked()) == 1


def test_comments_before_a_page_do_not_hide_it_and_cost_nothing(feeds: Feeds, client: Client) -> None:
    address = feeds.serve("feeds/a.json", b"<!-- a -->" * 300 + b"[]", "application/json")
    started = time.monotonic()
    assert client.get(address, kind=Kind.JSON).body.endswith(b"[]")
    assert time.monotonic() - started < 2
    with pytest.raises(SourceError, match="web page"):
        client.get(feeds.serve("feeds/b", b"<!-- a --> <!-- b --><html>"), kind=Kind.JSON)


def test_a_feed_that_names_html_in_its_type_is_still_a_feed(feeds: Feeds, client: Client) -> None:
    assert client.get(feeds.serve("feeds/a", FEED, "text/html"), kind=Kind.XML).body == FEED.encode()


# --- redirects ----------------------------------------------------------------------------------------------------


def test_a_redirect_is_followed_and_the_last_address_told(feeds: Feeds, client: Client) -> None:
    target = feeds.serve("feeds/new", FEED)
    feeds.redirect("old", "/feeds/new")
    answer = client.get(feeds.address("old"))
    assert (answer.url, answer.body) == (target, FEED.encode())


def test_a_circle_of_redirects_ends(feeds: Feeds, client: Client) -> None:
    feeds.redirect("feeds", "/feeds/again", times=99)
    with pytest.raises(SourceError, match="more than 5 redirects"):
        client.get(feeds.address("feeds"))
    assert len(feeds.asked()) == 6


@pytest.mark.parametrize(
    ("start", "location", "why"),
    [
        ("https://example.org/a", "http://example.org/b", "less safe"),
        ("https://example.org/a", "file:///etc/hosts", "less safe"),
        ("https://example.org/a", "https://127.0.0.1/b", "private network"),
        ("https://example.org/a", "https://169.254.169.254/latest", "private network"),
        ("http://example.org/a", "http://[::1]/b", "private network"),
        ("http://example.org/a", "https://localhost/b", "private network"),
        ("http://example.org/a", "http://[bad", "no address"),
    ],
)
def test_a_redirect_never_leads_somewhere_worse(start: str, location: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        redirected(start, location, method="GET")


def test_a_redirect_may_lead_somewhere_safer() -> None:
    assert (
        redirected("http://example.org/a?x", "https://export.example.org/b", method="GET")
        == "https://export.example.org/b"
    )
    assert redirected("https://example.org/a/b", "../c", method="GET") == "https://example.org/c"


# --- small words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:10 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 10),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT", "date": "Wed, 21 Oct 2026 08:28:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_a_contact_cannot_write_a_header_of_its_own() -> None:
    assert user_agent("1", "a@b.org\r\nX-Evil: 1 (é)") == "Gleaner/1 (a@b.orgX-Evil: 1)"


def test_json_is_sent_and_a_question_is_not_redirected(feeds: Feeds, client: Client) -> None:
    address = feeds.serve("semantic_scholar/batch", "[]", "application/json")
    assert client.post_json(address, b'{"ids": []}', {"fields": "title"}, headers={"x-api-key": "k"}).body == b"[]"
    asked = feeds.asked()[0]
    assert (asked.method, asked.body, asked.query, asked.headers["x-api-key"]) == (
        "POST", b'{"ids": []}', {"fields": "title"}, "k",
    )  # fmt: skip
    feeds.redirect("semantic_scholar", "/elsewhere")
    with pytest.raises(SourceError, match="redirects a question"):
        client.post_json(address, b"{}")
