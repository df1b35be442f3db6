"""URL, id or citation → canonical keys, and the keys of a paper or an entry.

A key is `scheme:value`. Strong keys name one work (`arxiv:2301.00704`, `doi:10.1145/3292500.3330701`,
`openreview:RbiBKPtuHp`); weak ones (`github:owner/repo`, `page:host/path`, `title:…`) name something near it and
never settle that two papers are one. DOIs ignore case, OpenReview ids do not; an arXiv version is no part of the key;
a NeurIPS hash counts only together with its year.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

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
)
WEAK_SCHEMES = ("github", "page", "title")
_RANK = {scheme: rank for rank, scheme in enumerate((*STRONG_SCHEMES, *WEAK_SCHEMES))}

_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga "
    "funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph "
    "q-alg q-bio quant-ph solv-int supr-con"
)
_NEW_ARXIV = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_OLD_ARXIV = rf"(?:{'|'.join(_ARCHIVES.split())})(?:\.[A-Za-z]{{2}})?/\d{{7}}"
_ARXIV = re.compile(rf"(?P<id>{_NEW_ARXIV}|{_OLD_ARXIV})(?:v\d+)?(?![\w.]*\d)", re.IGNORECASE)
_ARXIV_TEXT = re.compile(
    rf"(?:oai:arxiv\.org:|arxiv\s*:\s*|arxiv\.)?(?P<id>{_NEW_ARXIV}|{_OLD_ARXIV})(?:v\d+)?(?:\.pdf)?(?:\s*\[.*)?",
    re.IGNORECASE,
)
_PLAIN_ARXIV = re.compile(
    r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/([0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?"
)
"""How most papers are linked: told without taking the address apart."""
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_KEY = re.compile(r"([a-z0-9]+):(\S.*)")
_BARE_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)

Keys = Iterator[str]
Rule = Callable[[str, str, dict[str, list[str]]], Keys]


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

    The keys come from its fields, its URL and its links. A repository among the links is code beside the paper and
    gives no key.
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
    from bot.titles import fold_tight  # its patterns take their time, and lists are read without them

    folded = fold_tight(title) or title
    return "title:" + hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def arxiv_id_of(paper: Paper | Entry) -> str:
    """The arXiv id without its version (`2301.00704`, `math/0211159`), or "" where none is known."""
    return next((key[6:] for key in keys_of(paper) if key.startswith("arxiv:")), "")


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
            yield from _doi_keys(thing.doi)
        if thing.openreview_id:
            yield from _strong(_parse(thing.openreview_id)) or (f"openreview:{thing.openreview_id.strip()}",)
    if thing.url:
        yield from keys_of_url(thing.url)
    code = {link.url for link in thing.code}
    for link in thing.links:
        if link.url in code:
            continue
        yield from (key for key in keys_of_url(link.url) if not key.startswith("github:"))


def _strong(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if is_strong(key))


def _known_key(key: str) -> Keys:
    """A key somebody else wrote, in canonical form; what is not a key is read as a URL or an id."""
    return _parse(key.strip()) if key.strip() else iter(())


def _parse(text: str) -> Keys:
    if text.lower().startswith(("http://", "https://", "//")):
        return _url_keys(text)
    arxiv = _ARXIV_TEXT.fullmatch(text)
    if arxiv:
        return iter((_arxiv_key(arxiv["id"]),))
    return _loose_keys(text)


def _loose_keys(text: str) -> Keys:
    lowered = text.lower()
    if lowered.startswith("doi:") or _DOI.match(text):
        yield from _doi_keys(text)
        return
    key = _KEY.fullmatch(text)
    if key and key[1] in _RANK:
        yield text
    elif _BARE_HOST.match(text):
        yield from _url_keys("https://" + text)


def _arxiv_text(text: str) -> Keys:
    match = _ARXIV_TEXT.fullmatch(text.strip())
    return iter((_arxiv_key(match["id"]),)) if match else iter(_strong(_parse(text.strip())))


def _arxiv_key(number: str) -> str:
    number = number.lower()
    if "/" in number:
        # `math.GT/0309136` is filed as `math/0309136`.
        archive, _, digits = number.partition("/")
        number = f"{archive.partition('.')[0]}/{digits}"
    return f"arxiv:{number}"


def _url_keys(url: str) -> Keys:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return
    if not host:
        return
    path = unquote(parts.path)
    query = parse_qs(parts.query) if parts.query else {}
    host = host.removeprefix("www.")
    found = False
    if rule := _rule_of(host):
        for key in rule(host, path, query):
            found = True
            yield key
    if not found:
        yield from _general(host, path, parts.query)


def _rule_of(host: str) -> Rule | None:
    """The rule of a host, or of the nearest host above it."""
    while host not in _RULES:
        _, dot, host = host.partition(".")
        if not dot:
            return None
    return _RULES[host]


def _general(host: str, path: str, query: str) -> Keys:
    """Any host: a DOI in the path, else the page itself."""
    doi = re.search(r"/(?:doi|article|chapter|book|content|papers?)[\w/]*?/(10\.\d{4,9}/.+)", path)
    if doi:
        yield from _doi_keys(_without_doi_tail(doi[1]))
        return
    path = re.sub(r"/(?:index\.\w{3,5})?$", "", path)
    kept = [(k, v) for k, v in parse_qsl(query) if not k.lower().startswith(("utm_", "fbclid", "gclid", "ref"))]
    if path or kept:
        asked = urlencode(sorted(kept), errors="surrogatepass")  # foreign bytes of a list file are surrogates
        yield f"page:{host}{path}" + (f"?{asked}" if kept else "")
    else:
        yield f"page:{host}"


def _without_doi_tail(doi: str) -> str:
    return re.sub(r"(?:/(?:full|pdf|epdf|abstract|abs|html|meta|summary|fulltext\.html))+$|\.full(?:\.pdf)?$", "", doi)


def _doi_keys(text: str) -> Keys:
    """`doi:` and, where the DOI is made from another id, that id's key instead of it or beside it."""
    match = _DOI.search(unquote(text))
    if not match:
        return
    doi = match[0].split("?")[0].split("#")[0].rstrip(".,;)]}>\"'/").lower()
    doi = re.sub(r"\.pdf$", "", doi)
    prefix, _, name = doi.partition("/")
    rule = _DOI_RULES.get(prefix)
    yield from rule(doi, name) if rule else (f"doi:{doi}",)


