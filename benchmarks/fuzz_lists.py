"""Fuzz the list editor, guided by coverage: any bytes in, no exception but ours out, in bounded time.

usage: python benchmarks/fuzz_lists.py CORPUS [-max_total_time=600] [libFuzzer's options]
CORPUS is a folder; new inputs are kept there. `pip install atheris` first: it is no dependency of the project.
The first bytes of an input choose what is done with the rest: read, lint, add, take out and put back, change.
"""

from __future__ import annotations

import contextlib
import sys
import time

import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]  # installed for this script alone

with atheris.instrument_imports(include=["bot"]):
    from bot import awesome, house_style
    from bot.checking import lint
    from bot.errors import GleanerError
    from bot.model import Link, Paper, paper_of

SLOW = 2.0
"""Seconds that one input of some kilobytes may take, instrumented."""

PAPER = Paper(
    title="A [Fresh] Work: $O(n^2)$ in *Practice*",
    url="https://arxiv.org/abs/2410.00009v2",
    authors=("Kim Low", "Max Ney", "Ada Poe"),
    venue="NeurIPS 2024",
    date="2024-10-03",
    tags=("Drafts",),
    code=(Link(label="Official", url="https://github.com/example/fresh"),),
)


def one_input(data: bytes) -> None:
    """Do with one input what its first byte says."""
    if not data[1:]:
        return
    started = time.perf_counter()
    text = data[1:].decode("utf-8", "surrogateescape")
    with contextlib.suppress(GleanerError):
        _use(awesome.parse(text), data[0])
    taken = time.perf_counter() - started
    if taken > SLOW:
        raise RuntimeError(f"{taken:.1f} s for {len(data)} bytes")


def _use(alist: awesome.AwesomeList, choice: int) -> None:
    if alist.text != "".join(alist.text[line.start : line.end] for line in alist.lines) and not alist.lines:
        raise RuntimeError("lines were lost")
    entries = alist.entries
    sections = [section.path for section in alist.sections]
    match choice % 4:
        case 0:
            lint.lint(alist)
        case 1 if sections:
            added = house_style.add(alist, PAPER, sections[choice // 4 % len(sections)])
            _check_one_block(alist.text, added.text)
        case 2 if entries:
            entry = entries[choice // 4 % len(entries)]
            rest = awesome.remove(alist, entry)
            house_style.add(awesome.parse(rest, [(rest, alist.text)]), paper_of(entry), entry.section)
        case 3 if entries:
            house_style.restyle(alist, entries[choice // 4 % len(entries)], venue="ICML 2024", tags=("New",))
        case _:
            pass


def _check_one_block(before: str, after: str) -> None:
    """Whether the new text is the old one and one block in one place."""
    pairs = enumerate(zip(before, after, strict=False))
    head = next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))
    tail = len(before) - head
    if not after.endswith(before[len(before) - tail :]) or len(after) <= len(before):
        raise RuntimeError("more than one block was added")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
