"""The texts the GitHub forge keeps: marks in bodies, the ledger in one file."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from bot.forge.github_ledger import packed, unpacked
from bot.forge.github_listing import read_memory, write_memory
from bot.forge.github_marks import BODY_LIMIT, Mark, Page, marked, read_mark
from bot.forge.ledger_merge import merged
from tests.doubles import hostile

TEXTS = st.text(st.characters(codec="utf-8"), max_size=200) | st.sampled_from(
    [text for kind in hostile.KINDS.values() for text in kind[:3] if text.isprintable()]
)
MARKS = st.builds(
    Mark, head=TEXTS, base=TEXTS, touched=st.booleans(), state=TEXTS, reason=TEXTS, by=TEXTS, until=TEXTS, when=TEXTS
)


@given(TEXTS, MARKS)
def test_a_mark_comes_back(body: str, mark: Mark) -> None:
    found, bare = read_mark(marked(body, mark))
    assert found.reason == mark.reason[:500]
    assert (found.head, found.by, found.touched, found.until) == (mark.head, mark.by, mark.touched, mark.until)
    assert "gleaner-mark" not in bare.replace(body, "") or "gleaner-mark" in body


@given(MARKS, MARKS)
def test_the_newest_mark_is_the_only_one(old: Mark, new: Mark) -> None:
    body = marked(marked("words", old), new)
    assert body.count("<!-- gleaner-mark: {") == 1
    assert read_mark(body)[1].strip() == "words"


@given(st.text("x\n ", max_size=50), MARKS)
def test_a_body_is_never_too_long_for_github(text: str, mark: Mark) -> None:
    body = text * 3000
    assert len(marked(body, mark)) <= max(65_536, BODY_LIMIT)


@given(st.dictionaries(st.from_regex(r"[a-z.]{1,12}", fullmatch=True), TEXTS))
def test_the_ledger_comes_back_byte_for_byte(files: dict[str, str]) -> None:
    assert unpacked(packed(files)) == files


@given(st.binary(max_size=300))
@example("=== papers.jsonl ²\n".encode())
@example(b"=== papers.jsonl " + b"9" * 5000 + b"\n")
def test_a_broken_ledger_breaks_nothing(data: bytes) -> None:
    unpacked(data)


LINES = st.lists(st.text("abcd\u2028\x85", min_size=1, max_size=3), max_size=6, unique=True)
"""JSON text may hold other separators than a line feed, which alone ends a line."""


@given(LINES, LINES, LINES)
def test_lines_that_either_added_are_kept(before: list[str], ours: list[str], theirs: list[str]) -> None:
    old, one, other = ("".join(f"{line}\n" for line in lines) for lines in (before, ours, theirs))
    result = set(merged(old, one, other, "decisions.jsonl").split("\n")) - {""}
    assert set(ours) | (set(theirs) - set(before)) == result


@given(TEXTS | st.just("A title\u2028with a\x85separator"), st.sampled_from(["wren", ""]))
def test_a_pull_request_of_a_person_is_remembered_whatever_its_title(title: str, author: str) -> None:
    """An account that was deleted has no name any more."""
    page = Page(
        number=7,
        url="https://github.com/o/r/pull/7",
        title=title,
        body="",
        author=author,
        state="open",
        head="a" * 40,
        branch="patch-1",
        onto="main",
        ours=False,
        updated="2026-11-21T10:00:00Z",
    )
    memory = read_memory(write_memory([page], {7: (page.head, title)}))
    assert (memory.pages, memory.added, memory.watermark) == ({7: page}, {7: (page.head, title)}, page.updated)
