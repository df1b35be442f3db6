"""Some faults at some requests of a day, and what is cut off at some points of a refresh and of the app's work.

`python -m benchmarks.github_drills` takes every single point.
"""

from __future__ import annotations

import random

import pytest

from tests.doubles.github import delivered, matrix, refreshed

SEED = random.randrange(10**6)


@pytest.fixture(scope="module")
def clean_day() -> tuple[dict[str, object], int]:
    return matrix.clean(SEED)


@pytest.mark.parametrize("place", range(6))
def test_a_fault_at_any_request_ends_well_or_is_told(place: int, clean_day: tuple[dict[str, object], int]) -> None:
    expected, total = clean_day
    kind = random.choice(sorted(matrix.KINDS)[place::6])
    point = random.randrange(total)
    fault = matrix.KINDS[kind]
    said = matrix.wrong(SEED, point, fault, expected, who=kind != "a stale read")
    assert said == "", f"seed {SEED}, {kind} at request {point}"


@pytest.mark.parametrize("last_is_done", [False, True])
def test_a_refresh_cut_off_anywhere_ends_as_a_clean_one(*, last_is_done: bool) -> None:
    expected, total = refreshed.clean(SEED)
    for point in random.sample(range(total), 1):
        assert refreshed.cut(SEED, point, last_is_done=last_is_done) == expected, f"seed {SEED}, request {point}"


@pytest.mark.parametrize("last_is_done", [False, True])
def test_decisions_of_the_app_cut_off_anywhere_arrive(*, last_is_done: bool) -> None:
    expected, total = delivered.clean(SEED)
    for point in random.sample(range(total), 1):
        assert delivered.cut(SEED, point, last_is_done=last_is_done) == expected, f"seed {SEED}, request {point}"
