"""Fitting a neighbour's template to a paper: slots without a value are dropped, missing ones borrowed from others.

The text between two fields is as the neighbours write it; where none shows the pair, one of two separators goes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.reading.fields import Field
from bot.reading.printed_venue import PLACEHOLDER, without_year
from bot.writing.between import LINKS, between, plain
from bot.writing.facts import COUNTED, SPLIT_TITLE, Facts, names_itself
from bot.writing.tag_hand import TagHand
from bot.writing.template import LABEL, TARGET, Form, Slot, Template, repo_of

_SELDOM = 4


def slots_of(templates: Sequence[Template], kind: Field) -> Iterator[Slot]:
    """Every slot of a kind, nearest neighbour first."""
    for template in templates:
        for slot in template.slots:
            if slot.kind is kind:
                yield slot


def marked(templates: Sequence[Template]) -> bool:
    """Whether nearly all entries have a mark, which then is an ornament and no rating."""
    return sum(Field.MARK in template.kinds for template in templates) * 6 > len(templates) * 5


def adapted(
    templates: Sequence[Template],
    best: Template,
    facts: Facts,
    *,
    borrowed: Sequence[Field] = COUNTED,
    changed: Collection[Field] | None = None,
) -> Template:
    """Drop the slots the paper has nothing for, and borrow those of the kinds `borrowed` from other neighbours.

    Of an entry that is there, the slots of other kinds than those `changed` stay, and none is borrowed for them.
    """
    if changed is not None:
        borrowed = [kind for kind in borrowed if kind in changed]
    best = _labelled(templates, best, facts)
    tied = _linked_titles(best)
    sequence = [
        slot if id(slot) in tied else _readdressed(templates, slot, facts)
        for slot in best.slots
        if (changed is not None and slot.kind not in changed)
        or (_has(templates, slot, facts) and not _another(templates, best, slot, facts))
    ]
    for kind in borrowed:
        if kind is not Field.DATE or not _has_its_year(templates, sequence):
            _borrow(templates, sequence, kind, facts, tied)
    appended = _appended(templates, sequence, facts) if borrowed else []
    last = max((n for n, slot in enumerate(sequence) if slot.kind in LINKS and len(slot.form) > 1), default=-1)
    if 0 <= last < len(sequence) - 1:  # what follows the links stays behind them
        sequence[last + 1 : last + 1] = appended
        appended = []
    return _joined_up(templates, best, sequence, appended, kept=changed is not None)


def in_one_piece(template: Template, title: str) -> Template:
    """A template whose title has a name set apart, `**Name**: Rest`, for a title without one: in plain words."""
    literals, slots = template.literals, template.slots
    at = next((n for n, (one, _, two) in enumerate(template.pairs) if (one.kind, two.kind) == _TWO_PIECES), -1)
    if at < 0 or SPLIT_TITLE.match(title):
        return template
    before, between = "".join(map(str, literals[at][-1:])), plain(literals[at + 1])
    marks = before[len(before.rstrip("*_`")) :]
    if len(literals[at]) > 1 or not between.startswith(marks):
        return template
    whole = (before[: len(before) - len(marks)],)
    return Template(
        (*literals[:at], whole, *literals[at + 2 :]), (*slots[:at], Slot(Field.TITLE, 0, title), *slots[at + 2 :])
    )


_TWO_PIECES = (Field.HEAD, Field.TAIL)


def _own_break(best: Template, order: dict[int, int], left: Slot, right: Slot | None) -> Form | None:
    """The line end before a field that is there, behind one that is new: as it stands, None where no line ends there."""
    place = order.get(id(right), 0) if right is not None else 0
    text = plain(best.literals[place]) if place and id(left) not in order else ""
    return best.literals[place] if _BREAKS.match(text) else None


_BREAKS = re.compile(r"[ \t]*\r?\n")


def _joined_up(
    templates: Sequence[Template], best: Template, sequence: list[Slot], appended: Sequence[Slot], *, kept: bool = False
) -> Template:
    """The slots with the text between them, and further links behind the last of its first line.

    Of an entry that is there (`kept`) the line ends stay.
    """
    order = {id(slot): n for n, slot in enumerate(best.slots)}
    literals = [between(templates, best, order, None, sequence[0] if sequence else None)]
    for left, right in zip(sequence, (*sequence[1:], None)[: len(sequence)], strict=True):
        own = _own_break(best, order, left, right) if kept else None
        literals.append(own or between(templates, best, order, left, right))
    lines = _lead_of_line(literals, sequence)
    for slot in appended:
        head, tail = _first_line(literals[-1])
        literals[-1:] = [(*head, *(lines or (" ",))), tail]
        sequence.append(slot)
    missed = any(id(slot) not in order and slot.kind is Field.CODE for slot in sequence)
    return Template(tuple(_without_refusal(literals, sequence) if missed else literals), tuple(sequence))


def _has_its_year(templates: Sequence[Template], sequence: Sequence[Slot]) -> bool:
    """Whether a year stands where others have the date: no entry shows both."""
    both = {Field.YEAR, Field.DATE}
    return any(slot.kind is Field.YEAR for slot in sequence) and not any(both <= set(t.kinds) for t in templates)


_LABELLED = r"\r?\n[ \t]*(?:[-*+][ \t]+)?[*_]*(?P<name>[^\W\d_][\w ]{0,24})[*_]*[:：][*_]*[ \t]*"
_LABEL_ENDS = re.compile(_LABELLED + "$")
_REFUSED = re.compile(_LABELLED + rf"(?:{PLACEHOLDER.pattern})(?=\r?\n|$)", re.IGNORECASE)


def _without_refusal(literals: Sequence[Form], slots: Sequence[Slot]) -> list[Form]:
    """Leave out the line that says code is missing (`Code: None`) where it has a line of its own now."""
    leads = [_LABEL_ENDS.search(plain(literal)) for literal in literals[:-1]]
    coded = [n for n, slot in enumerate(slots) if slot.kind is Field.CODE]
    told = {slots[n].shown.lower() for n in coded} | {lead["name"].lower() for n in coded if (lead := leads[n])}

    def kept(found: re.Match[str]) -> str:
        alone = found.end() < len(found.string) or any(part is found.string for part in literals[-1][-1:])
        return "" if alone and found["name"].lower() in told else found[0]

    return [tuple(_REFUSED.sub(kept, part) if isinstance(part, str) else part for part in form) for form in literals]


def _appended(templates: Sequence[Template], sequence: Sequence[Slot], facts: Facts) -> list[Slot]:
    """Links of a kind that no neighbour has: these go to the end of the line, in the form of the last link there is."""
    found = []
    for kind in (Field.CODE, Field.LINK):
        have = sum(slot.kind is kind for slot in sequence)
        if _donor(templates, kind, have) is None:
            form = _last_form(sequence, templates)
            found += [Slot(kind, number, "", "", form) for number in range(have, facts.count(kind))]
    return found


def _lead_of_line(literals: Sequence[Form], sequence: Sequence[Slot]) -> Form:
    """What stands before the last field where that is a link with a line to itself, () elsewhere."""
    if not sequence or sequence[-1].kind not in LINKS or len(literals) < 2:
        return ()
    lead = literals[len(sequence) - 1]
    return lead if lead and isinstance(lead[0], str) and lead[0].startswith(("\n", "\r\n")) else ()


def _first_line(form: Form) -> tuple[Form, Form]:
    """What a form has up to the end of its first line, and the rest."""
    for number, part in enumerate(form):
        if isinstance(part, str) and (end := re.search(r"(?:(?<![ \t\\])[ \t\\]++)?\r?\n", part)):
            return (*form[:number], part[: end.start()]), (part[end.start() :], *form[number + 1 :])
    return form, ()


def _another(templates: Sequence[Template], best: Template, slot: Slot, facts: Facts) -> bool:
    """Whether a slot holds a second venue or date, other than the first, or people or an address that few give twice.

    A paper has one, unless it brings labels for several links to it.
    """
    if not slot.number or slot.kind not in (Field.URL, Field.AUTHORS, Field.VENUE, Field.DATE):
        return False
    if slot.kind is Field.URL:
        return not facts.own and seldom_twice(templates, Field.URL)
    first = next(other.shown for other in best.slots if other.kind is slot.kind)
    if slot.kind is Field.AUTHORS:
        return slot.shown == first or sum(t.counts[Field.AUTHORS] > 1 for t in templates) * 2 <= len(templates)
    return without_year(slot.shown) != without_year(first)


def seldom_twice(templates: Sequence[Template], kind: Field) -> bool:
    """Whether fewer than one entry in four has a kind of field more than once."""
    return sum(template.counts[kind] > 1 for template in templates) * _SELDOM < len(templates)


def _labelled(templates: Sequence[Template], best: Template, facts: Facts) -> Template:
    """A venue that is the label of the paper's link: where the paper has none, the link keeps a label."""
    names = (slot.shown for slot in slots_of(templates, Field.URL) if len(slot.form) > 1)
    label = next((name for name in names if name and not re.search(r"\d", name)), "")
    if facts.paper.venue or not label:
        return best
    for n, slot in enumerate(best.slots[:-1]):
        link, around = best.slots[n + 1], best.literals[n : n + 3]
        if slot.kind is not Field.VENUE or link.kind is not Field.URL or len(link.form) > 1:
            continue
        before, between, after = (plain(literal) for literal in around)
        if "\0" in before + after or not before.endswith("[") or between != "](" or not after.startswith(")"):
            continue
        named = link._replace(shown=label, form=("[", LABEL, "](", TARGET, ")"))
        literals = (*best.literals[:n], (before[:-1],), (after[1:],), *best.literals[n + 3 :])
        return Template(literals, (*best.slots[:n], named, *best.slots[n + 2 :]))
    return best


