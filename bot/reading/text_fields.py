"""What the words beside title and links say: date, venue, people, tags, running text."""

from __future__ import annotations

import re

from bot.identity import keys_of_url
from bot.reading import dates
from bot.reading.cues import KNOWN_LABELS, is_generic
from bot.reading.draft import LABELLED, Draft
from bot.reading.fact_lines import is_facts
from bot.reading.field_names import HINTS, usual_label
from bot.reading.fields import MARK_RUN, Field, has_mark
from bot.reading.people import is_elision
from bot.reading.place_lines import at_line_start, place_in_line, read_dated_places, with_signs, year_and_place
from bot.reading.printed_people import behind_names, by_end, introduced_end, people_end
from bot.reading.printed_venue import PLACEHOLDER, VENUE
from bot.reading.running_text import ENDS, description, words_in
from bot.reading.spans import OPEN, SYMBOL, WORD, core, line_start, lines, rstrip, segments

_SEPARATOR = re.compile(r"[.,;:|(\[] *$")
_GLUE = frozenset(
    (
        *"in at by and on via from en dans bei auf в de por von par title 标题 题目".split(),
        *(f"{said} {where}" for said in ("accepted", "published") for where in ("to", "by", "at", "in")),
        *("to appear in", "to appear at", "presented at", "appeared in", "appeared at"),
    )
)
_YEAR_LEAD = re.compile(r"\(?((?:19|20)\d\d)\)?[,.] +(?=\S)")
_PLACE_LEAD = re.compile(r"\(?(?P<place>[^()]{3,40})\)[,.:]? +(?=[A-Z])")
"""A place in brackets before a long line of people."""
_ABBREVIATED = re.compile(
    r"(?=(?:[^.]*\w\w\.){2})(?:[A-Z][A-Za-z]+(?:-[A-Z][a-z]+)?\.?[ \u00a0]){1,7}[A-Z][A-Za-z]+\., (?:19|20)\d\d"
)
"""A journal in abbreviations before its year, which no names are: `Expert Syst. Appl., 2017`."""
_YEAR_TOLD = re.compile(r"[ \u00a0]*\(((?:19|20)\d\d)\)(?=[:：][ \u00a0])")
_LAST_STOP = re.compile(r"(?<=et al)\.(?=[*_]*[ \t]*(?:\r?\n|\\|<br|$)|[ \t]+[A-Za-z])")
_INITIAL_STOP = re.compile(r", (?:[^\W\d_]\.[ -]?)*[^\W\d_]\.$")
"""The stop of the last initial of `Lee, A. B.` is a part of the name."""
_DIGIT = re.compile(r"\d")
_SEVERAL = re.compile(r"[|`]|\*\*|<[a-zA-Z/!]|[\r\n]")
_ID = re.compile(r"(?:\barxiv[: ] ?|\b)(\d{4}\.\d{4,5})(?![\w.]*\w)", re.IGNORECASE)
_YEAR_ENDS, _YEAR_OF = re.compile(r"\b(?:19|20)\d\d$"), re.compile(r"(?:19|20)\d\d [A-Z]")
_QUOTE_ENDS = re.compile(r"[\"”»][\s.,*_]*$")
_LED = re.compile(
    r"\b(?:Proceedings|Proc\.|Advances|Transactions|Findings|Journal|Annals)(?: of| in| on)?(?: the)?(?: [A-Z0-9][\w&.-]*){0,6} $"
)
"""The words that open the long name of a venue: `Proceedings of the …`."""
_MARKED = re.compile(r"\n[ \t]*[-*+][ \t]+$")
_WHEN_BEHIND = re.compile(r"(?:[.,]? \(|, )(?P<when>(?:\d{1,2}/)?(?:19|20)\d\d)\)?[.,]*$")
"""A date behind people: `Authors: Ann Lee, Bo Chen (3/2017)`."""
_OPENS_LINES = re.compile(r"[*_`]*[:：][*_`]*[ \t]*\r?\n[ \t]+(?:[-*+]|\d{1,2}[.)])[ \t]")
_REMARK = re.compile(r" \([^()]{2,40}\)$")
"""What a venue says of the paper there: `ICLR 2025 (Poster)`."""
_PLACE_OF_THEIRS = re.compile(r"\.[ \u00a0](?P<name>[A-Z][^.\n]{4,200}[ ,](?:19|20)\d\d)(?=[.;]|$)")
"""What stands behind people and their stop with a year: `Lee A. Guilds and Letters, 2010`."""
_TAG_WORDS = 8
_TOLD_OF, _A_SENTENCE = 24, 10
"""Words of a text that may tell a date or a place, and of one that is a sentence already."""
_MOST_JUDGED = 50
"""Texts of an entry that are judged, as each may leave a rest that is judged anew; real ones have up to 11."""
_MONEY = "$€£¥"
_PAID = re.compile(r"[-–—\s]*((?:\$|€|£|¥){1,3})\s*")
_BLANKS = re.compile(r"(?:&(?:nbsp|[em][mn]sp|thinsp);?\s*)+")
_COMPONENT = re.compile(r"<[A-Z]\w*\s[^<>\"]{0,40}\"(?P<text>[^\"<>\n]{2,60})\"[^<>]{0,80}>")
"""A badge of a page generator: `<Badge text="ICML 2024" />`."""


