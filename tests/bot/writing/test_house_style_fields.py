"""Entries of labelled field lines: below headings and bold titles, each label with its value, written again as they stand."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper, paper_of

HEADED = """# Talks

## Serving

### First Paper on Serving Models

- **Link:** https://arxiv.org/abs/2401.00001
- **Authors:** Ann Lee et al.
- **Summary:** It serves **more** models and is **faster** than before on the same machines.

### Second Paper on Serving Models

- **Link:** https://arxiv.org/abs/2401.00002
- **Authors:** Example Research
- **Summary:** What it brings is told in points below this line.
  - **Key Results:** twice as fast
  - half the memory

## Energy

### Third Paper on Measuring Energy

- **Link:** https://arxiv.org/abs/2401.00003
- **Authors:** Bo Chen, Cy Day, Di Eng, et al.
- **Summary:** It measures what **other** papers guess and says where the energy goes.

### Fourth Paper on Measuring Energy

- **Link:** https://arxiv.org/abs/2401.00004
- **Authors:** Ed Fox, Flo Gay, and collaborators
- **Summary:** It saves energy by waiting.

## Costs

### Fifth Paper on Counting Costs

- **Link:** https://arxiv.org/abs/2401.00005
- **Authors:** Hal Ito, Ivy Jo, Kim Lo, et al.
- **Summary:** It counts **all** the costs and **none** twice.
"""


def _again(text: str, title: str) -> str:
    """The entry written again, with the text of the list around it."""
    alist = awesome.parse(text)
    entry = next(entry for entry in alist.entries if entry.title == title)
    rest = awesome.parse(awesome.remove(alist, entry))
    return house_style.add(rest, paper_of(entry), entry.section).text


def test_a_heading_entry_alone_in_its_section_is_one_as_its_like_are() -> None:
    titles = [entry.title for entry in awesome.parse(HEADED).entries]
    assert len(titles) == 5
    assert titles[-1] == "Fifth Paper on Counting Costs"


def test_a_named_line_holds_its_value_whatever_it_looks_like() -> None:
    entries = awesome.parse(HEADED).entries
    assert entries[1].authors == ("Example Research",)
    assert entries[3].authors == ("Ed Fox", "Flo Gay", "and collaborators")
    assert entries[0].idea == "It serves **more** models and is **faster** than before on the same machines."


def test_the_usual_label_is_no_part_of_a_text_with_points_below() -> None:
    idea = awesome.parse(HEADED).entries[1].idea
    assert idea.startswith("What it brings")
    assert "Summary" not in idea


def test_one_name_and_several_are_cut_short_each_as_the_list_does() -> None:
    for title in ("First Paper on Serving Models", "Third Paper on Measuring Energy"):
        assert _again(HEADED, title).count("Ann Lee et al.") == 1
    assert "Cy Day, Di Eng, et al." in _again(HEADED, "Third Paper on Measuring Energy")


def test_a_link_that_is_called_by_a_venue_keeps_a_label_where_there_is_none() -> None:
    text = HEADED.replace("https://arxiv.org/abs/2401.00001", "[NeurIPS 2025](https://arxiv.org/abs/2401.00001)")
    text = text.replace("https://arxiv.org/abs/2401.00002", "[Paper](https://arxiv.org/abs/2401.00002)")
    for n in (3, 4, 5):
        text = text.replace(f"https://arxiv.org/abs/2401.0000{n}", f"[Paper](https://arxiv.org/abs/2401.0000{n})")
    assert "- **Link:** [Paper](https://arxiv.org/abs/2401.00005)\n" in _again(text, "Fifth Paper on Counting Costs")


CELLS = """# Tables

## HTML

<table>
    <tr>
        <td>Model</td>
        <td>Paper</td>
        <td>Code</td>
    </tr>
    <tr>
        <td>First</td>
        <td><a href="https://arxiv.org/abs/2401.00001">Paper</a></td>
        <td><a href="https://first.example.org/code">Code</a></td>
    </tr>
    <tr>
        <td>Second</td>
        <td>-</td>
        <td><a href="https://second.example.org/">Code</a></td>
    </tr>
    <tr>
        <td>Third</td>
        <td><a href="https://arxiv.org/abs/2401.00003">Paper</a></td>
        <td>-</td>
    </tr>
    <tr>
        <td>Fourth</td>
        <td><a href="https://arxiv.org/abs/2401.00004">Paper</a></td>
        <td><a href="https://fourth.example.org/code">Code</a></td>
    </tr>
</table>

## Notes

