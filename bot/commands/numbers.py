"""Numbers as words of the command line."""

from __future__ import annotations

import argparse


def count(word: str) -> int:
    """How many: 0 or more."""
    number = int(word) if word.isdecimal() else -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"expected a number of 0 or more, got {word!r}")
    return number
