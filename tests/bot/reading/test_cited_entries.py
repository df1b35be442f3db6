"""Entries with BibTeX below them: fenced, in a fold, within the item; and headings over one line of people."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

WORKS = (
    ("Hedges of All Kinds", "Ann Lee, Bo Chen", "2301.00001"),
    ("Roses and Their Thorns", "Cy Day, Di Ell", "2302.00002"),
    ("Weeds in Walls of Towns", "Ed Fox, Fay Gil", "2303.00003"),
)
BIB = "@article{{key{number},\n  title={{{title}}},\n  author={{{people}}},\n}}"
FOLD = "<details><summary>Bibtex</summary><pre><code>" + BIB + "</code></pre></details>"
FORMS = {
    "fold": "**{title}** [[Paper](https://arxiv.org/abs/{number})] [[Code](https://github.com/a/{number})]\n\n{people}.\n\n"
    + FOLD
    + "\n",
    "fence": "1. {people}. **{title}**. ICML 2023. [paper](https://arxiv.org/abs/{number})\n\n```bib\n"
    + BIB
    + "\n```\n",
    "heading": "### {title}\n{people}. *ICML 2023*. [[paper]](https://arxiv.org/abs/{number})\n\n```\n"
    + BIB
    + "\n```\n",
}
FEED = Paper(
    title="Moss on Lawns",
    authors=("Guy Hill", "Ida Jay"),
    url="https://arxiv.org/abs/2304.00009",
    published="2023-04-03",
    venue="ICML 2023",
    code=(Link(label="Code", url="https://github.com/a/moss"),),
    sources=("arXiv",),
)


def _list(form: str) -> str:
    entries = (FORMS[form].format(title=title, people=people, number=number) for title, people, number in WORKS)
    return "# L\n\n## S\n\n" + "\n".join(entries)


@pytest.mark.parametrize("form", FORMS)
def test_every_entry_is_found_with_its_people(form: str) -> None:
    entries = awesome.parse(_list(form)).entries
    assert [(entry.title, ", ".join(entry.authors), entry.keys) for entry in entries] == [
        (title, people, (f"arxiv:{number}",)) for title, people, number in WORKS
    ]
    assert {entry.section for entry in entries} == {("L", "S")}


@pytest.mark.parametrize("form", FORMS)
def test_a_newcomer_parts_no_entry_from_its_citation_and_copies_none(form: str) -> None:
    text = _list(form)
    added = house_style.add(awesome.parse(text), FEED, "S")
    assert "@" not in added.block
    assert "Guy Hill, Ida Jay." in added.block
    for title, people, number in WORKS:
        assert FORMS[form].format(title=title, people=people, number=number).strip().replace("1. ", "", 1) in added.text
    assert added.text == text + "\n" + added.block.replace("4. ", "1. ", 1) + "\n"


def test_a_fold_of_another_kind_is_still_a_part_of_the_page() -> None:
    text = "# L\n\n<details><summary>Old</summary>\n\n- [Hedges of All Kinds](https://arxiv.org/abs/2301.00001)\n\n</details>\n"
    assert [entry.section for entry in awesome.parse(text).entries] == [("L", "Old")]


ROWS = """# L

| Date | Title | Paper |
| --- | --- | --- |
| 2024.01 / 2024.06 | Hedges of All Kinds | [arXiv](https://arxiv.org/abs/2401.00001) |
| 2023.05 | Roses and Thorns<br>Roses Revisited | [arXiv](https://arxiv.org/abs/2305.00002) <br> [arXiv](https://arxiv.org/abs/2307.00003) |
| 2023.01 / 2023.09 | Weeds in Walls | [arXiv](https://arxiv.org/abs/2301.00004) |
| 2022.11 | Moss and Stone | [arXiv](https://arxiv.org/abs/2211.00005) |
"""


def test_a_newcomer_has_one_date_and_one_paper_in_a_table_with_rows_of_two() -> None:
    alist = awesome.parse(ROWS)
    assert [entry.date for entry in alist.entries] == ["2024.01", "2023.05", "2023.01", "2022.11"]
    block = house_style.add(alist, FEED, "L").block
    assert block == "| 2023.04 | Moss on Lawns | [arXiv](https://arxiv.org/abs/2304.00009) |"


SHELVED = (
    "- [[{year}-ICML]](https://arxiv.org/abs/{number}) **{title}** [:octocat:](https://github.com/a/{number})\n\n"
    "<details>\n<summary> Abstract </summary>\n<pre>\nOf walks with <b>few</b> stops.\n</pre>\n</details>\n\n"
    "<pre>\n" + BIB + "\n</pre>\n\n![alt text](images/{number}.png)\n"
)


def test_folds_and_pictures_stay_with_their_entry_and_a_venue_behind_its_year_is_no_title() -> None:
    shelves = [
        SHELVED.format(title=title, people=people, number=number, year=2021 + at)
        for at, (title, people, number) in enumerate(WORKS)
    ]
    text = "# L\n\n## S\n\n" + "\n".join(shelves)
    entries = awesome.parse(text).entries
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [
        (work[0], "ICML", 2021 + at) for at, work in enumerate(WORKS)
    ]
    added = house_style.add(awesome.parse(text), FEED, "S")
    assert added.block == (
        "- [[2023-ICML]](https://arxiv.org/abs/2304.00009) **Moss on Lawns** [:octocat:](https://github.com/a/moss)"
    )
    assert added.text == text + "\n" + added.block + "\n"


KIND_MARKED = """# L

## 综述

[1] 李明, 王芳, 陈刚. 农田监测综述[J]. 农业学报, 2021, 44(5): 1023-1045. [[pdf](https://example.org/1.pdf)]

[2] Lee A, Chen B, Day C, et al. Learning to see hedges[C]//Proceedings of the Conference on Hedges. 2018: 12-34. [[pdf](https://arxiv.org/abs/1801.00002)]

[3] Eng D, Fox E. Gates in old walls[J]. arXiv preprint arXiv:1901.00003, 2019. [[pdf](https://arxiv.org/abs/1901.00003)]

[4] Low K. Routing water in towns[C]//European Conference on Water. Springer, Cham, 2020: 100-116. [[pdf](https://arxiv.org/abs/2003.00004)]
"""


def test_the_kind_of_a_work_parts_its_title_from_its_place() -> None:
    entries = awesome.parse(KIND_MARKED).entries
    assert [(entry.title, entry.venue, entry.year, entry.tags) for entry in entries] == [
        ("农田监测综述", "农业学报", 2021, ()),
        ("Learning to see hedges", "Proceedings of the Conference on Hedges", 2018, ()),
        ("Gates in old walls", "arXiv preprint", 2019, ()),
        ("Routing water in towns", "European Conference on Water", 2020, ()),
    ]
    assert [entry.authors for entry in entries][:2] == [
        ("李明", "王芳", "陈刚"),
        ("Lee A", "Chen B", "Day C", "et al"),
    ]


def test_a_newcomer_is_cited_with_the_mark_of_its_kind() -> None:
    paper = Paper(
        title="Tides: Routing Water",
        url="https://arxiv.org/abs/2510.00009",
        arxiv_id="2510.00009",
        authors=("Kim Low", "Max Ney"),
        published="2025-10-02",
        sources=("arXiv",),
    )
    block = house_style.add(awesome.parse(KIND_MARKED), paper, "综述").block
    cited = "[5] Low K, Ney M. Tides: Routing Water[J]. arXiv preprint arXiv:2510.00009, 2025."
    assert block == f"{cited} [[pdf](https://arxiv.org/abs/2510.00009)]"
