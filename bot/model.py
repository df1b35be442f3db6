"""The records of papers, entries, proposals and the list they are of, and the closed sets of words they use.

What happens to them is in `bot.actions`, what a source gave in `bot.planning.batch`. Records are frozen and
keyword-only; nothing here does I/O or knows a platform.
Text fields are `""` and sequences are `()` where a fact is unknown; numbers are `None`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SECTION_SEPARATOR = " > "
CONFIG_PATH = ".github/gleaner.yml"


class Verdict(StrEnum):
    """What dedupe says of a paper."""

    NEW = "new"
    DUPLICATE = "duplicate"
    MAYBE = "maybe"


class State(StrEnum):
    """Where a proposal is in its life; the value is the label on the forge."""

    PROPOSED = "gleaner:proposed"
    REVISED = "gleaner:revised"
    ACCEPTED = "gleaner:accepted"
    REJECTED = "gleaner:rejected"
    SNOOZED = "gleaner:snoozed"
    SUPERSEDED = "gleaner:superseded"

    @property
    def waiting(self) -> bool:
        """Whether a person still has to decide."""
        return self in (State.PROPOSED, State.REVISED)


CODE_LABEL = "Code"
"""What a source calls every repository: a plain word, house style puts the list's own in its place."""
PAGE_LABEL = "Project"
"""What a source calls the page of a work, in the same way."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A labelled link, as `[Official](https://…)`."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A work as a source tells it.

    `published` is an ISO date; `date` is a date as a list prints it (`2024-10`); `year` is four digits.
    `keys` holds canonical identities known beside the ones that `bot.identity.keys_of` derives.
    `sources` names where the paper was seen, best first.
    """

    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    arxiv_id: str = ""
    doi: str = ""
    openreview_id: str = ""
    published: str = ""
    venue: str = ""
    year: int | None = None
    date: str = ""
    comment: str = ""
    journal_ref: str = ""
    code: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    idea: str = ""
    citation: str = ""
    upvotes: int | None = None
    stars: int | None = None
    keys: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One item of the list as it is written.

    `line` and `end_line` are 1-based and inclusive; `section` is the heading path, outermost first.
    `commented` entries stand inside an HTML comment: readers do not see them, dedupe does.
    """

    title: str
    url: str = ""
    keys: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    line: int
    end_line: int
    authors: tuple[str, ...] = ()
    venue: str = ""
    year: int | None = None
    date: str = ""
    tags: tuple[str, ...] = ()
    code: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    idea: str = ""
    citation: str = ""
    commented: bool = False


def paper_of(entry: Entry) -> Paper:
    """The paper an entry tells of, with no more than the entry says."""
    return Paper(
        title=entry.title,
        url=entry.url,
        keys=entry.keys,
        authors=entry.authors,
        venue=entry.venue,
        year=entry.year,
        date=entry.date,
        tags=entry.tags,
        code=entry.code,
        links=entry.links,
        idea=entry.idea,
        citation=entry.citation,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading path of the list; `line` is that of the heading, `end_line` the last line before the next one."""

    path: tuple[str, ...]
    line: int
    end_line: int
    entries: int = 0

    @property
    def name(self) -> str:
        """The path as people write it: `A > B`."""
        return SECTION_SEPARATOR.join(self.path)


