"""Where a line of people's names ends: at least two names, or one with "et al."."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.reading.on_demand import on_demand
from bot.reading.people import ET_AL, ETC, FAMILY, INITIALS, LONE_SHORT, VANCOUVER
from bot.reading.printed_venue import VENUE, VENUE_NAMES
from bot.reading.spans import LOOSE, RAISED

_CAPITAL = r"A-Z\u00c0-\u024f\u0391-\u03a9\u0401\u0410-\u042f"
_NAME = rf"(?:[{_CAPITAL}][\w'’.\u00c0-\u024f-]*|(?!and |in |on |of |for |via |as |to |is |by |at |an |or |the )[a-z]{{1,3}}(?= [A-Z])|d'[A-Z]\w+|[\u4e00-\u9fff]{{2,4}})"
"""One word of a name: capitalised, a short particle, or Chinese."""
_CALLED = rf"{_NAME}[ \u00a0]\([A-Z][a-z]+\)(?:[ \u00a0]{_NAME}){{1,2}}"
"""One first name, what the person is called, and the last name: `Xiaoming (Simon) Fu`."""
_PERSON = rf"(?:{_CALLED}|{_NAME}(?:(?<![a-z]{{2}}\.)[ \u00a0]{_NAME}){{0,5}}(?: ?\([^()]{{2,80}}\))?)(?:\\?[\d*†‡§♦♠♥]){{0,3}}"
"""One person: up to six words of a name, an affiliation in brackets, signs behind it."""
_AND = r"(?:and|y|und|et(?!\W?al\b)|и)"
_JOIN = rf"(?:\s*[,;]\s*(?:and\s+|&\s*)?|\s+{_AND}\s+|\s*&\s*|\s*+(?:,\s*+)?(?:\.\.\.|…)\s*+(?:,\s*+)?)"
"""What separates two people."""
_PEOPLE = re.compile(
    rf"(?:(?:\A|(?!\A){_JOIN}){_PERSON})+(?:\s*+(?:,\s*+)?(?:et(?:[ ._]|\. )?al\b\.?|et el\b\.?|{ETC}|and others|\.\.\.|…|{ET_AL}))?",
    re.UNICODE,
)
"""A line of people from its start, with its elision."""
_JOINS = re.compile(_JOIN)
_PLAIN_JOINS = re.compile(r"[,;]\s*(?:and\s+)?|\s(?:and|y|und|et(?!\W?al\b))\s+")
"""A faster form of `_JOINS` for ASCII names without `&` and dots; the blanks around names stay."""
_JOINED = re.compile(rf"[,;&…]|\.\.\.|and|et|\s(?:y|und|и)\s|{ET_AL}")
"""One of these stands in every line of several people."""
_BEFORE_VENUE = re.compile(r"[.,][ \u00a0](?:[Ii]n|En|Em|Dans|В)[ \u00a0:]*$")
"""The "In" that leads to a venue, at the end of a text."""
_DATED, _OTHER_JOIN = re.compile(r"[ \u00a0]\((?:19|20)\d\d\)$"), re.compile(rf"\s{_AND}\s|&")
"""A year behind names; behind words that "and" joins it may be that of a journal."""
_COMMAS = re.compile(r"[,\s](?:(?<=,)\s*(?:and\s+)?|(?<!\s\s)\s*+(?:,\s*(?:and\s+)?|and\s+))")
"""Commas and "and"; starts with one sign of a few, to which the search leaps: a third of the time."""
_ONE = on_demand(_PERSON)
_ET_AL = re.compile(rf"\bet(?:[ ._]|\. )?al\b|\bet el\b|and others|{ET_AL}")
_CLOSED = re.compile(r",?[ \u00a0]et(?:[ ._]|\. )?al\b(?=\.?[ \u00a0]*(?:[,;(\[]|$)|\.[ \u00a0])")
"""What closes a line of people: "et al." where it stands at an end."""
_LONGEST_NAME = 2
"""Words of a name; longer ones may be a title, too."""
_RUNS_ON = re.compile(
    rf"[.,] (?=(?:In )?(?:{VENUE_NAMES}))|[.,]? (?=(?:In (?:{VENUE_NAMES})|\((?:{VENUE_NAMES})|(?:{VENUE_NAMES})(?:,? (?:19|20)\d\d|['’]\d\d))(?![A-Za-z]))"
)
"""Where names run on into a venue."""
_LAST_PLACE = re.compile(rf"(?<=[^\W\d_]{{2}})\. (?:{VENUE_NAMES})(?:[ ',-]*(?:19|20)?\d\d)?$")
"""A known venue behind the stop of a line of names, with its year or none."""
_DATED_PLACE = re.compile(
    r"(?<!\b[A-Z])\. (?=[A-Z](?:[^\s.,]|\.(?! ))*(?: [^\s.,]+){0,9},? (?:19|20)\d\d(?!\d))|"
    r", (?=(?:[A-Z][^\s,]* ){1,4}(?:on|of|in|for) [^.,]{3,80},? (?:19|20)\d\d(?!\d)"
    r"|(?:IEEE|ACM|USENIX)\b[^.,]{3,80},? (?:19|20)\d\d(?!\d)|(?P<word>[A-Z][A-Za-z]{3,}),? (?:19|20)\d\d(?!\d))"
)
"""Where a place of publication with its year starts behind names: `…, Bo Chen. SOAP 2012`, `…, ACM Letters, 2019`."""
_LAST_BEFORE_PLACE = re.compile(
    r"(?P<people>(?:[^,.\n]+, ){0,12}[^,.\n]+,? and (?:[A-Z]\. ?){0,3}[A-Z][^,.\n]*), (?!and |[^,\n]* and )[A-Z][^,.\n\d]{2,60},? (?:19|20)\d\d(?!\d)"
)
"""The last name behind "and", a comma, and a place of any name with its year: `Ann Lee and Bo Chen, Garden Science, 2018`."""
_PUBLISHED = re.compile(r"(?:ACM|IEEE|USENIX|SIAM|Elsevier|Proceedings|Proc\.|Journal|Transactions|Annals)[ \u00a0]")
"""Words that start the name of a journal, and none of a person: `ACM Knowledge and Information Systems 2014`."""
_FOUR_DIGITS = re.compile(r"(?:19|20)\d\d")
_NO_NAME = re.compile(r"[\[\]{}|:;!?\"“”=/<>]|\d{2}")


_ELIDED = re.compile(
    r",?[ \u00a0](?:…|\.\.\.)[ \u00a0](?:&[ \u00a0])?[A-Z\u00c0-\u024f][\w'’-]*, "
    r"(?:[A-Z\u00c0-\u024f]\.[ -]?){0,3}[A-Z\u00c0-\u024f](?:\.|$)"
)
"""What closes a long line of citations: `, … Zhu, A. B.`"""
_BY = re.compile(r"(?:(?P<english>by)|de|por|von|par|от)[ \t\u00a0]+(?=\w)", re.IGNORECASE)
"""Words that introduce people, in several languages."""
_LONE = on_demand(rf"{_NAME}(?:[ \u00a0]{_NAME}){{1,3}}(?=[ \u00a0]*(?:[,.;(（]|$))")
"""One full name up to a stop."""
_OTHER_AND = re.compile(r"\s(?:y|und|et|и)\s")


_BARE = rf"{FAMILY} [A-Z](?: ?[A-Z]){{0,2}}(?=\. (?![A-Z][\w'’-]*[.,;]))"
_PART = rf"(?:[{_CAPITAL}]\.|[{_CAPITAL}][\w'’-]*|(?!and )[a-z]{{1,3}}(?= [A-Z]))"
"""One word or initial of a name."""
_WHOLE = rf"{_PART}(?:[ \u00a0]{_PART}){{1,3}}"
_TURNED = on_demand(
    rf"{_BARE}|(?:(?:[Dd]e|[Vv][ao]n|[Ll][ea]) )?[{_CAPITAL}][\w'’-]+, {_PART}(?:[ \u00a0][A-Z]\.?){{0,3}}"
    rf"(?:(?:, {_WHOLE})*,? and {_WHOLE}|,? et[ .]al\.?)?"
    r"(?=\.(?: |$)|[ \u00a0]*[;(（]|, (?:19|20)\d\d|$)"
)
"""`Lee A. `, `Lee, Ann B.`, and `Lee, Ann, Bo Chen, and Cy Day`."""


def introduced_end(text: str) -> int:
    """The end of the people after a word that introduces them (`by`): also one alone, or the first turned around."""
    turned = _TURNED.match(text)
    return turned.end() if turned else people_end(text) or lone_end(text)


def by_end(text: str) -> int:
    """The start of the people after a word that introduces them, 0 where there is none."""
    found = _BY.match(text)
    if found is None or not (found["english"] or _OTHER_AND.search(text)):
        return 0
    behind = text[found.end() :]
    return found.end() if (introduced_end(behind) if found["english"] else people_end(behind)) else 0


def lone_end(text: str) -> int:
    """The end of one person's full name, up to a stop or the end of the text, where a word before it introduces people."""
    found = _LONE.match(text)
    return found.end() if found and not VENUE.search(found[0]) else 0


