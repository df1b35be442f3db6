"""What a local repository knows of its proposals beside their branches: one SQLite file inside `.git/`.

One row per proposal (number, state, texts, times), a journal of changes that were begun, and one lock for all writers:
several processes (the app, a run) work on one repository at once. A change is journalled before it is carried out, so
that a killed process leaves nothing half done: the next one finishes it.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

from bot.errors import ForgeError
from bot.forge.sqlite_file import opened
from bot.model import Proposal, State
from bot.proposing.proposal_block import hidden_block, read_body

FILE = "gleaner.sqlite3"
_PATIENCE = 30.0
"""Seconds to wait for another process's write."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS proposals (
  number INTEGER PRIMARY KEY, branch TEXT UNIQUE NOT NULL, state TEXT NOT NULL, record TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS by_state ON proposals (state);
CREATE TABLE IF NOT EXISTS changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL, change TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One action as a set of compare-and-set moves; a commit id of "" means that the reference does not exist.

    `trunk` is the default branch ("" where it stays), `kept` the commit of a person's work to keep reachable after
    its branch is gone, `after` the proposal as it will be.
    """

    branch: str
    branch_from: str
    branch_to: str
    trunk: str = ""
    trunk_from: str = ""
    trunk_to: str = ""
    kept: str = ""
    after: Proposal


class Records:
    """The open file; use it in a `with` statement. `locked()` holds the lock of all writers."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = opened(path, _SCHEMA, patience=_PATIENCE)
        except sqlite3.Error as error:
            raise ForgeError(f"{path} cannot be used: {error}; check the folder's rights and free space") from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out; what was written is kept on leaving, and taken back if the block raises."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise ForgeError(
                f"another process has been writing for {_PATIENCE:.0f} seconds ({error}); try again when it is done"
            ) from error
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    # --- proposals -------------------------------------------------------------------------------------------------

    def every(self) -> list[Proposal]:
        """All proposals, newest first, as they were written."""
        rows = self._connection.execute("SELECT record FROM proposals ORDER BY number DESC")
        return [_decoded(record) for (record,) in rows]

    def waiting(self) -> list[Proposal]:
        """The proposals a person still has to decide."""
        states = [state.value for state in State if state.waiting]
        marks = ", ".join("?" * len(states))
        rows = self._connection.execute(f"SELECT record FROM proposals WHERE state IN ({marks})", states)  # noqa: S608  # only question marks
        return [_decoded(record) for (record,) in rows]

    def branches(self) -> set[str]:
        """The branches that have a record."""
        return {branch for (branch,) in self._connection.execute("SELECT branch FROM proposals")}

    def of(self, branch: str) -> Proposal | None:
        """The proposal of a branch."""
        row = self._connection.execute("SELECT record FROM proposals WHERE branch = ?", (branch,)).fetchone()
        return _decoded(row[0]) if row else None

    def write(self, proposal: Proposal) -> None:
        """Insert or replace the row of a proposal that has its number."""
        self._connection.execute(
            "INSERT INTO proposals VALUES (?, ?, ?, ?) ON CONFLICT (number) DO UPDATE "
            "SET branch = excluded.branch, state = excluded.state, record = excluded.record",
            (proposal.number, proposal.branch, proposal.state.value, _encoded(proposal)),
        )

    def next_number(self) -> int:
        """A number no proposal has or is about to get."""
        query = "SELECT max(number) FROM (SELECT number FROM proposals UNION ALL SELECT number FROM changes)"
        return int(self._connection.execute(query).fetchone()[0] or 0) + 1

    # --- journal ---------------------------------------------------------------------------------------------------

    def begin(self, change: Change) -> int:
        """Journal a change; its id."""
        cursor = self._connection.execute(
            "INSERT INTO changes (number, change) VALUES (?, ?)", (change.after.number, _change_encoded(change))
        )
        return int(cursor.lastrowid or 0)

    def begun(self) -> list[tuple[int, Change]]:
        """The changes that were begun and not finished, oldest first."""
        rows = self._connection.execute("SELECT id, change FROM changes ORDER BY id")
        return [(number, _change_decoded(change)) for number, change in rows]

    def is_begun(self, change_id: int) -> bool:
        """Whether the change is still in the journal: nobody finished or dropped it."""
        found = self._connection.execute("SELECT 1 FROM changes WHERE id = ?", (change_id,)).fetchone()
        return found is not None

    def end(self, change_id: int) -> None:
        """Take a change out of the journal."""
        self._connection.execute("DELETE FROM changes WHERE id = ?", (change_id,))

    # --- settings --------------------------------------------------------------------------------------------------

    def setting(self, name: str) -> str:
        """A remembered value, or ""."""
        row = self._connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def remember(self, name: str, value: str) -> None:
        """Remember a value."""
        self._connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))


_PLAIN = tuple(
    field.name
    for field in fields(Proposal)
    if field.name in "title body number url head base touched created decided decided_by reason snoozed_until".split()
)


def written(proposal: Proposal) -> str:
    """A record as text, to be kept elsewhere; `read` is the inverse."""
    return _encoded(proposal)


def read(text: str) -> Proposal:
    """The record a text holds; ForgeError where it holds none."""
    try:
        return _decoded(text)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ForgeError(f"a record of a proposal cannot be read: {error}") from error


def _encoded(proposal: Proposal) -> str:
    """ASCII JSON: SQLite takes no lone surrogates, and lists and feeds hold them."""
    plain = {name: getattr(proposal, name) for name in _PLAIN}
    return json.dumps({**plain, "state": proposal.state.value, "facts": hidden_block(proposal)})


@lru_cache(maxsize=8192)
def _decoded(record: str) -> Proposal:
    values = json.loads(record)
    facts = read_body(values.pop("facts"))
    if facts is None:
        raise ForgeError(
            f"a record in {FILE} cannot be read; restore the file from a backup, or delete it to begin anew"
        )
    state = State(values.pop("state"))
    return replace(facts, state=state, **values)


def _change_encoded(change: Change) -> str:
    moves = {field.name: getattr(change, field.name) for field in fields(change) if field.name != "after"}
    return json.dumps({**moves, "after": _encoded(change.after)})


def _change_decoded(text: str) -> Change:
    values = json.loads(text)
    after = _decoded(values.pop("after"))
    return Change(after=after, **values)
