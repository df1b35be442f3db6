"""The phrases that a list's titles share: whole words, nothing cut out of a sentence, nothing that meets no title."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import book
from bot.awesome import parse
from bot.configuring.phrases import phrases
from bot.learning.signals import occurs


def of(*titles: str) -> tuple[str, ...]:
    lines = [f"- [{title}](https://arxiv.org/abs/2401.{n:05})\n" for n, title in enumerate(titles)]
    return phrases(book.of(parse("# Trees\n\n## All\n\n" + "".join(lines)), "README.md"))


def test_phrases_are_what_several_titles_share() -> None:
    assert of("Rooted Oak Trees", "Young Oak Trees at Night", "Old Oak Trees", "Moss") == ("oak trees",)


def test_a_paper_that_stands_in_two_sections_shares_nothing_with_itself() -> None:
    assert of("Chestnut Blight in Spring", "Chestnut Blight in Spring", "Moss", "Fern") == ()


@pytest.mark.parametrize(
    "title", ["Pruning for Large {0}", "Arxiv Preprint Arxiv {0}", "래티스 구조 기반 {0}", "Ladder-Based {0}"]
)
def test_no_phrase_is_cut_out_of_the_middle_of_a_sentence_or_meets_no_title(title: str) -> None:
    assert of(*(title.format(name) for name in ("Elms", "Firs", "Oaks"))) == ()


def test_small_words_stand_inside_a_phrase_where_they_join_two_nouns() -> None:
    assert of("Chain of Seeds", "A Chain of Seeds Again", "Chain of Seeds, Broken") == ("chain of seeds",)


def test_a_hyphenated_word_is_not_cut_and_is_written_as_the_titles_write_it() -> None:
    assert of("Few-Shot Bark Reading", "Few-Shot Roots", "Two-Shot Leaves", "Moss") == ("few-shot",)


def test_a_small_word_may_begin_a_hyphenated_one() -> None:
    assert of("In-Ground Learning of Roots", "Why In-Ground Learning Works", "On In-Ground Learning") == (
        "in-ground learning",
    )


def test_a_phrase_ends_with_its_noun() -> None:
    titles = ("Large Forest Models", "Pruning Large Forest Models", "A Large Forest Model", "Large Forest Models Lie")
    assert of(*titles) == ("large forest model",)


def test_the_singular_meets_the_plural_too() -> None:
    assert of("World Tree", "World Trees of Old", "Two World Trees") == ("world tree",)


def test_words_that_a_colon_parts_are_no_phrase() -> None:
    assert of("Oak: Reading Bark", "Elm and Oak: Reading Leaves", "OAK: reading roots") == ()


def test_what_papers_of_any_topic_say_is_no_keyword() -> None:
    titles = [f"Large Language Models for Bark {n}" for n in range(4)] + [f"Reading Tree Rings {n}" for n in range(30)]
    assert of(*titles, *(f"Moss {n}" for n in range(66))) == ("reading tree rings",)


@given(st.lists(st.text("aoks -:.İé", min_size=3, max_size=30), min_size=3, max_size=8))
def test_each_phrase_meets_a_title_as_a_run_matches_it(titles: list[str]) -> None:
    shown = [re.sub(r"\s+", " ", title).strip() for title in titles]
    for phrase in of(*shown):
        assert any(occurs(phrase, title.lower()) for title in shown)
