"""`gleaner demo`: the whole way on a bundled list and bundled feeds, in a local git repository, then the app."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.commands.repository import load_config
from bot.errors import GleanerError, UsageError
from bot.planning.batch import Health

MARKER = "gleaner-demo"
"""A file in the demo's `.git`: only a folder that holds it is ever removed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `gleaner demo`."""
    parser.add_argument("--no-app", action="store_true", help="stop before the app")
    parser.add_argument("--folder", default=".demo", metavar="DIR", help="where the demo's repository goes")
    parser.add_argument("--port", type=int, default=8501, help="the app's port")


def run(args: argparse.Namespace) -> int:
    """Lay out the repository, run once with a display of progress, tell what happened, open the app."""
    folder = Path(args.folder).resolve()
    lay_out(folder)
    _run_once(folder)
    if args.no_app:
        print(f"\nThe proposals are branches of {folder}: git -C {folder} branch --list 'gleaner/*'")
        return 0
    return _open_app(folder, args.port)


def lay_out(folder: Path) -> None:
    """Make the demo's git repository anew; refuses a folder that is not one of ours."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder with --folder")
    if folder.exists() and any(folder.iterdir()):
        if not (folder / ".git" / MARKER).exists():
            raise UsageError(f"{folder} is not empty and not a demo of ours; name another with --folder")
        shutil.rmtree(folder)
    from bot.forge.repository import create

    create(folder, dict(_bundled_files()))
    (folder / ".git" / MARKER).touch()
    _asked_before(folder)


def _asked_before(folder: Path) -> None:
    """Let the ledger say that its sources were asked before: of a first run's month only a part is bundled."""
    from bot import ledger
    from bot.forge.local import LocalForge
    from bot.ledger import FeedState

    states = {name: FeedState(health=Health.QUIET) for name in ("arxiv", "huggingface")}
    LocalForge(folder).write_ledger({ledger.FEEDS: ledger.write_feeds(states)}, "Begin")


def _bundled_files() -> Iterator[tuple[str, str]]:
    """The repository the demo starts from: path → text."""
    from bot.sources import bundled

    pending = [("", bundled.demo_folder() / "list")]
    while pending:
        above, folder = pending.pop()
        for item in folder.iterdir():
            path = f"{above}{item.name}"
            if item.is_dir():
                pending.append((f"{path}/", item))
            else:
                yield path, item.read_text(encoding="utf-8")


def _run_once(folder: Path) -> None:
    from rich.console import Console
    from rich.markup import escape

    from bot import config, report
    from bot.commands.job import job
    from bot.forge.local import LocalForge
    from bot.sources import bundled
    from bot.sources.http import Client

    console = Console(highlight=False, stderr=True)
    forge = LocalForge(folder)
    with bundled.serve_demo() as server, console.status("starting") as status:

        def say(step: str) -> None:
            status.update(escape(step))
            console.print(f"  {escape(step)}", style="dim")

        settings = config.with_environment(load_config(forge), {**os.environ, **server.environment()})
        done = job(forge, settings, today=bundled.DEMO_DAY, say=say, client=Client(paces={}))
    print()
    for line in report.lines(done):
        print(line)


def _open_app(folder: Path, port: int) -> int:
    found = importlib.util.find_spec("webapp")
    if found is None or found.origin is None or importlib.util.find_spec("streamlit") is None:
        raise GleanerError("the app is not installed; install it with: pip install 'gleaner[app]'")
    app = Path(found.origin).with_name("app.py")
    print(f"\nOpening the app on http://127.0.0.1:{port} (Ctrl+C ends it)", flush=True)
    words = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    # A person at a terminal gets the page opened; a job or a test only its address.
    headless = ["--server.headless", "false" if sys.stdout.isatty() else "true"]
    env = {**os.environ, "GLEANER_REPO": str(folder)}
    started = subprocess.run([*words, *headless], env=env, cwd=app.parents[1], check=False)  # noqa: S603  # our own words
    return started.returncode
