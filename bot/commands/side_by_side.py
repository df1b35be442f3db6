"""Doing one piece of work on many tasks, in order, shared with forks of this process where cores are free.

A copy is a fork: it starts in milliseconds and sees everything that was read so far, be it an index of a gigabyte,
without holding it twice. Where the system cannot fork safely, or one core is all there is, tasks are done one by one.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Task = TypeVar("Task")
Result = TypeVar("Result")
_MOST = 4


def in_order(
    work: Callable[[Task], Result], tasks: Iterable[Task], *, processes: int | None = None
) -> Iterator[Result]:
    """The result of each task, in order and as a stream; tasks and results must be picklable.

    `processes`, this one included, are by default as many as there are cores, at most four.
    """
    tasks = iter(tasks)
    some = list(islice(tasks, 2))
    spare = (processes or min(_MOST, _cores())) - 1
    everything = chain(some, tasks)
    if len(some) < 2 or spare < 1:  # noqa: PLR2004  # one task is not worth a copy
        return map(work, everything)
    return _shared(work, everything, spare)


def _shared(work: Callable[[Task], Result], tasks: Iterator[Task], spare: int) -> Iterator[Result]:
    copies: list[_Copy[Task, Result]] = []
    try:
        while some := list(islice(tasks, spare + 1)):
            mine, *others = some
            while len(copies) < len(others):
                copies.append(_Copy(work, [copy.asking for copy in copies]))
            for copy, task in zip(copies, others, strict=False):
                copy.ask(task)
            yield work(mine)
            for copy, task in zip(copies, others, strict=False):
                yield copy.answer(task)
    finally:
        for copy in copies:
            copy.leave()


class _Copy(Generic[Task, Result]):
    """A fork of this process that does one task at a time; it ends when nobody can ask it any more."""

    def __init__(self, work: Callable[[Task], Result], asking_others: Iterable[Connection]) -> None:
        import multiprocessing

        fork = multiprocessing.get_context("fork")
        self._work = work
        tasks, self.asking = fork.Pipe(duplex=False)
        self._answers, results = fork.Pipe(duplex=False)
        # A copy that held an end through which copies are asked would never see it closed.
        closed = [self.asking, *asking_others]
        self._process = fork.Process(target=_serve, args=(work, tasks, results, closed), daemon=True)
        with warnings.catch_warnings():
            # Newer Pythons warn of threads at a fork: numpy's, which outlive it by its own care.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        tasks.close()
        results.close()

    def ask(self, task: Task) -> None:
        """Send a task; `answer` returns its result."""
        with contextlib.suppress(BrokenPipeError):
            self.asking.send(task)

    def answer(self, task: Task) -> Result:
        """The result of the task that was sent; where the copy was killed, this process does the task itself."""
        try:
            result: Result = self._answers.recv()
        except EOFError:
            return self._work(task)
        return result

    def leave(self) -> None:
        """Tell the copy to end, and wait for it."""
        self.asking.close()
        self._answers.close()
        self._process.join()


def _serve(
    work: Callable[[Task], Result], tasks: Connection, results: Connection, closed: Iterable[Connection]
) -> None:
    # An interrupt is for the process that was started: it lets the copies end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in closed:
        other.close()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            results.send(work(tasks.recv()))


def _cores() -> int:
    # Elsewhere system libraries do not outlive a fork, or there is none.
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
