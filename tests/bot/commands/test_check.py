"""`check` as it is called: exit code, annotations, summary."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.cli import main

OLD = (
    "# Papers\n\n## Roses\n\n- [Pruning Climbing Roses](https://arxiv.org/abs/2401.00001)\n"
    "- [Tulip Bulbs Under Snow](https://arxiv.org/abs/2402.00002)\n"
)
NEW = "- [Water Lilies at Night](https://arxiv.org/abs/2403.00003)\n"
TWICE = "- [Tulip bulbs under snow](https://arxiv.org/pdf/2402.00002v3)\n"


class Files:
    """The list before and after a change."""

    def __init__(self, folder: Path) -> None:
        self.before, self.after = folder / "old.md", folder / "README.md"
        self.before.write_text(OLD, encoding="utf-8")

    def change(self, added: str, *options: str) -> list[str]:
        self.after.write_text(OLD + added, encoding="utf-8")
        return ["check", str(self.after), "--against", str(self.before), *options]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    return Files(tmp_path)


def test_a_new_paper_passes(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(files.change(NEW)) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "1 added, 0 edited, 0 removed; no faults" in printed.err


def test_an_added_duplicate_fails_and_names_the_line(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(files.change(NEW + TWICE)) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{files.after}:8: error: ")
    assert "line 6" in out


def test_json_lines(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(files.change(TWICE, "--json")) == 1
    (record,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (record["kind"], record["line"], record["related"]) == ("duplicate", 7, 6)


def test_under_actions_faults_are_annotations_and_a_summary(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(files.change(TWICE)) == 1
    out = capsys.readouterr().out
    assert re.match(r"::error file=\S*README\.md,line=7,endLine=7,title=Gleaner%3A duplicate::", out)
    text = summary.read_text(encoding="utf-8")
    assert "1 added" in text
    assert "| 7 | error | duplicate |" in text


@pytest.mark.parametrize("title", ["Bees ::error::boo", "Bees\x1b[31m ##[group]", "Bees %0A::warning::boo | @you #12"])
def test_foreign_text_starts_no_workflow_command(
    title: str, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    hostile = f"- [{title}](https://arxiv.org/abs/2403.00003)\n"
    main(files.change(hostile + hostile + f"- [{title}](ttps://a.org/::stop-commands::x)\n"))
    for line in capsys.readouterr().out.splitlines():
        properties, _, data = line.removeprefix("::").partition("::")
        assert "::" not in properties + data
        assert "\x1b" not in line
        assert "##[" not in line
        assert not (line.startswith("::") and "%0A" in line)
    outside = re.sub(r"```markdown\n.*?\n```", "", summary.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert " @you" not in outside
    assert "```" not in outside


def test_a_cross_listing_policy_is_an_option(files: Files) -> None:
    added = "\n## Best\n\n" + TWICE
    assert main(files.change(added)) == 1
    assert main(files.change(added, "--cross-listing", "warn")) == 0


def test_a_list_that_is_new_is_checked_against_nothing(files: Files) -> None:
    files.before.write_text("", encoding="utf-8")
    assert main(files.change(NEW)) == 0
    assert main(files.change(TWICE)) == 1


def test_a_missing_old_list_is_named(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    words = files.change(NEW)
    files.before.unlink()
    assert main(words) == 1
    assert "old.md" in capsys.readouterr().err


# --- a list in several files ------------------------------------------------------------------------------------------

ZH = OLD.replace("# Papers", "# 论文")
SEVERAL = "list: README.md\nmirrors: [zh.md]\nchapters: [birds.md]\n"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    for folder in ("old", "new"):
        (tmp_path / folder / ".github").mkdir(parents=True)
        texts = {"README.md": OLD, "zh.md": ZH, "birds.md": "# Birds\n\n" + NEW, ".github/gleaner.yml": SEVERAL}
        for name, text in texts.items():
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
    return tmp_path / "new", tmp_path / "old"


def add(folder: Path, name: str, text: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(text)


OWLS = "- [Owls and Their Prey at Night](https://arxiv.org/abs/2405.00005)\n"


def test_two_folders_are_compared_in_all_their_files(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    new, old = folders
    assert main(["check", str(new), "--against", str(old)]) == 0
    assert "nothing changed" in capsys.readouterr().err
    add(new, "README.md", NEW)
    add(new, "zh.md", NEW)
    assert main(["check", str(new), "--against", str(old), "--json"]) == 0
    printed = capsys.readouterr()
    (record,) = map(json.loads, printed.out.splitlines())
    assert (record["file"], record["kind"], record["severity"]) == ("README.md", "cross-listed", "warning")
    assert "birds.md line 3" in record["reason"]
    assert printed.err.count("1 added") == 2
    assert main(["check", str(new), "--against", str(old), "--cross-listing", "forbid"]) == 1


@pytest.mark.parametrize(("changed", "other"), [("README.md", "zh.md"), ("zh.md", "README.md")])
def test_a_paper_that_one_of_the_two_got_is_said_with_the_lines_for_the_other(
    changed: str, other: str, folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    new, old = folders
    add(new, changed, OWLS)
    assert main(["check", str(new), "--against", str(old), "--json"]) == 0
    (record,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (record["file"], record["kind"], record["severity"], record["line"]) == (changed, "mirror", "notice", 7)
    assert (record["related_file"], record["related"], record["suggested"]) == (other, 6, OWLS.rstrip())
    assert "nothing is wrong" in record["reason"]
    add(new, other, OWLS)
    assert main(["check", str(new), "--against", str(old)]) == 0
    assert capsys.readouterr().out == ""


def test_two_ids_of_one_paper_in_a_list_and_its_mirror(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    new, old = folders
    add(new, "README.md", OWLS)
    add(new, "zh.md", OWLS.replace("2405.00005", "2405.50000"))
    assert main(["check", str(new), "--against", str(old), "--json"]) == 1
    (record,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (record["file"], record["kind"], record["related_file"]) == ("zh.md", "mirror-id", "README.md")


def test_one_file_is_checked_against_the_others_of_its_config(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    new, old = folders
    add(new, "README.md", NEW + OWLS)
    assert main(["check", str(new / "README.md"), "--against", str(old / "README.md")]) == 0
    out = capsys.readouterr().out
    assert "birds.md line 3" in out
    assert "zh.md, behind line 6:" in out
    assert main(["check", str(new / "README.md"), "--against", str(old)]) == 2
