"""Lists drawn at random whose order is known: the works, the rule that places them, and how the list prints itself.

`benchmarks/orders.py` measures on them. A list is made as people make one: works are found one after the other, some
long after they came out, and each is put where the rule says.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.model import Paper

_WORDS = "walking long gardens stone slow rivers low bridges brighter hills growing telling roots walls counted".split()
_NOUNS = "orchards lanterns meadows harbors valleys kettles ladders mirrors needles organs pebbles quilts".split()
_FIRST = "Ann Bo Cy Dee Eva Flo Gus Hal Ida Jo Kim Lou Max Ned Pia Ray".split()
_LAST = "Abel Chen Day Eck Ford Gray Hull Ives King Lee Moss Nash Orr Quist Roth Sun Urn Vale Xu Young Zorn".split()
_PLACES = ("ICML", "NeurIPS", "ICLR", "CVPR", "ACL", "EMNLP", "AAAI", "KDD")
_MONTHS = "January February March April May June July August September October November December".split()
_FROM, _LATE, _UNTIL = date(2021, 1, 5), date(2024, 1, 5), date(2025, 6, 20)


@dataclass(frozen=True)
class Work:
    """One made-up work: when it came out, what it is called, and the place that took it ("" for a preprint)."""

    title: str
    name: str
    people: tuple[str, ...]
    day: date
    venue: str
    year: int
    url: str
    pin: bool = False

    @property
    def month(self) -> tuple[int, int]:
        return self.day.year, self.day.month

    @property
    def place(self) -> str:
        return f"{self.venue or 'arXiv'} {self.year}"


Key = Callable[[Work], object]

_NO_LETTER = re.compile(r"[^\w\s]+")


def _bare(title: str) -> str:
    return " ".join(_NO_LETTER.sub(" ", title).lower().split())


def _no_article(title: str) -> str:
    return re.sub(r"^(?:an?|the) ", "", _bare(title))


KEYS: dict[str, Key | None] = {
    "as found": None,
    "arxiv id": lambda work: work.url if "arxiv" in work.url else work.day,
    "day": lambda work: work.day,
    "month": lambda work: work.month,
    "hidden date": lambda work: work.month,
    "badge": lambda work: work.month,
    "venue year": lambda work: work.year,
    "year column": lambda work: work.year,
    "title": lambda work: _bare(work.title),
    "title without article": lambda work: _no_article(work.title),
    "name": lambda work: work.name.lower(),
    "last name": lambda work: work.people[0].rpartition(" ")[2].lower(),
    "year, then title": lambda work: (-work.year, _bare(work.title)),
    "venue groups": lambda work: (work.venue or "arXiv", work.year),
    "venue rank": lambda work: work.venue or "arXiv",
}
"""What a list may be ordered by; None: as its entries were found."""
GROUPED = ("venue groups", "venue rank")
LETTERS = ("title", "title without article", "name", "last name")


@dataclass(frozen=True)
class Rule:
    """How works are placed: by which key, falling or rising, and on which side of those that are alike."""

    key: str
    falling: bool
    front: bool

    def allowed(self, works: Sequence[Work], new: Work) -> range:
        """How many works may stand above a new one: more than one number where others are alike."""
        pins = sum(work.pin for work in works)
        key, count = KEYS[self.key], len(works)
        if key is None:
            return range(pins, pins + 1) if self.falling else range(count, count + 1)
        own = key(new)
        keys = [key(work) for work in works[pins:]]
        if self.key in GROUPED:
            return _group(keys, own, pins, falling=self.falling)
        sign = -1 if self.falling else 1
        costs = [0]
        for other in keys:
            costs.append(costs[-1] + sign * ((other > own) - (other < own)))  # type: ignore[operator]
        best = [place for place, cost in enumerate(costs) if cost == min(costs)]
        return range(pins + best[0], pins + best[-1] + 1)

    def exact(self, works: Sequence[Work], new: Work) -> int:
        """Where this rule's people put it."""
        places = self.allowed(works, new)
        return places[0] if self.front else places[-1]


def _group(keys: Sequence[object], own: object, pins: int, *, falling: bool) -> range:
    """In front of, among or behind those of the same group; a new group at the end where new ones go."""
    if own not in keys:
        end = pins if falling else pins + len(keys)
        return range(end, end + 1)
    return range(pins + keys.index(own), pins + len(keys) - list(reversed(keys)).index(own) + 1)


DATES = {
    "dots": "{y}.{m:02}",
    "dashes": "{y}-{m:02}-{d:02}",
    "slashes": "{y}/{m:02}",
    "month first": "{m:02}/{y}",
    "name": "{n} {y}",
    "short name": "{s} {y}",
    "short with stop": "{s}. {y}",
    "day first": "{d} {s} {y}",
    "American": "{n} {d}, {y}",
    "Chinese": "{y}年{m}月",
    "square": "[{y}-{m:02}]",
    "round": "({y}.{m:02}.{d:02})",
    "code": "`{y}-{m:02}`",
    "badge": "![](https://img.shields.io/badge/{y}.{m:02}-blue)",
    "bold": "**{y}.{m:02}**",
    "small": "<sub>{s} {y}</sub>",
    "two digits": "({t:02}.{m:02})",
}
_VENUES = (
    "*{v} {y}*",
    "({v} {y})",
    "`{v} {y}`",
    "**{v} {y}**",
    "[{v} {y}]",
    "{v}, {y}",
    "({v}'{t:02})",
    "**`{v} {y}`**",
)


