"""Forms of entries that people write by hand: people with home pages, tables of several kinds, empty sections with anchors."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Link, Paper

PEOPLE = """# Rendering

## Meshes

**Thin Meshes for Wide Scenes.**<br>
*[Ann Lee](https://ann.example.org/), [Bo Chen](https://bo.example.org/), [Cy Day](https://cy.example.org/~cy/).*<br>
CVPR 2022. [[PDF](https://arxiv.org/abs/2206.00001)] [[Project](https://thin.example.org/)]

**Folding Surfaces without Seams.**<br>
*Di Eng, Ed Fox, and [Flo Gay](https://flo.example.org/).*<br>
ECCV 2022. [[PDF](https://arxiv.org/abs/2207.00002)] [[Project](https://fold.example.org/)]

**A Survey of Light.**<br>
*Hal Ito, Ivy Jo.*<br>
ICCV 2021. [[PDF](https://arxiv.org/abs/2108.00003)]
"""


def _paper(**fields: object) -> Paper:
    known: dict[str, object] = {
        "title": "Quiet Noise: Sampling Less",
        "url": "https://arxiv.org/abs/2409.01234",
        "authors": ("Kim Lo", "Max Ng"),
        "published": "2024-09-02",
        "sources": ("arxiv",),
    }
    return Paper(**(known | fields))  # type: ignore[arg-type]  # names of Paper's fields


def test_a_line_of_linked_names_is_people_and_no_list_item_of_its_own() -> None:
    first, second, third = awesome.parse(PEOPLE).entries
    assert (first.line, first.end_line, first.title) == (5, 7, "Thin Meshes for Wide Scenes")
    assert first.url == "https://arxiv.org/abs/2206.00001"
    assert first.authors == ("Ann Lee", "Bo Chen", "Cy Day")
    assert [link.label for link in first.links] == ["PDF", "Project"]
    assert second.authors == ("Di Eng", "Ed Fox", "Flo Gay")
    assert third.authors == ("Hal Ito", "Ivy Jo")


def test_a_paper_beside_linked_people_gets_plain_names_and_nobody_elses_page() -> None:
    written = house_style.add(awesome.parse(PEOPLE), _paper(venue="CVPR 2024"), "Meshes").block
    assert written == (
        "**Quiet Noise: Sampling Less.**<br>\n*Kim Lo, Max Ng.*<br>\nCVPR 2024. [[PDF](https://arxiv.org/abs/2409.01234)]"
    )


def test_an_item_whose_star_lacks_its_blank_stays_an_item() -> None:
    text = "# L\n\n*[A Long Title Here](https://arxiv.org/abs/2401.00001) **ICML**\n*[Another Title Here](https://arxiv.org/abs/2401.00002)\n"
    assert [entry.line for entry in awesome.parse(text).entries] == [3, 4]


def test_labels_of_other_links_are_no_people() -> None:
    text = (
        "# L\n\n- **A Title of Some Length**\n  - [Project Page](https://a.example.org), [Live Demo](https://b.example.org)\n"
        "  - [Paper](https://arxiv.org/abs/2401.00001)\n"
    )
    entry = awesome.parse(text).entries[0]
    assert entry.authors == ()
    assert Link(label="Live Demo", url="https://b.example.org") in entry.links


TABLES = """# Tables

## Ranking

| **Name** | **Paper**                                             | **Venue** | **Year** | **Code**                              |
| -------- | ----------------------------------------------------- | --------- | -------- | ------------------------------------- |
| Sorter   | [Sorting by Asking](https://arxiv.org/abs/2304.00001) | arxiv     | 2023     | [Code](https://github.com/ex/sorter)  |
|          | [Ranks of Ranks](https://arxiv.org/abs/2305.00002)    | KDD       | 2023     | NA                                    |
| Lister   | [Lists from Lists](https://arxiv.org/abs/2306.00003)  | arxiv     | 2023     | [Code](https://github.com/ex/lister)  |

## Surveys

| **Paper**                                                | **Venue** | **Year** |
| -------------------------------------------------------- | --------- | -------- |
| [A Survey of Sorting](https://arxiv.org/abs/2302.00004)  | arxiv     | 2023     |

## Books

| **Paper** | **Code** |
| --------- | -------- |
"""


def test_a_row_has_the_columns_of_its_own_table_and_not_those_of_most_tables() -> None:
    alist = awesome.parse(TABLES)
    paper = _paper(venue="SIGIR 2024", code=(Link(label="Code", url="https://github.com/ex/quiet"),))
    written = house_style.add(alist, paper, "Surveys").block
    assert written == "| [Quiet Noise: Sampling Less](https://arxiv.org/abs/2409.01234) | SIGIR     | 2024     |"


def test_the_first_row_of_a_table_learns_from_rows_with_other_columns() -> None:
    paper = _paper(code=(Link(label="Code", url="https://github.com/ex/quiet"),))
    found = house_style.add(awesome.parse(TABLES), paper, "Books")
    cells = [cell.strip() for cell in found.block.strip("|").split("|")]
    assert cells == [
        "[Quiet Noise: Sampling Less](https://arxiv.org/abs/2409.01234)",
        "[Code](https://github.com/ex/quiet)",
    ]
    assert found.text.endswith(f"| --------- | -------- |\n{found.block}\n")


BADGES = """# Badges

## Pruning

|[![Star](https://img.shields.io/github/stars/ex/one.svg)](https://github.com/ex/one)[![Publish](https://img.shields.io/badge/Conference-ICML'24-blue)]()<br>[One Cut](https://arxiv.org/abs/2406.00001)|[Github](https://github.com/ex/one)|
|:--|:--|
|[![Star](https://img.shields.io/github/stars/ex/two.svg)](https://github.com/ex/two)[![Publish](https://img.shields.io/badge/Conference-ICLR'24-blue)]()<br>[Two Cuts](https://arxiv.org/abs/2406.00002)|[Github](https://github.com/ex/two)|
|[![Star](https://img.shields.io/github/stars/ex/six.svg)](https://github.com/ex/six)[![Publish](https://img.shields.io/badge/Conference-ACL'24-blue)]()<br>[Six Cuts](https://arxiv.org/abs/2406.00006)|[Github](https://github.com/ex/six)|
"""


def test_a_badge_that_leads_nowhere_tells_the_venue_and_the_next_paper_gets_its_own() -> None:
    alist = awesome.parse(BADGES)
    assert [(entry.venue, entry.year) for entry in alist.entries] == [("ICLR", 2024), ("ACL", 2024)]
    code = (Link(label="Code", url="https://github.com/ex/quiet"),)
    written = house_style.add(alist, _paper(venue="NeurIPS 2024", code=code), "Pruning").block
    assert "/badge/Conference-NeurIPS'24-blue)]()" in written


def test_no_badge_of_stars_is_shown_for_a_paper_without_code() -> None:
    written = house_style.add(awesome.parse(BADGES), _paper(venue="NeurIPS 2024"), "Pruning").block
    assert "stars/" not in written
    assert "(https://github.com/)" not in written
    assert "NeurIPS'24" in written


def test_the_first_entry_of_a_section_stays_above_the_anchor_of_the_next() -> None:
    text = (
        '# L\n\n<a name="a"></a>\n\n## A\n\n- [A Title Here](https://arxiv.org/abs/2401.00001)\n- [Another Title](https://arxiv.org/abs/2401.00002)\n\n'
        '<a name="b" />\n\n## B\n\n<a name="c"></a>\n\n## C\n\n- [Third Title](https://arxiv.org/abs/2401.00003)\n'
    )
    found = house_style.add(awesome.parse(text), _paper(), "B")
    assert found.text.index("Quiet Noise") < found.text.index('<a name="c">')


def test_links_to_pages_of_the_repository_alone_are_no_entries() -> None:
    text = "# L\n\n## All\n- [Survey](survey.md)\n- [Benchmark](benchmark.md)\n\n## Here\n- [A Title Here](https://arxiv.org/abs/2401.00001)\n"
    assert [entry.title for entry in awesome.parse(text).entries] == ["A Title Here"]


LINES = """# Charts

## Reading

**Reading Charts with Many Words**<br>
Ann Lee, Bo Chen<br>
[ACL 2023 Outstanding paper](https://aclanthology.org/2023.acl-long.1) • [Code](https://github.com/ex/read)

**Asking Charts for Numbers**<br>
Cy Day, Di Eng<br>
[arXiv, 5 Sep 2024](https://arxiv.org/abs/2409.00002)

**Drawing Charts from Tables**<br>
Ed Fox, Flo Gay<br>
[VIS 2024](https://arxiv.org/abs/2408.00003)
"""


def test_a_venue_below_a_bold_title_is_not_the_title_however_long_its_label() -> None:
    assert [entry.title for entry in awesome.parse(LINES).entries] == [
        "Reading Charts with Many Words",
        "Asking Charts for Numbers",
        "Drawing Charts from Tables",
    ]


NAMES = """# Models

## Frameworks

1. <u>TensorFlow</u>: **"TensorFlow: Flowing Tensors"**. *Ann Lee et al.* OSDI 2016. [[Paper](https://arxiv.org/abs/1605.00001)] [[Source](https://github.com/ex/tf)]
2. <u>PaddleBoat</u>: **"PaddleBoat: Learning on Water"**. *Bo Chen et al.* arXiv 2019. [[Paper](https://arxiv.org/abs/1905.00002)] [[Source](https://github.com/ex/boat)]
3. <u>OneStep</u>: **"OneStep: Training in One"**. *Cy Day et al.* arXiv 2021. [[Paper](https://arxiv.org/abs/2105.00003)] [[Source](https://github.com/ex/one)]

## Data

1. **"Words from the Web"**. *Di Eng, Ed Fox*. EMNLP 2019. [[Paper](https://arxiv.org/abs/1905.00004)] [[GitHub](https://github.com/ex/web)]
2. **"Words from Books"**. *Flo Gay, Hal Ito*. ACL 2020. [[Paper](https://arxiv.org/abs/2005.00005)] [[GitHub](https://github.com/ex/books)]
3. **"Words from Talks"**. *Ivy Jo, Kim Lo*. ACL 2021. [[Paper](https://arxiv.org/abs/2105.00006)] [[GitHub](https://github.com/ex/talks)]
4. **"Words from Films"**. *Max Ng, Ola Pa*. ACL 2021. [[Paper](https://arxiv.org/abs/2106.00006)] [[GitHub](https://github.com/ex/films)]
"""


def test_the_name_that_neighbours_print_before_a_title_is_the_papers_own() -> None:
    alist = awesome.parse(NAMES)
    assert [entry.tags for entry in alist.entries[:3]] == [("TensorFlow",), ("PaddleBoat",), ("OneStep",)]
    code = (Link(label="Code", url="https://github.com/ex/quiet"),)
    paper = _paper(venue="NeurIPS 2024", code=code, authors=("Kim Lo", "Max Ng", "Ola Pa"))
    assert house_style.add(alist, paper, "Frameworks").block == (
        '4. <u>Quiet Noise</u>: **"Quiet Noise: Sampling Less"**. *Kim Lo et al.* NeurIPS 2024. '
        "[[Paper](https://arxiv.org/abs/2409.01234)] [[Source](https://github.com/ex/quiet)]"
    )


def test_a_preprint_and_its_date_are_told_where_most_neighbours_tell_them() -> None:
    text = "# L\n\n## S\n\n| Date | Title | Venue |\n|---|---|---|\n" + "".join(
        f"| {date} | [Title Number {word}](https://arxiv.org/abs/24{n:02d}.0000{n}) | {venue} |\n"
        for n, (date, word, venue) in enumerate(
            [
                ("2024-01-09", "One", "arXiv"),
                ("2024-02-11", "Two", "ICML 2024"),
                ("2024-03-20", "Three", "arXiv"),
                ("-", "Four", "ACL 2024"),
                ("2024-05-02", "Five", "arXiv"),
            ],
            start=1,
        )
    )
    written = house_style.add(awesome.parse(text), _paper(), "S").block
    assert written == "| 2024-09-02 | [Quiet Noise: Sampling Less](https://arxiv.org/abs/2409.01234) | arXiv |"


def test_the_label_of_a_line_with_several_addresses_belongs_to_the_line() -> None:
    text = (
        "# L\n\n## S\n\n### First Long Title Here\n\n- **Link:** https://github.com/ex/one | https://arxiv.org/abs/2401.00001\n- **Authors:** Ann Lee\n\n"
        "### Second Long Title Here\n\n- **Link:** https://arxiv.org/abs/2402.00002\n- **Authors:** Bo Chen\n\n"
        "### Third Long Title Here\n\n- **Link:** https://arxiv.org/abs/2403.00003\n- **Authors:** Cy Day\n"
    )
    code = (Link(label="Code", url="https://github.com/ex/quiet"),)
    written = house_style.add(awesome.parse(text), _paper(code=code), "S").block
    assert written.count("Link:") == 1


def test_capitalised_words_below_the_venue_are_tags_and_no_more_people() -> None:
    text = (
        "# L\n\n1. [**Walks on Graphs.**](https://arxiv.org/abs/2401.00001) \\\n*Ann Lee, Bo Chen.* \\\n**KDD 2024** \\\n"
        "*Node Classification, Random Walk.*\n"
    )
    entry = awesome.parse(text).entries[0]
    assert entry.authors == ("Ann Lee", "Bo Chen")
    assert entry.tags == ("Node Classification, Random Walk",)


def test_a_bold_title_in_capitals_with_an_unknown_venue_stays_the_title() -> None:
    text = "# L\n\n4. **A Double Layer for Learning Networks** TCJ, 2019. [journal](https://ieeexplore.ieee.org/document/9514735)\n"
    assert awesome.parse(text).entries[0].title == "A Double Layer for Learning Networks"