def _read_components(draft: Draft, start: int) -> None:
    for found in _COMPONENT.finditer(draft.block, start) if "<" in draft.block else ():
        if not draft.covered(*found.span()) and VENUE.fullmatch(found["text"]):
            draft.put(Field.VENUE, *found.span("text"))
            draft.taken.append(found.span())


def read_text(draft: Draft, start: int) -> None:
    """Put the fields in all that links and title leave of an entry, from `start` on."""
    _read_components(draft, start)
    read_dated_places(draft, start)
    if has_mark(draft.block):
        for begin, end in list(draft.free(0)):
            for found in MARK_RUN.finditer(draft.block, begin, end):
                last = rstrip(draft.block, found.start(), found.end(), " ")
                draft.put(Field.MARK, found.start(), last)
    spans = list(draft.free(start))
    draft.priced = any(sign in draft.block for sign in _MONEY)
    if not draft.priced:
        spans = [span for span in spans if WORD.search(draft.block, *span)]  # nothing else is told without a word
    for begin, end in spans:
        for first, last in lines(draft.block, begin, end):
            if not WORD.search(draft.block, first, last):
                _price(draft, first, last)
                continue
            first = _behind_year(draft, first, last)  # noqa: PLW2901  # the line's rest
            if not (
                _in_fold(draft, first, last)
                or place_in_line(draft, first, last)
                or _labelled_line(draft, first, last)
                or description(draft, first, last)
            ):
                for left, right in segments(draft.block, first, last):
                    _segment(draft, left, right)


def _behind_year(draft: Draft, begin: int, end: int) -> int:
    """Where a remark starts behind the year it follows: `(1997): What it brings`."""
    found = _YEAR_TOLD.match(draft.block, begin, end)
    if not found:
        return begin
    draft.put(Field.YEAR, *found.span(1))
    return found.end()


_ELEMENT = re.compile(r"<[^<>]*>")
_FOLDED = re.compile(r"<summary\b[^<>]*>(?:<[^<>]*>|\s)*(?P<name>[^\W\d_]+)[\s:：]*(?:<[^<>]*>|\s)*", re.IGNORECASE)


def _in_fold(draft: Draft, begin: int, end: int) -> bool:
    """The first line of a fold whose summary says that a text follows (`Abstract`), whatever words it has, up to a link."""
    opened = draft.block.rfind("<summary", 0, begin)
    found = _FOLDED.match(draft.block, opened, begin) if opened >= 0 else None
    if not found or found.end() < begin or HINTS.get(found["name"].lower()) is not Field.IDEA:
        return False
    if not WORD.search(_ELEMENT.sub("", draft.block[begin:end])):
        return False
    draft.put_whole(Field.IDEA, *core(draft.block, begin, end)[:1], rstrip(draft.block, begin, end, ENDS))
    return True


