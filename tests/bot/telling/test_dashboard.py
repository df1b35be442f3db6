"""The dashboard's text: fits at any size, says what stands, and no title acts in it; its boxes and facts come back."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.identity import title_key
from bot.ledger import Answer, Decision, FeedState, Ledger
from bot.model import Candidate, Held, Match, Paper, Placement, Proposal, Relevance, State, Verdict, Wait
from bot.planning.batch import Health
from bot.planning.caps import Rules
from bot.telling import dashboard, ticks
from bot.telling.dashboard import BODY_LIMIT, Board, Facts, as_good_as, facts_in, is_one, render
from bot.telling.notices import DISPLAY_LIMIT, notices
from bot.telling.schedule import next_time
from bot.telling.ticks import Ask, Tick
from tests.doubles import hostile

HOSTILE = list(hostile.texts())
TODAY = "2026-11-21"
RENDER = MarkdownIt("commonmark", {"html": True}).enable("table")
TAGS = {
    "p", "strong", "a", "code", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "details", "summary", "blockquote", "h2",
}  # fmt: skip


def held(
    number: int,
    title: str = "",
    *,
    twin: str = "",
    wait: Wait = Wait.NEXT_RUN,
    reason: str = "waits for the next run",
    score: float = 0.5,
    url: str = "",
) -> Held:
    paper = Paper(title=title or f"Paper {number}", url=url or f"https://arxiv.org/abs/2401.{number:05d}")
    candidate = Candidate(
        paper=paper,
        key=f"arxiv:2401.{number:05d}",
        match=Match(verdict=Verdict.MAYBE if twin else Verdict.NEW, score=83.0, reasons=(title or "same authors",)),
        relevance=Relevance(score=score),
        placement=Placement(),
        twin=f"“{title or 'First'}” (README.md line 12)" if twin else "",
        twin_key=twin,
    )
    return Held(candidate=candidate, wait=wait, reason=reason)


def waiting(number: int, title: str = "", state: State = State.PROPOSED) -> Proposal:
    return Proposal(
        key=f"arxiv:2402.{number:05d}",
        branch="gleaner/x",
        title="Add: x",
        body="",
        paper=Paper(title=title or f"Waiting {number}", url="https://arxiv.org/abs/2402.1"),
        section=("Awesome", title or "Pruning"),
        path="README.md",
        number=number,
        state=state,
        created="2026-11-01T00:00:00Z",
        snoozed_until="2026-12-01" if state is State.SNOOZED else "",
    )


def board(**changes: object) -> Board:
    return replace(Board(path="README.md", today=TODAY), **changes)  # type: ignore[arg-type]  # fields a test names


class Shown(HTMLParser):
    """What a reader of a rendered body gets."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(RENDER.render(markdown))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


# --- what it says -----------------------------------------------------------------------------------------------------


def test_everything_has_its_place() -> None:
    told = Ledger(
        backlog=(held(1, twin="arxiv:1"), held(2), held(3), held(4)),
        feeds={"arxiv": FeedState(health=Health.FAILED, detail="no answer", checked="2026-11-12", read=3)},
        decisions=(
            Decision(key="arxiv:2401.00003", answer=Answer.DISMISSED),
            Decision(key="arxiv:2401.00004", answer=Answer.SNOOZED, title="Four", until="2026-12-24"),
        ),
    )
    body = render(
        board(
            proposals=(replace(waiting(12), relevance=Relevance(score=0.004)), waiting(13, state=State.SNOOZED)),
            ledger=told,
            facts=Facts(run=TODAY, run_url="https://x.example/runs/1", cron="17 5 * * *", held=4),
            warnings=("the list is long",),
        )
    )
    heads = re.findall(r"^## (.+)$", body, re.MULTILINE)
    assert heads == ["Waiting for you", "Is it the same paper?", "Backlog", "Snoozed", "Sources"]
    assert "**1** waiting · **1** to compare · **1** in the backlog · last run **2026-11-21**" in body
    assert "next run **2026-11-22**, about 05:17 UTC" in body
    assert "> [!WARNING]\n> - the list is long" in body
    assert "| #12 | [Waiting 12](https://arxiv.org/abs/2402.1) | Pruning | <1% | 2026-11-01 |  |" in body
    assert body.count("- [ ] ") == 3, "one to open, the same and different"
    assert "Paper 3" not in body
    snoozed = body.partition("## Snoozed")[2]
    assert "#13" in snoozed
    assert "| | Four | 2026-12-24 |" in snoozed
    assert "🔴 failed" in body


def test_nothing_at_all_is_said_too() -> None:
    body = render(board())
    assert is_one(body)
    assert "Nothing waits." in body
    assert "Nothing is held back." in body