@dataclass(frozen=True, kw_only=True, slots=True)
class Skip:
    """What was left out (a title, an id, a line, a file) and why."""

    what: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Insertion:
    """One new block in a list: `text` is the whole new list, `block` its new lines, `line` their first (1-based).

    `path` is the list's file ("" where only one is meant), `beside` what goes into other files of the list along with
    it (chapters, then mirrors), `left` are the mirrors that are not changed, and why.
    """

    text: str
    block: str
    line: int
    path: str = ""
    beside: tuple[Insertion, ...] = ()
    left: tuple[Skip, ...] = ()

    @property
    def parts(self) -> tuple[Insertion, ...]:
        """What is written, file by file, the list's own first."""
        return (self, *self.beside)

    def files(self, path: str = "") -> dict[str, str]:
        """Path → whole new text of every file it changes; `path` is that of a list without a name."""
        return {part.path or path: part.text for part in self.parts}


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A paper dedupe compares with, and where a person finds it (`README.md line 12`, `#34, rejected`)."""

    paper: Paper
    where: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Dedupe's verdict on one paper.

    `of` is an index into the known papers (None for `new`), `score` runs from 0 to 100, `reasons` can be checked
    by a person.
    """

    verdict: Verdict
    of: int | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Relevance:
    """How likely the list's maintainers would take a paper (0 to 1), and why in words a person can check."""

    score: float
    why: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scored:
    """A name (of a section or a tag) with its score, 0 to 1."""

    name: str
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """The best three sections and tags for a paper; `unsure` says that no section stands out."""

    sections: tuple[Scored, ...] = ()
    tags: tuple[Scored, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Keywords:
    """A maintainer's phrases: lower case, matched as whole phrases in title and abstract."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    must: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A paper with all that a person needs to judge it.

    `section` is the chosen heading path, `twin` where the paper it may repeat stands (in words, empty for a new one)
    and `twin_key` that paper's key, under which a person's "same" or "different" is remembered.
    """

    paper: Paper
    key: str
    match: Match
    relevance: Relevance
    placement: Placement
    section: tuple[str, ...] = ()
    twin: str = ""
    twin_key: str = ""


class Wait(StrEnum):
    """What a paper that is not proposed waits for; the value is what people read and what the ledger keeps."""

    CUT = "below the cut"
    TWIN = "may repeat a known paper"
    LINK = "no link"
    LOOK_UP = "not looked up yet"
    SNOOZE = "snoozed"
    NEXT_RUN = "waits for the next run"
    ROOM = "waits for room"
    QUIET_DAY = "a quiet day"
    PAUSE = "paused"
    PLACE = "cannot be written"
    NOTHING = "fits the cut"


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """Why a paper is not proposed now: what it waits for, and all of it in a sentence."""

    wait: Wait
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Held(Hold):
    """A candidate that waits in the backlog; how likely it is, its reason does not say."""

    candidate: Candidate


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A paper that is not proposed because it is known already; `where` says where, `reasons` how we know."""

    paper: Paper
    where: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One paper of a grouped proposal.

    `ticked` is what its check box says, `written` whether the branch holds its entry, `gone` why it is not asked for
    any more although it is ticked (somebody else brought it). `why` is the first reason for it, `twin` as of Candidate.
    """

    key: str
    paper: Paper
    section: tuple[str, ...]
    score: float = 0.0
    why: str = ""
    twin: str = ""
    ticked: bool = True
    written: bool = True
    gone: str = ""

    @property
    def wanted(self) -> bool:
        """Whether its entry belongs on the branch."""
        return self.ticked and not self.gone


@dataclass(frozen=True, kw_only=True, slots=True)
class Branched:
    """A file of the list on a branch that a person wrote on: its text there, and as it was where the branch left."""

    path: str
    forked: str
    written: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """One pull request of ours (or, on the local forge, one branch and its record).

    `key` is the paper's identity and the branch its function; `number` is None until the forge gave one.
    `paper` and `section` are what will be written: content = f(newest list, paper, section). `path` is the list's own
    file; `files` are those it changes where they are not just that one (a chapter, mirrors).
    `head` is the commit the branch points at; `touched` says that a person committed on the branch or edited
    what it adds; then `branched` holds its files as they stand there. `untold`: its body does not tell of that yet.
    Times are ISO 8601 in UTC, `snoozed_until` an ISO date.
    A grouped one has `members`; its `paper` then only names them together, its `section` is theirs where they share it.
    """

    key: str
    branch: str
    title: str
    body: str
    paper: Paper
    section: tuple[str, ...]
    path: str
    files: tuple[str, ...] = ()
    state: State = State.PROPOSED
    number: int | None = None
    url: str = ""
    head: str = ""
    base: str = ""
    relevance: Relevance = field(default_factory=lambda: Relevance(score=0.0))
    placement: Placement = field(default_factory=Placement)
    match: Match = field(default_factory=lambda: Match(verdict=Verdict.NEW))
    twin: str = ""
    twin_key: str = ""
    touched: bool = False
    untold: bool = False
    branched: tuple[Branched, ...] = ()
    created: str = ""
    decided: str = ""
    decided_by: str = ""
    reason: str = ""
    snoozed_until: str = ""
    members: tuple[Member, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file it changes, the list's own or a chapter first."""
        return self.files or (self.path,)

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Every paper it is about, those unticked too."""
        return tuple(member.paper for member in self.members) or (self.paper,)

    @property
    def asked(self) -> tuple[Paper, ...]:
        """The papers a yes or a no to it is about: not those unticked or brought by somebody else."""
        return tuple(member.paper for member in self.members if member.wanted) if self.members else (self.paper,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Contribution:
    """An open pull request of a person that adds to the list: the lines it adds, as text."""

    number: int
    url: str
    title: str
    author: str
    added: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """The files of one list: its own, chapters that hold a part of its sections, mirrors that hold the same papers."""

    path: str = "README.md"
    chapters: tuple[str, ...] = ()
    mirrors: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file, the list's own first."""
        return (self.path, *self.chapters, *self.mirrors)


@dataclass(frozen=True, kw_only=True, slots=True)
class Base:
    """The newest state of the default branch: its commit and the text of the files that were asked for.

    `layout` says which of the files are one list. `history` holds the last changes of a file as (before, after), newest
    first, where reading them is cheap.
    """

    sha: str
    branch: str
    files: Mapping[str, str]
    layout: Layout = field(default_factory=Layout)
    history: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing `doctor` looked at: whether it is well, what it is, and where not, the next step.

    `unsure` says that it could not be told, or matters to some only; `next` then says where to look.
    """

    ok: bool
    what: str
    next: str = ""
    unsure: bool = False
