"""Measure where the list editor puts a paper, on lists drawn at random whose order is known.

usage: python -m benchmarks.orders [--lists 300] [--seed 1] [--show N] [--of TRAIT]
Each list is made of made-up works that one rule places: appended, prepended, by a date in one of many forms, by id, by
venue, alphabetical. Without noise every miss is a fault. Printed, for each trait and in all: lists where the paper
stands at a place that the rule allows, without noise and, apart, where one or two entries stand out of order.
`--show` prints that many misses.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import replace

from benchmarks import drawn_orders as drawn
from benchmarks.places import around
from bot import awesome, house_style
from bot.errors import GleanerError
from bot.model import Paper

_SORTED = ("arxiv id", "arxiv id", "day", "month", "month", "hidden date", "badge", "venue year", "year column")
_NAMED = ("title", "title without article", "name", "last name", "year, then title", "venue groups", "venue rank")
_SECTIONS = ("Gardens", "Rivers", "Walls", "Hills")
_LATEST, _CHANGES = 6, 8
"""Additions since people place otherwise, and changes that a history holds."""
_TURNED = ("as found", "arxiv id", "day", "month", "badge")
_NOTES = (
    "\n*To be continued.*\n",
    '\n<p align="right">(<a href="#papers">back to top</a>)</p>\n',
    "\n---\n",
    "\n![](images/figure.png)\n",
    "\n[⬆ Back to top](#papers)\n",
    "\n<!-- - [Title](url), authors, venue -->\n",
    "\n<br>\n",
)


def main() -> int:
    """Print one line a trait and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=int, default=300)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--of", default="", help="only lists with this trait")
    args = parser.parse_args()
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    shown = 0
    for number in range(args.lists):
        draw = random.Random(f"{args.seed}/{number}")
        one, paper = scene(draw)
        if args.of and args.of not in one.traits:
            continue
        fault = fault_of(one, paper)
        noisy = "noise" in one.traits
        names = ["all, with noise"] if noisy else ["all", *one.traits]
        tried.update(names)
        missed.update(names if fault else ())
        if fault and shown < args.show and (not noisy or args.of == "noise"):
            shown += 1
            print(f"--- {number}: {', '.join(one.traits)}", fault, sep="\n")
    for name, count in sorted(tried.items(), key=lambda item: -missed[item[0]] / item[1]):
        print(f"{name}: {missed[name]} of {count} missed")
    return 0


def scene(draw: random.Random) -> tuple[drawn.Drawn, Paper]:
    """A list, and a paper as a source tells it."""
    rule = _rule(draw)
    hand = drawn.hand(draw, rule)
    arxiv = rule.key == "arxiv id" or not hand.when or draw.random() < 0.7
    makes = drawn.Maker(draw, arxiv=arxiv, few=rule.key in drawn.GROUPED)
    count = draw.choice((1, 1, 2, 3, 4))
    target = draw.randrange(count)
    traits = [f"by {rule.key}", "falling" if rule.falling else "rising", f"body {hand.body}", f"date {hand.when}"]
    rules = [rule] * count
    if count > 1 and draw.random() < 0.15 and rule.key in _TURNED and hand.number in ("", "ones"):
        rules[target] = replace(rule, falling=not rule.falling)
        traits.append("another way than the rest")
    short = count > 1 and len(traits) == 4 and draw.random() < 0.25
    sizes = [draw.randint(9, 18) for _ in range(count)]
    if short:
        sizes[target] = draw.randint(1, 4)
        traits.append("short section")
    parts = [drawn.Part(name, one) for name, one in zip(_SECTIONS, rules, strict=False)]
    if draw.random() < 0.15 and rule.key not in drawn.LETTERS and hand.number in ("", "ones"):
        traits.append("pinned")
        pins = makes.found(count, late=0)
        parts = [part.plus(replace(one, pin=True), 0) for part, one in zip(parts, pins, strict=True)]
    if draw.random() < 0.25:
        note = draw.choice(_NOTES)
        traits.append(f"note {note.strip()[:12]}")
        parts = [replace(part, note=note) for part in parts]
    return _grown(drawn.Plan(hand, tuple(parts), target, tuple(sizes), tuple(traits)), makes)


