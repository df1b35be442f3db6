"""`entries`: JSON Lines, one object an entry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main

FIELDS = (
    "file title url keys section line end_line authors venue year date tags code links idea citation commented".split()
)


def test_every_entry_is_one_line_with_all_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "README.md"
    path.write_text("# L\n\n## S\n\n- [A Good Paper](https://arxiv.org/abs/2401.00001) [ICML 2024]\n")
    assert main(["entries", str(path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    record = json.loads(line)
    assert sorted(record) == sorted(FIELDS)
    assert record["file"] == str(path)
    assert record["section"] == "L > S"
    assert (record["line"], record["end_line"], record["commented"]) == (5, 5, False)
    assert record["keys"] == ["arxiv:2401.00001"]
    assert record["authors"] is None


def test_a_missing_file_is_one_sentence_and_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entries", str(tmp_path / "none.md")]) == 1
    assert "none.md" in capsys.readouterr().err


def test_restructured_text_is_refused_in_a_clear_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "README.rst"
    path.write_text("Title\n=====\n")
    assert main(["entries", str(path)]) == 1
    assert "reStructuredText" in capsys.readouterr().err
    assert path.read_text() == "Title\n=====\n"


@pytest.mark.parametrize("written", [b"\x7fELF\x02\x01\x01\x00\x00", "# Papers\n".encode("utf-16")])
def test_a_file_that_is_no_text_is_refused(written: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(written)
    assert main(["entries", str(path)]) == 1
    said = capsys.readouterr()
    assert not said.out
    assert f"{path}: no text in UTF-8" in said.err


def test_the_repository_that_an_entry_links_alone_is_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "L.md").write_text("# L\n\n- Leaves on Old Hedges, ICML 2024 [[code](https://github.com/lee/leaves)]\n")
    assert main(["entries", str(tmp_path / "L.md")]) == 0
    (entry,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert entry["code"] == [{"label": "code", "url": "https://github.com/lee/leaves"}]
