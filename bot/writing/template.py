"""An entry as a form to fill in: its own bytes with the fields taken out.

A template is literals and slots in turn. What can be computed from another field (an `owner/repo` in a badge, an arXiv
id, the link a second time) is a slot too, so that a neighbour's decoration fits the next paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.identity import keys_of_url
from bot.reading import dates
from bot.reading.field_reader import CITED as CITED_BADGE
from bot.reading.fields import Field, Piece, Reading
from bot.reading.preprint import is_preprint
from bot.reading.printed_venue import without_year


@dataclass(frozen=True, slots=True, eq=False)  # each is one object, told apart as such
class Part:
    """A place inside a literal or a link's form: `label`, `target`, `repo`, `arxiv`, `url`, or the link's `tail` or `whole`."""

    name: str


LABEL, TARGET, REPO, ARXIV, LINKED = Part("label"), Part("target"), Part("repo"), Part("arxiv"), Part("url")
CITED, TAIL, WHOLE, DOI = Part("cited"), Part("tail"), Part("whole"), Part("doi")
YEAR = Part("year")
"""The paper's year in a label that says its id: `arXiv:2301.00001 (2023)`."""
MONTH, MONTH_DASHED = Part("ym"), Part("y-m")
"""The paper's month in a comment that rows are sorted by: `<!-- 202405 -->`."""
PLACE = Part("place")
"""The venue of the badge that it names for a reader: `![ICML](https://…/badge/ICML-2024-blue)`."""
BADGE, SPOKEN = Part("badge"), Part("spoken")
"""What stands beside a badge for its picture: the name in its address, as it stands there or as a reader says it."""
Form = tuple[str | Part, ...]


class Slot(NamedTuple):
    """A field's place: the `number`-th of its kind, `shown` as printed here, a link with its `form`."""

    kind: Field
    number: int
    shown: str = ""
    target: str = ""
    form: Form = (LABEL,)
    raw: str = ""
    """The piece as it is written, "" where the slot was borrowed."""

    @property
    def labelled(self) -> bool:
        """Whether this is the paper's own link with a label that is not its title."""
        return self.kind is Field.URL and LABEL in self.form


_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Template:
    """`literals[0] slots[0] literals[1] … slots[-1] literals[-1]`."""

    literals: tuple[Form, ...]
    slots: tuple[Slot, ...]

    @cached_property
    def kinds(self) -> tuple[Field, ...]:
        return tuple(slot.kind for slot in self.slots)

    @property
    def gaps(self) -> Iterator[tuple[Slot | None, Form, Slot | None]]:
        """Each text between two fields, with the field before it and the one behind it; None at an end of the entry."""
        return zip((None, *self.slots), self.literals, (*self.slots, None), strict=True)

    @property
    def pairs(self) -> Iterator[tuple[Slot, Form, Slot]]:
        """Each two fields that follow one another, with the text between them."""
        return zip(self.slots, self.literals[1:-1], self.slots[1:], strict=False)

    @property
    def fields(self) -> Iterator[tuple[Form, Slot, Form]]:
        """Each field with the text before it and the text behind it."""
        return zip(self.literals, self.slots, self.literals[1:], strict=False)

    @cached_property
    def counts(self) -> Counter[Field]:
        return Counter(self.kinds)

    @cached_property
    def figures(self) -> int:
        """How many texts are numbers alone, as volume and pages are: no feed tells them of a new paper."""
        return sum(map(is_figure, self.slots))

    @cached_property
    def is_preprint(self) -> bool | None:
        """Whether what stands for a venue says that the paper is a preprint, None where nothing does."""
        shown = [slot.shown for slot in self.slots if slot.kind is Field.VENUE]
        return is_preprint(shown[0]) if shown else None

    @cached_property
    def names_server(self) -> bool:
        """Whether a server's name stands between the fields, before the date: what no published paper says."""
        return any(map(_names_server, self.literals, self.slots))

    def different(self, kind: Field) -> int:
        """How many facts the slots of a kind tell: people are one, and a venue or date counts once for each name."""
        if kind is Field.AUTHORS:
            return min(self.counts[kind], 1)
        return len({without_year(slot.shown) for slot in self.slots if slot.kind is kind})

    @cached_property
    def skeleton(self) -> tuple[object, ...]:
        """What two entries of one hand have in common, part by part."""
        return (*self.literals, *((slot.form, slot.shown if slot.labelled else "") for slot in self.slots))

    @cached_property
    def words(self) -> set[str]:
        """The words between the fields."""
        return set().union(*map(_words_of, self.literals))

    @cached_property
    def excess(self) -> tuple[int, int, int]:
        """How many more round, square and pointed brackets open than close between the fields."""
        counts = list(map(_excess_of, self.literals))
        return sum(a for a, _, _ in counts), sum(b for _, b, _ in counts), sum(c for _, _, c in counts)

    @cached_property
    def needs(self) -> set[str]:
        """Names of the computed parts that the literals ask for."""
        found = set().union(*map(_parts_of, self.literals))
        return found | set().union(*(_parts_of(slot.form) for slot in self.slots)) - {"label", "target"}


