"""Paper ⇄ the JSON object of the command line (one object per line).

The keys are those of `Paper`, with `source` (a name or a list of names) for `sources`. All but `title` are
optional; an unknown key is reported once and ignored; a broken line is named by its number and the rest goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields

from bot.model import Link, Paper

_TEXT = "title abstract url arxiv_id doi openreview_id published venue date comment journal_ref idea citation".split()
_LISTS = ("authors", "tags", "categories", "keys")
_LINKS = ("code", "links")
_NUMBERS = ("year", "upvotes", "stars")
_STRINGS = frozenset({str})
KNOWN_KEYS = frozenset([*_TEXT, *_LISTS, *_LINKS, *_NUMBERS, "source"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A line that is not a paper: its 1-based number and why."""

    line: int
    why: str


def read_papers(lines: Iterable[str], unknown: set[str] | None = None, *, first: int = 1) -> Iterator[Paper | Broken]:
    """Yield a `Paper` or a `Broken` for every line that is not blank; collects foreign keys into `unknown`.

    `first` is the number of the first line, where the lines are a part of a file.
    """
    for number, line in enumerate(lines, start=first):
        if not line.strip():
            continue
        try:
            yield paper_from(json.loads(line), unknown)
        except json.JSONDecodeError as error:
            yield Broken(line=number, why=f"no JSON object, at column {error.colno}")
        except (ValueError, RecursionError) as error:
            yield Broken(line=number, why=str(error))


def paper_from(record: object, unknown: set[str] | None = None) -> Paper:
    """Build a paper from a decoded JSON object; raises ValueError with the key and what was expected."""
    if not isinstance(record, dict):
        raise ValueError(f"expected an object, got {type(record).__name__}")
    if unknown is not None:
        unknown.update(record.keys() - KNOWN_KEYS)
    values: dict[str, object] = {}
    for key, value in record.items():
        read = _READERS.get(key)
        if read and value is not None:
            values["sources" if key == "source" else key] = read(value, key)
    if not values.get("title"):
        raise ValueError("'title' is missing or empty")
    return Paper(**values)  # type: ignore[arg-type]  # every value was checked against its field above


def paper_to(paper: Paper) -> dict[str, object]:
    """The JSON object of a paper, without the fields that are unknown; `paper_from` is the inverse."""
    record: dict[str, object] = {}
    for field in fields(paper):
        value = getattr(paper, field.name)
        if value in ("", (), None):
            continue
        if field.name in _LINKS:
            value = [{"label": link.label, "url": link.url} for link in value]
        elif isinstance(value, tuple):
            value = list(value)
        record["source" if field.name == "sources" else field.name] = value
    return record


def _text(value: object, key: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"{key!r}: expected text, got {type(value).__name__}")


def _texts(value: object, key: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    if not isinstance(value, list) or not _STRINGS.issuperset(map(type, value)):
        raise ValueError(f"{key!r}: expected a list of texts")
    return tuple(value)


def _links(value: object, key: str) -> tuple[Link, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{key!r}: expected a list of {{label, url}}")
    return tuple(_link(item, key) for item in value)


def _link(item: object, key: str) -> Link:
    if isinstance(item, str):
        return Link(label="", url=item)
    if not isinstance(item, dict):
        raise ValueError(f"{key!r}: expected {{label, url}}, got {type(item).__name__}")
    label, url = ("" if item.get(name) is None else _text(item[name], name) for name in ("label", "url"))
    return Link(label=label, url=url)


def _number(value: object, key: str) -> int | None:
    if value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{key!r}: expected a number, got {type(value).__name__}")
    try:
        return int(value)
    except (ValueError, OverflowError):
        raise ValueError(f"{key!r}: expected a whole number, got {value!r}") from None


_READERS: dict[str, Callable[[object, str], object]] = {
    **dict.fromkeys(_TEXT, _text),
    **dict.fromkeys((*_LISTS, "source"), _texts),
    **dict.fromkeys(_LINKS, _links),
    **dict.fromkeys(_NUMBERS, _number),
}
