"""Measure the list editor on lists in hands drawn at random: how parts are dressed, ordered and set apart.

usage: python -m benchmarks.hands [--form lines] [--hands 300] [--seed 1] [--show N] [--of PART=DRESS]
A hand is a place for each part of an entry (title, people, venue, date, links), a dress for each, what parts them, and
what holds the entry. Each list has eight made-up papers in one hand and no slip, so what the ninth looks like is
known: every miss is a fault. Printed: lists whose every field is read right, entries written again byte for byte from
their fields, new papers written as the hand would, and the dresses that fail most. `--show` prints that many failures.
Forms beside `lines` stand on pages of their own: line ends, marks of bytes, a second section in another hand.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import replace

from benchmarks.hands import items, lines, pages, tables
from benchmarks.hands.faults import faults
from benchmarks.hands.form import Form
from benchmarks.hands.pages import Page
from benchmarks.hands.papers import PAPERS, paper, papers
from bot.model import Paper

FORMS = {
    "tables": tables.markdown,
    "html tables": tables.html,
    "html lists": items.html_items,
    "nested": items.nested,
    "headings": items.headed,
    "folds": items.folded,
    "paged lines": lines.drawn,
}


def main() -> int:
    """Print the sums and the dresses that fail most."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", choices=["lines", *FORMS], default="lines")
    parser.add_argument("--hands", type=int, default=300)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only", type=int, help="the hand of this number alone")
    parser.add_argument("--of", default="", help="only hands with this dress, as `title=italic`")
    args = parser.parse_args()
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for number in range(args.hands) if args.only is None else (args.only,):
        form, page, told = drawn(args.form, f"{args.seed}/{number}")
        dresses = [f"{part}={dress}" for part, dress in form.choices.items()]
        if args.of and args.of not in dresses:
            continue
        found = list(faults(form, page, told))
        tried.update(("all", *dresses))
        wrong.update(set(dresses) if found else ())
        failed.update({fault.split(":", 1)[0] for fault in found} | ({"any"} if found else set()))
        if found and failed["any"] <= args.show:
            print(f"--- {number}: {dict(form.choices)} {page.told()}", *found, sep="\n")
    for what, count in sorted(({"any": 0} | failed).items()):
        print(f"{what}: {count} of {tried['all']} hands")
    for dress, count in sorted(wrong.items(), key=lambda item: -item[1] / tried[item[0]])[:25]:
        print(f"  {dress!r}: {count} of {tried[dress]}")
    return 0


def drawn(sort: str, seed: str) -> tuple[Form, Page, list[Paper]]:
    """A hand of one sort, its page and its papers."""
    draw = random.Random(seed)
    if sort == "lines":
        form = lines.drawn(draw)
        return form, Page(), [paper(draw, number) for number in range(PAPERS + 1)]
    form, other = FORMS[sort](draw), FORMS[draw.choice(list(FORMS))](draw)
    page, told = pages.drawn(draw, (other, papers(draw)[:-1])), papers(draw)
    if (
        sort in ("folds", "headings") or form.choices.get("body") == "### "
    ):  # a fold of folds hides papers twice, and a heading ends what it stands in
        page = replace(page, fold="")
    return form, page, [shown_of(form, one) for one in told]


def shown_of(form: Form, told: Paper) -> Paper:
    """The paper without tags and idea where the hand prints none: who gives them sees that nobody does."""
    return replace(told, tags=told.tags if "tags" in form.shows else (), idea=told.idea if "idea" in form.shows else "")


if __name__ == "__main__":
    sys.exit(main())
