"""A clock that only moves when somebody sleeps by it, so that no test waits."""

from __future__ import annotations


class Clock:
    """`clock()` is the time in seconds, `clock.sleep(n)` moves it on; `slept` lists every pause."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
