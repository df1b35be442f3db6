"""How long the app takes to start: until the server answers, and until the first person sees a paper.

    python -m benchmarks.app_start [--starts 5] [--pause 4] [--root CHECKOUT] [--chromium /usr/bin/chromium]

Each start is a new server on the demo's list and a new browser with an empty cache, which comes at once in one start
and `--pause` seconds later in the next; last of all a second new browser comes to the same server. `--root` starts the
app of another checkout, to compare two.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

from benchmarks.app import FLAGS, ROOT

PORT = 8771


@contextmanager
def started(repo: Path, root: Path) -> Iterator[tuple[str, float]]:
    """A new server; its address, and the seconds until it answered."""
    env = os.environ | {"GLEANER_REPO": str(repo), "GLEANER_USER": "ada", "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "streamlit", "run", "webapp/app.py", "--server.port", str(PORT)]
    address, start = f"http://127.0.0.1:{PORT}", time.perf_counter()
    process = subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                httpx.get(f"{address}/healthz")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield address, time.perf_counter() - start
    finally:
        process.kill()
        process.wait()


def until_a_paper(browser: Any, address: str) -> float:  # noqa: ANN401  # playwright's browser
    """Seconds from the address to the first paper, in a browser that was never there."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page, start = context.new_page(), time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".deck[data-ready=yes]", timeout=60_000)
    taken = time.perf_counter() - start
    context.close()
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how the app starts.")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--pause", type=float, default=4.0)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--chromium", default=os.environ.get("GLEANER_CHROMIUM", "/usr/bin/chromium"))
    args = parser.parse_args()
    taken: dict[str, list[float]] = {"server answers": [], "who comes at once": [], "who comes later": [], "again": []}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Path(folder) / "demo"
        subprocess.run([sys.executable, "-m", "bot", "demo", "--no-app", "--folder", str(demo)], cwd=ROOT, check=True)
        browser = playwright.chromium.launch(executable_path=args.chromium, args=FLAGS)
        for number in range(2 * args.starts):
            with started(demo, args.root) as (address, answered):
                taken["server answers"].append(answered)
                time.sleep(args.pause * (number % 2))
                taken["who comes later" if number % 2 else "who comes at once"].append(until_a_paper(browser, address))
                taken["again"].append(until_a_paper(browser, address))
        browser.close()
    for what, times in taken.items():
        print(f"{what:18} {statistics.median(times):.2f} s (worst {max(times):.2f})", flush=True)


if __name__ == "__main__":
    main()
