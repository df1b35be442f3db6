"""What stands around a title: a name before it, brackets, and words that are a place or date instead."""

from __future__ import annotations

import re

from bot.reading import dates
from bot.reading.draft import Draft
from bot.reading.on_demand import on_demand
from bot.reading.printed_people import before_people
from bot.reading.printed_venue import PLACEHOLDER, VENUE, VENUE_NAMES
from bot.reading.spans import LOOSE

NAMED = re.compile(r"[*_`]{1,3}(?P<name>[^*_`\n]{1,60}?)[:：]?[*_`]{1,3}[ \t]*+[:：]?[*_`]{0,3}[ \t\u00a0]*+(?=\w)")
"""A name in marks in front of a title."""
LEAD = re.compile(r"[\[【(][^\[\]【】()]{1,60}[\]】)][*_:：]{0,3}[.,]?[ \t\u00a0]*(?=\S)")
"""A short text in brackets in front of a title."""
KNOWN_VENUE = on_demand(rf"(?:{VENUE_NAMES})(?![A-Za-z])")
_PREFIX = re.compile(r"\s*\([^()\s]{1,12}\)\w")
"""A word with a part of it in brackets: `(De)Randomized`."""
_LENS_LED = re.compile(r"【(?P<name>[^【】\n]{1,60})】[:：]?[ \t\u00a0]*[^\s\[(]+(?:[ \t\u00a0]+\S+){2}")
"""Three words behind a name in full-width brackets: `【Name】A Title of Words`."""
_SAID_FIRST = on_demand(
    r"(?!.*\b(?:Conference|Proceedings|Transactions|Journal|Symposium|Workshop|Letters|Advances|[A-Z][a-z]{2,5}\.[ \u00a0]\w+\.))(?:[^\s.]+[ -]){3,}[^\s.]{3,}\.[ \u00a0]+[A-Z]"
    rf"|(?:[^\s.]+[ -])+[^\s.]{{3,}}[.?!][ \u00a0]+(?:{VENUE_NAMES})(?![A-Za-z])"
)
"""Four words that end in a stop before a venue, two before one that is known: the title that it is told of."""


_NOTED = re.compile(r"[ \u00a0]?\([^()]*[^()\d][^()]*\)?$")
"""A remark behind a venue and its year, as a cell has it: `ICML 2017 (cited: 60)`."""
_OPENER = re.compile(r"(?<=\s)[*_]{1,3}$")


def before_closing(block: str, begin: int, end: int) -> int:
    """Where the words behind a name end: before the mark that closes one right before them, `***Name:*** *Words*`."""
    opener = _OPENER.search(block, max(0, begin - 4), begin)
    return end - len(opener[0]) if opener and block.endswith(opener[0], begin, end) else end


def is_meta(draft: Draft, text: str) -> bool:
    bare = text.strip(LOOSE + "[](){}【】").replace("*, ", ", ").replace("_, ", ", ")  # `*ICML*, 2023`
    found = VENUE.fullmatch(bare)
    said_first = found and (_SAID_FIRST.match(bare) or before_people(bare, 0, len(bare)) >= 0)
    if draft.shape in ("row", "html") and (noted := _NOTED.search(bare)) and VENUE.fullmatch(bare, 0, noted.start()):
        return True
    if (found and not said_first) or dates.DATE.fullmatch(bare) or dates.YEAR.fullmatch(bare):
        return True
    led = _LENS_LED.match(text.lstrip())
    if led and led["name"].lower() not in draft.labels:  # a name that the title goes on from
        return False
    return (
        bool(text.lstrip().startswith(("[", "\\[", "(", "【", "`")) and not _PREFIX.match(text))
        or bare.rstrip(":： ").lower() in draft.labels
        or PLACEHOLDER.fullmatch(bare) is not None
    )
