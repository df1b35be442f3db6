"""Names that are spelt as TeX does, as lists copy them from BibTeX."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import paper_of

PEOPLE = [
    (r"Ann M{\"u}ller, Bo Li{\`o}, Cy Day", (r"Ann M{\"u}ller", r"Bo Li{\`o}", "Cy Day")),
    (r"Dan Low, Eve Mor{\'{e}}", ("Dan Low", r"Eve Mor{\'{e}}")),
    (r"{\L}ukasz Odd, Gus Hay", (r"{\L}ukasz Odd", "Gus Hay")),
    (r"Fay G\"odel, Ida \v{C}apek", (r"Fay G\"odel", r"Ida \v{C}apek")),
]


def a_list(line: str) -> str:
    titles = [
        "Growing Small Trees in Winter",
        "Hedges That Learn to Count",
        "Pruning Without Regret",
        "A Study of Roots",
    ]
    return "# L\n\n## Trees\n\n" + "".join(
        line.format(title=title, people=people, n=n)
        for n, (title, (people, _)) in enumerate(zip(titles, PEOPLE, strict=True))
    )


@pytest.mark.parametrize(
    "line",
    [
        "- [{title}](https://arxiv.org/abs/2301.0000{n})\n  - *{people}*\n",
        "**{title}** \\\n*{people}* \\\nICML 2021. [[Paper](https://arxiv.org/abs/2301.0000{n})]\n\n",
        "1. **{title}.** ICML 2021. [paper](https://arxiv.org/abs/2301.0000{n})\n\n   *{people}*\n\n",
        "- {title}. {people}. ICML 2021. [[pdf]](https://arxiv.org/abs/2301.0000{n})\n",
    ],
)
def test_names_in_tex_are_people_and_stay_as_they_are_printed(line: str) -> None:
    alist = awesome.parse(a_list(line))
    assert [entry.authors for entry in alist.entries] == [names for _, names in PEOPLE]
    entry = alist.entries[0]
    rest = awesome.parse(awesome.remove(alist, entry))
    assert house_style.add(rest, paper_of(entry), entry.section).block == alist.block(awesome.unit_of(alist, entry))


def test_escaped_quotes_and_signs_are_no_letters() -> None:
    entry = awesome.parse(r"- \"Ann\'s Trees\" [pdf](https://arxiv.org/abs/2301.00001), see C:\trees" + "\n").entries[0]
    assert "\\" in entry.title + entry.idea
