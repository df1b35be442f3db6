"""A forge for rehearsals: reads through to another one, writes nothing, and says what each action would have done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.actions import Action, Close, Edit, EditPage, Merge, Open, Operation, Outcome, Refresh, Reopen, Revert, Saved
from bot.forge import Forge, Invited, Shows
from bot.model import Base, Contribution, Finding, Proposal, State


class DryRunForge:
    """Reads through to `inner`; `actions` and `ledger` hold what would have been written, in order."""

    name = "dry-run"

    def __init__(self, inner: Forge) -> None:
        self._inner = inner
        self.slug = inner.slug
        self.actions: list[Action] = []
        self.ledger: dict[str, str] = {}
        self.edits: list[Edit] = []

    def base(self, paths: Sequence[str]) -> Base:
        """Read the list as the other forge has it."""
        return self._inner.base(paths)

    def proposals(self) -> tuple[Proposal, ...]:
        """List the other forge's proposals."""
        return self._inner.proposals()

    def contributions(self, *paths: str) -> tuple[Contribution, ...]:
        """List the other forge's pull requests of people."""
        return self._inner.contributions(*paths)

    def may_write(self) -> bool:
        """No: a rehearsal never writes."""
        return False

    def read_ledger(self) -> Mapping[str, str]:
        """Read the other forge's ledger."""
        return self._inner.read_ledger()

    def write_ledger(self, files: Mapping[str, str], message: str) -> None:
        """Keep the files in `ledger`."""
        del message
        self.ledger.update(files)

    def history(self, path: str, limit: int = 20) -> tuple[tuple[str, str], ...]:
        """Read the other forge's history."""
        return self._inner.history(path, limit)

    def diagnose(self) -> tuple[Finding, ...]:
        """Look at the other forge's rights and settings."""
        return self._inner.diagnose()

    def apply(self, action: Action) -> Outcome:
        """Keep the action and say what it would do."""
        self.actions.append(action)
        operation, state = _effect(action)
        return Outcome(operation=operation, proposal=replace(action.proposal, state=state), rehearsed=True)

    def save(self, edit: Edit) -> Saved:
        """Keep the edit and say that nothing was written."""
        self.edits.append(edit)
        return Saved(operation=Operation.NONE)

    def show(self, edit: Edit) -> Saved:
        """Keep the edit and say that nothing was written."""
        return self.save(edit)

    def shown(self, name: str, *, waiting: bool = False) -> tuple[EditPage, ...]:
        """Where the other forge showed edits of this name."""
        return self._inner.shown(name, waiting=waiting) if isinstance(self._inner, Shows) else ()

    def setup_page(self) -> str:
        """Where the other forge's onboarding change waits."""
        return self._inner.setup_page() if isinstance(self._inner, Invited) else ""


def _effect(action: Action) -> tuple[Operation, State]:
    match action:
        case Open():
            return Operation.CREATED, State.PROPOSED
        case Refresh():
            return Operation.UPDATED, action.proposal.state
        case Merge():
            return Operation.MERGED, State.ACCEPTED
        case Close():
            return Operation.CLOSED, action.state
        case Reopen() | Revert():
            return Operation.UPDATED, State.PROPOSED