def dated(form: str, day: date) -> str:
    """A day in one of the forms."""
    month = _MONTHS[day.month - 1]
    return form.format(y=day.year, m=day.month, d=day.day, n=month, s=month[:3], t=day.year % 100)


@dataclass(frozen=True)
class Hand:
    """How a list prints its entries; "" leaves a part out. `number` is "", `up`, `down` or `ones`."""

    body: str
    when: str
    lead: bool
    venue: str
    people: bool
    named: bool
    number: str = ""
    hidden: bool = False
    adorned: str = ""

    def entry(self, work: Work, number: int) -> str:
        """One entry, without the line end behind it."""
        title, pin = work.title, "⭐ " if work.pin else ""
        if self.named:
            title = f"{work.name}: {title}"
        if self.adorned and work.day.day % 3 == 0:
            title = self.adorned.format(title)
        when = dated(DATES[self.when], work.day) if self.when else ""
        venue = self.venue.format(v=work.venue or "arXiv", y=work.year, t=work.year % 100) if self.venue else ""
        people = ", ".join(work.people) if self.people else ""
        if self.body.startswith("|"):
            cells = (when, pin + f"[{title}]({work.url})", people, venue)
            return "| " + " | ".join(cell for cell, on in zip(cells, self.columns, strict=True) if on) + " |"
        text = self._line(pin, title, work.url, when, people, venue)
        mark = f"{number}." if self.number else "-"
        hidden = f" <!-- {dated('{y}-{m:02}-{d:02}', work.day)} -->" if self.hidden else ""
        return (f"{mark} " if self.body != "paragraph" else "") + text + hidden

    @property
    def columns(self) -> tuple[bool, ...]:
        return bool(self.when), True, self.people, bool(self.venue)

    def _line(self, pin: str, title: str, url: str, when: str, people: str, venue: str) -> str:  # noqa: PLR0917
        lead = f"{when} " if when and self.lead else ""
        match self.body:
            case "linked":
                parts = [f"{lead}{pin}[{title}]({url})", people, venue, "" if self.lead else when]
                return ", ".join(part for part in parts if part)
            case "bold":
                parts = [f"{lead}{pin}**{title}**", people and f"*{people}*", venue, "" if self.lead else when]
                return " ".join(part for part in [*parts, f"[[paper]({url})]"] if part)
            case "children":
                below = [people, venue, "" if self.lead else when, f"[Paper]({url})"]
                return f"{lead}{pin}**{title}**" + "".join(f"\n  - {part}" for part in below if part)
            case _:
                parts = [f"{lead}{pin}**{title}**  \n{people}", venue, "" if self.lead else when, f"[[pdf]({url})]"]
                return " ".join(part for part in parts if part.strip())

    def table_head(self) -> str:
        """The head of a table with its rule, "" where entries stand in none."""
        if not self.body.startswith("|"):
            return ""
        names = [name for name, on in zip(("Date", "Title", "Authors", "Venue"), self.columns, strict=True) if on]
        return f"| {' | '.join(names)} |\n|{'---|' * len(names)}\n"

    def block(self, works: Sequence[Work]) -> str:
        """The entries of a section."""
        count = len(works)
        numbers = {"up": range(1, count + 1), "down": range(count, 0, -1)}.get(self.number, [1] * count)
        apart = "\n" if self.body == "paragraph" else ""
        return self.table_head() + apart.join(
            f"{self.entry(work, n)}\n" for work, n in zip(works, numbers, strict=True)
        )


@dataclass(frozen=True)
class Part:
    """One section: its rule, its works in printed order, and what stands behind them."""

    name: str
    rule: Rule
    works: tuple[Work, ...] = ()
    note: str = ""

    def plus(self, work: Work, place: int) -> Part:
        return replace(self, works=(*self.works[:place], work, *self.works[place:]))


@dataclass(frozen=True)
class Plan:
    """A list before it grows: its hand, its sections with what is pinned there, and how many works each will get."""

    hand: Hand
    parts: tuple[Part, ...]
    target: int
    sizes: tuple[int, ...]
    traits: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """A list, its states before the last additions (newest last), the new work, and the section it goes to."""

    hand: Hand
    parts: tuple[Part, ...]
    target: int
    new: Work
    traits: tuple[str, ...]
    earlier: tuple[tuple[Part, ...], ...] = ()

    def text(self, parts: Sequence[Part] | None = None) -> str:
        """The list in this or another state."""
        body = (f"\n## {part.name}\n\n{self.hand.block(part.works)}{part.note}" for part in parts or self.parts)
        return "# Papers\n\nA list of papers.\n" + "".join(body)

    def wanted(self) -> Iterator[str]:
        """The list with the new work at each place that its rule allows, the likeliest first."""
        part = self.parts[self.target]
        exact = part.rule.exact(part.works, self.new)
        for place in dict.fromkeys((exact, *part.rule.allowed(part.works, self.new))):
            parts = (*self.parts[: self.target], part.plus(self.new, place), *self.parts[self.target + 1 :])
            yield self.text(parts)

    @property
    def section(self) -> tuple[str, ...]:
        return ("Papers", self.parts[self.target].name)

    def history(self) -> tuple[tuple[str, str], ...]:
        """The last changes as (before, after), newest first."""
        states = [self.text(parts) for parts in (*self.earlier, self.parts)]
        return tuple(zip(reversed(states[:-1]), reversed(states[1:]), strict=True))


