"""The exact Markdown that would land, rendered by the bot's own code, with the lines it will stand between."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot import book
from bot.book import Book
from bot.errors import GleanerError
from bot.model import Base, Branched, Insertion, Member, Paper, Proposal
from bot.proposing.carry import new_lines

CACHED = 2048


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What will be inserted and where: `line` is 1-based; `error` says why nothing can be.

    `beside` is what goes into other files of the list along with it; `left` are sentences on mirrors that stay as they
    are.
    """

    block: str = ""
    path: str = ""
    line: int = 0
    before: str = ""
    after: str = ""
    error: str = ""
    beside: tuple[Preview, ...] = ()
    left: tuple[str, ...] = ()


class Previews:
    """Rendered previews, remembered as long as the list stands still."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str, Paper, tuple[str, ...]], Preview] = OrderedDict()
        self._groups: OrderedDict[tuple[str, str, tuple[Member, ...]], Preview] = OrderedDict()
        self._book: tuple[str, str, Book] | None = None

    def of(self, base: Base, path: str, paper: Paper, section: tuple[str, ...]) -> Preview:
        """Render one paper into one section of the list as it stands in `base`."""
        asked = (base.sha, path, paper, section)
        found = self._known.get(asked)
        if found is None:
            found = _shown(path, lambda: self._newest(base, path).add(paper, section))
            self._known[asked] = found
            if len(self._known) > CACHED:
                self._known.popitem(last=False)
        return found

    def of_proposal(self, base: Base, proposal: Proposal) -> Preview:
        """What approving would put into the list; on a branch a person wrote on, what they wrote."""
        if proposal.touched and proposal.branched:
            first, *others = (_written(each) for each in proposal.branched)
            return replace(first, beside=tuple(one for one in others if one.block))
        if proposal.members and not proposal.touched:
            return self.of_group(base, proposal.path, proposal.members)
        if proposal.members:
            return _shown(proposal.path, lambda: self._newest(base, proposal.path).entry_of(proposal))
        return self.of(base, proposal.path, proposal.paper, proposal.section)

    def of_group(self, base: Base, path: str, members: tuple[Member, ...]) -> Preview:
        """Render several papers, each into its section."""
        asked = (base.sha, path, members)
        found = self._groups.get(asked)
        if found is None:
            found = self._groups[asked] = self._of_members(base, path, members)
            if len(self._groups) > CACHED:
                self._groups.popitem(last=False)
        return found

    def _of_members(self, base: Base, path: str, members: tuple[Member, ...]) -> Preview:
        if not any(member.wanted for member in members):
            return Preview(path=path, error="Every paper is unticked: approving would close the proposal.")
        shown = _shown(path, lambda: self._newest(base, path).add_all(members))
        beside = tuple(replace(each, before="", after="") for each in shown.beside)
        return replace(shown, before="", after="", beside=beside)

    def _newest(self, base: Base, path: str) -> Book:
        """The list as the newest commit holds it, as the bot itself reads it; read once for all its previews."""
        known = self._book
        if known is None or known[:2] != (base.sha, path):
            known = self._book = base.sha, path, book.newest(base, path)
        return known[2]


def _shown(path: str, write: Callable[[], Insertion]) -> Preview:
    """What a rendering puts into each file, or why it cannot."""
    try:
        insertion = write()
    except GleanerError as error:
        return Preview(path=path, error=str(error))
    first, *others = (_placed(part.path or path, part) for part in insertion.parts)
    left = tuple(f"{skip.what} stays as it is: {skip.why}" for skip in insertion.left)
    return replace(first, beside=tuple(others), left=left)


def _placed(path: str, insertion: Insertion) -> Preview:
    lines = _lines(insertion.text)
    first = insertion.line - 1
    last = first + len(_lines(insertion.block))
    return Preview(
        block=insertion.block.strip("\r\n"),
        path=path,
        line=insertion.line,
        before=_nearest(reversed(lines[max(0, first - 12) : first])),
        after=_nearest(lines[last : last + 12]),
    )


def _written(branched: Branched) -> Preview:
    old, new = _lines(branched.forked), _lines(branched.written)
    added = new_lines(old, new)
    first = added[0][0] if added else 0
    block = "\n".join(line for _, lines in added for line in lines).strip("\n")
    return Preview(
        block=block,
        path=branched.path,
        line=first + 1,
        before=_nearest(reversed(new[max(0, first - 12) : first])),
        after=_nearest(new[first + len(_lines(block)) :][:12]),
    )


def _lines(text: str) -> list[str]:
    """The lines as the list's reader counts them: only a line feed ends one."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


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
