"""Venues as the text of badges, with the year glued to them and with more behind: a newcomer's says its own year."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

BADGE = "![](https://img.shields.io/badge/{}-orange)"
ENTRY = "- **Hedges of Kind {n}**  \n  *Ann Lee, Bo Chen*. [[pdf](https://arxiv.org/pdf/230{n}.00001)], 202{n}.0{n}. {badge}"
VENUES = ("ICML2023", "Arxiv", "ACL2024--findings", "GUILD_at_ICML2023", "NAACL2024", "ICML2024--Oral")
LIST = "# L\n\n## S\n\n" + "".join(
    ENTRY.format(n=n, badge=BADGE.format(venue)) + "\n" for n, venue in enumerate(VENUES, start=1)
)
FEED = Paper(
    title="Lawns Again",
    url="https://arxiv.org/abs/2511.00009",
    authors=("Di Eng", "Ed Fox"),
    published="2025-11-03",
    sources=("arXiv",),
)


def test_the_text_of_a_badge_is_the_venue_with_all_it_says_but_the_colour() -> None:
    assert tuple(entry.venue for entry in awesome.parse(LIST).entries) == VENUES


@pytest.mark.parametrize(("venue", "badge"), [("EMNLP 2025", "EMNLP2025"), ("", "Arxiv")])
def test_a_newcomer_has_a_badge_of_its_own_year_or_that_of_preprints(venue: str, badge: str) -> None:
    block = house_style.add(awesome.parse(LIST), replace(FEED, venue=venue), "S").block
    assert block.endswith(f", 2025.11. {BADGE.format(badge)}")


STARS = " [![Stars](https://img.shields.io/github/stars/eng/kind{n})](https://github.com/eng/kind{n})"
DATED = "# L\n\n## S\n\n" + "".join(
    f"- **[202{n}.03.04]** **[Hedges of Kind {n}](https://arxiv.org/abs/230{n}.00001)**{rest}\n  - Ann Lee, Bo Chen\n"
    for n, rest in enumerate(
        (f" {BADGE.format(v)}{STARS.format(n=v[:2])}" for v in ("ICCV'23", "NIPS'23", "")), start=1
    )
).replace(f" {BADGE.format('')}{STARS.format(n='')}", "")


LAWNS = (Link(label="", url="https://github.com/eng/lawns"),)
BADGED = DATED.rpartition("- **[2023")[0]


@pytest.mark.parametrize(
    ("text", "venue", "code", "badge"),
    [
        (DATED, "AAAI 2025", LAWNS, [BADGE.format("AAAI'25")]),
        (DATED, "", LAWNS, []),
        (BADGED, "AAAI 2025", (), [BADGE.format("AAAI'25")]),
        (BADGED, "AAAI 2025", LAWNS, [BADGE.format("AAAI'25")]),
    ],
)
def test_a_badge_is_whole_or_not_there(text: str, venue: str, code: tuple[Link, ...], badge: list[str]) -> None:
    block = house_style.add(awesome.parse(text), replace(FEED, venue=venue, code=code), "S").block
    assert block.startswith("- **[2025.11.03]** **[Lawns Again](https://arxiv.org/abs/2511.00009)**")
    assert re.findall(r"!\[\]\([^()]*\)", block) == badge
    assert block.count("(") == block.count(")")


FINDINGS = "# L\n\n## S\n\n" + "".join(
    f"- Ann Lee, Bo Chen. **Walls of Kind {n}**. ({venue}) [[paper](https://arxiv.org/abs/230{n}.00001)]\n"
    for n, venue in enumerate(
        ("EMNLP 2023", "ACL 2022 Findings", "ICML 2022", "EMNLP 2021 Findings", "ACL 2020"), start=1
    )
)


def test_findings_stand_on_the_side_of_the_year_where_they_stand_here() -> None:
    block = house_style.add(awesome.parse(FINDINGS), replace(FEED, venue="NAACL Findings 2025"), "S").block
    assert "(NAACL 2025 Findings)" in block
