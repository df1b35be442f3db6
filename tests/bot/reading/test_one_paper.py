"""One paper at a time: no second paper's fields, no sentence as an entry, a heading's own links, a feed's abstract."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

FEED = Paper(
    title="Fresh Work on Hedges",
    abstract="We <b>prune</b> hedges.\nAnd beds, too.",
    url="https://arxiv.org/abs/2511.00009",
    authors=("Kim Low", "Lou May", "Max Nye"),
    published="2025-11-02T10:00:00Z",
    sources=("arXiv",),
)
TWO = """# L

## S

- [Beds of roses in the dark](https://arxiv.org/abs/2001.00002), Chen et al. ICML 2021; [Beds of tulips at the gate](https://arxiv.org/abs/2001.00003), Chen et al. NeurIPS 2021.

## T

- [Rows of hedges in gardens](https://arxiv.org/abs/2001.00001), Lee et al. ICML 2020.
"""


@pytest.mark.parametrize("text", [TWO, TWO.partition("## T")[0]])
def test_an_entry_of_two_papers_lends_a_new_one_no_second_set_of_fields(text: str) -> None:
    block = house_style.add(awesome.parse(text), FEED, "S").block
    assert block.startswith("- [Fresh Work on Hedges](https://arxiv.org/abs/2511.00009), Kim Low et al. ")
    assert block.count("et al") == 1
    assert "tulips" not in block
    assert "\n" not in block


def test_a_sentence_that_runs_through_a_link_is_an_introduction() -> None:
    text = "# L\n\n## About\n\nWe recently wrote a [review](https://arxiv.org/abs/1811.00001) of hedges in gardens, but the field grows so fast that any page soon misses what matters most to all who walk there.\n\n"
    text += "To see more of them, look at the old [collection](https://example.org/old) as well as at all the beds that are named beside it in the garden.\n\n## S\n\n"
    text += "".join(
        f"**Walks at Night {n}.**  \nAnn Lee, Bo Chen.  \n[[paper](https://arxiv.org/abs/200{n}.00001)]\n\n"
        for n in range(1, 5)
    )
    assert [entry.title for entry in awesome.parse(text).entries] == [f"Walks at Night {n}" for n in range(1, 5)]


NOTED = """# L

## Surveys

### Rows of Hedges in Gardens

* <img src="image/pdf.png">[Paper](https://example.org/rows.pdf)

**Abstract:** Hedges stand in rows, and rows stand in gardens that people walk through.

### Beds and Paths: a Survey

* <img src="image/note.png">[Reading Note](https://notes.example.org/beds)

* <img src="image/pdf.png">[Paper](https://example.org/beds.pdf)

**Abstract:** Beds lie beside paths, and paths lead past beds to the gates of the garden.

### Walks at Night and at Noon

* <img src="image/pdf.png">[Paper](https://example.org/walks.pdf)

**Abstract:** People walk at night, too, where the gates are left open and lamps are lit.

### Gates That Close Too Early

* <img src="image/pdf.png">[Paper](https://example.org/gates.pdf)

**Abstract:** Some gates close before noon, and this is what becomes of those who stay inside.

### Lamps That Nobody Ever Lit

* <img src="image/pdf.png">[Paper](https://example.org/lamps.pdf)

**Abstract:** A lamp is lit by those who pass, and nobody passes where no lamp was lit.
"""


def test_a_heading_over_links_of_uncommon_names_is_an_entry_as_its_sisters_are() -> None:
    titles = [entry.title for entry in awesome.parse(NOTED).entries]
    assert titles == [
        "Rows of Hedges in Gardens",
        "Beds and Paths: a Survey",
        "Walks at Night and at Noon",
        "Gates That Close Too Early",
        "Lamps That Nobody Ever Lit",
    ]


@pytest.mark.parametrize("form", ["**Abstract:** ", "**Authors:** Ann Lee, Bo Chen\n\n**Abstract:** "])
def test_a_feeds_abstract_stands_where_the_others_abstracts_do(form: str) -> None:
    text = NOTED.replace("**Abstract:** ", form)
    block = house_style.add(awesome.parse(text), FEED, "Surveys").block
    assert block.endswith("**Abstract:** We &lt;b>prune&lt;/b> hedges. And beds, too.")
    assert "Abstract" not in house_style.add(awesome.parse(TWO), FEED, "S").block


def test_a_paper_without_an_abstract_gets_no_word_for_one() -> None:
    bare = Paper(title=FEED.title, url=FEED.url, published=FEED.published, sources=("arXiv",))
    assert "Abstract" not in house_style.add(awesome.parse(NOTED), bare, "Surveys").block


TORN = """# L

## S

  * HedgeNet, NYU [[Paper]](http://arxiv.org/abs/1312.00001)
   * Ann Lee, Bo Chen, Cy Day, HedgeNet: Rows that Know Their Gardens, ICLR, 2014.
  * Beds [[Paper]] (http://arxiv.org/abs/1406.00002)
   * Di Eng, Ed Fox, Flo Gay, Deep Beds in Pyramids of Gardens, ECCV, 2014.
  * Paths [[Paper]] (http://arxiv.org/abs/1504.00003)
   * Gus Hill, Ida Joy, Paths That Know Where They Lead to, arXiv:1504.00003.
"""


def test_an_item_one_blank_deeper_with_people_and_no_link_is_the_work_above() -> None:
    entries = awesome.parse(TORN).entries
    assert [entry.title for entry in entries] == ["HedgeNet, NYU", "Beds", "Paths"]
    assert [entry.end_line - entry.line for entry in entries] == [1, 1, 1]
    assert entries[1].authors == ("Di Eng", "Ed Fox", "Flo Gay")


def test_a_link_that_a_blank_tore_is_no_model_where_others_are_whole() -> None:
    block = house_style.add(awesome.parse(TORN), FEED, "S").block
    assert "[[Paper]](http://arxiv.org/abs/2511.00009)" in block


def test_people_with_home_pages_behind_a_title_are_people() -> None:
    text = "# L\n\n"
    text += "* [Rows of Hedges in Gardens](https://arxiv.org/abs/1703.00001) - [R. Hou](http://hou.example.org/) et al, ICCV2017. [[project web]](http://rows.example.org/)\n"
    text += "* [Beds and Paths in Gardens](https://example.org/beds.pdf) - [X. Peng](http://peng.example.org/) and C. Day. ECCV2016. [[code]](https://github.com/peng/beds)\n"
    text += "* [Walks at Night in Gardens](https://example.org/walks.pdf) - [Project Page](http://walks.example.org/) and more, ECCV2016.\n"
    found = awesome.parse(text).entries
    assert [entry.authors for entry in found] == [("R. Hou", "et al"), ("X. Peng", "C. Day"), ()]
    assert [entry.venue for entry in found[:2]] == ["ICCV2017", "ECCV2016"]
    assert [link.label for link in found[0].links] == ["project web"]


@pytest.mark.parametrize(("day", "printed"), [("03", "3rd"), ("11", "11th"), ("21", "21st"), ("30", "30th")])
def test_the_number_of_a_day_has_the_ending_of_its_own(day: str, printed: str) -> None:
    text = "# L\n\n## S\n\n" + "".join(
        f"**Walks of Number {n} at Night** <br>\n*Ann Lee, Bo Chen*<br>\n[{n}th Jul., 2024] \\\n[[PDF](https://arxiv.org/abs/240{n}.00001)]\n\n"
        for n in range(4, 8)
    )
    fresh = Paper(
        title=FEED.title, url=FEED.url, authors=FEED.authors, published=f"2025-11-{day}T10:00:00Z", sources=("arXiv",)
    )
    assert f"[{printed} Nov., 2025]" in house_style.add(awesome.parse(text), fresh, "S").block


def test_one_slip_behind_et_al_is_not_what_stands_between_people_and_venue() -> None:
    text = "# L\n\n## S\n\n" + "".join(
        f"- [Walks of Number {n}](https://arxiv.org/abs/240{n}.00001), Lee et al.{',' * (n != 5)} ICML 2024 | [github](https://github.com/lee/w{n})\n"
        for n in range(1, 7)
    )
    assert " et al., arXiv 2025" in house_style.add(awesome.parse(text), FEED, "S").block
