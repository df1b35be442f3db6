"""Measure duplicate detection on pairs drawn at random, of which it is known by construction what they are.

usage: python -m benchmarks.twins [--pairs 3000] [--seed 1] [--known FILE.jsonl.gz] [--show N] [--of KIND]
A pair is two papers: one title in two hands (`same`: must be called a duplicate; `near`: a slip or a cut end, must be
held at least), two works under titles that look alike (`apart`: must never be called a duplicate), or two addresses of
one paper and of two (`ids`). Forms come alone, in twos and in threes, authors and years are there or not. Each pair is
asked alone, every fourth also the other way round; with `--known`, against a file of known papers and the first papers
of all pairs together.
Printed: how many of each kind fail, and the forms that fail most. `--show` prints that many failures.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.twin_changes import APART
from benchmarks.twin_forms import NEAR, PEOPLE, SAME
from benchmarks.twin_ids import id_pairs
from benchmarks.twin_titles import made_people, made_title
from bot.dedupe import Index
from bot.identity import keys_of
from bot.model import Known, Match, Paper, Verdict
from bot.paper_json import paper_from

DUPLICATE = frozenset({Verdict.DUPLICATE})
HELD = frozenset({Verdict.DUPLICATE, Verdict.MAYBE})
APART_ONES = frozenset({Verdict.NEW, Verdict.MAYBE})


@dataclass(frozen=True, slots=True)
class Case:
    """Two papers, what they are, how they were made, and the verdicts that are right."""

    kind: str
    forms: tuple[str, ...]
    known: Paper
    paper: Paper
    right: frozenset[Verdict]


def main() -> None:
    """Draw, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--known", type=Path, help="a file of known papers to ask against, instead of one")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--of", default="", help="a kind or a form: only its pairs count")
    options = parser.parse_args()
    cases = [case for case in drawn(options.pairs, options.seed) if options.of in {"", case.kind, *case.forms}]
    if options.known:
        _report(f"among {options.known}", cases, _wrong_among(options.known, cases), options.show)
    else:
        wrong = [_wrong_alone(case, both_ways=number % 4 == 0) for number, case in enumerate(cases)]
        _report("alone", cases, wrong, options.show)


def drawn(count: int, seed: int) -> list[Case]:
    """That many pairs, and every pair of addresses once."""
    draw = random.Random(seed)
    seen: set[str] = set()
    cases: list[Case] = []
    while len(cases) < count:
        title = made_title(draw)
        if title in seen:
            continue
        seen.add(title)
        make = draw.choices((_same, _near, _apart), (5, 1, 4))[0]
        if case := make(title, draw):
            cases.append(case)
    return cases + [Case("ids", (name,), a, b, frozenset(right)) for name, a, b, right in id_pairs(draw)]


def _same(title: str, draw: random.Random) -> Case | None:
    names, other = _written(title, draw, draw.choice((1, 1, 1, 2, 3)))
    if not names:
        return None
    people, known, paper = _signed(draw, title, other)
    return Case("same", (*names, *people), known, paper, DUPLICATE)


def _near(title: str, draw: random.Random) -> Case | None:
    name = draw.choice(list(NEAR))
    other = NEAR[name][1](title, draw)
    if other == title:
        return None
    names, other = _written(other, draw, draw.choice((0, 0, 1))) if name != "cut off" else ((), other)
    people, known, paper = _signed(draw, title, other)
    return Case("near", (name, *names, *people), known, paper, HELD)


def _apart(title: str, draw: random.Random) -> Case | None:
    name = draw.choice(list(APART))
    pair = APART[name](title, draw)
    if not pair or pair[0] == pair[1]:
        return None
    one, other = draw.sample(pair, 2)
    # A work about a work in disguise: only what changes no letter of a name.
    names, other = _written(other, draw, draw.choice((0, 0, 1)), {1, 2, 3}) if draw.random() < 0.5 else ((), other)
    people, known, paper = _signed(draw, one, other)
    return Case("apart", (name, *names, *people), known, paper, APART_ONES)


