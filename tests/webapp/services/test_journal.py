"""The journal: written before it is said, once for each id, once for each version of a paper."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.services.journal import Act, Decision, Journal, Kept, Result, Stage


def decision(op: str, version: int = 0, act: Act = Act.ACCEPT, by: str = "ada", **more: object) -> Decision:
    return Decision(op=op, key="arxiv:1", version=version, act=act, by=by, **more)  # type: ignore[arg-type]


def test_bytes_of_a_list_that_are_no_text_are_kept(journal: Journal) -> None:
    """They stand in a text as half characters, which SQLite does not take."""
    odd = "caf\udce9 \ud83d"
    journal.keep_edit(Kept(at=1.0, by="ada", title=odd, path="README.md", before=f"{odd}\n", after=f"{odd}!\n"))
    (kept,) = journal.edits()
    assert (kept.title, kept.before, kept.after) == (odd, f"{odd}\n", f"{odd}!\n")
    assert journal.record(decision("a", title=odd, reason=odd)).result is Result.OK
    journal.settle("a", Stage.FAILED, odd)
    (found,) = journal.recent()
    assert (found.title, found.reason, found.detail) == (odd, odd, odd)


def test_a_journal_that_another_process_is_just_closing_opens(tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def open_and_close(path: Path) -> None:
        try:
            for _ in range(30):
                Journal(path).close()
        except BaseException as error:  # noqa: BLE001  # shown by the assertion below
            errors.append(error)

    for number in range(10):
        threads = [threading.Thread(target=open_and_close, args=(tmp_path / f"{number}.sqlite3",)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not errors


def test_a_decision_survives_the_process(tmp_path: Path) -> None:
    first = Journal(tmp_path / "j.sqlite3")
    first.record(decision("a", edits={"venue": "ICML 2024"}, reason="fits"))
    second = Journal(tmp_path / "j.sqlite3")
    found = second.find("a")
    assert found is not None
    assert (found.act, found.edits, found.reason, found.stage) == (
        Act.ACCEPT,
        {"venue": "ICML 2024"},
        "fits",
        Stage.PENDING,
    )
    first.close()
    second.close()


def test_the_same_id_again_is_a_repetition(journal: Journal) -> None:
    assert journal.record(decision("a")).result is Result.OK
    assert journal.record(decision("a")).result is Result.REPEATED
    assert len(journal.recent()) == 1


def test_the_second_person_learns_who_decided_what(journal: Journal) -> None:
    journal.record(decision("a", by="ada", act=Act.ACCEPT))
    late = journal.record(decision("b", by="kurt", act=Act.REJECT))
    assert late.result is Result.CONFLICT
    assert late.detail == "Already decided by ada (accept). Your reject was not applied."
    assert [d.op for d in journal.recent()] == ["a"]


def test_undo_within_the_grace_costs_the_forge_nothing(journal: Journal) -> None:
    journal.record(decision("a", not_before=5))
    journal.record(decision("u", 1, Act.UNDO, undoes="a"))
    assert journal.claim(now=100) is None
    found = journal.find("a")
    assert found is not None
    assert found.stage is Stage.UNDONE


def test_undo_of_a_delivered_decision_is_delivered_itself(journal: Journal) -> None:
    journal.record(decision("a"))
    claimed = journal.claim(now=1)
    assert claimed is not None
    journal.settle("a", Stage.DELIVERED)
    journal.record(decision("u", 1, Act.UNDO, undoes="a"))
    claimed = journal.claim(now=1)
    assert claimed is not None
    assert claimed.op == "u"


def test_only_the_newest_decision_can_be_undone(journal: Journal) -> None:
    journal.record(decision("a"))
    journal.record(decision("u", 1, Act.UNDO, undoes="a"))
    assert journal.record(decision("w", 2, Act.UNDO, undoes="a")).result is Result.CONFLICT
    assert journal.undoable("ada") == ()


def test_nothing_is_due_before_its_grace_is_over(journal: Journal) -> None:
    journal.record(decision("a", not_before=5.0))
    assert journal.claim(now=4.9) is None
    assert journal.next_due() == 5.0
    assert journal.claim(now=5.0) is not None


def test_an_undo_waits_for_the_delivery_before_it(journal: Journal) -> None:
    journal.record(decision("a"))
    journal.claim(now=1)
    journal.record(decision("u", 1, Act.UNDO, undoes="a"))
    assert journal.claim(now=1) is None
    journal.settle("a", Stage.DELIVERED)
    assert journal.claim(now=1) is not None


def test_what_was_under_way_at_a_crash_is_due_again(journal: Journal) -> None:
    journal.record(decision("a"))
    journal.claim(now=1)
    assert journal.recover(now=2) == 1
    again = journal.claim(now=2)
    assert again is not None
    assert again.attempts == 2


def test_drafts_are_kept_until_the_decision(journal: Journal) -> None:
    journal.keep_draft("ada", "arxiv:1", {"venue": "ICML"})
    journal.keep_draft("kurt", "arxiv:1", {"venue": "ICLR"})
    journal.record(decision("a"))
    assert journal.drafts("ada") == {}
    assert journal.drafts("kurt") == {"arxiv:1": {"venue": "ICLR"}}


def test_of_many_threads_exactly_one_decides(journal: Journal) -> None:
    results: list[Result] = []
    threads = [
        threading.Thread(target=lambda n=n: results.append(journal.record(decision(f"op{n}", by=f"p{n}")).result))
        for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [Result.CONFLICT] * 11 + [Result.OK]


@settings(max_examples=30, deadline=None)
@given(presses=st.lists(st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(list(Act)), st.integers(0, 3))))
def test_versions_of_a_paper_never_skip_or_repeat(
    tmp_path_factory: pytest.TempPathFactory, presses: list[tuple[str, Act, int]]
) -> None:
    journal = Journal(tmp_path_factory.mktemp("j") / "j.sqlite3")
    for number, (key, act, version) in enumerate(presses):
        last = journal.last(key)
        undoes = last.op if last else ""
        journal.record(Decision(op=str(number), key=key, version=version, act=act, by="ada", undoes=undoes))
    for key, following in journal.versions().items():
        versions = sorted(d.version for d in journal.recent(1000) if d.key == key)
        assert versions == list(range(following))
    journal.close()
