"""The text between two fields: as the neighbours write it, or one of two separators where none shows the pair."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.reading.fields import Field
from bot.reading.spans import OPEN
from bot.writing.template import LABEL, Form, Part, Slot, Template, is_figure, repo_of, text_of

LINKS = (Field.URL, Field.CODE, Field.LINK)


def plain(literal: Form) -> str:
    """A form as text, with a NUL for each computed part."""
    return "".join(part if isinstance(part, str) else "\0" for part in literal)


def between(
    templates: Sequence[Template], best: Template, order: dict[int, int], left: Slot | None, right: Slot | None
) -> Form:
    """The text between the fields of two slots, as literals and computed parts.

    `best` is the template that was chosen, `order` maps the `id` of its slots to their index there; None stands for the
    beginning or the end of the entry.
    """
    start = order.get(id(left), -2) if left is not None else -1
    end = order.get(id(right), -2) if right is not None else len(best.slots)
    if start > -2 and end == start + 1:
        return best.literals[start + 1]
    own = start >= 0 and end > start + 1 and all(map(is_figure, best.slots[start + 1 : end]))
    seen = None if own else _seen_between(templates, best, left, right)
    if seen is not None:
        return seen
    if start > -2 and end > start:
        after = unfolded(best.literals[start + 2 : end], best.literals[end])
        before = _own_line(best.literals[start + 1 : end])
        if right is not None and right.kind in LINKS and best.slots[end - 1].kind in LINKS and _is_blank(after):
            return before if "\n" in plain(before) else _joined(before, after)
        joined = _joined(before, after)
        if right is None:
            return _ended(joined, after)
        return _opening_next(joined if left is not None else _begun(joined, before), after)
    guess = _guess_between(templates, best, left, right)
    return _closed(best.literals[start + 1], guess) if start >= 0 else guess


def _begun(joined: Form, before: Form) -> Form:
    """The text in front of an entry's first field, with the mark of its line: `- `, where that was lost with a field."""
    mark = _LINE_MARK.match(plain(before))
    if mark is None or plain(joined).startswith(mark[0]) or "|" in mark.string:
        return joined
    return (mark[0],)


_LINE_MARK = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+]|#{1,6})[ \t]+")


def _opening_next(joined: Form, after: Form) -> Form:
    """A gap with the quotes or marks that open the next field: what closes them stands behind it."""
    opens = _OPENS_FIELD.search(after[-1]) if after and isinstance(after[-1], str) else None
    if opens is None or plain(joined).endswith(opens[0]):
        return joined
    return (*joined, opens[0])


_OPENS_FIELD = re.compile(r"(?<=[\s:：])(?:\*{1,3}|_{1,2}|[\"“《「])$")


def _is_blank(form: Form) -> bool:
    """Whether nothing but blanks of one line parts two fields."""
    return not plain(form).strip(" \t\u00a0")


def _own_line(dropped: Sequence[Form]) -> Form:
    """The text behind a field when those after it are absent: what opens the line of the next field that is there."""
    last = next((number for number in range(len(dropped) - 1, 0, -1) if "\n" in plain(dropped[number])), 0)
    if not last:
        return dropped[0]
    here, there = plain(dropped[0]), plain(dropped[last])
    cut = there.rfind("\n")
    cut -= there[cut - 1 : cut] == "\r"
    closed = _CLOSES.match(here)
    ends = here[: here.find("\n")].rstrip("\r") if "\n" in here else closed[0] if closed else ""
    return (ends + there[cut:],)


def _closed(behind: Form, guess: Form) -> Form:
    """A gap behind a field that stands in brackets, with the bracket that closes them."""
    closing = _BRACKETS.match(behind[0]) if behind and isinstance(behind[0], str) else None
    if closing is None or (guess and isinstance(guess[0], str) and guess[0].startswith(closing[0])):
        return guess
    return (closing[0], *guess)


def _seen_between(templates: Sequence[Template], best: Template, left: Slot | None, right: Slot | None) -> Form | None:
    """What the neighbours write between two fields; those that begin like the chosen one go first. None where none shows it."""
    pair = (_name(left), _name(right))
    votes: Counter[Form] = Counter()
    for rank, template in enumerate(templates):
        for a, literal, b in template.gaps:
            if (_name(a), _name(b)) == pair and not _HOLLOW.search(plain(literal)):
                alike = template.literals[0] == best.literals[0] or left is None
                votes[literal] += (10 if alike else 1) * max(1, 20 - rank)
    return votes.most_common(1)[0][0] if votes else None


