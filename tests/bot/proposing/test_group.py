"""Several papers in one proposal: what is written, what ticking asks for, what is remembered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import awesome, book, proposal
from bot.actions import Close, Refresh, Revert
from bot.errors import Conflict, ListError
from bot.ledger import Answer, Decision
from bot.model import Base, Branched, Candidate, Match, Member, Paper, Placement, Proposal, Relevance, State, Verdict
from bot.proposing import boxes, group
from bot.proposing.decide import approve, revise, tick, undo
from bot.proposing.proposal_block import hidden_block, read_body
from bot.proposing.refresh import brought_up, refresh
from tests.doubles import hostile
from tests.doubles.scene import TEXT

QUANT, PRUNE = ("Awesome Small Language Models", "Quantization"), ("Awesome Small Language Models", "Pruning")
PATH = "README.md"


def paper(number: int, **changes: object) -> Paper:
    values: dict[str, object] = {
        "title": f"Paper {number}: On Small Numbers",
        "url": f"https://arxiv.org/abs/2607.{number:05d}",
        "authors": ("Ada Lovelace",),
        "venue": "Arxiv 2026",
        "published": "2026-07-20",
        "sources": ("arxiv",),
    }
    return Paper(**(values | changes))  # type: ignore[arg-type]  # fields a test names


def candidate(number: int, section: tuple[str, ...] = QUANT, **changes: object) -> Candidate:
    return Candidate(
        paper=paper(number, **changes),
        key=f"arxiv:2607.{number:05d}",
        match=Match(verdict=Verdict.NEW),
        relevance=Relevance(score=0.8, why=("near two entries",)),
        placement=Placement(),
        section=section,
    )


def base_of(text: str, sha: str = "c1") -> Base:
    return Base(sha=sha, branch="main", files={PATH: text})


def waiting_on(text: str, *candidates: Candidate) -> tuple[Proposal, str]:
    composed, insertion = book.of(awesome.parse(text), PATH).propose(candidates, today="2026-07-22")
    opened = replace(composed, number=7, base="c1", head="h1", created="2026-07-22T00:00:00Z")
    return opened, insertion.text


def titles(text: str) -> list[str]:
    return [entry.title for entry in awesome.parse(text).entries]


def untick(body: str, *keys: str) -> str:
    """What a person does on the page."""
    for key in keys:
        body = re.sub(rf"^- \[x\](.*gleaner-box: \"{re.escape(key)}\")", r"- [ ]\1", body, flags=re.MULTILINE)
    return body


def read_again(known: Proposal, body: str) -> Proposal:
    found = read_body(body)
    assert found is not None
    return replace(known, members=found.members, body=body, paper=found.paper)


def runs(before: str, after: str) -> int:
    """How many runs of lines `after` adds; fails where it changes one."""
    import difflib

    codes = difflib.SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False).get_opcodes()
    assert {tag for tag, *_ in codes} <= {"equal", "insert"}, codes
    return sum(tag == "insert" for tag, *_ in codes)


# --- which go together --------------------------------------------------------------------------------------------------


def test_grouping_by_paper_section_and_run() -> None:
    mixed = [candidate(1), candidate(2, PRUNE), candidate(3)]
    keys = [[[c.key[-1] for c in one] for one in group.split(mixed, by)] for by in ("paper", "section", "run")]
    assert keys == [[["1"], ["2"], ["3"]], [["1", "3"], ["2"]], [["1", "2", "3"]]]


@given(st.integers(0, 45), st.sampled_from(["paper", "section", "run"]))
def test_no_group_holds_more_than_ten_and_none_is_lost(count: int, by: str) -> None:
    every = [candidate(number, (QUANT, PRUNE)[number % 3 == 0]) for number in range(count)]
    groups = group.split(every, by)
    assert all(0 < len(one) <= group.MOST for one in groups)
    assert sorted(c.key for one in groups for c in one) == sorted(c.key for c in every)


@given(st.permutations(["a", "b", "c"]))
def test_a_branch_is_a_function_of_the_papers(keys: list[str]) -> None:
    assert group.key_of(keys) == group.key_of(["a", "b", "c"])
    assert group.key_of(keys) != group.key_of(["a", "b"])


# --- what is written ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 3, 10])
def test_a_section_gets_one_block(count: int) -> None:
    _, text = waiting_on(TEXT, *(candidate(n, published=f"20{10 + n}-01-01") for n in range(count)))
    assert runs(TEXT, text) == 1
    assert len(titles(text)) == len(titles(TEXT)) + count


def test_two_sections_get_a_block_each() -> None:
    _, text = waiting_on(TEXT, candidate(1), candidate(2, PRUNE), candidate(3), candidate(4, PRUNE))
    assert runs(TEXT, text) == 2
    assert {f"Paper {n}: On Small Numbers" for n in (1, 2, 3, 4)} <= set(titles(text))


def test_a_table_keeps_its_rows_together() -> None:
    table = "# L\n\n## T\n\n| Title | Year |\n|---|---|\n| [Aa](https://arxiv.org/abs/2101.00001) | 2021 |\n| [Zz](https://arxiv.org/abs/2201.00001) | 2022 |\n\nend\n"
    _, text = waiting_on(table, *(candidate(n, ("L", "T"), title=t) for n, t in enumerate(("Mm", "Bb", "Yy"))))
    assert runs(table, text) == 1
    assert len(titles(text)) == 5


@pytest.mark.parametrize("order", ["alphabet", "newest first"])
def test_an_ordered_section_still_gets_one_block(order: str) -> None:
    rows = ["Alpha", "Beta", "Gamma", "Kappa", "Omega", "Zeta"]
    text = "# L\n\n## S\n\n" + "".join(f"- [{t}](https://arxiv.org/abs/2{9 - n}01.00001)\n" for n, t in enumerate(rows))
    _, after = waiting_on(text, candidate(1, ("L", "S"), title="Apple"), candidate(2, ("L", "S"), title="Zebra"))
    assert runs(text, after) == 1, order


def test_a_missing_section_is_an_error_not_a_guess() -> None:
    with pytest.raises(ListError):
        waiting_on(TEXT, candidate(1), candidate(2, ("Nowhere",)))


# --- the body -----------------------------------------------------------------------------------------------------------


def test_each_paper_is_one_line_with_a_box() -> None:
    waiting, _ = waiting_on(TEXT, candidate(1), candidate(2))
    lines = [line for line in waiting.body.split("\n") if line.startswith("- [x]")]
    assert len(lines) == 2
    assert all("https://arxiv.org/abs/2607." in line and "likely" in line for line in lines)
    assert waiting.title == "Add: 2 papers for Quantization"


members = st.lists(
    st.builds(
        Member,
        key=st.text(min_size=1, max_size=30),
        paper=st.builds(Paper, title=st.sampled_from(list(hostile.texts())[:300]) | st.text(min_size=1, max_size=40)),
        section=st.lists(st.text(max_size=20), max_size=2).map(tuple),
        score=st.floats(0, 1).map(lambda n: round(n, 4)),
        why=st.text(max_size=20),
        twin=st.text(max_size=20),
        ticked=st.booleans(),
        written=st.booleans(),
        gone=st.sampled_from(["", "in README.md already, line 4"]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda member: member.key,
).map(tuple)


@settings(max_examples=60)
@given(members)
def test_members_come_back_from_the_hidden_block(given_members: tuple[Member, ...]) -> None:
    known = Proposal(
        key="group:1",
        branch="",
        title="",
        body="",
        paper=Paper(title="x"),
        section=(),
        path=PATH,
        members=given_members,
    )
    found = read_body(hidden_block(known))
    assert found is not None
    assert found.members == given_members


@settings(max_examples=60)
@given(members, st.data())
def test_a_box_is_read_as_a_person_left_it(given_members: tuple[Member, ...], data: st.DataObject) -> None:
    wanted = {m.key: data.draw(st.booleans()) for m in given_members if not m.gone}
    shown = boxes.lines([replace(m, ticked=wanted.get(m.key, m.ticked)) for m in given_members])
    assert len(shown.split("\n")) == len(given_members)
    read = boxes.as_ticked(given_members, f"words\r\n\r\n{shown}\r\n")
    assert {m.key: m.ticked for m in read if not m.gone} == wanted


def test_a_line_that_was_taken_out_says_nothing() -> None:
    waiting, _ = waiting_on(TEXT, candidate(1), candidate(2))
    body = "\n".join(line for line in waiting.body.split("\n") if '2607.00001" -->' not in line)
    assert all(member.ticked for member in read_again(waiting, body).members)


def test_ten_papers_of_the_longest_texts_fit_into_a_body() -> None:
    authors = tuple(f"Author {n} <!-- @x -->" * 20 for n in range(300))
    many = [
        candidate(
            n,
            url=f"https://x.example/{n}?" + "q" * 1900,
            title="*_[" * 170 + str(n),
            abstract="a " * 8_000,
            authors=authors,
        )
        for n in range(10)
    ]
    waiting, _ = waiting_on(TEXT, *many)
    assert len(waiting.body) < proposal.BODY_LIMIT
    assert len(read_again(waiting, waiting.body).members) == 10


# --- ticking ------------------------------------------------------------------------------------------------------------


def test_unticking_one_takes_it_off_the_branch_and_leaves_the_rest() -> None:
    waiting, text = waiting_on(TEXT, candidate(1), candidate(2), candidate(3))
    changed = read_again(waiting, untick(waiting.body, "arxiv:2607.00002"))
    (step,) = brought_up(base_of(TEXT), changed)
    assert isinstance(step, Refresh)
    assert set(titles(text)) - set(titles(step.files[PATH])) == {"Paper 2: On Small Numbers"}
    assert runs(TEXT, step.files[PATH]) == 1
    assert step.proposal.branch == waiting.branch
    assert [m.ticked for m in step.proposal.members] == [True, False, True]
    assert step.proposal.title == "Add: 2 papers for Quantization"
    again = read_again(step.proposal, step.proposal.body)
    assert brought_up(base_of(TEXT), again) == []


def test_ticking_again_brings_it_back() -> None:
    waiting, text = waiting_on(TEXT, candidate(1), candidate(2))
    out = tick(base_of(TEXT), waiting, {"arxiv:2607.00001": False})
    back = tick(base_of(TEXT), out.proposal, {"arxiv:2607.00001": True})
    assert isinstance(back, Refresh)
    assert back.files[PATH] == text


def test_unticking_all_closes_with_the_reason() -> None:
    waiting, _ = waiting_on(TEXT, candidate(1), candidate(2))
    changed = read_again(waiting, untick(waiting.body, "arxiv:2607.00001", "arxiv:2607.00002"))
    (step,) = brought_up(base_of(TEXT), changed)
    assert isinstance(step, Close)
    assert (step.state, step.reason) == (State.REJECTED, "every paper of it was unticked")


def test_a_paper_somebody_added_by_hand_leaves_and_says_so() -> None:
    waiting, _ = waiting_on(TEXT, candidate(1), candidate(2))
    newer = group.rendered(awesome.parse(TEXT), waiting.members[:1]).text
    (step,) = brought_up(base_of(newer, "c2"), waiting)
    assert isinstance(step, Refresh)
    assert step.files[PATH].count("2607.00001") == 1
    assert "in README.md already, line" in step.proposal.body
    assert [m.wanted for m in step.proposal.members] == [False, True]
    (all_there,) = brought_up(base_of(group.rendered(awesome.parse(TEXT), waiting.members).text, "c2"), waiting)
    assert isinstance(all_there, Close)
    assert all_there.state is State.SUPERSEDED


def test_what_a_person_wrote_is_carried_when_a_box_is_unticked() -> None:
    waiting, text = waiting_on(TEXT, candidate(1), candidate(2))
    written = text.replace("Paper 1: On Small Numbers", "Paper 1: On *Small* Numbers")
    touched = replace(
        waiting, touched=True, branched=(Branched(path=PATH, forked=TEXT, written=written),), head="person"
    )
    changed = replace(read_again(touched, untick(touched.body, "arxiv:2607.00002")), touched=True)
    newer = TEXT.replace("# Awesome Small", "# Very Awesome Small")
    (step,) = brought_up(base_of(newer, "c2"), changed)
    assert isinstance(step, Refresh)
    assert step.carry
    assert "On *Small* Numbers" in step.files[PATH]
    assert "2607.00002" not in step.files[PATH]
    assert "# Very Awesome" in step.files[PATH]


def test_a_group_is_not_revised_field_by_field() -> None:
    waiting, _ = waiting_on(TEXT, candidate(1), candidate(2))
    with pytest.raises(Conflict, match="several papers"):
        revise(base_of(TEXT), waiting, paper(1), QUANT)
    with pytest.raises(Conflict, match="read again"):
        tick(base_of(TEXT), waiting, {"arxiv:none": False})


def test_approving_a_group_writes_its_boxes_first() -> None:
    waiting, _ = waiting_on(TEXT, candidate(1), candidate(2))
    changed = read_again(waiting, untick(waiting.body, "arxiv:2607.00002"))
    steps = approve(base_of(TEXT), changed, "wren")
    assert [type(step).__name__ for step in steps] == ["Refresh", "Merge"]
    assert [type(step).__name__ for step in approve(base_of(TEXT), waiting, "wren")] == ["Merge"]


def test_undoing_a_merge_takes_every_entry_of_it_out() -> None:
    waiting, text = waiting_on(TEXT, candidate(1), candidate(2, PRUNE), candidate(3))
    step = undo(base_of(text, "c2"), replace(waiting, state=State.ACCEPTED), "wren")
    assert isinstance(step, Revert)
    assert step.files[PATH] == TEXT


# --- twins and memory ---------------------------------------------------------------------------------------------------


def test_of_two_groups_with_one_paper_the_newer_gives_it_up() -> None:
    first, _ = waiting_on(TEXT, candidate(1), candidate(2))
    second, _ = waiting_on(TEXT, candidate(2), candidate(3))
    actions, stuck = refresh(base_of(TEXT), [replace(second, number=8), first])
    assert stuck == []
    (step,) = actions
    assert isinstance(step, Refresh)
    assert step.proposal.number == 8
    assert [m.gone for m in step.proposal.members] == ["proposed in #7 already", ""]


def test_an_unticked_paper_is_remembered_once_and_forgotten_when_ticked_again() -> None:
    waiting, _ = waiting_on(TEXT, candidate(1), candidate(2))
    other = Decision(key="arxiv:1", answer=Answer.DISMISSED)
    changed = read_again(waiting, untick(waiting.body, "arxiv:2607.00002"))
    once = group.decisions([changed], [other], "2026-07-22")
    assert [(d.key, d.answer, d.reason) for d in once] == [
        ("arxiv:1", Answer.DISMISSED, ""),
        ("arxiv:2607.00002", Answer.DISMISSED, "unticked in #7"),
    ]
    assert group.decisions([changed], once, "2026-07-23") == once
    assert group.decisions([waiting], once, "2026-07-23") == [other]
