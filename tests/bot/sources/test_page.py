"""A saved trending page: titles and abstracts in turn, and nothing else to go by."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.titles import fold_tight
from bot.planning.batch import Health
from bot.sources import page
from bot.sources.http import Client

ABSTRACT = "We study how to keep a list of papers current. " * 8
HEADERS = (
    "new",
    "Get trending papers in your email inbox!",
    "Get trending papers in your email inbox once a day!",
    "Subscribe",
    "byAK and the research community",
    "Mar 14",
    "12",
    "",
)


def titles(text: str) -> list[str]:
    return [paper.title for paper in page.parse(text.encode())[0]]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\n \u00a0\n"])
def test_titles_and_abstracts_alternate(gap: str) -> None:
    (one, two), skipped = page.parse(gap.join(["First title", ABSTRACT, "Second $\\pi$ title", ABSTRACT]).encode())
    assert (one.title, two.title, skipped) == ("First title", "Second $\\pi$ title", [])
    assert one.abstract == two.abstract == ABSTRACT.strip()
    assert (one.url, one.sources) == ("", ("page",))


def test_the_sites_own_words_are_no_papers() -> None:
    assert titles("\n".join([*HEADERS, "A title", ABSTRACT, *HEADERS, "B title", ABSTRACT])) == ["A title", "B title"]


def test_a_button_glued_to_the_first_title_comes_off_once() -> None:
    text = f"SubscribeRevisiting Things\n{ABSTRACT}\nSubscribeNow: a Title of Its Own\n{ABSTRACT}"
    assert titles(text) == ["Revisiting Things", "SubscribeNow: a Title of Its Own"]
    assert titles(f"Subscribers and Their Lists\n{ABSTRACT}") == ["Subscribers and Their Lists"]


def test_a_short_abstract_after_a_title_ends_in_a_full_stop() -> None:
    (paper,), _ = page.parse(b"A title\nWe prove it in one line.\n")
    assert (paper.title, paper.abstract) == ("A title", "We prove it in one line.")


def test_what_stands_alone_is_skipped_and_named() -> None:
    papers, skipped = page.parse(f"{ABSTRACT}\nWithout\nWith\n{ABSTRACT}\n{ABSTRACT}\nLast".encode())
    assert [paper.title for paper in papers] == ["With"]
    assert [(skip.what[:10], skip.why) for skip in skipped] == [
        ("line 1: We", "an abstract without a title above it"),
        ("Without", "a title without an abstract below it"),
        ("line 5: We", "an abstract without a title above it"),
        ("Last", "a title without an abstract below it"),
    ]


@given(st.lists(st.sampled_from([*HEADERS, "A title", "Other title", ABSTRACT, "x" * 251]), max_size=12))
def test_every_block_is_read_or_named(blocks: list[str]) -> None:
    papers, skipped = page.parse("\n".join(blocks).encode())
    assert 2 * len(papers) + len(skipped) == sum(block not in HEADERS for block in blocks)


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(body: bytes) -> None:
    page.parse(body)


def test_a_page_is_a_source_of_its_own(client: Client) -> None:
    batch = page.collect("saved/a.txt", f"A title\n{ABSTRACT}", client)
    assert (batch.source, batch.health, batch.papers[0].sources) == (
        "page saved/a.txt",
        Health.NEW,
        ("page saved/a.txt",),
    )
    assert page.collect("b.txt", "Subscribe\n", client).health is Health.QUIET
    half = page.collect("c.txt", f"A title\n{ABSTRACT}\nB title\n", client)
    assert half.health is Health.PARTIAL
    assert "without an abstract" in half.detail


# --- real pages ---------------------------------------------------------------------------------------------------


def real(shared: Path) -> dict[str, bytes]:
    return {file.name[:3]: file.read_bytes() for file in (shared / "data/seeds").glob("00[123]_*.txt")}


@pytest.mark.shared
def test_real_pages_are_recovered_whole(shared: Path) -> None:
    read = {name: page.parse(body) for name, body in real(shared).items()}
    assert {name: len(papers) for name, (papers, _) in read.items()} == {"001": 202, "002": 183, "003": 106}
    assert not any(skipped for _, skipped in read.values())
    every = [paper for papers, _ in read.values() for paper in papers]
    assert all(555 <= len(paper.abstract) <= 1916 for paper in every)
    # 473 distinct papers; the fold of a title finds all but those that only their abstracts join.
    assert 473 <= len({fold_tight(paper.title) for paper in every}) <= 475


@pytest.mark.shared
def test_a_lost_line_costs_only_its_own_paper(shared: Path) -> None:
    lines = real(shared)["003"].decode().split("\n")
    whole = {paper.title for paper in page.parse("\n".join(lines).encode())[0]}
    for lost in range(0, len(lines), 7):
        papers, _ = page.parse("\n".join(lines[:lost] + lines[lost + 1 :]).encode())
        assert len(whole - {paper.title for paper in papers}) <= 1
