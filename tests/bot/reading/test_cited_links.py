"""Whole citations as the words of a link, and in plain words before one: people, year, title and place are told apart."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Entry, Link, Paper
from bot.reading import people

APA = """# L

## S

- [Lee, A., & Kim, B. (2020). Rows of hedges in deep gardens. Journal of Garden Science, 3(2), 1-9.](https://doi.org/10.1000/1)
- [Chen, C., Day, D. E., & Fox, F. (2021, May). Beds and paths: A survey. Nature Gardens, 12, 100–120.](https://doi.org/10.1000/2)
- [Gay, G. (2019). Do hedges grow? arXiv preprint arXiv:1901.00001.](https://arxiv.org/abs/1901.00001)
- [Hill, H., & Ives, I. (2018). Walks at night. In Proceedings of the 3rd Garden Conference (pp. 1-9).](https://example.org/3)
"""
MLA = """# L

## S

- [Lee, Ann, and Bo Kim. "Rows of hedges in deep gardens." Journal of Garden Science 3.2 (2020): 1-9.](https://doi.org/10.1000/4)
- [Chen, Cy, et al. "Beds and paths: A survey." Nature Gardens 12 (2021): 100-120.](https://doi.org/10.1000/5)
- [Day, Di, et al. "Gates that close at noon." Nature Gardens 13 (2022): 10-12.](https://doi.org/10.1000/6)
"""
NAMED = """# L

## S

* [Sun, I., Vines, O., and Low, Q. Rows of hedges with neural gardens(2014)](https://arxiv.org/abs/1409.00001)
* [Kelvin Ho, Jimmy Bo, Ryan Ki. Look, Walk and Tell: Naming the Gardens(2015)](https://arxiv.org/abs/1502.00002)
* [Bed Augmentation using Trained Hedges(2020)](https://arxiv.org/pdf/2003.00003.pdf)
"""
FEED = Paper(
    title="Fresh Work on Hedges",
    url="https://arxiv.org/abs/2511.00009",
    authors=("Kim Low", "Lou May", "Max Nye", "Ned Orr"),
    published="2025-11-02T10:00:00Z",
    sources=("arXiv",),
)
PUBLISHED = Paper(**{**{name: getattr(FEED, name) for name in FEED.__dataclass_fields__}, "venue": "ICML 2025"})


def told(entry: Entry) -> tuple[object, ...]:
    return entry.title, entry.authors, entry.venue, entry.year


def test_a_citation_as_a_link_is_taken_apart() -> None:
    assert [told(entry) for entry in awesome.parse(APA).entries] == [
        ("Rows of hedges in deep gardens", ("Lee, A.", "Kim, B."), "Journal of Garden Science, 3(2), 1-9", 2020),
        ("Beds and paths: A survey", ("Chen, C.", "Day, D. E.", "Fox, F."), "Nature Gardens, 12, 100–120", 2021),
        ("Do hedges grow?", ("Gay, G.",), "arXiv preprint", 2019),
        ("Walks at night", ("Hill, H.", "Ives, I."), "Proceedings of the 3rd Garden Conference (pp. 1-9)", 2018),
    ]
    assert [told(entry)[:3] for entry in awesome.parse(MLA).entries][:2] == [
        ("Rows of hedges in deep gardens", ("Lee, Ann", "Bo Kim"), "Journal of Garden Science 3.2 (2020): 1-9"),
        ("Beds and paths: A survey", ("Chen, Cy", "et al."), "Nature Gardens 12 (2021): 100-120"),
    ]
    assert [told(entry)[:2] for entry in awesome.parse(NAMED).entries][:2] == [
        ("Rows of hedges with neural gardens", ("Sun, I.", "Vines, O.", "Low, Q.")),
        ("Look, Walk and Tell: Naming the Gardens", ("Kelvin Ho", "Jimmy Bo", "Ryan Ki")),
    ]


def test_a_citation_as_a_link_in_a_row_is_taken_apart_alike() -> None:
    items = awesome.parse(APA).entries
    rows = "".join(f"| | {line[2:]} | |\n" for line in APA.splitlines() if line.startswith("- "))
    table = awesome.parse("# L\n\n## S\n\n| **Name** | **Paper** | Task |\n| --- | --- | --- |\n" + rows)
    assert [told(entry) for entry in table.entries] == [told(entry) for entry in items]
    assert not any(entry.tags for entry in table.entries)
    added = house_style.add(table, FEED, "S")
    assert "[Low, K., May, L., Nye, M., & Orr, N. (2025). Fresh Work on Hedges" in added.block


def test_a_citation_before_a_link_is_taken_apart_alike() -> None:
    plain = "".join(
        f"- {line[3:].partition('](')[0]} [[pdf]]({line.partition('](')[2]}\n"
        for line in APA.splitlines()
        if line.startswith("- [")
    )
    found = awesome.parse("# L\n\n## S\n\n" + plain).entries
    assert [entry.title for entry in found] == [entry.title for entry in awesome.parse(APA).entries]
    assert found[0].venue == "Journal of Garden Science, 3(2), 1-9"


@pytest.mark.parametrize(
    ("text", "paper", "block"),
    [
        (APA, PUBLISHED, "Low, K., May, L., Nye, M., & Orr, N. (2025). Fresh Work on Hedges. ICML."),
        (
            APA,
            FEED,
            "Low, K., May, L., Nye, M., & Orr, N. (2025). Fresh Work on Hedges. arXiv preprint arXiv:2511.00009.",
        ),
        (MLA, PUBLISHED, 'Low, Kim, et al. "Fresh Work on Hedges." ICML (2025).'),
    ],
)
def test_a_newcomer_is_cited_as_its_neighbours_are(text: str, paper: Paper, block: str) -> None:
    added = house_style.add(awesome.parse(text), paper, "S").block
    assert added == f"- [{block}](https://arxiv.org/abs/2511.00009)"


@pytest.mark.parametrize(
    "label",
    [
        "Show, Attend and Tell: Neural Hedge Naming with Visual Attention",
        "Hedges, Rows. The (2020) garden and what it came to be",
        'What "walking" says of gardens, and of hedges that nobody saw',
    ],
)
def test_a_title_with_commas_stops_and_quotes_is_no_citation(label: str) -> None:
    entry = awesome.parse(f"# L\n\n- [{label}](https://arxiv.org/abs/1901.00001)\n").entries[0]
    assert (entry.title, entry.authors) == (label, ())


def test_one_inverted_name_is_one_name() -> None:
    assert people.names_of("Gay, G.") == ("Gay, G.",)


def test_links_of_a_citations_entry_keep_their_labels() -> None:
    text = APA.replace("/1)", "/1) [Code](https://github.com/lee/rows)")
    assert awesome.parse(text).entries[0].code == (Link(label="Code", url="https://github.com/lee/rows"),)


@pytest.mark.parametrize(
    ("people", "title"),
    [("Lee et al.", "Pruned Twice"), ("Lee and Chen", "Guided Garden Search"), ("A. Lee, B. Kim", "Rows of Roses")],
)
@pytest.mark.parametrize("below", ["", "\n\n- https://example.org/talk"])
def test_people_before_a_short_linked_title(people: str, title: str, below: str) -> None:
    entries = awesome.parse(
        "# L\n\n## 2019\n\n"
        + "".join(
            f"### Day et al. [A Longer Title of Gates, Part {n}](https://arxiv.org/abs/1901.0000{n}) ICML 2019\n\n"
            for n in (1, 2, 3)
        )
        + f"### {people} [{title}](https://arxiv.org/pdf/1901.00004.pdf) ICLR 2019{below}\n"
    ).entries
    assert [(entry.title, entry.url) for entry in entries[3:]] == [(title, "https://arxiv.org/pdf/1901.00004.pdf")]
    assert len(entries[3].authors) == 2


@pytest.mark.parametrize(
    "place",
    [
        "ACM Garden Surveys",
        "IEEE TGARD",
        "Proceedings of the Garden Society",
        "Onward! 2019",
        "Letters of the Guild 2019",
    ],
)
@pytest.mark.parametrize("link", ["", " [[pdf]](https://example.org/a.pdf)"])
def test_a_place_before_the_people_is_none_of_them(place: str, link: str) -> None:
    sister = "- **Beds of Roses in Winter** (2018), PLDI 2018, Day, Di, et al. [[pdf]](https://example.org/b.pdf)\n"
    line = f"- **Rows of Hedges at Noon** (2019), {place}, Lee, Ann, et al.{link}\n"
    entry = awesome.parse(f"# L\n\n## S\n\n{sister}{line}").entries[1]
    assert (entry.title, entry.venue, entry.year) == ("Rows of Hedges at Noon", place, 2019)
    assert entry.authors == ("Lee, Ann", "et al.")


@pytest.mark.parametrize("people", ["Ann Lee and Bo Chen", "Ann Lee, Cy Day, and Bo Chen"])
@pytest.mark.parametrize("place", ["Garden Letters, 2018", "Machine Gardening 2018"])
def test_the_name_behind_and_is_the_last_before_a_place_and_its_year(people: str, place: str) -> None:
    line = f"- [Rows of Hedges](https://arxiv.org/abs/1801.00001) - {people}, {place}\n"
    (entry,) = awesome.parse(f"# L\n\n## S\n\n{line}").entries
    assert (entry.authors[-1], entry.venue) == ("Bo Chen", place)
