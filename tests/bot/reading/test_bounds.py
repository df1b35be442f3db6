"""Text made to be slow: an entry, a line or a title of many signs is read in bounded time, and the others as ever.

What took minutes, or ended in a traceback, is over before anybody looks; a pattern that reads a run of signs anew from
each of them would hold the whole suite up.
"""

from __future__ import annotations

import pytest

from bot import awesome, house_style
from bot.checking import check, lint
from bot.matching.decorations import undecorated
from bot.model import Paper

HEAD = "# List\n\n## Works\n\n"
ITEMS = "".join(
    f"- [A Study of {name}](https://arxiv.org/abs/2301.0000{number}). Ann Lee, Bo Chen. ICLR 2023.\n"
    for number, name in enumerate(("Ants", "Bees", "Cats"))
)
ROWS = "| Title | Venue | Remarks |\n|---|---|---|\n" + "".join(
    f"| [A Study of {name}](https://arxiv.org/abs/2301.0000{number}) | ICLR 2023 | |\n"
    for number, name in enumerate(("Ants", "Bees", "Cats"))
)
NEW = Paper(title="Fresh Work on Dogs", url="https://arxiv.org/abs/2402.00009", authors=("Kim Low", "Max Ney"))


@pytest.mark.parametrize("unit", ["\\[", "<!--", "[](\\)", "2020, ", "arXiv:", "[a](b), ", "ICLR2020", ")", " "])
def test_a_long_line_hides_no_other_entry(unit: str) -> None:
    run = unit * (20_000 // len(unit))
    text = f"{HEAD}{ITEMS}- [A Study of Dogs](https://arxiv.org/abs/2402.00001). {run}\n\n### {run}\n\n{run}\n"
    found = awesome.parse(text)
    assert [entry.title for entry in found.entries][:4] == [
        f"A Study of {name}" for name in "Ants Bees Cats Dogs".split()
    ]
    assert found.text == text
    lint.lint(found)
    assert len(check.check(awesome.parse(HEAD + ITEMS), found).added) >= 1


@pytest.mark.parametrize("unit", [" ", "\t", "\u00a0", "(", "* "])
def test_a_row_is_added_beside_a_long_cell(unit: str) -> None:
    row = f"| [A Study of Dogs](https://arxiv.org/abs/2402.00001) | ICLR 2023 | x{unit * (20_000 // len(unit))}x |\n"
    added = house_style.add(awesome.parse(HEAD + ROWS + row), NEW, ("List", "Works"))
    assert "[Fresh Work on Dogs](https://arxiv.org/abs/2402.00009)" in added.block


@pytest.mark.parametrize("unit", [" ", "\t \t", "(ICLR 2020) ", "[1] ", "-- "])
def test_a_title_of_many_signs_is_written_and_compared(unit: str) -> None:
    title = f"Fresh Work{unit * (20_000 // len(unit))}on Dogs"
    added = house_style.add(awesome.parse(HEAD + ITEMS), Paper(title=title, url=NEW.url), ("List", "Works"))
    assert "\n" not in added.block
    assert undecorated(title).startswith("Fresh Work")
    assert undecorated(f"{title}{unit * 2_000}").startswith("Fresh Work")


def test_an_entry_may_be_as_long_as_people_write_them() -> None:
    text = f"{HEAD}{ITEMS}- [A Study of Dogs](https://arxiv.org/abs/2402.00001). {'Words of a summary. ' * 200}[Code](https://github.com/a/b)\n"
    assert awesome.parse(text).entries[3].code[0].url == "https://github.com/a/b"
