"""Suggesting added entries in the form of their section, where Gleaner has proved that it knows the form.

It has in a section whose nearest entries come out as they stand when they are taken out and added again. A suggestion
must hold all that the person wrote; otherwise the entry was not understood, and nothing is suggested.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot import awesome, house_style
from bot.awesome import AwesomeList
from bot.checking.fault import Fault, Kind, Severity
from bot.errors import ListError
from bot.matching.titles import fold_tight
from bot.model import Entry, Insertion, paper_of
from bot.reading import inline
from bot.reading.cues import GENERIC

_NEIGHBOURS = 3
_SIGNED = 5
"""How many nearest entries must all begin alike; of 31,435 entries of 115 lists, 11 begin otherwise than these."""
_SECTIONS = 8
"""The most sections judged in one change, because each costs a few readings of the list."""
_ENTRIES = 24
_MARKS = '«»“”„「」『』《》"*_`|<>[]()'
_DOUBLED = re.compile(r"([«»“”\",;])\s?\1")
_STOPS, _TRIFLE = frozenset(".,;:"), 2
_PAIRS = (("[", "]"), ("(", ")"))


@dataclass(frozen=True, slots=True)
class _Trust:
    """Whether `style` and `place` of a section's nearest entries are reproduced.

    `marks` are the quotes, stars and brackets that all of them have, with their number; `like` are the entries.
    """

    style: bool
    place: bool
    marks: Mapping[str, int] = field(default_factory=dict)
    like: Sequence[tuple[int, str]] = ()
    """The nearest entries, by line."""


def faults(after: AwesomeList, asked: Sequence[Entry], added: Collection[int]) -> Iterator[Fault]:
    """A notice for each entry asked about that this section would write otherwise, or elsewhere.

    `added` are the first lines of all entries that the change wrote, which do not show the section's form.
    """
    trust: dict[tuple[str, ...], _Trust] = {}
    for entry in asked[:_ENTRIES]:
        if entry.section not in trust:
            if len(trust) == _SECTIONS:
                return
            trust[entry.section] = _trusted(after, entry, added)
        trusted = trust[entry.section]
        written = _again(after, entry) if trusted.style or trusted.place else None
        found = list(_differences(after, entry, written, trusted)) if written else []
        yield from found
        if not any(fault.kind is Kind.STYLE for fault in found):
            yield from _other_sign(after, entry, added)


def _trusted(after: AwesomeList, entry: Entry, added: Collection[int]) -> _Trust:
    """Whether the section's nearest other entries are written again as they stand, and placed where they stand."""
    others = [e for e in after.entries if e.section == entry.section and e.line not in added and not e.commented]
    near = sorted(others, key=lambda other: abs(other.line - entry.line))[:_NEIGHBOURS]
    if len(near) < _NEIGHBOURS:
        return _Trust(style=False, place=False)
    again = [(other, _again(after, other)) for other in near]
    blocks = [_block(after, other) for other in near]
    return _Trust(
        like=[(other.line, block) for other, block in zip(near, blocks, strict=True)],
        marks={mark: least for mark in _MARKS if (least := min(block.count(mark) for block in blocks))},
        style=all(w is not None and _loose(w.block) == _loose(_block(after, other)) for other, w in again),
        place=all(w is not None and w.line == other.line for other, w in again),
    )


def _again(after: AwesomeList, entry: Entry) -> Insertion | None:
    """The entry taken out of the list and added again; None where that fails."""
    try:
        base = awesome.parse(awesome.remove(after, entry))
        return house_style.add(base, paper_of(entry), entry.section)
    except ListError:
        return None


def _block(after: AwesomeList, entry: Entry) -> str:
    return after.text[after.lines[entry.line - 1].start : after.lines[entry.end_line - 1].end]


def _differences(after: AwesomeList, entry: Entry, written: Insertion, trusted: _Trust) -> Iterator[Fault]:
    """Notices where an entry's form or place is not what the section's own would be."""
    block = _block(after, entry)
    if trusted.style and _differs(written.block, block) and _keeps(written.block, block, entry, trusted.marks):
        reason = "the entries around it are written another way; suggested text follows"
        yield replace(_notice(Kind.STYLE, entry, reason), fix=written.block)
    elif trusted.style and not _alike(block, written.block, trusted.like):
        like = trusted.like[0][0] if trusted.like else 0
        example = f"see line {like}, for one" if like else ""
        reason = f"the entries around it are written another way; {example}"
        yield replace(_notice(Kind.STYLE, entry, reason), related=like)
    if trusted.place and abs(written.line - entry.line) > 1:
        reason = f"by the order of this section it would begin in line {written.line}{_beside(written)}"
        yield _notice(Kind.PLACE, entry, reason)


