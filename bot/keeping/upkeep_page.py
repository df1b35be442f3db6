"""The pull request of corrections: its text, with one box per correction, and what is read back from it.

    - [x] [A Title](https://…) in README.md, line 12: **venue** `Arxiv 2024` → `ICML 2025`
      arXiv comment: “Accepted at ICML 2025” <!-- gleaner-fix: "arxiv:2401.00001 venue icml 2025" -->

Only a box that is there and empty is a no, as everywhere. A hidden block repeats all corrections, so that an open pull
request can be written again on the newest list without asking the sources.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace

from bot import escape
from bot.keeping.upkeep import Correction
from bot.model import Skip

NAME = "upkeep"
"""The name of the edit, and with it the branch."""
MOST_TOLD = 20
_REASON = 300
_OPENING = "Gleaner looked up what became of this list's papers, and each line says where that is said."
_STEERING = (
    "Take the tick from a line and the next run takes it out, for good. Commit on this branch and it is left to you. "
    "Closing this is a no to all of it."
)
_TEMPLATE = "<!-- gleaner-upkeep: {} -->"
_BLOCK = re.compile(r"^<!-- gleaner-upkeep: (\[.*\]) -->\s*$", re.MULTILINE)
_BOX = re.compile(r"^[^\S\n]*+[-*+] \[([ xX])\] .*<!-- gleaner-fix: (\".*\") -->\s*$", re.MULTILINE)
_ADDRESSES = {"arxiv": "https://arxiv.org/abs/", "doi": "https://doi.org/"}


def title(made: Sequence[Correction]) -> str:
    """The title of the pull request: what became of how many papers."""
    accepted, coded = (sum(one.field == name for one in made) for name in ("venue", "code"))
    said = [
        f"{accepted} accepted since" if accepted else "",
        f"code of {coded} released" if coded else "",
    ]
    return "Keep the list true: " + ", ".join(filter(None, said))


def body(made: Sequence[Correction], declined: Sequence[Correction], told: Sequence[Skip], run_url: str = "") -> str:
    """The text, in Markdown: `made` are written on the branch, `declined` are those a person took the tick from."""
    count = "1 correction" if len(made) == 1 else f"{len(made)} corrections"
    parts = [
        f"{count}: {_OPENING}",
        "\n".join([*(_line(one, "x") for one in in_place(made)), *(_line(one, " ") for one in in_place(declined))]),
        _STEERING,
        _told(told),
        f"[The run that found this]({run_url})" if run_url else "",
        _TEMPLATE.format(escape.hidden(json.dumps([asdict(one) for one in (*made, *declined)], ensure_ascii=False))),
    ]
    return "\n\n".join(part for part in parts if part)


def in_place(made: Iterable[Correction]) -> list[Correction]:
    """Corrections in the order of the diff, those of one entry together: for the eye, not by weight."""
    return sorted(made, key=lambda one: (one.path, one.line))


def _line(one: Correction, tick: str) -> str:
    old = escape.code(one.old) if one.old else "nothing"
    new = f"<{one.new}>" if one.field == "code" else escape.code(one.new)
    new = new if escape.safe_url(one.new) == one.new or one.field != "code" else escape.code(one.new)
    where = f"{escape.markdown(one.path)}, line {one.line}"
    box = escape.hidden(json.dumps(one.name))
    reason = escape.markdown(one.reason, _REASON)
    return (
        f"- [{tick}] {escape.link(one.title, _address(one), 200)} ({where}): {one.field} {old} → {new}. "
        f"{reason} <!-- gleaner-fix: {box} -->"
    )


def _address(one: Correction) -> str:
    scheme, _, rest = one.key.partition(":")
    return f"{_ADDRESSES[scheme]}{rest}" if scheme in _ADDRESSES else ""


def _told(told: Sequence[Skip]) -> str:
    if not told:
        return ""
    lines = [f"- {escape.markdown(skip.what, 200)}: {escape.markdown(skip.why, _REASON)}" for skip in told[:MOST_TOLD]]
    lines += [f"- … and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []
    shown = "\n".join(lines)
    return f"<details><summary>For you to judge, not changed ({len(told)})</summary>\n\n{shown}\n\n</details>"


# --- reading it back --------------------------------------------------------------------------------------------------


def read(text: str) -> tuple[tuple[Correction, ...], frozenset[str]]:
    """The corrections of a body, and the names of those whose box is empty; nothing of a text that is not ours."""
    text = text.replace("\r\n", "\n")
    found = _BLOCK.findall(text)
    try:
        rows = json.loads(found[-1]) if found else []
        every = tuple(_correction(row) for row in rows)
    except (ValueError, TypeError, KeyError, RecursionError):
        return (), frozenset()
    return every, frozenset(_unticked(text))


def _unticked(text: str) -> Iterable[str]:
    for mark, name in _BOX.findall(text):
        try:
            if mark == " ":
                yield str(json.loads(name))
        except ValueError:
            continue


def _correction(row: object) -> Correction:
    if not isinstance(row, dict):
        raise TypeError("expected a correction")
    values = {each.name: row[each.name] for each in fields(Correction)}
    words = ("key", "path", "title", "field", "old", "new", "reason")
    if not all(isinstance(values[name], str) for name in words) or values["field"] not in ("venue", "code"):
        raise TypeError("expected a correction")
    section = tuple(str(part) for part in values.pop("section"))
    line, placeholder = int(values.pop("line")), values.pop("placeholder") is True
    return replace(Correction(**values, line=line, section=section, placeholder=placeholder))
