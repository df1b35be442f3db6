"""The sample of what the feeds brought: bounded, the same for everyone, clean, and never held against itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import ledger, relevance
from bot.identity import keys_of
from bot.learning import background
from bot.model import Paper, Relevance
from bot.relevance import Ranker

TODAY = "2026-07-22"


def feed(count: int, *, first: int = 0, published: str = "2026-07-20") -> list[Paper]:
    """Papers as arXiv tells them, each on its own subject."""
    return [
        Paper(
            title=f"Subject {number} of the sea",
            abstract=f"We look at subject{number} in water{number % 7}. " + "It is deep. " * 80,
            arxiv_id=f"26{number // 90_000 + 1:02}.{number % 90_000:05}",
            published=published,
            sources=("arxiv",),
        )
        for number in range(first, first + count)
    ]


@given(st.lists(st.integers(0, 30), max_size=40), st.integers(0, 40), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_neither_order_nor_runs_nor_repeats_matter(numbers: list[int], parted: int, dice: object) -> None:
    papers = [feed(1, first=number)[0] for number in numbers]
    whole = background.sampled((), papers, TODAY)
    first = background.sampled((), papers[:parted], TODAY)
    assert background.sampled(first, papers[parted:], TODAY) == whole
    assert background.sampled(whole, papers[::-1], TODAY) == whole
    assert len(whole) == len(set(numbers))


def test_it_is_bounded_and_a_share_of_everything_seen_stays() -> None:
    sample: tuple[Paper, ...] = ()
    for run in range(8):
        sample = background.sampled(sample, feed(300, first=300 * run), TODAY)
    assert len(sample) == background.MOST
    numbers = [int(paper.title.split()[1]) for paper in sample]
    by_run = [sum(number // 300 == run for number in numbers) for run in range(8)]
    assert min(by_run) > 45, "600 of 2,400: about 75 of each run's 300"
    assert len(ledger.write_background(sample).encode()) < 450_000


def test_what_was_seen_a_year_ago_is_let_go() -> None:
    old = background.sampled((), feed(5, published="2025-08-01"), "2025-08-02")
    assert len(background.sampled(old, (), "2026-07-31")) == 5
    assert background.sampled(old, (), "2026-08-03") == ()


def test_a_paper_from_long_ago_counts_for_the_day_on_which_it_was_seen() -> None:
    papers = [
        *feed(1, published="2019-01-01"),
        *feed(1, first=1, published=""),
        *feed(1, first=2, published="2099-01-01"),
    ]
    assert {paper.published for paper in background.sampled((), papers, TODAY)} == {TODAY}


@given(st.text(), st.text())
def test_what_is_kept_comes_back_from_the_ledger_as_it_was(title: str, abstract: str) -> None:
    sample = background.sampled((), [Paper(title=title, abstract=abstract)], TODAY)
    read = ledger.read({ledger.BACKGROUND: ledger.write_background(sample)})
    assert read.background == sample
    assert read.skipped == ()


def test_foreign_text_is_cleaned_when_it_is_written_and_when_it_is_read() -> None:
    dirty = Paper(
        title="Deep \x1b[31mred\x07 \u202esea\ud800", abstract="a\x00b\n\n\tc " * 50_000, arxiv_id="2607.00001"
    )
    (kept,) = background.sampled((), [dirty], TODAY)
    assert kept.title == "Deep red sea\ufffd"
    assert len(kept.abstract) <= background.ABSTRACT
    assert kept.abstract.startswith("ab c ab c")
    assert keys_of(kept) == ("arxiv:2607.00001",)
    line = json.dumps(
        {"title": "A \x1b[2J\u202eb", "abstract": "x\x00" * 9_000, "published": TODAY, "url": "javascript:x"}
    )
    undated = json.dumps({"title": "No day", "published": "2026-99-99"})
    read = ledger.read({ledger.BACKGROUND: f"{line}\n{{broken\n{undated}\n"})
    assert [(paper.title, paper.url, len(paper.abstract)) for paper in read.background] == [
        ("A b", "", background.ABSTRACT)
    ]
    assert [skip.what for skip in read.skipped] == ["ledger background.jsonl line 2"]


def test_a_file_that_grew_by_hand_is_read_up_to_its_bound() -> None:
    text = "".join(json.dumps({"title": f"Paper {n}", "published": TODAY}) + "\n" for n in range(2_000))
    assert len(ledger.read({ledger.BACKGROUND: text}).background) == background.MOST


def judged(
    entries: Sequence[Paper], papers: Sequence[Paper], sample: Sequence[Paper]
) -> tuple[list[Relevance], list[set[str]]]:
    """What is said of the papers, and the titles that each ranker learned against."""
    pools: list[set[str]] = []

    def learn(others: Sequence[Paper], rate: float) -> Ranker:
        pools.append({paper.title for paper in others})
        return relevance.learn(entries, background=others, rate=rate)

    return background.judged(papers, sample, learn, entries=entries, today=TODAY), pools


def test_no_paper_is_judged_by_a_sample_that_holds_it() -> None:
    entries = [Paper(title=f"Reefs and corals in warm water {n}") for n in range(8)]
    papers, past = feed(500), feed(700, first=500)
    sample = background.sampled(background.sampled((), past, TODAY), papers, TODAY)
    said, pools = judged(entries, papers, sample)
    assert len(said) == len(papers)
    assert len(pools) == 2
    for paper in papers:
        assert any(paper.title not in pool for pool in pools)
    assert all(len(pool) >= relevance.LEAST_BACKGROUND for pool in pools)


def test_a_first_run_is_judged_by_its_own_other_half() -> None:
    papers = feed(900)
    _, pools = judged([], papers, background.sampled((), papers, TODAY))
    assert len(pools) == 2
    assert pools[0].isdisjoint(pools[1])


def test_a_few_papers_are_judged_as_without_a_sample() -> None:
    entries = [Paper(title=f"Reefs and corals in warm water {n}") for n in range(8)]
    papers = feed(40)
    said, pools = judged(entries, papers, background.sampled((), papers, TODAY))
    assert pools == [set()]
    assert said == relevance.learn(entries, rate=background.LEAST_RATE).judge(papers)


def test_how_much_the_feeds_bring_is_told_from_the_sample() -> None:
    days = [f"2026-06-{day:02}" for day in range(1, 31)]
    for a_day in (4, 40, 200):
        sample: tuple[Paper, ...] = ()
        for number, day in enumerate(days):
            sample = background.sampled(sample, feed(a_day, first=number * a_day, published=day), "2026-06-30")
        assert abs(background.per_day(sample) / a_day - 1) < 0.2
    assert background.per_day(()) == 0


def test_leaving_proposals_out_hardly_changes_how_much_the_feeds_seem_to_bring() -> None:
    papers = [paper for day in range(1, 31) for paper in feed(200, first=200 * day, published=f"2026-06-{day:02}")]
    sample = background.sampled((), papers, "2026-06-30")
    rest = background.without(sample, sample[5:20])
    today = feed(200, first=9000, published="2026-06-30")
    for kept in (rest, background.sampled(rest, today, "2026-06-30")):
        assert abs(background.per_day(kept) / background.per_day(sample) - 1) < 0.2


def test_a_list_that_takes_much_of_its_feeds_has_a_higher_rate() -> None:
    sample = background.sampled(
        (), feed(580, published="2026-07-20") + feed(20, first=600, published="2026-07-01"), TODAY
    )
    entry = Paper(title="Reefs", arxiv_id="2605.00001")
    rates = [background.rate_of([entry] * many, sample, TODAY) for many in (0, 300, 10_000)]
    assert background.LEAST_RATE == rates[0] < rates[1] < rates[2] == background.MOST_RATE
    assert background.rate_of([entry] * 300, sample[:50], TODAY) == background.LEAST_RATE, "too few to tell"
    assert background.rate_of([replace(entry, arxiv_id="2001.00001")] * 300, sample, TODAY) == background.LEAST_RATE


def test_a_feed_of_the_lists_own_topic_is_no_background() -> None:
    papers = feed(600)
    sample = background.sampled((), papers, TODAY)
    entries = [Paper(title=f"Subject {n} of the sea", arxiv_id=f"2605.{n:05}") for n in range(900)]
    assert background.general(sample, entries[:5], TODAY) == sample
    assert background.general(sample, entries * 40, TODAY) == ()
    _, pools = judged(entries * 40, papers[:50], sample)
    assert pools == [set()]
