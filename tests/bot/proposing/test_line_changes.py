"""Which lines changed: what is told turns one text into the other, and is what a person would point at."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.proposing.line_changes import changed, parts

LINES = st.lists(st.text(alphabet="abc", max_size=2), max_size=30)


@given(LINES, LINES)
def test_the_parts_are_both_texts_and_what_is_the_same_is(old: list[str], new: list[str]) -> None:
    told = parts(old, new)
    assert [line for part in told for line in old[part.start : part.end]] == old
    assert [line for part in told for line in new[part.first : part.last]] == new
    assert all(part.same == (old[part.start : part.end] == new[part.first : part.last]) for part in told)
    assert all(one.same != other.same for one, other in pairwise(told))


@given(LINES, LINES, LINES)
def test_lines_that_came_in_are_told_as_such(head: list[str], added: list[str], tail: list[str]) -> None:
    told = changed([*head, *tail], [*head, *added, *tail])
    assert [(part.start == part.end, part.last - part.first) for part in told] == [(True, len(added))] * bool(added)


def test_changes_far_apart_are_told_each_by_itself_among_many_equal_lines() -> None:
    old = [line for n in range(5_000) for line in (f"- Work {n}", "  Ann Lee", "")]
    new = [*old[:30], "- Mine", "  Ann Lee", "", *old[30:9_000], *old[9_003:14_998], "  Bo Chen", *old[14_999:]]
    assert [tuple(part)[1:] for part in changed(old, new)] == [
        (30, 30, 30, 33),
        (9_000, 9_003, 9_003, 9_003),
        (14_998, 14_999, 14_998, 14_999),
    ]
