"""Merging what two processes wrote to the ledger from the same state, so that neither's lines are lost.

Only a line feed ends a line: the text in it may hold other separators.
"""

from __future__ import annotations


def merged(before: str, ours: str, theirs: str, name: str) -> str:
    """Our change of a file applied to theirs; of a file that is not made of lines, ours as a whole."""
    if not name.endswith(".jsonl") or theirs == before:
        return ours
    known = {"", *before.split("\n"), *ours.split("\n")}
    added = [line for line in theirs.split("\n") if line not in known]
    return "".join([ours, *(f"{line}\n" for line in added)])
