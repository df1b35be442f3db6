"""List items that belong below an entry, but stand beside it: told, and indented where the list stays the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot import awesome
from bot.awesome import AwesomeList
from bot.checking.fault import Fault, Kind, Severity, applied
from bot.model import Entry
from bot.reading.blocks import Kind as LineKind
from bot.reading.outline import Unit

_NESTED_AT_LEAST = 3
_NESTED_PER_FLAT = 3
_TRIED = 20
"""Fixes that are tried one by one."""


def faults(alist: AwesomeList) -> Iterator[Fault]:
    """Items beside the entry they belong to, in lists whose other entries hold theirs below."""
    formed = list(_formed(alist))
    yield from formed
    taken = {line for fault in formed for line in range(fault.line, fault.end_line + 1)}
    for fault in (*_flat(alist), *_stray(alist)):
        if taken.isdisjoint(range(fault.line, fault.end_line + 1)):
            yield fault


# --- items in the form of what others hold below ----------------------------------------------------------------------

_LABEL = re.compile(r"(?P<label>[*_【\[(]{0,3}[^\W\d][^:：\[\]()（）]{0,18}[*_】\])]{0,3}) ?[:：*】\]]")
_MARKS = re.compile(r"(?:[^\w\s]|_){1,3}")
_WORDS = "words"
Form = tuple[str, str]
"""How an item begins: its bullet, and its label or the marks before its first word."""


@dataclass(frozen=True)
class _Forms:
    """How the entries of a list begin that hold items, and how those items do."""

    heads: frozenset[Form]
    held: frozenset[Form]
    labels: frozenset[str]
    holding: Sequence[Unit]
    """The entries that hold items."""

    def tell(self, form: Form) -> bool:
        """Whether an item of this form is no entry, as plain words behind an entry's bullet may be."""
        return form[1] != _WORDS or form[0] not in {bullet for bullet, _ in self.heads}

    def of(self, alist: AwesomeList, number: int) -> Form:
        """How an item begins."""
        return _form(alist, number, self.labels)


def _formed(alist: AwesomeList) -> Iterator[Fault]:
    """Entries without items, right above such as other entries hold: these are theirs."""
    forms = _forms(alist)
    if forms is None:
        return
    found = []
    number = 0
    while number < len(alist.lines):
        last = _own_items(alist, number, forms)
        if last > number:
            near = min(forms.holding, key=lambda unit: abs(unit.first - number))
            found.append(_fault(alist, range(number, last + 1), range(number + 1, last + 1), _below(alist, near)))
        number = max(last, number) + 1
    if len(forms.holding) >= _NESTED_PER_FLAT * len(found):
        yield from _mending(alist, found)


def _forms(alist: AwesomeList) -> _Forms | None:
    """The forms of a list's entries and their items; None where few hold any, or nothing tells them apart."""
    holding = [unit for unit in alist.units if _is_item(alist, unit.first) and _below(alist, unit)]
    if len(holding) < _NESTED_AT_LEAST:
        return None
    items = [n for unit in holding for n in range(unit.first + 1, unit.last + 1) if _is_item(alist, n)]
    said = Counter(found["label"] for n in items if (found := _LABEL.match(alist.text, alist.lines[n].body)))
    labels = frozenset(label for label, count in said.items() if count > 1)
    heads = frozenset(_form(alist, unit.first, labels) for unit in holding)
    held = frozenset(_form(alist, n, labels) for n in items) - heads
    return _Forms(heads, held, labels, holding) if held else None


def _form(alist: AwesomeList, number: int, labels: Collection[str]) -> Form:
    line = alist.lines[number]
    bullet = alist.text[line.start : line.body].strip()[:1]
    label, marks = (pattern.match(alist.text, line.body, line.end) for pattern in (_LABEL, _MARKS))
    if label and label["label"] in labels:
        return bullet, label["label"]
    return bullet, marks[0] if marks else _WORDS