def _doi_arxiv(doi: str, name: str) -> Keys:
    match = _ARXIV.fullmatch(name.removeprefix("arxiv."))
    yield _arxiv_key(match["id"]) if match else f"doi:{doi}"


def _doi_acl(doi: str, name: str) -> Keys:
    match = re.fullmatch(r"v1/(.+)", name)
    yield _acl_key(match[1]) if match else f"doi:{doi}"


def _doi_aaai(doi: str, name: str) -> Keys:
    yield f"doi:{doi}"
    match = re.fullmatch(r"[a-z]+\.v\d+i\d+\.(\d+)", name)
    if match:
        yield f"aaai:{match[1]}"


def _doi_biorxiv(doi: str, name: str) -> Keys:
    plain = re.sub(r"v\d+$", "", name)
    if re.fullmatch(r"(?:\d{4}\.\d{2}\.\d{2}\.)?\d{6,8}", plain):
        yield f"doi:10.1101/{plain}"
        yield f"biorxiv:{plain}"
    else:
        yield f"doi:{doi}"


def _doi_ijcai(doi: str, name: str) -> Keys:
    yield f"doi:{doi}"
    match = re.fullmatch(r"ijcai\.(\d{4})/(\d+)", name)
    if match:
        yield f"ijcai:{match[1]}/{int(match[2])}"


_DOI_RULES: dict[str, Callable[[str, str], Keys]] = {
    "10.48550": _doi_arxiv,
    "10.18653": _doi_acl,
    "10.1609": _doi_aaai,
    "10.1101": _doi_biorxiv,
    "10.24963": _doi_ijcai,
}


def _acl_key(name: str) -> str:
    # Ids of the years before 2020 are written with a capital (P19-1001).
    old_style = re.fullmatch(r"[a-z]\d{2}-\d{4}", name, re.IGNORECASE)
    return f"acl:{name.upper() if old_style else name.lower()}"


# --- one rule a host: host, unquoted path, query → keys -----------------------------------------------------------


def _arxiv(_host: str, path: str, query: dict[str, list[str]]) -> Keys:
    paper = re.match(
        r"/(?:abs|pdf|html|format|ps|src|e-print|overview|papers|arxiv|forum|resources|\w+/abs)/(.+)", path
    )
    names = [paper[1]] if paper else query.get("id", [])
    for name in names:
        match = _ARXIV.match(re.sub(r"^\s*(?:arxiv:)?\s*", "", name, flags=re.IGNORECASE))
        if match:
            yield _arxiv_key(match["id"])


