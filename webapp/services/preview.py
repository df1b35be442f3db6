"""The exact Markdown that would land, rendered by the bot's own code, with the lines it will stand between."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bot import awesome, group
from bot.awesome import AwesomeList
from bot.errors import GleanerError
from bot.model import Base, Insertion, Member, Paper, Proposal
from bot.refresh import entry_of, rendered

CACHED = 2048


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What will be inserted and where: `line` is 1-based; `error` says why nothing can be."""

    block: str = ""
    path: str = ""
    line: int = 0
    before: str = ""
    after: str = ""
    error: str = ""


class Previews:
    """Rendered previews, remembered as long as the list stands still."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str, Paper, tuple[str, ...]], Preview] = OrderedDict()
        self._groups: OrderedDict[tuple[str, str, tuple[Member, ...]], Preview] = OrderedDict()

    def of(self, base: Base, path: str, paper: Paper, section: tuple[str, ...]) -> Preview:
        """Render one paper into one section of the list as it stands in `base`."""
        asked = (base.sha, path, paper, section)
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = _render(base, path, paper, section)
            if len(self._known) > CACHED:
                self._known.popitem(last=False)
        return found

    def of_proposal(self, base: Base, proposal: Proposal) -> Preview:
        """What approving would put into the list; on a branch a person wrote on, what they wrote."""
        if proposal.members and not proposal.touched:
            return self.of_group(base, proposal.path, proposal.members)
        if proposal.touched and proposal.written is not None:
            return _written(proposal.path, proposal.forked or base.files.get(proposal.path, ""), proposal.written)
        if proposal.members:
            return _group(base, proposal)
        return self.of(base, proposal.path, proposal.paper, proposal.section)

    def of_group(self, base: Base, path: str, members: tuple[Member, ...]) -> Preview:
        """Render several papers, each into its section."""
        asked = (base.sha, path, members)
        found = self._groups.get(asked)
        if found is None:
            found = self._groups[asked] = _render_group(base, path, members)
            if len(self._groups) > CACHED:
                self._groups.popitem(last=False)
        return found


@lru_cache(maxsize=8)
def parsed(text: str, history: tuple[tuple[str, str], ...] = ()) -> AwesomeList:
    """The list of a text; the newest few are remembered, because parsing a long one takes a while."""
    return awesome.parse(text, history)


def _newest(base: Base, path: str) -> AwesomeList:
    """The list as the newest commit holds it, with its history, as the bot itself reads it."""
    return parsed(base.files[path], base.history.get(path, ()))


def _render(base: Base, path: str, paper: Paper, section: tuple[str, ...]) -> Preview:
    if path not in base.files:
        return Preview(path=path, error=f"{path} is not in the list's repository any more.")
    try:
        insertion = rendered(_newest(base, path), paper, section)
    except GleanerError as error:
        return Preview(path=path, error=str(error))
    return _placed(path, insertion)


def _group(base: Base, proposal: Proposal) -> Preview:
    """What the ticked papers of a grouped proposal put into the list."""
    if proposal.path not in base.files:
        return Preview(path=proposal.path, error=f"{proposal.path} is not in the list's repository any more.")
    try:
        return _placed(proposal.path, entry_of(_newest(base, proposal.path), proposal))
    except GleanerError as error:
        return Preview(path=proposal.path, error=str(error))


def _render_group(base: Base, path: str, members: tuple[Member, ...]) -> Preview:
    if path not in base.files:
        return Preview(path=path, error=f"{path} is not in the list's repository any more.")
    if not any(member.wanted for member in members):
        return Preview(path=path, error="Every paper is unticked: approving would close the proposal.")
    try:
        insertion = group.rendered(_newest(base, path), members)
    except GleanerError as error:
        return Preview(path=path, error=str(error))
    return Preview(block=insertion.block.strip("\r\n"), path=path, line=insertion.line)


def _placed(path: str, insertion: Insertion) -> Preview:
    lines = insertion.text.splitlines()
    first = insertion.line - 1
    last = first + len(insertion.block.splitlines())
    return Preview(
        block=insertion.block.strip("\r\n"),
        path=path,
        line=insertion.line,
        before=_nearest(reversed(lines[max(0, first - 12) : first])),
        after=_nearest(lines[last : last + 12]),
    )


def _written(path: str, forked: str, written: str) -> Preview:
    old, new = forked.splitlines(), written.splitlines()
    added = [
        (a, new[a:b])
        for tag, _, _, a, b in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag in ("insert", "replace")
    ]
    first = added[0][0] if added else 0
    block = "\n".join(line for _, lines in added for line in lines).strip("\n")
    return Preview(
        block=block,
        path=path,
        line=first + 1,
        before=_nearest(reversed(new[max(0, first - 12) : first])),
        after=_nearest(new[first + len(block.splitlines()) :][:12]),
    )


def _nearest(lines: Iterable[str]) -> str:
    """The first line with text, which names the neighbour: an entry's title or a heading."""
    found = ""
    for line in lines:
        if not line.strip():
            continue
        found = found or line.rstrip()
        if not line.startswith((" ", "\t")):
            return line.rstrip()
    return found
