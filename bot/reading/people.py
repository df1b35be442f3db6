"""Author lines: `A, B,..., Z`, `A and B`, `A et al.` ⇄ names, and the hand in which a list joins them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

ET_AL = r"(?:외(?: ?\d+ ?(?:명|인))?|等|ら|他|и др\.|y otros|y cols\.|u\. ?a\.)(?=[\s,.;:：，。；()（）\]*_]|$)"
"""Forms of "et al." in other languages."""
ETC = r"etc(?=[ .]*(?:$|[\s,.;:()\]*_<-]))"
"""The word "etc", which may close any list; only after names does it stand for people."""
_BLANKS = r"(?:(?<!\s)\s++)?"
"""The blanks before a sign, in a form that matches each run of blanks only once."""
_ACCENTS = ("uml", "ring", "circ", "acute", "grave", "tilde", "cedil", "caron", "slash")
_STOP = "".join(f"(?<!&[a-zA-Z]{name})" for name in _ACCENTS) + "(?<!&[a-zA-Z][a-zA-Z]lig);"
"""A semicolon that is none of a letter's name, `&ouml;`."""
_JOINS = (
    rf"(?P<etal>{_BLANKS}(?:,\s*+)?(?:et(?:[ ._]|\. )?al\b\.?|et el\b\.?|{ETC}|and (?:others|collaborators|colleagues)\b|{ET_AL}))"
    rf"|(?P<dots>{_BLANKS}(?:,\s*+)?(?:\.\.\.+|…)\s*+(?:,\s*+)?)"
    rf"|(?P<sep>{_BLANKS}(?:[,，、]|{_STOP})(?![^<>\s]{{1,4}}</sup>)\s*(?:and\b\s*|&\s*)?|(?<!\s)\s++(?:and|y|und|et|и)\s+|{_BLANKS}&(?!\w{{2,7}};)\s*)"
)
"""What stands between names: an elision (`etal`, `dots`), a separator, "and"."""
_SPLIT, _SPLIT_OUTSIDE = re.compile(_JOINS), re.compile(_JOINS + r"(?![^()]{0,200}\))")
"""What parts names; the second leaves what stands in brackets together."""
ELLIPSES = ("...", "…", "....")


_ELISION = re.compile(rf"etc|et(?:[ ._]|\. )?al\.?|et el\.?|and (?:others|collaborators|colleagues)|{ET_AL}")
"""Words for the people who are not named."""


def is_elision(name: str) -> bool:
    """Whether a text stands for the other people: `et al.`"""
    return _ELISION.fullmatch(name) is not None


@lru_cache(maxsize=2048)  # an entry's place and an entry's hand are both told by its people
def names_of(text: str) -> tuple[str, ...]:
    """The names in order; an elision is a name of its own (`...`, `et al.`)."""
    return tuple(name for name, _ in _parts(text))


_AND = re.compile(r"(?<!\s)\s++and\s+")
_INVERTED = re.compile(r"[^\s,]+(?: [^\s,]+){0,2}, *[^,]+")


def _inverted(text: str) -> bool:
    """Whether the names are written `Last, First` and parted by "and": two of them only with one word before the comma."""
    names = [part for part in _AND.split(text) if part != "others"]
    if len(names) < 2 or not all(map(_INVERTED.fullmatch, names)):
        return False
    return len(names) > 2 or all(" " not in name.partition(",")[0] for name in names)


_WORD = r"(?<!\w)(?!and\b)[^\W\d_][\w'’-]{0,40}+"
FAMILY = rf"{_WORD}(?:[ \u00a0]{_WORD}){{0,2}}"
"""A family name of up to three words."""
_SHORT = rf"{FAMILY},[ \u00a0](?:[ \u00a0]?-?[^\W\d_](?:\.|$))+"
_AMONG = r"(?:,[ \u00a0](?:&[ \u00a0]|and[ \u00a0])?|,?[ \u00a0]&[ \u00a0]|[ \u00a0]and[ \u00a0])"
"""Separators between names written `Last, F. M.`"""
_DOTS = r"(?:\.\.\.|…)"
INITIALS = re.compile(rf"{_SHORT}(?:{_AMONG}(?:{_DOTS}[ \u00a0](?:&[ \u00a0])?)?{_SHORT})+(?:,?[ \u00a0]et al\.)?")
"""Names written `Last, F. M.`: at least two of them."""
_BARE = rf"{FAMILY} [A-Z\u00c0-\u017f](?: ?[A-Z\u00c0-\u017f]){{0,2}}"
VANCOUVER = re.compile(rf"(?:{_BARE}, )+(?:{_BARE}(?=\.)|et[ .]al(?=\.))")
"""Names written `Last FM, Last F M`, up to the stop behind them."""
LONE_SHORT = re.compile(_SHORT)
"""One name written `Last, F. M.`"""
ONE_SHORT = re.compile(rf"{_SHORT}|et al\.|{_DOTS}")


