"""Links of an entry: their labels and their order are told, and written again as told."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.identity import keys_of
from bot.model import Link, Paper, paper_of
from bot.paper_json import paper_from, paper_to
from bot.reading.fields import Field
from bot.reading.printed_links import beside
from bot.writing.between import between

LABELS = """# List

- **One Work.** [[arxiv](https://arxiv.org/abs/2401.00001)] [[code](https://github.com/e/one)] [[site](https://one.io)]
- **Two Works.** [[arxiv](https://arxiv.org/abs/2401.00002)] [[code](https://github.com/e/two)]
- **Three Works.** [[journal](https://example.org/three)] [[site](https://three.io)] [[code](https://github.com/e/three)]
- **Four Works.** [[site](https://four.io)] [[arxiv](https://arxiv.org/abs/2401.00004)]
- **Five Works.** [[arxiv](https://arxiv.org/abs/2401.00005)] [[site](https://five.io)]
"""

BADGES = """# List

* [tool/one](https://github.com/tool/one) - First of its kind [![build](https://github.com/tool/one/actions/workflows/ci.yml/badge.svg)](https://github.com/tool/one/actions/workflows/ci.yml)
* [tool/two](https://github.com/tool/two) - Second of its kind [![build](https://github.com/tool/two/actions/workflows/test.yml/badge.svg)](https://github.com/tool/two/actions/workflows/test.yml)
* [tool/three](https://github.com/tool/three) - Third of its kind [![build](https://github.com/tool/three/actions/workflows/main.yml/badge.svg)](https://github.com/tool/three/actions/workflows/main.yml)
"""


@pytest.mark.parametrize("text", [LABELS, BADGES])
def test_every_entry_comes_back_with_its_labels_and_the_order_of_its_links(text: str) -> None:
    alist = awesome.parse(text)
    for unit, entry in zip(alist.units, alist.entries, strict=True):
        rest = awesome.parse(awesome.remove(alist, entry))
        assert house_style.add(rest, paper_of(entry), entry.section).block == alist.block(unit)


def test_the_links_are_told_in_printed_order() -> None:
    third = awesome.parse(LABELS).entries[2]
    assert [link.label for link in third.links] == ["journal", "site", "code"]
    assert [link.label for link in third.code] == ["code"]
    assert [link.label for link in beside(paper_of(third)).links] == ["site"]
    assert keys_of(third) == keys_of(beside(paper_of(third)))


def test_a_link_that_all_neighbours_print_last_stays_last() -> None:
    lines = [
        f"- **Work {n}.** [[pdf](https://arxiv.org/abs/2401.0000{n})] [[code](https://github.com/e/w{n})]"
        for n in range(1, 6)
    ]
    paper = Paper(
        title="New Work",
        url="https://arxiv.org/abs/2402.00001",
        code=(Link(label="code", url="https://github.com/e/new"),),
        links=(
            Link(label="code", url="https://github.com/e/new"),
            Link(label="pdf", url="https://arxiv.org/abs/2402.00001"),
        ),
    )
    block = house_style.add(awesome.parse("# List\n\n" + "\n".join(lines) + "\n"), paper, "List").block
    assert block == "- **New Work.** [[pdf](https://arxiv.org/abs/2402.00001)] [[code](https://github.com/e/new)]"


def test_a_code_link_that_changes_is_changed_once() -> None:
    alist = awesome.parse(LABELS)
    third = alist.entries[2]
    after = house_style.restyle(alist, third, code=(Link(label="code", url="https://github.com/e/moved"),))
    assert after == LABELS.replace("github.com/e/three", "github.com/e/moved")


def test_an_empty_link_is_told_as_no_link() -> None:
    text = LABELS + "- **Six Works.** [[arxiv]()]\n"
    alist = awesome.parse(text)
    sixth = alist.entries[5]
    assert (sixth.url, sixth.links) == ("", ())
    rest = awesome.parse(awesome.remove(alist, sixth))
    assert house_style.add(rest, paper_of(sixth), sixth.section).block.count("[") <= 2


def test_a_link_stands_where_entries_with_the_same_fields_have_it() -> None:
    bare = "8. **Rows of Roses**, 2020. [[Model](https://a.org/model)] [[Paper](https://arxiv.org/abs/2001.00001)]\n"
    full = "".join(
        f"{n}. **Beds, Part {n}**. *Ann Lee, Bo Chen*. ICML 2020. [[pdf](https://a.org/{n}.pdf)]"
        f"{f' [[project](https://a.org/{n})]' if n < 2 else ''}{' (**BED**)' if n > 2 else ''}\n"
        for n in range(1, 8)
    )
    paper = Paper(
        title="Hedges",
        url="https://b.org/1.pdf",
        authors=("Cy Day", "Di Eck"),
        venue="ICML 2020",
        links=(Link(label="project", url="https://b.org/1"),),
        tags=("HEDGE",),
    )
    block = house_style.add(awesome.parse(f"# L\n\n## S\n\n{full}{bare}"), paper, "S").block
    assert block == (
        "9. **Hedges**. *Cy Day, Di Eck*. ICML 2020. [[pdf](https://b.org/1.pdf)] [[project](https://b.org/1)] (**HEDGE**)"
    )


def test_a_picture_glued_to_a_remark_goes_with_it_however_long_it_is() -> None:
    said = (
        "📚Roses-To-Thorns, Thorns-To-Roses, Beds+Hedges → Rows",
        "📚Roses to thorns, thorns to roses, beds, hedges and more of these",
    )
    entry = "* **Beds, Part {0}**, Ann Lee et al. [[Paper](https://a.org/{0})]\n  * {1}\n"
    text = "# L\n\n## S\n\n" + "".join(entry.format(n, said[n % 2]) for n in range(1, 6))
    alist = awesome.parse(text)
    for done in alist.entries:
        rest = awesome.parse(awesome.remove(alist, done))
        block = house_style.add(rest, paper_of(done), "S").block
        assert block == alist.block(awesome.unit_of(alist, done))


def test_a_link_that_its_line_names_goes_behind_no_name_of_another() -> None:
    text = (
        "# L\n\n## S\n\n**Rows of Roses and Thorns**\n\n- arxiv: https://arxiv.org/abs/2001.00001\n"
        "- paper: https://a.org/1\n- github: [Roses](https://github.com/a/r)\n\n"
        "**Beds of Roses and Thorns**\n\n- arxiv: https://arxiv.org/abs/2001.00002\n- github: https://github.com/a/b\n"
    )
    alist = awesome.parse(text)
    rows, beds = (alist.template(unit) for unit in alist.units)
    paper = next(slot for slot in rows.slots if slot.kind is Field.LINK)
    code = next(slot for slot in beds.slots if slot.kind is Field.CODE)
    assert between([rows, beds], beds, {}, paper, code) == ("\n- ",)


def test_an_entry_that_gives_its_own_address_twice_lends_its_second_label_to_nobody() -> None:
    said = "- ***Work{0}:*** Of Roses [[Paper]](https://arxiv.org/pdf/2401.0000{0}) [[Code]](https://github.com/e/w{0})"
    slip = said.format(6) + " [[Project]](https://arxiv.org/pdf/2401.00006)"
    lines = [
        *(said.format(n) + f" [[Project]](https://w{n}.io)" for n in range(1, 6)),
        slip,
        said.format(7),
        said.format(8),
    ]
    alist = awesome.parse("# L\n\n" + "\n".join([lines[7], *lines[:7]]) + "\n")
    entry = alist.entries[7]
    rest = awesome.parse(awesome.remove(alist, entry))
    assert house_style.add(rest, paper_of(entry), entry.section).block == lines[6]


def test_a_code_link_that_leads_to_the_paper_itself_is_written_again() -> None:
    def item(n: int, code: str) -> str:
        return f"- [A Title on {n} Hedges](https://openreview.net/pdf?id=abcdef{n})\n  - Ann Lee, Bo Chen\n  - Code: {code}\n"

    text = "# L\n\n" + item(1, "[Official](https://openreview.net/pdf?id=abcdef1)")
    text += item(2, "[Official](https://github.com/a/b)") + item(3, "Waiting")
    alist = awesome.parse(text)
    rest = awesome.parse(awesome.remove(alist, alist.entries[0]))
    assert house_style.add(rest, paper_of(alist.entries[0]), "L").block == alist.block(alist.units[0])


@pytest.mark.parametrize(
    "item",
    [
        "* Hedges of Kind {0}  (2023-04-0{0})\n  * Code: https://github.com/a/hedge{0}\n  * License: MIT\n",
        "- [Hedges of Kind {0}](https://github.com/a/hedge{0}) [[Code](https://github.com/a/hedge{0})]\n",
        "- Hedges of Kind {0} [[Page](https://github.com/a/hedge{0})] [[Code](https://github.com/a/hedge{0})]\n",
        "- Hedges of Kind {0}. [[code](https://github.com/a/hedge{0})]\n",
    ],
)
def test_a_repository_that_is_the_papers_own_link_is_written_as_often_as_it_stood(item: str) -> None:
    text = "# L\n\n## S\n\n" + "".join(map(item.format, range(1, 5)))
    alist = awesome.parse(text)
    entry = alist.entries[1]
    told = paper_from(paper_to(paper_of(entry)))
    rest = awesome.parse(awesome.remove(alist, entry))
    assert house_style.add(rest, told, "S").block == alist.block(alist.units[1])
