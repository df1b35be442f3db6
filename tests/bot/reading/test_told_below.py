"""What hangs below a title, or stands above it: people and links of the work in its lines, and headings that are none."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

HEAD = "# L\n\n## S\n\n"
PAPER = Paper(
    title="Beds of Tulips at the Gate",
    authors=("Kim Low", "Ann Day"),
    url="https://arxiv.org/abs/2511.00009",
    venue="NeurIPS 2025",
    published="2025-11-02",
    sources=("arXiv",),
)


def rows(form: str) -> str:
    return "".join(form.format(n=n, year=2020 + n) for n in range(4))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param(
            rows(
                "- Rows of Roses, Part {n}.\n  - A. Lee, B. Chen, and C. Day. *ICML {year}*. [[pdf]](https://arxiv.org/abs/2001.0000{n})\n"
            ),
            [f"Rows of Roses, Part {n}" for n in range(4)],
            id="people and links below a title in plain words",
        ),
        pytest.param(
            "- [ICML'20] [Rows of Roses](https://example.org/1.pdf)\n  - [arxiv version](https://arxiv.org/abs/2001.00001)\n"
            "- [ACL'21] [Walls of Ivy](https://example.org/2.pdf)\n",
            ["Rows of Roses", "Walls of Ivy"],
            id="another version of the paper above",
        ),
        pytest.param(
            "**Rows of Roses by the Sea**\n\n- intro: It says how they are grown,\nand when, and where.\n- arxiv: [https://arxiv.org/abs/2001.00001](https://arxiv.org/abs/2001.00001)\n\n"
            "**Walls of Ivy in the Shade**\n\n[https://arxiv.org/abs/2001.00002](https://arxiv.org/abs/2001.00002)\n\n"
            "**Hedges of Yew at the Gate**\n\n- arxiv: [https://arxiv.org/abs/2001.00003](https://arxiv.org/abs/2001.00003)\n",
            ["Rows of Roses by the Sea", "Walls of Ivy in the Shade", "Hedges of Yew at the Gate"],
            id="remarks of several lines, and links that show their address",
        ),
        pytest.param(
            "**Rows of Roses by the Sea** \\\n*Ann Lee, Bo Chen* \\\nICML 2020. [[Paper](https://arxiv.org/abs/2001.00001)]\n\n"
            "## The Second of Them \n\n**Walls of Ivy in the Shade** \\\n*Cy Day, Bo Chen* \\\nICML 2021. [[Paper](https://arxiv.org/abs/2001.00002)]\n\n"
            "## The Third of Them \n\n**Hedges of Yew at the Gate** \\\n*Cy Day, Ann Lee* \\\nACL 2021. [[Paper](https://arxiv.org/abs/2001.00003)]\n",
            ["Rows of Roses by the Sea", "Walls of Ivy in the Shade", "Hedges of Yew at the Gate"],
            id="headings above a title in bold",
        ),
        pytest.param(
            "| Model | Paper | Conference | paper link |\n|---|---|---|---|\n"
            + rows(
                "| Rose{n} | Rows of Roses, Part {n} | ICML {year} | [2001.0000{n}](https://arxiv.org/abs/2001.0000{n}) |\n"
            ),
            [f"Rows of Roses, Part {n}" for n in range(4)],
            id="a column of papers beside one of their links",
        ),
    ],
)
def test_titles_are_read_with_what_belongs_to_them(text: str, titles: list[str]) -> None:
    entries = awesome.parse(HEAD + text).entries
    assert [entry.title for entry in entries] == titles
    assert all("arxiv:" in entry.keys[0] or "example.org" in entry.url for entry in entries)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("(ACL 2019), " + ", ".join(f"Ann{c} Lee" for c in "abcdefghijkl") + ",Bo Chen, et al.", 14),
        ("Lee, Ann and  Chen, Bo and Day, Cy.", 3),
    ],
    ids=["a place before many people", "two blanks behind a word between them"],
)
def test_people_are_read_in_spite_of_sloppy_blanks(line: str, people: int) -> None:
    text = f"{HEAD}- **Rows of Roses.** {line} [[paper]](https://arxiv.org/abs/2001.00001)\n"
    (entry,) = awesome.parse(text).entries
    assert len(entry.authors) == people
    assert entry.venue == ("ACL 2019" if "ACL" in line else "")


def test_a_newcomer_is_set_out_like_a_title_with_its_people_below() -> None:
    text = HEAD + rows(
        "- Rows of Roses, Part {n}.\n  - A. Lee, B. Chen, and C. Day. *ICML {year}*. [[pdf]](https://arxiv.org/pdf/2001.0000{n}.pdf)\n"
    )
    block = house_style.add(awesome.parse(text), PAPER, "S").block
    assert (
        block
        == "- Beds of Tulips at the Gate.\n  - K. Low and A. Day. *NeurIPS 2025*. [[pdf]](https://arxiv.org/pdf/2511.00009.pdf)"
    )


def test_a_link_that_shows_its_address_keeps_its_label() -> None:
    text = HEAD + rows(
        "**Rows of Roses, Part {n}**\n\n- intro: ICML {year}\n- arxiv: [https://arxiv.org/abs/2001.0000{n}](https://arxiv.org/abs/2001.0000{n})\n\n"
    )
    block = house_style.add(awesome.parse(text), PAPER, "S").block
    assert "- arxiv: [https://arxiv.org/abs/2511.00009](https://arxiv.org/abs/2511.00009)" in block
    assert "NeurIPS:" not in block


def test_a_place_of_any_name_in_brackets_is_one_where_others_have_theirs() -> None:
    text = HEAD + rows(
        "- [ICML {year}] Rows of Roses, Part {n}. *Lee et al.* [[Paper]](https://arxiv.org/abs/2001.0000{n})\n"
    )
    text += (
        "- [Garden Access 8 2020] Walls of Ivy. *Day et al.* [[Paper]](https://arxiv.org/abs/2001.00009)\n"
        "- [Survey] Walls of Ivy, Again. *Day et al.* [[Paper]](https://arxiv.org/abs/2001.00010)\n"
    )
    *_, place, tag = awesome.parse(text).entries
    assert (place.venue, place.year, place.tags) == ("Garden Access 8 2020", 2020, ())
    assert (tag.venue, tag.tags) == ("", ("Survey",))


def test_no_separator_stands_twice_where_two_fields_are_missing() -> None:
    text = HEAD + rows(
        "- {year} | Rows of Roses, Part {n} | Lee, et al. | ICML | [`PDF`](https://arxiv.org/abs/2001.0000{n})\n"
    )
    paper = Paper(title=PAPER.title, url="https://example.org/4.pdf", year=2025)
    block = house_style.add(awesome.parse(text), paper, "S").block
    assert block == "- 2025 | Beds of Tulips at the Gate | [`PDF`](https://example.org/4.pdf)"


def test_one_person_behind_a_year_is_one_where_people_stand_behind_places() -> None:
    text = HEAD + rows(
        "- **Rows of Roses, Part {n}.** (ICML {year}), Ann Lee and Bo Chen. [[paper]](https://arxiv.org/abs/2001.0000{n})\n"
    )
    text += "- **Walls of Ivy.** (1990), Cy B. Day. [[paper]](https://arxiv.org/abs/2001.00009)\n"
    last = awesome.parse(text).entries[-1]
    assert (last.authors, last.year, last.tags) == (("Cy B. Day",), 1990, ())


def test_a_label_of_the_lists_own_beside_a_known_one_is_a_field() -> None:
    text = HEAD + rows(
        "- **Rows of Roses, Part {n} (ICML {year})**\n  - Ann Lee, Bo Chen\n"
        "  - [[Paper]](https://arxiv.org/abs/2001.0000{n})\n  - [[R Code]](https://github.com/lee/r{n})\n"
    )
    entry = awesome.parse(text).entries[1]
    assert (entry.title, entry.url) == ("Rows of Roses, Part 1", "https://arxiv.org/abs/2001.00001")
    assert "https://github.com/lee/r1" in [link.url for link in entry.links]
    groups = "# List\n\n## Tools\n\n- Rows\n  - [[Rose]](https://rose.org)\n  - [[Walls of Ivy]](https://ivy.org)\n"
    assert [entry.title for entry in awesome.parse(groups).entries] == ["[Rose]", "[Walls of Ivy]"]
