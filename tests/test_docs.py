"""Docs that cannot lie: every command, config key and promise is written down, and every path they name exists."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CONFIG_DOC = ROOT / "docs" / "config.md"


def config_keys(schema: dict[str, object], root: dict[str, object] | None = None, prefix: str = "") -> Iterator[str]:
    """Every key path of the config's JSON schema: `sources.arxiv.categories`."""
    root = root or schema
    found = schema
    if "$ref" in found:
        definitions = root["$defs"]
        assert isinstance(definitions, dict)
        found = definitions[str(found["$ref"]).rpartition("/")[2]]
    for option in found.get("anyOf", []):  # type: ignore[attr-defined]  # JSON
        yield from config_keys(option, root, prefix)
    if isinstance(found.get("items"), dict):
        yield from config_keys(found["items"], root, prefix)  # type: ignore[arg-type]  # JSON
    properties = found.get("properties", {})
    assert isinstance(properties, dict)
    for name, below in properties.items():
        path = f"{prefix}{name}"
        yield path
        yield from config_keys(below, root, f"{path}.")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_documented_and_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"`{command}" in README.read_text(encoding="utf-8"), f"README.md does not name `{command}`"
    with pytest.raises(SystemExit) as done:
        main([command, "--help"])
    assert done.value.code == 0
    assert f"usage: gleaner {command}" in capsys.readouterr().out


def test_every_config_key_is_documented() -> None:
    schema = json.loads((ROOT / "docs" / "gleaner.schema.json").read_text(encoding="utf-8"))
    text = CONFIG_DOC.read_text(encoding="utf-8")
    missing = [key for key in config_keys(schema) if f"`{key}`" not in text]
    assert not missing, f"docs/config.md does not name: {', '.join(missing)}"


def test_the_ten_promises_are_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    promises = text.partition("## Promises")[2].partition("\n## ")[0]
    assert [int(n) for n in re.findall(r"(?m)^(\d+)\. \*\*", promises)] == list(range(1, 11))


def test_every_room_of_the_code_is_on_the_map() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = [f"bot/{path.parent.name}/" for path in (ROOT / "bot").glob("*/__init__.py")]
    assert not [room for room in rooms if f"`{room}" not in text]
    named = re.findall(r"`((?:bot|webapp|tests|benchmarks)/[\w/.]*)`", text)
    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize(
    "page", sorted([README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]), ids=lambda p: p.name
)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_project_names_no_machine_and_no_registry() -> None:
    banned = re.compile(
        "/(w" + r"ork|f" + r"arm)/[a-z.]|/r" + r"oot/|p" + r"ypi\.org|pythonh" + r"osted|npm" + r"js\.o"
    )
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    found = []
    for name in filter(None, files):
        path = ROOT / name.decode()
        if path.is_file() and path.suffix not in {".png", ".gz"}:
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{name.decode()}: {hit.group()}" for hit in banned.finditer(text)]
    assert not found
