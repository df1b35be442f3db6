"""Reading a list starts without the hand that writes one, and without what no entry asks for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.reading.on_demand import on_demand


def _modules_of(command: str) -> set[str]:
    code = f"import sys, {command}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("heavy", ["bot.writing.hand", "bot.writing.table", "bot.venue", "numpy", "sklearn"])
def test_the_command_that_prints_entries_starts_without(heavy: str) -> None:
    assert heavy not in _modules_of("bot.commands.entries")


def test_a_wrong_word_is_refused_before_what_a_command_needs_is_loaded() -> None:
    commands = ("run", "init", "refresh", "upkeep", "doctor", "demo", "check", "steer", "match", "rank")
    heavy = {"bot.commands.job", "bot.awesome", "bot.plan", "bot.config", "numpy"}
    assert not heavy & _modules_of(", ".join(f"bot.commands.{command}" for command in commands))


def test_a_pattern_on_demand_answers_as_a_compiled_one() -> None:
    words = on_demand(r"[a-z]+")
    assert words.pattern == r"[a-z]+"
    assert words.findall("one two") == ["one", "two"]
    assert words.sub("x", "a-b") == "x-x"
    assert not hasattr(words, "scan")
