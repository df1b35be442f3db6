"""Measure `lint` on faults planted into lists drawn at random, which have none before.

usage: python -m benchmarks.planted [--lists 200] [--seed 1] [--show N] [--kind FAULT]
The lists are those of `benchmarks.hands`: made-up papers in one hand. Each gets every fault that its hand can show, one
at a time. Printed: clean lists with an alarm, and for each fault how often it was told in its lines as what it is,
and where a fix was offered, how often that restores the bytes. `--show` prints that many misses.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks.edits.drawn import Scene
from benchmarks.edits.drawn import scene as drawn_scene
from benchmarks.hands.__main__ import FORMS
from bot import awesome
from bot.checking.fault import Fault, Kind, applied
from bot.checking.lint import lint
from bot.model import Link, Paper

_SLIPS = {
    "misspelt scheme": ("https://arxiv", "htps://arxiv"),
    "letter of the scheme lost": ("https://arxiv", "ttps://arxiv"),
    "no scheme": ("https://arxiv", "arxiv"),
    "begun twice": ("https://arxiv", "https://https://arxiv"),
    "bracket lost": (r"(\]\(https://arxiv[^)\s]*)\)", r"\1"),
    "blank behind the text": (r"\]\(https://arxiv", "] (https://arxiv"),
    "empty link": (r"(?<=\]\()https://arxiv[^)\s]*|(?<=href=\")https://arxiv[^\"]*", ""),
}
"""What befalls the link of one entry, as a pattern and what takes its place."""
_KINDS = {
    "twice": (Kind.DUPLICATE,),
    "twice, as PDF": (Kind.DUPLICATE,),
    "link of another": (Kind.WRONG_LINK,),
    "code is the paper": (Kind.CODE_LINK,),
    "code is another's paper": (Kind.CODE_LINK,),
    "people of the neighbour": (Kind.AUTHORS,),
    "year before the id": (Kind.YEAR,),
    "arXiv year before the id": (Kind.YEAR,),
    "tag in another case": (Kind.SPELLING,),
    "venue in another case": (Kind.SPELLING,),
    "beside its entry": (Kind.NOT_NESTED,),
    "empty link": (Kind.EMPTY_LINK,),
}


@dataclass(frozen=True)
class Planted:
    """A list with one fault and without, and the lines (1-based, inclusive) in which the fault stands."""

    name: str
    clean: str
    text: str
    first: int
    last: int


def planted(one: Scene) -> Iterator[Planted]:
    """Every fault that a hand can show."""
    told = one.papers[one.number]
    before = one.papers[one.number - 1]
    for name, papers in _in_papers(one, told, before):
        yield from _of(name, replace(one, papers=papers), one)
    twice = [*one.papers, replace(told, code=())]
    yield from _of("twice", replace(one, papers=twice, number=len(twice) - 1), one)
    twice[-1] = replace(told, url=told.url.replace("/abs/", "/pdf/"), title=told.title.upper(), code=())
    yield from _of("twice, as PDF", replace(one, papers=twice, number=len(twice) - 1), one)
    yield from _in_bytes(one)


def _in_papers(one: Scene, told: Paper, before: Paper) -> Iterator[tuple[str, list[Paper]]]:
    """Faults of facts: the papers with one that tells something wrong."""

    def put(paper: Paper, rest: list[Paper] | None = None) -> list[Paper]:
        papers = list(rest or one.papers)
        papers[one.number] = paper
        return papers

    shows = one.form.shows
    year = 2000 + int(told.url.rpartition("/")[2][:2])
    yield "link of another", put(replace(told, url=before.url))
    if "code" in shows:
        yield "code is the paper", put(replace(told, code=(Link(label="", url=told.url),)))
        yield "code is another's paper", put(replace(told, code=(Link(label="", url=before.url),)))
    if "people" in shows and len(before.authors) > 2:
        yield "people of the neighbour", put(replace(told, authors=before.authors))
    if "venue" in shows:
        name = told.venue.partition(" ")[0]
        yield "year before the id", put(replace(told, venue=f"{name} {year - 2}"))
        yield "arXiv year before the id", put(replace(told, venue=f"arXiv {year - 2}"))
        same = [replace(p, venue=f"NeurIPS {p.venue[-4:]}") for p in one.papers]
        yield "venue in another case", put(replace(told, venue=f"Neurips {told.venue[-4:]}"), same)
    if "tags" in shows:
        same = [replace(paper, tags=("pruning",)) for paper in one.papers]
        yield "tag in another case", put(replace(told, tags=("Pruning",)), same)


def _of(name: str, wrong: Scene, one: Scene) -> Iterator[Planted]:
    clean = one.text(one.papers[one.number])
    text = wrong.page.text(wrong.form, wrong.papers)
    if lines := _lines(wrong, text):
        yield Planted(name, clean, text, *lines)


def _lines(one: Scene, text: str) -> tuple[int, int] | None:
    """The lines of the scene's entry, None where not every entry is read."""
    own = [entry for entry in awesome.parse(text).entries if entry.section == one.page.section]
    return (own[one.number].line, own[one.number].end_line) if len(own) == len(one.papers) else None