def _doi(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    yield from _doi_keys(path)


def _openreview(_host: str, path: str, query: dict[str, list[str]]) -> Keys:
    if re.match(r"/(?:forum|pdf|attachment|revisions|notes/edits/attachment)/?$", path):
        for name in query.get("id", []):
            if re.fullmatch(r"[\w-]+", name.strip()):
                yield f"openreview:{name.strip()}"


def _acl(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.match(
        r"(?:/anthology)?(?:/papers/\w/\w+|/attachments)?/((?:\d{4}\.[\w-]+|[A-Za-z]\d{2})[-.]\d+)"
        r"(?:v\d+)?(?:\.(?:pdf|bib|xml|endf|\w+\.zip))?/?$",
        path,
    )
    if match:
        yield _acl_key(match[1])


def _cvf(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.search(r"/([^/]+?)(?:_paper|_supplemental|_supp)?\.(?:html|pdf)$", path)
    if match and re.search(r"_\d{4}$", match[1]):
        yield f"cvf:{match[1].lower()}"


def _neurips(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.match(r"/paper(?:_files/paper)?/(\d{4})/(?:hash|file)/([0-9a-fA-F]{32})", path)
    if match:
        yield f"neurips:{match[1]}/{match[2].lower()}"
        return
    old = re.match(r"/paper/(\d+)-[\w-]+", path)
    if old:
        yield f"neurips:{old[1]}"


def _iclr(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.match(r"/paper_files/paper/(\d{4})/(?:hash|file)/([0-9a-fA-F]{32})", path)
    if match:
        yield f"iclr:{match[1]}/{match[2].lower()}"


def _pmlr(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.match(r"/(?:proceedings/papers/)?(v\d+|r\d+)/([\w-]+?)(?:-supp)?(?:\.\w+|/.*)?$", path)
    if match:
        yield f"pmlr:{match[1]}/{match[2].lower()}"


def _jmlr(host: str, path: str, query: dict[str, list[str]]) -> Keys:
    if path.startswith("/proceedings/"):
        yield from _pmlr(host, path, query)
    match = re.match(r"/(?:beta/)?papers/v(?:olume)?(\d+)/([\w-]+)(?:\.\w+|/.*)?$", path)
    if match:
        yield f"jmlr:v{match[1]}/{match[2].lower()}"


def _ecva(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.match(r"/papers/(eccv_\d{4})/\w+/(?:html|papers)/(\d+)", path, re.IGNORECASE)
    if match:
        yield f"ecva:{match[1].lower()}/{int(match[2])}"


def _aaai(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.search(r"/article/(?:view|download|viewFile|viewPaper)/(\d+)", path)
    if match:
        yield f"aaai:{match[1]}"


def _ijcai(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.match(r"/proceedings/(\d{4})/(\d+)(?:\.pdf)?/?$", path)
    if match:
        yield f"ijcai:{match[1]}/{int(match[2])}"


def _acm(host: str, path: str, query: dict[str, list[str]]) -> Keys:
    number = query.get("id", query.get("doid", [""]))[0]
    if path.startswith("/citation.cfm") and re.fullmatch(r"\d+\.\d+", number):
        yield f"doi:10.1145/{number}"
    elif re.match(r"/doi/", path):
        yield from _general(host, path, "")


def _ieee(_host: str, path: str, query: dict[str, list[str]]) -> Keys:
    match = re.search(r"/(?:document|arnumber|stampPDF)/0*(\d+)", path)
    number = match[1] if match else query.get("arnumber", [""])[0].lstrip("0")
    if number.isdecimal():
        yield f"ieee:{number}"


def _springer(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.search(r"/(10\.\d{4,9}/.+)", path)
    if match:
        yield from _doi_keys(match[1])


def _nature(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.match(r"/articles/([\w.-]+?)(?:\.pdf)?/?$", path)
    if match:
        yield f"doi:10.1038/{match[1].lower()}"


def _biorxiv(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    match = re.search(r"/(?:10\.1101|early/\d{4}/\d{2}/\d{2})/((?:\d{4}\.\d{2}\.\d{2}\.)?\d{6,8})(?:v\d+)?", path)
    if match:
        yield from _doi_biorxiv(f"10.1101/{match[1]}", match[1])


def _semantic_scholar(host: str, path: str, query: dict[str, list[str]]) -> Keys:
    corpus = re.search(r"/CorpusI[dD]:(\d+)", path)
    paper = re.match(r"/(?:paper|reader)/(?:[^/]+/)?([0-9a-f]{40})", path)
    if corpus:
        yield f"s2:corpus/{corpus[1]}"
    elif paper:
        yield f"s2:{paper[1]}"
    else:
        yield from _arxiv(host, re.sub(r"^/(?:v1/paper/)?arxiv:", "/abs/", path, flags=re.IGNORECASE), query)


def _hugging_face(_host: str, path: str, query: dict[str, list[str]]) -> Keys:
    if path.startswith("/papers/"):
        yield from _arxiv("", path, query)


def _github(_host: str, path: str, _query: dict[str, list[str]]) -> Keys:
    parts = [part for part in path.lower().split("/") if part]
    if len(parts) > 1 and parts[0] not in _NOT_OWNERS:
        yield f"github:{parts[0]}/{parts[1].removesuffix('.git')}"


def _github_raw(host: str, path: str, query: dict[str, list[str]]) -> Keys:
    assets = re.match(r"/mlresearch/(v\d+)/[\w/]*?assets/([\w-]+?)/", path)
    if assets:
        yield f"pmlr:{assets[1]}/{assets[2].lower()}"
    else:
        yield from _github(host, path, query)


def _numbered(scheme: str, pattern: str) -> Rule:
    compiled = re.compile(pattern, re.IGNORECASE)

    def rule(_host: str, path: str, query: dict[str, list[str]]) -> Keys:
        words = "&".join(f"{name}={value}" for name, values in query.items() for value in values)
        match = compiled.search(f"{path}?{words}")
        if match:
            yield f"{scheme}:{match[1].lower()}"

    return rule


_NOT_OWNERS = frozenset(
    "topics orgs sponsors marketplace features about settings search explore collections trending login apps users "
    "enterprise contact pricing security site notifications".split()
)
_RULES: dict[str, Rule] = {
    "arxiv.org": _arxiv,
    "ar5iv.org": _arxiv,
    "xxx.lanl.gov": _arxiv,
    "alphaxiv.org": _arxiv,
    "arxiv-vanity.com": _arxiv,
    "papers.cool": _arxiv,
    "scirate.com": _numbered("arxiv", rf"/arxiv/({_NEW_ARXIV}|{_OLD_ARXIV})"),
    "huggingface.co": _hugging_face,
    "hf.co": _hugging_face,
    "doi.org": _doi,
    "openreview.net": _openreview,
    "aclanthology.org": _acl,
    "aclanthology.info": _acl,
    "aclweb.org": _acl,
    "openaccess.thecvf.com": _cvf,
    "papers.nips.cc": _neurips,
    "papers.neurips.cc": _neurips,
    "proceedings.neurips.cc": _neurips,
    "proceedings.nips.cc": _neurips,
    "proceedings.iclr.cc": _iclr,
    "proceedings.mlr.press": _pmlr,
    "jmlr.org": _jmlr,
    "ecva.net": _ecva,
    "aaai.org": _aaai,
    "ijcai.org": _ijcai,
    "dl.acm.org": _acm,
    "portal.acm.org": _acm,
    "ieeexplore.ieee.org": _ieee,
    "springer.com": _springer,
    "nature.com": _nature,
    "biorxiv.org": _biorxiv,
    "medrxiv.org": _biorxiv,
    "semanticscholar.org": _semantic_scholar,
    "sciencedirect.com": _numbered("pii", r"/pii/([SB]\w{12,20})"),
    "pubmed.ncbi.nlm.nih.gov": _numbered("pmid", r"/(\d+)"),
    "ncbi.nlm.nih.gov": _numbered("pmc", r"/articles/(PMC\d+)"),
    "pmc.ncbi.nlm.nih.gov": _numbered("pmc", r"/articles/(PMC\d+)"),
    "hal.science": _numbered("hal", r"/((?:hal|tel|inria)-\d{8})"),
    "archives-ouvertes.fr": _numbered("hal", r"/((?:hal|tel|inria)-\d{8})"),
    "ssrn.com": _numbered("ssrn", r"abstract(?:_?id)?=(\d+)"),
    "github.com": _github,
    "raw.githubusercontent.com": _github_raw,
}


def linked(paper: Paper) -> bool:
    """Whether a reader of the list could go to the paper: without a link it is not proposed."""
    return bool(paper.url) or any(map(is_strong, keys_of(paper)))