def _names_server(before: Form, slot: Slot) -> bool:
    """Whether a date stands behind a server's name in one bracket: `[arXiv, 5 Sep 2024]`."""
    text = before[-1] if slot.kind is Field.DATE and before else ""
    return isinstance(text, str) and "[" in text and is_preprint(text[text.rindex("[") :])


@lru_cache(maxsize=4096)  # the same few gaps stand in every entry
def _words_of(form: Form) -> frozenset[str]:
    return frozenset(word for part in form if isinstance(part, str) for word in _WORD.findall(part))


@lru_cache(maxsize=4096)
def _excess_of(form: Form) -> tuple[int, int, int]:
    text = text_of(form)
    return text.count("(") - text.count(")"), text.count("[") - text.count("]"), text.count("<") - text.count(">")


@lru_cache(maxsize=4096)
def _parts_of(form: Form) -> frozenset[str]:
    return frozenset(part.name for part in form if isinstance(part, Part))


def is_figure(slot: Slot) -> bool:
    """Whether a slot is of a text of numbers alone."""
    return slot.kind is Field.IDEA and not _WORD.search(slot.shown)


_REPO = re.compile(r"https?://(?:www\.)?(?:github|gitlab|gitee)\.com/([\w.-]+/[\w.-]+)", re.IGNORECASE)


def repo_of(url: str) -> str:
    """`owner/repo` of a forge's address, or ""."""
    found = _REPO.match(url)
    return found[1].removesuffix(".git") if found else ""


def tail_of(url: str) -> str:
    """The last part of an address."""
    return url.rstrip("/").rpartition("/")[2]


def arxiv_of(url: str) -> str:
    """The arXiv id of an address, or ""."""
    return next((key[6:] for key in keys_of_url(url) if key.startswith("arxiv:")), "") if "arxiv" in url.lower() else ""


_DOI = re.compile(
    r"https?://(?:(?:dx\.|www\.)?doi\.org/|[^/\s]+/doi/(?:[a-z]+/)?)(10\.\d{4,9}/[^\s?#]+)", re.IGNORECASE
)


def doi_of(url: str) -> str:
    """The DOI that an address spells out, or ""."""
    found = _DOI.match(url)
    return found[1] if found else ""


def template_of(reading: Reading, whole: Reading | None = None) -> Template:
    """Take the fields out of an entry's bytes; `whole` is the entry where `reading` is one cell of it."""
    block = reading.block
    computed = _computed(whole or reading)
    literals: list[Form] = []
    slots: list[Slot] = []
    counts: dict[Field, int] = {}
    position = 0
    for piece in reading.pieces:
        if piece.start < position:
            continue
        literals.append(_naming(_around(block[position : piece.start], computed), piece))
        number = counts.get(piece.kind, 0)
        counts[piece.kind] = number + 1
        slots.append(_slot(block, piece, number, computed))
        position = piece.end
    literals.append(_around(block[position:], computed))
    return Template(tuple(literals), tuple(slots))


def _naming(before: Form, piece: Piece) -> Form:
    """The text before a venue in a badge, in which the badge's own name is the venue again."""
    text = before[-1] if before and piece.kind is Field.VENUE else ""
    named = _NAMED_BADGE.search(text) if isinstance(text, str) else None
    if not isinstance(text, str) or named is None or named["name"] != piece.value:
        return before
    return (*before[:-1], text[: named.start("name")], PLACE, text[named.end("name") :])


_NAMED_BADGE = re.compile(r"!\[(?P<name>[^\[\]]+)\]\(https?://img\.shields\.io/badge/$")
_FEWEST = 2
"""Parts of a text that holds a repository and a link."""


