"""A page script for measuring: the deck on a forge in memory with as many papers as `GLEANER_BENCH_PAPERS` says.

`GLEANER_BENCH_PAGE` names another page to show on the same papers: `plain` is that of native buttons. A backlog of as
many candidates and a list of as many entries stand behind the pages that show them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from bot.ledger import CANDIDATES, write_backlog
from bot.model import Candidate, Held, Match, Paper, Placement, Relevance, Scored, Verdict, Wait
from tests.doubles.forge import LIST, MemoryForge
from webapp.components import page_style
from webapp.services.desk import Desk
from webapp.services.journal import Journal
from webapp.views import activity, backlog, insight, listing, plain, triage

WORDS = "sparse tiny quantized frozen shared routed latent causal masked tokenwise pruned adaptive".split()
NOUNS = "transformers adapters experts caches tokenizers encoders decoders samplers retrievers".split()


def papers(count: int) -> MemoryForge:
    """A forge with this many waiting papers of our own making."""
    shows_list = os.environ.get("GLEANER_BENCH_PAGE") == "list"
    forge = MemoryForge(LIST + entries(count) if shows_list else LIST)
    forge.ledger[CANDIDATES] = write_backlog(held(count))
    for number in range(count):
        first, second = WORDS[number % len(WORDS)], WORDS[(number // 7) % len(WORDS)]
        title = f"{first.capitalize()} {NOUNS[number % len(NOUNS)]} with {second} steps, part {number}"
        abstract = (
            f"We study {first} models of order $x_{{{number}}}$. " + "They need few parameters and less time. " * 22
        )
        maybe = number % 6 == 5
        forge.offers(
            title,
            score=1 - number / (count + 1),
            abstract=abstract,
            upvotes=number % 90,
            placement=Placement(
                sections=(Scored(name="Pruning", score=0.7), Scored(name="Quantization", score=0.2)),
                tags=(Scored(name="Pruning", score=0.8),),
            ),
            match=Match(verdict=Verdict.MAYBE, score=81, reasons=("titles 81 % alike",))
            if maybe
            else Match(verdict=Verdict.NEW),
            twin="“Small Is Plenty” (README.md line 5)" if maybe else "",
        )
    return forge


def entries(count: int) -> str:
    """As many entries as text, in the hand of the list."""
    return "".join(
        f"\n- [{WORDS[n % len(WORDS)].capitalize()} Entry {n}](https://arxiv.org/abs/22{n // 5000:02d}.{n % 5000:05d}) "
        f"[Arxiv 2022] [Pruning]\n  - Ada Byron\n  - Code: Waiting...\n"
        for n in range(count)
    )


def held(count: int) -> list[Held]:
    """As many candidates that were not proposed."""
    return [
        Held(
            candidate=Candidate(
                paper=Paper(title=f"{WORDS[n % len(WORDS)].capitalize()} Held Paper {n}", sources=("arxiv",)),
                key=f"arxiv:2402.{n:05d}",
                match=Match(verdict=Verdict.NEW),
                relevance=Relevance(score=0.5 - n / (3 * count)),
                placement=Placement(),
            ),
            wait=Wait.CUT,
            reason="below the cut of 60%",
        )
        for n in range(count)
    ]


@st.cache_resource
def _desk() -> Desk:
    count = int(os.environ.get("GLEANER_BENCH_PAPERS", "100"))
    journal = Journal(Path(os.environ.get("GLEANER_JOURNAL") or tempfile.mkdtemp()) / "journal.sqlite3")
    desk = Desk(papers(count), journal, grace=float(os.environ.get("GLEANER_GRACE", "5")))
    desk.start()
    return desk


st.set_page_config(page_title="Gleaner", layout="wide")
page_style.show()

desk = _desk()
PAGES: dict[str, Callable[[], None]] = {
    "plain": lambda: plain.show(desk, "bench"),
    "deck": lambda: triage.show(desk, "bench"),
    "backlog": lambda: backlog.show(desk, "bench"),
    "list": lambda: listing.show(desk, "bench"),
    "insight": lambda: insight.show(desk),
    "activity": lambda: activity.show(desk, "bench"),
}
PAGES[os.environ.get("GLEANER_BENCH_PAGE", "deck")]()
