"""Entries that change form: a preprint's label that gets a venue, a title without a name, a link of a new sort."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

ENTRIES = (
    "# L\n\n## S\n\n"
    "- Hedges by Night [[arXiv 12 Mar 2024]](https://arxiv.org/abs/2403.00001) [[Code]](https://github.com/day/one)\n"
    "- Walls of Stone [[ICML2023]](https://arxiv.org/abs/2303.00001)\n"
    "- **MOSS**: Rows and Roots, [arXiv](https://arxiv.org/abs/2304.00001) / [Page](https://moss.example/)\n"
)


@pytest.mark.parametrize(
    ("number", "field", "value", "before", "after"),
    [
        (0, "venue", "ICML 2024", "[[arXiv 12 Mar 2024]]", "[[ICML 2024]]"),
        (2, "title", "Rows of Roses", "**MOSS**: Rows and Roots", "Rows of Roses"),
        (2, "title", "FERN: Rows of Roses", "**MOSS**: Rows and Roots", "**FERN**: Rows of Roses"),
    ],
)
def test_only_the_words_that_change_do(number: int, field: str, value: str, before: str, after: str) -> None:
    alist = awesome.parse(ENTRIES)
    done = house_style.restyle(alist, alist.entries[number], **{field: value})
    assert done == ENTRIES.replace(before, after)
    assert getattr(awesome.parse(done).entries[number], field) == value


def test_a_link_of_a_new_sort_stands_in_the_brackets_of_the_others() -> None:
    text = "# L\n\n## S\n\n" + "".join(
        f"- Walls of Sort {n} [[ICML202{n}]](https://arxiv.org/abs/240{n}.00001) [[Code]](https://github.com/day/w{n})\n"
        for n in range(1, 4)
    )
    paper = Paper(
        title="Moss",
        url="https://arxiv.org/abs/2511.00009",
        venue="ACL 2025",
        links=(Link(label="Dataset", url="https://moss.example/data"),),
    )
    block = house_style.add(awesome.parse(text), paper, "S").block
    assert block == "- Moss [[ACL 2025]](https://arxiv.org/abs/2511.00009) [[Dataset]](https://moss.example/data)"
