"""Numbers that count entries: read as the section counts, and written in its form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import awesome, house_style
from bot.model import Paper
from bot.reading import numerals


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1", "2", "10"], [1, 2, 10]),
        (["a", "b", "i"], [1, 2, 9]),
        (["i", "ii", "ix"], [1, 2, 9]),
        (["IV", "V", "XL"], [4, 5, 40]),
        (["c", "d", ""], [3, 4, None]),
        (["1", "", "?"], [1, None, None]),
    ],
)
def test_numbers_are_read_as_the_section_counts(texts: list[str], values: list[int | None]) -> None:
    assert numerals.ordinals(texts) == values


@pytest.mark.parametrize("first", ["1", "01", "i", "I"])
@given(number=st.integers(1, 99))
def test_what_is_written_is_read_again(first: str, number: int) -> None:
    written = numerals.written(number, [first, first])
    assert numerals.ordinals([first, written])[1] == number


@given(number=st.integers(-3, 200))
def test_a_number_beyond_the_alphabet_is_written_in_digits(number: int) -> None:
    written = numerals.written(number, ["a", "b"])
    assert written.isalpha() if 1 <= number <= 26 else written == str(number)


@given(st.lists(st.text(max_size=6), max_size=5))
def test_any_texts_have_ordinals(texts: list[str]) -> None:
    assert len(numerals.ordinals(texts)) == len(texts)


def test_a_section_counted_without_a_gap_goes_on_at_its_end() -> None:
    text = (
        "# Papers\n\n## A\n\n"
        "1. [Reading One](https://arxiv.org/abs/2304.00001)\n2. [Reading Two](https://arxiv.org/abs/2303.00002)\n"
        "3. [Reading Three](https://arxiv.org/abs/2301.00003)\n\n## B\n\n1. [Reading Four](https://arxiv.org/abs/2305.00004)\n"
    )
    paper = Paper(title="Reading Five", url="https://arxiv.org/abs/2606.00001", sources=("arxiv",))
    for section, number in (("A", 4), ("B", 2)):
        done = house_style.add(awesome.parse(text), paper, ("Papers", section))
        assert done.block == f"{number}. [Reading Five](https://arxiv.org/abs/2606.00001)"
        assert done.text.splitlines()[done.line - 2].startswith(f"{number - 1}. ")
