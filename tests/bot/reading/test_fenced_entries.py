"""Entries that carry a fenced block (BibTeX, say): it is the entry's own, no field, no fault, and nothing to copy."""

from __future__ import annotations

from bot import awesome, house_style
from bot.checking import lint
from bot.model import Paper, paper_of

LIST = """# L

## Learning

- **Learning on Graphs**. [[pdf]](https://arxiv.org/abs/1901.00001)

  ```bibtex
  @article{lee2019graphs,
    title={Learning on Graphs},
    url={https://arxiv.org/abs/1901.00001},
  }
  ```

- **Learning on Trees**. [[pdf]](https://arxiv.org/abs/1902.00001)

  ```bibtex
  @article{lee2019trees, title={Learning on Trees}, see={[x](broken}}
  ```

- **Learning on Rings**. [[pdf]](https://arxiv.org/abs/1903.00001)
"""


def test_fenced_lines_are_no_fields() -> None:
    for entry in awesome.parse(LIST).entries:
        assert (entry.tags, entry.venue, entry.idea) == ((), "", "")
        assert len(entry.links) == 1


def test_fenced_lines_are_no_faults() -> None:
    assert lint.lint(awesome.parse(LIST)) == ()


def test_a_new_entry_takes_no_neighbours_fence() -> None:
    paper = Paper(title="Learning on Moons", url="https://arxiv.org/abs/1904.00002")
    added = house_style.add(awesome.parse(LIST), paper, "Learning")
    assert added.block == "- **Learning on Moons**. [[pdf]](https://arxiv.org/abs/1904.00002)"


def test_an_edit_keeps_the_fence() -> None:
    alist = awesome.parse(LIST)
    entry = alist.entries[0]
    text = house_style.restyle(alist, entry, title="Learning on Graphs Again")
    assert text == LIST.replace("**Learning on Graphs**", "**Learning on Graphs Again**")
    assert paper_of(awesome.parse(text).entries[0]).title == "Learning on Graphs Again"