def _in_bytes(one: Scene) -> Iterator[Planted]:
    """Slips of the keyboard: the link of an entry broken, its children beside it."""
    clean = one.text(one.papers[one.number])
    lines = _lines(one, clean)
    if lines is None:
        return
    alist = awesome.parse(clean)
    start, end = alist.lines[lines[0] - 1].start, alist.lines[lines[1] - 1].end
    block = clean[start:end]
    slips = {name: re.sub(old, new, block, count=1) for name, (old, new) in _SLIPS.items()}
    if re.match(r"[-*+] .*\n[ \t]+[-*+] ", block):
        slips["beside its entry"] = re.sub(r"(?m)^[ \t]+(?=[-*+] )", "", block)
    for name, slipped in slips.items():
        if slipped != block:
            yield Planted(name, clean, clean[:start] + slipped + clean[end:], *lines)


def outcome(one: Planted) -> str:
    """`missed`, `told`, or of a fix `restored` or `other bytes`."""
    wanted = _KINDS.get(one.name, (Kind.MALFORMED_LINK,))
    told = [fault for fault in lint(awesome.parse(one.text)) if fault.kind in wanted and _touches(fault, one)]
    if not told:
        return "missed"
    fixes = [fault for fault in told if fault.fix is not None]
    return "told" if not fixes else "restored" if applied(one.text, fixes) == one.clean else "other bytes"


def _touches(fault: Fault, one: Planted) -> bool:
    places = (fault.line, fault.end_line, fault.related or fault.line)
    return any(one.first <= line <= one.last for line in places)


def scene(sort: str, seed: str) -> Scene:
    """A drawn list in which one title shares no word with the others, as most do not with their neighbours'."""
    one = drawn_scene(sort, seed)
    papers = list(one.papers)
    people = ("Ada Fern", "Ben Holt", "Cleo Marsh")
    papers[one.number - 1] = replace(papers[one.number - 1], authors=people)
    papers[one.number] = replace(papers[one.number], title=_UNLIKE)
    return replace(one, papers=papers)


_UNLIKE = "Counting Bees With Cheap Microphones"


def main() -> int:
    """Print one line a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=int, default=200)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--kind", default="")
    args = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    alarms: Counter[str] = Counter()
    for number in range(args.lists):
        sort = ("lines", *FORMS)[number % (len(FORMS) + 1)]
        one = scene(sort, f"{args.seed}/{number}")
        clean = one.text(one.papers[one.number])
        if _lines(one, clean) is None:
            continue
        found = lint(awesome.parse(clean))
        alarms.update(["lists", *({"alarmed"} if found else ()), *(f"{f.kind}: {f.reason}" for f in found)])
        for case in planted(one):
            told = outcome(case)
            counts.setdefault(case.name, Counter())[told] += 1
            if told in ("missed", "other bytes") and args.kind in ("", case.name) and args.show > 0:
                args.show -= 1
                lines = case.text.splitlines()[case.first - 1 : case.last]
                print(f"--- {sort} {number} {case.name}: {told}", *lines, sep="\n  ")
    print(f"clean lists with an alarm: {alarms['alarmed']} of {alarms['lists']}")
    for reason, count in alarms.most_common(14)[2:]:
        print(f"  {count} {reason[:140]}")
    for name, outcomes in sorted(counts.items()):
        print(f"{name}: {outcomes['missed']} of {outcomes.total()} missed", dict(outcomes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
