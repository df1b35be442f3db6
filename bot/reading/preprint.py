"""What a list prints in place of a venue for a preprint: a server's name or the word itself, perhaps with a date."""

from __future__ import annotations

import re

_NAME = re.compile(
    r"(?<![a-z])(?:(?:psy|bio|med|chem|tech|soc)?a?rxiv|corr|e-?prints?|preprints?|ssrn|openreview|research ?square"
    r"|under review)(?![a-z])",
    re.IGNORECASE,
)
"""Names of preprint servers, and words for preprints."""
_BESIDE = re.compile(
    r"\.org\b|\babs\b|\b(?:cs|stat|eess|math|physics|q-bio)\.[a-z]{2}\b"
    r"|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
"""What such a name may have beside it: the path of its address, its category, a month."""


def is_preprint(text: str) -> bool:
    """Whether a venue or heading says only that a paper is a preprint: `Arxiv 2024`, `Preprint'23`, `CoRR`."""
    rest = _NAME.sub(" ", text)
    return rest != text and not re.search(r"[^\W\d_]{2}", _BESIDE.sub(" ", rest))


_ARXIV = re.compile(r"\s*(?P<name>(?=arxiv|corr|preprint)(?:(?! abs\b)[A-Za-z .-])*[A-Za-z])", re.IGNORECASE)
"""The name that stands for arXiv in place of a venue."""


def name_in(venue: str) -> str:
    """What stands for the venue of an arXiv paper, up to its year or number; "" for a venue or another server."""
    found = _ARXIV.match(venue)
    return found["name"] if found and is_preprint(venue) else ""
