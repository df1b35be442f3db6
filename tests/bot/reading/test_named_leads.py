"""Entries that lead with who wrote them: `[Lee et al. CVPR20]` in code marks, `Lee et al.` right before the title."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Entry, Link, Paper, paper_of

TICKED = """# Papers

## 2020

* `[Lee et al. SIGIR20]` Tree-Shaped Reading of Long Tables. SIGIR, 2020. [[paper]](https://doi.org/10.1145/3397271.0000001)
* `[Day et al. NeurIPS20]` COAT: Reading Tables by their Covers. NeurIPS, 2020. [[paper]](https://arxiv.org/abs/2001.00002) [[code]](https://github.com/example/coat)
* `[Eng et al. ECCV20]` Many-Eyed Reading of Maps. ECCV, 2020. [[paper]](https://arxiv.org/abs/2001.00003)
* `[Fox et al. ACMMM20]` Interpretable Reading for Ad-Hoc Tables. ACM Multimedia, 2020. [[paper]](https://arxiv.org/abs/2001.00004)
* `[Gay et al. TMM20]` Reading as it Goes. IEEE Transactions on Multimedia, 2020. [[paper]](https://arxiv.org/abs/2001.00005)

## Data

* `[ABC]` Hay et al. Collecting Tables for Reading. ACL, 2011. [[paper]](https://aclanthology.org/P11-1000) [[dataset]](https://example.org/abc)
* `[DEF]` Li et al. DEF: A Set of Maps to Read. CVPR, 2016. [[paper]](https://arxiv.org/abs/1601.00007) [[homepage]](https://example.org/def)
* `[GHI]` Jay et al. Reading Ten Million Signs. ICCV, 2019. [[paper]](https://arxiv.org/abs/1901.00008) [[homepage]](https://example.org/ghi)
"""

FEED = Paper(
    title="Walking Where It Is Dark",
    authors=("Ann Lee", "Bo Chen", "Cy Day"),
    url="https://arxiv.org/abs/2606.00001",
    published="2026-06-01",
    venue="CVPR 2026",
    sources=("arxiv",),
)


def _entries(text: str) -> list[Entry]:
    return list(awesome.parse(text).entries)


@pytest.mark.parametrize(
    ("number", "title", "authors", "venue"),
    [
        (0, "Tree-Shaped Reading of Long Tables", ("Lee", "et al."), "SIGIR20"),
        (1, "COAT: Reading Tables by their Covers", ("Day", "et al."), "NeurIPS20"),
        (2, "Many-Eyed Reading of Maps", ("Eng", "et al."), "ECCV20"),
        (3, "Interpretable Reading for Ad-Hoc Tables", ("Fox", "et al."), "ACMMM20"),
        (4, "Reading as it Goes", ("Gay", "et al."), "TMM20"),
        (5, "Collecting Tables for Reading", ("Hay", "et al."), "ACL, 2011"),
        (6, "DEF: A Set of Maps to Read", ("Li", "et al."), "CVPR, 2016"),
        (7, "Reading Ten Million Signs", ("Jay", "et al."), "ICCV, 2019"),
    ],
)
def test_people_in_front_of_a_title_are_its_people(
    number: int, title: str, authors: tuple[str, ...], venue: str
) -> None:
    entry = _entries(TICKED)[number]
    assert (entry.title.rstrip("."), entry.authors, entry.venue) == (title, authors, venue)


def test_such_entries_are_written_again_as_they_stand() -> None:
    alist = awesome.parse(TICKED)
    for number in (1, 2, 6, 7):
        entry = alist.entries[number]
        rest = awesome.parse(awesome.remove(alist, entry))
        block = house_style.add(rest, paper_of(entry), entry.section).block
        assert block == TICKED.splitlines()[entry.line - 1]


def test_a_venue_told_twice_is_written_twice_each_in_its_own_form() -> None:
    paper = Paper(**{name: getattr(FEED, name) for name in ("title", "authors", "url", "venue", "sources")}, year=2026)
    block = house_style.add(awesome.parse(TICKED), paper, ("Papers", "2020")).block
    assert block == (
        "* `[Lee et al. CVPR26]` Walking Where It Is Dark. CVPR, 2026. [[paper]](https://arxiv.org/abs/2606.00001)"
    )


def test_its_code_stands_where_theirs_does() -> None:
    paper = Paper(
        title=FEED.title,
        authors=FEED.authors,
        url=FEED.url,
        venue="CVPR 2026",
        code=(Link(label="", url="https://github.com/example/dark"),),
        sources=("arxiv",),
    )
    block = house_style.add(awesome.parse(TICKED), paper, ("Papers", "2020")).block
    assert block.endswith(
        "CVPR, 2026. [[paper]](https://arxiv.org/abs/2606.00001) [[code]](https://github.com/example/dark)"
    )


_NAME_LED = """# L

- {}Ann Lee, Bo Chen, Cy Day.<br />
  "Practical Walls for Gardens." ArXiv (2024).
  [[paper](https://arxiv.org/abs/2401.00001)]

- {}Dee Eck, Flo Gray.<br />
  "Impractical Walls for Gardens." ArXiv (2024).
  [[paper](https://arxiv.org/abs/2401.00002)]
"""


def test_people_behind_a_bold_name_and_its_colon_are_read() -> None:
    first, second = _entries(_NAME_LED.format("**Wall & Gate**: ", "**Gate**: "))
    assert (first.tags, first.authors, first.idea) == (("Wall & Gate",), ("Ann Lee", "Bo Chen", "Cy Day"), "")
    assert (second.tags, second.authors) == (("Gate",), ("Dee Eck", "Flo Gray"))


def test_an_entry_without_people_keeps_its_bullet_and_the_quote_of_its_title() -> None:
    block = house_style.add(awesome.parse(_NAME_LED.format("", "")), replace(FEED, authors=(), venue=""), "L").block
    assert block.startswith('- "Walking Where It Is Dark." ')