_HOLLOW = re.compile(r"(?<!\S)([*_])[.,]\1(?![*_\w])")
"""Marks around nothing, where somebody left a field out: `A. Lee et al. *.*`."""


def _guess_between(templates: Sequence[Template], best: Template, left: Slot | None, right: Slot | None) -> Form:
    if right is None:
        return best.literals[-1]
    if left is not None and left.kind is right.kind:
        return _of_a_line(templates, left) or _marked(templates, left) or _apart(templates, left, right)
    if left is not None and (led := _before_link(templates, left, right)) is not None:
        return led
    for template in templates:
        for a, literal, b in template.gaps:
            if _name(b) == _name(right) and (a is None) == (left is None):
                return _behind_link(literal, a) if left is not None and len(left.form) > 1 else literal
    return (" ",)


_BARE = re.compile(r"[.,;]?[ \t\u00a0]+")


def _before_link(templates: Sequence[Template], left: Slot, right: Slot) -> Form | None:
    """The text between a field and a link where no neighbour shows this kind of link there: as before any other link."""
    if right.kind not in LINKS or left.kind in LINKS or len(right.form) == 1:
        return None
    votes: Counter[Form] = Counter()
    for template in templates:
        for a, literal, b in template.pairs:
            led = (
                b.form[0] is right.form[0] is LABEL
            )  # each has a line with its name, else a sign or label is that one's
            like = a.kind is left.kind and b.kind in LINKS and len(b.form) > 1
            votes[literal] += like and (led or _BARE.fullmatch(plain(literal)) is not None)
    literal, count = max(votes.items(), key=lambda vote: vote[1], default=((), 0))
    return literal if count else None


def _behind_link(literal: Form, other: Slot | None) -> Form:
    """What stands behind another field, without the bracket that closes that one, or its stop: a link has its own end."""
    if not literal or not isinstance(literal[0], str):
        return literal
    closing = _BRACKETS.match(literal[0])
    rest = literal[0][closing.end() :] if closing else literal[0]
    if other is not None and other.kind not in LINKS:
        rest = _STOP_BEHIND.sub("", rest)
    return (rest, *literal[1:]) if rest else literal


_STOP_BEHIND = re.compile(r"\A[.,;:]+(?=[ \u00a0])")


def _of_a_line(templates: Sequence[Template], slot: Slot) -> Form:
    """The beginning of the line of a running text that has a line to itself; () where none here has one."""
    if slot.kind is not Field.IDEA:
        return ()
    for template in templates:
        for before, other, after in template.fields:
            text = plain(before)
            alone = "\n" in text and not plain(after).strip(" \t").rstrip("\n")
            if other.kind is slot.kind and alone and "\0" not in text:
                cut = text.rfind("\n")
                return (text[cut - (text[cut - 1 : cut] == "\r") :],)
    return ()


def _marked(templates: Sequence[Template], slot: Slot) -> Form:
    """The text between two tags where entries print only one, in marks: the first's marks close, the second's open."""
    if slot.kind is not Field.TAG:
        return ()
    for template in templates:
        for before, other, after in template.fields:
            opened = _MARK.search(plain(before)) if other.kind is slot.kind else None
            if opened and plain(after).startswith(opened[1]):
                apart = plain(before)[: opened.start()]
                return (opened[1] + (apart if _AND_BLANK.fullmatch(apart) else " ") + opened[1],)
    return ()


_AND_BLANK = re.compile(r"[,;]? +")


def _apart(templates: Sequence[Template], left: Slot, right: Slot) -> Form:
    """The text between two links where no entry has two of their kinds: as mostly between any two links."""
    if left.kind not in LINKS or right.kind not in LINKS:
        return (" ",)
    votes: Counter[Form] = Counter()
    for template in templates:
        for a, literal, b in template.pairs:
            whole = (len(a.form) > 1) is (len(left.form) > 1)  # what follows an address closes its link first
            votes[literal] += whole and a.kind in LINKS and b.kind in LINKS
    literal, count = max(votes.items(), key=lambda vote: vote[1], default=((" ",), 0))
    return literal if count else (" ",)


def _name(slot: Slot | None) -> str:
    """The kind of a slot as the text beside it sees it: a bare address, whose brackets are literals, is not a whole link.

    Nor is a link that its line names (`- slides: https://…`) beside its text like one in brackets or a picture.
    """
    if slot is None:
        return ""
    if slot.kind not in LINKS:
        return slot.kind.value
    if len(slot.form) > 1:
        return f"{slot.kind.value} of a line" if slot.form[0] is LABEL else slot.kind.value
    if slot.kind is not Field.URL:
        return f"{slot.kind.value} address"
    return "repository" if repo_of(slot.target) else "address"


