"""Forms that few lists have: titles on lines of their own glued to those before, notes of a citation, marks of a kind."""

from __future__ import annotations

from bot import awesome


def test_a_bold_title_glued_to_the_links_above_it_starts_an_entry() -> None:
    entry = "**Hedges of the {0} Kind**  \nAnn Lee, Bo Chen  \n[ICML 202{0}](https://arxiv.org/abs/230{0}.00001)"
    alist = awesome.parse("# L\n\n## S\n" + entry.format(1) + "  \n" + entry.format(2) + "\n\n" + entry.format(3) + "\n")
    assert [entry.title for entry in alist.entries] == [f"Hedges of the {n} Kind" for n in (1, 2, 3)]
