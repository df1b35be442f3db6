"""A section's hand: its entries as templates, nearest first, and a paper written as they would have written it.

The neighbour whose fields fit the paper best lends its bytes; neighbours that look alike vote. Where no neighbour
fits, slots are dropped or borrowed, and the text between two fields is what the neighbours put between them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.model import Paper
from bot.reading.fields import Field, Reading
from bot.reading.printed_venue import SPLIT_VENUE
from bot.writing import (
    abstracts,
    badges,
    date_hand,
    gaps,
    likeness,
    link_hand,
    newcomer,
    pairing,
    people_hand,
    remarks,
    sort_marks,
    tag_pictures,
    venue_hand,
)
from bot.writing.borrowing import adapted, marked, seldom_twice, slots_of
from bot.writing.facts import COUNTED, SPLIT_TITLE, Facts, harmless
from bot.writing.tag_hand import TagHand
from bot.writing.template import LABEL, PLACE, Slot, Template, begun, repo_of, template_of, written

_NEAREST, _GAPS, _SPLITS = 2, 4, 6
"""How slowly the weight of neighbours falls with their rank: for whole entries, for gaps, for titles."""
_TRIED = 40
_MISSING, _UNUSED = 3.0, 2.0
_UNDATED, _UNSHOWN, _UNTITLED = 2.6, 0.3, 30.0
_SINGLE = (Field.AUTHORS, Field.VENUE, Field.DATE)
"""Fields of which a paper has one, in however many places an entry tells it."""
_RATED = 1.2
_ODD, _FEW = 0.9, 5
_SLIP = 2.2
_SOME = 4
_TOLD = 2
"""More entries of a section than this tell what all of them do."""
_STOPPED = ("*.", "_.", "**.", "__.")
_SENTENCES = (Field.TITLE, Field.TAIL, Field.AUTHORS, Field.IDEA)
_LEVEL = 0.1
"""Entries that differ by no more than this in their fields are equally like the paper."""


@dataclass
class Hand:
    """The neighbours' templates, nearest first; `near` of them stand in the section itself."""

    templates: Sequence[Template]
    near: int
    table: bool = False
    twin: Template | None = None
    """The paper's own entry in another section."""

    # --- choosing -----------------------------------------------------------------------------------------------

    def write(self, paper: Paper, number: str = "", code: str = "", *, cell: bool = False) -> str:
        """The paper's block in this hand; `number` is what stands in the slot of a running number."""
        if not self.table and (told := abstracts.placed(self.templates, paper)) is not self.templates:
            return replace(self, templates=told).write(paper, number, code, cell=cell)
        paper = newcomer.at_home(harmless(paper, table=self.table), self.templates, self.near, cell=self.table)
        paper = sort_marks.marked(newcomer.preprint(paper, self.templates, self.near), self.templates, self.near)
        facts = Facts(paper, self.table, code, cell=cell)
        facts = replace(facts, told=newcomer.told(facts, self.templates))
        best = self._finished(self._choose(facts), facts)
        if not pairing.is_sound(best, self.templates):
            others = (self._finished(other, facts) for other in self._others(facts))
            sound = next((other for other in others if pairing.is_sound(other, self.templates)), None)
            if sound is None and paper.tags and paper.sources and len(self.templates) > 1:
                return self.write(replace(paper, tags=()), number, code, cell=cell)  # nobody shows a tag alone
            best = sound or pairing.without_open_end(best)
        return newcomer.finished(self._filled(best, facts, number), self.templates)

    def _finished(self, best: Template, facts: Facts) -> Template:
        """A template with the links in order and the gaps as most write them."""
        own = self._as_its_twin(best, facts)
        best = link_hand.ordered(self.templates, own or best, facts)
        if own:
            return best
        best = venue_hand.of_its_sort(remarks.left_out(best, self.templates), facts)
        if self.table:
            return best
        return tag_pictures.matched(gaps.settled(best, self._weighted(facts), facts), self.templates, facts)

    def _others(self, facts: Facts) -> Iterator[Template]:
        """Further templates to try where the marks of the best one do not pair; at last for the paper with fewer fields."""
        ranked = sorted((self._distance(template, facts), rank) for rank, template in enumerate(self.templates))
        nearest = [(distance, self.templates[rank]) for distance, rank in ranked[:_TRIED]]
        close = [template for distance, template in nearest if distance <= nearest[0][0] + _MISSING]
        for template in close:
            yield adapted(self.templates, template, facts)
        for template in close:
            yield adapted(self.templates, template, facts, borrowed=())
        for _, template in nearest[len(close) :]:
            yield adapted(self.templates, template, facts)

    def with_twin(self, reading: Reading, columns: Sequence[str]) -> Hand:
        """The same hand that knows the paper's own entry in another section."""
        del columns
        return replace(self, twin=template_of(reading))

    def _as_its_twin(self, best: Template, facts: Facts) -> Template | None:
        """The paper's entry in another section as it would stand here, None where it tells other fields."""
        twin = self.twin
        if twin is None or self._distance(twin, facts) > self._distance(best, facts) + _LEVEL:
            return None
        if self.table:
            return twin
        (own, rest), (usual, _) = begun(twin.literals[0]), begun(best.literals[0])
        if twin.kinds[:1] != best.kinds[:1] or _indent(own) != _indent(usual):
            return None
        return replace(twin, literals=((usual, *rest), *twin.literals[1:]))

    def _weighted(self, facts: Facts) -> list[tuple[float, Template]]:
        """The neighbours by how much each says of the gaps between fields: those near and those of the same time most."""
        return [
            (self._weight(rank, _GAPS) * likeness.kinship(template, facts), template)
            for rank, template in enumerate(self.templates)
        ]

    def fits(self, paper: Paper) -> bool:
        """Whether a neighbour shows just the fields that the paper has."""
        facts = Facts(paper, self.table)
        return any(self._distance(template, facts) < 1 for template in self.templates)

    def rewrite(self, own: Template, paper: Paper, changed: frozenset[Field], code: str = "") -> str:
        """An entry again, with the fields of the kinds in `changed` taken from the paper and all else as it is."""
        facts = Facts(paper, self.table, code)
        counts = Counter(own.kinds)
        same = all(facts.count(kind) == counts[kind] for kind in COUNTED if kind in changed)
        same = same and not (Field.TAIL in changed and counts[Field.TAIL] and facts.parts is None)
        template = own if same else adapted(self.templates, own, facts, changed=changed)
        pairing.refuse(template, own)
        number = next((slot.raw for slot in own.slots if slot.kind is Field.NUMBER), "")
        return self._filled(template, facts, number, changed)

    def _choose(self, facts: Facts) -> Template:
        scored = [
            (self._distance(template, facts) + self._strangeness(rank), rank, template)
            for rank, template in enumerate(self.templates)
        ]
        least = min(distance for distance, _, _ in scored)
        close = [
            (self._weight(rank) * likeness.kinship(template, facts), template)
            for distance, rank, template in scored
            if distance <= least + _LEVEL
        ]
        orders: dict[tuple[Field, ...], float] = defaultdict(float)
        for weight, template in close:
            orders[template.kinds] += weight
        order = max(orders, key=lambda kinds: orders[kinds])
        best = _most_typical([(weight, template) for weight, template in close if template.kinds == order])
        return adapted(self.templates, best, facts) if least >= 1 or best.figures > len(facts.ideas) else best

    def _strangeness(self, rank: int) -> float:
        """The penalty of an entry of another section that links its title, or leads with people, where none does here."""
        if rank < self.near:
            return 0.0
        links, leads = likeness.links_title(self.templates[rank]), likeness.leads_with_people(self.templates[rank])
        other = self._linked_here == {not links} or (leads is not None and self._led_here == {not leads})
        return _MISSING if other else 0.0

    @cached_property
    def _led_here(self) -> frozenset[bool]:
        found = [likeness.leads_with_people(template) for template in self.templates[: self.near]]
        told = [leads for leads in found if leads is not None]
        return frozenset(told if len(told) > _TOLD else ())

    @cached_property
    def _linked_here(self) -> frozenset[bool]:
        return likeness.linked(self.templates[: self.near], self.templates)

    def _weight(self, rank: int, level: int = _NEAREST) -> float:
        return 1 / (level + rank) * (1.0 if rank < self.near else 0.3)

    def _distance(self, template: Template, facts: Facts) -> float:
        """The distance of an entry from the paper: by fields, labels, words between fields, and links."""
        have = template.counts
        known = facts.counts
        unlike = (kind for kind in COUNTED if have.get(kind, 0) != known[kind] or kind is Field.TAG)
        total = sum(self._field_distance(kind, template, facts) for kind in unlike)
        total += _SLIP * (id(template) in self._slips or (self._single and likeness.repeats_address(template, facts)))
        total += self._title_distance(have, facts) + likeness.label_distance(template, facts)
        total += _UNSHOWN * (have[Field.DATE] > 0 and template.is_preprint is (not facts.is_preprint))
        total += 2 * _MISSING * (template.names_server and not facts.is_preprint)
        total += likeness.other_sort(template, facts)
        total += self._year_distance(have, facts) + self._presence_distance(have, facts)
        total += _ODD * min(2, len(template.words & self._remarks))
        return total + self._needs_distance(template.needs, facts) + self._url_distance(template, facts)

    def _field_distance(self, kind: Field, template: Template, facts: Facts) -> float:
        """How many places of a kind the paper would leave empty, and how many of its values have no place."""
        there, known = template.counts.get(kind, 0), facts.counts[kind]
        if there and kind in _SINGLE:
            there = template.different(kind)
        if there and kind is Field.IDEA:
            there = max(min(there, known), there - template.figures)
        listed = kind is Field.TAG and template.counts[Field.TAGS] > 0
        if there == known and not listed:
            return 0.0
        if kind is Field.MARK and there > known:
            return (0.4 if self._marked else _RATED) * (there - known)
        distance = 0.0
        if listed:
            distance = self._tag_hand.distance(template, facts)
            there = known if known > there else there + 1
        unused = _UNDATED if kind in (Field.VENUE, Field.DATE) else _UNUSED
        return distance + _MISSING * max(0, there - known) + unused * max(0, known - there)

    def _presence_distance(self, have: Counter[Field], facts: Facts) -> float:
        """The penalty of an entry that has a link or a title where the paper, or most others, have none."""
        total = 0.0
        if have[Field.URL] and not facts.url:
            total += _MISSING
        if self._titles and not (have[Field.TITLE] or have[Field.HEAD] or have[Field.TAIL]):
            total += _UNTITLED if facts.title else _MISSING
        return total + (self._unlinked if facts.url and not have[Field.URL] else 0.0)

    def _needs_distance(self, needs: set[str], facts: Facts) -> float:
        """The penalty for computed parts (an id, a repository's name) that only one of entry and paper has."""
        told = {"repo": facts.repo, "arxiv": facts.arxiv, "doi": facts.doi}
        missing = sum(_MISSING for name, text in told.items() if name in needs and not text)
        unshown = "repo" not in needs and self._shows_repo and (facts.paper.code or facts.code) and facts.repo
        return missing + (_UNSHOWN if unshown else 0.0)

    def _year_distance(self, have: Counter[Field], facts: Facts) -> float:
        if have[Field.YEAR] and not facts.year:
            return _MISSING
        if have[Field.YEAR] and have[Field.VENUE]:  # the year would stand there twice
            return _ODD * (SPLIT_VENUE.search(facts.paper.venue) is not None)
        return 2 * _LEVEL * (facts.year is not None and self._show_years and not have[Field.YEAR])

    @cached_property
    def _show_years(self) -> bool:
        own = self.templates[: self.near]
        if own and not any(Field.YEAR in template.kinds for template in own):
            return False  # its heading says it
        return 2 * sum(Field.YEAR in template.kinds for template in self.templates) > len(self.templates)

    @cached_property
    def _tag_hand(self) -> TagHand:
        return TagHand.of(self.templates)

    def _title_distance(self, have: Counter[Field], facts: Facts) -> float:
        if facts.parts is None:
            return 6.0 if have[Field.HEAD] else 0.0
        words = len(facts.parts[0].split())
        if words not in self._split:
            self._split[words] = self._splits(words)
        splits = self._split[words]
        return 0.6 if bool(have[Field.HEAD]) != splits else 0.0

    def _splits(self, words: int) -> bool:
        """Whether a title with a name of so many words is mostly written in two pieces here."""
        votes = 0.0
        for rank, template in enumerate(self.templates):
            weight = self._weight(rank, _SPLITS)
            for slot in template.slots:
                size = len(slot.shown.split())
                if slot.kind is Field.HEAD:
                    votes += weight / (1 + abs(size - words))
                elif slot.kind is Field.TITLE and (found := SPLIT_TITLE.match(slot.shown)):
                    votes -= weight / (1 + abs(len(found["head"].split()) - words))
        return votes > 0

    def _url_distance(self, template: Template, facts: Facts) -> float:
        """Labels such as `arXiv` or `OpenReview` go with the host they name."""
        first = next((slot for slot in template.slots if slot.kind is Field.URL), None)
        if first is None:
            return 0.0
        if bool(repo_of(first.target)) != bool(repo_of(facts.url)):
            return 0.5
        if len(first.form) == 1 or (facts.own and first.form[0] is LABEL):
            return 0.0  # no label, or one that says what its line holds
        return 0.3 if likeness.host(first.target) != likeness.host(facts.url) else 0.0

    @cached_property
    def _split(self) -> dict[int, bool]:
        """Number of words of a name → whether titles with such a name are split; computed once for all neighbours."""
        return {}

    @cached_property
    def _marked(self) -> bool:
        return marked(self.templates)

    @cached_property
    def _unlinked(self) -> float:
        """The penalty of an entry without a link for a paper with one: where most are linked, people are worth less."""
        linked = sum(Field.URL in template.kinds for template in self.templates)
        return 2 * _MISSING if linked * 2 > len(self.templates) else _UNUSED * (linked > 0)

    @cached_property
    def _titles(self) -> bool:
        titles = {Field.TITLE, Field.HEAD, Field.TAIL}
        return not self.table and any(titles.intersection(template.kinds) for template in self.templates)

    @cached_property
    def _remarks(self) -> frozenset[str]:
        """Words outside all fields that occur in one entry only: a remark, not a style."""
        seen = Counter(word for template in self.templates for word in template.words)
        return frozenset(word for word, count in seen.items() if count == 1 and len(self.templates) >= _FEW)

    @cached_property
    def _slips(self) -> frozenset[int]:
        odd = likeness.slips(self.templates) | likeness.unwrapped(self.templates)
        return odd | likeness.torn(self.templates, self.near)

    @cached_property
    def _single(self) -> bool:
        """Whether few entries give their own address twice."""
        return seldom_twice(self.templates, Field.URL)

    @cached_property
    def _own_pictures(self) -> frozenset[str]:
        return newcomer.own_pictures(self.templates)

    @cached_property
    def _shows_repo(self) -> bool:
        coded = [template for template in self.templates if Field.CODE in template.kinds or "repo" in template.needs]
        return sum("repo" in template.needs for template in coded) * _SOME > len(coded)

    # --- writing ------------------------------------------------------------------------------------------------

    def _filled(self, template: Template, facts: Facts, number: str, changed: frozenset[Field] | None = None) -> str:
        out: list[str] = []
        values = {"url": link_hand.address(self.templates, facts), **facts.computed}
        between = values if changed is not None else {name: text or newcomer.UNKNOWN for name, text in values.items()}
        for before, literal, slot in template.gaps:
            between["place"] = self._value(slot, template, facts, number, values) if slot and PLACE in literal else ""
            text = newcomer.without_orphans(written(literal, between))
            if changed is None:
                text = newcomer.literal(_FOREIGN.sub("", text), self._own_pictures)
                text = self._stopped(text, before, slot, out) if before else text
            out.append(text)
            if slot is not None and changed is not None and slot.raw and (kept := link_hand.kept(slot, facts, changed)):
                out.append(kept)
            elif slot is not None:
                out.append(_hung(self._value(slot, template, facts, number, values), out))
        return "".join(out)

    def _stopped(self, text: str, before: Slot, behind: Slot | None, out: Sequence[str]) -> str:
        """The text between two fields with one stop where the field before ends a sentence, which may have its own."""
        if before.kind in _SENTENCES and text.startswith((".", "。")) and out[-1].endswith(gaps.STOPS):
            return text[1:]
        if text.startswith(_STOPPED):
            return gaps.closed(text, out[-1], before.kind, self.templates)
        if behind is not None and behind.kind in (Field.VENUE, Field.TITLE):
            return gaps.parted(text, out, before, behind, self.templates)
        return text

    def _value(self, slot: Slot, template: Template, facts: Facts, number: str, values: dict[str, str]) -> str:
        match slot.kind:
            case Field.TITLE:
                return facts.title
            case Field.HEAD | Field.TAIL:
                return (facts.parts or (facts.title, ""))[slot.kind is Field.TAIL]
            case Field.URL:
                return link_hand.own(self.templates, slot, facts, values)
            case Field.AUTHORS:
                return people_hand.authors(self.templates, self.near, slot, facts)
            case Field.VENUE:
                return venue_hand.venue(self.templates, template, slot, facts)
            case Field.YEAR:
                return str(facts.year or "")[-2 if len(slot.shown) == 2 else 0 :]
            case Field.DATE:
                meeting = date_hand.of_meeting(self.templates, template, slot, facts)
                return meeting or date_hand.date(self.templates, self.near, facts)
            case Field.CODE:
                return link_hand.other(self.templates, slot, facts.paper.code, facts)
            case Field.LINK:
                return link_hand.other(self.templates, slot, facts.links, facts)
            case Field.NUMBER:
                return number or slot.shown
            case Field.TAG:
                return badges.tag_in(slot, _nth(facts.tags, slot.number), self._slots(Field.TAG))
            case _:
                return _words(slot, template, facts)

    def _slots(self, kind: Field) -> Iterator[Slot]:
        return slots_of(self.templates, kind)


