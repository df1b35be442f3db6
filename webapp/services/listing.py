"""The list as a table: every entry, where it stands, and what can be found out about it without asking anybody."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from bot.model import Entry
from webapp.services.cards import Vocabulary, section_shown, shown
from webapp.services.desk import Desk
from webapp.services.preview import parsed

COLUMNS = ("line", "title", "section", "venue", "tags", "code", "link")


def entries(desk: Desk) -> tuple[Entry, ...]:
    """The entries of the list as it stands."""
    return parsed(desk.queue.reading.base.files.get(desk.path, "")).entries


def matching(found: Sequence[Entry], text: str, section: str, lacking: str) -> list[Entry]:
    """Entries that hold all words, stand in the section, and lack what is asked for (`code`, `venue`, `tags`)."""
    words = text.lower().split()
    return [
        entry
        for entry in found
        if all(word in _text(entry) for word in words)
        and (not section or " > ".join(entry.section) == section)
        and (not lacking or not getattr(entry, lacking))
    ]


def table(found: Sequence[Entry], words: Vocabulary) -> pd.DataFrame:
    """The entries as a table."""
    rows = [
        (
            entry.line,
            shown(entry.title) + (" (in a comment)" if entry.commented else ""),
            section_shown(entry.section, words),
            shown(entry.venue),
            shown(", ".join(entry.tags)),
            len(entry.code),
            entry.url if entry.url.startswith(("https://", "http://")) else "",
        )
        for entry in found
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def numbers(found: Sequence[Entry]) -> dict[str, int]:
    """How many entries there are, and how many lack something."""
    return {
        "entries": len(found),
        "without code": sum(not entry.code for entry in found),
        "without venue": sum(not entry.venue for entry in found),
        "in a comment": sum(entry.commented for entry in found),
    }


def _text(entry: Entry) -> str:
    return " ".join((entry.title, *entry.authors, *entry.tags, entry.venue, *entry.keys)).lower()