def _parts(text: str) -> list[tuple[str, str]]:
    """Each name with what stands before it."""
    if ONE_SHORT.fullmatch(text):
        return [(text, "")]
    if INITIALS.fullmatch(text):
        short = list(ONE_SHORT.finditer(text))
        between = (text[last.end() : name.start()] for last, name in pairwise(short))
        return list(zip((name[0] for name in short), ("", *between), strict=True))
    if _inverted(text):
        names = _AND.split(text)
        return list(zip(names, ("", *_AND.findall(text)), strict=True))
    return _first_inverted(_last_inverted(_parted(text)))


def _parted(text: str) -> list[tuple[str, str]]:
    """The same for names parted by commas and words, with an elision as a name of its own: `et al.`, `...`."""
    parts: list[tuple[str, str]] = []
    position = 0
    before = ""
    for found in (_SPLIT_OUTSIDE if ")" in text else _SPLIT).finditer(text):
        if name := text[position : found.start()].strip():
            parts.append((name, before))
            before = ""
        if found["etal"] is not None:
            mark = found["etal"].lstrip(" ,\t\n")
            parts.append((mark, found["etal"][: len(found["etal"]) - len(mark)]))
        elif found["dots"] is not None:
            mark = found["dots"].strip(" ,\t\n")
            lead, _, tail = found["dots"].partition(mark)
            parts.append((mark, lead))
            before = tail
        else:
            before = found["sep"]
        position = found.end()
    if text[position:].strip():
        parts.append((text[position:].strip(), before))
    return parts


_FAMILY_NAME = re.compile(r"[^\W\d_][\w'’-]*")
_GIVEN_NAMES = re.compile(r"[^\W\d_][\w'’-]*(?:[ \u00a0-][^\W\d_](?:\.|$))*")
"""A first name, perhaps with initials: `Ann B.`"""


