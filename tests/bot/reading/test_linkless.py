"""Papers without any link: they are entries where they say when they came out, or stand beside titles of their form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot import awesome, house_style
from bot.model import Paper

APART = "".join(
    f"- Rows of Roses in the Wind, Part {n} [[paper]](https://arxiv.org/abs/2401.0000{n})\n" for n in (1, 2)
)
LINKED = "".join(f"- [Rows of Roses, Part {n}](https://arxiv.org/abs/2401.0000{n})\n" for n in (1, 2))


def titles(text: str) -> list[str]:
    return [entry.title for entry in awesome.parse(text).entries if not entry.title.startswith("Rows")]


@pytest.mark.parametrize(
    ("form", "place"),
    [
        (lambda title, year: f"* {title} (VLDB {year})\n", "VLDB 2012"),
        (lambda title, year: f"* Lee et al. **{title}.** VLDB, {year}.\n\n", "VLDB, 2012"),
        (lambda title, year: f"**[{year - 2010}]** Ann Lee and Bo Chen. **{title}**. VLDB, {year}.\n\n", "VLDB, 2012"),
    ],
)
def test_a_section_of_papers_that_say_where_they_came_out(form: Callable[[str, int], str], place: str) -> None:
    names = ("Roots of Old Gardens", "Hedges that Keep Growing", "Leaves and Their Thorns", "Quick Spring Buds")
    found = awesome.parse("# L\n\n## S\n\n" + "".join(map(form, names, range(2012, 2016)))).entries
    assert [entry.title for entry in found] == list(names)
    assert found[0].venue == place


def test_titles_over_their_people_are_papers_where_hardly_anything_else_stands() -> None:
    names = ("Roots of Old Gardens", "Hedges that Keep Growing", "Leaves and Their Thorns", "Quick Spring Buds")
    papers = [f"1. **{name}**\n\n    *Ann Lee, Bo Chen, Cy Moor*\n\n" for name in names]
    text = "# L\n\n## VLDB-2012\n\n" + "".join(papers)
    alist = awesome.parse(text)
    assert [entry.title for entry in alist.entries] == list(names)
    assert alist.entries[0].authors == ("Ann Lee", "Bo Chen", "Cy Moor")
    new = Paper(title="Late Autumn Rain", authors=("Di Wood", "Ed Hill"), url="https://arxiv.org/abs/2401.00001")
    assert house_style.add(alist, new, ("L", "VLDB-2012")).block.startswith("1. **Late Autumn Rain**\n\n    *Di Wood")
    notes = "".join(f"1. **{name}**: read it in the evening.\n\n" for name in names)
    assert awesome.parse("# L\n\n## S\n\n" + papers[0] + notes).entries == ()


def test_one_beside_linked_papers() -> None:
    dated = "- **Leaves Fall in Autumn** (ICML 2022)\n"
    assert titles(f"# L\n\n## S\n\n{LINKED}{dated}") == ["Leaves Fall in Autumn"]
    bare = "- Leaves Fall in the Autumn Wind\n"
    assert titles(f"# L\n\n## S\n\n{APART}{bare}") == ["Leaves Fall in the Autumn Wind"]
    assert awesome.parse(f"# L\n\n## S\n\n{APART}{bare}").sections[-1].entries == 3


@pytest.mark.parametrize(
    "text",
    [
        f"# L\n\n## S\n\n{LINKED}- Leaves Fall in the Autumn Wind\n",  # titles are links here
        f"# L\n\n## S\n\n{APART}- Machine Gardens: ICML, NeurIPS and others\n",
        f"# L\n\n## S\n\n{APART}- All of these grow in the shade.\n",
        f"# L\n\n## S\n\n{APART}- [2024/05] Added the papers of ICML 2024 by Ann Lee\n",
        f"# L\n\n- The gardens of ICML 2024\n- The hedges of VLDB 2023\n\n## S\n\n{LINKED}",
        f"# L\n\n## News\n\n- A List of Hedges (ICML 2024)\n- A List of Walls (ICML 2023)\n- A List of Buds (ICML 2022)\n\n## S\n\n{LINKED}",
    ],
)
def test_remarks_and_news_are_none(text: str) -> None:
    assert titles(text) == []


@pytest.mark.parametrize("place", ["CIDR 2017", "Guild Letters and Papers 2019", "aiGD 2021", "SOAP workshop, 2020"])
@pytest.mark.parametrize("link", ["", " [[paper]](https://arxiv.org/abs/2401.00009)"])
def test_a_place_of_any_name_in_the_brackets_that_close_a_title_is_none_of_it(place: str, link: str) -> None:
    lines = "".join(f"* Growing Hedges, Part {n} (VLDB 201{n}){link}\n" for n in range(1, 4))
    found = awesome.parse(f"# L\n\n## S\n\n{lines}* Root Systems ({place}){link}\n").entries
    assert [(entry.title, entry.venue) for entry in found[3:]] == [("Root Systems", place)]


def test_most_of_a_section_without_links_is_read_with_the_few_that_have_some() -> None:
    text = """# L

