"""The same list in several files, as in two languages: which section of one is which section of the other."""

from __future__ import annotations

from collections import Counter

from bot.awesome import AwesomeList
from bot.errors import ListError, SectionNotFound
from bot.reading.section_names import find_section

_SHARED = 0.3
"""Sections that share so many of their papers are one section under two names."""


def counterpart(alist: AwesomeList, section: tuple[str, ...], mirror: AwesomeList) -> tuple[str, ...]:
    """The section of a mirror that stands for a section of the list; ListError where none can be told.

    Told by the papers both hold, else by an equal name, else by its number among as many sections.
    """
    shared = _by_papers(alist, section, mirror)
    if shared:
        return shared
    try:
        return find_section(mirror, section).path
    except SectionNotFound:
        pass
    paths = [found.path for found in alist.sections]
    others = [found.path for found in mirror.sections]
    if section in paths and len(paths) == len(others) and _same_depths(paths, others):
        return others[paths.index(section)]
    raise ListError(
        f"no section of the mirror stands for {' > '.join(section)!r}: none shares its papers or its name; "
        "add one paper of it to the mirror by hand"
    )


def _by_papers(alist: AwesomeList, section: tuple[str, ...], mirror: AwesomeList) -> tuple[str, ...]:
    own = [entry for entry in alist.entries if entry.section == section and entry.keys]
    keys = {key for entry in own for key in entry.keys}
    counts = Counter(entry.section for entry in mirror.entries if keys.intersection(entry.keys))
    if not counts:
        return ()
    path, most = counts.most_common(1)[0]
    return path if most >= _SHARED * len(own) else ()


def _same_depths(paths: list[tuple[str, ...]], others: list[tuple[str, ...]]) -> bool:
    return [len(path) for path in paths] == [len(path) for path in others]
