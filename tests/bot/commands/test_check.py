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
