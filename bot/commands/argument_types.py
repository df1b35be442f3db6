"""Types of command-line arguments, for `argparse`."""

from __future__ import annotations

import argparse


def count(word: str) -> int:
    """A whole number, 0 or more; raises ArgumentTypeError."""
    number = int(word) if word.isdecimal() else -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"expected a number of 0 or more, got {word!r}")
    return number
