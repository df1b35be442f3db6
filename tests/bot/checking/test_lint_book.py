"""A list in all its files: what two chapters share, what a mirror lacks or calls by another id, and what mends it."""

from __future__ import annotations

import pytest

from bot import awesome
from bot.book import Book
from bot.checking import lint, lint_book
from bot.checking.fault import Fault, Kind, Severity, applied
from bot.checking.lint import CrossListing

LIST, ZH, FR, BIRDS = "README.md", "README_zh.md", "README_fr.md", "papers/birds.md"
ROSES = "Pruning Climbing Roses in Winter"
OWLS = "Owls and Their Prey at Night"
BEES = "Bees That Count to Four"
TULIPS = "Tulip Bulbs Under Deep Snow"
IDS = {ROSES: "2401.00001", OWLS: "2402.00002", BEES: "2403.00003", TULIPS: "2404.00004"}


def english(*titles: str, **ids: str) -> str:
    lines = [
        f"- [{title}](https://arxiv.org/abs/{IDS[title]}) [Arxiv 2024]\n  - Ada Byron, Kurt Weil\n" for title in titles
    ]
    return "# Gardens\n\n## Roses and Owls\n\n" + "\n".join(lines)


def chinese(*titles: str, swap: tuple[str, str] = ("", "")) -> str:
    lines = [f"* **{title}**, Arxiv 2024. [[论文]](https://arxiv.org/pdf/{IDS[title]})\r\n" for title in titles]
    return (
        ("# 花园\r\n\r\n## 玫瑰\r\n\r\n" + "".join(lines)).replace(*swap)
        if swap[0]
        else "# 花园\r\n\r\n## 玫瑰\r\n\r\n" + "".join(lines)
    )


def book(original: str, mirrors: dict[str, str], chapters: dict[str, str] | None = None) -> Book:
    lists = {LIST: original, **(chapters or {})}
    return Book(
        path=LIST,
        lists={path: awesome.parse(text) for path, text in lists.items()},
        mirrors={path: awesome.parse(text) for path, text in mirrors.items()},
    )


def found(one: Book, policy: CrossListing = "warn") -> list[tuple[str, Fault]]:
    return [(path, fault) for path, faults in lint_book.faults(one, policy).items() for fault in faults]


def test_a_mirror_that_holds_the_same_papers_has_no_faults() -> None:
    assert found(book(english(ROSES, OWLS, BEES), {ZH: chinese(OWLS, ROSES, BEES)})) == []


def test_a_list_of_one_file_has_the_faults_it_had() -> None:
    text = english(ROSES, OWLS, ROSES) + "\n- [Bees](ttps://example.org/bees)\n"
    assert lint_book.faults(book(text, {})) == {LIST: lint.lint(awesome.parse(text))}


@pytest.mark.parametrize(
    ("policy", "severity"), [("allow", None), ("warn", Severity.WARNING), ("forbid", Severity.ERROR)]
)
def test_a_paper_in_two_chapters_is_cross_listed_and_says_where(
    policy: CrossListing, severity: Severity | None
) -> None:
    one = book(english(ROSES), {}, {BIRDS: english(BEES, ROSES).replace("Roses and Owls", "Birds")})
    told = found(one, policy)
    assert [(path, fault.kind, fault.severity) for path, fault in told] == (
        [(BIRDS, Kind.CROSS_LISTED, severity)] if severity else []
    )
    for _, fault in told:
        assert fault.reason == f"also listed in {LIST} line 5 in “Roses and Owls” (arXiv 2401.00001)"
        assert (fault.elsewhere, fault.related, fault.line) == (LIST, 5, 8)


def test_one_link_under_two_titles_in_two_chapters_is_a_wrong_link() -> None:
    one = book(english(ROSES), {}, {BIRDS: english(BEES).replace(IDS[BEES], IDS[ROSES])})
    ((path, fault),) = found(one)
    assert (path, fault.kind, fault.elsewhere) == (BIRDS, Kind.WRONG_LINK, LIST)
    assert f"{LIST} line 5" in fault.reason


def test_what_a_mirror_repeats_of_cross_listing_is_told_once() -> None:
    text = (
        english(ROSES)
        + "\n## Best\n\n- ["
        + ROSES
        + "](https://arxiv.org/abs/2401.00001) [Arxiv 2024]\n  - Ada Byron\n"
    )
    told = found(book(text, {ZH: text}))
    assert [(path, fault.kind) for path, fault in told] == [(LIST, Kind.CROSS_LISTED)]


