"""Bold titles that end in their year, with a picture below each entry."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper
from bot.reading.cues import is_picture

LIST = """# L

## S

<b>Shears and What They Cut (2014)</b> [[Paper]](https://example.org/1.pdf)
<p align="center"><img width="50%" src="https://example.org/1(a).png" /></p>

<b>Ivy (2015)</b> [[Paper]](https://example.org/2.pdf)
<br>Leaves of twelve sorts of ivy, on walls of every age.
<p align="center"><img width="50%" src="https://example.org/2.png" /></p>

<b>Roses: On Thorns of All Lengths (2016 ICCV)</b> [[Paper]](https://arxiv.org/abs/1601.00003) [[Code]](https://github.com/a/roses)
<p align="center"><img width="50%" src="https://example.org/3.png" /></p>

<b>Weeds Without Words (2017)</b> [[Paper]](https://arxiv.org/abs/1701.00004)
<p align="center"><img width="50%" src="https://example.org/4.png" /></p>

<b>Of Moss and Lawns (2018 CVPR)</b> [[Paper]](https://arxiv.org/abs/1801.00005)
<p align="center"><img width="50%" src="https://example.org/5.png" /></p>

## T
"""
FEED = Paper(
    title="Trees",
    url="https://arxiv.org/abs/1901.00009",
    published="2019-01-03",
    venue="ICML 2019",
    code=(Link(label="Code", url="https://github.com/a/trees"),),
    sources=("arXiv",),
)


def test_a_year_or_venue_in_brackets_is_no_part_of_a_bold_title() -> None:
    entries = awesome.parse(LIST).entries
    assert [(entry.title, entry.year, entry.venue) for entry in entries] == [
        ("Shears and What They Cut", 2014, ""),
        ("Ivy", 2015, ""),
        ("Roses: On Thorns of All Lengths", 2016, "ICCV"),
        ("Weeds Without Words", 2017, ""),
        ("Of Moss and Lawns", 2018, "CVPR"),
    ]


def test_a_newcomer_stands_behind_the_picture_of_the_entry_above_it() -> None:
    added = house_style.add(awesome.parse(LIST), FEED, "S")
    assert added.block == (
        "<b>Trees (2019 ICML)</b> [[Paper]](https://arxiv.org/abs/1901.00009) [[Code]](https://github.com/a/trees)"
    )
    assert added.text == LIST.replace('5.png" /></p>\n', f'5.png" /></p>\n\n{added.block}\n')


PICTURES = ('<p align="center"><img src="a.png"/></p>', "![a](b.png) [![c](d.png)](https://example.org)")
OTHERS = ("<p>words</p>", '<img src="a.png"> a caption', "")


def test_lines_of_pictures() -> None:
    assert [line for line in (*PICTURES, *OTHERS) if is_picture(line)] == [*PICTURES]
