"""What a list tells of itself for a config: names that are years."""

from __future__ import annotations

import pytest

from bot.configuring import infer


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("ICML 2024", True), ("2023", True), ("Spring of 2024 (Apr.)", True), ("All the papers that we have read since May 2024", False), ("Roots", False)],
)  # fmt: skip
def test_a_heading_is_a_year_where_it_says_little_else(name: str, is_one: bool) -> None:  # noqa: FBT001  # a parameter
    assert infer.names_a_year(name) is is_one