def _labelled_line(draft: Draft, begin: int, end: int) -> bool:
    """A line with a label that is not the usual one of its kind keeps the label as part of its text."""
    whole_line = end == len(draft.block) or draft.block[end] in "\r\n"
    if not whole_line or not (draft.block.find(":", begin, end) >= 0 or draft.block.find("：", begin, end) >= 0):
        return False
    begin, end = core(draft.block, begin, end)[0], _unbroken(draft.block, begin, end)
    found = LABELLED.match(draft.block, begin, end)
    if not found or not at_line_start(draft, begin) or end - found.end() < 1:
        return False
    name = found[1].strip().lower()
    hint = HINTS.get(name, Field.IDEA if name in draft.labels or _says_so(draft, begin, found.end(), end) else None)
    if hint in (Field.AUTHORS, Field.VENUE):
        return _labelled_value(draft, found.end(), end, hint)
    if hint is Field.IDEA and name not in HINTS and _one_fact(draft, found.end(), end):
        return True
    if hint not in (Field.TAG, Field.IDEA):
        return False
    put = _labelled_tags if hint is Field.TAG else _labelled_text
    return put(draft, begin, found.end(), end, usual=name == usual_label(draft, hint))


def _labelled_tags(draft: Draft, begin: int, value: int, end: int, *, usual: bool) -> bool:
    """Put a line of tags whose label ends at `value`: behind the usual label a list of them, else one with its label."""
    block = draft.block
    if usual:
        if block.startswith("[", value) or not WORD.search(block, value, end):
            return False
        end -= block[value - 1] == "`" == block[end - 1] and block.count("`", value, end) == 1
    if PLACEHOLDER.fullmatch(block[value:end]):
        return False
    draft.put(Field.TAGS if usual else Field.TAG, value if usual else begin, end)
    return True


def _labelled_text(draft: Draft, begin: int, value: int, end: int, *, usual: bool) -> bool:
    """Put a line of running text whose label ends at `value`: without the usual label, with any other."""
    empty = not WORD.search(draft.block, value, end) if usual else PLACEHOLDER.fullmatch(draft.block[value:end])
    if empty:
        return False
    draft.put_whole(Field.IDEA, value if usual else _opened(draft.block, begin, value), end)
    return True


def _unbroken(block: str, begin: int, end: int) -> int:
    """Where the words of a line end, before the tag that breaks it."""
    end = rstrip(block, begin, end, ENDS)
    broken = _BREAK.search(block, begin, end)
    return broken.start() if broken else end


_BREAK = re.compile(r"[ \t]?<br ?/?>$", re.IGNORECASE)


def _opened(text: str, begin: int, end: int) -> int:
    """Where the emphasis opens that a label closes, a picture in front of the label with it: `**🏫 Place**: `."""
    marks = text[begin:end].rstrip(" \t\u00a0:：")
    opening = text.rfind(marks[-2:], line_start(text, begin), begin) if marks.endswith(("**", "__")) else -1
    return begin if opening < 0 or WORD.search(text, opening + 2, begin) else opening


def _one_fact(draft: Draft, begin: int, end: int) -> bool:
    """A date or venue where nothing else stands, and none above it: `Publish Date: 2024.05.03`, `Note: Accepted to ICML`."""
    begin += led.end() if (led := _ACCEPTED.match(draft.block[begin:end])) else 0
    text = draft.block[begin:end]
    fact = Field.DATE if dates.DATE.fullmatch(text) else Field.VENUE if VENUE.fullmatch(text) else None
    if fact is None or any(piece.kind is fact for piece in draft.pieces):
        return False
    draft.put(fact, begin, end)
    return True


_ACCEPTED = re.compile(r"(?:accepted|published|presented) (?:to|by|at|in) (?=\S)", re.IGNORECASE)


