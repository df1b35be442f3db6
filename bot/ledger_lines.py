"""A file of the ledger as lines of JSON: a broken line is named and skipped, a file that grows too large is cut."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from bot.model import Skip

MAX_BYTES = 900_000
"""The contents API answers a file over 1 MB without its content (GitHub's page on repository contents)."""
BROKEN = (ValueError, KeyError, TypeError, OverflowError, RecursionError)
"""What a line raises that is not one of ours."""

_Row = TypeVar("_Row")


def read(text: str, name: str, build: Callable[[object], _Row]) -> tuple[list[_Row], tuple[Skip, ...]]:
    """What `build` makes of each line, and the lines that it could make nothing of, each with its number."""
    rows: list[_Row] = []
    skipped: list[Skip] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            rows.append(build(json.loads(line)))
        except BROKEN as error:
            skipped.append(Skip(what=f"ledger {name} line {number}", why=str(error)))
    return rows, tuple(skipped)


def write(records: Iterable[Mapping[str, object]]) -> str:
    """A line each, as many as fit into `MAX_BYTES` of UTF-8: what matters most comes first."""
    lines: list[str] = []
    size = 0
    for record in records:
        line = json.dumps(record, ensure_ascii=False) + "\n"
        size += len(line.encode("utf-8", "surrogatepass"))
        if size > MAX_BYTES:
            break
        lines.append(line)
    return "".join(lines)
