"""Headings that are entries: where one ends, and fields that hold the name of a link that is yet to come."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Paper

ENTRY = """### {n}. {title} [ICML 202{n}]

**Authors**: Ann Lee, Bo Chen

[📄 Paper](https://arxiv.org/abs/2301.0000{n}){more}
"""


def _list(breaks: str, more: str = "") -> str:
    first = "\n".join(ENTRY.format(n=n, title=f"How to Cut Hedge {n}", more="") for n in (1, 2, 3))
    second = "\n".join(ENTRY.format(n=n, title=f"Roses of Sort {n}", more=more if n == 2 else "") for n in (1, 2))
    return f"# L\n\n## S\n\n{first}{breaks}\n## T\n\n{second}"


def test_a_break_before_the_next_section_is_no_part_of_the_entry_above_it() -> None:
    alist = awesome.parse(_list("\n<br>\n\n<br />\n"))
    assert [alist.block(unit).endswith(")") for unit in alist.units] == [True] * 5


def test_a_break_that_ends_every_entry_is_a_part_of_each() -> None:
    text = _list("").replace(")\n", ")\n\n<br>\n")
    alist = awesome.parse(text)
    assert [alist.block(unit).endswith("<br>") for unit in alist.units] == [True] * 5


def test_the_name_of_a_link_that_is_yet_to_come_is_no_word_of_a_title() -> None:
    alist = awesome.parse(_list("", more=" | [💻 Code][Coming soon.]"))
    assert [entry.title for entry in alist.entries][3:] == ["Roses of Sort 1", "Roses of Sort 2"]


def test_an_anchor_before_the_next_section_is_no_part_of_the_entry_above_it() -> None:
    entry = "### {}\n\n- Paper: https://arxiv.org/abs/2301.0000{}\n- Code: https://github.com/lee/w{}\n\n"
    names = ["Asters in the Hedge", "Beeches at the Wall", "Cedars of the Hill", "Dahlias by the Gate"]
    first = "".join(entry.format(name, n, n) for n, name in enumerate(names[:2]))
    second = "".join(entry.format(name, n, n) for n, name in enumerate(names[2:], start=2))
    alist = awesome.parse(f'<a name="one"></a>\n\n# One\n\n{first}<a name="two"></a>\n\n# Two\n\n{second}')
    assert [alist.block(unit).endswith(f"w{n}") for n, unit in enumerate(alist.units)] == [True] * 4
    added = house_style.add(alist, Paper(title="Maples", url="https://arxiv.org/abs/2502.00001"), ("One",)).text
    assert added.index("Maples") < added.index('name="two"')


def test_a_link_with_a_name_of_its_own_behind_known_ones_makes_no_entry_of_its_line() -> None:
    links = (
        "[📄 Paper](https://arxiv.org/abs/2{0}01.00001) | [💻 Code (not yet)]()| [🎥 Short Presentation (By Me)](https://youtu.be/{0})",
        "[📄 Paper](https://arxiv.org/abs/2{0}01.00001) | [🔍 Grid Viewer](https://youtu.be/{0})",
        "[📄 Paper](https://arxiv.org/abs/2{0}01.00001)",
    )
    head = "### {0}.{1}Grids That Hold Part {0}\n**Authors**: Ann Lee, Bo Chen\n\n  "
    text = "# L\n\n## 2024\n" + "".join(
        f"{head}{line}\n\n".format(n, " " * (n != 2)) for n, line in enumerate(links, start=1)
    )
    alist = awesome.parse(text)
    assert [entry.title for entry in alist.entries] == [f"Grids That Hold Part {n}" for n in (1, 2, 3)]
    paper = Paper(title="Grids That Give Way", url="https://arxiv.org/abs/2501.00001", authors=("Cy Day", "Di Eck"))
    assert house_style.add(alist, paper, "2024").block.startswith("### 4. Grids That Give Way\n")


def test_a_note_that_names_another_work_is_no_entry_below_a_title_with_its_link() -> None:
    title = (
        "### [Hedges {0}: Walls of Sort {0}](https://arxiv.org/abs/230{0}.00001)\n\nICML 202{0}\n\n1. Walls. {1}\n\n"
    )
    told = "1. This is old, and we like it: see [an older paper](https://arxiv.org/abs/1801.00001) on it.\n2. Box.\n\n"
    notes = ("Box", "Box and [Older Hedges](https://arxiv.org/abs/1901.00001)", "Yew", "Ash", "Elm")
    papers = "".join(title.format(n, note) for n, note in enumerate(notes, start=1))
    alist = awesome.parse(f"# L\n\n## Words\n\n{told}## S\n\n{papers}")
    assert [entry.title for entry in alist.entries] == [f"Hedges {n}: Walls of Sort {n}" for n in (1, 2, 3, 4, 5)]


def test_a_heading_that_asks_the_reader_is_no_entry() -> None:
    asks = (
        "#### Please feel free to send [pull requests](https://github.com/a/b/pulls) or [mail](mailto:a@example.org)!"
    )
    papers = "".join(f"* Hedges of Sort {n} [[paper]](https://arxiv.org/abs/230{n}.00001)\n" for n in (1, 2, 3))
    alist = awesome.parse(f"# L\n\nA list of hedges.\n\n{asks}\n\nStar it.\n\n## S\n\n{papers}")
    assert [entry.title for entry in alist.entries] == [f"Hedges of Sort {n}" for n in (1, 2, 3)]
