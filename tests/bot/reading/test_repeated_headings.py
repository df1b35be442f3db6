"""Years under topics of the same rank: each is a section of its own, named by its topic."""

from __future__ import annotations

from bot import awesome, house_style
from bot.model import Paper
from bot.reading.section_names import find_section

LIST = """# Papers

Some words.

## Avatars

## 2024

- [Ant](https://arxiv.org/abs/2405.00001)
- [Bee](https://arxiv.org/abs/2404.00002)

## 2023

- [Cat](https://arxiv.org/abs/2305.00003)

## Editing

## 2024

- [Dog](https://arxiv.org/abs/2405.00004)
- [Eel](https://arxiv.org/abs/2403.00005)
"""


def test_repeated_years_belong_to_the_topic_above_them() -> None:
    assert [entry.section for entry in awesome.parse(LIST).entries] == [
        ("Papers", "Avatars", "2024"),
        ("Papers", "Avatars", "2024"),
        ("Papers", "Avatars", "2023"),
        ("Papers", "Editing", "2024"),
        ("Papers", "Editing", "2024"),
    ]


def test_a_paper_goes_to_the_year_of_its_topic() -> None:
    paper = Paper(title="Fox", url="https://arxiv.org/abs/2406.00006")
    added = house_style.add(awesome.parse(LIST), paper, "Editing > 2024")
    assert added.text == LIST.replace("- [Dog]", "- [Fox](https://arxiv.org/abs/2406.00006)\n- [Dog]")


def test_years_that_stand_once_stay_sections_beside_the_introduction() -> None:
    text = "# Papers\n\n## About\n\nWords.\n\n## 2024\n\n- [Ant](https://arxiv.org/abs/2405.00001)\n"
    (entry,) = awesome.parse(text).entries
    assert entry.section == ("Papers", "2024")


def test_a_repeated_heading_behind_a_section_with_entries_stays_its_sister() -> None:
    text = LIST.replace("## Editing\n", "## Editing\n\n- [Gnu](https://arxiv.org/abs/2401.00007)\n")
    assert awesome.parse(text).entries[-1].section == ("Papers", "2024")


def test_a_name_without_the_topic_in_the_middle_stays_in_the_part_it_names() -> None:
    surveys = "## Surveys\n\n### 2024\n\n- [Hen](https://arxiv.org/abs/2401.00008)\n\n## Methods\n\n"
    text = LIST.replace("## ", "### ").replace("### Avatars", surveys + "### Avatars")
    alist = awesome.parse(text)
    assert find_section(alist, "Papers > Methods > 2024").path == ("Papers", "Methods", "Avatars", "2024")