def _says_so(draft: Draft, begin: int, value: int, end: int) -> bool:
    """Whether an item below the first line is a remark under a label of its own: no date, venue or people."""
    text = draft.block[value:end]
    if draft.shape not in ("item", "title", "heading") or not _MARKED.search(draft.block, 0, begin):
        return False
    return not (dates.DATE.search(text) or dates.YEAR.search(text) or VENUE.search(text) or people_end(text))


def _labelled_value(draft: Draft, begin: int, end: int, hint: Field) -> bool:
    """What a line names beyond doubt: one value from its label to its end, whatever it looks like."""
    begin, end = core(draft.block, begin, end)
    text = draft.block[begin:end]
    if not WORD.search(text) or PLACEHOLDER.fullmatch(text) or _SEVERAL.search(text):
        return False
    remark = _REMARK.search(text)
    remarked = remark and VENUE.fullmatch(text[: remark.start()])
    if hint is Field.VENUE and (dates.DATE.search(text) or (VENUE.search(text) and not remarked)):
        return False
    when = _WHEN_BEHIND.search(text) if hint is Field.AUTHORS else None
    if when:
        at = begin + when.start("when"), begin + when.end("when")
        draft.put(Field.DATE if dates.DATE.fullmatch(when["when"]) else Field.YEAR, *at)
        end = begin + when.start()
    draft.put(hint, begin, end)
    return True


def _segment(draft: Draft, begin: int, end: int, hint: Field | None = None) -> None:
    """Put what one segment says; `hint` is the field that a label in front of it names."""
    if begin == end or not WORD.search(draft.block, begin, end):
        _price(draft, begin, end)
        return
    draft.judged += 1
    if draft.judged > _MOST_JUDGED:
        return
    begin, end = core(draft.block, begin, end)
    text = draft.block[begin:end]
    if text.lower() in _GLUE or is_elision(text) or (text.startswith("&") and _BLANKS.fullmatch(text)):
        return
    if _in_parts(draft, begin, end) or _is_a_label(draft, begin, end, hint):
        return
    if hint is Field.AUTHORS and 0 < (people := people_end(text)) < len(text) and is_facts(text[people:]):
        _segment(draft, _people(draft, begin, begin + people, end), end)
    elif hint in (Field.AUTHORS, Field.IDEA, Field.TAG, Field.CITATION):
        (draft.put_whole if hint is Field.IDEA else draft.put)(hint, begin, end)
    else:
        _judge(draft, begin, end, hint)


def _in_parts(draft: Draft, begin: int, end: int) -> bool:
    """Judge a segment by its parts, where the paper's own id or a label parts it; False where nothing does."""
    text = draft.block[begin:end]
    if (text[:1] in "aA" or text[:1].isdecimal()) and (behind := _behind_own_id(draft, begin, end)):
        _segment(draft, behind, end)
        return True
    label = LABELLED.match(text) if ":" in text or "：" in text else None
    if label and _names_field(name := label[1].strip().lower(), draft, begin):
        _segment(draft, begin + label.end(), end, HINTS.get(name, Field.IDEA))
        return True
    return False


def _is_a_label(draft: Draft, begin: int, end: int, hint: Field | None) -> bool:
    """Whether a segment is the name of a field or of a sort of link, or stands for a fact that is missing."""
    text = draft.block[begin:end]
    if _ADDRESS_BEHIND.match(draft.block, end) and at_line_start(draft, begin):
        return True
    venue = VENUE.fullmatch(text)
    if not venue and (PLACEHOLDER.fullmatch(text.strip()) or _names_field(text.lower(), draft, begin)):
        return True
    bracketed = draft.block[begin - 1 : begin] == "[" and draft.block[end : end + 1] == "]"
    plain = not venue and not bracketed and hint is not Field.TAG and not _DIGIT.search(text)
    return plain and is_generic(text) and not _names_work(draft, text, end)


_ADDRESS_BEHIND = re.compile(r"[:：][ \t]*(?:<|\[)?https?://")
"""What stands behind the label of a link that shows its address: `arxiv: [https://…](https://…)`."""


