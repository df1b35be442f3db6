"""What `lint` finds, what it keeps still about, and what its fixes touch."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.awesome import parse
from bot.checking import lint_brackets
from bot.checking.fault import Fault, Kind, Severity, applied
from bot.checking.lint import CrossListing, fixed, lint
from bot.checking.lint_links import address_fault

HEAD = "# Papers on gardens\n\n## Roses\n\n"


def entry(title: str, number: str, *, authors: str = "Ann Lee, Bo Kim, Cy Fox", code: str = "", tag: str = "") -> str:
    """One entry with its authors below it."""
    lines = [f"- [{title}](https://arxiv.org/abs/{number}){tag}", f"  - {authors}"]
    return "\n".join([*lines, f"  - Code: [Official]({code})"] if code else lines) + "\n\n"


ROSES = entry("Pruning Climbing Roses in Cold Winters", "2401.00001", code="https://github.com/ann/prune")
TULIPS = entry("Tulip Bulbs Under Snow", "2402.00002", authors="Di Roe, Ed Poe", code="https://github.com/di/bulbs")
LILIES = entry("Water Lilies at Night", "2403.00003", authors="Flo Moe, Gus Noe", code="https://github.com/flo/lily")


def found(text: str, cross_listing: CrossListing = "warn") -> list[tuple[Kind, int]]:
    return [(fault.kind, fault.line) for fault in lint(parse(text), cross_listing)]


@pytest.mark.parametrize(
    "link",
    [
        "[Thorns of Old Roses](javascript:alert%281%29)",
        "[Thorns of Old Roses](&#106;avascript:alert%281%29)",
        "[Thorns of Old Roses](DATA:text/html;base64,PHA+)",
        "[Thorns of Old Roses](file:///home/ann/roses.pdf)",
        "[Thorns of Old Roses](C:\\papers\\roses.pdf)",
        "[Thorns of Old Roses](https://arxiv.org/abs/2404.00004) [Code](vbscript:x)",
        '<a href="javascript:alert(1)">Thorns of Old Roses</a>',
    ],
)
def test_a_link_that_no_reader_can_follow_is_told(link: str) -> None:
    fault = only(HEAD + ROSES + f"- {link}\n")
    assert (fault.kind, fault.severity, fault.line) == (Kind.MALFORMED_LINK, Severity.ERROR, 9)
    assert fault.reason.startswith("no reader can follow this link: ")
    assert fault.fix is None


@pytest.mark.parametrize(
    "address",
    ["mailto:ann@example.org", "ftp://example.org/a.pdf", "zotero://select/1", "#roses", "data.md", "file/a.md"],
)
def test_a_link_that_some_reader_can_follow_is_left_alone(address: str) -> None:
    assert not found(HEAD + ROSES + f"- [Thorns of Old Roses](https://arxiv.org/abs/2404.00004) [more]({address})\n")


def only(text: str) -> Fault:
    faults = lint(parse(text))
    assert len(faults) == 1, faults
    return faults[0]


def test_a_sound_list_has_no_faults() -> None:
    assert found(HEAD + ROSES + TULIPS + LILIES) == []


# --- twins ---------------------------------------------------------------------------------------------------------


def test_the_same_paper_twice_in_a_section_is_an_error_that_names_the_first() -> None:
    again = "- [Pruning climbing roses in cold winters](https://arxiv.org/pdf/2401.00001v2.pdf)\n  - Ann Lee\n"
    fault = only(HEAD + ROSES + TULIPS + again)
    assert (fault.kind, fault.severity, fault.line, fault.related) == (Kind.DUPLICATE, Severity.ERROR, 13, 5)
    assert "line 5" in fault.reason
    assert "2401.00001" in fault.reason


@pytest.mark.parametrize(
    ("policy", "severities"), [("allow", []), ("warn", [Severity.WARNING]), ("forbid", [Severity.ERROR])]
)
def test_cross_listing_is_a_policy(policy: CrossListing, severities: list[Severity]) -> None:
    faults = lint(parse(HEAD + ROSES + TULIPS + "## Winter\n\n" + ROSES), policy)
    assert [fault.severity for fault in faults] == severities
    assert all(fault.kind is Kind.CROSS_LISTED and "“Roses”" in fault.reason for fault in faults)


def test_one_link_under_two_unrelated_titles_is_a_wrong_link() -> None:
    text = HEAD + ROSES + entry("Counting Bees With Cheap Microphones", "2401.00001", authors="Hal Ito, Ira Jay")
    assert only(text).kind is Kind.WRONG_LINK


def test_a_nickname_is_not_an_unrelated_title() -> None:
    text = HEAD + ROSES + "## Best\n\n- [PCR](https://arxiv.org/abs/2401.00001)\n  - Ann Lee\n"
    assert found(text) == [(Kind.CROSS_LISTED, 11)]


def test_a_commented_entry_repeats_nothing() -> None:
    assert found(HEAD + ROSES + TULIPS + "<!--\n" + ROSES.strip() + "\n-->\n") == []


def test_one_title_with_two_arxiv_ids_is_asked_about() -> None:
    text = HEAD + ROSES + TULIPS + entry("Pruning Climbing Roses in Cold Winters", "2401.00009")
    assert [kind for kind, _ in found(text)] == [Kind.SAME_TITLE]


def test_a_link_that_was_pasted_wrongly_is_told_once_and_not_with_each_of_the_others() -> None:
    sections = "".join(f"## Bed {n}\n\n" + ROSES for n in range(3))
    text = HEAD + entry("Counting Bees With Cheap Microphones", "2401.00001", authors="Hal Ito, Ira Jay") + sections
    assert [kind for kind, _ in found(text)] == [Kind.WRONG_LINK, Kind.CROSS_LISTED, Kind.CROSS_LISTED]


def test_a_label_that_several_entries_have_for_a_title_names_no_paper() -> None:
    text = HEAD + "".join(f"- [C++ Reference (with Notes)](https://github.com/a{n}/b)\n" for n in range(4))
    assert found(text) == []


def test_a_talk_and_its_article_may_share_a_title() -> None:
    row = "| {1} | [Pruning Climbing Roses in Cold Winters](https://papers.example.org/{0}) |\n"
    head = HEAD + "| Where | Title |\n|---|---|\n"
    fault = only(head + row.format(1, "ICML 2023") + row.format(2, "JMLR 2024"))
    assert (fault.kind, fault.severity) == (Kind.SAME_TITLE, Severity.WARNING)
    assert only(head + row.format(1, "ICML 2023") + row.format(2, "ICML 2023")).kind is Kind.DUPLICATE


# --- links ---------------------------------------------------------------------------------------------------------


def test_a_code_link_that_is_the_papers_own_link() -> None:
    fault = only(HEAD + TULIPS + entry("Rose Hips", "2401.00001", code="https://arxiv.org/pdf/2401.00001"))
    assert (fault.kind, fault.severity, fault.line) == (Kind.CODE_LINK, Severity.ERROR, 11)
    assert "own link" in fault.reason


def test_a_code_link_that_is_another_entrys_paper() -> None:
    fault = only(HEAD + ROSES + entry("Bees", "2405.00005", authors="Al Boe", code="https://arxiv.org/abs/2401.00001"))
    assert (fault.kind, fault.related) == (Kind.CODE_LINK, 5)


def test_a_supplement_on_a_papers_host_is_code() -> None:
    url = "https://openreview.net/attachment?id=abcDEF1234&name=supplementary_material"
    assert found(HEAD + entry("Rose Hips", "2401.00001", code=url)) == []


def test_a_repository_named_after_a_strangers_paper_is_noticed() -> None:
    owner = entry("LilyPad: Floating Leaves", "2403.00003", authors="Flo Moe", code="https://github.com/flo/lilypad")
    text = HEAD + owner + entry("Bees Abroad", "2405.00005", authors="Al Boe", code="https://github.com/flo/lilypad")
    fault = only(text)
    assert (fault.kind, fault.severity, fault.related) == (Kind.CODE_LINK, Severity.NOTICE, 5)


def test_a_listed_repository_owns_no_papers_code() -> None:
    user = entry("Bees Abroad", "2405.00005", authors="Al Boe", code="https://github.com/flo/lilypad")
    assert found(HEAD + user + "- Lily Pad: Floating Leaves [[Code](https://github.com/flo/lilypad)]\n") == []


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("ttps://github.com/a/b", "https://github.com/a/b"),
        ("htps://github.com/a/b", "https://github.com/a/b"),
        ("https: //github.com/a/b", "https://github.com/a/b"),
        ("https://https://github.com/a/b", "https://github.com/a/b"),
        ("www.example.org/a.pdf", "https://www.example.org/a.pdf"),
        ("arxiv.org/pdf/2402.00525.pdf", "https://arxiv.org/pdf/2402.00525.pdf"),
        ("https://arxiv.org/abs//2306.08707", "https://arxiv.org/abs/2306.08707"),
        ("https://github.com/a/b\u200b", "https://github.com/a/b"),
        ("https://arxiv.org/abs/2401.0001", ""),
        ("https://arxiv.org/abs/2413.00001", ""),
        ("https://arxiv.org/abs/1401.00001", ""),
        ("https://arxiv.org/html/2401.0001/x1.png", ""),
        ("https://example.org/a b", ""),
        ("https://example.org/ahttps://example.org/b", ""),
        ("https://soon/", ""),
        ("https://openreview.net/forum?id=", ""),
        ("link_to_paper", ""),
    ],
)
def test_an_address_that_cannot_work(broken: str, mended: str) -> None:
    wrong = address_fault(broken)
    assert wrong is not None
    assert wrong[1] == mended
    assert mended == "" or address_fault(mended) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://arxiv.org/abs/1401.0001",
        "https://arxiv.org/abs/math/0211159v1",
        "https://arxiv.org/abs/solv-int/9701001",
        "https://arxiv.org/pdf/2401.00001v3.pdf",
        "https://arxiv.org/list/cs.CV/recent",
        "https://arxiv.org/html/2401.00001v1/x1.png",
        "https://arxiv.org/html/2401.00001v2/extracted/5669159/view.png",
        "https://web.archive.org/web/2020/https://example.org/a",
        "https://example.org/login?next=https://example.org/b",
        "http://localhost:8000/a",
        "docs/more.md",
        "./more.md",
        "LICENSE.txt",
        "#roses",
        "mailto:a@example.org",
        "https://doi.org/10.1002/(SICI)1099-1182(199905)10:3<187::AID-SD",
    ],
)
def test_an_address_that_may_work(address: str) -> None:
    assert address_fault(address) is None


def test_an_empty_link_is_told_but_a_habit_is_house_style() -> None:
    bare = "- [Rose Hips {0}](https://arxiv.org/abs/2401.0000{0}) [[Code]()]\n"
    assert found(HEAD + bare.format(1) + TULIPS) == [(Kind.EMPTY_LINK, 5)]
    assert found(HEAD + "".join(bare.format(n) for n in range(1, 6))) == []


def test_links_that_readers_do_not_see_as_links() -> None:
    apart = "- Rose Hips [[pdf]](https://arxiv.org/abs/2401.00001) [[code]] (https://github.com/a/b)\n"
    fault = only(HEAD + apart)
    assert fault.kind is Kind.MALFORMED_LINK
    assert fault.fix == apart.replace("]] (", "]](").rstrip()
    assert found(HEAD + TULIPS + "[[Code](https://github.com/a/b]\n") == [(Kind.MALFORMED_LINK, 9)]


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("[[Paper](https://a.org/p] [[Code](https://b.org/c)]", "[[Paper](https://a.org/p)] [[Code](https://b.org/c)]"),
        ("[Rose Hips](https://a.org/p], 2024", "[Rose Hips](https://a.org/p), 2024"),
        ("| [Rose Hips](https://a.org/p | ICML |", "| [Rose Hips](https://a.org/p) | ICML |"),
        ("[Rose Hips](https://a.org/p, ICML [[code]](https://b.org/c)", "[Rose Hips](https://a.org/p), ICML [[code]](https://b.org/c)"),
        ("Rose Hips [[pdf](https://a.org/p", "Rose Hips [[pdf](https://a.org/p)]"),
        ("Rose Hips [pdf(https://a.org/p) and more", "Rose Hips [pdf](https://a.org/p) and more"),
        ("Rose Hips. [[pdf(https://a.org/p)] [[code](https://b.org/c)]", "Rose Hips. [[pdf](https://a.org/p)] [[code](https://b.org/c)]"),
        ("Rose Hips [[pdf]]https://a.org/p)", "Rose Hips [[pdf]](https://a.org/p)"),
        ("[Hips (Rose)] (https://a.org/p)", "[Hips (Rose)](https://a.org/p)"),
        ("Paper: https//a.org/p", "Paper: https://a.org/p"),
        ("Paper: <ttps://a.org/p>", "Paper: <https://a.org/p>"),
        ("[Rose Hips](https://a.org/p and some words", ""),
    ],
)  # fmt: skip
def test_a_lost_bracket_is_told_and_put_back(broken: str, mended: str) -> None:
    fault = lint_brackets.broken(broken, goes_on=False)
    assert fault is not None
    assert fault[1] == mended
    assert not mended or lint_brackets.broken(mended, goes_on=False) is None


def test_a_link_that_may_go_on_in_the_next_line_is_not_closed_for_it() -> None:
    fault = lint_brackets.broken("[Rose Hips](https://a.org/p", goes_on=True)
    assert fault is not None
    assert fault[1] == ""


@pytest.mark.parametrize(
    "sound",
    [
        '[a](https://a.org/p "the title") and [b](https://b.org/c_(d)_e)',
        "[a](<https://a.org/p>) ([code](https://b.org/c))",
        "[Roses (https://a.org/p)] grow",
        "([paper]https://a.org/p)",
        "`[a](https://a.org/p` is how links begin",
        "[[Paper](https://a.org/p)] (https://b.org/mirror)",
        "for x in [0, 1) see https://a.org/p",
        "[a](https://a.org/p ) [b]( https://b.org/c )",
        "ends here](https://a.org/p) after a break",
    ],
)
def test_brackets_that_only_look_odd(sound: str) -> None:
    assert lint_brackets.broken(sound, goes_on=False) is None


def test_a_badge_that_is_no_link_anywhere_is_a_badge() -> None:
    badge = "- [![Type](https://img.example.org/{0}.svg)]() [Rose Hips {0}](https://arxiv.org/abs/2401.0000{0})\n"
    assert found(HEAD + badge.format(1) + TULIPS) == []
    linked = "".join(badge.format(n).replace("()", "(https://github.com/a/b)") for n in range(2, 6))
    assert found(HEAD + linked + badge.format(1)) == [(Kind.EMPTY_LINK, 9)]


def test_a_dash_that_is_a_link_to_nowhere_says_that_there_is_none() -> None:
    assert found(HEAD + "- [Rose Hips](https://arxiv.org/abs/2401.00001) [---]()\n" + TULIPS) == []


def test_a_word_in_the_place_of_many_addresses_is_one_finding() -> None:
    text = HEAD + "".join(f"- [Rose Hips {n}](https://arxiv.org/abs/2401.0000{n}) [code](nan)\n" for n in range(1, 5))
    fault = only(text)
    assert (fault.kind, fault.line) == (Kind.MALFORMED_LINK, 5)
    assert "5, 6, 7, 8" in fault.reason


def test_a_bare_address_with_a_slip_is_mended() -> None:
    fault = only(HEAD + TULIPS + "- Paper: htps://example.org/a.b\n")
    assert (fault.kind, fault.fix) == (Kind.MALFORMED_LINK, "- Paper: https://example.org/a.b")


def test_links_to_a_closed_site_are_one_finding() -> None:
    more = "".join(f"  - [SOTA](https://paperswithcode.com/sota/{n})\n" for n in range(3))
    fault = only(HEAD + ROSES.rstrip() + "\n" + more)
    assert fault.kind is Kind.RETIRED_HOST
    assert "8, 9, 10" in fault.reason


# --- entries -------------------------------------------------------------------------------------------------------

FLAT = "- [Flat Beds](https://arxiv.org/abs/2404.00004)\n- Jo Koe, Kay Loe, Lu Moe\n- Code: Waiting\n- Idea: dig less\n"


def test_children_beside_their_entry_are_indented_as_the_others_are() -> None:
    fault = only(HEAD + ROSES + TULIPS + LILIES + FLAT)
    assert (fault.kind, fault.line, fault.end_line) == (Kind.NOT_NESTED, 17, 20)
    assert fault.fix == FLAT.rstrip("\n").replace("\n- ", "\n  - ")


def held(bullet: str, indent: str, *items: str) -> str:
    """Four entries that hold these items, and one more beside which they stand."""
    below = "".join(f"{indent}{bullet} {item}\n" for item in items)
    four = "".join(f"- {name} in Winter\n{below}".replace("0000N", f"0000{n}") for n, name in enumerate(FLOWERS))
    return "# Papers\n\n" + four + "- Elms in Winter\n" + below.replace(indent + bullet, bullet).replace("N", "9")


FLOWERS = ("Roses", "Tulips", "Lilies", "Asters")
LINKED = "[[paper]](https://arxiv.org/abs/2404.0000N)"


@pytest.mark.parametrize(
    "text",
    [
        held("*", "\t", "**ICML 2024**", LINKED, "Tells how they keep."),
        held("-", "  ", "_Jo Koe, Kay Loe_", "`ICML 2024`", LINKED),
        held("-", "    ", "Venue: ICML 2024", "Paper: https://arxiv.org/abs/2404.0000N"),
    ],
)
def test_items_in_the_form_of_what_others_hold_are_indented_as_theirs(text: str) -> None:
    at = text.index("- Elms") + len("- Elms in Winter\n")
    below = text[text.index("Roses in Winter\n") + 16 : text.index("- Tulips")]
    faults = [fault for fault in lint(parse(text)) if fault.kind is Kind.NOT_NESTED]
    assert [(fault.line, fault.end_line) for fault in faults] == [(text[:at].count("\n"), text.count("\n"))]
    assert applied(text, faults) == text[:at] + below.replace("00000", "00009")


def test_a_list_that_never_nests_is_left_alone() -> None:
    other = FLAT.replace("Flat Beds", "High Hedges").replace("2404", "2405").replace("Jo Koe", "Jo Poe")
    assert found(HEAD + FLAT + "\n" + other) == []


def test_a_preprint_year_before_its_id_is_told_and_a_later_one_is_not() -> None:
    early = entry("Rose Hips", "2401.00001", tag=" [arXiv 2022]")
    late = entry("Oak Galls", "2312.00001", authors="Al Boe, Bea Coe", tag=" [ICML 2024]")
    edge = entry("Elm Bark", "2401.00007", authors="Cat Doe, Dee Foe", tag=" [arXiv 2023]")
    assert found(HEAD + early + late + edge) == [(Kind.YEAR, 5)]


def dated(year: int, number: str, n: int, venue: str = "ICML") -> str:
    name = "Alder Birch Cedar Elder Fir Gorse Holly".split()[n]
    return f"- [{name} Under Rain](https://arxiv.org/abs/{number}) [{venue} {year}]\n"


def test_a_year_long_before_the_id_is_told_whatever_the_venue() -> None:
    usual = "".join(dated(2023, f"2301.0000{n}", n) for n in range(5))
    for late, severity in (
        (dated(2020, "2301.00009", 5), Severity.WARNING),
        (dated(2022, "2306.00009", 5), Severity.NOTICE),
    ):
        fault = only(HEAD + usual + late)
        assert (fault.kind, fault.line, fault.severity) == (Kind.YEAR, 10, severity)
    spring, workshop = dated(2022, "2303.00009", 5), dated(2022, "2306.00009", 6, "ICML Workshop")
    assert found(HEAD + usual + spring + workshop) == []


@pytest.mark.parametrize("printed", ["ICML' 20", "ICML '20", "ICML’20", "ICML 2020"])
def test_a_year_is_quoted_as_it_is_printed(printed: str) -> None:
    usual = "".join(dated(2023, f"2301.0000{n}", n) for n in range(5))
    late = dated(2020, "2301.00009", 5).replace("ICML 2020", printed)
    assert only(HEAD + usual + late).reason.startswith(f"“{printed}” is before")


def test_years_say_nothing_where_old_papers_came_to_arxiv_late() -> None:
    bulk = "".join(dated(2009, f"1205.000{n}", n, "UAI") for n in range(6))
    assert found(HEAD + bulk) == []
    theory = "".join(dated(2012 + n, f"2301.0000{n}", n, "STOC") for n in range(6))
    assert found(HEAD + theory) == []


def test_authors_copied_from_the_neighbour() -> None:
    copied = entry("Counting Bees With Microphones", "2405.00005", code="https://github.com/zed/bees")
    fault = only(HEAD + ROSES + copied)
    assert (fault.kind, fault.severity, fault.line, fault.related) == (Kind.AUTHORS, Severity.WARNING, 10, 5)


def test_sequels_by_one_group_are_no_copies() -> None:
    assert found(HEAD + ROSES + entry("Pruning Old Roses in Summer", "2405.00005")) == []


def test_the_word_that_all_titles_have_does_not_make_sequels() -> None:
    people = "Ann Lee, Bo Kim, Cy Fox, Di Roe, Ed Poe, Flo Moe"
    names = ("Alder", "Birch", "Cedar", "Elder", "Fir")
    others = "".join(
        entry(f"Roses and {name}", f"2401.0001{n}", authors=f"Gus {name}, Hal Noe") for n, name in enumerate(names)
    )
    first = entry("Roses Under Snow", "2401.00001", authors=people)
    copied = entry("Feeding Roses Well", "2401.00002", authors=people)
    assert found(HEAD + others + first + copied) == [(Kind.AUTHORS, 24)]
    few = "Ann Lee, Bo Kim, Cy Fox"
    assert found(HEAD + others + first.replace(people, few) + copied.replace(people, few)) == []


# --- words ---------------------------------------------------------------------------------------------------------


def test_a_tag_in_two_cases_is_told_where_the_list_is_of_one_mind() -> None:
    names = "Alder Birch Cedar Elder Fir".split()
    many = "".join(
        f"- [{name} Under Rain](https://arxiv.org/abs/2401.0000{n}) [Arxiv 2024]\n" for n, name in enumerate(names)
    )
    odd = "- [Gorse in Wind](https://arxiv.org/abs/2401.00009) [arXiv 2024]\n"
    fault = only(HEAD + many + odd)
    assert (fault.kind, fault.line) == (Kind.SPELLING, 10)
    assert "“arXiv”" in fault.reason
    assert "“Arxiv” (5 times)" in fault.reason
    assert found(HEAD + many + odd.replace("[arXiv 2024]", "[Arxiv 2024]")) == []


def test_a_venue_in_two_cases_is_told_without_brackets_too() -> None:
    row = "| [{0} Under Rain](https://arxiv.org/abs/2401.0000{1}) | {2} | 2024 |\n"
    names = "Alder Birch Cedar Elder Fir Gorse Holly".split()
    head = HEAD + "| Title | Venue | Year |\n|---|---|---|\n"
    rows = [row.format(name, n, "NeurIPS") for n, name in enumerate(names)]
    fault = only(head + "".join(rows) + row.format("Ivy", 8, "Neurips"))
    assert (fault.kind, fault.line) == (Kind.SPELLING, 14)
    assert "“NeurIPS” (7 times)" in fault.reason
    assert found(head + "".join(rows) + row.format("Ivy", 8, "ICML") + row.format("Juniper", 9, " NeurIPS ")) == []


def test_a_heading_with_letters_missing() -> None:
    titles = "".join(
        f"- [Autoregressive {name}](https://arxiv.org/abs/2401.0000{n})\n"
        for n, name in enumerate("Ash Elm Fir Oak".split())
    )
    assert found("# Trees\n\n## Autogressive Trees\n\n" + titles) == [(Kind.SPELLING, 3)]
    assert found("# Trees\n\n## Autoregressive Trees\n\n" + titles) == []


# --- size ----------------------------------------------------------------------------------------------------------


def test_a_file_near_what_github_shows() -> None:
    assert found(HEAD + ROSES + "x" * 460_000) == [(Kind.SIZE, 1)]


# --- fixes ---------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        HEAD, ROSES, TULIPS, LILIES, FLAT, FLAT.replace("\n", "\r\n"), "## More\n", "\n", "<!--\n", "-->\n", "```\n",
        "- [A](ttps://a.org/b) [[c]] (https://d.org)\n", "| a | b |\n|---|---|\n| [A](www.a.org) | https://b.org |\n",
        "  - Code: [x](https://https://a.org)\n", "- [A](https: //a.org/b)", "- [A(https://a.org/b)\n", "[[x](https://a.org]\n", "\ufeff", "\u00a0",
        "- Code: Waiting\n", "**Bold**\n", "[a] (https://b.org) [a] (https://b.org)\n", "[x]https://a.org/)\n", "\udce9",
    ]
)  # fmt: skip
LISTS = st.lists(PIECES | st.text(max_size=12), max_size=14).map("".join)


@given(LISTS)
@settings(max_examples=150, deadline=None)
def test_fixing_twice_is_fixing_once(text: str) -> None:
    once = fixed(text)
    assert fixed(once) == once


@given(LISTS)
@settings(max_examples=150, deadline=None)
def test_a_fix_touches_only_its_lines(text: str) -> None:
    faults = [fault for fault in lint(parse(text)) if fault.fix is not None]
    written = {n for fault in faults for n in range(fault.line, fault.end_line + 1)}
    before, after = text.split("\n"), applied(text, faults).split("\n")
    assert len(before) == len(after)
    assert all(old == new for n, (old, new) in enumerate(zip(before, after, strict=True), 1) if n not in written)


@given(st.text() | LISTS)
@settings(max_examples=150, deadline=None)
def test_any_text_has_an_answer_with_lines_inside_it(text: str) -> None:
    count = max(1, len(text.split("\n")))
    for fault in lint(parse(text)):
        assert 1 <= fault.line <= fault.end_line <= count


def test_indenting_children_changes_no_field_of_any_entry() -> None:
    before = HEAD + ROSES + TULIPS + LILIES + FLAT
    after = fixed(before)
    assert after == before.replace(FLAT, FLAT.rstrip("\n").replace("\n- ", "\n  - ") + "\n")
    assert [(e.title, e.url, e.authors) for e in parse(after).entries] == [
        (e.title, e.url, e.authors) for e in parse(before).entries
    ]


def test_line_ends_of_a_fixed_entry_stay() -> None:
    before = (HEAD + ROSES + TULIPS + LILIES + FLAT).replace("\n", "\r\n")
    assert fixed(before).replace("\r\n", "\n") == fixed(before.replace("\r\n", "\n"))
    assert fixed(before).count("\r\n") == before.count("\r\n")


# --- real lists ----------------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_the_seed_list_has_the_faults_that_people_know_and_no_other(shared: Path) -> None:
    seed = next((shared / "data" / "seeds").glob("000*")).read_bytes().decode("utf-8")
    kinds = {(fault.kind, fault.line, fault.end_line) for fault in lint(parse(seed))}
    assert kinds == {
        (Kind.CODE_LINK, 198, 198),
        (Kind.CODE_LINK, 203, 203),
        (Kind.NOT_NESTED, 216, 219),
        (Kind.AUTHORS, 172, 172),
        (Kind.SPELLING, 8, 8),
    }
    assert [fault.kind for fault in lint(parse(fixed(seed))) if fault.fix is not None] == []


def noted(*notes: str) -> str:
    """A section of entries, each with a line below it that is written as given."""
    items = [
        f"- [Roses of Kind {n} in Winter](https://arxiv.org/abs/2401.0000{n})\n{note}\n" for n, note in enumerate(notes)
    ]
    return "# Papers\n\n## Roses\n\n" + "".join(items)


def test_a_note_beside_its_entry_is_told_where_others_stand_below() -> None:
    below = ["  - It says how roses live."] * 3
    (fault,) = lint(parse(noted(*below, "- It says how roses die.\n- And why.")))
    assert (fault.kind, fault.severity, fault.line, fault.end_line) == (Kind.NOT_NESTED, Severity.WARNING, 12, 13)
    assert fault.related == 11
    assert fault.fix is None


@pytest.mark.parametrize(
    "text",
    [
        noted("  - Below.", "  - Below.", "- Beside."),
        noted("- Beside.", "- Beside.", "- Beside.", "- Beside."),
        noted("  - Below.", "  - Below.", "  - Below.", "\nSome words.\n\n- Far away."),
    ],
)
def test_a_note_beside_its_entry_is_no_fault_where_that_is_the_habit(text: str) -> None:
    assert lint(parse(text)) == ()


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("- **[Rose Hips](https://arxiv.org/abs/2401.00009**", "- **[Rose Hips](https://arxiv.org/abs/2401.00009)**"),
        ("1. *[Hips](https://a.org/9* - *Ann Lee*", "1. *[Hips](https://a.org/9)* - *Ann Lee*"),
        ("- [Hips](https://a.org/9，[b](https://a.org/b)", "- [Hips](https://a.org/9)，[b](https://a.org/b)"),
        ("- Hips [`PDF`] (https://a.org/9)", "- Hips [`PDF`](https://a.org/9)"),
    ],
)
def test_a_bracket_is_closed_before_the_marks_that_stand_around_the_link(line: str, mended: str) -> None:
    assert only(HEAD + ROSES + line + "\n").fix == mended


@pytest.mark.parametrize(
    ("broken", "kind", "mended"),
    [
        ('href="arxiv.org/abs/2405.00001"', Kind.MALFORMED_LINK, 'href="https://arxiv.org/abs/2405.00001"'),
        ('href="ttps://arxiv.org/abs/2405.00001"', Kind.MALFORMED_LINK, 'href="https://arxiv.org/abs/2405.00001"'),
        ('href=""', Kind.EMPTY_LINK, None),
    ],
)
def test_a_broken_link_that_keeps_a_row_from_being_an_entry_is_told(
    broken: str, kind: Kind, mended: str | None
) -> None:
    row = "<tr><td>{}</td><td><a {}>Paper</a></td></tr>\n"
    rows = "".join(row.format(f"{n} Roses", f'href="https://arxiv.org/abs/2401.0000{n}"') for n in range(3))
    fault = only(f"# Roses\n\n<table>\n{rows}{row.format('Elm Bark', broken)}</table>\n")
    assert (fault.kind, fault.line) == (kind, 7)
    assert fault.fix == (row.format("Elm Bark", mended).rstrip("\n") if mended else None)


CODED = "| Paper | Code |\n|---|---|\n" + "".join(
    f"| [{name} Under Rain](https://arxiv.org/abs/2401.0000{n}) | [link](https://github.com/a/{name}) |\n"
    for n, name in enumerate(("alder", "birch", "cedar", "elder"))
)


def test_a_paper_in_the_column_of_code_is_told_whatever_its_label() -> None:
    row = "| [Pruning Climbing Roses](https://arxiv.org/abs/2402.00001) | [link](https://arxiv.org/abs/{}) |\n"
    assert only(HEAD + CODED + row.format("2402.00001")).kind is Kind.CODE_LINK
    assert only(HEAD + CODED + row.format("2309.00009")).kind is Kind.CODE_LINK


def test_a_row_is_repeated_whatever_stands_in_a_first_cell_that_names_nothing() -> None:
    row = "| {} | [Pruning Climbing Roses in Winter](https://arxiv.org/abs/2402.00001) |\n"
    link = "[code](https://github.com/a/prune)"
    rows = "| Code | Paper |\n|---|---|\n" + row.format(link) + row.format("-")
    assert found(HEAD + rows) == [(Kind.DUPLICATE, 8)]
    named = "<table>\n{}</table>\n".format(
        "".join(
            f'<tr><td>{name}</td><td><a href="https://arxiv.org/abs/2402.00001">Paper</a></td></tr>\n'
            for name in ("Rose-T5", "Rose-PaLM")
        )
    )
    assert found(HEAD + named) == []


def test_tags_in_a_labelled_list_are_spelt_one_way() -> None:
    usual = "".join(
        entry(f"{name} Under Rain", f"2401.0000{n}", authors=f"Ann {name}, Bo Kim") for n, name in enumerate(NAMES)
    )
    text = usual.replace("\n\n", "\n  - Keywords: pruning, soil\n\n")
    fault = only(HEAD + text[::-1].replace("gninurp", "gninurP", 1)[::-1])
    assert fault.kind is Kind.SPELLING
    assert "“Pruning”; elsewhere this list writes “pruning”" in fault.reason


NAMES = "Alder Birch Cedar Elder Fir Gorse Holly".split()


def test_the_first_digits_of_an_id_are_no_year() -> None:
    text = HEAD + "".join(
        f"- [{name} Under Rain](https://arxiv.org/abs/2004.1000{n}) [arXiv 2004]\n" for n, name in enumerate(NAMES)
    )
    assert found(text) == []
    assert {one.year for one in parse(text).entries} == {2020}
