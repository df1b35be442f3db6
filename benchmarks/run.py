"""What a run costs: 1,000 candidates against a list of 5,000 entries, offline, step by step.

    python benchmarks/run.py [--entries 5000] [--papers 1000] [--json]

The list and the papers are made up from a fixed seed, so that the numbers can be had anywhere. Each step runs in this
one process; the peak of resident memory is the process's own, imports included.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

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


def measure(entries: int, papers: int) -> dict[str, object]:
    steps = Steps()
    dice = random.Random(7)  # noqa: S311  # repeatable, not secret
    text = made_up_list(entries, dice)
    with steps.step("import"):
        from bot import awesome, dedupe, plan
        from bot.caps import Rules
        from bot.model import Base, Paper
    candidates = [
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
    rules = Rules(today="2026-07-22", at_least=0.0)
    situation = plan.Situation(base=Base(sha="0" * 40, branch="main", files={"README.md": text}))
    with steps.step("read the list"):
        alist = awesome.parse(text)
        found = len(alist.entries)
    with steps.step("merge the papers"):
        distinct = dedupe.merge(candidates)
    with steps.step("index what is known"):
        known = plan.known_papers(alist, "README.md", (), (), situation.ledger)
        index = dedupe.Index(known)
    with steps.step("match"):
        index.match_all(distinct)
    listed = plan.listed_papers(alist, situation.ledger)
    with steps.step("learn relevance"):
        ranker = plan.learn_relevance(situation, listed, rules)
    with steps.step("judge"):
        ranker.judge(distinct)
    with steps.step("learn sections"):
        placer = plan.learn_topics(alist, listed, rules)
    with steps.step("place"):
        placer.place(distinct)
    with steps.step("the whole plan, from the start"):
        planned = plan.plan(situation, candidates, rules)
    return {
        "entries": found,
        "papers": papers,
        "list_kb": len(text) // 1000,
        "proposed": len(planned.proposed),
        "seconds": {name: round(seconds, 3) for name, seconds in steps.seconds.items()},
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--entries", type=int, default=5000)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = measure(args.entries, args.papers)
    if args.json:
        json.dump(result, sys.stdout, indent=1)
        return
    print(f"{result['papers']} papers against {result['entries']} entries ({result['list_kb']} KB)")
    seconds = result["seconds"]
    assert isinstance(seconds, dict)
    for name, value in seconds.items():
        print(f"  {name:<32} {value:>8.2f} s")
    print(f"  {'peak resident memory':<32} {result['peak_mb']:>8} MB")


if __name__ == "__main__":
    main()
