"""A list in all its files: its own, chapters that hold a part of its sections, mirrors that hold the same papers.

It is read as one list: a section of a chapter has the chapter's path in front, `papers/2024.md > Vision`. An entry goes
into the file of its section and, each in its own hand, into the mirrors of that file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property

from bot import awesome, dedupe, house_style, proposal
from bot.awesome import AwesomeList
from bot.errors import ListError, SectionNotFound
from bot.identity import is_strong, keys_of
from bot.matching.listed import known_in
from bot.mirrors import counterpart
from bot.model import (
    SECTION_SEPARATOR,
    Base,
    Candidate,
    Entry,
    Insertion,
    Member,
    Paper,
    Proposal,
    Section,
    Skip,
    Verdict,
)
from bot.proposing import group
from bot.reading.section_names import find_section

Path = tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """The files of a list as they stand: `lists` by path, the list's own first, then its chapters; and its mirrors."""

    path: str
    lists: Mapping[str, AwesomeList] = field(repr=False)
    mirrors: Mapping[str, AwesomeList] = field(default_factory=dict, repr=False)

    # --- reading ---------------------------------------------------------------------------------------------------

    @cached_property
    def placed(self) -> tuple[tuple[str, Entry], ...]:
        """Every entry with its file, commented ones included; its section as the whole list names it."""
        return tuple(
            (path, entry if path == self.path else replace(entry, section=(path, *entry.section)))
            for path, alist in self.lists.items()
            for entry in alist.entries
        )

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry; its line is that of its file."""
        return tuple(entry for _, entry in self.placed)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every section that can hold entries; of several files, those without any entry have none."""
        return tuple(
            section if path == self.path else replace(section, path=(path, *section.path))
            for path, alist in self.lists.items()
            if len(self.lists) == 1 or alist.entries
            for section in _sections(alist, own=path == self.path)
        )

    @cached_property
    def texts(self) -> dict[str, str]:
        """Path → text of every file."""
        return {path: alist.text for path, alist in (*self.lists.items(), *self.mirrors.items())}

    def file(self, path: str) -> AwesomeList:
        """One of its files, a mirror too."""
        return self.lists.get(path) or self.mirrors[path]

    def find(self, name: str | Sequence[str]) -> Path:
        """The section of a name, with its chapter in front; SectionNotFound with the nearest names."""
        path, own = self._at(name)
        try:
            found = find_section(self.lists[path], own).path
        except SectionNotFound as error:
            if len(self.lists) == 1:
                raise
            wanted = SECTION_SEPARATOR.join(_parts(name))
            names = [section.name for section in self.sections]
            near = get_close_matches(wanted, names, n=3, cutoff=0.3) or error.near
            raise SectionNotFound(wanted, tuple(near)) from error
        return found if path == self.path else (path, *found)

    def listed(self, paper: Paper) -> tuple[str, int] | None:
        """The file and the line of the entry that is this paper for certain; mirrors are not looked at."""
        for path in self.lists:
            line = self._line(path, paper)
            if line is not None:
                return path, line
        return None

    def mirrored(self) -> Iterator[tuple[str, Entry]]:
        """The entries that only a mirror holds, each with its file."""
        known = {key for _, entry in self.placed for key in filter(is_strong, entry.keys)}
        for path, alist in self.mirrors.items():
            yield from ((path, entry) for entry in alist.entries if known.isdisjoint(entry.keys))

    def _line(self, path: str, paper: Paper) -> int | None:
        alist = self.file(path)
        if path not in self._indexes:
            held = [(entry.line, known) for entry in alist.entries for known in known_in(entry, "")]
            self._indexes[path] = dedupe.Index([known for _, known in held]), [line for line, _ in held]
        index, lines = self._indexes[path]
        match = index.match(paper)
        return lines[match.of] if match.verdict is Verdict.DUPLICATE and match.of is not None else None

    @cached_property
    def _indexes(self) -> dict[str, tuple[dedupe.Index, list[int]]]:
        return {}

    def _at(self, name: str | Sequence[str]) -> tuple[str, Path]:
        """The file a section stands in, and its name there."""
        parts = _parts(name)
        if len(self.lists) > 1:
            if parts and parts[0] in self.lists:
                return parts[0], parts[1:]
            for path, alist in self.lists.items():
                try:
                    return path, find_section(alist, parts).path
                except SectionNotFound:
                    continue
        return self.path, parts

    # --- writing ---------------------------------------------------------------------------------------------------

    def add(self, paper: Paper, section: str | Sequence[str]) -> Insertion:
        """A paper as an entry of its section, and of its mirrors' counterparts; ListError where the list takes none."""
        path, own = self._at(section)
        first = replace(rendered(self.lists[path], paper, own), path=path)
        written = [self._mirrored_into(mirror, path, own, paper) for mirror in self._mirrors_of(path)]
        return replace(
            first,
            beside=tuple(one for one in written if isinstance(one, Insertion)),
            left=tuple(one for one in written if isinstance(one, Skip)),
        )

    def add_all(self, members: Iterable[Member]) -> Insertion:
        """The wanted members' entries, one block in each section; ListError where one cannot be written."""
        shares: dict[str, list[Member]] = {}
        for member in members:
            if member.wanted:
                path, own = self._at(member.section)
                shares.setdefault(path, []).append(replace(member, section=own))
        parts: list[Insertion] = []
        left: list[Skip] = []
        for path in [known for known in self.lists if known in shares] or [self.path]:
            share = shares.get(path, [])
            parts.append(replace(group.rendered(self.lists[path], share), path=path))
            for mirror in self._mirrors_of(path):
                mirrored, unfit = self._all_mirrored_into(mirror, path, share)
                parts += mirrored
                left += unfit
        return _together(parts, left)

    def entry_of(self, one: Proposal) -> Insertion:
        """What a proposal writes, of one paper or of several."""
        return self.add_all(one.members) if one.members else self.add(one.paper, one.section)

    def propose(self, candidates: Sequence[Candidate], *, today: str, run_url: str = "") -> tuple[Proposal, Insertion]:
        """The proposal of one candidate, or of several, and what it writes; ListError where one cannot be written."""
        if len(candidates) > 1:
            composed = group.compose(candidates, path=self.path)
            insertion = self.add_all(composed.members)
            return proposal.describe(composed, insertion, today=today, run_url=run_url), insertion
        (candidate,) = candidates
        insertion = self.add(candidate.paper, candidate.section)
        return proposal.compose(candidate, path=self.path, insertion=insertion, today=today, run_url=run_url), insertion

    def without(self, papers: Iterable[Paper], paths: Iterable[str]) -> dict[str, str]:
        """The new texts of those of these files that hold an entry of the papers, without it."""
        changed: dict[str, str] = {}
        every = list(papers)
        for path in paths:
            before = text = self.texts.get(path, "")
            for paper in every:
                text = _mirror_without(text, paper) if path in self.mirrors else group.without(text, paper)
            if text != before:
                changed[path] = text
        return changed

    def shown(self, texts: Mapping[str, str], left: Iterable[Skip] = ()) -> Insertion:
        """Files as a person's branch will hold them, as what they add to this list."""
        parts = [
            replace(group.shown(before, texts[path]), path=path)
            for path, before in self.texts.items()
            if texts.get(path, before) != before
        ]
        return _together(parts or [Insertion(text=self.texts[self.path], block="\n", line=1, path=self.path)], left)

    def with_texts(self, texts: Mapping[str, str]) -> Book:
        """The same files with other texts, and nothing known of their history."""

        def read(lists: Mapping[str, AwesomeList]) -> dict[str, AwesomeList]:
            return {path: awesome.parse(texts[path]) if path in texts else alist for path, alist in lists.items()}

        return Book(path=self.path, lists=read(self.lists), mirrors=read(self.mirrors))

    def shared(self, mirror: str) -> tuple[str, int, int]:
        """The file a mirror stands for, how many of its papers the mirror holds, and how many they are."""
        path = self._mirror_of[mirror]
        keys, own = _keys(self.mirrors[mirror]), [e for e in self.lists[path].entries if any(map(is_strong, e.keys))]
        return path, sum(not keys.isdisjoint(entry.keys) for entry in own), len(own)

    def original_of(self, mirror: str) -> str:
        """The file whose papers a mirror holds."""
        return self._mirror_of[mirror]

    # --- mirrors ---------------------------------------------------------------------------------------------------

    def _mirrors_of(self, path: str) -> list[str]:
        return [mirror for mirror, of in self._mirror_of.items() if of == path]

    @cached_property
    def _mirror_of(self) -> dict[str, str]:
        """Each mirror → the file whose papers it shares most, which it is a mirror of."""
        if len(self.lists) == 1:
            return dict.fromkeys(self.mirrors, self.path)
        keys = {path: _keys(alist) for path, alist in self.lists.items()}
        shared = {
            mirror: {path: len(known & _keys(alist)) for path, known in keys.items()}
            for mirror, alist in self.mirrors.items()
        }
        return {mirror: max(counts, key=lambda path: counts[path]) for mirror, counts in shared.items()}

    def _mirrored_into(self, mirror: str, path: str, section: Path, paper: Paper) -> Insertion | Skip:
        try:
            place = self._place_in(mirror, path, section, paper)
            return replace(rendered(self.mirrors[mirror], paper, place), path=mirror)
        except ListError as error:
            return Skip(what=mirror, why=str(error))

    def _all_mirrored_into(self, mirror: str, path: str, share: Iterable[Member]) -> tuple[list[Insertion], list[Skip]]:
        """What is written into a mirror, if anything, and why it does not take the other members."""
        fitting: list[Member] = []
        unfit: list[Skip] = []
        for member in share:
            try:
                place = self._place_in(mirror, path, member.section, member.paper)
                fitting.append(replace(member, section=place))
            except ListError as error:
                unfit.append(_unfit(mirror, member, error))
        try:
            return [replace(group.rendered(self.mirrors[mirror], fitting), path=mirror)] if fitting else [], unfit
        except ListError as error:  # a mirror without any entry shows no hand to write in
            return [], [*unfit, *(_unfit(mirror, member, error) for member in fitting)]

    def _place_in(self, mirror: str, path: str, section: Path, paper: Paper) -> Path:
        """The section of a mirror a paper goes to; ListError where it has none for it, or holds the paper already."""
        alist = self.mirrors[mirror]
        there = _translated(alist, paper)
        line = there.line if there else self._line(mirror, paper)
        if line is not None:
            raise ListError(f"line {line} holds it already")
        own = find_section(self.lists[path], section).path
        return counterpart(self.lists[path], own, alist)


