"""Orders that a section may be kept in: the next paper stands where the order has it."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

_WORDS = "Arbors Bridges Canals Dunes Elms Fords Gates Hills Islands Knolls".split()
_LINK = "(https://arxiv.org/abs/{})"
# Ids without an order, so that nothing but the order of each list can place a paper.
_IDS = "2303.00001 2101.00002 2405.00003 2202.00004 2404.00005 2107.00006 2311.00007 2209.00008 2401.00009 2306.00010".split()


def _placed(entries: list[str], paper: Paper) -> int:
    """How many entries stand above the paper in a section of these."""
    text = "# Papers\n\n## Gardens\n\n" + "\n".join(entries) + "\n"
    added = house_style.add(awesome.parse(text), paper, ("Papers", "Gardens"))
    return added.text.split("\n").index(added.block.split("\n")[0]) - text.split("\n").index(entries[0])


def _paper(title: str, number: int = 6, **more: object) -> Paper:
    return Paper(title=title, url=f"https://arxiv.org/abs/24{number:02}.00077", authors=("Zoe Day",), **more)  # type: ignore[arg-type]


def test_a_title_is_sorted_in_without_its_article() -> None:
    articles = ("The ", "", "A ", "", "An ", "The ", "", "A ", "", "")
    entries = [
        f"- [{article}{word} of Stone]{_LINK.format(one)}"
        for article, word, one in zip(articles, _WORDS, _IDS, strict=True)
    ]
    assert _placed(entries, _paper("The Docks of Stone")) == 3


def test_a_paper_is_sorted_in_by_its_first_person() -> None:
    names = "Abel Abel Chen Eck Ford Hull Ives Moss Orr Roth".split()
    titles = reversed(_WORDS)
    entries = [
        f"- Ann {name}, Bo King. **Low {word}**. [[pdf]{_LINK.format(one)}]"
        for name, word, one in zip(names, titles, _IDS, strict=True)
    ]
    assert _placed(entries, _paper("Slow Rivers")) == names.index("Eck")


@pytest.mark.parametrize("rising", [True, False])
def test_a_preprint_joins_years_in_order_where_few_papers_are_dated_closer(*, rising: bool) -> None:
    links = [_LINK.format(_IDS[0]), *(f"(https://example.org/{word})" for word in _WORDS[1:])]
    rows = [
        f"|{year}|ICML|[{word} of Stone]{link}||"
        for year, word, link in zip(range(2010, 2020), (*_WORDS[::2], *_WORDS[1::2]), links, strict=True)
    ]
    entries = ["|Year|Pub|Paper|Repo|", "|:---:|:---:|:---:|:---:|", *(rows if rising else rows[::-1])]
    assert _placed(entries, _paper("Slow Rivers")) == (12 if rising else 2)


def test_titles_sorted_within_each_year_take_the_next_one_in_its_year() -> None:
    years = [2024] * 5 + [2023] * 5
    entries = [
        f"- [{word} of Stone]{_LINK.format(one)}, *ICML {year}*"
        for word, one, year in zip(_WORDS[:5] + _WORDS[:5], _IDS, years, strict=True)
    ]
    assert _placed(entries, _paper("Cellars of Stone", venue="ICML 2023", year=2023)) == 8


@pytest.mark.parametrize(("venue", "places"), [("ICML 2024", (0, 4)), ("ACL 2024", (4, 7)), ("", (7, 10))])
def test_a_paper_joins_the_entries_of_its_venue(venue: str, places: tuple[int, int]) -> None:
    venues = ["ICML 2024"] * 4 + ["ACL 2024"] * 3 + ["arXiv 2024"] * 3
    entries = [
        f"- [{word} of Stone]{_LINK.format(one)}, *{printed}*"
        for word, one, printed in zip(_WORDS[::-1], _IDS, venues, strict=True)
    ]
    assert _placed(entries, _paper("Cellars of Stone", venue=venue)) in places


@pytest.mark.parametrize("sign", ["⭐ ", ":pushpin: "])
def test_what_is_pinned_stays_on_top(sign: str) -> None:
    ids = ["2101.00001", *sorted(_IDS[1:], reverse=True)]
    entries = [
        f"- {sign if not number else ''}[{word} of Stone]{_LINK.format(one)}"
        for number, (word, one) in enumerate(zip(_WORDS[::-1], ids, strict=True))
    ]
    assert _placed(entries, _paper("Cellars of Stone", 12)) == 1


def test_a_survey_on_top_stays_there() -> None:
    ids = ["2101.00001", *sorted(_IDS[1:], reverse=True)]
    entries = [f"- [A Survey of Stone]{_LINK.format(ids[0])}"]
    entries += [f"- [{word} of Stone]{_LINK.format(one)}" for word, one in zip(_WORDS[:0:-1], ids[1:], strict=True)]
    assert _placed(entries, _paper("Cellars of Stone", 12)) == 1


def test_entries_that_begin_with_a_badge_and_a_bold_title_are_entries_each() -> None:
    badge = "![](https://img.shields.io/badge/2024.0{}-blue)"
    lines = [
        f"- {badge.format(number)} **{word} of Stone** [[paper]{_LINK.format(one)}]"
        for number, (word, one) in enumerate(zip(_WORDS, _IDS, strict=True), 1)
    ]
    entries = awesome.parse("# Papers\n\n## Gardens\n\n" + "\n".join(lines) + "\n").entries
    assert [entry.title for entry in entries] == [f"{word} of Stone" for word in _WORDS]
