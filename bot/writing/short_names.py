"""How much of a name a list prints: all of it, the family name alone, or initials before or behind it.

A feed names people in full; a list that says `Lee et al.` or `A. Lee` everywhere says so of the next paper, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from bot.reading.people import ELLIPSES, is_elision

_FEWEST, _MOST = 3, 0.8
"""This many names, and such a part of them, tell how names are printed here."""
_WORD = r"[^\W\d_][\w'’-]+"
_PARTICLE = r"(?:van|von|de|den|der|di|da|del|della|dos|du|la|le|ter|ten|bin|al|el)"
_FAMILY = rf"(?:{_PARTICLE} ){{0,3}}{_WORD}"
_FORMS = {
    "family": re.compile(rf"{_FAMILY}\.?", re.IGNORECASE),
    "before": re.compile(rf"(?:(?:[^\W\d_]\.[ -]?){{1,4}} ?|[A-Z]{{2,3}}\. ){_FAMILY}"),
    "packed": re.compile(rf"(?:[^\W\d_]\.){{2,4}} {_FAMILY}"),
    "behind": re.compile(rf"{_FAMILY}, (?:[^\W\d_]\.[ -]?){{1,4}}"),
    "stopless": re.compile(rf"[A-Z](?: ?[A-Z]){{0,2}} {_FAMILY}"),
    "bare": re.compile(rf"{_FAMILY} (?:[A-Z] ?){{1,3}}"),
}
_PARTED = re.compile(rf"(?P<given>\S.*?) (?P<family>{_FAMILY})(?P<suffix>,? (?:Jr\.?|Sr\.?|I{{2,3}}|IV))?")


_INVERTED = re.compile(rf"{_FAMILY}, {_WORD}(?:[ -][^\W\d_][\w'’.-]*)*")
"""`Lee, Ann B.`: a name in full that is turned around."""
_UNPARTED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
"""What a name begins with in a script that puts no blank into names."""
_GLUED = re.compile(r"[A-Z]{2,3}\. ")
"""`JD. Lee`: initials before a family name with one stop behind them all."""
_TIGHT, _LOOSE = re.compile(r" [A-Z]{2,3}$|^[A-Z]{2,3} "), re.compile(r" [A-Z] [A-Z]$|^[A-Z] [A-Z] ")
"""Initials behind or before a family name, together and apart."""
_GROUP = re.compile(r"\b(?:team|group|labs?|consortium|collaboration|research|ai|et al)\b", re.IGNORECASE)
"""People who sign as one have no family name."""


def printer_of(names: Iterable[str]) -> Callable[[str], str]:
    """What prints a full name as these names are printed; names that no form fits are left as they are."""
    told = [name for name in names if not (name in ELLIPSES or is_elision(name) or _UNPARTED.match(name))]
    forms = Counter(_form_of(name) for name in told)
    form, count = forms.most_common(1)[0] if forms else ("", 0)
    cut = len(told) - forms[""] - forms["family"] if form != "family" else 0  # initials, one way or another
    if not form or len(told) < _FEWEST or max(count, cut) < _MOST * len(told) or count * 2 <= len(told):
        return str
    if form == "before" and any(map(_GLUED.match, told)):
        return lambda name: _GLUE.sub("", _printed(name, form, packed=True))
    tight = _FORMS["packed"].fullmatch if form == "before" else _TIGHT.search
    packed = any(map(tight, told)) or (form in ("bare", "stopless") and not any(map(_LOOSE.search, told)))
    return lambda name: _printed(name, form, packed=packed)


_GLUE = re.compile(r"(?<![.-])[.-]++(?=[^\W\d_]\.)")
"""What stands between initials: `J.-D.` is `JD.`"""


def inverted(names: Sequence[str], lines: Iterable[Sequence[str]]) -> list[str]:
    """Full names as these lines of names print them: the first one, or all, with the family name before a comma.

    `Lee, Ann, and Bo Chen` and `Lee, Ann and Chen, Bo`.
    """
    told = [line for line in lines if line]
    if len(told) < _FEWEST or sum(_INVERTED.fullmatch(line[0]) is not None for line in told) < _MOST * len(told):
        return list(names)
    others = [name for line in told for name in line[1:] if name not in ELLIPSES and not is_elision(name)]
    every = sum(_INVERTED.fullmatch(name) is not None for name in others) * 2 > len(others)
    return [_inverted(name) if every or not number else name for number, name in enumerate(names)]


def _inverted(name: str) -> str:
    found = _PARTED.fullmatch(name)
    if found is None or "," in name or _GROUP.search(name):
        return name
    return f"{found['family']}, {found['given']}"


def family_of(name: str) -> str:
    """The family name of a full name; one that has none is left as it is."""
    return _printed(name, "family", packed=False)


def form_of(name: str) -> str:
    """How much of a name is printed and in which order: "" for all of it, the family name last."""
    return "inverted" if _INVERTED.fullmatch(name) else _form_of(name)


def _form_of(name: str) -> str:
    return next((form for form, pattern in _FORMS.items() if pattern.fullmatch(name)), "")


def _printed(name: str, form: str, *, packed: bool) -> str:
    found = _PARTED.fullmatch(name)
    if found is None or "," in found["given"] or _form_of(name) or _GROUP.search(name):
        return name
    family, initials = found["family"], _initials(found["given"])
    match form:
        case "family":
            return family
        case "before":
            return f"{('' if packed else ' ').join(initials)} {family}"
        case "behind":
            return f"{family}, {' '.join(initials)}"
        case _:
            letters = ("" if packed else " ").join(initial[0] for initial in "-".join(initials).split("-"))
            return f"{letters} {family}" if form == "stopless" else f"{family} {letters}"


def _initials(given: str) -> Sequence[str]:
    """`Jean-Luc M.` → `J.-L.`, `M.`"""
    return ["-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split()]
