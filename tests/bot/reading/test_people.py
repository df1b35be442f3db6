"""Author lines, read and written."""

from __future__ import annotations

import pytest

from bot.reading.people import hand_of, joined, names_of


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee, Bo Chen and Cy Day", ("Ann Lee", "Bo Chen", "Cy Day")),
        ("Lee, Ann and Chen, Bo", ("Lee, Ann", "Chen, Bo")),
        ("Lee, Ann and Van Day, Cy J. and Eng, Di", ("Lee, Ann", "Van Day, Cy J.", "Eng, Di")),
        ("Lee, Ann and Chen, Bo and others", ("Lee, Ann", "Chen, Bo", "others")),
        ("Ann Lee, Bo Chen and Cy Day, Di Eng", ("Ann Lee", "Bo Chen", "Cy Day", "Di Eng")),
        ("Ann Lee, et al.", ("Ann Lee", "et al.")),
        ("Lee, A., Van Day, C. -J., & Eng, D.", ("Lee, A.", "Van Day, C. -J.", "Eng, D.")),
        ("Lee, A. and Chen, B.", ("Lee, A.", "Chen, B.")),
        ("Lee, Ann", ("Lee, Ann",)),
        ("Lee, Ann, et al.", ("Lee, Ann", "et al.")),
        ("Lee, Ann B., Bo Chen, and Cy Day", ("Lee, Ann B.", "Bo Chen", "Cy Day")),
        ("Example, Ann Lee, Bo Chen", ("Example", "Ann Lee", "Bo Chen")),
        ("Lee, Chen, Day", ("Lee", "Chen", "Day")),
    ],
)
def test_names_are_read_one_by_one(line: str, names: tuple[str, ...]) -> None:
    assert names_of(line) == names


@pytest.mark.parametrize("line", ["Lee, A., Day, C. J., & Eng, D.", "Lee, A. and Chen, B.", "Lee, A., Eng, D., et al."])
def test_names_with_initials_come_back_as_they_were_joined(line: str) -> None:
    assert joined(names_of(line), hand_of([line])) == line


def test_family_names_first_are_parted_by_and_whatever_the_others_do() -> None:
    others = hand_of(["Ann Lee, Bo Chen", "Cy Day, Di Eng, Ed Fox"])
    assert joined(("Lee, Ann", "Chen, Bo", "Day, Cy"), others) == "Lee, Ann and Chen, Bo and Day, Cy"


def test_names_given_in_full_are_elided_only_where_most_are() -> None:
    names = tuple(f"Ann L{letter}" for letter in "abcdefgh")
    some = hand_of(["Bo Chen et al.", "Cy Day, Di Eng", "Ed Fox, Flo Gay"])
    most = hand_of(["Bo Chen et al.", "Cy Day et al.", "Ed Fox, Flo Gay"])
    assert joined(names, some, given=True) == ", ".join(names)
    assert joined(names, some) == joined(names, most, given=True) == "Ann La et al."


def test_two_names_are_joined_as_two_names_are_here() -> None:
    hand = hand_of(["Ann Lee, Bo Chen, Cy Day", "Di Eng & Ed Fox"])
    assert joined(("Flo Gay", "Gus Hill"), hand) == "Flo Gay & Gus Hill"
    assert joined(("Flo Gay", "Gus Hill", "Ida Joy"), hand) == "Flo Gay, Gus Hill, Ida Joy"


def test_a_comma_without_its_blank_between_the_only_two_is_a_slip() -> None:
    hand = hand_of(["Ann Lee, Bo Chen, Cy Day", "Di Eng,Ed Fox"])
    assert joined(("Flo Gay", "Gus Hill"), hand) == "Flo Gay, Gus Hill"


@pytest.mark.parametrize(
    ("line", "names", "told"),
    [
        ("Ann Lee, Bo Chen, and Cy Day", ("Flo Gay", "Gus Hill"), "Flo Gay and Gus Hill"),
        ("Ann Lee, Bo Chen, & Cy Day", ("Flo Gay", "Gus Hill"), "Flo Gay & Gus Hill"),
        ("Lee, Ann, et al.", ("Gay, Flo", "Gus Hill"), "Gay, Flo, and Gus Hill"),
        ("Lee, Ann, Bo Chen, and Cy Day", ("Gay, Flo", "Gus Hill"), "Gay, Flo, and Gus Hill"),
    ],
)
def test_two_names_where_nobody_prints_two_have_no_comma_of_a_list(
    line: str, names: tuple[str, ...], told: str
) -> None:
    assert joined(names, hand_of([line])) == told


def test_one_long_line_does_not_say_how_all_lines_part_their_names() -> None:
    hand = hand_of(
        ["Ann Lee; Bo Chen; Cy Day; Di Eng; Ed Fox", "Flo Gay, Gus Hill, Ida Joy", "Jo Kim, Lu Mai, Ned Orr"]
    )
    assert joined(("Pia Quin", "Ray Sol", "Tom Ude"), hand) == "Pia Quin, Ray Sol, Tom Ude"
