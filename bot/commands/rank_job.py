"""What `rank` does: learn from a list and its decisions, judge papers, and say where each belongs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bot import awesome, ledger, relevance, topics
from bot.commands.papers_file import ignored, opened, skipped
from bot.errors import GleanerError
from bot.identity import keys_of
from bot.learning import background
from bot.matching.titles import fold
from bot.model import Entry, Keywords, Paper, Placement, Relevance, paper_of
from bot.paper_json import Broken, paper_from, read_papers
from bot.relevance import Ranker


def rank(args: argparse.Namespace) -> None:
    """Print one JSON object per paper, in the order of the input."""
    entries = [entry for entry in awesome.parse(_text(args.list)).entries if not entry.commented]
    papers = list(_papers(args.papers))
    metadata = [paper for paper in _papers(args.metadata) if paper] if args.metadata else []
    listed = joined(entries, metadata)
    taken, refused = _decisions(args.decisions) if args.decisions else ([], [])
    known = [paper for paper in papers if paper]
    keywords = read_keywords(_text(args.keywords)) if args.keywords else Keywords()

    def learn(others: Sequence[Paper], rate: float | None = None) -> relevance.Ranker:
        return relevance.learn(listed, background=others, keywords=keywords, taken=taken, refused=refused, rate=rate)

    if args.background:
        likely = learn([paper for paper in _papers(args.background) if paper]).judge(known)
    else:
        likely = _by_the_ledger(args.list, listed, known, learn)
    where = [(paper, entry.section) for paper, entry in zip(listed, entries, strict=True)]
    placer = topics.learn(where, [entry.section for entry in entries])
    judged = iter(zip(likely, placer.place(known), strict=True))
    for index, paper in enumerate(papers):
        if paper:
            print(json.dumps(_answer(index, *next(judged)), ensure_ascii=False))


def _by_the_ledger(
    path: Path,
    listed: Sequence[Paper],
    papers: Sequence[Paper],
    learn: Callable[[Sequence[Paper], float | None], Ranker],
) -> list[Relevance]:
    """Judge as a run would: against the sample of its feeds, where the list's repository has a ledger with one."""
    sample = _sample(path)
    if not sample:
        return learn((), None).judge(papers)
    today = max(paper.published for paper in sample)
    return background.judged(papers, sample, learn, entries=listed, today=today)


def _sample(path: Path) -> tuple[Paper, ...]:
    if not any((folder / ".git").exists() for folder in path.resolve().parents):
        return ()
    from bot.forge.ledger_at import ledger_at

    return ledger.read(ledger_at(path.resolve().parent)).background


def joined(entries: Sequence[Entry], metadata: Sequence[Paper]) -> list[Paper]:
    """The entries as papers, each with the abstract of the metadata that shares a key or its title."""
    by_name: dict[str, Paper] = {}
    for paper in metadata:
        for name in (*keys_of(paper), fold(paper.title)):
            by_name.setdefault(name, paper)
    return [_with_abstract(entry, by_name) for entry in entries]


def _with_abstract(entry: Entry, by_name: dict[str, Paper]) -> Paper:
    paper = paper_of(entry)
    for name in (*entry.keys, fold(entry.title)):
        if found := by_name.get(name):
            return replace(paper, title=found.title, abstract=found.abstract, published=found.published)
    return paper


def read_keywords(text: str) -> Keywords:
    """Phrases, one per line: `-phrase` excludes, `+phrase` must occur, `#` starts a comment."""
    lines = [line.strip().lower() for line in text.splitlines()]
    phrases = [line for line in lines if line and not line.startswith("#")]
    return Keywords(
        include=tuple(phrase for phrase in phrases if phrase[0] not in "+-"),
        exclude=tuple(phrase[1:].strip() for phrase in phrases if phrase[0] == "-"),
        must=tuple(phrase[1:].strip() for phrase in phrases if phrase[0] == "+"),
    )


def _answer(index: int, relevance: Relevance, placement: Placement) -> dict[str, object]:
    return {
        "index": index,
        "score": round(relevance.score, 6),
        "sections": [{"path": section.name, "score": round(section.score, 4)} for section in placement.sections],
        "tags": [{"tag": tag.name, "score": round(tag.score, 4)} for tag in placement.tags],
        "unsure": placement.unsure,
        "why": list(relevance.why),
    }


def _papers(path: str) -> Iterator[Paper | None]:
    """Each line's paper, or None for a broken one, which is named on standard error."""
    unknown: set[str] = set()
    with ExitStack() as files:
        for read in read_papers(opened(path, files), unknown):
            if isinstance(read, Broken):
                print(skipped(path, read), file=sys.stderr)
            yield None if isinstance(read, Broken) else read
    if unknown:
        print(ignored(path, unknown), file=sys.stderr)


def _decisions(path: Path) -> tuple[list[Paper], list[Paper]]:
    """Accepted papers, rejected papers."""
    sides: dict[str, list[Paper]] = {"accept": [], "reject": []}
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            sides[record.pop("decision")].append(paper_from(record))
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            print(skipped(str(path), Broken(line=number, why=str(error))), file=sys.stderr)
    return sides["accept"], sides["reject"]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise GleanerError(f"cannot read {path}: {error.strerror}; check the path") from error
