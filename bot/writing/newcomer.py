"""Fitting a feed's paper (a newcomer) to what the entries of this list show, before it is written in their hand.

A feed calls every repository "Code" and gives every venue its year; facts that no entry here shows are left out. What a
person gives is written as given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.identity import arxiv_id_of
from bot.model import Paper
from bot.reading import dates
from bot.reading.fields import FENCED, Field
from bot.reading.preprint import name_in
from bot.reading.printed_venue import SPLIT_VENUE
from bot.writing import badges, code_label, empty_labels
from bot.writing.facts import Facts
from bot.writing.template import Template, arxiv_of

_ASKED = 8
_FEW = 5
"""This many entries tell which sorts of links a list shows."""
_TOLD = 2
"""More entries of a section than this tell of it alone."""
_RARE = 12
"""People are left out where fewer than one entry in this many names any."""
_ANCHOR = re.compile(
    r"(?P<mark>^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)?<a\s+(?:name|id)\s*=\s*[\"']?[^\"'<>]*[\"']?\s*>\s*</a>[ \t]*"
    r"(?(mark)(?:\r?\n[ \t]+)?)",
    re.IGNORECASE | re.MULTILINE,
)
"""An anchor, and the line end behind one that is all of an entry's first line."""
_NAMED = re.compile(r"(?:(?<![ \t])[ \t]++)?\{#[^{}\n]*\}")
_ID = re.compile(r"(<[a-z]\w*)\s+id\s*=\s*(?:\"[^\"<>\n]*\"|'[^'<>\n]*')", re.IGNORECASE)
"""An id is one element's of a page."""
_TICKED = re.compile(r"^(\s*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[xX]\](?=[ \t])")
_PICTURE = re.compile(
    r"<a\s[^<>\n]*>\s*<img\b[^>\n]*>\s*</a>|(?<!\[)(?:!\[[^\]\n]*\]\([^()\s]*\)|<img\b[^>\n]*>)|(?:(?<!\s)[ \t]++)?<!--[^>\n]*-->",
    re.IGNORECASE,
)
"""A picture, a linked one, or a comment with the blanks before it: what a source says of one paper alone is no other's."""
_NUMBER = re.compile(r"\d+")
_BROKEN = re.compile(r"(?:(?<![ \t])[ \t]++)?\n[ \t]*\]\(")
"""A link whose words were copied with a line end: that is one entry's slip."""
_SPACED = re.compile(r"(?<=\[)([^\s\[\]\n][^\[\]\n]*\S) +\]\(")
_OPENS_LATE = re.compile(r"(?<=\]\()[ \t]+(?=https?://)")
_CLOSES_LATE = re.compile(r"(\]\([^\s()<>]+) +\)")
_TORN = re.compile(r"(?<=\w\]|\]\]) \((?=https?://)")
"""A blank between the words of a link and its address, which makes it none: a slip where others have links."""
_HOVERS = re.compile(r"(\]\([^\s()<>]+)[ \t]+\"[^\"\n]*\"\)")
"""A link with the words that a page shows above it: they are one paper's."""


def at_home(paper: Paper, templates: Sequence[Template], near: int = 0, *, cell: bool = False) -> Paper:
    """The paper with the labels of these entries, without the sorts of links that none of them shows.

    `near` of them stand in the section itself. `cell` says that the templates are cells of one column, which tell nothing of what a list leaves out.
    """
    if not paper.sources:
        return paper
    paper = venue_apart(code_label.as_here(paper, templates))
    if cell or len(templates) < _FEW:
        return paper
    shown = Counter(kind for template in templates for kind in set(template.kinds))
    alone = shown[Field.AUTHORS] == 1 and len(templates) >= _COMPANY
    named = shown[Field.AUTHORS] * _RARE > len(templates) and not alone and not _names_nobody(templates, near)
    return replace(
        paper,
        title=_closed(paper.title, _tellers(templates, near)),
        authors=paper.authors if named else (),
        code=paper.code if code_label.is_shown(templates) else (),
        links=paper.links if shown[Field.LINK] else (),
        date=paper.date
        or (_appeared(paper) if _dated(_alike_or_all(_tellers(templates, near), templates, paper)) else ""),
    )


