"""What tells of one sort of papers, or counts something of one paper: a newcomer gets that of its own, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

FEED = Paper(
    title="Tides: Routing Water",
    url="https://arxiv.org/abs/2510.00009",
    arxiv_id="2510.00009",
    authors=("Kim Low", "Max Ney"),
    published="2025-10-02",
    venue="ICML 2025",
    sources=("arXiv",),
)
PREPRINT = replace(FEED, venue="")

SORTED = """# L

## S

1. **Waves on Stones.** River Letters, 2019. [Magazine](https://example.org/1)

    *A. Lee, B. Chen*

1. **Stones on Waves.** River Letters, 2020. [Magazine](https://example.org/2)

    *Lee, A., & Day, C.*

1. **Sand.** Arxiv, 2021. [Journal](https://arxiv.org/abs/2101.00003)

    *C. Day, A. Lee, B. Chen*

1. **Silt and What It Carries.** ICASSP, 2021. [Conference](https://example.org/4)

    *D. Eck, F. Oh*
"""


@pytest.mark.parametrize(
    ("paper", "printed"),
    [
        (FEED, "ICML, 2025. [Conference](https://arxiv.org/abs/2510.00009)"),
        (PREPRINT, "Arxiv, 2025. [Journal](https://arxiv.org/abs/2510.00009)"),
        (replace(FEED, venue="River Letters"), "River Letters, 2025. [Magazine](https://arxiv.org/abs/2510.00009)"),
    ],
)
def test_a_label_that_names_a_sort_of_publication_is_that_of_the_papers_own_sort(paper: Paper, printed: str) -> None:
    block = house_style.add(awesome.parse(SORTED), paper, "S").block
    assert block.split("\n") == [f"1. **Tides: Routing Water.** {printed}", "", "    *K. Low, M. Ney*"]


PAGES = "# L\n\n## S\n\n" + "\n".join(
    f'- <img src="badges/{n}-pages.svg" alt="{n}-pages"> [A Paper on {word}](https://arxiv.org/abs/2401.0000{k})'
    f" - Ann Lee, Bo Chen, {2020 + k}."
    for k, (n, word) in enumerate([(12, "Oak"), (8, "Ash"), (12, "Elm"), (9, "Fir"), (8, "Yew"), (12, "Fig")])
)


def test_a_picture_that_counts_the_pages_of_papers_is_not_copied() -> None:
    block = house_style.add(awesome.parse(PAGES), PREPRINT, "S").block
    assert block == "- [Tides: Routing Water](https://arxiv.org/abs/2510.00009) - Kim Low, Max Ney, 2025."


def test_a_picture_that_most_entries_show_is_their_style() -> None:
    same = PAGES.replace("8-pages", "12-pages").replace("9-pages", "12-pages")
    block = house_style.add(awesome.parse(same), PREPRINT, "S").block
    assert block.startswith('- <img src="badges/12-pages.svg" alt="12-pages"> [Tides: Routing Water](')


ROW = (
    "**202{n}** | **CVPR** | [{name}: A Work on {word}](https://example.org/{n}.pdf) <br><sub> **{name}:** It shows"
    " how {word} are told from all the other things. </sub> | [arXiv](https://arxiv.org/pdf/230{n}.0000{n}.pdf) |"
    " [Link](https://{word}.example.org/)\n"
)
TABLE = (
    "# L\n\n**Year** | **Venue** | **Title** | **Preprint** | **Project** | **Key**\n:-: | :-: | :- | :-: | :-: | :-:\n"
) + "".join(ROW.format(n=n, name=name, word=name.lower()) for n, name in enumerate(("TREE", "ROOT", "LEAF", "BARK")))


@pytest.mark.parametrize("code", [(), (Link(label="Code", url="https://github.com/kim/tides"),)])
def test_a_row_has_its_own_preprint_and_nothing_of_a_text_that_it_lacks(code: tuple[Link, ...]) -> None:
    block = house_style.add(awesome.parse(TABLE), replace(FEED, code=code), "L").block
    cells = [cell.strip() for cell in block.split("|")]
    assert cells[2] == "[Tides: Routing Water](https://arxiv.org/abs/2510.00009)"
    assert cells[3] == "[arXiv](https://arxiv.org/pdf/2510.00009.pdf)"


def test_a_preprint_is_not_linked_twice_where_other_preprints_are_not() -> None:
    plain = "**2025** | **arXiv** | [Twigs of {0}](https://arxiv.org/abs/2501.0000{0}) | | | \n"
    rows = TABLE + "".join(plain.format(n) for n in range(3))
    cells = house_style.add(awesome.parse(rows), PREPRINT, "L").block.split("|")
    assert [cell.strip() for cell in cells[2:4]] == ["[Tides: Routing Water](https://arxiv.org/abs/2510.00009)", ""]


LED = """# L

## S

1. Seeds in the Wind and Where They Land [2021-PLDI] [[paper](https://arxiv.org/pdf/2101.00001)]
1. Roots That Know Where Water Is [2022-FSE/ESEC] [[paper](https://arxiv.org/pdf/2201.00002)] [[repo](https://github.com/a/b)]
1. Leaves as Panels of the Sun [2023-arxiv] [[paper](https://arxiv.org/pdf/2301.00003)]
1. Bark in Four Seasons of the Year [2023-iCAST] [[paper](https://example.org/bark.pdf)]
"""


def test_a_venue_in_brackets_behind_its_year_is_read_and_written() -> None:
    entries = awesome.parse(LED).entries
    assert [(entry.year, entry.venue) for entry in entries] == [
        *((2021, "PLDI"), (2022, "FSE/ESEC"), (2023, "arxiv"), (2023, "iCAST"))
    ]
    for paper, told in ((FEED, "2025-ICML"), (PREPRINT, "2025-arxiv")):
        block = house_style.add(awesome.parse(LED), paper, "S").block
        assert block == f"1. Tides: Routing Water [{told}] [[paper](https://arxiv.org/pdf/2510.00009)]"


CITED = "# L\n\n## S\n\n" + "\n\n".join(
    f"* **Drugs from {word} and Their Makers** [2023]  \n{names}  \n[{label}]({url})"
    for word, names, label, url in (
        ("Oak", "Lee, Ann, Bo Chen, and Cy Day.", "arXiv:2301.00001 (2023)", "https://arxiv.org/abs/2301.00001"),
        ("Ash", "Day, Cy, Flo Gray, and Hal Ives.", "arXiv:2302.00002 (2023)", "https://arxiv.org/abs/2302.00002"),
        ("Elm", "Orr, Ned, Bo Chen, and Cy Day.", "J. Trees (2023)", "https://doi.org/10.1000/trees.3"),
    )
)


def test_a_label_with_an_id_and_a_year_has_the_papers_own() -> None:
    lines = house_style.add(awesome.parse(CITED), PREPRINT, "S").block.split("  \n")
    assert lines[2] == "[arXiv:2510.00009 (2025)](https://arxiv.org/abs/2510.00009)"


VOLUMES = """# L

## S

1. [Machine learning for trees and their leaves](https://example.org/1)
    K. T. Butler, D. W. Day, & A. Walsh, Nature **559**, 547–555 (2018)
2. [Four generations of potentials for wood](https://example.org/2)
    J. Behler, Chemical Reviews **121**(16), 10037–10072 (2021)
3. [Inverse design of hedges by rule](https://example.org/3)
    P. O. Dral & M. Barbatti, Hedges and Walls **5**, 388 (2021)
4. [Bark that floats on rivers for years](https://example.org/6)
    C. Eck & D. Oh, Rivers **7**, 11–19 (2021)
5. [Deep roots of shallow trees](https://example.org/4)
    R. Pollice, G. Aldeghi, M. Krenn,..., & A. N. Aspuru, Journal of Trees and Leaves **54**(4), 849–860 (2021)
"""


def test_a_journal_before_its_volume_in_bold_is_a_venue_and_the_pages_are_nobody_elses() -> None:
    entries = awesome.parse(VOLUMES).entries
    assert [entry.venue for entry in entries[:3]] == ["Nature", "Chemical Reviews", "Hedges and Walls"]
    assert [entry.year for entry in entries] == [2018, 2021, 2021, 2021, 2021]
    assert [entry.authors[0] for entry in entries[:3]] == ["K. T. Butler", "J. Behler", "P. O. Dral"]
    many = replace(FEED, authors=("Kim Low", "Max Ney", "Pia Quist", "Ned Orr", "Flo Gray", "Hal Ives"))
    block = house_style.add(awesome.parse(VOLUMES), many, "S").block
    assert block == (
        "6. [Tides: Routing Water](https://arxiv.org/abs/2510.00009)\n"
        "    K. Low, M. Ney, P. Quist, N. Orr, F. Gray, & H. Ives, ICML (2025)"
    )


DAYS = "|Date|Title|Authors|PDF|\n|---|---|---|---|\n" + "".join(
    f"|**01-0{n}**|**A Work on {word} and Its Many Uses**|Ann Lee et.al.|[2305.0000{n}](https://arxiv.org/pdf/2305.0000{n}.pdf)|\n"
    for n, word in enumerate(("Oak", "Ash", "Elm"), start=1)
)


def test_bold_words_are_a_title_in_the_column_of_titles_alone() -> None:
    alist = awesome.parse(f"# L\n\n{DAYS}")
    assert [entry.title for entry in alist.entries] == [
        f"A Work on {w} and Its Many Uses" for w in ("Oak", "Ash", "Elm")
    ]
    cells = house_style.add(alist, FEED, "L").block.split("|")
    assert cells[2:5] == [
        "**Tides: Routing Water**",
        "Kim Low, Max Ney",
        "[2510.00009](https://arxiv.org/pdf/2510.00009.pdf)",
    ]


PLACES = "# L\n\n## S\n\n" + "\n\n".join(
    f"* **Drugs from {word} and How They Are Made** [{year}]  \nLee, Ann, Bo Chen, and Cy Day.  \n[{label}](https://doi.org/10.1000/{word})"
    for word, year, label in (
        ("Oak", 2021, "J. Trees Inf. Model. 2021, 63, 11, 3238–3247"),
        ("Ash", 2022, "Nat Trees Intell 2, 254–265 (2022)"),
        ("Elm", 2023, "Wiley Reviews: Computational Tree Science 7.5 (2023): e1318"),
        ("Fir", 2023, "Tree Model (2023)"),
    )
)


def test_a_citation_as_the_words_of_a_link_is_the_place_of_its_own_paper() -> None:
    alist = awesome.parse(PLACES)
    assert [entry.title for entry in alist.entries][:2] == [
        f"Drugs from {w} and How They Are Made" for w in ("Oak", "Ash")
    ]
    assert [(entry.venue, entry.year) for entry in alist.entries] == [
        ("J. Trees Inf. Model.", 2021),
        ("Nat Trees Intell", 2022),
        ("Wiley Reviews: Computational Tree Science", 2023),
        ("Tree Model", 2023),
    ]
    for paper, told in ((FEED, "ICML (2025)"), (PREPRINT, "arXiv (2025)")):
        block = house_style.add(alist, paper, "S").block
        assert block.split("  \n") == [
            "* **Tides: Routing Water** [2025]",
            "Low, Kim, and Max Ney.",
            f"[{told}](https://arxiv.org/abs/2510.00009)",
        ]


HYPHENED = "# L\n\n## S\n\n" + "\n".join(
    f"- {venue} [A Long Work on {word}](https://arxiv.org/abs/2101.0000{n})"
    for n, (venue, word) in enumerate((("AAAI-21", "Oak"), ("NeurIPS-21 workshop", "Ash"), ("ICML-22", "Elm")))
)


def test_a_year_behind_a_hyphen_is_the_venues() -> None:
    alist = awesome.parse(HYPHENED)
    assert [(entry.venue, entry.year) for entry in alist.entries] == [
        *(("AAAI-21", 2021), ("NeurIPS-21 workshop", 2021), ("ICML-22", 2022))
    ]
    assert (
        house_style.add(alist, FEED, "S").block == "- ICML-25 [Tides: Routing Water](https://arxiv.org/abs/2510.00009)"
    )


SITES = "# L\n\n## S\n\n" + "\n\n".join(
    f"**A Long Work on {word}** [[github](https://github.com/a/{word})][[{label}]({url})]"
    for word, label, url in (
        ("Oak", "gitarx", "http://gitarx.com/posts/oak"),
        ("Ash", "gitarx", "http://gitarx.com/posts/ash"),
        ("Elm", "paper", "https://www.biorxiv.org/content/2017/1"),
        ("Fir", "gitarx", "http://gitarx.com/posts/fir"),
        ("Yew", "preprint", "https://arxiv.org/abs/1611.05777"),
    )
)


def test_a_label_that_is_the_name_of_another_site_is_not_the_papers() -> None:
    coded = replace(PREPRINT, code=(Link(label="Code", url="https://github.com/kim/tides"),))
    assert house_style.add(awesome.parse(SITES), coded, "S").block == (
        "**Tides: Routing Water** [[github](https://github.com/kim/tides)][[preprint](https://arxiv.org/abs/2510.00009)]"
    )


def test_a_venue_is_dressed_as_those_of_published_papers_are() -> None:
    text = "# L\n\n## S\n\n" + "\n".join(
        f"- A Title on {word}.\n  [[pdf]]({url})\n  - Ann Lee, Bo Chen, and Cy Day. {place}\n"
        for word, url, place in [
            ("Walls", "https://arxiv.org/pdf/2401.00001.pdf", "arXiv, 2024."),
            ("Gates", "https://example.org/gates.pdf", "*River Letters*, 2023."),
            ("Moss", "https://arxiv.org/pdf/2301.00003.pdf", "arXiv, 2023."),
        ]
    )
    block = house_style.add(awesome.parse(text), FEED, "S").block
    assert block.endswith("  - Kim Low and Max Ney. *ICML*, 2025.")
    assert house_style.add(awesome.parse(text), PREPRINT, "S").block.endswith("  - Kim Low and Max Ney. arXiv, 2025.")
