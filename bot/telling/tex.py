"""TeX in a feed's abstract → the signs it stands for, for people to read; what a list gets stays as it was told.

Only what is TeX for certain is changed: a formula between two dollars, a few commands that set words, an accented
letter. A price or a path in a sentence stays, and so does whatever the library cannot read.
"""

from __future__ import annotations

import re

_LONGEST = 200
"""Characters of one piece; a longer one is no formula in a sentence."""
_PIECES = 100
"""Pieces of one text that are changed: more are no abstract, and each takes a millisecond."""
_PIECE = re.compile(
    rf"\$(?=\S)[^$]{{1,{_LONGEST}}}(?<=\S)\$(?!\d)"
    rf"|\\(?:emph|text(?:it|bf|tt|sc|sf|rm)?|underline|mbox)\{{[^{{}}\\]{{1,{_LONGEST}}}\}}"
    r"|\\['`^\"~=.Hcuvkr]\s?(?:\{\\?[A-Za-z]\}|[A-Za-z](?![A-Za-z{]))"
    r"|\\[%&#$_]"
)
"""A formula without blanks at its ends (`costs $5 and $6` is none), words set in a way, an accent, an escaped sign."""


def readable(text: str) -> str:
    """The text with its TeX as signs; the same where it holds none."""
    return _PIECE.sub(_as_signs, text, count=_PIECES) if "$" in text or "\\" in text else text


def _as_signs(found: re.Match[str]) -> str:
    piece = found[0]
    if piece.startswith("$") and not re.search(r"[\\^_]", piece):
        return piece
    from pylatexenc.latex2text import LatexNodes2Text

    try:  # a reader for each piece: it keeps a state while it reads, and the app's threads read at once
        signs: str = LatexNodes2Text(math_mode="text", strict_latex_spaces=False).latex_to_text(piece)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError):  # the library's own, of broken TeX
        return piece
    return signs if signs.strip() else piece
