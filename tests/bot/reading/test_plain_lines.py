"""Lines that say in plain words, without marks of their own, which of them are title, people and place."""

from __future__ import annotations

import pytest

from bot import awesome

ADDRESS = "https://arxiv.org/abs/2205.00001"


@pytest.mark.parametrize(
    ("line", "title", "venue", "year"),
    [
        ("ICML 2022, Hedges of the deep north, [arXiv]({})", "Hedges of the deep north", "ICML 2022", 2022),
        (
            "ICML 2022, The **hedge bias** in deep and old towns, [Page]({})",
            "The **hedge bias** in deep and old towns",
            "ICML 2022",
            2022,
        ),
        ("arXiv 2022.10, Hedges of the deep north, [arXiv]({})", "Hedges of the deep north", "arXiv", 2022),
        ("NIPS 2020 (spotlight), Hedges of the north, [Page]({})", "Hedges of the north", "NIPS 2020", 2020),
        ("ICML 2022 best paper, Hedges of the north, [Page]({})", "Hedges of the north", "ICML 2022", 2022),
    ],
)
def test_place_and_year_with_a_comma_lead_a_title(line: str, title: str, venue: str, year: int) -> None:
    text = f"# L\n\n## S\n\n- {line.format(ADDRESS)}\n- [Walls of Old]({ADDRESS}2)\n"
    entry = awesome.parse(text).entries[0]
    assert (entry.title, entry.venue, entry.year) == (title, venue, year)


@pytest.mark.parametrize(
    ("line", "title", "venue"),
    [
        ("Weeds: A thing of the grass, in _arXiv_ 2021. [paper]({})", "Weeds: A thing of the grass", "arXiv"),
        ("Moss: A thing of the woods, in _Open Lawn_ 2022. [paper]({})", "Moss: A thing of the woods", "Open Lawn"),
        ("Long rows of trees, under review in *ICLR* 2023. [paper]({})", "Long rows of trees", "ICLR"),
    ],
)
def test_a_place_in_italics_behind_in_is_one_whatever_its_name(line: str, title: str, venue: str) -> None:
    entry = awesome.parse(f"# L\n\n## S\n\n* {line.format(ADDRESS)}\n").entries[0]
    assert (entry.title, entry.venue) == (title, venue)


def test_letters_by_their_names_in_html_part_no_people() -> None:
    line = f'1. P. Lee, M. Bj&ouml;rk, and C. Day, "Hedges of the north," in *Lawns*, 2023. Available: [{ADDRESS}]({ADDRESS})'
    entry = awesome.parse(f"# L\n\n## S\n\n{line}\n").entries[0]
    assert entry.authors == ("P. Lee", "M. Bj&ouml;rk", "C. Day")


@pytest.mark.parametrize(
    ("line", "title", "tags"),
    [
        ("weed2vec-U: [Unsupervised Weed Finding]({}) - *A Lee et al*", "Unsupervised Weed Finding", ("weed2vec-U",)),
        ("Farming Hedges for Food (ICDE 2022, **demo award**) [paper]({})", "Farming Hedges for Food", ("demo award",)),
        ('**Lee et al.** (CLM): "WEED: A Model of Gardens" [[paper]({})]', "WEED: A Model of Gardens", ("CLM",)),
    ],
)
def test_names_people_and_remarks_beside_a_title_are_none(line: str, title: str, tags: tuple[str, ...]) -> None:
    entry = awesome.parse(f"# L\n\n## S\n\n- {line.format(ADDRESS)}\n").entries[0]
    assert (entry.title, entry.tags) == (title, tags)


@pytest.mark.parametrize(
    ("people", "names"),
    [
        ("Kaiser, Ann, Lee, Bo, Roy, Cy, and de Day, Di. ", ("Kaiser, Ann", "Lee, Bo", "Roy, Cy", "de Day, Di")),
        ("Ann Ha, Bo Dai and Lee, Cy V. ", ("Ann Ha", "Bo Dai", "Lee, Cy V")),
        ("Koch, Gregory. ", ("Koch, Gregory",)),
        ("Ann Wellner. 1993. ", ("Ann Wellner",)),
    ],
)
def test_who_stands_alone_before_a_bold_title_wrote_it(people: str, names: tuple[str, ...]) -> None:
    text = f"# L\n\n## S\n\n{people}**Hedgenets**. In ICLR 2017, 2017. [pdf]({ADDRESS})\n\n" * 3
    entry = awesome.parse(text).entries[0]
    assert (entry.title, entry.authors, entry.venue) == ("Hedgenets", names, "ICLR 2017")


def test_a_title_goes_on_in_small_letters_below() -> None:
    line = f"- 2017-CVPR - Making Hedges Robust to Noise:\na Way to Mow. [[Paper]]({ADDRESS})"
    assert awesome.parse(f"# L\n\n## S\n\n{line}\n").entries[0].title == "Making Hedges Robust to Noise: a Way to Mow"