def _readdressed(templates: Sequence[Template], slot: Slot, facts: Facts) -> Slot:
    """A bare address keeps the label before it only where it is of the same sort, a repository or a paper."""
    if slot.kind is not Field.URL or len(slot.form) > 1 or bool(repo_of(slot.target)) == bool(repo_of(facts.url)):
        return slot
    like = next(
        (
            s
            for s in slots_of(templates, Field.URL)
            if bool(repo_of(s.target)) == bool(repo_of(facts.url)) and len(s.form) == 1
        ),
        None,
    )
    return slot._replace(target=facts.url) if like else slot


def _has(templates: Sequence[Template], slot: Slot, facts: Facts) -> bool:
    if slot.kind in (Field.AUTHORS, Field.CITATION):
        return facts.count(slot.kind) > 0
    if slot.kind in facts.told:
        return True
    if slot.kind is Field.VENUE:
        return bool(facts.paper.venue)
    if slot.kind is Field.DATE:
        return facts.day is not None and (bool(facts.paper.date) or all(Field.DATE in t.kinds for t in templates[:8]))
    if slot.kind is Field.YEAR:
        return facts.year is not None
    if slot.kind is Field.TAGS:
        return bool(facts.tags)
    if slot.kind is Field.MARK:
        return slot.number < facts.count(Field.MARK) or marked(templates)
    if slot.kind in (Field.TAG, Field.CODE, Field.LINK, Field.IDEA):
        return slot.number < facts.count(slot.kind)
    if slot.kind is Field.URL:
        return bool(facts.url) or not any(Field.URL not in template.kinds for template in templates)
    if slot.kind is Field.TAIL:
        return facts.parts is not None
    return True