def drawn_work(draw: random.Random, number: int, *, arxiv: bool, few: bool) -> Work:
    """A work of any day of some years, with a place of publication three times in four; few years, few places."""
    first = _LATE if few else _FROM
    day = first + timedelta(days=draw.randrange((_UNTIL - first).days))
    words = [draw.choice((*_WORDS, *_NOUNS)) for _ in range(draw.randint(3, 6))]
    title = draw.choice(("", "", "", "A ", "The ", "An ")) + " ".join(words).capitalize()
    title = draw.choice((title, title.title(), title.title(), title.title()))
    name = draw.choice(("{}", "{}", "i{}", "{}-V")).format("".join(draw.sample("ABDEGLMNRSTUVOI", 4)))
    people = tuple(dict.fromkeys(f"{draw.choice(_FIRST)} {draw.choice(_LAST)}" for _ in range(draw.randint(2, 4))))
    venue = draw.choice((*_PLACES[:2], "") if few else (*_PLACES, "", "", ""))
    url = f"https://arxiv.org/abs/{day:%y%m}.{day.day * 400 + number:05}"
    if not arxiv:
        url = f"https://openreview.net/forum?id={''.join(draw.choices('abcdefghkABCDEFG', k=10))}"
    year = day.year + (day.month > 7 if venue else 0)
    return Work(title, name, people, day, venue, year, url)


def paper(draw: random.Random, work: Work, hand: Hand, rule: Rule) -> Paper:
    """The work as a source tells it: its id alone, its day, or a date; a venue if needed, or by chance."""
    by_venue = "venue" in rule.key or "year" in rule.key
    venue = work.place if work.venue and (by_venue or draw.random() < 0.5) else ""
    known = draw.choice(("id", "day", "date")) if "arxiv" in work.url else draw.choice(("day", "date"))
    title = f"{work.name}: {work.title}" if hand.named else work.title
    return Paper(
        title=title,
        url=work.url,
        authors=work.people,
        venue=venue,
        published=work.day.isoformat() if known == "day" else "",
        date=work.day.isoformat() if known == "date" else "",
        year=work.year if by_venue else None,
        sources=("arxiv",) if known == "day" else (),
    )


@dataclass
class Maker:
    """Draws works without repeating a title."""

    draw: random.Random
    arxiv: bool
    few: bool
    seen: set[str] = field(default_factory=set)

    def found(self, count: int, *, late: float) -> list[Work]:
        """Works in the order in which they are found: most soon after they came out, a share of them late."""
        works: list[tuple[date, Work]] = []
        while len(works) < count:
            one = drawn_work(self.draw, len(self.seen), arxiv=self.arxiv, few=self.few)
            if one.title in self.seen or one.name in self.seen:
                continue
            self.seen |= {one.title, one.name}
            wait = self.draw.randrange(200, 900) if self.draw.random() < late else self.draw.randrange(1, 6)
            works.append((one.day + timedelta(days=wait), one))
        return [one for _, one in sorted(works, key=lambda pair: pair[0])]


def hand(draw: random.Random, rule: Rule) -> Hand:
    """A hand that shows what the rule goes by."""
    key = rule.key
    body = (
        "|" if key == "year column" else draw.choice(("linked", "linked", "bold", "bold", "children", "paragraph", "|"))
    )
    when = draw.choice(("", "", *DATES)) if key not in ("day", "month") else draw.choice(list(DATES))
    if key == "day":
        when = draw.choice([form for form, text in DATES.items() if "{d" in text])
    if key in ("hidden date", "arxiv id", *LETTERS):
        when = ""
    venue = draw.choice(("", *_VENUES))
    if body == "|" and venue:
        venue = "{v} {y}"
    by_venue = "year" in key or key in GROUPED
    counted = draw.choice(("", "", "down" if rule.falling else "up", "ones")) if body not in ("|", "paragraph") else ""
    return Hand(
        body=body,
        when="badge" if key == "badge" else "" if by_venue else when,
        lead=draw.random() < 0.5 and when != "American" and body != "paragraph",
        venue=("{v} {y}" if body == "|" else draw.choice(_VENUES)) if by_venue else venue,
        people=key == "last name" or draw.random() < 0.4,
        named=key == "name" or (draw.random() < 0.3 and key not in LETTERS and "title" not in key),
        number=counted if rule.key == "as found" or counted == "ones" else "",
        hidden=key == "hidden date" and body != "|",
        adorned=draw.choice(("🔥 {}", "“{}”", "")) if key == "title" else "",
    )
