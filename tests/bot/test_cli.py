"""What the command line says of itself: errors in words, whatever they repeat, and an exit code for each kind."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from bot.cli import main
from bot.commands import papers_file
from bot.paper_json import Broken
from tests.doubles import hostile
from tests.doubles.process import gleaner

HEADING = "\x1b[31mred\x1b[0m ::error::pwned ##[error]pwned"
LIST = f"# L\n\n## {HEADING}\n\n- [One](https://arxiv.org/abs/2301.00001)\n\n## B\n\n- [Two](https://arxiv.org/abs/2301.00002)\n"


def acts(said: str) -> bool:
    """Whether a log holds what a terminal or a runner of workflows obeys."""
    return "::" in said or "##[" in said or any(unicodedata.category(char) == "Cc" for char in said)


@pytest.fixture
def listed(tmp_path: Path) -> str:
    (tmp_path / "README.md").write_text(LIST, encoding="utf-8")
    return str(tmp_path / "README.md")


def paper_in(folder: Path, **more: object) -> str:
    given = folder / "paper.json"
    given.write_text(json.dumps({"title": "T", "url": "https://arxiv.org/abs/2301.00003", **more}) + "\n", "utf-8")
    return str(given)


def test_an_error_that_repeats_a_heading_does_nothing(
    listed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", listed, "--paper", paper_in(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("gleaner: the list has several sections; name one with --section: “red")
    assert not any(acts(line) for line in said.splitlines())


def test_a_note_that_repeats_a_heading_does_nothing(
    listed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = paper_in(tmp_path, arxiv_id="2301.00001")
    assert main(["add", listed, "--paper", given, "--section", "B"]) == 0
    said = capsys.readouterr().err
    assert "the list holds this paper already, in line 5 (“red" in said
    assert not any(acts(line) for line in said.splitlines())


@pytest.mark.parametrize("command", ["match", "rank"])
def test_keys_that_nobody_knows_are_named_and_do_nothing(
    command: str, listed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = paper_in(tmp_path, **{HEADING: 1, "x\n::error::y": 2})
    assert main([command, "--list", listed, "--papers", given]) == 0
    said = capsys.readouterr().err
    assert "unknown keys ignored: " in said
    assert len(said.splitlines()) == 1
    assert not acts(said.rstrip("\n"))


def test_five_hundred_hostile_texts_do_nothing_in_what_is_said_of_lines() -> None:
    for text in hostile.texts():
        assert not acts(papers_file.ignored("p.jsonl", [text]))
        assert not acts(papers_file.skipped("p.jsonl", Broken(line=1, why=text)))


def test_bytes_that_are_no_text_are_a_broken_line_not_a_bug(listed: str) -> None:
    """As where a person's locale makes Python strict about standard input."""
    for command in ("match", "rank"):
        done = gleaner(
            command, "--list", listed, "--papers", "-", env={"PYTHONIOENCODING": "utf-8:strict"}, given="\udcff\n"
        )
        assert (done.returncode, "- line 1: " in done.stderr) == (0, True), done.stderr


def test_a_file_that_is_not_there_is_named(listed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = str(tmp_path / "gone.jsonl")
    for words in (
        ["match", "--list", listed, "--papers", gone],
        ["rank", "--list", listed, "--papers", gone],
        ["rank", "--list", listed, "--papers", paper_in(tmp_path), "--metadata", gone],
        ["upkeep", listed, "--metadata", gone],
    ):
        assert main(words) == 1
        assert capsys.readouterr().err == f"gleaner: cannot read {gone}: No such file or directory; check the path\n"


def test_a_config_that_is_no_utf8_is_named_as_a_run_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "gleaner.yml").write_bytes(b"contact: caf\xe9\n")
    (tmp_path / "README.md").write_text(LIST, encoding="utf-8")
    assert main(["lint", str(tmp_path)]) == 1
    assert "gleaner.yml:1: not UTF-8: byte 0xe9; save the file as UTF-8" in capsys.readouterr().err