def _price(draft: Draft, begin: int, end: int) -> None:
    """A sign of money that stands alone says that a work is to be paid for: a text of its own."""
    found = _PAID.fullmatch(draft.block, begin, end) if draft.priced else None
    if found and not at_line_start(draft, begin):
        draft.put(Field.IDEA, *found.span(1))


def _names_work(draft: Draft, text: str, end: int) -> bool:
    """Whether a word is the name that the title behind it starts with: `TensorFlow: "TensorFlow: A system …"`."""
    title = next((p for p in draft.pieces if p.kind in (Field.TITLE, Field.HEAD) and p.start >= end), None)
    return title is not None and title.value.lower().startswith(text.lower())


def _behind_own_id(draft: Draft, begin: int, end: int) -> int:
    """Where text goes on behind the arXiv id that the paper's own address says, 0 where it starts with none."""
    found = _ID.match(draft.block, begin, end)
    url = next((piece.target for piece in draft.pieces if piece.kind is Field.URL), "") if found else ""
    return found.end() if found and f"arxiv:{found[1]}" in keys_of_url(url) else 0


def _names_field(name: str, draft: Draft, begin: int) -> bool:
    """Whether a word names a field at a place: in an entry's first line a name that the list repeats does not."""
    return name in HINTS or name in (draft.labels if draft.block.find("\n", 0, begin) >= 0 else KNOWN_LABELS)


def _judge(draft: Draft, begin: int, end: int, hint: Field | None) -> None:
    """Say what a text is: a date, a year and people end it there, and what is left is looked at anew."""
    text = draft.block[begin:end]
    words = len(text.split())
    if words <= _TOLD_OF and (date := dates.DATE.search(text)):
        draft.put(Field.DATE, begin + date.start(), begin + date.end())
        _segment(draft, begin, begin + date.start(), hint)
        _segment(draft, begin + date.end(), end, hint)
    elif year_and_place(draft, begin, end):
        return
    elif words > _A_SENTENCE and (placed := _PLACE_LEAD.match(text)) and VENUE.fullmatch(placed["place"]):
        draft.put(Field.VENUE, begin + placed.start("place"), begin + placed.end("place"))
        _segment(draft, begin + placed.end(), end, hint)
    elif led := _YEAR_LEAD.match(text):
        draft.put(Field.YEAR, begin + led.start(1), begin + led.end(1))
        _segment(draft, begin + led.end(), end, hint)
    elif text[-1:].isdecimal() and _ABBREVIATED.fullmatch(text):
        draft.put(Field.VENUE, begin, end)
    else:
        by = by_end(text)
        if people := introduced_end(text[by:]) if by else people_end(text):
            if titled := behind_names(text, by, len(text)) - by:
                people = len(text[by : by + titled].rstrip(", \u00a0"))
            _segment(draft, _people(draft, begin + by, begin + by + people, end), end, hint)
        else:
            _place_or_words(draft, begin + by, end, hint, words)


def _people(draft: Draft, begin: int, stop: int, end: int) -> int:
    """Put the people up to a stop, with a place of publication right behind it; returns where both end."""
    stop += bool(_LAST_STOP.match(draft.block, stop))  # "et al." closes the line
    stop += bool(_INITIAL_STOP.search(draft.block, begin, stop + 1))
    draft.put(Field.AUTHORS, begin, stop)
    place = _PLACE_OF_THEIRS.match(draft.block, stop, end)
    if place and people_end(place["name"]):  # no people behind the stop that closes people
        draft.put(Field.VENUE, *place.span("name"))
        return place.end()
    return stop


