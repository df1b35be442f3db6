"""List items → entries and groups: an item with what hangs below it, or one whose children are entries of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.identity import is_strong, keys_of_url
from bot.reading import inline
from bot.reading.blocks import Kind, Line
from bot.reading.cues import (
    KNOWN_LABELS,
    WORDS,
    has_link,
    has_text,
    has_title_link,
    is_contents_group,
    is_credit,
    is_form,
    is_meeting_home,
    is_page_link,
    label_of,
    only_links,
    points_on,
)
from bot.reading.fact_lines import is_facts
from bot.reading.html_entries import STRUCTURE
from bot.reading.on_demand import on_demand
from bot.reading.outline import Walk
from bot.reading.printed_people import behind_names, people_end
from bot.reading.printed_venue import VENUE_NAMES

_DEEPEST = 40
"""Items nested deeper than this count as siblings, so that a hostile list cannot exhaust the stack."""


@dataclass(slots=True)
class Node:
    """A list item: its lines, and the items below it."""

    first: int
    last: int
    indent: int
    children: list[Node] = field(default_factory=list)


def read_item(reader: Walk, number: int) -> int:
    """Read the item that starts in a line, with all below it; returns the line behind it."""
    node = _node(reader, number)
    reader.close(7 + node.indent, number - 1)
    if reader.lines[number].level:
        reader.head(number, 7 + node.indent, reader.body(number).strip())
        for child in node.children:
            _judge(reader, child)
        return node.last + 1
    return _judge(reader, node, top=True) + 1


def _node(reader: Walk, number: int) -> Node:
    """The item that starts in a line, with its children."""
    top = Node(number, _item_end(reader, number), reader.lines[number].indent)
    stack = [top]
    for inner in range(number + 1, top.last + 1):
        line = reader.lines[inner]
        if line.kind is not Kind.BULLET:
            continue
        while len(stack) > 1 and (line.indent < stack[-1].indent + 2 or len(stack) > _DEEPEST):
            stack.pop().last = inner - 1
        child = Node(inner, top.last, line.indent)
        stack[-1].children.append(child)
        stack.append(child)
    return top


def _item_end(reader: Walk, number: int) -> int:
    first = reader.lines[number]
    last = number
    blank = False
    for inner in range(number + 1, len(reader.lines)):
        line = reader.lines[inner]
        if line.kind is Kind.BLANK:
            blank = True
            continue
        if line.commented != first.commented or not _goes_on(reader, first, line, blank=blank):
            break
        blank = False
        last = inner
    return last


def _goes_on(reader: Walk, first: Line, line: Line, *, blank: bool) -> bool:
    match line.kind:
        case Kind.BULLET:
            return line.indent >= first.indent + 2
        case Kind.TEXT:
            return not blank or line.indent >= first.indent + 2
        case Kind.HTML:
            if STRUCTURE.match(reader.text, line.body):
                return line.indent >= first.indent + 2
            return not blank or line.indent >= first.indent + 2
        case Kind.CODE | Kind.HEADING | Kind.ROW:
            return line.indent >= first.indent + 2 and line.kind is not Kind.ROW
        case _:
            return False


def _judge(reader: Walk, node: Node, *, top: bool = False) -> int:
    """Decide what an item is: an entry, a group of entries, or neither; returns its last line."""
    own_last = node.children[0].first - 1 if node.children else node.last
    own = reader.text[reader.lines[node.first].body : reader.lines[own_last].end]
    if (has_link(own) or (top and inline.plain_id(own))) and (top or not reader.is_field(node.first)):
        aside = is_page_link(own) or is_credit(own) or is_meeting_home(own) or points_on(own)
        aside = aside or is_form(own) or _is_meeting_page(own)
        return node.last if aside else _judge_linked(reader, node, top=top)
    if node.children and is_contents_group(reader.block(node.first, node.last)):
        return node.last
    if _is_told_below(reader, node, own):
        reader.add(node.first, node.last, "item")
        return node.last
    if any(_holds_entries(reader, child) and not _is_beside_fields(reader, node, child) for child in node.children):
        _group(reader, node, own)
        return node.last
    if node.children and has_link(reader.block(node.children[0].first, node.last)) and WORDS.search(own):
        last = _absorb(reader, node) if top else node.last
        reader.add(node.first, last, "item")
        return last
    if not node.children:
        reader.set_aside(node.first, node.last, "item")
    return node.last


def _is_meeting_page(own: str) -> bool:
    """Whether a text is nothing but the link of a meeting's own page: `[ICML 2024](https://icml.cc/papers)`."""
    found = _MEETING_PAGE.fullmatch(own.strip())
    return found is not None and not any(map(is_strong, keys_of_url(found["target"])))


_MEETING_PAGE = on_demand(
    rf"\[(?:{VENUE_NAMES})[ ']?(?:19|20)\d\d(?: (?:[Aa]ccepted )?(?:[Ss]ubmissions?|[Pp]apers|[Pp]roceedings|[Pp]rogram))?\]"
    r"\((?P<target>https?://[^\s()]+)\)[.,;]?"
)
"""A link called after a known meeting and its year, or after what was shown there."""


