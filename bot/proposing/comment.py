"""A person's comment → commands: `/approve`, `/section A > B`, `/snooze 2w` …

A command is a line that starts with a slash and a known word. Lines in code fences, quotes and HTML comments are talk,
not commands. A word we do not know, or one whose words do not fit, is answered by a sentence; the others are done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum


class Verb(StrEnum):
    """What a comment can ask for."""

    APPROVE = "approve"
    REJECT = "reject"
    SNOOZE = "snooze"
    SECTION = "section"
    TAG = "tag"
    TITLE = "title"
    CODE = "code"
    IDEA = "idea"
    SAME = "same"
    DIFFERENT = "different"
    REFRESH = "refresh"


HELP = {
    Verb.APPROVE: "merges it",
    Verb.REJECT: "closes it for good; words after it are the reason",
    Verb.SNOOZE: "puts it away: `2w`, `10d`, `1m` or a date",
    Verb.SECTION: "moves it: `/section A > B`",
    Verb.TAG: "adds and takes tags: `/tag +x -y`",
    Verb.TITLE: "changes the title",
    Verb.CODE: "sets the code link: `/code https://…`",
    Verb.IDEA: "sets the idea line",
    Verb.SAME: "says it is the twin shown, or the proposal `#12`; closes it",
    Verb.DIFFERENT: "says it is not the twin shown",
    Verb.REFRESH: "renders it again on the newest list",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One command: `text` is what stood behind the word, `until` an ISO date of a snooze, `number` of a twin."""

    verb: Verb
    text: str = ""
    until: str = ""
    number: int | None = None
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a comment asked for, in order, and a sentence for each line that was not understood."""

    orders: tuple[Order, ...] = ()
    mistakes: tuple[str, ...] = ()


_LINE = re.compile(r"/([A-Za-z-]+)(?:[ \t]+(.*))?$")
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_SPAN = re.compile(r"(\d{1,3})\s*([dwm])", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30}
_TAG = re.compile(r"([+-])\s*(\"[^\"]+\"|[^+\"]+?)(?=(?<!\s)\s++[+-]|$)")
LONGEST_SNOOZE = 366


def read(comment: str, today: str) -> Said:
    """Read the commands of a comment; `today` (ISO) is where a snooze counts from."""
    orders: list[Order] = []
    mistakes: list[str] = []
    for word, rest in _lines(comment):
        try:
            orders.append(_order(word, rest, today))
        except ValueError as error:
            mistakes.append(str(error))
    return Said(orders=tuple(orders), mistakes=tuple(mistakes))


def _lines(comment: str) -> Iterator[tuple[str, str]]:
    fence = ""
    for line in re.sub(r"<!--.*?(?:-->|\Z)", "", comment, flags=re.DOTALL).splitlines():
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (found := _LINE.match(line.rstrip())):
            yield found[1].lower(), (found[2] or "").strip()


def _order(word: str, rest: str, today: str) -> Order:
    if word not in set(Verb):
        known = ", ".join(f"/{verb}" for verb in Verb)
        near = get_close_matches(word, list(Verb), n=1, cutoff=0.6)
        meant = f"did you mean /{near[0]}? There are" if near else "there are"
        raise ValueError(f"/{word} is not a command; {meant} {known}")
    verb = Verb(word)
    return _READERS.get(verb, _plain)(verb, rest, today)


def _plain(verb: Verb, rest: str, _: str) -> Order:
    return Order(verb=verb, text=rest)


def _needed(verb: Verb, rest: str, _: str) -> Order:
    if not rest:
        raise ValueError(f"/{verb} needs words behind it: {HELP[verb]}")
    return Order(verb=verb, text=rest)


def _snooze(verb: Verb, rest: str, today: str) -> Order:
    until = _until(rest or "2w", date.fromisoformat(today))
    if until is None:
        raise ValueError(f"/{verb} {rest}: expected 2w, 10d, 1m or a date to come as 2026-12-24, at most a year ahead")
    return Order(verb=verb, text=rest, until=until.isoformat())


def _until(text: str, today: date) -> date | None:
    if span := _SPAN.fullmatch(text):
        until = today + timedelta(days=int(span[1]) * _DAYS[span[2].lower()])
    else:
        try:
            until = date.fromisoformat(text)
        except ValueError:
            return None
    return until if today < until <= today + timedelta(days=LONGEST_SNOOZE) else None


def _tag(verb: Verb, rest: str, _: str) -> Order:
    found = [(sign, name.strip().strip('"').strip()) for sign, name in _TAG.findall(rest)]
    found = [(sign, name) for sign, name in found if name]
    if not found or not rest.startswith(("+", "-")):
        raise ValueError(f"/{verb} {rest}: expected tags with + or -, as /tag +Tokenizer -MLLM".replace("  ", " "))
    return Order(
        verb=verb,
        text=rest,
        add=tuple(name for sign, name in found if sign == "+"),
        drop=tuple(name for sign, name in found if sign == "-"),
    )


def _code(verb: Verb, rest: str, _: str) -> Order:
    if not re.fullmatch(r"https?://\S+", rest):
        raise ValueError(f"/{verb} {rest}: expected one address that starts with https://".replace("  ", " "))
    return Order(verb=verb, text=rest)


def _same(verb: Verb, rest: str, _: str) -> Order:
    if not rest:
        return Order(verb=verb)
    number = re.fullmatch(r"#?(\d{1,9})", rest)
    if not number:
        raise ValueError(f"/{verb} {rest}: expected the number of a proposal, or nothing for the twin shown")
    return Order(verb=verb, number=int(number[1]))


_READERS: dict[Verb, Callable[[Verb, str, str], Order]] = {
    Verb.SNOOZE: _snooze,
    Verb.SECTION: _needed,
    Verb.TAG: _tag,
    Verb.TITLE: _needed,
    Verb.CODE: _code,
    Verb.IDEA: _needed,
    Verb.SAME: _same,
}
