"""Two processes that wrote the ledger from the same state: neither's lines are lost."""

from __future__ import annotations


def merged(before: str, ours: str, theirs: str, name: str) -> str:
    """Our change of a file laid over theirs; a file that is not made of lines is ours as a whole."""
    if not name.endswith(".jsonl") or theirs == before:
        return ours
    old = set(before.splitlines())
    mine = ours.splitlines(keepends=True)
    kept = {line.rstrip("\n") for line in mine}
    added = [line for line in theirs.splitlines() if line not in old and line not in kept]
    return "".join([*mine, *(f"{line}\n" for line in added)])
