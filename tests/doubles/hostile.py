"""Texts that try to act where they are shown: by kind, and mixed with real words. Deterministic, no two alike."""

from __future__ import annotations

import random
from collections.abc import Iterator

MENTIONS = (
    "@octocat",
    "@octo-org/maintainers",
    "(@octocat)",
    "é@octocat",
    "cc:@octocat,@hubot",
    "mail me@octocat.example",
)
CLOSING = tuple(
    f"{verb} {ref}"
    for verb in ("close", "Closes", "fixed:", "resolves", "FIX")
    for ref in ("#1", "octo/list#1", "GH-1", "https://github.com/octo/list/issues/1")
)
COMMENTS = ("-->", "<!--", "--!>", "<!-- gleaner: {} -->", '<!-- gleaner: {"key": "arxiv:1"} -->', "<!---->", "--")
COMMANDS = (
    "::error::pwned", "::set-output name=x::y", "\n::add-mask::a", "##[error]pwned", "::stop-commands::x",
    "%0A::error::pwned", "\r::warning file=a::b", "EOF\nPATH=/evil",
)  # fmt: skip
HTML = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</details><h1>x", "<a href=//evil.example>x</a>",
    "<style>*{display:none}</style>", "</td></tr></table>", "&lt;script&gt;", "&#64;octocat", "<svg/onload=alert(1)>", "<x",
)  # fmt: skip
LINKS = (
    "](https://evil.example)", "[x](https://evil.example)", "[x](javascript:alert(1))", "<https://evil.example>",
    "https://evil.example/a", "www.evil.example", "[x][1]\n\n[1]: https://evil.example", "[", "]", "\\](https://evil.example)",
    "[x]: https://evil.example", "[^1]", "`](https://evil.example)",
)  # fmt: skip
IMAGES = ("![x](https://evil.example/t.png)", "![", "![x][1]", "!\\[x](https://evil.example)")
BIDI = ("\u202egnp.exe", "\u2066x\u2069", "\u200f", "\u061c", "\u202a\u202b", "a\U000e0041b", "\u200bx\u2060y\ufeff")
CONTROL = (
    "\x00", "\x1b[31mred\x1b[0m", "\x1b]8;;https://evil.example\x07x\x1b]8;;\x07", "\x9b2J", "\b\b\b", "\x7f", "\u2028x",
    "\x85x", "\r\nx", "\ud800", "\ufffe", "\x0cx", "\x1b",
)  # fmt: skip
MARKUP = (
    "```", "~~~~", "`", "``", "| a | b |", "|", "# x", "\n# x", "\n- x", "\n\n1. x", "> x", "**", "__x__", "$\\href{x}{y}$",
    "$$x$$", "\\", "\\\\", "- [ ] x", "[ ] x", "\n---", "\n===", "\t\tx", ":tada:", "1. x", "+ x", "* x",
)  # fmt: skip
GIT = (
    "[skip ci]", "[ci skip]", "[no ci]", "***NO_CI***", "Co-authored-by: x <x@evil.example>", "\n\nSigned-off-by: x <x@x.x>",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709", "\n#12", "../../etc/passwd", "HEAD", "@{0}", "refs/heads/main", "x.lock",
)  # fmt: skip
LONG = (
    "a" * 10_000,
    "@octocat " * 1_200,
    "[" * 10_000,
    "`" * 9_999,
    "\u4e2d" * 10_000,
    "\x01" * 10_000,
    "closes #1 " * 1_000,
)

KINDS: dict[str, tuple[str, ...]] = {
    "mentions": MENTIONS, "closing words": CLOSING, "comment breakers": COMMENTS, "workflow commands": COMMANDS,
    "HTML": HTML, "links": LINKS, "images": IMAGES, "bidi": BIDI, "control": CONTROL, "markup": MARKUP, "git": GIT,
    "long": LONG,
}  # fmt: skip

_WORDS = "Scaling Laws for Sparse Attention in Vision Transformers: A Survey of 3D R&D (C++)".split()


def texts(count: int = 500, seed: int = 0) -> Iterator[str]:
    """Yield `count` hostile texts: every piece alone, then pieces between words, then several kinds at once."""
    dice = random.Random(seed)
    pieces = [piece for kind in KINDS.values() for piece in kind]
    yield from pieces[:count]
    for _ in range(count - len(pieces)):
        chosen = dice.choices([p for p in pieces if len(p) < 1_000], k=dice.randint(1, 4))
        words = [dice.choice(_WORDS) for _ in range(dice.randint(1, 6))]
        for piece in chosen:
            words.insert(dice.randint(0, len(words)), piece)
        yield dice.choice((" ", "", "\n")).join(words)
