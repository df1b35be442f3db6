"""Places between tags of emphasis or behind quotes, of entries with and without links; and a form that is no entry."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

PLACES = ("Letters of the Guild", "Workshop on Walls at NeurIPS", "arxiv", "HEDGE")
FORM = (
    "Please use this form:\n* [Title of a paper](https://arxiv.org), \\[[code](https://github.com/example/test)\\]\n"
    "  <details>\n  <summary> List of authors <em>Conference name</em> Year </summary>\n  </details>\n"
)


def folded(number: int, place: str) -> str:
    return (
        f"* [Walls of Sort {number}](https://arxiv.org/abs/240{number}.00001)\n  <details>\n"
        f"  <summary> Ann Lee, Bo Chen <em>{place}</em> 2024 </summary>\n    Walls are told apart.\n  </details>\n\n"
    )


@pytest.mark.parametrize("form", ["", FORM])
def test_emphasis_behind_people_and_before_a_year_is_the_place(form: str) -> None:
    text = f"# L\n\n{form}\n## S\n\n" + "".join(folded(number, place) for number, place in enumerate(PLACES, start=1))
    alist = awesome.parse(text)
    assert [(entry.venue, entry.year, entry.tags) for entry in alist.entries] == [(place, 2024, ()) for place in PLACES]
    paper = Paper(
        title="Moss",
        url="https://arxiv.org/abs/2511.00009",
        authors=("Kim Low", "Lou May"),
        published="2025-11-02T10:00:00Z",
        sources=("arXiv",),
    )
    assert "<summary> Kim Low, Lou May <em>arxiv</em> 2025 </summary>" in house_style.add(alist, paper, "S").block


def test_a_quoted_title_with_its_place_is_a_paper_without_a_link() -> None:
    text = (
        "# L\n\n## 2016\n\n"
        '* HEDGE: "Hedges for the Counting of Rivers" ICML. [[Paper]](https://arxiv.org/abs/1601.00001)  \n  Of hedges.\n'
        '* "Moss: Walls Told Apart in Real Time" CVPR.  \n  Of moss and of walls.\n'
        '* ROSE: "Roses by Night" ECCV. [[Paper]](https://arxiv.org/abs/1602.00001)  \n  Of roses.\n'
    )
    assert [entry.title for entry in awesome.parse(text).entries][1] == "Moss: Walls Told Apart in Real Time"