def _rule(draw: random.Random) -> drawn.Rule:
    key = draw.choice(("as found", "as found", *_SORTED, *_NAMED) if draw.random() < 0.9 else ("as found",))
    rising = key in drawn.LETTERS or key == "year, then title"
    return drawn.Rule(key, falling=not rising and draw.random() < 0.6, front=draw.random() < 0.5)


def _grown(plan: drawn.Plan, makes: drawn.Maker) -> tuple[drawn.Drawn, Paper]:
    """The list grown work by work, the new one last; a history, noise and a changed habit as drawn."""
    draw, hand, target = makes.draw, plan.hand, plan.target
    found = makes.found(sum(plan.sizes) + 1, late=0.3)
    order = [n for n, size in enumerate(plan.sizes) for _ in range(size)]
    draw.shuffle(order)
    rule = plan.parts[target].rule
    known = draw.random() < 0.4 or (rule.key == "as found" and not hand.when and not makes.arxiv)
    noisy, last = draw.random() < 0.3, len(order) - _LATEST
    sortable = rule.key not in ("as found", *drawn.GROUPED) and not hand.number
    changed = known and sortable and draw.random() < 0.3
    told = {"history": known, "changed habit": changed, "noise": noisy, f"number {hand.number}": bool(hand.number)}
    if changed:
        order[last:] = [target] * _LATEST
    states, parts = [], list(plan.parts)
    for turn, (n, one) in enumerate(zip(order, found, strict=False)):
        if turn == last:
            parts = [_shaken(draw, part) if noisy else part for part in parts]
            parts = _turned(draw, parts) if changed else parts
        states.append(tuple(parts))
        parts[n] = parts[n].plus(one, parts[n].rule.exact(parts[n].works, one))
    earlier = tuple(states[-_LATEST if changed else -_CHANGES :]) if known else ()
    traits = (*plan.traits, *(trait for trait, on in told.items() if on))
    return drawn.Drawn(hand, tuple(parts), target, found[-1], traits, earlier), drawn.paper(draw, found[-1], hand, rule)


def _turned(draw: random.Random, parts: list[drawn.Part]) -> list[drawn.Part]:
    """The sections of people who put what they find first, or last, from now on."""
    rule = drawn.Rule("as found", falling=draw.random() < 0.5, front=True)
    return [replace(part, rule=rule) for part in parts]


def _shaken(draw: random.Random, part: drawn.Part) -> drawn.Part:
    """A section with one entry or two at another place."""
    works = list(part.works)
    for _ in range(draw.choice((1, 2)) if len(works) > _LATEST else 0):
        one = works.pop(draw.randrange(len(works)))
        works.insert(draw.randint(0, len(works)), one)
    return replace(part, works=tuple(works))


def fault_of(one: drawn.Drawn, paper: Paper) -> str:
    """What is wrong with the paper's place, "" where the rule allows it."""
    text = one.text()
    try:
        got = house_style.add(awesome.parse(text, one.history() if one.earlier else ()), paper, one.section)
    except GleanerError as error:
        return f"refused: {error}\n{text}"
    allowed = {place for wanted in one.wanted() for place in _places(text, wanted)}
    if allowed & _places(text, got.text):
        return ""
    want = sorted(allowed)
    stands = f"stands below {_places(text, got.text)} lines with text, wanted {want[0]}..{want[-1]}"
    return f"{text}\n+ {got.block}\n  {paper}\n  {stands}"


def _places(before: str, after: str) -> set[int]:
    """How many lines with text may stand above what is new."""
    old, new = (text.split("\n") for text in (before, after))
    low, high = around(old, new)
    return {sum(bool(line.strip()) for line in old[:line]) for line in range(low, high + 1)}


if __name__ == "__main__":
    sys.exit(main())
