"""Made-up papers, and the words that hands are filled with."""

from __future__ import annotations

import random
from dataclasses import replace

from bot.model import Link, Paper

PAPERS = 8
"""Papers of a list before the one that is added."""

_WORDS = "Walking Long Gardens Stone Slow Rivers Low Bridges Brighter Hills Growing Telling Roots Walls Counted".split()
_JOINS = "Through of and Under Toward for in".split()
_LAST = "Lee Chen Day Eck Gray Ives King Moss Orr Quist Sun Urn Vale Xu Young Zorn".split()
_FIRST = "Ann Bo Cy Dee Eva Flo Gus Hal Ida Jo Kim Lou Max Ned Pia Ray".split()
_PLACES = ("ICML", "NeurIPS", "ICLR", "CVPR", "ACL", "EMNLP")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_TAGS = ("pruning", "growth", "irrigation", "soil")
_IDEAS = "Counts the {} twice.|Grows {} without any water.|Shows that {} keep for years.|Tells {} from weeds.".split(
    "|"
)


def paper(draw: random.Random, number: int) -> Paper:
    """A made-up paper with people, a venue, a date and, more often than not, code."""
    words = draw.sample(_WORDS, draw.randint(4, 7))
    words[2:2] = [draw.choice(_JOINS)]
    named = draw.choice((True, False)) and "".join(draw.sample("ABDEGLMNRST", 4))
    title = (f"{named}: " if named else "") + " ".join(words)
    year, month = draw.choice((2023, 2024, 2025)), draw.randint(1, 12)
    people = tuple(f"{draw.choice(_FIRST)} {draw.choice(_LAST)}" for _ in range(draw.randint(2, 5)))
    slug = (named or words[0]).lower()
    return Paper(
        title=title,
        url=f"https://arxiv.org/abs/{year % 100}{month:02}.{draw.randint(1000, 9999)}{number}",
        authors=tuple(dict.fromkeys(people)),
        venue=f"{draw.choice(_PLACES)} {year}",
        date=f"{year}-{month:02}",
        published=f"{year}-{month:02}-11",
        code=(Link(label="", url=f"https://github.com/made-up/{slug}{number}"),) if draw.random() < 0.6 else (),
    )


def papers(draw: random.Random) -> list[Paper]:
    """Nine papers with tags and ideas; two of the first eight have code and two have none, so each way is shown."""
    told = [_told(draw, paper(draw, number)) for number in range(PAPERS + 1)]
    for number in (0, 2):
        slug = f"https://github.com/made-up/shown{draw.randint(100, 999)}{number}"
        told[number] = replace(told[number], code=(Link(label="", url=slug),))
    for number in (1, 4):
        told[number] = replace(told[number], code=())
    return told


def _told(draw: random.Random, bare: Paper) -> Paper:
    words = bare.title.lower().split()
    return replace(bare, tags=(draw.choice(_TAGS),), idea=draw.choice(_IDEAS).format(words[-1]))


def values(paper: Paper) -> dict[str, str]:
    """What a dress is filled with: title, address, people, venue, year in two lengths, month, code, tag, idea."""
    venue, _, year = paper.venue.rpartition(" ")
    month = int(paper.date[5:7])
    code = paper.code[0].url if paper.code else ""
    return {
        "t": paper.title,
        "u": paper.url,
        "id": paper.url.rpartition("/")[2],
        "a": ", ".join(paper.authors),
        "v": venue,
        "y": year or paper.date[:4],
        "s": paper.date[2:4] if not venue else year[2:],
        "m": f"{month:02}",
        "w": _MONTHS[month - 1],
        "c": code,
        "repo": code.removeprefix("https://github.com/"),
        "tag": paper.tags[0] if paper.tags else "",
        "i": paper.idea,
    }
