"""URL, id or citation → canonical keys, and the keys of a paper or an entry.

A key is `scheme:value`. Strong keys name one work (`arxiv:2301.00704`, `doi:10.1145/3292500.3330701`,
`openreview:RbiBKPtuHp`); weak ones (`github:owner/repo`, `page:host/path`, `title:…`) name something near it and
never settle that two papers are one. DOIs ignore case, OpenReview ids do not; an arXiv version is no part of the key;
a NeurIPS hash counts only together with its year. Addresses are read in `bot.matching.identity_hosts`, ids in
`bot.matching.identity_ids`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

from bot.matching.identity_hosts import url_keys
from bot.matching.identity_ids import DATA, DOI, HAL, Keys, arxiv_cited, doi_keys
from bot.model import Entry, Paper

STRONG_SCHEMES = (
    "arxiv",
    "doi",
    "openreview",
    "acl",
    "cvf",
    "neurips",
    "pmlr",
    "ecva",
    "aaai",
    "ijcai",
    "jmlr",
    "ieee",
    "biorxiv",
    "s2",
    "pmid",
    "pmc",
    "pii",
    "hal",
    "ssrn",
    "iclr",
    "dblp",
    "eprint",
    "isca",
    "rss",
    "mdpi",
    "openalex",
    "researchgate",
    "usenix",
    "pvldb",
    "ceur",
    "csdl",
    "osf",
    "virtual",
)
WEAK_SCHEMES = ("github", "page", "title")
_RANK = {scheme: rank for rank, scheme in enumerate((*STRONG_SCHEMES, *WEAK_SCHEMES))}

_PLAIN_ARXIV = re.compile(
    r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/([0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?"
)
"""The commonest addresses of papers, recognised without taking the address apart."""
_KEY = re.compile(r"([a-z0-9]+):(\S.*)")
_NUMBER = re.compile(
    rf"(?:pmid:?\s*(?P<pmid>\d{{1,9}})|(?:pmcid:?\s*)?(?P<pmc>pmc\d{{3,9}})|(?P<hal>{HAL}))", re.IGNORECASE
)
"""A whole text that is an id of PubMed or HAL as people cite it."""
_BESIDE = ("github:", *DATA)
"""Prefixes of keys that several papers may share: repositories, archives of data."""
_BARE_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
"""An address without its scheme: `site.org/page`."""


@lru_cache(maxsize=4096)
def keys_of_url(url: str) -> tuple[str, ...]:
    """The canonical keys that a URL, an id (`arXiv:2301.00704v2`), a DOI or a key stands for, strongest first."""
    if plain := _PLAIN_ARXIV.fullmatch(url):
        return (f"arxiv:{plain[1]}",)
    text = url.strip().strip("<>\"'").strip()
    if not text:
        return ()
    return _ranked(_parse(text))


def keys_of(thing: Paper | Entry) -> tuple[str, ...]:
    """All keys of a paper or an entry, strongest first.

    The keys come from its fields, its URL and its links. A repository among the links is code beside the paper, an
    archive of data is what it was made with: they give no key.
    """
    return _ranked(_all_keys(thing))


def is_strong(key: str) -> bool:
    """Whether two papers with this key are the same work unless somebody pasted a wrong link."""
    return _RANK.get(key.partition(":")[0], len(_RANK)) < len(STRONG_SCHEMES)


def best_key(paper: Paper) -> str:
    """The strongest key of a paper; for one without any, `title:` and a short hash of the folded title."""
    keys = keys_of(paper)
    return keys[0] if keys else title_key(paper.title)


def title_key(title: str) -> str:
    """The key of last resort: equal for titles that fold to one form."""
    from bot.matching.titles import fold_tight  # its patterns take their time, and lists are read without them

    folded = fold_tight(title) or title
    return "title:" + hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def arxiv_id_of(paper: Paper | Entry) -> str:
    """The arXiv id without its version (`2301.00704`, `math/0211159`), or "" where none is known."""
    return next((key[6:] for key in keys_of(paper) if key.startswith("arxiv:")), "")


def linked(paper: Paper) -> bool:
    """Whether readers could follow a link to the paper; one without is not proposed."""
    return bool(paper.url) or any(map(is_strong, keys_of(paper)))


def _ranked(keys: Iterable[str]) -> tuple[str, ...]:
    found = list(dict.fromkeys(keys))
    if len(found) > 1:
        found.sort(key=lambda key: _RANK[key.partition(":")[0]])
    return tuple(found)


def _all_keys(thing: Paper | Entry) -> Keys:
    for key in thing.keys:
        yield from _known_key(key)
    if isinstance(thing, Paper):
        if thing.arxiv_id:
            yield from _arxiv_text(thing.arxiv_id)
        if thing.doi:
            yield from doi_keys(thing.doi)
        if thing.openreview_id:
            yield from _strong(_parse(thing.openreview_id)) or (f"openreview:{thing.openreview_id.strip()}",)
    if thing.url:
        yield from keys_of_url(thing.url)
    code = {link.url for link in thing.code}
    for link in thing.links:
        if link.url in code:
            continue
        yield from (key for key in keys_of_url(link.url) if not key.startswith(_BESIDE))


def _strong(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if is_strong(key))


def _known_key(key: str) -> Keys:
    """A key somebody else wrote, in canonical form; what is not a key is read as a URL or an id."""
    return _parse(key.strip()) if key.strip() else iter(())


def _parse(text: str) -> Keys:
    if text.lower().startswith(("http://", "https://", "//")):
        return url_keys(text)
    if arxiv := arxiv_cited(text):
        return iter((arxiv,))
    return _loose_keys(text)


def _loose_keys(text: str) -> Keys:
    lowered = text.lower()
    if lowered.startswith("doi:") or DOI.match(text):
        yield from doi_keys(text)
        return
    if number := _NUMBER.fullmatch(text):
        yield from (f"{scheme}:{value.lower()}" for scheme, value in number.groupdict().items() if value)
        return
    key = _KEY.fullmatch(text)
    if key and key[1] in _RANK:
        yield text
    elif _BARE_HOST.match(text):
        yield from url_keys("https://" + text)


def _arxiv_text(text: str) -> Keys:
    arxiv = arxiv_cited(text.strip())
    return iter((arxiv,)) if arxiv else iter(_strong(_parse(text.strip())))
