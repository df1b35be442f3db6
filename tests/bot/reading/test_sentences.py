"""Lines that are a title, people and a place, each a sentence, the place one that no table knows."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import paper_of

WORKS = [
    ("Pruning Without Regret", "Luke Odd and Gus Hay", ("Luke Odd", "Gus Hay")),
    ("Tree Counting", "Ann Lee et al.", ("Ann Lee", "et al.")),
    ("Deep Roots Need Light", "Dan Low, Eve More", ("Dan Low", "Eve More")),
    ("Growing Small Trees in Winter", "Jo Kim, Lee Mann and Cy Day", ("Jo Kim", "Lee Mann", "Cy Day")),
]
TITLE_FIRST = [
    "- {title}. {people}. {place}. [[pdf]]({url})",
    "- {title}. {people}. *{place}*. [[pdf]]({url})",
    "- {title}. {people}. *{place}.* [[pdf]]({url})",
    "- **{title}.** {people}. *{place}.* [[pdf]]({url})",
    "- [{title}]({url}). {people}. *{place}.*",
]
PEOPLE_FIRST = [
    "- {people}. {title}. *{place}*. [[pdf]]({url})",
    "- {people}. {title}. *{place}.* [[pdf]]({url})",
    "1. **{people}** - *{title}* ({place}) [pdf]({url})",
]


def read(line: str, place: str) -> list[tuple[str, tuple[str, ...], str, int | None]]:
    """What is read of four works in one form."""
    rows = [
        line.format(title=title, people=people, place=place, url=f"https://arxiv.org/abs/2101.0000{n}")
        for n, (title, people, _) in enumerate(WORKS)
    ]
    text = "# L\n\n## S\n\n" + "\n".join(rows).replace(".. ", ". ") + "\n"
    return [(entry.title, entry.authors, entry.venue, entry.year) for entry in awesome.parse(text).entries]


@pytest.mark.parametrize("line", TITLE_FIRST + PEOPLE_FIRST)
@pytest.mark.parametrize("place", ["ICML 2021", "SOAP 2021", "Garden Letters, 2021", "Annals of Walls and Gates, 2021"])
def test_each_sentence_is_a_field_of_its_own(line: str, place: str) -> None:
    assert read(line, place) == [(title, names, place, 2021) for title, _, names in WORKS]


@pytest.mark.parametrize("line", [line for line in TITLE_FIRST + PEOPLE_FIRST if "*{place}" in line])
def test_a_name_in_italics_behind_title_and_people_is_the_place(line: str) -> None:
    assert read(line, "Garden Letters") == [(title, names, "Garden Letters", None) for title, _, names in WORKS]


@pytest.mark.parametrize("remark", ["Best Paper Award", "Oral Presentation", "deep trees"])
def test_a_remark_in_italics_is_none(remark: str) -> None:
    assert {venue for _, _, venue, _ in read(TITLE_FIRST[-1], remark)} == {""}


def test_what_leads_to_a_place_behind_a_quoted_title_is_no_part_of_it() -> None:
    line = '- {people}, "{title}." {place}. [[pdf]]({url})'
    assert {venue for _, _, venue, _ in read(line, "In ICML, 2021")} == {"ICML, 2021"}


def test_a_bold_title_that_commas_part_is_no_line_of_people() -> None:
    line = "- **Walks with Trees, Long Paths Through Woods, and Small Gates.** *Ann Lee (Guild) et al. arXiv.* [[pdf](https://arxiv.org/abs/2101.00009)]\n"
    entry = awesome.parse(line).entries[0]
    assert entry.title == "Walks with Trees, Long Paths Through Woods, and Small Gates"


def test_a_list_that_begins_with_bold_people_may_name_one_alone_and_link_nothing() -> None:
    works = [
        ("Ann Lee, Bo Chen", "Growing Small Trees in Winter"),
        ("Dan Low", "Hedges That Learn to Count"),
        ("Fay Odd, Gus Hay", "Pruning Without Regret"),
        ("Jo Kim et al.", "A Study of Roots in Dry Soil"),
        ("Ida Luk, Max Ney", "Walls as Gardens"),
    ]
    rows = "".join(f"1. **{people}** - *{title}* (20{n:02})\n" for n, (people, title) in enumerate(works, 5))
    alist = awesome.parse(f"# L\n\n## S\n\n{rows}")
    read_titles = [(entry.title, entry.year) for entry in alist.entries]
    assert read_titles == [(title, 2000 + n) for n, (_, title) in enumerate(works, 5)]
    lone = alist.entries[1]
    assert lone.authors == ("Dan Low",)
    rest = awesome.parse(awesome.remove(alist, lone))
    assert house_style.add(rest, paper_of(lone), "S").block == alist.block(awesome.unit_of(alist, lone))


def test_a_bold_name_before_words_in_italics_is_no_person_elsewhere() -> None:
    rows = "".join(f"- **Tree Kit {n}** - *A Kit for Trees* [code](https://github.com/a/kit{n})\n" for n in "ABCDE")
    assert {entry.authors for entry in awesome.parse(f"# L\n\n## S\n\n{rows}").entries} == {()}


def test_a_remark_behind_a_comma_starts_with_its_first_word() -> None:
    text = "# L\n\n## S\n\n- [Hedges Made Simple](https://example.org/1), a more terse and readable paper by Lee himself. Shorter than the first.\n"
    text += (
        "- [Hedges of Old](https://example.org/2) Inspired heavily by lawns, and now to be found in all small towns\n"
    )
    found = awesome.parse(text).entries
    assert found[0].idea == "a more terse and readable paper by Lee himself. Shorter than the first."
    paper = paper_of(found[1])
    rest = awesome.parse(awesome.remove(awesome.parse(text), found[1]))
    assert ")Inspired" not in house_style.add(rest, paper, "S").block
