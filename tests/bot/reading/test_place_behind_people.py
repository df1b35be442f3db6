"""Where a work came out, in italics behind its people: told by where it stands, whatever the place is called."""

from __future__ import annotations

import pytest

from bot import awesome

LEDGER = """# L

## S

- Tides in Ledgers.
  [[pdf]](https://arxiv.org/pdf/2401.00001.pdf)
  - Ann Lee, Bo Chen, and Cy Day. *ICML*, 2024.

- Ledgers in Tides.
  [[pdf]](https://example.org/a.pdf)
  - {line}
"""


@pytest.mark.parametrize(
    ("line", "people", "venue"),
    [
        ("Di Eng, Ed Fox, and Flo Gay. *QUAYS*, 2020.", ("Di Eng", "Ed Fox", "Flo Gay"), "QUAYS"),
        ("Di Eng and Ed Fox. *Quay Letters*, 2020", ("Di Eng", "Ed Fox"), "Quay Letters"),
        (
            "Di Eng. *Master Thesis at the University of Quays–South*, 2020.",
            ("Di Eng",),
            "Master Thesis at the University of Quays–South",
        ),
        (
            "Di van Eng. *Ph.D. Dissertation at Quay College*, 2020.",
            ("Di van Eng",),
            "Ph.D. Dissertation at Quay College",
        ),
    ],
)
def test_italics_before_a_year_say_where_a_work_came_out(line: str, people: tuple[str, ...], venue: str) -> None:
    found = awesome.parse(LEDGER.format(line=line)).entries[1]
    assert (found.authors, found.venue, found.year, found.tags) == (people, venue, 2020, ())


def test_italics_without_a_year_or_a_line_of_people_stay_what_they_are() -> None:
    found = awesome.parse(LEDGER.format(line="Great read. *Recommended*, twice.")).entries[1]
    assert (found.authors, found.venue) == ((), "")