def _linked_titles(best: Template) -> frozenset[int]:
    """The slots of bare addresses that their literals tie to the words before them: `[Title](address)`."""
    return frozenset(id(slot) for _, literal, slot in best.pairs if slot.kind is Field.URL and "](" in plain(literal))


def _borrow(
    templates: Sequence[Template], sequence: list[Slot], kind: Field, facts: Facts, tied: Collection[int]
) -> None:
    """Add slots of a kind until the paper's values have their places, where any neighbour has such a place.

    None comes between the words of a link and the `tied` address behind them.
    """
    have = sum(slot.kind is kind for slot in sequence)
    listed = kind is Field.TAG and any(slot.kind is Field.TAGS for slot in sequence)
    wanted = facts.count(kind)
    if listed:  # the others go into the list of tags
        wanted = facts.named or int(TagHand.of(templates).is_apart(facts))
    while have < wanted:
        alike = _of_its_fields(_alike(templates, kind, have, facts), sequence, kind, have)
        found = (_named_donor(templates) if listed and facts.named else None) or _donor(alike, kind, have)
        if found is None:
            return
        donor, index = found
        slot = donor.slots[index]
        place = _place(sequence, donor, index)
        place += place < len(sequence) and id(sequence[place]) in tied
        sequence.insert(place, slot._replace(number=have, raw=""))
        have += 1
        if kind in (Field.AUTHORS, Field.VENUE, Field.DATE, Field.CITATION):
            return


