"""A table whose columns say what they hold, in words of their own and with dates of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper
from bot.reading.columns import named
from bot.reading.fields import Field

ROWS = """# L

## S

| Date      | Conference<br />/Journal | Paper                                              | Metric   |
| --------- | ------------------------ | -------------------------------------------------- | -------- |
| 2012. 5.  | 정보학회지               | [어절 사전을<br />활용한 분석](https://example.org/1) | ACC:95.8 |
| 2013. 10. | HCTL                     | [품사 태깅](https://example.org/2)                    |          |
| 2014. 1.  | 겨울학술<br />(HCTL 2014) | [세 번째 논문](https://example.org/3)                 |          |
| 2014.     | 정보학회지               | [네 번째 논문](https://example.org/4)                 | F1:94.1  |
"""
FEED = Paper(
    title="Fresh Work",
    url="https://arxiv.org/abs/1611.00009",
    authors=("Kim Low",),
    published="2016-11-02T10:00:00Z",
    venue="NeurIPS 2016",
    sources=("arXiv",),
)


def test_a_column_named_after_venues_holds_venues() -> None:
    entries = awesome.parse(ROWS).entries
    assert [entry.venue for entry in entries][:2] == ["정보학회지", "HCTL"]
    assert [entry.year for entry in entries] == [2012, 2013, 2014, 2014]
    assert entries[0].title == "어절 사전을 활용한 분석"


def test_a_feeds_paper_has_its_date_and_venue_in_their_columns_and_its_title_once() -> None:
    added = house_style.add(awesome.parse(ROWS), FEED, "S")
    assert [cell.strip() for cell in added.block.strip("|").split("|")] == [
        "2016. 11.",
        "NeurIPS",
        "[Fresh Work](https://arxiv.org/abs/1611.00009)",
        "",
    ]
    assert added.text.rstrip("\n").endswith(added.block)


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (("Title", "Venue", "Code"), {1: Field.VENUE}),
        (("Conference/Journal", "作者", "Paper"), {0: Field.VENUE, 1: Field.AUTHORS}),
        (("Venue & Code", "Task", ""), {1: Field.TAG}),
    ],
)
def test_what_a_columns_name_says(names: tuple[str, ...], kinds: dict[int, Field]) -> None:
    assert named(names) == kinds


NAMES = """# L

## S

| Model | Published | Keywords | Framework |
| --- | --- | --- | --- |
| Alder | [ICML20](https://arxiv.org/abs/2001.00001) | Deep, Residual, of many layers | PyTorch |
| Birch | [ICLR20](https://arxiv.org/abs/2001.00002) | Quick/**Video** | TensorFlow |
| Cedar | [ICML21](https://arxiv.org/abs/2001.00003) | NTIRE21 winner | |
| Elder | [ICML21](https://arxiv.org/abs/2001.00004) | | PyTorch |
"""


def test_no_title_stands_in_a_column_of_keywords() -> None:
    entries = awesome.parse(NAMES).entries
    assert [entry.title for entry in entries] == ["Alder", "Birch", "Cedar", "Elder"]
    assert [entry.tags for entry in entries] == [
        ("Keywords: Deep, Residual, of many layers", "Framework: PyTorch"),
        ("Keywords: Quick/**Video**", "Framework: TensorFlow"),
        ("Keywords: NTIRE21 winner",),
        ("Framework: PyTorch",),
    ]


def test_what_stands_in_a_cell_of_one_paper_is_not_copied_to_another() -> None:
    alist = awesome.parse(NAMES.replace("| |\n", "| PyTorch |\n"))
    block = house_style.add(alist, replace(FEED, title="On Hedges", venue="NeurIPS 2021"), "S").block
    assert [cell.strip() for cell in block.split("|")[3:]] == ["", "", ""]
    assert block.startswith("| On Hedges | [NeurIPS21](https://arxiv.org/abs/1611.00009) |")


def test_a_feeds_paper_goes_by_its_name_where_a_table_names_its_works_so() -> None:
    alist = awesome.parse(NAMES)
    fresh = replace(FEED, title="Fir: A Model of Trees", venue="ICML 2022")
    assert house_style.add(alist, fresh, "S").block.startswith("| Fir | [ICML22](")
    assert house_style.add(alist, replace(fresh, title="A Model of Trees"), "S").block.startswith(
        "| A Model of Trees |"
    )
    given = replace(fresh, sources=())
    assert house_style.add(alist, given, "S").block.startswith("| Fir: A Model of Trees |")


REVIEWED = """# L

| Year | Title | Paper | Review |
| --- | --- | --- | --- |
| 2021 | Hedges of All Kinds and How to Cut Them | [Link](https://arxiv.org/abs/2101.00001) | [Notes](a.md) |
| 2021 | Trimming Without Tears | [Link](https://arxiv.org/abs/2101.00002) | [no notes yet](b.md) |
| 2020 | Topiary | [Link](https://arxiv.org/abs/2101.00003) | [a first look at it](c.md) |
"""


def test_the_title_stands_in_the_column_of_that_name_whatever_links_are_called() -> None:
    entries = awesome.parse(REVIEWED).entries
    assert [entry.title for entry in entries][1:] == ["Trimming Without Tears", "Topiary"]
    assert [entry.keys for entry in entries] == [(f"arxiv:2101.0000{n}",) for n in (1, 2, 3)]


def test_a_definition_that_a_badge_alone_uses_is_not_a_form_of_the_lists_links() -> None:
    text = "[![Stars][img]][home]\n\n[img]: https://img.example/s.svg\n[home]: https://github.com/a/b\n\n" + REVIEWED
    paper = replace(FEED, url="https://github.com/a/b", venue="", title="Own Work")
    assert "(https://github.com/a/b)" in house_style.add(awesome.parse(text), paper, "L").block


def test_a_date_without_marks_between_year_and_month_is_one_in_a_column_of_dates() -> None:
    rows = "".join(
        f"|20230{9 - n}|A. Lee et al.|{title} [(paper)](https://arxiv.org/pdf/230{9 - n}.00001.pdf)|None|\n"
        for n, title in enumerate(["Roses of the Wall", "Hedges in Rows", "Trees by the Gate", "Moss on a Stone"])
    )
    alist = awesome.parse(f"# L\n\n## S\n\n|Date|Authors|Title|Code|\n|---|---|---|---|\n{rows}")
    assert [entry.date for entry in alist.entries] == ["202309", "202308", "202307", "202306"]
    paper = Paper(
        title="Ferns",
        url="https://arxiv.org/abs/2307.09999",
        authors=("Bo Chen", "Cy Day", "Di Eng"),
        published="2023-07-30",
    )
    added = house_style.add(alist, replace(paper, sources=("arxiv",)), "S")
    assert added.block == "|202307|B. Chen et al.|Ferns [(paper)](https://arxiv.org/pdf/2307.09999.pdf)|None|"
    assert added.text.index("Hedges") < added.text.index("Ferns") < added.text.index("Trees")


def test_a_column_of_years_stays_one_beside_tables_that_count_their_rows() -> None:
    head = "| {} | **Title** | **Links** |\n| :-: | :- | :- |\n"
    years = "".join(
        f"| 2021 | Roses of Kind {n} | [Paper](https://arxiv.org/abs/210{n}.00001) |\n" for n in (4, 3, 2, 1)
    )
    counted = "".join(
        f"| {n:02} | Hedges of Kind {n} | [Paper](https://arxiv.org/abs/2005.000{n:02}) |\n" for n in range(14, 0, -1)
    )
    one = "| 01 | Moss on Stones | [Paper](https://arxiv.org/abs/2201.00001) |\n"
    alist = awesome.parse(
        f"# L\n\n## Preprints\n\n{head.format('**Year**')}{years}\n## 2022\n\n{head.format('**No.**')}{one}\n"
        f"## 2020\n\n{head.format('**No.**')}{counted}"
    )
    paper = replace(FEED, url="https://arxiv.org/abs/2204.00009", published="2022-04-01", venue="")
    assert house_style.add(alist, paper, "Preprints").block.startswith("| 2022 | Fresh Work |")
    added = house_style.add(alist, paper, "2022")
    assert added.block.startswith("| 02 | Fresh Work |")
    assert added.text.index("| 02 | Fresh") < added.text.index("| 01 | Moss")


def test_the_picture_of_another_paper_and_what_stood_around_links_are_not_copied() -> None:
    badge = "[![Star](https://img.shields.io/github/stars/lee/{0}.svg?style=social)](https://github.com/lee/{0}) <br> "
    names = ("alder", "birch", "cedar", "elder")
    pictures = (
        "![intro](https://github.com/lee/alder/raw/main/assets/teaser.png)",
        '<img width="903" src="https://example.org/7c1.png">',
        '<img alt="image" src="https://example.org/99.png"></img>',
        "![intro](https://example.org/a.gif)",
    )
    rows = "".join(
        f"| {badge.format(name)}[**{name.title()} (Project)**](https://github.com/lee/{name}) <br> *Ann Lee, Bo Chen* "
        f"| {picture} | [[Github](https://github.com/lee/{name})] |\n"
        for name, picture in zip(names, pictures, strict=True)
    )
    alist = awesome.parse(f"# L\n\n## S\n\n| Title & Authors | Intro | Useful Links |\n|:--|:-:|:-:|\n{rows}")
    paper = replace(FEED, venue="", code=(Link(label="Code", url="https://github.com/low/fresh"),))
    block = house_style.add(alist, paper, "S").block
    assert "stars/low/fresh.svg?style=social)](https://github.com/low/fresh)" in block
    assert block.endswith("|  | [[Github](https://github.com/low/fresh)] |")
    bare = house_style.add(alist, replace(paper, code=()), "S").block
    assert not any(left in bare for left in ("teaser", "[]", "</img>"))


def test_a_venue_behind_its_year_and_days_with_short_years_are_read_in_their_columns() -> None:
    rows = "".join(
        f"'1{n}-{venue} | 1{n}/0{n}/1{n} | [{title}](https://arxiv.org/abs/1{n}0{n}.00001) | 0.8{n} |\n"
        for n, venue, title in (
            (5, "CVPR", "Roses of the Wall"),
            (6, "TIP", "Hedges in Rows"),
            (7, "arXiv", "Trees by the Gate"),
            (8, "ICCV", "Moss on a Stone"),
        )
    )
    alist = awesome.parse(f"# L\n\n## S\n\n*Conf.* | *Date* | *Title* | *F1* |\n:---: | :---: |:--- | :---: |\n{rows}")
    first = alist.entries[0]
    assert (first.venue, first.year, first.date) == ("CVPR", 2015, "15/05/15")
    paper = replace(FEED, venue="AAAI 2020", url="https://arxiv.org/abs/1911.00009", published="2019-11-20")
    added = house_style.add(alist, paper, "S").block
    assert added.startswith("'20-AAAI | 19/11/20 | [Fresh Work](https://arxiv.org/abs/1911.00009) |")
    added = house_style.add(alist, replace(paper, venue=""), "S").block
    assert added.startswith("'19-arXiv | 19/11/20 | [Fresh Work]")


@pytest.mark.parametrize("over", ["", '<tr><th colspan="4">Papers</th></tr>'])
def test_a_plain_cell_below_the_name_of_titles_is_one_title(over: str) -> None:
    titles = ("bed[1] Deep Rows of Hedges(2015)", "ROW9000: Wider, Lower, Greener(2016)", "Gates: A Survey")
    told = [("bed[1] Deep Rows of Hedges", 2015), ("ROW9000: Wider, Lower, Greener", 2016), ("Gates: A Survey", None)]
    names = "<tr><th>Num</th><th>Title</th><th>Review</th><th>Paper</th></tr>"
    cells = "<td>{0}</td><td>{1}</td><td><a href='https://example.org/{0}'>review</a></td>"
    rows = [
        f"<tr>{cells.format(number, title)}<td><a href='https://arxiv.org/abs/1501.0000{number}'>paper</a></td></tr>"
        for number, title in enumerate(titles, 1)
    ]
    text = "\n".join(["# L", "", "## S", "", "<table>", *filter(None, (over, names)), *rows, "</table>", ""])
    assert [(entry.title, entry.year) for entry in awesome.parse(text).entries] == told


def test_no_title_stands_below_links_remarks_and_institutes() -> None:
    links = "<ul><li><a href='./notes/{0}.md'>Own Notes</a></li><li><a href='https://doi.org/10.1000/{0}'>Paper</a></li></ul>"
    rows = [
        f"| {name} | SOSP 2022 | <ul><li>A Wide University</li></ul> | {links.format(name.lower())} | Share rows; trace them all. |"
        for name in ("Alder", "Birch", "Cedar")
    ]
    head = "| Name | Conf/Journal | Institute | Links | Remarks |\n| --- | --- | --- | --- | --- |\n"
    entries = awesome.parse("# L\n\n## S\n\n" + head + "\n".join(rows) + "\n").entries
    assert [(entry.title, entry.url) for entry in entries] == [
        (name, f"https://doi.org/10.1000/{name.lower()}") for name in ("Alder", "Birch", "Cedar")
    ]


@pytest.mark.parametrize("name", ["Institute", "Organization", "Affiliations", "机构"])
def test_nobody_stands_in_a_column_of_institutes(name: str) -> None:
    institutes = ("Hedge", "Meadow et al.", "Wide&Low", "Hedge et al.", "Meadow")
    rows = [
        f"| 2024-0{number} | {place} | [Rows of Hedges {'on' * number}](https://arxiv.org/abs/240{number}.00001) |"
        for number, place in enumerate(institutes, 1)
    ]
    text = f"# L\n\n## S\n\n| Date | {name} | Paper |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    alist = awesome.parse(text)
    assert [(entry.authors, entry.tags) for entry in alist.entries] == [((), (own,)) for own in institutes]
    paper = replace(FEED, url="https://arxiv.org/abs/2406.00009", published="2024-06-02T10:00:00Z", venue="")
    assert house_style.add(alist, paper, "S").block == "| 2024-06 |  | [Fresh Work](https://arxiv.org/abs/2406.00009) |"


def test_a_column_of_counts_holds_no_years() -> None:
    counts = (22405, 1912, 847, 667, 2020)
    rows = [
        f"| 201{number}.03 | {count} | [Rows of Hedges {'on' * number}](https://arxiv.org/abs/1{number}03.00001) |"
        for number, count in enumerate(counts)
    ]
    text = "# L\n\n## S\n\n| When | Cited, Feb. 2025 | Paper |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    alist = awesome.parse(text)
    assert [entry.year for entry in alist.entries] == [2010, 2011, 2012, 2013, 2014]
    paper = replace(FEED, url="https://arxiv.org/abs/1606.00009", published="2016-06-02T10:00:00Z", venue="")
    assert house_style.add(alist, paper, "S").block.startswith("| 2016.06 |  | [Fresh Work]")


DATA = (
    "# L\n\n## S\n\n| Data set | Year | Size | Rows |Metric| Page |\n|---|---|---|---|---|---|\n"
    "|Hedges-10|1998|1M|60,000|Accuracy|[Page](https://hedge.example/)|\n"
    "|Garden VOC 2007|2007|10M|4,952|11-point mAP|[Page](https://voc.example/)|\n"
    "|[Old Walls](https://arxiv.org/abs/2103.00001)|2021|5B|500|Mean Per Class|-|\n"
    "|[Ferns](https://arxiv.org/abs/2203.00001)|2022|12B|70|Accuracy|-|\n"
)


def test_rows_are_about_the_data_set_in_front_where_no_column_is_named_after_papers() -> None:
    alist = awesome.parse(DATA)
    assert [entry.title for entry in alist.entries] == ["Hedges-10", "Garden VOC 2007", "Old Walls", "Ferns"]
    paper = Paper(title="Moss-100", url="https://arxiv.org/abs/2511.00009", year=2025)
    assert house_style.add(alist, paper, "S").block == "|[Moss-100](https://arxiv.org/abs/2511.00009)|2025|-|-|-|-|"


def test_a_data_set_beside_papers_is_no_title() -> None:
    head = "| Data set | Paper |\n|---|---|\n"
    text = f"# L\n\n## S\n\n{head}|Hedges|[Walls of Stone in Low Light](https://arxiv.org/abs/2103.00001)|\n"
    assert awesome.parse(text).entries[0].title == "Walls of Stone in Low Light"