@lru_cache(maxsize=512)
def people_end(text: str) -> int:
    """How much of the text is a list of people: at least two names, or one with "et al."; 0 for none."""
    if ("," not in text and not _JOINED.search(text)) or _PUBLISHED.match(text):
        return 0
    if "<sup>" in text:
        return _raised_people_end(text)
    text = _BEFORE_VENUE.sub("", text)
    if place := _dated_place(text) or _dated_name(text) or _as_in_bibtex(text):
        return place
    if text.endswith(")") and "," in text and not _OTHER_JOIN.search(text):
        text = _DATED.sub("", text)
    if short := INITIALS.match(text):
        elided = _ELIDED.match(text, short.end())
        return elided.end() if elided else short.end()
    if short := VANCOUVER.match(text):
        return short.end()
    if (
        "and" in text
        and (last := _LAST_BEFORE_PLACE.match(text))
        and (end := people_end(last["people"])) == last.end("people")
    ):
        return end
    found = _PEOPLE.match(text)
    return len(text[: _names_end(text, found)].rstrip("_")) if found else 0  # what closes italics is no letter


def _raised_people_end(text: str) -> int:
    """The same for names with signs set high behind them: `Ann Lee<sup>1</sup>, Bo Chen<sup>1,2</sup>`."""
    bare = RAISED.sub("", text)
    end = 0 if "<sup>" in bare else people_end(bare)
    for sign in RAISED.finditer(text) if end else ():
        end += len(sign[0]) * (sign.start() <= end)
    return end


