"""One normal form for a title, however a list, a feed or a publisher wrote it.

TeX, HTML, Greek, accents, typographic signs, case and hyphens fold away, and so does what lists hang on a title:
emoji, bullets, `[tags]`, venues, dates, institutes. Words and numbers stay; so does what sets two papers apart
(`[Re]`, `[v2]`, `Part 2`, the year of an edition, `++`).
"""

from __future__ import annotations

import html
import re
import unicodedata

from bot.matching.decorations import plainly_bare, undecorated
from bot.matching.spellings import respelled

_ALNUM = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_PLAIN = _ALNUM + b" ,.:;!?()/-"
_FOLDED = bytes(letter if letter in _ALNUM else 32 for letter in range(256)).lower()
"""ASCII letters in lower case, digits, and blanks for all else."""
_WORD = re.compile(r"[^\W_]+")
_STYLE_NAMES = (
    "text(?:bf|it|tt|sc|rm|sf|sl|up|normal)?|emph|math(?:cal|bf|rm|bb|it|sf|tt|frak|scr|normal|bm)|boldsymbol|bm|mbox|"
    "operatorname|underline|ensuremath|uppercase|lowercase|(?:sc|bf|it|tt|sf|rm|md|up|sl)(?:shape|series|family)|"
    "text(?:super|sub)script|newline|q?quad|hfill|hbox|textquotesingle|textquoteright|textquoteleft|text(?:en|em)dash|"
    "normalfont|large|Large|small|title"
)
_STYLE = re.compile(
    rf"\\(?:{_STYLE_NAMES}|left|right|[bB]ig|displaystyle|xspace|protect|rm|bf|it|tt|sc|em|sf)(?![A-Za-z])\*?"
)
"""TeX commands that set a style and print nothing."""
# What is left of `\mathcal{O}` where a feed took the backslash away.
_STRIPPED_STYLE = re.compile(r"\b(?:text(?:bf|it|tt|sc|rm|sf)|math(?:cal|bf|rm|bb|it|sf|frak))(?=\s*\{)")
_WITH_ARGUMENT = re.compile(r"\\(?:textcolor|color|href|[hv]space|fontsize|footnote|thanks)\*?\s*\{[^{}]*\}")
"""TeX commands whose first argument is not printed."""
_ACCENT = re.compile(r"""\\(?:[`'^"~=.]|[uvHtcdbrk](?![A-Za-z]))\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))""")
"""TeX accents: `\\"o`, `\\v{c}`."""
_LETTER_COMMAND = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])\s?(?:\{\})?")
"""TeX commands that print a letter: `\\ss`, `\\o`."""
_LETTER_OF = {"aa": "a", "AA": "A"}
_SIGNS = {"times": "x", "ell": "l"}
_SIGN_COMMAND = re.compile(rf"\\({'|'.join(_SIGNS)})(?![A-Za-z])")
"""Signs that people type as the letter they look like: `16x16`, `l1`."""
_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|sub|sup|br|wbr|span|font|tt|code|kbd|mark|small|big|p|div|img|scp?|inf|ins|del|italic|bold|"
    r"(?:jats|mml):[\w-]+|math|m[inors]|mrow|mtext|msu[bp]|h\d|nobr|cite|q|abbr|underline)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""HTML tags that occur in titles."""
_PLUS = re.compile(r"(?<=[A-Za-z0-9}])(?:\$?\^\{?)?(\++)(?![A-Za-z0-9+])")
"""What follows the name of a better version: `X++`, `X$^+$`."""
_SHARP = re.compile(r"(?<=[A-Za-z])#(?=[:\s]+\S)")
"""A sign of a name within a title: `C# Code`. (A star behind a name is dropped by some lists.)"""
_HIGH = str.maketrans({"⁺": "+", "＋": "+", "＃": "#"})
_DROPPED = str.maketrans("", "", "{}$^_'’‘`´\"“”″′ʼʻʹ\u200b\u200c\u200d\u2060\ufeff\u00ad\\*")
_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe",
        "Œ": "OE", "ı": "i", "ð": "d", "þ": "th", "∇": "nabla", "∂": "partial", "∞": "infty", "×": "x",
        "°": "deg", "ℓ": "l", "∈": "in", "≤": "leq", "≥": "geq", "≠": "neq", "→": "to", "±": "pm",
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
_SUSPECT_ENDS = frozenset('])"”.0123456789AW!:')


def fold(title: str) -> str:
    """A title's words in one normal form, separated by single spaces."""
    if title.isascii() and title[:1].isalpha() and title[-1] not in _SUSPECT_ENDS:
        letters = title.encode("ascii")
        if not letters.translate(None, _PLAIN) and plainly_bare(title):
            return _ascii_words(letters)
    bare = undecorated(title)
    return _words(bare) or _words(title)


def _ascii_words(letters: bytes) -> str:
    return b" ".join(letters.translate(_FOLDED, _DROPPED_ASCII).split()).decode("ascii")


def fold_tight(title: str) -> str:
    """The normal form without spaces: `Long-Tail`, `Long Tail` and `LongTail` are one."""
    return tight(fold(title))


def tight(folded: str) -> str:
    """A folded title in one spelling, without spaces, and without `and`, which is also written `&`."""
    folded = respelled(folded)
    if " and " in folded:
        folded = f" {folded} ".replace(" and ", " ")
    return folded.replace(" ", "")


def numbers(title: str) -> tuple[str, ...]:
    """The numbers of a title: `2.5` whole, thousands without their comma, roman ones after `Part` and `II` to `IX`."""
    if title.isascii() and "&" not in title:
        roman = any(mark in title for mark in _ROMAN_MARKS)
        if not roman and not _DIGITS.search(title):
            return ()
        bare = undecorated(title)
    else:
        bare = unicodedata.normalize("NFKC", undecorated(title))
        roman = _ROMAN_LETTER.search(bare) is not None
    if roman:
        return tuple(_as_number(match) for match in _NUMBER.finditer(bare))
    return tuple(map(_as_digits, _DIGITS.findall(bare)))


def _as_number(match: re.Match[str]) -> str:
    if match["roman"]:
        return str(_ROMAN.index(match["roman"].upper()) + 1)
    return _as_digits(match[0])


def _as_digits(text: str) -> str:
    return (text.replace(",", "") if "," in text and _THOUSANDS.fullmatch(text) else text).lstrip("0") or "0"


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
    if not text.isascii():
        text = text.translate(_HIGH)
    if "+" in text:
        text = _PLUS.sub(lambda m: " plus" * len(m[1]) + " ", text)
    return _SHARP.sub(" sharp ", text) if "#" in text else text


def _without_tex(text: str) -> str:
    text = _ACCENT.sub(lambda m: m[1] or m[2], text.replace("\\\\", " "))  # two of them break a line
    text = _STYLE.sub("", _WITH_ARGUMENT.sub("", text))
    text = _LETTER_COMMAND.sub(lambda m: _LETTER_OF.get(m[1], m[1]), text)
    text = _VARIANT_GREEK.sub(r"\\", _SIGN_COMMAND.sub(lambda m: _SIGNS[m[1]], text))
    return _COMMAND.sub(r"\1", text)
