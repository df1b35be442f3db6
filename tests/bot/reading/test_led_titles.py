"""Titles behind a bold name in brackets, and titles that a fold shows; what a fold's own signs and line ends are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Link, Paper

FEED = Paper(
    title="LAWN: Fresh Work on Hedges",
    url="https://arxiv.org/abs/2511.00009",
    authors=("Kim Low", "Lou May"),
    published="2025-11-02T10:00:00Z",
    code=(Link(label="Code", url="https://github.com/low/lawn"),),
    sources=("arXiv",),
)

WORKS = (
    ("HEDGE", "HEDGE: A Kind of Wall", "EMNLP 2021"),
    ("MOSS", "Weeds and Stones", "ACL 2022 Findings"),
    ("ROSE", "TLDR: Short Words on Roses", "arXiv 2023"),
    ("FERN (1B)", "Ferns in Science", "arXiv 2023"),
    ("GATE", "GATE: Gates for All", "ICLR 2024"),
)
NAMED = "# L\n\n## S\n\n" + "\n".join(
    f"- **({name})** _{title}_ ```{venue}```     \n"
    f"[[Paper](https://arxiv.org/abs/230{n}.00001)] [[GitHub](https://github.com/day/work{n})]\n"
    for n, (name, title, venue) in enumerate(WORKS, start=1)
)


def test_a_bold_name_in_brackets_leads_the_title_and_is_none() -> None:
    found = awesome.parse(NAMED).entries
    assert [(entry.title, entry.venue) for entry in found] == [(title, venue) for _, title, venue in WORKS]
    assert found[0].tags == ("HEDGE",)


@pytest.mark.parametrize(
    ("title", "lead"),
    [("LAWN: Fresh Work on Hedges", "**(LAWN)** _LAWN: Fresh Work on Hedges_"), ("Fresh Work", "_Fresh Work_")],
)
def test_a_newcomer_has_its_own_name_or_none_and_its_links_a_line(title: str, lead: str) -> None:
    block = house_style.add(awesome.parse(NAMED), replace(FEED, title=title, venue="ACL 2025"), "S").block
    assert block == (
        f"- {lead} ```ACL 2025```     \n"
        "[[Paper](https://arxiv.org/abs/2511.00009)] [[GitHub](https://github.com/low/lawn)]"
    )


FOLDS = "# L\n\n**Who?** *[Me](https://lee.example/) and you.*\n\n## S\n\n" + "\n".join(
    f'<details><summary>{title} (202{n}) [<a href="https://arxiv.org/abs/220{n}.00001">Paper</a>]{more}</summary>\n\n\n'
    f"{text}\n\n</details>\n"
    for n, (title, more, text) in enumerate(
        (
            ("Walls of Stone: Kinds of Hedges", " 💽", "“We look at walls in some detail.”"),
            (
                "Moss and Weeds in Rows",
                ' [<a href="https://github.com/day/moss">Code</a>]',
                "- Moss grows.\n- Weeds do.",
            ),
            ("Roses by Night and Day", " 💸", "“Roses are looked at by night, too.”"),
            ("Gates for All Gardens", " 💽 💸", "Gates are open here."),
            ("What Do Ferns See in Us?", "", "Little, as far as is known."),
        ),
        start=1,
    )
)


def test_folds_that_show_a_title_and_the_papers_link_are_entries() -> None:
    found = awesome.parse(FOLDS).entries
    assert [entry.title for entry in found] == [
        "Walls of Stone: Kinds of Hedges",
        "Moss and Weeds in Rows",
        "Roses by Night and Day",
        "Gates for All Gardens",
        "What Do Ferns See in Us?",
    ]
    assert [entry.year for entry in found] == [2021, 2022, 2023, 2024, 2025]
    assert [len(entry.code) for entry in found] == [0, 1, 0, 0, 0]


def test_a_new_fold_has_no_sign_of_another_paper_and_one_empty_line() -> None:
    block = house_style.add(awesome.parse(FOLDS), FEED, "S").block
    assert block.strip("\n") == (
        '<details><summary>LAWN: Fresh Work on Hedges (2025) [<a href="https://arxiv.org/abs/2511.00009">Paper</a>]'
        ' [<a href="https://github.com/low/lawn">Code</a>]</summary>\n\n</details>'
    )
    plain = house_style.add(awesome.parse(FOLDS), replace(FEED, code=(), title="Fresh Work on Lawns"), "S").block
    assert not {"💽", "💸"} & set(plain)


def test_a_sign_that_most_entries_end_with_is_the_lists() -> None:
    text = "# L\n\n## S\n\n" + "".join(
        f"- [Walls of Kind {n}](https://arxiv.org/abs/220{n}.00001) {'🌱' if n < 6 else '🌾'}\n" for n in range(1, 8)
    )
    block = house_style.add(awesome.parse(text), FEED, "S").block
    assert "🌾" not in block
    assert block.endswith(("🌱", ")"))


def test_a_title_that_breaks_off_with_a_word_no_title_ends_in_goes_on_below() -> None:
    line = "- Gates: Rows of Hedges that Lead to\n{}Another Garden. Ann Lee, Bo Chen [[paper]](https://arxiv.org/abs/2001.00001)\n"
    for indent in ("", "  "):
        (entry,) = awesome.parse(f"# L\n\n## S\n\n{line.format(indent)}").entries
        assert entry.title == "Gates: Rows of Hedges that Lead to Another Garden"
        assert entry.authors == ("Ann Lee", "Bo Chen")
    whole = "- Rows of Hedges\n  A note on them [[paper]](https://arxiv.org/abs/2001.00001)\n"
    assert awesome.parse(f"# L\n\n## S\n\n{whole}").entries[0].title == "Rows of Hedges"


def test_words_in_marks_of_their_own_behind_a_name_end_before_the_closing_mark() -> None:
    lines = [
        f"- ***Net{n}:*** *How to Tell Fine Things Apart* [[Paper]](https://arxiv.org/abs/2401.0000{n})"
        for n in range(5)
    ]
    alist = awesome.parse("# L\n\n## S\n\n" + "\n".join(lines) + "\n")
    assert [entry.title for entry in alist.entries] == [f"Net{n}: How to Tell Fine Things Apart" for n in range(5)]
    paper = Paper(title="Net9: How to Join Them", url="https://arxiv.org/abs/2402.00001")
    assert "- ***Net9:*** *How to Join Them* [[Paper]](" in house_style.add(alist, paper, ("L", "S")).block


def test_a_name_in_full_width_brackets_leads_a_title() -> None:
    lines = (
        "【Alder】Alder-to-Oak: Rows without Trees",
        "【BirchFS】: A Wide Record of Birches",
        "【Cedar】 Cedar: A Bench of Wood",
    )
    items = "".join(
        f"{n}. {line}  \n[[paper]](https://arxiv.org/abs/260{n}.00001) 2026.{n}  \n[[code]](https://github.com/a/{n}) soon\n\n"
        for n, line in enumerate(lines, 1)
    )
    titles = [entry.title for entry in awesome.parse(f"# L\n\n## S\n\n{items}").entries]
    assert titles == ["Alder-to-Oak: Rows without Trees", "A Wide Record of Birches", "Cedar: A Bench of Wood"]


def test_a_title_in_quotes_goes_on_in_the_next_line() -> None:
    item = '* **Alder**: "Talking with Hedges: Many Ways of Seeing using\n  Large Models of Gardens", *IROS, 2023*. [[Paper](https://arxiv.org/abs/2303.00001)]\n'
    entry = awesome.parse("# L\n\n## S\n\n" + item).entries[0]
    assert entry.title == "Talking with Hedges: Many Ways of Seeing using Large Models of Gardens"
    assert (entry.venue, entry.tags) == ("IROS, 2023", ("Alder",))
