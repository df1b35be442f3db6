"""A changed config written into the text it came from: only the lines of what changed are touched, comments stay.

Where the text cannot be changed like that (a flow mapping that grows, an anchor), it is written anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml
from pydantic import BaseModel

from bot import config
from bot.config import Config
from bot.configuring.yaml_text import flow
from bot.errors import ConfigError

Path = tuple[str, ...]


class _TooFoldedError(Exception):
    """The text is written so that no line of it can be changed by itself (a flow mapping, an anchor)."""


def rewritten(text: str, now: Config, wanted: Config) -> str:
    """The text with what differs between its reading `now` and `wanted` changed in place.

    `wanted` may hold values that the config's reader refuses: it names them when it reads the result.
    """
    changed = text
    try:
        for path in differing(now, wanted):
            changed = _put(changed, path, wanted)
        if _reads_as(changed, wanted):
            return changed
    except (_TooFoldedError, yaml.YAMLError):
        pass
    return config.write(wanted)


def differing(now: BaseModel, wanted: BaseModel, above: Path = ()) -> Iterator[Path]:
    """The keys whose values differ, as paths, in the order of the schema."""
    for name in type(now).model_fields:
        old, new = getattr(now, name), getattr(wanted, name)
        if old == new:
            continue
        if isinstance(old, BaseModel) and isinstance(new, BaseModel):
            yield from differing(old, new, (*above, name))
        else:
            yield (*above, name)


def _reads_as(text: str, wanted: Config) -> bool:
    try:
        return config.read(text) == wanted
    except ConfigError:
        # A wrong value is told with its line; a text that the change broke would be told, too, so ask the clean one.
        try:
            config.read(config.write(wanted))
        except ConfigError:
            return True
        return False


def _put(text: str, path: Path, wanted: Config) -> str:
    """The text with the value at `path` as `wanted` has it."""
    parent = yaml.compose(text, Loader=yaml.SafeLoader)
    if parent is None or (isinstance(parent, yaml.ScalarNode) and not parent.value):
        return _appended(text, path[0], _at(wanted, path[:1]))
    for depth, key in enumerate(path, start=1):
        if not isinstance(parent, yaml.MappingNode):
            raise _TooFoldedError
        found = next((pair for pair in parent.value if pair[0].value == key), None)
        value = _at(wanted, path[:depth])
        if found is None:
            return text if value is None else _inserted(text, parent, key, value)
        if value is None:
            return _removed(text, parent, *found)
        if depth == len(path) or not isinstance(found[1], yaml.MappingNode):
            return _replaced(text, found[0], found[1], value)
        parent = found[1]
    raise _TooFoldedError


def _at(wanted: Config, path: Path) -> object:
    value: object = wanted
    for name in path:
        value = getattr(value, name)
    return _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {name: _plain(getattr(value, name)) for name in fields if _said(value, name)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _said(settings: BaseModel, name: str) -> bool:
    info = type(settings).model_fields[name]
    return info.is_required() or getattr(settings, name) != info.default


# --- the text ---------------------------------------------------------------------------------------------------------


def _replaced(text: str, key: yaml.Node, node: yaml.Node, value: object) -> str:
    if getattr(node, "anchor", None) or (node.start_mark.line < key.end_mark.line):
        raise _TooFoldedError
    start, end = node.start_mark.index, _end(node)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and isinstance(value, list) and value:
        joint = _newline(text) + " " * node.start_mark.column
        return text[:start] + joint.join(f"- {flow(item)}" for item in value) + text[end:]
    lead = "" if text[start - 1 : start].isspace() else " "
    return text[:start] + lead + flow(value) + text[end:]


def _inserted(text: str, parent: yaml.MappingNode, key: str, value: object) -> str:
    if parent.flow_style or not parent.value:
        raise _TooFoldedError
    indent = parent.value[0][0].start_mark.column
    lines = [" " * indent + line for line in _lines(key, value)]
    # What ends with a line break (a block of text) has its end on the next line.
    at = _line_end(text, _end(parent))
    newline = _newline(text)
    lead = "" if at == 0 or text[at - 1 : at] == "\n" else newline
    return text[:at] + lead + newline.join(lines) + (newline if lead == "" or at == len(text) else "") + text[at:]


def _appended(text: str, key: str, value: object) -> str:
    newline = _newline(text)
    lead = newline if text and not text.endswith("\n") else ""
    return text + lead + newline.join(_lines(key, value)) + newline


def _removed(text: str, parent: yaml.MappingNode, key: yaml.Node, node: yaml.Node) -> str:
    if parent.flow_style or len(parent.value) == 1:
        raise _TooFoldedError
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    return text[:start] + text[min(_line_end(text, _end(node)) + 1, len(text)) :]


def _lines(key: str, value: object) -> list[str]:
    """A key and its value as lines of block YAML: a mapping goes below the key, anything else behind it."""
    if not isinstance(value, dict):
        return [f"{key}: {flow(value)}"]
    if not value:
        return [f"{key}:"]
    return [f"{key}:", *(f"  {line}" for name, below in value.items() for line in _lines(name, below))]


def _end(node: yaml.Node) -> int:
    """The offset at which a node's last value ends; the end mark of a block lies beyond the comments that follow it."""
    if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False) or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return max(_end(part) for part in last) if isinstance(last, tuple) else _end(last)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    if found < 0:
        return len(text)
    return found - 1 if text[found - 1 : found] == "\r" else found


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
