"""pydantic's findings about a config → sentences with a place: what, got, expected, and the nearest right word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.configuring import yaml_text

_LONGEST = 60
"""Characters of a foreign value that a message shows."""

_EXPECTED = {
    "string_type": "text",
    "string_too_short": "text that is not empty",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list, as [one, two]",
    "dict_type": "keys with values",
    "mapping_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "greater_than_equal": "a number of at least {ge:g}",
    "less_than_equal": "a number of at most {le:g}",
    "literal_error": "{expected}",
    "string_pattern_mismatch": "a short name of letters, digits, spaces, and . + -",
    "value_error": "{error}",
    "finite_number": "a number",
}


def mistake(detail: ErrorDetails, document: yaml_text.Document, root: type[BaseModel]) -> tuple[int, str]:
    """The line and the sentence for one of pydantic's findings; a type without a sentence here keeps pydantic's."""
    path = tuple(part for part in detail["loc"] if part != "[key]")
    line = document.line_of(path)
    kind, got = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return line, place(path) + _unknown_key(path, root)
    if kind == "missing":
        return line, f"{place(path)}missing, expected a value"
    expected = _EXPECTED.get(kind, detail["msg"]).format(**detail.get("ctx", {}))
    hint = _hint(kind, got, expected)
    return line, f"{place(path)}wrong value, got {shown(got)}, expected {expected}{hint}"


def _hint(kind: str, got: object, expected: str) -> str:
    if kind == "literal_error":
        near = get_close_matches(str(got), re.findall(r"'([^']+)'", expected), n=1)
        return f"; did you mean {near[0]!r}?" if near else ""
    if kind == "tuple_type" and isinstance(got, str):
        return f"; did you mean [{got}]?" if len(got) <= _LONGEST else ""
    if kind == "string_type" and isinstance(got, bool | int | float):
        return "; put it in quotes"
    return ""


def _unknown_key(path: yaml_text.Path, root: type[BaseModel]) -> str:
    names = _keys_beside(path, root)
    near = get_close_matches(str(path[-1]), names, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"unknown key, got {shown(path[-1])}, expected one of {', '.join(names)}{hint}"


def _keys_beside(path: yaml_text.Path, found: type[BaseModel]) -> list[str]:
    """The keys that may stand where an unknown one does, by walking the models along the path."""
    for part in path[:-1]:
        if isinstance(part, str):
            found = _model_in(found.model_fields[part].annotation)
    return list(found.model_fields)


def _model_in(annotation: object) -> type[BaseModel]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(_model_in(arg) for arg in get_args(annotation) if hasattr(arg, "model_fields"))


def twice_named(value: object) -> Iterator[tuple[yaml_text.Path, str]]:
    """Files that are named as two parts of one list: where in the config, and the sentence to say."""
    if not isinstance(value, dict):
        return
    own = value.get("list", "README.md")
    seen = {own.strip(): "the list itself"} if isinstance(own, str) else {}
    for key, word in (("mirrors", "a mirror"), ("chapters", "a chapter")):
        named = value.get(key)
        for number, path in enumerate(named if isinstance(named, list) else []):
            if isinstance(path, str) and path.strip() in seen:
                got = f"got {shown(path)}, which is {seen[path.strip()]} already"
                yield (key, number), f"wrong value, {got}, expected another file"
            elif isinstance(path, str):
                seen[path.strip()] = word


def files_named(value: object) -> Iterator[tuple[yaml_text.Path, str]]:
    """The files of the list that a config names, whatever else is wrong: where in the config, and the path."""
    given = {} if value is None else value
    if not isinstance(given, dict):
        return
    own = given.get("list", "README.md")
    if isinstance(own, str) and own.strip():
        yield ("list",), own.strip()
    for key in ("mirrors", "chapters"):
        named = given.get(key)
        for number, path in enumerate(named if isinstance(named, list) else []):
            if isinstance(path, str) and path.strip():
                yield (key, number), path.strip()


def absent(value: object, missing: Mapping[str, str]) -> Iterator[tuple[yaml_text.Path, str]]:
    """Named files that do not exist: where in the config, and the sentence; `missing` is path → why it is missing."""
    yield from ((at, missing[path]) for at, path in files_named(value) if path in missing)


def place(path: yaml_text.Path) -> str:
    """`sources.feeds[1].url: `, lists counted from one; empty for the whole document."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{_shown_key(part)}"
    return f"{text.lstrip('.')}: " if text else ""


def _shown_key(key: str) -> str:
    return key if re.fullmatch(r"[\w-]{1,40}", key) else shown(key)


def shown(value: object) -> str:
    """A foreign value on one short line."""
    if isinstance(value, dict):
        return "keys with values"
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
