"""Links that lost a bracket, or are parted from their text by a blank, so that Markdown shows no link."""

from __future__ import annotations

import re

Mended = tuple[str, str]
"""What is wrong in a line, and its new text ("" where only a person can mend it)."""

_SLIP = r"(?!https?://)(?:h{1,2}t{1,3}p{1,2}s{0,2}|t{1,2}ps?)"
_BARE_SCHEME = re.compile(rf"(?<![\w({{\"'/.=-]){_SLIP}[:;.]?//(?=[\w-]+\.[\w-])")
"""A misspelt scheme of an address in plain text: `htp://site.org`."""
_APART = re.compile(r"(?<=[^\s\[])\](?P<gap>[ \t]+)(?=\(https?://[^()\s]+\))")
"""The blank between a link's text and its address: `[text] (https://…)`."""
_LINKED = re.compile(r"\]\((?=https?://)")
_WHOLE = re.compile(
    r"<?https?://(?:[^\s()]|\((?:[^\s()]|\([^\s()]*\))*\))*>?(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
"""An address up to the bracket that closes the link, with a title or without."""
_ADDRESS = re.compile(r"https?://[^\s()<>|\[\]]*[^\s()<>|\[\].,;:]")
_BEHIND = re.compile(r"[*_，。、；：！？）】」》”]+$")
"""Marks and stops behind an address, which are no part of it."""
_UNLABELLED = re.compile(
    r"(?P<twice>\[?)\[(?P<label>[^\[\]()]*[^\[\]()\s])\((?P<url>https?://[^\s()]+)\)(?P<after>\]?)"
)
"""A link whose text lost its closing bracket: `[text(https://…)`."""
_NO_BRACKET = re.compile(r"\S\](?P<url>https?://[^()\s]+)\)")
_CODE = re.compile(r"`[^`]*`")
_SHOWN = 120
_FAR = 2000
"""Characters: how far a pattern looks, so that a line of any length is read in time; no label or address is longer."""


def broken(written: str, *, goes_on: bool) -> Mended | None:
    """What is wrong with the brackets of a line's links, and the line as it was meant; None where nothing is wrong.

    `goes_on` says that the next line may be the rest of this one.
    """
    masked = _CODE.sub(lambda found: "x" * len(found[0]), written) if "`" in written else written
    if "](" in masked and (fault := _apart(masked, written) or _open(masked, written, goes_on=goes_on)):
        return fault
    if fault := _apart(masked, written) or _unlabelled(masked, written) or _unopened(masked, written):
        return fault
    if found := _BARE_SCHEME.search(masked):
        mended = f"{written[: found.start()]}https://{written[found.end() :]}"
        return f"the address does not begin with https://: {written[found.start() :][:_SHOWN]}", mended
    return None


def _apart(masked: str, written: str) -> Mended | None:
    """`[text] (https://…)`."""
    gaps = [spot.span("gap") for spot in _APART.finditer(masked) if not _holds_link(masked, spot.start())]
    if not gaps:
        return None
    mended = written
    for start, end in reversed(gaps):
        mended = mended[:start] + mended[end:]
    return "a blank between the link's text and its address: readers see no link", mended


def _holds_link(masked: str, end: int) -> bool:
    """Whether the text in brackets that ends here holds links of its own: then what follows is not its address."""
    depth = 0
    for at in range(end, max(-1, end - _FAR), -1):
        depth += {"]": 1, "[": -1}.get(masked[at], 0)
        if depth == 0:
            return re.search(r"(?<!!)\[[^\[\]]*\]\(", masked[at + 1 : end]) is not None
    return False


def _open(masked: str, written: str, *, goes_on: bool) -> Mended | None:
    """`[text](https://…` and `[text](https://…]`."""
    for link in _LINKED.finditer(masked):
        address = _ADDRESS.match(masked, link.end())
        if address is None or _WHOLE.match(masked, link.end(), link.end() + _FAR) or _spaced(masked, address.end()):
            continue
        bare = _BEHIND.sub("", address[0])
        reason = f"the link is not closed: {bare[:_SHOWN]}"
        return reason, _closed(masked, written, link.start(), link.end() + len(bare), goes_on=goes_on)
    return None


def _spaced(masked: str, end: int) -> bool:
    """Whether the bracket that closes the link follows after words: then the address holds blanks, or a title."""
    return re.match(r"[^()\[\]<>|]*\)", masked[end : end + _FAR]) is not None


def _closed(masked: str, written: str, label_end: int, end: int, *, goes_on: bool) -> str:
    """The line with the link closed behind its address, where nothing but a bracket was forgotten."""
    rest = masked[end:]
    if (
        re.match(r"\s+\w", rest)
        or re.match(r"[^\s\].,;:<|\[*_，。、；：！？）】」》”]", rest)
        or (goes_on and not rest.strip())
    ):
        return ""
    surplus = masked.count("]") - masked.count("[")
    if rest.startswith("]") and surplus == 1:
        return f"{written[:end]}){written[end + 1 :]}"
    if surplus == 0:
        return f"{written[:end]}){written[end:]}"
    twice = re.search(r"\[\[[^\[\]]*$", masked[:label_end]) is not None
    return f"{written[:end]})]{written[end:]}" if surplus == -1 and twice else ""


def _unlabelled(masked: str, written: str) -> Mended | None:
    """`[text(https://…)`: the bracket that closes the text is missing."""
    if masked.count("[") - masked.count("]") != 1:
        return None
    for found in _UNLABELLED.finditer(masked):
        if found["after"] and not found["twice"]:
            continue  # closed behind the address: words in brackets
        at = found.end("label")
        return (
            f"the bracket after the link's text is missing: {found['url'][:_SHOWN]}",
            f"{written[:at]}]{written[at:]}",
        )
    return None


def _unopened(masked: str, written: str) -> Mended | None:
    """`[text]https://…)`."""
    found = _NO_BRACKET.search(masked)
    if found is None or masked.count(")") <= masked.count("("):
        return None
    at = found.start("url")
    return f"the bracket before the address is missing: {found['url'][:_SHOWN]}", f"{written[:at]}({written[at:]}"
