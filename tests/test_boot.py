"""The real command boots the real app: AppTest under pytest would hide a wrong import path."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.forge.local import LocalForge
from bot.model import State
from tests.doubles.list_repo import make_repo
from webapp.services.journal import Act, Decision, Journal

ROOT = Path(__file__).parents[1]
STREAMLIT = Path(sys.executable).parent / "streamlit"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list with one proposal, and its refusal in the journal of a server that was killed."""
    repo = make_repo(tmp_path_factory.mktemp("boot") / "list", 1)
    (waiting,) = LocalForge(repo).proposals()
    journal = Journal(repo / ".git" / "gleaner-journal.sqlite3")
    journal.record(Decision(op="1", key=waiting.key, version=0, act=Act.REJECT, by="ada", reason="no"))
    journal.close()
    return repo


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # No PYTHONPATH: the command has to find `bot` as a user's would.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"GLEANER_REPO": str(folder)}
    log = folder.parent / "log"
    with log.open("wb") as out:
        command = [str(STREAMLIT), "run", "webapp/app.py", "--server.port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    try:
        yield _awaited(f"http://127.0.0.1:{port}", process, log)
    finally:
        process.kill()
        process.wait()


def _awaited(url: str, process: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(150):
        try:
            httpx.get(f"{url}/healthz", timeout=1)
        except httpx.TransportError:
            assert process.poll() is None, log.read_text(errors="replace")
            time.sleep(0.2)
        else:
            return url
    pytest.fail(log.read_text(errors="replace"))


def test_the_health_answer_names_the_version(address: str) -> None:
    assert httpx.get(f"{address}/healthz").json()["status"] == "ok"


def test_the_triage_page_has_an_address(address: str) -> None:
    answer = httpx.get(f"{address}/triage")
    assert (answer.status_code, answer.headers.get("Location")) == (307, "/")


def test_what_a_killed_server_left_is_delivered_before_anybody_opens_a_page(address: str, folder: Path) -> None:
    assert address
    for _ in range(150):
        (proposal,) = LocalForge(folder).proposals()
        if not proposal.state.waiting:
            break
        time.sleep(0.2)
    assert (proposal.state, proposal.decided_by) == (State.REJECTED, "ada")


def test_the_page_comes_with_the_headers_that_keep_foreign_text_harmless(address: str) -> None:
    answer = httpx.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'self'" in policy
    assert "img-src 'self' data: blob:" in policy
    assert "unsafe-eval" not in policy


HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}


@pytest.mark.parametrize(
    "foreign", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}], ids=["name", "page"]
)
def test_a_foreign_page_cannot_talk_to_the_app(address: str, foreign: dict[str, str]) -> None:
    answer = httpx.get(f"{address}/_stcore/stream", headers=HANDSHAKE | foreign)
    assert answer.status_code == 403
