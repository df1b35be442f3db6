"""What the sources say of a listed paper today: the venue that its authors name, and who names its code.

Kept in the ledger (`standings.jsonl`, one line per paper) with the day it was asked for, so that a run asks only for
what is missing or old, and goes on where the one before stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot import ledger_lines
from bot.identity import is_strong, keys_of
from bot.model import Entry, Link, Paper, Skip

FILE = "standings.jsonl"
AGAIN = 30
"""Days after which a paper is asked for again: comments and repositories come months after the paper."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What is said of one paper.

    `key` is its arXiv key, `asked` the ISO day; the label of a link in `code` says who names it. `lookup` is the day on
    which the second source, which answers one paper at a time, was asked ("" for never).
    """

    key: str
    asked: str = ""
    lookup: str = ""
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    code: tuple[Link, ...] = ()

    @property
    def paper(self) -> Paper:
        """The paper with nothing but these facts, as `venue.venue_of` reads them."""
        return Paper(title=self.key, keys=(self.key,), comment=self.comment, journal_ref=self.journal_ref, doi=self.doi)


def key_of(entry: Entry) -> str:
    """The key under which an entry's standing is kept; "" without an arXiv id, as no source can be asked then.

    Where the paper itself is linked elsewhere (its proceedings, a DOI), an arXiv link beside it tells the id; what a
    project's page or a repository has beside it may be the paper of somebody else.
    """
    own = _arxiv_keys(entry.keys)
    if own or not any(map(is_strong, entry.keys)):
        return next(iter(own), "")
    beside = _arxiv_keys(keys_of(entry))
    return beside[0] if len(beside) == 1 else ""


def _arxiv_keys(keys: Iterable[str]) -> list[str]:
    return [key for key in keys if key.startswith("arxiv:")]


def due(day: str, today: str) -> bool:
    """Whether it is time to ask again, where it was asked on `day` (ISO, "" for never)."""
    return not day or (date.fromisoformat(today) - date.fromisoformat(day)).days >= AGAIN


def read(text: str) -> tuple[dict[str, Standing], tuple[Skip, ...]]:
    """The standings of a file by key; a line that cannot be read is named and costs one question."""
    rows, skipped = ledger_lines.read(text, FILE, _from)
    return {one.key: one for one in rows}, skipped


def write(standings: Mapping[str, Standing], listed: Iterable[str]) -> str:
    """The text of the file: those of papers that are listed, in the list's order, cut where it grows too large."""
    return ledger_lines.write(_to(standings[key]) for key in dict.fromkeys(listed) if key in standings)


_WORDS = ("key", "asked", "lookup", "comment", "journal_ref", "doi")


def _to(one: Standing) -> dict[str, object]:
    record: dict[str, object] = {name: getattr(one, name) for name in _WORDS if getattr(one, name)}
    if one.code:
        record["code"] = [[link.label, link.url] for link in one.code]
    return record


def _from(record: object) -> Standing:
    if not isinstance(record, dict) or not record.get("key"):
        raise ValueError("expected an object with a key")
    words = {name: str(record.get(name, "")) for name in _WORDS}
    for name in ("asked", "lookup"):
        if words[name]:
            date.fromisoformat(words[name])
    return Standing(**words, code=tuple(Link(label=str(label), url=str(url)) for label, url in record.get("code", ())))
