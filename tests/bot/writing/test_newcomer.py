"""A feed's paper in a list that shows other things than the feed knows: the list's dialect, and no word of another paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper, paper_of

FED = Paper(
    title="Roots: Growing Trees from Seeds",
    authors=("Ann Lee", "Bo Chen"),
    url="https://arxiv.org/abs/2510.00001",
    arxiv_id="2510.00001",
    published="2025-10-01",
    code=(Link(label="Code", url="https://github.com/ann/roots"),),
    sources=("arxiv",),
)
"""A preprint as arXiv tells it, without a venue."""

VENUES = """# List

## Tools

* **Oak**: Trees That Stand. [Paper](https://arxiv.org/abs/2301.00001) [Download](https://oak.io)
* **Sawmill**: [Website](https://sawmill.io)
* **Ash**: Trees That Bend. [Paper](https://arxiv.org/abs/2301.00002) [Download](https://ash.io)

## Growing

* Leaves in the Wind, *CVPR* 2023: [Paper](https://arxiv.org/abs/2302.00001) [Github](https://github.com/e/leaves)
* Bark and Its Bites, *ICCV* 2023: [Paper](https://arxiv.org/abs/2302.00002)
* Twigs Are Enough, *CVPR* 2024: [Paper](https://arxiv.org/abs/2402.00003) [Github](https://github.com/e/twigs)
"""


def test_a_preprint_among_published_papers_is_written_in_their_dialect() -> None:
    block = house_style.add(awesome.parse(VENUES), FED, "Growing").block
    assert block == (
        "* Roots: Growing Trees from Seeds, *arXiv* 2025: "
        "[Paper](https://arxiv.org/abs/2510.00001) [Github](https://github.com/ann/roots)"
    )


@pytest.mark.parametrize(
    ("code", "links"),
    [
        (FED.code, "[Paper](https://arxiv.org/abs/2510.00001) [Source code](https://github.com/ann/roots)"),
        ((), "[Paper](https://arxiv.org/abs/2510.00001)"),
    ],
)
def test_where_entries_link_their_code_alone_a_paper_is_not_called_code(code: tuple[Link, ...], links: str) -> None:
    entries = [
        f"* A Learned Index of Kind {n} (SIGMOD 202{n}) [Source code](https://github.com/e/index{n})"
        for n in range(1, 7)
    ]
    paper = replace(FED, code=code, venue="VLDB 2025")
    block = house_style.add(awesome.parse("# L\n\n## S\n\n" + "\n".join(entries) + "\n"), paper, "S").block
    assert block == f"* Roots: Growing Trees from Seeds (VLDB 2025) {links}"


def test_the_way_back_to_the_top_stays_the_last_line_of_its_section() -> None:
    entries = [f"#### [Work Number {n}](https://arxiv.org/abs/240{n}.00001)\n\nICML 202{n}\n" for n in range(1, 5)]
    way_up = '<p align="right">(<a href="#top">back to top</a>)</p>\n'
    text = "# L\n\n## S\n\n" + "\n".join(entries) + "\n" + way_up + "\n## T\n\nBye.\n"
    alist = awesome.parse(text)
    assert [entry.end_line for entry in alist.entries] == [7, 11, 15, 19]
    added = house_style.add(alist, FED, "S")
    assert added.text.replace(added.block, "").count(way_up) == 1
    assert added.text.index(added.block) < added.text.index(way_up)


BADGED = """# L

## S

- <img src="https://img.shields.io/badge/23-pages-green.svg" alt="23-pages"> [Hedges](https://a.org/1.pdf) - Ann Lee, IEEE Hedge, 2018
- <img src="https://img.shields.io/badge/43-pages-green.svg" alt="43-pages"> [Walls](https://a.org/2.pdf) - Bo Chen and Cy Day, ACM Wall, 2019
- <img src="https://img.shields.io/badge/7-pages-green.svg" alt="7-pages"> [Fences](https://a.org/3.pdf) - Di Eng and Ed Fox, ACM Wall, 2020
"""

ANCHORED = """# L

## S

- <span id = "01">[Elm]</span> [Trees That Stand](https://arxiv.org/abs/2301.00001), CVPR 2023
- <span id = "02">[Ash]</span> [Trees That Bend](https://arxiv.org/abs/2301.00002), ICCV 2023
- <span id = "03">[Yew]</span> [Trees That Live](https://arxiv.org/abs/2301.00003), CVPR 2024
"""


def test_what_a_badge_says_is_said_of_its_own_paper() -> None:
    alist = awesome.parse(BADGED)
    first = alist.entries[0]
    assert first.authors == ("Ann Lee",)
    assert first.venue.startswith("IEEE Hedge")
    rest = awesome.parse(awesome.remove(alist, first))
    assert house_style.add(rest, paper_of(first), "S").block == alist.block(alist.units[0])


def test_an_id_of_the_page_is_not_given_twice() -> None:
    paper = replace(FED, venue="CVPR 2025", tags=("Oak",), code=())
    assert house_style.add(awesome.parse(ANCHORED), paper, "S").block == (
        "- <span>[Oak]</span> [Roots: Growing Trees from Seeds](https://arxiv.org/abs/2510.00001), CVPR 2025"
    )


def test_marks_around_a_title_close_where_what_follows_it_is_missing() -> None:
    entries = [
        f"- [2024/0{n}] **[Trees of Kind {n}](https://arxiv.org/abs/240{n}.00001)** ![Wood](https://img.shields.io/badge/Wood-589cf4)"
        for n in range(1, 6)
    ]
    paper = replace(FED, code=(), title="Roots of Trees")
    block = house_style.add(awesome.parse("# L\n\n" + "\n".join(entries) + "\n"), paper, "L").block
    assert block == "- [2025/10] **[Roots of Trees](https://arxiv.org/abs/2510.00001)**"


def test_a_new_year_is_counted_anew() -> None:
    years = [
        f"### {year}\n"
        + "".join(f"{n}. [Trees {year} {n}](https://arxiv.org/abs/2301.0{year}{n})\n" for n in range(1, 5))
        for year in (2024, 2023, 2022)
    ]
    added = house_style.add(awesome.parse("# L\n\n## S\n\n" + "\n".join(years)), FED, "S")
    assert added.block.splitlines()[:2] == [
        "### 2025",
        "1. [Roots: Growing Trees from Seeds](https://arxiv.org/abs/2510.00001)",
    ]


def test_no_label_of_another_papers_file_is_copied() -> None:
    entries = [
        f"- **Trees of Kind {n}** [[pdf](https://arxiv.org/abs/240{n}.00001)] [[notes](https://github.com/e/n/blob/main/{n}.pdf)]"
        for n in range(1, 7)
    ]
    block = house_style.add(awesome.parse("# L\n\n" + "\n".join(entries) + "\n"), FED, "L").block
    assert block.endswith(" [[pdf](https://arxiv.org/abs/2510.00001)] [[Code](https://github.com/ann/roots)]")


def test_the_day_beside_a_preprint_in_a_label_is_the_papers_own() -> None:
    entries = [
        f"**Trees of Kind {n}**  \nAnn Lee, Bo Chen  \n[arXiv, {n} Sep 2024](https://arxiv.org/abs/240{n}.00001) • Code\n"
        for n in range(1, 7)
    ]
    block = house_style.add(awesome.parse("# L\n\n" + "\n".join(entries)), FED, "L").block
    assert "[arXiv, 1 Oct 2025](https://arxiv.org/abs/2510.00001)" in block
    assert "2024" not in block


@pytest.mark.parametrize("sources", [("arxiv",), ()])
def test_a_preprint_is_called_what_the_list_calls_preprints(sources: tuple[str, ...]) -> None:
    near = [f"- Trees of Kind {n}. *ICML {2010 + n}*. [pdf](https://a.org/{n}.pdf)" for n in range(1, 10)]
    far = [f"- Bushes of Kind {n}. *Preprint {2010 + n}*. [pdf](https://arxiv.org/abs/230{n}.00001)" for n in (1, 2)]
    text = "# L\n\n## S\n\n" + "\n".join(near) + "\n\n## T\n\n" + "\n".join(far) + "\n"
    block = house_style.add(awesome.parse(text), replace(FED, code=(), sources=sources), "S").block
    assert block.endswith("*Preprint 2025*. [pdf](https://arxiv.org/abs/2510.00001)")


def test_an_entry_without_a_venue_stays_so_where_some_others_are_too() -> None:
    near = [f"- Trees of Kind {n}. *ICML {2010 + n}*. [pdf](https://a.org/{n}.pdf)" for n in range(1, 6)]
    near.insert(1, "- Bushes. [pdf](https://arxiv.org/abs/2301.00001)")
    alist = awesome.parse("# L\n\n## S\n\n" + "\n".join(near) + "\n")
    given = replace(FED, code=(), sources=(), published="", authors=())
    assert "*" not in house_style.add(alist, given, "S").block


@pytest.mark.parametrize(("slips", "end"), [({4, 5}, ")"), ({1, 2, 3, 4, 5}, " )")])
def test_a_blank_before_the_end_of_a_link_is_copied_only_where_most_have_one(slips: set[int], end: str) -> None:
    entries = [
        f"- [Trees of Kind {n}](https://arxiv.org/abs/240{n}.00001{' ' * (n in slips)}), ICML 2023. "
        f"[[code](https://github.com/e/n{n}{' ' * (n in slips)})]"
        for n in range(1, 6)
    ]
    paper = replace(FED, venue="NeurIPS 2025", authors=())
    block = house_style.add(awesome.parse("# L\n\n" + "\n".join(entries) + "\n"), paper, "L").block
    assert block == (
        f"- [Roots: Growing Trees from Seeds](https://arxiv.org/abs/2510.00001{end}, NeurIPS 2025. "
        f"[[code](https://github.com/ann/roots{end}]"
    )


def test_the_words_that_hover_over_a_link_are_not_copied() -> None:
    entries = [
        f'- [Trees of Kind {n}](https://arxiv.org/abs/240{n}.00001 "Trees of Kind {n}") [code](https://github.com/e/n{n} "Go {n}")'
        for n in range(1, 6)
    ]
    block = house_style.add(awesome.parse("# L\n\n" + "\n".join(entries) + "\n"), FED, "L").block
    assert block == (
        "- [Roots: Growing Trees from Seeds](https://arxiv.org/abs/2510.00001) [code](https://github.com/ann/roots)"
    )


def test_a_stop_that_stands_before_other_links_stands_before_the_code() -> None:
    entries = [
        f"- [Trees of Kind {n}](https://a.org/{n}.pdf) by Ann Lee and Bo Chen. ICML, 201{n}." for n in range(1, 6)
    ]
    entries[1] += " [`notes`](https://a.org/notes.md) [`code`](https://github.com/e/n)"
    block = house_style.add(
        awesome.parse("# L\n\n" + "\n".join(entries) + "\n"), replace(FED, venue="NeurIPS 2025"), "L"
    ).block
    assert block == (
        "- [Roots: Growing Trees from Seeds](https://arxiv.org/abs/2510.00001) by Ann Lee and Bo Chen. NeurIPS, 2025. "
        "[`code`](https://github.com/ann/roots)"
    )


def test_code_is_not_called_a_paper_where_the_paper_of_another_entry_lies_in_a_repository() -> None:
    entries = [f"- Trees of Kind {n}. [paper](https://arxiv.org/abs/240{n}.00001)" for n in range(1, 6)]
    entries.append("- Trees of Kind 6. [paper](https://github.com/e/trees)")
    block = house_style.add(awesome.parse("# L\n\n" + "\n".join(entries) + "\n"), FED, "L").block
    assert "[paper](https://github.com" not in block


NAMED_AND_DATED = """# List

* [Leaves in the Wind](https://arxiv.org/abs/2301.00001) (Lee and Day, 2023)
* [Bark and Its Bites](https://arxiv.org/abs/2301.00002) (Chen et al., 2023)
* [Twigs Are Enough](https://arxiv.org/abs/2302.00003) (Hill, 2023)
* [Moss on Every Stone](https://arxiv.org/abs/2402.00004) (Fox et al., 2024)
* [Ferns by Night](https://arxiv.org/abs/2402.00005) (Gil et al., 2024)
* [Reeds by Day](https://arxiv.org/abs/2402.00006) (Joy et al., 2024)
"""


def test_one_name_with_a_year_is_no_venue_among_names_with_years() -> None:
    fed = replace(FED, authors=(*FED.authors, "Cy Day"), venue="NeurIPS 2025")
    block = house_style.add(awesome.parse(NAMED_AND_DATED), fed, "List").block
    assert block == "* [Roots: Growing Trees from Seeds](https://arxiv.org/abs/2510.00001) (Lee et al., 2025)"


def test_an_entry_among_bullets_above_a_table_is_a_bullet() -> None:
    rows = "".join(
        f"| [arXiv](https://arxiv.org/abs/240{n}.00001) | Tree {n} of Many | CVPR 2024 |\n" for n in range(1, 7)
    )
    text = (
        "# List\n\n## Trees\n\n- [Leaves in the Wind](https://arxiv.org/abs/2501.00001), Lee et al.\n"
        "- [Bark and Its Bites](https://arxiv.org/abs/2412.00002), Chen et al.\n\n"
        "| Paper | Title | Venue |\n|---|---|---|\n" + rows
    )
    block = house_style.add(
        awesome.parse(text), replace(FED, code=(), authors=(*FED.authors, "Cy Day")), "Trees", behind=6
    ).block
    assert block.startswith("- [Roots: Growing Trees from Seeds](https://arxiv.org/abs/2510.00001), ")


def test_one_entry_that_names_people_among_many_makes_no_habit() -> None:
    lines = [f"{n}. Trees of Kind {n} (https://arxiv.org/abs/2301.0000{n})\n" for n in range(1, 10)]
    lines[2] += "\n    By Tri Low and Al Gay.\n"
    alist = awesome.parse("# L\n\n## S\n\n" + "\n".join(lines))
    block = house_style.add(alist, replace(FED, code=()), "S").block
    assert block == "10. Roots: Growing Trees from Seeds (https://arxiv.org/abs/2510.00001)"
