"""The whole way in a test: a repository with a list, feeds on loopback, a config; `run` is what the schedule runs."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from bot import awesome, config
from bot.commands.job import job
from bot.commands.repository import load_config
from bot.forge import Forge, apply_all, newest
from bot.model import Entry, Proposal
from bot.proposing.decide import approve
from bot.report import RunReport
from bot.sources.http import Client
from tests.doubles.feeds import Feeds, atom, entry
from tests.doubles.worlds import LIST, World

TODAY = "2026-07-22"

TEXT = """\
# Awesome Small Language Models

Papers on making language models small.

## Quantization

- [QLoRA: Efficient Finetuning of Quantized LLMs](https://arxiv.org/abs/2305.14314) [NeurIPS 2023] [LoRA]
  - Tim Dettmers, Artidoro Pagnoni,..., Luke Zettlemoyer
  - Code: [Official](https://github.com/artidoro/qlora)

- [GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers](https://arxiv.org/abs/2210.17323) [ICLR 2023]
  - Elias Frantar, Saleh Ashkboos, Torsten Hoefler, Dan Alistarh
  - Code: [Official](https://github.com/IST-DASLab/gptq)

- [The Era of 1-bit LLMs: All Large Language Models are in 1.58 Bits](https://arxiv.org/abs/2402.17764) [Arxiv 2024]
  - Shuming Ma, Hongyu Wang,..., Furu Wei
  - Code: Waiting...

## Pruning

- [SparseGPT: Massive Language Models Can Be Accurately Pruned in One-Shot](https://arxiv.org/abs/2301.00774) [ICML 2023]
  - Elias Frantar, Dan Alistarh
  - Code: [Official](https://github.com/IST-DASLab/sparsegpt)

- [A Simple and Effective Pruning Approach for Large Language Models](https://arxiv.org/abs/2306.11695) [ICLR 2024] \n  - Mingjie Sun, Zhuang Liu, Anna Bair, J. Zico Kolter
  - Code: [Official](https://github.com/locuslab/wanda)

## NeurIPS 2024"""
"""A list in the form of nested bullets: a trailing blank and a missing last newline must survive."""

TOPICS = (
    ("BitFold", "Quantization of large language models to four bits"),
    ("OneShear", "Pruning decoder weights in a single pass"),
    ("QuAdapt", "Finetuning adapters over quantized transformers"),
    ("Gapwise", "Structured sparsity for language model inference"),
    ("TernaryTalk", "Training ternary networks that speak"),
    ("KeepTop", "Which attention heads can be cut"),
    ("RoundTrip", "Rounding schemes for post-training compression"),
    ("ThinLayer", "Removing whole layers from pre-trained generators"),
    ("ScaleDown", "Activation outliers in low-precision decoding"),
    ("MaskOnce", "Magnitude masks learned before deployment"),
    ("CacheBits", "Key-value caches in two bits"),
    ("GrowBack", "Recovering accuracy after aggressive pruning"),
)


def paper_entry(number: int, published: str = "2026-07-20") -> str:
    """The `number`-th paper as arXiv tells it: on the list's topic."""
    name, topic = TOPICS[number]
    return entry(
        f"2607.{number:05d}",
        f"{name}: {topic}",
        abstract=f"{name} is about {topic.lower()}; it is compared with quantization and pruning baselines.",
        authors=("Ada Lovelace", "Alan Turing"),
        published=published,
    )


class Scene:
    """One list and its world; a fresh forge for every step, as a new process would open it."""

    def __init__(self, world: World, feeds: Feeds, papers: int = 5, **settings: object) -> None:
        self.world = world
        self.feeds = feeds
        self.feeds.shelf.arxiv = atom(*map(paper_entry, range(papers)))
        world.push_to_default(TEXT)
        self.configure(**settings)

    def configure(self, **settings: object) -> None:
        """Commit a config: arXiv alone, everything likely enough, five at once."""
        values = {
            "sources": {"arxiv": {"categories": ["cs.LG"]}},
            "cut": {"at_least": 0.0},
            "per_run": 5,
            **settings,
        }
        settings_now = config.Config.model_validate(values)
        self.layout = settings_now.layout
        self.world.push_to_default(config.write(settings_now), config.PATH)

    def forge(self) -> Forge:
        return self.world.forge()

    def run(self, forge: Forge | None = None, **more: object) -> RunReport:
        """One run, without the feeds' pauses."""
        forge = forge or self.forge()
        settings = config.with_environment(load_config(forge), self.feeds.environment())
        return job(forge, settings, today=TODAY, client=self.client(), **more)  # type: ignore[arg-type]  # words of `job`

    def client(self) -> Client:
        return Client(sleep=lambda _: None)

    def proposal(self, key: str) -> Proposal:
        """The proposal of a paper, in any state."""
        return next(each for each in self.forge().proposals() if each.key == key)

    def waiting(self) -> list[Proposal]:
        return [proposal for proposal in self.forge().proposals() if proposal.state.waiting]

    def merge(self, proposal: Proposal) -> None:
        """A person approves it in the app."""
        forge = self.forge()
        current = next(p for p in forge.proposals() if p.key == proposal.key)
        apply_all(forge, approve(newest(forge, self.layout), current, "wren"))

    def list_text(self) -> str:
        return self.world.read_default(LIST)

    def entries(self) -> tuple[Entry, ...]:
        return awesome.parse(self.list_text()).entries


class Killed(BaseException):
    """The process dies here."""


class Mortal:
    """A forge whose process dies right before (or right after) its n-th call."""

    def __init__(self, forge: Forge, *, calls: int, after: bool = False) -> None:
        self._forge = forge
        self._left = calls
        self._after = after

    def __getattr__(self, name: str) -> object:
        value = getattr(self._forge, name)
        return self._counted(value) if callable(value) else value

    def _counted(self, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*words: object, **more: object) -> object:
            self._left -= 1
            if self._left < 0 and not self._after:
                raise Killed
            answer = call(*words, **more)
            if self._left < 0:
                raise Killed
            return answer

        return counted


def snapshot(scene: Scene) -> Mapping[str, tuple[str, str]]:
    """What a run leaves: per proposal its state and the list on its branch."""
    return {p.key: (p.state.value, scene.world.read(p.branch)) for p in scene.forge().proposals()}


def shuffled(proposals: list[Proposal], seed: int) -> list[Proposal]:
    """The same in another order."""
    order = sorted(proposals, key=lambda proposal: proposal.key)
    random.Random(seed).shuffle(order)
    return order
