"""Addresses → keys: one rule per host, and a general one for all others."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

from bot.matching.identity_ids import (
    ACL,
    ARXIV,
    BIORXIV,
    NEW_ARXIV,
    OLD_ARXIV,
    Keys,
    acl_key,
    arxiv_key,
    biorxiv_keys,
    doi_keys,
)
from bot.matching.identity_presses import PRESSES, Query, Rule
from bot.matching.identity_wrapped import held_address, host_behind


def url_keys(url: str) -> Keys:
    """The keys of a web address; none where it has no host or cannot be read."""
    if url[-1:] in _STOPS:  # of the sentence or the link around it
        url = url.rstrip(_STOPS if "(" not in url and "[" not in url else ".,;")
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return
    if not host:
        return
    path, words = unquote(parts.path), parts.query
    if "?" in path and "=" in path:  # the mark before the query was escaped
        path, _, words = path.partition("?")
    if "//" in path:
        path = re.sub(r"//+", "/", path)
    words = _plain_query(words) if words else ""
    query = parse_qs(words) if words else {}
    host = host_behind(host.removeprefix("www."), _RULES)
    if held := held_address(host, path, query):
        yield from url_keys(held if "//" in held else f"https://{held}")
        return
    found = False
    if rule := _rule_of(host):
        for key in rule(host, path, query):
            found = True
            yield key
    if not found:
        yield from _general(host, path, words)


def _plain_query(words: str) -> str:
    """A query without the marks of HTML or of an escape that people paste: `&amp;id=1`, `id%3D1`."""
    words = _AMP.sub(r"\1", words)
    return words if "=" in words else unquote(words)


def _rule_of(host: str) -> Rule | None:
    """The rule of a host, or of the nearest host above it."""
    while host not in _RULES:
        _, dot, host = host.partition(".")
        if not dot:
            return None
    return _RULES[host]


def _general(host: str, path: str, query: str) -> Keys:
    """The rule for any host: a DOI in the path or the query, an arXiv id named as such, else the page itself."""
    asked = parse_qsl(query) if query else []
    if host != "img.shields.io" and (named := _ARXIV_NAMED.search(path)):
        yield arxiv_key(named[1])
        return
    for text in (path, *(f"/{value}" for name, value in asked if name.lower() in {"doi", "id"})):
        if doi := _DOI_IN_PATH.search(text):
            yield from doi_keys(_without_doi_tail(doi[1]))
            return
    path = re.sub(r"/index\.\w{3,5}$", "", path.rstrip(_AROUND)).rstrip(_AROUND)
    kept = [(k, v) for k, v in asked if not k.lower().startswith(("utm_", "fbclid", "gclid", "ref"))]
    if path or kept:
        words = urlencode(sorted(kept), errors="surrogatepass")  # foreign bytes of a list file are surrogates
        yield f"page:{host}{path}" + (f"?{words}" if kept else "")
    else:
        yield f"page:{host}"


_STOPS = ".,;)]"
_AROUND = "/<>\"'"
"""What may stand around an address in a text, and the slash that ends the address of a folder."""
_AMP = re.compile(r"(^|&)(?:amp;)+")
_ARXIV_NAMED = re.compile(
    rf"[/_-]arxiv(?:\.org)?[:/_-](?:abs/|pdf/)?({NEW_ARXIV}|{OLD_ARXIV})(?:v\d+)?(?![\w.]*\d)", re.IGNORECASE
)
"""An arXiv id in the path of any host, where the path says that it is one: `/paper/arxiv:2301.00704`."""
_DOI_IN_PATH = re.compile(r"/(?:(?:[dD][oO][iI]|art|chp):)?(10\.\d{4,9}/(?!\d{5,}/\d{5,}/).+)")
"""A DOI in a path; not the file paths of ACM (`10.1145/3190000/3186116/p499.pdf`), which only look like one."""
_DOI_TAIL = re.compile(
    r"(?:/(?:full|pdf|epdf|abstract|abs|html|meta|summary|fulltext\.html|metrics|references|cover|(?:figures|tables)/\d+|MediaObjects/.*)){1,6}/?$"
    r"|\.(?:full|short)(?:\.pdf)?$"
)
"""What publishers append to a DOI in a path: `/full`, `/pdf`, `/figures/2`."""


def _without_doi_tail(doi: str) -> str:
    return _DOI_TAIL.sub("", doi)


def _journal(_host: str, path: str, _query: Query) -> Keys:
    """Journals that append a number of their own, and the title, to a DOI."""
    if match := re.search(r"/[\w-]*article[\w-]*/doi/(10\.\d{4,9}/.+?)/\d+(?:/[^/]*)?/?$", path):
        yield from doi_keys(match[1])


_ARXIV_PAGE = re.compile(
    r"/(?:(?:ftp/[\w/-]+(?=/\d)|(?:\w+/)?(?:abs|pdf|html|format|ps|src|e-print|tb|cits|bibtex|overview|papers?|articles|p|"
    r"arxiv|forum|resources|ps_cache/arxiv/pdf/\d{4}|show-email/\w+))/)?(.+)",
    re.IGNORECASE,
)
_ARXIV_FILE = re.compile(rf"/(?:ftp|ps_cache)/({OLD_ARXIV.partition('/')[0]})/(?:papers|pdf|ps)/\d{{4}}/(\d{{7}})\b")
"""The file of an old paper: `/ftp/cs/papers/0301/0301012.pdf`."""


def _arxiv(_host: str, path: str, query: Query) -> Keys:
    if file := _ARXIV_FILE.match(path):
        yield arxiv_key(f"{file[1]}/{file[2]}")
        return
    paper = _ARXIV_PAGE.fullmatch(path)
    names = [*([paper[1]] if paper else []), *query.get("id", []), *query.get("pid", [])]
    for name in names:
        match = ARXIV.match(re.sub(r"^\s*(?:arxiv:)?\s*", "", name, flags=re.IGNORECASE))
        if match:
            yield arxiv_key(match["id"])


def _doi(_host: str, path: str, _query: Query) -> Keys:
    yield from doi_keys(path)


def _openreview(_host: str, path: str, query: Query) -> Keys:
    names: list[str] = []
    if re.match(r"/(?:forum|pdf|attachment|revisions|notes|notes/edits/attachment)/?$", path):
        names = [*query.get("id", []), *query.get("forum", [])]
    elif file := re.match(r"/pdf/([0-9a-f]{40}|[\w-]{9,12})\.pdf$", path):
        names = [file[1]]
    for name in names:
        if match := re.fullmatch(r"([\w-]+)[).,;\]/]*", name.strip()):
            yield f"openreview:{match[1]}"


def _acl(_host: str, path: str, _query: Query) -> Keys:
    match = re.search(rf"/({ACL})(?:v\d+)?(?:\.[A-Za-z][\w.]*)?/?$", path)
    if match:
        yield acl_key(match[1])


def _cvf(_host: str, path: str, _query: Query) -> Keys:
    match = re.search(r"/([^/]+?)(?:_paper|_supplemental|_supp)?\.(?:html|pdf|php|zip)$", path)
    if match and re.search(r"_\d{4}(?:_[A-Z]+)?$", match[1]):
        yield f"cvf:{match[1].lower()}"


def _neurips(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(r"/(?:static/)?paper(?:_files/paper)?/(\d{4})/(?:hash|file)/([0-9a-fA-F]{32})", path)
    if match:
        track = re.search(r"-(round\d+)\.\w+$", path)
        yield f"neurips:{match[1]}{f'-{track[1]}' if track else ''}/{match[2].lower()}"
        return
    old = re.match(r"/paper/(\d+)(?:-[\w-]+|$)", path)
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


def _ecva(host: str, path: str, query: Query) -> Keys:
    match = re.match(r"/papers/(eccv_\d{4})/\w+/(?:html|papers)/(\d+)", path, re.IGNORECASE)
    if match:
        yield f"ecva:{match[1].lower()}/{int(match[2])}"
    else:
        yield from _cvf(host, path, query)


def _aaai(_host: str, path: str, _query: Query) -> Keys:
    match = re.search(r"/(article|paper)/(?:view|download|viewFile|viewPaper)/(\d+)|^/(ojs)/(\d+)/[\d-]+\.pdf", path)
    if match:
        # The older system (OCS) counted its papers anew.
        yield f"aaai:{'ocs/' if match[1] == 'paper' else ''}{match[2] or match[4]}"


def _ijcai(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(
        r"/(?:(?:proceedings|abstract)[/-]|papers(?=\d\d/))(?:20)?(\d\d)(?:/papers)?/(?:IJCAI\d\d-)?(\d+)(?:\.pdf)?/?$",
        path,
        re.IGNORECASE,
    )
    if match:
        yield f"ijcai:20{match[1]}/{int(match[2])}"


def _acm(host: str, path: str, query: Query) -> Keys:
    number = query.get("id", query.get("doid", [""]))[0]
    if path.startswith(("/citation.cfm", "/ft_gateway.cfm")) and re.fullmatch(r"\d+\.\d+", number):
        yield f"doi:10.1145/{number}"
    elif path.startswith("/doi/"):
        yield from _general(host, path, "")


def _ieee(_host: str, path: str, query: Query) -> Keys:
    match = re.search(r"/(?:document|arnumber|stampPDF|iel\w*/\d+/\d+)/0*(\d+)", path)
    number = match[1] if match else query.get("arnumber", [""])[0].lstrip("0")
    if number.isdecimal():
        yield f"ieee:{number}"


def _nature(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(r"/articles/([\w.-]+?)(?:_reference)?(?:\.pdf)?/?$", path)
    if match:
        yield f"doi:10.1038/{match[1].lower()}"


def _biorxiv(_host: str, path: str, _query: Query) -> Keys:
    match = re.search(
        rf"/(?:(10\.\d{{4,9}})|early/\d{{4}}/\d{{2}}/\d{{2}}|short|abstract|full)/({BIORXIV})(?:v\d+)?", path
    )
    if match:
        yield from biorxiv_keys(f"{match[1] or '10.1101'}/{match[2]}", match[2])


_ARXIV_PAPER = re.compile(
    r"^/(?:(?:(?:graph/)?v\d/)?paper/arxiv:|arxiv:|main/|api/redirect/arxiv/)(?=[\w-]+[./]\d)", re.IGNORECASE
)
"""Pages of indexes that are named by an arXiv id."""


def _semantic_scholar(host: str, path: str, query: Query) -> Keys:
    corpus = re.search(r"(?:/CorpusI[dD]:|^/p/)(\d+)", path)
    paper = re.match(r"/(?:(?:graph/)?v\d/)?(?:paper|reader|main)/(?:[^/]+/)?([0-9a-fA-F]{40})", path)
    file = re.match(r"/([0-9a-f]{4})/([0-9a-f]{36})\.pdf$", path)
    if corpus:
        yield f"s2:corpus/{corpus[1]}"
    elif paper or file:
        yield f"s2:{paper[1].lower()}" if paper else f"s2:{''.join(file.groups() if file else ())}"
    else:
        yield from _arxiv(host, _ARXIV_PAPER.sub("/abs/", path), query)


def _hugging_face(_host: str, path: str, query: Query) -> Keys:
    if path.startswith("/papers/"):
        yield from _arxiv("", path, query)


def _github(_host: str, path: str, _query: Query) -> Keys:
    if assets := re.match(r"/mlresearch/(v\d+)/[\w/.-]*?assets/([\w-]+?)/", path):
        yield f"pmlr:{assets[1]}/{assets[2].lower()}"
        return
    parts = [part for part in path.lower().split("/") if part]
    if len(parts) > 1 and parts[0] not in _NOT_OWNERS:
        yield f"github:{parts[0]}/{parts[1].removesuffix('.git')}"


def _dblp(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(r"/rec/(?:bibtex\d?/|bib\d?/|html/|xml/)?([a-z]+/[\w-]+/[\w-]+?)(?:\.\w+)?/?$", path)
    preprint = re.fullmatch(r"journals/corr/abs-(\d{4})-(\d{4,5})", match[1]) if match else None
    old = re.fullmatch(r"journals/corr/([a-z-]+)(?:-[A-Z]{2})?-(\d{7})", match[1]) if match else None
    if preprint or old:
        yield arxiv_key(f"{preprint[1]}.{preprint[2]}" if preprint else f"{old[1]}/{old[2]}" if old else "")
    elif match:
        yield f"dblp:{match[1]}"


def _ads(_host: str, path: str, _query: Query) -> Keys:
    match = re.match(r"/abs/(?:\d{4}arXiv(\d{4})\.?(\d{4,5})[A-Z]|arXiv:(\d{4})\.(\d{4,5})\b)", path)
    if match:
        yield arxiv_key(f"{match[1] or match[3]}.{match[2] or match[4]}")


def _elsevier(_host: str, path: str, _query: Query) -> Keys:
    match = re.search(r"/(?:pii/|(?:fulltext|pdf|abstract|article)/(?:PII)?)([SB][\d()X-]{14,22})", path, re.IGNORECASE)
    if match:
        yield f"pii:{re.sub('[()-]', '', match[1]).lower()}"


def _pubmed(_host: str, path: str, query: Query) -> Keys:
    file = re.search(r"/(PMC\d+)\b", path, re.IGNORECASE)
    number = re.match(r"(?:/m)?(?:/pubmed|/(?:article|abstract)/med)?/(\d+)/?$", path, re.IGNORECASE)
    term = query.get("term", [""])[0]
    if file:
        yield f"pmc:{file[1].lower()}"
    elif number or term.isdecimal():
        yield f"pmid:{number[1] if number else term}"


def _isca(_host: str, path: str, _query: Query) -> Keys:
    match = re.search(r"/([a-z]+_\d{4}[a-z]?)/(?:pdfs/|abstracts/)?(\w+)\.(?:html|pdf)$", path, re.IGNORECASE)
    if match:
        yield f"isca:{match[1].lower()}/{match[2].lower().lstrip('0')}"


_NOT_OWNERS = frozenset(
    "topics orgs sponsors marketplace features about settings search explore collections trending login apps users "
    "enterprise contact pricing security site notifications".split()
)
_RULES: dict[str, Rule] = {
    **PRESSES,
    "arxiv.org": _arxiv,
    "ar5iv.org": _arxiv,
    "xxx.lanl.gov": _arxiv,
    "xxx.itp.ac.cn": _arxiv,
    "128.84.21.199": _arxiv,
    "arxiv-sanity.com": _arxiv,
    "arxiv-sanity-lite.com": _arxiv,
    "talk2arxiv.org": _arxiv,
    "arxiv.deeppaper.ai": _arxiv,
    "alphaxiv.org": _arxiv,
    "arxiv-vanity.com": _arxiv,
    "papers.cool": _arxiv,
    "emergentmind.com": _arxiv,
    "tldr.takara.ai": _arxiv,
    "adsabs.harvard.edu": _ads,
    "huggingface.co": _hugging_face,
    "hf.co": _hugging_face,
    "hf-mirror.com": _hugging_face,
    "doi.org": _doi,
    "openreview.net": _openreview,
    "aclanthology.org": _acl,
    "aclanthology.info": _acl,
    "aclanthology.coli.uni-saarland.de": _acl,
    "aclweb.org": _acl,
    "openaccess.thecvf.com": _cvf,
    "cv-foundation.org": _cvf,
    "papers.nips.cc": _neurips,
    "papers.neurips.cc": _neurips,
    "proceedings.neurips.cc": _neurips,
    "proceedings.nips.cc": _neurips,
    "datasets-benchmarks-proceedings.neurips.cc": _neurips,
    "proceedings.iclr.cc": _iclr,
    "proceedings.mlr.press": _pmlr,
    "jmlr.org": _jmlr,
    "jmlr.csail.mit.edu": _jmlr,
    "ecva.net": _ecva,
    "aaai.org": _aaai,
    "ijcai.org": _ijcai,
    "dl.acm.org": _acm,
    "portal.acm.org": _acm,
    "ieeexplore.ieee.org": _ieee,
    "xplorestaging.ieee.org": _ieee,
    "academic.oup.com": _journal,
    "direct.mit.edu": _journal,
    "nature.com": _nature,
    "biorxiv.org": _biorxiv,
    "medrxiv.org": _biorxiv,
    "semanticscholar.org": _semantic_scholar,
    "connectedpapers.com": _semantic_scholar,
    "sciencedirect.com": _elsevier,
    "elsevier.com": _elsevier,
    "cell.com": _elsevier,
    "thelancet.com": _elsevier,
    "pubmed.ncbi.nlm.nih.gov": _pubmed,
    "ncbi.nlm.nih.gov": _pubmed,
    "europepmc.org": _pubmed,
    "dblp.org": _dblp,
    "uni-trier.de": _dblp,
    "dblp.dagstuhl.de": _dblp,
    "isca-speech.org": _isca,
    "isca-archive.org": _isca,
    "github.com": _github,
    "raw.githubusercontent.com": _github,
}
