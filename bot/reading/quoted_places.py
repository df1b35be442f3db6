"""A citation behind its quoted title: the place in emphasis, volume and pages, the date: `," in *ICML*, vol. 4, 2019`."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.reading import dates
from bot.reading.draft import Draft
from bot.reading.fields import Field

_PLACE = re.compile(
    r"\s*[,.]?[\"”»][ ,.]*(?:[Ii]n:? )?(?P<mark>[*_])(?P<venue>\w[^*_\n]{2,240})(?P=mark)(?P<rest>[, ][^*_\n]*)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def quoted_place(draft: Draft, begin: int, end: int) -> bool:
    """Read what stands between a quoted title and the link, where emphasis says which of it is the place."""
    found = _PLACE.fullmatch(draft.block, begin, end)
    when = found and _when(draft.block, *found.span("rest"))
    if not found or not when:
        return False
    first, last = when
    draft.put(Field.VENUE, *found.span("venue"))
    draft.put(Field.YEAR if _YEAR.fullmatch(draft.block, first, last) else Field.DATE, first, last)
    for start, stop in ((found.start("rest"), first), (last, end)):
        _figures(draft, start, stop)
    return True


def _when(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a part between commas is a date, or a year alone."""
    for part in _parts(text, start, end):
        if dates.DATE.fullmatch(text[slice(*part)]) or _YEAR.fullmatch(text, *part):
            return part
    return None


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts between commas, without the blanks and the stop around them and what leads to a link behind the last."""
    stop = _LEAD.search(text, max(start, end - _LONGEST_LEAD), end)
    bounds = [start, *(n + 1 for n in range(start, end) if text[n] == ","), stop.start() + 1 if stop else end + 1]
    found = []
    for first, last in pairwise(bounds):
        inner = text[first : last - 1]
        if inner.strip(" ."):
            left = first + len(inner) - len(inner.lstrip(" "))
            found.append((left, left + len(inner.strip(" ").rstrip("."))))
    return found


_LEAD = re.compile(r"[.,]? {0,3}(?:\[Online\][.:]? {0,3})?(?:Available|Accessed|doi|DOI|URL)\b[^,]*$")
_LONGEST_LEAD = 40


def _figures(draft: Draft, start: int, end: int) -> None:
    """Volume, number and pages: one text of this paper's own."""
    parts = _parts(draft.block, start, end)
    if parts:
        draft.put(Field.IDEA, parts[0][0], parts[-1][1])
