"""Lines that break, rules between entries, names before titles, signs on links: what belongs to one entry and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.checking import lint
from bot.model import Entry, Link, Paper

FEED = Paper(
    title="Fresh Work on Hedges",
    url="https://arxiv.org/abs/2511.00009",
    authors=("Kim Low", "Lou May", "Max Nye"),
    published="2025-11-02T10:00:00Z",
    code=(Link(label="Code", url="https://github.com/low/fresh"),),
    sources=("arXiv",),
)


def entries(text: str) -> tuple[Entry, ...]:
    return awesome.parse(text).entries


def block(text: str, section: str = "S", paper: Paper = FEED) -> str:
    return house_style.add(awesome.parse(text), paper, section).block


BROKEN = """# L

## S
Hedge Matching [Python](https://github.com/lee/hedges) </br>
Hedge Forest [R](https://github.com/chen/forest) [Python](https://github.com/day/forest) </br>
HEDGY [Python](https://github.com/eng/HEDGY) </br>

SITE [Python](https://github.com/fox/SITE) </br>
Pruned Rows and Beds [R](https://github.com/gay/rows) </br>
"""


def test_lines_that_break_and_link_code_alone_are_an_entry_each() -> None:
    titles = [entry.title for entry in entries(BROKEN)]
    assert titles == ["Hedge Matching", "Hedge Forest", "HEDGY", "SITE", "Pruned Rows and Beds"]
    assert entries(BROKEN)[1].url == "https://github.com/chen/forest"


@pytest.mark.parametrize("end", [" </br>", " <br>", "<br/>", "  ", " \\"])
def test_an_addition_among_lines_that_break_is_one_line_of_its_own_words(end: str) -> None:
    text = BROKEN.replace(" </br>", end)
    written = block(text)
    assert "\n" not in written
    assert written.startswith("Fresh Work on Hedges [")
    assert "SITE" not in written
    assert "HEDGY" not in written


def test_fields_on_lines_that_break_are_one_entry() -> None:
    text = "# L\n\n## S\n**A Title of Hedges** [paper](https://arxiv.org/abs/2401.00001) <br>\nCode: [github](https://github.com/a/b) <br>\n"
    text += "\n**Another of Beds** [paper](https://arxiv.org/abs/2401.00002) <br>\nOfficial code [link](https://github.com/c/d) <br>\n"
    assert [entry.title for entry in entries(text)] == ["A Title of Hedges", "Another of Beds"]


RULED = """# L

## S

### First of Its Kind

- **Link:** [paper](https://arxiv.org/abs/2401.00001)

---

### Second of Its Kind

- **Link:** [paper](https://arxiv.org/abs/2401.00002)

---

### Third of Its Kind

- **Link:** [paper](https://arxiv.org/abs/2401.00003)

---

## T

### Fourth of Its Kind

- **Link:** [paper](https://arxiv.org/abs/2401.00004)
"""


@pytest.mark.parametrize("place", ["first", "second", "last"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_rule_between_entries_parts_a_new_one_too_and_goes_with_it(place: str, newline: str) -> None:
    alist = awesome.parse(RULED.replace("\n", newline))
    behind = {"first": -1, "second": alist.entries[0].line, "last": alist.entries[2].line}[place]
    added = house_style.add(alist, FEED, "S", behind=behind)
    assert added.text.count(f"{newline}---{newline}") == 4
    assert all(
        f"---{newline}{newline}###" in added.text.split(entry.title)[0][-20:] or number == 0
        for number, entry in enumerate(awesome.parse(added.text).entries[:4])
    )
    found = next(entry for entry in awesome.parse(added.text).entries if entry.title == FEED.title)
    assert awesome.remove(awesome.parse(added.text), found) == alist.text


def test_a_rule_that_few_entries_have_between_them_parts_groups() -> None:
    items = "".join(f"- [Work Number {n}](https://arxiv.org/abs/2401.0000{n})\n" for n in range(1, 8))
    text = "# L\n\n## S\n\n" + items.replace("- [Work Number 4]", "\n---\n\n- [Work Number 4]")
    added = house_style.add(awesome.parse(text), FEED, "S")
    assert added.text.count("---") == 1


TITLED = """# L

## S

| Technique | Area | Paper Title | DB | Year |
| --- | --- | --- | --- | --- |
| CNN | Hedge | Rows of Hedges in Deep Gardens [[pdf]](https://arxiv.org/abs/1601.00001) | [HEDGE](https://example.org/db) | 2016 |
| RNN | Bed | Sequences of Beds and Paths [[pdf]](https://arxiv.org/abs/1602.00002) | [BEDS](https://example.org/beds), [P](https://example.org/p) | 2016 |
| CNN | Path | Paths That Nobody Walked On [[pdf]](https://arxiv.org/abs/1703.00003) | | 2017 |
"""


def test_a_column_named_after_titles_holds_the_titles_and_no_other_does() -> None:
    assert [entry.title for entry in entries(TITLED)] == [
        "Rows of Hedges in Deep Gardens",
        "Sequences of Beds and Paths",
        "Paths That Nobody Walked On",
    ]
    assert entries(TITLED)[0].url == "https://arxiv.org/abs/1601.00001"
    cells = [cell.strip() for cell in block(TITLED).split("|")]
    assert cells[3] == "Fresh Work on Hedges [[pdf]](https://arxiv.org/abs/2511.00009)"
    assert cells[4] == ""


NAMED_FIRST = """# L

## S

* Ann Lee, Bo Chen, Cy Day, Growing Hedges by Learning Where Rows End, arXiv:1502.06796. [[Paper]](http://arxiv.org/abs/1502.06796)
* D Eng, EF Fox, Learning a Deep Compact Garden for Walks, ICCV, 2013. [[Paper]](http://arxiv.org/abs/1302.00002)
* Flo Gay, Gus Hill and Ida Joy, HedgeNet: Walking Features for the Garden, ICCV, 2014. [[Paper]](http://arxiv.org/abs/1402.00003)
"""


def test_names_that_a_comma_parts_from_the_title_are_the_people() -> None:
    found = entries(NAMED_FIRST)
    assert [entry.title for entry in found] == [
        "Growing Hedges by Learning Where Rows End",
        "Learning a Deep Compact Garden for Walks",
        "HedgeNet: Walking Features for the Garden",
    ]
    assert found[0].authors == ("Ann Lee", "Bo Chen", "Cy Day")
    assert found[2].authors == ("Flo Gay", "Gus Hill", "Ida Joy")
    assert block(NAMED_FIRST).startswith("* Kim Low, Lou May, Max Nye, Fresh Work on Hedges, ")


@pytest.mark.parametrize(
    "title",
    [
        "Knowledge Graphs, Language Models, and Hallucinations of Hedges, NeurIPS 2023",
        "Attention, Learn to Prune the Hedge Rows, ICLR 2019",
        "Hedge Rows, Beds, Paths and the Gardens Between Them",
    ],
)
def test_commas_in_a_title_name_nobody(title: str) -> None:
    text = f"# L\n\n* {title} [[Paper]](http://arxiv.org/abs/1502.06796)\n"
    assert entries(text)[0].authors == ()
    assert entries(text)[0].title.startswith(title[:20])


MLA = """# L

## S
- Lee, Ann, and Bo Chen. ["Rows of hedges."](https://arxiv.org/pdf/2301.00001), ICML, 2023.
- Day, Cy, Di Eng, and Ed Fox. ["Beds and paths."](https://arxiv.org/pdf/2201.00002), ICML, 2022.
- Gay, Flo, et al. ["Walks at night."](https://arxiv.org/pdf/2101.00003), ICLR, 2021.
- Hill, Gus, et al. ["Walks at noon."](https://arxiv.org/pdf/2101.00004), ICLR, 2021.

## T
- Joy, Ida, et al. ["Gates that close."](https://arxiv.org/pdf/2001.00005), arXiv preprint, 2020.
"""


def test_a_list_that_turns_the_first_name_around_turns_a_newcomers() -> None:
    assert block(MLA).startswith("- Low, Kim, Lou May, and Max Nye. [")
    for names, printed in (
        (("Kim Low", "Lou May"), "Low, Kim, and Lou May"),
        (("Kim Low", "Lou May", "Max Nye", "Ned Orr"), "Low, Kim, et al"),
    ):
        written = block(MLA, paper=replace(FEED, authors=names))
        assert written.startswith(f'- {printed}. ["Fresh Work on Hedges."](https://arxiv.org/pdf/2511.00009), ')


def test_a_preprint_is_called_as_another_section_calls_them_where_this_one_has_none() -> None:
    assert block(MLA).endswith(", arXiv preprint, 2025.")


SIGNED = """# L

## S
* [Rows of Hedges](http://arxiv.org/abs/2304.00001)
* [Beds and Paths](http://arxiv.org/abs/2304.00002)<br>:house:[project](https://example.org/beds/)
* [Walks at Night](http://arxiv.org/abs/2304.00003)<br>:star:[code](https://github.com/day/walks)
* [Walks at Noon](http://arxiv.org/abs/2304.00004)
* [Gates That Close]<br>:house:[project](https://example.org/gates/)
"""


def test_a_sign_that_is_glued_to_a_link_is_the_links() -> None:
    found = entries(SIGNED)
    assert [entry.tags for entry in found] == [()] * 5
    assert found[4].title == "Gates That Close"
    assert block(SIGNED).endswith("(http://arxiv.org/abs/2511.00009)<br>:star:[code](https://github.com/low/fresh)")


def test_a_year_behind_the_stop_of_a_plain_title_is_its_year() -> None:
    text = "# L\n\n-   Rows of hedges in the dark.  2016\n\n\t ([pdf](http://arxiv.org/abs/1602.00001))\n\n"
    text += "-   Beds: A Garden Engine.  2015\n\n\t ([pdf](http://arxiv.org/abs/1502.00002))\n"
    assert [(entry.title, entry.year) for entry in entries(text)] == [
        ("Rows of hedges in the dark", 2016),
        ("Beds: A Garden Engine", 2015),
    ]


def test_no_borrowed_link_comes_between_a_title_and_its_address() -> None:
    text = "# L\n\n## S\n- [Rows](http://rows.example.org)\n- [Beds](http://beds.example.org)\n- [Paths](http://paths.example.org)\n\n## T\n\n"
    text += "".join(
        f"-   Walks at night {n}.\n\n\t([code](https://github.com/a/w{n})) ([pdf](http://arxiv.org/abs/160{n}.00001))\n\n"
        for n in range(1, 4)
    )
    assert "](https://github.com/low/fresh))(" not in block(text)
    assert "Hedges]\n" not in block(text)


def test_a_row_without_its_first_pipe_or_its_title_is_read_all_the_same() -> None:
    text = TITLED.replace("| CNN | Path | Paths That", "CNN | Path | [Paths](https://arxiv.org/abs/1703.00003) That")
    assert entries(text)[2].url == "https://arxiv.org/abs/1703.00003"
    assert "Path" in entries(text)[2].title
    bare = TITLED.replace("Paths That Nobody Walked On [[pdf]](https://arxiv.org/abs/1703.00003)", "-").replace(
        "| | 2017 |", "| [PATHS of Gardens](https://example.org/paths) | 2017 |"
    )
    assert entries(bare)[2].title == "PATHS of Gardens"


AUTHORED = """# L

## S

- [Walls of Stone](https://arxiv.org/abs/2405.00001)
  - Author(s): Ann Lee, Bo Chen
  - Date: 2024-05
  - Code: -
- [Moss and Weeds](https://arxiv.org/abs/2404.00002)
  - Author(s): Cy Day
  - Date: 2024-04
  - Code: [GitHub](https://github.com/day/moss)
- [Roses by Night](https://arxiv.org/abs/2403.00003)
  - Author(s): Di Eng, Ed Fox, Flo Gay
  - Date: 2024-03
  - Code: -
"""


def test_a_label_that_says_one_or_more_names_its_field() -> None:
    assert [len(entry.authors) for entry in entries(AUTHORED)] == [2, 1, 3]
    assert not any(entry.idea for entry in entries(AUTHORED))
    assert "\n  - Author(s): Kim Low, Lou May, Max Nye\n  - Date: 2025-11\n" in block(AUTHORED)


def _dated(number: int, title: str) -> str:
    return (
        f"- [{title}](https://arxiv.org/abs/230{number}.00001)\n  - Ann Lee, Bo Chen, Cy Day\n"
        f"  - Release Date: 2023.0{number}.1{number}\n  - Task: Sorting\n"
    )


def test_a_date_under_a_label_of_the_lists_own_is_the_papers() -> None:
    names = ["Roses of the Wall", "Hedges in Rows", "Trees by the Gate", "Moss on a Stone"]
    text = "# L\n\n## S\n\n" + "\n".join(_dated(9 - n, name) for n, name in enumerate(names))
    alist = awesome.parse(text)
    assert [entry.date for entry in alist.entries] == ["2023.09.19", "2023.08.18", "2023.07.17", "2023.06.16"]
    paper = Paper(title="Ferns", url="https://arxiv.org/abs/2308.02222", authors=("Di Eng",), published="2023-08-03")
    added = house_style.add(alist, replace(paper, sources=("arxiv",)), "S")
    assert "  - Release Date: 2023.08.03" in added.block.split("\n")
    assert added.text.index("Hedges") < added.text.index("Ferns") < added.text.index("Trees")


def test_a_line_of_links_keeps_its_lead_where_those_before_its_paper_are_not_there() -> None:
    entry = (
        "#### [{n}] {title}\n- **🧑 作者**：Ann Lee, Bo Chen\n- **🏫 单位**： Guild of Sorting {n}\n"
        "- **🔗 链接**：[[笔记](./abs/{n}.md)] [[arXiv:2301.0000{n}](https://arxiv.org/abs/2301.0000{n})]"
        " [[Code](https://github.com/lee/w{n})]\n- **📝 说明**：ICML 2023\n"
    )
    names = ["Roses of the Wall", "Hedges in Rows", "Trees by the Gate", "Moss on a Stone"]
    text = "# L\n\n" + "\n".join(entry.format(n=n, title=name) for n, name in enumerate(names, start=1))
    paper = Paper(
        title="Ferns on the Roof",
        url="https://arxiv.org/abs/2302.02222",
        authors=("Di Eng", "Ed Fox"),
        venue="ICML 2023",
        code=(Link(label="Code", url="https://github.com/eng/ferns"),),
        sources=("arxiv",),
    )
    assert house_style.add(awesome.parse(text), paper, "L").block == (
        "#### [5] Ferns on the Roof\n- **🧑 作者**：Di Eng, Ed Fox\n"
        "- **🔗 链接**：[[arXiv:2302.02222](https://arxiv.org/abs/2302.02222)] [[Code](https://github.com/eng/ferns)]\n"
        "- **📝 说明**：ICML 2023"
    )


def test_words_that_lead_to_a_venue_are_no_tag_and_lead_no_preprint() -> None:
    entry = (
        "#### {n}. {title}\n- **Authors**: Ann Lee, Bo Chen\n- **Links**: [Paper](https://arxiv.org/abs/2301.0000{n})\n"
        "- **Status**: Accepted to ICML 2023\n"
    )
    names = ["Roses of the Wall", "Hedges in Rows", "Trees by the Gate", "Moss on a Stone"]
    alist = awesome.parse("# L\n\n" + "\n".join(entry.format(n=n, title=name) for n, name in enumerate(names, start=1)))
    assert not any(one.tags for one in alist.entries)
    paper = replace(FEED, code=())
    assert house_style.add(alist, replace(paper, venue="AAAI 2026"), "L").block.endswith("Accepted to AAAI 2026")
    assert house_style.add(alist, paper, "L").block.endswith("(https://arxiv.org/abs/2511.00009)")


def test_a_bold_title_whose_links_are_still_to_come_is_an_entry_and_heads_no_section() -> None:
    entry = "**{}**\n\n- Paper: {}\n- Code: {}\n"
    text = "# L\n\n## Walls\n\n" + "\n".join(
        [
            entry.format("Walls Told Apart from Far Away", "https://arxiv.org/abs/2401.00001", "None"),
            entry.format("Walls That Are Still to Come", "None", "None"),
            entry.format("Walls Counted in the Dark", "https://arxiv.org/abs/2401.00003", "https://github.com/e/dark"),
        ]
    )
    alist = awesome.parse(text)
    assert [section.path for section in alist.sections] == [("L",), ("L", "Walls")]
    assert [(e.title, e.url) for e in alist.entries] == [
        ("Walls Told Apart from Far Away", "https://arxiv.org/abs/2401.00001"),
        ("Walls That Are Still to Come", ""),
        ("Walls Counted in the Dark", "https://arxiv.org/abs/2401.00003"),
    ]
    assert not lint.lint(alist)


def test_lines_below_an_anchor_are_entries_as_without_it() -> None:
    lines = [f"**Walls of Kind {n}** (ICML 2024) [[paper](https://arxiv.org/abs/2401.0000{n})]" for n in (1, 2)]
    alist = awesome.parse('# L\n\n## S\n<a id="walls"></a>\n' + "\n".join(lines) + "\n")
    assert [(e.line, e.title) for e in alist.entries] == [(5, "Walls of Kind 1"), (6, "Walls of Kind 2")]