def _names_end(text: str, found: re.Match[str]) -> int:
    """How much of a text that starts with names is a list of them; a venue that they run on into is none."""
    names = found[0]
    if cut := _RUNS_ON.search(names):
        names = names[: cut.start()]
    if is_elided(names):
        return found.end()
    people = _apart(names)
    joins = len(people) - 1
    enough = sum(len(name.split()) > 1 for name in people) >= max(2, (joins + 1) // 2)
    if enough and joins > 1 and found.end() == len(text) == len(names.rstrip(". ")):
        return found.end()
    if names.endswith("etc") and sum(" " in name.strip() for name in people) > 1:
        return found.end()
    if (loose := _loose_people(text)) and loose >= found.end():
        return loose
    rest = text[found.end() :].strip(LOOSE + ".")
    if not (enough and joins) or (rest and text[found.end() : found.end() + 1] not in ".*,_ "):
        return 0
    if joins == 1 and VENUE.search(names):  # "A and B" alone
        return 0
    return _cut_venue(names)


def _apart(names: str) -> list[str]:
    """Each name of a line of them, perhaps with blanks around it."""
    plain = names.isascii() and "&" not in names and "..." not in names
    return (_PLAIN_JOINS if plain else _JOINS).split(names)


def is_elided(names: str) -> bool:
    """Whether "et al." or the like stands among names; most hold none of the letters that takes."""
    if names.isascii() and not ("et" in names or "ot" in names or "col" in names or "u." in names):
        return False
    return _ET_AL.search(names) is not None


_ALL_TURNED = on_demand(
    rf"{FAMILY}, {_PART}(?:[ \u00a0]{_PART}){{0,3}}(?: {{1,2}}and {{1,2}}{FAMILY}, {_PART}(?:[ \u00a0]{_PART}){{0,3}}){{2,}}(?: and others)?"
)
"""Three names or more in the form of BibTeX: `Lee, Ann and Chen, Bo and …`."""


def _as_in_bibtex(text: str) -> int:
    """All names turned around and parted by "and", three of them at least: `Lee, Ann and Chen, Bo and Day, Cy`."""
    found = _ALL_TURNED.match(text) if text.count(" and ") > 1 else None
    return found.end() if found and not text[found.end() :].strip(LOOSE + ".") else 0


def _dated_name(text: str) -> int:
    """One name with initials, where a year in brackets tells that it is one: `Lee, A. (2018)`."""
    found = LONE_SHORT.match(text) if text.endswith(")") else None
    return found.end() if found and _DATED.fullmatch(text, found.end()) else 0


def _dated_place(text: str) -> int:
    """Where a line of names stops before a place of publication and its year; 0 where it does not."""
    if not _FOUR_DIGITS.search(text):
        return 0
    for found in _DATED_PLACE.finditer(text):
        names = text[: found.start()]
        if len(names) in (people_end(names), 0 if found["word"] else lone_end(names)):
            return len(names)
    return 0


def _loose_people(text: str) -> int:
    """A line of many short comma-separated names, a few of them in unusual spelling."""
    line = text.rstrip(" .")
    if ". " in line and (place := _LAST_PLACE.search(line)):
        line = line[: place.start()]
    parts = _COMMAS.split(line)
    if len(parts) < 3 or _NO_NAME.search(line):
        return 0
    words = [len(part.split()) for part in parts]
    if min(words) < 1 or max(words) > 5:
        return 0
    lacking = max(2, 0.6 * len(parts))
    for part, count in zip(parts, words, strict=True):
        if count >= 2 and _ONE.fullmatch(part):
            lacking -= 1
            if lacking <= 0:
                return len(line)
    return 0


def _cut_venue(names: str) -> int:
    """Names run on into a venue: `…, Karl Cobbe. ICLR`."""
    found = _RUNS_ON.search(names)
    return (
        found.start()
        if found
        else len(names.rstrip(". "))
        if not names.rstrip().endswith(("al.", "..."))
        else len(names.rstrip())
    )


def before_byline(block: str, begin: int, end: int) -> int:
    """Where a title stops before the people behind its comma, the last with "et al.": `A Title, Ann Lee et al.`"""
    told = block.find(" et", begin, end) >= 0 or block.find("\u00a0et", begin, end) >= 0
    found = _CLOSED.search(block, begin, end) if told else None
    if found is None:
        return end
    first, *others = block[begin : found.start()].split(", ")
    names = len(first.split()) <= _LONGEST_NAME and len(others) > 1
    if names and people_end(block[begin:end]) >= found.end() - begin:
        return end  # people from the start, and no title
    stop = block.rfind(", ", begin, found.start())
    if stop < 0 or not _ONE.fullmatch(block, stop + 2, found.start()):
        return end
    return stop if len(block[begin:stop].split()) > 1 else end


SENTENCE_END = re.compile(r"[.?!](?<![ \u00a0.-][A-Z].)[ \u00a0]+(?=[^\W\d_a-z])")
"""The end of a sentence that another one follows."""
_SENTENCE_BEHIND = re.compile(r"(?:[*_]{0,3}\.[*_]{0,3}|(?<=\.))[ \u00a0]+\S")


def before_people(block: str, begin: int, end: int) -> int:
    """Where a title's sentence stops before one that is people and no more: `A Title. Ann Lee, Bo Chen. Letters 2010`.

    A mark of a question stays with the title; -1 where no such sentence follows two words and more.
    """
    for stop in SENTENCE_END.finditer(block, begin, end):
        rest = block[stop.end() : end].lstrip("*_").rstrip(LOOSE + ".")
        people = people_end(rest)
        if not people or len(block[begin : stop.start()].split()) < _TITLE_WORDS:
            continue
        head = block[begin : stop.start()]
        if (people >= len(rest) or _SENTENCE_BEHIND.match(rest, people)) and people_end(head) < len(head):
            return stop.start() + (block[stop.start()] != ".")
    return -1


_TITLE_WORDS = 2


def behind_names(block: str, begin: int, end: int) -> int:
    """Where a title starts behind names that commas alone part from it; `begin` where no known venue follows it.

    `Ann Lee, Bo Chen, A Title of Three Words, ICML 2020`: what follows two names in full and is no name itself.
    """
    text = block[begin:end]
    if text.count(",") < _MANY or not _TOLD.search(text):
        return begin
    names = full = position = 0
    for chunk in _PARTED.finditer(text):
        words = chunk["name"].split()
        whole = all(_ONE.fullmatch(name) for name in _BOTH.split(chunk["name"]))
        if not whole or (len(words) < 2 and names > 1) or len(words) > _LONGEST_CHUNK:
            break
        names, full, position = names + 1, full + (len(words) > 1), chunk.end()
    rest = text[position:]
    title = rest.partition(",")[0]
    named, colon, _ = title.partition(":")
    if full < 2 or len(title.split()) < _LEAST or rest.startswith(("and ", "& ")) or (colon and " " in named):
        return begin
    return begin + position if _TOLD.search(rest, len(title)) else begin


_PARTED = re.compile(r"(?:and[ \u00a0]+|&[ \u00a0]*)?(?P<name>[^,\n]+),[ \t\u00a0]+")
"""One name up to its comma."""
_BOTH = re.compile(r"(?<![ \t\u00a0])[ \t\u00a0]++(?:and|&)[ \t\u00a0]+")
_TOLD = on_demand(rf",[ \u00a0](?:In[ \u00a0])?(?:{VENUE_NAMES})(?![a-z])")
_MANY, _LEAST, _LONGEST_CHUNK = 2, 3, 9


def are_names(text: str) -> bool:
    """Whether a text is names and nothing else, the first perhaps turned around: `Lee, Ann, and Bo Chen`."""
    names = _COMMAS.split(_ET_AL.sub("", text).rstrip(" ,"))
    return len(names) > 1 and all(map(_ONE.fullmatch, names))


def is_people(text: str) -> bool:
    return people_end(text) == len(text.rstrip(". ")) and text.count(",") >= 1
