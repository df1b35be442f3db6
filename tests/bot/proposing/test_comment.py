"""Comments as commands: what is one, what is talk, and what is answered by a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.proposing.comment import HELP, Order, Verb, read

TODAY = "2026-07-22"


def only(comment: str) -> Order:
    said = read(comment, TODAY)
    assert not said.mistakes
    (order,) = said.orders
    return order


@pytest.mark.parametrize(
    "comment",
    [
        "I would /approve this",
        "```\n/approve\n```",
        "~~~~\n/approve\n~~~\n/reject\n~~~~",
        "> /approve",
        "<!-- \n/approve\n-->",
        "    /approve",
        "see /section/one",
        "",
    ],
)
def test_talk_is_not_a_command(comment: str) -> None:
    said = read(comment, TODAY)
    assert said.orders == ()
    assert said.mistakes == ()


@pytest.mark.parametrize(
    ("comment", "order"),
    [
        ("/approve", Order(verb=Verb.APPROVE)),
        ("Thanks!\n\n/Approve  \n", Order(verb=Verb.APPROVE)),
        ("/reject out of scope", Order(verb=Verb.REJECT, text="out of scope")),
        ("/snooze", Order(verb=Verb.SNOOZE, until="2026-08-05")),
        ("/snooze 10d", Order(verb=Verb.SNOOZE, text="10d", until="2026-08-01")),
        ("/snooze 2026-12-24", Order(verb=Verb.SNOOZE, text="2026-12-24", until="2026-12-24")),
        ("/section A > B", Order(verb=Verb.SECTION, text="A > B")),
        (
            "/tag +Next-Token Prediction -MLLM",
            Order(verb=Verb.TAG, text="+Next-Token Prediction -MLLM", add=("Next-Token Prediction",), drop=("MLLM",)),
        ),
        ('/tag +"A - B"', Order(verb=Verb.TAG, text='+"A - B"', add=("A - B",))),
        ("/code https://github.com/a/b", Order(verb=Verb.CODE, text="https://github.com/a/b")),
        ("/same #12", Order(verb=Verb.SAME, number=12)),
        ("/same", Order(verb=Verb.SAME)),
        ("/different", Order(verb=Verb.DIFFERENT)),
    ],
)
def test_commands_are_read(comment: str, order: Order) -> None:
    assert only(comment) == order


def test_several_lines_are_several_commands_in_order() -> None:
    said = read("/title A better title\n/tag +x\nand then\n/approve", TODAY)
    assert [order.verb for order in said.orders] == [Verb.TITLE, Verb.TAG, Verb.APPROVE]


@pytest.mark.parametrize(
    "comment",
    [
        "/merge",
        "/snooze yesterday",
        "/snooze 2026-07-22",
        "/snooze 999m",
        "/tag x",
        "/code javascript:alert(1)",
        "/section",
        "/same twelve",
    ],
)
def test_what_does_not_fit_is_answered_and_the_rest_is_done(comment: str) -> None:
    said = read(f"{comment}\n/refresh", TODAY)
    assert [order.verb for order in said.orders] == [Verb.REFRESH]
    assert len(said.mistakes) == 1
    assert said.mistakes[0].startswith(comment.split(maxsplit=1)[0])


def test_every_command_has_help() -> None:
    assert set(HELP) == set(Verb)


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_exception(comment: str) -> None:
    read(comment, TODAY)


@given(
    st.lists(
        st.sampled_from(["/approve", "/tag +", "/snooze 1", "```", ">", "<!--", "-->", "\n", "/same #"]), max_size=30
    )
)
def test_any_mix_of_marks_is_read_without_an_exception(parts: list[str]) -> None:
    read("\n".join(parts), TODAY)
