"""Places of publication that no table knows: told by where they stand and by their year."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Entry, Paper
from bot.reading.printed_venue import SPLIT_VENUE, VENUE

_BEHIND_NAMES = """\
## Compilers
- [Loops, Told Apart](https://example.org/a) - Ann Lee, Bo Chen, and Cy Day. OOSL 2012.
- [Loops, Joined](https://example.org/b) - Dee A. Eck and Flo Gray. LLVN HPC Workshop, 2020.
- [Loops, Counted](https://example.org/c) - Hal Ives, Jo King. ACN Transactions on Code and Heaps (TOCH) 2017.
- [Loops, Drawn](https://example.org/d) - Ned Orr, Pia Quist, IEEE Transactions on Loops and Trees, 2021
- [Loops, Weighed](https://example.org/e) - Ray Sun, Tom Urn, Proceedings of the Guild, 2018
- [Loops, Sung](https://example.org/f) - Uma Vale, Wes Xu, Bioacoustics, 2019
"""

_BEHIND_TITLE = """\
## Consensus
* Order of Events, Told Twice, JACN 1978 [[dl](https://example.org/a),[pdf](https://example.org/a.pdf)]
* Agreement Without Clocks, Computer Webs 1982 [[pdf](https://example.org/b.pdf)]
* Is Anybody There?, PaPaC 2020 [[pdf](https://example.org/c.pdf)]
* Boats, Trains, and Votes, MS Tech report 2010 [[pdf](https://example.org/d.pdf)]
* Agreement Made Practical, Unpublished [[pdf](https://example.org/e.pdf)]
"""

_OWN_LINE = """\
# Analysis
- Aliases That Were Not
\t- Letters on Tongues and Systems (LOTS) Volume 1 Issue 4, Dec. 1992
\t- Ann Lee, Bo Chen
\t- https://example.org/a
- Bugs in the Mill
\t- Notes of the Guild, Vol. 53 No. 2, 2010
\t- Cy Day and Dee Eck
\t- https://example.org/b
- Checks for Tongues
\t- CT 2024: Guild Meeting on Tongue Building
\t- Flo Gray, Hal Ives
\t- https://example.org/c
- Sums in Grids
\t- Jo King, Lu May
\t- https://example.org/d
- Words of the Wise
\t- GLOVE 2016
\t- Ned Orr, Pia Quist
\t- https://example.org/e
\t- "Two things are hard. The first is not to be had by thinking alone, and the second is not to be had at all, even \
where each of the ways that a program may take is one that it does take for some of the words that it may read."
"""


def _entries(text: str) -> tuple[Entry, ...]:
    return tuple(awesome.parse(text).entries)


def test_names_end_before_a_place_and_its_year() -> None:
    found = {entry.title: (entry.authors, entry.venue, entry.year) for entry in _entries(_BEHIND_NAMES)}
    assert found == {
        "Loops, Told Apart": (("Ann Lee", "Bo Chen", "Cy Day"), "OOSL 2012", 2012),
        "Loops, Joined": (("Dee A. Eck", "Flo Gray"), "LLVN HPC Workshop, 2020", 2020),
        "Loops, Counted": (("Hal Ives", "Jo King"), "ACN Transactions on Code and Heaps (TOCH) 2017", 2017),
        "Loops, Drawn": (("Ned Orr", "Pia Quist"), "IEEE Transactions on Loops and Trees, 2021", 2021),
        "Loops, Weighed": (("Ray Sun", "Tom Urn"), "Proceedings of the Guild, 2018", 2018),
        "Loops, Sung": (("Uma Vale", "Wes Xu"), "Bioacoustics, 2019", 2019),
    }


def test_a_plain_title_ends_before_a_place_and_its_year() -> None:
    found = [(entry.title, entry.venue) for entry in _entries(_BEHIND_TITLE)]
    assert found == [
        ("Order of Events, Told Twice", "JACN 1978"),
        ("Agreement Without Clocks", "Computer Webs 1982"),
        ("Is Anybody There?", "PaPaC 2020"),
        ("Boats, Trains, and Votes", "MS Tech report 2010"),
        ("Agreement Made Practical, Unpublished", ""),
    ]


def test_a_paper_is_written_with_its_place_behind_the_title() -> None:
    paper = Paper(title="Votes at Sea", url="https://example.org/v.pdf", venue="PODD 2026", year=2026)
    added = house_style.add(awesome.parse(_BEHIND_TITLE), paper, ("Consensus",))
    assert added.block == "* Votes at Sea, PODD 2026 [[pdf](https://example.org/v.pdf)]"


def test_a_line_of_its_own_with_a_year_is_a_place_and_a_line_of_names_beside_it_none() -> None:
    found = [(entry.title, entry.venue, entry.authors) for entry in _entries(_OWN_LINE)]
    assert found == [
        (
            "Aliases That Were Not",
            "Letters on Tongues and Systems (LOTS) Volume 1 Issue 4, Dec. 1992",
            ("Ann Lee", "Bo Chen"),
        ),
        ("Bugs in the Mill", "Notes of the Guild, Vol. 53 No. 2, 2010", ("Cy Day", "Dee Eck")),
        ("Checks for Tongues", "CT 2024: Guild Meeting on Tongue Building", ("Flo Gray", "Hal Ives")),
        ("Sums in Grids", "", ("Jo King", "Lu May")),
        ("Words of the Wise", "GLOVE 2016", ("Ned Orr", "Pia Quist")),
    ]


def test_a_long_quotation_is_no_title() -> None:
    assert _entries(_OWN_LINE)[-1].title == "Words of the Wise"


def test_a_place_in_italics_behind_in_is_no_part_of_a_plain_title() -> None:
    text = "## Surveys\n" + "".join(
        f"* {title}, in *{venue}* {year}. [[paper](https://arxiv.org/abs/2101.0000{n})]\n"
        for n, (title, venue, year) in enumerate(
            (
                ("Clocks: a survey", "IJCAI", 2021),
                ("Events, reviewed", "Letters of the Guild A", 2020),
                ("Tides of the Bay", "arXiv", 2022),
            )
        )
    )
    assert [(entry.title, entry.year) for entry in _entries(text)] == [
        ("Clocks: a survey", 2021),
        ("Events, reviewed", 2020),
        ("Tides of the Bay", 2022),
    ]


def test_a_long_run_of_signs_is_read_once() -> None:
    assert SPLIT_VENUE.match("ICLR" + " ,.(-" * 20_000) is None


_SHOWN = """\
# Safety

## Attacks

- "Seeing Less at Night", 2023-06, AAAI(Oral) 24, `multi-modal`, [[paper]](https://example.org/1)
- "Seeing More by Day", 2023-10, ICLR(poster) 24, [[paper]](https://example.org/2)
- "Seeing It", 2023-11, GLOVE(poster) 24, `eyes`, [[paper]](https://example.org/3)
- "Seeing Half of It", 2024-08, USENIX Security 24, [[paper]](https://example.org/4)
- "Seeing None of It", 2024-09, ICLR 25, [[paper]](https://example.org/5)
"""


def test_how_a_paper_was_shown_parts_no_venue_from_its_year() -> None:
    alist = awesome.parse(_SHOWN)
    assert [(entry.venue, entry.tags) for entry in alist.entries] == [
        ("AAAI(Oral) 24", ("multi-modal",)),
        ("ICLR(poster) 24", ()),
        ("GLOVE(poster) 24", ("eyes",)),
        ("USENIX Security 24", ()),
        ("ICLR 25", ()),
    ]
    paper = Paper(
        title="Seeing at Sea",
        url="https://example.org/6",
        venue="ICML 2025",
        published="2025-02-03",
        sources=("arxiv",),
    )
    block = house_style.add(alist, paper, "Attacks").block
    assert block == '- "Seeing at Sea", 2025-02, ICML 25, [[paper]](https://example.org/6)'


def test_two_tags_stand_each_in_its_own_marks_where_entries_have_one() -> None:
    paper = Paper(
        title="Seeing at Sea", url="https://example.org/6", venue="ICML 25", date="2025-02", tags=("sea", "land")
    )
    block = house_style.add(awesome.parse(_SHOWN), paper, "Attacks").block
    assert block == '- "Seeing at Sea", 2025-02, ICML 25, `sea`, `land`, [[paper]](https://example.org/6)'


def test_a_meeting_beside_a_conference_is_part_of_the_venue() -> None:
    lines = [
        f"- [Walls of Kind {n}](https://example.org/{n}), {venue}"
        for n, venue in enumerate(("ACL WTM 2016", "EMNLP WiWoW 2019", "ICML TRUST Workshop 2021", "CVPRW 2020"))
    ]
    venues = [entry.venue for entry in awesome.parse("# L\n\n" + "\n".join(lines) + "\n").entries]
    assert venues == ["ACL WTM 2016", "EMNLP WiWoW 2019", "ICML TRUST Workshop 2021", "CVPRW 2020"]


def test_an_award_in_bold_behind_a_quoted_title_is_no_title() -> None:
    text = (
        "# L\n\n- **Wall:** Ann Lee, Bo Chen, Cy Day.<br />\n"
        '"Walls That Are Told Apart." CVPR (2026). **CVPR (2026) Best Paper Honorable Mention**.\n'
        "[[paper](https://arxiv.org/abs/2601.00001)]\n"
    )
    [entry] = awesome.parse(text).entries
    assert entry.title == "Walls That Are Told Apart"
    assert (entry.venue, entry.authors) == ("CVPR (2026)", ("Ann Lee", "Bo Chen", "Cy Day"))


@pytest.mark.parametrize(
    "venue",
    ["Science Robotics 2023", "Science advances, 2022", "Nature medicine 2023", "NAACL (Industry) 2024", "Science"],
)
def test_a_journals_whole_name_is_its_venue(venue: str) -> None:
    found = VENUE.search(f"{venue} ")
    assert found is not None
    assert found[0] == venue


@pytest.mark.parametrize("place", ["Letters of Gardens", "IEEE TSG", "Energies"])
def test_words_in_italics_that_end_the_line_of_people_are_a_place(place: str) -> None:
    item = f"- **Rows of Hedges.** (2021). [[pdf]](https://arxiv.org/abs/2101.00001)\n  - A. Lee et al. *{place}.*\n"
    entry = awesome.parse(f"# L\n\n## S\n\n{item}").entries[0]
    assert (entry.venue, entry.year, entry.tags) == (place, 2021, ())


def test_no_empty_italics_are_left_for_a_preprint() -> None:
    item = "- **Rows of Sort {0}.** (202{0}). [[pdf]](https://arxiv.org/abs/210{0}.00001)\n  - A. Lee et al. *{1}*\n\n"
    items = "".join(item.format(n, place) for n, place in enumerate((".", "IEEE TSG.", "Energies.", "Letters."), 1))
    paper = Paper(title="Gates", url="https://arxiv.org/abs/2511.00009", authors=("Kim Low",), sources=("arXiv",))
    assert "*.*" not in house_style.add(awesome.parse(f"# L\n\n## S\n\n{items}"), paper, "S").block
