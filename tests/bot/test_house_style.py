"""Writing a paper in a section's hand, and where it goes."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import awesome, house_style
from bot.errors import SectionNotFound
from bot.model import Link, Paper, paper_of

NESTED = """# List

## Decoding

- [First: A Paper](https://arxiv.org/abs/2409.00001) [ICLR 2025] [Drafts]
  - Ann Lee, Bo Chen, Cy Day
  - Code: [Official](https://github.com/example/first)

- [Second Paper](https://arxiv.org/abs/2408.00002) [Arxiv 2024] [Drafts]
  - Di Eng, Ed Fox
  - Code: Waiting...

## Pruning

- [Third Paper](https://arxiv.org/abs/2407.00003) [ACL 2024] [Masks] [LLM]
  - Flo Gay, Hal Ito, Ivy Jo
  - Code: [Official](https://github.com/example/third)

## Later"""

TABLE = """## Rows

| Date | Title | Venue | Code |
|:---:|:---|:---:|:---|
| 2024-03-01 | [**Row One**](https://arxiv.org/abs/2403.00001) | arXiv | [Github](https://github.com/example/one) |
| 2024-02-11 | [**Row Two**](https://arxiv.org/abs/2402.00001) | ICML | - |
| 2024-01-21 | [**Row Three**](https://arxiv.org/abs/2401.00001) | arXiv | - |
"""

NEW = Paper(
    title="Fresh Work",
    url="https://arxiv.org/abs/2410.00009",
    authors=("Kim Low", "Max Ney"),
    venue="NeurIPS 2024",
    tags=("Drafts",),
    code=(Link(label="Official", url="https://github.com/example/fresh"),),
)


def test_a_paper_is_written_as_its_neighbours_are_newest_first() -> None:
    added = house_style.add(awesome.parse(NESTED), NEW, "Decoding")
    assert added.block == (
        "- [Fresh Work](https://arxiv.org/abs/2410.00009) [NeurIPS 2024] [Drafts]\n"
        "  - Kim Low, Max Ney\n"
        "  - Code: [Official](https://github.com/example/fresh)"
    )
    assert added.line == 5
    assert added.text == NESTED.replace("- [First", added.block + "\n\n- [First", 1)


def test_missing_code_is_what_the_neighbours_put_there() -> None:
    paper = Paper(title="No Code", url=NEW.url, authors=NEW.authors, venue="Arxiv 2024", tags=("Drafts",))
    block = house_style.add(awesome.parse(NESTED), paper, "Decoding").block
    assert block.endswith("  - Code: Waiting...")


def test_a_venue_without_year_gets_it_as_the_neighbours_print_it() -> None:
    paper = Paper(title="T", url=NEW.url, authors=NEW.authors, venue="ICML", year=2024, tags=("Drafts",), code=NEW.code)
    assert "[ICML 2024]" in house_style.add(awesome.parse(NESTED), paper, "Decoding").block


def test_an_empty_last_section_without_final_newline_takes_an_entry() -> None:
    added = house_style.add(awesome.parse(NESTED), NEW, "Later")
    assert added.text.startswith(NESTED + "\n\n- [Fresh Work]")
    assert not added.text.endswith("\n")
    assert any(
        entry.title == "Fresh Work" and entry.section[-1] == "Later" for entry in awesome.parse(added.text).entries
    )


def test_a_table_row_follows_the_cells_of_its_neighbours() -> None:
    paper = Paper(title="Row New", url="https://arxiv.org/abs/2403.09999", venue="arXiv", date="2024-03-15")
    added = house_style.add(awesome.parse(TABLE), paper, "Rows")
    assert added.block == "| 2024-03-15 | [**Row New**](https://arxiv.org/abs/2403.09999) | arXiv | - |"
    assert added.line == 5


def test_line_ends_follow_the_file() -> None:
    added = house_style.add(awesome.parse(NESTED.replace("\n", "\r\n")), NEW, "Pruning")
    assert added.text.count("\n") == added.text.count("\r\n")


def test_appending_lists_are_appended_to() -> None:
    dated = "".join(f"- [Paper {n}](https://arxiv.org/abs/24{n:02d}.00001)\n" for n in range(1, 9))
    added = house_style.add(
        awesome.parse("## A\n" + dated), Paper(title="Nine", url="https://arxiv.org/abs/2409.00001"), "A"
    )
    assert added.text.endswith("- [Nine](https://arxiv.org/abs/2409.00001)\n")


def test_one_line_items_follow_each_other_where_no_section_has_two() -> None:
    text = "## A\n- [First Paper](https://arxiv.org/abs/2401.00001), 2024.\n\n## B\n- [Second](https://arxiv.org/abs/2402.00002), 2024.\n"
    paper = Paper(title="Third", url="https://arxiv.org/abs/2403.00003", year=2024)
    added = house_style.add(awesome.parse(text), paper, ("A",))
    assert "\n- [Third](https://arxiv.org/abs/2403.00003), 2024.\n- [First" in added.text


def test_an_alphabet_is_kept() -> None:
    names = ["Ant", "Bee", "Cat", "Dog", "Fox", "Gnu", "Hen"]
    text = "## A\n" + "".join(f"- [{name}](https://example.org/{name}) - A beast.\n" for name in names)
    added = house_style.add(awesome.parse(text), Paper(title="Eel", url="https://example.org/Eel", idea="A fish."), "A")
    assert added.block == "- [Eel](https://example.org/Eel) - A fish."
    assert added.line == 6


def test_counted_items_go_on_from_the_last_number() -> None:
    text = "## A\n" + "".join(
        f"{n}. **Paper {n} of Many.** ICML 20{n + 10}. [[pdf](https://x.org/{n})]\n" for n in range(1, 6)
    )
    paper = Paper(title="The Next of Many", url="https://x.org/6", venue="ICML 2016")
    assert house_style.add(awesome.parse(text), paper, "A").block == (
        "6. **The Next of Many.** ICML 2016. [[pdf](https://x.org/6)]"
    )


def test_long_author_lists_are_elided_as_here() -> None:
    text = "## A\n" + "".join(
        f"- [Paper {n} x](https://arxiv.org/abs/240{n}.00001)\n  - Ann Lee, Bo Chen,..., Zoe R{n}\n"
        for n in range(1, 5)
    )
    paper = Paper(
        title="Crowd", url="https://arxiv.org/abs/2406.00001", authors=tuple(f"A{n} B{n}" for n in "abcdefgh")
    )
    assert "  - Aa Ba, Ab Bb,..., Ah Bh" in house_style.add(awesome.parse(text), paper, "A").block


def test_the_last_changes_of_a_list_say_where_the_next_one_goes() -> None:
    before = "## A\n- [One Paper](https://x.org/1)\n- [Two Papers](https://x.org/2)\n- [Old Paper](https://arxiv.org/abs/2401.00001)\n"
    after = before.replace("## A\n", "## A\n- [Newer Paper](https://x.org/3)\n")
    paper = Paper(title="Now Paper", url="https://arxiv.org/abs/2402.00001")
    assert house_style.add(awesome.parse(after, [(before, after)]), paper, "A").line == 2


def test_untrusted_titles_stay_text() -> None:
    paper = Paper(title="<script>x</script> [a](https://evil.example)", url=NEW.url)
    block = house_style.add(awesome.parse(NESTED), paper, "Decoding").block
    assert "<script>" not in block
    assert "[a](https://evil.example)" not in block


def test_nothing_of_a_feed_acts_in_the_list() -> None:
    evil = "![x](https://evil.example/p.png)<img src=x>"
    paper = Paper(
        title="Fine",
        url="https://arxiv.org/abs/2410.1) [x](javascript:alert(1)",
        authors=(evil, "B C"),
        venue=evil,
        tags=(evil,),
        code=(Link(label=evil, url="javascript:alert(1)"),),
        sources=("feed",),
    )
    block = house_style.add(awesome.parse(NESTED), paper, "Decoding").block
    assert "![x](" not in block
    assert "<img" not in block
    assert "](javascript:" not in block


def test_a_group_item_without_entries_takes_its_first_one() -> None:
    text = "## A\n- **ICML**\n  - [Good Paper](https://arxiv.org/abs/2401.00001)\n- **ICLR**\n- **ACL**\n"
    added = house_style.add(
        awesome.parse(text), Paper(title="Next", url="https://arxiv.org/abs/2402.00001"), "A > ICLR"
    )
    assert added.text == text.replace("**ICLR**\n", "**ICLR**\n  - [Next](https://arxiv.org/abs/2402.00001)\n")


def test_an_unknown_section_is_an_error() -> None:
    with pytest.raises(SectionNotFound):
        house_style.add(awesome.parse(NESTED), NEW, "Nowhere")


def test_one_field_changes_and_no_other_byte() -> None:
    alist = awesome.parse(NESTED)
    after = house_style.restyle(alist, alist.entries[1], venue="ICLR 2025")
    assert after == NESTED.replace("[Arxiv 2024]", "[ICLR 2025]")


def test_released_code_takes_the_place_of_the_waiting_mark() -> None:
    alist = awesome.parse(NESTED)
    code = (Link(label="Official", url="https://github.com/example/second"),)
    after = house_style.restyle(alist, alist.entries[1], code=code)
    assert after == NESTED.replace("Waiting...", "[Official](https://github.com/example/second)")


def test_moving_an_entry_takes_it_out_of_one_section_and_into_another() -> None:
    alist = awesome.parse(NESTED)
    moved = awesome.parse(house_style.move(alist, alist.entries[0], "Pruning").text)
    assert {entry.title: entry.section[-1] for entry in moved.entries}["First: A Paper"] == "Pruning"
    assert len(moved.entries) == 3


def _papers(count: int) -> list[Paper]:
    return [
        Paper(
            title=f"Inserted Number {n}",
            url=f"https://arxiv.org/abs/24{n + 1:02d}.1000{n}",
            authors=NEW.authors,
            venue="ICML 2024",
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("section", ["Decoding", "Later"])
def test_insertions_in_any_order_leave_every_entry_and_every_old_line(order: tuple[int, ...], section: str) -> None:
    text = NESTED
    papers = _papers(3)
    for number in order:
        text = house_style.add(awesome.parse(text), papers[number], section).text
    titles = [entry.title for entry in awesome.parse(text).entries]
    assert set(titles) >= {paper.title for paper in papers} | {"First: A Paper", "Second Paper", "Third Paper"}
    rest = iter(text.split("\n"))
    assert all(line in rest for line in NESTED.split("\n"))


_SECTIONS = ["Decoding", "Pruning", "Later", "Rows"]
_TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


@settings(deadline=None, max_examples=60)
@given(
    title=_TITLES.map(str.strip).filter(bool),
    section=st.sampled_from(_SECTIONS),
    crlf=st.booleans(),
    code=st.booleans(),
)
def test_taking_an_insertion_out_again_gives_the_original_bytes(
    *, title: str, section: str, crlf: bool, code: bool
) -> None:
    text = TABLE + "\n" + NESTED
    text = text.replace("\n", "\r\n") if crlf else text
    paper = Paper(title=f"Paper {title}", url=NEW.url, code=NEW.code if code else ())
    added = house_style.add(awesome.parse(text), paper, section)
    alist = awesome.parse(added.text)
    found = [entry for entry in alist.entries if entry.url == NEW.url]
    assert len(found) == 1
    assert awesome.remove(alist, found[0]) == text or section == "Later"


@pytest.mark.shared
def test_an_entry_of_the_seed_list_is_written_again_from_its_fields(shared: Path) -> None:
    text = next((shared / "data" / "seeds").glob("000*")).read_bytes().decode()
    alist = awesome.parse(text)
    same = 0
    chosen = [entry for entry in alist.entries if not entry.commented][::4]
    for entry in chosen:
        rest = awesome.parse(awesome.remove(alist, entry))
        block = house_style.add(rest, paper_of(entry), entry.section).block
        same += block == alist.block(awesome.unit_of(alist, entry))
    assert same >= 0.75 * len(chosen)


def test_a_paper_without_tags_keeps_the_brackets_of_its_venue_where_every_neighbour_has_tags() -> None:
    text = (
        "# Awesome\n\n## One\n\n"
        "- [Alpha](https://arxiv.org/abs/2401.00001) [ICML 2024] [Tokens]\n  - Ann Lee, Bo Chen\n\n"
        "- [Beta](https://arxiv.org/abs/2401.00002) [Arxiv 2024] [Tokens] [Masks]\n  - Cy Dow, Di Eng\n"
    )
    paper = Paper(
        title="Gamma",
        url="https://arxiv.org/abs/2401.00003",
        authors=("Ed Fry",),
        published="2024-01-03",
        sources=("arxiv",),
    )
    block = house_style.add(awesome.parse(text), paper, "One").block
    assert block == "- [Gamma](https://arxiv.org/abs/2401.00003) [Arxiv 2024]\n  - Ed Fry"


def test_an_entry_whose_lines_lost_their_indent_is_no_model() -> None:
    nested = "- [{0}](https://arxiv.org/abs/2401.0000{1})\n  - Ann Lee, Bo Chen\n  - Code: Waiting\n\n"
    slip = "- [Delta](https://arxiv.org/abs/2401.00004)\n- Cy Dow, Di Eng\n- Code: Waiting\n"
    text = "# Awesome\n\n## One\n\n" + nested.format("Alpha", 1) + nested.format("Beta", 2) + "## Two\n\n" + slip
    paper = Paper(title="Gamma", url="https://arxiv.org/abs/2401.00003", authors=("Ed Fry",), sources=("arxiv",))
    block = house_style.add(awesome.parse(text), paper, "Two").block
    assert block == "- [Gamma](https://arxiv.org/abs/2401.00003)\n  - Ed Fry\n  - Code: Waiting"


TWICE = """# Awesome

## One

* **Alpha**, Lee et al. [[Paper](https://arxiv.org/abs/2401.00001)]
* **Beta**, Dow et al. [[Paper](https://arxiv.org/abs/2401.00002)]

## Two

- **Gamma**,  Fry et al.  [[Paper](https://arxiv.org/abs/2401.00003)]
- **Delta**, Eng et al. [[Paper](https://arxiv.org/abs/2401.00004)]
"""


def test_a_paper_that_stands_in_another_section_is_written_as_it_is_there_behind_this_sections_bullet() -> None:
    alist = awesome.parse(TWICE)
    entry = next(entry for entry in alist.entries if entry.title == "Gamma")
    block = house_style.add(alist, paper_of(entry), "One").block
    assert block == "* **Gamma**,  Fry et al.  [[Paper](https://arxiv.org/abs/2401.00003)]"


def test_a_paper_that_stands_elsewhere_with_other_fields_is_written_as_its_new_neighbours_are() -> None:
    alist = awesome.parse(TWICE)
    entry = next(entry for entry in alist.entries if entry.title == "Gamma")
    paper = replace(paper_of(entry), authors=())
    block = house_style.add(alist, paper, "One").block
    assert block == "* **Gamma** [[Paper](https://arxiv.org/abs/2401.00003)]"


def test_what_stands_behind_the_cell_of_an_html_table_goes_with_what_the_cell_holds() -> None:
    row = (
        '<tr>\n<td>{0}</td> \n<td>{1}</td>{2}\n<td><a href="https://arxiv.org/abs/2401.0000{3}">Paper</a></td>\n</tr>\n'
    )
    rows = [("Alpha", "-", "  ", 1), ("Beta", "tools", " ", 2), ("Gamma", "tools", " ", 3), ("Delta", "tools", " ", 4)]
    head = "<tr><th>Name</th><th>Tools</th><th>Link</th></tr>\n"
    text = "# Awesome\n\n## One\n\n<table>\n" + head + "".join(row.format(*each) for each in rows) + "</table>\n"
    alist = awesome.parse(text)
    last = alist.entries[-1]
    paper = replace(paper_of(last), title="Omega", url="https://arxiv.org/abs/2401.00009", tags=("Tools: -",))
    added = house_style.add(alist, paper, "One").block
    assert "<td>Omega</td> \n<td>-</td>  \n" in added


LABELLED = """# Awesome

## One

|Date|Title|Paper|Code|
|:---:|:---:|:---:|:---:|
|2024.01|🔥[**Alpha**] Alpha: A Work of One|[[pdf]](https://arxiv.org/pdf/2401.00001)|[[alpha]](https://github.com/lee/alpha)|
|2024.02|[**Beta 2x Faster?**] Beta: A Work of Two|[[pdf]](https://arxiv.org/pdf/2402.00002)|-|
|2024.03|[**Gamma**] Gamma Work|[[report]](https://example.org/gamma.pdf)|[[gamma]](https://github.com/fry/gamma)|
|2024.04|[**Delta**] Delta: A Work of Four|[[pdf]](https://arxiv.org/pdf/2404.00004)|[[delta]](https://github.com/eng/delta)|
"""


def test_neither_a_label_in_brackets_nor_a_name_in_brackets_is_the_title_of_a_row() -> None:
    titles = [entry.title for entry in awesome.parse(LABELLED).entries]
    assert titles == ["Alpha: A Work of One", "Beta: A Work of Two", "Gamma Work", "Delta: A Work of Four"]


@pytest.mark.parametrize("number", range(4))
def test_a_row_is_written_again_with_the_label_of_its_own_link(number: int) -> None:
    alist = awesome.parse(LABELLED)
    entry = alist.entries[number]
    rest = awesome.parse(awesome.remove(alist, entry))
    written = house_style.add(rest, paper_of(entry), entry.section).block
    cells = written.split("|")
    assert cells[3] == alist.block(alist.units[number]).split("|")[3]
    assert cells[2].endswith(entry.title)


def test_a_line_end_in_the_words_of_a_link_is_one_entrys_slip() -> None:
    text = """# L

## S

* <[First Paper
](https://arxiv.org/abs/2401.00001)> by Ann Lee, Bo Chen, 2024.

* <[Second Paper
 ](https://arxiv.org/abs/2401.00002)> by Cy Day, Di Eng, 2024.
"""
    paper = Paper(title="Fresh Work", url="https://arxiv.org/abs/2410.00009", authors=("Kim Low", "Max Ney"), year=2024)
    added = house_style.add(awesome.parse(text), paper, "S")
    assert added.block == "* <[Fresh Work](https://arxiv.org/abs/2410.00009)> by Kim Low, Max Ney, 2024."


def test_blanks_at_an_end_are_copied_where_most_entries_have_them() -> None:
    rows = [f"- **Paper {n}** [[pdf]](https://arxiv.org/abs/2401.0000{n})" for n in range(1, 8)]
    rows[3] += " [[code]](https://github.com/example/four) "
    text = "# L\n\n## S\n\n" + "\n".join(rows) + "\n"
    added = house_style.add(awesome.parse(text), replace(NEW, venue="", tags=(), authors=()), "S")
    assert not added.block.endswith(" ")


def test_the_missing_pointed_bracket_of_a_neighbour_is_a_slip() -> None:
    rows = [f"* <[Paper {n}](https://arxiv.org/abs/2401.0000{n})> by Ann Lee, Bo Chen, 2024." for n in range(1, 6)]
    rows[0] = rows[0].replace(")> by", ") by")
    text = "# L\n\n## S\n\n" + "\n".join(rows) + "\n"
    paper = Paper(title="Fresh", url="https://arxiv.org/abs/2410.00009", authors=("Kim Low", "Max Ney"), year=2024)
    assert house_style.add(awesome.parse(text), paper, "S", behind=5).block.startswith(
        "* <[Fresh](https://arxiv.org/abs/2410.00009)> by Kim"
    )
