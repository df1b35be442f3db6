"""What `match` does: papers are read, asked about and answered as a stream."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TextIO

from bot import awesome
from bot.commands.index_file import Kept, digest_of, read_index, write_index
from bot.commands.list_file import read_list
from bot.commands.papers_file import ignored, opened, skipped
from bot.commands.side_by_side import in_order
from bot.dedupe import Index
from bot.matching.dedupe_part import Part, read_part
from bot.matching.listed import known_in
from bot.model import Known, Match, Paper, Verdict
from bot.paper_json import Broken, read_papers
from bot.reading.mentions import Mentions

_ASK = 512
_READ = 2048


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some lines of a file; `line` and `place` count the lines, and the non-blank ones, that come before them."""

    lines: list[str]
    line: int
    place: int


@dataclass(slots=True)
class _Notes:
    """What to print on stderr about lines that were read: notes on broken lines, and unknown keys."""

    path: str
    notes: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def add(self, other: _Notes) -> None:
        """Print the notes on further lines, and keep their unknown keys."""
        for note in other.notes:
            print(note, file=sys.stderr)
        self.notes += other.notes
        self.unknown |= other.unknown

    def close(self) -> None:
        """Name the unknown keys, once."""
        if self.unknown:
            self.add(_Notes(self.path, [ignored(self.path, self.unknown)]))


def answer_papers(papers: str, *, in_list: str | None, known: str | None, kept_in: str | None) -> None:
    """Print one JSON object per paper of a file, in its order: whether a list, or a file of papers, knows it.

    Either `in_list` or `known` is given; `kept_in` is the file that keeps what was read from `known`.
    """
    with ExitStack() as files:
        asked = opened(papers, files)
        named = None
        if in_list:
            index, places, named = _listed(in_list)
        else:
            index, places = _kept(known or "", kept_in, files) if kept_in else _read(known or "", files)
        answer = partial(_answer, path=papers, index=index, places=places, named=named)
        heard = _Notes(papers)
        for records, of_batch in in_order(answer, _batches(asked, _ASK)):
            sys.stdout.write(records)
            heard.add(of_batch)
        heard.close()


def _answer(batch: _Batch, *, path: str, index: Index, places: list[int], named: Mentions | None) -> tuple[str, _Notes]:
    heard, numbers = _Notes(path), list[int]()
    papers = list(_papers(batch, numbers, heard))
    records = [
        json.dumps(_named(record(numbers[at], match, places), paper, named), ensure_ascii=False) + "\n"
        for at, (paper, match) in enumerate(zip(papers, index.matches(papers), strict=True))
    ]
    return "".join(records), heard


def _named(told: dict[str, object], paper: Paper, mentions: Mentions | None) -> dict[str, object]:
    """The record of a paper without an entry; `maybe` where the list names it without a link, as in a run."""
    twin = mentions.twin(paper) if mentions and told["verdict"] == Verdict.NEW.value else None
    place = mentions.line(paper.title) if mentions and twin else None
    if twin is None or place is None:
        return told
    match, _ = twin
    return told | {"verdict": match.verdict.value, "of": place.line, "score": match.score, "reasons": [*match.reasons]}


def _read(known: str, files: ExitStack) -> tuple[Index, list[int]]:
    places: list[int] = []
    return Index.of(_parts(opened(known, files), places, _Notes(known))), places


def _kept(known: str, path: str, files: ExitStack) -> tuple[Index, list[int]]:
    """The index of a file of known papers: read back where it was kept, else made now and kept."""
    lines = opened(known, files)
    digest = digest_of(known)
    kept = read_index(path, digest)
    if kept is None:
        places: list[int] = []
        heard = _Notes(known)
        index = Index.of(_parts(lines, places, heard))
        kept = Kept(index=index, places=places, notes=heard.notes)
        write_index(path, kept, digest)
        return index, places
    for note in kept.notes:
        print(note, file=sys.stderr)
    return kept.index, kept.places


def record(number: int, match: Match, places: list[int]) -> dict[str, object]:
    """The JSON object of an answer; `of` is the line of a list, or the place (0-based) in a file of papers."""
    return {
        "index": number,
        "verdict": match.verdict.value,
        "of": None if match.of is None else places[match.of],
        "score": match.score,
        "reasons": list(match.reasons),
    }


def _listed(path: str) -> tuple[Index, list[int], Mentions]:
    """An index of the papers of a list, their lines, and the titles that it names without a link."""
    alist = awesome.parse(read_list(path))
    held = [
        (entry.line, known)
        for entry in alist.entries
        for known in known_in(entry, f"{path} line {entry.line}{', commented out' if entry.commented else ''}")
    ]
    return Index([known for _, known in held]), [line for line, _ in held], Mentions({path: alist})


def _parts(lines: TextIO, places: list[int], heard: _Notes) -> Iterator[Part]:
    for part, of_batch, heard_of_batch in in_order(partial(_part, path=heard.path), _batches(lines, _READ)):
        places += of_batch
        heard.add(heard_of_batch)
        yield part
    heard.close()


def _part(batch: _Batch, *, path: str) -> tuple[Part, list[int], _Notes]:
    heard, places = _Notes(path), list[int]()
    return read_part([Known(paper=paper) for paper in _papers(batch, places, heard)]), places, heard


def _batches(lines: TextIO, size: int) -> Iterator[_Batch]:
    line = place = 0
    while some := list(islice(lines, size)):
        yield _Batch(some, line, place)
        line += len(some)
        place += sum(not text.isspace() for text in some)


def _papers(batch: _Batch, places: list[int], heard: _Notes) -> Iterator[Paper]:
    """The papers of some lines; a broken line is named and counted, so that places stay those of the file."""
    read = read_papers(batch.lines, heard.unknown, first=batch.line + 1)
    for number, paper in enumerate(read, start=batch.place):
        if isinstance(paper, Broken):
            heard.notes.append(skipped(heard.path, paper))
            continue
        places.append(number)
        yield paper
