"""What a list tells of itself for a config: phrases that are worth reading, names that are years."""

from __future__ import annotations

import pytest

from bot import book
from bot.awesome import parse
from bot.configuring import infer


def phrases(*titles: str) -> tuple[str, ...]:
    lines = [f"- [{title}](https://arxiv.org/abs/2401.{n:05})\n" for n, title in enumerate(titles)]
    return infer.phrases(book.of(parse("# Trees\n\n## All\n\n" + "".join(lines)), "README.md"))


def test_phrases_are_what_several_titles_share() -> None:
    assert phrases("Rooted Oak Trees", "Young Oak Trees at Night", "Old Oak Trees", "Moss") == ("oak trees",)


def test_a_paper_that_stands_in_two_sections_shares_nothing_with_itself() -> None:
    assert phrases("Chestnut Blight in Spring", "Chestnut Blight in Spring", "Moss", "Fern") == ()


@pytest.mark.parametrize("title", ["Pruning for Large {0}", "Arxiv Preprint Arxiv {0}", "래티스 구조 기반 {0}"])
def test_no_phrase_is_cut_out_of_the_middle_of_a_sentence_or_meets_no_title(title: str) -> None:
    assert phrases(*(title.format(name) for name in ("Elms", "Firs", "Oaks"))) == ()


def test_small_words_stand_inside_a_phrase_where_they_join_two_nouns() -> None:
    assert phrases("Chain of Seeds", "A Chain of Seeds Again", "Chain of Seeds, Broken") == ("chain of seeds",)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("ICML 2024", True), ("2023", True), ("Spring of 2024 (Apr.)", True), ("All the papers that we have read since May 2024", False), ("Roots", False)],
)  # fmt: skip
def test_a_heading_is_a_year_where_it_says_little_else(name: str, is_one: bool) -> None:  # noqa: FBT001  # a parameter
    assert infer.names_a_year(name) is is_one
