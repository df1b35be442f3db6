"""Presses and archives whose pages bear a number of their own: a pattern each, and the key that it gives."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.matching.identity_ids import HAL, NEW_ARXIV, OLD_ARXIV, Keys, doi_keys

Query = dict[str, list[str]]
Rule = Callable[[str, str, Query], Keys]
"""Host, unquoted path and query → keys; none where the page is not a paper's."""


def _as_doi(prefix: str, pattern: str) -> Rule:
    """Preprint servers and presses whose DOI ends in a number of their pages, the group of the pattern."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def rule(_host: str, path: str, _query: Query) -> Keys:
        if match := compiled.match(path):
            yield from doi_keys(f"{prefix}{match[1]}")

    return rule


def _numbered(scheme: str, pattern: str, *, cased: bool = False) -> Rule:
    """A key of the groups of a pattern in the path and the query, in lower case unless the site tells cases apart."""
    compiled = re.compile(pattern, 0 if cased else re.IGNORECASE)

    def rule(_host: str, path: str, query: Query) -> Keys:
        words = "&".join(f"{name}={value}" for name, values in query.items() for value in values)
        if match := compiled.search(f"{path}?{words}"):
            value = "/".join(part.lstrip("0") or "0" for part in match.groups() if part)
            yield f"{scheme}:{value if cased else value.lower()}"

    return rule


def _arxiv(pattern: str) -> Rule:
    return _numbered("arxiv", pattern.replace("ID", f"({NEW_ARXIV}|{OLD_ARXIV})"))


def _usenix(_host: str, path: str, _query: Query) -> Keys:
    """`/conference/osdi20/presentation/lee` and the file `/system/files/osdi20-lee.pdf` are one paper."""
    page = re.match(r"/(?:legacy/)?conference/([a-z]+\d\d)/(?:technical-sessions/)?presentation/([\w-]+)", path)
    file = re.match(
        r"/system/files/(?:conference/\w+/)?([a-z]+\d\d)(?:\w*?)[-_](?:paper[-_])?([a-z][a-z-]*?)(?:[-_]\d+|_(?:prepub|slides))*\.pdf",
        path,
    )
    if found := page or file:
        meeting = re.sub(r"^sec(?=\d)", "usenixsecurity", found[1])
        yield f"usenix:{meeting}/{found[2].lower()}"


def _csdl(_host: str, path: str, _query: Query) -> Keys:
    """The digital library of the IEEE Computer Society; in its journals the number is that of IEEE Xplore."""
    journal = re.match(r"/csdl/(?:journal|magazine)/\w+/\d{4}/\w+/0*(\d{7,8})(?:/|$)", path)
    paper = re.match(r"/csdl/proceedings-article/\w+/\d{4}/\w+/(\w{10,12})(?:/|$)", path)
    if journal:
        yield f"ieee:{journal[1]}"
    elif paper:
        yield f"csdl:{paper[1]}"


def _peerj(_host: str, path: str, _query: Query) -> Keys:
    if match := re.match(r"/articles/(?:([a-z]+)-)?(\d+)", path):
        yield f"doi:10.7717/peerj{f'-{match[1]}' if match[1] else ''}.{match[2]}"


def _meeting(host: str, path: str, _query: Query) -> Keys:
    """A paper's page at a virtual meeting; posters, talks and spotlights of one paper have numbers of their own."""
    match = re.match(r"/virtual/(20\d\d)/(?:loc/[\w-]+/)?(?:poster|oral|spotlight)/(\d+)", path)
    if match:
        meeting = host.partition(".")[0]
        yield f"virtual:{'neurips' if meeting == 'nips' else meeting}/{match[1]}/{match[2]}"


PRESSES: dict[str, Rule] = {
    "inspirehep.net": _arxiv(r"^/api/arxiv/ID"),
    "bytez.com": _arxiv(r"^/docs/arxiv/ID"),
    "scirate.com": _arxiv(r"/arxiv/ID"),
    "hal.science": _numbered("hal", rf"/({HAL})"),
    "hal.inria.fr": _numbered("hal", rf"/({HAL})"),
    "archives-ouvertes.fr": _numbered("hal", rf"/({HAL})"),
    "ssrn.com": _numbered("ssrn", r"abstract(?:_?id)?=(\d+)"),
    "mdpi.com": _numbered("mdpi", r"^/(\d{4}-\d{3}[\dx]/\d+/\d+/\d+)"),
    "eprint.iacr.org": _numbered("eprint", r"^/(\d{4}/\d+)"),
    "ia.cr": _numbered("eprint", r"^/(\d{4}/\d+)"),
    "roboticsproceedings.org": _numbered("rss", r"^/(rss\d+/p\d+)"),
    "researchgate.net": _numbered("researchgate", r"/publication/(\d+)"),
    "openalex.org": _numbered("openalex", r"^/(?:works/)?(w\d+)\?$"),
    "vldb.org": _numbered("pvldb", r"^/pvldb/(?:vol)?(\d+)/(?:papers/)?(p\d+)-"),
    "ceur-ws.org": _numbered("ceur", r"^/vol-(\d+)/([\w-]+)\.pdf"),
    "usenix.org": _usenix,
    "computer.org": _csdl,
    "neurips.cc": _meeting,
    "nips.cc": _meeting,
    "icml.cc": _meeting,
    "iclr.cc": _meeting,
    "mlsys.org": _meeting,
    "iccv.thecvf.com": _meeting,
    "cvpr.thecvf.com": _meeting,
    "eccv.ecva.net": _meeting,
    "zenodo.org": _as_doi("10.5281/zenodo.", r"/records?/(\d+)"),
    "researchsquare.com": _as_doi("10.21203/rs.3.", r"/article/(rs-\d+)"),
    "preprints.org": _as_doi("10.20944/preprints", r"/manuscript/(\d{6}\.\d{4})"),
    "jair.org": _as_doi("10.1613/jair.1.", r"/index\.php/jair/article/(?:view|download)/(1\d{4})"),
    "elifesciences.org": _as_doi("10.7554/elife.", r"/articles/(\d+)"),
    "peerj.com": _peerj,
    "pubs.rsc.org": _as_doi("10.1039/", r"/[\w-]+/content/article(?:landing|html|pdf)/\d{4}/\w\w/([a-z]\d\w+)"),
    "osf.io": _numbered("osf", r"^/preprints/\w+/([a-z0-9]{5})(?:_v\d+)?(?:/|\?)"),
    "psyarxiv.com": _numbered("osf", r"^/([a-z0-9]{5})(?:_v\d+)?(?:/|\?)"),
}
"""Host → its rule; a host below it (`www.`, `pdf.`) has the same."""