def test_an_answer_moves_a_paper_at_once() -> None:
    maybe = held(1, twin="arxiv:1")
    for answer, words in ((Answer.SAME, ""), (Answer.DIFFERENT, "told apart")):
        decisions = (Decision(key=maybe.candidate.key, other="arxiv:1", answer=answer),)
        body = render(board(ledger=Ledger(backlog=(maybe,), decisions=decisions)))
        assert "same paper?" not in body
        assert words in body
        assert ("Paper 1" in body) is bool(words)


def test_an_answer_outlives_a_better_id() -> None:
    maybe = held(1, twin="arxiv:1")
    unlikely = held(2, twin="arxiv:1", wait=Wait.CUT, reason="below the cut of 35%; may repeat “First”", score=0.348)
    body = render(board(ledger=Ledger(backlog=(maybe, unlikely))))
    assert "**1** to compare" in body
    assert "**1** in the backlog" in body
    assert ", 34% likely; below the cut of 35%; may repeat" in body
    told = Decision(key=title_key(maybe.candidate.paper.title), other="arxiv:1", answer=Answer.SAME)
    assert "Paper 1" not in render(board(ledger=Ledger(backlog=(maybe,), decisions=(told,))))


def test_a_paper_without_a_link_has_no_box() -> None:
    bare = held(1)
    bare = replace(bare, candidate=replace(bare.candidate, paper=Paper(title="Bare")))
    assert "- [ ]" not in render(board(ledger=Ledger(backlog=(bare,))))


# --- bounds -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 61, 400])
def test_it_fits_whatever_there_is_and_counts_the_rest(count: int) -> None:
    many = tuple(waiting(number) for number in range(1, 1001))
    told = Ledger(
        backlog=tuple(held(n, twin="arxiv:1" if n % 2 else "", title="“<|`" * 60) for n in range(count)),
        feeds={f"feed {n}": FeedState(health=Health.PARTIAL, detail="]" * 900) for n in range(99)},
    )
    body = render(board(proposals=many, ledger=told, facts=Facts(held=100_000), warnings=("w" * 9_000,) * 99))
    assert len(body.encode()) < BODY_LIMIT
    assert f"**{100_000 - count // 2:,}** in the backlog" in body
    assert "**1,000** waiting" in body


@pytest.mark.parametrize("kind", sorted(hostile.KINDS))
def test_the_worst_titles_fit_as_well(kind: str) -> None:
    worst = hostile.KINDS[kind]
    told = Ledger(backlog=tuple(held(n, worst[n % len(worst)], twin="x" * (n % 2)) for n in range(400)))
    assert len(render(board(ledger=told, facts=Facts(held=100_000))).encode()) < BODY_LIMIT


def test_five_hundred_hostile_titles_do_nothing() -> None:
    for start in range(0, 500, 10):
        texts = HOSTILE[start : start + 10]
        told = Ledger(
            backlog=tuple(
                held(n, text, twin="arxiv:1" * (n % 2), reason=text, url=text) for n, text in enumerate(texts)
            ),
            feeds={text[:60] or "x": FeedState(health=Health.FAILED, detail=text) for text in texts},
            decisions=(Decision(key="k", answer=Answer.SNOOZED, title=texts[0], until="2027-01-01"),),
        )
        facts = Facts(run=TODAY, notes=tuple(texts), run_url=texts[1])
        proposals = tuple(waiting(700 + n, text) for n, text in enumerate(texts))
        body = render(board(proposals=proposals, ledger=told, facts=facts, warnings=tuple(texts)))
        seen = Shown(body)
        assert set(seen.tags) <= TAGS, start
        assert all(address.startswith(("https://", "http://")) for address in seen.links)
        unlinked = re.sub(r"\]\(https?://[^)\s]*\)|\| #7\d\d \|", "]", body)
        assert not re.search(r"(?<![A-Za-z0-9_])@[A-Za-z0-9]|(?<!\\u)#\d|\bGH-\d", unlinked.replace("&#", "")), start
        assert ticks.ticked(body) == ()
        assert facts_in(body).notes == dashboard.bounded(texts)


# --- there and back -----------------------------------------------------------------------------------------------------

texts = st.one_of(st.text(max_size=40), st.sampled_from(HOSTILE))
plain = st.text(st.characters(codec="utf-8"), max_size=60)


@given(st.builds(Tick, ask=st.sampled_from(Ask), key=plain, twin=plain), texts.map(lambda t: t.replace("\n", " ")))
@settings(max_examples=100)
def test_any_box_is_read_back_where_it_is_ticked(tick: Tick, label: str) -> None:
    from bot import escape

    line = ticks.box(tick, escape.markdown(label))
    assert "\n" not in line
    assert ticks.ticked(line) == ()
    assert ticks.ticked(line.replace("- [ ]", "- [x]", 1)) == (tick,)
    assert ticks.ticked("  " + line.replace("- [ ]", "* [X]", 1) + "\r\n") == (tick,)


