"""Dresses of entries that other tests do not show: places in the words of links and behind years, tables in quotes or yet without rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

FEED = Paper(
    title="Fresh Work on Hedges",
    url="https://arxiv.org/abs/2508.00009",
    published="2025-08-02T10:00:00Z",
    venue="ACL 2025",
    code=(Link(label="Code", url="https://github.com/low/fresh"),),
    sources=("arXiv",),
)
TITLES = ("Hedges Told Apart", "Walls of Stone in Low Light", "Roots and Rows and More", "Rivers Counted Twice")
HEAD = "|Name|Paper|\n|---|---|\n"


def page(form: str, head: str = "") -> str:
    lines = (form.format(title, f"https://arxiv.org/abs/240{n}.00001") for n, title in enumerate(TITLES, start=1))
    return f"# L\n\n## S\n\n{head}" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("form", "head", "venue", "added"),
    [
        ("- [[ICML 2024] {}]({})", "", "ICML 2024", "- [[ACL 2025] {}]({})"),
        ("1. **[(ICML 2024) {}]({})**", "", "ICML 2024", "1. **[(ACL 2025) {}]({})**"),
        ("- [【CVPR 2024】{}]({})", "", "CVPR 2024", "- [【ACL 2025】{}]({})"),
        ("|HED|[[arXiv] {}]({})|", HEAD, "arXiv", "||[[ACL] {}]({})|"),
        ("|HED|[[TheWebConf 2024] **{}**]({})|", HEAD, "TheWebConf 2024", "||[[ACL 2025] **{}**]({})|"),
    ],
)
def test_a_place_that_opens_the_words_of_a_link_is_no_part_of_the_title(
    form: str, head: str, venue: str, added: str
) -> None:
    alist = awesome.parse(page(form, head))
    assert [(entry.title, entry.venue) for entry in alist.entries] == [(title, venue) for title in TITLES]
    block = house_style.add(alist, replace(FEED, code=()), "S").block
    assert block == added.format(FEED.title, FEED.url)


@pytest.mark.parametrize("words", ["[Re] Counting Rivers", "(De)Randomized Walls of Stone", "[Some] Rivers Are Long"])
def test_other_words_in_brackets_belong_to_the_title(words: str) -> None:
    assert awesome.parse(f"# L\n\n- [{words}](https://arxiv.org/abs/2401.00001)\n").entries[0].title == words


@pytest.mark.parametrize("behind", ["", "\nMore stand in [a survey](https://example.org/survey).\n"])
def test_the_first_row_goes_into_the_table_that_waits_for_it(behind: str) -> None:
    text = page("|HED|[[arXiv] {}]({})|", HEAD) + f"\n## T\n{HEAD}{behind}\n## U\n\nNone yet.\n"
    done = house_style.add(awesome.parse(text), replace(FEED, code=()), "T").text
    row = "||[[ACL] Fresh Work on Hedges](https://arxiv.org/abs/2508.00009)|\n"
    assert done == text.replace(f"## T\n{HEAD}", f"## T\n{HEAD}{row}")


@pytest.mark.parametrize(
    "lead",
    [
        "(2024 NeurIPS) ",
        "(*arXiv 2024.05*) ",
        "(arXiv, May 2024) ",
        "(2024.05, *ICML*) ",
        "(2024, arXiv) ",
        "(2024-CoRL) ",
        "(2024 NeurIPS Deep Hedge Workshop) ",
        "(2024 HAGE) ",
    ],
)
@pytest.mark.parametrize("behind", ["", " (Hedge Lab)"])
def test_a_place_behind_its_year_in_brackets_is_no_part_of_a_plain_title(lead: str, behind: str) -> None:
    lines = (
        f"+ {lead}{title} [[Paper](https://arxiv.org/abs/240{n}.00001)]{behind}\n"
        for n, title in enumerate(TITLES, start=1)
    )
    alist = awesome.parse("# L\n\n## S\n\n" + "".join(lines))
    assert [entry.title for entry in alist.entries] == list(TITLES)
    block = house_style.add(alist, replace(FEED, code=(), venue="NeurIPS 2025"), "S").block
    told = "" if "HAGE" in lead else "("  # no list of places knows it
    assert block.startswith(f"+ {told}")
    assert block.endswith(" Fresh Work on Hedges [[Paper](https://arxiv.org/abs/2508.00009)]")


@pytest.mark.parametrize(("code", "cell"), [(FEED.code, "[Python](https://github.com/low/fresh)"), ((), "N/A")])
def test_a_table_inside_a_quote_is_one(code: tuple[Link, ...], cell: str) -> None:
    lines = "".join(
        f"> | [{title}](https://arxiv.org/abs/240{n}.00001) | arXiv | {'N/A' if n % 2 else f'[Python](https://github.com/a/x{n})'} |\n"
        for n, title in enumerate(TITLES, start=1)
    )
    text = f"# L\n\n## S\n\n> | **Paper** | **Venue** | **Code** |\n> | --- | :--- | --- |\n{lines}"
    alist = awesome.parse(text)
    assert [(entry.title, entry.venue) for entry in alist.entries] == [(title, "arXiv") for title in TITLES]
    block = house_style.add(alist, replace(FEED, code=code), "S").block
    assert block == f"> | [Fresh Work on Hedges](https://arxiv.org/abs/2508.00009) | ACL | {cell} |"


@pytest.mark.parametrize("lead", ["**NeurIPS 2024** ", "**arXiv** ", "__CoRL 2024__ "])
def test_a_bold_place_before_a_plain_title_is_no_part_of_it(lead: str) -> None:
    lines = (
        f"- {lead}{title}. [[Paper](https://arxiv.org/abs/240{n}.00001)]\n" for n, title in enumerate(TITLES, start=1)
    )
    alist = awesome.parse("# L\n\n## S\n\n" + "".join(lines))
    assert [(entry.title, entry.venue) for entry in alist.entries] == [(title, lead.strip("*_ ")) for title in TITLES]
    block = house_style.add(alist, replace(FEED, code=()), "S").block
    assert block.endswith(f"{lead[:2]} Fresh Work on Hedges. [[Paper](https://arxiv.org/abs/2508.00009)]")


def test_an_entry_whose_title_was_taken_for_people_lends_nothing_to_one_with_a_title() -> None:
    lines = (
        f"- (*arXiv 2024.0{n}*) {title} [[paper](https://arxiv.org/abs/240{n}.00001)]\n"
        for n, title in enumerate([*TITLES, "Slow Gardens and Low Rivers"], start=1)
    )
    alist = awesome.parse("# L\n\n## S\n\n" + "".join(lines))
    paper = replace(FEED, authors=("Kim Low", "Lou May"), venue="", code=())
    assert "Fresh Work on Hedges [[paper]" in house_style.add(alist, paper, "S").block


@pytest.mark.parametrize(
    "lead",
    [
        "*NeurIPS 2024* ",
        "_NeurIPS 2024_: ",
        "**NeurIPS 2024**: ",
        "**NeurIPS** (2024) ",
        "NeurIPS 2024: ",
        "NeurIPS 2024 - ",
        "NeurIPS'24 ",
        "2024.01 ",
        "2024-01-01 ",
        "(NeurIPS 2024, Oral) ",
    ],
)
def test_a_place_or_date_set_off_before_a_plain_title_is_no_part_of_it(lead: str) -> None:
    lines = (
        f"- {lead}{title} [[Paper](https://arxiv.org/abs/240{n}.00001)]\n" for n, title in enumerate(TITLES, start=1)
    )
    alist = awesome.parse("# L\n\n## S\n\n" + "".join(lines))
    assert [entry.title for entry in alist.entries] == list(TITLES)
    block = house_style.add(alist, replace(FEED, code=()), "S").block
    assert block.endswith(" Fresh Work on Hedges [[Paper](https://arxiv.org/abs/2508.00009)]")
    assert "NeurIPS" not in block


def test_a_bold_name_before_a_plain_title_that_no_meeting_bears_stays_in_it() -> None:
    lines = (
        f"- **{name}**: {title} [[Paper](https://arxiv.org/abs/240{n}.00001)]\n"
        for n, (name, title) in enumerate(zip(["HedgeNet", "RALLY", "GardenGPT"], TITLES, strict=False), start=1)
    )
    alist = awesome.parse("# L\n\n## S\n\n" + "".join(lines))
    assert all(title in entry.title for entry, title in zip(alist.entries, TITLES, strict=False))
