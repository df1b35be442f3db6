"""Entries that lead with a picture and a tag and end with the title, parted by blanks that are written out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper, paper_of
from bot.reading.fields import without_spacing

GAP = " &nbsp;&nbsp;&nbsp;-&nbsp;&nbsp;&nbsp; "
LINES = [
    f":red_square: `ABC` `Aug`{GAP}[paper](https://arxiv.org/abs/2508.00001) / [code](https://github.com/example/one){GAP}Look Before You Read: A Study of Tables",
    f":red_square: `ABC` `Aug`{GAP}[paper](https://arxiv.org/abs/2508.00002) / code{GAP}Reading Tables Aloud in the Dark",
    f":blue_square: `DEF` `Jul`{GAP}[paper](https://arxiv.org/abs/2507.00003) / [code](https://github.com/example/three){GAP}Maps: Reading Them as They Are Drawn",
    f":blue_square: `DEF` `Jul`{GAP}[paper](https://arxiv.org/abs/2507.00004) / code{GAP}Do Readers Truly Read Their Maps?",
    f":white_large_square: `GHI` `Jun`{GAP}[paper](https://arxiv.org/abs/2506.00005) / [code](https://github.com/example/five){GAP}Signs That Read Themselves to Walkers",
    f":white_large_square: `GHI` `May`{GAP}[paper](https://arxiv.org/abs/2505.00006) / code{GAP}What Signs Say When Nobody Reads",
]
TEXT = "# Papers\n\n" + "\n\n".join(LINES) + "\n"


def test_the_title_behind_the_links_is_read() -> None:
    entries = awesome.parse(TEXT).entries
    assert [entry.title for entry in entries] == [line.rpartition(GAP)[2] for line in LINES]
    assert entries[0].tags == ("ABC", "Aug")
    assert entries[0].code == (Link(label="code", url="https://github.com/example/one"),)


def test_the_picture_goes_with_the_tag() -> None:
    alist = awesome.parse(TEXT)
    for number in range(len(LINES)):
        entry = alist.entries[number]
        rest = awesome.parse(awesome.remove(alist, entry))
        assert house_style.add(rest, paper_of(entry), entry.section).block == LINES[number]


def test_a_paper_without_a_tag_has_no_tags_picture() -> None:
    paper = Paper(title="Walking in the Dark", url="https://arxiv.org/abs/2606.00001", sources=("arxiv",))
    block = house_style.add(awesome.parse(TEXT), paper, ("Papers",)).block
    assert "_square:" not in block
    assert block.endswith("Walking in the Dark")
    code = replace(paper, code=(Link(label="", url="https://github.com/example/dark"),))
    assert "[code](https://github.com/example/dark)" in house_style.add(awesome.parse(TEXT), code, ("Papers",)).block


@pytest.mark.parametrize(
    ("block", "read"),
    [
        ("- a&nbsp;b", "- a      b"),
        ("a &nbsp;-&nbsp; b", "a \t             b"[: len("a &nbsp;-&nbsp; b") - 2] + " b"),
        (":red_square: `A` b", "             `A` b"[: len(":red_square: `A` b") - 5] + "`A` b"),
        ("- :star: a", "- :star: a"),
        ("- https://example.org:8080/a:b:c", "- https://example.org:8080/a:b:c"),
    ],
)
def test_blanks_written_out_keep_every_place(block: str, read: str) -> None:
    assert len(without_spacing(block)) == len(block)
    assert without_spacing(block).split() == read.split()
