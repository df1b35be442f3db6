"""Corrections: found only where they are sure, made in the entry's hand, and nothing beside them changed."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import awesome
from bot.book import Book
from bot.configuring import edit
from bot.keeping import standing, upkeep, upkeep_page, upkeep_report, upkeep_write
from bot.keeping.standing import Standing
from bot.keeping.upkeep import Correction, Found
from bot.model import Link, Skip
from tests.doubles.several import CHINESE, ENGLISH, MIRROR

TODAY = "2026-11-21"
EMU = Link(label="Hugging Face", url="https://github.com/ann/emu")

NESTED = """\
# Awesome Tokens

## Images

- [One Thing](https://arxiv.org/abs/2401.00001) [ICML 2024] [Masks]
  - Ann Lee
  - Code: [Official](https://github.com/ann/one)

- [Two Things](https://arxiv.org/abs/2402.00002) [Arxiv 2024] [Masks]
  - Bo Chen
  - Code: [Official](https://github.com/bo/two)

- [Emu of Tokens](https://arxiv.org/abs/2403.00003) [Arxiv 2024] [Masks]
  - Cy Day
  - Code: Waiting...
"""

TABLE = """\
# Papers

| Paper | Venue | Code |
|---|---|---|
| [One Thing](https://arxiv.org/abs/2401.00001) | CVPR | [Github](https://github.com/ann/one) |
| [Two Things](https://arxiv.org/abs/2402.00002) | arXiv | [Github](https://github.com/bo/two) |
| [Three Things](https://arxiv.org/abs/2403.00003) | NeurIPS | - |
| [Four Things](https://arxiv.org/abs/2404.00004) | ICLR | [Github](https://github.com/di/four) |
"""


def a_book(text: str, **mirrors: str) -> Book:
    return Book(
        path="README.md",
        lists={"README.md": awesome.parse(text)},
        mirrors={path.replace("_md", ".md"): awesome.parse(mirror) for path, mirror in mirrors.items()},
    )


def says(number: str, comment: str = "", *code: Link, **more: str) -> dict[str, Standing]:
    key = f"arxiv:{number}"
    return {key: Standing(key=key, comment=comment, code=code, **more)}


def look(text: str, known: dict[str, Standing], **more: object) -> Found:
    return upkeep.corrections(a_book(text), known, today=TODAY, **more)  # type: ignore[arg-type]  # words of corrections


def corrected(text: str, known: dict[str, Standing], most: int = 9) -> str:
    book = a_book(text)
    found = upkeep.corrections(book, known, today=TODAY)
    return upkeep_write.written(book, found.corrections, most).files.get("README.md", text)


# --- venues -----------------------------------------------------------------------------------------------------------


def test_a_preprint_that_was_accepted_gets_its_venue_in_the_lists_form() -> None:
    known = says("2402.00002", "Accepted at NeurIPS 2024 as an oral")
    (one,) = look(NESTED, known).corrections
    assert (one.line, one.field, one.old, one.new) == (9, "venue", "Arxiv 2024", "NeurIPS 2024")
    assert one.reason == "arXiv comment: “Accepted at NeurIPS 2024 as an oral”"
    assert corrected(NESTED, known) == NESTED.replace("2402.00002) [Arxiv 2024]", "2402.00002) [NeurIPS 2024]")


def test_a_table_that_prints_no_years_gets_none() -> None:
    known = says("2402.00002", "Accepted at ICML 2024")
    assert corrected(TABLE, known) == TABLE.replace("| arXiv |", "| ICML |")


def test_the_lists_own_name_for_a_venue_is_used() -> None:
    text = NESTED.replace("[ICML 2024]", "[NIPS 2023]").replace("Bo Chen", "Bo Chen [NIPS 2022]")
    known = says("2403.00003", "NeurIPS 2024")
    (one,) = look(text, known, aliases={"NeurIPS": "NIPS"}).corrections
    assert one.new == "NIPS 2024"


@pytest.mark.parametrize(
    "comment",
    [
        "Submitted to ICML 2025",
        "Under review at ICLR 2025",
        "ICML 2024 Workshop on Tokens",
        "Extended version of our CVPR 2024 paper",
        "12 pages, 5 figures",
        "Accepted at CVPR",
        "Accepted at ICML 2019",
        "Accepted at CVPR 2031",
    ],
)
def test_what_is_no_sure_acceptance_changes_nothing(comment: str) -> None:
    assert not look(NESTED, says("2402.00002", comment)).corrections


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("This paper has been withdrawn by the authors", ["withdrawn; does it stay?"]),
        ("Withdrawn: an error in Lemma 2. Accepted at ICML 2024", ["withdrawn; does it stay?"]),
        ("Withdrawn from ICLR 2025", []),
    ],
)
def test_a_withdrawn_paper_is_told_and_not_corrected(comment: str, said: list[str]) -> None:
    found = look(NESTED, says("2403.00003", comment, EMU) if said else says("2403.00003", comment))
    assert found.corrections == ()
    assert [skip.why.rpartition(": ")[2] for skip in found.told] == said
    assert all(comment in skip.why for skip in found.told)


def test_the_page_and_the_log_go_down_the_list_as_the_diff_does() -> None:
    known = {**says("2403.00003", "Accepted at ICML 2024", EMU), **says("2402.00002", "Accepted at ICML 2024")}
    book = a_book(NESTED)
    found = upkeep.corrections(book, known, today=TODAY)
    written = upkeep_write.written(book, found.corrections, 9)
    page = upkeep_page.body(written.made, (), ())
    log = "\n".join(upkeep_report.lines(upkeep_report.UpkeepReport(slug="x", book=book, written=written)))
    for shown, of in ((page, r", line (\d+)\)"), (log, r"README.md:(\d+) ")):
        assert [int(line) for line in re.findall(of, shown)] == [9, 13, 13]


def test_a_venue_that_a_person_wrote_is_never_overwritten() -> None:
    found = look(NESTED, says("2401.00001", "Accepted to TPAMI 2025"))
    assert not found.corrections
    assert found.told == (
        Skip(what="README.md:5 “One Thing”", why="shows “ICML 2024”, arXiv comment: “Accepted to TPAMI 2025”"),
    )


@pytest.mark.parametrize("shown", ["ICML'24", "International Conference on Machine Learning 2024", "ICML 2024 Oral"])
def test_a_venue_shown_in_another_spelling_is_shown(shown: str) -> None:
    text = NESTED.replace("[ICML 2024]", f"[{shown}]")
    found = look(text, says("2401.00001", "Accepted at ICML 2024"))
    assert not found.corrections
    assert not found.told


def test_a_heading_that_names_the_venue_has_said_it() -> None:
    text = NESTED.replace("## Images", "## ICML 2024").replace(" [Arxiv 2024]", "").replace(" [ICML 2024]", "")
    assert not look(text, says("2402.00002", "Accepted at ICML 2024")).corrections


def test_an_entry_below_a_heading_for_preprints_is_left_to_a_person() -> None:
    found = look(NESTED.replace("## Images", "## arXiv 2024"), says("2402.00002", "Accepted at ICML 2024"))
    assert not found.corrections
    assert "move it by hand" in found.told[0].why


def test_a_missing_venue_goes_in_only_where_the_section_shows_venues() -> None:
    bare = NESTED.replace("2402.00002) [Arxiv 2024]", "2402.00002)")
    known = says("2402.00002", "Accepted at ICML 2024")
    assert corrected(bare, known) == bare.replace("2402.00002)", "2402.00002) [ICML 2024]")
    silent = bare.replace(" [ICML 2024]", "").replace(" [Arxiv 2024]", "")
    assert corrected(silent, known) == silent


@pytest.mark.parametrize(("joint", "digits"), [("-", 4), ("_", 4), ("%20", 4), ("'", 2)])
def test_a_badge_gets_the_venue_with_its_year(joint: str, digits: int) -> None:
    badge = "![](https://img.shields.io/badge/{}{}{}-blue)"
    shown = [("CVPR", "2023"), ("ICLR", "2023"), ("arXiv", "2024")]
    entries = [
        f"- [Thing {n} of Walls](https://arxiv.org/abs/240{n}.0000{n}) " + badge.format(name, joint, when[-digits:])
        for n, (name, when) in enumerate(shown, start=1)
    ]
    new = corrected("# L\n\n## S\n\n" + "\n".join(entries) + "\n", says("2403.00003", "Accepted at ICML 2025"))
    assert new.splitlines()[-1].endswith(badge.format("ICML", joint, "2025"[-digits:]))


def test_a_year_that_stands_apart_changes_with_the_venue() -> None:
    shown = [("CVPR", 2023), ("ICLR", 2022), ("arXiv", 2024)]
    entries = [
        f"- **Thing {n} of Walls**, *{name}*, {year}. [paper](https://arxiv.org/abs/240{n}.0000{n})"
        for n, (name, year) in enumerate(shown, start=1)
    ]
    new = corrected("# L\n\n## S\n\n" + "\n".join(entries) + "\n", says("2403.00003", "Accepted at ICML 2025"))
    assert new.splitlines()[-1].startswith("- **Thing 3 of Walls**, *ICML*, 2025. [paper]")


def test_a_date_right_behind_the_venue_is_left_to_a_person() -> None:
    text = NESTED.replace("2402.00002) [Arxiv 2024]", "2402.00002) [Arxiv 2024.02]")
    book = a_book(text)
    found = upkeep.corrections(book, says("2402.00002", "Accepted at ICML 2024"), today=TODAY)
    assert not [one for one in upkeep_write.written(book, found.corrections, 9).made if "ICML 2024.02" in one.new]
    assert "ICML 2024.02" not in corrected(text, says("2402.00002", "Accepted at ICML 2024"))


# --- code -------------------------------------------------------------------------------------------------------------


def test_a_promise_of_code_is_kept() -> None:
    known = says("2403.00003", "", EMU)
    (one,) = look(NESTED, known).corrections
    assert (one.field, one.old, one.new, one.placeholder) == ("code", "Waiting...", EMU.url, True)
    assert one.reason == "Hugging Face names ann/emu"
    assert corrected(NESTED, known) == NESTED.replace("Code: Waiting...", f"Code: [Official]({EMU.url})")


@pytest.mark.parametrize("line", ["【Repo】None", "代码：暂无", "`Code`: TBD"])
def test_a_promise_of_code_is_read_under_labels_of_other_kinds(line: str) -> None:
    (one,) = look(NESTED.replace("Code: Waiting...", line), says("2403.00003", "", EMU)).corrections
    assert (one.field, one.placeholder) == ("code", True)


def test_a_row_takes_code_where_two_rows_of_its_table_show_it() -> None:
    more = "".join(f"| [{n} Things](https://arxiv.org/abs/2405.0000{n}) | CVPR | ❌ |\n" for n in range(9))
    text = TABLE.replace(" - |", " ❌ |") + more
    (one,) = look(text, says("2405.00003", "", EMU)).corrections
    assert (one.old, one.placeholder) == ("❌", True)
    assert corrected(text, says("2405.00003", "", EMU)) == text.replace(
        "2405.00003) | CVPR | ❌ |", f"2405.00003) | CVPR | [Github]({EMU.url}) |"
    )


def test_code_on_a_line_of_its_own_may_break_the_line_above() -> None:
    text = "# L\n\n## A\n\n" + "".join(
        f"- [{n} Things](https://arxiv.org/abs/240{n}.00001) <br>\n  Ann Lee{code}\n"
        for n, code in enumerate((*[f" <br>\n  [Code](https://github.com/a/b{n})" for n in range(3)], ""), 1)
    )
    assert corrected(text, says("2404.00001", "", EMU)) == text[:-1] + f" <br>\n  [Code]({EMU.url})\n"


@pytest.mark.parametrize(
    ("linked", "asked"),
    [
        ("https://openreview.net/forum?id=aBcDeFgHiJ", True),
        ("https://doi.org/10.1234/emu.3", True),
        ("https://emu.example.org/", False),  # a page may link the paper of somebody else
    ],
)
def test_a_paper_linked_elsewhere_first_is_asked_for_by_the_arxiv_link_beside(linked: str, asked: bool) -> None:  # noqa: FBT001  # drawn
    beside = "  - Links: [arXiv](https://arxiv.org/abs/2403.00003)\n  - Code: Waiting..."
    text = NESTED.replace("https://arxiv.org/abs/2403.00003", linked).replace("  - Code: Waiting...", beside)
    assert ("arxiv:2403.00003" in upkeep.asks_for(a_book(text))) is asked
    found = look(text, says("2403.00003", "", EMU)).corrections
    assert [one.new for one in found] == [EMU.url] * asked


def test_an_empty_cell_of_a_table_is_filled_under_its_label() -> None:
    known = says("2403.00003", "", EMU)
    assert corrected(TABLE, known) == TABLE.replace("| NeurIPS | - |", f"| NeurIPS | [Github]({EMU.url}) |")


def test_code_goes_in_only_where_the_section_shows_code() -> None:
    text = NESTED.replace("  - Code: [Official](https://github.com/ann/one)\n", "")
    text = text.replace("  - Code: [Official](https://github.com/bo/two)\n", "").replace("  - Code: Waiting...\n", "")
    assert not look(text, says("2403.00003", "", EMU)).corrections


def test_an_entry_with_code_keeps_it() -> None:
    assert not look(NESTED, says("2402.00002", "", EMU)).corrections


def test_two_repositories_are_told_and_not_chosen_from() -> None:
    other = Link(label="arXiv abstract", url="https://github.com/cy/emu")
    found = look(NESTED, says("2403.00003", "", EMU, other))
    assert not found.corrections
    assert found.told[0].why == (
        "Hugging Face names ann/emu; arXiv abstract names cy/emu: which one is the paper's cannot be told"
    )


def test_one_repository_named_twice_is_one() -> None:
    again = Link(label="arXiv comment", url="https://github.com/Ann/Emu")
    (one,) = look(NESTED, says("2403.00003", "", EMU, again)).corrections
    assert one.reason == "Hugging Face names ann/emu; arXiv comment names Ann/Emu"


def test_a_repository_that_another_entry_links_is_told() -> None:
    shared = Link(label="Hugging Face", url="https://github.com/bo/two")
    found = look(NESTED, says("2403.00003", "", shared))
    assert not found.corrections
    assert "which line 9 links as well" in found.told[0].why


@pytest.mark.parametrize(
    ("repo", "other", "owner"),
    [
        ("ann/emu", "Birds of Tokens", "2403.00003"),
        ("ann/Emu_official", "Birds of Tokens", "2403.00003"),
        ("ann/bird-tokens", "Bird Tokens: Flocks of Emus", "2404.00004"),
        ("ann/emu", "Emu 2: Birds of Tokens", ""),
        ("ann/toolbox", "Birds of Tokens", ""),
        ("ann/of", "Birds Apart", ""),
    ],
)
def test_a_repository_that_two_papers_name_is_the_code_of_the_one_it_is_named_after(
    repo: str, other: str, owner: str
) -> None:
    text = NESTED + f"\n- [{other}](https://arxiv.org/abs/2404.00004) [Arxiv 2024] [Masks]\n  - Code: Waiting...\n"
    named = Link(label="arXiv comment", url=f"https://github.com/{repo}")
    found = look(text, {**says("2403.00003", "", named), **says("2404.00004", "", named)})
    assert [one.key for one in found.corrections] == [f"arxiv:{owner}"] * bool(owner)
    lines = {"2403.00003": 13, "2404.00004": 17}
    said = f"which by its name is the code of line {lines[owner]}" if owner else "whose code it is cannot be told"
    assert [said in skip.why for skip in found.told] == [True] * (1 if owner else 2)


def test_the_same_paper_in_another_section_may_link_the_same_repository() -> None:
    text = (
        NESTED
        + "\n## Videos\n\n"
        + NESTED.partition("## Images\n\n")[2].replace("Waiting...", f"[Official]({EMU.url})")
    )
    (one,) = look(text, says("2403.00003", "", EMU)).corrections
    assert one.line == 13


# --- making them ------------------------------------------------------------------------------------------------------


def test_what_is_written_is_not_found_again() -> None:
    known = {**says("2402.00002", "ICML 2024"), **says("2403.00003", "CVPR 2024", EMU)}
    after = corrected(NESTED, known)
    assert len(look(NESTED, known).corrections) == 3
    assert not look(after, known).corrections


def test_promises_come_first_and_no_more_than_asked_for_are_made() -> None:
    known = {**says("2402.00002", "ICML 2024"), **says("2403.00003", "CVPR 2024", EMU)}
    found = look(NESTED, known).corrections
    assert [(one.key, one.field) for one in found] == [
        ("arxiv:2403.00003", "code"),
        ("arxiv:2403.00003", "venue"),
        ("arxiv:2402.00002", "venue"),
    ]
    made = upkeep_write.written(a_book(NESTED), found, 2).made
    assert [one.name for one in made] == [one.name for one in found[:2]]


def test_a_mirror_follows_in_its_own_hand() -> None:
    book = a_book(ENGLISH, **{MIRROR.replace(".md", "_md"): CHINESE})
    found = upkeep.corrections(book, says("2302.00002", "Accepted at ICLR 2024"), today=TODAY)
    files = upkeep_write.written(book, found.corrections, 9).files
    assert files == {
        "README.md": ENGLISH.replace("2302.00002) [Arxiv 2023]", "2302.00002) [ICLR 2024]"),
        MIRROR: CHINESE.replace("**Seeing With Less**, Arxiv 2023.", "**Seeing With Less**, ICLR 2024."),
    }


def test_a_correction_that_a_person_made_meanwhile_is_left() -> None:
    (one,) = look(NESTED, says("2403.00003", "", EMU)).corrections
    now = NESTED.replace("Code: Waiting...", "Code: [Mine](https://github.com/cy/mine)")
    done = upkeep_write.written(a_book(now), [one], 9)
    assert not done.files
    assert "says something else by now" in done.left[0].why


def test_an_entry_that_moved_is_found_by_its_paper() -> None:
    (one,) = look(NESTED, says("2403.00003", "", EMU)).corrections
    moved = NESTED.replace("## Images\n", "## Images\n\nNews first.\n")
    done = upkeep_write.written(a_book(moved), [one], 9)
    assert done.made[0].line == one.line + 2


def test_a_generated_list_is_not_written_into() -> None:
    text = "<!-- generated by make_list.py, do not edit -->\n" + NESTED
    book = a_book(text)
    found = upkeep.corrections(book, says("2403.00003", "", EMU), today=TODAY)
    done = upkeep_write.written(book, found.corrections, 9)
    assert not done.files
    assert done.left


def test_what_was_refused_is_not_found() -> None:
    known = says("2403.00003", "", EMU)
    (one,) = look(NESTED, known).corrections
    assert not look(NESTED, known, refused={one.name}).corrections


NUMBERS = ("2401.00001", "2402.00002", "2403.00003", "2404.00004")


@pytest.mark.parametrize("text", [NESTED, TABLE], ids=["items", "table"])
@pytest.mark.parametrize("numbers", [some for many in range(5) for some in combinations(NUMBERS, many)], ids=len)
def test_only_the_corrected_lines_change(numbers: tuple[str, ...], text: str) -> None:
    known = {key: one for number in numbers for key, one in says(number, "Accepted at ECCV 2024", EMU).items()}
    book = a_book(text)
    done = upkeep_write.written(book, upkeep.corrections(book, known, today=TODAY).corrections, 9)
    after = done.files.get("README.md", text)
    changed = [
        line for line in edit.diff(text, after, "", context=0).split("\n") if line[:1] == "+" and line[:3] != "+++"
    ]
    assert len(changed) <= len(done.made)
    assert [e.title for e in awesome.parse(after).entries] == [e.title for e in awesome.parse(text).entries]


# --- the page ---------------------------------------------------------------------------------------------------------

WORDS = st.text(max_size=40)
CORRECTIONS = st.builds(
    Correction,
    key=st.sampled_from(["arxiv:2401.00001", "doi:10.1/x"]),
    path=st.just("README.md"),
    line=st.integers(1, 999),
    title=WORDS,
    field=st.sampled_from(["venue", "code"]),
    old=WORDS,
    new=WORDS,
    reason=WORDS,
    section=st.tuples(WORDS),
    placeholder=st.booleans(),
)


@given(st.lists(CORRECTIONS, max_size=4), st.lists(CORRECTIONS, max_size=2))
def test_what_the_page_says_is_read_back(made: list[Correction], declined: list[Correction]) -> None:
    body = upkeep_page.body(made, declined, [Skip(what="x", why="y")])
    every, unticked = upkeep_page.read(body.replace("\n", "\r\n"))
    assert every == (*made, *declined)
    assert unticked == {one.name for one in declined}


def test_a_box_that_a_person_emptied_is_a_no() -> None:
    found = look(NESTED, {**says("2402.00002", "ICML 2024"), **says("2403.00003", "", EMU)}).corrections
    body = upkeep_page.body(found, (), ())
    body = body.replace("- [x] [Emu", "- [ ] [Emu")
    assert upkeep_page.read(body)[1] == {"arxiv:2403.00003 code https://github.com/ann/emu"}


def test_foreign_words_cannot_act_on_the_page() -> None:
    known = says("2402.00002", "ICML 2024. cc @octocat closes #12 <!-- x --> ![a](http://x.example/i.png)")
    body = upkeep_page.body(look(NESTED, known).corrections, (), ())
    shown = body.partition("<!-- gleaner-upkeep")[0]
    for bad in ("@octocat", "closes #12", "<!-- x", "![a]("):
        assert bad not in shown


@pytest.mark.parametrize("text", ["", "hello", "<!-- gleaner-upkeep: [1] -->", "<!-- gleaner-upkeep: [{}] -->"])
def test_a_text_that_is_not_ours_tells_nothing(text: str) -> None:
    assert upkeep_page.read(text) == ((), frozenset())


# --- the ledger's file ------------------------------------------------------------------------------------------------


def test_standings_come_back_as_they_were_kept() -> None:
    known = {**says("2401.00001", "ICML 2024", EMU, asked="2026-11-01"), **says("2402.00002", lookup="2026-11-02")}
    text = standing.write(known, known)
    assert standing.read(text) == (known, ())


def test_a_broken_line_costs_one_question() -> None:
    text = standing.write(says("2401.00001"), ["arxiv:2401.00001"])
    known, skipped = standing.read(text + "{\n" + '{"key": "arxiv:1", "asked": "soon"}\n')
    assert list(known) == ["arxiv:2401.00001"]
    assert [skip.what for skip in skipped] == ["ledger standings.jsonl line 2", "ledger standings.jsonl line 3"]