def _own_items(alist: AwesomeList, number: int, forms: _Forms) -> int:
    """The last of the items right below an entry, at its own indent, that begin as items held by others do.

    The entry itself where there are none, or where it cannot be told how many they are.
    """
    if not _is_item(alist, number) or forms.of(alist, number) not in forms.heads:
        return number
    own, last = alist.lines[number].indent, number
    found = []
    while last + 1 < len(alist.lines) and _is_item(alist, last + 1):
        form = forms.of(alist, last + 1)
        if not own <= alist.lines[last + 1].indent <= own + 1 or form in forms.heads:
            break
        found.append(form)
        last += 1
    if not forms.held.issuperset(found) or not any(map(forms.tell, found)):
        return number
    return number if last + 1 < len(alist.lines) and _goes_on(alist, last + 1, own) else last


def _goes_on(alist: AwesomeList, number: int, own: int) -> bool:
    """Whether a line is part of the item above it, at an indent."""
    line = alist.lines[number]
    return line.kind is LineKind.TEXT or (line.kind is not LineKind.BLANK and line.indent > own + 1)


def _is_item(alist: AwesomeList, number: int) -> bool:
    return alist.lines[number].kind is LineKind.BULLET and not alist.lines[number].commented


def _mending(alist: AwesomeList, found: Sequence[Fault]) -> Sequence[Fault]:
    """The faults whose fixes mend: all at once, else the first of them one by one, as each reads the list anew."""
    if not found or _mends(alist, found):
        return found
    return [fault for fault in found[:_TRIED] if _mends(alist, [fault])]


def _mends(alist: AwesomeList, found: Sequence[Fault]) -> bool:
    """Whether the list with these fixes has one linked entry in the lines of each, and the same ones elsewhere."""
    inside = {line for fault in found for line in range(fault.line, fault.end_line + 1)}
    after = awesome.parse(applied(alist.text, found)).entries
    rest, before = ([_same(e) for e in entries if e.line not in inside] for entries in (after, alist.entries))
    own = [(entry.line, entry.end_line, bool(entry.url)) for entry in after if entry.line in inside]
    return rest == before and own == [(fault.line, fault.end_line, True) for fault in found]


# --- items that are read as the entry's own, or as nothing -----------------------------------------------------------


def _flat(alist: AwesomeList) -> Iterator[Fault]:
    """Fields of an entry that are not indented below it, in a list whose other entries indent theirs."""
    items = [unit for unit in alist.units if alist.lines[unit.first].kind is LineKind.BULLET]
    flat = [unit for unit in items if _beside(alist, unit)]
    if not flat:
        return
    indents = Counter(indent for unit in items if (indent := _below(alist, unit)))
    if indents.total() < max(_NESTED_AT_LEAST, _NESTED_PER_FLAT * len(flat)):
        return
    depth = indents.most_common(1)[0][0]
    found = [_flat_fault(alist, unit, depth) for unit in flat]
    yield from found if _harmless(alist, found) else [_without_fix(fault) for fault in found]


def _stray(alist: AwesomeList) -> Iterator[Fault]:
    """List items without a link after an entry without children, where the section's other entries have children."""
    inside = {number for unit in alist.units for number in range(unit.first, unit.last + 1)}
    sections: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for unit, entry in zip(alist.units, alist.entries, strict=True):
        if alist.lines[unit.first].kind is LineKind.BULLET:
            sections[entry.section].append(unit)
    for units in sections.values():
        nested = sum(1 for unit in units if _below(alist, unit))
        if nested < _NESTED_AT_LEAST:
            continue
        bare = [unit for unit in units if not _below(alist, unit)]
        found = [(unit, last) for unit in bare if (last := _strays(alist, unit, inside)) > unit.last]
        if nested >= _NESTED_PER_FLAT * len(found):
            yield from (_stray_fault(unit, last) for unit, last in found)


