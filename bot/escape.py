"""Untrusted text → Markdown, HTML, a log line, a commit message, a branch name, a list entry.

Titles and abstracts are written by strangers. Each function here answers for one place where such a text is shown and
promises that nothing in it acts there: no mention, no closing word, no link, no image, no markup, no workflow command.
A text that does not try to act comes through as it is. References are broken by a zero-width space, which people do
not see and machines do not skip; `plain` takes it out again.
"""

from __future__ import annotations

import hashlib
import html as _html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote, urlsplit

from bot.model import Link, Paper

BREAK = "\u200b"
"""Zero-width space: keeps `@` from the name and `#` from the number."""

_ANSI = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"  # OSC: window titles, terminal links
    r"|\x1b[PX^_][^\x1b\n]*(?:\x1b\\)?"  # strings meant for the terminal
    r"|\x1b[ -/]*[0-~]?"
)
_NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef" + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)) + "]"
)
"""Code points that Unicode never assigns."""
_JOINERS = "\u200c\u200d"
"""Invisible, but they spell words (Persian, Hindi) and emoji."""


def text(untrusted: str) -> str:
    """Take out what is not text: terminal sequences, control, bidi and other invisible characters; lines stay."""
    if untrusted.isprintable():
        return untrusted
    lines = _ANSI.sub("", untrusted.replace("\r\n", "\n")).translate(_LINE_ENDS)
    return _UNUSUAL.sub(lambda found: _visible(found[0]), lines)


