"""The venues Gleaner knows, and how people and services spell them. Sources: the venues' own sites and proceedings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

# Short name → its long forms, as a pattern; the short name itself is always tried.
LONG: Mapping[str, str] = {
    "CVPR": r"computer vision and pattern recognition",
    "ICCV": r"(?<!asian )(?<!winter )(?:international )?conference on computer vision(?! and| theory)",
    "ECCV": r"european conference on computer vision",
    "WACV": r"winter conference on applications of computer vision",
    "ACCV": r"asian conference on computer vision",
    "BMVC": r"british machine vision conference",
    "3DV": r"international conference on 3d vision",
    "NeurIPS": r"nips|neural information processing systems",
    "ICML": r"international conference on machine learning(?! and| with)",
    "ICLR": r"international conference on learning representations",
    "AAAI": r"aaai conference on artificial intelligence",
    "IJCAI": r"international joint conferences? on artificial intelligence",
    "AISTATS": r"artificial intelligence and statistics",
    "UAI": r"conference on uncertainty in artificial intelligence",
    "COLT": r"conference on learning theory",
    "ECAI": r"european conference on artificial intelligence",
    "ACML": r"asian conference on machine learning",
    "ACL": r"(?<!chapter of the )association for computational linguistics",
    "EMNLP": r"empirical methods in natural language processing",
    "NAACL": r"north american chapter of the association for computational linguistics",
    "EACL": r"european chapter of the association for computational linguistics",
    "AACL": r"asia-pacific chapter of the association for computational linguistics",
    "COLING": r"conference on computational linguistics",
    "CoNLL": r"computational natural language learning",
    "LREC": r"language resources and evaluation",
    "COLM": r"conference on language model(?:l)?ing",
    "TACL": r"transactions of the association for computational linguistics",
    "TMLR": r"transactions on machine learning research",
    "JMLR": r"journal of machine learning research",
    "TPAMI": r"t-pami|transactions on pattern analysis and machine intelligence",
    "IJCV": r"international journal of computer vision",
    "TIP": r"ieee transactions on image processing",
    "TNNLS": r"transactions on neural networks and learning systems",
    "TMM": r"ieee transactions on multimedia",
    "TVCG": r"transactions on visualization and computer graphics",
    "TOG": r"(?:acm )?transactions on graphics",
    "TKDE": r"transactions on knowledge and data engineering",
    "T-RO": r"tro|ieee transactions on robotics",
    "RA-L": r"ral|robotics and automation letters",
    "SIGGRAPH Asia": r"siggraph-asia",
    "SIGGRAPH": r"siggraph(?![ -]asia)",
    "ACM MM": r"acm ?multimedia|acmmm|acm-mm|acm international conference on multimedia",
    "ICME": r"international conference on multimedia and expo",
    "ICASSP": r"acoustics, speech,? and signal processing",
    "Interspeech": r"interspeech",
    "MICCAI": r"medical image computing and computer[- ]assisted intervention",
    "ICRA": r"international conference on robotics and automation",
    "IROS": r"intelligent robots and systems",
    "CoRL": r"conference on robot learning",
    "RSS": r"robotics: science and systems",
    "KDD": r"sigkdd|knowledge discovery (?:and|&) data mining",
    "SIGIR": r"research and development in information retrieval",
    "WWW": r"the web conference|theweb ?conf|world wide web conference",
    "CIKM": r"information and knowledge management",
    "WSDM": r"web search and data mining",
    "RecSys": r"conference on recommender systems",
    "CHI": r"human factors in computing systems",
    "UIST": r"user interface software and technology",
    "MLSys": r"machine learning and systems|sysml",
    "ASPLOS": r"architectural support for programming languages and operating systems",
    "ISCA": r"international symposium on computer architecture",
    "MICRO": r"international symposium on microarchitecture",
    "HPCA": r"high[- ]performance computer architecture",
    "DAC": r"design automation conference",
    "DATE": r"design,? automation (?:and|&) test in europe",
    "ICCAD": r"international conference on computer[- ]aided design",
    "OSDI": r"operating systems design and implementation",
    "SOSP": r"symposium on operating systems principles",
    "NSDI": r"networked systems design and implementation",
    "EuroSys": r"european conference on computer systems",
    "USENIX Security": r"usenix security symposium",
    "CCS": r"computer and communications security",
    "NDSS": r"network and distributed system security",
    "ICSE": r"international conference on software engineering(?! and)",
    "FSE": r"foundations of software engineering",
    "ASE": r"automated software engineering",
    "ISSTA": r"international symposium on software testing and analysis",
    "ICST": r"international conference (?:on|of) software testing(?:,? verification,? and validation)?",
    "ITSC": r"intelligent transportation systems conference",
    "IV": r"ieee intelligent vehicles symposium",
    "VLDB": r"very large data ?bases|pvldb",
    "SIGMOD": r"international conference on management of data",
    "ICDE": r"international conference on data engineering",
    "ICDM": r"international conference on data mining",
    "LoG": r"learning on graphs",
    "CPAL": r"conference on parsimony and learning",
    "TCSVT": r"transactions on circuits and systems for video technology",
    "STVR": r"software:? testing,? verification,? (?:and|&) reliability",
}
_SHORT_ONLY = (
    *("NIPS", "ATC", "SIGCOMM", "MM", "ICIP", "INTERSPEECH", "MedIA", "ISBI", "TMI", "PAMI", "Preprint", "ICPR", "S&P"),
    *("INFOCOM", "PPoPP", "SC"),
)
"""Names that lists write and authors and services do not."""
_NUMERALS = {"IV"}
"""Names that are as well a numeral in a title or a heading."""
SHORT_NAMES = "|".join(
    re.escape(name).replace(r"\ ", " ?")
    for name in sorted((LONG.keys() | set(_SHORT_ONLY)) - _NUMERALS, key=lambda name: (-len(name), name))
)
"""How lists and titles call meetings for short, as a pattern; what only one of them writes stands with its reader."""
# Short names that are also words, or nearly: they count in this very case only.
CASED = {
    "ACL",
    "RSS",
    "CHI",
    "CCS",
    "DATE",
    "MICRO",
    "ASE",
    "IV",
    "LoG",
    "DAC",
    "TIP",
    "WWW",
    "UAI",
    "FSE",
    "ISCA",
    "TOG",
}
# Meetings that were renamed, and since when they go by their name of today.
RENAMED: Mapping[str, int] = {"NeurIPS": 2018}
# Journals: a year is no part of their name, and a bare mention is no acceptance.
JOURNALS = {
    "TACL",
    "TMLR",
    "JMLR",
    "TPAMI",
    "IJCV",
    "TIP",
    "TNNLS",
    "TMM",
    "TVCG",
    "TOG",
    "TKDE",
    "T-RO",
    "RA-L",
    "STVR",
    "TCSVT",
}

_YEAR_BEHIND = r"(?P<year>[\s),:\-_'’(@]{0,3}(?:(?:19|20)\d\d|(?<=['’])\d\d)(?!\d))?"


def _pattern(name: str, long: str) -> re.Pattern[str]:
    short = re.escape(name).replace(r"\ ", r"[\s\-]?")
    short = short if name in CASED else f"(?i:{short})"
    return re.compile(rf"(?<![A-Za-z0-9])(?:{short}|(?i:{long}))(?![A-Za-z]){_YEAR_BEHIND}")


@cache
def patterns() -> Mapping[str, re.Pattern[str]]:
    """How each venue is spelt; made for the first who asks, as `add`, `entries` and `lint` never do."""
    return {name: _pattern(name, long) for name, long in LONG.items()}


# Identities that are a place of publication.
PMLR_VOLUMES: Mapping[str, tuple[str, int]] = {
    "97": ("ICML", 2019),
    "119": ("ICML", 2020),
    "139": ("ICML", 2021),
    "162": ("ICML", 2022),
    "202": ("ICML", 2023),
    "235": ("ICML", 2024),
    "267": ("ICML", 2025),
    "151": ("AISTATS", 2022),
    "206": ("AISTATS", 2023),
    "238": ("AISTATS", 2024),
    "205": ("CoRL", 2022),
    "229": ("CoRL", 2023),
}
ACL_EVENTS = {
    "acl": "ACL",
    "emnlp": "EMNLP",
    "naacl": "NAACL",
    "eacl": "EACL",
    "aacl": "AACL",
    "coling": "COLING",
    "conll": "CoNLL",
    "tacl": "TACL",
    "findings-acl": "ACL Findings",
    "findings-emnlp": "EMNLP Findings",
    "findings-naacl": "NAACL Findings",
    "findings-eacl": "EACL Findings",
}