def _is_told_below(reader: Walk, node: Node, own: str) -> bool:
    """Whether the one item below a title in plain words names its people, and holds its links: `- Ann Lee and Bo Chen. [[pdf]](…)`."""
    if len(node.children) != 1 or node.children[0].children or len(WORDS.findall(own)) < _TITLE_WORDS:
        return False
    text = reader.block(node.children[0].first, node.last)
    text = text[text.find(reader.body(node.children[0].first)) :]
    names = _BEHIND_NAMES.split(text, maxsplit=1)[0]
    people = people_end(names)
    return (
        people > 0 and not has_title_link(text) and is_facts(text[people if people < len(names) - 1 else len(names) :])
    )


_TITLE_WORDS = 3
_BEHIND_NAMES = re.compile(r"[*_\[(]")


def _judge_linked(reader: Walk, node: Node, *, top: bool) -> int:
    own_entries = next((child for child in node.children if _is_own_entry(reader, child)), None)
    if own_entries is None:
        last = _absorb(reader, node) if top else node.last
        reader.add(node.first, last, "item")
        return last
    reader.add(node.first, own_entries.first - 1, "item")
    for child in node.children:
        if child.first >= own_entries.first:
            _judge(reader, child)
    return node.last


def _absorb(reader: Walk, node: Node) -> int:
    """Take in following siblings that are fields of this entry, which their author forgot to indent."""
    last = node.last
    if node.children:
        return last
    number = last + 1
    pending = 0
    own = label_of(reader.text, reader.lines[node.first])
    while number < len(reader.lines) and reader.lines[number].kind is Kind.BULLET:
        line = reader.lines[number]
        if line.indent > node.indent + 1 or line.commented != reader.lines[node.first].commented:
            break
        label = label_of(reader.text, line)
        if label and label == own:
            break  # the next work, which begins as this one does
        named = label in KNOWN_LABELS or (reader.labels[label] >= 4 and not _DATED.match(reader.body(number)))
        if label and named and not has_title_link(reader.body(number)):
            last, pending = number, 0
        elif has_link(reader.body(number)) or pending:
            break
        elif line.indent == node.indent + 1 and number == last + 1 and _is_cited(reader.body(number)):
            last = number  # indented by one blank: the citation of the work above
        else:
            pending += 1
        number += 1
    return last


_DATED = re.compile(r"[*_(\[]{0,4}[^\W\d][\w &-]{1,20}?['’ ](?:(?:19|20)\d\d|\d\d)[*_)\]]{0,4}[:：]")
"""A meeting with its year at the head of an item (`ICML 2024:`): no name of a field."""


def _is_cited(text: str) -> bool:
    """Whether a line starts with people, a title perhaps behind them."""
    return people_end(text) > 0 or behind_names(text, 0, len(text)) > 0


def _is_own_entry(reader: Walk, child: Node) -> bool:
    """Whether an item below a linked item stands for a work of its own: it starts with its own title link."""
    own = reader.body(child.first)
    return has_title_link(own, at_start=True) and not (reader.is_field(child.first) or _TELLS.fullmatch(own.strip()))


_TELLS = re.compile(
    r"\[(?:[^\s\[\]]+ ){0,4}(?:talk|seminar|lecture|video|slides|poster|demo|blog|blog post|podcast|interview|presentation|recording|(?:arxiv |journal |extended |full |long |short )?version)\]\([^()\s]*\)\.?",
    re.IGNORECASE,
)
"""A link alone to where somebody tells of the work above it: `[Garden Conference 2017 Talk](…)`."""


def _holds_entries(reader: Walk, node: Node) -> bool:
    own_last = node.children[0].first - 1 if node.children else node.last
    own = reader.text[reader.lines[node.first].body : reader.lines[own_last].end]
    if has_link(own):
        return not reader.is_field(node.first) and (has_title_link(own) or has_text(own))
    return any(_holds_entries(reader, child) for child in node.children)


def _is_beside_fields(reader: Walk, node: Node, child: Node) -> bool:
    """Whether an item is a label of the list's own beside known ones: `[[R Code]](…)` below `[[Paper]](…)`."""
    if not _LABEL_ALONE.fullmatch(reader.body(child.first).strip()):
        return False
    return any(only_links(reader.body(other.first)) for other in node.children if other is not child)


_LABEL_ALONE = re.compile(r"\[\[\w[^\s\[\]]*(?: [^\s\[\]]+){0,2}\]\]\([^()\s]*\)\.?")
"""Up to three words in a bracket of their own, alone on their line."""


def _group(reader: Walk, node: Node, own: str) -> None:
    rank = 7 + node.indent
    reader.head(node.first, rank, own.strip())
    for child in node.children:
        reader.close(7 + child.indent, child.first - 1)
        _judge(reader, child)
    reader.close(rank, node.last)
