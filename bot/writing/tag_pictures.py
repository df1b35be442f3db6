"""Pictures that go with a tag: a coloured square in front of it says the same as the tag, and is no other tag's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.reading.fields import Field
from bot.writing.facts import Facts
from bot.writing.template import Form, Slot, Template

_PICTURE = re.compile(
    r"(?::[a-z][a-z0-9_+-]{2,40}:|[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?)"
    r"[ \t]*(?=[`*_\[(]*$)"
)


def matched(best: Template, templates: Sequence[Template], facts: Facts) -> Template:
    """A template with the picture in front of each tag that its neighbours put in front of the paper's tag."""
    if not _vary(templates):
        return best
    shown: dict[str, Counter[Form]] = {}
    for template in templates:
        for literal, slot in _before(template):
            shown.setdefault(slot.shown, Counter())[literal] += 1
    if Field.TAG not in best.kinds:
        return replace(best, literals=(_without(best.literals[0], shown), *best.literals[1:]))
    literals = list(best.literals)
    for n, slot in enumerate(best.slots):
        if slot.kind is not Field.TAG or slot.number >= len(facts.tags):
            continue
        alike = [form for form, _ in shown.get(facts.tags[slot.number], Counter()).most_common()]
        bare = _bare(literals[n])
        literals[n] = next((form for form in alike if _bare(form) == bare), literals[n])
    return replace(best, literals=tuple(literals))


def _without(first: Form, shown: Mapping[str, Counter[Form]]) -> Form:
    """The start of an entry without tags, and without the picture of one."""
    text = first[0] if first and isinstance(first[0], str) else ""
    for picture in {_picture(form) for forms in shown.values() for form in forms} - {""}:
        text = re.sub(re.escape(picture) + r"[ \t]*", "", text)
    return (text, *first[1:]) if text else first


def _vary(templates: Sequence[Template]) -> bool:
    """Whether the pictures before first tags differ, and each tag keeps its own."""
    pairs = {(_picture(form), slot.shown) for t in templates for form, slot in _before(t) if _picture(form)}
    pictures, tags = {picture for picture, _ in pairs}, {tag for _, tag in pairs}
    return len(pictures) > 1 and len(pairs) < 2 * len(tags)


def _before(template: Template) -> Iterator[tuple[Form, Slot]]:
    for literal, slot, _ in template.fields:
        if slot.kind is Field.TAG:
            yield literal, slot


def _picture(form: Form) -> str:
    found = _PICTURE.search(form[-1]) if form and isinstance(form[-1], str) else None
    return found[0].strip() if found else ""


def _bare(form: Form) -> Form:
    return (*form[:-1], _PICTURE.sub("", form[-1])) if form and isinstance(form[-1], str) else form
