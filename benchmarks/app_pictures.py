"""The pictures of the docs, taken anew: the real app, in a real browser, on the demo and on a lived-in repository; and
the demo's first proposal, its own text on a page like that of a pull request.

    python -m benchmarks.app_pictures [--chromium /usr/bin/chromium] [--to docs/img]

Small on purpose: 64 colours, no picture over 100 kB.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.app import FLAGS, ROOT
from benchmarks.app_lived_in import live
from benchmarks.pages.pull_request import page_of
from bot.forge.local import LocalForge

PORT = 8767
WIDE, NARROW = (1440, 900), (390, 844)
PAGE = (928, 860)
COLOURS = 64


@contextmanager
def served(repo: Path) -> Iterator[str]:
    """The app on a repository; its address."""
    env = os.environ | {"GLEANER_REPO": str(repo), "GLEANER_USER": "ada", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "streamlit", "run", "webapp/app.py", "--server.port", str(PORT)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{PORT}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{address}/healthz")
                break
            except httpx.TransportError:
                time.sleep(0.2)
        yield address
    finally:
        process.kill()
        process.wait()


class Camera:
    """Takes pictures of one server's pages."""

    def __init__(self, browser: Any, address: str, to: Path) -> None:  # noqa: ANN401  # playwright's browser
        self.browser, self.address, self.to = browser, address, to

    def takes(
        self,
        name: str,
        path: str = "",
        *,
        scheme: str = "light",
        size: tuple[int, int] = WIDE,
        before: Callable[[Page], None] = lambda _: None,
    ) -> None:
        """One picture, after `before` has done something on the page."""
        viewport = {"width": size[0], "height": size[1]}
        page = self.browser.new_page(viewport=viewport, color_scheme=scheme)
        page.goto(f"{self.address}/{path}")
        page.wait_for_selector(".deck[data-ready=yes]" if not path else "[data-testid=stMainBlockContainer] *")
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        page.wait_for_timeout(1500)
        before(page)
        page.wait_for_timeout(1500)
        file = self.to / f"{name}.png"
        page.screenshot(path=file)
        page.close()
        shrink(file)
        print(f"{file}: {file.stat().st_size // 1000} kB", flush=True)


def shrink(file: Path) -> None:
    """Fewer colours: a page of text needs no more."""
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def take_proposal(browser: Any, demo: Path, to: Path) -> None:  # noqa: ANN401  # playwright's browser
    """The demo's likeliest proposal as a person meets it on GitHub."""
    best = max(LocalForge(demo).proposals(), key=lambda one: one.relevance.score)
    page = browser.new_page(viewport={"width": PAGE[0], "height": PAGE[1]})
    page.set_content(page_of(best))
    file = to / "proposal.png"
    page.screenshot(path=file)
    page.close()
    shrink(file)
    print(f"{file}: {file.stat().st_size // 1000} kB", flush=True)


def first_paper(page: Page) -> None:
    """The second paper of the list, with some typed tag to show the form alive."""
    page.keyboard.press("j")


def chosen_entry(page: Page) -> None:
    """An entry whose paper was accepted since it was listed."""
    page.get_by_text("News", exact=True).click()
    page.wait_for_timeout(1200)
    box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    if box is not None:
        page.mouse.click(box["x"] + 17, box["y"] + 53)


def raised_cut(page: Page) -> None:
    """A field changed, so that the diff stands there."""
    most = page.get_by_label("At most so many open")
    most.fill("8")
    most.press("Enter")


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description="Take the pictures of the docs anew.")
    parser.add_argument("--chromium", default=os.environ.get("GLEANER_CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "img")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=args.chromium, args=FLAGS)
        demo = Path(folder) / "demo"
        subprocess.run([sys.executable, "-m", "bot", "demo", "--no-app", "--folder", str(demo)], cwd=ROOT, check=True)
        take_proposal(browser, demo, args.to)
        with served(demo) as address:
            Camera(browser, address, args.to).takes("triage", before=first_paper)
        lived = Path(folder) / "lived"
        live(lived)
        with served(lived) as address:
            camera = Camera(browser, address, args.to)
            camera.takes("twin", scheme="dark")
            camera.takes("phone", size=NARROW)
            camera.takes("insight", "insight", size=(1440, 1100))
            camera.takes("list", "list", before=chosen_entry)
            camera.takes("settings", "settings", before=raised_cut, scheme="dark")
        browser.close()


if __name__ == "__main__":
    main()
