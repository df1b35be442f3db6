"""One normal form for a title, however a list, a feed or a publisher wrote it.

TeX, HTML, Greek, accents, typographic signs, case and hyphens fold away, and so does what lists hang on a title:
emoji, bullets, `[tags]`, venues, dates, institutes. Words and numbers stay; so does what sets two papers apart
(`[Re]`, `[v2]`, `Part 2`, the year of an edition, `++`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_ALNUM = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_PLAIN = _ALNUM + b" ,.:;!?()/-"
_FOLDED = bytes(letter if letter in _ALNUM else 32 for letter in range(256)).lower()
"""ASCII letters in lower case, digits, and blanks for all else."""
_WORD = re.compile(r"[^\W_]+")
_STYLE_NAMES = (
    "text(?:bf|it|tt|sc|rm|sf|sl|up|normal)?|emph|math(?:cal|bf|rm|bb|it|sf|tt|frak|scr|normal|bm)|boldsymbol|bm|mbox|"
    "operatorname|underline|ensuremath"
)
_STYLE = re.compile(
    rf"\\(?:{_STYLE_NAMES}|left|right|[bB]ig|displaystyle|xspace|protect|rm|bf|it|tt|sc|em|sf)(?![A-Za-z])\*?"
)
"""TeX commands that set a style and print nothing."""
# What is left of `\mathcal{O}` where a feed took the backslash away.
_STRIPPED_STYLE = re.compile(r"\b(?:text(?:bf|it|tt|sc|rm|sf)|math(?:cal|bf|rm|bb|it|sf|frak))(?=\s*\{)")
_ACCENT = re.compile(r"""\\(?:[`'^"~=.]|[uvHtcdbrk](?![A-Za-z]))\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))""")
"""TeX accents: `\\"o`, `\\v{c}`."""
_LETTER_COMMAND = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])\s?(?:\{\})?")
"""TeX commands that print a letter: `\\ss`, `\\o`."""
_LETTER_OF = {"aa": "a", "AA": "A"}
_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|sub|sup|br|span|font|tt|code|small|big|p|div|img|scp|inf|italic|bold)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""HTML tags that occur in titles."""
_PLUS = re.compile(r"(?<=[A-Za-z0-9])(\++)(?![A-Za-z0-9+])")
_DROPPED = str.maketrans("", "", "{}$^_'’‘`´\"“”″′\u200b\u200c\u200d\u2060\ufeff\u00ad\\*")
_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe",
        "Œ": "OE", "ı": "i", "ð": "d", "þ": "th", "∇": "nabla", "∂": "partial", "∞": "infty", "×": "times",
        "°": "deg", "ℓ": "ell", "∈": "in", "≤": "leq", "≥": "geq", "≠": "neq", "→": "to", "±": "pm",
        "\u00a0": " ",
    }
)  # fmt: skip
_DROPPED_ASCII = b"{}$^_'`\"\\*"
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon "
    "phi chi psi omega"
)
_GREEK = str.maketrans(
    {chr(0x3B1 + n): name for n, name in enumerate(_GREEK_NAMES.split())}
    | {"ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ϱ": "rho", "ϖ": "pi"}
)
_VARIANT_GREEK = re.compile(r"\\var(?=epsilon|phi|theta|rho|pi|sigma|kappa)")
"""The `var` of a Greek letter's variant form in TeX."""