def _tellers(templates: Sequence[Template], near: int) -> Sequence[Template]:
    """The section's own entries (the first `near`) where there are enough of them, else all."""
    return templates[:near] if near > _TOLD else templates


def _closed(title: str, templates: Sequence[Template]) -> str:
    """A title with the stop that most titles here end in, where only most do: then it is a part of the title."""
    titles = [slot.shown for template in templates for slot in template.slots if slot.kind is Field.TITLE]
    asking = sum(other.endswith(("?", "!")) for other in titles)
    stopped = sum(other.endswith(".") for other in titles)
    most = stopped * 2 > len(titles) - asking and not title.endswith((".", "?", "!", "…"))
    return f"{title}." if most else title


def _names_nobody(templates: Sequence[Template], near: int) -> bool:
    """Whether a section's entries name no people, and that is no accident: so many of the others would be unlikely to."""
    named = [Field.AUTHORS in template.kinds for template in templates]
    others = named[near:]
    return not any(named[:near]) and (1 - sum(others) / (len(others) + 1)) ** near < _ACCIDENT


_ACCIDENT = 0.05
_COMPANY = 8
"""Among so many entries one alone that names people is no habit."""


def alike(templates: Sequence[Template], paper: Paper) -> Sequence[Template]:
    """The entries of preprints for a preprint, those that name a venue for another paper; all where these are few.

    One that names a venue is enough: the others' dates are those of preprints.
    """
    preprint = Facts(paper).is_preprint
    same = [template for template in templates if template.is_preprint is preprint]
    if preprint and not same:
        same = list(_unplaced(templates))
    return same if len(same) > 1 or (same and not preprint) else templates


def _unplaced(templates: Sequence[Template]) -> Sequence[Template]:
    """The entries without a venue, where those with one print no date: one or the other stands there."""
    placed = [template for template in templates if template.is_preprint is not None]
    if len(placed) < _TOLD or any(Field.DATE in template.kinds for template in placed):
        return ()
    return [template for template in templates if template.is_preprint is None]


def _alike_or_all(near: Sequence[Template], templates: Sequence[Template], paper: Paper) -> Sequence[Template]:
    """The near entries of a paper's sort; those of the whole list where nearly all near ones are of the other sort."""
    preprint = Facts(paper).is_preprint
    others = sum(template.is_preprint is (not preprint) for template in near)
    if others and others + 1 >= len(near):
        return alike(templates, paper)
    same = alike(near, paper)
    led = [template for template in near if template.names_server] if preprint and same is not near else []
    return [*same, *led]  # a server's name before the date says so, too


def _dated(templates: Sequence[Template]) -> bool:
    return sum(Field.DATE in template.kinds for template in templates) * 2 > len(templates)


def _appeared(paper: Paper) -> str:
    """When a feed says that a paper appeared: what is printed where most entries here print a date."""
    day = dates.from_iso(paper.published)
    return day.iso() if day else ""


def venue_apart(paper: Paper) -> Paper:
    """A feed's venue and its year told apart, so that each is printed as it is here; a preprint's year is another."""
    if not paper.sources:
        return paper
    found = SPLIT_VENUE.match(paper.venue)
    digits = re.sub(r"\D", "", found["year"]) if found and not found["rest"] else ""
    if not found or not digits:
        return paper
    year = int(digits) if len(digits) > 2 else 2000 + int(digits)  # '24
    return replace(paper, venue=found["name"].rstrip(" ,.('’-"), year=year)


