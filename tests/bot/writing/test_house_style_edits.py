"""Edits of one entry: one field changed, an entry moved or taken out, in every dialect and no other byte."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

import pytest

from bot import awesome, house_style
from bot.errors import ListError
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
            asked: list[dict[str, object]] = [
                {"venue": "ICML 2031"},
                {"code": code},
                {"tags": (*entry.tags, "Brand new")},
                {"url": "https://arxiv.org/abs/2399.12345"},
            ]
            for fields in asked:
                with suppress(ListError):  # which says that it is to be written by hand
                    after = house_style.restyle(alist, entry, **fields)
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
            with suppress(ListError):
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


ROWS = (
    "# List\n\n## A\n\n| Title | Code | Stars |\n|---|---|---|\n"
    "| [One Paper of Words](https://arxiv.org/abs/2401.00001) | [code](https://github.com/a/one) | 5 |\n"
    "| [Two Papers of Words](https://arxiv.org/abs/2402.00002) | ❌ | 50 |\n"
    "| [Three Papers of Words](https://arxiv.org/abs/2403.00003) | [code](https://github.com/a/three) | 7 |\n"
    "| [Four Papers of Words](https://arxiv.org/abs/2404.00004) | ❌ | 8 |\n"
)
WIDE = (
    "# List\n\n## A\n\n| Title                                                   | Code                             |\n"
    "|---|---|\n"
    "| [One Paper](https://arxiv.org/abs/2401.00001)           | [Code](https://github.com/a/one) |\n"
    "| [Two Papers](https://arxiv.org/abs/2402.00002)          |                                  |\n"
    "| [Three Papers](https://arxiv.org/abs/2403.00003)        | [Code](https://github.com/a/3)   |\n"
)
PIPED = "# List\n\n## A\n\n" + "".join(
    f"- **A Title of {n}** [pdf](https://arxiv.org/abs/240{n}.00001) | [code](https://github.com/a/b{n}) | [board](https://a{n}.org)\n"
    for n in range(1, 5)
)
BLANKS = "# List\n\n## A\n\n" + "".join(
    f"- A Title of {n} [[Paper]](https://arxiv.org/abs/240{n}.00001){more}\n"
    for n, more in enumerate((" [[Code]](https://github.com/a/b)", "  ", " [[Code]](https://github.com/a/c)"), 1)
)
TWICE = "# List\n\n## A\n\n" + "".join(
    f"+ **A Title of {n}**<details><summary>Ann Lee, Bo Chen</summary> Ann Lee, Bo Chen</details>\n"
    f"[![Paper](https://img.shields.io/badge/arXiv-red.svg)](https://arxiv.org/abs/240{n}.00001)\n{code}\n"
    for n, code in enumerate(
        ("[![Code](https://img.shields.io/badge/Code-blue.svg)](https://github.com/a/b)\n", "", "", ""), 1
    )
)


@pytest.mark.parametrize(
    ("text", "number", "code", "old", "new"),
    [
        (ROWS, 0, "", "[code](https://github.com/a/one)", "❌"),
        (ROWS, 1, "https://github.com/a/two", "❌ | 50", "[code](https://github.com/a/two) | 50"),
        (WIDE, 2, "", "[Code](https://github.com/a/3) ", " " * 31),
        (WIDE, 1, "https://github.com/a/2", f"  |{' ' * 34}|\n", "  | [Code](https://github.com/a/2)   |\n"),
        (PIPED, 1, "", " | [code](https://github.com/a/b2)", ""),
        (BLANKS, 1, "https://github.com/a/x", "2402.00001)", "2402.00001) [[Code]](https://github.com/a/x)"),
    ],
)
def test_code_comes_and_goes_in_its_own_place(text: str, number: int, code: str, old: str, new: str) -> None:
    alist = awesome.parse(text)
    label = "Code" if "Code]" in text else "code"
    links = (Link(label=label, url=code),) if code else ()
    after = house_style.restyle(alist, alist.entries[number], code=links)
    assert after == text.replace(old, new)
    again = awesome.parse(after)
    assert house_style.restyle(again, again.entries[number], code=alist.entries[number].code) == text


def test_a_link_keeps_the_form_it_has_as_its_address_changes() -> None:
    text = PIPED.replace(" | [board](https://a2.org)", "").replace(
        "[pdf](https://arxiv.org/abs/2402.00001) | [code](https://github.com/a/b2)",
        "[[pdf](https://arxiv.org/abs/2402.00001) [code](https://github.com/a/b2)]",
    )
    alist = awesome.parse(text)
    after = house_style.restyle(alist, alist.entries[1], code=(Link(label="code", url="https://github.com/a/new"),))
    assert after == text.replace("a/b2", "a/new")


def test_the_words_of_a_link_stay_as_its_address_changes() -> None:
    rows = "".join(
        f"24-0{n}|[{name}](https://arxiv.org/abs/240{n}.00001) |ICML|{name}: A Long Title of Words {n}|-\n"
        for n, name in enumerate(("Alpha", "Beta", "Gamma", "Delta"), 1)
    )
    text = "# L\n\n## A\n\nDate|Method|Venue|Title|Code\n-|-|-|-|-\n" + rows.replace("[Beta]", "[Beta-Strategy]")
    alist = awesome.parse(text)
    after = house_style.restyle(alist, alist.entries[1], url="https://arxiv.org/abs/2402.54321")
    assert after == text.replace("2402.00001", "2402.54321")


def test_people_who_stand_there_twice_stay_when_code_comes() -> None:
    alist = awesome.parse(TWICE)
    after = house_style.restyle(alist, alist.entries[2], code=(Link(label="Code", url="https://github.com/a/x"),))
    assert after.startswith(TWICE[: TWICE.index("2403.00001)")])
    assert "github.com/a/x" in after


def test_a_badge_of_stars_follows_its_repository_into_another_cell() -> None:
    star = "![S](https://img.shields.io/github/stars/a/one?style=social) [One"
    alist = awesome.parse(ROWS.replace("[One", star))
    after = house_style.restyle(alist, alist.entries[0], code=(Link(label="code", url="https://github.com/b/new"),))
    assert after == alist.text.replace("a/one", "b/new")


def test_code_whose_place_would_leave_a_mark_alone_is_refused() -> None:
    text = "# List\n\n## A\n\n" + "".join(
        f"### [A Title of {n}](https://arxiv.org/abs/240{n}.00001)\n- `Venue` ICML 2024{code}\n\n"
        for n, code in enumerate(("\n- `Resources` [[code]](https://github.com/a/b)", "", "", ""), 1)
    )
    alist = awesome.parse(text)
    with pytest.raises(ListError, match="write it by hand"):
        house_style.restyle(alist, alist.entries[1], code=(Link(label="code", url="https://github.com/a/x"),))


MOVES = """\
# List