def _written(
    title: str, draw: random.Random, count: int, layers: set[int] | None = None
) -> tuple[tuple[str, ...], str]:
    """The title in some forms at once, each of another layer, the inner ones first."""
    fitting = [name for name, (layer, _) in SAME.items() if layers is None or layer in layers]
    chosen = sorted({SAME[name][0]: name for name in draw.sample(fitting, count)}.items())
    used = []
    for _, name in chosen:
        written = SAME[name][1](title, draw)
        if written != title:
            used.append(name)
            title = written
    return tuple(used), title


def _signed(draw: random.Random, one: str, other: str) -> tuple[tuple[str, ...], Paper, Paper]:
    """Two papers with one group of people, in two forms or lacking on a side, and years that are near or lack."""
    people = made_people(draw)
    forms = ["none", "none"]
    if draw.random() < 0.6:  # as many as in the labelled queries
        forms = draw.choices(list(PEOPLE), k=2)
        forms[0] = draw.choice((forms[0], "as they are"))
    year = draw.choice((None, draw.randrange(2015, 2026)))
    # A paper printed a year later under other names is held: where a name lacks, the years agree.
    years = (year, draw.choice((None, year, year if "one missing" in forms else year and year + 1)))
    papers = [
        Paper(title=title, authors=PEOPLE[form](people), year=at)
        for title, form, at in zip((one, other), forms, years, strict=True)
    ]
    return tuple(f"by: {form}" for form in forms if form not in {"none", "as they are"}), papers[0], papers[1]


# --- asking -------------------------------------------------------------------------------------------------------


def _wrong_alone(case: Case, *, both_ways: bool) -> str:
    """What is wrong with the answers about one known paper; "" where nothing is."""
    here = Index([Known(paper=case.known)]).match(case.paper)
    there = Index([Known(paper=case.paper)]).match(case.known) if both_ways else here
    if here.verdict is not there.verdict:
        return f"{here.verdict.value} one way, {there.verdict.value} the other"
    return _wrong(case, here, 0)


def _wrong(case: Case, found: Match, of: int) -> str:
    if case.kind == "ids" and Verdict.DUPLICATE not in case.right:
        return f"one key: {shared}" if (shared := set(keys_of(case.known)) & set(keys_of(case.paper))) else ""
    if found.verdict not in case.right:
        return f"{found.verdict.value} {found.score} {found.reasons}"
    # Several titles may begin with the words that are left of one.
    if case.kind == "apart" or "cut off" in case.forms or found.of == of:
        return ""
    return f"another paper is named: {found.reasons}"


def _wrong_among(path: Path, cases: Sequence[Case]) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        papers = [paper_from(json.loads(line)) for line in lines if line.strip()]
    index = Index(Known(paper=paper) for paper in [*papers, *(case.known for case in cases)])
    found = index.match_all([case.paper for case in cases])
    return [_wrong(case, match, len(papers) + n) for n, (case, match) in enumerate(zip(cases, found, strict=True))]


# --- telling ------------------------------------------------------------------------------------------------------


def _report(name: str, cases: Sequence[Case], wrong: Sequence[str], show: int) -> None:
    print(f"{name}:")
    for kind in dict.fromkeys(case.kind for case in cases):
        mine = [bool(said) for case, said in zip(cases, wrong, strict=True) if case.kind == kind]
        print(f"  {kind:6s} {sum(mine):5d} of {len(mine):5d} wrong ({sum(mine) / len(mine):.1%})")
    asked: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for case, said in zip(cases, wrong, strict=True):
        asked.update(case.forms)
        failed.update(case.forms if said else ())
    worst = sorted(failed, key=lambda form: (-failed[form] / asked[form], form))
    for form in worst[:40]:
        print(f"    {form:28s} {failed[form]:4d} of {asked[form]:4d}")
    for case, said in _shown(cases, wrong, show):
        print(f"- {case.kind} {', '.join(case.forms)}")
        for paper in (case.known, case.paper):
            print(f"    {paper.title!r} {', '.join(paper.authors)} {paper.year or ''} {paper.url}")
        print(f"    → {said}")


def _shown(cases: Sequence[Case], wrong: Sequence[str], show: int) -> Iterator[tuple[Case, str]]:
    failures = [(case, said) for case, said in zip(cases, wrong, strict=True) if said]
    yield from failures[:: max(1, len(failures) // show)][:show] if show else ()


if __name__ == "__main__":
    main()
