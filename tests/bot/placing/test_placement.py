"""Where an entry goes: habits read off the section, its sisters and the history."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import awesome, house_style
from bot.model import Link, Paper
from bot.placing.habits import Mark, places, replayed
from bot.placing.placement import Witness, position, venue_letters, year_in
from bot.placing.tiers import kept, tier_of_block, tier_of_paper

TIMES = st.floats(min_value=1, max_value=40_000, allow_nan=False).map(lambda time: round(time, 2))
MARKS = st.lists(
    st.builds(
        Mark,
        when=st.just(0.0) | TIMES,
        printed=st.just(0.0) | TIMES,
        name=st.sampled_from(["ant", "bee", "cat", "dog", "eel", "fox", ""]),
        numeral=st.integers(0, 9).map(str),
        venue=st.sampled_from(["", "icml", "acl"]),
        year=st.sampled_from([0, 2023, 2024]),
        lead=st.sampled_from(["", "net"]),
        tier=st.sampled_from(["", "c", "vcp"]),
    ),
    max_size=12,
)


def marks(*months: float) -> list[Mark]:
    return [Mark(when=24_000 + month) for month in months]


@given(MARKS, MARKS.filter(bool))
def test_any_marks_give_a_place_inside_the_section(section: list[Mark], new: list[Mark]) -> None:
    assert 0 <= position(section, new[0]) <= len(section)
    assert all(0 <= place <= len(section) for place in places(section, new[0]).values())


@given(MARKS)
def test_no_habit_is_right_more_often_than_it_was_tried(section: list[Mark]) -> None:
    record = replayed(section, 8)
    assert all(0 <= record.hits[habit] <= tries for habit, tries in record.tries.items())


@pytest.mark.parametrize(
    ("order", "new", "place"),
    [
        ((9, 8, 7, 6, 5, 4), 10, 0),
        ((4, 5, 6, 7, 8, 9), 10, 6),
        ((9, 8, 7, 6, 5, 4), 6.5, 3),
        ((4, 5, 6, 7, 8, 9), 6.5, 3),
    ],
)
def test_a_strict_order_is_kept(order: tuple[float, ...], new: float, place: int) -> None:
    (mark,) = marks(new)
    assert position(marks(*order), mark) == place


@pytest.mark.parametrize(("date", "place"), [(24_008, 2), (24_007, 4)])
def test_an_entry_goes_in_front_of_those_that_print_its_date_where_newest_stand_first(date: float, place: int) -> None:
    printed = (24_009, 24_009, 24_008, 24_008, 24_007, 24_007, 24_006, 24_005)
    section = [Mark(when=time + (5 - n) / 100, printed=time) for n, time in enumerate(map(float, printed))]
    assert position(section, Mark(when=date + 0.5, printed=date)) == place


def test_what_people_did_here_counts_more_than_what_dates_suggest() -> None:
    section = marks(1, 2, 3, 4)
    new = Mark(when=24_010.0)
    assert position(section, new) == 4
    witness = Witness()
    for _ in range(4):
        witness.here.see({"first": 0, "last": 4, "oldest first": 4}, 0, 12.0)
    assert position(section, new, witness) == 0


def test_a_name_in_front_of_the_titles_is_what_an_alphabet_sorts() -> None:
    leads = ["ann", "bob", "cat", "dan", "eve", "fay", "gus"]
    section = [Mark(when=0.0, name=f"title {9 - n}", lead=lead) for n, lead in enumerate(leads)]
    assert position(section, Mark(when=0.0, name="a title", lead="deb")) == 4


def test_many_names_of_few_letters_in_order_are_an_alphabet() -> None:
    section = [Mark(when=float(n * 7 % 13), name=f"{'abc'[n // 5]}{n:02}") for n in range(14)]
    assert position(section, Mark(when=99.0, name="b075")) == 8
    assert position(section[2:7], Mark(when=99.0, name="a035")) != 2


def test_a_short_section_of_an_alphabetical_list_is_one_too() -> None:
    section = [Mark(when=0.0, name="bee"), Mark(when=0.0, name="dog")]
    assert position(section, Mark(when=0.0, name="cat"), Witness(alphabet=(39, 40))) == 1
    assert position(section, Mark(when=0.0, name="cat"), Witness(alphabet=(21, 40))) == 2


def test_venues_and_years_are_read_apart() -> None:
    assert venue_letters("ICML'24 Oral") == venue_letters("icml 2025 oral") == "icml oral"
    assert year_in(["NeurIPS' 23"]) == 2023
    assert year_in(["Preprint"], 24_288.5) == 2024


@pytest.mark.parametrize("venue", ["CVPR20", "ICML 20 Oral", "TPAMI20"])
def test_two_digits_glued_to_a_venue_are_its_year_here_as_in_the_entries(venue: str) -> None:
    assert year_in([venue]) == 2020
    assert year_in([venue], 24_288.5) == 2024  # a date that is printed says more


def test_a_year_alone_is_no_january() -> None:
    lines = [f"- [Paper {one}](https://arxiv.org/abs/21{one:02}.00001)" for one in range(11, 1, -1)]
    paper = Paper(title="Fresh", url="https://thecvf.com/Fresh_ICCV_2021.pdf", venue="ICCV", year=2021)
    added = house_style.add(awesome.parse("# List\n\n" + "\n".join(lines) + "\n"), paper, "List")
    assert added.text.splitlines()[2].startswith("- [Fresh]")


def test_a_year_alone_dates_a_paper_among_those_of_other_years() -> None:
    section = marks(9, 5, 2, -3, -10, -14)
    assert position(section, Mark(when=0.0, year=1999)) == position(section, Mark(when=24_000 - 11.5)) == 5
    assert position(section, Mark(when=0.0, year=2000)) == 0  # of its own year it may be any


@pytest.mark.parametrize(
    ("years", "year", "place"),
    [
        ((2019, 2019, 2018, 2017), 2019, 0),
        ((2019, 2018, 2018, 2017), 2018, 3),
        ((2015, 2016, 2018), 2016, 1),
        ((1981, 1981), 2010, 2),
        ((2019, 2017, 2019, 2018), 2019, 4),
    ],
)
def test_years_that_are_kept_in_order_say_the_place_where_no_date_is_known(
    years: tuple[int, ...], year: int, place: int
) -> None:
    assert position([Mark(when=0.0, year=one) for one in years], Mark(when=0.0, year=year)) == place


TIERS = ("vc", "cp", "c", "")


@pytest.mark.parametrize(
    ("new", "place"),
    [(("icml", 2022), 8), (("iclr", 2022), 6), (("icml", 2023), 12), (("acl", 2022), 4), (("acl", 2024), 12)],
)
@pytest.mark.parametrize("step", [1, -1])
def test_a_paper_without_a_date_joins_its_meeting_where_meetings_stand_together(
    new: tuple[str, int], place: int, step: int
) -> None:
    groups = [("iclr", 2021), ("icml", 2021), ("iclr", 2022), ("icml", 2022), ("iclr", 2023), ("icml", 2023)]
    section = [Mark(when=0.0, venue=venue, year=year) for venue, year in groups for _ in range(2)]
    own = Mark(when=0.0, venue=new[0], year=new[1])
    assert position(section[::step], own) == (place if step > 0 else len(section) - place)


def test_a_section_kept_in_tiers_takes_a_paper_behind_those_of_its_own_tier() -> None:
    section = [
        Mark(when=24_000 + 4 * turn + number, tier=tier) for number, tier in enumerate(TIERS) for turn in range(7)
    ]
    assert position(section, Mark(when=24_030, tier="cp")) == 14
    assert position(section, Mark(when=24_030, tier="c")) == 21


def test_a_section_of_mixed_tiers_is_no_tiered_one() -> None:
    assert not kept(["c", "", "c", "p", "", "c", "p", ""])
    assert not kept(["c"] * 30)
    assert not kept([])


def test_tiers_are_told_by_venue_code_and_page_alone() -> None:
    block = "- **Title**, ICML 2024 [[paper](https://arxiv.org/abs/2401.00001)] [[code](https://github.com/o/r)]"
    paper = Paper(
        title="Title",
        url="https://arxiv.org/abs/2401.00001",
        venue="ICML",
        code=(Link(label="code", url="https://github.com/o/r"),),
    )
    assert tier_of_block(block) == tier_of_paper(paper) == "vc"
    assert (
        tier_of_block("- [Title](https://arxiv.org/abs/2401.00001), arXiv 2024 [page](https://title.github.io)") == "p"
    )
    assert tier_of_paper(Paper(title="Title", url="https://arxiv.org/abs/2401.00001", venue="arXiv preprint")) == ""


@pytest.mark.parametrize("top", [Mark(when=0, name="pinned"), Mark(when=23_990, printed=23_990)])
@pytest.mark.parametrize("part", [0.3, 0.6])
def test_a_paper_joins_the_entries_of_its_printed_month_below_one_that_is_pinned_on_top(top: Mark, part: float) -> None:
    months = [24_004, 24_003, 24_002]
    below = [Mark(when=month + later, printed=month) for month in months for later in (0.25, 0.75, 0.5)]
    assert 1 <= position([top, *below], Mark(when=24_004 + part, printed=24_004)) <= 4
    assert 4 <= position([top, *below], Mark(when=24_003 + part, printed=24_003)) <= 7


def test_the_second_place_of_a_section_of_one_is_its_end_alone() -> None:
    assert "second" not in places(marks(1), *marks(2))
    assert places(marks(1, 3), *marks(2))["second"] == 1


def test_a_number_that_an_item_without_a_link_has_is_not_free() -> None:
    items = [f"{n}. [Trees of Kind {n}](https://a.org/{n}.pdf)" for n in range(1, 8)]
    items[3] = "4. A tree nobody has seen\n   Ann Lee, Bo Chen"
    alist = awesome.parse("# L\n\n## S\n\n" + "\n".join(items) + "\n")
    added = house_style.add(alist, Paper(title="Roots", url="https://a.org/9.pdf"), "S")
    assert added.block == "8. [Roots](https://a.org/9.pdf)"
    gap = alist.text.replace(items[3] + "\n", "")
    assert house_style.add(awesome.parse(gap), Paper(title="Roots", url="https://a.org/9.pdf"), "S").block[0] == "4"


def test_a_hole_in_the_numbers_takes_an_older_paper_and_not_the_newest() -> None:
    section = [Mark(when=24_000 + month, numeral=str(number)) for number, month in ((1, 1), (2, 3), (4, 6), (5, 9))]
    assert position(section, Mark(when=24_004)) == 2
    assert position(section, Mark(when=24_012)) == 4
    assert position(section, Mark(when=0.0)) == 2
