"""One normal form for a title, however a list, a feed or a publisher wrote it.

TeX, HTML, Greek, accents, typographic signs, case, hyphens and list decorations fold away; words and numbers stay.
"""

from __future__ import annotations

import html
import re
import unicodedata

_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;!?()/+-]*")
_WORD = re.compile(r"[^\W_]+")
_STYLE = re.compile(
    r"\\(?:text(?:bf|it|tt|sc|rm|sf|sl|up|normal)?|emph|math(?:cal|bf|rm|bb|it|sf|tt|frak|scr|normal)|boldsymbol|bm|mbox|"
    r"operatorname|underline|ensuremath|left|right|big|Big|displaystyle|xspace|protect|rm|bf|it|tt|sc|em|sf)(?![A-Za-z])\*?"
)
_ACCENT = re.compile(r"""\\(?:[`'^"~=.]|[uvHtcdbrk](?![A-Za-z]))\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))""")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
_TAG = re.compile(r"</?(?:a|b|i|u|s|em|strong|sub|sup|br|span|font|tt|code|small|big|p|div|img|scp|inf|italic|bold)\b[^<>]*/?>", re.I)
_DROPPED = str.maketrans("", "", "{}$^_'’‘`´\"“”\u200b\u200c\u200d\u2060\ufeff\u00ad\\")
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
     "ı": "i", "ð": "d", "þ": "th", "∇": " nabla ", "∂": " partial ", "∞": " infty "}
)  # fmt: skip
_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega".split()
_GREEK_LETTERS = str.maketrans({chr(0x3B1 + n): name for n, name in enumerate(_GREEK)} | {"ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ϱ": "rho", "ϖ": "pi", "ℓ": "ell"})


def fold(title: str) -> str:
    """A title's words in one normal form, separated by single spaces."""
    if _PLAIN.fullmatch(title):
        return " ".join(_WORD.findall(title.lower()))
    return " ".join(_WORD.findall(_plain(title)))


def fold_tight(title: str) -> str:
    """The normal form without spaces: `Long-Tail`, `Long Tail` and `LongTail` are one."""
    return fold(title).replace(" ", "")


def _plain(title: str) -> str:
    text = html.unescape(html.unescape(title))
    if "<" in text:
        text = _TAG.sub("", text)
    if "\\" in text:
        text = _ACCENT.sub(lambda m: m[1] or m[2], text)
        text = _STYLE.sub("", text)
        text = _COMMAND.sub(r"\1", text)
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_DROPPED)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return text.translate(_GREEK_LETTERS)
