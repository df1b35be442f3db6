"""Where a paper was accepted, from what its authors and the services say: `Venue("ICML", 2024)`.

Only an acceptance counts. "Submitted to", "under review", rejected and withdrawn papers, and workshops give no venue
to print; a workshop is still reported as one, so that a person sees it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.model import Paper

# The short name, then what people write for it. Sources: the venues' own sites.
_NAMES: Mapping[str, str] = {
    "CVPR": r"cvpr|(?:ieee\W*(?:/cvf)?\W*)?conference on computer vision and pattern recognition",
    "ICCV": r"iccv|international conference on computer vision",
    "ECCV": r"eccv|european conference on computer vision",
    "NeurIPS": r"neurips|nips|(?:advances in )?neural information processing systems",
    "ICML": r"icml|international conference on machine learning",
    "ICLR": r"iclr|international conference on learning representations",
    "ACL": r"acl|annual meeting of the association for computational linguistics",
    "EMNLP": r"emnlp|empirical methods in natural language processing",
    "NAACL": r"naacl",
    "EACL": r"eacl",
    "AAAI": r"aaai",
    "IJCAI": r"ijcai",
    "COLM": r"colm|conference on language modeling",
    "TMLR": r"tmlr|transactions on machine learning research",
}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|['’](\d\d)(?!\d)")
_DOUBT = re.compile(
    r"submitted|submission|under review|in review|reject|withdrawn|to be submitted|preparing|prepared for",
    re.IGNORECASE,
)
_WORKSHOP = re.compile(r"workshop|challenge", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Venue:
    """Where a paper was accepted; `source` is the text that says so."""

    name: str
    year: int | None = None
    workshop: bool = False
    source: str = ""

    @property
    def text(self) -> str:
        """As lists print it: `ICML 2024`."""
        return f"{self.name} {self.year}" if self.year else self.name


def venue_of(paper: Paper) -> Venue | None:
    """The venue that accepted a paper, or None where nothing says so."""
    for claim in (paper.comment, paper.journal_ref, f"{paper.venue} {paper.year or ''}"):
        found = read(claim)
        if found and not found.workshop:
            return found
    return None


def read(claim: str) -> Venue | None:
    """The venue that a comment or journal reference names; a workshop is marked as one."""
    if _DOUBT.search(claim):
        return None
    for name, spelled in _NAMES.items():
        found = re.search(rf"(?<![A-Za-z])(?:{spelled})(?![a-z])", claim, re.IGNORECASE)
        if found:
            year = _YEAR.search(claim)
            number = None if year is None else int(year[0]) if not year[1] else 2000 + int(year[1])
            return Venue(name=name, year=number, workshop=bool(_WORKSHOP.search(claim)), source=claim)
    return None


def spell(venue: Venue, vocabulary: Collection[str]) -> str:
    """The venue as this list writes it (`NIPS`, `Neurips`), or its usual name."""
    for written in vocabulary:
        known = read(written)
        if known and known.name == venue.name:
            return re.sub(r"[\s'’\-]*(?:(?:19|20)\d\d|['’]\d\d)$", "", written.strip())
    return venue.name
