"""A feed's names as a list prints names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import awesome, house_style
from bot.model import Paper
from bot.writing.short_names import printer_of

NAMES = ("Mei Tanaka", "Jean-Luc M. Picard", "Aaron van den Berg", "Hal Day III", "DeepMaths Team", "李明")
REST = ("DeepMaths Team", "李明")


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        (("Lee", "et al.", "Chen", "Ruiz"), ("Tanaka", "Picard", "van den Berg", "Day", *REST)),
        (("A. Lee", "B. Chen", "X. Y. Zu"), ("M. Tanaka", "J.-L. M. Picard", "A. van den Berg", "H. Day", *REST)),
        (("A. Lee", "B.C. Chen", "X. Zu"), ("M. Tanaka", "J.-L.M. Picard", "A. van den Berg", "H. Day", *REST)),
        (
            ("Lee, A.", "Chen, B. C.", "Zu, X."),
            ("Tanaka, M.", "Picard, J.-L. M.", "van den Berg, A.", "Day, H.", *REST),
        ),
        (
            ("A. Lee", "B. C. Zu", "X. Yu", "Day, C."),
            ("M. Tanaka", "J.-L. M. Picard", "A. van den Berg", "H. Day", *REST),
        ),
        (("Lin X", "Bell P A", "Cog R"), ("Tanaka M", "Picard J L M", "van den Berg A", "Day H", *REST)),
        (("X Lin", "PA Bell", "R Cog"), ("M Tanaka", "JLM Picard", "A van den Berg", "H Day", *REST)),
        (("Ann Lee", "Bo Chen", "Cy Day"), NAMES),
        (("Lee", "Chen", "Ann Oh"), NAMES),
        (("Lee", "Chen"), NAMES),
        ((), NAMES),
    ],
)
def test_a_full_name_is_printed_as_the_others_are(seen: tuple[str, ...], printed: tuple[str, ...]) -> None:
    assert tuple(map(printer_of(seen), NAMES)) == printed


LIST = """# L

## S
- 2018-05
  - Lee and Chen - 2014 - **One Paper** [[pdf]](https://arxiv.org/abs/1401.00001)
  - Day et al. - 2015 - **Two Papers** [[pdf]](https://arxiv.org/abs/1501.00002)
  * Eng et al. - 2016 - **Third Paper** [[pdf]](https://arxiv.org/abs/1601.00003)
  - Fox and Gay - 2017 - **Fourth Paper** [[pdf]](https://arxiv.org/abs/1701.00004)
"""


def test_two_words_where_people_stand_are_two_people() -> None:
    entries = awesome.parse(LIST).entries
    assert [entry.authors for entry in entries] == [
        ("Lee", "Chen"),
        ("Day", "et al."),
        ("Eng", "et al."),
        ("Fox", "Gay"),
    ]
    assert not any(entry.tags for entry in entries)


def test_a_feeds_people_are_named_as_here_and_a_persons_as_given() -> None:
    paper = Paper(
        title="Fresh", url="https://arxiv.org/abs/1801.00009", authors=NAMES[:3], year=2018, sources=("arXiv",)
    )
    alist = awesome.parse(LIST)
    assert house_style.add(alist, paper, "2018-05").block.startswith("  - Tanaka et al. - 2018")
    assert house_style.add(alist, replace(paper, sources=()), "2018-05").block.startswith("  - Mei Tanaka")


@pytest.mark.parametrize(
    "seen", [("张三", "李四", "王五", "陈七"), ("たなか", "すずき", "さとう"), ("김철수", "이영희", "박민수")]
)
def test_names_without_blanks_do_not_say_that_family_names_are_enough(seen: tuple[str, ...]) -> None:
    assert tuple(map(printer_of(seen), NAMES)) == NAMES


def test_initials_behind_are_parted_as_here() -> None:
    assert tuple(map(printer_of(("Lin X", "Bell P A", "Cog R M")), NAMES[:2])) == ("Tanaka M", "Picard J L M")
    assert tuple(map(printer_of(("Lin X", "Bell PA", "Cog RM")), NAMES[:2])) == ("Tanaka M", "Picard JLM")


def test_initials_in_front_stand_together_before_one_stop_as_here() -> None:
    assert tuple(map(printer_of(("X. Lin", "PA. Bell", "R. Cog")), NAMES[:2])) == ("M. Tanaka", "JLM. Picard")


def test_an_elision_behind_a_name_turned_around_stands_behind_a_comma() -> None:
    entries = [
        f'- [ICML 202{n}] {line} "Trees of kind {n}." [[paper]](https://arxiv.org/abs/230{n}.00001)'
        for n, line in enumerate(
            ["Lee, Ann, et al.", "Chen, Bo, et al.", "Day, Cy, Di Eng, and Ed Fox.", "Gay, Flo, et al."], start=1
        )
    ]
    paper = Paper(
        title="Roots", url="https://arxiv.org/abs/2401.00009", authors=NAMES[:4], venue="ICML 2024", sources=("arxiv",)
    )
    block = house_style.add(awesome.parse("# L\n\n## S\n\n" + "\n".join(entries) + "\n"), paper, "S").block
    assert block.startswith('- [ICML 2024] Tanaka, Mei, et al. "Roots." [[paper]]')


def test_two_names_are_joined_as_pairs_are_where_most_lines_are_cut_short() -> None:
    cut = "".join(f"- Grids, Part {n} (2015), A. Lee et al. [[pdf]](https://a.org/{n}.pdf)\n" for n in range(14))
    pairs = "".join(f"- Beds, Part {n} (2015), B. Chen and C. Day [[pdf]](https://b.org/{n}.pdf)\n" for n in range(3))
    paper = Paper(title="Rows", url="https://c.org/1.pdf", authors=("D. Eck", "E. Fox"), year=2015)
    for text in (cut + pairs, pairs + cut):
        block = house_style.add(awesome.parse(f"# L\n\n## S\n\n{text}"), paper, "S").block
        assert block == "- Rows (2015), D. Eck and E. Fox [[pdf]](https://c.org/1.pdf)"
