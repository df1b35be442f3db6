"""A person's edits of a branch reach a newer list, or the answer is that only a person can say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.proposing.carry import carry, new_lines

LINES = st.lists(st.text(alphabet="abc", max_size=3), max_size=8)


def text(lines: list[str]) -> str:
    return "\n".join(lines)


@given(LINES, LINES)
def test_nothing_written_leaves_the_newest_list(forked: list[str], newest: list[str]) -> None:
    assert carry(text(forked), text(forked), text(newest)) == text(newest)


@given(LINES, LINES)
def test_nothing_new_in_the_list_leaves_what_was_written(forked: list[str], written: list[str]) -> None:
    assert carry(text(forked), text(written), text(forked)) == text(written)


def test_two_insertions_at_one_place_both_stay() -> None:
    assert carry("# A\n- one\n", "# A\n- ours\n- one\n", "# A\n- theirs\n- one\n") == "# A\n- theirs\n- ours\n- one\n"


def test_a_typo_mended_elsewhere_is_carried_too() -> None:
    forked, written, newest = "teh list\n\n- one\n", "the list\n\n- one\n- two\n", "teh list\n\n- zero\n- one\n"
    assert carry(forked, written, newest) == "the list\n\n- zero\n- one\n- two\n"


def test_one_line_changed_by_both_is_left_to_a_person() -> None:
    assert carry("- one\n", "- ONE\n", "- One\n") is None


def test_a_line_removed_on_the_branch_that_is_gone_from_the_list_is_left_to_a_person() -> None:
    assert carry("a\nb\nc\n", "a\nc\n", "a\nB\nc\n") is None


@given(LINES, LINES, LINES)
def test_any_three_texts_give_a_text_or_none(forked: list[str], written: list[str], newest: list[str]) -> None:
    carried = carry(text(forked), text(written), text(newest))
    assert carried is None or isinstance(carried, str)


def test_an_entry_beside_one_that_the_list_lost_stays_where_it_was_written() -> None:
    forked = "## S\n\n- gone\n  - Ann\n\n- here\n  - Bo\n"
    written = "## S\n\n- gone\n  - Ann\n\n- Mine\n  - Ann\n\n- here\n  - Bo\n"
    assert carry(forked, written, "## S\n\n- here\n  - Bo\n") == "## S\n\n- Mine\n  - Ann\n\n- here\n  - Bo\n"


def test_of_entries_that_end_alike_the_new_one_is_told_whole() -> None:
    old = ["<ul>", "<li>", "One", "</li>", "</ul>"]
    new = ["<ul>", "<li>", "One", "</li>", "<li>", "Two", "</li>", "</ul>"]
    assert new_lines(old, new) == [(4, ["<li>", "Two", "</li>"])]
    old = ["- One", "  - Code: none", "", "## End"]
    new = ["- One", "  - Code: none", "", "- Two", "  - Code: none", "", "## End"]
    assert new_lines(old, new) == [(3, ["- Two", "  - Code: none", ""])]
    assert new_lines(["a", "b"], ["a", "c"]) == [(1, ["c"])]
    assert new_lines(["a"], ["a", "a"]) == [(1, ["a"])]
