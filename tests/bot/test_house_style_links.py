"""Links of an entry: their labels and their order are told, and written again as told."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.identity import keys_of
from bot.model import Link, Paper, paper_of
from bot.reading.printed_links import beside

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