def _notice(kind: Kind, entry: Entry, reason: str) -> Fault:
    return Fault(kind=kind, severity=Severity.NOTICE, line=entry.line, end_line=entry.end_line, reason=reason)


def _other_sign(after: AwesomeList, entry: Entry, added: Collection[int]) -> Iterator[Fault]:
    """A notice for another bullet, or none, among entries that all begin alike; given in any section."""
    others = [e for e in after.entries if e.section == entry.section and e.line not in added and not e.commented]
    near = sorted(others, key=lambda other: abs(other.line - entry.line))[:_SIGNED]
    signs = {_sign(_block(after, other)) for other in near}
    own = _sign(_block(after, entry))
    if len(near) < _SIGNED or len(signs) != 1 or own in signs:
        return
    yield Fault(
        kind=Kind.STYLE,
        severity=Severity.NOTICE,
        line=entry.line,
        end_line=entry.end_line,
        reason=f"the entries around it begin with {_quoted(*signs)}, this one with {_quoted(own)}; "
        f"see line {near[0].line}",
        related=near[0].line,
    )


def _sign(block: str) -> str:
    """What an entry begins with: its bullet, `1.` for any number, `#` for a heading, `|` for a row; "" for none."""
    found = re.match(r"\s*(#+|\d+[.)](?!\d)|[-*+•](?=\s)|\||<\w+|>)?", block)
    return re.sub(r"\d+", "1", found[1] or "") if found else ""


def _quoted(sign: str) -> str:
    return f"“{sign}”" if sign else "its words"


def _beside(written: Insertion) -> str:
    """The place in words, by the entry above it (below, for a section's first), as line numbers are hard to follow."""
    alist = awesome.parse(written.text)
    number = next((n for n, entry in enumerate(alist.entries) if entry.line == written.line), None)
    if number is None:
        return ""
    section = alist.entries[number].section
    for near, word in ((number - 1, "below"), (number + 1, "above")):
        if 0 <= near < len(alist.entries) and alist.entries[near].section == section and alist.entries[near].title:
            return f", {word} “{alist.entries[near].title}”"
    return ""


def _differs(suggested: str, block: str) -> bool:
    """Whether the two differ in more than a stop or comma, for which nobody is asked to change a line."""
    ours, theirs = Counter(_letters(suggested)), Counter(_letters(block))
    apart = (ours - theirs) + (theirs - ours)
    return apart.total() > _TRIFLE or not set(apart) <= _STOPS


def _keeps(suggested: str, block: str, entry: Entry, marks: Mapping[str, int]) -> bool:
    """Whether a suggestion holds the title, every link and every longer word of what it would replace.

    It loses no mark that the entries around it have, and doubles none.
    """
    if any(suggested.count(mark) < min(least, block.count(mark)) for mark, least in marks.items()):
        return False
    if suggested.count("<") < block.count("<"):
        return False
    if _DOUBLED.search(suggested) and not _DOUBLED.search(block):
        return False
    if fold_tight(entry.title) not in re.sub(r"[\W_]+", "", suggested).casefold():
        return False
    if any(_open(suggested, *pair) != _open(block, *pair) for pair in _PAIRS):
        return False
    links = list(inline.links(block))
    targets = Counter(block[slice(*link.target)] for link in links)
    if any(suggested.count(target) < times for target, times in targets.items()):
        return False
    labels = (block[slice(*link.label)] for link in links if not link.bare)
    generic = {word for label in labels if GENERIC.fullmatch(inline.as_read(label)) for word in _words(label)}
    return _words(block) - generic <= _words(suggested)


def _open(text: str, left: str, right: str) -> int:
    return text.count(left) - text.count(right)


def _alike(block: str, written: str, like: Sequence[tuple[int, str]]) -> bool:
    """Whether an entry begins as one of its neighbours or as the suggestion does."""
    begins = _begin(block)
    return any(begins == _begin(other) for other in (written, *(text for _, text in like)))


def _begin(block: str) -> str:
    """The marks up to the first words: `- [**`, `| `, `1. `."""
    found = re.match(r"\s*(?:#+\s*)?(?:\d+[.)]|[-*+•]\s)?\s*(?:[\[*_`\"“«|<({【]|!(?=\[))*", block)
    return re.sub(r"\d+|\s+", "", found[0]) if found else ""


def _letters(block: str) -> list[str]:
    """The printed letters, sorted and without running number, to compare two texts whatever their order and blanks."""
    return sorted(re.sub(r"\s+", "", re.sub(r"^\s*(?:#+\s*)?\d+[.)]", "", block)))


def _words(block: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{4,}", re.sub(r"https?://\S+", "", block).casefold()))


def _loose(block: str) -> str:
    """The bytes without blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in block.strip("\r\n").splitlines())
