"""A page script for measuring: the deck on a forge in memory with as many papers as `GLEANER_BENCH_PAPERS` says.

`GLEANER_BENCH_PAGE=plain` shows the page of native buttons instead, on the same papers.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import streamlit as st

from bot.model import Match, Placement, Scored, Verdict
from tests.doubles.forge import MemoryForge
from webapp.components import looks
from webapp.services.desk import Desk
from webapp.services.journal import Journal
from webapp.views import plain, triage

WORDS = "sparse tiny quantized frozen shared routed latent causal masked tokenwise pruned adaptive".split()
NOUNS = "transformers adapters experts caches tokenizers encoders decoders samplers retrievers".split()


def papers(count: int) -> MemoryForge:
    """A forge with this many waiting papers of our own making."""
    forge = MemoryForge()
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


@st.cache_resource
def _desk() -> Desk:
    count = int(os.environ.get("GLEANER_BENCH_PAPERS", "100"))
    journal = Journal(Path(os.environ.get("GLEANER_JOURNAL") or tempfile.mkdtemp()) / "journal.sqlite3")
    desk = Desk(papers(count), journal, grace=float(os.environ.get("GLEANER_GRACE", "5")))
    desk.start()
    return desk


st.set_page_config(page_title="Gleaner", layout="wide")
looks.show()

desk = _desk()
if os.environ.get("GLEANER_BENCH_PAGE") == "plain":
    plain.show(desk, "bench")
else:
    triage.show(desk, "bench")
