"""The text of a paper that models compare (cleaned title, abstract, tags, English words of its idea), and its words.

A list's titles carry tails ("… arXiv 2024.6", "(ICLR 2025 Oral)") and pictures that say nothing of the topic; left in,
they become the strongest learned terms.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.model import Paper

_VENUE = (
    r"arxiv|preprint|corr|cvpr|iccv|eccv|wacv|bmvc|neurips|nips|icml|iclr|aaai|ijcai|acl|emnlp|naacl|eacl|coling|tacl|"
    r"colm|tmlr|jmlr|tpami|ijcv|siggraph|icra|iros|corl|rss|ra-l|kdd|www|sigir|acm mm|interspeech|icassp|miccai"
)
_TAIL = re.compile(
    rf"(?:(?<![\s.,;:|(\[{{-])[\s.,;:|(\[{{-]++)?\b(?:{_VENUE})\b(?:\s*[’'@]?\s*(?:\d{{2,4}})[\d.\-/]*\w*)?(?:\s*[\[(]?\s*"
    r"(?:oral|spotlight|poster|highlight|workshop|findings|best paper|submission|under review)\w*\s*[\])]?)*"
    r"[\s.,;|)\]}]*$",
    re.IGNORECASE,
)
"""A venue or date that a list writes behind a title."""
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|https?://\S+|:\w+:|[*_`~]{1,3}")
"""Links, tags, addresses, emoji by name and emphasis; the text of a link stays."""
_WORD = re.compile(r"[a-z0-9]+|[^\W\d_a-z]+")
_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})(?!\d)")
_ARXIV_MONTH = re.compile(r"(?<![\d.])(\d\d)(0[1-9]|1[0-2])\.\d{4,5}(?!\d)")
"""Year and month of a new arXiv id."""
LONGEST_TITLE = 600  # characters; what is longer is no title, and would take long to read
_SPACES = re.compile(r"\s+")
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z0-9\-]+")

STOP_WORDS = frozenset(
    """
    a about above across after again against all almost along already also although always am among an and
    another any are aren as at back be because been before being below between both but by can cannot could
    did do does doing done down due during each either else enough etc even ever every few first for from
    further get give go had has have having he hence her here hers him his how however i if in indeed
    instead into is it its itself just keep last latter least less made make many may me meanwhile might
    more moreover most mostly much must my namely neither nevertheless next no nor not nothing now of off
    often on once one only onto or other others otherwise our ours out over own part per perhaps put rather
    re same see seem several she should show since so some still such take than that the their them
    themselves then there thereby therefore these they this those though three through throughout thus to
    together too toward towards two under until up upon us very via was we well were what when where whereas
    whether which while who whole whose why will with within without would yet you your
    """.split()
)


@lru_cache(maxsize=50_000)
def clean_title(title: str) -> str:
    """The title without markup, pictures and the venue or date that a list wrote behind it."""
    plain = _SPACES.sub(" ", _MARKUP.sub(lambda found: found.group(1) or " ", title[:LONGEST_TITLE])).strip(" .,-–—|:")
    while (shorter := _TAIL.sub("", plain).strip(" .,-–—|:")) and shorter != plain and len(shorter) >= len(plain) // 3:
        plain = shorter
    return plain


def topic_text(paper: Paper) -> str:
    """One text of all that says what a paper is about, the title first."""
    idea = " ".join(_ENGLISH.findall(paper.idea))
    parts = (clean_title(paper.title), paper.abstract, " ".join(paper.tags), idea)
    return ". ".join(part for part in parts if part)


def words(text: str) -> list[str]:
    """Lower-case words in order; a hyphen parts words, so that `text-to-image` meets `text to image`."""
    return _WORD.findall(text.lower())


def month_of(paper: Paper) -> int | None:
    """Months since the year 0 when a paper came out (its date, else its arXiv number, else its year), or None."""
    for text in (paper.published, paper.date):
        if found := _MONTH.match(text):
            return int(found[1]) * 12 + int(found[2]) - 1
    for text in (paper.arxiv_id, *paper.keys, paper.url):
        if found := _ARXIV_MONTH.search(text):
            return (2000 + int(found[1])) * 12 + int(found[2]) - 1
    return paper.year * 12 + 6 if paper.year else None