def _most_typical(weighted: Sequence[tuple[float, Template]]) -> Template:
    """The neighbour whose literals, one by one, most of the others share."""
    total = sum(weight for weight, _ in weighted)
    shares: list[dict[object, float]] = [defaultdict(float) for _ in weighted[0][1].skeleton]
    for weight, template in weighted:
        for share, part in zip(shares, template.skeleton, strict=True):
            share[part] += weight / total
    return max(
        (template for _, template in weighted),
        key=lambda template: sum(math.log(share[part]) for share, part in zip(shares, template.skeleton, strict=True)),
    )


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _hung(text: str, before: Sequence[str]) -> str:
    """A text of several lines with the indent of the line that it starts in."""
    if "\n" not in text:
        return text
    line = "".join(before).rpartition("\n")[2]
    return text.replace("\n", "\n" + line[: len(line) - len(line.lstrip(" \t"))])


_FOREIGN = re.compile("[\ud800-\udfff]")
"""Bytes that are no text stay where they are and are not copied."""


def _words(slot: Slot, template: Template, facts: Facts) -> str:
    """What stands in the slot of a list of tags, a mark or a text."""
    match slot.kind:
        case Field.TAGS:
            return ", ".join(facts.tags[template.kinds.count(Field.TAG) :])
        case Field.MARK:
            return _nth(facts.marks, slot.number) or slot.shown
        case Field.IDEA:
            return _nth(facts.ideas, slot.number)
        case Field.ABSTRACT:
            return facts.abstract
        case _:
            return facts.paper.citation


def _nth(values: Sequence[str], number: int) -> str:
    return values[number] if number < len(values) else ""
