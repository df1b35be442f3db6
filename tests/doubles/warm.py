"""Command lines in processes of their own that need not import anything: each is a fork of one that has.

`python -m tests.doubles.warm` reads a call a line from its standard input (JSON: words, cwd, env, and the files that are
to be its three streams, the size beyond which no file may grow) and answers each with its exit code. Nothing is run before the fork but imports.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import resource
import sys
from typing import Any

from bot.cli import COMMANDS, main

HEAVY = ("bot.plan", "bot.relevance", "bot.topics", "bot.dedupe", "bot.forge.local", "bot.forge.github", "bot.sources")
LIBRARIES = (
    "numpy",
    "scipy.sparse",
    "github",
    "pygit2",
    "httpx",
    "feedparser",
    "pydantic",
    "yaml",
    "rapidfuzz.process",
)


def serve() -> int:
    """Answer calls until there are no more; in a fork, what the command line returned."""
    for name in (*LIBRARIES, *HEAVY, *(f"bot.commands.{command}" for command in COMMANDS)):
        importlib.import_module(name)
    while line := sys.stdin.buffer.readline():
        call = json.loads(line)
        child = os.fork()
        if not child:
            _become(call)
            return main(call["words"])
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    return 0


def _become(call: dict[str, Any]) -> None:
    """Take on the folder, the environment and the streams of a call, as a new process has them."""
    os.chdir(call["cwd"])
    os.environ.clear()
    os.environ.update(call["env"])
    if call["largest"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (call["largest"], call["largest"]))
    sys.argv = ["gleaner", *call["words"]]
    for stream, path in enumerate(call["streams"]):
        opened = os.open(path, os.O_WRONLY if stream else os.O_RDONLY)
        os.dup2(opened, stream)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(os.fdopen(stream, "wb" if stream else "rb"), was.encoding, was.errors)
        for stream, was in enumerate((sys.stdin, sys.stdout, sys.stderr))
    )


if __name__ == "__main__":
    sys.exit(serve())
