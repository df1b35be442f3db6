"""Groups by year and month: the group a paper belongs to, and the heading of a new one."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

FALLING = """# L

## Papers

### 2024-10

- [B](https://arxiv.org/abs/2410.00002)
- [A](https://arxiv.org/abs/2410.00001)

### 2024-09

- [C](https://arxiv.org/abs/2409.00001)

## Other

- [D](https://example.org/d)
"""


def paper(arxiv: str) -> Paper:
    return Paper(title="New", url=f"https://arxiv.org/abs/{arxiv}")


@pytest.mark.parametrize("section", ["Papers", "2024-10"])
def test_a_new_month_gets_its_heading_in_one_block(section: str) -> None:
    added = house_style.add(awesome.parse(FALLING), paper("2411.00001"), section)
    block = "### 2024-11\n\n- [New](https://arxiv.org/abs/2411.00001)"
    assert added.text == FALLING.replace("### 2024-10", block + "\n\n### 2024-10")
    assert (added.block, added.line) == (block, 5)


def test_a_month_that_is_there_takes_its_paper() -> None:
    added = house_style.add(awesome.parse(FALLING), paper("2409.00009"), "Papers")
    assert [entry.title for entry in awesome.parse(added.text).entries if entry.section[-1] == "2024-09"] == [
        "New",
        "C",
    ]


def test_a_group_that_a_person_named_is_kept() -> None:
    added = house_style.add(awesome.parse(FALLING), paper("2411.00001"), "2024-09")
    assert "2024-11" not in added.text.replace("2411", "")


@pytest.mark.parametrize(
    ("old", "new", "arxiv"),
    [("Nov 2023", "Jan 2024", "2401.00001"), ("2023", "2024", "2401.00001"), ("**2023**", "**2024**", "2401.00001")],
)
def test_a_list_oldest_first_gets_its_heading_at_the_end(old: str, new: str, arxiv: str) -> None:
    mark = "" if old.startswith("**") else "### "
    first = old.replace("2023", "2022")
    text = (
        f"# L\n\n## Papers\n\n{mark}{first}\n- [A](https://arxiv.org/abs/2211.00001)\n\n"
        f"{mark}{old}\n- [B](https://arxiv.org/abs/2311.00001)\n"
    )
    added = house_style.add(awesome.parse(text), paper(arxiv), "Papers")
    assert added.text == f"{text}\n{mark}{new}\n- [New](https://arxiv.org/abs/{arxiv})\n"
    assert added.text.splitlines()[added.line - 1] == f"{mark}{new}"


def test_line_ends_are_kept() -> None:
    added = house_style.add(awesome.parse(FALLING.replace("\n", "\r\n")), paper("2411.00001"), "Papers")
    assert added.text.count("\n") == added.text.count("\r\n") == FALLING.count("\n") + 4


def test_sections_with_other_words_are_no_groups() -> None:
    text = FALLING.replace("### 2024-10", "### ICML 2024").replace("### 2024-09", "### ICML 2023")
    added = house_style.add(awesome.parse(text), paper("2511.00001"), "ICML 2024")
    assert added.text.count("###") == text.count("###")


@pytest.mark.parametrize(("years", "place"), [((2024, 2023), 0), ((2023, 2024), 2)])
def test_a_rule_between_groups_parts_the_new_one_too(years: tuple[int, int], place: int) -> None:
    groups = [f"## {year}\n- [Hedge](https://arxiv.org/abs/{year % 100}05.00001)\n" for year in years]
    added = house_style.add(
        awesome.parse("# L\n\n" + "\n---\n".join(groups)), paper("2511.00001"), str(years[place // 2])
    )
    block = "## 2025\n- [New](https://arxiv.org/abs/2511.00001)"
    groups.insert(place, block + "\n")
    assert added.text == "# L\n\n" + "\n---\n".join(groups)
    assert added.block == block


def _groups(*headings: str, below: str = "") -> str:
    """Groups newest first, their entries of May and of April of these years."""
    found = []
    for heading in headings:
        year = next(int(word) for word in ("2024", "2023", "2022") if word in heading) % 100
        entries = "".join(f"- [Wall {n}](https://arxiv.org/abs/{year}0{n}.00001)\n" for n in (5, 4))
        found.append(f"{heading}\n\n{entries}{below}\n")
    return "# L\n\n" + "".join(found).rstrip("\n") + "\n"


@pytest.mark.parametrize(
    "heading",
    [
        "## {} (2)",
        "## Published in {}",
        "## {}年",
        '## <a name="{}"></a>{}',
        '<a id="y{}"></a>\n## {}',
        "{}\n----",
        "Published in {}\n-----------------",
        "<h2>{}</h2>",
        '<h2 id="y{}" align="center">{}</h2>',
        "<details>\n<summary>{}</summary>",
        "<details open>\n<summary><b>{}</b></summary>",
    ],
)
def test_a_new_year_opens_and_closes_as_the_others_do(heading: str) -> None:
    years = [heading.replace("{}", year) for year in ("2024", "2023", "2025")]
    below = "\n</details>\n" if "details" in heading else "\n[Back to top](#l)\n"
    text = _groups(*years[:2], below=below)
    added = house_style.add(awesome.parse(text), paper("2501.00001"), "L")
    block = years[2].replace("(2)", "(1)") + "\n\n- [New](https://arxiv.org/abs/2501.00001)\n" + below
    assert added.text == text.replace("# L\n\n", "# L\n\n" + block + "\n", 1)
    assert added.block == block.rstrip("\n")


@pytest.mark.parametrize(
    ("heading", "new"),
    [
        ("{}\n--------", "June 2025\n---------"),
        ('<h2 id="latest">{}</h2>', "<h2>June 2025</h2>"),
        ('<a id="latest"></a>\n## {}', "## June 2025"),
        ("## <a name='latest'></a> {}", "## June 2025"),
    ],
)
def test_what_is_the_old_group_s_own_is_not_repeated(heading: str, new: str) -> None:
    may = heading.replace("{}", "May 2025")
    april = heading.replace("{}", "April 2025").replace("latest", "before").replace("-------", "---------")
    text = f"# L\n\n{may}\n\n- [A](https://arxiv.org/abs/2505.00001)\n\n{april}\n\n- [B](https://arxiv.org/abs/2504.00001)\n"
    added = house_style.add(awesome.parse(text), paper("2506.00001"), "L")
    assert added.block == f"{new}\n\n- [New](https://arxiv.org/abs/2506.00001)"
    assert added.text == text.replace("# L\n\n", f"# L\n\n{added.block}\n\n", 1)


@pytest.mark.parametrize(
    ("months", "new"),
    [
        (("2024 June", "2024 May"), "2024 July"),
        (("24.06", "24.05"), "24.07"),
        (("202406", "202405"), "202407"),
        (("Jun 2024", "Apr 2024"), "Jul 2024"),
        (("June 2024", "April 2024"), "July 2024"),
    ],
)
def test_a_month_is_printed_as_the_others_are(months: tuple[str, str], new: str) -> None:
    groups = [f"## {month}\n\n- [Wall](https://arxiv.org/abs/240{6 - n}.00001)\n" for n, month in enumerate(months)]
    added = house_style.add(awesome.parse("# L\n\n" + "\n".join(groups)), paper("2407.00001"), "L")
    assert added.block.split("\n")[0] == f"## {new}"


_NESTED = (
    "# L\n\n## 2024\n\n### {0}\n\n- [A](https://arxiv.org/abs/2404.00001)\n\n### {1}\n\n"
    "- [B](https://arxiv.org/abs/2403.00001)\n\n## 2023\n\n### {0}\n\n- [C](https://arxiv.org/abs/2304.00001)\n\n"
    "### {1}\n\n- [D](https://arxiv.org/abs/2303.00001)\n"
)


@pytest.mark.parametrize(
    ("names", "new"),
    [(("April", "March"), "May"), (("Apr", "Mar"), "May"), (("4月", "3月"), "5月"), (("04", "03"), "05")],
)
@pytest.mark.parametrize("section", ["L", "L > 2024"])
def test_months_below_a_year_are_groups(names: tuple[str, str], new: str, section: str) -> None:
    text = _NESTED.format(*names)
    added = house_style.add(awesome.parse(text), paper("2405.00001"), section)
    block = f"### {new}\n\n- [New](https://arxiv.org/abs/2405.00001)"
    assert added.text == text.replace("## 2024\n\n", f"## 2024\n\n{block}\n\n", 1)
    there = house_style.add(awesome.parse(text), paper("2403.00009"), section)
    assert there.text.index("[New]") > there.text.index(f"### {names[1]}")


def test_a_new_year_of_months_gets_both_headings() -> None:
    text = _NESTED.format("April", "March")
    added = house_style.add(awesome.parse(text), paper("2502.00001"), "L")
    assert added.block == "## 2025\n\n### February\n\n- [New](https://arxiv.org/abs/2502.00001)"
    assert added.text == text.replace("# L\n\n", f"# L\n\n{added.block}\n\n", 1)


@pytest.mark.parametrize(("arxiv", "above"), [("2306.00001", "## 2022"), ("2106.00001", "")])
def test_a_missing_year_stands_where_the_order_has_it(arxiv: str, above: str) -> None:
    text = _groups("## 2024", "## 2022")
    added = house_style.add(awesome.parse(text), paper(arxiv), "L")
    assert added.block == f"## 20{arxiv[:2]}\n\n- [New](https://arxiv.org/abs/{arxiv})"
    assert added.text == (text.replace(above, f"{added.block}\n\n{above}") if above else f"{text}\n{added.block}\n")


def test_what_is_older_than_the_groups_goes_to_the_section_for_it() -> None:
    text = _groups("## 2024", "## 2023") + "\n## Before 2022\n\n- [Old](https://arxiv.org/abs/1905.00001)\n"
    added = house_style.add(awesome.parse(text), paper("1906.00001"), "L")
    assert added.text.index("[New]") > added.text.index("## Before 2022")


def test_a_dated_section_without_dated_sisters_is_kept() -> None:
    text = "# L\n\n## 2023\n\n- [A](https://arxiv.org/abs/2304.00001)\n\n## Other\n\n- [B](https://arxiv.org/abs/2303.00001)\n"
    added = house_style.add(awesome.parse(text), paper("2405.00001"), "2023")
    assert added.text.index("[New]") < added.text.index("## Other")
