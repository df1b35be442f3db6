"""Citations that say the kind of the work behind its title, as GB/T 7714 has them: `李明, 王芳. 题名[J]. 学报, 2021, 44(5): 1-9`."""

from __future__ import annotations

import re

from bot.reading.draft import Draft
from bot.reading.fields import Field
from bot.reading.spans import WORD, rstrip

_MARK = r"[ \t]?\\?\[(?:[JCDMRNSPZA]|EB|DB|CP)(?:/OL)?\\?\]"
_MARKED = re.compile(_MARK)
_STOP, _COMMA = r"[.．。]", r"[,，]"
_CITED = re.compile(
    rf"(?>(?P<people>[^\[\]\n(]{{2,300}}?(?:et[ ]al|等)?){_STOP}[ \t]*(?P<title>[^\[\]\n]{{3,300}}?)(?P<mark>{_MARK}))(?:{_STOP}|//|{_COMMA})[ \t]*"
    rf"(?P<place>(?:(?!{_STOP}[ \t]|{_COMMA}[ \t]|{_STOP}$)[^\[\]\n]){{2,200}})"
    rf"(?:(?:{_STOP}|{_COMMA})[ \t]*(?P<more>(?!(?:19|20)\d\d)[^\[\]\n]{{2,80}}?))??(?:{_STOP}|{_COMMA})[ \t]*(?P<year>(?:19|20)\d\d)"
    rf"(?:[,，:：(][ \t]*(?P<rest>[^\[\]\n]*))?"
)
"""People and title end at the mark wherever they are parted: no other way to part them is tried when the rest fails."""
_PREPRINT = re.compile(r"(?P<name>arXiv(?:[ ]preprint)?)[ ]arXiv:\d", re.IGNORECASE)
_LOOSE = " \t\u00a0.,，．。:："


def kind_marked(draft: Draft, start: int) -> bool:
    """Put people, title, place, year and pages of such a citation; whether the entry's text is one."""
    if not _MARKED.search(draft.block, start):
        return False
    found = _CITED.match(draft.block, start)
    if found is None or any(draft.covered(*found.span(name)) for name in ("people", "title", "place", "year")):
        return False
    draft.put(Field.AUTHORS, *_trimmed(draft, found, "people"))
    draft.put(Field.TITLE, *_trimmed(draft, found, "title"))
    draft.taken.append(found.span("mark"))
    served = _PREPRINT.match(draft.block, *found.span("place"))
    draft.put(Field.VENUE, *(served.span("name") if served else _trimmed(draft, found, "place")))
    if served:
        draft.taken.append(found.span("place"))
    draft.put(Field.YEAR, *found.span("year"))
    for name in ("more", "rest"):
        if found[name] and WORD.search(found[name]):
            draft.put(Field.IDEA, *_trimmed(draft, found, name))
    return True


def _trimmed(draft: Draft, found: re.Match[str], name: str) -> tuple[int, int]:
    """Where a part stands without blanks and stops at its end; the stop of "et al." is one of its line."""
    start, end = found.span(name)
    return start, rstrip(draft.block, start, end, _LOOSE)
