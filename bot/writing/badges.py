"""Tags and venues printed as badges: `![Survey](https://…/badge/Survey-87b800)` says its word twice, and its colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.model import Link
from bot.writing.template import (
    BADGE,
    LABEL,
    SPOKEN,
    Slot,
    Template,
    badge_name,
    repo_of,
    spoken_name,
    text_of,
    written,
)


def tag_in(slot: Slot, tag: str, beside: Iterable[Slot]) -> str:
    """A tag in the form of another entry's; a word alone takes the colour it has here, or else that badge's."""
    if not tag or not {BADGE, SPOKEN} & set(slot.form):
        return written(slot.form, {LABEL.name: tag})
    if "-" not in tag:
        same = (other.shown for other in beside if spoken_name(other.shown).lower() == tag.lower())
        tag = next(same, f"{tag.replace(' ', '_')}-{slot.shown.rpartition('-')[2]}")
    return written(slot.form, {LABEL.name: tag, BADGE.name: badge_name(tag), SPOKEN.name: spoken_name(tag)})


def renamed(block: str, before: Sequence[Link], after: Sequence[Link]) -> str:
    """An entry's lines with the badges of its repository made of the name of the one that took its place."""
    repos = [tuple(filter(None, (repo_of(link.url) for link in links))) for links in (before, after)]
    if [len(names) for names in repos] != [1, 1] or repos[0] == repos[1]:
        return block
    ((old,), (new,)) = repos
    return re.sub(rf"({_BADGE}){re.escape(old)}(?![\w-])", lambda found: found[1] + new, block)


def without_bare_years(block: str, templates: Sequence[Template]) -> str:
    """A new entry's lines without a badge of a venue that it has none for, so that its year alone was left: `badge/'25-red`."""
    found = _YEAR_ALONE.search(block)
    if found is None or any(_YEAR_ALONE.search(_plain(template)) for template in templates):
        return block
    return block[: found.start()] + block[found.end() :]


def _plain(template: Template) -> str:
    """An entry as it is written, as far as a badge goes."""
    slots = [slot.raw or slot.shown for slot in template.slots]
    texts = map(text_of, template.literals)
    return "".join(text for pair in zip(texts, [*slots, ""], strict=True) for text in pair)


_YEAR_ALONE = re.compile(
    r"[ \t]*!\[[^\[\]\n]*\]\(https?://img\.shields\.io/badge/['’_-]{0,2}(?:(?:19|20)?\d\d)-{1,2}\w+(?:\.svg)?\)"
)


_BADGE = r"https?://(?:img\.shields\.io|badgen\.net)/github/[\w./-]{1,40}?/"
