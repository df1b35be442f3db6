"""Forms that few lists have: titles on lines of their own glued to those before, notes of a citation, marks of a kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Paper


def test_a_bold_title_glued_to_the_links_above_it_starts_an_entry() -> None:
    entry = "**Hedges of the {0} Kind**  \nAnn Lee, Bo Chen  \n[ICML 202{0}](https://arxiv.org/abs/230{0}.00001)"
    alist = awesome.parse(
        "# L\n\n## S\n" + entry.format(1) + "  \n" + entry.format(2) + "\n\n" + entry.format(3) + "\n"
    )
    assert [entry.title for entry in alist.entries] == [f"Hedges of the {n} Kind" for n in (1, 2, 3)]


CUT = "* [202{0}/0{1}] **Work of the {2} Kind.** *{3} et al. ICML.* [[paper](https://arxiv.org/abs/2{0}0{1}.0000{1})]\n"
NAMES = ("Lee", "Chen", "Day", "Eng", "Fox", "Gay", "Hay", "Ito", "Jo", "Kim", "Lo", "May")


def _cut(count: int) -> awesome.AwesomeList:
    lines = (CUT.format(9 - n // 3, 9 - n % 9, n, name) for n, name in enumerate(NAMES[:count]))
    return awesome.parse("# L\n\n## S\n\n" + "".join(lines))


@pytest.mark.parametrize(
    ("count", "authors", "printed"),
    [
        (12, ("Ann Low", "Bo Roe"), "*Low et al. ICML.*"),
        (12, ("Ann Low",), "*Low. ICML.*"),
        (5, ("Ann Low", "Bo Roe"), "*Low and Roe. ICML.*"),
    ],
)
def test_where_every_line_of_people_is_cut_short_two_are_and_one_has_the_stop(
    count: int, authors: tuple[str, ...], printed: str
) -> None:
    paper = Paper(
        title="Moss on Walls",
        url="https://arxiv.org/abs/3001.00001",
        authors=authors,
        venue="ICML 2029",
        date="2029-12-01",
        sources=("arxiv",),
    )
    assert printed in house_style.add(_cut(count), paper, "S").block


DATED = """# L

## S

