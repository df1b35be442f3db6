"""The numbers that people count entries with: 1, 01, a, B, iv, XII."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ROMAN = re.compile(r"(?=.)(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_LETTERS, _HUNDRED = 26, 100


def ordinals(texts: Sequence[str]) -> list[int | None]:
    """The value of each numeral in the section's way of counting; None for a text that is none."""
    roman = _is_roman(texts)
    return [_value(text, roman=roman) for text in texts]


def _is_roman(texts: Sequence[str]) -> bool:
    """Whether letters are Roman numbers: all of them could be, and not as the alphabet's first."""
    words = [text.lower() for text in texts if text.isalpha()]
    return bool(words) and words[0] not in ("c", "d") and all(_ROMAN.fullmatch(word) for word in words)


def _value(text: str, *, roman: bool) -> int | None:
    if text.isdecimal():
        return int(text)
    small = text.lower()
    if roman and _ROMAN.fullmatch(small):
        return _roman_value(small)
    return ord(small) - ord("a") + 1 if len(small) == 1 and "a" <= small <= "z" else None


def _roman_value(small: str) -> int:
    return next(number for number in range(1, _HUNDRED) if _roman(number) == small)


def _roman(number: int) -> str:
    return _TENS[number // 10] + _ONES[number % 10]


def written(number: int, texts: Sequence[str]) -> str:
    """A number in the form of the section's own: its digits, letters or Roman numbers."""
    like = next((text for text in texts if text), "")
    if like.isdecimal() or not like:
        return str(number).rjust(len(like), "0") if _padded(texts) else str(number)
    if _is_roman(texts):
        out = _roman(number) if 0 < number < _HUNDRED else ""
    else:
        out = chr(ord("a") + number - 1) if 0 < number <= _LETTERS else ""
    return (out.upper() if like.isupper() else out) or str(number)


def _padded(texts: Sequence[str]) -> bool:
    return any(text.startswith("0") and len(text) > 1 for text in texts)
