"""The real server on a real repository, and a real browser; skipped, saying why, where there is none."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 20_000
"""Milliseconds: a busy machine answers late, and then it is right. What is waited for is a state, never a time."""
CHROMIUM = Path(os.environ.get("GLEANER_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]


class Server:
    """One `streamlit run webapp/app.py` on a repository; can be killed and started again."""

    def __init__(self, repo: Path, **env: str) -> None:
        self.repo = repo
        self.env = env
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = repo.parent / f"server-{self.port}.log"
        self._kill: Callable[[], None] = lambda: None

    def start(self) -> None:
        words = ["run", "webapp/app.py", "--server.port", str(self.port)]
        env = {**os.environ, "GLEANER_REPO": str(self.repo), "GLEANER_USER": "ada", **self.env}
        self._kill = (_forked if sys.platform == "linux" else _fresh)(words, env, self.log)
        self._await()

    def kill(self) -> None:
        self._kill()

    def _await(self) -> None:
        for _ in range(150):
            try:
                httpx.get(f"{self.url}/healthz", timeout=1).raise_for_status()
            except httpx.TransportError:
                time.sleep(0.2)
            else:
                return
        pytest.fail(f"the server did not answer: {self.log.read_text(errors='replace')[-2000:]}")


def _fresh(words: list[str], env: Mapping[str, str], log: Path) -> Callable[[], None]:
    """Start Streamlit as a person does; returns what kills it."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", *words], cwd=ROOT, env=env, stdout=out, stderr=out
        )

    def kill() -> None:
        process.kill()
        process.wait()

    return kill


def _forked(words: list[str], env: Mapping[str, str], log: Path) -> Callable[[], None]:
    """Start Streamlit with the imports done, which are most of a start; returns what kills it."""
    warm = _warm()
    assert warm.stdin is not None
    assert warm.stdout is not None
    warm.stdin.write(json.dumps({"words": words, "env": dict(env), "log": str(log)}) + "\n")
    warm.stdin.flush()
    process = os.pidfd_open(int(warm.stdout.readline()))

    def kill() -> None:
        nonlocal process
        if process < 0:
            return
        signal.pidfd_send_signal(process, signal.SIGKILL)
        select.select([process], [], [])
        os.close(process)
        process = -1

    return kill


@cache
def _warm() -> subprocess.Popen[str]:
    """The process that forks; it ends with this one, whose end of the pipe closes."""
    command = [sys.executable, "-m", "tests.doubles.warm_app"]
    warm = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(warm.communicate)
    return warm


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers; all of them end with the test."""
    running: list[Server] = []

    def start(repo: Path, **env: str) -> Server:
        server = Server(repo, **env)
        server.start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.kill()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Where the browser is."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    sync_api.expect.set_options(timeout=PATIENCE)
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}; set GLEANER_CHROMIUM to one")
    return CHROMIUM


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Any]:
    """One browser a file. No longer: its event loop stands in the way of tests that start their own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield opened
        opened.close()
