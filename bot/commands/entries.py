"""`entries`: print the entries of lists as JSON Lines."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from bot import awesome
from bot.commands.list_file import read_list
from bot.model import SECTION_SEPARATOR, Entry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("lists", nargs="+", metavar="LIST", help="a list (Markdown)")


def run(args: argparse.Namespace) -> int:
    """Print one JSON object per entry, in file order; a field that the entry does not print is null."""
    for path in args.lists:
        for entry in awesome.parse(read_list(path)).entries:
            print(json.dumps(record(path, entry), ensure_ascii=False))
    return 0


def record(path: str, entry: Entry) -> dict[str, object]:
    """The JSON object of an entry."""
    fields: dict[str, object] = {"file": path}
    for name, value in asdict(entry).items():
        fields[name] = value if value or isinstance(value, bool) else None
    fields["section"] = SECTION_SEPARATOR.join(entry.section) or None
    return fields
