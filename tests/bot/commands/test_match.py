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
    assert second["reasons"] == ["same title, case and marks aside"]
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


def test_many_lines_are_answered_and_named_as_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Batches are shared between processes: numbers, notes and unknown keys are those of the whole file."""
    known, papers = tmp_path / "known.jsonl", tmp_path / "papers.jsonl"
    known.write_text(lines(*({"title": f"Paper on topic{n}"} for n in range(0, 1300, 2))), "utf-8")
    asked = [{"title": f"Paper on topic{n}", f"odd{n // 600}": 1} for n in range(1300)]
    papers.write_text(lines(*asked[:700], "", "{", *asked[700:]), "utf-8")
    assert main(["match", "--known", str(known), "--papers", str(papers)]) == 0
    out, err = capsys.readouterr()
    found = {answer["index"]: answer["of"] for answer in map(json.loads, out.splitlines())}
    assert list(found) == [*range(700), *range(701, 1301)]
    assert [found[n] for n in (0, 2, 698, 701, 1299)] == [0, 1, 349, 350, 649]
    assert f"{papers} line 702: " in err
    assert err.count("unknown keys") == 1
    assert "odd0, odd1, odd2" in err


# --- an index that is kept ----------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> list[str]:
    """The words of a call that keeps its index; the files stand in `tmp_path`."""
    (tmp_path / "known.jsonl").write_text(
        lines("{", {"title": "Deep Nets for Birds", "authors": ["Ann Lee"]}, {"title": "Mars", "odd": 1}), "utf-8"
    )
    asked = lines({"title": "Deep Net for Birds", "authors": ["A. Lee"]}, {"title": "MARS"}, {"title": "Rivers"})
    (tmp_path / "papers.jsonl").write_text(asked, "utf-8")
    paths = [str(tmp_path / name) for name in ("known.jsonl", "papers.jsonl", "kept.npz")]
    return ["match", "--known", paths[0], "--papers", paths[1], "--index", paths[2]]


def test_a_kept_index_answers_and_warns_as_the_file_does(kept: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(kept[:-2]) == 0
    plain = capsys.readouterr()
    for _ in range(2):
        assert main(kept) == 0
        assert capsys.readouterr() == plain
    assert Path(kept[-1]).stat().st_size


@pytest.mark.parametrize("damage", ["cut", "noise", "text", "other", "empty", "flipped"])
def test_an_index_that_does_not_serve_is_made_anew(
    damage: str, kept: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(kept)
    first = capsys.readouterr()
    file = Path(kept[-1])
    whole = file.read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]
    if damage == "other":
        known = Path(kept[2])
        known.write_text(known.read_text("utf-8") + lines({"title": "Rivers"}), "utf-8")
    else:
        contents = {"cut": whole[:middle], "noise": b"\x00" * 99, "text": b"no zip", "empty": b"", "flipped": flipped}
        file.write_bytes(contents[damage])
    assert main(kept) == 0
    again = capsys.readouterr()
    verdicts = [json.loads(line)["verdict"] for line in again.out.splitlines()]
    assert verdicts[2] == ("duplicate" if damage == "other" else "new")
    if damage != "other":
        assert again.out == first.out
    if damage != "flipped" or again.err != first.err:  # the flipped byte may be one of padding
        assert "made anew" in again.err
    assert main(kept) == 0
    assert "made anew" not in capsys.readouterr().err


def test_an_index_that_cannot_be_kept_is_said_and_answers_come(
    kept: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*kept[:-1], str(tmp_path / "missing" / "kept.npz")]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 3
    assert "not kept" in err


def test_an_index_goes_with_a_file(kept: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "--known", "-", *kept[3:]]) == 2
    assert "--known FILE" in capsys.readouterr().err


def test_a_paper_that_a_list_names_without_a_link_may_be_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme, papers = tmp_path / "README.md", tmp_path / "papers.jsonl"
    readme.write_text(
        "# List\n\n- [Deep Nets](https://arxiv.org/abs/2301.00704)\n\nIt began with counting birds by their songs, as Lee did.\n",
        "utf-8",
    )
    papers.write_text(
        lines({"title": "Counting birds by their songs"}, {"title": "Counting Bees by Their Songs"}), "utf-8"
    )
    assert main(["match", "--list", str(readme), "--papers", str(papers)]) == 0
    named, other = answers(capsys)
    assert (named["verdict"], named["of"], named["score"]) == ("maybe", 5, 96.0)
    assert "README.md line 5 names this title, without a link" in str(named["reasons"])
    assert other["verdict"] == "new"
