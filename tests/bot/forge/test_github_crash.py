"""Stopped between any two requests and run again, two runs at once: the end state is that of one clean run.

Here a few points of each kind are drawn; `python -m benchmarks.github_drills` takes every single one.
"""

from __future__ import annotations

import random

import pytest

from tests.doubles.github import drills, mirrored


@pytest.mark.parametrize("last_is_done", [False, True])
def test_a_day_cut_off_anywhere_ends_as_a_clean_one(*, last_is_done: bool) -> None:
    seed = random.randrange(10**6)
    clean, total = drills.clean_day(seed)
    for point in random.sample(range(total), 5):
        assert drills.cut_day(seed, point, last_is_done=last_is_done) == clean, f"seed {seed}, request {point}"


@pytest.mark.parametrize("last_is_done", [False, True])
def test_a_day_with_several_files_cut_off_anywhere_ends_as_a_clean_one(*, last_is_done: bool) -> None:
    seed = random.randrange(10**6)
    clean, total = mirrored.clean(seed)
    for point in random.sample(range(total), 3):
        assert mirrored.cut(seed, point, last_is_done=last_is_done) == clean, f"seed {seed}, request {point}"


def test_two_runs_at_once_propose_nothing_twice() -> None:
    for seed in random.sample(range(10**6), 4):
        assert drills.two_runs(seed) == [], f"seed {seed}"


def test_a_run_beside_an_approving_maintainer_loses_no_decision() -> None:
    for seed in random.sample(range(10**6), 4):
        assert drills.run_beside_decisions(seed) == [], f"seed {seed}"
