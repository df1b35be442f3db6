"""A job stopped at one request, carried out or not, and done again: it must end as one that nobody disturbed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.errors import GleanerError
from tests.doubles.github.double import GitHubDouble

Step = Callable[[GitHubDouble], object]


@dataclass(frozen=True, kw_only=True)
class Drill:
    """A job on a prepared world, the run that comes after it, and what must be equal at the end."""

    prepared: Step
    job: Step
    next_run: Step
    end_state: Callable[[GitHubDouble], dict[str, Any]]

    def clean(self, seed: int) -> tuple[dict[str, Any], int]:
        """The end state of a job nobody disturbs, and its requests."""
        with GitHubDouble(seed=seed) as double:
            self.prepared(double)
            start = len(double.requests)
            self.job(double)
            taken = len(double.requests) - start
            self.next_run(double)
            return self.end_state(double), taken

    def cut(self, seed: int, point: int, *, last_is_done: bool) -> dict[str, Any]:
        """The end state of a job stopped at one request (carried out or not) and done again."""
        with GitHubDouble(seed=seed) as double:
            self.prepared(double)
            double.kill_after(point, last_is_done=last_is_done)
            with contextlib.suppress(GleanerError):  # what a killed process leaves is what this one left
                self.job(double)
            double.kill_after(None)
            self.job(double)
            self.next_run(double)
            return self.end_state(double)
