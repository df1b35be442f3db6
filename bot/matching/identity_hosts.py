"""Addresses → keys: one rule a host, and what holds for a page of any other."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

from bot.matching.identity_ids import ARXIV, NEW_ARXIV, OLD_ARXIV, Keys, acl_key, arxiv_key, biorxiv_keys, doi_keys

Query = dict[str, list[str]]
Rule = Callable[[str, str, Query], Keys]
"""Host, unquoted path and query → keys; none where the page is no paper's."""


def url_keys(url: str) -> Keys:
    """The keys of a web address; none where it has no host or cannot be read."""
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
        yield from doi_keys(_without_doi_tail(doi[1]))
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


def _arxiv(_host: str, path: str, query: Query) -> Keys:
    paper = re.match(
        r"/(?:abs|pdf|html|format|ps|src|e-print|overview|papers|arxiv|forum|resources|\w+/abs)/(.+)", path
    )
    names = [paper[1]] if paper else query.get("id", [])
    for name in names:
        match = ARXIV.match(re.sub(r"^\s*(?:arxiv:)?\s*", "", name, flags=re.IGNORECASE))
        if match:
            yield arxiv_key(match["id"])


def _doi(_host: str, path: str, _query: Query) -> Keys:
    yield from doi_keys(path)


def _openreview(_host: str, path: str, query: Query) -> Keys:
    if re.match(r"/(?:forum|pdf|attachment|revisions|notes/edits/attachment)/?$", path):
        for name in query.get("id", []):
            if re.fullmatch(r"[\w-]+", name.strip()):
                yield f"openreview:{name.strip()}"


def _acl(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(
        r"(?:/anthology)?(?:/papers/\w/\w+|/attachments)?/((?:\d{4}\.[\w-]+|[A-Za-z]\d{2})[-.]\d+)"
        r"(?:v\d+)?(?:\.(?:pdf|bib|xml|endf|\w+\.zip))?/?$",
        path,
    )
    if match:
        yield acl_key(match[1])


def _cvf(_host: str, path: str, _query: Query) -> Keys:
    match = re.search(r"/([^/]+?)(?:_paper|_supplemental|_supp)?\.(?:html|pdf)$", path)
    if match and re.search(r"_\d{4}$", match[1]):
        yield f"cvf:{match[1].lower()}"


def _neurips(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(r"/paper(?:_files/paper)?/(\d{4})/(?:hash|file)/([0-9a-fA-F]{32})", path)
    if match:
        yield f"neurips:{match[1]}/{match[2].lower()}"
        return
    old = re.match(r"/paper/(\d+)-[\w-]+", path)
    if old:
        yield f"neurips:{old[1]}"


def _iclr(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(r"/paper_files/paper/(\d{4})/(?:hash|file)/([0-9a-fA-F]{32})", path)
    if match:
        yield f"iclr:{match[1]}/{match[2].lower()}"


def _pmlr(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(r"/(?:proceedings/papers/)?(v\d+|r\d+)/([\w-]+?)(?:-supp)?(?:\.\w+|/.*)?$", path)
    if match:
        yield f"pmlr:{match[1]}/{match[2].lower()}"


def _jmlr(host: str, path: str, query: Query) -> Keys:
    if path.startswith("/proceedings/"):
        yield from _pmlr(host, path, query)
    match = re.match(r"/(?:beta/)?papers/v(?:olume)?(\d+)/([\w-]+)(?:\.\w+|/.*)?$", path)
    if match:
        yield f"jmlr:v{match[1]}/{match[2].lower()}"


def _ecva(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(r"/papers/(eccv_\d{4})/\w+/(?:html|papers)/(\d+)", path, re.IGNORECASE)
    if match:
        yield f"ecva:{match[1].lower()}/{int(match[2])}"


def _aaai(_host: str, path: str, _query: Query) -> Keys:
    match = re.search(r"/article/(?:view|download|viewFile|viewPaper)/(\d+)", path)
    if match:
        yield f"aaai:{match[1]}"


def _ijcai(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(r"/proceedings/(\d{4})/(\d+)(?:\.pdf)?/?$", path)
    if match:
        yield f"ijcai:{match[1]}/{int(match[2])}"


def _acm(host: str, path: str, query: Query) -> Keys:
    number = query.get("id", query.get("doid", [""]))[0]
    if path.startswith("/citation.cfm") and re.fullmatch(r"\d+\.\d+", number):
        yield f"doi:10.1145/{number}"
    elif re.match(r"/doi/", path):
        yield from _general(host, path, "")


def _ieee(_host: str, path: str, query: Query) -> Keys:
    match = re.search(r"/(?:document|arnumber|stampPDF)/0*(\d+)", path)
    number = match[1] if match else query.get("arnumber", [""])[0].lstrip("0")
    if number.isdecimal():
        yield f"ieee:{number}"


def _springer(_host: str, path: str, _query: Query) -> Keys:
    match = re.search(r"/(10\.\d{4,9}/.+)", path)
    if match:
        yield from doi_keys(match[1])


def _nature(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(r"/articles/([\w.-]+?)(?:\.pdf)?/?$", path)
    if match:
        yield f"doi:10.1038/{match[1].lower()}"


def _biorxiv(_host: str, path: str, _query: Query) -> Keys:
    match = re.search(r"/(?:10\.1101|early/\d{4}/\d{2}/\d{2})/((?:\d{4}\.\d{2}\.\d{2}\.)?\d{6,8})(?:v\d+)?", path)
    if match:
        yield from biorxiv_keys(f"10.1101/{match[1]}", match[1])


def _semantic_scholar(host: str, path: str, query: Query) -> Keys:
    corpus = re.search(r"/CorpusI[dD]:(\d+)", path)
    paper = re.match(r"/(?:paper|reader)/(?:[^/]+/)?([0-9a-f]{40})", path)
    if corpus:
        yield f"s2:corpus/{corpus[1]}"
    elif paper:
        yield f"s2:{paper[1]}"
    else:
        yield from _arxiv(host, re.sub(r"^/(?:v1/paper/)?arxiv:", "/abs/", path, flags=re.IGNORECASE), query)


def _hugging_face(_host: str, path: str, query: Query) -> Keys:
    if path.startswith("/papers/"):
        yield from _arxiv("", path, query)


def _github(_host: str, path: str, _query: Query) -> Keys:
    parts = [part for part in path.lower().split("/") if part]
    if len(parts) > 1 and parts[0] not in _NOT_OWNERS:
        yield f"github:{parts[0]}/{parts[1].removesuffix('.git')}"


def _github_raw(host: str, path: str, query: Query) -> Keys:
    assets = re.match(r"/mlresearch/(v\d+)/[\w/]*?assets/([\w-]+?)/", path)
    if assets:
        yield f"pmlr:{assets[1]}/{assets[2].lower()}"
    else:
        yield from _github(host, path, query)


def _numbered(scheme: str, pattern: str) -> Rule:
    compiled = re.compile(pattern, re.IGNORECASE)

    def rule(_host: str, path: str, query: Query) -> Keys:
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
    "scirate.com": _numbered("arxiv", rf"/arxiv/({NEW_ARXIV}|{OLD_ARXIV})"),
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