_UNUSUAL = re.compile(r"[^ -~\n\t]")
"""What is not surely text."""
_LINE_ENDS = {ord(c): "\n" for c in "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}


def _visible(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    match unicodedata.category(char):
        case "Zs":
            return char
        case "Cs":
            return "\ufffd"  # half a character cannot be written as UTF-8
        case "Cc" | "Cf":
            return ""
        case _:
            # Unassigned (an emoji newer than our tables) and private characters show as a box; noncharacters go.
            return "" if _NONCHARACTER.fullmatch(char) else char


def plain(untrusted: str, limit: int = 0) -> str:
    """One line of text, cut with `…` where it is longer than `limit` characters (0: never)."""
    return _cut(" ".join(text(untrusted).split()), limit)


def _cut(line: str, limit: int) -> str:
    return line if not limit or len(line) <= limit else line[: limit - 1].rstrip() + "…"


# --- references: what a platform reads out of plain text ------------------------------------------------------------

_MENTION = re.compile(r"(?<![A-Za-z0-9_])@(?=[A-Za-z0-9_])|(?<=[A-Za-z0-9._+-])@(?=[A-Za-z0-9-]+\.[A-Za-z0-9])")
"""The sign of a mention (`@name`), and that of a mail address."""
_NUMBER = re.compile(r"#(?=\d)|\b[Gg][Hh]-(?=\d)")
_ADDRESS = re.compile(r":(?=//)|\b[Ww]{3}(?=\.)|\b(?:mailto|xmpp):", re.IGNORECASE)
"""What makes a bare address a link: `://`, `www.`, `mailto:`."""
_COMMIT = re.compile(r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])([0-9a-f]{6})(?=[0-9a-f]{1,58}\b)", re.IGNORECASE)
"""The beginning of a hexadecimal run that GitHub links as a commit."""
_SKIP_CI = re.compile(r"\[(?=(?:skip|no)[ -](?:ci|actions)\]|(?:ci|actions)[ -]skip\])|\*{3}(?=no_ci)", re.IGNORECASE)
"""The beginning of words that skip a workflow: `[skip ci]`, `***NO_CI***`."""
_COMMENT = re.compile(r"<(?=!--)")
_TRAILER = re.compile(r"^([A-Za-z0-9-]+)([ \t]*:)", re.MULTILINE)


def defused(line: str, *, addresses: bool = False) -> str:
    """Break what a platform reads out of any text: mentions, `#12`, addresses, commit ids, `[skip ci]`, `<!--`.

    With `addresses` those stay whole: in a code block they are no links, and a person copies the entry from there.
    """
    for reference in (_MENTION, _NUMBER, _COMMIT, _SKIP_CI, _COMMENT):
        line = reference.sub(lambda found: found[0] + BREAK, line)
    return line if addresses else _ADDRESS.sub(lambda found: found[0] + BREAK, line)


def title(untrusted: str, limit: int = 250) -> str:
    """One line for a place that shows text as it is, but reads references out of it: a pull request's title."""
    return defused(plain(untrusted, limit)).replace("`", "'")


# --- Markdown ---------------------------------------------------------------------------------------------------------

_MARKUP = re.compile(r"[\\`*_\[\]|~$]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"^(?:([#+=-])|(\d{1,9})([.)]))")


def markdown(untrusted: str, limit: int = 0) -> str:
    """One line of Markdown that renders as the text and nothing else, in a paragraph, a table cell or a link text."""
    line = _ENTITY.sub("&amp;", defused(plain(untrusted, limit)))
    line = _MARKUP.sub(r"\\\g<0>", line).replace("<", "&lt;").replace(">", "&gt;")
    return _BLOCK_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line)


def markdown_block(untrusted: str, limit: int = 0) -> str:
    """A text of several lines as a Markdown quotation; empty lines stay inside it."""
    lines = _cut(text(untrusted).strip(), limit).splitlines()
    return "\n".join(f"> {markdown(line)}".rstrip() for line in lines)


def fence(untrusted: str, language: str = "") -> str:
    """A text of several lines as a fenced code block whose fence no line of the text can close."""
    inside = defused(text(untrusted), addresses=True).rstrip("\n")
    longest = max((len(run) for run in re.findall(r"`+", inside)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{language}\n{inside}\n{ticks}"


def code(untrusted: str) -> str:
    """One line as a Markdown code span, also inside a table."""
    inside = defused(plain(untrusted)).replace("|", "\\|")
    longest = max((len(run) for run in re.findall(r"`+", inside)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if inside.startswith("`") or inside.endswith("`") or not inside else ""
    return f"{ticks}{pad}{inside}{pad}{ticks}"


def link(label: str, url: str, limit: int = 0) -> str:
    """A Markdown link with an untrusted label; only the label where the address is not one of the web, or where a
    link to it would leave a mark on somebody's issue.
    """
    address = safe_url(url)
    shown = markdown(label, limit)
    return f"[{shown}]({address})" if address and not _MARKING.search(address) else shown


_MARKING = re.compile(r"://[^/]+/[^/]+/[^/]+/(?:issues|pull|discussions|commit)/\w")
"""An address of an issue or the like, which leaves a mark on the page it leads to."""


# --- other places -----------------------------------------------------------------------------------------------------


def html(untrusted: str) -> str:
    """Text for an HTML element or a quoted attribute."""
    return _html.escape(text(untrusted), quote=True)


_COMMAND = re.compile(r":(?=:)|#(?=#\[)")


def log_line(untrusted: str, limit: int = 500) -> str:
    """One line of a log: no line breaks, no terminal sequences, no workflow command (`::error::`, `##[group]`)."""
    return _COMMAND.sub(lambda found: found[0] + BREAK, plain(untrusted, limit))


def commit_message(subject: str, *paragraphs: str, trailers: Mapping[str, str] | None = None) -> str:
    """A commit message: a subject of at most 72 characters, paragraphs of one line, our own trailers last.

    Untrusted words in it close no issue, mention nobody, skip no workflow and forge no trailer.
    """
    first = _cut(defused(plain(subject)), 72)
    lines = [f"{BREAK}{first}" if first.startswith("#") else first or "Change the list"]
    lines += [_TRAILER.sub(rf"\1{BREAK}\2", defused(plain(paragraph))) for paragraph in paragraphs if plain(paragraph)]
    last = [f"{name}: {defused(plain(value))}" for name, value in (trailers or {}).items() if plain(value)]
    return "\n\n".join([*lines, "\n".join(last)] if last else lines) + "\n"


_ILLEGAL = re.compile(r"[^a-z0-9._-]+")
_LOSSLESS = re.compile(r"[a-z0-9_](?:[a-z0-9_]|[.-](?![.-]))*")


def branch(untrusted: str, limit: int = 80) -> str:
    """A name git takes as one part of a branch name, on any disk; different texts have different names.

    A text that cannot be kept as it is (capitals, slashes, other scripts, long ones) ends in `--` and a hash of it.
    """
    kept = untrusted.replace(":", "-", 1)
    if untrusted.partition(":")[0].isalnum() and len(kept) <= limit and _is_name(kept):
        return kept
    digest = hashlib.sha256(untrusted.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    slug = re.sub(r"[.-]{2,}", "-", _ILLEGAL.sub("-", kept.lower()))[: limit - 14].strip(".-")
    return f"{slug or 'x'}--{digest}"


def _is_name(name: str) -> bool:
    return bool(_LOSSLESS.fullmatch(name)) and not name.endswith((".lock", ".", "-"))


_UNSAFE_IN_COMMENT = re.compile(
    r"[<>&@#`]|(?<=-)-|(?<=\bgh)-|(?<=\bwww)\.|:(?=//)|\[(?=skip|no[ -]|ci[ -]|actions)|\*(?=\*)", re.IGNORECASE
)


def hidden(json_text: str) -> str:
    """JSON for an HTML comment or a commit message: the same value, written so that no part of it can act."""
    return "".join(map(_as_json, _UNSAFE_IN_COMMENT.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)))


def _as_json(char: str) -> str:
    if char.isascii() and char.isprintable():
        return char
    if unicodedata.category(char)[0] == "C" or char in "\u2028\u2029":
        units = char.encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
    return char


# --- what is written into a list ------------------------------------------------------------------------------------

_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_BRACKET = re.compile(r"(?<!\\)((?:\\\\)*)([\[\]])")
_ACTING_BRACKET = re.compile(r"\](?=[(\[:])|!(?=\[)|^\[[ xX]?\]")
_SIMPLE_CODE = re.compile(r"(?<![\\`])`([^`\\\[\]<|]+)`(?!`)")
_LEADING = re.compile(r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|~{3}|[-=*_ ]+$))")
"""What starts a block in Markdown at the beginning of a line: a number, `#`, a bullet, `>`, a fence, a rule."""
_TICK = re.compile(r"(?<!\\)((?:\\\\)*)`")


def entry_text(untrusted: str, *, table: bool = False, limit: int = 0) -> str:
    """One line for a list entry, natural to read: only what would act in a README is escaped.

    Balanced brackets, `@name`, `#12`, `*`, `_` and formulas stay: a file notifies nobody. `table` escapes pipes.
    Applied twice it changes nothing more.
    """
    line = _LEADING.sub(r"\1\\", plain(untrusted, limit))
    line = _TAG_START.sub("&lt;", line).replace("-->", "--&gt;")
    if "`" in _SIMPLE_CODE.sub("", line):
        line = _TICK.sub(r"\1\\`", line)
    if _ACTING_BRACKET.search(line) or not _balanced(line):
        line = _BRACKET.sub(r"\1\\\2", line)
    if table:
        line = re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", line)
    return line + "\\" if _odd_tail(line) else line


def paper(untrusted: Paper, *, table: bool = False) -> Paper:
    """A paper as it may be printed: its texts by `entry_text` (the idea line by line), its addresses by `safe_url`.

    A link without an address goes.
    """

    def clean(line: str) -> str:
        return entry_text(line, table=table) if line else line

    def links(found: tuple[Link, ...]) -> tuple[Link, ...]:
        kept = (Link(label=clean(link.label), url=safe_url(link.url)) for link in found)
        return tuple(link for link in kept if link.url)

    return replace(
        untrusted,
        title=clean(untrusted.title),
        authors=tuple(map(clean, untrusted.authors)),
        venue=clean(untrusted.venue),
        date=clean(untrusted.date),
        tags=tuple(map(clean, untrusted.tags)),
        idea="\n".join(map(clean, untrusted.idea.split("\n"))),
        citation=clean(untrusted.citation),
        url=safe_url(untrusted.url),
        code=links(untrusted.code),
        links=links(untrusted.links),
    )


def _balanced(line: str) -> bool:
    depth = 0
    for found in _BRACKET.finditer(line):
        depth += 1 if found[2] == "[" else -1
        if depth < 0:
            return False
    return depth == 0


def _odd_tail(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


_URL_KEEPS = "!#$%&*+,/:;=?@~-._()"
_HOST = re.compile(r"[^\s/\\@:?#<>\"'`|{}^]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
"""The host of an address, with a port or without."""


def safe_url(untrusted: str, limit: int = 2000) -> str:
    """A web address (`http`, `https`) that cannot end a Markdown link or an attribute, or "" for anything else."""
    url = untrusted.strip()
    if len(url) > limit or not re.match(r"https?://", url, re.IGNORECASE) or text(url) != url or re.search(r"\s", url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    # A name before the host (`https://arxiv.org@evil.example`) only serves to deceive.
    if not _HOST.fullmatch(parts.netloc):
        return ""
    scheme, rest = url.split("://", 1)
    host, tail = rest[: len(parts.netloc)], rest[len(parts.netloc) :]
    return f"{scheme.lower()}://{host}{_quoted(tail)}"


def _quoted(tail: str) -> str:
    """Percent-encode what is special in Markdown and HTML; letters of other scripts and balanced brackets stay."""
    kept = "".join(c if c.isalnum() or c in _URL_KEEPS or not c.isascii() else quote(c, safe="") for c in tail)
    return kept if _round_balanced(kept) else kept.replace("(", "%28").replace(")", "%29")


def _round_balanced(tail: str) -> bool:
    depth = 0
    for char in tail:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0
