"""Edits of one entry: one field changed, an entry moved or taken out, in every dialect and no other byte."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

import pytest

from bot import awesome, house_style
from bot.model import Entry, Link, paper_of

TABLE = (
    "# List\n\n## Vision\n\n"
    "| Date | Title | Backbone | Task | Code |\n|---|---|---|---|---|\n"
    "| 2024-01 | [Alpha: A First Paper](https://arxiv.org/abs/2401.00001) | ViT | Detection | [code](https://github.com/a/alpha) |\n"
    "| 2024-02 | [Beta: A Second Paper](https://arxiv.org/abs/2402.00002) | ResNet | Tracking | - |\n"
    "| 2024-03 | [Gamma: A Third Paper](https://arxiv.org/abs/2403.00003)  | ViT  | Depth | [code](https://github.com/c/gamma) |\n"
)
HTML = (
    "# List\n\n## Agents\n\n<table>\n<tr><td rowspan='2'>Model</td><td colspan='2'>Kind</td><td rowspan='2'>Paper</td></tr>\n"
    "<tr><td>Memory</td><td>Planning</td></tr>\n"
    '<tr>\n  <td>One Agent</td>\n  <td>Hybrid</td>\n  <td>w/o feedback</td>\n  <td><a href="https://arxiv.org/abs/2401.00001">Paper</a></td>\n</tr>\n'
    '<tr>\n  <td>Two Agent</td>\n  <td>-</td>\n  <td>w/ feedback</td>\n  <td><a href="https://arxiv.org/abs/2402.00002">Paper</a></td>\n</tr>\n'
    '<tr>\n  <td>Three Agent</td>\n  <td>Unified</td>\n  <td>-</td>\n  <td><a href="https://arxiv.org/abs/2403.00003">Paper</a></td>\n</tr>\n'
    "</table>\n"
)


def test_a_tag_of_a_table_row_changes_in_its_own_cell() -> None:
    alist = awesome.parse(TABLE)
    after = house_style.restyle(alist, alist.entries[1], tags=("Backbone: Swin", "Task: Tracking"))
    assert after == TABLE.replace("ResNet", "Swin")


def test_released_code_takes_the_place_of_the_mark_in_its_cell() -> None:
    alist = awesome.parse(TABLE)
    code = (Link(label="code", url="https://github.com/b/beta"),)
    after = house_style.restyle(alist, alist.entries[1], code=code)
    assert after == TABLE.replace("| - |", "| [code](https://github.com/b/beta) |")


def test_columns_of_an_html_table_are_named_by_the_lowest_cells_of_its_head() -> None:
    alist = awesome.parse(HTML)
    assert [entry.tags for entry in alist.entries[-3:]] == [
        ("Memory: Hybrid", "Planning: w/o feedback"),
        ("Planning: w/ feedback",),
        ("Memory: Unified",),
    ]


def test_an_html_row_is_written_again_from_its_fields() -> None:
    alist = awesome.parse(HTML)
    entry = alist.entries[-1]
    cut = awesome.remove(alist, entry)
    after = house_style.add(awesome.parse(cut), paper_of(entry), entry.section).text
    assert sorted(after.splitlines()) == sorted(HTML.splitlines())


@pytest.mark.shared
def test_edits_touch_the_lines_of_one_entry_in_every_list(shared: Path) -> None:
    for path in sorted((shared / "data" / "lists").glob("*.md"))[::4]:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        alist = awesome.parse(text)
        for entry in _some(alist.entries, 3):
            assert house_style.restyle(alist, entry) == text, (path.name, entry.line)
            code = (Link(label="Code", url="https://github.com/example/released"), *entry.code[1:])
            for after in (
                house_style.restyle(alist, entry, venue="ICML 2031"),
                house_style.restyle(alist, entry, code=code),
                house_style.restyle(alist, entry, tags=(*entry.tags, "Brand new")),
                house_style.restyle(alist, entry, url="https://arxiv.org/abs/2399.12345"),
            ):
                _only_the_entry(text, after, entry.line, entry.end_line, path.name)


@pytest.mark.shared
def test_taking_out_and_moving_lose_no_other_line(shared: Path) -> None:
    for path in sorted((shared / "data" / "lists").glob("*.md"))[1::4]:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        alist = awesome.parse(text)
        used = [section for section in alist.sections if section.entries]
        for entry in _some(alist.entries, 2):
            left = _filled(text.split("\n")[: entry.line - 1] + text.split("\n")[entry.end_line :])
            assert _filled(awesome.remove(alist, entry).split("\n")) == left, (path.name, entry.line)
            section = used[entry.line % len(used)]
            moved = house_style.move(alist, entry, section.path)
            assert set(left) <= set(_filled(moved.text.split("\n"))), (path.name, entry.line)
            assert moved.block.replace("\r\n", "\n") in moved.text.replace("\r\n", "\n")


def _some(entries: Sequence[Entry], count: int) -> Sequence[Entry]:
    return entries[1 :: max(1, len(entries) // count)][:count]


def _filled(lines: list[str]) -> list[str]:
    return [line.rstrip("\r") for line in lines if line.strip()]


def _only_the_entry(before: str, after: str, first: int, last: int, name: str) -> None:
    old, new = before.split("\n"), after.split("\n")
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    back = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old[::-1], new[::-1], strict=False)))
    assert before == after or (same >= first - 1 and back >= len(old) - last), (name, first)