def _donor(templates: Sequence[Template], kind: Field, number: int) -> tuple[Template, int] | None:
    fallback = None
    for template in templates:
        for index, slot in enumerate(template.slots):
            if slot.kind is kind and slot.number == number:
                return template, index
            if slot.kind is kind and kind in (Field.CODE, Field.LINK, Field.TAG, Field.MARK, Field.IDEA):
                fallback = fallback or (template, index)
    return fallback


def _alike(templates: Sequence[Template], kind: Field, number: int, facts: Facts) -> Sequence[Template]:
    """The neighbours that label a link of a kind where the paper's has a label, or all where none does."""
    links = facts.paper.code if kind is Field.CODE else facts.links if kind is Field.LINK else ()
    if number >= len(links) or not links[number].label:
        return templates
    labelled = [
        template for template in templates if any(slot.kind is kind and LABEL in slot.form for slot in template.slots)
    ]
    return labelled or templates


def _of_its_fields(
    templates: Sequence[Template], sequence: Sequence[Slot], kind: Field, number: int
) -> Sequence[Template]:
    """For a link, the neighbours that print all the fields it will stand beside: they tell its place among them."""
    if kind not in LINKS:
        return templates
    beside = {slot.kind for slot in sequence if slot.kind in _LEADING}
    return [t for t in templates if t.counts[kind] > number and beside <= t.counts.keys()] or templates


_LEADING = (Field.TITLE, Field.URL, Field.AUTHORS, Field.VENUE)


def _named_donor(templates: Sequence[Template]) -> tuple[Template, int] | None:
    """A tag that says what it is about."""
    for template in templates:
        for index, slot in enumerate(template.slots):
            if slot.kind is Field.TAG and names_itself(slot.shown):
                return template, index
    return None


def _place(sequence: Sequence[Slot], donor: Template, index: int) -> int:
    """Behind the slot that stands before it at the donor's, or before the one that follows there."""
    for left in range(index, -1, -1):
        kind = donor.slots[left].kind
        for place in range(len(sequence) - 1, -1, -1):
            if sequence[place].kind is kind:
                return _behind_when(sequence, place + 1, donor, index)
    for slot in donor.slots[index + 1 :]:
        for place, other in enumerate(sequence):
            if other.kind is slot.kind:
                return place
    return len(sequence)


def _behind_when(sequence: Sequence[Slot], place: int, donor: Template, index: int) -> int:
    """A place for a link: behind venue and year, too, where the donor prints none behind its own link."""
    behind = {slot.kind for slot in donor.slots[index + 1 :]}
    if donor.slots[index].kind in LINKS and behind.isdisjoint(_WHEN):
        while place < len(sequence) and sequence[place].kind in _WHEN:
            place += 1
    return place


_WHEN = (Field.VENUE, Field.YEAR, Field.DATE)


def _last_form(sequence: Sequence[Slot], templates: Sequence[Template]) -> Form:
    """The form of the last link there is, with its own label; where that has none, in the brackets of most links here."""
    links = [slot for slot in sequence if slot.kind in (Field.URL, Field.CODE, Field.LINK)]
    like = links[-1] if links else None
    if like is None or len(like.form) <= 2 or TARGET not in like.form:
        forms = [slot.form for kind in LINKS for slot in slots_of(templates, kind) if {LABEL, TARGET} <= {*slot.form}]
        twice = sum("".join(map(str, form[: form.index(LABEL)])) == "[[" for form in forms) * 2 > len(forms)
        return ("[[", LABEL, "]](", TARGET, ")") if twice else ("[", LABEL, "](", TARGET, ")")
    before, _, after = _around(like.form, like.shown)
    return (before, LABEL, after, TARGET, *like.form[like.form.index(TARGET) + 1 :])


def _around(form: Form, label: str) -> tuple[str, str, str]:
    """The text before and behind the label of a link's form."""
    text = "".join(part if isinstance(part, str) else label for part in form[: form.index(TARGET)])
    before, found, after = text.rpartition(label) if label else ("[", "", "](")
    return (before, found, after) if found else ("[", "", "](")