| Name | Paper | Notes |
|:-----|:-----:|:-----:|
| **One** | [The First Paper Here](https://arxiv.org/abs/2402.00001) | A large data set of many questions with answers |
| **Two** | [The Second Paper Here](https://arxiv.org/abs/2402.00002) | Many pictures of things told in words by people|
| **Three** | [The Third Paper Here](https://arxiv.org/abs/2402.00003) | Tool-related instructions of several kinds and tongues |
"""


def test_a_cell_for_code_stays_empty_where_there_is_none() -> None:
    again = _again(CELLS, "Third")
    assert sorted(again.splitlines()) == sorted(CELLS.splitlines())


def test_a_text_in_the_last_cell_ends_before_the_bar() -> None:
    ideas = [entry.idea for entry in awesome.parse(CELLS).entries]
    assert all("|" not in idea for idea in ideas)
    again = _again(CELLS, "The Third Paper Here")
    assert sorted(again.splitlines()) == sorted(CELLS.splitlines())


BARE = """# Papers

## Detection

**First Paper on Finding Things**

- arxiv: https://arxiv.org/abs/2401.00001
- github: https://github.com/example/first
- homepage: https://example.org/first

**Second Paper on Finding Things**

- paper: https://example.org/second.pdf
- github: https://github.com/example/second

**Third Paper on Finding Things**

- arxiv: https://arxiv.org/abs/2401.00003

**Fourth Paper on Finding Things**

- arxiv: https://arxiv.org/abs/2401.00004
- github: https://github.com/example/fourth
- homepage: https://example.org/fourth
- slides: https://example.org/fourth.pdf
"""


def test_a_bare_address_is_told_with_the_label_of_its_line() -> None:
    entry = awesome.parse(BARE).entries[1]
    assert entry.url == "https://example.org/second.pdf"
    assert [link.label for link in entry.links] == ["paper", "github"]


def test_bare_addresses_are_written_each_in_a_line_with_its_label() -> None:
    for title in ("Second Paper on Finding Things", "Fourth Paper on Finding Things"):
        assert sorted(_again(BARE, title).splitlines()) == sorted(BARE.splitlines())


PICTURED = """# L

## Detection

**Ant: A Detector of Small Things**

![img](https://pics.example/ant.png)

- arxiv: <https://arxiv.org/abs/1803.00001>
- github: <https://github.com/a/ant>

**Bee: A Detector of Bees**

- arxiv: <https://arxiv.org/abs/1804.00001>
- github: <https://github.com/a/bee>

**Cat: A Detector of Cats**

![img](https://pics.example/cat.png)

- arxiv: <https://arxiv.org/abs/1805.00001>
- github: <https://github.com/a/cat>
"""


def test_a_neighbours_own_picture_is_not_copied() -> None:
    paper = Paper(
        title="Dog: A Detector of Dogs",
        url="https://arxiv.org/abs/1806.00001",
        code=(Link(label="github", url="https://github.com/a/dog"),),
    )
    added = house_style.add(awesome.parse(PICTURED), paper, "Detection")
    assert added.block == (
        "**Dog: A Detector of Dogs**\n\n- arxiv: <https://arxiv.org/abs/1806.00001>\n- github: <https://github.com/a/dog>"
    )


def test_a_tagged_name_that_a_paper_has_not_takes_its_blank_along() -> None:
    rows = [
        f"1. <u>{n}Net</u> **Learning on {n}s.** [paper](https://arxiv.org/abs/2001.0000{k})"
        for k, n in enumerate(("Ring", "Star", "Tree"))
    ]
    text = "# L\n\n## Learning\n\n" + "\n".join(rows) + "\n"
    paper = Paper(title="Learning on Moons", url="https://arxiv.org/abs/2002.00001")
    added = house_style.add(awesome.parse(text), paper, "Learning")
    assert added.block == "1. **Learning on Moons.** [paper](https://arxiv.org/abs/2002.00001)"


def test_a_date_with_blanks_behind_its_dots_is_a_date() -> None:
    rows = [("2012. 5.", 1), ("2013. 10.", 2), ("2014. 1. 17.", 3), ("2015. 11.", 4)]
    lines = [f"| {date} | [Paper {n}](https://arxiv.org/abs/1501.0000{n}) | F1 |" for date, n in rows]
    text = "# L\n\n## S\n\n| Date | Paper | Metric |\n| --- | --- | --- |\n" + "\n".join(lines) + "\n"
    alist = awesome.parse(text)
    assert [entry.date.rstrip(".") for entry in alist.entries] == [date[:-1] for date, _ in rows]
    paper = Paper(title="Fresh", url="https://arxiv.org/abs/1603.00009", published="2016-03-02", sources=("arXiv",))
    assert house_style.add(alist, paper, "S").block.startswith("| 2016. 3. | [Fresh]")


def test_a_feeds_day_is_printed_where_most_entries_print_one() -> None:
    rows = [
        f"1. **Paper {n}** *Ann Lee, Bo Chen* [[paper]](https://arxiv.org/abs/2301.0000{n}) 2023.0{n}"
        for n in range(1, 7)
    ]
    rows[1] = rows[1].removesuffix(" 2023.02")
    text = "# L\n\n## S\n\n" + "\n\t> *tl;dr* short words\n\n".join(rows) + "\n\t> *tl;dr* short words\n"
    url = "https://arxiv.org/abs/2604.00009"
    paper = Paper(title="Fresh", url=url, authors=("Kim Low", "Max Ney"), published="2026-04-11", sources=("arXiv",))
    for behind in (5, 8):
        block = house_style.add(awesome.parse(text), paper, "S", behind=behind).block
        assert block.endswith(f"**Fresh** *Kim Low, Max Ney* [[paper]]({url}) 2026.04")
