"""What lists, feeds and pages hang on a title, and the title without it.

Numbers and marks of lists, emoji, tags, venues, dates, ids, institutes, the name of the site a page title ends in. What
sets two papers apart stays: `[Re]`, `[v2]`, `Part 2`, the year of an edition.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from bot.venue_names import SHORT_NAMES

_WORD = re.compile(r"[^\W_]+")
_VENUE = (
    r"(?:RA-?L|T-?RO|SIGKDD|TheWebConf|FAST|PRCV|Nature(?: \w+)?|Science(?: \w+)?|arXiv|"
    r"Arxiv|ArXiv|Under Review|EMBC|SenSys|USENIX(?: \w+)?|MobiCom|ALT|SODA|STOC|FOCS|"
    rf"{SHORT_NAMES})"
)
_ALONE = rf"(?!(?:SC|DATE|FAST|MICRO|ALT|LoG|CHI|Science)\b)(?-i:{_VENUE})"
"""A venue that needs no year beside it: written as it is, and no word of the language."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"(?:\d{{1,2}} {_MONTH},? (?:19|20)\d\d|{_MONTH} (?:\d{{1,2}},? )?(?:19|20)\d\d|"
    r"(?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?|(?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d)"
)
_YEAR = r"(?:'?\d\d|(?:19|20)\d\d)"
_TRACK = (
    r"(?:,? ?(?:Workshops?|W|Findings|Oral|Spotlight|Highlight|Best Paper|Demo|Poster|Main|D&B(?: Track)?)"
    r"(?: (?:Award|Presentation|Paper|Track))?)"
)
"""How a paper was shown at a venue."""
_AT = (
    r"(?:(?:accepted|published|presented|to appear) (?:by|at|to|in|for) |in |Proc(?:\.|eedings) of (?:the )?|Proc\. |"
    r"IEEE |ACM )"
)
_PREPRINT = r"(?:arXiv(?: preprint)?|preprint)"
_NUMBER = r"\d\d(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d+)?"
_ID = (
    rf"(?:(?:{_PREPRINT},? )?(?:arXiv[: ] ?)(?:{_NUMBER}|[a-z-]+/\d{{7}}(?:v\d+)?)|{_NUMBER})"
    r"(?: ?\[[\w.-]+\])?(?: (?:UPDATED|CROSS LISTED))?"
)
"""An arXiv id as feeds and lists write it beside a title."""
_PLACED = (
    rf"(?:{_AT}{{0,3}}{_VENUE}{_TRACK}?,?[ -]?{_YEAR}?{_TRACK}?|{_YEAR},? {_VENUE}{_TRACK}?|{_PREPRINT},? {_DATE}|"
    rf"{_PREPRINT}(?:,? {_YEAR})?|{_ID}(?:,? \(?(?:19|20)\d\d\)?)?|{_DATE})"
)
"""A venue, an id or a date in any form, as it stands behind a title."""
_PLACED_SURELY = (
    rf"(?:{_AT}{{0,3}}{_VENUE}{_TRACK}?,?[ -]?{_YEAR}{_TRACK}?|{_AT}{{0,3}}{_ALONE}{_TRACK}?|"
    rf"{_YEAR},? {_VENUE}{_TRACK}?|{_PREPRINT},? {_DATE}|{_ID}(?:,? \(?(?:19|20)\d\d\)?)?|{_DATE})"
)
"""The same where no bracket holds it."""
_LABEL = (
    r"(?:(?:with |official )?code|paper|pdf|html|doi|arxiv|project(?: page)?|website|page|github|video|data|dataset|"
    r"model|demo|blog|slides|poster|bib|link|tensorflow|pytorch|jax|keras|new|star|tutorial|survey|"
    r"(?:oral|spotlight|highlight|poster)(?: presentation)?|(?:with )?supplementary materials?|supp|extended abstract|"
    r"journal version|extended version|full version|to appear|submitted|accepted|in press|preprint|withdrawn|"
    r"code available|official implementation|honou?rable mention|NA|"
    r"(?:best|outstanding|distinguished)(?: student)? paper(?: award| candidate| finalist)?"
    r"(?:,? (?:honou?rable mention|runner[- ]?up))?)"
)
"""Words of tags behind a title that say nothing of it."""
_LABELS = rf"{_LABEL}(?:\s*[,;/|&+·]\s*{_LABEL})*"
_SITE = (
    r"(?:OpenReview|ACL Anthology|Papers ?With ?Code|IEEE (?:Conference Publication|Journals & Magazine|Xplore)|"
    r"Springer(?:Link| Nature Link)|ScienceDirect|Semantic Scholar|arXiv(?: Vanity)?|alphaXiv|GitHub|(?:bio|med)Rxiv|"
    r"Google Scholar|DeepAI|PMLR|Request PDF|PDF|Hugging Face|PubMed(?: Central)?|ResearchGate|ACM Digital Library|"
    r"Wiley Online Library|Oxford Academic|MIT Press|Nature(?: [A-Z]\w+){0,2}|Scientific Reports|"
    r"Proceedings of [\w ,&'’-]{5,90})"
)
"""What the title of a page ends in, behind a bar or a dash between blanks."""
_OPEN, _CLOSE = r"\s*(?:[*_`]{1,3})?[(\[<【]\s*[*_`]{0,3}", r"[*_`]{0,3}\s*[)\]>】](?:[*_`]{1,3})?"
_SOMEBODY = r"(?-i:[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3})"
# Tails that say where, when, by whom and with what; each is cut off only where a title is left before it.
_TAILS = re.compile(
    rf"\s*(?:[(\[]\s*@[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]?"  # (@institute etc)
    rf"|[.,]?[\"”]\s*[A-Z][\w&/ .:-]{{1,60}}\s?\((?:19|20)\d\d\)"  # ." Venue (2025)
    rf"|[.,;|–—-]?{_OPEN}(?:Findings of (?:the )?(?:ACL: ?)?|(?:under review|submitted)(?: (?:at|to|for|by))? )?"
    rf"{_PLACED}{_CLOSE}(?:[.,]|\s+by\b.*)?"
    rf"|[.,]\s*In:? {_VENUE}{_TRACK}?,? ?\((?:19|20)\d\d\)"
    rf"|{_OPEN}\[?{_LABELS}\]?{_CLOSE}"
    rf"|{_OPEN}(?:submitted|revised|published|posted|v\d+) (?:on )?{_DATE}[^()\[\]]{{0,20}}{_CLOSE}"
    rf"|{_OPEN}(?!(?:part|vol|version|re|comment|reply)\b){_SOMEBODY}(?: (?:&|and) {_SOMEBODY})?,\s?(?:{_VENUE},? )?"
    rf"(?:19|20)\d\d{_CLOSE}"
    rf"|(?:[.,]| by(?= \S+ (?!et\b))| [–—-]|{_OPEN})\s*{_SOMEBODY} et\.? al\b\.?"
    rf"(?:,?\s*[(\[]?(?:19|20)\d\d[a-z]?[)\]]?)?(?:{_CLOSE})?"
    rf"|\s[*_`]{{1,3}}{_PLACED}[*_`]{{1,3}}"
    rf"|(?:[.,;|·]|\s@|\]? [–—-])\s*{_PLACED_SURELY}"
    rf"|\s{_VENUE}{_TRACK}? (?:19|20)\d\d"
    rf"|(?<! to)(?<! on)(?<! of)\s{_ID}|\s(?:19|20)\d\d/\d\d/\d\d"
    rf"|\s(?:\||::|·|[–—-])\s(?:{_SITE}|{_LABELS})"
    rf"|\s(?-i:NEW)!|\s:[a-z][a-z0-9_+-]+:"
    rf"|\s{_LABEL}(?<=\sNA)"
    rf")\s*[.,;]?$",
    re.IGNORECASE,
)
_TAIL_STARTS = re.compile(r"[\s(\[\].,;|\"”–—<【*_`-]")
_BARE_YEAR = re.compile(r"(?:(?<!\s)\s++)?[(\[](?:19|20)\d\d[)\]]\s*$")
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EDITION = re.compile(
    r"\b(?:workshop|challenge|competition|overview|proceedings|report|task|track|lab|edition|summary|assignments?|"
    r"survey|results|findings|benchmark|conference|symposium|tutorial)\b",
    re.IGNORECASE,
)
"""Words of titles whose year is a part of the title: `Overview of Task 2 at CLEF 2020`."""
_HEAD_TAG = re.compile(r"^\s*[\[【]([^\[\]【】]{1,40})[\]】]\s*+(?::\s*+(?=\S)|(?=\S))")
"""A tag in brackets in front of a title: `[NeurIPS 2024] …`."""
_STRAY_TAG = re.compile(r"^[^\[\]]{1,40}\]\s*+(?::\s*+(?=\S{2})|(?=\S{2}))")
"""The rest of such a tag whose opening bracket is lost."""
_MEANT_TAG = re.compile(
    r"^(?:re|reply|comment|discussion|erratum|correction|retracted|v?\d+(?:\.\d+)*|(?:part|vol(?:ume)?|version) .*)\b",
    re.IGNORECASE,
)
"""Tags that belong to the title: `[Re]`, `[v2]`, `[Part 2]`."""
_DATED_TAG = re.compile(rf"\s*(?:{_PLACED}|(?:19|20)\d\d)\s*", re.IGNORECASE)
_BULLET = re.compile(
    r"^(?:(?:\d{1,3} ?[.)]|\d{1,2}(?:\.\d{1,2}){1,2}\.|#\d{1,3}[:.)]?|№ ?\d{1,3}|[(\[]\d{1,3}[)\]]|\d{1,3} [-–—])\s+"
    r"(?=(?:[^\w\s]|_)*[^\W\d_])|[\s*•·>#|~]|[-–—+](?=\s)|[→►▶▪◦‣](?=\s)|:[a-z][a-z0-9_+-]+:(?=\s)|[0-9#*]\ufe0f?\u20e3|"
    r"\[[ xX✓]\](?=\s))+"
)
"""List marks and numbers in front of a title."""
_HEAD = re.compile(
    rf"^(?:(?:(?:Paper page|GitHub)\s[-–—]\s(?:[\w.-]+/[\w.-]+:)?|(?:Title|Paper):|\(PDF\))\s*|(?-i:NEW)!\s+|New:\s+"
    rf"|\(new\)\s+|{_ID}\s*[:|]?\s+(?=\S+ \S)"
    rf"|(?-i:[A-Z][\w'’-]+) et al\.?,? ?(?:[(\[]?(?:19|20)\d\d[a-z]?[)\]]?)?\s*(?::|\s[-–—])\s+"
    rf"|[(\[](?-i:[A-Z][\w'’-]+) et al\.?,? ?(?:(?:19|20)\d\d[a-z]?)?[)\]]:?\s+"
    rf"|\((?:{_PLACED}|(?:19|20)\d\d)\)\s*:?\s*"
    rf"|[`*_]{{1,3}}{_PLACED}[`*_]{{1,3}}\s*:?\s+"
    rf"|(?:{_VENUE}{_TRACK}?[ -]?(?:'\d\d|(?:19|20)\d\d){_TRACK}?|{_DATE}|(?:19|20)\d\d(?=\s*\|))\s*[:|]\s+"
    r"|(?:19|20)\d\d(?:[./]\d\d(?:[./]\d\d)?|-\d\d-\d\d)\s+)(?=\S)",
    re.IGNORECASE,
)
"""What stands in front of a title without square brackets: `CVPR 2024: …`, `(2023) …`, `Paper page - …`."""
_PLAIN_HEAD = re.compile(r"(?:new|paper|title|.{2,20}\d):|paper page|new!|arxiv[: ]", re.IGNORECASE)
_PLAIN_SIGNS = (
    {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")
    | dict.fromkeys(map(ord, "\u200b\u200c\u200e\u2060\ufeff\u00ad"))
)
"""Full width letters and marks, special blanks, and signs that nobody sees."""
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_BREAK = re.compile(r"(?:(?<!\s)\s++)?<br ?/?>\s*")
"""Marks of Markdown and HTML: where a line was copied with its links and badges."""
_FEWEST_WORDS = 2
_TAIL_REACH = 110
"""No tail is longer than this many letters."""
_MOST_TAILS = 20
"""The most pieces that are cut off, as each look goes over the whole title."""
_MOST_HEADS = 6
_SUSPECT = re.compile(r"[\])\"”0-9@>】|`*_]|!$|:$| et al|\s[-–—]\s")
_CAPITALS = re.compile(r"\b[A-Z]{2,}[.,;]?$")


def plainly_bare(title: str) -> bool:
    """Whether an ASCII title of letters and common marks, which ends in no mark, has nothing hung on it."""
    return not (" - " in title or "::" in title or " et al" in title or _PLAIN_HEAD.match(title))


@lru_cache(maxsize=4096)
def undecorated(title: str) -> str:
    """A title as its authors wrote it: without the emoji, tags, venues, dates and institutes that lists add."""
    text = html.unescape(html.unescape(title)) if "&" in title else title
    if not text.isascii():
        text = text.translate(_PLAIN_SIGNS)
    if "](" in text or "<br" in text:
        text = _BREAK.sub(" | ", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    return _without_tails(_without_heads(text)).strip()


@lru_cache(maxsize=4096)
def hung_years(title: str) -> frozenset[str]:
    """The years around a title that may tell editions apart: bare in brackets, or beside a word of editions."""
    if not _FOUR_DIGITS.search(title):
        return frozenset()
    bare = undecorated(title)
    if len(bare) + 6 > len(title) or not (_EDITION.search(bare) or re.search(r"[(\[](?:19|20)\d\d[)\]]", title)):
        return frozenset()
    before, _, behind = title.partition(bare) if bare in title else ("", "", title)
    return frozenset(_FOUR_DIGITS.findall(before + " " + behind))


def _without_heads(text: str) -> str:
    for _ in range(_MOST_HEADS):
        shorter = _without_head_tags(_without_pictures(text))
        if (head := _HEAD.match(shorter)) and len(_WORD.findall(rest := shorter[head.end() :])) > 1:
            shorter = rest
        if shorter == text:
            break
        text = shorter
    return text


def _without_tails(text: str) -> str:
    """Cut off what stands behind the title, one piece at a time, as long as two words are left."""
    for _ in range(_MOST_TAILS):
        if not _may_end_in_tail(text):
            break
        shorter = _without_tail(text[-_TAIL_REACH:])
        if shorter.rstrip().endswith((")", "]")) and not _EDITION.search(text):
            shorter = _BARE_YEAR.sub("", shorter)
        shorter = text[:-_TAIL_REACH] + shorter
        if len(shorter) == len(text) or len(_WORD.findall(shorter)) < _FEWEST_WORDS:
            break
        text = shorter
    return text


def _without_tail(text: str) -> str:
    # Tried only where a tail can begin: the pattern is long, and a search would try all of it at every letter.
    for start in _TAIL_STARTS.finditer(text):
        tail = _TAILS.match(text, start.start())
        if tail:
            return text[: tail.start()] + text[tail.end() :]
    return text


def _may_end_in_tail(text: str) -> bool:
    reach = max(0, len(text) - _TAIL_REACH)
    if _SUSPECT.search(text, reach):
        return True
    return (text[-1:].isupper() or text[-1:] in ".,;\n") and _CAPITALS.search(text, reach) is not None


def _without_pictures(text: str) -> str:
    # A number in a box is a digit, a sign and a frame: taken whole, before the sign goes.
    bullet = _BULLET.match(text)
    text = text[bullet.end() :] if bullet else text
    if not text.isascii():
        text = "".join(" " if _is_picture(c) else c for c in text)
        bullet = _BULLET.match(text)
        text = text[bullet.end() :] if bullet else text
    return text


def _is_picture(letter: str) -> bool:
    return letter in "\ufe0f\u200d" or (letter != "°" and unicodedata.category(letter) == "So")


def _without_head_tags(text: str) -> str:
    if "]" not in text and "】" not in text:
        return text
    for pattern in (_HEAD_TAG, _HEAD_TAG, _STRAY_TAG):
        tag = pattern.match(text)
        if tag and not (tag.lastindex and _MEANT_TAG.match(tag[1]) and not _DATED_TAG.fullmatch(tag[1])):
            rest = text[tag.end() :]
            if len(_WORD.findall(rest)) > 1:
                text = rest
    return text