## S

* ***Root System: A Learned Garden (CIDR 2019)***
* Growing Hedges by Night (SIGMOD 2017)
* Self-Growing Hedges (CIDR 2017)
* Hedge Pruning for the Cloud (VLDB 2018) [Source Code](https://github.com/a/b)
* Inner vs. Outer : An Essay on Hedges in Large Gardens
* One Hedge to Rule Them All (arXiv 2021)
"""
    assert [entry.line for entry in awesome.parse(text).entries] == list(range(5, 11))


def test_lines_that_begin_with_people_and_a_colon_name_them_alone_and_by_twos_too() -> None:
    told = [
        (("Ann Lee", "et al."), "Counting the Leaves of Hedges", "1992"),
        (("Ann Lee", "et al."), "Gates That Close at Noon", "ACL 2003"),
        (("Bo Chen", "et al."), "Estimation of Beds in Vector Gardens", "2013"),
        (("Bo Chen", "et al."), "Rows of Trees", "2014"),
        (("Cy Day", "Di van Eck"), "Spread Representations of Beds and Paths", "2014"),
        (("Fay R. Gay",), "A Model of Entropy for Hedges", "EMNLP 1996"),
        (("Hill", "Ives"), "Unwatched Models of Named Walks", "EMNLP 1999"),
    ]
    names = [", ".join(names) if names[-1] == "et al." else " and ".join(names) for names, _, _ in told]
    lines = [f"* {who}: {title}, {when}." for who, (_, title, when) in zip(names, told, strict=True)]
    entries = awesome.parse("# L\n\n## S\n\n" + "\n\n".join(lines) + "\n").entries
    assert [(entry.authors, entry.title) for entry in entries] == [(people, title) for people, title, _ in told]
    assert [str(entry.year) for entry in entries] == [when[-4:] for _, _, when in told]
    alone = awesome.parse(f"# L\n\n## S\n\n{LINKED}* Deep Hedges: A Model of Entropy, EMNLP 1996\n").entries
    assert alone[-1].title == "Deep Hedges: A Model of Entropy"


def test_a_row_without_a_link_is_a_paper_where_it_names_a_venue_beside_linked_ones() -> None:
    head = "# L\n\n## 2024\n\n| Title | Venue | Code |\n|---|---|---|\n"
    linked = "".join(
        f"| [Hedges of Kind {n}](https://arxiv.org/abs/2401.0000{n}) | ICML | [code](https://github.com/e/k{n}) |\n"
        for n in (1, 2)
    )
    bare = "| Walls That Nobody Has Linked | ICLR | - |\n| Rows of plain words alone | - | - |\n"
    text = head + linked + bare
    assert [(e.line, e.title, e.venue) for e in awesome.parse(text).entries][2:] == [
        (9, "Walls That Nobody Has Linked", "ICLR")
    ]
    assert awesome.parse(head + bare).entries == ()
    new = Paper(title="Lawns Again and Again", url="https://arxiv.org/abs/2402.00001", venue="NeurIPS 2024")
    assert house_style.add(awesome.parse(text), new, "2024").block.startswith("| [Lawns Again and Again](https://")


def test_a_paper_led_by_its_venue_may_stand_alone_in_its_section() -> None:
    kept = "".join(f"- [x] [CVPR 201{n}] Learning {word} from Few Examples\n" for n, word in enumerate("Leaves Moss Ivy Gates Walls".split()))  # fmt: skip
    text = f"# L\n\n## Many\n{kept}\n## One\n- [x] [NIPS 2018 Lee] Seeing Trees from Few Examples\n\n## How\n- [x] Read the papers above\n"
    assert [entry.title for entry in awesome.parse(text).entries][5:] == ["Seeing Trees from Few Examples"]