_VENUE = (
    r"(?:CVPR|ICCV|ECCV|WACV|BMVC|ACCV|NeurIPS|NIPS|ICML|ICLR|AAAI|IJCAI|UAI|AISTATS|COLT|CoRL|ICRA|IROS|RSS|RA-?L|T-?RO|"
    r"ACL|EMNLP|NAACL|EACL|AACL|COLING|TACL|CoNLL|LREC|SIGIR|KDD|SIGKDD|WWW|TheWebConf|WSDM|CIKM|RecSys|ICDM|ICDE|VLDB|"
    r"SIGMOD|MLSys|OSDI|SOSP|ASPLOS|ISCA|HPCA|MICRO|DAC|ICCAD|DATE|FAST|ATC|NSDI|SIGCOMM|SIGGRAPH|TOG|ACM ?MM|ACMMM|MM|"
    r"ICME|ICIP|ICASSP|INTERSPEECH|Interspeech|MICCAI|MedIA|ISBI|TMI|TIP|TPAMI|PAMI|IJCV|TNNLS|TKDE|TVCG|TCSVT|TMM|JMLR|"
    r"TMLR|PRCV|3DV|CHI|UIST|Nature(?: \w+)?|Science(?: \w+)?|arXiv|Arxiv|ArXiv|Preprint|Under Review|ICPR|EMBC|SenSys|"
    r"ICSE|FSE|ASE|ISSTA|USENIX(?: \w+)?|CCS|NDSS|S&P|INFOCOM|MobiCom|EuroSys|PPoPP|SC|COLM|LoG|ALT|SODA|STOC|FOCS)"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"(?:\d{{1,2}} {_MONTH},? (?:19|20)\d\d|{_MONTH} (?:\d{{1,2}},? )?(?:19|20)\d\d|"
    r"(?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?)"
)
_YEAR = r"(?:'?\d\d|(?:19|20)\d\d)"
_TRACK = r"(?: ?(?:Workshops?|W|Findings|Oral|Spotlight|Highlight|Best Paper|Demo|Poster|Main|D&B(?: Track)?))"
"""How a paper was shown at a venue."""
_PLACED = (
    rf"(?:(?:IEEE |ACM |Proc\. |in |In )?{_VENUE}{_TRACK}?,?[ -]?{_YEAR}?{_TRACK}?|{_YEAR} {_VENUE}{_TRACK}?|{_DATE})"
)
"""A venue or date in any form, as it stands behind a title."""
_LABEL = (
    r"(?:code|paper|pdf|arxiv|project(?: page)?|website|page|github|video|data|dataset|model|demo|blog|slides|bib|link|"
    r"new|oral|spotlight|star|tutorial|survey|(?:with )?supplementary materials?|supp|extended abstract|"
    r"journal version|extended version|full version|to appear|submitted|preprint|withdrawn|NA)"
)
"""Words of tags behind a title that say nothing of it."""
# Tails that say where, when and with what; each is cut off only where a title is left before it.
_TAILS = re.compile(
    rf"\s*(?:[(\[]\s*@[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]?"  # (@institute etc)
    rf"|[.,]?[\"”]\s*[A-Z][\w&/ .:-]{{1,60}}\s?\((?:19|20)\d\d\)"  # ." Venue (2025)
    rf"|[.,;|–—-]?\s*[(\[]\s*{_PLACED}\s*[)\]](?:[.,]|\s+by\b.*)?"
    rf"|\s*[(\[]\s*{_LABEL}\s*[)\]]"
    rf"|(?:[.,;|]|\]? [–—-])\s*{_PLACED}"
    rf"|\s{_VENUE}{_TRACK}? (?:19|20)\d\d"
    rf"|\s{_LABEL}(?<=\sNA)"
    rf")\s*[.,;]?$",
    re.IGNORECASE,
)
_TAIL_STARTS = re.compile(r"[\s(\[\].,;|\"”–—-]")
_BARE_YEAR = re.compile(r"(?:(?<!\s)\s++)?[(\[](?:19|20)\d\d[)\]]\s*$")
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
_BULLET = re.compile(r"^(?:[\s*•·>#|~]|[-–—](?=\s)|\d{1,3}[.)]\s(?=[A-Z]))+")
"""List marks in front of a title."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|(?<![\w-])(?P<roman>(?:II|III|IV|VI|VII|VIII|IX)|"
    r"(?:(?<=[Pp]art )|(?<=PART )|(?<=[Vv]olume ))(?:I|V|X)|(?<= )(?:I|V|X)(?=:))(?![\w'’])"
)
"""A number in digits, or a Roman one where it can be no word or initial."""
_DIGITS = re.compile(r"\d\d*(?:[.,]\d+)*")
_ROMAN_LETTER = re.compile(r"[IVX]")
_ROMAN_MARKS = ("II", "IV", "VI", "IX", "I:", "V:", "X:", "art ", "ART ", "olume ")
"""An ASCII title without any of these holds no Roman number, whatever is cut off its ends."""
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_FEWEST_WORDS = 2
_TAIL_REACH = 110
"""No tail is longer than this many letters."""
_MOST_TAILS = 20
"""The most pieces that are cut off, as each look goes over the whole title."""
_SUSPECT = re.compile(r"[\])\"”0-9@]")
_CAPITALS = re.compile(r"\b[A-Z]{2,}[.,;]?$")
_SUSPECT_ENDS = frozenset('])"”.0123456789AW')


def fold(title: str) -> str:
    """A title's words in one normal form, separated by single spaces."""
    if title.isascii() and title[:1].isalnum() and title[-1] not in _SUSPECT_ENDS:
        letters = title.encode("ascii")
        if not letters.translate(None, _PLAIN):
            return _ascii_words(letters)
    bare = undecorated(title)
    return _words(bare) or _words(title)


