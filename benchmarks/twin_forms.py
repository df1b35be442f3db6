"""Ways to write one title, one list of people: what must be joined, whoever wrote it.

A form is a name and a function from a title to the title as somebody else wrote it; where it finds nothing to change
it returns the title as it is. Forms of `SAME` change no word and must be called a duplicate, forms of `NEAR` change a
letter, a word or the end, and must at least be held.

Left out, as nothing in a title tells them from another title: letters lost to a wrong encoding (`PoincarÃ©`), small
capitals made of phonetic signs, German transliteration (`Schroedinger`), a translated title, an abbreviation read out.
"""

from __future__ import annotations

import html
import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from itertools import pairwise

Form = Callable[[str, random.Random], str]
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "ε": "epsilon", "λ": "lambda"}
_TEX_ACCENT = {"\u0301": "'", "\u0300": "`", "\u0308": '"', "\u030b": "H", "\u030c": "v", "\u0303": "~"}
_BRITISH = {
    "Modeling": "Modelling", "Optimizing": "Optimising", "Generalizing": "Generalising", "Visualizing": "Visualising",
    "Generalization": "Generalisation", "Behavior": "Behaviour", "Color": "Colour", "Neighbor": "Neighbour",
    "Summarization": "Summarisation",
}  # fmt: skip
_VENUES = "CVPR ICCV ECCV NeurIPS ICML ICLR ACL EMNLP AAAI KDD SIGIR ICRA MICCAI TPAMI WACV INTERSPEECH COLM".split()


def _table(pairs: Mapping[str, str]) -> Form:
    """Replaces words or signs, all of them."""
    return lambda title, _draw: _replaced(title, pairs)


def _replaced(title: str, pairs: Mapping[str, str]) -> str:
    for old, new in pairs.items():
        title = title.replace(old, new)
    return title


def _some_word(title: str, draw: random.Random, pattern: str, change: Callable[[str], str]) -> str:
    """Change one word that the pattern matches whole."""
    found = [
        match
        for match in re.finditer(r"[\w²'-]+", title)
        if re.fullmatch(pattern, match[0]) and title[match.start() - 1] != "\\"
    ]
    if not found:
        return title
    one = draw.choice(found)
    return title[: one.start()] + change(one[0]) + title[one.end() :]


def _word(pattern: str, *dresses: str) -> Form:
    r"""Dress one word: `\emph{w}`."""
    return lambda title, draw: _some_word(title, draw, pattern, lambda w: draw.choice(dresses).replace("w", w, 1))


def _dress(dresses: str) -> Form:
    """What stands around the title `{t}`: a venue `{v}`, a year `{y}`, its last digits `{s}`, a month `{m}`."""

    def form(title: str, draw: random.Random) -> str:
        year = draw.randrange(2016, 2026)
        facts = {
            "{v}": draw.choice(_VENUES),
            "{y}": str(year),
            "{s}": f"{year % 100:02d}",
            "{m}": f"{year % 12 + 1:02d}",
        }
        return _replaced(draw.choice(dresses.split(" ¦ ")), facts).replace("{t}", title, 1)

    return form


# --- letters ------------------------------------------------------------------------------------------------------


def _tex_accents(title: str, draw: random.Random) -> str:
    dress = draw.choice(("{\\%s{%s}}", "\\%s{%s}", "{\\%s %s}"))

    def one(letter: str) -> str:
        parts = unicodedata.normalize("NFD", letter)
        if len(parts) == 2 and parts[1] in _TEX_ACCENT:  # a letter and its mark
            return dress % (_TEX_ACCENT[parts[1]], parts[0])
        return {"Ł": "{\\L}", "ł": "{\\l}", "ø": "{\\o}", "ß": "{\\ss}"}.get(letter, letter)

    return "".join(map(one, title))


def _greek_as(dress: str) -> Form:
    return lambda title, _draw: _replaced(title, {sign: dress.replace("w", name) for sign, name in _GREEK.items()})


