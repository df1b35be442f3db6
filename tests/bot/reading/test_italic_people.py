"""People in italics behind a title in plain words: `A Title, *Ann Lee, Bo Chen*. [[pdf]](…)`."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

LINK = "[[PDF]](https://arxiv.org/abs/2401.00001)"


def _read(line: str) -> tuple[str, tuple[str, ...], str]:
    entry = awesome.parse(f"# L\n\n## S\n\n- {line}\n").entries[0]
    return entry.title, entry.authors, entry.venue


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        (f"Weeds in Walls, *Ann Lee, Bo Chen*. {LINK}", ""),
        (f"Weeds in Walls. *Ann Lee, Bo Chen* {LINK}", ""),
        (f"Weeds in Walls, _Ann Lee, Bo Chen_, CVPR 2024. {LINK}", "CVPR 2024"),
        (f"Weeds in Walls (*Ann Lee, Bo Chen*) {LINK}", ""),
        (f"**[CVPR 2024]** Weeds in Walls, *Ann Lee and Bo Chen*. {LINK}", "CVPR 2024"),
    ],
)
def test_a_title_ends_where_its_people_stand(line: str, venue: str) -> None:
    assert _read(line) == ("Weeds in Walls", ("Ann Lee", "Bo Chen"), venue)


@pytest.mark.parametrize(
    "title", ["Walls of *Old Ivy*", "Walls *In Vivo, Ex Vivo* and Between", "Growing *Ivy* in Walls"]
)
def test_words_of_a_title_may_be_in_italics(title: str) -> None:
    assert _read(f"{title} {LINK}")[0] == title


TIERS = "# L\n\n## S\n\n" + "".join(
    f"- ⭐ **[ICML 202{n}]** {plant} in Walls, *{people}*. [[PDF]](https://arxiv.org/abs/240{n}.00001)\n"
    for n, (plant, people) in enumerate(
        [
            ("Weeds", "Ann Lee, Bo Chen"),
            ("Moss", "Cy Day, Di Eng, Ed Fox"),
            ("Ivy", "Flo Gray"),
            ("Ferns", "Guy Hill, Ida Jay"),
        ]
    )
)


def test_one_person_stands_where_others_have_several() -> None:
    assert [entry.authors for entry in awesome.parse(TIERS).entries][2] == ("Flo Gray",)


def test_a_newcomer_has_its_people_in_italics() -> None:
    paper = Paper(
        title="Gates of Old Towns",
        authors=("Mina Okafor", "Tom Becker"),
        url="https://arxiv.org/abs/2610.00009",
        venue="ICML 2026",
        sources=("arXiv",),
    )
    block = house_style.add(awesome.parse(TIERS), paper, "S").block
    assert block == f"- ⭐ **[ICML 2026]** Gates of Old Towns, *Mina Okafor, Tom Becker*. [[PDF]]({paper.url})"