def _strays(alist: AwesomeList, unit: Unit, inside: Collection[int]) -> int:
    """The line of the last item that follows an entry directly, at its own indent, and is no entry."""
    own, last = alist.lines[unit.first].indent, unit.last
    while last + 1 < len(alist.lines) and last + 1 not in inside:
        line = alist.lines[last + 1]
        if line.kind is not LineKind.BULLET or not own <= line.indent <= own + 1:
            break
        last += 1
    return last


def _stray_fault(unit: Unit, last: int) -> Fault:
    many = last > unit.last + 1
    return Fault(
        kind=Kind.NOT_NESTED,
        severity=Severity.WARNING,
        line=unit.last + 2,
        end_line=last + 1,
        reason=f"line{'s' * many} {_range([unit.last + 1, last])} stand{'s' * (not many)} beside the entry of line "
        f"{unit.first + 1}, where the others of the section hold theirs below: indent, or give a link to what is an "
        "entry of its own",
        related=unit.first + 1,
    )


def _beside(alist: AwesomeList, unit: Unit) -> list[int]:
    """The lines of an entry that are list items of its own rank."""
    own = alist.lines[unit.first]
    return [
        number
        for number in range(unit.first + 1, unit.last + 1)
        if alist.lines[number].kind is LineKind.BULLET and alist.lines[number].indent <= own.indent + 1
    ]


def _below(alist: AwesomeList, unit: Unit) -> str:
    """The indent of an entry's first child, as written; "" where it has none."""
    own = alist.lines[unit.first]
    for number in range(unit.first + 1, unit.last + 1):
        line = alist.lines[number]
        if line.kind is LineKind.BULLET:
            lead = _lead(alist, number)
            before = _lead(alist, unit.first)
            return lead[len(before) :] if line.indent >= own.indent + 2 and lead.startswith(before) else ""
    return ""


def _lead(alist: AwesomeList, number: int) -> str:
    written = alist.text[alist.lines[number].start : alist.lines[number].end]
    return written[: len(written) - len(written.lstrip(" \t\u00a0"))]


def _flat_fault(alist: AwesomeList, unit: Unit, depth: str) -> Fault:
    return _fault(alist, range(unit.first, unit.last + 1), _beside(alist, unit), depth)


def _fault(alist: AwesomeList, own: range, beside: Sequence[int], depth: str) -> Fault:
    """The fault of an entry's lines, of which some items stand beside it."""
    first, last = own[0], own[-1]
    lines = alist.text[alist.lines[first].start : alist.lines[last].end].split("\n")
    lead = _lead(alist, first)
    moved = [
        lead + depth + line.removeprefix(lead).lstrip(" ") if n + first in beside else line and depth + line
        for n, line in enumerate(lines[beside[0] - first :], beside[0] - first)
    ]
    return Fault(
        kind=Kind.NOT_NESTED,
        severity=Severity.WARNING,
        line=first + 1,
        end_line=last + 1,
        reason=f"line{'s' * (len(beside) > 1)} {_range(beside)} belong below this entry, but stand beside it",
        fix="\n".join([*lines[: beside[0] - first], *moved]),
    )


def _range(numbers: Sequence[int]) -> str:
    first, last = numbers[0] + 1, numbers[-1] + 1
    return f"{first}–{last}" if last > first else str(first)


def _harmless(alist: AwesomeList, found: Sequence[Fault]) -> bool:
    """Whether the list with these fixes holds the same entries."""
    after = awesome.parse(applied(alist.text, found))
    return [_same(entry) for entry in after.entries] == [_same(entry) for entry in alist.entries]


def _same(entry: Entry) -> tuple[object, ...]:
    return entry.title, entry.url, entry.authors, entry.code, entry.line, entry.end_line


def _without_fix(fault: Fault) -> Fault:
    return Fault(
        kind=fault.kind, severity=fault.severity, line=fault.line, end_line=fault.end_line, reason=fault.reason
    )
