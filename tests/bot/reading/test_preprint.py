"""Telling a preprint's name from a venue and from a topic."""

from __future__ import annotations

import pytest

from bot.reading.preprint import is_preprint, name_in


@pytest.mark.parametrize(
    "text",
    [
        *("Arxiv 2024", "ArXiv (2025)", "Preprint'23", "arXiv preprint 2022", "CoRR 23", "arXiv 25.10", "arXiv2023"),
        *("arXiv:2301.00704v2 [cs.CV]", "CoRR abs/2301.00704", "bioRxiv, May 2024", "OpenReview", "Under review"),
    ],
)
def test_a_preprint_says_no_more(text: str) -> None:
    assert is_preprint(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Nature", "ICML 2024", "arXiv, accepted at ICML", "May 2024", "January", "Decoding", "Augmentation"),
        *("Marketing", "Correspondence", "Error Correction"),
    ],
)
def test_a_venue_a_month_and_a_topic_are_none(text: str) -> None:
    assert not is_preprint(text)


@pytest.mark.parametrize(
    ("venue", "name"),
    [
        *[("Arxiv 2024", "Arxiv"), ("arXiv preprint 2022", "arXiv preprint"), ("Arxiv.org, 2019", "Arxiv.org")],
        *[("Preprint'23", "Preprint"), ("CoRR abs/2301.00704", "CoRR"), ("bioRxiv 2024", ""), ("ICML 2024", "")],
        ("arXiv, accepted at ICML", ""),
    ],
)
def test_what_stands_for_the_venue_of_an_arxiv_paper(venue: str, name: str) -> None:
    assert name_in(venue) == name
