"""Patterns that are asked only where they can match say what they say when asked everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.dates import DATE
from bot.reading.fields import MARK_RUN, has_mark
from bot.reading.numbered import Numbered
from bot.reading.printed_venue import VENUE

WORDS = (
    "ICML",
    "2024",
    "'24",
    "arXiv",
    "NeurIPS Workshop",
    "Mar",
    "3",
    "12",
    "-",
    ",",
    "(",
    ")",
    "A Title of",
    "⭐",
    ":star:",
)
texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=8).map(" ".join)


@pytest.mark.parametrize("pattern", [DATE, VENUE], ids=["date", "venue"])
@given(text=texts, start=st.integers(0, 6))
def test_a_pattern_of_numbers_finds_what_it_finds_when_asked_everywhere(
    pattern: Numbered, text: str, start: int
) -> None:
    for one, all_of_it in (
        (pattern.search(text, start), pattern.whole.search(text, start)),
        (pattern.match(text, start), pattern.whole.match(text, start)),
        (pattern.fullmatch(text, start), pattern.whole.fullmatch(text, start)),
    ):
        assert (one and one.span()) == (all_of_it and all_of_it.span())
    assert pattern.sub("_", text) == pattern.whole.sub("_", text)


@given(texts)
def test_a_rating_is_seen_wherever_it_stands(text: str) -> None:
    assert has_mark(text) == (MARK_RUN.search(text) is not None)