def _without_accents(title: str, _draw: random.Random) -> str:
    parts = unicodedata.normalize("NFD", title.replace("Ł", "L").replace("²", "2"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _full_width(title: str, draw: random.Random) -> str:
    wide = {chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)}
    if draw.random() < 0.5:  # all of it, or its marks alone
        wide = {mark: wide[mark] for mark in ":&?()-"}
    return "".join(wide.get(letter, letter) for letter in title)


def _bold_letters(title: str, draw: random.Random) -> str:
    def bold(word: str) -> str:
        return "".join(
            chr(0x1D400 + ord(c) - 65) if "A" <= c <= "Z" else chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else c
            for c in word
        )

    return _some_word(title, draw, r"[A-Za-z]{3,}", bold)


def _strewn(*signs: str) -> Form:
    """A sign that nobody sees, within some words."""

    def form(title: str, draw: random.Random) -> str:
        sign = draw.choice(signs)
        for _ in range(draw.randrange(1, 4)):
            title = _some_word(title, draw, r"[A-Za-z]{5,}", lambda w: w[:3] + sign + w[3:])
        return title

    return form


def _blanks(title: str, draw: random.Random) -> str:
    blank = draw.choice(("\u00a0", "\u2009", "\u202f", "\u3000", "\n  ", "  ", "\t"))
    at = draw.choice([n for n, letter in enumerate(title) if letter == " "])
    return title.replace(" ", blank) if draw.random() < 0.3 else title[:at] + blank + title[at + 1 :]


def _entities(title: str, draw: random.Random) -> str:
    twice = draw.random() < 0.2
    numeric = "".join(f"&#{ord(letter)};" if ord(letter) > 127 or letter in "'&" else letter for letter in title)
    text = draw.choice((html.escape(title), numeric, title.encode("ascii", "xmlcharrefreplace").decode("ascii")))
    named = text.replace("é", "&eacute;").replace("ö", "&ouml;").replace("-", "&#x2010;")
    return html.escape(named) if twice else named


# --- words --------------------------------------------------------------------------------------------------------


def _cut_hyphens(to: str) -> Form:
    return lambda title, draw: _some_word(title, draw, r"[A-Za-z]+(?:-[A-Za-z]+)+", lambda w: w.replace("-", to))


def _separator(*signs: str) -> Form:
    return lambda title, draw: title.replace(": ", draw.choice(signs), 1)


def _case(title: str, draw: random.Random) -> str:
    how = draw.choice((str.upper, str.lower, str.title, str.capitalize))
    return how(title)


def _typo(title: str, draw: random.Random) -> str:
    def slip(word: str) -> str:
        at = draw.randrange(3, len(word) - 1)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return draw.choice((word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], swapped))

    return _some_word(title, draw, r"[A-Za-z]{8,}", slip)


def _plural(title: str, draw: random.Random) -> str:
    return _some_word(title, draw, r"[A-Z][a-z]{5,}", lambda w: w[:-1] if w.endswith("s") else w + "s")


def _cut_off(title: str, draw: random.Random) -> str:
    words = title.split()
    kept = draw.randrange(5, max(6, len(words)))
    return " ".join(words[:kept]) + draw.choice(("...", "…", " ...", " …", " [...]", " . . .", "... [Paper]"))


def _article(title: str, draw: random.Random) -> str:
    return draw.choice((f"The {title}", f"A {title}")) if ":" not in title[:12] else title.replace(": ", ": A ", 1)


