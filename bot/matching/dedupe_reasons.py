"""Why two papers may be one, in sentences that a person can check, and the guards that forbid calling them one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

from bot.matching.abstracts import FOREIGN
from bot.matching.title_index import Weights, title_tokens
from bot.matching.title_pairs import Authors, Title, acronym, level, lists_agree
from bot.matching.titles import tight

_SCHEME_NAMES = {"arxiv": "arXiv id", "doi": "DOI", "openreview": "OpenReview id", "acl": "ACL Anthology id"}
_RELATED_SHARE = 0.22
_RELATED_RATIO = 62.0
_ARTICLES = frozenset({"a", "an", "the"})
_MOST_SLIPS = 2
_LONG_WORD = 5
_FEW_WORDS = 3
_FAR_APART = 2
_SLIP_LETTERS = 2
_OPPOSED = (("inter", "intra"), ("hyper", "hypo"), ("macro", "micro"), ("over", "under"))
"""Beginnings of words that mean the opposite and differ by a letter or two."""
_NUMBERING = re.compile(
    r"v?\d+(?:st|nd|rd|th)?| "
    r"|\b(?:i{1,3}|iv|vi{0,3}|ix|x|one|two|three|four|five|first|second|third|fourth|fifth|plus)\b"
)
"""What tells versions, parts, editions and sizes apart in a folded title, and its blanks."""
_MANY_YEARS = 3
"""A preprint, a paper and its journal version may be of three years; a list seldom names more than two of them."""
_STANDING = re.compile(
    r"(?:the |an? |guest |book )*(?:editors?|editorials?|forewords?|prefaces?|introductions?|introductory remarks|"
    r"reviews?|keynotes?|panels?|letters?|messages?|welcome|obituar(?:y|ies)|in memoriam|errat(?:um|a)|news|contents|"
    r"index|announcements?|call for papers|about the authors|about this issue|front matter|back matter|chairs?)"
    r"(?: (?:s|note|notes|column|columns|introduction|page|message|comments?|remarks|corner|address|talk|session|"
    r"discussion|editors?|chairs?|from|by|to|the|this|special|issue|section|volume|readers?|guest|program|general|and))*"
)
"""Titles that every journal and conference gives, year after year, to what stands beside its papers."""
_SAYS_NOTHING = re.compile(
    r"(?:the |an? )?(?:from the editors?(?: in chief)?|(?:reviewer |referee )?acknowledge?ments?|author index|"
    r"list of \w+|table of contents|cover|masthead|title page|(?:organizing |program(?:me)? )?committees?|"
    r"in this issue|"
    r"abstracts?|conclusions?|append(?:ix|ices)|discussion|summary|notes?|references|bibliography|related work|"
    r"supplement(?:(?:ary|al) (?:materials?|information))?|corrections?|corrigend(?:um|a)|retraction|"
    r"(?:technical )?report|"
    r"survey|tutorial|overview|untitled|no title|unknown|none|n a|tb[ad]|todo|title|papers?|codes?|pdf|links?|arxiv|"
    r"github|project(?: page)?|website|home ?page|demo|video|slides|poster|data(?:set)?|论文|代码|链接|综述|"
    r"(?:part|chapter|lecture|volume) \w+|\d+)"
)
"""What stands where a title was lost: the words of a link, the name of a part."""


def same_id(key: str, where: str) -> str:
    """`same arXiv id 2301.00704 as README.md line 12`."""
    scheme, _, value = key.partition(":")
    return f"same {_SCHEME_NAMES.get(scheme, f'{scheme} id')} {value}" + (f" as {where}" if where else "")


def obstacles(a: Title, b: Title) -> list[str]:
    """Guards between papers with similar titles, in words; with any of them the verdict is never `duplicate`."""
    return [*_numbers_differ(a, b), *_marks_differ(a, b), *_editions_differ(a, b)]


def _numbers_differ(a: Title, b: Title) -> Iterator[str]:
    if a.numbers != b.numbers:
        here, there = ", ".join(a.numbers) or "none", ", ".join(b.numbers) or "none"
        yield f"number differs: {here} / {there}"


def _editions_differ(a: Title, b: Title) -> Iterator[str]:
    if a.hung_years and b.hung_years and not a.hung_years & b.hung_years:
        here, there = ", ".join(sorted(a.hung_years)), ", ".join(sorted(b.hung_years))
        yield f"the year beside the title differs: {here} / {there}"


def _marks_differ(a: Title, b: Title) -> Iterator[str]:
    if a.marked != b.marked:
        yield f"“{a.marked or b.marked} …” on one side only"


def id_obstacles(a: Title, b: Title, by: Authors, and_by: Authors, weights: Weights) -> list[str]:
    """Guards against an equal id, which may be a wrong link: titles without anything in common, or two versions."""
    name_a, name_b = acronym(a), acronym(b)
    if name_a and name_b and _renumbered(name_a, name_b):
        return [f"but the names differ: {name_a} / {name_b}"]
    if _renumbered(a.folded, b.folded):
        here, there = ", ".join(a.numbers) or "none", ", ".join(b.numbers) or "none"
        return [f"but the titles differ in their numbers alone: {here} / {there}; one of the two links may be wrong"]
    if a.marked != b.marked and (a.folded.endswith(b.folded) or b.folded.endswith(a.folded)):
        return [*_marks_differ(a, b)]
    if related(a, b, by, and_by, weights):
        return []
    return ["but the titles are unrelated: one of the two links may be wrong"]


def _renumbered(one: str, other: str) -> bool:
    """Whether two folded texts are one but for their numbers; no number is told from none, too."""
    return tight(one) != tight(other) and _NUMBERING.sub("", one) == _NUMBERING.sub("", other) != ""


def related(a: Title, b: Title, by: Authors, and_by: Authors, weights: Weights) -> bool:
    """Whether two titles could be those of one work at all."""
    by, and_by = level(by, and_by)
    if set(by.names) & set(and_by.names):
        return True
    mine, theirs = title_tokens(a.folded), title_tokens(b.folded)
    least = min(float(weights[list(side)].sum()) for side in (mine, theirs)) if mine and theirs else 0.0
    shared = float(weights[list(mine & theirs)].sum())
    if least and shared / least >= _RELATED_SHARE:
        return True
    return fuzz.ratio(a.in_order, b.in_order) >= _RELATED_RATIO or _named(a, b) or _named(b, a)


def _named(a: Title, b: Title) -> bool:
    name = acronym(a) or (a.folded if a.words == 1 else "")
    return len(name) > 2 and name in b.folded  # noqa: PLR2004  # shorter names are in any title


def only_slips(a: Title, b: Title) -> bool:
    """Whether two titles differ by slips of spelling alone: articles, a joined word, a letter or two of a long word."""
    here, there = _without_articles(a), _without_articles(b)
    if "".join(here) == "".join(there):
        return True
    # Word by word: the same words in another order are another title (`Text to Image`, `Image to Text`).
    pairs = [(one, other) for one, other in zip(here, there, strict=False) if one != other]
    if len(here) != len(there) or len(pairs) > _MOST_SLIPS:
        return False
    if (name := acronym(a)) and (other := acronym(b)) and name.replace(" ", "") != other.replace(" ", ""):
        return False  # a letter makes another name of it
    return all(_slip(one, other) for one, other in pairs)


def _without_articles(title: Title) -> list[str]:
    return [word for word in title.folded.split() if word not in _ARTICLES]


def _slip(one: str, other: str) -> bool:
    """Whether two words are one, spelled otherwise: a letter or two lost, added or turned round, or in another English.

    A letter in place of another makes another word too often (`hydrophobic`, `hydrophilic`), and so does another
    beginning (un-, non-, 2D/3D): it must agree.
    """
    if min(len(one), len(other)) < _LONG_WORD or one[:3] != other[:3]:
        return False
    if _respelled(one) == _respelled(other):
        return True
    turned = sorted(one) == sorted(other) and Levenshtein.distance(one, other) <= _SLIP_LETTERS
    lost = Indel.distance(one, other) == abs(len(one) - len(other)) <= _SLIP_LETTERS
    return (turned or lost) and not any(_opposed(one, other, a, b) for a, b in _OPPOSED)


def _respelled(word: str) -> str:
    """A word as British and American English share it, in the singular."""
    return word.replace("z", "s").replace("our", "or").replace("ll", "l").removesuffix("s")


def _opposed(one: str, other: str, a: str, b: str) -> bool:
    """Whether two words are one behind two beginnings: `intraclass`, `interclass`."""
    if one.startswith(b):
        one, other = other, one
    return one.startswith(a) and other.startswith(b) and one[len(a) :] == other[len(b) :]


def strangers(by: Authors, and_by: Authors) -> bool:
    """Whether both author lists are known and have no name in common.

    Where a list has names of one word (from a source that splits `Last, First`), equal last names count as in common.
    """
    by, and_by = level(by, and_by)
    return bool(by.names and and_by.names) and not set(by.names) & set(and_by.names)


def standing(title: Title, by: Authors, and_by: Authors, borne: Collection[int]) -> list[str]:
    """Why an equal title may say little: many works bear it (`Editorial`, `Book Review Column`).

    `borne` are the years of the known papers of this title; a column's title occurs year after year.
    """
    many = len(borne) >= _MANY_YEARS or _STANDING.fullmatch(title.folded) or _SAYS_NOTHING.fullmatch(title.folded)
    if not many:
        return []
    unknown = [] if by.names and and_by.names else ["but no author is known to be shared"]
    return ["but many works bear this title", *unknown]


def printed_again(by: Authors, and_by: Authors, years: tuple[int | None, int | None]) -> list[str]:
    """Why equal titles of neighbouring years may be two works: both author lists are whole, and differ."""
    one, other = years
    if not (one and other) or one == other or not (by.names and and_by.names and by.whole and and_by.whole):
        return []
    return [] if by.last_names == and_by.last_names else [f"but the authors differ, and the years: {one} / {other}"]


def years_apart(a: Title, b: Title, years: tuple[int | None, int | None]) -> list[str]:
    """Where equal titles are two works after all: years far apart, or for a title of few words any two years.

    A preprint and its printing are a year apart, seldom more; columns, editions and reports bear one title for years.
    """
    one, other = years
    if not (one and other) or abs(one - other) < (1 if min(a.words, b.words) <= _FEW_WORDS else _FAR_APART):
        return []
    return [f"but the years differ: {one} / {other}"]


def one_work_anew(a: Title, b: Title) -> bool:
    """Whether two titles could be one work that was sent to arXiv again, under another id: nearly the same words.

    arXiv keeps one id for all versions of a work. In a list of one topic many titles share most of their words.
    """
    return fuzz.ratio(a.folded, b.folded) >= _ANEW or a.folded.startswith(b.folded) or b.folded.startswith(a.folded)


_ANEW = 90.0


def only_named(a: Title, b: Title, by: Authors, and_by: Authors) -> bool:
    """Whether one title is a word or three that the other, much longer one happens to hold: a tool or a topic.

    A title's own name, before its colon, and its beginning of two words or more may stand for it in a list; so may any
    short title where an author is shared.
    """
    by, and_by = level(by, and_by)
    short, long = (a, b) if a.words <= b.words else (b, a)
    if short.words > _FEW_WORDS or long.words < _TIMES * short.words or set(by.names) & set(and_by.names):
        return False
    named = acronym(long).replace(" ", "") == short.folded.replace(" ", "")
    return not named and not (short.words > 1 and long.folded.startswith(f"{short.folded} "))


_TIMES = 2


def likeness(a: Title, b: Title, by: Authors, and_by: Authors) -> list[str]:
    """What two titles and author lists share, in sentences with numbers."""
    by, and_by = level(by, and_by)
    reasons = [f"title {fuzz.ratio(a.folded, b.folded):.0f}% alike"]
    if acronym(a) and acronym(a) == acronym(b):
        reasons.append(f"same name before the colon: {acronym(a)}")
    if a.folded.startswith(b.folded) or b.folded.startswith(a.folded):
        reasons.append("one title is the beginning of the other")
    elif a.folded.endswith(b.folded) or b.folded.endswith(a.folded):
        reasons.append("one title is the end of the other")
    reasons += _of_authors(by, and_by)
    return reasons


def of_abstracts(share: float) -> list[str]:
    """What two abstracts share of their runs of words (0 to 1)."""
    return [f"abstract about {100 * share:.0f}% alike" if share >= FOREIGN else "but the abstracts are hardly alike"]


def _of_authors(by: Authors, and_by: Authors) -> Iterator[str]:
    if not (by.names and and_by.names):
        yield "authors not known on both sides"
        return
    shared = len(set(by.names) & set(and_by.names))
    if lists_agree(by, and_by):
        yield "same authors"
    elif by.names[0] == and_by.names[0]:
        yield "same first author"
    elif not shared:
        yield "other authors"
        return
    yield f"{shared} of {min(len(by.names), len(and_by.names))} author names shared"