Listing = AwesomeList | Book
"""One file, or a list in all its files."""


def newest(base: Base, path: str) -> Book:
    """The list whose own file is `path` as it stands on the default branch; ListError where that is not one of it."""
    if path not in base.files:
        raise ListError(
            f"{path} is no file of the list any more, which is {base.layout.path} now; "
            "write there what the branch adds and close the proposal, or name the file in the config"
        )
    layout = base.layout

    def read(paths: Iterable[str]) -> dict[str, AwesomeList]:
        return {each: awesome.newest(base, each) for each in paths if each in base.files}

    others = [each for each in (layout.path, *layout.chapters) if each != path] if path in layout.paths else []
    return Book(path=path, lists=read([path, *others]), mirrors=read(each for each in layout.mirrors if each != path))


def of(alist: AwesomeList, path: str) -> Book:
    """A list of one file."""
    return Book(path=path, lists={path: alist})


def rendered(alist: AwesomeList, paper: Paper, section: str | tuple[str, ...]) -> Insertion:
    """A paper of a stranger as an entry of one file: its texts made safe, then written in the file's hand."""
    return house_style.add(alist, proposal.safe_paper(paper), section)


def _parts(name: str | Sequence[str]) -> Path:
    return tuple(name.split(SECTION_SEPARATOR)) if isinstance(name, str) else tuple(name)


def _sections(alist: AwesomeList, *, own: bool) -> Iterator[Section]:
    """The sections of a file; a chapter whose entries stand below no heading is one section itself."""
    bare = sum(not entry.section for entry in alist.entries)
    if bare and not own:
        yield Section(path=(), line=1, end_line=1, entries=bare)
    yield from alist.sections


def _translated(alist: AwesomeList, paper: Paper) -> Entry | None:
    """The entry of a mirror that is this paper by its link: its title may be in another language."""
    keys = set(filter(is_strong, keys_of(paper)))
    return next((entry for entry in alist.entries if keys.intersection(entry.keys)), None)


def _mirror_without(text: str, paper: Paper) -> str:
    alist = awesome.parse(text)
    entry = _translated(alist, paper)
    return awesome.remove(alist, entry) if entry else group.without(text, paper)


def _unfit(mirror: str, member: Member, error: ListError) -> Skip:
    return Skip(what=mirror, why=f"“{member.paper.title}”: {error}")


def _keys(alist: AwesomeList) -> set[str]:
    return {key for entry in alist.entries for key in entry.keys}


def _together(parts: Sequence[Insertion], left: Iterable[Skip]) -> Insertion:
    return replace(parts[0], beside=tuple(parts[1:]), left=tuple(left))
