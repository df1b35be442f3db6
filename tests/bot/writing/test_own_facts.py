"""What one entry says of itself alone is not said of a new paper: its rating, its framework, its workshop, its notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

RATED = """# Papers

## 2023

- [[CVPR](https://openaccess.thecvf.com/content/CVPR2023/html/Lee_Seeing_Less_CVPR_2023_paper.html)] Seeing Less at Night. [[tensorflow](https://github.com/example/less)] [__`seg.`__ __`aut.`__] :fire: :star:
- [[ICCV](https://openaccess.thecvf.com/content/ICCV2023/html/Day_Seeing_More_ICCV_2023_paper.html)] Seeing More by Day. [[tensorflow](https://github.com/example/more)] [__`cls.`__] :star:
- [[ECCVW](https://arxiv.org/abs/2301.00003)] Seeing Nothing at All. [[Project](https://example.org/nothing)] [__`seg.`__ __`oth.`__]
- [[CVPR](https://openaccess.thecvf.com/content/CVPR2023/html/Eng_Seeing_Half_CVPR_2023_paper.html)] Seeing Half of It. [[tensorflow](https://github.com/example/half)] [__`seg.`__] :star:
- [[CVPR](https://openaccess.thecvf.com/content/CVPR2023/html/Fox_Seeing_It_CVPR_2023_paper.html)] Seeing It. [[Code](https://github.com/example/it)] [__`seg.`__]
"""

FEED = Paper(
    title="Walking Where It Is Dark",
    url="https://arxiv.org/abs/2606.00001",
    venue="CVPR 2026",
    code=(Link(label="", url="https://github.com/example/dark"),),
    tags=("seg",),
    sources=("arxiv",),
)

NOTED = """# Papers

## CVPR 2022

1. Lee, Ann, et al. **Seeing Less at Night**. CVPR 2022. [[Paper]](https://arxiv.org/abs/2204.00001) [[Code]](https://github.com/example/less)

    **Personal Notes**:
    - It sees less than others do at night, and says so.

2. Day, Cy, et al. **Seeing More by Day**. CVPR 2022, <font color=Red>**Oral**</font>. [[Paper]](https://arxiv.org/abs/2204.00002)

    **Personal Notes**:
    - It sees more than others do by day, and says why.
"""


def test_neither_rating_nor_framework_nor_workshop_is_another_papers() -> None:
    alist = awesome.parse(RATED)
    done = house_style.add(alist, FEED, ("Papers", "2023")).block
    assert done == (
        "- [[CVPR](https://arxiv.org/abs/2606.00001)] Walking Where It Is Dark. [[Code](https://github.com/example/dark)] [__`seg.`__]"
    )
    bare = house_style.add(alist, replace(FEED, venue="", code=(), tags=()), ("Papers", "2023")).block
    assert bare.rstrip(".") == "- [[arXiv](https://arxiv.org/abs/2606.00001)] Walking Where It Is Dark"


@pytest.mark.parametrize("label", ["tensorflow", "PyTorch", "[jax]"])
def test_code_whose_labels_all_name_a_framework_is_called_code(label: str) -> None:
    lines = "\n".join(
        f"- [Seeing {n}](https://arxiv.org/abs/2301.0000{n}) [{label}](https://github.com/example/n{n})"
        for n in range(4)
    )
    done = house_style.add(awesome.parse(f"# Papers\n\n{lines}\n"), FEED, ("Papers",)).block
    assert "ode](https://github.com/example/dark)" in done.replace("ode]]", "ode]")
    assert label.strip("[]") not in done


def test_a_label_stands_in_the_capitals_it_has_here() -> None:
    paper = replace(FEED, code=(), links=(Link(label="project", url="https://example.org/dark"),))
    assert (
        "[[Project](https://example.org/dark)]"
        in house_style.add(awesome.parse(RATED), paper, ("Papers", "2023")).block
    )


BADGED = """# Papers

- [Seeing Less](https://arxiv.org/abs/2301.00001)
  [![arXiv](https://img.shields.io/badge/arXiv-b31b1b.svg)](https://arxiv.org/abs/2301.00001)
  [![{page}](https://img.shields.io/badge/{page}-9cf)](https://example.org/less)

- [Seeing More](https://arxiv.org/abs/2301.00002)
  [![arXiv](https://img.shields.io/badge/arXiv-b31b1b.svg)](https://arxiv.org/abs/2301.00002)

- [Seeing Half](https://arxiv.org/abs/2301.00003)
  [![arXiv](https://img.shields.io/badge/arXiv-b31b1b.svg)](https://arxiv.org/abs/2301.00003)
"""
PAGED = replace(FEED, code=(), tags=(), venue="", links=(Link(label="Project", url="https://example.org/dark"),))


@pytest.mark.parametrize("page", ["Website", "Homepage", "project_page"])
def test_the_page_of_a_work_is_called_as_it_is_here(page: str) -> None:
    """A feed calls it `Project`."""
    done = house_style.add(awesome.parse(BADGED.format(page=page)), PAGED, ("Papers",)).block
    assert "badge/arXiv-b31b1b.svg)](https://arxiv.org/abs/2606.00001)" in done
    assert f"[![{page}](https://img.shields.io/badge/{page}-9cf)](https://example.org/dark)" in done


def test_no_badge_says_another_word_than_its_link() -> None:
    text = "\n".join(line for line in BADGED.splitlines() if "{page}" not in line)
    done = house_style.add(awesome.parse(text), PAGED, ("Papers",)).block
    assert "badge/arXiv-b31b1b.svg)](https://arxiv.org/abs/2606.00001)" in done
    assert "[![Project" not in done


def test_the_name_of_the_points_below_it_is_no_tag() -> None:
    first, second = awesome.parse(NOTED).entries
    assert (first.tags, second.tags) == ((), ("Oral",))
    done = house_style.add(awesome.parse(NOTED), replace(FEED, tags=("Oral",)), ("Papers", "CVPR 2022"))
    assert "**Oral**:" not in done.block
    assert "Personal Notes" not in done.block


def test_a_comment_that_one_entry_has_says_nothing_of_the_next() -> None:
    text = "# L\n\n## S\n\n" + "".join(
        f"- [Walls of Sort {n}](https://arxiv.org/abs/240{n}.00001), Lee et al., ICML 2024 <!---lee2024walls_{word}-->\n"
        for n, word in enumerate(("one", "two", "three"), start=1)
    )
    paper = Paper(
        title="Moss",
        url="https://arxiv.org/abs/2511.00009",
        authors=("Kim Low", "Lou May"),
        venue="ACL 2025",
        sources=("arXiv",),
    )
    block = house_style.add(awesome.parse(text), paper, "S").block
    assert block == "- [Moss](https://arxiv.org/abs/2511.00009), Low and May, ACL 2025"
