"""What a step of a workflow hands to its job: a page for the summary, and outputs for the steps after it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def add_to_summary(env: Mapping[str, str], page: str) -> None:
    """Add Markdown to the job's summary, where there is a job; a lone surrogate in it becomes a question mark."""
    _add(env.get("GITHUB_STEP_SUMMARY"), page)


def add_outputs(env: Mapping[str, str], **outputs: int) -> None:
    """Add numbers to the step's outputs, where there is a job."""
    _add(env.get("GITHUB_OUTPUT"), "".join(f"{name}={value}\n" for name, value in outputs.items()))


def _add(file: str | None, text: str) -> None:
    if file:
        with Path(file).open("a", encoding="utf-8", errors="replace") as opened:
            opened.write(text)
