"""Inferring a config from a list: its files, its newest papers as arXiv describes them, its categories and keywords."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot import book, config, identity
from bot.book import Book, Listing
from bot.configuring import infer, layout
from bot.configuring.phrases import phrases
from bot.errors import ListError
from bot.escape import log_line
from bot.model import Base, Paper, Skip, paper_of

if TYPE_CHECKING:
    from bot.config import Config
    from bot.sources.http import Client

ASKED = 100
"""How many of the list's newest arXiv papers are looked up for their categories: one request."""


class NoEntries(ListError):
    """A file that is no list, or an empty one."""

    WHAT = "holds no entry that Gleaner can read"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} {self.WHAT}; where the list is another file, name it: gleaner init PATH; else add a few papers by "
            "hand, then run init again"
        )
        self.path = path


def read_files(path: str, texts: Mapping[str, str]) -> tuple[Book, tuple[Skip, ...]]:
    """The list at `path` with its chapters and mirrors among `texts`, and the files that only look like one of them.

    NoEntries where nothing can be learned from it.
    """
    found = layout.find(path, texts)
    read = book.newest(Base(sha="", branch="", files=texts, layout=found.layout), path)
    if not read.entries:
        raise NoEntries(path)
    return read, found.left


def infer_config(alist: Book, known: Sequence[Paper]) -> Config:
    """The config that the list itself suggests; `known` are some of its papers as arXiv describes them."""
    found = infer.categories(known)
    return config.Config.model_validate(
        {
            "list": alist.path,
            "mirrors": list(alist.mirrors),
            "chapters": [each for each in alist.lists if each != alist.path],
            "sources": {"arxiv": {"categories": found}, "huggingface": {}},
            "keywords": {"include": phrases(alist)},
        }
    )


def known_papers(alist: Listing, client: Client | None) -> tuple[Paper, ...]:
    """The list's newest papers as arXiv describes them, with categories and abstracts; none without a client."""
    ids = [known for entry in alist.entries if (known := identity.arxiv_id_of(paper_of(entry)))]
    if client is None or not ids:
        return ()
    from bot.sources import arxiv

    settings = config.with_environment(config.Config(), os.environ)
    found = arxiv.papers_by_id(client, settings.sources.arxiv_lookup, sorted(ids)[-ASKED:])
    if not found.papers and found.missing:
        first, *others = found.missing
        more = f" and {len(others)} more of the list's papers" if others else ""
        print(log_line(f"nothing could be learned of {first.what}{more}: {first.why}"))
    return found.papers
