"""`rank` from the command line: one answer a paper, in order; broken lines are named and the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot import ledger
from bot.cli import main
from bot.commands.rank_job import read_keywords
from bot.forge.github_ledger import FILE, packed
from bot.forge.local import LocalForge
from bot.forge.repository import create
from bot.learning import background
from bot.model import Keywords, Paper
from bot.paper_json import paper_to
from tests.doubles.worlds import run_git

LIST = """# Driving with language models

## Planning

- [Language models that plan for autonomous driving](https://arxiv.org/abs/2406.00001)
- [A driving agent with a large language model](https://arxiv.org/abs/2406.00002)
- [Trajectory planning for self-driving cars](https://arxiv.org/abs/2403.00007)
- [Motion planning for driving with language feedback](https://arxiv.org/abs/2402.00009)

## Questions

- [Explainable driving by visual question answering](https://arxiv.org/abs/2405.00003)
- [Driving questions and answers: a data set](https://arxiv.org/abs/2402.00010)
- [Visual question answering in traffic scenes](https://arxiv.org/abs/2404.00006)
- [Question answering benchmarks for driving](https://arxiv.org/abs/2404.00005)
"""
PAPERS: list[dict[str, Any]] = [
    {"title": "Folding of membrane proteins", "abstract": "We study the folding of proteins."},
    {
        "title": "Motion planning for autonomous driving",
        "abstract": "A language model plans the driving.",
        "upvotes": 5,
    },
]


def write(folder: Path, name: str, lines: list[Any]) -> str:
    path = folder / name
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8")
    return str(path)


def rank(folder: Path, capsys: pytest.CaptureFixture[str], papers: list[Any], *more: str) -> list[dict[str, Any]]:
    (folder / "README.md").write_text(LIST, "utf-8")
    given = write(folder, "papers.jsonl", papers)
    assert main(["rank", "--list", str(folder / "README.md"), "--papers", given, *more]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_paper_gets_score_sections_tags_and_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = rank(tmp_path, capsys, PAPERS)
    assert [answer["index"] for answer in answers] == [0, 1]
    assert answers[1]["score"] > answers[0]["score"]
    assert answers[1]["sections"][0]["path"].endswith("Planning")
    assert answers[1]["why"][0].startswith('near "')
    assert "5 upvotes on Hugging Face" in answers[1]["why"]


def test_a_broken_line_is_named_and_the_rest_keeps_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "README.md").write_text(LIST, "utf-8")
    given = write(tmp_path, "papers.jsonl", ["{broken", {**PAPERS[1], "colour": "red"}])
    assert main(["rank", "--list", str(tmp_path / "README.md"), "--papers", given]) == 0
    said = capsys.readouterr()
    assert [json.loads(line)["index"] for line in said.out.splitlines()] == [1]
    assert "line 1" in said.err
    assert "colour" in said.err


def test_decisions_and_metadata_and_keywords_are_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = rank(tmp_path, capsys, PAPERS)
    decisions = write(tmp_path, "decisions.jsonl", [{**PAPERS[0], "decision": "accept"}, {"title": "x"}])
    metadata = write(
        tmp_path, "metadata.jsonl", [{"title": "Other title", "arxiv_id": "2406.00001", "abstract": "Driving plans."}]
    )
    keywords = write(tmp_path, "keywords.txt", ["driving", "# a comment", "-folding"])
    heard = rank(tmp_path, capsys, PAPERS, "--decisions", decisions)
    assert heard[0]["score"] > plain[0]["score"]
    ruled = rank(tmp_path, capsys, PAPERS, "--keywords", keywords, "--metadata", metadata)
    assert ruled[0]["why"][0] == "ruled out by the keyword: folding"
    assert "keyword: driving" in ruled[1]["why"]


def test_the_same_call_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rank(tmp_path, capsys, PAPERS) == rank(tmp_path, capsys, PAPERS)


def test_a_missing_list_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = write(tmp_path, "papers.jsonl", PAPERS)
    assert main(["rank", "--list", str(tmp_path / "none.md"), "--papers", papers]) == 1
    assert "none.md" in capsys.readouterr().err


def test_keywords_are_read_with_their_signs() -> None:
    assert read_keywords("Diffusion\n\n# note\n-medical\n+text") == Keywords(
        include=("diffusion",), exclude=("medical",), must=("text",)
    )


def sea(count: int) -> list[Paper]:
    """What the feeds of a driving list bring besides: the life of the sea, and questions."""
    return [
        Paper(
            title=f"Question answering on subject {n} of the sea",
            abstract=f"Water{n % 9} holds subject{n}; a large language model answers visual questions.",
            arxiv_id=f"2607.{n:05}",
            published="2026-07-20",
        )
        for n in range(count)
    ]


def test_in_a_clone_the_ledgers_sample_is_the_background(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = rank(tmp_path, capsys, PAPERS)
    home = tmp_path / "home"
    create(home, {"README.md": LIST})
    assert rank(home, capsys, PAPERS) == bare, "a repository without a ledger"
    sample = ledger.write_background(background.sampled((), sea(300), "2026-07-22"))
    LocalForge(home).write_ledger({ledger.BACKGROUND: sample}, "Remember")
    told = rank(home, capsys, PAPERS)
    assert told != bare
    assert told[1]["score"] > told[0]["score"]
    given = write(tmp_path, "background.jsonl", [paper_to(paper) for paper in sea(300)])
    assert rank(home, capsys, PAPERS, "--background", given) == rank(tmp_path, capsys, PAPERS, "--background", given)


def test_the_ledger_of_a_list_on_github_is_read_as_it_was_fetched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = ledger.write_background(background.sampled((), sea(300), "2026-07-22"))
    answers = []
    for name, files in (
        ("apart", {ledger.BACKGROUND: sample}),
        ("packed", {FILE: packed({ledger.BACKGROUND: sample}).decode()}),
    ):
        create(tmp_path / name, {"README.md": LIST})
        LocalForge(tmp_path / name).write_ledger(files, "Remember")
        run_git(tmp_path, "clone", "--quiet", name, f"{name}-clone")
        answers.append(rank(tmp_path / f"{name}-clone", capsys, PAPERS))
    assert answers[0] == answers[1] != rank(tmp_path, capsys, PAPERS)


def test_separators_inside_a_text_end_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = rank(tmp_path, capsys, [json.dumps({"title": "One\u2028title\x85more"}, ensure_ascii=False), PAPERS[1]])
    assert [answer["index"] for answer in told] == [0, 1]