**Hedges of the First Kind**  
Ann Lee, Bo Chen  
[ICML 2024 Benchmark](https://arxiv.org/abs/2401.00001) • [Homepage](https://a.org)

**Hedges of the Second Kind**  
Cy Day, Di Eng  
[arXiv, 19 Feb 2024](https://arxiv.org/abs/2402.00002)

**Hedges of the Third Kind**  
Ed Fox, Flo Gay  
[arXiv, 26 Dec 2023](https://arxiv.org/abs/2312.00003) • [Homepage](https://c.org)

--- Older ---  
**Hedges of the Fourth Kind**  
Hal Ito, Ivy Jo  
[ACL 2022](https://aclanthology.org/2022.acl-long.77.pdf) • [code](https://github.com/d/four)
"""  # noqa: W291


def test_words_between_dashes_above_a_title_are_none_of_its_own() -> None:
    alist = awesome.parse(DATED)
    assert alist.block(alist.units[-1]).startswith("**Hedges of the Fourth Kind**")


def test_a_paper_that_came_out_takes_no_label_of_a_preprint() -> None:
    paper = Paper(
        title="Moss on Walls",
        url="https://arxiv.org/abs/2601.00001",
        authors=("Ann Low", "Bo Roe", "Cy Sun"),
        venue="ICML 2026",
        date="2026-01-02",
        sources=("arxiv",),
    )
    assert "[ICML 2026](" in house_style.add(awesome.parse(DATED), paper, "S").block
    preprint = house_style.add(awesome.parse(DATED), replace(paper, venue=""), "S").block
    assert "[arXiv, 02 Jan 2026](" in preprint


MARKED = """# L

## S

1. **Hedges of the First Kind**.

   *Lee A, Chen B, et al*. ICML 2024 [C]. [[pdf](https://arxiv.org/pdf/2401.00001)]

2. **Hedges of the Second Kind**.

   *Day C, Eng D*. EMNLP (Findings) 2024 [C]. [[pdf](https://arxiv.org/pdf/2402.00002)]

3. **Hedges of the Third Kind**.

   *Fox E, Gay F, et al*. arXiv [EB/OL]. [[pdf](https://arxiv.org/pdf/2312.00003)]

4. **Hedges of the Fourth Kind**.

   *Hay I, Jo K*. arXiv [EB/OL]. [[pdf](https://arxiv.org/pdf/2312.00004)]
"""


@pytest.mark.parametrize(("venue", "printed"), [("ICLR 2026", "ICLR 2026 [C]."), ("", "arXiv [EB/OL].")])
def test_the_mark_of_a_sort_of_papers_goes_with_the_venue(venue: str, printed: str) -> None:
    paper = Paper(
        title="Moss on Walls",
        url="https://arxiv.org/abs/2601.00001",
        authors=("Ann Low", "Bo Roe"),
        venue=venue,
        published="2026-01-02",
        sources=("arxiv",),
    )
    block = house_style.add(awesome.parse(MARKED), paper, "S").block
    assert block.splitlines()[2] == f"   *Low A, Roe B*. {printed} [[pdf](https://arxiv.org/pdf/2601.00001)]"


def test_how_a_paper_was_shown_stands_between_its_venue_and_the_year() -> None:
    assert [entry.venue for entry in awesome.parse(MARKED).entries][:2] == ["ICML 2024", "EMNLP (Findings) 2024"]


ANCHORED = '- <a name="{0}"></a>\n  **Hedges of the {0} Kind** (2024)  \n  Ann Lee, Bo Chen  \n  [Paper](https://arxiv.org/abs/240{1}.00001)\n\n'


def test_an_anchor_on_a_line_of_its_own_leaves_none_behind() -> None:
    alist = awesome.parse(
        "# L\n\n## S\n\n" + "".join(ANCHORED.format(name, n) for n, name in enumerate(NAMES[:4], start=1))
    )
    paper = Paper(
        title="Moss on Walls", url="https://arxiv.org/abs/2601.00001", authors=("Ann Low", "Bo Roe"), year=2026
    )
    assert house_style.add(alist, paper, "S").block.startswith("- **Moss on Walls** (2026)  \n  Ann Low, Bo Roe  \n")


CITED = """# L

## S

1. A. Lee and B. Chen, "Hedges of the First Kind," *Journal of Hedges*, vol. 3, no. 1, pp. 4-9, July 2013. Available: https://doi.org/10.1109/A.2013.1
1. C. Day, D. Eng, and E. Fox, "Hedges of the Second Kind," *Walls and Systems*, vol. 23, pp. 23-31, Oct. 2009. Available: https://doi.org/10.1109/A.2009.2
1. F. Gay and H. Ito, "Hedges of the Third Kind," in *Proceedings of the Guild of Walls (GW)*, 2004, pp. 35-50, vol. 4. Available: https://doi.org/10.1109/A.2004.3
1. I. Jo, "Hedges of the Fourth Kind," in *Proceedings of the Guild of Walls*, vol. 2, 2002, pp. 1-6. Available: https://doi.org/10.1109/A.2002.4
"""


def test_a_citation_behind_a_quoted_title_has_its_place_and_date() -> None:
    entries = awesome.parse(CITED).entries
    places = ["Journal of Hedges", "Walls and Systems"]
    assert [entry.venue for entry in entries][:2] == places
    assert [entry.year for entry in entries] == [2013, 2009, 2004, 2002]
    assert [len(entry.authors) for entry in entries] == [2, 3, 2, 1]
    paper = Paper(
        title="Moss on Walls",
        url="https://arxiv.org/abs/2601.00001",
        authors=("Ann Low", "Bo Roe", "Cy Sun"),
        published="2026-01-02",
        sources=("arxiv",),
    )
    block = house_style.add(awesome.parse(CITED), paper, "S").block
    assert block.startswith('1. A. Low, B. Roe, and C. Sun, "Moss on Walls," ')
    assert block.endswith("*arXiv*, 2026. Available: https://arxiv.org/abs/2601.00001")


JOURNAL = '1. A. Lee and B. Chen, "Hedges of Kind {0}," *Journal of Hedges*, vol. 1{0}, {1}. 202{0}. Available: https://doi.org/10.1109/A.{0}\n'
MEETING = '1. C. Day, D. Eng, and E. Fox, "Hedges of Kind {0}," in *Proceedings of the Guild of Walls (GW)*, 202{0}, pp. 3{0}-5{0}. Available: https://doi.org/10.1109/A.{0}\n'


def test_a_paper_has_the_date_or_the_year_where_no_entry_has_both() -> None:
    forms = (JOURNAL, JOURNAL, MEETING, MEETING, MEETING)
    text = "".join(form.format(6 - n, "Oct" if n % 2 else "Dec") for n, form in enumerate(forms, start=1))
    paper = Paper(
        title="Moss on Walls",
        url="https://arxiv.org/abs/2601.00001",
        authors=("Ann Low", "Bo Roe", "Cy Sun"),
        date="2026-01-02",
        sources=("arxiv",),
    )
    block = house_style.add(awesome.parse(f"# L\n\n## S\n\n{text}"), paper, "S").block
    assert block.endswith(' "Moss on Walls," in *arXiv*, 2026. Available: https://arxiv.org/abs/2601.00001')
