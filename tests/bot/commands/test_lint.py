"""`lint` as it is called: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main

SOUND = "# Papers\n\n## Roses\n\n- [Pruning Roses](https://arxiv.org/abs/2401.00001)\n"
BROKEN = SOUND + "- [Bees](ttps://example.org/bees)\r\n- [Wasps](https://example.org/)\n\n"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_bytes(BROKEN.encode())
    return path


def test_a_sound_list_ends_well_and_prints_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "README.md"
    path.write_text(SOUND, encoding="utf-8")
    assert main(["lint", str(path)]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "no faults" in printed.err


def test_an_error_is_told_with_its_line_and_fails(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(listed)]) == 1
    out = capsys.readouterr().out
    assert f"{listed}:6: error: " in out
    assert "--fix" in out


def test_json_lines_hold_the_fix(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(listed), "--json"]) == 1
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(r["line"], r["end_line"], r["kind"], r["fix"]) for r in records] == [
        (6, 6, "malformed-link", "- [Bees](https://example.org/bees)")
    ]
    assert records[0]["reason"]


def test_fix_mends_the_file_and_no_other_byte(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(listed), "--fix"]) == 0
    assert listed.read_bytes() == BROKEN.replace("(ttps:", "(https:").encode()
    capsys.readouterr()
    assert main(["lint", str(listed), "--fix"]) == 0
    assert "nothing to fix" in capsys.readouterr().err


def test_a_warning_alone_does_not_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "README.md"
    path.write_text(SOUND + "\n## Best\n\n- [Pruning Roses](https://arxiv.org/abs/2401.00001)\n", encoding="utf-8")
    assert main(["lint", str(path)]) == 0
    assert "cross-listed" in capsys.readouterr().out
    assert main(["lint", str(path), "--cross-listing", "forbid"]) == 1
    assert main(["lint", str(path), "--cross-listing", "allow"]) == 0


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(tmp_path / "none.md")]) == 1
    assert "none.md" in capsys.readouterr().err


def test_text_of_the_list_cannot_start_a_workflow_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "README.md"
    path.write_text(SOUND + "- [Bees ::error::x\x1b[31m](ttps://a.org/::set-output)\n", encoding="utf-8")
    main(["lint", str(path)])
    out = capsys.readouterr().out
    assert "::" not in out
    assert "\x1b" not in out


@pytest.mark.parametrize(("policy", "code"), [("allow", 0), ("warn", 0), ("forbid", 1)])
def test_the_lists_own_config_says_what_cross_listing_is(policy: str, code: int, tmp_path: Path) -> None:
    path = tmp_path / "docs" / "LIST.md"
    path.parent.mkdir()
    path.write_text(SOUND + "\n## Best\n\n- [Pruning Roses](https://arxiv.org/abs/2401.00001)\n", encoding="utf-8")
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "gleaner.yml").write_text(f"cross_listing: {policy}\n", encoding="utf-8")
    assert main(["lint", str(path)]) == code
    assert main(["lint", str(path), "--cross-listing", "warn"]) == 0
    assert main(["check", str(path), "--against", str(path)]) == 0


def test_the_config_of_another_repository_is_not_asked(tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "gleaner.yml").write_text("cross_listing: forbid\n", encoding="utf-8")
    (tmp_path / "inner" / ".git").mkdir(parents=True)
    path = tmp_path / "inner" / "README.md"
    path.write_text(SOUND + "\n## Best\n\n- [Pruning Roses](https://arxiv.org/abs/2401.00001)\n", encoding="utf-8")
    assert main(["lint", str(path)]) == 0
