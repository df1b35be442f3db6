"""Servers of the app in processes of their own that need not import anything: each is a fork of one that has.

`python -m tests.doubles.warm_app` reads a server a line from its standard input (JSON: the words behind `streamlit`, its
env, and the file that is to hold its output) and answers each with the number of its process. Nothing is run before the
fork but imports; that the real command finds its modules by itself is for `tests/test_boot.py` to say.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import signal
import sys
from typing import Any

from tests.doubles import warm

LIBRARIES = (
    "streamlit.web.cli",
    "streamlit.web.server.starlette.starlette_app",
    "streamlit.emojis",
    "streamlit.material_icon_names",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
    "pandas",
    "pyarrow",
    "altair",
    "starlette.middleware",
)


def serve() -> None:
    """Start servers until there are no more to start; in a fork, be one."""
    import webapp.services

    services = (f"webapp.services.{found.name}" for found in pkgutil.iter_modules(webapp.services.__path__))
    for name in (*LIBRARIES, *warm.LIBRARIES, *warm.HEAVY, *services):
        importlib.import_module(name)
    # Whoever asked for a server ends it, and waits for nothing but its end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while line := sys.stdin.buffer.readline():
        call = json.loads(line)
        child = os.fork()
        if not child:
            _become(call)
        print(child, flush=True)


def _become(call: dict[str, Any]) -> None:
    """Be `streamlit` with these words, this environment and this output; never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(call["env"])
    nothing, log = os.open(os.devnull, os.O_RDONLY), os.open(call["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream, opened in enumerate((nothing, log, log)):
        os.dup2(opened, stream)
    sys.argv = ["streamlit", *call["words"]]
    from streamlit.web.cli import main

    main()


if __name__ == "__main__":
    serve()
