"""Entries of several paragraphs between rules."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper
from bot.reading.people import names_of
from bot.reading.printed_people import people_end

STARS = "  [![](https://img.shields.io/badge/Stars-{n}k-blue)](https://github.com/lee/w{n})"
ENTRY = """[**Walks of Number {n} at Night**](https://arxiv.org/abs/240{n}.00001) （**2024.0{n}.11**）

<font color="gray">Ann Lee, Bo Chen, Cy Day, Di Eng, etc .  - 【arXiv.org】</font>

![](https://img.shields.io/badge/Citations-{n}-green){stars}
"""
RULED = (
    "# L\n\n## Papers\n\n"
    + "\n---\n\n".join(ENTRY.format(n=n, stars=STARS.format(n=n) if n % 2 else "") for n in (5, 4, 3, 2))
    + "\n## T\n\nNothing here.\n"
)
FEED = Paper(
    title="Fresh Work on Hedges",
    url="https://arxiv.org/abs/2511.00009",
    authors=("Kim Low", "Lou May"),
    published="2025-11-02T10:00:00Z",
    code=(Link(label="Code", url="https://github.com/low/fresh"),),
    sources=("arXiv",),
)


def test_what_stands_between_two_rules_is_one_entrys() -> None:
    entries = awesome.parse(RULED).entries
    assert [(entry.line, entry.end_line) for entry in entries] == [(5, 9), (13, 17), (21, 25), (29, 33)]
    assert entries[0].authors == ("Ann Lee", "Bo Chen", "Cy Day", "Di Eng", "etc")


def test_a_newcomer_has_its_own_rule_and_paragraphs_and_nobodys_stars() -> None:
    added = house_style.add(awesome.parse(RULED), FEED, "Papers")
    assert added.block.startswith(
        "[**Fresh Work on Hedges**](https://arxiv.org/abs/2511.00009) （**2025.11.02**）\n\n<font"
    )
    assert added.block.rstrip("\n") == added.block
    assert "Kim Low, Lou May" in added.block
    assert "Stars" not in added.block
    assert "Citations" not in added.block
    assert added.text.count("\n---\n") == RULED.count("\n---\n") + 1


def test_without_rules_paragraphs_are_their_own() -> None:
    entries = awesome.parse(RULED.replace("\n---\n", "\n")).entries
    assert [entry.end_line - entry.line for entry in entries] == [0] * 4


def test_etc_closes_names_and_makes_none() -> None:
    assert names_of("Ann Lee, Bo Chen, etc") == ("Ann Lee", "Bo Chen", "etc")
    assert people_end("Ann Lee, Bo Chen, etc") == len("Ann Lee, Bo Chen, etc")
    assert people_end("Images, Videos, etc") == 0
