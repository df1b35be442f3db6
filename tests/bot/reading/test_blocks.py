"""Anchors on lines of their own belong to the entry below them; people that run on into the next line stand once.

A heading that is all of a quote heads a section; one above quoted text is the title of a box.
"""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

_ANCHORED = """\
# Control

<a id="papers"></a>
## Papers
<a id="motions"></a>
* [Motions That Are Learned](https://arxiv.org/abs/1701.00001)
\t* Authors: Ann Lee, Bo Chen, Cy Day
<a id="parks"></a>
* [Walks in a Park](https://arxiv.org/abs/1702.00002)
\t* Authors: Dee Eck, Flo Gray, Hal Ives,
\t\tJo King, Lu May

<a id="layers"></a>
* [Layers That Solve](https://arxiv.org/abs/1703.00003)
\t* Authors: Ned Orr and Pia Quist. (3/2017).

<a id="rooms"></a>
* [Across the Room](https://arxiv.org/abs/1703.00004)
\t* Authors: Ray Sun, Tom Urn (2017)
"""

_PAPER = Paper(title="Sums in Grids", url="https://arxiv.org/abs/2609.04321", authors=("Uma Vale", "Wes Xu", "Xi Yu"))


def test_an_anchor_behind_an_entry_is_no_part_of_it() -> None:
    blocks = [alist.block(unit) for alist in (awesome.parse(_ANCHORED),) for unit in alist.units]
    assert len(blocks) == 4
    assert not any("<a id" in block for block in blocks)


def test_a_first_entry_does_not_come_between_another_and_its_anchor() -> None:
    text = house_style.add(awesome.parse(_ANCHORED), _PAPER, ("Papers",)).text
    for line, below in (("motions", "Motions"), ("parks", "Walks"), ("layers", "Layers"), ("rooms", "Across")):
        assert f'<a id="{line}"></a>\n* [{below}' in text


def test_people_in_two_lines_are_read_as_one_line_and_written_once() -> None:
    alist = awesome.parse(_ANCHORED)
    found = {entry.title: entry.authors for entry in alist.entries}
    assert found["Walks in a Park"] == ("Dee Eck", "Flo Gray", "Hal Ives", "Jo King", "Lu May")
    assert house_style.add(alist, _PAPER, ("Papers",)).block.count("Uma Vale") == 1


def test_a_date_behind_people_is_none_of_them() -> None:
    found = {entry.title: (entry.authors, entry.year) for entry in awesome.parse(_ANCHORED).entries}
    assert found["Layers That Solve"] == (("Ned Orr", "Pia Quist"), 2017)
    assert found["Across the Room"] == (("Ray Sun", "Tom Urn"), 2017)


_QUOTED = """\
# Walking

## Papers

> ### Legs

- [Walks in a Park](https://arxiv.org/abs/1702.00002)

> ### Wheels
- [Rolls on a Road](https://arxiv.org/abs/1703.00003)

> ### A word
> of [thanks](https://thanks.example.org) to all.
"""


def test_a_heading_that_is_all_of_a_quote_heads_a_section() -> None:
    alist = awesome.parse(_QUOTED)
    assert [entry.section[1:] for entry in alist.entries] == [("Papers", "Legs"), ("Papers", "Wheels")]
    added = house_style.add(alist, _PAPER, ("Wheels",))
    assert "- [Sums in Grids]" in added.text[added.text.index("> ### Wheels") : added.text.index("> ### A word")]


_COMMENTED = """\
# Learning

## Papers
<!-- ### News
- [Walks in a Park](https://arxiv.org/abs/1702.00002) -->
- [Rolls on a Road](https://arxiv.org/abs/1703.00003)

<!-- # Old -->

#### Preprints
- [Steps and Stones](https://arxiv.org/abs/1704.00004)
"""


def test_a_heading_in_a_comment_heads_what_the_comment_holds_alone() -> None:
    found = {entry.title: entry.section for entry in awesome.parse(_COMMENTED).entries}
    assert found["Rolls on a Road"] == ("Learning", "Papers")
    assert found["Steps and Stones"] == ("Learning", "Papers", "Preprints")


@pytest.mark.parametrize(
    "name", ["External Reading Lists", "Other useful related lists", "Related Awesome Repositories"]
)
def test_lists_elsewhere_are_no_papers(name: str) -> None:
    paper = "- [Rows of Roses](https://arxiv.org/abs/2401.00001)\n"
    text = f"# L\n\n## S\n\n{paper}\n## {name}\n\n- Garden School: https://example.org/readings\n"
    assert [entry.title for entry in awesome.parse(text).entries] == ["Rows of Roses"]
