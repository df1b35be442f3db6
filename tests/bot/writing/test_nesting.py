"""An addition hangs where its section's items hang, whoever lent it its form."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

NEW = Paper(
    title="Fresh Work", url="https://arxiv.org/abs/2410.00009", authors=("Kim Low", "Max Ney", "Ann Oh"), year=2024
)
LIST = """# Notes

## Tagging
- 2018-05
  - Lee et al. - 2016 - **First Tagger** [[pdf]](https://arxiv.org/abs/1601.00001)
  - Chen et al. - 2017 - **Second Tagger** [[pdf]](https://arxiv.org/abs/1701.00002)
- references
  - kits
    - [tagkit](https://github.com/example/tagkit)

## Parsing
* 2018-06
  * Day et al. - 2017 - **A Parser** [[pdf]](https://arxiv.org/abs/1702.00003)
* 2018-07
* references
  - [parsekit](https://github.com/example/parsekit)

## Reading

- [A Course](https://example.org/course)

- [A Book](https://example.org/book)
"""


@pytest.mark.parametrize(
    ("section", "start"),
    [
        ("Tagging > references > kits", "    - "),
        ("Parsing > references", "  - "),
        ("Parsing > 2018-06", "  * "),
        ("Reading", "- "),
    ],
)
def test_an_item_stands_as_deep_and_behind_the_sign_of_its_sections_items(section: str, start: str) -> None:
    block = house_style.add(awesome.parse(LIST), NEW, section).block
    assert block.startswith(start + "Kim Low et al. - 2024")


def test_the_first_item_of_a_group_takes_the_groups_own_sign() -> None:
    text = LIST.replace("* references\n  - [parsekit](https://github.com/example/parsekit)\n", "")
    alist = awesome.parse(text)
    lone = next(entry for entry in alist.entries if entry.title == "A Parser")
    added = house_style.add(awesome.parse(awesome.remove(alist, lone)), NEW, "Parsing > 2018-06")
    assert added.block.startswith("  * Kim Low et al. - 2024")


def test_the_further_lines_of_an_item_move_with_its_bullet() -> None:
    text = """# Notes

## One
- group
  - [First](https://arxiv.org/abs/1601.00001)
    - Ann Lee, Bo Chen
  - [Second](https://arxiv.org/abs/1601.00002)
    - Cy Day, Di Eng

## Two

* [A Course](https://example.org/course)
"""
    added = house_style.add(awesome.parse(text), NEW, "Two")
    assert added.block == ("* [Fresh Work](https://arxiv.org/abs/2410.00009)\n  - Kim Low, Max Ney, Ann Oh")


def test_an_item_among_several_depths_is_no_child_of_what_stands_above_it() -> None:
    months = ("2108", "2107", "2106", "2105")
    deep = "".join(f"  - [Gate Leaks, Part {month}](https://arxiv.org/abs/{month}.00002)\n" for month in months)
    text = f"# Notes\n\n## Flaws\n- [Walls Fall](https://arxiv.org/abs/2109.00001)\n{deep}"
    added = house_style.add(awesome.parse(text), NEW, "Flaws")
    assert added.text == text.replace("## Flaws\n", "## Flaws\n- [Fresh Work](https://arxiv.org/abs/2410.00009)\n")
