r"""Letters that TeX or HTML write as several signs, `M{\"u}ller`, `M&uuml;ller`, read as letters: lists copy names."""

from __future__ import annotations

import re

from bot.reading.fields import Piece

_LETTERS = re.compile(
    r"\{\\(?:[\"'`^~=.](?:\{\\?[a-zA-Z]\}|\\?[a-zA-Z])|[uvHtcdbrk](?:\{[a-zA-Z]\}| [a-zA-Z])"
    r"|(?:ss|ae|AE|oe|OE|aa|AA|[oOlLij]))\}"
    r"|(?<=[^\W\d_])\\[\"'`^~](?:\{\\?[a-zA-Z]\}|[aceinosuyz](?=[^\W\d_]))"
    r"|\\[uvHcdrk]\{[a-zA-Z]\}"
)
r"""A letter with an accent, or one of its own: `{\"u}`, `{\'{e}}`, `{\L}`, `\v{c}`, and `\"o` inside a word."""
_LETTER = re.compile(r"[a-zA-Z](?=[^a-zA-Z]*$)")
_ENTITIES = re.compile(r"&([a-zA-Z])(?:[a-z]?lig|uml|ring|circ|acute|grave|tilde|cedil|caron|slash);")
"""A letter with an accent by its name in HTML: `&ouml;`."""


def plain(block: str) -> str:
    """The block with the letter itself, as often as it takes to fill its place, for each that is spelt out."""
    block = _LETTERS.sub(_filled, block) if "\\" in block else block
    return _ENTITIES.sub(lambda found: found[1] * len(found[0]), block) if "&" in block else block


def _filled(found: re.Match[str]) -> str:
    letter = _LETTER.search(found[0])
    return (letter[0] if letter else "x") * len(found[0])


def spelt(piece: Piece, read: str, block: str) -> Piece:
    """A piece that was found in the `read` letters, with the value that the block prints."""
    for start, end in ((piece.start, piece.end), piece.label_at):
        if 0 <= start < end and piece.value == read[start:end]:
            return piece._replace(value=block[start:end])
    return piece
