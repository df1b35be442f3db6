"""The journal of decisions: one SQLite file in which a decision stands before anybody is told that it is saved.

A decision carries an id made by the browser and the version of the paper it was made on. Both are unique here: the
same id again is a repetition and does nothing; another id on the same version came too late and is told who was first.
The version of a paper is the number of decisions ever recorded on it, undoing ones included.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.forge.sqlite_file import opened

SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  op TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  act TEXT NOT NULL,
  by TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  until TEXT NOT NULL DEFAULT '',
  edits TEXT NOT NULL DEFAULT '{}',
  undoes TEXT NOT NULL DEFAULT '',
  at REAL NOT NULL,
  stage TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before REAL NOT NULL,
  UNIQUE (key, version)
);
CREATE INDEX IF NOT EXISTS decisions_stage ON decisions (stage, not_before);
CREATE TABLE IF NOT EXISTS edits (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at REAL NOT NULL,
  by TEXT NOT NULL,
  title TEXT NOT NULL,
  path TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  number INTEGER,
  url TEXT NOT NULL DEFAULT '',
  landed TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS drafts (
  by TEXT NOT NULL, key TEXT NOT NULL, edits TEXT NOT NULL, PRIMARY KEY (by, key)
);
"""
COLUMNS = "seq, op, key, version, act, by, title, reason, until, edits, undoes, at, stage, detail, attempts, not_before"
EDIT_COLUMNS = "at, by, title, path, before, after, number, url, landed"


class Act(StrEnum):
    """What a person can do with a paper."""

    ACCEPT = "accept"
    REVISE = "revise"
    REJECT = "reject"
    SNOOZE = "snooze"
    UNDO = "undo"
    SAME = "same"
    DIFFERENT = "different"


STAYING = (Act.REVISE, Act.DIFFERENT)
"""Acts after which the paper still waits."""


class Stage(StrEnum):
    """How far a recorded decision has come on its way to the forge."""

    PENDING = "pending"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNDONE = "undone"
    CONFLICT = "conflict"


UNDER_WAY = (Stage.PENDING, Stage.DELIVERING)


class Result(StrEnum):
    """The answer to a decision that is handed in; `later` means not looked at yet, so hand it in again."""

    OK = "ok"
    REPEATED = "repeated"
    CONFLICT = "conflict"
    LATER = "later"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One decision as it was made; `at` and `not_before` are seconds since the epoch, `undoes` is another's `op`."""

    op: str
    key: str
    version: int
    act: Act
    by: str
    title: str = ""
    reason: str = ""
    until: str = ""
    edits: Mapping[str, object] = field(default_factory=dict)
    undoes: str = ""
    at: float = 0.0
    stage: Stage = Stage.PENDING
    detail: str = ""
    attempts: int = 0
    not_before: float = 0.0
    seq: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """One change of a file that was saved: a pull request (`number`, `url`), or the commit it `landed` in."""

    at: float
    by: str
    title: str
    path: str
    before: str
    after: str
    number: int | None = None
    url: str = ""
    landed: str = ""
    seq: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """The journal's answer; `decision` is the one that stands (the other person's, where there is a conflict)."""

    result: Result
    detail: str = ""
    decision: Decision | None = None