def preprint(paper: Paper, templates: Sequence[Template], near: int) -> Paper:
    """A preprint with what stands for a venue here; `near` of the templates stand in the section.

    It has one where all the nearest entries have, a feed's where all of its section's have or most near are preprints.
    """
    if paper.venue or not (arxiv_id_of(paper) or arxiv_of(paper.url)):
        return paper
    if paper.date and paper.sources and _unplaced(templates):
        return paper
    shown = [next((slot.shown for slot in t.slots if slot.kind is Field.VENUE), "") for t in templates]
    close, own = shown[: _ASKED * 2], shown[: min(near, _ASKED)]
    if not all(shown[:_ASKED]):
        most = sum(map(bool, map(name_in, close))) > max(1, close.count(""))
        told = most or (own and own.count("") * _ASKED <= len(own)) or _label_links(templates[:_ASKED])
        if not paper.sources or not told:
            return paper
    names = Counter(filter(None, map(name_in, own))) or Counter(filter(None, map(name_in, shown)))
    if not names and (_accepted(templates[:_ASKED]) or _without_venue(templates) > max(_TOLD, len(templates) // _RARE)):
        return paper
    return replace(paper, venue=names.most_common(1)[0][0] if names else "arXiv", year=Facts(paper).year)


def _without_venue(templates: Sequence[Template]) -> int:
    """How many entries link arXiv and name no venue: where none says so in words, preprints."""
    return sum(
        Field.VENUE not in template.kinds
        and any(slot.kind is Field.URL and arxiv_of(slot.target) for slot in template.slots)
        for template in templates
    )


def _label_links(templates: Sequence[Template]) -> bool:
    """Whether the venue is all the label that most links of papers have, `A Title [[ICML 2024]](…)`: without it there is none."""
    fields = (Field.VENUE, Field.URL)
    labelled = [
        any(
            (one.kind, two.kind) == fields and str(between[:1]).endswith("](',)")
            for one, between, two in template.pairs
        )
        for template in templates
    ]
    return sum(labelled) * 2 > len(labelled)


def _accepted(templates: Sequence[Template]) -> bool:
    """Whether venues are led by words that no preprint may have before it: `Accepted to ICML 2024`."""
    fields = (field for each in templates for field in each.fields)
    leads = [str(literal[-1]) for literal, slot, _ in fields if slot.kind is Field.VENUE and literal]
    return sum(_LED.search(lead) is not None for lead in leads) * 2 > len(leads)


_LED = re.compile(r"\b(?:accepted|published|appear(?:ed)?|presented) (?:to|by|at|in):? $", re.IGNORECASE)


def told(facts: Facts, templates: Sequence[Template]) -> frozenset[Field]:
    """The fields that most of the nearest entries print and that can be inferred for a feed's paper: its date."""
    if not facts.paper.sources or facts.paper.date or facts.day is None:
        return frozenset()
    return frozenset({Field.DATE} if _dated(_alike_or_all(templates[:_ASKED], templates, facts.paper)) else ())


def own_pictures(templates: Sequence[Template]) -> frozenset[str]:
    """The pictures and comments that are no other paper's: those that one entry alone shows, and those that count something of it.

    Pictures that differ in their numbers alone (`12-pages.svg` beside `8-pages.svg`) count; one that most show does not.
    """
    seen = Counter(picture for template in templates for picture in set(_pictures(template)))
    sorts: dict[str, list[str]] = {}
    for picture in seen:
        if (sort := _NUMBER.sub("0", picture)) != picture:
            sorts.setdefault(sort, []).append(picture)
    counting = (
        alike for alike in sorts.values() if max(seen[one] for one in alike) * 2 <= sum(seen[one] for one in alike)
    )
    return frozenset(picture for picture, count in seen.items() if count == 1).union(*counting)


def _pictures(template: Template) -> list[str]:
    texts = (part for form in template.literals for part in form if isinstance(part, str))
    return [picture for text in texts for picture in _PICTURE.findall(text)]


def literal(text: str, pictures: Collection[str] = ()) -> str:
    """The text between fields, without code, anchors and pictures of the entry it comes from."""
    for picture in pictures:
        if picture in text:
            alone = re.compile(rf"^[ \t]*{re.escape(picture)}[ \t]*\n(?:[ \t]*\n)?", re.MULTILINE)
            text = re.sub(rf"{re.escape(picture)}[ \t]?", "", alone.sub("", text))
    if ("```" in text or "~~~" in text) and (bare := FENCED.sub("", text)) != text:
        text = bare.rstrip()
    if "\n" in text:
        text = _BROKEN.sub("](", text)
    return _ID.sub(r"\1", _NAMED.sub("", _ANCHOR.sub(r"\g<mark>", text)))


def without_orphans(text: str) -> str:
    """Text between fields without badges and links that show what this paper lacks, an `UNKNOWN` in them."""
    if UNKNOWN not in text:
        return text
    text = _NO_ID.sub("", text)
    return _ORPHAN.sub("", text).replace(UNKNOWN, "")


UNKNOWN = "\0"
"""Stands for a part that follows from another field where the paper does not have that."""
_NO_ID = re.compile(
    r"(?<=[.。])\s?(?:arXiv preprint )?\barXiv:? ?\0[.,]?|\s?(?:arXiv preprint )?\barXiv:? ?\0", re.IGNORECASE
)
"""An arXiv id with its name, `arXiv:2301.00001`, goes as a whole, with the stop behind it where one stands before it."""
_ORPHAN = re.compile(
    r"(?:\[!\[[^\[\]\n]*\]\([^()\n]*\0[^()\n]*\)\]\([^()\n]*\)|!?\[[^\[\]\n]*\]\([^()\n]*\0[^()\n]*\)"
    r"|<a\s[^<>]*\0[^<>]*>.*?</a>|<img\s[^<>]*\0[^<>]*>)(?:(?:<br ?/?>)+[ \t]*|[ \t]+)?",
    re.IGNORECASE,
)


def finished(block: str, templates: Sequence[Template]) -> str:
    """The block as a new entry: a task not done yet, no blank at the ends of a link that few others have, no link's words."""
    block = _BARE_LINK.sub("", _HOLLOW.sub(r"\1", block.rstrip("\r\n")))
    if " ](" in block and sum(map(_ends_in_blank, templates)) * 2 < len(templates):
        block = _SPACED.sub(r"\1](", block, count=1)
    if '")' in block:
        block = _HOVERS.sub(r"\1)", block)
    if "]( " in block and sum(map(_opens_before_blank, templates)) * 2 <= len(templates):
        block = _OPENS_LATE.sub("", block)
    if " )" in block and sum(map(_closes_behind_blank, templates)) * 2 <= len(templates):
        block = _CLOSES_LATE.sub(r"\1)", block)
    if "] (http" in block and any(map(_links, templates)):
        block = _TORN.sub("(", block)
    block = badges.without_bare_years(block, templates)
    return _unticked(empty_labels.left_out(_parted_once(block, templates), templates), templates)


def _parted_once(block: str, templates: Sequence[Template]) -> str:
    """The block without what parts two fields where one of them is missing, unless an entry here prints it twice, too."""
    if block.startswith("|") or not _TWICE.search(block):
        return block
    texts = [
        part for template in templates for literal in template.literals for part in literal if isinstance(part, str)
    ]
    return block if any(map(_TWICE.search, texts)) else _TWICE.sub(r"\1 ", block)


_TWICE = re.compile(
    r"(?:(?<=\S)(?=[ \t]*[,;|][ \t]+[,;|][ \t])|(?=\.[ \t]+\.[ \t]))([ \t]*[,;|.])(?:[ \t]+[,;|.])+[ \t]+(?=\S)"
)
"""Two separators with nothing between them."""


_BARE_LINK = re.compile(r"<a\s[^<>\n]*></a>")
"""What is left of a link around another work's picture."""
_HOLLOW = re.compile(r"(</summary>(?:\r?\n){2})(?:[ \t]*\r?\n)+(?=</details>)")
"""A fold that has nothing to show keeps one empty line."""


def _links(template: Template) -> bool:
    """Whether an entry has a link whose words and address stand together."""
    forms = (*template.literals, *(slot.form for slot in template.slots))
    return any(isinstance(part, str) and "](" in part for form in forms for part in form)


def _closes_behind_blank(template: Template) -> bool:
    forms = (*template.literals[1:], *(slot.form[-1:] for slot in template.slots))
    return any(form and isinstance(form[0], str) and form[0].startswith(" )") for form in forms)


def _opens_before_blank(template: Template) -> bool:
    forms = (*template.literals, *(slot.form for slot in template.slots))
    return any(isinstance(part, str) and part.endswith("]( ") for form in forms for part in form)


def _ends_in_blank(template: Template) -> bool:
    return any(form and isinstance(form[0], str) and form[0].startswith(" ](") for form in template.literals)


def _unticked(block: str, templates: Sequence[Template]) -> str:
    """A task that is not done yet, where some tasks here are not."""
    open_ones = any(isinstance(part, str) and "[ ]" in part for t in templates for part in t.literals[0])
    return _TICKED.sub(r"\1[ ]", block) if open_ones else block
