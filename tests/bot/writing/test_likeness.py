"""Which entries lend their form: those of the section itself before others that link their titles in another way."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper, paper_of

_REMARKED = """\
# Readings

## Basics

* [Minutes and Rules, Ten Years Later](https://example.org/minutes.pdf) (1997): Tells when a page of data should be kept.

* [Parliaments Made Simple](https://example.org/parliament.pdf) (2001): A protocol that many systems are built on.

* [Sorting in the Cache](https://example.org/sort.pdf) (1995): cache-friendly sorting

* [Patience With Sorting](https://example.org/patience.pdf) (2014): Sorting looked at again, and a good survey, too.

## Columns

* [Columns and Rows](https://example.org/columns.pdf) (2012): Says how different they are.

## Other lists

* North School: http://example.org/north.html
* South School: http://example.org/south.html
* West School: http://example.org/west.html
"""


def test_a_year_before_a_remark_is_the_year() -> None:
    first = next(iter(awesome.parse(_REMARKED).entries))
    assert (first.year, first.idea) == (1997, "Tells when a page of data should be kept.")


def test_entries_with_year_and_remark_are_written_again_as_they_stand() -> None:
    alist = awesome.parse(_REMARKED)
    for entry in alist.entries:
        rest = awesome.parse(awesome.remove(alist, entry))
        block = house_style.add(rest, paper_of(entry), entry.section).block
        assert block in _REMARKED


def test_a_paper_without_a_remark_is_linked_as_its_neighbours_are() -> None:
    paper = Paper(title="Sums in Grids", url="https://arxiv.org/abs/2609.04321", published="2026-09-14")
    block = house_style.add(awesome.parse(_REMARKED), paper, ("Basics",)).block
    assert block == "* [Sums in Grids](https://arxiv.org/abs/2609.04321) (2026)"


def test_a_section_of_one_entry_lends_its_form_where_most_of_the_list_is_like_it() -> None:
    paper = Paper(title="Sums in Grids", url="https://arxiv.org/abs/2609.04321", published="2026-09-14")
    block = house_style.add(awesome.parse(_REMARKED), paper, ("Columns",)).block
    assert block == "* [Sums in Grids](https://arxiv.org/abs/2609.04321) (2026)"


def test_a_link_without_words_is_a_slip_of_few() -> None:
    item = "**{0}.**[[{1}](https://{3}/210{2}.00001)]<br>\n*Ann Lee, Bo Kim.*<br>\n"
    words = ("Hedges in Rows", "Low Walls", "Old Trees in Rings", "Wide Gates", "Weeds and Ivy")
    labels = ("PDF", "", "PDF", "PDF", "PDF")
    hosts = ("example.org", "arxiv.org/abs", "example.org", "example.org", "example.org")
    items = [item.format(*own) for own in zip(words, labels, range(1, 6), hosts, strict=True)]
    text = "# L\n\n## S\n\n" + "\n".join(items)
    paper = Paper(
        title="Gates in Rows", url="https://arxiv.org/abs/2110.00009", authors=("Cy Roe",), sources=("arXiv",)
    )
    assert "[[PDF](https://arxiv.org/abs/2110.00009)]" in house_style.add(awesome.parse(text), paper, "S").block


def test_no_link_of_a_newcomer_is_named_after_another_papers_meeting() -> None:
    item = "**{0}**  \nAnn Lee, Bo Kim  \n[{1}](https://{3}/{2}.00001) • [code](https://github.com/a/{2})\n"
    labels = ("arXiv", "Workshop on Hedges 2021 at Gardens 2021", "arXiv", "Gardens 2022 Short Paper")
    hosts = ("arxiv.org/abs", "arxiv.org/abs", "arxiv.org/abs", "example.org")
    items = [
        item.format(f"Hedges of Kind {n}: How They Grow in Rows Beside Old Walls", label, f"210{n}", host)
        for n, (label, host) in enumerate(zip(labels, hosts, strict=True), 1)
    ]
    text = "# L\n\n## S\n\n" + "\n".join(items[1:2]) + "\n## T\n\n" + "\n".join(items)
    code = (Link(label="Code", url="https://github.com/a/gates"),)
    paper = Paper(
        title="Gates in Old Walls",
        url="https://arxiv.org/abs/2410.00009",
        authors=("Cy Roe",),
        code=code,
        sources=("arXiv",),
    )
    assert "[arXiv](https://arxiv.org/abs/2410.00009)" in house_style.add(awesome.parse(text), paper, "S").block