SAME: dict[str, tuple[int, Form]] = {
    "& or and": (0, lambda t, _: t.replace(" & ", " and ") if " & " in t else t.replace(" and ", " & ")),
    "hyphen to blank": (0, _cut_hyphens(" ")),
    "hyphen dropped": (0, _cut_hyphens("")),
    "blank to hyphen": (
        0,
        _table({w: w.replace(" ", "-") for w in ("Time Series", "Point Clouds", "Speech Synthesis")}),
    ),
    "separator dash": (0, _separator(" - ", " – ", " — ", " -- ", "—", " --- ")),
    "separator sign": (0, _separator(" : ", ":", " | ", ". ", "： ", " / ", ", ", "; ", "\n", " ")),
    "no question mark": (0, lambda t, _: t.replace("? ", ": ", 1)),
    "case": (0, _case),
    "accents dropped": (1, _without_accents),
    "Greek spelled": (1, _greek_as("w")),
    "Greek in TeX": (1, _greek_as("$\\w$")),
    "Greek in TeX, other": (
        1,
        lambda t, d: _greek_as(
            d.choice(("\\(\\w\\)", "{$\\w$}", "$\\boldsymbol{\\w}$", "\\ensuremath{\\w}", "$\\mathbf{\\w}$", "\\w"))
        )(t, d),
    ),
    "NFD": (1, lambda t, _: unicodedata.normalize("NFD", t)),
    "full width": (1, _full_width),
    "ligatures": (1, _table({"ffi": "ﬃ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ", "Fl": "Fl"})),
    "bold letters": (1, _bold_letters),
    "curly": (1, _table({"'": "’"})),
    "other apostrophe": (1, lambda t, d: t.replace("'", d.choice("ʼ`´′‘＇"))),
    "other hyphens": (1, lambda t, d: t.replace("-", d.choice("‐‑–—−﹣"))),
    "unseen signs": (1, _strewn("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e")),
    "blanks": (3, _blanks),
    "superscript": (
        1,
        lambda t, d: t.replace("²", d.choice(("2", "^2", "$^2$", "<sup>2</sup>", "$^{2}$", "\\textsuperscript{2}"))),
    ),
    "TeX accents": (2, _tex_accents),
    "TeX style": (
        2,
        _word(
            r"[A-Za-z]{3,}",
            "\\textsc{w}",
            "\\textbf{w}",
            "\\emph{w}",
            "{\\bf w}",
            "{\\em w}",
            "{\\sc w}",
            "\\texttt{w}",
            "\\textit{w}",
            "$\\texttt{w}$",
            "\\mbox{w}",
            "{\\it w\\/}",
            "\\text{w}",
            "$\\mathsf{w}$",
            "\\underline{w}",
            "\\textsf{w}",
            "\\uppercase{w}",
            "\\textnormal{w}",
            "{\\tt{w}}",
            "\\scshape{w}",
            "{\\scshape w}",
            "{\\bfseries w}",
            "\\textcolor{red}{w}",
        ),
    ),
    "TeX braces": (
        2,
        lambda t, d: _some_word(
            t, d, r"[A-Za-z]{3,}", lambda w: d.choice(("{" + w + "}", "{{" + w + "}}", "{" + w[0] + "}" + w[1:]))
        ),
    ),
    "TeX braces around": (2, _dress("{{t}} ¦ {{{t}}}")),
    "TeX dashes": (2, lambda t, d: t.replace("-", d.choice(("--", "{-}", "\\textendash ", "$-$")))),
    "TeX signs": (
        2,
        lambda t, d: _replaced(
            t, {" & ": d.choice((" \\& ", " {\\&} ")), " for ": " for~", "'": "{\\textquotesingle}", " of ": " of\\ "}
        ),
    ),
    "TeX commands": (
        2,
        lambda t, d: t.replace(
            ": ", d.choice((":\\\\ ", ": \\newline ", ":~", ":\\, ", ": \\protect ", ":\\quad ")), 1
        ),
    ),
    "HTML entities": (2, _entities),
    "HTML tags": (
        2,
        _word(
            r"[A-Za-z]{3,}",
            "<i>w</i>",
            "<b>w</b>",
            "<em>w</em>",
            "<scp>w</scp>",
            '<span class="nocase">w</span>',
            "<tt>w</tt>",
            "<strong>w</strong>",
            "<jats:italic>w</jats:italic>",
            "<code>w</code>",
            "<mark>w</mark>",
            "<u>w</u>",
        ),
    ),
    "HTML line": (2, lambda t, d: t.replace(": ", d.choice((":<br>", ":<br/>", ": <br />")), 1)),
    "number in front": (
        4,
        _dress("1. {t} ¦ 12) {t} ¦ #3 {t} ¦ (7) {t} ¦ [5] {t} ¦ 23 . {t} ¦ № 4 {t} ¦ 1.2. {t} ¦ 10 - {t}"),
    ),
    "mark in front": (
        4,
        _dress(
            "- {t} ¦ * {t} ¦ • {t} ¦ + {t} ¦ > {t} ¦ → {t} ¦ – {t} ¦ [ ] {t} ¦ - [x] {t} ¦ ◦ {t} ¦ ▪ {t} ¦ "
            "✅ {t} ¦ 🔥{t} ¦ ⭐⭐ {t} ¦ 🔥🔥🔥 {t} ¦ :fire: {t} ¦ :star: {t} ¦ 🆕 {t} ¦ ❤️ {t} ¦ 1️⃣ {t} ¦ "
            "🇨🇳 {t} ¦ ☆ {t}"
        ),
    ),
    "marks around": (
        3,
        _dress(
            "**{t}** ¦ *{t}* ¦ _{t}_ ¦ __{t}__ ¦ `{t}` ¦ \"{t}\" ¦ “{t}” ¦ '{t}' ¦ «{t}» ¦ 「{t}」 ¦ 《{t}》 ¦ "
            "***{t}*** ¦ ~~{t}~~ ¦ \"{t}.\" ¦ “{t},” ¦ ``{t}'' ¦ <b>{t}</b> ¦ <i>{t}</i> ¦ [{t}] ¦ „{t}“ ¦ "
            "‘{t}’ ¦ 『{t}』"
        ),
    ),
    "mark behind": (
        4,
        _dress(
            "{t}. ¦ {t}, ¦ {t}; ¦ {t}: ¦ {t} . ¦ {t} ! ¦ {t}⭐ ¦ {t} 🔥🔥 ¦ {t} :star: ¦ {t}* ¦ {t} † ¦ "
            "{t} | ¦ {t} - ¦ {t}。 ¦ {t} 👍 ¦ {t} \\ ¦ {t} ✨"
        ),
    ),
    "tag in front": (
        4,
        _dress(
            "[{v} {y}] {t} ¦ [{v}'{s}] {t} ¦ ({v} {y}) {t} ¦ 【{v} {y}】{t} ¦ [{v}{y}] {t} ¦ "
            "[{v} {y} Oral] {t} ¦ [Survey] {t} ¦ [{y}.{m}] {t} ¦ [{y}] {t} ¦ ({y}) {t} ¦ [arXiv {y}] {t} ¦ "
            "[{v} {y}][Oral] {t} ¦ {y}.{m} {t} ¦ {y}-{m}-03 {t} ¦ [NEW] {t} ¦ NEW! {t} ¦ New: {t} ¦ "
            "[Oral] {t} ¦ `{v} {y}` {t} ¦ **[{v} {y}]** {t} ¦ {v} {y}: {t} ¦ [2301.00704] {t} ¦ "
            "{v}'{s} | {t} ¦ [{v}, {y}] {t} ¦ [{m}/{y}] {t} ¦ (New) {t} ¦ [📄 Paper] {t} ¦ [{v}-{y}] {t} ¦ "
            "[{v} Workshop] {t} ¦ [{v} {y} (Oral)] {t} ¦ {y} | {t}"
        ),
    ),
    "tag behind": (
        5,
        _dress(
            "{t} [code] ¦ {t} [Code] ¦ {t} (code) ¦ {t} [PDF] [Code] ¦ {t} [[Code]] ¦ {t} [paper][code] ¦ "
            "{t} [Oral] ¦ {t} (Oral) ¦ {t} (Spotlight) ¦ {t} (Best Paper) ¦ {t} [NEW] ¦ {t} NEW! ¦ "
            "{t} (new) ¦ {t} [Project Page] ¦ {t} [Star] ¦ {t} (to appear) ¦ {t} (with code) ¦ "
            "{t} | Paper | Code ¦ {t} [pdf, code] ¦ {t} (Best Paper Award) ¦ {t} (Outstanding Paper) ¦ "
            "{t} [Website] [Video] ¦ {t} (Oral Presentation) ¦ {t} [official code] ¦ "
            "{t} (code available) ¦ {t} [Github] ¦ {t} [Tensorflow] ¦ {t} (PyTorch) ¦ {t} [arXiv] ¦ "
            "{t} [Link] ¦ {t} [📄] ¦ {t} (Accepted) ¦ {t} 📄 💻 ¦ {t} [paper] [code] [bib] ¦ "
            "{t} (Honorable Mention) ¦ {t} (Highlight) ¦ {t} [HTML] ¦ {t} (Extended Abstract) ¦ {t} [DOI]"
        ),
    ),
    "venue behind": (
        5,
        _dress(
            "{t} ({v} {y}) ¦ {t} [{v} {y}] ¦ {t} {v} {y} ¦ {t}, {v} {y} ¦ {t}. {v} {y}. ¦ {t} - {v} {y} ¦ "
            "{t} | {v} {y} ¦ {t} ({v}'{s}) ¦ {t} ({v}'{s} Spotlight) ¦ {t} ({v}{y}) ¦ {t}, {v}'{s} ¦ "
            "{t} [{v}'{s}] ¦ {t} ({v}, {y}) ¦ {t} ({v} {y} Workshop) ¦ {t} ({v} {y}, Oral) ¦ "
            "{t} ({v} {y} oral) ¦ {t}. In {v} {y} ¦ {t}. In {v}, {y}. ¦ {t} (in {v} {y}) ¦ "
            "{t} (Accepted by {v} {y}) ¦ {t} [{v} {y} Oral] ¦ {t} ({v}-{s}) ¦ {t} @ {v} {y} ¦ "
            "{t} `{v} {y}` ¦ {t} **{v} {y}** ¦ {t} *({v} {y})* ¦ {t} _{v} {y}_ ¦ {t} — {v} {y} ¦ "
            "{t} ({v} {y} Best Paper) ¦ {t} ({y} {v}) ¦ {t}. {v}'{s} ¦ {t}, in Proc. of {v}, {y} ¦ "
            "{t} ({v} {y} Findings) ¦ {t} <{v} {y}> ¦ {t} (accepted at {v} {y}) ¦ {t} ({v} {y}) [Code] ¦ "
            "{t} ({v} {y} Highlight) ¦ {t}, {v}, {y} ¦ {t} · {v} {y} ¦ {t} (IEEE {v} {y}) ¦ "
            "{t} ({v} {y} Poster)"
        ),
    ),
    "date behind": (
        5,
        _dress(
            "{t} ({y}) ¦ {t} [{y}] ¦ {t} ({y}.{m}) ¦ {t} [{y}/{m}] ¦ {t} ({y}-{m}-07) ¦ "
            "{t} (May {y}) ¦ {t} (arXiv {y}) ¦ {t}, arXiv {y} ¦ {t}. arXiv {y}. ¦ "
            "{t} (arXiv:2301.00704) ¦ {t} arXiv:2301.00704 ¦ {t}. arXiv:2301.00704v2 ¦ "
            "{t}. arXiv preprint arXiv:2301.00704 ({y}) ¦ {t} [arXiv:2301.00704] ¦ {t} (arXiv, {y}) ¦ "
            "{t} (arXiv preprint) ¦ {t} (arXiv Preprint {y}) ¦ {t} (arXiv'{s}) ¦ "
            "{t} [Submitted on 5 Mar {y}] ¦ {t} ({m}/{y}) ¦ {t} | arXiv {y}.{m} ¦ {t} 2301.00704 ¦ "
            "{t} (Jan. {y}) ¦ {t} (preprint, {y}) ¦ {t} {y}/{m}/05 ¦ {t}, May {y} ¦ {t} (12 Mar {y}) ¦ "
            "{t} ({y}, arXiv)"
        ),
    ),
    "place behind": (
        5,
        _dress(
            "{t} (@Google) ¦ {t} (@Tsinghua University) ¦ "
            ""
            "{t} (Lee et al., {y}) ¦ {t} [Lee et al., {y}] ¦ {t} (Lee et al. {y}) ¦ {t}, Lee et al. ¦ "
            "{t} by Ada Lee et al. ¦ {t} (Lee & Kim, {y}) ¦ "
            "{t}. Lee et al. {v} {y}. ¦ {t} - Ada Lee et al. ({y}) ¦ {t} (Google, {v} {y}) ¦ "
            "{t} [Meta AI, {y}]"
        ),
    ),
    "page title": (
        5,
        _dress(
            "{t} | OpenReview ¦ {t} - ACL Anthology ¦ {t} | Papers With Code ¦ [2301.00704] {t} ¦ "
            "Paper page - {t} ¦ {t} | IEEE Conference Publication | IEEE Xplore ¦ {t} | SpringerLink ¦ "
            "{t} - ScienceDirect ¦ {t} | Semantic Scholar ¦ {t} (arXiv:2301.00704v1 [cs.LG]) ¦ "
            "{t}. (arXiv:2301.00704v2 [cs.CV] UPDATED) ¦ Title: {t} ¦ {t} - arXiv ¦ {t} | arXiv ¦ "
            "{t} - GitHub ¦ {t} | bioRxiv ¦ Paper: {t} ¦ "
            "{t} | Proceedings of the AAAI Conference on Artificial Intelligence ¦ "
            "{t} | Nature Communications ¦ {t} - Google Scholar ¦ {t} | DeepAI ¦ {t} :: PMLR ¦ "
            "{t} – arXiv Vanity ¦ Title:{t} ¦ {t} | Request PDF ¦ (PDF) {t} ¦ [PDF] {t} ¦ {t} | alphaXiv ¦ "
            "{t} - Hugging Face"
        ),
    ),
}
"""Name → the layer it works on (words, letters, markup, what stands around), and the form."""
NEAR: dict[str, tuple[int, Form]] = {
    "institute behind": (
        5,
        _dress("{t} (Google) ¦ {t} [Google] ¦ {t} (Stanford University) ¦ {t} (MIT, CMU) ¦ {t} [DeepMind]"),
    ),
    "bare year behind": (5, _dress("{t}, {y} ¦ {t}. {y}. ¦ {t} {y}")),
    "people behind": (5, _dress("{t}. Ada Lee, Bo Kim. {v} {y}. ¦ {t}, Ada Lee and Bo Kim, {y}")),
    "British": (0, _table(_BRITISH)),
    "American": (0, _table({new: old for old, new in _BRITISH.items()})),
    "plural": (0, _plural),
    "typo": (0, _typo),
    "article": (0, _article),
    "cut off": (0, _cut_off),
}


