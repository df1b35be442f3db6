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
