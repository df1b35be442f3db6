"""Which files of a repository make up one list, inferred for `init` from names, links and shared papers.

A mirror names a language and holds most of the papers. A chapter is linked from the list and holds papers that no
other file holds. A file that holds what the others hold, in the same language, is another view of the list. Whether a
person or a script maintains it cannot be known, so it is left alone and named.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from bot import awesome
from bot.identity import is_strong
from bot.model import Layout, Skip

MOST = 60
"""Linked files that are looked at."""
_ENOUGH = 3
"""A file with fewer papers known by their links than this is not judged."""
_MOSTLY = 0.5
_FOR_CONTRIBUTORS = frozenset({"contributing", "code_of_conduct", "support", "security", "pull_request_template"})
"""Files that GitHub itself shows to those who contribute: a paper in them is an example."""
_LINK = re.compile(
    r"""(?:\]\(\s*<?|href\s*=\s*["'])([^\s()<>"']+?\.(?:md|markdown))(?=[#?>)\s"'])""",
    re.IGNORECASE,
)
"""The target of a link to a Markdown file, in Markdown or HTML."""
_OURS = re.compile(r"/[^/]+/[^/]+/(?:blob|tree)/[^/]+/(.+)")
_LANGUAGE = re.compile(
    r"[a-z]{2}(?:[-_](?:[a-z]{2}|hans|hant))?|chs|cht|hans|hant|chinese|english|japanese|korean|french|german|spanish|"
    r"portuguese|russian|italian|turkish|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+",
    re.IGNORECASE,
)
"""A language as file names say it: two letters and perhaps a region, a name, or a word in another script."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The files of a list, and those that look like a part of it and are left out, with the reason."""

    layout: Layout
    left: tuple[Skip, ...] = ()


def linked(path: str, text: str) -> tuple[str, ...]:
    """The Markdown files of the repository that a file links to, in order; at most `MOST`."""
    found: dict[str, None] = {}
    for target in _LINK.findall(text):
        at = _inside(path, target)
        if at and at != path:
            found.setdefault(at)
    return tuple(found)[:MOST]


def _inside(path: str, target: str) -> str:
    """The path a link leads to inside the repository, or ""."""
    try:
        parts = urlsplit(target)
    except ValueError:  # no address at all
        return ""
    if parts.scheme or parts.netloc:
        on_forge = _OURS.fullmatch(parts.path) if parts.scheme in ("http", "https") else None
        return posixpath.normpath(unquote(on_forge[1])) if on_forge and "github" in parts.netloc else ""
    relative = unquote(parts.path)
    at = posixpath.normpath(posixpath.join("" if relative.startswith("/") else posixpath.dirname(path), relative))
    at = at.lstrip("/")
    return "" if at.startswith("..") else at


def translates(path: str, other: str) -> bool:
    """Whether a file's name says that it is another one in another language: `README_zh.md`, `zh/README.md`."""
    folder, name = posixpath.split(path)
    elsewhere, named = posixpath.split(other)
    stem, ending = posixpath.splitext(name)
    bare, other_ending = posixpath.splitext(named)
    if ending.lower() != other_ending.lower() or path == other:
        return False
    if folder == elsewhere and bare[: len(stem)].lower() == stem.lower() and bare[len(stem) : len(stem) + 1] in "._-":
        return bool(_LANGUAGE.fullmatch(bare[len(stem) + 1 :]))
    return named.lower() == name.lower() and bool(_LANGUAGE.fullmatch(posixpath.basename(elsewhere)))


def find(path: str, texts: Mapping[str, str]) -> Found:
    """The layout of the list at `path`; `texts` are the Markdown files that may belong to it, by path."""
    candidates = _reached(path, texts)
    # A list that stands alone is not read here: that takes as long as everything else that is told of it.
    keys = {each: _keys(texts[each]) for each in dict.fromkeys((path, *candidates)) if candidates and each in texts}
    reached = [each for each in candidates if len(keys[each]) >= _ENOUGH]
    mirrors: list[str] = []
    left = [skip for each in candidates if (skip := _too_few(each, path, keys))]
    plain: list[str] = []
    for each in reached:
        of = next((one for one in (path, *reached) if translates(one, each)), "")
        shared = len(keys[each] & keys[of]) if of else 0
        if not shared:
            plain.append(each)
        elif shared >= _MOSTLY * len(keys[of]):
            mirrors.append(each)
        else:
            why = f"is named as a translation of {of}, but holds {shared} of its {len(keys[of])} papers"
            left.append(Skip(what=each, why=why))
    chapters = _chapters(keys.get(path, frozenset()), plain, keys, left)
    return Found(layout=Layout(path=path, chapters=tuple(chapters), mirrors=tuple(mirrors)), left=tuple(left))


def _too_few(each: str, path: str, keys: Mapping[str, frozenset[str]]) -> Skip | None:
    """Why a file that may well be a part of the list is not judged, where it holds a paper or two that tell nothing."""
    count = len(keys[each])
    translated = any(translates(one, each) for one in keys)
    new = keys[each] if translated else keys[each] - keys[path]
    stem = posixpath.splitext(posixpath.basename(each))[0].lower().replace("-", "_")
    if not new or count >= _ENOUGH or stem in _FOR_CONTRIBUTORS:
        return None
    holds = f"holds {count} paper{'s' * (count > 1)} known by {'their links' if count > 1 else 'its link'}"
    name = f"name it under `{'mirrors' if translated else 'chapters'}` in the config"
    return Skip(what=each, why=f"{holds}, too few to tell; if it belongs to the list, {name}")


def _chapters(
    own: frozenset[str], plain: Iterable[str], keys: Mapping[str, frozenset[str]], left: list[Skip]
) -> list[str]:
    """Those files that bring papers of their own; the others go to `left`."""
    chapters: list[str] = []
    held = set(own)
    for each in plain:
        shared = len(keys[each] & held)
        if shared >= _MOSTLY * len(keys[each]):
            why = f"{shared} of its {len(keys[each])} papers stand in other files of the list"
            left.append(Skip(what=each, why=why))
        else:
            chapters.append(each)
            held |= keys[each]
    return chapters


def _reached(path: str, texts: Mapping[str, str]) -> list[str]:
    """The files that the list links to, then those that are named as a translation of it or of them."""
    reached = [each for each in linked(path, texts.get(path, "")) if each in texts]
    known = [path, *reached]
    return [*reached, *(e for e in sorted(texts) if e not in known and any(translates(one, e) for one in known))]


def _keys(text: str) -> frozenset[str]:
    return frozenset(key for entry in awesome.parse(text).entries for key in entry.keys if is_strong(key))
