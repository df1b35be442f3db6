"""Blanks around the cells of a table."""

from __future__ import annotations

from bot.writing.padding import Padding

ROWS = [
    [(1, 4, 5), (1, 1, 40)],
    [(1, 1, 8), (0, 0, 41)],
    [(1, 3, 6), (1, 1, 44)],
    [(1, 1, 8), (0, 0, 47)],
    [(1, 1, 8), (0, 0, 42)],
    [(1, 2, 7), (1, 1, 43)],
    [(1, 5, 4), (1, 1, 49)],
    [(1, 6, 3), (1, 1, 46)],
]
"""A column set to ten characters, and one with a blank at each side in most rows."""


def test_a_column_set_to_a_width_says_nothing_of_the_blanks_in_another() -> None:
    assert Padding(ROWS, own=8).around(["x" * 6, "x" * 45]) == [(1, 3), (1, 1)]


def test_a_row_with_the_same_cells_lends_its_blanks_where_no_width_is_set() -> None:
    padding = Padding(ROWS, own=8, twin=[(2, 2, 6), (0, 3, 45)])
    assert padding.around(["x" * 6, "x" * 45]) == [(1, 3), (0, 3)]
