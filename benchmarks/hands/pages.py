"""The page around a hand: line ends, marks of bytes, a section in another hand beside it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.hands.form import Form
from bot.model import Paper

SECTION = ("Papers", "Gardens")
_INTRO = "A list of papers on gardens and walls.\n\n"


@dataclass(frozen=True)
class Page:
    """How the file is written: `beside` is a section in another hand with its papers, before the own one if `first`."""

    intro: str = ""
    newline: str = "\n"
    bom: str = ""
    trail: str = ""
    ends: bool = True
    fold: str = ""
    """The summary of the fold that holds the section's entries."""
    linked: bool = False
    """Whether links go by reference to addresses at the end of the file."""
    beside: tuple[Form, Sequence[Paper]] | None = None
    first: bool = False

    @property
    def others(self) -> int:
        """How many entries the other section has."""
        return len(self.beside[1]) if self.beside else 0

    def told(self) -> str:
        """What of this page is not plain."""
        told = {
            "newline": self.newline,
            "bom": self.bom,
            "trail": self.trail,
            "ends": self.ends,
            "intro": bool(self.intro),
        }
        return f"{told} beside: {self.beside and dict(self.beside[0].choices)}"

    def text(self, form: Form, papers: Sequence[Paper]) -> str:
        """The whole file."""
        own = form.section(papers)
        if self.fold:
            own = f"<details>\n<summary>{self.fold}</summary>\n\n{own}\n</details>\n"
        own = "## Gardens\n\n" + own
        parts = [own]
        if self.beside:
            other, told = self.beside
            parts.insert(0 if self.first else 1, "## Rivers\n\n" + other.section(told))
        text = "# Papers\n\n" + self.intro + "\n".join(parts)
        if self.trail:
            for number, paper in enumerate(papers, 1):
                block = form.write(paper, number).rstrip("\n")
                text = text.replace(block + "\n", block + self.trail + "\n", 1)
        text = _by_reference(text) if self.linked else text
        text = text if self.ends else text.rstrip("\n")
        return self.bom + text.replace("\n", self.newline)

    @property
    def section(self) -> tuple[str, ...]:
        """The heading path of the entries."""
        return (*SECTION, self.fold) if self.fold else SECTION

    def ended(self, block: str) -> str:
        """A block as it stands on this page."""
        return (block.rstrip("\n") + self.trail).replace("\n", self.newline)


_ADDRESS = re.compile(r"(?<=\])\((https?://(?!img\.)[^()\s]+)\)")


def _by_reference(text: str) -> str:
    """The text with the addresses of its links at the end."""
    found = list(dict.fromkeys(_ADDRESS.findall(text)))
    text = _ADDRESS.sub(lambda link: f"[{found.index(link[1]) + 1}]", text)
    return text + "".join(["\n", *(f"[{number}]: {address}\n" for number, address in enumerate(found, 1))])


def drawn(draw: random.Random, beside: tuple[Form, Sequence[Paper]]) -> Page:
    """A page: three of four have something that a plain one has not."""
    return Page(
        fold=draw.choice(("", "", "", "", "", "All of them")),
        linked=draw.random() < 0.15,
        intro=draw.choice(("", _INTRO)),
        newline=draw.choice(("\n", "\n", "\n", "\r\n")),
        bom=draw.choice(("", "", "", "\ufeff")),
        trail=draw.choice(("", "", "", "", "  ", " ")),
        ends=draw.choice((True, True, True, False)),
        beside=draw.choice((None, None, beside)),
        first=draw.choice((True, False)),
    )
