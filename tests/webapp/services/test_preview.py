"""Where a preview says that an entry will stand: between the lines a person sees in the list."""

from __future__ import annotations

from bot.model import Base, Branched, Layout, Proposal
from tests.doubles.worlds import paper
from webapp.services.preview import Previews

LIST = "README.md"
ABOVE = "# L\n\nA line\u2028with\x0cother\x85separators.\n\n## S\n\n"
ENTRIES = "- [First](https://arxiv.org/abs/2401.00101)\n- [Second](https://arxiv.org/abs/2401.00102)\n"


def base_of(text: str) -> Base:
    return Base(sha="a" * 40, branch="main", files={LIST: text}, layout=Layout(path=LIST))


def test_other_separators_in_a_line_above_move_no_neighbour() -> None:
    shown = Previews().of(base_of(ABOVE + ENTRIES), LIST, paper(1), ("L", "S"))
    lines = (ABOVE + ENTRIES).split("\n")
    above, below = (list(filter(None, part)) for part in (lines[: shown.line - 1], lines[shown.line - 1 :]))
    assert (shown.error, shown.before, shown.after) == ("", above[-1], below[0])


def test_what_a_person_wrote_stands_in_the_line_they_wrote_it_in() -> None:
    written = (ABOVE + ENTRIES + "- [Theirs](https://arxiv.org/abs/2401.00103)\n").replace("\n", "\r\n")
    forked = (ABOVE + ENTRIES).replace("\n", "\r\n")
    waiting = Proposal(
        key="arxiv:2401.00103",
        branch="gleaner/arxiv-2401.00103",
        title="Add",
        body="",
        paper=paper(103),
        section=("L", "S"),
        path=LIST,
        touched=True,
        branched=(Branched(path=LIST, forked=forked, written=written),),
    )
    shown = Previews().of_proposal(base_of(forked), waiting)
    assert (shown.block, shown.line) == ("- [Theirs](https://arxiv.org/abs/2401.00103)", 9)
    assert shown.before.startswith("- [Second]")
