"""argv → command → exit code: 0 done, 1 expected failure, 2 usage, 3 bug, 130 interrupted.

A command is one module under `bot/commands` with `add_arguments(parser)` and `run(args) -> int`. It is imported only
when it is asked for, so that a light command does not pay for a heavy one's libraries.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence

from bot import __version__
from bot.errors import GleanerError

COMMANDS: dict[str, str] = {
    "init": "read a list, infer its sections and style, write the config and the workflow",
    "run": "fetch, match, rank and propose: the scheduled job",
    "refresh": "render open proposals on the newest state of the list",
    "upkeep": "keep listed papers true: accepted since, code released since",
    "steer": "do what comments on proposals and ticked boxes of the dashboard ask for",
    "entries": "print the entries of lists as JSON Lines",
    "lint": "find the faults of a list, and mend those that can be mended safely",
    "check": "say what a change of a list adds: duplicates, broken links, a style of its own",
    "add": "insert one paper in the list's own hand",
    "match": "say which papers are already known",
    "rank": "score papers by what this list's maintainers would take",
    "doctor": "check token, rights, settings, feeds and config, and name the next step",
    "demo": "the whole way on a bundled list and bundled feeds, then the app",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the process's exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        return _dispatch(words)
    except GleanerError as error:
        print(_told(error), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("gleaner: interrupted; run the same command again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`gleaner entries … | head`): not a fault of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001  # the one broad catch: a bug becomes exit 3 and a text to paste into an issue
        traceback.print_exc()
        print(f"gleaner {__version__}: this is a bug; please report it with the lines above", file=sys.stderr)
        return 3


def _told(error: GleanerError) -> str:
    """What an error says, line by line; it may repeat a heading of the list, a title, or what a service answered."""
    from bot.escape import log_line  # for those who need it: most commands go well

    return "\n".join(log_line(line, 0) for line in f"gleaner: {error}".split("\n"))


def _dispatch(words: list[str]) -> int:
    parser = _parser(_chosen(words))
    args = parser.parse_args(words)
    if args.command is None:
        parser.print_help()
        return 2
    module = importlib.import_module(f"bot.commands.{args.command}")
    code: int = module.run(args)
    return code


def _chosen(words: Sequence[str]) -> str | None:
    return next((word for word in words if word in COMMANDS), None)


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gleaner", description="Keep an awesome paper list current.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"gleaner {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, what in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".", allow_abbrev=False)
        if name == chosen:
            importlib.import_module(f"bot.commands.{name}").add_arguments(command)
    return parser


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Foreign bytes of a list go out as they came in; a message shows them escaped.
            errors = "backslashreplace" if stream is sys.stderr else "surrogateescape"
            stream.reconfigure(encoding="utf-8", errors=errors)
