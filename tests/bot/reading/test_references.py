"""Entries that are references with the year behind the people: `Lee, A. and Chen, B., 2010, May. A Title. *Letters*, 3(2), pp.1-9.`"""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Entry, Paper, paper_of

CITED = """# Hedges

## 1. Books

[Hedges of All Kinds](https://example.org/hedges "Hedges of All Kinds") by Ann Lee: the book on hedges.

## 2. Papers

### 2.1. Reviews

Lee, A., Chen, B. and Day, C., 2009. Odd leaves: A review. *ACM growing reviews* , 41(3), p.15. [[Download PDF]](https://example.org/leaves.pdf )

Eng, V. and Fox, J., 2004. A review of ways to cut hedges. *Letters of the gardener*, 22(2), pp.85-126. [[Download PDF]](https://example.org/cut.pdf)

Gay, M. and Hay, S., 2016. Which hedge is best? *Hedges one*, 11(4), p.e0152173. [[HTML]](https://example.org/best) [[SLIDES]](https://example.org/slides)

### 2.2. Ways

**Local Leaf Factor (LLF)**. Ito, M.M., Jay, H.P., Kay, R.T. and Low, J., 2000, May. LLF: finding odd leaves nearby. *ACM Garden Record*, 29(2), pp. 93-104. [[Download PDF]](https://example.org/llf.pdf)

**Lone Trees**. May, F.T., Noe, K.M. and Orr, Z.H., 2008, December. Lone trees. In *ICGD '08*, pp. 413-422. IEEE. [[Download PDF]](https://example.org/lone.pdf)

### 2.3. Walls

Poe, C.C., 2013. Groups of hedges: what we think. *ACM Garden Letters*, 14(2), pp.49-58. [[Download PDF]](https://example.org/groups.pdf)

Quist, A., Poe, C.C. and Rue, J., 2014. Groups of walls without gates: what is to be done. *ACM Garden Letters*, 15(1), pp.11-22. [[Download PDF]](https://example.org/walls.pdf)

## 3. Letters

[ACM Garden Letters](https://example.org/letters)

[Letters of the Gardener](https://example.org/gardener)
"""


def _named(title: str) -> Entry:
    return next(entry for entry in awesome.parse(CITED).entries if entry.title == title)


@pytest.mark.parametrize(
    ("title", "authors", "venue", "year", "tags"),
    [
        ("Odd leaves: A review", ("Lee, A.", "Chen, B.", "Day, C."), "ACM growing reviews", 2009, ()),
        ("A review of ways to cut hedges", ("Eng, V.", "Fox, J."), "Letters of the gardener", 2004, ()),
        ("Which hedge is best?", ("Gay, M.", "Hay, S."), "Hedges one", 2016, ()),
        ("Lone trees", ("May, F.T.", "Noe, K.M.", "Orr, Z.H."), "ICGD '08", 2008, ("Lone Trees",)),
        ("Groups of hedges: what we think", ("Poe, C.C.",), "ACM Garden Letters", 2013, ()),
    ],
)
def test_each_part_is_told(title: str, authors: tuple[str, ...], venue: str, year: int, tags: tuple[str, ...]) -> None:
    entry = _named(title)
    assert (entry.authors, entry.venue, entry.year, entry.tags) == (authors, venue, year, tags)


def _added(paper: Paper, section: str) -> str:
    return house_style.add(awesome.parse(CITED), paper, section).block


NEW = Paper(
    title="Gates in Old Walls",
    authors=("Wei Zhang", "Ann Lee"),
    url="https://arxiv.org/abs/2610.00009",
    published="2026-10-08",
    venue="NeurIPS 2026",
    sources=("arXiv",),
)


def test_a_newcomer_is_a_reference_too() -> None:
    block = _added(NEW, "2.3. Walls")
    assert block.startswith(
        "Zhang, W. and Lee, A., 2026. Gates in Old Walls. *NeurIPS*. [[Download PDF]](https://arxiv.org/"
    )


@pytest.mark.parametrize("mark", ["- ", ""])
def test_a_reference_without_a_method_has_no_stop_before_it(mark: str) -> None:
    entries = [
        f"{mark}**Kind {n}**. Lee, A. and Day, B., 202{n}. Trees of Many Sorts {n}. *ICML*, 3(2), pp.{n}-9. [[pdf]](https://arxiv.org/abs/240{n}.00001)\n"
        for n in range(1, 6)
    ]
    block = house_style.add(awesome.parse("# L\n\n" + "\n".join(entries)), NEW, "L").block
    assert block == f"{mark}Zhang, W. and Lee, A., 2026. Gates in Old Walls. *NeurIPS*. [[pdf]]({NEW.url})"


def test_what_stands_elsewhere_is_no_part_of_a_venue() -> None:
    alist = awesome.parse(CITED)
    entry = _named("LLF: finding odd leaves nearby")
    again = house_style.add(awesome.parse(awesome.remove(alist, entry)), paper_of(entry), entry.section).block
    assert "*ACM Garden Record*" in again


def test_a_reference_with_its_year_between_stops_ends_its_title_at_a_stop() -> None:
    cited = "Ann Lee, Bo Chen, and Cy Day. 2022. Hedging: A Survey for Gardens. Garden Comput. Surv. 54, 11s, Article 230 (January 2022), 36 pages."
    entry = awesome.parse(f"# L\n\n## S\n\n- {cited} https://doi.org/10.1145/3512345\n").entries[0]
    assert (entry.title, entry.authors, entry.year) == (
        "Hedging: A Survey for Gardens",
        ("Ann Lee", "Bo Chen", "Cy Day"),
        2022,
    )
    added = house_style.add(
        awesome.parse(f"# L\n\n## S\n\n- {cited} https://doi.org/10.1145/3512345\n"),
        Paper(
            title="Gates", url="https://doi.org/10.1000/9", authors=("Ed Fox",), venue="ICML 2025", sources=("arXiv",)
        ),
        "S",
    )
    assert added.block.count("(") == added.block.count(")")