def test_a_paper_that_the_mirror_lacks_is_told_with_both_places_and_written_in_its_hand() -> None:
    one = book(english(ROSES, OWLS, BEES), {ZH: chinese(ROSES, BEES)})
    ((path, fault),) = found(one)
    assert (path, fault.kind, fault.severity) == (ZH, Kind.MIRROR, Severity.WARNING)
    assert (fault.elsewhere, fault.related) == (LIST, 8)
    assert f"{LIST} line 8 lists “{OWLS}”" in fault.reason
    assert applied(chinese(ROSES, BEES), [fault]) == chinese(ROSES, OWLS, BEES)
    assert lint_book.fixed(one) == {LIST: english(ROSES, OWLS, BEES), ZH: chinese(ROSES, OWLS, BEES)}


@pytest.mark.parametrize("there", [(TULIPS, ROSES), (ROSES, TULIPS)])
def test_several_missing_ones_come_in_the_order_the_mirror_keeps(there: tuple[str, ...]) -> None:
    ours = (ROSES, OWLS, BEES, TULIPS)
    wanted = ours if there == (ROSES, TULIPS) else tuple(reversed(ours))
    one = book(english(*ours), {ZH: chinese(*there)})
    after = lint_book.fixed(one)
    assert after == {LIST: english(*ours), ZH: chinese(*wanted)}
    assert found(one.with_texts(after)) == []


def test_translated_titles_are_left_to_a_person() -> None:
    text = chinese(ROSES, BEES).replace(ROSES, "冬天修剪玫瑰").replace(BEES, "会数到四的蜜蜂")
    one = book(english(ROSES, OWLS, BEES), {ZH: text})
    ((path, fault),) = found(one)
    assert (path, fault.kind, fault.fix, fault.line) == (ZH, Kind.MIRROR, None, 3)
    assert lint_book.fixed(one)[ZH] == text


def test_a_section_without_a_counterpart_is_one_finding() -> None:
    text = english(ROSES, BEES) + "\n## Night\n\n" + english(OWLS, TULIPS).partition("Owls\n\n")[2]
    told = [fault for path, fault in found(book(text, {ZH: chinese(ROSES, BEES)})) if path == ZH]
    assert len(told) == 1
    assert "2 papers in “Gardens > Night”" in told[0].reason
    assert told[0].fix is None


def test_a_paper_that_only_the_mirror_has_is_a_notice() -> None:
    ((path, fault),) = found(book(english(ROSES, BEES), {ZH: chinese(ROSES, OWLS, BEES)}))
    assert (path, fault.kind, fault.severity, fault.line) == (ZH, Kind.MIRROR, Severity.NOTICE, 6)


# --- another id -------------------------------------------------------------------------------------------------------

WRONG = (IDS[OWLS], "2402.99999")


def test_another_id_is_an_error_with_both_places() -> None:
    ((path, fault),) = found(book(english(ROSES, OWLS), {ZH: chinese(ROSES, OWLS, swap=WRONG)}))
    assert (path, fault.kind, fault.severity) == (ZH, Kind.MIRROR_ID, Severity.ERROR)
    assert (fault.line, fault.elsewhere, fault.related, fault.fix) == (6, LIST, 8, None)
    assert "arXiv 2402.99999 here, but arXiv 2402.00002 in README.md line 8" in fault.reason


def test_a_third_file_tells_which_link_is_wrong() -> None:
    good = chinese(ROSES, OWLS)
    mirrors = {ZH: chinese(ROSES, OWLS, swap=WRONG), FR: good}
    one = book(english(ROSES, OWLS), mirrors)
    ((path, fault),) = found(one)
    assert (path, fault.reason.endswith("this link is wrong")) == (ZH, True)
    assert lint_book.fixed(one) == {LIST: english(ROSES, OWLS), ZH: good, FR: good}


def test_the_original_is_mended_where_two_mirrors_agree_against_it() -> None:
    good = chinese(ROSES, OWLS)
    one = book(english(ROSES, OWLS).replace(*WRONG), {ZH: good, FR: good})
    ((path, fault),) = found(one)
    assert (path, fault.kind) == (LIST, Kind.MIRROR_ID)
    assert lint_book.fixed(one) == {LIST: english(ROSES, OWLS), ZH: good, FR: good}


def test_a_link_of_another_listed_paper_is_the_wrong_one() -> None:
    there = chinese(ROSES, OWLS, BEES, swap=(IDS[OWLS], IDS[BEES]))
    told = [fault for _, fault in found(book(english(ROSES, OWLS, BEES), {ZH: there})) if fault.kind is Kind.WRONG_LINK]
    assert len(told) == 1


def test_an_address_of_another_kind_is_no_other_id() -> None:
    there = chinese(ROSES, OWLS, swap=(f"https://arxiv.org/pdf/{IDS[OWLS]}", "https://doi.org/10.1145/3292500.3330701"))
    assert found(book(english(ROSES, OWLS), {ZH: there})) == []
