"""YAML text → plain values and the line each key stands on; every mistake is data, with its line. And a value → YAML.

The text is a stranger's: bytes, nesting and the growth of aliases are bounded before a value is built, and only plain
values (text, numbers, booleans, dates, lists, mappings) come out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

MAX_CHARACTERS = 200_000
MAX_DEPTH = 20
MAX_VALUES = 20_000
"""Values after aliases are expanded: a "billion laughs" ends here."""
MAX_BITS = 64
"""Of a whole number: Python refuses to print one of thousands of digits, which YAML writes in hexadecimal."""

_FOREIGN = re.compile("[\udc80-\udcff]")
"""A byte that is no UTF-8, as it comes out of a file."""

Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """What is wrong at a place: `line` is 1-based, `path` the keys that lead there."""

    line: int
    what: str
    path: Path = ()


@dataclass(kw_only=True, slots=True)
class Document:
    """One YAML document: its value, the line of every path, and the mistakes found on the way."""

    value: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it that is written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _TooLargeError(Exception):
    """The document grew past `MAX_VALUES`."""


def read(text: str) -> Document:
    """Read one document; never raises, a text that is no YAML has one mistake and no value."""
    document = Document()
    if len(text) > MAX_CHARACTERS:
        document.mistakes.append(Mistake(line=1, what=f"too long: {len(text)} characters, at most {MAX_CHARACTERS}"))
        return document
    foreign = _FOREIGN.search(text)
    if foreign:
        what = f"not UTF-8: byte 0x{ord(foreign[0]) & 0xFF:02x}; save the file as UTF-8"
        document.mistakes.append(Mistake(line=text.count("\n", 0, foreign.start()) + 1, what=what))
        return document
    try:
        if not _bounded(text, document):
            return document
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is not None:
            document.lines[()] = root.start_mark.line + 1
            document.value = _Builder(document).build(root, ())
    except yaml.MarkedYAMLError as error:
        document.mistakes.append(_syntax(error))
    except yaml.YAMLError as error:
        document.mistakes.append(Mistake(line=1, what=f"not YAML: {error}".replace("\n", " ")))
    except _TooLargeError:
        document.mistakes.append(Mistake(line=1, what=f"aliases expand to more than {MAX_VALUES} values"))
    return document


def flow(value: object) -> str:
    """A value as one line of YAML, whatever it holds: what YAML would read is quoted."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=1_000_000, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")


def _bounded(text: str, document: Document) -> bool:
    """Whether the nesting is sane; events come one by one, so that a hostile depth cannot exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1 if event.start_mark else 1
            document.mistakes.append(Mistake(line=line, what=f"nested deeper than {MAX_DEPTH} levels"))
            return False
    return True


_NOT_YAML_STEP = "look at this line and the one above: a key stands at its fellows' indent, and “[”, “{” and quotes end"


def _syntax(error: yaml.MarkedYAMLError) -> Mistake:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    why = ", ".join(part for part in (error.context, error.problem) if part)
    if "'\\t'" in why:
        return Mistake(line=line, what=f"not YAML: {why}; indent with spaces, not tabs")
    return Mistake(line=line, what=f"not YAML: {why}; {_NOT_YAML_STEP}")


class _Builder:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.built = 0
        self.scalars = yaml.SafeLoader("")

    def build(self, node: yaml.Node, path: Path) -> object:
        """The value of a node; notes the line of its path. Raises `_TooLargeError`."""
        self.built += 1
        # A collection that holds itself by an alias never ends otherwise.
        if self.built > MAX_VALUES or len(path) > MAX_DEPTH:
            raise _TooLargeError
        self.document.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        """A mapping as a dictionary; a key given twice, or one that is no plain word, is a mistake."""
        built: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.mistake(line, path, "a key must be a plain word")
                continue
            key = str(key_node.value)
            below = (*path, key)
            if key in built:
                self.mistake(line, below, f"given twice, first on line {self.document.lines[below]}; keep one")
                continue
            self.document.lines[below] = line
            built[key] = self.build(value_node, below)
        return built

    def scalar(self, node: yaml.Node, path: Path) -> object:
        """A plain value; one that cannot be built is a mistake, and None."""
        value: object = None
        try:
            value = self.scalars.construct_object(node)
            why = "a number of so many digits" if _is_endless(value) else ""
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            why = getattr(error, "problem", None) or str(error)
        if why:
            self.mistake(node.start_mark.line + 1, path, f"cannot be read: {why}; put it in quotes if it is text")
        return None if why else value

    def mistake(self, line: int, path: Path, what: str) -> None:
        self.document.mistakes.append(Mistake(line=line, what=what, path=path))


def _is_endless(value: object) -> bool:
    return isinstance(value, int) and value.bit_length() > MAX_BITS
