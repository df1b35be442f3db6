"""Titles and authors taken apart: however a source writes a name, it is the same name."""

from __future__ import annotations

import pytest

from bot.matching.title_pairs import read_authors


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["Yi Wang", "Y. Wang", "Wang, Yi", "Wang Y.", "WANG Y L"], ("wang y",) * 5),
        (["freund", "y.", "& schapire", "r. e."], ("freund y", "schapire r")),
        (["Holly", "E A", "Ralston", "ML"], ("holly e", "ralston m")),
        (["von Neumann", "J."], ("neumann j",)),
        (["Li", "Wu", "Xu"], ("li", "wu", "xu")),
        (["Ada Lee", "J. Doe"], ("lee a", "doe j")),
        (["Bernd Kr &#228; mer"], ("kramer b",)),
        (["O."], ("o",)),
        (["Ada Lee et.al."], ("lee a",)),
        (["Ada Lee, et al.", "Ali Al"], ("lee a", "al a")),
        (["kearns", "m. & vazirani", "u."], ("kearns m", "vazirani u")),
        (["Ada Lee, Bo Kim and Jo Doe"], ("lee a", "kim b", "doe j")),
        (["Lee, Ada and Kim, Bo and others"], ("lee a", "kim b")),
        (["A. Lee; B. Kim"], ("lee a", "kim b")),
        (["Lee, A.; Kim, B."], ("lee a", "kim b")),
        (["Ada Lee", "and Bo Kim"], ("lee a", "kim b")),
        (["Garcia Lee, Ada", "Kim, Bo"], ("lee a", "kim b")),
        (["van Lee, A. B."], ("lee a",)),
        (["Ada Lee (MIT)", "(Bo Kim)", "Fernand Anders"], ("lee a", "kim b", "anders f")),
        (["Dirk D &#252", "llmann", "Jos &#233", "A. Blakeley"], ("dullmann d", "blakeley j")),
    ],
)
def test_names_are_read_alike(written: list[str], names: tuple[str, ...]) -> None:
    assert read_authors(written).names == names


@pytest.mark.parametrize("rest", ["...", "et al.", "Jo Doe et al."])
def test_a_list_that_goes_on_is_not_whole(rest: str) -> None:
    assert not read_authors(["Ada Lee", rest]).whole
    assert read_authors(["Ada Lee"]).whole
