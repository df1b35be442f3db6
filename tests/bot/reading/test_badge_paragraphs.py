"""A paragraph of badges alone behind an item, not indented, is the item's own."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper

STARS = "&nbsp;&nbsp;&nbsp; [![Repo stars](https://img.shields.io/github/stars/{0})](https://github.com/{0})"
LIST = "# L\n\n## S\n\n" + "\n\n".join(
    part
    for number in range(1, 6)
    for part in (
        f"{number}. [**Paper {number}.**](https://arxiv.org/abs/2401.0000{number}) *Ann Lee, Bo Chen.* Arxiv 2024.",
        *([STARS.format(f"example/repo-{number}")] if number % 2 else []),
    )
)
FEED = Paper(
    title="Fresh",
    url="https://arxiv.org/abs/2410.00009",
    authors=("Kim Low", "Max Ney"),
    venue="ICML 2024",
    code=(Link(label="Code", url="https://github.com/example/fresh"),),
    sources=("arXiv",),
)


def test_the_badges_below_an_item_are_its_code_and_no_entry() -> None:
    entries = awesome.parse(LIST).entries
    assert [entry.title for entry in entries] == [f"Paper {number}" for number in range(1, 6)]
    assert [len(entry.code) for entry in entries] == [1, 0, 1, 0, 1]
    assert not any(entry.tags for entry in entries)


def test_an_addition_keeps_papers_and_their_badges_together_and_has_its_own() -> None:
    alist = awesome.parse(LIST)
    added = house_style.add(alist, FEED, "S", behind=alist.entries[2].line)
    assert added.block == (
        "4. [**Fresh.**](https://arxiv.org/abs/2410.00009) *Kim Low, Max Ney.* ICML 2024.\n\n"
        + STARS.format("example/fresh")
    )
    before, _, after = added.text.partition(added.block)
    assert before.endswith(STARS.format("example/repo-3") + "\n\n")
    assert after.startswith("\n\n4. [**Paper 4.**]")


def test_badges_that_stand_elsewhere_are_nobodys() -> None:
    text = (
        "# L\n\n[![Stars](https://img.shields.io/github/stars/example/list)](https://github.com/example/list)\n\n"
        + LIST
    )
    assert len(awesome.parse(text).entries) == 5
