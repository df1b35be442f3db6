"""Where a paper was accepted, from what its authors and the services say: `Venue("ICML", 2024)`.

Only an acceptance counts. "Submitted to", "under review", rejected and withdrawn papers, challenges and workshops give
no venue to print (a workshop is still read, and marked as one); nor does a paper that only extends or uses another.
Better no venue than a wrong one: a claim that can be read two ways is left alone.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from bot.identity import keys_of
from bot.model import Paper
from bot.venue_names import ACL_EVENTS, JOURNALS, PMLR_VOLUMES, RENAMED, patterns

_ACCEPTED = re.compile(
    r"\baccept|\bto appear|\bto be (?:published|presented)|\bappear(?:s|ed|ing)? (?:at|in)|\bpublished (?:at|in|by)|"
    r"\bpresented at|\bin ?proc|\bproceedings of|\bcamera[- ]ready|\b(?:oral|spotlight|poster|highlight)\b|"
    r"\bbest paper|\bhonou?rable",
    re.IGNORECASE,
)
"""Words that claim an acceptance."""
_DENIED = re.compile(
    r"\bunder\b[\w\s-]{0,20}\breview|\bin review|\bin submission|\breject|\bwithdraw|\bnot (?:yet )?accepted|"
    r"\bif accepted|\bsubmitt(?:ed|ing) (?:to|for|at|in)|\bto be submitted|\bsubmission to|\bplan\w* to|"
    r"\bprepar\w+ for|\bpending|\bconsideration",
    re.IGNORECASE,
)
"""Words that rule one out."""
_SUBMITTED = re.compile(r"\bsubmi(?:t|ss)", re.IGNORECASE)
_OTHER_WORK = re.compile(
    r"\b(?:extended|extension|full|long(?:er)?|journal|conference|previous|earlier|preliminary|abridged|short(?:er)?|"
    r"revised|updated|initial)\b[\w\s,()-]{0,25}\b(?:versions?|extension|paper|abstract|of)\b[\w\s,()-]{0,40}"
    r"\b(?:of|appear\w*|publish\w*|accept\w*|at|in|on)\b|\bextends\b|\bbuilds (?:up)?on|\bbased on\b|\bpart of\b|"
    r"\bco-?located|\btemplate|\bstyle file|\bbenchmarks? (?:of|from)|\bdatasets? (?:of|from)",
    re.IGNORECASE,
)
"""Words that speak of another version of the work."""
_WORKSHOP = re.compile(
    r"work\s?shops?|\bwkshp|\bws\b|challenge|competition|tutorial|consortium|student abstract|\bnon-archival|"
    r"(?<=[A-Za-z])W(?=[\s'’\d]*20\d\d)|\bCVPRW|\bICCVW|\bECCVW|\bICSTW|tiny papers?",
    re.IGNORECASE,
)
"""Words that make a venue a workshop or the like."""
_FINDINGS = re.compile(r"\bfindings\b", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?<!\bProc)(?<!\bConf)(?<!\bInt)(?<!\bSymp)(?<!\bTrans)(?<!\b[A-Z])[.;!](?:\s+|$)|"
    r"\n|\s[|/•]\s|\.\s*(?=[A-Z][a-z]+ (?:page|website)\b)"
)
"""Where one clause of a claim ends."""
_YEAR = re.compile(r"(?<![\d.])((?:19[89]|20[0-4])\d)(?![\d.]*\d)|['’](\d\d)(?!\d)")
"""A year in four digits, or two behind an apostrophe."""
_NEW_NAME = re.compile(
    r"(?i:accept\w*|appear\w*|publish\w*|present\w*|proc\w*)\b.{0,200}?"
    r"(?:\((?:ACM |IEEE )?([A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9\-]{0,9})[\s,'’]*((?:20)?\d\d)?\)|"
    r"(?:at|to|by|in) (?:the )?(?:ACM |IEEE )?([A-Z][A-Z0-9\-]{2,9})[\s'’]*(20\d\d)\b)"
)
_NEW_BARE = re.compile(r"\(([A-Z]{3,8})[\s'’]+(20\d\d)\)")
# "… Conference on Something New (ACRO 2021)", wherever it stands.
_NEW_FORMAL = re.compile(
    r"\b(?:Conference|Symposium) (?:[Oo]n|of|for) [^()]{3,120}"
    r"\((?:ACM |IEEE )?([A-Z][A-Za-z0-9\-]{0,40}[A-Z0-9][A-Za-z0-9\-]{0,40}|[A-Z][A-Z]+[a-z]*)"
    r"[\s,'’\-]*((?:20)?\d\d)?\)"
)
# "International Journal of Something New (IJSN), Vol. 3" and "IEEE Transactions on Something New": a place to publish.
_NEW_JOURNAL = re.compile(
    r"\bJournal (?:[Oo]n|of|for) [^()]{3,120}\(([A-Z][A-Z0-9\-]{2,9})\)|"
    r"\b((?:IEEE|ACM) (?:Transactions|Journal) on [A-Z][a-z]+(?:,? (?:and |of |in |for |the |& ){0,3}[A-Z][a-z]+){0,8})"
    r"(?=\s*(?:$|[(,\d]|vol\b|no\b))"
)
# "ACRO 2025 39th National Symposium on …": the short name leads.
_NEW_LEADING = re.compile(
    r"^\s*+([A-Z][A-Za-z0-9\-]{0,40}[A-Z][A-Za-z0-9]{0,40}) (20\d\d)[\s,:\-–]+(?:the\s+)?\d+(?:st|nd|rd|th)\b.{0,80}\b"
    r"(?:Conference|Symposium)\b"
)
# What may stand before a bare venue within its part of a clause: "13 pages, 5 figures, IEEE CVPR 2024".
_BEFORE_BARE = frozenset(
    "in at the ieee acm cvf of conf conference annual st nd rd th first second third fourth fifth international page "
    "pages figure figures final version paper findings proceedings".split()
)
_NO_NAMES = {"IEEE", "ACM", "PDF", "LLM", "USA", "CVPRW"}
_BARE_WORDS = 6
LONGEST_CLAIM = 2000  # characters
_CENTURY = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Venue:
    """Where a paper was accepted; `source` is the field or identity that says so, `leftover` the rest of the claim."""

    name: str
    year: int | None = None
    workshop: bool = False
    source: str = ""
    leftover: str = ""

    @property
    def text(self) -> str:
        """As lists print it: `ICML 2024`."""
        return f"{self.name} {self.year}" if self.year else self.name


def venue_of(paper: Paper) -> Venue | None:
    """The venue that accepted a paper, or None where no field says so.

    The authors' comment comes first, then the journal reference, the paper's identities, and what a service says.
    """
    for claim, source in ((paper.comment, "comment"), (paper.journal_ref, "journal reference")):
        found = accepted(claim, published=source != "comment")
        if found:
            return replace(found, source=source)
    by_key = next(_by_keys(paper), None)
    if by_key:
        return by_key
    stated = accepted(paper.venue, published=True)
    return replace(stated, year=stated.year or paper.year, source="service") if stated else None


def filled(paper: Paper) -> Paper:
    """The paper with venue and year filled in from its other fields; a venue that it has stays as it is."""
    if paper.venue:
        return paper
    found = venue_of(paper)
    return replace(paper, venue=found.text, year=found.year or paper.year) if found else paper


def accepted(claim: str, *, published: bool = False) -> Venue | None:
    """The venue that a comment claims as accepted; `published` says that the text names a place of publication."""
    clauses = [clause for clause in _CLAUSE.split(_clean(claim)) if clause.strip()]
    if any(_DENIED.search(clause) and _names(clause) for clause in clauses):
        return None
    for clause in clauses:
        found = _accepted(clause, published=published)
        if found:
            # "…, vol. 42, no. 1, 2023": a reference's year may stand in another clause than its name.
            return replace(found, year=found.year or _only_year(claim)) if published else found
    return None


def read(heading: str) -> Venue | None:
    """The venue that a heading or a tag names (`CVPR 2024 Workshops`), whether or not anything was accepted there."""
    found = _names(_clean(heading))
    if not found:
        return None
    name, match = found[0]
    leftover = heading[: match.start()] + " " + heading[match.end() :] if match.end() <= len(heading) else ""
    return Venue(
        name=name,
        year=_year(heading, match),
        workshop=bool(_WORKSHOP.search(heading)),
        leftover=_YEAR.sub(" ", leftover),
    )


def spell(venue: Venue, vocabulary: Collection[str]) -> str:
    """The venue's name as this list writes it most often (`NIPS`, `Neurips`), without the year; else its usual name.

    Spellings from before a meeting was renamed do not count for its later years.
    """
    renamed = RENAMED.get(venue.name, 0)
    since = renamed if (venue.year or 0) >= renamed else 0
    written: Counter[str] = Counter()
    for phrase in vocabulary:
        known = read(phrase)
        if known and known.name == venue.name and not known.workshop and (known.year or since) >= since:
            written[_YEAR.sub("", phrase).strip(" '’-,()[]")] += 1
    best = max(written.items(), key=lambda pair: (pair[1], -len(pair[0]), pair[0]), default=None)
    return best[0] if best and best[0] else venue.name


def _clean(claim: str) -> str:
    return _LINK.sub(" ", html.unescape(claim[:LONGEST_CLAIM])).replace("\\", "")


def _names(clause: str) -> list[tuple[str, re.Match[str]]]:
    """The known venues a clause names, in its order; a name inside a longer one does not count."""
    found = [(name, match) for name, pattern in patterns().items() for match in pattern.finditer(clause)]
    found.sort(key=lambda pair: (pair[1].start(), -len(pair[1][0])))
    kept: list[tuple[str, re.Match[str]]] = []
    for name, match in found:
        if not kept or match.start() >= kept[-1][1].end():
            kept.append((name, match))
    return kept


def _accepted(clause: str, *, published: bool) -> Venue | None:
    if _DENIED.search(clause) or _OTHER_WORK.search(clause) or _WORKSHOP.search(clause):
        return None
    says_so = published or _ACCEPTED.search(clause) is not None
    if _SUBMITTED.search(clause) and not (says_so and not published):
        return None
    named = _names(clause)
    if not named:
        return _unlisted(clause, says_so=says_so)
    if len({name for name, _ in named}) > 1 and not published:
        parts = [part for part in clause.split(",") if len({name for name, _ in _names(part)}) == 1]
        found = {venue for part in parts if (venue := _accepted(part, published=False))}
        return found.pop() if len(found) == 1 and len(parts) == 1 else _same(named, clause, says_so=says_so)
    # A long form, then the short name with the year in brackets: the year is behind one of them.
    best = next((pair for pair in named if pair[1]["year"]), named[0])
    return _venue(*best, clause, says_so=says_so)


def _same(named: list[tuple[str, re.Match[str]]], clause: str, *, says_so: bool) -> Venue | None:
    """The venue of a claim with two names: only a short name in brackets after its long form is certain."""
    bracketed = [pair for pair in named if clause[: pair[1].start()].endswith("(")]
    return _venue(*bracketed[0], clause, says_so=says_so) if len(bracketed) == 1 else None


def _venue(name: str, match: re.Match[str], clause: str, *, says_so: bool) -> Venue | None:
    year = _year(clause, match)
    short = len(re.findall(r"\w+", clause)) <= _BARE_WORDS
    if not says_so and (name in JOURNALS or not (match["year"] or (short and year))):
        return None
    if not says_so and not _stands_alone(clause[: match.start()]):
        return None
    if _FINDINGS.search(clause) and f"{name} Findings" in ACL_EVENTS.values():
        name = f"{name} Findings"
    return Venue(name=name, year=year)


def _stands_alone(before: str) -> bool:
    """Whether nothing but neutral words stands before a name: `ICCV 2021`, not `tested on the ICCV 2021 data`."""
    last = re.split(r"[,:(]", before)[-1]
    return _BEFORE_BARE.issuperset(re.findall(r"[a-z]+", last.lower()))


def _unlisted(clause: str, *, says_so: bool) -> Venue | None:
    """A venue that the table does not know, where an acceptance names it with a short name."""
    found = _NEW_FORMAL.search(clause)
    if not found and says_so:
        ways = (_NEW_LEADING, _NEW_NAME, _NEW_BARE, _NEW_JOURNAL)
        found = next((match for way in ways if (match := way.search(clause))), None)
    if not found:
        return None
    groups = [group for group in found.groups() if group]
    if groups[0] in _NO_NAMES or "Track" in found[0]:
        return None
    year = next((int(group) for group in groups[1:]), None) or _year(clause, found)
    return Venue(name=groups[0], year=year + _CENTURY if year is not None and year < 100 else year)  # noqa: PLR2004  # two digits


def _year(clause: str, match: re.Match[str]) -> int | None:
    """The year behind the name, else the only year of the clause."""
    behind = _YEAR.search(clause[match.end() - len(match.groupdict().get("year") or "") : match.end() + 14])
    years = [behind] if behind else list(_YEAR.finditer(clause))
    values = {int(year[1]) if year[1] else _CENTURY + int(year[2]) for year in years}
    return values.pop() if len(values) == 1 else None


def _only_year(claim: str) -> int | None:
    """The year of a claim that names exactly one, in four digits; else None."""
    years = {int(found[1]) for found in _YEAR.finditer(_clean(claim)) if found[1]}
    return years.pop() if len(years) == 1 else None


def _by_keys(paper: Paper) -> Iterator[Venue]:
    for key in keys_of(paper):
        scheme, _, rest = key.partition(":")
        found = _by_key(scheme, rest)
        if found:
            yield replace(found, source=key)


def _by_key(scheme: str, rest: str) -> Venue | None:
    if scheme == "acl" and (
        parts := re.match(r"(\d{4})\.((?:findings-)?[a-z]+)(?:-(?:long|short|main|industry))?\.\d", rest)
    ):
        name = ACL_EVENTS.get(parts[2])
        return Venue(name=name, year=int(parts[1])) if name else None
    if scheme in ("cvf", "ecva") and (parts := re.search(r"(cvpr|iccv|wacv|eccv|accv)_(\d{4})(?![\dw])", rest)):
        return Venue(name=parts[1].upper(), year=int(parts[2]))
    if scheme == "pmlr" and (volume := PMLR_VOLUMES.get(rest.partition("/")[0].removeprefix("v"))):
        return Venue(name=volume[0], year=volume[1])
    if scheme == "neurips" and (parts := re.match(r"(\d{4})", rest)):
        return Venue(name="NeurIPS", year=int(parts[1]))
    if scheme == "ijcai" and (parts := re.match(r"(\d{4})/", rest)):
        return Venue(name="IJCAI", year=int(parts[1]))
    if scheme == "doi" and (parts := re.match(r"10\.1109/(cvpr|iccv|wacv|icra|iros)(?:w?)\d{5}\.(\d{4})\.", rest)):
        return None if "w" in rest[8:14] and parts[1] != "wacv" else Venue(name=parts[1].upper(), year=int(parts[2]))
    return None