def _around(literal: str, computed: Sequence[tuple[str, Part]]) -> Form:
    """The text between fields; a badge of a repository leads there, whatever a paper beside it links to."""
    form = _form(literal, computed)
    if len(form) < _FEWEST:
        return form
    url = next((text for text, part in computed if part is LINKED), "")
    repo = repo_of(url)
    if not repo or REPO not in form or LINKED not in form or not url.rstrip("/").endswith(f"/{repo}"):
        return form
    badge = form.index(REPO)
    parts = ((url[: url.index(repo)], REPO) if part is LINKED and n > badge else (part,) for n, part in enumerate(form))
    return tuple(part for some in parts for part in some)


def _slot(block: str, piece: Piece, number: int, computed: Sequence[tuple[str, Part]]) -> Slot:
    raw = block[piece.start : piece.end]
    if piece.target_at == (-1, -1) and piece.label_at != (-1, -1):
        return Slot(piece.kind, number, piece.value, "", _badge_form(block, piece), raw)
    if piece.target_at == (-1, -1):
        return Slot(piece.kind, number, piece.value, piece.target, raw=raw)
    form = _bare_form if piece.label_at == piece.target_at else _link_form
    return Slot(piece.kind, number, piece.value, piece.target, form(block, piece, computed), raw)


def _badge_form(block: str, piece: Piece) -> Form:
    before, after = block[piece.start : piece.label_at[0]], block[piece.label_at[1] : piece.end]
    return (*_badge(before, piece.value), LABEL, *_alternative(after, piece.value))


def _bare_form(block: str, piece: Piece, computed: Sequence[tuple[str, Part]]) -> Form:
    """The form of an address in plain sight, which is its own label."""
    first, last = piece.target_at
    return (*_form(block[piece.start : first], computed), TARGET, *_form(block[last : piece.end], computed))


def _link_form(block: str, piece: Piece, computed: Sequence[tuple[str, Part]]) -> Form:
    """The form of a link: its label and its address in the order they stand, and the marks around them."""
    label, target = piece.label_at, piece.target_at
    inner = _label_form(block[label[0] : label[1]], piece, computed)
    there = _target(piece, computed)
    if label[0] < target[0]:
        first, second, (left, right) = inner, there, (label, target)
    else:
        first, second, (left, right) = there, inner, (target, label)
    edges = (block[piece.start : left[0]], block[left[1] : right[0]], block[right[1] : piece.end])
    cuts: tuple[Form, ...] = ((edges[0],), first, (edges[1],), second, (edges[2],))
    return tuple(part for cut in cuts for part in cut if part != "")


def badge_name(shown: str) -> str:
    """The name of a badge, without its colour."""
    return shown.rpartition("-")[0]


def spoken_name(shown: str) -> str:
    """The name of a badge as a reader sees it."""
    return badge_name(shown).replace("_", " ").replace("%20", " ")


def _badge(before: str, shown: str) -> Form:
    """What stands in front of a badge's name, `![Survey](https://…/`, with the words that repeat it cut out."""
    for part, name in ((BADGE, badge_name(shown)), (SPOKEN, spoken_name(shown))):
        if name and before.startswith(f"![{name}]("):
            return "![", part, before[len(name) + 2 :]
    return (before,)


def _alternative(after: str, shown: str) -> Form:
    """What stands behind a badge's name, `-green.svg" alt="Survey">`, with the words that repeat it cut out."""
    for part, name in ((BADGE, badge_name(shown)), (SPOKEN, spoken_name(shown))):
        if name and (found := after.partition(f'alt="{name}"'))[1]:
            return f'{found[0]}alt="', part, f'"{found[2]}'
    return (after,)


def _target(piece: Piece, computed: Sequence[tuple[str, Part]]) -> Form:
    """A link to the paper in another form (pdf beside abs) follows from the paper's address."""
    url = next((text for text, part in computed if part is LINKED), "")
    return _form(piece.target, computed) if piece.kind is Field.URL and piece.target != url else (TARGET,)


def _label_form(raw: str, piece: Piece, computed: Sequence[tuple[str, Part]]) -> Form:
    if piece.kind is Field.URL:
        return _own_label(raw, piece.value, computed)
    own = _of_link(raw, piece.target)
    if found := CITED_BADGE.search(raw):
        start, end = found.span(1)
        return (*_form(raw[:start], own), CITED, *_label_form(raw[end:], piece, computed))
    if not piece.value or piece.value not in raw:
        return _form(raw, (*own, *computed))
    before, _, after = raw.partition(piece.value)
    return (*_form(before, (*own, *computed)), LABEL, *_form(after, (*own, *computed)))