@given(
    st.builds(
        Facts, run=plain, run_url=plain, cron=plain, base=plain, since=plain, size=st.integers(0), held=st.integers(0)
    )
)
@settings(max_examples=50)
def test_facts_come_back(facts: Facts) -> None:
    assert facts_in(render(board(facts=facts)).replace("\n", "\r\n")) == facts


@given(st.text(max_size=300))
def test_any_body_is_read_without_an_exception(body: str) -> None:
    ticks.ticked(body)
    facts_in(body)
    facts_in(f"<!-- gleaner-facts: {{{body}}} -->")
    is_one(body)


def test_the_page_of_a_run_is_no_reason_to_write() -> None:
    first = render(board(facts=Facts(run=TODAY, run_url="https://x.example/runs/1")))
    second = render(board(facts=Facts(run=TODAY, run_url="https://x.example/runs/2")))
    assert first != second
    assert as_good_as(first.replace("\n", "\r\n"), second)
    assert not as_good_as(first, render(board(facts=Facts(run="2026-11-22"))))


# --- what boxes ask for ---------------------------------------------------------------------------------------------------


def test_boxes_ask_once_and_for_what_is_there() -> None:
    backlog = (held(1), held(2, twin="arxiv:9"), held(3))
    asked = (
        Tick(ask=Ask.OPEN, key="arxiv:2401.00001"),
        Tick(ask=Ask.OPEN, key="arxiv:2401.00001"),
        Tick(ask=Ask.SAME, key="arxiv:2401.00002", twin="arxiv:9"),
        Tick(ask=Ask.OPEN, key="arxiv:9999.99999"),
        Tick(ask=Ask.SAME, key="arxiv:2401.00003", twin="a"),
        Tick(ask=Ask.DIFFERENT, key="arxiv:2401.00003", twin="a"),
    )
    wanted = ticks.wishes(asked, backlog, (), "wren", TODAY)
    assert wanted.opened == (backlog[0],)
    assert [(a.key, a.other, a.answer, a.by) for a in wanted.answers] == [
        ("arxiv:2401.00002", "arxiv:9", Answer.SAME, "wren")
    ]
    assert len(wanted.notes) == 2
    proposed = replace(waiting(1), key="arxiv:2401.00001")
    assert ticks.wishes(asked[:1], backlog, (proposed,), "", TODAY) == ticks.Wishes()


def test_the_newest_answer_stands() -> None:
    same = Decision(key="a", other="b", answer=Answer.SAME)
    kept = Decision(key="a", answer=Answer.DISMISSED)
    ledger = Ledger(decisions=(kept, same))
    assert ticks.with_answers(ledger, [replace(same, when="later")]) == ledger.decisions
    changed = ticks.with_answers(ledger, [replace(same, answer=Answer.DIFFERENT)])
    assert changed == (kept, replace(same, answer=Answer.DIFFERENT))


# --- warnings and the schedule ----------------------------------------------------------------------------------------------


def test_warnings_come_before_it_hurts() -> None:
    rules = Rules(today=TODAY, pause_after_days=30)
    old = replace(waiting(1), created="2026-10-01T00:00:00Z")
    feeds = {
        "quiet": FeedState(health=Health.QUIET, checked=TODAY),
        "gone": FeedState(health=Health.FAILED, checked="2026-11-01", detail="no answer"),
        "slow": FeedState(health=Health.STALE, checked="2026-11-20"),
    }
    said = notices(rules, [old], feeds, Facts(since="2026-10-01", size=DISPLAY_LIMIT - 1, notes=("a branch is stuck",)))
    assert said[0] == "a branch is stuck"
    assert [bool(re.search(words, "\n".join(said))) for words in ("paused", "51 days", "512 KB", "gone is failed", "slow", "quiet is")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
    assert notices(rules, [], {}, Facts(since="2026-11-01", size=1)) == ()


@pytest.mark.parametrize(
    ("cron", "after", "coming"),
    [
        ("17 5 * * *", "2026-11-21T06:00", "2026-11-22T05:17Z"),
        ("17 5 * * *", "2026-11-21T05:16", "2026-11-21T05:17Z"),
        ("0 0 * * 1", "2026-11-21T00:00", "2026-11-23T00:00Z"),
        ("*/20 9-10 * * MON-FRI", "2026-11-20T10:40", "2026-11-23T09:00Z"),
        ("3 3 29 2 *", "2026-11-21T00:00", "2028-02-29T03:03Z"),
        ("0 0 13 * FRI", "2026-11-21T00:00", "2026-11-27T00:00Z"),
        ("0 0 31 2 *", "2026-11-21T00:00", ""),
        ("61 0 * * *", "2026-11-21T00:00", ""),
        ("", "2026-11-21T00:00", ""),
    ],
)
def test_the_next_run(cron: str, after: str, coming: str) -> None:
    assert next_time(cron, after) == coming


@given(st.text("0123456789*,-/ MONJA", max_size=20))
def test_any_cron_is_read_without_an_exception(cron: str) -> None:
    next_time(cron, "2026-11-21T00:00")
