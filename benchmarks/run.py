"""What a run costs: 1,000 candidates against a list of 5,000 entries, offline, step by step.

    python benchmarks/run.py [--entries 5000] [--papers 1000]

The list and the papers are made up from a fixed seed, so that the numbers can be had anywhere. The whole plan runs in a
process of its own, whose peak of resident memory counts, imports included; the steps run one by one in this one.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot import awesome, book, dedupe, plan
from bot.model import Base, Paper
from bot.planning import judgement, memory
from bot.planning.caps import Rules
from bot.planning.situation import Situation, known_papers

WORDS = (
    "adaptive aligned attention autoregressive bandit benchmark bias block cache causal chain code compact context "
    "contrastive control cross data decoding deep diffusion discrete distilled dynamic editing efficient embedding "
    "evaluation expert fast feature few fine flow foundation frame fusion gated generation generative gradient graph "
    "grounding guidance hybrid image implicit inference information instruction iterative joint kernel knowledge large "
    "latent layer learning linear long loss low masked memory mixture mobile modal model module motion multi network "
    "neural next noise object online open optimal orthogonal parallel patch perception policy prediction preference "
    "prior probabilistic projection prompt pruning quantized quantum query rank reasoning recurrent regular reinforced "
    "representation retrieval reward robust sampling scale scene score segment self semantic sequence shape shot "
    "simple sparse spatial speculative speech stable state step stochastic stream structured style supervised "
    "synthesis synthetic task temporal tensor text token tool training transfer transformer tree tuning unified update "
    "variational vector video vision visual weight world zero"
).split()
SECTIONS = ("Quantization", "Pruning", "Video Generation", "Reasoning", "Retrieval", "Alignment", "Agents", "Speech")


class Steps:
    """Seconds by step, in order."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start


def title(dice: random.Random) -> str:
    words = dice.sample(WORDS, dice.randint(5, 9))
    return f"{''.join(w.title() for w in dice.sample(WORDS, 2))}{dice.randint(1, 999)}: " + " ".join(words).title()


def abstract(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=170))


def made_up_list(entries: int, dice: random.Random) -> str:
    blocks = ["# Awesome Made-Up Papers\n"]
    for number, section in enumerate(SECTIONS):
        blocks.append(f"\n## {section}\n")
        blocks += [
            f"\n- [{title(dice)}](https://arxiv.org/abs/2301.{n:05d}) [Arxiv 2023] [{section}]\n"
            f"  - Ada Lovelace, Alan Turing,..., Grace Hopper\n"
            f"  - Code: [Official](https://github.com/example/repo{n})\n"
            for n in range(number, entries, len(SECTIONS))
        ]
    return "".join(blocks)


def made_up_papers(papers: int, dice: random.Random) -> list[Paper]:
    return [
        Paper(
            title=title(dice),
            abstract=abstract(dice),
            authors=("Ada Lovelace", "Alan Turing"),
            url=f"https://arxiv.org/abs/2607.{n:05d}",
            arxiv_id=f"2607.{n:05d}",
            published="2026-07-20",
            sources=("arxiv",),
        )
        for n in range(papers)
    ]


def given(entries: int, papers: int) -> tuple[Situation, list[Paper], Rules]:
    dice = random.Random(7)
    base = Base(sha="0" * 40, branch="main", files={"README.md": made_up_list(entries, dice)})
    return Situation(base=base), made_up_papers(papers, dice), Rules(today="2026-07-22", at_least=0.0)


def whole(entries: int, papers: int) -> dict[str, float]:
    """The whole plan once: seconds, and the process's peak of resident memory in MB."""
    situation, candidates, rules = given(entries, papers)
    start = time.perf_counter()
    plan.plan(situation, candidates, rules)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def steps(entries: int, papers: int) -> dict[str, float]:
    """Seconds by step."""
    situation, candidates, rules = given(entries, papers)
    took = Steps()
    with took.step("read the list"):
        alist = awesome.parse(situation.base.files["README.md"])
        assert len(alist.entries) == entries
    with took.step("merge the papers"):
        distinct = dedupe.merge(candidates)
    with took.step("index what is known"):
        index = dedupe.Index(known_papers(book.of(alist, "README.md"), (), (), situation.ledger))
    with took.step("match"):
        index.match_all(distinct)
    listed = memory.listed_papers(alist, situation.ledger)
    with took.step("learn relevance"):
        ranker = judgement.learn_relevance(situation, listed, rules)
    with took.step("judge"):
        ranker.judge(distinct)
    with took.step("learn sections"):
        placer = judgement.learn_topics(alist, listed, rules)
    with took.step("place"):
        placer.place(distinct)
    return took.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--entries", type=int, default=5000)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--whole", action="store_true", help="only the whole plan, as JSON")
    args = parser.parse_args()
    if args.whole:
        json.dump(whole(args.entries, args.papers), sys.stdout)
        return
    words = [sys.executable, __file__, "--whole", "--entries", str(args.entries), "--papers", str(args.papers)]
    done = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    print(f"{args.papers} papers against {args.entries} entries")
    print(f"  {'the whole plan':<24} {done['seconds']:>8.2f} s, peak {done['peak_mb']:.0f} MB")
    for name, seconds in steps(args.entries, args.papers).items():
        print(f"  {name:<24} {seconds:>8.2f} s")


if __name__ == "__main__":
    main()
