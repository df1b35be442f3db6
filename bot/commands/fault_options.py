"""The options that `check` and `lint` share: `--json` and `--cross-listing`."""

from __future__ import annotations

import argparse


def add_fault_options(parser: argparse.ArgumentParser, cross_listed: str, otherwise: str) -> None:
    """Declare `--json` and `--cross-listing`; its help describes `cross_listed` papers, `otherwise` is its default."""
    parser.add_argument("--json", action="store_true", help="print JSON Lines")
    parser.add_argument(
        "--cross-listing",
        choices=("allow", "warn", "forbid"),
        help=f"what {cross_listed} is: nothing, a warning, an error (default: what the list's config says, "
        f"else {otherwise})",
    )
