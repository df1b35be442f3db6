"""Links by reference (`[Title][key]`, `[key]: https://…` elsewhere) ⇄ links as all others are read.

A list that uses them is read from a text in which each is spelt out, line for line the same; what is written for it
goes back to the list's own form wherever an address has a definition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.reading.blocks import Kind, Line

_DEFINITION = re.compile(r"\[(?!\^)([^\[\]\n]{1,200})\]:[ \t]+<?(\S+?)>?(?:[ \t]+[\"'(][^\n]*)?[ \t\r]*$")
"""The definition of a link by reference: `[key]: https://…`."""
_NOTE = re.compile(r"\[\^[^\[\]\n]{1,80}\]:")
_PICTURE = r"!\[[^\[\]\n]*\]\([^()\s]*\)"
"""A badge, as the words of a link may be one."""
_REFERENCE = re.compile(
    r"\[(?P<label>(?:[^\[\]\\\n!]|!(?!\[)|\\.|"
    + _PICTURE
    + r"|\[[^\[\]\n]*\](?![\[(]))*)\]\[(?P<key>[^\[\]\n]*)\](?!\()"
    r"|\[(?P<short>[^\[\]\\\n]+)\](?![\[(:])"
)
"""A link by reference: `[Title][key]`, `[key]`."""
_INLINE = re.compile(
    r"\[((?:(?:[^\[\]\\\n!]|!(?!\[))++|\\.|" + _PICTURE + r"|\[[^\[\]\n]*\](?!\()){0,99})\]\(([^()\s]+)\)"
)
"""A link with its address in place."""


@dataclass(frozen=True, slots=True)
class References:
    """Addresses by folded key, keys by address, and how each link that was spelt out is written in the list."""

    addresses: Mapping[str, str]
    written: dict[str, str] = field(default_factory=dict)

    def spelt_out(self, text: str) -> str:
        """The text with every link by reference in the form `[label](address)`."""
        return _REFERENCE.sub(self._spelt, text)

    def _spelt(self, found: re.Match[str]) -> str:
        label = found["short"] if found["label"] is None else found["label"]
        address = self.addresses.get(_folded(found["key"] or label))
        if address is None:
            inner = found["label"]
            return found[0] if not inner or "[" not in inner else f"[{self.spelt_out(inner)}][{found['key']}]"
        link = f"[{label}]({address})"
        self.written.setdefault(link, found[0])
        return link

    def as_written(self, block: str) -> str:
        """A block with links in the list's form where their addresses have a definition."""
        keys = {address: key for key, address in self.addresses.items()}

        def back(found: re.Match[str]) -> str:
            if found[0] in self.written or found[2] not in keys:
                return self.written.get(found[0], found[0])
            return f"[{found[1]}][{keys[found[2]]}]"

        return _INLINE.sub(back, block)


def read_references(text: str, lines: Sequence[Line]) -> References | None:
    """Find the definitions and mark their lines, and those of footnotes, as no part of the list; None without any."""
    if "]:" not in text:
        return None
    addresses: dict[str, str] = {}
    note = False
    for line in lines:
        if line.kind is Kind.TEXT and text.startswith("[", line.body):
            note = _NOTE.match(text, line.body, line.end) is not None
            found = None if note else _DEFINITION.match(text, line.body, line.end)
            if found:
                addresses.setdefault(_folded(found[1]), found[2])
            if found or note:
                line.kind = Kind.BREAK
        elif note and line.kind is Kind.TEXT:
            line.kind = Kind.BREAK
        else:
            note = False
    return References(addresses) if addresses else None


def _folded(key: str) -> str:
    return " ".join(key.split()).casefold()