def _of_link(raw: str, target: str) -> list[tuple[str, Part]]:
    """Texts that a link's label repeats of its target: all of it, `owner/repo`, the last part (in a badge, a short one too)."""
    own = [(target, WHOLE)] if "://" in target else []
    if repo := repo_of(target):
        own.append((repo, REPO))
    tail = tail_of(target)
    badge = f"/{tail}.svg" in raw or (_NUMBERED.fullmatch(tail) is not None and f"-{tail}-" in raw)
    if len(tail) >= _LONG_TAIL or (len(tail) >= _SHORT_TAIL and badge):
        own.append((tail, TAIL))
    return own


_NUMBERED = re.compile(r"\d{4}\.\d{4,5}")
_LONG_TAIL, _SHORT_TAIL = 16, 5
"""How long the last part of an address is that stands in a label by no accident, anywhere and as a badge's own name."""


def _own_label(raw: str, label: str, computed: Sequence[tuple[str, Part]]) -> Form:
    """The label of the paper's own link, where it does not follow from the address."""
    before, found, after = raw.partition(label) if label else (raw, "", "")
    if not found or any(text in label for text, _ in computed):
        form = _form(raw, computed)
        return _dated(form) if found and ARXIV in form else form
    return (*_form(before, computed), LABEL, *_form(after, computed))


def _dated(form: Form) -> Form:
    """A label that says an id, without this paper's version and with the year in brackets or behind a comma cut out."""
    parts = (
        _VERSION.sub("", part) if number and form[number - 1] is ARXIV and isinstance(part, str) else part
        for number, part in enumerate(form)
    )
    cuts = (_IN_BRACKETS.split(part) if isinstance(part, str) else [part] for part in parts)
    return tuple(YEAR if number % 2 else part for cut in cuts for number, part in enumerate(cut) if part != "")


_VERSION = re.compile(r"^v\d{1,2}(?!\w)")
_IN_BRACKETS = re.compile(r"(?:(?<=\()|(?<=, ))((?:19|20)\d\d)(?=\)|$)")


def _computed(reading: Reading) -> list[tuple[str, Part]]:
    """Texts that follow from the links, longest first."""
    url = reading.url
    code = reading.first(Field.CODE)
    found = [(url, LINKED)] if url else []
    repo = repo_of(code.target) if code else repo_of(url)
    if repo:
        found.append((repo, REPO))
    if arxiv := arxiv_of(url):
        found.append((arxiv, ARXIV))
    if doi := doi_of(url):
        found.append((doi, DOI))
    return found + _keys_of_month(reading)


def _keys_of_month(reading: Reading) -> list[tuple[str, Part]]:
    """The month of a paper as a comment before its date may have it."""
    date = reading.first(Field.DATE) if "<!--" in reading.block else None
    day = dates.read(date.value) if date else None
    if day is None or not day.month:
        return []
    forms = ((f"{day.year}{day.month:02}", MONTH), (f"{day.year}-{day.month:02}", MONTH_DASHED))
    return [(key, part) for key, part in forms if re.search(rf"<!--\s*{key}\s*-->", reading.block)]


def _form(literal: str, computed: Iterable[tuple[str, Part]]) -> Form:
    parts: list[str | Part] = [literal]
    for text, part in computed:
        if len(text) < 5 or text not in literal:
            continue
        parts = [piece for old in parts for piece in (_cut(old, text, part) if isinstance(old, str) else (old,))]
    if len(parts) == 1:  # as most are
        return (literal,) if literal else ()
    return tuple(part for part in parts if part != "")


def _cut(literal: str, text: str, part: Part) -> Iterable[str | Part]:
    for number, piece in enumerate(literal.split(text)):
        if number:
            yield part
        yield piece


def begun(form: Form) -> tuple[str, Form]:
    """The indent and the bullet or heading mark that an entry begins with, and what follows."""
    text = form[0] if form and isinstance(form[0], str) else ""
    mark = _MARK.match(text)[0]  # type: ignore[index]  # matches the empty text, too
    return mark, (text[len(mark) :], *form[1:]) if text else form


_MARK = re.compile(r"\s*(?:(?:[-*+]|#{1,6})[ \t]+)*")


def text_of(form: Form) -> str:
    """The text of a form without its parts."""
    return "".join(part for part in form if isinstance(part, str))


def written(form: Form, values: dict[str, str]) -> str:
    """A form with its parts filled in."""
    return "".join(part if isinstance(part, str) else values.get(part.name, "") for part in form)