def _first_inverted(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A line that inverts its first name alone, `Lee, Ann B., Bo Chen, and Di Xu`: that one is a name in one piece."""
    if len(parts) < 2 or parts[1][1].strip() != "," or not _FAMILY_NAME.fullmatch(parts[0][0]):
        return parts
    (family, before), (given, comma), *others = parts
    whole = (name for name, _ in others if name not in ELLIPSES and not is_elision(name))
    if not _GIVEN_NAMES.fullmatch(given) or not all(len(name.split()) > 1 for name in whole):
        return parts
    return [(f"{family}{comma}{given}", before), *others]


def _last_inverted(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A line whose last name is inverted behind "and", `Lee, Ann, Chen, Bo, and Day, Cy`: with it those that pair alike."""
    if len(parts) <= _CITED or "and" not in parts[-2][1] or parts[-1][1].strip() != ",":
        return parts
    every = len(parts) % 2 == 0 and all(" " not in family for family, _ in parts[:-2:2])
    first = 0 if every else len(parts) - 2
    pairs = zip(parts[first::2], parts[first + 1 :: 2], strict=True)
    turned = [(f"{family}{comma}{given}", before) for (family, before), (given, comma) in pairs]
    return parts[:first] + turned if _PARTICLES.fullmatch(parts[-2][0]) else parts


_PARTICLES = re.compile(r"(?:[a-z]{1,3} ){0,2}[^\W\d_][\w'’-]*")
"""A family name, perhaps with particles: `de Freitas`."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How a list joins names: between two of many, before the last, a pair, around an elision; whether it elides some lines, or most.

    `turned` stands between two of many names that are all turned around, as BibTeX has them.
    `before_lone_etal` stands behind a single name and `pair` between two, "" where nothing tells: a comma behind one that is turned around.

    `keep` is how many names stand before the elision, `tail` how many behind it; `most` is the longest line printed in full,
    `least` the most names that are never cut short.
    """

    between: str = ", "
    turned: str = " and "
    last: str = ", "
    pair: str = ""
    before_etal: str = " "
    before_lone_etal: str = ""
    etal: str = "et al."
    before_dots: str = ","
    dots: str = "..."
    after_dots: str = ", "
    elides: bool = False
    mostly: bool = False
    keep: int = 1
    tail: int = 0
    most: int = 0
    least: int = 2


def hand_of(lines: Iterable[str]) -> Hand:
    """Read the hand off author lines, the likeliest first."""
    joins = _Joins()
    for line in lines:
        joins.see(line)
    return joins.hand()


@dataclass(slots=True)
class _Joins:
    """How the names of some lines are joined: what stands where, and how often."""

    seen: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """What stands at each place that `Hand` names, and before the last name of lines that join the others alike."""
    full: int = 0
    elided: int = 0
    most: int = 0
    cited: bool = False

    def see(self, line: str) -> None:
        """Count one line; a long line counts no more than a short one."""
        parts = _parts(line)
        self.cited = self.cited or _is_cited(parts)
        shape = None if _inverted(line) and not INITIALS.fullmatch(line) else self._shape(parts)
        if shape is None:
            self.full += 1
            self.most = max(self.most, len(parts))
        else:
            self.elided += 1
            self.seen["keep"][str(shape[0])] += 1
            self.seen["tail"][str(shape[1])] += 1

    def _shape(self, parts: Sequence[tuple[str, str]]) -> tuple[int, int] | None:
        """Count what stands between the names of one line; (names before, names behind) an elision, None where all are there."""
        shape = None
        inside: Counter[str] = Counter()
        for number, (name, before) in enumerate(parts):
            if is_elision(name):
                self.seen["before_etal" if number > 1 else "before_lone_etal"][before] += 1
                self.seen["etal"][name] += 1
                shape = (number, 0)
            elif name in ELLIPSES:
                self.seen["before_dots"][before] += 1
                self.seen["dots"][name] += 1
                shape = (number, len(parts) - number - 1)
            elif number and parts[number - 1][0] in ELLIPSES:
                self.seen["after_dots"][before] += 1
            elif 0 < number < len(parts) - 1:
                inside[before] += 1
            elif number:
                self.seen["last"][before] += 1
                self.seen[_last(parts[number - 1][1]) if number > 1 else "pair"][before] += 1
        if inside:
            turned = all("," in name and not ONE_SHORT.fullmatch(name) for name, _ in parts)
            self.seen["turned" if turned else "between"][inside.most_common(1)[0][0]] += 1
        return shape

    def _usual(self, name: str) -> str:
        """What mostly stands at a place, or what a hand has there that nobody has told of."""
        return self.seen[name].most_common(1)[0][0] if self.seen[name] else str(getattr(_UNTOLD, name))

    def hand(self) -> Hand:
        """The hand that most lines show."""
        seen, usual = self.seen, self._usual
        between = usual("between")
        lasts = seen[_last(between)] or seen["last"]
        pair = usual("pair") or (" and " if self.cited and not (lasts or seen["between"]) else "")
        return Hand(
            between=between,
            turned=usual("turned"),
            last=lasts.most_common(1)[0][0] if lasts else between,
            pair=between if pair.strip() == between.strip() else pair,  # a comma without its blank is a slip
            before_etal=usual(
                "before_etal" if seen["before_etal"] or not seen["before_lone_etal"] else "before_lone_etal"
            ),
            before_lone_etal=usual("before_lone_etal"),
            etal=usual("etal"),
            before_dots=usual("before_dots"),
            dots=usual("dots"),
            after_dots=usual("after_dots"),
            elides=self.elided * 4 > self.full,
            mostly=self.elided > self.full,
            keep=int(usual("keep")),
            tail=int(usual("tail")),
            most=self.most,
        )


_UNTOLD = Hand()


def _is_cited(parts: Sequence[tuple[str, str]]) -> bool:
    """Whether a line is a family name alone and what stands for the others, as a text cites: `Lee et al.`, `Lee and Chen`."""
    return len(parts) == _CITED and _FAMILY_NAME.fullmatch(parts[0][0]) is not None and is_elision(parts[1][0])


_CITED = 2


def _last(between: str) -> str:
    """Under which name the joins before the last name are counted of lines that join the others so."""
    return f"last after {between}"


def joined(names: Sequence[str], hand: Hand, *, given: bool = False) -> str:
    """Write names in a hand: elided where the hand elides and the names are more than it ever prints in full.

    Names that a person gives in full stay so unless the hand elides most lines.
    """
    names = _elided(names, hand, elides=hand.mostly if given else hand.elides)
    out = ""
    for number, name in enumerate(names):
        if number == 0:
            out = name
        elif is_elision(name):
            alone = hand.before_lone_etal or (", " if "," in names[0] else " ")
            out += (hand.before_etal if number > 1 else alone) + name
        elif name in ELLIPSES:
            out += hand.before_dots + name
        elif names[number - 1] in ELLIPSES:
            out += hand.after_dots + name
        elif "," in names[0] and ("," in name or name == "others") and not ONE_SHORT.fullmatch(names[0]):
            out += (hand.turned if number < len(names) - 1 else _before_last(len(names), hand)) + name
        elif number == len(names) - 1 == 1:
            turned = "," in names[0] and not ONE_SHORT.fullmatch(names[0])
            out += (hand.pair or _of_two(hand.last, turned=turned)) + name
        else:
            out += (hand.between if number < len(names) - 1 else hand.last) + name
    return out


def _before_last(count: int, hand: Hand) -> str:
    """What stands before the last of so many names that are turned around."""
    return " and " if count == _CITED or hand.turned == " and " else f"{hand.turned.rstrip()} and "


def _of_two(last: str, *, turned: bool) -> str:
    """What joins two names where only longer lines are seen: the comma of `A, B, and C` is one of a list, or of `Lee, Ann`."""
    if turned:
        return ", and " if last.strip() == "," else last
    return f" {last.lstrip(', ')}" if _SERIAL.match(last) else last


_SERIAL = re.compile(r",\s*(?:and|&|et|und|y|e)\s", re.IGNORECASE)


def _elided(names: Sequence[str], hand: Hand, *, elides: bool) -> Sequence[str]:
    already = any(is_elision(name) or name in ELLIPSES for name in names)
    if already or not elides or len(names) <= max(hand.least, hand.most, hand.keep + hand.tail):
        return names
    if hand.tail:
        return (*names[: hand.keep], hand.dots, *names[-hand.tail :])
    return (*names[: max(1, hand.keep)], hand.etal)
