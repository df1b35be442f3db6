"""Entries that link a work's short name, and print its title with one name of its people behind: `[Name](u). A Title, Lee et al. ICML 2024.`"""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Entry, Paper, paper_of

NAMED = """# Paths

## Walking

- [PACE](https://arxiv.org/abs/2411.00001). PACE: Walking Trees from a Single Seed, Lee et al. ArXiv 2024.
- [Chen et al](https://arxiv.org/abs/2411.00002). Thinking Again of Paths over Stones, Chen et al. ArXiv 2024.
- [MUD](https://mud.example.org/). Lifting Feet out of the Clay, Day et al. ArXiv 2024.
- [FORD](https://github.com/eng/ford). FORD: Fast, Low-Cost Crossing of Small Rivers, Eng et al. NeurIPS 2024.
- [Fox et al](https://example.org/doi/10.1/5). High Steps with Long Poles, Fox et al. NeurIPS 2024.
- [Two Feet](https://arxiv.org/abs/2407.00006). Closing the Gap between Left and Right, Gay et al. ECCV 2024.
- [GAIT](https://arxiv.org/abs/2406.00007). Fence, Gate and Stile: One Pace for All, Hay et al. ECCV 2024.
- [STEP](https://arxiv.org/abs/2405.00008). STEP: Sure Travels over Every Path, Ito et al. CVPR 2024.
- [Jay et al](https://arxiv.org/abs/2404.00009). Whither, Walker? From Short Ways to Long Ways, Jay et al. CVPR 2024.
- [RUNG](https://arxiv.org/abs/2403.00010). RUNG: Ladders for All Who Climb, Kay et al. CVPR 2024.
- [HEEL](https://arxiv.org/abs/2402.00011). HEEL: Turning on the Spot at Speed, Low et al. ICLR 2024.
- [SOLE](https://arxiv.org/abs/2401.00012). SOLE: Shoes of the Next Age, May et al. ICLR 2024.
"""


def _entries() -> list[Entry]:
    return list(awesome.parse(NAMED).entries)


@pytest.mark.parametrize(
    ("number", "title", "first", "venue", "tag"),
    [
        (0, "PACE: Walking Trees from a Single Seed", "Lee", "ArXiv 2024", "PACE"),
        (1, "Thinking Again of Paths over Stones", "Chen", "ArXiv 2024", "Chen et al"),
        (3, "FORD: Fast, Low-Cost Crossing of Small Rivers", "Eng", "NeurIPS 2024", "FORD"),
        (6, "Fence, Gate and Stile: One Pace for All", "Hay", "ECCV 2024", "GAIT"),
        (8, "Whither, Walker? From Short Ways to Long Ways", "Jay", "CVPR 2024", "Jay et al"),
    ],
)
def test_the_title_is_told_behind_the_linked_name(number: int, title: str, first: str, venue: str, tag: str) -> None:
    entry = _entries()[number]
    assert (entry.title, entry.authors, entry.venue, entry.tags) == (title, (first, "et al."), venue, (tag,))


@pytest.mark.parametrize("number", range(12))
def test_each_is_written_again_as_it_stands(number: int) -> None:
    alist = awesome.parse(NAMED)
    entry = alist.entries[number]
    rest = awesome.parse(awesome.remove(alist, entry))
    assert house_style.add(rest, paper_of(entry), entry.section).block == NAMED.splitlines()[4 + number]


def _written(title: str, *authors: str, sources: tuple[str, ...] = ("arxiv",)) -> str:
    url = "https://arxiv.org/abs/2412.00013"
    paper = Paper(title=title, url=url, authors=authors, venue="ICML 2025", published="2024-12-02", sources=sources)
    return house_style.add(awesome.parse(NAMED), paper, "Walking").block


def test_a_newcomer_is_linked_by_its_name() -> None:
    block = _written("TOES: Ten of a Kind", "Ann Noe", "Bo Orr", "Cy Poe")
    assert block == "- [TOES](https://arxiv.org/abs/2412.00013). TOES: Ten of a Kind, Noe et al. ICML 2025."


@pytest.mark.parametrize("sources", [("arxiv",), ()])
def test_a_newcomer_without_a_name_is_linked_by_who_wrote_it(sources: tuple[str, ...]) -> None:
    block = _written("Ten Toes of One Kind", "Ann Noe", "Bo Orr", "Cy Poe", sources=sources)
    assert block.startswith("- [Noe et al](https://arxiv.org/abs/2412.00013). Ten Toes of One Kind, ")


def test_two_people_are_cut_short_where_nobody_is_named_beside_another() -> None:
    assert ", Noe et al. ICML 2025." in _written("TOES: Ten of a Kind", "Ann Noe", "Bo Orr")


def test_a_tool_with_a_sentence_behind_it_keeps_its_name() -> None:
    text = "# L\n\n## S\n\n- [Pacer](https://pacer.example.org). It counts steps, as Lee et al. did.\n"
    assert awesome.parse(text).entries[0].title == "Pacer"


def test_people_behind_a_short_title_are_its_people() -> None:
    text = (
        "# L\n\n## S\n\n- [Short Walks](https://arxiv.org/abs/2401.00001). Ann Lee, Cy Day, Bo Chen et al. ICML 2024.\n"
    )
    entry = awesome.parse(text).entries[0]
    assert (entry.title, entry.authors) == ("Short Walks", ("Ann Lee", "Cy Day", "Bo Chen", "et al."))


def test_a_title_of_names_and_words_is_one() -> None:
    text = "# L\n\n## S\n\n- [Lee et al.](https://arxiv.org/abs/2401.00001). Steep and Winding Garden Path Making, Lee et al. ICML 2024.\n"
    assert awesome.parse(text).entries[0].title == "Steep and Winding Garden Path Making"
