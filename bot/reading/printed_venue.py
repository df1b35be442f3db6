"""How venues look in print, and what stands for a fact that is missing: patterns without a list's name."""

from __future__ import annotations

import re

from bot.reading.numbered import Numbered
from bot.venue_names import SHORT_NAMES

VENUE_NAMES = (
    r"[Aa]r[Xx]iv(?:\.org|[ .]?preprint)?|ARXIV|CoRR|bioRxiv|medRxiv|SSRN|OpenReview|preprint"
    rf"|{SHORT_NAMES}"
    r"|NeurlPS|MIDL|ICMR|USENIX|FPGA|PVLDB|LREC-COLING"
    r"|(?:Nature|Science)(?: [A-Za-z]\w{4,14}){1,2}(?=,? (?:19|20)\d\d(?!\d))|Nature(?: (?:[A-Z]\w+|&)){0,4}|Science(?: (?:Robotics|Advances))?"
    r"|PNAS|Neurocomputing|ICDAR|PLDI|POPL|RAL|ECML|PAKDD|SDM|MLHC|CHIL|IUI|HRI|GECCO|SoCC|HotOS|HotNets"
)
_YEAR = r"(?:['’‘´`]?(?:19|20)\d\d(?!\d)|['’‘´`] ?\d\d(?!\d)|(?:(?<=[A-Z])|(?<=[a-z]Xiv)|(?<=Security)|(?<=ral\))|(?<=ter\))|(?<=ght\))|(?<=ngs\))) ?[012]\d(?![\d.]))"
_SAID = r"(?: ?\((?:[Oo]ral|[Pp]oster|[Ss]potlight|[Hh]ighlight|[Ff]indings|[Ww]orkshops?|[Ii]ndustry|[Mm]ain|[Ss]hort|[Dd]emo)\)(?=[ ,]{0,2}['’‘´`]?(?:19|20)?[012]\d(?!\d)))?"
"""How a paper was shown there, between a venue and its year: `ICLR(poster) 24`, `EMNLP (Findings) 2024`."""
_MORE = (
    r"(?:[ -](?:Workshops?|workshops?|W|Findings|findings|Oral|oral|Spotlight|spotlight|Highlight|highlight|Best Paper(?: (?:Award|Candidate|Finalist|Runner[ -][Uu]p|Hono(?:u)?rable Mention))*|Poster|poster|Demo|Tiny Paper|Main|D&B|Track|Asia|Datasets and Benchmarks"
    r"|preprint|Preprint|Industry|Short|Long|Notable|Award|Conference|Symposium|Journal|Security|TD|RBFM|SysML|LBW|Technical Report|Challenge)\b)"
)
_HYPHENED = r"-[012]\d(?![\w.-])"
"""The last digits of a year, as a known name has them: `AAAI-22`."""
_MEETING = r"[ -](?=[A-Z][\w&]*[A-Z])[\w&]{3,12}(?= (?:[Ww]orkshop )?['’‘´`]?(?:19|20)\d\d(?!\d))"
"""A meeting beside a conference, by its letters: `ACL WMT 2016`."""
_KNOWN = rf"(?:{VENUE_NAMES})(?!(?!W(?![A-Za-z]))[A-Za-z]|-(?!W)[A-Za-z]{{2}})(?:{_MORE}|{_MEETING}|[ -]?W(?![A-Za-z])|s?\b)*{_SAID}(?:[ ,.\u00a0]*[-(]?{_YEAR}\)?|{_HYPHENED})?(?:{_MORE})*"
_BEFORE = r"(?<![\w@/.-])"
_NAMED = re.compile(_BEFORE + _KNOWN)
VENUE = Numbered(
    re.compile(
        rf"{_BEFORE}(?:{_KNOWN}"
        rf"|[A-Z][\w&.+/-]*(?:[ -](?:[A-Z&/][\w&.+/-]*|on|of|in|and|for|the)){{0,9}}(?: \([A-Z][\w&/-]*\)|{_SAID})[ ,.\u00a0]*[-(]?{_YEAR}\)?(?:{_MORE})*)"
    ),
    _NAMED,
)
"""A venue in print: a known name with or without its year, any capitalised name with one."""
SPLIT_VENUE = re.compile(
    rf"(?P<name>(?:.*?[^\s,.(-])??)(?P<gap>[\s,.(-]*(?:['’‘´`](?=(?:19|20)\d\d(?!\d)))?)(?P<year>{_YEAR}|(?<=[A-Za-z]-)[012]\d(?![\w.-]))(?P<rest>.*)$",
    re.DOTALL,
)
"""A venue's name, what stands before the year, and the year; a name ends in no sign of a gap, so that none is read twice."""

YEAR_LED = re.compile(
    rf"(?P<year>(?:19|20)\d\d)(?:-| - |/)(?P<name>{VENUE_NAMES}|arxiv|(?=[a-z]?[A-Z])[A-Za-z][A-Za-z&+]{{1,12}}(?:[/-][A-Z][A-Za-z]{{1,7}})?)"
)
"""A venue behind its year, as brackets hold it: `2021-PLDI`, `2022-FSE/ESEC`."""


def without_year(shown: str) -> str:
    """The name of a venue as it is compared: small letters, no year."""
    found = SPLIT_VENUE.match(shown)
    return (found["name"] if found else shown).strip(" ,.('’-").lower()


PLACEHOLDER = re.compile(
    r"(?:waiting.*|tbd|tba|n/?a|none|null|coming soon.*|comins soon|soon|-+|–|—|not (?:yet )?(?:available|released)|to be released|unreleased|x|✗|✘|✖️?|❌|×|:x:|&(?:cross|times|#1000[67]|#10060);?|⚠️|no|no code|todo|wip|not yet|/|(?:暂|还)?(?:无|没有|未(?:公布|公开|开源|发布))(?:代码|开源)?|(?:即将|待)(?:公布|公开|开源|发布)|敬请期待)[ .!。！]*",
    re.IGNORECASE,
)
"""What stands for a fact that is missing or still to come."""
