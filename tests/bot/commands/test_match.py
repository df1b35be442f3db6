"""`match`: what is printed, and what happens to broken lines."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.cli import main


def lines(*records: object) -> str:
    return "".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records)


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_answer_a_paper_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known, papers = tmp_path / "known.jsonl", tmp_path / "papers.jsonl"
    known.write_text(lines({"title": "Birds"}, {"title": "Deep Nets", "arxiv_id": "2301.00704"}), "utf-8")
    papers.write_text(lines({"title": "Rivers of Mars"}, {"title": "DEEP-NETS"}), "utf-8")
    assert main(["match", "--known", str(known), "--papers", str(papers)]) == 0
    first, second = answers(capsys)
    assert (first["index"], first["verdict"], first["of"]) == (0, "new", None)
    assert (second["index"], second["verdict"], second["of"]) == (1, "duplicate", 1)
    assert second["reasons"] == ["same title after folding"]
    assert set(first) == {"index", "verdict", "of", "score", "reasons"}


def test_broken_lines_are_named_and_places_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known, papers = tmp_path / "known.jsonl", tmp_path / "papers.jsonl"
    known.write_text(lines("{", {"title": "Deep Nets"}, "[]"), "utf-8")
    papers.write_text(lines({"nothing": 1}, {"title": "Deep Nets", "odd": 1}, '{"title": "cut'), "utf-8")
    assert main(["match", "--known", str(known), "--papers", str(papers)]) == 0
    out, err = capsys.readouterr()
    (answer,) = map(json.loads, out.splitlines())
    assert (answer["index"], answer["of"]) == (1, 1)
    for said in ("known.jsonl line 1", "known.jsonl line 3", "papers.jsonl line 1", "papers.jsonl line 3", "odd"):
        assert said in err


def test_separators_inside_a_title_do_not_end_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text('{"title": "One\u2028Two\x85Three"}\n', "utf-8")
    assert main(["match", "--known", str(papers), "--papers", str(papers)]) == 0
    assert [answer["verdict"] for answer in answers(capsys)] == ["duplicate"]


def test_against_a_list_the_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readme, papers = tmp_path / "README.md", tmp_path / "papers.jsonl"
    readme.write_text(
        "# List\n\n## Nets\n\n- [Deep Nets](https://arxiv.org/abs/2301.00704)\n- [Birds](https://arxiv.org/abs/2301.00705)\n",
        "utf-8",
    )
    papers.write_text(lines({"title": "Birds", "url": "https://arxiv.org/pdf/2301.00705v2"}), "utf-8")
    assert main(["match", "--list", str(readme), "--papers", str(papers)]) == 0
    (answer,) = answers(capsys)
    assert (answer["verdict"], answer["of"]) == ("duplicate", 6)
    assert answer["reasons"] == [f"same arXiv id 2301.00705 as {readme} line 6"]


def test_papers_may_come_from_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tmp_path / "known.jsonl"
    known.write_text(lines({"title": "Deep Nets"}), "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(lines({"title": "Deep Nets"})))
    assert main(["match", "--known", str(known), "--papers", "-"]) == 0
    assert len(answers(capsys)) == 1


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "--known", str(tmp_path / "no.jsonl"), "--papers", str(tmp_path / "no.jsonl")]) == 1
    assert "no.jsonl" in capsys.readouterr().err
