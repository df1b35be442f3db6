"""Lists in several files for the contract suite: mirrored in another language, in chapters, and both at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot import book
from bot.actions import Open, Outcome
from bot.book import Book
from bot.forge import Forge, newest
from bot.model import Base, Candidate, Layout, Match, Paper, Placement, Proposal, Relevance, Verdict
from tests.doubles.worlds import LIST, World, states

MIRROR, VISION, SPEECH = "README_zh.md", "papers/vision.md", "papers/speech.md"

ENGLISH = """\
# Awesome Small Models

[中文](README_zh.md)

## Vision

- [Eyes on a Budget](https://arxiv.org/abs/2301.00001) [ICML 2023]
  - Ada Byron, Kurt Weil

- [Seeing With Less](https://arxiv.org/abs/2302.00002) [Arxiv 2023]
  - Mary Anning

## Speech

- [Whisper Thin](https://arxiv.org/abs/2303.00003) [Arxiv 2023]
  - Ida Rhodes, Karen Jones
"""

CHINESE = """\
# 小模型论文\r
\r
[English](README.md)\r
\r
## 视觉\r
\r
* **Seeing With Less**, Arxiv 2023. [[paper]](https://arxiv.org/abs/2302.00002)\r
* **Eyes on a Budget**, ICML 2023. [[paper]](https://arxiv.org/abs/2301.00001)\r
\r
## 语音\r
\r
* **Whisper Thin**, Arxiv 2023. [[paper]](https://arxiv.org/abs/2303.00003)"""

CONTENTS = """\
# Awesome Small Models

1. [Vision](papers/vision.md)
2. [Speech](papers/speech.md)
"""

EYES = """\
# Vision

## Pruning

- [Eyes on a Budget](https://arxiv.org/abs/2301.00001) [ICML 2023]
  - Ada Byron, Kurt Weil

## Distillation

- [Seeing With Less](https://arxiv.org/abs/2302.00002) [Arxiv 2023]
  - Mary Anning
"""

EARS = """\
# Speech

| Title | Venue |
| --- | --- |
| [Whisper Thin](https://arxiv.org/abs/2303.00003) | Arxiv 2023 |
| [Small Talk](https://arxiv.org/abs/2304.00004) | ACL 2023 |
"""


@dataclass(frozen=True)
class Several:
    """One kind of list: its files, which is which, a section to add to, and what a proposal to that one changes."""

    files: Mapping[str, str]
    layout: Layout
    section: str
    other: str
    changes: tuple[str, ...]


KINDS = {
    "mirrored": Several(
        {LIST: ENGLISH, MIRROR: CHINESE}, Layout(path=LIST, mirrors=(MIRROR,)), "Vision", "Speech", (LIST, MIRROR)
    ),
    "chaptered": Several(
        {LIST: CONTENTS, VISION: EYES, SPEECH: EARS},
        Layout(path=LIST, chapters=(VISION, SPEECH)),
        f"{VISION} > Vision > Pruning",
        f"{SPEECH} > Speech",
        (VISION,),
    ),
    "both": Several(
        {LIST: CONTENTS, VISION: EYES, SPEECH: EARS, MIRROR: CHINESE},
        Layout(path=LIST, chapters=(VISION, SPEECH), mirrors=(MIRROR,)),
        f"{VISION} > Vision > Pruning",
        f"{VISION} > Vision > Distillation",
        (VISION, MIRROR),
    ),
}


def paper(number: int, **changes: object) -> Paper:
    """The `number`-th paper that is proposed."""
    values: dict[str, object] = {
        "title": f"Paper {number}",
        "url": f"https://arxiv.org/abs/2401.{number:05d}",
        "authors": ("Grace Hopper",),
        "venue": "Arxiv 2024",
        "published": "2024-01-02",
    }
    return Paper(**(values | changes))  # type: ignore[arg-type]  # fields a test names


@dataclass
class Shelf:
    """A place with such a list, and a fresh forge for every step."""

    world: World
    kind: Several

    def __post_init__(self) -> None:
        for path, text in self.kind.files.items():
            self.world.push_to_default(text, path)

    def forge(self) -> Forge:
        return self.world.forge()

    def base(self) -> Base:
        return newest(self.forge(), self.kind.layout)

    def book(self) -> Book:
        return book.newest(self.base(), LIST)

    def opening(self, *numbers: int, section: str = "") -> Open:
        """The action that proposes papers on the newest list."""
        base = self.base()
        read = book.newest(base, LIST)
        composed, insertion = read.propose([self.candidate(read, n, section) for n in numbers], today="2026-11-21")
        return Open(proposal=replace(composed, base=base.sha), files=insertion.files(), base=base)

    def candidate(self, read: Book, number: int, section: str = "") -> Candidate:
        return Candidate(
            paper=paper(number),
            key=f"arxiv:2401.{number:05d}",
            match=Match(verdict=Verdict.NEW),
            relevance=Relevance(score=0.8, why=("near two entries",)),
            placement=Placement(),
            section=read.find(section or self.kind.section),
        )

    def open(self, *numbers: int, section: str = "") -> Outcome:
        return self.forge().apply(self.opening(*numbers, section=section))

    def waiting(self, number: int = 1) -> Proposal:
        return states(self.forge())[f"arxiv:2401.{number:05d}"]

    def texts(self, branch: str = "") -> dict[str, str]:
        """The list's files on a branch (the default one)."""
        return {path: self.world.read(branch or self.world.trunk, path) for path in self.kind.files}

    def changed(self, branch: str) -> set[str]:
        """The files a branch changes, from where it left."""
        return set(self.world.git("diff", "--name-only", f"{self.world.trunk}...{branch}").split())

    def commits(self, branch: str) -> int:
        """How many commits a branch has of its own."""
        return int(self.world.git("rev-list", "--count", f"{self.world.trunk}..{branch}"))
