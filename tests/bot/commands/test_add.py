"""`add`: a diff, the new list, or the file changed in place."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pygit2
import pytest

from bot.cli import main
from bot.forge.local import LocalForge
from tests.doubles.process import gleaner

LIST = b"# L\r\n\r\n## S\r\n\r\n- [A Good Paper](https://arxiv.org/abs/2401.00001) \xff\r\n\r\n## Last"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    target, paper = tmp_path / "README.md", tmp_path / "paper.json"
    target.write_bytes(LIST)
    paper.write_text(json.dumps({"title": "New One", "url": "https://arxiv.org/abs/2402.00001", "odd": 1}))
    return target, paper


def test_the_default_is_a_diff_that_git_applies(
    files: tuple[Path, Path], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    target, paper = files
    assert main(["add", str(target), "--paper", str(paper), "--section", "S"]) == 0
    diff = capfdbinary.readouterr().out
    assert target.read_bytes() == LIST
    assert b"+- [New One](https://arxiv.org/abs/2402.00001)" in diff
    assert sum(line.startswith(b"@@") for line in diff.split(b"\n")) == 1


def test_stdout_prints_the_whole_list_with_foreign_bytes_kept(
    files: tuple[Path, Path], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    target, paper = files
    assert main(["add", str(target), "--paper", str(paper), "--section", "L > Last", "--stdout"]) == 0
    out = capfdbinary.readouterr().out
    assert out.startswith(LIST)
    assert out[len(LIST) :].split() == [b"-", b"[New", b"One](https://arxiv.org/abs/2402.00001)"]


def test_in_place_changes_the_file(files: tuple[Path, Path]) -> None:
    target, paper = files
    assert main(["add", str(target), "--paper", str(paper), "--section", "S", "--in-place"]) == 0
    lines = target.read_bytes().split(b"\r\n")
    assert [line for line in LIST.split(b"\r\n") if line not in lines] == []
    assert len(list(target.parent.iterdir())) == 2


def test_an_unknown_section_names_the_nearest(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    target, paper = files
    assert main(["add", str(target), "--paper", str(paper), "--section", "Lost"]) == 1
    assert "Last" in capsys.readouterr().err


def test_a_list_of_several_sections_names_them(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    target, paper = files
    sections = "".join(f"## Part {n}\n\n- [A {n}](https://arxiv.org/abs/2401.0000{n})\n\n" for n in range(8))
    target.write_text(f"# L\n\n{sections}", encoding="utf-8")
    assert main(["add", str(target), "--paper", str(paper)]) == 2
    assert "“Part 0”, “Part 1”" in (said := capsys.readouterr().err)
    assert "and 2 more" in said


def test_a_list_without_entries_asks_for_the_first_by_hand(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    target, paper = files
    target.write_text("", encoding="utf-8")
    assert main(["add", str(target), "--paper", str(paper)]) == 1
    assert "write the first one by hand" in capsys.readouterr().err


def test_a_paper_that_is_listed_already_is_added_and_said(
    files: tuple[Path, Path], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    target, paper = files
    paper.write_text(json.dumps({"title": "A Good Paper", "arxiv_id": "2401.00001"}))
    assert main(["add", str(target), "--paper", str(paper), "--section", "S"]) == 0
    assert "holds this paper already, in line 5 (“S”)" in capfdbinary.readouterr().err.decode()
    paper.write_text(json.dumps({"title": "Another Good Paper", "arxiv_id": "2401.00002"}))
    assert main(["add", str(target), "--paper", str(paper), "--section", "S"]) == 0
    assert b"already" not in capfdbinary.readouterr().err


@pytest.mark.parametrize("text", ["{", "[]", '{"url": "x"}', '{"title": 5, "authors": 7}'])
def test_a_broken_paper_is_a_usage_error(
    files: tuple[Path, Path], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target, paper = files
    paper.write_text(text)
    assert main(["add", str(target), "--paper", str(paper), "--section", "S"]) == 2
    assert "paper.json" in capsys.readouterr().err


def test_the_diff_says_where_a_last_newline_is_missing(files: tuple[Path, Path], tmp_path: Path) -> None:
    target, _ = files
    target.write_bytes(LIST.replace(b" \xff", b"").replace(b"\r", b""))
    diff = gleaner("add", "README.md", "--paper", "paper.json", "--section", "Last", cwd=tmp_path).stdout
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=diff.encode(), check=True)
    assert target.read_bytes().endswith(b"2402.00001)")


def test_a_diff_of_a_list_with_other_separators_in_its_lines_applies(files: tuple[Path, Path], tmp_path: Path) -> None:
    target, _ = files
    target.write_text(
        "# L\n\n## S\n\nOther\u2028lines \x0c \x85 x\n\n- [A Paper](https://arxiv.org/abs/2401.00001)\n", "utf-8"
    )
    before = target.read_bytes()
    diff = gleaner("add", "README.md", "--paper", "paper.json", "--section", "S", cwd=tmp_path).stdout
    assert "No newline" not in diff
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=diff.encode(), check=True)
    after = target.read_bytes()
    assert b"2402.00001)" in after
    assert [line for line in after.split(b"\n") if b"2402" not in line] == before.split(b"\n")


def test_the_history_of_the_repository_around_the_list_says_where_people_put_entries(tmp_path: Path) -> None:
    entries = [f"- [Paper {n}](https://arxiv.org/abs/240{n}.00001)\n" for n in (1, 2, 3, 4)]
    path = tmp_path / "README.md"
    repo = pygit2.init_repository(tmp_path, initial_head="main")
    who = pygit2.Signature("Ada", "ada@example.org")
    paper = tmp_path / "paper.json"
    paper.write_text('{"title": "Now", "url": "https://arxiv.org/abs/2409.00001"}', encoding="utf-8")
    lines: list[str] = []
    for added, where in ((0, 99), (4, 0), (5, 0), (6, 0), (7, 0)):
        more = entries if added == 0 else [f"- [Added {added}](https://x.org/{added})\n"]
        lines[where:where] = more
        path.write_text("## A\n" + "".join(lines), encoding="utf-8")
        repo.index.add("README.md")
        repo.index.write()
        parents = [] if repo.head_is_unborn else [repo.head.target]
        repo.create_commit("HEAD", who, who, "Add", repo.index.write_tree(), parents)
    assert len(LocalForge(tmp_path).base(["README.md"]).history["README.md"]) == 4
    assert main(["add", str(path), "--paper", str(paper), "--in-place"]) == 0
    assert path.read_text(encoding="utf-8").startswith("## A\n- [Now]")
    path.unlink()
    path.write_text("## A\n" + "".join(lines), encoding="utf-8")
    (tmp_path / ".git").rename(tmp_path / "elsewhere")
    assert main(["add", str(path), "--paper", str(paper), "--in-place"]) == 0
    assert not path.read_text(encoding="utf-8").startswith("## A\n- [Now]")


def test_a_repository_without_a_commit_is_no_obstacle(files: tuple[Path, Path]) -> None:
    pygit2.init_repository(files[0].parent, initial_head="main")
    assert main(["add", str(files[0]), "--paper", str(files[1]), "--section", "S", "--in-place"]) == 0


@pytest.mark.parametrize("template", ["README.md.j2", "README.j2", "README.tmpl.md", "README.Rmd"])
def test_a_list_with_its_template_beside_it_is_refused(
    files: tuple[Path, Path], template: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (files[0].parent / template).touch()
    assert main(["add", str(files[0]), "--paper", str(files[1]), "--section", "S", "--in-place"]) == 1
    assert template in capsys.readouterr().err
    assert files[0].read_bytes() == LIST


@pytest.mark.parametrize(
    ("name", "said"), [("README.rst", "reStructuredText"), ("list.adoc", "AsciiDoc"), ("a.yml", "YAML")]
)
def test_other_formats_are_left_alone_and_named(
    files: tuple[Path, Path], name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = files[0].with_name(name)
    other.write_bytes(LIST)
    assert main(["add", str(other), "--paper", str(files[1]), "--in-place"]) == 1
    assert main(["entries", str(other)]) == 1
    assert capsys.readouterr().err.count(said) == 2
    assert other.read_bytes() == LIST


ENGLISH = "# L\n\n## Vision\n\n- [One](https://arxiv.org/abs/2401.00001) `ICML 2024`\n\n## Speech\n\n- [Two](https://x.org/2)\n"
CHINESE = (
    "# 列表\n\n## 语音\n\n- [Two](https://x.org/2)\n\n## 视觉\n\n* **One** [[论文](https://arxiv.org/pdf/2401.00001)]\n"
)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path, Path]:
    english, chinese, paper = tmp_path / "README.md", tmp_path / "README_zh.md", tmp_path / "paper.json"
    english.write_text(ENGLISH, encoding="utf-8")
    chinese.write_text(CHINESE, encoding="utf-8")
    paper.write_text(
        '{"title": "New", "url": "https://arxiv.org/abs/2402.00001", "venue": "ICML 2024"}', encoding="utf-8"
    )
    return english, chinese, paper


def test_a_mirror_gets_the_paper_in_its_own_section_and_hand(pair: tuple[Path, Path, Path]) -> None:
    english, chinese, paper = map(str, pair)
    asked = ["add", english, "--paper", paper, "--section", "Vision", "--mirror", chinese, "--in-place"]
    assert main(asked) == 0
    assert "- [New](https://arxiv.org/abs/2402.00001) `ICML 2024`" in pair[0].read_text(encoding="utf-8")
    written = pair[1].read_text(encoding="utf-8")
    assert written.index("视觉") < written.index("* **New** [[论文](https://arxiv.org/")
    assert main(["add", english, "--paper", paper, "--section", "Vision", "--mirror", chinese]) == 0
    assert pair[1].read_text(encoding="utf-8") == written


def test_where_no_section_of_the_mirror_fits_no_file_is_changed(
    pair: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    pair[1].write_text("# 别的\n\n- [Other](https://x.org/9)\n", encoding="utf-8")
    english, chinese, paper = map(str, pair)
    asked = ["add", english, "--paper", paper, "--section", "Vision", "--mirror", chinese, "--in-place"]
    assert main(asked) == 1
    assert "README_zh.md" in capsys.readouterr().err
    assert pair[0].read_text(encoding="utf-8") == ENGLISH


def test_two_lists_are_not_printed_as_one(pair: tuple[Path, Path, Path]) -> None:
    english, chinese, paper = map(str, pair)
    assert main(["add", english, "--paper", paper, "--section", "Vision", "--mirror", chinese, "--stdout"]) == 2


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ({"comment": "Accepted to NeurIPS 2025. 12 pages"}, "(NeurIPS 2025)"),
        ({"comment": "Submitted to NeurIPS 2025"}, "(arXiv 2025)"),
        ({"comment": "Accepted to NeurIPS 2025", "venue": "NIPS 2025"}, "(NIPS 2025)"),
    ],
)
def test_a_comment_tells_where_a_paper_was_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], told: dict[str, str], written: str
) -> None:
    target, paper = tmp_path / "README.md", tmp_path / "paper.json"
    venues = ("ICML 2024", "NeurIPS 2023", "arXiv 2025", "NeurIPS 2024")
    entries = [
        f"- Paper {n} on Trees ({name}) [[pdf]](https://arxiv.org/abs/240{n}.00001)" for n, name in enumerate(venues)
    ]
    target.write_text("# L\n\n## S\n\n" + "\n".join(entries) + "\n")
    fed = {"title": "Roots", "url": "https://arxiv.org/abs/2510.00001", "published": "2025-10-01", **told}
    paper.write_text(json.dumps(fed))
    assert main(["add", str(target), "--paper", str(paper), "--section", "S"]) == 0
    assert f"+- Roots {written} [[pdf]](https://arxiv.org/abs/2510.00001)" in capsys.readouterr().out


def test_a_paper_that_is_not_there_or_no_text_is_named_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alist, paper = tmp_path / "README.md", tmp_path / "paper.json"
    alist.write_text("# L\n\n## S\n\n- [A Good Paper](https://arxiv.org/abs/2401.00001)\n")
    assert main(["add", str(alist), "--paper", str(paper)]) == 1
    assert capsys.readouterr().err == f"gleaner: {paper}: No such file or directory; give a file with one JSON object\n"
    paper.write_bytes(b"\xd0\xff")
    assert main(["add", str(alist), "--paper", str(paper)]) == 1
    assert capsys.readouterr().err == f"gleaner: {paper}: not UTF-8 text; give a file with one JSON object\n"


def test_a_paper_listed_under_another_address_of_its_id_is_told(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    listed = tmp_path / "list.md"
    listed.write_text(
        "# L\n\n## S\n\n- [A Hedge of Words](https://arxiv.org/pdf/2301.04567v2.pdf) - Ann Lee\n"
        "- [A Wall of Words](https://arxiv.org/abs/2301.04568) - Bo Chen\n"
    )
    paper = tmp_path / "paper.json"
    paper.write_text('{"title": "A Hedge of Words", "url": "https://doi.org/10.48550/arXiv.2301.04567"}')
    main(["add", str(listed), "--paper", str(paper), "--stdout"])
    assert "holds this paper already, in line 5" in capfdbinary.readouterr().err.decode()
