"""Work shared between copies of a process: the same results in the same order, whatever becomes of a copy."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from bot.commands.side_by_side import in_order


def squared(number: int) -> int:
    return number * number


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 10])
def test_results_come_in_the_order_of_the_tasks(processes: int, count: int) -> None:
    assert list(in_order(squared, range(count), processes=processes)) == [n * n for n in range(count)]


def test_others_do_a_part_of_the_work() -> None:
    done_by = list(in_order(lambda _: os.getpid(), range(6), processes=3))
    assert len(set(done_by)) == 3
    assert done_by[0] == done_by[3] == os.getpid()


def test_a_stream_is_read_no_further_than_its_results_are_asked_for() -> None:
    read: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            read.append(number)
            yield number

    results = in_order(squared, tasks(), processes=2)
    assert [next(results) for _ in range(4)] == [0, 1, 4, 9]
    assert len(read) <= 6
    results.close()  # type: ignore[attr-defined]  # a generator


def test_the_work_of_a_copy_that_was_ended_is_done_here() -> None:
    home = os.getpid()

    def fatal(number: int) -> int:
        if os.getpid() != home and number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(in_order(fatal, range(8), processes=2)) == list(range(8))


def test_tasks_and_results_may_be_larger_than_a_pipe_holds() -> None:
    assert list(in_order(str.upper, ["x" * 300_000] * 5, processes=2)) == ["X" * 300_000] * 5