# --- people -------------------------------------------------------------------------------------------------------


def _initials(name: str, form: str) -> str:
    first, last = name.rsplit(" ", 1)
    return form.format(f=first[0], g=first, l=last)


PEOPLE: dict[str, Callable[[tuple[str, ...]], tuple[str, ...]]] = {
    "none": lambda _: (),
    "as they are": lambda names: names,
    "initials": lambda names: tuple(_initials(name, "{f}. {l}") for name in names),
    "last, first": lambda names: tuple(_initials(name, "{l}, {g}") for name in names),
    "last, initial": lambda names: tuple(_initials(name, "{l}, {f}.") for name in names),
    "last initial": lambda names: tuple(_initials(name, "{l} {f}") for name in names),
    "initial, no dot": lambda names: tuple(_initials(name, "{f} {l}") for name in names),
    "first et al.": lambda names: (names[0], "et al."),
    "first et al. in one": lambda names: (f"{names[0]} et al.",),
    "first two ... last": lambda names: (*names[:2], "...", names[-1]) if len(names) > 3 else names,
    "first three": lambda names: (*names[:3], "...") if len(names) > 3 else names,
    "in one text": lambda names: (", ".join(names),),
    "in one text, and": lambda names: (" and ".join(names),),
    "in one text, last and": lambda names: (", ".join(names[:-1]) + " and " + names[-1] if names[1:] else names[0],),
    "in one text, &": lambda names: (", ".join(names[:-1]) + " & " + names[-1] if names[1:] else names[0],),
    "semicolons": lambda names: ("; ".join(_initials(name, "{l}, {g}") for name in names),),
    "accents dropped": lambda names: tuple(_without_accents(name, random.Random(0)) for name in names),
    "capitals": lambda names: tuple(name.upper() for name in names),
    "last in capitals": lambda names: tuple(_initials(name, "{g} ") + name.rsplit(" ", 1)[1].upper() for name in names),
    "TeX": lambda names: tuple(_tex_accents(name, random.Random(1)) for name in names),
    "middle initial": lambda names: tuple(name.replace(" ", " Q. ", 1) for name in names),
    "footnotes": lambda names: tuple(f"{name}*" for name in names),
    "turned round": lambda names: names[::-1],
    "one missing": lambda names: names[:-1] or names,
    "last names": lambda names: tuple(name.rsplit(" ", 1)[1] for name in names),
    "institute": lambda names: tuple(f"{name} (MIT)" for name in names),
}
assert all(a != b for a, b in pairwise(PEOPLE))
