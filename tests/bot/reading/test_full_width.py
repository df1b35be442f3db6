"""Lists with the signs of Chinese print: `：`, `，`, `！`, `（）`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper, paper_of

_FED = Paper(
    title="Roots: Growing Trees from Seeds",
    authors=("Ann Lee", "Bo Chen"),
    url="https://arxiv.org/abs/2510.00001",
    arxiv_id="2510.00001",
    published="2025-10-01",
    venue="NeurIPS 2025",
    code=(Link(label="Code", url="https://github.com/ann/roots"),),
    sources=("arxiv",),
)

_TOLD = """# 论文

## 综述

- [Oak Survey](https://arxiv.org/abs/2301.00001)：第一篇综述，讨论了全部的方法（很全面）！
- [Elm Survey](https://arxiv.org/abs/2302.00001)：第二篇综述，很详细。
- [Ash Survey](https://arxiv.org/abs/2303.00001)：一篇关于图的综述，推荐阅读！
- [Yew Survey](https://arxiv.org/abs/2304.00001)：关于大模型的综述，包含代码（开源）。
"""

_SPACED = """# 论文

## 方法

- [Fast Trees](https://arxiv.org/abs/2301.00002): 一种快速的方法，值得一看！
- [Slow Trees](https://arxiv.org/abs/2302.00002): 慢的方法 不错，大学出品。
- [Deep Trees](https://arxiv.org/abs/2303.00002): 深度的 树模型，代码已开源！
- [Wide Trees](https://arxiv.org/abs/2304.00002): 宽树模型（ICML 2023）。
"""

_BRACKETED = """# 论文

## 工具

1. Oak（2023）：《A Study of Oaks in the Wild》 [论文](https://arxiv.org/abs/2301.00003) [代码](https://github.com/a/d)
2. Elm（2023）：《A Study of Elms in the Wild》 [论文](https://arxiv.org/abs/2302.00003)
3. Ash（2024）：《A Study of Ashes at Home》 [论文](https://arxiv.org/abs/2401.00003) [代码](https://github.com/a/e)
"""


def _again(text: str, number: int) -> tuple[str, str]:
    alist = awesome.parse(text)
    entry = alist.entries[number]
    rest = awesome.parse(awesome.remove(alist, entry))
    return house_style.add(rest, paper_of(entry), entry.section).block, alist.block(alist.units[number])


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("text", [_TOLD, _SPACED])
def test_what_is_said_of_a_paper_keeps_its_signs(text: str, number: int) -> None:
    block, written = _again(text, number)
    assert block == written


def test_what_is_said_in_another_script_is_no_part_of_the_title() -> None:
    entries = awesome.parse(_SPACED).entries
    assert [entry.title for entry in entries] == ["Fast Trees", "Slow Trees", "Deep Trees", "Wide Trees"]
    assert entries[0].idea == "一种快速的方法，值得一看！"


def test_wide_brackets_stay_in_pairs() -> None:
    entries = awesome.parse(_BRACKETED).entries
    assert [entry.tags for entry in entries] == [("Oak（2023）",), ("Elm（2023）",), ("Ash（2024）",)]
    block, written = _again(_BRACKETED, 2)
    assert block == written


@pytest.mark.parametrize("text", [_TOLD, _SPACED])
def test_a_feeds_paper_has_no_word_of_another_and_no_open_sign(text: str) -> None:
    block = house_style.add(awesome.parse(text), replace(_FED, code=()), awesome.parse(text).entries[0].section).block
    assert block == "- [Roots: Growing Trees from Seeds](https://arxiv.org/abs/2510.00001)"
