"""Facts in a bracket that ends in the paper's link, journals and pages behind a link, and the category of a preprint."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

FEED = Paper(
    title="LAWN: Fresh Work on Hedges",
    url="https://arxiv.org/abs/2511.00009",
    authors=("Kim Low", "Lou May", "Max Ned"),
    published="2025-11-02T10:00:00Z",
    code=(Link(label="Code", url="https://github.com/low/lawn"),),
    categories=("cs.RO", "cs.LG"),
    sources=("arXiv",),
)

BRACKETED = """\
# Voices

## Papers
* **Char2Tone** (J. Orr et. al., Feb. 2017., Guild, [paper](https://guild.example.org/tone.pdf))
* **Toner** (Y. Lee et. al., Mar. 2017., Guild, [arxiv](https://arxiv.org/pdf/1703.00001.pdf))
* **Toner 2** (J. Eck et.al., Dec. 2017., Guild, [arxiv](https://arxiv.org/pdf/1712.00002.pdf))
* **Deep Voices** (W. Fox et. al., Oct. 2017., [arxiv](https://arxiv.org/pdf/1710.00003.pdf))
* **Tone Nets** (M. Gray, Sep. 2019., Guild, [arxiv](https://arxiv.org/pdf/1909.00004.pdf))
"""

CITED = """\
# Walking

## Papers

1. **Walks in a Park**

  *Ann Lee, Bo Chen.* [PDF](https://doi.org/10.1000/182), *Letters of Hedges*, 38(1):153-183, 2012

2. **Rolls on a Road**

  *Cy Day, Dee Eck.* [PDF](https://arxiv.org/abs/2303.00002), arXiv:2303.00002 [cs.LG], 2023

3. **Steps and Stones**

  *Flo Gray, Hal Ives.* [PDF](https://arxiv.org/abs/2312.00003), arXiv:2312.00003 [math.OC], 2023

4. **Machines and Hedges**

  *Jo King, Lu May.* [DOI](https://doi.org/10.1000/184), *Hedge Learning and Wall Reading*, vol. 4, issue 1, Guild, 2022
"""


def test_people_and_a_date_in_brackets_behind_a_bold_name_are_no_title() -> None:
    entries = awesome.parse(BRACKETED).entries
    assert [entry.title for entry in entries] == ["Char2Tone", "Toner", "Toner 2", "Deep Voices", "Tone Nets"]
    assert entries[0].authors == ("J. Orr", "et. al.")
    assert (entries[2].date, entries[2].tags) == ("Dec. 2017", ("Guild",))


def test_a_feeds_paper_is_bracketed_as_the_others_are() -> None:
    block = house_style.add(awesome.parse(BRACKETED), FEED, ("Papers",)).block
    link = "[arxiv](https://arxiv.org/pdf/2511.00009.pdf)"
    assert block == f"* **LAWN: Fresh Work on Hedges** (K. Low et. al., Nov. 2025., {link})"


def test_a_journal_behind_a_link_is_the_venue_with_its_pages_and_year() -> None:
    first, *_, last = awesome.parse(CITED).entries
    assert (first.venue, first.year, first.idea) == ("Letters of Hedges", 2012, "38(1):153-183")
    assert (last.venue, last.year, last.authors) == ("Hedge Learning and Wall Reading", 2022, ("Jo King", "Lu May"))


@pytest.mark.parametrize(
    ("venue", "told"),
    [("", "arXiv:2511.00009 [cs.RO], 2025"), ("ICML 2025", "*ICML*, 2025")],
)
def test_a_preprint_shows_its_category_and_another_paper_its_venue(venue: str, told: str) -> None:
    block = house_style.add(awesome.parse(CITED), replace(FEED, venue=venue, code=()), ("Papers",)).block
    assert block.endswith(f"(https://arxiv.org/abs/2511.00009), {told}")


MONTHS = "# L\n\n## Surveys\n\n" + "\n".join(
    f"* [**Survey {n} of Hedges**](https://arxiv.org/abs/25{n:02}.0000{n}) [**arXiv 2025.{n:02}**]"
    for n in range(1, 10)
)
VENUES = "\n\n## Works\n\n" + "\n".join(
    f"* [**Work {n} on Hedges**](https://arxiv.org/abs/24{n:02}.0000{n}) [**ICML 2024**]" for n in range(1, 4)
)


@pytest.mark.parametrize(("venue", "told"), [("", "arXiv 2025.11"), ("ICML 2025", "ICML 2025")])
def test_the_month_of_preprints_is_not_a_published_papers(venue: str, told: str) -> None:
    paper = replace(FEED, venue=venue)
    assert f"[**{told}**]" in house_style.add(awesome.parse(f"{MONTHS}{VENUES}\n"), paper, ("Surveys",)).block


GLUED = """\
# Driving

## Fusion

- Walks in a Park [[ICRA2023]](https://arxiv.org/abs/2305.00001)[[code]](https://github.com/lee/walks)

- Rolls on a Road [[arXiv2023]](https://arxiv.org/abs/2306.00002)[[code]](https://github.com/day/rolls)

- Steps and Stones [[ACL2021]](https://arxiv.org/abs/2104.00003)
"""


def test_a_server_with_a_year_glued_to_it_labels_no_other_preprint() -> None:
    assert [entry.venue for entry in awesome.parse(GLUED).entries] == ["ICRA2023", "arXiv2023", "ACL2021"]
    assert (
        "[[arXiv2025]](https://arxiv.org/abs/2511.00009)"
        in house_style.add(awesome.parse(GLUED), FEED, ("Fusion",)).block
    )


UNLINKED = """\
# Values

## Off

| Title | Method | Venue |
| --- | --- | --- |
| [Gates in a Wall](https://arxiv.org/abs/1905.00001) | Gate | ICML19 |
| [Parks in a Town](https://arxiv.org/abs/2005.00001) | Park | ICML20 |
| [Walks in a Park](https://arxiv.org/abs/2105.00001) | Walk | ICML21 |
| [Rolls on a Road](https://arxiv.org/abs/2206.00002) | Roll | ICML22 |
| Steps and Stones of Others || ICLR23 |
| Hedges and Walls of Others || ICML23 |
"""


def test_a_row_goes_behind_rows_that_name_papers_without_a_link() -> None:
    text = house_style.add(awesome.parse(UNLINKED), replace(FEED, venue="ICML 2025"), ("Off",)).text
    assert "LAWN" in text.rstrip("\n").rpartition("\n")[2]


def test_a_server_behind_the_stop_of_three_names_and_more_is_no_name() -> None:
    block = "- [Walks](https://arxiv.org/abs/2105.00001)\n    - Ann Lee, Bo Chen, Cy Day, Dee Eck. arXiv. 10/2023."
    entry = awesome.parse(f"# L\n\n## S\n\n{block}\n").entries[0]
    assert (entry.authors, entry.venue) == (("Ann Lee", "Bo Chen", "Cy Day", "Dee Eck"), "arXiv")


TORN = "# L\n\n## S\n\n" + "".join(
    f"- Work {n} on Many Hedges, arXiv 2023, [[paper]](https://arxiv.org/abs/2304.0000{n}){gap}"
    f"[[code]](https://github.com/day/work{n})\n"
    for n, gap in enumerate(("", "", "", "", "", "", "\n"), start=1)
)


def test_the_line_that_one_entry_breaks_between_its_links_is_its_own_slip() -> None:
    block = house_style.add(awesome.parse(TORN), FEED, ("S",)).block
    assert block.endswith("(https://arxiv.org/abs/2511.00009)[[code]](https://github.com/low/lawn)")


SHOWN = "# L\n\n## Works\n\n" + "\n***\n\n".join(
    f"### Work {n} on Many Hedges\n\n- Paper Link: [arXiv 2304.0000{n}](https://arxiv.org/abs/2304.0000{n}) \n\n"
    f"- Overview: \n\n    ![](./images/work{n}.png)\n"
    for n in range(1, 6)
)


def test_a_label_whose_picture_is_not_there_is_not_there_either() -> None:
    block = house_style.add(awesome.parse(SHOWN), FEED, ("Works",)).block
    assert "Paper Link: [arXiv 2511.00009]" in block
    assert "Overview" not in block


ENDS = (
    "] [[Code](https://github.com/day/a)] [[Website](https://day.example.org)]",
    "] [[Pytorch Code](https://github.com/day/b)]",
)
ONE_BRACKET = "# L\n\n## S\n\n" + "".join(
    f'* **Work{n}**: "Work{n}: What Hedges Do", *arXiv, Apr 2023*. [[Paper](https://arxiv.org/abs/2304.0000{n}){end}\n'
    for n, end in enumerate([" [Code](https://github.com/day/c)]", *ENDS * 4], start=1)
)


def test_the_bracket_that_one_entry_alone_puts_around_both_links_is_nobody_elses() -> None:
    block = house_style.add(awesome.parse(ONE_BRACKET), FEED, ("S",)).block
    assert "[[Paper](https://arxiv.org/abs/2511.00009)] [[" in block