class Journal:
    """The decisions of one repository, safe to use from any thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock = threading.RLock()
        self._db = opened(path, SCHEMA, patience=10, any_thread=True)
        # A decision shown as saved has to outlive a power cut.
        self._db.execute("PRAGMA synchronous=FULL")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    # --- writing ---------------------------------------------------------------------------------------------------

    def record(self, decision: Decision) -> Receipt:
        """Record a decision, or say why it does not count; returns only after it is on the disk."""
        with self._writing():
            known = self.find(decision.op)
            if known is not None:
                return Receipt(result=Result.REPEATED, decision=known)
            last = self.last(decision.key)
            current = last.version + 1 if last else 0
            if decision.version != current:
                return Receipt(result=Result.CONFLICT, detail=_too_late(decision, last), decision=last)
            if decision.act is Act.UNDO:
                return self._record_undo(decision, last)
            return Receipt(result=Result.OK, decision=self._insert(decision))

    def _record_undo(self, undo: Decision, last: Decision | None) -> Receipt:
        if last is None or last.op != undo.undoes or last.act is Act.UNDO or last.stage is Stage.CONFLICT:
            return Receipt(result=Result.CONFLICT, detail="There is nothing left to undo here.", decision=last)
        if last.stage in (Stage.PENDING, Stage.FAILED):
            # It never reached the forge: both are settled by this one transaction.
            self.settle(last.op, Stage.UNDONE, f"Undone by {undo.by} before it was sent.")
            undone = replace(undo, stage=Stage.DELIVERED, detail="Undone before it was sent.")
            return Receipt(result=Result.OK, decision=self._insert(undone))
        return Receipt(result=Result.OK, decision=self._insert(undo))

    def claim(self, now: float) -> Decision | None:
        """Take the oldest decision that is due and not behind an unfinished one of the same paper."""
        with self._writing():
            row = self._db.execute(
                f"SELECT {COLUMNS} FROM decisions AS d WHERE stage = ? AND not_before <= ? AND NOT EXISTS ("  # noqa: S608  # constants
                " SELECT 1 FROM decisions AS e WHERE e.key = d.key AND e.seq < d.seq AND e.stage IN (?, ?, ?))"
                " ORDER BY seq LIMIT 1",
                (Stage.PENDING, now, Stage.PENDING, Stage.DELIVERING, Stage.FAILED),
            ).fetchone()
            if row is None:
                return None
            decision = _decision(row)
            self._db.execute(
                "UPDATE decisions SET stage = ?, attempts = attempts + 1 WHERE op = ?",
                (Stage.DELIVERING, decision.op),
            )
            return self.find(decision.op)

    def settle(self, op: str, stage: Stage, detail: str = "") -> None:
        """Say how a decision ended."""
        with self._lock:
            self._db.execute("UPDATE decisions SET stage = ?, detail = ? WHERE op = ?", (stage, _stored(detail), op))

    def postpone(self, op: str, not_before: float, detail: str, *, tried: bool = True) -> None:
        """Put a decision back to be delivered later; one that was not really `tried` keeps its number of attempts."""
        with self._lock:
            self._db.execute(
                "UPDATE decisions SET stage = ?, not_before = ?, detail = ?, attempts = MAX(attempts - ?, 1)"
                " WHERE op = ?",
                (Stage.PENDING, not_before, _stored(detail), int(not tried), op),
            )

    def hasten(self, by: str, now: float) -> None:
        """Make due what a person decided and what was put back."""
        with self._lock:
            self._db.execute(
                "UPDATE decisions SET not_before = ? WHERE stage = ? AND by = ? AND detail <> ''",
                (now, Stage.PENDING, by),
            )

    def retry(self, op: str, now: float) -> None:
        """Try a failed decision again, at once and with fresh patience."""
        with self._lock:
            self._db.execute(
                "UPDATE decisions SET stage = ?, not_before = ?, attempts = 0 WHERE op = ? AND stage = ?",
                (Stage.PENDING, now, op, Stage.FAILED),
            )

    def recover(self, now: float) -> int:
        """Put back what was under way when a process died; returns how many."""
        with self._lock:
            cursor = self._db.execute(
                "UPDATE decisions SET stage = ?, not_before = ? WHERE stage = ?",
                (Stage.PENDING, now, Stage.DELIVERING),
            )
            return cursor.rowcount

    # --- reading ---------------------------------------------------------------------------------------------------

    def find(self, op: str) -> Decision | None:
        """The decision with this id."""
        return next(self._read("WHERE op = ?", (op,)), None)

    def last(self, key: str) -> Decision | None:
        """The newest decision on this paper."""
        return next(self._read("WHERE key = ? ORDER BY version DESC LIMIT 1", (key,)), None)

    def versions(self) -> dict[str, int]:
        """The version of every paper that was ever decided on; all others stand at 0."""
        with self._lock:
            rows = self._db.execute("SELECT key, MAX(version) + 1 FROM decisions GROUP BY key").fetchall()
        return dict(rows)

    def unsent(self) -> dict[str, Decision]:
        """The newest decision on each paper that has not reached the forge yet, by key."""
        return {decision.key: decision for decision in self.under_way()}

    def undoable(self, by: str, limit: int = 50) -> tuple[Decision, ...]:
        """A person's decisions that can be taken back, newest first: nothing newer stands on the same paper."""
        return tuple(
            self._read(
                "WHERE by = ? AND act <> ? AND stage IN (?, ?, ?, ?) AND seq IN"
                " (SELECT MAX(seq) FROM decisions GROUP BY key) ORDER BY seq DESC LIMIT ?",
                (by, Act.UNDO, *UNDER_WAY, Stage.DELIVERED, Stage.FAILED, limit),
            )
        )

    def under_way(self) -> tuple[Decision, ...]:
        """What still has to reach the forge, oldest first."""
        return tuple(self._read("WHERE stage IN (?, ?) ORDER BY seq", UNDER_WAY))

    def failed(self) -> tuple[Decision, ...]:
        """What could not be delivered and waits for a person, oldest first."""
        return tuple(self._read("WHERE stage = ? ORDER BY seq", (Stage.FAILED,)))

    def recent(self, limit: int = 50) -> tuple[Decision, ...]:
        """The last decisions of everybody, newest first."""
        return tuple(self._read("ORDER BY seq DESC LIMIT ?", (limit,)))

    def next_due(self) -> float | None:
        """When the next pending decision is due; None where nothing waits."""
        with self._lock:
            due: float | None = self._db.execute(
                "SELECT MIN(not_before) FROM decisions WHERE stage = ?", (Stage.PENDING,)
            ).fetchone()[0]
        return due

    def stamp(self) -> tuple[int, int]:
        """A value that changes with every write, for caches."""
        with self._lock:
            last: int = self._db.execute("SELECT COALESCE(MAX(seq), 0) FROM decisions").fetchone()[0]
            return last, self._db.total_changes

    # --- drafts ----------------------------------------------------------------------------------------------------

    def keep_draft(self, by: str, key: str, edits: Mapping[str, object]) -> None:
        """Remember what a person typed on a paper; empty `edits` forget it."""
        with self._lock:
            if edits:
                self._db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (by, key, json.dumps(edits)))
            else:
                self._db.execute("DELETE FROM drafts WHERE by = ? AND key = ?", (by, key))

    def drafts(self, by: str) -> dict[str, dict[str, object]]:
        """What a person typed and did not send yet, by paper."""
        with self._lock:
            rows = self._db.execute("SELECT key, edits FROM drafts WHERE by = ?", (by,)).fetchall()
        return {key: json.loads(edits) for key, edits in rows}

    # --- saved edits -----------------------------------------------------------------------------------------------

    def keep_edit(self, kept: Kept) -> None:
        """Remember a change that the forge has taken."""
        title, before, after = map(_stored, (kept.title, kept.before, kept.after))
        row = (kept.at, kept.by, title, kept.path, before, after, kept.number, kept.url, kept.landed)
        with self._lock:
            self._db.execute(f"INSERT INTO edits ({EDIT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608  # constants

    def edits(self, limit: int = 50) -> tuple[Kept, ...]:
        """The last saved changes, newest first."""
        with self._lock:
            asked = f"SELECT {EDIT_COLUMNS}, seq FROM edits ORDER BY seq DESC LIMIT ?"  # noqa: S608  # constants
            rows = self._db.execute(asked, (limit,)).fetchall()
        names = [*EDIT_COLUMNS.split(", "), "seq"]
        return tuple(Kept(**dict(zip(names, map(_restored, row), strict=True))) for row in rows)

    # --- inside ----------------------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _insert(self, decision: Decision) -> Decision:
        d = decision
        self._db.execute(
            "INSERT INTO decisions (op, key, version, act, by, title, reason, until, edits, undoes, at, stage, detail,"
            " not_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(d.op, d.key, d.version, d.act, d.by, _stored(d.title), _stored(d.reason), d.until),
                *(json.dumps(dict(d.edits)), d.undoes, d.at, d.stage, _stored(d.detail), d.not_before),
            ),
        )
        self._db.execute("DELETE FROM drafts WHERE by = ? AND key = ?", (d.by, d.key))
        found = self.find(d.op)
        assert found is not None  # noqa: S101  # it was written in this very transaction
        return found

    def _read(self, where: str, values: Sequence[object]) -> Iterator[Decision]:
        with self._lock:
            rows = self._db.execute(f"SELECT {COLUMNS} FROM decisions {where}", tuple(values)).fetchall()  # noqa: S608  # constants
        return map(_decision, rows)


def _stored(text: str) -> str | bytes:
    """A text as SQLite takes it: a byte of a list that is not UTF-8 is a lone surrogate in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def _restored(value: Any) -> Any:  # noqa: ANN401  # whatever a column holds
    """The inverse of `_stored`."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def _decision(row: Sequence[object]) -> Decision:
    values = dict(zip(COLUMNS.split(", "), map(_restored, row), strict=True))
    values["act"] = Act(str(values["act"]))
    values["stage"] = Stage(str(values["stage"]))
    values["edits"] = json.loads(str(values["edits"]))
    return Decision(**values)


def _too_late(decision: Decision, last: Decision | None) -> str:
    if last is None:
        return f"This paper is not at version {decision.version} here. Reload the page and decide again."
    return f"Already decided by {last.by} ({last.act}). Your {decision.act} was not applied."
