"""The app's server killed at random moments while a person decides: what is lost, and what is applied twice.

    python benchmarks/app_kills.py [--decisions 200] [--kills 20] [--seed 1] [--chromium /usr/bin/chromium]

Real server, real git repository, real browser. Prints one line; exits with 1 where a decision was lost or doubled.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import pygit2
from playwright.sync_api import Page, sync_playwright

from benchmarks.app import FLAGS, ROOT
from bot.forge.local import LocalForge
from bot.model import State
from tests.doubles.list_repo import make_repo
from webapp.services.journal import Journal

PORT = 8765


def start(repo: Path) -> subprocess.Popen[bytes]:
    """Start the app and wait until it answers."""
    env = os.environ | {"GLEANER_REPO": str(repo), "GLEANER_GRACE": "0.5", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "streamlit", "run", "webapp/app.py", "--server.port", str(PORT)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            httpx.get(f"http://127.0.0.1:{PORT}/healthz")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return process
    raise SystemExit("the server did not answer")


def decide(page: Page, count: int) -> dict[str, State]:
    """Press through some papers; returns what was decided of each, as the page showed it."""
    wanted: dict[str, State] = {}
    for number in range(count):
        key = page.locator(".deck").get_attribute("data-id")
        if not key:
            break
        page.keyboard.press("x" if number % 2 else "a")
        if number % 2:
            page.keyboard.press("1")
        wanted[key] = State.REJECTED if number % 2 else State.ACCEPTED
        page.wait_for_timeout(60)
    return wanted


def drill(repo: Path, args: argparse.Namespace) -> dict[str, State]:
    """Decide while the server is killed and started again; returns what was wanted."""
    # A seeded generator: the same moments again on the same machine.
    dice = random.Random(args.seed)
    process = start(repo)
    wanted: dict[str, State] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=args.chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"http://127.0.0.1:{PORT}/")
        page.wait_for_selector(".deck[data-ready=yes]")
        page.wait_for_timeout(2000)
        for _ in range(args.kills):
            wanted |= decide(page, args.decisions // args.kills)
            page.wait_for_timeout(dice.uniform(0, 2500))
            process.kill()
            process.wait()
            process = start(repo)
            page.wait_for_timeout(dice.uniform(0, 3000))
        settle(page, repo, wanted)
        browser.close()
    process.kill()
    process.wait()
    return wanted


def settle(page: Page, repo: Path, wanted: dict[str, State]) -> None:
    """Wait until everything wanted is on the forge, two minutes at most."""
    for _ in range(120):
        now = {p.key: p.state for p in LocalForge(repo).proposals()}
        if all(now[key] is state for key, state in wanted.items()):
            return
        page.wait_for_timeout(1000)


def doubled(repo: Path) -> int:
    """Commits beyond one that add the same paper."""
    opened = pygit2.Repository(str(repo))
    messages = [c.message.splitlines()[0] for c in opened.walk(opened.head.target) if c.message.startswith("Add")]
    return len(messages) - len(set(messages))


def main() -> int:
    """Run the drill and print what came of it."""
    parser = argparse.ArgumentParser(description="Kill the app's server while a person decides.")
    parser.add_argument("--decisions", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chromium", default=os.environ.get("GLEANER_CHROMIUM", "/usr/bin/chromium"))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repo = make_repo(Path(folder) / "list", args.decisions + 5)
        wanted = drill(repo, args)
        now = {p.key: p.state for p in LocalForge(repo).proposals()}
        text = (repo / "README.md").read_text(encoding="utf-8")
        lost = [key for key, state in wanted.items() if now[key] is not state]
        stray = [key for key, state in now.items() if not state.waiting and key not in wanted]
        twice = sum(max(0, text.count(f"abs/{key.partition(':')[2]}") - 1) for key in now) + doubled(repo)
        journal = Journal(repo / ".git" / "gleaner-journal.sqlite3")
        for key in lost:
            print(f"lost: {key}, wanted {wanted[key]}, is {now[key]}; journal: {journal.last(key)}", file=sys.stderr)
        journal.close()
    print(f"{len(wanted)} decisions, {args.kills} kills: {len(lost)} lost, {twice} applied twice, {len(stray)} stray")
    return int(bool(lost or twice or stray))


if __name__ == "__main__":
    raise SystemExit(main())