def _untagged(before: str, after: str) -> str | None:
    """The text around an absent field, without the HTML element (and its line) that held nothing else; None for others."""
    closed = _ENDS.match(after)
    opened = [tag for tag in _TAG.finditer(before) if closed and tag[1].lower() == closed[1].lower()]
    if not closed or not opened or f"</{closed[1].lower()}" in before[opened[-1].end() :].lower():
        return None
    head, rest = before[: opened[-1].start()], after[closed.end() :]
    bare = head.rstrip()
    head = bare if "\n" in head[len(bare) :] else head
    return head + (rest.lstrip(" \t") if head[-1:] in " \t" else rest)


def unfolded(dropped: Sequence[Form], after: Form) -> Form:
    """The text behind fields that are not there, without the end of an element that opened between them."""
    text = "".join(map(plain, dropped)).lower()
    while after and isinstance(after[0], str) and (closed := _ENDS.match(after[0])):
        if text.count(f"<{closed[1].lower()}") <= text.count(f"</{closed[1].lower()}"):
            break
        text += closed[0].lower()
        after = (after[0][closed.end() :], *after[1:])
    return after


_MARK = re.compile(r"(\*{1,3}|_{1,2}|`)$")
_TAG = re.compile(r"<([a-zA-Z]\w*)\b[^<>]*>")
_ENDS = re.compile(r"\s*</(\w+)\s*>")


def _unmarked(before: str, after: str) -> str | None:
    """The text around an absent field in emphasis, without its marks and what stands around these alone; None for others."""
    opened = _MARK.search(before)
    closed = re.match(r"[:：.,]?" + re.escape(opened[1]) + r"[:：]?[ \t\u00a0]*", after) if opened else None
    if not opened or not closed:
        return None
    before, after = before[: opened.start()], after[closed.end() :]
    if (outer := _unmarked(before, after)) is not None:
        return outer
    if _LEAD.fullmatch(before):
        return before + after.lstrip(_PARTING)
    around = OPEN.get(before[-1:])
    if around and after[:1] == around:
        return before[:-1].rstrip() + after[1:]
    return before + (_LED_ON_BY.sub("", after) if _PARTS.search(before) else after)


_PARTS = re.compile(r"(?:[ \u00a0][-–—|]|[,;:])[ \u00a0]+$")
_LED_ON_BY = re.compile(r"^(?:[,;]|[ \u00a0][-–—|])[ \u00a0]+")
"""What parts two fields, at the end of a text and at its start: with nothing between them one is enough."""


_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|\d{0,4}[.)])[ \t]+)?")
"""What may stand before the first field of an entry, or behind its number."""
_PARTING = " \t\u00a0-–—:.,;"


_OPENING = re.compile(r"(?<![\[(（【<*_`|])[\[(（【<*_`|]++$")
_OPENS = re.compile(r"(?<![\[(（【<*_`])[\[(（【<*_`]++$")
_BRACKETS = re.compile(r"(?:\*{1,3}|_{1,2}|`)?[\])）】]+")
_CLOSES = re.compile(
    r"-{1,2}\w+(?:\.svg)?(?:\?[^\s()]*)?\)(?:\]\([^\s()]*\))?|(?:\*{1,3}|_{1,2}|`)?[\])）】]+(?:(?:\*{1,3}|_{1,2}|`)(?=[\s,.;:]))?|(?:\*{1,3}|_{1,2}|`)(?=[\s,.;:])"
)
_CLOSING = re.compile(r"^[\])）】>*_`|]+")


_CLOSED = re.compile(r"[.,;]?[\])）】]+\(")
"""The end of a link's words."""
_PLACED = re.compile(
    r"(?<![^\s.,(])(?:[Ii]n|(?:[Aa]ccepted|[Pp]ublished) (?:to|by|at|in)|[Tt]o appear (?:in|at)|[Pp]resented at|[Aa]ppeared (?:in|at)):? (?=[*_\"“(]*$)"
)
"""What leads to a place of publication goes with it."""


def _ended(joined: Form, end: Form) -> Form:
    """The end of an entry whose last field is absent: its stop, without the sign that led to that field."""
    text, stop = plain(joined), plain(end)
    led = _LED_ON.fullmatch(text)
    if led and stop.strip() in _STOPS:
        return (led["closes"] + stop,)
    broken = _BREAKS_LINE.search(text) if joined and not _BREAKS_LINE.search(stop) else None
    if broken is None or not isinstance(joined[-1], str):
        return joined
    return (*joined[:-1], joined[-1][: len(joined[-1]) - len(broken[0])])


