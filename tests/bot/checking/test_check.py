"""What `check` says of a change: what is new in it, what was there already, what breaks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.awesome import parse
from bot.checking import check_report
from bot.checking.check import Change, check, compare
from bot.checking.fault import Fault, Kind, Severity
from bot.checking.lint import CrossListing

HEAD = "# Papers on gardens\n\n## Roses\n\n"
NAMES = (
    ("Pruning Climbing Roses in Cold Winters", "2401.00001", "Ann Lee, Bo Kim"),
    ("Tulip Bulbs Under Snow", "2402.00002", "Di Roe, Ed Poe"),
    ("Water Lilies at Night", "2403.00003", "Flo Moe, Gus Noe"),
    ("Counting Bees With Cheap Microphones", "2404.00004", "Hal Ito, Ira Jay"),
    ("Oak Galls and Their Wasps", "2405.00005", "Jo Koe, Kay Loe"),
    ("Frost Maps From Satellites", "2406.00006", "Lu Moe, Mo Ode"),
)


def entry(title: str, number: str, authors: str) -> str:
    return f"- [{title}](https://arxiv.org/abs/{number}) [arXiv 2024]\n  - {authors}\n  - Code: Waiting\n\n"


ENTRIES = [entry(*name) for name in NAMES]
OLD = HEAD + "".join(ENTRIES[:5])


def changed(new: str, old: str = OLD, cross_listing: CrossListing = "forbid") -> Change:
    return check(parse(old), parse(new), cross_listing)


def only(change: Change) -> Fault:
    assert len(change.faults) == 1, change.faults
    return change.faults[0]


def test_no_change_is_no_fault() -> None:
    assert changed(OLD) == Change()


def test_a_new_paper_in_the_lists_hand_is_welcome() -> None:
    change = changed(OLD + ENTRIES[5])
    assert [e.title for e in change.added] == ["Frost Maps From Satellites"]
    assert change.faults == ()


def test_an_added_duplicate_is_an_error_that_names_the_other_line() -> None:
    again = "- [Tulip bulbs under snow](https://arxiv.org/pdf/2402.00002v2)\n  - Di Roe\n  - Code: Waiting\n\n"
    fault = only(changed(HEAD + again + "".join(ENTRIES[:5])))
    assert (fault.kind, fault.severity, fault.line) == (Kind.DUPLICATE, Severity.ERROR, 5)
    assert fault.related == 13
    assert "line 13" in fault.reason


NAMED = OLD + "## Older work\n\n* Lu Moe. **Frost maps from satellites**. *Gardens Letters*, 2009.\n"


def test_a_paper_that_the_list_names_without_a_link_is_a_notice_with_its_line() -> None:
    fault = only(changed(NAMED.replace("## Older", f"{ENTRIES[5]}## Older"), NAMED))
    assert (fault.kind, fault.severity) == (Kind.LIKELY_DUPLICATE, Severity.NOTICE)
    assert fault.related == 31
    assert "line 31 names this title without a link" in fault.reason


def test_a_line_that_the_change_replaces_or_writes_named_no_paper_before() -> None:
    unlinked = NAMED.splitlines(keepends=True)[-1]
    assert changed(NAMED.replace(unlinked, ENTRIES[5]), NAMED).faults == ()
    news = OLD.replace("## Roses", "We added Frost Maps From Satellites.\n\n## Roses")
    assert changed(news + ENTRIES[5]).faults == ()


def test_two_copies_of_one_new_paper_are_a_duplicate() -> None:
    faults = changed(OLD + ENTRIES[5] + ENTRIES[5]).faults
    assert [(fault.kind, fault.line) for fault in faults] == [(Kind.DUPLICATE, 29)]


@pytest.mark.parametrize(
    ("policy", "severities"), [("allow", []), ("warn", [Severity.WARNING]), ("forbid", [Severity.ERROR])]
)
def test_a_paper_of_another_section_is_a_matter_of_policy(policy: CrossListing, severities: list[Severity]) -> None:
    old = OLD + "## Winter\n\n" + ENTRIES[5]
    change = changed(old + ENTRIES[1], old, policy)
    assert [(fault.kind, fault.severity) for fault in change.faults] == [(Kind.CROSS_LISTED, s) for s in severities]


def test_an_edited_entry_is_no_new_one() -> None:
    change = changed(OLD.replace("[arXiv 2024]", "[ICML 2024]", 1))
    assert (len(change.added), len(change.edited), len(change.removed)) == (0, 1, 0)
    assert change.faults == ()


def test_a_moved_entry_is_neither_added_nor_removed() -> None:
    assert changed(HEAD + ENTRIES[4] + "".join(ENTRIES[:4])) == Change()


def test_a_changed_link_edits_the_entry() -> None:
    change = changed(OLD.replace("2402.00002", "2402.00012"))
    assert (len(change.added), len(change.edited), len(change.removed)) == (0, 1, 0)


def test_a_removed_entry_is_counted() -> None:
    change = changed(HEAD + "".join(ENTRIES[1:5]))
    assert [e.title for e in change.removed] == [NAMES[0][0]]
    said = check_report.summary("README.md", change)
    assert f"Gone from the list:\n\n- was line 5: {NAMES[0][0]} in *Roses*" in said
    assert check_report.gone(change) == [f"gone: was line 5: {NAMES[0][0]}"]


def test_an_old_fault_is_not_the_changes() -> None:
    old = OLD.replace("https://arxiv.org/abs/2401.00001", "ttps://arxiv.org/abs/2401.00001")
    assert changed(old + ENTRIES[5], old).faults == ()


def test_a_malformed_link_that_the_change_brings_is_an_error() -> None:
    fault = only(changed(OLD + ENTRIES[5].replace("Code: Waiting", "Code: [Official](htps://github.com/a/b)")))
    assert (fault.kind, fault.severity, fault.line) == (Kind.MALFORMED_LINK, Severity.ERROR, 27)


def test_a_code_link_that_is_the_paper_is_an_error() -> None:
    code = "Code: [Official](https://arxiv.org/abs/2406.00006)"
    assert only(changed(OLD + ENTRIES[5].replace("Code: Waiting", code))).kind is Kind.CODE_LINK


def test_the_link_of_an_unrelated_paper_is_an_error() -> None:
    fault = only(changed(OLD + ENTRIES[5].replace("2406.00006", "2401.00001")))
    assert (fault.severity, fault.related) == (Severity.ERROR, 5)
    assert fault.kind in (Kind.WRONG_LINK, Kind.DUPLICATE)


def test_a_link_that_names_no_paper_is_noticed_among_papers() -> None:
    change = changed(OLD + ENTRIES[5].replace("https://arxiv.org/abs/2406.00006", "https://example.org/frost"))
    assert (Kind.IDENTITY, Severity.NOTICE) in [(fault.kind, fault.severity) for fault in change.faults]


def test_a_commented_out_twin_warns() -> None:
    old = OLD + "<!--\n" + ENTRIES[5].strip() + "\n-->\n\n"
    fault = only(changed(old + "## Winter\n\n" + ENTRIES[5], old))
    assert (fault.kind, fault.severity) == (Kind.DUPLICATE, Severity.WARNING)


def test_another_hand_gets_the_sections_bytes_as_a_notice() -> None:
    other = "- **Frost Maps From Satellites** [[Paper](https://arxiv.org/abs/2406.00006)] arXiv 2024\n  - Lu Moe, Mo Ode\n\n"
    faults = changed(OLD + other).faults
    assert all(fault.severity is Severity.NOTICE for fault in faults)
    styled = [fault.fix or "" for fault in faults if fault.kind is Kind.STYLE]
    assert [fix.splitlines()[:2] for fix in styled] == [ENTRIES[5].splitlines()[:2]]


@pytest.mark.parametrize(("old", "new", "named"), [("\n", "\r\n", "LF to CRLF"), ("\r\n", "\n", "CRLF to LF")])
def test_a_change_of_line_ends_is_told_once_and_is_no_change_of_entries(old: str, new: str, named: str) -> None:
    change = changed(OLD.replace("\n", new), OLD.replace("\n", old))
    assert (change.added, change.edited, change.removed) == ((), (), ())
    fault = only(change)
    assert (fault.kind, fault.severity, fault.line) == (Kind.STYLE, Severity.WARNING, 1)
    assert named in fault.reason


def test_lines_that_alone_end_otherwise_are_a_notice() -> None:
    fault = only(changed(OLD + ENTRIES[5].replace("\n", "\r\n")))
    assert (fault.kind, fault.severity, fault.line) == (Kind.STYLE, Severity.NOTICE, 25)
    assert "CRLF" in fault.reason
    mixed = OLD.replace("\n", "\r\n", 3)
    assert changed(mixed + ENTRIES[5].replace("\n", "\r\n"), mixed).faults == ()


def test_of_copies_the_one_that_came_in_is_blamed() -> None:
    """The list held the paper twice already, byte for byte; the copy between them is new."""
    old = HEAD + "".join(ENTRIES[:3]) + "## Winter\n\n" + ENTRIES[0] + ENTRIES[3]
    new = old.replace(ENTRIES[2], ENTRIES[0] + ENTRIES[2])
    change = changed(new, old)
    assert [entry.line for entry in change.added] == [13]
    assert (only(change).kind, only(change).line) == (Kind.DUPLICATE, 13)


PIECES = st.lists(
    st.sampled_from([*ENTRIES, HEAD, "## Winter\n\n", "text\n", "- [x](y)\n", "<!--\n", "-->\n"]) | st.text(max_size=9),
    max_size=10,
).map("".join)


@given(PIECES, PIECES)
@settings(max_examples=60, deadline=None)
def test_every_entry_of_the_new_list_is_kept_edited_or_added(old: str, new: str) -> None:
    before, after = parse(old), parse(new)
    change = compare(before, after)
    assert len(before.entries) - len(change.removed) + len(change.added) == len(after.entries)


@given(PIECES, PIECES)
@settings(max_examples=40, deadline=None)
def test_any_two_texts_have_an_answer_with_lines_inside_the_new_one(old: str, new: str) -> None:
    for fault in changed(new, old).faults:
        assert 1 <= fault.line <= fault.end_line <= len(new.split("\n"))


@given(PIECES)
@settings(max_examples=40, deadline=None)
def test_a_list_against_itself_has_nothing_new(text: str) -> None:
    assert changed(text, text) == Change()


# --- what is not worth a guest's time ---------------------------------------------------------------------------------


def test_papers_with_ids_of_their_own_are_two_papers() -> None:
    """A follow-up is named like what it follows; their ids tell them apart."""
    near = entry("Pruning Climbing Roses in Cold Winters: A Second Year", "2407.00007", "Ann Lee, Bo Kim")
    assert changed(OLD + near).faults == ()


def test_one_title_under_two_ids_is_worth_a_look() -> None:
    fault = only(changed(OLD + entry("Tulip Bulbs Under Snow", "2407.00007", "Xi Zed, Yo Zet")))
    assert (fault.kind, fault.severity) == (Kind.LIKELY_DUPLICATE, Severity.WARNING)
    assert "2402.00002" in fault.reason


def test_a_label_that_many_entries_carry_is_no_title() -> None:
    """Some lists link a date or a venue where others link the title."""
    old = HEAD + "".join(f"- [Arxiv, 2025.10](https://arxiv.org/abs/2510.0000{n}) Garden {n}\n" for n in range(4))
    assert changed(old + "- [Arxiv, 2025.10](https://arxiv.org/abs/2510.00009) Garden 9\n", old).faults == ()
    twice = changed(old + "- [Arxiv, 2025.10](https://arxiv.org/abs/2510.00002v2) Garden 2\n", old)
    assert only(twice).kind is Kind.DUPLICATE


# --- the shape of what stands around it --------------------------------------------------------------------------------

PAGE = "**{0}.**\n*{2}*\n[[pdf](https://arxiv.org/abs/{1})]\n\n"
ROW = "| [{0}](https://arxiv.org/abs/{1}) | ICML | {2} |\n"


def test_a_paper_that_was_glued_to_the_one_above_is_told() -> None:
    old = HEAD + "".join(PAGE.format(*name) for name in NAMES[:5])
    fault = only(changed(old.rstrip("\n") + "\n" + PAGE.format(*NAMES[5]), old))
    assert (fault.kind, fault.severity, fault.related) == (Kind.BROKEN, Severity.WARNING, 21)
    assert "2405.00005" in fault.reason


def test_a_bullet_in_the_middle_of_a_table_ends_it() -> None:
    rows = [ROW.format(*name) for name in NAMES[:5]]
    old = HEAD + "| Title | Venue | People |\n|---|---|---|\n" + "".join(rows)
    new = old.replace(rows[3], "- [Frost Maps](https://arxiv.org/abs/2406.00006)\n" + rows[3])
    faults = [fault for fault in changed(new, old).faults if fault.kind is Kind.BROKEN]
    assert [(fault.severity, fault.line) for fault in faults] == [(Severity.ERROR, 11)]
    assert "2 rows" in faults[0].reason
    assert changed(new, old).gone == (), "they fell out of the table, but their text is there"
    assert Kind.BROKEN not in {f.kind for f in changed(old.replace(rows[3], ""), old).faults}, "rows may be taken out"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "| [{0}](https://arxiv.org/abs/{1}) | ICML | {2} | [Code](https://github.com/lu/frost) |\n",
            "4 cells, its table 3",
        ),
        ("| [{0}](https://arxiv.org/abs/{1}) | ICML |\n", "2 cells, its table 3"),
        ("| [{0}](https://arxiv.org/abs/{1}) | ICML | {2} | |\n", ""),
    ],
)
def test_a_row_with_other_cells_than_its_table_has_columns_is_told(row: str, said: str) -> None:
    """GitHub shows no cell behind the last column."""
    old = HEAD + "| Title | Venue | People |\n|---|---|---|\n" + "".join(ROW.format(*name) for name in NAMES[:5])
    told = [fault for fault in changed(old + row.format(*NAMES[5]), old).faults if fault.kind is Kind.BROKEN]
    assert [(fault.line, fault.severity, said in fault.reason) for fault in told] == (
        [(12, Severity.WARNING, True)] if said else []
    )


def test_a_whole_section_that_moves_is_quiet() -> None:
    first, second = HEAD + "".join(ENTRIES[:3]), "## Bees\n\n" + "".join(ENTRIES[3:])
    moved = second + first.replace("# Papers on gardens\n\n", "")
    assert changed("# Papers on gardens\n\n" + moved, first + second).faults == ()


def test_an_entry_in_a_dialect_of_its_own_is_shown_one_of_the_section() -> None:
    foreign = "- **[2026.05]** Frost Maps and Little Else ![](https://img.example.org/s/a/b) [[x](https://arxiv.org/abs/2605.01234)]\n"
    fault = only(changed(OLD + foreign))
    assert (fault.kind, fault.severity) == (Kind.STYLE, Severity.NOTICE)
    assert fault.fix is None
    assert f"see line {fault.related}" in fault.reason


@pytest.mark.parametrize(
    "url",
    [
        "https://www.cell.example.org/neuron/fulltext/S0896-6273(20)30705-4",
        "https://papers.example.org/jair/article/view/13428",
        "https://people.example.org/~ann/frost.pdf",
    ],
)
def test_a_publishers_page_without_an_id_is_a_papers_page(url: str) -> None:
    new = ENTRIES[5].replace("https://arxiv.org/abs/2406.00006", url)
    assert Kind.IDENTITY not in {fault.kind for fault in changed(OLD + new).faults}


def test_works_whose_titles_begin_alike_are_not_one() -> None:
    line = "- [{0}](https://people.example.org/{1}.pdf)\n"
    titles = ("Roses Made Simple", "Bees at Night", "Oaks in Rain", "Ferns and Moss", "Lilies Afloat")
    old = HEAD + "".join(line.format(title, n) for n, title in enumerate(titles))
    assert changed(old + line.format("Roses Made Practical", 9), old).faults == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("- [{}](https://arxiv.org/abs/2501.00009)\n", "begin with “1.”, this one with “-”"),
        ("**{}**\n\n[paper](https://arxiv.org/abs/2501.00009)\n", "begin with “1.”, this one with its words"),
    ],
)
def test_another_bullet_among_entries_that_all_begin_alike_is_told(written: str, said: str) -> None:
    # Every entry has an odd end of its own, so that the section's hand cannot be written again.
    ends = ("!", " (best)", ", worth a look", " // long", "; short")
    old = HEAD + "".join(
        f"{n}. [{name}](https://arxiv.org/abs/{number}){end}\n"
        for n, (end, (name, number, _)) in enumerate(zip(ends, NAMES, strict=False), 1)
    )
    fault = only(changed(f"{old}\n{written.format('Moss on Northern Roofs')}", old))
    assert (fault.kind, fault.severity) == (Kind.STYLE, Severity.NOTICE)
    assert said in fault.reason
    assert fault.related == 9


def test_a_date_at_the_start_of_a_row_is_no_number() -> None:
    ends = ("!", " (best)", ", worth a look", " // long", "; short")
    rows = (f"| 2024.01{end} | {n}) [{name}](https://arxiv.org/abs/{id_}) {end} |\n"
            for n, (end, (name, id_, _)) in enumerate(zip(ends, NAMES, strict=False), 1))  # fmt: skip
    old = f"{HEAD}| Date | Title |\n|---|---|\n" + "".join(rows)
    fault = only(changed(f"{old}2025.01 | [Moss on Roofs](https://arxiv.org/abs/2501.00009) |\n", old))
    assert "begin with “|”, this one with its words" in fault.reason


def test_a_duplicate_beside_it_does_not_hide_another_bullet() -> None:
    old = HEAD + "".join(f"{n}. [{name}](https://arxiv.org/abs/{id_})\n" for n, (name, id_, _) in enumerate(NAMES, 1))
    again, new = (
        f"- [{name}](https://arxiv.org/abs/{id_})\n" for name, id_ in (NAMES[0][:2], ("Moss on Roofs", "2501.00009"))
    )
    kinds = [fault.kind for fault in changed(f"{old}\n{again}{new}", old).faults]
    assert kinds == [Kind.DUPLICATE, Kind.STYLE]


def test_a_next_number_is_no_other_bullet() -> None:
    old = HEAD + "".join(f"{n}. [{name}](https://arxiv.org/abs/{id_})\n" for n, (name, id_, _) in enumerate(NAMES, 1))
    assert changed(old + "7. [Moss on Northern Roofs](https://arxiv.org/abs/2501.00009)\n", old).faults == ()
