"""What one entry alone has and no field explains is not copied: a link given twice, a remark, a label that says "soon"."""

from __future__ import annotations

from dataclasses import replace

from bot import awesome, house_style
from bot.model import Link, Paper

FEED = Paper(
    title="Walking Where It Is Dark",
    url="https://arxiv.org/abs/2606.00001",
    authors=("Kim Low", "Lou May"),
    published="2026-06-03",
    code=(Link(label="Code", url="https://github.com/example/dark"),),
    sources=("arxiv",),
)
BARE = replace(FEED, code=())


def counted(number: int, links: str, badge: str = "") -> str:
    return (
        f"{number}. **Seeing at Night, Part {number}.** Preprint. {badge}\n\n"
        f"   *Ann Lee, Bo Chen.* [[pdf](https://arxiv.org/abs/2104.0000{number})]{links}, 2021.{number}\n\n"
    )


PROJECTS = "# L\n\n## S\n\n" + "".join(
    counted(n, f", [[project](https://github.com/example/part{n})]" if n % 2 else "") for n in range(1, 7)
)
SLIP = "[[project](https://arxiv.org/abs/2104.00008)]"


def test_an_address_that_one_entry_gives_twice_is_given_once() -> None:
    badge = "![](https://img.shields.io/badge/Night-blue)"
    text = PROJECTS.replace("Preprint.", f"Preprint. {badge}") + counted(7, "", badge)
    text += counted(8, ", " + SLIP) + counted(9, "", badge)
    for paper in (FEED, BARE):
        block = house_style.add(awesome.parse(text), paper, "S").block
        assert block.count("2606.00001") == 1
        assert "[[pdf](https://arxiv.org/abs/2606.00001)]" in block


def test_an_address_that_most_entries_give_twice_is_given_twice() -> None:
    text = "# L\n\n## S\n\n" + "".join(
        counted(n, f", [[abs](https://arxiv.org/abs/2104.0000{n})]" if n < 8 else "") for n in range(1, 10)
    )
    assert house_style.add(awesome.parse(text), BARE, "S").block.count("2606.00001") == 2


def test_code_goes_where_the_entries_link_repositories_under_another_name() -> None:
    block = house_style.add(awesome.parse(PROJECTS), FEED, "S").block
    assert "[[pdf](https://arxiv.org/abs/2606.00001)], [[project](https://github.com/example/dark)], 2026.6" in block


def test_pages_of_projects_take_no_code() -> None:
    text = PROJECTS.replace("https://github.com/example/", "https://example.org/")
    assert "github" not in house_style.add(awesome.parse(text), FEED, "S").block


def labelled(labels: list[str]) -> str:
    return "# L\n\n## S\n\n" + "".join(
        f"- [Seeing at Night, Part {n}](https://arxiv.org/abs/2104.0000{n})"
        + (f" [{label}](https://github.com/example/part{n})\n" if label else "\n")
        for n, label in enumerate(labels)
    )


def test_a_label_that_says_what_one_repository_holds_is_not_the_next_ones() -> None:
    for labels in (["", "Eval Tool", "", "", "", ""], ["Eval Tool", "repo", "", "repo", "repo", ""]):
        block = house_style.add(awesome.parse(labelled(labels)), FEED, "S").block
        assert block.endswith(f" [{'repo' if 'repo' in labels else 'Code'}](https://github.com/example/dark)")


def test_a_label_that_names_a_framework_or_says_soon_is_not_the_next_ones() -> None:
    for odd in ("official code - caffe", "Coming soon", "Code (not yet)", "code (to be released)"):
        block = house_style.add(awesome.parse(labelled([odd] * 4 + ["official code"] + [odd])), FEED, "S").block
        assert block.endswith(" [official code](https://github.com/example/dark)"), odd
        alone = house_style.add(awesome.parse(labelled([odd] * 5)), FEED, "S").block
        assert alone.lower().endswith(" [code](https://github.com/example/dark)"), odd


def test_labels_that_go_on_in_many_ways_are_what_they_begin_with() -> None:
    labels = ["official code - c", "official code - go", "", "official code - c", "official code - rust"]
    block = house_style.add(awesome.parse(labelled(labels)), FEED, "S").block
    assert block.endswith(" [official code](https://github.com/example/dark)")


def test_a_venue_named_in_a_table_s_notes_takes_none() -> None:
    rows = "".join(
        f"| [Seeing at Night, Part {n}](https://arxiv.org/abs/2104.0000{n}) | {note} |\n"
        for n, note in enumerate(
            ("A set of nights", "-", "ICML papers", "Nights of a year", "A few days", "-", "ICLR papers")
        )
    )
    text = f"# L\n\n## S\n\n| Paper | Note |\n|---|---|\n{rows}"
    block = house_style.add(awesome.parse(text), replace(BARE, venue="NeurIPS 2026"), "S").block
    assert "NeurIPS" not in block


TAGGED = "# L\n\n## S\n\n" + "".join(
    f'- "Seeing at Night, Part {n}", 2026-0{n}, `night`, [[paper]](https://arxiv.org/abs/2104.0000{n})\n'
    for n in range(1, 7)
)


def test_remarks_that_few_entries_have_are_not_copied() -> None:
    for remark in (" [Code][Coming soon.]", " (poster)", " (accepted as a talk)"):
        text = TAGGED + f'- "Seeing at Noon", 2026-07, [[paper]](https://arxiv.org/abs/2104.00009){remark}\n'
        block = house_style.add(awesome.parse(text), BARE, "S").block
        assert block == '- "Walking Where It Is Dark", 2026-06, [[paper]](https://arxiv.org/abs/2606.00001)', remark


def test_remarks_between_fields_go_with_their_blanks() -> None:
    text = TAGGED + '- "Seeing at Noon" (poster), 2026-07, [[paper]](https://arxiv.org/abs/2104.00009)\n'
    block = house_style.add(awesome.parse(text), BARE, "S").block
    assert block == '- "Walking Where It Is Dark", 2026-06, [[paper]](https://arxiv.org/abs/2606.00001)'


def test_brackets_that_many_entries_have_stay() -> None:
    text = TAGGED.replace(")\n", ") (poster)\n").replace("00003) (poster)", "00003)")
    text += '- "Seeing at Noon", 2026-07, [[paper]](https://arxiv.org/abs/2104.00009) (poster)\n'
    assert house_style.add(awesome.parse(text), BARE, "S").block.endswith("00001) (poster)")


def test_a_paper_is_linked_as_most_are_whatever_else_it_lacks() -> None:
    items = [
        "1. **Rows of Sort 1.** ICML, 2021. ",
        *(
            f"{n}. **Rows of Sort {n}.** ICML, 202{n}. [paper](https://arxiv.org/abs/210{n}.00001)\n\n   *Ann Lee, Bo Chen*"
            for n in (2, 3)
        ),
    ]
    added = house_style.add(
        awesome.parse("# L\n\n## S\n\n" + "\n\n".join(items) + "\n"), replace(BARE, authors=()), "S"
    )
    assert "[paper](https://arxiv.org/abs/2606.00001)" in added.block
