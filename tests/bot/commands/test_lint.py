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


def twice(count: int) -> str:
    """A list that has `count` papers in two sections."""
    items = "".join(
        f"- [Pruning Roses of Kind {n} by Hand](https://arxiv.org/abs/2401.{n:05d})\n" for n in range(count)
    )
    return f"# Papers\n\n## Roses\n\n{items}\n## Pruning\n\n{items}"


def test_many_papers_in_two_sections_are_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "README.md"
    path.write_text(twice(7), encoding="utf-8")
    assert main(["lint", str(path)]) == 0
    printed = capsys.readouterr()
    (only,) = printed.out.splitlines()
    assert only.startswith(f"{path}:15: warning: 7 papers are listed in another section too")
    assert "15 (5), 16 (6)" in only
    assert "7 warnings" in printed.err
    assert main(["lint", str(path), "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 7


@pytest.mark.parametrize(("count", "words"), [(5, []), (7, ["--cross-listing", "forbid"])])
def test_a_few_or_forbidden_ones_are_told_one_by_one(
    count: int, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "README.md"
    path.write_text(twice(count), encoding="utf-8")
    main(["lint", str(path), *words])
    assert len(capsys.readouterr().out.splitlines()) == count


@pytest.mark.parametrize("text", ["", "# Papers\n\n## Roses\n", "\x01 not a list\n"])
def test_a_file_without_entries_is_not_called_faultless(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "README.md"
    path.write_text(text, encoding="utf-8")
    assert main(["lint", str(path)]) == 0
    assert "no entry that Gleaner can read" in capsys.readouterr().err


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


# --- a list in several files ------------------------------------------------------------------------------------------

BEES = "- [Bees That Count to Four](https://arxiv.org/abs/2403.00003)\n"
ZH = "# 论文\n\n## 玫瑰\n\n" + (SOUND.partition("Roses\n\n")[2] + BEES).replace("abs", "pdf")
MORE = "- [Wasps That Cut Their Own Paper](https://arxiv.org/abs/2402.00002)\n"
SEVERAL = "list: README.md\nmirrors: [README_zh.md]\nchapters: [papers/birds.md]\n"


@pytest.fixture
def several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    texts = {
        "README.md": SOUND + BEES + MORE,
        "README_zh.md": ZH,
        "papers/birds.md": "# Birds\n\n" + MORE,
        ".github/gleaner.yml": SEVERAL,
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_list_every_file_of_the_config_is_looked_at(
    several: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint"]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["papers/birds.md:3:", "README_zh.md:6:"]
    assert "also listed in README.md line 7" in lines[0]
    assert "README.md line 7 lists “Wasps" in lines[1]
    assert lines[1].endswith("(--fix mends it)")
    assert printed.err.splitlines()[0] == "README.md: no faults"


@pytest.mark.parametrize("words", [["--cross-listing", "forbid"], []])
def test_the_policy_holds_across_chapters(several: Path, words: list[str]) -> None:
    if not words:
        (several / ".github/gleaner.yml").write_text(SEVERAL + "cross_listing: forbid\n", encoding="utf-8")
    assert main(["lint", *words]) == 1
    assert main(["lint", "--cross-listing", "allow"]) == 0


def test_records_name_both_files(several: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["lint", str(several), "--json"])
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(r["file"], r["kind"], r["related_file"], r["related"]) for r in records] == [
        ("papers/birds.md", "cross-listed", "README.md", 7),
        ("README_zh.md", "mirror", "README.md", 7),
    ]


def test_one_file_alone_is_looked_at_as_ever(several: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("README.md", "README_zh.md", "papers/birds.md"):
        assert main(["lint", name, "--json"]) == 0
    assert capsys.readouterr().out == ""


def test_fix_writes_the_mirror_and_no_other_file(several: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--fix"]) == 0
    assert "README_zh.md: 1 line fixed" in capsys.readouterr().err
    assert (several / "README_zh.md").read_text("utf-8") == ZH + MORE.replace("abs", "pdf")
    assert (several / "README.md").read_text("utf-8") == SOUND + BEES + MORE
    assert main(["lint", "--fix"]) == 0
    assert "fixed" not in capsys.readouterr().err


def test_missing_files_and_other_mistakes_come_at_once(several: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (several / "README_zh.md").unlink()
    (several / ".github/gleaner.yml").write_text(SEVERAL + "max_opn: 3\n", encoding="utf-8")
    assert main(["lint"]) == 1
    said = capsys.readouterr().err
    assert "mirrors[1]" in said
    assert "max_opn" in said


def test_without_a_config_the_readme_is_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["lint"]) == 1
    (tmp_path / "README.md").write_text(BROKEN, encoding="utf-8")
    assert main(["lint"]) == 1
    assert main(["lint", "--fix"]) == 0
