"""Entries parted by rules: a hole between two of them takes the next entry, and no rule is doubled."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import paper_of

WALKS = "".join(
    f"## Topic {topic}\n\n"
    + "\n\n---\n\n".join(
        f"#### Walk {number} of Topic {topic}\n\n- **Link:** https://arxiv.org/abs/24{number:02}.0000{topic}\n- **Authors:** Ann Lee, Bo Chen"
        for number in range(1, 6)
    )
    + "\n\n"
    for topic in (1, 2, 3)
)
LIST = f"# L\n\n{WALKS}".rstrip("\n") + "\n"


@pytest.mark.parametrize("number", range(10))
def test_an_entry_cut_out_without_its_rule_comes_back_into_the_hole(number: int) -> None:
    lines = LIST.split("\n")
    entry = awesome.parse(LIST).entries[number]
    cut = "\n".join([*lines[: entry.line - 1], *lines[entry.end_line + 1 :]])
    assert house_style.add(awesome.parse(cut), paper_of(entry), entry.section).text == LIST


def test_without_a_hole_a_new_entry_brings_its_rule() -> None:
    alist = awesome.parse(LIST)
    fresh = paper_of(alist.entries[4])
    text = house_style.add(awesome.parse(awesome.remove(alist, alist.entries[4])), fresh, alist.entries[4].section).text
    assert text == LIST
    assert text.count("---") == LIST.count("---")