def _ascii_words(letters: bytes) -> str:
    return b" ".join(letters.translate(_FOLDED, _DROPPED_ASCII).split()).decode("ascii")


def fold_tight(title: str) -> str:
    """The normal form without spaces: `Long-Tail`, `Long Tail` and `LongTail` are one."""
    return fold(title).replace(" ", "")


@lru_cache(maxsize=4096)
def undecorated(title: str) -> str:
    """A title as its authors wrote it: without the emoji, tags, venues, dates and institutes that lists add."""
    text = html.unescape(html.unescape(title)) if "&" in title else title
    text = _without_pictures(text)
    text = _without_head_tags(text)
    return _without_tails(text).strip()


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


def numbers(title: str) -> tuple[str, ...]:
    """The numbers of a title: `2.5` whole, thousands without their comma, roman ones after `Part` and `II` to `IX`."""
    if not title.isascii():
        title = unicodedata.normalize("NFKC", title)
    if title.isascii() and "&" not in title:
        roman = any(mark in title for mark in _ROMAN_MARKS)
    else:
        roman = _ROMAN_LETTER.search(title) is not None
    if not roman and not _DIGITS.search(title):
        return ()
    bare = undecorated(title)
    if roman:
        return tuple(_as_number(match) for match in _NUMBER.finditer(bare))
    return tuple(map(_as_digits, _DIGITS.findall(bare)))


def _as_number(match: re.Match[str]) -> str:
    if match["roman"]:
        return str(_ROMAN.index(match["roman"].upper()) + 1)
    return _as_digits(match[0])


def _as_digits(text: str) -> str:
    return (text.replace(",", "") if "," in text and _THOUSANDS.fullmatch(text) else text).lstrip("0") or "0"


def _without_pictures(text: str) -> str:
    if not text.isascii():
        text = "".join(" " if _is_picture(c) else c for c in text)
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def _is_picture(letter: str) -> bool:
    return letter in "\ufe0f\u200d" or (letter != "°" and unicodedata.category(letter) == "So")


def _without_head_tags(text: str) -> str:
    if "]" not in text and "】" not in text:
        return text
    for pattern in (_HEAD_TAG, _HEAD_TAG, _STRAY_TAG):
        tag = pattern.match(text)
        if tag and not (tag.lastindex and _MEANT_TAG.match(tag[1])):
            rest = text[tag.end() :]
            if len(_WORD.findall(rest)) > 1:
                text = rest
    return text


def _words(title: str) -> str:
    text = _without_markup(title)
    if text.isascii():
        return _ascii_words(text.encode("ascii"))
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_DROPPED)
    if not text.isascii():
        text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(_WORD.findall(text.casefold().translate(_GREEK)))


def _without_markup(title: str) -> str:
    text = html.unescape(html.unescape(title)) if "&" in title else title
    if "<" in text:
        text = _TAG.sub("", text)
    if "{" in text:
        text = _STRIPPED_STYLE.sub("", text)
    if "\\" in text:
        text = _without_tex(text)
    if "+" in text:
        text = _PLUS.sub(lambda m: " plus" * len(m[1]) + " ", text)
    return text


def _without_tex(text: str) -> str:
    text = _ACCENT.sub(lambda m: m[1] or m[2], text)
    text = _STYLE.sub("", text)
    text = _LETTER_COMMAND.sub(lambda m: _LETTER_OF.get(m[1], m[1]), text)
    text = _VARIANT_GREEK.sub(r"\\", text)
    return _COMMAND.sub(r"\1", text)