## A

- [One Title of Words](https://arxiv.org/abs/2301.00001), Ann Lee, ICML 2023 (a remark of its own)
  - ![](figures/one.png)
- [Two Titles of Words](https://arxiv.org/abs/2302.00001), Bo Chen, ICML 2023

## B

1. [Four Titles of Words](https://arxiv.org/abs/2301.00004), Ann Lee, ICML 2023
2. [Five Titles of Words](https://arxiv.org/abs/2302.00005), Bo Chen, ICML 2023

## C

* [Six Titles of Words](https://arxiv.org/abs/2301.00006), Ann Lee, ICML 2023
* [Seven Titles of Words](https://arxiv.org/abs/2302.00007), Bo Chen, ICML 2023

## D

| Title | Code |
|---|---|
| [Eight Titles of Words](https://arxiv.org/abs/2301.00008) | [code](https://github.com/a/b) |
| [Nine Titles of Words](https://arxiv.org/abs/2302.00009) | [code](https://github.com/a/c) |

## E

| Title | Venue |
|---|---|
| [Ten Titles of Words](https://arxiv.org/abs/2301.00010) | ICML |
| [Eleven Titles of Words](https://arxiv.org/abs/2302.00011) | ICLR |
"""


@pytest.mark.parametrize(("section", "mark", "indent"), [("B", "3. ", "   "), ("C", "* ", "  ")])
def test_an_entry_moves_with_its_own_bytes_behind_the_bullet_of_its_new_section(
    section: str, mark: str, indent: str
) -> None:
    alist = awesome.parse(MOVES)
    moved = house_style.move(alist, alist.entries[0], section)
    own = alist.block(alist.units[0])
    assert moved.block == own.replace("- [One", f"{mark}[One").replace("\n  -", f"\n{indent}-")
    again = awesome.parse(moved.text)
    back = next(entry for entry in again.entries if entry.line == moved.line)
    assert house_style.move(again, back, "A").block == own


def test_a_row_whose_code_has_no_column_there_is_not_moved() -> None:
    alist = awesome.parse(MOVES)
    with pytest.raises(ListError, match="no place for its code"):
        house_style.move(alist, alist.entries[6], "E")


def test_what_hangs_below_an_entry_goes_with_it() -> None:
    cited = "\n```bibtex\n@article{two, title={Two}}\n```\n"
    text = MOVES.replace(
        "(https://arxiv.org/abs/2302.00001), Bo Chen, ICML 2023\n", f"(https://a.org/2), Bo Chen\n{cited}"
    )
    alist = awesome.parse(text)
    entry = alist.entries[1]
    assert "bibtex" not in house_style.remove(alist, entry)
    moved = house_style.move(alist, entry, "C").text
    assert moved.count("bibtex") == 1
    assert moved.index("Two Titles") < moved.index("bibtex") < moved.index("## D")


def test_tags_of_a_row_find_the_column_of_their_name_in_another_table() -> None:
    head = "| Key words | Institute (first) | Paper |\n|---|---|---|\n"
    rows = "".join(f"| K{n} | Lab {n} | [A Paper of {n}](https://arxiv.org/abs/240{n}.00001) |\n" for n in range(1, 4))
    other = head.replace("Key words", "key words").replace(" (first)", "")
    more = "".join(f"| K{n} | Lab {n} | [A Paper of {n}](https://arxiv.org/abs/240{n}.00001) |\n" for n in range(4, 7))
    text = f"# L\n\n## A\n\n{head}{rows}\n## B\n\n{other}{more}"
    alist = awesome.parse(text)
    assert "| K2 | Lab 2 | [A" in house_style.move(alist, alist.entries[1], "B").block


@pytest.mark.parametrize(
    ("line", "changes", "after"),
    [
        ("- **Roots**, *arXiv*, 2019. [paper]({})", {"venue": "ICML 2027"}, "- **Roots**, *ICML*, 2027. [paper]({})"),
        (
            "- Roots of Trees, in *ICLR* 2022. [p]({})",
            {"venue": "ICML 2027", "year": 2027},
            "- Roots of Trees, in *ICML* 2027. [p]({})",
        ),
        (
            "- 2018 - Roots of Trees. [[Paper]]({})",
            {"venue": "ICML 2027"},
            "- 2027-ICML - Roots of Trees. [[Paper]]({})",
        ),
        ("- [rdma](https://x.example/r): The core of trees", {"title": "Walls"}, "- [Walls](https://x.example/r)"),
    ],
)
def test_a_field_changes_with_what_goes_with_it(line: str, changes: dict[str, object], after: str) -> None:
    url = "https://arxiv.org/abs/1901.00001"
    text = f"# L\n\n## S\n\n{line.format(url)}\n- 2017-CVPR - Twigs of Trees. [[Paper]](https://arxiv.org/abs/1701.00002)\n"
    alist = awesome.parse(text)
    assert house_style.restyle(alist, alist.entries[0], **changes).split("\n")[4] == after.format(url)


def test_code_that_comes_leaves_the_blank_line_below_as_it_is() -> None:
    told = "1. **Trees {n}**, *ICML*, 201{n}. [paper](https://arxiv.org/abs/190{n}.00001){code}\n{blank}\n    Ann Lee, Bo Chen.\n"
    code = " [code](https://github.com/lee/{n})"
    blocks = [told.format(n=n, code=code.format(n=n) if n % 2 else "", blank="    " * (n != 4)) for n in range(1, 8)]
    alist = awesome.parse("# L\n\n## S\n\n" + "\n".join(blocks))
    after = house_style.restyle(alist, alist.entries[3], code=(Link(label="code", url="https://github.com/lee/4"),))
    assert after == alist.text.replace("1904.00001)", "1904.00001)" + code.format(n=4))
