"""Lists that print abstracts: in folds below a heading's links, under labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

ENTRY = """### {title} [{venue}]
[📄 Paper](https://arxiv.org/abs/{id}) | [💻 Code](https://github.com/a/{id})
- Keywords: {words}
- Input: two views
- Dataset: Trees
<details span>
<summary><b>Abstract</b></summary>
<br>

{abstract}
</details>
"""
PAPERS = (
    ("Hedges and How to Cut Them", "ICCV 2023", "2308.00001", "Cutting", "We cut hedges with care."),
    (
        "Trimming Without Tears: A Study",
        "CVPR 2023",
        "2303.00002",
        "Trimming",
        "This work trims trees, and no tear is shed.",
    ),
    (
        "Topiary at Scale",
        "ICRA 2022",
        "2202.00003",
        "Shapes",
        "Topiary AI (TAI, a.k.a. Green Work) has grown for years.",
    ),
)
LIST = "# L\n\n## S\n" + "\n".join(
    ENTRY.format(title=title, venue=venue, id=number, words=words, abstract=abstract)
    for title, venue, number, words, abstract in PAPERS
)
FEED = Paper(
    title="Pruning Roses",
    authors=("Ann Lee",),
    url="https://arxiv.org/abs/2311.00009",
    abstract="Roses are pruned.\nThey <b>grow</b> again.",
    venue="NeurIPS 2023",
    code=(Link(label="Code", url="https://github.com/lee/roses"),),
    sources=("arXiv",),
)


def test_a_feeds_abstract_is_printed_where_the_entries_print_theirs() -> None:
    block = house_style.add(awesome.parse(LIST), FEED, "S").block
    assert block == (
        "### Pruning Roses [NeurIPS 2023]\n"
        "[📄 Paper](https://arxiv.org/abs/2311.00009) | [💻 Code](https://github.com/lee/roses)\n"
        "<details span>\n<summary><b>Abstract</b></summary>\n<br>\n\n"
        "Roses are pruned. They &lt;b>grow&lt;/b> again.\n</details>"
    )


def test_a_paper_without_an_abstract_gets_no_fold_and_no_end_of_one() -> None:
    block = house_style.add(awesome.parse(LIST), replace(FEED, abstract=""), "S").block
    assert block == (
        "### Pruning Roses [NeurIPS 2023]\n"
        "[📄 Paper](https://arxiv.org/abs/2311.00009) | [💻 Code](https://github.com/lee/roses)"
    )


def test_the_text_of_a_fold_is_no_line_of_people() -> None:
    entries = awesome.parse(LIST).entries
    assert [entry.authors for entry in entries] == [(), (), ()]
    assert [entry.idea.split("\n")[-1] for entry in entries] == [paper[-1] for paper in PAPERS]


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_an_entry_with_an_abstract_comes_back_as_it_was(kept: int) -> None:
    alist = awesome.parse(LIST)
    entry = alist.entries[kept]
    assert house_style.restyle(alist, entry, venue=entry.venue) == LIST


def test_abstracts_that_few_entries_print_are_left_out() -> None:
    few = "# L\n\n## S\n\n" + "\n".join(
        f"- [A Title of Work {n}](https://arxiv.org/abs/2301.0000{n}). *ICML 2023*." for n in range(6)
    )
    told = few + "\n  - Abstract: What it says in a few words more than usual.\n"
    assert "Roses are" not in house_style.add(awesome.parse(told), FEED, "S").block


FOLDED = {
    "- **{title}** [[paper](https://arxiv.org/abs/{id})]\n<details><summary>Abstract</summary>\n{text}\n</details>\n\n": 1,
    "- **{title}** [[paper](https://arxiv.org/abs/{id})]\n\n<details>\n<summary>Click for the abstract</summary>\n\n<p>{text}</p>\n\n</details>\n\n": 1,
    "**{title}** <br>\nAnn Lee, Bo Chen <br>\n[paper](https://arxiv.org/abs/{id})\n\n<details>\n<summary><b>Abstract</b></summary>\n{text}\n</details>\n\n": 1,
    "* [{title}](https://arxiv.org/abs/{id}), 2023\n\n  <details>\n  <summary>Abstract</summary>\n  <p>{text}</p>\n  </details>\n\n": 1,
    "- [{title}](https://arxiv.org/abs/{id})\n\n<details><summary>TLDR</summary>{text}</details>\n\n": 0,
}


@pytest.mark.parametrize("form", FOLDED)
def test_an_abstract_is_folded_below_an_entry_where_the_others_fold_theirs(form: str) -> None:
    entries = [
        form.format(title=f"Rows of Hedges {n}", id=f"2301.0000{n}", text=f"We cut {n} hedges.") for n in range(1, 6)
    ]
    alist = awesome.parse("# L\n\n## S\n\n" + "".join(entries) + "## T\n\n- [Other](https://example.org/other)\n")
    done = house_style.add(alist, replace(FEED, code=(), venue=""), "S")
    if not FOLDED[form]:
        assert "Roses are" not in done.block
        return
    frame = form.partition("[paper]")[2] or form.partition("2023")[2]
    fold = frame.partition("</summary>")
    text = "Roses are pruned. They &lt;b>grow&lt;/b> again."
    assert done.block.endswith((fold[0].partition("<details")[2] + fold[1] + fold[2]).format(text=text).rstrip())
    assert awesome.parse(done.text).entries[:5] == awesome.parse(alist.text).entries[:5]
    assert (
        "</details>\n\n- **Pruning" in done.text
        or "</details>\n\n**Pruning" in done.text
        or "\n\n* [Pruning" in done.text
    )


def test_few_folds_fold_no_abstract() -> None:
    form = next(iter(FOLDED))
    entries = [
        form.format(title=f"Rows of Hedges {n}", id=f"2301.0000{n}", text=f"We cut {n} hedges.") for n in range(1, 3)
    ]
    entries += [f"- **Beds of Roses {n}** [[paper](https://arxiv.org/abs/2302.0000{n})]\n" for n in range(1, 6)]
    alist = awesome.parse("# L\n\n## S\n\n" + "".join(entries))
    assert "Roses are" not in house_style.add(alist, replace(FEED, code=(), venue=""), "S").block


FOLDED_CELLS = """# L

| # | Title | Abstract | Date | Link |
|---|---|---|---|---|
| 3 | Leaves on Old Hedges | <details><summary>Abstract</summary>Leaves (old ones) fall. Project page: https://example.org/leaves/</details> | May 2024. | [https://arxiv.org/abs/2405.00003](https://arxiv.org/abs/2405.00003) |
| 2 | Gates in Old Walls | <details><summary>Abstract</summary>Gates open.</details> | April 2024. | [https://arxiv.org/abs/2404.00002](https://arxiv.org/abs/2404.00002) |
| 1 | Walls in Old Gates | <details><summary>Abstract</summary>Walls stand.</details> | March 2024. | [https://arxiv.org/abs/2403.00001](https://arxiv.org/abs/2403.00001) |
"""


def test_a_cell_that_folds_an_abstract_holds_that_and_nothing_else() -> None:
    alist = awesome.parse(FOLDED_CELLS)
    assert [entry.idea for entry in alist.entries][::2] == [
        "Leaves (old ones) fall. Project page: https://example.org/leaves/",
        "Walls stand.",
    ]
    paper = Paper(
        title="Tides",
        url="https://arxiv.org/abs/2510.00009",
        published="2025-10-02",
        abstract="Water is\nrouted.",
        sources=("arXiv",),
    )
    fold = "<details><summary>Abstract</summary>Water is routed.</details>"
    link = "[https://arxiv.org/abs/2510.00009](https://arxiv.org/abs/2510.00009)"
    assert house_style.add(alist, paper, "L").block == f"| 4 | Tides | {fold} | October 2025. | {link} |"


def test_a_link_in_an_abstract_is_no_code_of_its_entry() -> None:
    text = "# L\n\n- **Leaves on Old Hedges**  \n  Ann Lee, Bo Chen  \n  https://arxiv.org/abs/2405.00003  \n"
    text += "  <details><summary>Abstract</summary>\n\n  Leaves fall. Code is at https://github.com/lee/leaves\n\n  </details>\n"
    entry = awesome.parse(text).entries[0]
    assert (entry.code, entry.idea) == ((), "Leaves fall. Code is at https://github.com/lee/leaves")
