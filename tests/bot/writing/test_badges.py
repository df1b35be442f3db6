"""Tags that are badges, in the words and the colours of the list."""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.model import Paper

BADGES = """# L

## S

- [2024/03] **[One Paper](https://arxiv.org/abs/2403.00001)** ![LLM](https://img.shields.io/badge/LLM-11aa22)
- [2024/03] **[Two Papers ](https://arxiv.org/abs/2403.00002)** ![VLM](https://img.shields.io/badge/VLM-33bb44)
- [2024/02] **[Third Paper](https://arxiv.org/abs/2402.00003)** ![New_data](https://img.shields.io/badge/New_data-55cc66)
- [2024/02] **[Fourth Paper](https://arxiv.org/abs/2402.00004)** ![LLM](https://img.shields.io/badge/LLM-11aa22)
"""


@pytest.mark.parametrize(
    ("tag", "badge"),
    [
        ("LLM-11aa22", "![LLM](https://img.shields.io/badge/LLM-11aa22)"),
        ("VLM", "![VLM](https://img.shields.io/badge/VLM-33bb44)"),
        ("new data", "![New_data](https://img.shields.io/badge/New_data-55cc66)"),
    ],
)
def test_a_badge_says_its_word_twice_and_keeps_its_colour(tag: str, badge: str) -> None:
    paper = Paper(title="Fresh", url="https://arxiv.org/abs/2403.00009", date="2024-03", tags=(tag,))
    added = house_style.add(awesome.parse(BADGES), paper, "S", behind=6)
    assert added.block == f"- [2024/03] **[Fresh](https://arxiv.org/abs/2403.00009)** {badge}"


def test_a_word_without_a_badge_here_takes_a_colour_of_the_others() -> None:
    paper = Paper(title="Fresh", url="https://arxiv.org/abs/2403.00009", date="2024-03", tags=("Red team",))
    block = house_style.add(awesome.parse(BADGES), paper, "S").block
    assert "![Red_team](https://img.shields.io/badge/Red_team-" in block
