"""Dead is what was gone on two days; everything else tells nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import awesome
from bot.book import Book
from bot.keeping import link_health
from bot.keeping.link_health import Reach, Tried

URL = "https://lab.example/page"
ONE, TWO, LATER = "2026-11-14", "2026-11-21", "2026-12-28"


def a_book(*urls: str) -> Book:
    text = "# A\n\n## One\n\n" + "".join(f"- [Paper {n} of ours]({url})\n" for n, url in enumerate(urls))
    return Book(path="README.md", lists={"README.md": awesome.parse(text)})


def after(*told: tuple[Reach, str]) -> Tried:
    one = None
    for reach, day in told:
        one = link_health.after(one, URL, reach, day)
    assert one is not None
    return one


def test_gone_on_two_days_is_dead() -> None:
    assert after((Reach.GONE, ONE), (Reach.GONE, TWO)).dead


@pytest.mark.parametrize(
    "told",
    [
        [(Reach.GONE, ONE)],
        [(Reach.GONE, ONE), (Reach.GONE, ONE)],
        [(Reach.GONE, ONE), (Reach.ALIVE, TWO), (Reach.GONE, LATER)],
        [(Reach.GONE, ONE), (Reach.UNSURE, TWO)],
        [(Reach.UNSURE, ONE), (Reach.UNSURE, TWO)],
        [(Reach.GONE, ONE), (Reach.GONE, TWO), (Reach.ALIVE, LATER)],
    ],
)
def test_anything_less_is_not(told: list[tuple[Reach, str]]) -> None:
    assert not after(*told).dead


def test_a_dead_link_is_told_with_its_entry_and_the_days() -> None:
    (skip,) = link_health.dead(link_health.links_of(a_book(URL)), {URL: after((Reach.GONE, ONE), (Reach.GONE, TWO))})
    assert skip.what == "README.md:5 “Paper 0 of ours”"
    assert skip.why == f"{URL} was not there on {ONE} and on {TWO}"


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2401.00001",
        "https://export.arxiv.org/abs/2401.00001",
        "https://doi.org/10.1/x",
        "http://127.0.0.1:8000/x",
        "http://[::1]/x",
        "http://10.0.0.1/x",
        "http://localhost/x",
        "http://printer.local/x",
        "ftp://lab.example/x",
    ],
)
def test_what_is_nobodys_page_or_known_by_its_id_is_not_tried(url: str) -> None:
    assert not link_health.links_of(a_book(url))


def test_what_was_gone_comes_first_then_what_was_never_tried() -> None:
    links = [f"https://{name}.example/" for name in ("alive", "new", "gone", "today")]
    tried = {
        links[0]: Tried(url=links[0], asked="2026-01-01"),
        links[2]: Tried(url=links[2], asked=ONE, gone=ONE, still=ONE),
        links[3]: Tried(url=links[3], asked=TWO, gone=TWO, still=TWO),
    }
    assert link_health.chosen(links, tried, TWO, 9) == [links[2], links[1], links[0]]
    assert link_health.chosen(links, tried, TWO, 1) == [links[2]]


def test_hosts_take_turns() -> None:
    links = ["https://a.example/1", "https://a.example/2", "https://b.example/1"]
    assert link_health.chosen(links, {}, TWO, 2) == [links[0], links[2]]


DAYS = st.sampled_from([ONE, TWO, LATER])


@given(st.dictionaries(st.sampled_from(["https://a.example/", "https://b.example/ü"]), st.tuples(DAYS, DAYS)))
def test_what_was_tried_comes_back(days: dict[str, tuple[str, str]]) -> None:
    tried = {url: Tried(url=url, asked=asked, gone=gone, still=gone) for url, (asked, gone) in days.items()}
    assert link_health.read(link_health.write(tried, tried)) == (tried, ())


def test_a_broken_line_is_named() -> None:
    found, (skip,) = link_health.read('{"url": "https://a.example/", "asked": "now"}\n')
    assert (found, skip.what) == ({}, "ledger links.jsonl line 1")
