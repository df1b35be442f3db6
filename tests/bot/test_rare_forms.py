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
