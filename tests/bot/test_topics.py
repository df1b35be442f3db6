"""Sections and tags: in the list's own words, never invented; venues and years follow the venue."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import topics
from bot.learning.sections import Shelf, is_news, shelf_of
from bot.model import Paper

QUANTIZATION, PRUNING = ("Papers", "Quantization"), ("Papers", "Pruning")
HELD = [
    *(
        (Paper(title=f"Quantization of {what} to {bits} bits", tags=("low-bit",)), QUANTIZATION)
        for what, bits in (("weights", 4), ("activations", 8), ("caches", 2), ("language models", 3))
    ),
    *(
        (Paper(title=f"Pruning {what} by {how}", tags=("sparsity",)), PRUNING)
        for what, how in (
            ("filters", "magnitude"),
            ("heads", "gradients"),
            ("layers", "similarity"),
            ("experts", "use"),
        )
    ),
]
SECTIONS = [("News",), QUANTIZATION, PRUNING, ("Papers", "Distillation")]
NEW = Paper(title="Two-bit quantization of language models", abstract="We quantize weights to two bits.")


def test_a_paper_goes_where_its_like_stand() -> None:
    placed = topics.learn(HELD, SECTIONS).place([NEW])[0]
    assert placed.sections[0].name == "Papers > Quantization"
    assert placed.sections[0].score > placed.sections[1].score
    assert placed.tags[0].name == "low-bit"
    assert not placed.unsure


def test_a_section_that_holds_nothing_is_not_offered() -> None:
    placed = topics.learn(HELD, SECTIONS).place([Paper(title="Distillation of language models")])[0]
    assert {one.name for one in placed.sections} == {"Papers > Quantization", "Papers > Pruning"}


def test_news_is_no_home_while_there_is_another() -> None:
    held = [*HELD, *((Paper(title=f"Quantization news {i}"), ("News",)) for i in range(9))]
    assert "News" not in {one.name for one in topics.learn(held, SECTIONS).place([NEW])[0].sections}


def test_an_empty_list_offers_its_sections_and_is_unsure() -> None:
    placed = topics.learn([], [("A",), ("B",)]).place([NEW])[0]
    assert {one.name for one in placed.sections} == {"A", "B"}
    assert placed.unsure


def test_a_list_without_sections_has_nothing_to_offer() -> None:
    placed = topics.learn([], []).place([NEW])[0]
    assert placed.sections == ()
    assert placed.tags == ()


def test_a_paper_unlike_any_section_is_unsure() -> None:
    assert topics.learn(HELD, SECTIONS).place([Paper(title="Whales and their songs")])[0].unsure


def test_sections_that_are_venues_follow_the_venue() -> None:
    sections = [("CVPR 2024",), ("ICML 2024",), ("arXiv",)]
    held = [(Paper(title=f"Work {i} on images"), section) for i, section in enumerate(sections * 3)]
    placer = topics.learn(held, sections)
    accepted = Paper(title="Work on images", comment="Accepted at ICML 2024")
    preprint = Paper(title="Work on images", published="2025-01-02")
    assert placer.place([accepted])[0].sections[0].name == "ICML 2024"
    assert placer.place([preprint])[0].sections[0].name == "arXiv"


def test_the_topic_comes_from_the_text_and_the_year_from_the_paper() -> None:
    sections = [(topic, year) for topic in ("Quantization", "Pruning") for year in ("2023", "2024")]
    held = [
        (Paper(title=f"{topic} of networks, part {i}"), (topic, year)) for i in range(3) for topic, year in sections
    ]
    placed = topics.learn(held, sections).place([Paper(title="Pruning of networks", published="2024-05-06")])[0]
    assert placed.sections[0].name == "Pruning > 2024"


@pytest.mark.parametrize(
    ("groups", "paper", "home"),
    [
        # A newer paper that is given to the newest group gets a group of its own; the oldest would keep it.
        (("2022", "2023", "2025"), Paper(title="Work", published="2026-01-05"), "2025"),
        (("2022", "2023", "2025"), Paper(title="Work", arxiv_id="2601.00001"), "2025"),
        (("2025", "2023", "2022"), Paper(title="Work"), "2025"),
        (("2022", "2023", "2025"), Paper(title="Work", year=2020), "2022"),
        (("2024-10", "2024-11", "2024-12"), Paper(title="Work", published="2024-11-30"), "2024-11"),
        (
            ("December 2024", "November 2024", "October 2024"),
            Paper(title="Work", published="2024-10-01"),
            "October 2024",
        ),
        (("2024-10", "2024-11", "2024-12"), Paper(title="Work", published="2025-02-01"), "2024-12"),
        (("2024-10", "2024-12"), Paper(title="Work", year=2024), "2024-12"),
        (("2023", "2024-10", "2024-12"), Paper(title="Work", published="2023-05-01"), "2023"),
    ],
)
def test_a_dated_section_is_the_papers_own_or_the_nearest(groups: tuple[str, ...], paper: Paper, home: str) -> None:
    held = [(Paper(title=f"Work {i}"), ("Papers", group)) for i in range(3) for group in groups]
    placed = topics.learn(held, [("Papers", group) for group in groups]).place([paper])[0]
    assert placed.sections[0].name == f"Papers > {home}"


def test_a_plain_section_comes_before_one_of_another_year() -> None:
    sections = [("Papers",), ("Papers", "2022")]
    held = [(Paper(title=f"Work {i}"), section) for i in range(3) for section in sections]
    placed = topics.learn(held, sections).place([Paper(title="Work", published="2026-01-05")])[0]
    assert placed.sections[0].name == "Papers"


def test_a_venue_without_a_section_leaves_it_unsure() -> None:
    sections = [("CVPR 2024",), ("ICML 2024",)]
    held = [(Paper(title=f"Work {i}"), section) for i, section in enumerate(sections * 3)]
    assert topics.learn(held, sections).place([Paper(title="Work", comment="Accepted at KDD 2025")])[0].unsure


@pytest.mark.parametrize(
    ("heading", "shelf"),
    [
        ("2024", Shelf(year=2024)),
        ("2024-10", Shelf(year=2024, month=10)),
        ("Papers of Nov 2024", Shelf(year=2024, month=11)),
        ("Before 2018", Shelf(year=2018)),
        ("Papers in 2023", Shelf(year=2023)),
        ("CVPR 2024", Shelf(venue="CVPR", year=2024)),
        ("NeurIPS'23", Shelf(venue="NeurIPS", year=2023)),
        ("ICLR", Shelf(venue="ICLR")),
        ("arXiv papers", None),
        ("arXiv", Shelf(preprint=True)),
        ("Quantization", None),
        ("Survey of 2023 models", None),
        ("World models", None),
    ],
)
def test_headings_that_are_no_topics_are_told_apart(heading: str, shelf: Shelf | None) -> None:
    assert shelf_of(heading) == shelf


def test_news_headings_are_told_from_topics() -> None:
    assert is_news("🔥 News")
    assert is_news("Latest updates")
    assert not is_news("News recommendation")


@settings(deadline=None, max_examples=15)
@given(st.lists(st.builds(Paper, title=st.text(min_size=1, max_size=50)), max_size=5))
def test_only_sections_and_tags_of_the_list_are_named(papers: list[Paper]) -> None:
    placed = topics.learn(HELD, SECTIONS).place(papers)
    assert len(placed) == len(papers)
    assert {one.name for p in placed for one in p.sections} <= {"Papers > Quantization", "Papers > Pruning"}
    assert {one.name for p in placed for one in p.tags} <= {"low-bit", "sparsity"}


@pytest.mark.shared
def test_most_entries_of_a_real_list_find_their_section(shared: Path) -> None:
    text = gzip.decompress((shared / "data/ranking/sections/llm-compression.jsonl.gz").read_bytes()).decode()
    rows = [json.loads(line) for line in text.splitlines() if line]
    held = [
        (Paper(title=row["title"], arxiv_id=row["arxiv_id"]), tuple(row["path"].split(" > ")))
        for row in rows
        if row["fold"]
    ]
    asked = [row for row in rows if not row["fold"]]
    placed = topics.learn(held, list(dict.fromkeys(path for _, path in held))).place(
        [Paper(title=row["title"], abstract=row["abstract"], arxiv_id=row["arxiv_id"]) for row in asked]
    )
    right = sum(p.sections[0].name == row["path"] for p, row in zip(placed, asked, strict=True))
    assert right >= 0.75 * len(asked)
