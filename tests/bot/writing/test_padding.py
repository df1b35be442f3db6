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


SET = [[(1, 41, 18), (1, 1, 4)], [(1, 1, 80), (1, 1, 4)], [(1, 1, 95), (1, 1, 4)], [(1, 1, 70), (1, 1, 4)]]
"""A first column of sixty, as tools set it: long cells run over it."""


def test_short_cells_fill_the_width_of_the_rule_where_the_short_ones_here_do() -> None:
    assert Padding(SET, own=4, rule=[60, 6]).around(["x" * 30, "2024"]) == [(1, 29), (1, 1)]
    assert Padding(SET, own=4, rule=[60, 6]).around(["x" * 90, "2024"])[0] == (1, 1)


def test_the_head_tells_of_a_column_of_long_cells_where_the_other_columns_keep_to_the_rule() -> None:
    rows = [[(1, 1, 80), (1, 4, 5)], [(1, 1, 95), (1, 3, 6)], [(1, 1, 70), (1, 4, 5)]]
    head = [(1, 54, 5), (1, 5, 4)]
    assert Padding(rows, own=3, rule=[60, 10], head=head).around(["x" * 30, "ICML"])[0] == (1, 29)
    loose = [[row[0], (1, 1, row[1][2])] for row in rows]
    assert Padding(loose, own=3, rule=[60, 10], head=head).around(["x" * 30, "ICML"])[0] == (1, 1)


def test_cells_that_run_over_the_rule_keep_the_blanks_of_those_that_do() -> None:
    rows = [[(0, 0, 80)], [(0, 0, 95)], [(0, 42, 18)], [(0, 40, 20)]]
    assert Padding(rows, own=4, rule=[60]).around(["x" * 70]) == [(0, 0)]
