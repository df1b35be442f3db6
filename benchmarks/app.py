"""The triage deck in a real browser, beside a page of native buttons in the same run.

    python benchmarks/app.py [--papers 100 1000 10000] [--presses 40] [--chromium /usr/bin/chromium] [--others]

Prints a Markdown table: key → next paper painted with its preview, presses lost of 50 at 40 ms, decision confirmed,
preview after typing, first paper, bytes per press, memory. The forge is one in memory, so that the app is measured
and not git; the journal is the real one on disk. `--others` measures the other pages instead: from the address to
the page at rest, first by a server that has just started, then again.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
GAP = 0.04
HEAD = (
    "page",
    "papers",
    "painted ms, median / p95",
    "recorded of 50 at 40 ms (in s)",
    "recorded of 200 at once",
    "confirmed ms",
    "preview ms",
    "first ms",
    "kB a press",
    "MB, 5 pages",
)
OTHERS = ("backlog", "list", "insight", "activity")
AT_REST = """
() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
  && document.querySelector("h2") && !document.querySelector("[data-testid=stSkeleton], [data-testid=stSpinner]")
"""
BURST = 50
AT_ONCE = 200
ALL_AT_ONCE = """
(count) => {
  const press = { key: "a", code: "KeyA", bubbles: true, cancelable: true };
  for (let i = 0; i < count; i++) document.body.dispatchEvent(new KeyboardEvent("keydown", press));
}
"""

# Runs in the page: `shown()` names what is painted in full (paper and preview), or "" while something is missing.
WATCH = """
(() => {
  const roots = () => [...document.querySelectorAll("*")].map((e) => e.shadowRoot);
  const deck = () => roots().find((root) => root && root.querySelector(".deck"));
  let host;
  const shown = () => {
    host = host?.host?.isConnected ? host : deck();
    if (host) {
      const id = host.querySelector(".deck").dataset.id;
      return host.querySelector(".landing").dataset.id === id ? id : "";
    }
    const title = document.querySelector(".st-key-paper-title [data-testid=stText]")?.textContent ?? "";
    const code = document.querySelector("[data-testid=stCode]")?.textContent ?? "";
    return code.includes(title) ? title : "";
  };
  const painted = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(0);
  });
  window.gleaner = { times: [], confirmed: [], previews: [], shown };
  addEventListener("keydown", (event) => {
    if (event.key !== "a") return;
    const from = performance.now();
    const before = shown();
    const look = () => painted(() => {
      const now = shown();
      if (now && now !== before) window.gleaner.times.push(performance.now() - from);
      else if (performance.now() - from < 5000) look();
    });
    look();
    const saved = host?.querySelector(".saved");
    const confirm = () => {
      if (!["saving", "idle"].includes(saved.dataset.state)) window.gleaner.confirmed.push(performance.now() - from);
      else if (performance.now() - from < 5000) setTimeout(confirm, 4);
    };
    if (saved) setTimeout(confirm, 20);
  }, true);
  window.gleaner.typed = () => new Promise((done) => {
    const root = deck();
    const field = root.querySelector("#gleaner-venue");
    const block = root.querySelector(".block");
    const from = performance.now();
    const changed = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => done(performance.now() - from)).observe(block, changed);
    field.value = `ICML ${Math.floor(Math.random() * 9000)}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
"""


@dataclass(kw_only=True)
class Row:
    """What was measured of one page at one size; times in milliseconds."""

    page: str
    papers: int
    painted: list[float] = field(default_factory=list)
    confirmed: list[float] = field(default_factory=list)
    previews: list[float] = field(default_factory=list)
    recorded: int = 0
    at_once: int = 0
    seconds: float = 0.0
    first: float = 0.0
    bytes_a_press: float = 0.0
    megabytes: float = 0.0


@contextlib.contextmanager
def served(page: str, papers: int, folder: Path) -> Iterator[tuple[str, int]]:
    """A server of the page on so many papers: its address and process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {
        "PYTHONPATH": str(ROOT),
        "GLEANER_BENCH_PAPERS": str(papers),
        "GLEANER_BENCH_PAGE": page,
        "GLEANER_JOURNAL": str(folder),
        "GLEANER_GRACE": "3600",
    }
    command = [sys.executable, "-m", "streamlit", "run", "benchmarks/pages/deck.py", "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{address}/_stcore/health")
                break
            time.sleep(0.2)
        yield address, process.pid
    finally:
        process.kill()
        process.wait()


def measure(browser: Any, page_name: str, papers: int, presses: int) -> Row:  # noqa: ANN401  # playwright's browser
    """Measure one page at one size."""
    row = Row(page=page_name, papers=papers)
    with tempfile.TemporaryDirectory() as folder, served(page_name, papers, Path(folder)) as (address, pid):
        warm = opened(browser, address)
        warm.close()
        received: list[int] = []
        from_start = time.perf_counter()
        page = opened(browser, address, received)
        row.first = (time.perf_counter() - from_start) * 1000
        page.wait_for_timeout(2500)
        received.clear()
        for _ in range(presses):
            page.keyboard.press("a")
            page.wait_for_timeout(450)
        row.bytes_a_press = sum(received) / presses
        row.painted = page.evaluate("window.gleaner.times")
        row.confirmed = page.evaluate("window.gleaner.confirmed")
        before = recorded(Path(folder))
        row.seconds = burst(page)
        page.wait_for_timeout(3000)
        row.recorded = recorded(Path(folder)) - before
        if papers > AT_ONCE + 2 * BURST + presses:
            before = recorded(Path(folder))
            page.evaluate(ALL_AT_ONCE, AT_ONCE)
            page.wait_for_timeout(6000)
            row.at_once = recorded(Path(folder)) - before
        if page_name == "deck":
            for _ in range(10):
                row.previews.append(page.evaluate("window.gleaner.typed()"))
                page.wait_for_timeout(300)
            others = [opened(browser, address) for _ in range(4)]
            page.wait_for_timeout(1500)
            row.megabytes = resident(pid)
            for other in others:
                other.close()
        page.close()
    return row


def others(browser: Any, papers: int) -> None:  # noqa: ANN401  # playwright's browser
    """Print how long each other page takes: first of all, in seven new browsers, seven times again in one."""
    print("| page | papers | first ms | new browser ms, median / worst | again ms, median / worst |", flush=True)
    print("|---|---|---|---|---|", flush=True)
    for name in OTHERS:
        with tempfile.TemporaryDirectory() as folder, served(name, papers, Path(folder)) as (address, _):
            first, *new = [at_rest(browser, address) for _ in range(8)]
            with browser.new_context() as same:
                _, *again = [at_rest(same, address) for _ in range(8)]
        cells = [f"{statistics.median(times):.0f} / {max(times):.0f}" for times in (new, again)]
        print(f"| {name} | {papers} | {first:.0f} | {' | '.join(cells)} |", flush=True)


def at_rest(browser: Any, address: str) -> float:  # noqa: ANN401  # playwright's browser
    """Milliseconds from the address to the page at rest."""
    page = browser.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_function(AT_REST, timeout=60_000)
    taken = (time.perf_counter() - start) * 1000
    page.close()
    return taken


def opened(browser: Any, address: str, received: list[int] | None = None) -> Page:  # noqa: ANN401  # playwright's browser
    """Open the page and wait for its first paper with its preview."""
    page: Page = browser.new_page(viewport={"width": 1440, "height": 900})
    if received is not None:
        page.on("websocket", lambda ws: ws.on("framereceived", lambda data: received.append(len(data))))
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("window.gleaner.shown()", timeout=60_000)
    return page


def burst(page: Page) -> float:
    """Fifty presses at 40 ms; returns the seconds it took."""
    start = time.perf_counter()
    for number in range(BURST):
        page.keyboard.press("a")
        time.sleep(max(0.0, start + (number + 1) * GAP - time.perf_counter()))
    return time.perf_counter() - start


def recorded(folder: Path) -> int:
    """Decisions in the journal."""
    with contextlib.closing(sqlite3.connect(folder / "journal.sqlite3")) as journal:
        return int(journal.execute("SELECT COUNT(*) FROM decisions").fetchone()[0])


def resident(pid: int) -> float:
    """Megabytes of memory the process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def shares(values: Sequence[float]) -> str:
    """Median and 95th percentile."""
    if len(values) < 2:
        return "–"
    return f"{statistics.median(values):.0f} / {statistics.quantiles(values, n=20)[-1]:.0f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the triage deck in a real browser.")
    parser.add_argument("--papers", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--presses", type=int, default=40)
    parser.add_argument("--chromium", default=os.environ.get("GLEANER_CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--others", action="store_true", help="measure the other pages instead")
    args = parser.parse_args()
    if args.others:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=args.chromium, args=FLAGS)
            others(browser, max(args.papers))
            browser.close()
        return
    print("| " + " | ".join(HEAD) + " |\n" + "|---" * len(HEAD) + "|", flush=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=args.chromium, args=FLAGS)
        for papers in args.papers:
            for page in ("plain", "deck"):
                r = measure(browser, page, papers, args.presses)
                cells = [
                    r.page,
                    r.papers,
                    shares(r.painted),
                    f"{r.recorded} ({r.seconds:.1f})",
                    r.at_once or "–",
                    shares(r.confirmed),
                ]
                cells += [shares(r.previews), f"{r.first:.0f}", f"{r.bytes_a_press / 1000:.0f}", f"{r.megabytes:.0f}"]
                print("| " + " | ".join(map(str, cells)) + " |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
