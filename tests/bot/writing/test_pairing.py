"""Marks that open and close, in entries put together from several neighbours."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper
from bot.reading import field_reader
from bot.writing import pairing
from bot.writing.template import Template, template_of

LABELLED = """# Papers

## 2023

- [[CVPR](https://openaccess.thecvf.com/content/CVPR2023/html/Lee_Seeing_Less_CVPR_2023_paper.html)] Seeing Less at Night. [[code](https://github.com/example/less)] [__`seg.`__ __`aut.`__]
- [[ICCV](https://openaccess.thecvf.com/content/ICCV2023/html/Day_Seeing_More_ICCV_2023_paper.html)] Seeing More by Day. [[code](https://github.com/example/more)] [__`cls.`__]
- [[arXiv](https://arxiv.org/abs/2301.00003)] Seeing Nothing at All. [__`seg.`__ __`oth.`__]
- [[CVPR](https://openaccess.thecvf.com/content/CVPR2023/html/Eng_Seeing_Half_CVPR_2023_paper.html)] Seeing Half of It. [[code](https://github.com/example/half)] [__`seg.`__]
"""

NAMED = """# Papers

## Tools

- [reader](https://github.com/example/reader)
- [writer](https://github.com/example/writer)

## 2023

* `[Lee et al. CVPR23]` Reading Tables Aloud. CVPR, 2023. [[paper]](https://arxiv.org/abs/2301.00001) [[code]](https://github.com/example/aloud)
* `[Day et al. ICCV23]` Reading Maps Aloud. ICCV, 2023. [[paper]](https://arxiv.org/abs/2301.00002)
* `[Eng et al. ECCV22]` Reading Signs Aloud. ECCV, 2022. [[paper]](https://arxiv.org/abs/2201.00003) [[code]](https://github.com/example/signs)
"""

FEED = Paper(
    title="Walking Where It Is Dark",
    authors=("Ann Lee", "Bo Chen"),
    url="https://arxiv.org/abs/2606.00001",
    published="2026-06-01",
    sources=("arxiv",),
)


def _template(block: str) -> Template:
    return template_of(field_reader.read(block, "item"))


@pytest.mark.parametrize(
    ("block", "odd"),
    [
        ("- [Reading Tables Aloud](https://arxiv.org/abs/2301.00001) (CVPR 2023)", ()),
        ("* **Reading Tables Aloud** *Ann Lee, Bo Chen*", ()),
        ("- [Reading Tables Aloud](https://arxiv.org/abs/2301.00001) CVPR 2023)", (")",)),
        ("- **Reading Tables Aloud [[paper]](https://arxiv.org/abs/2301.00001)", ("**",)),
        ("- `[Ann Lee, Bo Chen` Reading Tables Aloud](https://arxiv.org/abs/2301.00001)", ("[", "]")),
        ("- Reading Tables Aloud. [[paper]](https://arxiv.org/abs/2301.00001) [____]", ("____",)),
        ("- <b>Reading Tables Aloud [[paper]](https://arxiv.org/abs/2301.00001)<br>", ("b",)),
    ],
)
def test_a_mark_without_its_partner_is_told(block: str, odd: tuple[str, ...]) -> None:
    assert pairing.odd_marks_of(block) == odd


def test_what_most_entries_leave_open_is_their_hand() -> None:
    slip = "- Reading Tables Aloud, CVPR 2023) [[paper]](https://arxiv.org/abs/2301.00001)"
    fine = "- Reading Tables Aloud, CVPR 2023 [[paper]](https://arxiv.org/abs/2301.00001)"
    assert pairing.is_sound(_template(slip), [_template(slip)] * 3)
    assert not pairing.is_sound(_template(slip), [_template(fine)] * 2 + [_template(slip)])


def test_tags_that_a_paper_lacks_take_all_their_marks_along() -> None:
    block = house_style.add(awesome.parse(LABELLED), FEED, ("Papers", "2023")).block
    assert block == "- [[arXiv](https://arxiv.org/abs/2606.00001)] Walking Where It Is Dark."


def test_no_entry_opens_what_it_does_not_close() -> None:
    for section in ("2023", "Tools"):
        for code in ((), (Link(label="", url="https://github.com/example/dark"),)):
            paper = Paper(title=FEED.title, authors=FEED.authors, url=FEED.url, code=code, sources=("arxiv",))
            block = house_style.add(awesome.parse(NAMED), paper, ("Papers", section)).block
            assert pairing.odd_marks_of(block) == (), block
            assert "](https://arxiv.org/abs/2606.00001)" in block


def test_people_whom_no_custom_names_are_left_out() -> None:
    tools = "\n".join(
        f"- [tool {n}](https://github.com/example/tool{n}) - Reads {n} tables at once." for n in range(14)
    )
    odd = "- [A Study of Tables](https://arxiv.org/abs/2301.00009) (Ann Lee, Cy Day) - Says why."
    alist = awesome.parse(f"# Tools\n\n## Readers\n\n{tools}\n{odd}\n")
    assert "Ann Lee" not in house_style.add(alist, FEED, ("Tools", "Readers")).block