def _place_or_words(draft: Draft, begin: int, end: int, hint: Field | None, words: int) -> None:
    """Say what a text without date or people is: a place of publication, a year, a tag, or running text."""
    text = draft.block[begin:end]
    if hint is None and _INTO.search(draft.block, max(0, begin - _FAR), begin):
        hint = Field.VENUE
    venue = _place_in(text, words, hint)
    if venue and hint is None and _is_publication(draft, begin, end, venue.start()):
        draft.put(Field.VENUE, begin + len("In ") * text.startswith("In "), end)
    elif venue:
        _venue(draft, begin, end, begin + venue.start(), begin + venue.end())
    elif dates.YEAR.fullmatch(text):
        draft.put(Field.YEAR, begin, end)
    elif hint is Field.VENUE:
        draft.put(Field.VENUE, begin, end)
    elif words <= 5 and len(text) <= 48 and words_in(text) <= _TAG_WORDS and not _is_sentence(draft, begin, end, words):
        _tag(draft, begin, end)
    else:
        draft.put_whole(Field.IDEA, with_signs(draft, begin), end)


_INTO, _FAR = re.compile(r"[.,?!\"”] [Ii]n:? [*_]\Z"), 8
"""What leads to a place in italics, whatever its name: `A Title, in *Letters* 2022`."""


def _is_sentence(draft: Draft, begin: int, end: int, words: int) -> bool:
    """Whether a text has a line below the first to itself and a stop at its end."""
    if words < _SHORTEST_SENTENCE or not _SAID.match(draft.block, end) or not at_line_start(draft, begin):
        return False
    return not draft.covered(draft.block.rfind("\n", 0, begin), begin)


_SHORTEST_SENTENCE = 3
_SAID = re.compile(r"[.!。！][*_]{0,2}[ \t]*(?:<br ?/?>|\\)?[ \t]*(?:\r?\n|$)")


def _place_in(text: str, words: int, hint: Field | None) -> re.Match[str] | None:
    """The place of publication in a text; in many words only where it starts them or stands behind a mark."""
    venue = VENUE.search(text) if words <= _TOLD_OF else None
    if venue is None or hint is Field.VENUE or words <= _A_SENTENCE or venue.start() == 0:
        return venue
    return venue if _SEPARATOR.search(text[: venue.start()]) else None


def _is_publication(draft: Draft, begin: int, end: int, first: int) -> bool:
    """Whether all of a text behind a quoted title is a venue that ends in its year: `ICML. Vol. 14. 2014`."""
    text = draft.block[begin:end]
    if not _YEAR_ENDS.search(text) or _ID.search(text) or _SEVERAL.search(text):
        return False
    quoted = _QUOTE_ENDS.search(draft.block, max(0, begin - 8), begin)
    return quoted is not None and (first == 0 or _YEAR_OF.match(text) is not None)


def _tag(draft: Draft, begin: int, end: int) -> None:
    """A short text; with the brackets that hold nothing else it is one piece."""
    if _OPENS_LINES.match(draft.block, end) and at_line_start(draft, begin):
        return  # the name of the points below it
    left = begin - 1
    while left >= 0 and SYMBOL.match(draft.block, left):
        left -= 1
    before, after = draft.block[left : left + 1], draft.block[end : end + 1]
    if after and OPEN.get(before) == after and not draft.covered(left, end + 1):
        draft.put(Field.TAG, left, end + 1, value=draft.block[begin:end], label_at=(begin, end))
    else:
        draft.put(Field.TAG, begin, end)


def _venue(draft: Draft, begin: int, end: int, first: int, last: int) -> None:
    if led := _LED.search(draft.block, begin, first):
        first = led.start()
    first += len("In ") * draft.block.startswith("In ", first, last)  # a word of the line, as "by" is before people
    short = dates.SHORT.search(draft.block, max(first, last - 6), end)
    if short and short.start() <= last + 2:
        draft.put(Field.DATE, *short.span())
        last = rstrip(draft.block, first, min(last, short.start()), " ,.(")
        draft.put(Field.VENUE, first, last)
        _segment(draft, begin, first)
        _segment(draft, short.end(), end)
        return
    while last > first and draft.block[last - 1] in " ,.(":
        last -= 1
    if draft.block.count("(", first, last) < draft.block.count(")", first, last):
        last -= 1
    draft.put(Field.VENUE, first, last)
    _segment(draft, begin, first)
    _segment(draft, last, end)
