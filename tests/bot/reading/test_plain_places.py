"""Places and years in plain words before a title, as the whole label of its link, and as pages that are no papers."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

FEED = Paper(
    title="Fresh Work on Hedges",
    url="https://arxiv.org/abs/2511.00009",
    authors=("Kim Low", "Lou May"),
    published="2025-11-02T10:00:00Z",
    code=(Link(label="Code", url="https://github.com/low/fresh"),),
    sources=("arXiv",),
)
LED = "# L\n\n## S\n\n" + "".join(
    f"- {place}, {title}, [arXiv](https://arxiv.org/abs/230{n}.00001)\n"
    for n, (place, title) in enumerate(
        (
            ("ICML 2022", "The **Long Row** of Walls in Low Light"),
            ("ICML 2023 oral", "The **Dry Stone** in Garden Walls"),
            ("arXiv 2023.10", "Hedges and What They Hide"),
            ("NIPS 2020 (spotlight)", "Moss Features Let Walls Learn"),
            ("SIGGRAPH 2023 best paper", "3D Roses for Real-Time Gardens"),
            ("CVPR 2021", "**FERN**: What Ferns See in the\nLow Light of a Garden"),
        )
    )
)


def test_a_place_and_a_comma_before_a_title_are_none_of_its_words() -> None:
    found = awesome.parse(LED).entries
    assert [(entry.title, entry.year) for entry in found] == [
        ("The **Long Row** of Walls in Low Light", 2022),
        ("The **Dry Stone** in Garden Walls", 2023),
        ("Hedges and What They Hide", 2023),
        ("Moss Features Let Walls Learn", 2020),
        ("3D Roses for Real-Time Gardens", 2023),
        ("FERN: What Ferns See in the Low Light of a Garden", 2021),
    ]
    block = house_style.add(awesome.parse(LED), Paper(title=FEED.title, url=FEED.url, venue="ACL 2025"), "S").block
    assert block == "- ACL 2025, Fresh Work on Hedges, [arXiv](https://arxiv.org/abs/2511.00009)"


TITLES = ("Hedges Told Apart by Night", "Walls of Stone in Low Light", "Roots and Rows and More")


def labelled(*labels: str) -> str:
    return "# L\n\n## S\n\n" + "".join(
        f"- {title} [[{label}]](https://arxiv.org/abs/230{n}.00001) [[Code]](https://github.com/day/work{n})\n"
        for n, (title, label) in enumerate(zip(TITLES * 3, labels, strict=False))
    )


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (("arXiv 12 Mar 2019", "arXiv on 27 Jan 2019", "arXiv 6 Dec 2018"), "arXiv 2 Nov 2025"),
        (("2015", "2014", "2011"), "2025"),
        (("TIV2023", "CVPR2022", "arXiv", "book", "ICCV2021"), "arXiv2025"),
    ],
)
def test_the_label_of_a_link_says_where_and_when_and_is_no_title(labels: tuple[str, ...], told: str) -> None:
    alist = awesome.parse(labelled(*labels))
    assert [entry.title for entry in alist.entries] == list((TITLES * 3)[: len(labels)])
    block = house_style.add(alist, FEED, "S").block
    assert block == f"- {FEED.title} [[{told}]]({FEED.url}) [[Code]](https://github.com/low/fresh)"


def test_words_in_brackets_of_their_own_behind_a_title_are_none() -> None:
    text = labelled("ICML2024", "ACL2023") + (
        "- Joint Walls for Gardens [[NIPS2017]](https://nips.example/a.pdf) "
        "[[Python Garden Wall Library]](https://github.com/day/walls)\n"
    )
    last = awesome.parse(text).entries[-1]
    assert (last.title, last.url) == ("Joint Walls for Gardens", "https://nips.example/a.pdf")


def test_a_place_with_a_comma_in_the_brackets_of_a_bold_title_is_none_of_its_words() -> None:
    text = "# L\n\n## S\n\n" + "".join(
        f"- **{title} ({place})**\n  - Ann Lee and Bo Chen\n  - [[Paper]](https://arxiv.org/abs/240{n}.00001)\n\n"
        for n, (title, place) in enumerate(
            zip(TITLES, ("KDD 2018", "Learning on Old Walls, NIPS 2018", "TKDE 2015"), strict=True)
        )
    )
    assert [entry.title for entry in awesome.parse(text).entries] == list(TITLES)


@pytest.mark.parametrize(
    "page",
    [
        "Papers:\n- 2023\n  - [NeurIPS 2023](https://neurips.example/a.html)\n  - [ICLR 2024 submission](https://iclr.cc/b)\n",
        "#### [How to submit a pull request?](https://github.com/day/list/blob/main/how-to.md)\n",
        "### [ICML](https://icml.example/) - [2023](https://icml.example/2023) | [2024](https://icml.example/2024)\n",
    ],
)
def test_pages_of_meetings_and_of_the_list_are_no_papers(page: str) -> None:
    text = f"# A Paper List of [Kim Low](https://low.example/)\n\n{page}\n" + LED.removeprefix("# L\n\n")
    assert [entry.title for entry in awesome.parse(text).entries] == [
        entry.title for entry in awesome.parse(LED).entries
    ]
