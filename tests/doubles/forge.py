"""A forge in memory that keeps the contract, with verbs for what other people and bad days do.

One file and one list; proposals are never rendered on branches, merging writes the entry with the bot's own code.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import awesome, book
from bot.actions import Action, Close, Edit, Merge, Open, Operation, Outcome, Refresh, Reopen, Revert, Saved
from bot.errors import Conflict, ForgeError, GleanerError, ListError
from bot.model import Base, Contribution, Finding, Paper, Placement, Proposal, Relevance, State

PATH = "README.md"
LIST = """# Awesome Tiny Models

## Pruning

- [Small Is Plenty](https://arxiv.org/abs/2301.00001) [ICML 2023] [Pruning]
  - Ada Byron, Kurt Weil
  - Code: [Official](https://github.com/example/plenty)

- [Weights We Can Spare](https://arxiv.org/abs/2302.00002) [Arxiv 2023] [Pruning] [Vision]
  - Mary Anning
  - Code: Waiting...

## Quantization

- [Four Bits and a Prayer](https://arxiv.org/abs/2303.00003) [Arxiv 2023] [Quantization]
  - Ida Rhodes, Karen Jones
  - Code: [Official](https://github.com/example/prayer)
"""


EXTRA = ("placement", "match", "twin", "twin_key", "touched", "members")


class MemoryForge:
    """Proposals and one list in memory; every read and write is counted."""

    name = "local"
    slug = "memory/list"

    def __init__(self, text: str = LIST) -> None:
        self.text = text
        self.kept: dict[str, Proposal] = {}
        self.applied: list[Action] = []
        self.ledger: dict[str, str] = {}
        self.edits: list[Edit] = []
        self.reads = 0
        self.writable = True
        self.unreadable = False
        self._commit = itertools.count(1)
        self._sha = "c0"
        self._bad_days: list[GleanerError] = []

    # --- verbs: what the bot and other people do -------------------------------------------------------------------

    def offers(self, title: str, *, key: str = "", score: float = 0.5, section: str = "Pruning", **more: object) -> str:
        """The bot proposes a paper; returns its key."""
        key = key or f"arxiv:2401.{len(self.kept) + 1:05d}"
        extra = {name: more.pop(name) for name in EXTRA if name in more}
        values: dict[str, object] = {
            "abstract": f"About {title}.",
            "authors": ("Grace Hopper", "Alan Kay"),
            "url": f"https://arxiv.org/abs/{key.partition(':')[2]}",
            "venue": "Arxiv 2024",
            "tags": ("Pruning",),
            "sources": ("arxiv",),
            "published": "2024-01-02",
        }
        paper = Paper(title=title, **(values | more))  # type: ignore[arg-type]  # the fields a test names
        proposal = Proposal(
            key=key,
            branch=f"gleaner/{key.replace(':', '-')}",
            title=f"Add {title}",
            body="",
            paper=paper,
            section=(section,),
            path=PATH,
            number=len(self.kept) + 1,
            head="h1",
            base=self._sha,
            relevance=Relevance(score=score, why=("near three entries of Pruning",), nearest=("Small Is Plenty",)),
            created=f"2026-01-01T00:{len(self.kept) % 60:02d}:00Z",
            **({"placement": Placement()} | extra),  # type: ignore[arg-type]  # the fields a test names
        )
        self.kept[key] = proposal
        return key

    def someone_rejects(self, key: str, by: str, reason: str = "not for us") -> None:
        """A person closes the proposal on the forge's own page."""
        self.kept[key] = replace(self.kept[key], state=State.REJECTED, decided_by=by, reason=reason)

    def someone_writes(self, text: str) -> None:
        """A person pushes a new list to the default branch."""
        self.text = text
        self._moved()

    def fails(self, error: GleanerError, times: int = 1) -> None:
        """The next writes are refused."""
        self._bad_days += [error] * times

    # --- the contract ----------------------------------------------------------------------------------------------

    def base(self, paths: Sequence[str]) -> Base:
        self.reads += 1
        if set(paths) - {PATH}:
            raise ListError(f"no {sorted(set(paths) - {PATH})} in {self.slug}")
        return Base(sha=self._sha, branch="main", files={PATH: self.text})

    def proposals(self) -> tuple[Proposal, ...]:
        self.reads += 1
        if self.unreadable:
            raise ForgeError("the network is away")
        return tuple(self.kept.values())[::-1]

    def contributions(self, *paths: str) -> tuple[Contribution, ...]:
        return ()

    def may_write(self) -> bool:
        return self.writable

    def read_ledger(self) -> Mapping[str, str]:
        return dict(self.ledger)

    def write_ledger(self, files: Mapping[str, str], message: str) -> None:
        self.ledger |= files

    def history(self, path: str, limit: int = 20) -> tuple[tuple[str, str], ...]:
        return ()

    def diagnose(self) -> tuple[Finding, ...]:
        return ()

    def apply(self, action: Action) -> Outcome:
        if self._bad_days:
            raise self._bad_days.pop(0)
        before = self.kept.get(action.proposal.key, action.proposal)
        if before.state.waiting is isinstance(action, Reopen | Revert):
            raise Conflict(f"{before.branch} is {before.state.value} already")
        if not isinstance(action, Close | Merge) and action.base.sha != self._sha:
            raise Conflict("the list moved")
        self.applied.append(action)
        after = self._after(action)
        self.kept[after.key] = after
        return Outcome(operation=Operation.UPDATED, proposal=after)

    def save(self, edit: Edit) -> Saved:
        if self._bad_days:
            raise self._bad_days.pop(0)
        if edit.base.sha != self._sha:
            raise Conflict("the list moved")
        self.edits.append(edit)
        if PATH in edit.files:
            self.someone_writes(edit.files[PATH])
        return Saved(operation=Operation.MERGED, commit=self._sha)

    def _after(self, action: Action) -> Proposal:
        proposal = action.proposal
        if isinstance(action, Merge):
            if proposal.base != self._sha:
                raise Conflict("the list moved")
            self.text = book.of(awesome.parse(self.text), PATH).entry_of(proposal).text
            self._moved()
            return replace(proposal, state=State.ACCEPTED, decided_by=action.by)
        if isinstance(action, Close):
            return replace(
                proposal, state=action.state, decided_by=action.by, reason=action.reason, snoozed_until=action.until
            )
        if isinstance(action, Revert):
            self.text = action.files[PATH]
            self._moved()
        if isinstance(action, Reopen | Revert):
            return replace(proposal, state=State.PROPOSED, decided_by="", reason="", base=self._sha)
        assert isinstance(action, Open | Refresh)
        return replace(proposal, base=self._sha)

    def _moved(self) -> None:
        self._sha = f"c{next(self._commit)}"
