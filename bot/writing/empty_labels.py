"""Leaving out items that are a label without content, `- Overview:`, whose picture or text was another entry's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.writing.between import plain
from bot.writing.template import Template

_ALONE = re.compile(
    r"\n(?P<indent>[ \t]*)[-*+][ \t]+(?P<label>[*_]{0,2}[^\W\d_][^\n:\[\]()<>`]{1,40}[:：][*_]{0,2})[ \t]*(?=\n|$)"
)
_NEXT_LINE = re.compile(r"(?:[ \t]*\n)+(?P<indent>[ \t]*)(?=\S)")


def left_out(block: str, templates: Sequence[Template]) -> str:
    """The block without such items, but for labels that an entry here leaves empty, too."""
    for found in reversed(list(_ALONE.finditer(block)) if ":" in block or "：" in block else []):
        below = _NEXT_LINE.match(block, found.end())
        deeper = below is not None and len(below["indent"].expandtabs(4)) > len(found["indent"].expandtabs(4))
        if not deeper and not any(_leaves_empty(template, found["label"]) for template in templates):
            rest = block[found.end() :]
            block = block[: found.start()].rstrip() + (rest if rest.strip() else "")
    return block


def _leaves_empty(template: Template, label: str) -> bool:
    texts = [text for text in map(plain, template.literals) if label in text]
    if not texts:
        return False
    alone = re.compile(re.escape(label) + r"[ \t]*(?:\n[ \t]*)*\n[ \t]*[-*+] ")
    return any(map(alone.search, texts)) or plain(template.literals[-1]).rstrip().endswith(label)