_BREAKS_LINE = re.compile(r"(?:(?<![ \t\\])[ \t]*+(?:\\|<br ?/?>)|(?<![ \t]) {2,})$")
"""The mark or the two blanks that break a line: none stands behind the last one of an entry."""
_LED_ON = re.compile(r"(?P<closes>[\])）】*_`\"”]*)(?:,|，|;|；)[ \t\u00a0]*")
_STOPS = (".", "。")


def _joined(left: Form, right: Form) -> Form:
    """The text around an absent field, with the parts that are computed from other fields kept."""
    parts = [part for part in (*left, *right) if isinstance(part, Part)]
    if not parts:
        return _joined_text(left, right)
    signs = iter(range(_SIGNS, _SIGNS + len(parts)))
    one, two = (tuple(part if isinstance(part, str) else chr(next(signs)) for part in form) for form in (left, right))
    whole = "".join(map(str, _joined_text(("".join(one),), ("".join(two),))))
    pieces = re.split(f"([{chr(_SIGNS)}-{chr(_SIGNS + len(parts) - 1)}])", whole)
    return tuple(parts[ord(piece) - _SIGNS] if n % 2 else piece for n, piece in enumerate(pieces) if piece)


_SIGNS = 0x10FF00
"""Characters for private use that stand for computed parts while text is joined."""


def _joined_text(left: Form, right: Form) -> Form:
    """The text around an absent field: one of the two separators, without empty brackets or lines."""
    if left and isinstance(left[-1], str):
        left = (*left[:-1], _PLACED.sub("", left[-1]))
    before, after = text_of(left), text_of(right)
    whole = _untagged(before, after)
    if whole is None:
        whole = _on_lines(before, after)
    if whole is None and "|" in before and "|" in after:
        whole = before if before == after and before.strip() == "|" and before != "|" else before + after
    if whole is None:
        whole = _unmarked(before, after)
    return _in_brackets(left, right, before, after) if whole is None else (whole,)


def _on_lines(before: str, after: str) -> str | None:
    """The text around an absent field that ends a line of its own, or the entry; None for others."""
    if "\n" not in before or (after.strip() and not after.lstrip(_CLOSING_SIGNS).startswith(("\n", "\r"))):
        return None
    cut = before.rfind("\n")
    cut -= before[cut - 1 : cut] == "\r"
    return before[:cut] + (after.lstrip(_CLOSING_SIGNS + "\\") if after.strip() else after)


_CLOSING_SIGNS = " \t]*_)`.,"


def _in_brackets(left: Form, right: Form, before: str, after: str) -> Form:
    """The text around an absent field by the brackets beside it: those that held it alone go, all others stay."""
    opening, closing = _OPENING.search(before), _CLOSING.search(after)
    if opening and closing and opening[0].strip("*_`") and closing[0].strip("*_`"):
        if after[closing.end() :].lstrip(" ") == opening[0]:
            return (before,)  # the next field opens as the absent one does
        return (before[: opening.start()].rstrip() + after[closing.end() :],)
    if opening and not closing:
        return left
    if closing or not after.strip() or "\n" in after:
        # The bracket or mark that closes the field before is not the absent field's to take along.
        kept = _CLOSES.match(before)
        return right if kept is None or after.startswith(kept[0]) else (kept[0] + after,)
    if _CLOSED.match(after) and not _OPENING.search(before):
        return right  # what closes the field before, and whatever its bracket holds
    if _OPENS.search(after) and not _OPENS.search(before):
        if _LEAD.fullmatch(before):
            return (before + after.lstrip(_PARTING),)  # nothing is left that the sign would part from it
        return (before.rstrip() + " " + after.lstrip(),)  # the bracket that opens the next field stays with it
    return _one_of(left, right, before, after)


def _one_of(left: Form, right: Form, before: str, after: str) -> Form:
    """One of two separators: the longer one, but a stop where a comma led on to what is not there."""
    if _GOES_ON.fullmatch(before) and _ENDS_THERE.fullmatch(after):
        return (before.rstrip(" ,\u00a0") + after,)
    return left if len(before) >= len(after) else right


_GOES_ON, _ENDS_THERE = re.compile(r"[*_)\]`\"”]{0,4},[ \u00a0]"), re.compile(r"\.[ \u00a0]{1,2}")
