"""Answers to comments: one comment a page, safe whatever it has to repeat, and who counts as one of us."""

from __future__ import annotations

import re

import pytest

from bot.forge.github import GitHubForge
from bot.forge.github_comments import answer_text
from bot.proposing.comment import read
from bot.proposing.orders import Reaction, Remark
from tests.doubles import hostile
from tests.doubles.github.double import GitHubDouble
from tests.doubles.github.world import forge_on
from tests.doubles.worlds import opening, paper


def remark(double: GitHubDouble, comment: int) -> Remark:
    kept = double.service.comments[comment]
    found = known(double).talk.one(comment, kept.issue)
    assert found is not None
    return found


def known(double: GitHubDouble, who: str = "job") -> GitHubForge:
    forge = forge_on(double, who)
    forge.proposals()
    return forge


@pytest.fixture
def number(double: GitHubDouble) -> int:
    forge = forge_on(double)
    return forge.apply(opening(forge, paper(1))).proposal.number or 0


def test_five_hundred_hostile_texts_do_nothing_in_an_answer() -> None:
    for text in hostile.texts():
        asked = Remark(id=1, number=2, author=text, body="", updated="2026-01-01T00:00:00Z", url="https://x.example/c")
        body = answer_text(asked, [text, f"/section: no section {text!r}"], {"1": text})
        told = re.sub(r"\]\(https?://[^)\s]*\)", "]", body)
        assert not re.search(r"(?<![A-Za-z0-9_])@[A-Za-z0-9]|(?<!\\u)#\d|\bGH-\d", told.replace("&#", "")), text
        assert body.count("<!--") == body.count("-->") == 1
        assert not re.search(r"(?<!\\)\]\(http", body.partition("<!--")[0].replace("](https://x.example/c)", ""))
        said = read(body, "2026-01-01")
        assert not said.orders
        assert not said.mistakes


def test_there_is_one_answer_a_page_and_it_is_edited(double: GitHubDouble, number: int) -> None:
    first, second = (double.comment(number, f"/x {n}", by="wren-writes") for n in range(2))
    known(double).talk.answer(remark(double, first), ["no"])
    known(double).talk.answer(remark(double, second), ["no, again"])
    (answer,) = [text for text in double.comments(number) if "gleaner-answer" in text]
    assert "no, again" in answer
    assert f"issuecomment-{second}" in answer


def test_the_same_answer_is_not_written_twice(double: GitHubDouble, number: int) -> None:
    asked = remark(double, double.comment(number, "/x", by="wren-writes"))
    known(double).talk.answer(asked, ["no"])
    double.counted()
    known(double).talk.answer(asked, ["no"])
    assert not [one for one in double.counted() if one.startswith(("POST /issues", "PATCH"))]


def test_a_reaction_of_somebody_else_answers_nothing(double: GitHubDouble, number: int) -> None:
    comment = double.comment(number, "/approve", by="wren-writes")
    double.react(comment, "+1", by="rudi-reads")
    assert not known(double).talk.answered(remark(double, comment))
    known(double).talk.react(remark(double, comment), Reaction.DONE)
    assert known(double).talk.answered(remark(double, comment))


@pytest.mark.parametrize(
    ("role", "may"), [("admin", True), ("maintain", True), ("write", True), ("triage", False), ("read", False)]
)
def test_who_may_steer_is_githubs_word(double: GitHubDouble, role: str, *, may: bool) -> None:
    double.service.add_person("someone", role)
    assert known(double).talk.may_steer("someone") is may
    assert not known(double).talk.may_steer("nobody-at-all")


def test_nothing_is_read_while_no_proposal_changed(double: GitHubDouble, number: int) -> None:
    double.service.time += 60
    forge = known(double)
    watermark = forge.talk.read_to()
    double.counted()
    assert forge.talk.since(watermark) == []
    assert double.counted() == []
    double.service.time += 60
    comment = double.comment(number, "/approve", by="wren-writes")
    assert [one.id for one in known(double).talk.since(watermark)] == [comment]
